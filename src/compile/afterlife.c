#include "compile/afterlife.h"

#include <stdlib.h>

typedef struct gaps {
    idt_rectangle *items;
    size_t count, cap;
} gaps;

static int by_number(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a;
    const int64_t y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static int by_published(const void *a, const void *b)
{
    const idt_rectangle *x = a;
    const idt_rectangle *y = b;
    return x->published_from < y->published_from ? -1 : x->published_from > y->published_from;
}

/* The instants at which what is known of the record changes, ascending, each once. */
static int64_t *instants_of(const idt_rectangle *rectangles, size_t count, idt_arena *arena,
                            size_t *out)
{
    int64_t *instants = IDT_NEW_N(arena, int64_t, 2 * count + 1);
    *out = 0;
    if (instants == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        instants[2 * i] = rectangles[i].recorded_from;
        instants[2 * i + 1] = rectangles[i].recorded_to;
    }
    qsort(instants, 2 * count, sizeof *instants, by_number);
    for (size_t i = 0; i < 2 * count; i++) {
        if (*out == 0 || instants[*out - 1] != instants[i]) {
            instants[(*out)++] = instants[i];
        }
    }
    return instants;
}

/* Between two instants nothing changes: a gap after each rectangle known there up to the next. */
static bool gaps_between(const idt_rectangle *rectangles, size_t count, int64_t from, int64_t to,
                         idt_arena *arena, idt_rectangle *known, gaps *out)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (rectangles[i].recorded_from <= from && rectangles[i].recorded_to > from) {
            known[n++] = rectangles[i];
        }
    }
    qsort(known, n, sizeof *known, by_published);
    out->count = 0;
    for (size_t i = 0; i < n; i++) {
        const int64_t next = i + 1 < n ? known[i + 1].published_from : IDT_INSTANT_OPEN;
        if (known[i].published_to >= next) {
            continue;
        }
        if (!IDT_GROW(arena, out->items, out->cap, out->count)) {
            return false;
        }
        out->items[out->count++] = (idt_rectangle){.version = known[i].version,
                                                   .published_from = known[i].published_to,
                                                   .published_to = next,
                                                   .recorded_from = from,
                                                   .recorded_to = to};
    }
    return true;
}

static bool same_gap(const idt_rectangle *a, const idt_rectangle *b)
{
    return a->version == b->version && a->published_from == b->published_from &&
           a->published_to == b->published_to;
}

/* What also stood just before goes on; the rest begins. */
static bool carry_on(const gaps *slab, gaps *all, idt_arena *arena)
{
    const size_t before = all->count;
    for (size_t i = 0; i < slab->count; i++) {
        size_t k = 0;
        while (k < before && !(all->items[k].recorded_to == slab->items[i].recorded_from &&
                               same_gap(&all->items[k], &slab->items[i]))) {
            k++;
        }
        if (k < before) {
            all->items[k].recorded_to = slab->items[i].recorded_to;
            continue;
        }
        if (!IDT_GROW(arena, all->items, all->cap, all->count)) {
            return false;
        }
        all->items[all->count++] = slab->items[i];
    }
    return true;
}

idt_rc idt_afterlife(const idt_rectangle *rectangles, size_t count, idt_arena *arena,
                     idt_rectangle **out, size_t *out_count, idt_error *err)
{
    size_t instant_count;
    gaps slab = {0};
    gaps all = {0};
    const int64_t *instants = instants_of(rectangles, count, arena, &instant_count);
    idt_rectangle *known = IDT_NEW_N(arena, idt_rectangle, count);
    bool fits = instants != NULL && known != NULL;
    for (size_t i = 0; i + 1 < instant_count && fits; i++) {
        fits = gaps_between(rectangles, count, instants[i], instants[i + 1], arena, known, &slab) &&
               carry_on(&slab, &all, arena);
    }
    *out = all.items;
    *out_count = all.count;
    return fits ? IDT_OK : idt_arena_fail(arena, err);
}
