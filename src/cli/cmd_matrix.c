#include "cli/csv.h"
#include "cli/question.h"
#include "cli/status_text.h"
#include "register/entries.h"
#include "register/matrix.h"

#define COLUMNS 80
#define GAP     2

static const idt_param FORMAT = {
    .name = "format",
    .type = IDT_PARAM_FORMAT,
    .metavar = "FORMAT",
    .words = "text json csv",
    .fallback = "text",
    .help = "text for people, json or csv for programs (csv: a row a listing)",
};

/* ---- the words of a cell ---- */

static void add_words(idt_buf *out, const char *words)
{
    for (; words != NULL && *words != '\0'; words++) {
        idt_buf_add_byte(out, *words == '_' ? ' ' : *words);
    }
}

/* "ru-terrorist", "us-fto (military wing)", "us-sdgt (sanctions)": a list that is for other things
 * than terrorists says so where it is read. */
static void list_words(const idt_cell *cell, idt_buf *out)
{
    idt_buf_add_str(out, cell->list);
    if (cell->list_kind.ptr != NULL && !idt_str_is(cell->list_kind, "terrorist")) {
        idt_buf_add_text(out, " (");
        for (size_t i = 0; i < cell->list_kind.len; i++) {
            const char c = cell->list_kind.ptr[i];
            idt_buf_add_byte(out, c == '_' ? ' ' : c);
        }
        idt_buf_add_byte(out, ')');
    }
    if (!idt_str_is(cell->scope, "whole")) {
        idt_buf_add_format(out, " (" IDT_STR_FMT ")", IDT_STR_ARG(cell->scope));
    }
}

/* "in force, 2003 [a]"; "unknown: claim only" */
static void state_words(const idt_cell *cell, idt_buf *out)
{
    static const char *const marks[] = {"", " [a]", " [c]", " [b]"};
    add_words(out, idt_status_word_text(cell->status));
    if (cell->status == IDT_STATUS_ENDED && cell->end_kind != IDT_END_NONE) {
        idt_buf_add_byte(out, '/');
        add_words(out, idt_end_kind_text(cell->end_kind));
    }
    if (cell->reason != IDT_REASON_NONE) {
        idt_buf_add_text(out, ": ");
        add_words(out, idt_reason_text(cell->reason));
    }
    if (cell->status != IDT_STATUS_UNKNOWN && cell->since.kind != IDT_DATE_ABSENT) {
        idt_buf_add_text(out, ", ");
        idt_buf_add_str(out, cell->since.edtf);
    }
    idt_buf_add_text(out, marks[cell->basis]);
}

static void legend(const idt_matrix *m, idt_buf *out)
{
    idt_buf_add_text(
        out, "\nThe day behind a status is its start, as finely as it is known. Basis: [a] an\n"
             "act, [c] a claim about the day, [b] claims before and after it. No entry for a\n"
             "jurisdiction: nothing is on file there; that is no proof of not being listed.\n"
             "Behind a list stands its kind where that is not terrorist.\n");
    for (size_t i = 0; i < m->unnamed_count; i++) {
        const idt_str place =
            idt_str_slice(m->unnamed[i], 0, m->unnamed[i].len - strlen("-unnamed"));
        idt_buf_add_format(out, "note: " IDT_STR_FMT ": ", IDT_STR_ARG(m->unnamed[i]));
        idt_buf_add_format(out,
                           "listed in " IDT_STR_FMT " by somebody's word, on a list not named\n",
                           IDT_STR_ARG(place));
    }
}

/* ---- lists without an entry of its own ---- */

/* Lists that a subject is said to be on, and that have no entry of its own for it. */
typedef struct own_less {
    const idt_list_entries **items;
    size_t *counts;
    size_t count, cap;
} own_less;

static bool noted(const own_less *o, idt_str list)
{
    for (size_t i = 0; i < o->count; i++) {
        if (idt_str_equal(o->items[i][0].list, list)) {
            return true;
        }
    }
    return false;
}

