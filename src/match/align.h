/* align.h - which part of one name is which part of the other: the best assignment.
 *
 *   Nikolai Plat Ono Vich Patrushev       nikolai ----------- nikolai      exact
 *   Nikolai Platonovich Patrushev         plat+ono+vich ----- platonovich  fold, joined
 *                                         patrushev --------- patrushev    exact
 *
 * I1  Every pair is inside the relation (match/relation.h); a part is in at most one pair.
 *
 *   Kim Jong Un                            kim --------------- 김           reading
 *   김정은                                 jong+un ----------- 정은         reading, joined
 *
 * I2  A join of 2 or 3 adjacent parts is taken where no part of it is related to anything by text,
 *     fold or class; longest first, then leftmost. Initials of an organisation stand for all its
 *     words only where they are complete and three or more.
 * I3  The sum of the values is the largest possible where the parts in dispute are IDT_ALIGN_EXACT
 *     or fewer on either side (parts related to one another only are never in dispute). Beyond
 *     that, the most valuable pair first, in order of the parts on a tie: `greedy` says so; no
 *     part is left out.
 *
 * Cost: at most 64 x 64 relations; nothing is allocated. Threads: pure.
 */
#ifndef INTERDICT_MATCH_ALIGN_H
#define INTERDICT_MATCH_ALIGN_H

#include "match/relation.h"

#define IDT_ALIGN_EXACT    8
#define IDT_ALIGN_JOIN_MAX 3
#define IDT_ALIGN_JOINED   4 /* bytes of the fold of what several are joined to: less is chance */

typedef struct idt_pair {
    uint16_t q, q_count; /* parts [q, q + q_count) of the one name */
    uint16_t n, n_count;
    idt_relation relation;
} idt_pair;

typedef struct idt_alignment {
    idt_pair pairs[IDT_NAME_PARTS_MAX]; /* in order of the first name's parts */
    uint16_t count;
    bool greedy;
    bool q_used[IDT_NAME_PARTS_MAX]; /* only the first `count` of each name are set */
    bool n_used[IDT_NAME_PARTS_MAX];
    /* Of each part of the first name, which of the other's may be near (match/glance.h): a bit
     * each. */
    uint64_t may_be_near[IDT_NAME_PARTS_MAX];
} idt_alignment;

void idt_align(const idt_match_name *q, const idt_match_name *n, idt_alignment *out);

/* What a pair's agreement brings: its rarity as far as it counts at this level, >= 0. */
int32_t idt_pair_rarity(const idt_match_part *a, const idt_match_part *b, idt_relation relation);
/* ... and what agreeing at this level only costs at least, <= 0. */
int32_t idt_pair_cost(idt_relation relation);
/* ... and what it costs between names of this class, no more than idt_pair_cost. */
int32_t idt_pair_cost_of(idt_score_class of, const idt_match_part *a, const idt_match_part *b,
                         idt_relation relation);

#endif
