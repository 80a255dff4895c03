/* FIELD and FIELD_OFF: which rows have a party that is of a class (match/field_class.h). */
#include <stdlib.h>

#include "index/build_state.h"
#include "index/hash_table.h"

#define CLASSES_A_BUCKET 128

typedef struct laying {
    const idt_index_builder *b;
    idt_arena *arena;
    uint32_t *class_start; /* id -> its first in `classes` */
    uint64_t *classes;     /* by id */
    bool *any;             /* of an id: what it says is not known */
    unsigned bits;
    size_t buckets; /* and one more, of those not known */
    uint32_t *start, *next;
    uint64_t *items; /* by bucket: check and cell */
    uint32_t cell_count;
} laying;

static uint32_t cell_of(uint64_t item)
{
    return (uint32_t)item;
}

static uint8_t check_of(uint64_t item)
{
    return (uint8_t)(item >> 32);
}

typedef void each_class(const laying *l, uint64_t class_of, size_t bucket, uint32_t cell);

static bool gather_classes(laying *l)
{
    const size_t ids = l->b->ids.count;
    const built_class *told = BUILT(const built_class, l->b->classes);
    const size_t count = BUILT_COUNT(built_class, l->b->classes);
    const built_description *described = BUILT(const built_description, l->b->descriptions);
    l->class_start = IDT_NEW_N(l->arena, uint32_t, ids + 2);
    l->classes = IDT_NEW_N(l->arena, uint64_t, count);
    l->any = IDT_NEW_N(l->arena, bool, ids + 1);
    if (l->class_start == NULL || l->classes == NULL || l->any == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        l->class_start[told[i].id + 2]++;
    }
    for (size_t i = 2; i < ids + 2; i++) {
        l->class_start[i] += l->class_start[i - 1];
    }
    for (size_t i = 0; i < count; i++) {
        l->classes[l->class_start[told[i].id + 1]++] = told[i].class_of;
    }
    for (size_t i = 0; i < BUILT_COUNT(built_description, l->b->descriptions); i++) {
        const uint32_t id = described[i].id;
        l->any[id] = l->class_start[id] == l->class_start[id + 1];
    }
    return true;
}

/* Each class that the entry's party is of. */
static void classes_of(const laying *l, const built_entry *e, uint32_t cell, each_class *visit)
{
    if (l->any[e->origin]) {
        visit(l, INDEX_CLASS_NONE, l->buckets, cell);
    }
    for (uint32_t i = l->class_start[e->origin]; i < l->class_start[e->origin + 1]; i++) {
        if (l->classes[i] != INDEX_CLASS_NONE) {
            visit(l, l->classes[i], index_bucket(l->classes[i], l->bits), cell);
        }
    }
}

static void count(const laying *l, uint64_t class_of, size_t bucket, uint32_t cell)
{
    (void)class_of;
    (void)cell;
    l->start[bucket + 1]++;
}

static void place(const laying *l, uint64_t class_of, size_t bucket, uint32_t cell)
{
    l->items[l->next[bucket]++] = (uint64_t)index_check_of(class_of) << 32 | cell;
}

static void each_entry(const laying *l, const uint32_t *rows, each_class *visit)
{
    const built_entry *entries = BUILT(const built_entry, l->b->entries);
    for (size_t i = 0; i < BUILT_COUNT(built_entry, l->b->entries); i++) {
        const built_entry *e = &entries[i];
        const row_part *row;
        if (built_row(l->b, e->form, &row) > 0) {
            classes_of(l, e, rows[e->form] >> FIELD_CELL_LOG2, visit);
        }
    }
}

static uint64_t classes_of_entries(const laying *l)
{
    const built_entry *entries = BUILT(const built_entry, l->b->entries);
    uint64_t total = 0;
    for (size_t i = 0; i < BUILT_COUNT(built_entry, l->b->entries); i++) {
        const uint32_t origin = entries[i].origin;
        total += l->class_start[origin + 1] - l->class_start[origin] + l->any[origin];
    }
    return total;
}

