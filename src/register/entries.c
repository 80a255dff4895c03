#include "register/entries.h"

#include <stdlib.h>

typedef struct tally {
    idt_arena *arena;
    idt_list_entries *items;
    size_t count, cap;
    idt_entry_count *counts; /* of the last item */
    size_t counts_cap;
} tally;

static int by_count(const void *a, const void *b)
{
    const idt_entry_count *x = a;
    const idt_entry_count *y = b;
    return x->count != y->count ? (x->count < y->count ? 1 : -1)
                                : idt_str_compare(x->schema, y->schema);
}

static void close_last(tally *t)
{
    if (t->count > 0) {
        idt_list_entries *last = &t->items[t->count - 1];
        last->counts = t->counts;
        if (last->count > 1) {
            qsort(t->counts, last->count, sizeof *t->counts, by_count);
        }
    }
    t->counts = NULL;
    t->counts_cap = 0;
}

static idt_rc count_schema(tally *t, idt_str schema, idt_error *err)
{
    idt_list_entries *last = &t->items[t->count - 1];
    for (size_t i = 0; i < last->count; i++) {
        if (idt_str_equal(t->counts[i].schema, schema)) {
            t->counts[i].count++;
            return IDT_OK;
        }
    }
    if (!IDT_GROW(t->arena, t->counts, t->counts_cap, last->count)) {
        return idt_arena_fail(t->arena, err);
    }
    t->counts[last->count++] = (idt_entry_count){.schema = schema, .count = 1};
    return IDT_OK;
}

static bool is_open(const tally *t, idt_str dataset)
{
    return t->count > 0 && idt_str_equal(t->items[t->count - 1].dataset, dataset);
}

idt_rc idt_entries_on(idt_register *reg, const idt_view *view, idt_str list, idt_arena *arena,
                      const idt_list_entries **out, size_t *count, idt_error *err)
{
    tally t = {.arena = arena};
    const idt_record *const *found;
    size_t found_count = 0;
    idt_rc rc =
        idt_register_referring(reg, view, IDT_REF_LIST, list, arena, &found, &found_count, err);
    for (size_t i = 0; i < found_count && rc == IDT_OK; i++) { /* by dataset, then key */
        const int64_t *instants;
        size_t editions = 1;
        if (!is_open(&t, found[i]->dataset)) {
            rc = idt_register_edition_instants(reg, view, found[i]->dataset, &instants, &editions,
                                               err);
            if (rc == IDT_OK && editions > 0) {
                close_last(&t);
                if (!IDT_GROW(arena, t.items, t.cap, t.count)) {
                    return idt_arena_fail(arena, err);
                }
                t.items[t.count++] = (idt_list_entries){.list = list,
                                                        .dataset = found[i]->dataset,
                                                        .published_us = instants[editions - 1]};
            }
        }
        if (rc == IDT_OK && editions > 0) {
            rc = count_schema(&t, found[i]->schema, err);
        }
    }
    close_last(&t);
    *out = t.items;
    *count = t.count;
    return rc;
}
