/* hash_table.h - the two tables of the file, KEY and LINK: buckets by the highest bits of a key,
 * each a run of numbers; the lowest 8 bits are kept beside the number to tell keys apart.
 *
 *   count(every key)  ->  lay  ->  put(every key, in any order)  ->  settle  ->  start, items
 *
 * I1  A bucket's items are ascending and each there once, so the table does not depend on the order
 *     in which they came.
 */
#ifndef INTERDICT_INDEX_HASH_TABLE_H
#define INTERDICT_INDEX_HASH_TABLE_H

#include "core/str.h"

/* At most so many items a bucket, more than half as many; 1 to 31. */
unsigned index_table_bits(uint64_t items, unsigned a_bucket);

static inline uint32_t index_bucket(uint64_t key, unsigned bits)
{
    return (uint32_t)(key >> (64 - bits));
}

static inline uint8_t index_check_of(uint64_t key)
{
    return (uint8_t)key;
}

/* A table on its way. The arrays are the caller's, zeroed. */
typedef struct index_table {
    unsigned bits;
    uint32_t *start; /* buckets + 1 */
    uint64_t *items; /* number << 8 | check: of KEY 7 bits, and 128 for what is not Latin */
    size_t count;    /* of items, once it is settled */
} index_table;

/* `high`: the highest 32 bits of the key. */
static inline void index_table_count(index_table *table, uint32_t high)
{
    table->start[(high >> (32 - table->bits)) + 1]++;
}

void index_table_lay(index_table *table);

static inline void index_table_put(index_table *table, uint32_t high, uint32_t number,
                                   uint8_t check)
{
    table->items[table->start[high >> (32 - table->bits)]++] = (uint64_t)number << 8 | check;
}

/* Orders each bucket and takes out what is there twice; start[i] is then where bucket i begins. */
void index_table_settle(index_table *table);

#endif
