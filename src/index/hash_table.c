#include "index/hash_table.h"

#include <stdlib.h>

unsigned index_table_bits(uint64_t items, unsigned a_bucket)
{
    unsigned bits = 1;
    while (bits < 31 && ((uint64_t)a_bucket << bits) < items) {
        bits++;
    }
    return bits;
}

static int by_number_then_check(const void *x, const void *y)
{
    const table_item *a = x;
    const table_item *b = y;
    if (a->number != b->number) {
        return a->number < b->number ? -1 : 1;
    }
    return (a->check > b->check) - (a->check < b->check);
}

static void sort_bucket(table_item *items, size_t count)
{
    if (count > 16) {
        qsort(items, count, sizeof *items, by_number_then_check);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        const table_item item = items[i];
        size_t at = i;
        for (; at > 0 && by_number_then_check(&items[at - 1], &item) > 0; at--) {
            items[at] = items[at - 1];
        }
        items[at] = item;
    }
}

size_t index_table_order(table_item *items, size_t count, table_item *spare, unsigned bits,
                         uint32_t *start)
{
    const size_t buckets = (size_t)1 << bits;
    memset(start, 0, (buckets + 1) * sizeof *start);
    for (size_t i = 0; i < count; i++) {
        start[items[i].bucket + 1]++;
    }
    for (size_t i = 0; i < buckets; i++) {
        start[i + 1] += start[i];
    }
    for (size_t i = 0; i < count; i++) {
        spare[start[items[i].bucket]++] = items[i];
    }
    /* start[i] is now where bucket i ends. */
    size_t kept = 0;
    size_t from = 0;
    for (size_t i = 0; i < buckets; i++) {
        const size_t to = start[i];
        sort_bucket(spare + from, to - from);
        start[i] = (uint32_t)kept;
        for (size_t k = from; k < to; k++) {
            if (k == from || by_number_then_check(&spare[k - 1], &spare[k]) != 0) {
                items[kept++] = spare[k];
            }
        }
        from = to;
    }
    start[buckets] = (uint32_t)kept;
    return kept;
}
