#include "cli/calibrate_rows.h"

#include "cli/csv_columns.h"
#include "core/io.h"
#include "match/member_place.h"
#include "match/pairs.h"
#include "text/utf8.h"

#define FILE_CEILING ((size_t)1 << 30)
#define ROW_CEILING  ((size_t)64 << 20)
#define SHOWN_BYTES  80

typedef struct job {
    idt_invocation *inv;
    const idt_scoring *scoring;
    const char *source;
    idt_str schema;
    size_t at[4]; /* CSV: query, candidate, label, schema (SIZE_MAX: none) */
    idt_arena *row;
    idt_alert_rows *out;
} job;

static bool label_of(idt_str text, bool *match)
{
    const idt_str word = idt_str_trim(text);
    *match = idt_str_is(word, "match");
    return *match || idt_str_is(word, "no_match");
}

/* Cut between characters. */
static idt_str shown(idt_arena *arena, const idt_profile_name *name)
{
    idt_str text = name != NULL ? name->text : (idt_str){.ptr = "", .len = 0};
    if (text.len > SHOWN_BYTES) {
        text.len = SHOWN_BYTES;
        while (text.len > 0 && ((unsigned char)text.ptr[text.len] & 0xc0) == 0x80) {
            text.len--;
        }
    }
    return idt_str_copy(arena, text);
}

/* All names asked, as one text: rows of one query are one group. */
static idt_rc group_of(const job *j, const idt_profile *query, uint32_t *group, idt_error *err)
{
    idt_str key = {.ptr = "", .len = 0};
    bool added = false;
    for (size_t i = 0; i < query->name_count; i++) {
        key = idt_str_format(j->row, IDT_STR_FMT "\n" IDT_STR_FMT, IDT_STR_ARG(key),
                             IDT_STR_ARG(query->names[i].parsed.key));
        if (key.ptr == NULL) {
            return idt_arena_fail(j->row, err);
        }
    }
    const size_t before = j->out->queries.count;
    idt_map_entry *entry = idt_map_find(&j->out->queries, key);
    if (entry == NULL) {
        key = idt_str_copy(j->inv->arena, key);
        entry = key.ptr != NULL ? idt_map_put(&j->out->queries, key, &added) : NULL;
    }
    if (entry == NULL) {
        return idt_arena_fail(j->inv->arena, err);
    }
    entry->value.number = added ? before : entry->value.number;
    *group = (uint32_t)entry->value.number;
    return IDT_OK;
}

static idt_rc take(const job *j, uint64_t line, const idt_profile *query,
                   const idt_profile *candidate, bool match, idt_error *err)
{
    idt_alert_rows *out = j->out;
    idt_arena *arena = j->inv->arena;
    idt_comparison c;
    uint32_t group = 0;
    const idt_rc rc = group_of(j, query, &group, err);
    if (rc != IDT_OK) {
        return rc;
    }
    idt_compare_by(j->scoring, query, candidate, &c);
    if (!IDT_GROW(arena, out->labelled, out->labelled_cap, out->count) ||
        !IDT_GROW(arena, out->rows, out->rows_cap, out->count)) {
        return idt_arena_fail(arena, err);
    }
    const idt_alert_row row = {
        .line = line, .query = shown(arena, c.query), .candidate = shown(arena, c.candidate)};
    if (row.query.ptr == NULL || row.candidate.ptr == NULL) {
        return idt_arena_fail(arena, err);
    }
    out->labelled[out->count] = (idt_labelled){.score = c.score, .match = match, .group = group};
    out->rows[out->count++] = row;
    return IDT_OK;
}

/* ---- lines of JSON ---- */

static idt_rc at_member(const job *j, idt_str bytes, uint32_t line, const char *member,
                        const char *what, idt_error *err)
{
    const size_t at = idt_member_place(bytes, idt_str_borrow(member), (idt_str){0});
    return idt_fail_at(err, IDT_E_INPUT, j->source, line, idt_utf8_position(bytes, at).column, at,
                       "%s", what);
}

static idt_rc read_side(const job *j, idt_str bytes, uint32_t line, const idt_json *json,
                        const char *side, idt_profile *out, idt_error *err)
{
    idt_error why = {0};
    const idt_rc rc = idt_party_read(idt_json_member(json, side), side, j->row, out, &why);
    return rc == IDT_OK || rc == IDT_E_LIMIT ? rc
                                             : at_member(j, bytes, line, side, why.message, err);
}

static idt_rc read_line(const job *j, idt_str bytes, uint32_t line, idt_error *err)
{
    static const char *const known[] = {"id", "query", "candidate", "label"};
    idt_json *json = NULL;
    idt_profile parties[2];
    bool match = false;
    idt_error why = {0};
    idt_rc rc = idt_json_read(bytes, j->source, j->row, &json, &why);
    if (rc != IDT_OK) {
        return idt_fail_at(err, rc, j->source, line, why.column, why.offset, "%s", why.message);
    }
    for (size_t i = 0; json->kind == IDT_JSON_OBJECT && i < json->count; i++) {
        size_t k = 0;
        while (k < 4 && !idt_str_is(json->items[i].key, known[k])) {
            k++;
        }
        if (k == 4) {
            return at_member(j, bytes, line, json->items[i].key.ptr,
                             "a member that is not known; expected query, candidate, label, id",
                             err);
        }
    }
    if (!label_of(idt_json_string(json, "label"), &match)) {
        return at_member(j, bytes, line, "label",
                         "expected an object with query, candidate and a label, \"match\" or "
                         "\"no_match\"",
                         err);
    }
    rc = read_side(j, bytes, line, json, "query", &parties[0], err);
    rc = rc == IDT_OK ? read_side(j, bytes, line, json, "candidate", &parties[1], err) : rc;
    return rc == IDT_OK ? take(j, line, &parties[0], &parties[1], match, err) : rc;
}