static bool gather_items(laying *l, const uint32_t *rows, uint64_t total)
{
    idt_arena *arena = l->arena;
    l->bits = index_table_bits(total, CLASSES_A_BUCKET);
    l->buckets = (size_t)1 << l->bits;
    l->start = IDT_NEW_N(arena, uint32_t, l->buckets + 2);
    l->next = IDT_NEW_N(arena, uint32_t, l->buckets + 1);
    l->items = IDT_NEW_N(arena, uint64_t, total);
    if (l->start == NULL || l->next == NULL || l->items == NULL) {
        return false;
    }
    each_entry(l, rows, count);
    for (size_t i = 0; i <= l->buckets; i++) {
        l->next[i] = l->start[i];
        l->start[i + 1] += l->start[i];
    }
    each_entry(l, rows, place);
    return true;
}

/* ---- bytes ---- */

static int by_number(const void *x, const void *y)
{
    const uint64_t a = *(const uint64_t *)x;
    const uint64_t b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

static size_t each_once(uint64_t *items, size_t count)
{
    size_t kept = 0;
    if (count > 1) {
        qsort(items, count, sizeof *items, by_number);
    }
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || items[i] != items[i - 1]) {
            items[kept++] = items[i];
        }
    }
    return kept;
}

static size_t varint_bytes(uint64_t v)
{
    return v < 0x80 ? 1 : 1 + varint_bytes(v >> 7);
}

static void put_varint(uint64_t v, idt_buf *out)
{
    for (; v >= 0x80; v >>= 7) {
        idt_buf_add_byte(out, (char)(v | 0x80));
    }
    idt_buf_add_byte(out, (char)v);
}

static uint32_t step_to(const uint64_t *items, size_t i)
{
    return cell_of(items[i]) - (i > 0 ? cell_of(items[i - 1]) : 0);
}

static void put_list(const uint64_t *items, size_t count, idt_buf *out)
{
    uint64_t len = 0;
    for (size_t i = 0; i < count; i++) {
        len += varint_bytes(step_to(items, i));
    }
    put_varint(len << 1 | FIELD_LIST, out);
    for (size_t i = 0; i < count; i++) {
        put_varint(step_to(items, i), out);
    }
}

static void put_bits(const uint64_t *items, size_t count, uint32_t cells, idt_buf *out)
{
    uint8_t byte = 0;
    size_t i = 0;
    put_varint((uint64_t)index_field_bytes(cells) << 1 | FIELD_BITS, out);
    for (uint32_t at = 0; at < cells; at++) {
        for (; i < count && cell_of(items[i]) == at; i++) {
            byte = (uint8_t)(byte | 1U << (at % 8));
        }
        if (at % 8 == 7 || at + 1 == cells) {
            idt_buf_add_byte(out, (char)byte);
            byte = 0;
        }
    }
}

static void put_bucket(const laying *l, size_t bucket, idt_buf *out)
{
    uint64_t *items = l->items + l->start[bucket];
    const size_t count = each_once(items, l->start[bucket + 1] - l->start[bucket]);
    for (size_t i = 0; i < count;) {
        size_t end = i;
        while (end < count && check_of(items[end]) == check_of(items[i])) {
            end++;
        }
        idt_buf_add_byte(out, (char)check_of(items[i]));
        if (end - i >= l->cell_count / FIELD_DENSE) {
            put_bits(items + i, end - i, l->cell_count, out);
        } else {
            put_list(items + i, end - i, out);
        }
        i = end;
    }
}

bool index_put_fields(const idt_index_builder *b, const uint32_t *rows, uint64_t parts,
                      idt_arena *arena, idt_buf *out, uint32_t **offsets, size_t *offset_count)
{
    laying l = {.b = b, .arena = arena, .cell_count = index_field_cells((uint32_t)parts)};
    *offset_count = 0;
    if (!gather_classes(&l)) {
        return false;
    }
    const uint64_t total = classes_of_entries(&l);
    if (total == 0) {
        return true;
    }
    if (total >= UINT32_MAX || !gather_items(&l, rows, total)) {
        return false;
    }
    const size_t from = out->len;
    *offset_count = l.buckets + 2;
    *offsets = l.next = IDT_NEW_N(arena, uint32_t, *offset_count);
    for (size_t i = 0; l.next != NULL && i <= l.buckets; i++) {
        l.next[i] = (uint32_t)(out->len - from);
        put_bucket(&l, i, out);
    }
    if (l.next == NULL || out->len - from > UINT32_MAX) {
        return false;
    }
    l.next[l.buckets + 1] = (uint32_t)(out->len - from);
    return true;
}
