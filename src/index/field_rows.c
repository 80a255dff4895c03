#include "index/field_rows.h"

#include "index/hash_table.h"

#define ALONE_LEAST 3000
#define ALONE_MOST  1000 /* rows of a class; more are marked only */
#define PAGE_CELLS  64

/* Kinds that have classes, a bit each. */
static uint8_t bit_of(idt_field_kind kind)
{
    static const uint8_t bits[IDT_FIELD_COUNT] = {
        [IDT_FIELD_BIRTH] = 1,   [IDT_FIELD_BIRTH_PLACE] = 2, [IDT_FIELD_COUNTRY] = 4,
        [IDT_FIELD_ADDRESS] = 8, [IDT_FIELD_FOUNDED] = 16,    [IDT_FIELD_LEGAL_FORM] = 32,
        [IDT_FIELD_TYPE] = 64,   [IDT_FIELD_CONTACT] = 128,
    };
    return bits[kind];
}

typedef struct finding {
    const segment *s;
    field_marks *m;
    idt_arena *arena;
    idt_error *err;
    field_rows *out;
    int32_t marked[IDT_FIELD_COUNT]; /* the most of each kind: of rows not asked alone */
    int32_t any[IDT_FIELD_COUNT];    /* ... of any */
} finding;

bool field_marks_new(field_marks *m, idt_arena *arena, uint32_t parts)
{
    const size_t pages = index_field_cells(parts) / PAGE_CELLS + 1;
    *m = (field_marks){.kinds = IDT_NEW_N(arena, uint8_t, pages * PAGE_CELLS),
                       .page_words = pages / 64 + 1};
    m->pages = IDT_NEW_N(arena, uint64_t, m->page_words);
    return m->kinds != NULL && m->pages != NULL;
}

void field_marks_clear(field_marks *m)
{
    for (size_t i = 0; i < m->page_words; i++) {
        uint8_t *at = m->kinds + i * 64 * PAGE_CELLS;
        for (uint64_t left = m->pages[i]; left != 0; left &= left - 1) {
            memset(at + (size_t)__builtin_ctzll(left) * PAGE_CELLS, 0, PAGE_CELLS);
        }
        m->pages[i] = 0;
    }
    m->alone_count = 0;
}

/* ---- rows of a bucket ---- */

static void mark(field_marks *m, uint32_t cell, uint8_t kinds)
{
    const uint32_t page = cell / PAGE_CELLS;
    m->kinds[cell] |= kinds;
    m->pages[page / 64] |= UINT64_C(1) << (page % 64);
}

static idt_rc add_alone(finding *f, uint32_t cell)
{
    field_marks *m = f->m;
    if (!IDT_GROW(f->arena, m->alone, m->alone_cap, m->alone_count)) {
        return idt_arena_fail(f->arena, f->err);
    }
    m->alone[m->alone_count++] = cell;
    return IDT_OK;
}

/* *few: asked for: may the rows be asked alone; answered: they are. */
static idt_rc mark_list(finding *f, const uint8_t *at, const uint8_t *end, uint8_t kinds, bool *few)
{
    const size_t before = f->m->alone_count;
    const uint32_t cells = index_field_cells(f->s->parts);
    uint32_t cell = 0;
    idt_rc rc = IDT_OK;
    while (at < end && rc == IDT_OK) {
        uint32_t step = *at;
        at += step < 0x80;
        if ((step >= 0x80 && !get_varint(&at, end, &step)) || step >= cells - cell) {
            return segment_damaged(f->s, f->err);
        }
        cell += step;
        mark(f->m, cell, kinds);
        if (*few) {
            rc = add_alone(f, cell);
            *few = f->m->alone_count - before <= ALONE_MOST;
        }
    }
    f->m->alone_count = *few ? f->m->alone_count : before;
    return rc;
}

static idt_rc mark_bits(finding *f, const uint8_t *bits, uint64_t len, uint8_t kinds)
{
    const uint32_t cells = index_field_cells(f->s->parts);
    field_rows *out = f->out;
    if (len != index_field_bytes(cells)) {
        return segment_damaged(f->s, f->err);
    }
    if (out->dense_count < FIELD_DENSE_MOST) {
        out->dense[out->dense_count] = bits;
        out->dense_kinds[out->dense_count++] = kinds;
        return IDT_OK;
    }
    for (uint32_t cell = 0; cell < cells; cell++) {
        if ((bits[cell / 8] >> (cell % 8) & 1) != 0) {
            mark(f->m, cell, kinds);
        }
    }
    return IDT_OK;
}

