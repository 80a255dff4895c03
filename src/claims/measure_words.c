#include "claims/measure_words.h"

#include "statement/vocabulary.h"

/* A growth as a percentage, exactly; a fall as what it fell by. */
static idt_quantity percentage(const idt_quantity *growth, bool *fall)
{
    idt_quantity q = *growth;
    idt_range *ranges[] = {&q.range, &q.second};
    *fall = q.range.has_high && q.range.high.coefficient < 0;
    for (size_t i = 0; i < 2; i++) {
        idt_range *r = ranges[i];
        r->low.exponent += 2;
        r->high.exponent += 2;
        if (*fall) {
            const idt_range was = *r;
            r->low = was.high;
            r->high = was.low;
            r->low.coefficient = -r->low.coefficient;
            r->high.coefficient = -r->high.coefficient;
            r->has_low = was.has_high;
            r->has_high = was.has_low;
            r->low_inclusive = was.high_inclusive;
            r->high_inclusive = was.low_inclusive;
        }
    }
    q.phrase = (idt_str){0};
    q.unit = IDT_STR("%");
    return q;
}

/* Only that it grew or fell: a range with 0, itself not in it, for its one end. */
static bool is_only_sign(const idt_range *r, const char **word)
{
    const bool up = r->has_low && r->low.coefficient == 0 && !r->low_inclusive && !r->has_high;
    const bool down = r->has_high && r->high.coefficient == 0 && !r->high_inclusive && !r->has_low;
    *word = up ? "grew" : "fell";
    return up || down;
}

static void growth_words(const idt_told *told, const idt_quantity *quantity, idt_buf *out)
{
    bool fall;
    const char *sign;
    const idt_str value = told->statement->value;
    const idt_quantity percent = percentage(quantity, &fall);
    if (is_only_sign(&quantity->range, &sign)) {
        idt_buf_add_format(out, "%s, by how much is not said", sign);
        return;
    }
    idt_buf_add_text(out, fall ? "fell by " : "grew by ");
    idt_quantity_words(&percent, out);
    if (quantity->phrase.ptr != NULL || idt_str_find(value, '/') < value.len) {
        idt_buf_add_format(out, " (stated: " IDT_STR_FMT ")", IDT_STR_ARG(value));
    }
}

void idt_measure_words(const idt_told *told, const idt_quantity *quantity, idt_buf *out)
{
    const idt_str property = told->statement->property;
    idt_quantity q = *quantity;
    if (idt_str_is(property, "factor")) {
        q.unit = q.unit.len == 0 ? IDT_STR("times") : q.unit;
        idt_buf_add_text(out, "grew to ");
    } else if (idt_str_is(property, "growth")) {
        if (q.unit.len == 0 || idt_str_is(q.unit, "share")) {
            growth_words(told, quantity, out);
            return;
        }
        idt_buf_add_text(out, "grew by ");
    }
    idt_quantity_words(&q, out);
}

bool idt_told_measure_words(const idt_told *told, idt_buf *out)
{
    const idt_property_spec *spec = idt_property_find(told->statement->property);
    bool present;
    idt_quantity q;
    if (spec == NULL || spec->form != IDT_FORM_QUANTITY ||
        idt_told_quantity(told, NULL, &present, &q, NULL) != IDT_OK || !present) {
        return false;
    }
    idt_measure_words(told, &q, out);
    return true;
}
