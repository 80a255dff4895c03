#include "register/matrix.h"

#include <stdlib.h>

#include "register/store.h"

/* ---- cells ---- */

/* The same text, once in the arena; an absent one stays absent. */
static idt_str kept(idt_cell_texts *texts, idt_str text, bool *full)
{
    bool added;
    if (text.ptr == NULL) {
        return text;
    }
    const idt_map_entry *held = idt_map_find(&texts->texts, text);
    if (held != NULL) {
        return held->key;
    }
    const idt_str copy = idt_str_copy(texts->texts.arena, text);
    *full = *full || copy.ptr == NULL || idt_map_put(&texts->texts, copy, &added) == NULL;
    return copy;
}

static bool copy_cell(idt_cell_texts *texts, const idt_listing_status *row, idt_cell *cell)
{
    bool full = false;
    *cell = (idt_cell){.jurisdiction = kept(texts, row->jurisdiction, &full),
                       .list = kept(texts, row->list, &full),
                       .list_name = kept(texts, row->list_name, &full),
                       .list_kind = kept(texts, row->list_kind, &full),
                       .scope = kept(texts, row->scope, &full),
                       .status = row->status,
                       .basis = row->basis,
                       .reason = row->reason,
                       .end_kind = row->end_kind,
                       .since = row->since,
                       .unnamed = idt_str_ends(row->list, "-unnamed")};
    for (size_t i = 0; i < IDT_STATUS_WORDS; i++) {
        cell->possible[i] = row->possible[i];
    }
    cell->since.edtf = kept(texts, row->since.edtf, &full);
    return !full;
}

idt_rc idt_cells_copy(idt_cell_texts *texts, const idt_listing_status *rows, size_t count,
                      const idt_cell **out, idt_error *err)
{
    idt_arena *arena = texts->texts.arena;
    idt_cell *cells = IDT_NEW_N(arena, idt_cell, count);
    *out = cells;
    bool fits = cells != NULL;
    for (size_t i = 0; i < count && fits; i++) {
        fits = copy_cell(texts, &rows[i], &cells[i]);
    }
    return fits ? IDT_OK : idt_arena_fail(arena, err);
}

/* ---- who is listed ---- */

static bool among(idt_str text, const idt_str *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (idt_str_equal(text, texts[i])) {
            return true;
        }
    }
    return count == 0;
}

typedef struct id_list {
    idt_str *items;
    size_t count, cap;
} id_list;

/* Records that speak of one of the lists, on the word of the datasets; each once. */
static idt_rc speakers(idt_register *reg, const idt_view *view, const idt_status_question *q,
                       idt_arena *arena, id_list *out, idt_error *err)
{
    sqlite3_stmt *s;
    bool row = false;
    idt_rc rc = store_statement(reg, IDT_SQL_LISTED, &s, err);
    if (rc == IDT_OK) {
        (void)sqlite3_bind_int64(s, 1, view->published_by_us);
        (void)sqlite3_bind_int64(s, 2, view->known_at_us);
        (void)sqlite3_bind_int64(s, 3, (int64_t)IDT_REF_LIST);
        rc = store_step(reg, s, &row, "reading who is listed", err);
    }
    while (rc == IDT_OK && row) {
        const idt_str dataset = store_text(s, 1);
        if (among(store_text(s, 0), q->lists, q->list_count) &&
            among(dataset, q->datasets, q->dataset_count)) {
            const idt_str id = idt_str_format(arena, IDT_STR_FMT ":" IDT_STR_FMT,
                                              IDT_STR_ARG(dataset), IDT_STR_ARG(store_text(s, 2)));
            const bool again = out->count > 0 && idt_str_equal(out->items[out->count - 1], id);
            if (id.ptr == NULL || !IDT_GROW(arena, out->items, out->cap, out->count)) {
                store_reset(s);
                return idt_arena_fail(arena, err);
            }
            out->items[out->count] = id;
            out->count += !again;
        }
        rc = store_step(reg, s, &row, "reading who is listed", err);
    }
    return rc;
}

