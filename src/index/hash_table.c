#include "index/hash_table.h"

#include <stdlib.h>

#define FEW 16 /* what is put into place one by one */

unsigned index_table_bits(uint64_t items, unsigned a_bucket)
{
    unsigned bits = 1;
    while (bits < 31 && ((uint64_t)a_bucket << bits) < items) {
        bits++;
    }
    return bits;
}

static int by_item(const void *x, const void *y)
{
    const uint64_t a = *(const uint64_t *)x;
    const uint64_t b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

static bool in_order(const uint64_t *items, size_t count)
{
    size_t i = 1;
    while (i < count && items[i - 1] <= items[i]) {
        i++;
    }
    return i >= count;
}

static void sort_bucket(uint64_t *items, size_t count)
{
    if (in_order(items, count)) {
        return; /* most keys come in the order of their terms */
    }
    if (count > FEW) {
        qsort(items, count, sizeof *items, by_item);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        const uint64_t item = items[i];
        size_t at = i;
        for (; at > 0 && items[at - 1] > item; at--) {
            items[at] = items[at - 1];
        }
        items[at] = item;
    }
}

void index_table_lay(index_table *table)
{
    const size_t buckets = (size_t)1 << table->bits;
    for (size_t i = 0; i < buckets; i++) {
        table->start[i + 1] += table->start[i];
    }
}

void index_table_settle(index_table *table)
{
    const size_t buckets = (size_t)1 << table->bits;
    uint64_t *items = table->items;
    size_t kept = 0;
    size_t from = 0;
    for (size_t i = 0; i < buckets; i++) {
        const size_t to = table->start[i]; /* moved there by what was put */
        sort_bucket(items + from, to - from);
        table->start[i] = (uint32_t)kept;
        for (size_t k = from; k < to; k++) {
            if (k == from || items[k] != items[k - 1]) {
                items[kept++] = items[k];
            }
        }
        from = to;
    }
    table->start[buckets] = (uint32_t)kept;
    table->count = kept;
}
