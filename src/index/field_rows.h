/* field_rows.h - what other fields of a query can add to the names of one file, form by form.
 *
 *   asked   born 1961-04-03: 7150 with the same day, 2150 with the year; of ir: 800
 *   rows    3 of that day       asked one by one, whatever their names earn so far
 *           210 of that year    marked: 2150 may be added
 *           2,400 of ir         a bit each in the file: 800
 *           all others          nothing
 *
 * Which rows are of a class of fields the file tells (docs/formats/index.md, FIELD); what that is
 * worth the question. Few rows that could get much are asked alone, so that the rest needs more of
 * its names.
 *
 * I1  A row gets at least what idt_fields_add gives any party that bears its form, identifiers
 *     aside (match/field_class.h I1).
 */
#ifndef INTERDICT_INDEX_FIELD_ROWS_H
#define INTERDICT_INDEX_FIELD_ROWS_H

#include "core/arena.h"
#include "index/index.h"
#include "index/segment.h"

#define FIELD_SUMS       256 /* by kinds, a bit each */
#define FIELD_DENSE_MOST 24

/* In the scratch: of any file, and only what was marked is cleared. */
typedef struct field_marks {
    uint8_t *kinds;  /* of each cell, a bit a kind */
    uint64_t *pages; /* a bit for each 64 cells: some are marked */
    size_t page_words;
    uint32_t *alone; /* cells whose rows are asked alone */
    size_t alone_count, alone_cap;
} field_marks;

typedef struct field_rows {
    const field_marks *marks;
    const uint8_t *dense[FIELD_DENSE_MOST]; /* a bit a cell */
    uint8_t dense_kinds[FIELD_DENSE_MOST];
    size_t dense_count;
    int32_t most;                   /* of rows that are not asked alone */
    int32_t alone_most;             /* of any */
    int32_t sums[FIELD_SUMS];       /* by the kinds of a row that is not asked alone */
    int32_t alone_sums[FIELD_SUMS]; /* of any */
} field_rows;

bool field_marks_new(field_marks *m, idt_arena *arena, uint32_t parts);
/* Marks the file's rows. IDT_E_CORRUPT, IDT_E_LIMIT. */
IDT_CHECK idt_rc field_rows_find(const segment *s, const idt_index_fields *asked, field_marks *m,
                                 idt_arena *arena, field_rows *out, idt_error *err);
void field_marks_clear(field_marks *m);

static inline uint8_t field_kinds_of(const field_rows *r, uint32_t row)
{
    const uint32_t cell = row >> FIELD_CELL_LOG2;
    uint8_t kinds = r->marks->kinds[cell];
    for (size_t i = 0; i < r->dense_count; i++) {
        const uint8_t has = (uint8_t) - (r->dense[i][cell / 8] >> (cell % 8) & 1);
        kinds |= (uint8_t)(r->dense_kinds[i] & has);
    }
    return kinds;
}

/* What may be added to a row that is not asked alone. */
static inline int32_t field_added(const field_rows *r, uint32_t row)
{
    return r->most == 0 ? 0 : r->sums[field_kinds_of(r, row)];
}

/* ... to any. */
static inline int32_t field_added_alone(const field_rows *r, uint32_t row)
{
    return r->alone_most == 0 ? 0 : r->alone_sums[field_kinds_of(r, row)];
}

#endif
