#include "register/record_difference.h"

#include <stdlib.h>

/* Over so many pairs of changed statements of one field, none is taken for another: a record of
 * thousands of like events must not cost their cube. */
#define PAIRS_MOST 4096

typedef struct changes {
    idt_arena *arena;
    idt_statement_change *items;
    size_t count, cap;
    bool full;
} changes;

const char *idt_change_kind_text(idt_change_kind kind)
{
    static const char *const words[] = {"added", "removed", "changed"};
    return words[kind];
}

/* ---- qualifiers: canonical objects, their members in byte order ---- */

static bool same_json(const idt_json *a, const idt_json *b)
{
    if (a->kind != b->kind || a->count != b->count || a->boolean != b->boolean ||
        a->integer != b->integer || !idt_str_equal(a->string, b->string) ||
        !idt_str_equal(a->key, b->key) || a->real < b->real || a->real > b->real) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (!same_json(&a->items[i], &b->items[i])) {
            return false;
        }
    }
    return true;
}

/* Walks the members of both objects in step; *x and *y are NULL where one lacks the name. */
static bool next_pair(const idt_json *a, const idt_json *b, size_t *i, size_t *j,
                      const idt_json **x, const idt_json **y)
{
    *x = *i < a->count ? &a->items[*i] : NULL;
    *y = *j < b->count ? &b->items[*j] : NULL;
    if (*x != NULL && *y != NULL) {
        const int order = idt_str_compare((*x)->key, (*y)->key);
        *x = order <= 0 ? *x : NULL;
        *y = order >= 0 ? *y : NULL;
    }
    *i += *x != NULL;
    *j += *y != NULL;
    return *x != NULL || *y != NULL;
}

static size_t shared_qualifiers(const idt_statement *a, const idt_statement *b)
{
    const idt_json *x;
    const idt_json *y;
    size_t shared = 0;
    for (size_t i = 0, j = 0; next_pair(a->qualifiers, b->qualifiers, &i, &j, &x, &y);) {
        shared += x != NULL && y != NULL && same_json(x, y);
    }
    return shared;
}

static void list_qualifiers(changes *c, idt_statement_change *change)
{
    const idt_json *x;
    const idt_json *y;
    idt_qualifier_change *items = NULL;
    size_t cap = 0;
    for (size_t i = 0, j = 0;
         next_pair(change->before->qualifiers, change->after->qualifiers, &i, &j, &x, &y);) {
        if (x != NULL && y != NULL && same_json(x, y)) {
            continue;
        }
        if (!IDT_GROW(c->arena, items, cap, change->count)) {
            c->full = true;
            return;
        }
        items[change->count++] =
            (idt_qualifier_change){.name = x != NULL ? x->key : y->key, .before = x, .after = y};
    }
    change->qualifiers = items;
}

/* ---- statements ---- */

static void add_change(changes *c, const idt_statement *before, const idt_statement *after)
{
    if (!IDT_GROW(c->arena, c->items, c->cap, c->count)) {
        c->full = true;
        return;
    }
    idt_statement_change *change = &c->items[c->count++];
    *change = (idt_statement_change){.before = before,
                                     .after = after,
                                     .kind = before == NULL  ? IDT_CHANGE_ADDED
                                             : after == NULL ? IDT_CHANGE_REMOVED
                                                             : IDT_CHANGE_CHANGED};
    if (change->kind == IDT_CHANGE_CHANGED) {
        list_qualifiers(c, change);
    }
}

static int by_field(const idt_statement *a, const idt_statement *b)
{
    const int order = idt_str_compare(a->property, b->property);
    return order != 0 ? order : idt_str_compare(a->value, b->value);
}

static size_t end_of_field(const idt_record *r, size_t from)
{
    size_t to = from + 1;
    while (to < r->count && by_field(&r->statements[from], &r->statements[to]) == 0) {
        to++;
    }
    return to;
}

/* How likely two statements of one field are one: over everything where their ids agree, 0 where
 * they have different ids. */
static size_t likeness(const idt_statement *a, const idt_statement *b)
{
    const idt_str x = idt_qualifier(a, "id");
    const idt_str y = idt_qualifier(b, "id");
    if (x.ptr != NULL && y.ptr != NULL) {
        return idt_str_equal(x, y) ? SIZE_MAX : 0;
    }
    return 1 + shared_qualifiers(a, b);
}

