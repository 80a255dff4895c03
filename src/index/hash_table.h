/* hash_table.h - the two tables of the file, KEY and LINK: buckets by the highest bits of a key,
 * each a run of numbers; the lowest 8 bits are kept beside the number to tell keys apart.
 */
#ifndef INTERDICT_INDEX_HASH_TABLE_H
#define INTERDICT_INDEX_HASH_TABLE_H

#include "core/str.h"

typedef struct table_item {
    uint32_t bucket;
    uint32_t number;
    uint8_t check; /* of KEY: 7 bits, and the highest for a term that is not Latin */
} table_item;

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

/* Orders the items by bucket, number, check and takes out what is there twice; `spare` is of the
 * same size. Returns how many are left (in `items`). `start` gets buckets + 1 places. */
size_t index_table_order(table_item *items, size_t count, table_item *spare, unsigned bits,
                         uint32_t *start);

#endif
