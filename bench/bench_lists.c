/* bench_lists - how fast editions of official lists are read, beside a bare pass over their lines.
 *
 * Prints one JSON line a figure. The edition is made here: rows of the layout of OFAC's sdn.csv
 * with remarks of the usual kinds, about 300 bytes a row. `new`: every entry is read, stated and
 * hashed. `unchanged`: the sink has every entry already. Reference: a line at a time by memchr over
 * the same bytes in the same run.
 *
 *   bench_lists [ROWS] [ROUNDS]      defaults: 20000 and 7
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "generated_list.h"
#include "measure.h"
#include "text/csv.h"
#include "lists/reader.h"

#define MOST_ROUNDS 31

typedef double measure_fn(idt_str text);

static bool has_it(void *context, idt_str key, const idt_str *spans, size_t count)
{
    (void)context;
    (void)key;
    (void)spans;
    (void)count;
    return false;
}

static idt_rc counted(void *context, idt_str key, idt_str content, const idt_digest *hash,
                      idt_error *err)
{
    uint64_t *bytes = context;
    (void)key;
    (void)hash;
    (void)err;
    *bytes += content.len;
    return IDT_OK;
}

static double time_read(idt_str text, const idt_list_sink *sink)
{
    const idt_list_reader *reader = idt_list_reader_find(IDT_STR("us_ofac_sdn"));
    idt_arena *arena = idt_arena_new((size_t)1 << 30);
    idt_list_account account = {.arena = arena};
    idt_list_file file = {.name = IDT_STR("sdn.csv"), .bytes = text};
    const int64_t from = clock_ns();
    const bool ok = reader->roles(&file, 1, arena, NULL) == IDT_OK &&
                    idt_list_read(reader, &file, 1, sink, &account, NULL) == IDT_OK;
    const double took = (double)(clock_ns() - from) / 1e9;
    const bool all = account.rejected == 0 && account.warning_count == 0;
    idt_arena_free(arena);
    return ok && all ? took : -1;
}

static double time_new(idt_str text)
{
    uint64_t bytes = 0;
    const idt_list_sink sink = {.context = &bytes, .put = counted};
    return time_read(text, &sink);
}

static double time_unchanged(idt_str text)
{
    const idt_list_sink sink = {.wants = has_it};
    return time_read(text, &sink);
}

static double time_csv(idt_str text)
{
    static idt_csv csv;
    idt_csv_row row;
    size_t fields = 0;
    const int64_t from = clock_ns();
    if (idt_csv_open(&csv, "f.csv", text, ',', IDT_CSV_ROW_BYTES, NULL) == IDT_OK) {
        while (idt_csv_next(&csv, &row) == IDT_CSV_ROW) {
            fields += row.count;
        }
    }
    idt_csv_release(&csv);
    return fields > 0 ? (double)(clock_ns() - from) / 1e9 : -1;
}

static double time_lines(idt_str text)
{
    volatile size_t lines = 0;
    const int64_t from = clock_ns();
    for (const char *p = text.ptr; p != NULL && p < text.ptr + text.len;) {
        p = memchr(p, '\n', (size_t)(text.ptr + text.len - p));
        p = p != NULL ? p + 1 : NULL;
        lines = lines + 1;
    }
    return (double)(clock_ns() - from) / 1e9;
}

/* Median over the rounds, in rows a second. */
static double rate(measure_fn *measure, idt_str text, uint32_t rows, size_t rounds)
{
    double took[MOST_ROUNDS];
    for (size_t i = 0; i < rounds; i++) {
        took[i] = measure(text);
    }
    return (double)rows / median(took, rounds);
}

int main(int argc, char **argv)
{
    const uint32_t rows = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 20000;
    const size_t asked = argc > 2 ? (size_t)strtoul(argv[2], NULL, 10) : 7;
    const size_t rounds = asked < 1 ? 1 : asked > MOST_ROUNDS ? MOST_ROUNDS : asked;
    idt_buf text;
    idt_buf_init(&text, (size_t)1 << 32);
    write_list(&text, rows, 0);
    const idt_str all = idt_buf_borrow(&text);
    const double lines = rate(time_lines, all, rows, rounds);
    const double fresh = rate(time_new, all, rows, rounds);
    print_figure("ofac_csv_rows", rate(time_csv, all, rows, rounds), "rows/s", "bare_lines", lines);
    print_figure("ofac_new", fresh, "records/s", "bare_lines", lines);
    print_figure("ofac_unchanged", rate(time_unchanged, all, rows, rounds), "records/s",
                 "bare_lines", lines);
    idt_buf_release(&text);
    return fresh > 0 ? 0 : 1;
}
