#include "claims/conflict_find.h"

#include <stdlib.h>

const idt_conflict_kind IDT_CONFLICT_KINDS[] = {
    {"figures", idt_find_figures},
    {"act_against_figure", idt_find_act_against_figure},
    {"implied_state", idt_find_implied_state},
    {"listed_states", idt_find_listed_states},
    {"listed_status", idt_find_listed_status},
    {"casualties", idt_find_casualties},
    {"two_holders", idt_find_two_holders},
    {"recognition", idt_find_recognition},
    {"superlative", idt_find_superlative},
};
const size_t IDT_CONFLICT_KIND_COUNT = sizeof IDT_CONFLICT_KINDS / sizeof *IDT_CONFLICT_KINDS;

/* ---- what finders share ---- */

idt_conflict *idt_finder_add(idt_finder *f, const idt_claim *about, const char *what, size_t sides)
{
    idt_conflict_side *room = IDT_NEW_N(f->arena, idt_conflict_side, sides);
    if (room == NULL || !IDT_GROW(f->arena, f->items, f->cap, f->item_count)) {
        return NULL;
    }
    idt_conflict *c = &f->items[f->item_count++];
    *c = (idt_conflict){.kind = f->kind,
                        .about = about->about,
                        .caption = about->caption,
                        .schema = about->schema,
                        .what = what,
                        .sides = room};
    return c;
}

idt_conflict *idt_finder_pair(idt_finder *f, const char *what, const idt_claim *a,
                              const idt_claim *b)
{
    idt_conflict *c = idt_finder_add(f, a, what, 2);
    if (c != NULL) {
        idt_conflict_side_add(c, a, false);
        idt_conflict_side_add(c, b, false);
    }
    return c;
}

void idt_conflict_side_add(idt_conflict *conflict, const idt_claim *claim, bool beside)
{
    conflict->sides[conflict->side_count++] = (idt_conflict_side){.claim = claim, .beside = beside};
}

void idt_conflict_note(idt_conflict *conflict, const char *note)
{
    size_t at = 0;
    while (at < IDT_CONFLICT_NOTES && conflict->notes[at] != NULL) {
        at++;
    }
    if (at < IDT_CONFLICT_NOTES) {
        conflict->notes[at] = note;
    }
}

/* ---- all of them ---- */

idt_rc idt_conflicts_find(const idt_claim *claims, size_t count,
                          const idt_recognition *recognitions, size_t recognition_count,
                          const idt_state_source *states, idt_arena *arena,
                          const idt_conflict **out, size_t *out_count, idt_error *err)
{
    idt_finder f = {.claims = claims,
                    .count = count,
                    .recognitions = recognitions,
                    .recognition_count = recognition_count,
                    .states = states,
                    .arena = arena};
    idt_rc rc = IDT_OK;
    for (size_t from = 0; from < count && rc == IDT_OK;) {
        size_t to = from;
        while (to < count && idt_str_equal(claims[to].about, claims[from].about)) {
            to++;
        }
        for (size_t k = 0; k < IDT_CONFLICT_KIND_COUNT && rc == IDT_OK; k++) {
            f.kind = IDT_CONFLICT_KINDS[k].name;
            rc = IDT_CONFLICT_KINDS[k].find(&f, from, to, err);
        }
        from = to;
    }
    *out = f.items;
    *out_count = f.item_count;
    return rc;
}

/* ---- ranking ---- */

const char IDT_CONFLICT_RANK_RULE[] =
    "fewer links of attribution first (a statement without a chain counts as one link: its "
    "dataset's own word), then a chain that holds before one that may not, then the word on the "
    "later day; the rank says nothing of which is true";

static size_t links(const idt_claim *c)
{
    return c->told.chain_count > 0 ? c->told.chain_count : 1;
}

/* The last day it is about; of an open end, the day it begins. */
static idt_day about_day(const idt_claim *c)
{
    const idt_date *on = &c->told.on;
    return on->kind == IDT_DATE_ABSENT      ? IDT_DAY_OPEN_START
           : on->latest == IDT_DAY_OPEN_END ? on->earliest
                                            : on->latest;
}

#define BY(x, y)                                                                                   \
    do {                                                                                           \
        if ((x) != (y)) {                                                                          \
            return (x) < (y) ? -1 : 1;                                                             \
        }                                                                                          \
    } while (0)

static int by_rank(const void *a, const void *b)
{
    const idt_conflict_side *x = a;
    const idt_conflict_side *y = b;
    BY(x->beside, y->beside);
    BY(x->claim == NULL, y->claim == NULL);
    if (x->claim == NULL) {
        BY(x->day, y->day);
        return 0;
    }
    BY(links(x->claim), links(y->claim));
    BY(x->claim->told.chain_unclear, y->claim->told.chain_unclear);
    BY(about_day(y->claim), about_day(x->claim));
    BY(x->claim, y->claim); /* members of one array */
    return 0;
}

void idt_conflict_rank(idt_conflict *conflict)
{
    qsort(conflict->sides, conflict->side_count, sizeof *conflict->sides, by_rank);
}