static idt_rc note_list(idt_invocation *inv, const idt_view *view, idt_str list, own_less *o,
                        idt_error *err)
{
    const idt_list_entries *entries;
    size_t count = 0;
    size_t cap = o->cap;
    const idt_rc rc = idt_entries_on(inv->reg, view, list, inv->arena, &entries, &count, err);
    if (rc != IDT_OK || count == 0) {
        return rc;
    }
    if (!IDT_GROW(inv->arena, o->counts, cap, o->count) ||
        !IDT_GROW(inv->arena, o->items, o->cap, o->count)) {
        return idt_arena_fail(inv->arena, err);
    }
    o->counts[o->count] = count;
    o->items[o->count++] = entries;
    return IDT_OK;
}

static idt_rc find_own_less(idt_invocation *inv, const idt_view *view, const idt_matrix *m,
                            own_less *o, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t r = 0; r < m->row_count && rc == IDT_OK; r++) {
        for (size_t i = 0; i < m->rows[r].count && rc == IDT_OK; i++) {
            const idt_cell *cell = &m->rows[r].cells[i];
            if (cell->reason == IDT_REASON_NO_SOURCE && !noted(o, cell->list)) {
                rc = note_list(inv, view, cell->list, o, err);
            }
        }
    }
    return rc;
}

static void own_less_text(const own_less *o, idt_buf *line, idt_buf *out)
{
    char text[IDT_INSTANT_BYTES];
    for (size_t i = 0; i < o->count; i++) {
        for (size_t d = 0; d < o->counts[i]; d++) {
            const idt_list_entries *e = &o->items[i][d];
            idt_buf_clear(line);
            idt_buf_add_format(line, "note: " IDT_STR_FMT ": no entry of its own; ",
                               IDT_STR_ARG(e->list));
            for (size_t c = 0; c < e->count; c++) {
                idt_buf_add_format(line, "%s%zu " IDT_STR_FMT,
                                   c == 0              ? ""
                                   : c + 1 == e->count ? " and "
                                                       : ", ",
                                   e->counts[c].count, IDT_STR_ARG(e->counts[c].schema));
            }
            idt_buf_add_format(line,
                               " entries are on that list in " IDT_STR_FMT " as published %.10s",
                               IDT_STR_ARG(e->dataset), idt_instant_text(e->published_us, text));
            idt_wrap(out, 0, idt_buf_borrow(line));
        }
    }
}

static void own_less_json(const own_less *o, idt_json_writer *w)
{
    char text[IDT_INSTANT_BYTES];
    idt_jw_array(w, "no_own_entry");
    for (size_t i = 0; i < o->count; i++) {
        for (size_t d = 0; d < o->counts[i]; d++) {
            const idt_list_entries *e = &o->items[i][d];
            idt_jw_object(w, NULL);
            idt_jw_str(w, "list", e->list);
            idt_jw_str(w, "dataset", e->dataset);
            idt_jw_text(w, "published", idt_instant_text(e->published_us, text));
            idt_jw_array(w, "entries");
            for (size_t c = 0; c < e->count; c++) {
                idt_jw_object(w, NULL);
                idt_jw_str(w, "schema", e->counts[c].schema);
                idt_jw_int(w, "count", (int64_t)e->counts[c].count);
                idt_jw_end(w);
            }
            idt_jw_end(w);
            idt_jw_end(w);
        }
    }
    idt_jw_end(w);
}

/* ---- a block a subject ---- */

static void block(const idt_matrix_row *row, idt_buf *line, idt_buf *out)
{
    idt_str last = {0};
    idt_buf_add_format(out, "\n" IDT_STR_FMT " (" IDT_STR_FMT ")\n",
                       IDT_STR_ARG(row->subject->caption), IDT_STR_ARG(row->subject->id));
    if (row->count == 0) {
        idt_buf_add_text(out, "  nothing is on file\n");
    }
    for (size_t i = 0; i < row->count; i++) {
        const idt_cell *cell = &row->cells[i];
        const bool same = i > 0 && idt_str_equal(last, cell->jurisdiction);
        idt_buf_clear(line);
        list_words(cell, line);
        idt_buf_add_text(line, ": ");
        state_words(cell, line);
        idt_buf_add_format(out, "  %-6.*s ", same ? 0 : (int)cell->jurisdiction.len,
                           same ? "" : cell->jurisdiction.ptr);
        idt_wrap(out, 9, idt_buf_borrow(line));
        last = cell->jurisdiction;
    }
}

