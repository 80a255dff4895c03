/* assign.h - of pairs that exclude one another, those with the largest sum.
 *
 * Edges between rows and columns (each under 64), values > 0. What stands alone is taken as it is;
 * the rest is solved exactly over subsets of its smaller side while that has IDT_ALIGN_EXACT
 * members or fewer, else greedily (*greedy), the most valuable first, earlier edges on a tie. The
 * greedy sum is never over the exact one, so a bound that holds for the exact one holds for both.
 */
#ifndef INTERDICT_MATCH_ASSIGN_H
#define INTERDICT_MATCH_ASSIGN_H

#include "match/relation.h"

typedef struct idt_edge {
    uint8_t row, column;
    int32_t value;
    idt_relation relation;
} idt_edge;

/* Indices of the edges taken go to `taken` (IDT_NAME_PARTS_MAX suffice); returns their number.
 * Edges come ordered by row, then column. */
size_t idt_assign(const idt_edge *edges, size_t count, uint16_t *taken, bool *greedy);

#endif