static int by_subject_id(const void *a, const void *b)
{
    return idt_str_compare(((const idt_subject *)a)->id, ((const idt_subject *)b)->id);
}

idt_rc idt_subjects_listed(idt_register *reg, const idt_view *view, const idt_status_question *q,
                           idt_arena *arena, const idt_subject **out, size_t *count, idt_error *err)
{
    id_list ids = {0};
    idt_map seen;
    idt_subject *items = NULL;
    size_t cap = 0;
    *count = 0;
    idt_map_init(&seen, arena);
    idt_rc rc = speakers(reg, view, q, arena, &ids, err);
    for (size_t i = 0; i < ids.count && rc == IDT_OK; i++) {
        const idt_subject *subject;
        bool added = true;
        rc = idt_subject_of(reg, view, ids.items[i], arena, &subject, err);
        if (rc != IDT_OK || subject == NULL) {
            continue;
        }
        if (idt_map_put(&seen, subject->id, &added) == NULL ||
            (added && !IDT_GROW(arena, items, cap, *count))) {
            rc = idt_arena_fail(arena, err);
        } else if (added) {
            items[(*count)++] = *subject;
        }
    }
    if (*count > 1) {
        qsort(items, *count, sizeof *items, by_subject_id);
    }
    *out = items;
    return rc;
}

/* ---- the matrix ---- */

/* Texts of the cells, sorted, each once: jurisdictions, or the lists that nobody names. */
static idt_rc distinct(const idt_matrix *m, bool unnamed, idt_arena *arena, const idt_str **out,
                       size_t *count, idt_error *err)
{
    idt_map seen;
    idt_str *items = NULL;
    size_t cap = 0;
    idt_map_init(&seen, arena);
    *count = 0;
    for (size_t r = 0; r < m->row_count; r++) {
        for (size_t i = 0; i < m->rows[r].count; i++) {
            bool added = true;
            const idt_cell *cell = &m->rows[r].cells[i];
            if (unnamed && !cell->unnamed) {
                continue;
            }
            const idt_str text = unnamed ? cell->list : cell->jurisdiction;
            if (idt_map_put(&seen, text, &added) == NULL ||
                (added && !IDT_GROW(arena, items, cap, *count))) {
                return idt_arena_fail(arena, err);
            }
            if (added) {
                items[(*count)++] = text;
            }
        }
    }
    idt_str_sort(items, *count);
    *out = items;
    return IDT_OK;
}

idt_rc idt_matrix_compute(idt_register *reg, const idt_view *view, const idt_subject *subjects,
                          size_t count, const idt_status_question *question, idt_arena *arena,
                          idt_matrix *out, idt_error *err)
{
    idt_status_question plain = *question;
    idt_cell_texts texts;
    idt_rc rc = IDT_OK;
    *out = (idt_matrix){.row_count = count};
    plain.explain = false;
    idt_map_init(&texts.texts, arena);
    idt_arena *scratch = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    idt_matrix_row *rows = IDT_NEW_N(arena, idt_matrix_row, count);
    if (scratch == NULL || rows == NULL) {
        rc = idt_arena_fail(arena, err);
    }
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        const idt_listing_status *found;
        idt_arena_clear(scratch);
        rows[i].subject = &subjects[i];
        rc = idt_subject_statuses(reg, view, &subjects[i], &plain, scratch, &found, &rows[i].count,
                                  err);
        if (rc == IDT_OK) {
            rc = idt_cells_copy(&texts, found, rows[i].count, &rows[i].cells, err);
        }
    }
    out->rows = rows;
    if (rc == IDT_OK) {
        rc = distinct(out, false, arena, &out->jurisdictions, &out->jurisdiction_count, err);
    }
    if (rc == IDT_OK) {
        rc = distinct(out, true, arena, &out->unnamed, &out->unnamed_count, err);
    }
    idt_arena_free(scratch);
    return rc;
}
