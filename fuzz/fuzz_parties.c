/* Any bytes as a file of parties, CSV or JSON: rows are numbered without a gap, places are inside
 * the file, a row is a party or has an error with a place, and a reader that goes on from any place
 * gives the rows that were left. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/map.h"
#include "parties/party.h"
#include "text/utf8.h"

#define ROW_MAX 200

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

typedef struct world {
    idt_rows *rows;
    idt_party_form form;
    idt_party_reader *reader;
    uint64_t lines;
} world;

static void check_row(world *w, const idt_row *row, uint64_t number)
{
    idt_party party;
    idt_error err = {0};
    require(row->number == number);
    require(row->line >= 1 && row->line <= w->lines);
    const idt_rc rc = idt_party_of_row(w->reader, row, &party, &err);
    if (rc != IDT_OK) {
        require(rc == IDT_E_INPUT || rc == IDT_E_LIMIT);
        require(err.message[0] != '\0' && err.line >= row->line && err.line <= w->lines);
        require(err.column >= 1);
        return;
    }
    require(row->fault == NULL);
    const idt_rc prepared = idt_party_prepare(&party, &err);
    require(prepared == IDT_OK || prepared == IDT_E_LIMIT);
    for (size_t i = 0; i < party.count; i++) {
        require(party.values[i].property.len > 0);
        require(idt_utf8_check(party.values[i].value, NULL));
    }
}

static uint64_t hash_of(const idt_row *row)
{
    return row->number * 31 + row->line * 7 +
           (row->fault == NULL ? idt_hash64(row->bytes.ptr, row->bytes.len) : 1);
}

/* Rows from here on; *behind gets the place behind the `stop`-th. */
static uint64_t read_all(world *w, uint64_t from, uint64_t stop, idt_rows_place *behind,
                         uint64_t *hash_behind)
{
    idt_row row;
    bool any = true;
    uint64_t n = from;
    *hash_behind = 0;
    for (;;) {
        if (n == stop) {
            require(idt_rows_place_of(w->rows, behind, NULL) == IDT_OK);
            *hash_behind = 0;
        }
        require(idt_rows_next(w->rows, &row, &any, NULL) == IDT_OK);
        if (!any) {
            return n;
        }
        n++;
        check_row(w, &row, n);
        *hash_behind = *hash_behind * 1000003 + hash_of(&row);
    }
}

static bool open_world(world *w, const char *path, uint64_t lines)
{
    const idt_rows_options options = {.row_bytes_max = ROW_MAX};
    idt_error err = {0};
    const idt_rc rc = idt_rows_open(path, &options, &w->rows, &err);
    if (rc != IDT_OK) {
        require(rc == IDT_E_INPUT && err.line >= 1 && err.column >= 1);
        return false;
    }
    w->lines = lines;
    w->form = (idt_party_form){.source = "f",
                               .json = idt_rows_are_json(w->rows),
                               .delimiter = idt_rows_delimiter(w->rows),
                               .values_by = '|',
                               .columns = idt_rows_columns(w->rows),
                               .schema = IDT_STR(""),
                               .row_bytes_max = ROW_MAX};
    require(idt_party_reader_new(&w->form, &w->reader, NULL) == IDT_OK);
    return true;
}

static void close_world(world *w)
{
    idt_party_reader_free(w->reader);
    idt_rows_close(w->rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    world w = {0};
    idt_rows_place place = {0};
    uint64_t left;
    uint64_t again;
    uint64_t lines = 1;
    const int fd = memfd_create("parties", 0);
    require(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    for (size_t i = 0; i < size; i++) {
        lines += data[i] == '\n';
    }
    if (open_world(&w, path, lines)) {
        const uint64_t stop = size > 0 ? data[size - 1] % 8 : 0;
        const uint64_t count = read_all(&w, 0, stop, &place, &left);
        close_world(&w);
        if (count >= stop && open_world(&w, path, lines)) {
            require(idt_rows_go_to(w.rows, &place, NULL) == IDT_OK);
            require(read_all(&w, stop, UINT64_MAX, NULL, &again) == count);
            require(again == left);
            close_world(&w);
        }
    }
    (void)close(fd);
    return 0;
}
