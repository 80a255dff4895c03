#include "load/freshness.h"

#include "load/fetch_state.h"

idt_rc idt_freshness_find(idt_register *reg, const char *home, const idt_publications *all,
                          const idt_edition_info *newest, int64_t now_us, idt_arena *arena,
                          idt_freshness *out, idt_error *err)
{
    const idt_publication *p = idt_publications_find(all, newest->dataset);
    idt_fetch_state state;
    idt_edition_before held;
    idt_error bad;
    *out = (idt_freshness){0};
    if (p == NULL || newest->authored) {
        return IDT_OK;
    }
    idt_rc rc = idt_fetch_state_read(home, newest->dataset, arena, &state, &bad);
    if (rc == IDT_E_CORRUPT) {
        out->note = idt_str_format(arena, "%s", bad.message);
    } else if (rc != IDT_OK) {
        return idt_fail(err, rc, "%s", bad.message);
    }
    rc = idt_edition_before_find(reg, newest->dataset, IDT_INSTANT_OPEN, arena, &held, err);
    if (rc != IDT_OK) {
        return rc;
    }
    out->told = true;
    out->max_age = p->max_age;
    out->checked = idt_fetch_state_is_held(&state, &held);
    out->checked_us = out->checked ? state.checked_us : 0;
    const bool later = out->checked && state.checked_us > newest->published_us;
    out->dated = idt_edition_is_dated(newest);
    out->stale = out->dated || out->checked
                     ? now_us - (later ? state.checked_us : newest->published_us) > p->max_age_us
                     : true;
    return IDT_OK;
}
