/* Any bytes as a CSV file: every byte that is no blank line is in a row or a fault, fields are
 * UTF-8 and lie in order, a row split again is the same row, places are inside the file. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "lists/csv.h"
#include "text/utf8.h"

#define ROW_MAX 4096

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
    return 0;
}
