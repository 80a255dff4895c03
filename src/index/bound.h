/* bound.h - the most a listed name can score against a query, from what its forward row says.
 *
 *   parts that agree earn what they earn, under the ceiling            (match/evidence.h I3)
 *   every part left over on both sides contradicts another             (match/unmatched.h)
 *   one part against a longer name is held down by a guard             (match/score.c)
 *
 * I1  Never under the llr that idt_compare_by gives without fields. What cannot be told from the
 * row is taken as most favourable: whatever may pair off, pairs off.
 *
 * The number of pairs is at most that of parts, on either side, that can have a partner: those met
 * under a key of match/relation.h; initials; legal forms (a misspelt one is a word); what may be
 * clipped, by its first two letters. Joins take several parts: where one is met there is no bound
 * but the ceiling. Pure.
 */
#ifndef INTERDICT_INDEX_BOUND_H
#define INTERDICT_INDEX_BOUND_H

#include "match/score.h"

typedef struct bound {
    const idt_match_name *name;
    uint64_t words; /* a bit a part that can contradict: words and initials */
    uint32_t lone;  /* their number */
    uint32_t initials, forms;
    uint32_t silent;                   /* words whose omission says nothing */
    uint32_t firsts, initial_firsts;   /* a bit a first letter's code */
    uint32_t bits[IDT_NAME_PARTS_MAX]; /* FWD_ of each part */
    int last;                          /* the last word, -1: none */
    /* Of each class: the cut is over what one part alone can reach, with all that is beside. */
    bool single_guard[IDT_SCORE_CLASSES];
    bool unknown_scorer;
    bool latin, native; /* there are such words */
} bound;

/* What one form's row adds up to. */
typedef struct form_sum {
    int64_t earns;
    uint64_t met;     /* parts of the query with a partner */
    uint64_t clipped; /* parts of the query that may be cut off from, or continue, one here */
    uint32_t lone, words, initials, initial_pairs, forms, partners;
    uint32_t last; /* FWD_ bits of its last word */
    bool org, joined, named, latin, native;
    bool not_near; /* no part is a near miss of one of the query's (idt_nearly) */
} form_sum;

/* `beside_mnat`: the most that other fields add. */
void bound_begin(bound *b, const idt_match_name *name, const idt_scoring *scoring, uint16_t cut,
                 int32_t beside_mnat);
/* One part of the row: its FWD word; met: a part of the query is its partner. */
void bound_count(const bound *b, uint32_t forward, bool met, form_sum *sum);
idt_score_class bound_class(const bound *b, const form_sum *sum);
int64_t bound_of(const bound *b, const form_sum *sum);
/* Would it help to know that nothing is a near miss? */
bool bound_asks_near(const bound *b, const form_sum *sum, int64_t need);

#endif
