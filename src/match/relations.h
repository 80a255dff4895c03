/* relations.h - how the parts of one name relate to parts of others that come again and again.
 *
 *   asked        محمد علي, scored against 2,000 names of a file
 *   worked out   محمد against the 60 spellings there, علي against 40: 200 relations for 8,000
 *
 * Whoever compares one name with many begins with it and gives the others' parts numbers: the same
 * number to parts that idt_relate cannot tell apart, and to no others. He hangs both to the other
 * names (idt_match_name.relations, .numbers); idt_align asks here.
 *
 * I1  What is answered is what idt_relate gives for the two parts in this order: it is kept under
 *     number, part and order, and what does not fit a place is worked out again. Of which parts he
 *     knows that they are not related he may say so (idt_match_name.apart; NULL: of none).
 *
 * Lifetime: until the next beginning, or `of` is gone. Threads: one at a time.
 */
#ifndef INTERDICT_MATCH_RELATIONS_H
#define INTERDICT_MATCH_RELATIONS_H

#include "match/relation.h"

#define IDT_RELATIONS_LOG2    12
#define IDT_RELATIONS_NUMBERS (UINT64_C(1) << 48) /* numbers are less */

typedef struct idt_relations {
    const idt_match_name *of; /* NULL: nothing is kept */
    uint32_t turn;            /* what is of another turn is empty */
    struct idt_relations_entry {
        uint64_t key;
        uint32_t turn;
        idt_relation relation;
    } entries[1U << IDT_RELATIONS_LOG2];
} idt_relations;

/* From zeros, or after another. NULL: nothing is kept from here on. */
void idt_relations_begin(idt_relations *relations, const idt_match_name *of);

/* Part i of one name and part k of the other. */
idt_relation idt_relate_among(const idt_match_name *a, size_t i, const idt_match_name *b, size_t k);

#endif
