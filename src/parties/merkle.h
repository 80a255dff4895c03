/* merkle.h - one hash over the answers of a run, row after row, by RFC 6962 section 2.1.
 *
 *   leaf(answer)      SHA-256(0x00 || answer hash)          root of 3 leaves:
 *   node(left, right) SHA-256(0x01 || left || right)            node(node(l0, l1), l2)
 *   no leaves         SHA-256 of nothing
 *
 * Of n leaves a tree keeps the roots of its whole subtrees, one for each 1 in n written in binary:
 * 64 digests at most, so a run of any length is a value that can be written down and gone on with.
 *
 * I1  The root depends on the leaves and their order alone, not on when it was written down.
 * Cost: two compressions of SHA-256 a leaf, two more a node; one node a leaf on average.
 */
#ifndef INTERDICT_PARTIES_MERKLE_H
#define INTERDICT_PARTIES_MERKLE_H

#include "core/hash.h"

#define IDT_MERKLE_LEVELS 64

typedef struct idt_merkle {
    uint64_t leaves;
    uint32_t count;                      /* of `roots`: as many as `leaves` has bits */
    idt_digest roots[IDT_MERKLE_LEVELS]; /* of the largest subtree first */
} idt_merkle;

void idt_merkle_init(idt_merkle *tree);
IDT_CHECK idt_rc idt_merkle_add(idt_merkle *tree, const idt_digest *answer, idt_error *err);
IDT_CHECK idt_rc idt_merkle_root(const idt_merkle *tree, idt_digest *out, idt_error *err);

#endif