/* ---- a table ---- */

/* The `at`-th listing of a row in a jurisdiction, or NULL. */
static const idt_cell *cell_at(const idt_matrix_row *row, idt_str jurisdiction, size_t at)
{
    for (size_t i = 0; i < row->count; i++) {
        if (idt_str_equal(row->cells[i].jurisdiction, jurisdiction) && at-- == 0) {
            return &row->cells[i];
        }
    }
    return NULL;
}

/* A listing takes two lines: its list, then its state. */
static void cell_line(const idt_cell *cell, bool state, idt_buf *line)
{
    idt_buf_clear(line);
    if (state) {
        idt_buf_add_byte(line, ' ');
        state_words(cell, line);
    } else {
        list_words(cell, line);
    }
}

static size_t greater(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Width of the first column and of each jurisdiction; false where they pass the line. */
static bool measure(const idt_matrix *m, idt_buf *line, size_t *name, size_t *widths)
{
    size_t total;
    *name = strlen("subject");
    for (size_t r = 0; r < m->row_count; r++) {
        const idt_subject *s = m->rows[r].subject;
        *name = greater(*name, greater(idt_text_width(s->caption), 1 + idt_text_width(s->id)));
    }
    total = *name;
    for (size_t j = 0; j < m->jurisdiction_count && total <= COLUMNS; j++) {
        widths[j] = greater(idt_text_width(m->jurisdictions[j]), 1);
        for (size_t r = 0; r < m->row_count; r++) {
            const idt_cell *cell;
            for (size_t i = 0; (cell = cell_at(&m->rows[r], m->jurisdictions[j], i)) != NULL; i++) {
                for (int state = 0; state < 2; state++) {
                    cell_line(cell, state != 0, line);
                    widths[j] = greater(widths[j], idt_text_width(idt_buf_borrow(line)));
                }
            }
        }
        total += GAP + widths[j];
    }
    return total <= COLUMNS;
}

/* `text` and blanks up to `width`; nothing behind the last of a line. */
static void padded(idt_buf *out, idt_str text, size_t width)
{
    const size_t used = idt_text_width(text);
    idt_buf_add_str(out, text);
    idt_buf_add_format(out, "%*s", width > used ? (int)(width - used) : 0, "");
}

static void end_line(idt_buf *out)
{
    while (out->len > 0 && out->ptr[out->len - 1] == ' ') {
        out->len--;
    }
    idt_buf_add_byte(out, '\n');
}

static void table_row(const idt_matrix *m, const idt_matrix_row *row, size_t name,
                      const size_t *widths, idt_buf *line, idt_buf *out)
{
    bool more = true;
    for (size_t k = 0; more; k++) {
        more = k == 0; /* the caption's line, then the id's and whatever listings need */
        idt_buf_clear(line);
        if (k == 1) {
            idt_buf_add_byte(line, ' ');
            idt_buf_add_str(line, row->subject->id);
        }
        padded(out, k == 0 ? row->subject->caption : idt_buf_borrow(line), name);
        for (size_t j = 0; j < m->jurisdiction_count; j++) {
            const idt_cell *cell = cell_at(row, m->jurisdictions[j], k / 2);
            idt_buf_clear(line);
            if (cell != NULL) {
                cell_line(cell, k % 2 != 0, line);
            } else if (k == 0) {
                idt_buf_add_byte(line, '-');
            }
            more = more || (k % 2 == 0 ? cell != NULL
                                       : cell_at(row, m->jurisdictions[j], k / 2 + 1) != NULL);
            idt_buf_add_format(out, "%*s", GAP, "");
            padded(out, idt_buf_borrow(line), widths[j]);
        }
        end_line(out);
    }
}

static void table(const idt_matrix *m, size_t name, const size_t *widths, idt_buf *line,
                  idt_buf *out)
{
    idt_buf_add_byte(out, '\n');
    padded(out, IDT_STR("subject"), name);
    for (size_t j = 0; j < m->jurisdiction_count; j++) {
        idt_buf_add_format(out, "%*s", GAP, "");
        padded(out, m->jurisdictions[j].len > 0 ? m->jurisdictions[j] : IDT_STR("?"), widths[j]);
    }
    end_line(out);
    for (size_t r = 0; r < m->row_count; r++) {
        table_row(m, &m->rows[r], name, widths, line, out);
    }
}

static void answer_text(idt_invocation *inv, const idt_view *view,
                        const idt_status_question *question, const idt_matrix *m, const own_less *o)
{
    idt_buf line;
    size_t widths[COLUMNS];
    size_t name;
    idt_buf_init(&line, (size_t)1 << 20);
    idt_view_words(view, question->as_of, inv->out);
    idt_question_words(question, inv->out);
    if (m->row_count == 0) {
        idt_buf_add_text(inv->out, "\nNo listing is on file.\n");
    } else if (m->jurisdiction_count < COLUMNS && measure(m, &line, &name, widths)) {
        table(m, name, widths, &line, inv->out);
    } else {
        for (size_t r = 0; r < m->row_count; r++) {
            block(&m->rows[r], &line, inv->out);
        }
    }
    legend(m, inv->out);
    own_less_text(o, &line, inv->out);
    inv->out->failed = inv->out->failed || line.failed;
    idt_buf_release(&line);
}

/* ---- for programs ---- */

static void cell_json(const idt_cell *cell, idt_json_writer *w)
{
    idt_jw_object(w, NULL);
    idt_jw_str(w, "jurisdiction", cell->jurisdiction);
    idt_jw_str(w, "list", cell->list);
    idt_jw_str(w, "list_name", cell->list_name);
    idt_jw_str(w, "list_kind", cell->list_kind);
    idt_jw_str(w, "scope", cell->scope);
    idt_jw_bool(w, "unnamed", cell->unnamed);
    idt_jw_text(w, "status", idt_status_word_text(cell->status));
    idt_jw_text(w, "basis", idt_basis_text(cell->basis));
    idt_jw_text(w, "reason", idt_reason_text(cell->reason));
    idt_jw_array(w, "possible");
    for (size_t i = 0; i < IDT_STATUS_WORDS; i++) {
        if (cell->possible[i]) {
            idt_jw_text(w, NULL, idt_status_word_text((idt_status_word)i));
        }
    }
    idt_jw_end(w);
    idt_date_json(w, "since", &cell->since);
    idt_jw_text(w, "end_kind", idt_end_kind_text(cell->end_kind));
    idt_jw_end(w);
}

static void answer_json(idt_invocation *inv, const idt_view *view,
                        const idt_status_question *question, const idt_matrix *m, const own_less *o)
{
    idt_json_writer w;
    idt_jw_init(&w, inv->out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "schema_version", "1.0");
    idt_view_json(view, question->as_of, &w);
    idt_question_json(question, &w);
    idt_jw_texts(&w, "jurisdictions", m->jurisdictions, m->jurisdiction_count);
    idt_jw_texts(&w, "unnamed", m->unnamed, m->unnamed_count);
    own_less_json(o, &w);
    idt_jw_array(&w, "rows");
    for (size_t r = 0; r < m->row_count; r++) {
        idt_jw_object(&w, NULL);
        idt_subject_json(m->rows[r].subject, "subject", &w);
        idt_jw_array(&w, "cells");
        for (size_t i = 0; i < m->rows[r].count; i++) {
            cell_json(&m->rows[r].cells[i], &w);
        }
        idt_jw_end(&w);
        idt_jw_end(&w);
    }
    idt_jw_end(&w);
    idt_jw_end(&w);
    idt_buf_add_byte(inv->out, '\n');
}

/* A subject of which nothing is on file has a row without a list: it was asked about. */
static void csv_row(idt_csv *csv, const idt_subject *subject, const idt_cell *cell)
{
    idt_csv_str(csv, subject->id);
    idt_csv_str(csv, subject->caption);
    idt_csv_str(csv, cell->jurisdiction);
    idt_csv_str(csv, cell->list);
    idt_csv_str(csv, cell->list_name);
    idt_csv_str(csv, cell->list_kind);
    idt_csv_str(csv, cell->scope);
    idt_csv_text(csv, cell->list.ptr != NULL ? idt_status_word_text(cell->status) : NULL);
    idt_csv_text(csv, idt_basis_text(cell->basis));
    idt_csv_text(csv, idt_reason_text(cell->reason));
    idt_csv_text(csv, idt_end_kind_text(cell->end_kind));
    idt_csv_date(csv, &cell->since);
    idt_csv_end(csv);
}

static void answer_csv(idt_invocation *inv, const idt_matrix *m)
{
    idt_csv csv = {.out = inv->out};
    idt_buf_add_text(inv->out, "subject,caption,jurisdiction,list,list_name,list_kind,scope,status,"
                               "basis,reason,end_kind,since,since_earliest,since_latest\r\n");
    for (size_t r = 0; r < m->row_count; r++) {
        const idt_matrix_row *row = &m->rows[r];
        for (size_t i = 0; i < row->count; i++) {
            csv_row(&csv, row->subject, &row->cells[i]);
        }
        if (row->count == 0) {
            csv_row(&csv, row->subject, &(idt_cell){0});
        }
    }
}

static int run(idt_invocation *inv)
{
    idt_error err;
    idt_view view;
    idt_status_question question;
    const idt_subject *subjects = NULL;
    size_t count = 0;
    idt_matrix matrix;
    own_less without = {0};
    idt_rc rc = idt_cli_open_view(inv, &view, &err);
    if (rc == IDT_OK) {
        rc = idt_cli_question(inv, &view, &question, &err);
    }
    if (rc == IDT_OK) {
        rc = inv->argument_count > 0 ? idt_cli_subjects(inv, &view, &subjects, &count, &err)
                                     : idt_subjects_listed(inv->reg, &view, &question, inv->arena,
                                                           &subjects, &count, &err);
    }
    if (rc == IDT_OK) {
        rc = idt_matrix_compute(inv->reg, &view, subjects, count, &question, inv->arena, &matrix,
                                &err);
    }
    if (rc == IDT_OK) {
        rc = find_own_less(inv, &view, &matrix, &without, &err);
    }
    if (rc != IDT_OK) {
        return idt_cli_fail(&err);
    }
    if (idt_cli_format_is(inv, "json")) {
        answer_json(inv, &view, &question, &matrix, &without);
    } else if (idt_cli_format_is(inv, "csv")) {
        answer_csv(inv, &matrix);
    } else {
        answer_text(inv, &view, &question, &matrix, &without);
    }
    return IDT_EXIT_DONE;
}

static const idt_param *const PARAMS[] = {&IDT_PARAM_AS_OF,
                                          &IDT_PARAM_LIST,
                                          &IDT_PARAM_DATASET,
                                          &IDT_PARAM_PUBLISHED_BY,
                                          &IDT_PARAM_KNOWN_AT,
                                          &FORMAT,
                                          NULL};
static const idt_example EXAMPLES[] = {
    {"matrix --as-of 2024-05-27", IDT_EXIT_DONE,
     "every subject of which a listing is on file, in every jurisdiction"},
    {"matrix Taliban --list ru-terrorist --list us-sdgt --as-of 2025-04-17", IDT_EXIT_DONE,
     "one subject on two lists"},
    {"matrix Taliban --format csv", IDT_EXIT_DONE, "a row a listing, for a spreadsheet"},
};

const idt_command IDT_CMD_MATRIX = {
    .name = "matrix",
    .arguments = "[SUBJECT...]",
    .least = 0,
    .most = SIZE_MAX,
    .summary = "subjects by jurisdictions: the state of every listing on a day",
    .description =
        "Shows for each subject, by jurisdiction, every list on which something is said of it: the "
        "state of the listing on the day asked, since when, and on what it rests (an act, a claim, "
        "claims before and after). Without SUBJECT, every subject of which a listing is on file. A "
        "table where it fits 80 columns, else a block a subject. A jurisdiction without an entry "
        "means that nothing is on file there, not that the subject is not listed.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 3,
    .run = run,
};