/* The rows of one class, where it is there; NULL: damaged. */
static const uint8_t *class_in(const segment *s, uint32_t bucket, uint8_t check, uint32_t *head)
{
    static const uint8_t none = 0;
    uint64_t len;
    const uint8_t *at = segment_range(s, SECTION_FIELD_OFF, SECTION_FIELD, bucket, 1, &len);
    *head = 0;
    if (at == NULL || len == 0) {
        return at != NULL ? &none : NULL;
    }
    for (const uint8_t *end = at + len; at < end;) {
        const bool found = *at++ == check;
        if (!get_varint(&at, end, head) || *head >> 1 > (size_t)(end - at)) {
            return NULL;
        }
        if (found) {
            return at;
        }
        at += *head >> 1;
        *head = 0;
    }
    return &none;
}

/* *any: there are rows of the class. */
static idt_rc mark_class(finding *f, uint32_t bucket, uint8_t check, uint8_t kinds, bool *any,
                         bool *few)
{
    uint32_t head;
    const uint8_t *at = class_in(f->s, bucket, check, &head);
    const uint32_t len = head >> 1;
    *any = len > 0;
    if (at == NULL) {
        return segment_damaged(f->s, f->err);
    }
    if ((head & 1) == FIELD_LIST) {
        return mark_list(f, at, at + len, kinds, few);
    }
    *few = false;
    return mark_bits(f, at, len, kinds);
}

/* ---- classes ---- */

static void at_least(int32_t *most, int32_t mnat)
{
    *most = mnat > *most ? mnat : *most;
}

static idt_rc ask_class(finding *f, const idt_field_ask *ask)
{
    bool any;
    bool few = ask->mnat >= ALONE_LEAST;
    const idt_rc rc = mark_class(f, index_bucket(ask->class_of, f->s->field_bits),
                                 index_check_of(ask->class_of), bit_of(ask->kind), &any, &few);
    if (rc == IDT_OK && any) {
        at_least(&f->any[ask->kind], ask->mnat);
        if (!few) {
            at_least(&f->marked[ask->kind], ask->mnat);
        }
    }
    return rc;
}

/* Parties whose classes the file was not told: in each field the most. */
static idt_rc ask_untold(finding *f, const int32_t most[IDT_FIELD_COUNT])
{
    bool any;
    bool few = false;
    uint8_t kinds = 0;
    for (idt_field_kind kind = 0; kind < IDT_FIELD_COUNT; kind++) {
        kinds = (uint8_t)(kinds | (most[kind] > 0 ? bit_of(kind) : 0));
    }
    if (kinds == 0) {
        return IDT_OK;
    }
    const idt_rc rc =
        mark_class(f, UINT32_C(1) << f->s->field_bits, INDEX_CLASS_NONE, kinds, &any, &few);
    for (idt_field_kind kind = 0; rc == IDT_OK && any && kind < IDT_FIELD_COUNT; kind++) {
        if (bit_of(kind) != 0) {
            at_least(&f->any[kind], most[kind]);
            at_least(&f->marked[kind], most[kind]);
        }
    }
    return rc;
}

/* ---- sums ---- */

static int32_t sum_of(const int32_t most[IDT_FIELD_COUNT], unsigned kinds)
{
    int32_t here[IDT_FIELD_COUNT];
    for (idt_field_kind kind = 0; kind < IDT_FIELD_COUNT; kind++) {
        here[kind] = (bit_of(kind) & kinds) != 0 ? most[kind] : 0;
    }
    return idt_fields_together(here);
}

/* Of each set of kinds that a row can have; others are not asked for. */
static int32_t fill_sums(const int32_t most[IDT_FIELD_COUNT], unsigned kinds,
                         int32_t sums[FIELD_SUMS])
{
    for (unsigned some = kinds; some > 0; some = (some - 1) & kinds) {
        sums[some] = sum_of(most, some);
    }
    sums[0] = 0;
    return sums[kinds];
}

idt_rc field_rows_find(const segment *s, const idt_index_fields *asked, field_marks *m,
                       idt_arena *arena, field_rows *out, idt_error *err)
{
    idt_rc rc = IDT_OK;
    unsigned kinds = 0;
    finding f = {.s = s, .m = m, .arena = arena, .err = err, .out = out};
    out->marks = m;
    out->dense_count = 0;
    out->most = out->alone_most = 0;
    if (asked == NULL || s->field_bits == 0) {
        return IDT_OK; /* no party of this file has a field */
    }
    for (size_t i = 0; i < asked->count && rc == IDT_OK; i++) {
        rc = ask_class(&f, &asked->asks[i]);
    }
    rc = rc == IDT_OK ? ask_untold(&f, asked->most) : rc;
    for (idt_field_kind kind = 0; kind < IDT_FIELD_COUNT; kind++) {
        kinds |= f.any[kind] > 0 ? bit_of(kind) : 0;
    }
    out->most = fill_sums(f.marked, kinds, out->sums);
    out->alone_most = fill_sums(f.any, kinds, out->alone_sums);
    return rc;
}
