#include "screen/state.h"

static bool asks_listings(const idt_screen_filter *f)
{
    return f->list_count > 0 || f->jurisdiction_count > 0 || f->by_day;
}

idt_rc filter_check(const idt_screener *x, idt_error *err)
{
    if (asks_listings(&x->question->filter) && !x->has_source) {
        return idt_fail(err, IDT_E_USAGE,
                        "lists, jurisdictions and days of listing cannot be asked for: the index "
                        "alone does not tell them; open a register beside it");
    }
    return IDT_OK;
}

static bool any_among(const idt_json *values, const idt_str *wanted, size_t count)
{
    for (size_t i = 0; values != NULL && i < values->count; i++) {
        if (idt_str_among(values->items[i].string, wanted, count)) {
            return true;
        }
    }
    return false;
}

idt_rc filter_record(idt_screener *x, uint32_t file, uint32_t origin_id, bool *passes,
                     idt_error *err)
{
    described it;
    const idt_screen_filter *f = &x->question->filter;
    *passes = true;
    if (f->schema_count == 0 && f->topic_count == 0) {
        return IDT_OK;
    }
    const idt_rc rc = described_whole(x, file, origin_id, &it, err);
    if (rc == IDT_OK) {
        const idt_str schema = described_text(&it, "schema");
        *passes = (f->schema_count == 0 || idt_str_among(schema, f->schemata, f->schema_count)) &&
                  (f->topic_count == 0 ||
                   any_among(idt_json_member(it.about, "topics"), f->topics, f->topic_count));
    }
    return rc;
}

/* The order of hits whose scores are equal. */
static uint8_t standing_of(idt_str status)
{
    static const char *const order[] = {"in_force", "suspended", "unknown", "decided",
                                        "not_yet",  "ended",     "never"};
    uint8_t at = 0;
    while (at < sizeof order / sizeof *order && !idt_str_is(status, order[at])) {
        at++;
    }
    return at;
}

static bool meets(const idt_screen_filter *f, const idt_screen_listing *l)
{
    const idt_date *since = &l->listed_since;
    const bool day = since->kind == IDT_DATE_ABSENT ||
                     (since->earliest <= f->listed_to && since->latest >= f->listed_from);
    return (f->list_count == 0 || idt_str_among(l->list, f->lists, f->list_count)) &&
           (f->jurisdiction_count == 0 ||
            idt_str_among(l->jurisdiction, f->jurisdictions, f->jurisdiction_count)) &&
           (!f->by_day || day);
}

bool filter_listings(const idt_screen_filter *f, const idt_screen_party *party, uint8_t *standing)
{
    bool any = false;
    *standing = UINT8_MAX;
    for (size_t i = 0; party != NULL && i < party->listing_count; i++) {
        if (meets(f, &party->listings[i])) {
            const uint8_t it = standing_of(party->listings[i].status);
            *standing = it < *standing ? it : *standing;
            any = true;
        }
    }
    return any || !asks_listings(f);
}
