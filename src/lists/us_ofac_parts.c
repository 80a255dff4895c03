#include "lists/us_ofac_parts.h"

#include <stdlib.h>

#define WARNINGS_MAX 20 /* of one kind, of one file */

bool idt_ofac_id(idt_str field, uint64_t *id)
{
    return idt_str_to_u64(idt_str_trim(field), UINT64_C(999999999999), id);
}

static int by_id(const void *a, const void *b)
{
    const idt_ofac_row *x = a;
    const idt_ofac_row *y = b;
    if (x->id != y->id) {
        return x->id < y->id ? -1 : 1;
    }
    return (x->line > y->line) - (x->line < y->line);
}

/* Tells of a line that is no row of this file; the first ones in full. */
static void warn_of(idt_list_output *out, const idt_ofac_part *part, const idt_csv_row *row,
                    const char *why, uint64_t *bad)
{
    if (++*bad <= WARNINGS_MAX) {
        idt_list_warn(out,
                      IDT_STR_FMT ":%llu: %s; met %zu columns, expected %zu that begin with a "
                                  "number; the row is not read",
                      IDT_STR_ARG(part->file), (unsigned long long)row->line, why, row->count,
                      part->columns);
    }
}

static idt_rc read_rows(idt_ofac_part *part, idt_arena *arena, idt_list_output *out, idt_error *err)
{
    idt_csv_row row;
    idt_csv_what what;
    size_t cap = 0;
    uint64_t bad = 0;
    bool sorted = true;
    while ((what = idt_csv_next(part->csv, &row)) != IDT_CSV_END) {
        idt_ofac_row r = {.line = row.line, .bytes = row.bytes};
        if (what == IDT_CSV_FAULT) {
            warn_of(out, part, &row, part->csv->fault, &bad);
            continue;
        }
        if (row.count != part->columns || !idt_ofac_id(row.fields[0], &r.id)) {
            warn_of(out, part, &row, "not a row of this file", &bad);
            continue;
        }
        if (!IDT_GROW(arena, part->rows, cap, part->count)) {
            return idt_arena_fail(arena, err);
        }
        sorted = sorted && (part->count == 0 || part->rows[part->count - 1].id <= r.id);
        part->rows[part->count++] = r;
    }
    if (!sorted) {
        qsort(part->rows, part->count, sizeof *part->rows, by_id);
    }
    if (bad > WARNINGS_MAX) {
        idt_list_warn(out, IDT_STR_FMT ": %llu lines are no rows of this file",
                      IDT_STR_ARG(part->file), (unsigned long long)bad);
    }
    return IDT_OK;
}

idt_rc idt_ofac_part_open(idt_ofac_part *part, const idt_list_file *file, size_t columns,
                          idt_arena *arena, idt_list_output *out, idt_error *err)
{
    *part = (idt_ofac_part){.columns = columns};
    part->file = idt_str_copy(arena, file->name);
    idt_csv *csv = IDT_NEW(arena, idt_csv);
    if (part->file.ptr == NULL || csv == NULL) {
        return idt_arena_fail(arena, err);
    }
    part->csv = csv;
    const idt_rc rc = idt_csv_open(csv, part->file.ptr, file->bytes, ',', IDT_CSV_ROW_BYTES, err);
    if (rc != IDT_OK) {
        return rc;
    }
    return read_rows(part, arena, out, err);
}

void idt_ofac_part_close(idt_ofac_part *part)
{
    if (part->csv != NULL) {
        idt_csv_release(part->csv);
    }
}

/* Where rows of `id` are, or would be. */
static size_t find(const idt_ofac_part *part, uint64_t id)
{
    const size_t at = part->at;
    const bool before = at == 0 || part->rows[at - 1].id < id;
    if (before && (at == part->count || part->rows[at].id >= id)) {
        return at;
    }
    size_t low = 0;
    size_t high = part->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const bool less = part->rows[middle].id < id;
        low = less ? middle + 1 : low;
        high = less ? high : middle;
    }
    return low;
}

idt_ofac_row *idt_ofac_part_take(idt_ofac_part *part, uint64_t id, size_t *count)
{
    *count = 0;
    if (part->count == 0) {
        return NULL;
    }
    const size_t from = find(part, id);
    size_t to = from;
    while (to < part->count && part->rows[to].id == id) {
        part->rows[to++].taken = true;
    }
    part->at = to;
    *count = to - from;
    return part->rows + from;
}

const idt_ofac_row *idt_ofac_part_orphan(const idt_ofac_part *part, size_t *orphans)
{
    const idt_ofac_row *first = NULL;
    *orphans = 0;
    for (size_t i = 0; i < part->count; i++) {
        if (!part->rows[i].taken) {
            first = first == NULL || part->rows[i].line < first->line ? &part->rows[i] : first;
            ++*orphans;
        }
    }
    return first;
}

void idt_ofac_csv_warnings(idt_list_output *out, idt_str file, const idt_csv *csv)
{
    if (csv->converted > 0) {
        idt_list_warn(out, IDT_STR_FMT ":%llu: %llu fields are not UTF-8; read as Windows-1252",
                      IDT_STR_ARG(file), (unsigned long long)csv->converted_line,
                      (unsigned long long)csv->converted);
    }
    if (csv->stray_quotes > 0) {
        idt_list_warn(out,
                      IDT_STR_FMT ":%llu: %llu fields have a quote and do not begin with one; "
                                  "read as they stand",
                      IDT_STR_ARG(file), (unsigned long long)csv->stray_line,
                      (unsigned long long)csv->stray_quotes);
    }
    if (!csv->end_mark) {
        idt_list_warn(out,
                      IDT_STR_FMT ": no end mark (0x1A) on the last line; OFAC's files have one: "
                                  "the file may be cut or saved anew",
                      IDT_STR_ARG(file));
    }
}
