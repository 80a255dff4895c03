#include "cli/thing_beside.h"

static bool concerns(const idt_statement *s, idt_str thing, idt_arena *arena)
{
    idt_str *targets;
    size_t count = 0;
    idt_error ignored;
    if (idt_qualifier_list(s, "concerns", arena, &targets, &count, &ignored) != IDT_OK) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (idt_str_equal(targets[i], thing)) {
            return true;
        }
    }
    return false;
}

static bool asked(const idt_thing_answer *a, idt_str dataset)
{
    return a->question.dataset_count == 0 ||
           idt_str_among(dataset, a->question.datasets, a->question.dataset_count);
}

static idt_rc add_claims(idt_thing_answer *a, const idt_record *record, idt_str thing,
                         idt_told **items, size_t *cap, size_t *count, idt_error *err)
{
    idt_arena *arena = a->inv->arena;
    idt_rc rc = IDT_OK;
    const idt_statement *s = idt_record_first(record, "claim");
    for (; s != NULL && rc == IDT_OK; s = idt_record_next(record, s)) {
        if (!concerns(s, thing, arena)) {
            continue;
        }
        if (!IDT_GROW(arena, *items, *cap, *count)) {
            return idt_arena_fail(arena, err);
        }
        rc = idt_told_read(record, s, arena, &(*items)[*count], err);
        *count += rc == IDT_OK ? 1 : 0;
    }
    return rc;
}

idt_rc idt_thing_beside(idt_thing_answer *a, const idt_told_of *thing, idt_beside *out,
                        idt_error *err)
{
    const idt_record *const *found;
    size_t found_count = 0;
    idt_told *items = NULL;
    size_t cap = 0;
    const idt_str id = thing->head->about;
    *out = (idt_beside){0};
    idt_rc rc = idt_register_referring(a->inv->reg, &a->view, IDT_REF_CONCERNS, id, a->inv->arena,
                                       &found, &found_count, err);
    for (size_t i = 0; i < found_count && rc == IDT_OK; i++) {
        if (asked(a, found[i]->dataset)) {
            rc = add_claims(a, found[i], id, &items, &cap, &out->count, err);
        }
    }
    out->items = items;
    return rc;
}

void idt_thing_beside_text(idt_thing_answer *a, const idt_beside *beside)
{
    for (size_t i = 0; i < beside->count; i++) {
        idt_buf_add_str(&a->line, beside->items[i].statement->value);
        idt_thing_add_word(a, &beside->items[i]);
        idt_thing_label(a, i == 0 ? "said of it" : "");
    }
}

void idt_thing_beside_json(const idt_beside *beside, idt_json_writer *w)
{
    static const char *const extra[] = {"kind", "rank", NULL};
    idt_thing_told_json("beside", beside->items, beside->count, extra, w);
}
