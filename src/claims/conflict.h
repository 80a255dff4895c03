/* conflict.h - claims that cannot all be true, found among those on file; never resolved.
 *
 *   paper  the crop grew several times since 2022        office  it fell by about 95 % in 2023
 *     -> kind "figures": a rise and a fall of one thing in days that overlap
 *        (approximate values taken with a tolerance of 10 %)
 *
 * Each kind of conflict is a row of IDT_CONFLICT_KINDS with the function that finds it:
 *
 *   figures            values or changes of one figure that exclude each other
 *   act_against_figure an act forbids what a figure says has grown since
 *   implied_state      words that suggest a state of a listing, against the computed state
 *   listed_states      claims of state of one listing against each other
 *   listed_status      a claim of state against the computed state of its day
 *   casualties         counts of one class of victims of one incident
 *   two_holders        two names for one post on one day
 *   recognition        "no state" against a recognition in effect on its days
 *   superlative        "the last ..." against a later incident of the same subject
 *
 * I1  Bounds exclude each other in every reading, days overlap in every reading: what may be none
 *     is none. An approximate value is taken within IDT_CONFLICT_TOLERANCE, and the conflict says
 *     so. A year of a figure is the whole year.
 * I2  Growth and factor are one scale: a factor is 1 + the growth.
 * I3  Amounts that add up over time (income, profit, volume) are compared for the same period only.
 * I4  The state of a listing is asked of the caller: nothing is decided here.
 * I5  Sides keep the order of the claims; idt_conflict_rank orders them by a stated rule, which
 *     says nothing of which is true.
 *
 * Ownership: views into the claims, arrays in the arena. Cost: quadratic in the claims about one
 * thing. Threads: pure as far as the caller's function is.
 */
#ifndef INTERDICT_CLAIMS_CONFLICT_H
#define INTERDICT_CLAIMS_CONFLICT_H

#include "claims/recognition.h"

#define IDT_CONFLICT_TOLERANCE "10 %"
#define IDT_CONFLICT_NOTES     4

/* What the caller answers about a listing on a day. */
typedef struct idt_state_on {
    bool found;      /* false: nothing is on file */
    idt_str status;  /* a word of a status: "in_force", "unknown" ... */
    idt_str reason;  /* of unknown; may be absent */
    const void *row; /* the caller's own, carried to the conflict */
} idt_state_on;

typedef struct idt_state_source {
    void *context;
    idt_rc (*on)(void *context, idt_str subject, idt_str list, idt_str scope, idt_day day,
                 idt_state_on *out, idt_error *err);
} idt_state_source;

typedef struct idt_conflict_side {
    const idt_claim *claim; /* NULL: the computed state */
    idt_state_on state;     /* where claim is NULL */
    idt_str list;
    idt_day day;
    bool beside; /* not itself against another side: told beside it */
} idt_conflict_side;

typedef struct idt_conflict {
    const char *kind;
    idt_str about, caption, schema; /* the thing the claims are about */
    const char *what;               /* why they exclude each other, a sentence */
    idt_conflict_side *sides;
    size_t side_count;
    bool tolerance_used;
    const char *notes[IDT_CONFLICT_NOTES + 1]; /* sentences; NULL behind the last */
} idt_conflict;

struct idt_finder; /* claims/conflict_find.h */
typedef struct idt_conflict_kind {
    const char *name;
    /* Seeks among the claims [from, to), all those about one thing. */
    idt_rc (*find)(struct idt_finder *finder, size_t from, size_t to, idt_error *err);
} idt_conflict_kind;
extern const idt_conflict_kind IDT_CONFLICT_KINDS[];
extern const size_t IDT_CONFLICT_KIND_COUNT;

/* All conflicts among sorted claims, by thing, then in the order of the table, then by claims.
 * `states` NULL: those that need the state of a listing are not sought. */
IDT_CHECK idt_rc idt_conflicts_find(const idt_claim *claims, size_t count,
                                    const idt_recognition *recognitions, size_t recognition_count,
                                    const idt_state_source *states, idt_arena *arena,
                                    const idt_conflict **out, size_t *out_count, idt_error *err);

/* Are these two changes of one figure a rise and a fall in days that overlap, as the kind `figures`
 * finds them? False for statements that are no changes. */
IDT_CHECK idt_rc idt_changes_opposed(const idt_told *a, const idt_told *b, bool *out,
                                     idt_error *err);

/* The rule of idt_conflict_rank, a sentence. */
extern const char IDT_CONFLICT_RANK_RULE[];
/* Orders the sides by the rule; sides without a claim, and those beside, stay last. */
void idt_conflict_rank(idt_conflict *conflict);

#endif
