#include "selftest/tally.h"

#include <stdlib.h>

void idt_tally_init(idt_tally *tally, idt_arena *arena)
{
    tally->arena = arena;
    idt_map_init(&tally->kinds, arena);
}

/* NULL at the arena's ceiling. */
static idt_tally_kind *kind_of(idt_tally *t, idt_str area, idt_str kind)
{
    const idt_str key = idt_str_format(t->arena, IDT_STR_FMT "\t" IDT_STR_FMT, IDT_STR_ARG(area),
                                       IDT_STR_ARG(kind));
    bool added = false;
    idt_map_entry *entry = key.ptr != NULL ? idt_map_put(&t->kinds, key, &added) : NULL;
    if (entry == NULL || !added) {
        return entry != NULL ? entry->value.ptr : NULL;
    }
    idt_tally_kind *made = IDT_NEW(t->arena, idt_tally_kind);
    if (made != NULL) {
        made->area = idt_str_slice(key, 0, area.len);
        made->kind = idt_str_slice(key, area.len + 1, key.len);
    }
    entry->value.ptr = made;
    return made;
}

static bool before(const idt_tally_example *a, const idt_tally_example *b)
{
    if (a->draw != b->draw) {
        return a->draw < b->draw;
    }
    const int by = idt_str_compare(a->asked, b->asked);
    return by != 0 ? by < 0 : idt_str_compare(a->name, b->name) < 0;
}

static bool keep(idt_tally *t, idt_tally_kind *k, const idt_tally_example *example)
{
    size_t at = k->shown;
    while (at > 0 && before(example, &k->examples[at - 1])) {
        at--;
    }
    if (at == IDT_TALLY_EXAMPLES) {
        return true;
    }
    idt_tally_example kept = *example;
    kept.asked = idt_str_copy(t->arena, example->asked);
    kept.name = idt_str_copy(t->arena, example->name);
    kept.subject = idt_str_copy(t->arena, example->subject);
    if (kept.asked.ptr == NULL && example->asked.ptr != NULL) {
        return false;
    }
    k->shown += k->shown < IDT_TALLY_EXAMPLES;
    for (size_t i = k->shown - 1; i > at; i--) {
        k->examples[i] = k->examples[i - 1];
    }
    k->examples[at] = kept;
    return true;
}

idt_rc idt_tally_count(idt_tally *tally, const char *area, idt_str kind,
                       const idt_tally_example *example, idt_error *err)
{
    idt_tally_kind *k = kind_of(tally, idt_str_borrow(area), kind);
    if (k == NULL || !keep(tally, k, example)) {
        return idt_arena_fail(tally->arena, err);
    }
    k->count++;
    return IDT_OK;
}

idt_rc idt_tally_merge(idt_tally *tally, const idt_tally *from, idt_error *err)
{
    for (size_t i = 0; i < from->kinds.count; i++) {
        const idt_tally_kind *other = from->kinds.entries[i].value.ptr;
        idt_tally_kind *k = kind_of(tally, other->area, other->kind);
        bool fits = k != NULL;
        for (size_t e = 0; fits && e < other->shown; e++) {
            fits = keep(tally, k, &other->examples[e]);
        }
        if (!fits) {
            return idt_arena_fail(tally->arena, err);
        }
        k->count += other->count;
    }
    return IDT_OK;
}

static int by_frequency(const void *a, const void *b)
{
    const idt_tally_kind *x = a;
    const idt_tally_kind *y = b;
    const int area = idt_str_compare(x->area, y->area);
    if (area != 0) {
        return area;
    }
    return x->count != y->count ? (x->count < y->count) - (x->count > y->count)
                                : idt_str_compare(x->kind, y->kind);
}

idt_rc idt_tally_sorted(const idt_tally *tally, idt_tally_kind **out, size_t *count, idt_error *err)
{
    *count = tally->kinds.count;
    *out = IDT_NEW_N(tally->arena, idt_tally_kind, *count + 1);
    if (*out == NULL) {
        return idt_arena_fail(tally->arena, err);
    }
    for (size_t i = 0; i < *count; i++) {
        (*out)[i] = *(const idt_tally_kind *)tally->kinds.entries[i].value.ptr;
    }
    qsort(*out, *count, sizeof **out, by_frequency);
    return IDT_OK;
}
