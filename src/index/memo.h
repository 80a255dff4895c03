/* memo.h - what was worked out for a key, kept for the next time within a fixed number of bytes.
 *
 *   memo_find(m, key)                  NULL: not known, or no longer
 *   memo_keep(m, key, pieces, count)   known from now on; older ones may be forgotten
 *
 * I1  A value is found under the very bytes it was kept under and no others: keys are compared
 *     whole, so no choice of keys can bring up another's value.
 * I2  Memory is taken once, at the first keeping, and never more.
 * I3  What is found and what is forgotten depend on the order of the calls alone.
 *
 * Two halves: what is kept or found again is written to the young one; when it is full the old one
 * is emptied and they change places. So what was not asked for while a whole half filled up is
 * forgotten, at no cost for each. Finding looks at MEMO_LOOKS slots of each half at most.
 *
 * Threads: one at a time.
 */
#ifndef INTERDICT_INDEX_MEMO_H
#define INTERDICT_INDEX_MEMO_H

#include "core/arena.h"
#include "core/str.h"

#define MEMO_LOOKS 32
#define MEMO_LEAST ((size_t)4 << 10) /* fewer bytes keep nothing */

typedef struct memo_half {
    uint8_t *bytes;
    uint64_t *slots; /* a part of the hash (high half), where the entry begins + 1 */
    size_t used, count;
} memo_half;

typedef struct memo {
    idt_arena *arena;
    size_t half_bytes;
    unsigned slots_log2; /* of a half */
    bool taken;          /* the memory, or there was none */
    memo_half half[2];   /* the young one, the old one */
    uint64_t found, missed;
} memo;

void memo_begin(memo *m, idt_arena *arena, size_t bytes);
/* Borrowed until the next call; begins at a multiple of 8. Absent where nothing is known. */
idt_str memo_find(memo *m, idt_str key);
/* The value: the pieces, one behind the other. Where there is no room, nothing is kept. */
void memo_keep(memo *m, idt_str key, const idt_str *pieces, size_t count);

/* The same where the key's hash is known already. */
uint64_t memo_hash(idt_str key);
idt_str memo_find_hashed(memo *m, idt_str key, uint64_t hash);
void memo_keep_hashed(memo *m, idt_str key, uint64_t hash, const idt_str *pieces, size_t count);

#endif