/* Statements of one field on both sides: equal ones fall away, then the likest pair first. */
static void pair_field(changes *c, const idt_statement *const *before, size_t before_count,
                       const idt_statement *const *after, size_t after_count)
{
    bool *used = IDT_NEW_N(c->arena, bool, before_count + after_count);
    if (used == NULL) {
        c->full = true;
        return;
    }
    while (before_count * after_count <= PAIRS_MOST) {
        size_t best = 0;
        size_t bi = 0;
        size_t bj = 0;
        for (size_t i = 0; i < before_count; i++) {
            for (size_t j = 0; j < after_count && !used[i]; j++) {
                const size_t like = used[before_count + j] ? 0 : likeness(before[i], after[j]);
                if (like > best) {
                    best = like;
                    bi = i;
                    bj = j;
                }
            }
        }
        if (best == 0) {
            break;
        }
        used[bi] = used[before_count + bj] = true;
        add_change(c, before[bi], after[bj]);
    }
    for (size_t i = 0; i < before_count; i++) {
        if (!used[i]) {
            add_change(c, before[i], NULL);
        }
    }
    for (size_t j = 0; j < after_count; j++) {
        if (!used[before_count + j]) {
            add_change(c, NULL, after[j]);
        }
    }
}

static bool held(const idt_statement *const *items, size_t count, const idt_statement *s)
{
    for (size_t i = 0; i < count; i++) {
        if (same_json(items[i]->qualifiers, s->qualifiers)) {
            return true;
        }
    }
    return false;
}

/* Those of [from, to) that the other side does not have as they are. */
static const idt_statement **without(changes *c, const idt_record *r, size_t from, size_t to,
                                     const idt_record *other, size_t other_from, size_t other_to,
                                     size_t *count)
{
    const size_t n = other_to - other_from;
    const idt_statement **left = IDT_NEW_N(c->arena, const idt_statement *, to - from);
    const idt_statement **theirs = IDT_NEW_N(c->arena, const idt_statement *, n);
    *count = 0;
    if (left == NULL || theirs == NULL) {
        c->full = true;
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        theirs[i] = &other->statements[other_from + i];
    }
    for (size_t i = from; i < to; i++) {
        if (!held(theirs, n, &r->statements[i])) {
            left[(*count)++] = &r->statements[i];
        }
    }
    return left;
}

static void compare_field(changes *c, const idt_record *before, size_t i, size_t i_end,
                          const idt_record *after, size_t j, size_t j_end)
{
    if (i_end - i == 1 && j_end - j == 1 &&
        same_json(before->statements[i].qualifiers, after->statements[j].qualifiers)) {
        return; /* most are as they were */
    }
    size_t gone_count;
    size_t new_count;
    const idt_statement **gone = without(c, before, i, i_end, after, j, j_end, &gone_count);
    const idt_statement **fresh = without(c, after, j, j_end, before, i, i_end, &new_count);
    if (!c->full) {
        pair_field(c, gone, gone_count, fresh, new_count);
    }
}

idt_rc idt_record_difference(const idt_record *before, const idt_record *after, idt_arena *arena,
                             const idt_statement_change **out, size_t *count, idt_error *err)
{
    static const idt_record nothing = {0};
    const idt_record *a = before != NULL ? before : &nothing;
    const idt_record *b = after != NULL ? after : &nothing;
    changes c = {.arena = arena};
    for (size_t i = 0, j = 0; (i < a->count || j < b->count) && !c.full;) {
        const int order = i == a->count   ? 1
                          : j == b->count ? -1
                                          : by_field(&a->statements[i], &b->statements[j]);
        if (order < 0) {
            add_change(&c, &a->statements[i++], NULL);
        } else if (order > 0) {
            add_change(&c, NULL, &b->statements[j++]);
        } else {
            const size_t i_end = end_of_field(a, i);
            const size_t j_end = end_of_field(b, j);
            compare_field(&c, a, i, i_end, b, j, j_end);
            i = i_end;
            j = j_end;
        }
    }
    *out = c.items;
    *count = c.count;
    return c.full ? idt_arena_fail(arena, err) : IDT_OK;
}
