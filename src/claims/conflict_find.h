/* conflict_find.h - what the functions that find conflicts share. Internal to src/claims.
 *
 * A finder function is given all claims about one thing, looks at pairs, and adds what it found;
 * a conflict added stays at its address only until the next is added.
 */
#ifndef INTERDICT_CLAIMS_CONFLICT_FIND_H
#define INTERDICT_CLAIMS_CONFLICT_FIND_H

#include "claims/conflict.h"

typedef struct idt_finder {
    const idt_claim *claims;
    size_t count;
    const idt_recognition *recognitions;
    size_t recognition_count;
    const idt_state_source *states; /* may be NULL */
    idt_arena *arena;
    const char *kind; /* now sought */
    idt_conflict *items;
    size_t item_count, cap;
} idt_finder;

/* A new conflict about the thing `about` is about, with room for `sides`; NULL at the ceiling. */
idt_conflict *idt_finder_add(idt_finder *finder, const idt_claim *about, const char *what,
                             size_t sides);
/* The usual one: two claims. */
idt_conflict *idt_finder_pair(idt_finder *finder, const char *what, const idt_claim *a,
                              const idt_claim *b);
void idt_conflict_side_add(idt_conflict *conflict, const idt_claim *claim, bool beside);
void idt_conflict_note(idt_conflict *conflict, const char *note);

static inline bool idt_claim_states(const idt_claim *claim, const char *property)
{
    return idt_str_is(claim->told.statement->property, property);
}

/* Numbers: src/claims/conflict_numbers.c */
idt_rc idt_find_figures(idt_finder *finder, size_t from, size_t to, idt_error *err);
idt_rc idt_find_act_against_figure(idt_finder *finder, size_t from, size_t to, idt_error *err);
idt_rc idt_find_casualties(idt_finder *finder, size_t from, size_t to, idt_error *err);
/* States of listings: src/claims/conflict_states.c */
idt_rc idt_find_implied_state(idt_finder *finder, size_t from, size_t to, idt_error *err);
idt_rc idt_find_listed_states(idt_finder *finder, size_t from, size_t to, idt_error *err);
idt_rc idt_find_listed_status(idt_finder *finder, size_t from, size_t to, idt_error *err);
/* Everything else: src/claims/conflict_words.c */
idt_rc idt_find_two_holders(idt_finder *finder, size_t from, size_t to, idt_error *err);
idt_rc idt_find_recognition(idt_finder *finder, size_t from, size_t to, idt_error *err);
idt_rc idt_find_superlative(idt_finder *finder, size_t from, size_t to, idt_error *err);

#endif
