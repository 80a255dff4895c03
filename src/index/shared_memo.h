/* shared_memo.h - a memo (memo.h) that several threads fill and ask at once: what one of them has
 * worked out the others need not.
 *
 *   thread 1   "mohammed"  worked out, kept          thread 2   "mohammed"  found
 *
 * I1  What is found is a copy, so that nobody else can forget it meanwhile.
 * I2  As memo.h I1 and I2. What is found depends on who came first, so a caller's results must not
 *     depend on it.
 *
 * Keys are spread over parts with a lock each. Threads: any number.
 */
#ifndef INTERDICT_INDEX_SHARED_MEMO_H
#define INTERDICT_INDEX_SHARED_MEMO_H

#include "index/index.h"
#include "index/memo.h"

/* A copy that grows with the largest value, in `arena`; at a multiple of 8. */
typedef struct memo_copy {
    char *bytes;
    size_t cap;
} memo_copy;

/* Absent where nothing is known, or the copy finds no room. */
idt_str shared_memo_find(idt_index_memo *m, idt_str key, memo_copy *copy, idt_arena *arena);
void shared_memo_keep(idt_index_memo *m, idt_str key, const idt_str *pieces, size_t count);

#endif
