/* Any bytes as a CSV file: every byte that is no blank line is in a row or a fault, fields are
 * UTF-8 and lie in order, a row split again is the same row, places are inside the file; cut into
 * pieces it has the same rows. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/map.h"
#include "text/csv.h"
#include "text/utf8.h"

#define ROW_MAX       4096
#define PIECE_ROW_MAX 40

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_again(idt_csv *csv, const idt_csv_row *row)
{
    idt_csv_row again;
    idt_str copies[IDT_CSV_COLUMNS_MAX];
    idt_arena *arena = idt_arena_new((size_t)16 << 20);
    require(arena != NULL);
    for (size_t i = 0; i < row->count; i++) {
        require(idt_utf8_check(row->fields[i], NULL));
        copies[i] = idt_str_copy(arena, row->fields[i]);
        require(copies[i].ptr != NULL);
    }
    const size_t count = row->count;
    idt_csv_again(csv, row->bytes, &again);
    require(again.count == count);
    for (size_t i = 0; i < count; i++) {
        require(idt_str_equal(again.fields[i], copies[i]));
    }
    idt_arena_free(arena);
}

/* What is told of a row, as one number. */
static uint64_t seen(uint64_t before, const idt_csv *csv, const idt_csv_row *row, idt_csv_what what)
{
    uint64_t h = before * 31 + (uint64_t)what * 7 + row->line;
    for (size_t i = 0; i < row->count && what == IDT_CSV_ROW; i++) {
        h = h * 31 + idt_hash64(row->fields[i].ptr, row->fields[i].len);
    }
    return what == IDT_CSV_FAULT ? h * 31 + idt_hash64(csv->fault, strlen(csv->fault)) : h;
}

static uint64_t in_pieces(idt_str bytes, char delimiter, size_t step)
{
    static idt_csv csv;
    idt_csv_row row;
    idt_csv_what what;
    uint64_t h = 0;
    size_t from = 0;
    size_t to = 0;
    require(idt_csv_open_pieces(&csv, delimiter, PIECE_ROW_MAX, NULL) == IDT_OK);
    while ((what = idt_csv_next(&csv, &row)) != IDT_CSV_END) {
        if (what != IDT_CSV_MORE) {
            h = seen(h, &csv, &row, what);
            continue;
        }
        require(to < bytes.len || from == 0);
        from += csv.at;
        to = from + IDT_CSV_PIECE_BYTES(PIECE_ROW_MAX) + step;
        to = to < bytes.len ? to : bytes.len;
        idt_csv_piece(&csv, idt_str_slice(bytes, from, to), to == bytes.len);
    }
    idt_csv_release(&csv);
    return h;
}

static void check_pieces(idt_str bytes, char delimiter)
{
    static idt_csv csv;
    idt_csv_row row;
    idt_csv_what what;
    uint64_t h = 0;
    idt_error err = {0};
    bytes = idt_str_starts(bytes, "\xef\xbb\xbf") ? idt_str_slice(bytes, 3, bytes.len) : bytes;
    if (idt_csv_open(&csv, "f.csv", bytes, delimiter, PIECE_ROW_MAX, &err) == IDT_OK && csv.utf8 &&
        idt_str_find(bytes, 0x1a) == bytes.len && !idt_str_starts(bytes, "\xef\xbb\xbf")) {
        while ((what = idt_csv_next(&csv, &row)) != IDT_CSV_END) {
            h = seen(h, &csv, &row, what);
        }
        require(h == in_pieces(bytes, delimiter, 0));
        require(h == in_pieces(bytes, delimiter, 29));
    }
    idt_csv_release(&csv);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static idt_csv csv;
    idt_csv_row row;
    idt_csv_what what;
    idt_error err = {0};
    const idt_str bytes = {.ptr = (const char *)data, .len = size};
    const char delimiter = size > 0 && data[size - 1] == ';' ? ';' : ',';
    const char *end = bytes.ptr + (idt_str_starts(bytes, "\xef\xbb\xbf") ? 3 : 0);
    uint64_t line = 0;
    const idt_rc rc = idt_csv_open(&csv, "f.csv", bytes, delimiter, ROW_MAX, &err);
    require(rc == IDT_OK || (rc == IDT_E_INPUT && err.line > 0));
    while (rc == IDT_OK && (what = idt_csv_next(&csv, &row)) != IDT_CSV_END) {
        require(row.line > line || (what == IDT_CSV_FAULT && row.line >= line));
        require(row.bytes.ptr >= end && row.bytes.ptr + row.bytes.len <= bytes.ptr + size);
        for (; end < row.bytes.ptr; end++) { /* nothing but line ends and marks between rows */
            require(*end == '\r' || *end == '\n' || *end == 0x1a);
        }
        end = row.bytes.ptr + row.bytes.len;
        line = row.line;
        if (what == IDT_CSV_ROW) {
            require(row.count > 0 && row.count <= IDT_CSV_COLUMNS_MAX);
            check_again(&csv, &row);
        } else {
            require(csv.fault[0] != '\0' && csv.fault_column > 0);
        }
    }
    idt_csv_release(&csv);
    check_pieces(bytes, delimiter);
    return 0;
}