static idt_rc read_lines(const job *j, idt_str rest, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (uint32_t line = 1; rest.len > 0 && rc == IDT_OK; line++) {
        const size_t end = idt_str_find(rest, '\n');
        const idt_str bytes = idt_str_slice(rest, 0, end);
        if (bytes.len > IDT_PAIR_LINE_BYTES) {
            return idt_fail_at(err, IDT_E_INPUT, j->source, line, 1, 0,
                               "a line of %zu bytes; at most %zu", bytes.len, IDT_PAIR_LINE_BYTES);
        }
        if (idt_str_trim(bytes).len > 0) {
            idt_arena_clear(j->row);
            rc = read_line(j, bytes, line, err);
        }
        rest = idt_str_slice(rest, end + 1, rest.len);
    }
    return rc;
}

/* ---- CSV ---- */

static idt_rc find_columns(job *j, const idt_csv_row *head, idt_str wanted, idt_error *err)
{
    size_t n = 0;
    idt_rc rc = IDT_OK;
    j->at[3] = SIZE_MAX;
    while (wanted.len > 0 && n < 4 && rc == IDT_OK) {
        const size_t comma = idt_str_find(wanted, ',');
        rc = idt_csv_column_find(head, j->source, idt_str_trim(idt_str_slice(wanted, 0, comma)),
                                 &j->at[n++], err);
        wanted = idt_str_slice(wanted, comma + 1, wanted.len);
    }
    return rc != IDT_OK ? rc
           : n < 3 || wanted.len > 0
               ? idt_fail(err, IDT_E_USAGE,
                          "--columns takes three or four names, such as query,candidate,label")
               : IDT_OK;
}

/* In characters, where the field stands in its row as it is. */
static uint32_t column_of(const idt_csv_row *row, idt_str field)
{
    const bool inside = field.ptr >= row->bytes.ptr && field.ptr <= row->bytes.ptr + row->bytes.len;
    return inside ? idt_utf8_position(row->bytes, (size_t)(field.ptr - row->bytes.ptr)).column : 0;
}

static idt_rc read_row(const job *j, const idt_csv_row *row, idt_error *err)
{
    idt_str fields[4] = {{0}, {0}, {0}, j->schema};
    idt_profile parties[2];
    bool match = false;
    idt_rc rc = IDT_OK;
    idt_arena_clear(j->row);
    for (size_t i = 0; i < 4 && rc == IDT_OK; i++) {
        rc = j->at[i] == SIZE_MAX ? IDT_OK
                                  : idt_csv_column_at(row, j->source, j->at[i], &fields[i], err);
    }
    if (rc == IDT_OK && !label_of(fields[2], &match)) {
        return idt_fail_at(err, IDT_E_INPUT, j->source, (uint32_t)row->line,
                           column_of(row, fields[2]), 0,
                           "label \"" IDT_STR_FMT "\"; expected match or no_match",
                           IDT_STR_ARG(idt_str_slice(fields[2], 0, 40)));
    }
    for (size_t i = 0; i < 2 && rc == IDT_OK; i++) {
        idt_profile_init(&parties[i], idt_str_trim(fields[3]), j->row);
        rc = idt_profile_add(&parties[i], IDT_STR("name"), fields[i], err);
        rc = rc == IDT_OK ? idt_profile_prepare(&parties[i], err) : rc;
    }
    return rc == IDT_OK ? take(j, row->line, &parties[0], &parties[1], match, err) : rc;
}

static idt_rc read_csv(job *j, idt_str bytes, idt_str columns, idt_error *err)
{
    idt_csv csv;
    idt_csv_row row;
    idt_csv_what what;
    bool head = true;
    idt_rc rc = idt_csv_open(&csv, j->source, bytes, ',', IDT_CSV_ROW_BYTES, err);
    while (rc == IDT_OK && (what = idt_csv_next(&csv, &row)) != IDT_CSV_END) {
        if (what == IDT_CSV_FAULT) {
            rc = idt_fail_at(err, IDT_E_INPUT, j->source, (uint32_t)row.line, csv.fault_column, 0,
                             "%s", csv.fault);
        } else {
            rc = head ? find_columns(j, &row, columns, err) : read_row(j, &row, err);
            head = false;
        }
    }
    idt_csv_release(&csv);
    return rc;
}

idt_rc idt_alert_rows_read(idt_invocation *inv, const idt_scoring *scoring, const char *path,
                           idt_str columns, idt_str schema, idt_alert_rows *out, idt_error *err)
{
    idt_mapped file;
    job j = {.inv = inv,
             .scoring = scoring,
             .source = strcmp(path, "-") == 0 ? "standard input" : path,
             .schema = schema,
             .out = out};
    *out = (idt_alert_rows){0};
    idt_map_init(&out->queries, inv->arena);
    idt_rc rc = idt_mapped_open(path, FILE_CEILING, &file, err);
    if (rc != IDT_OK) {
        return rc;
    }
    j.row = idt_arena_new(ROW_CEILING);
    rc = j.row == NULL         ? idt_fail(err, IDT_E_LIMIT, "no memory")
         : columns.ptr != NULL ? read_csv(&j, file.bytes, columns, err)
                               : read_lines(&j, file.bytes, err);
    idt_arena_free(j.row);
    idt_mapped_close(&file);
    return rc;
}
