/* bench_load - editions of a list end to end: bytes in, a register on disk that answers.
 *
 * Prints one JSON line a figure. An edition of generated_list.h goes into an empty register, then
 * the same bytes again; then 30 editions, of which one row of 100 differs from the edition before,
 * with the cost of one among the last ten beside one among the first ten. Reference: a line at a
 * time by memchr over the same bytes in the same run. No reader comes near it: the ratio says what
 * reading, stating, hashing, keeping and indexing cost together.
 *
 * With files, they go into one empty register besides, each dataset as one edition; the reference
 * there is a bare pass of Expat over what is XML and of memchr over the rest.
 *
 *   bench_load [ROWS [DATASET FILE... [-- DATASET FILE...]]]     default: 15000 rows
 */
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "generated_list.h"
#include "measure.h"
#include "core/io.h"
#include "load/load_list.h"

#define ROUNDS   5
#define EDITIONS 30

typedef struct bench {
    char home[64];
    idt_register *reg;
    uint32_t rows;
} bench;

static void must(idt_rc rc, const idt_error *err)
{
    if (rc != IDT_OK) {
        char text[1200];
        fprintf(stderr, "bench: %s\n", idt_error_text(err, text, sizeof text));
        exit(3);
    }
}

static bench open_bench(uint32_t rows)
{
    idt_error err;
    bench b = {.home = "/tmp/idt-bench-XXXXXX", .rows = rows};
    const idt_register_options options = {.clock = idt_clock_system()};
    if (mkdtemp(b.home) == NULL) {
        exit(3);
    }
    must(idt_register_open(b.home, IDT_OPEN_CREATE, &options, &b.reg, &err), &err);
    return b;
}

static double close_bench(bench *b)
{
    static const char *const files[] = {"register.db", "register.db-wal", "register.db-shm",
                                        "register.lock"};
    idt_error err;
    char path[128];
    double bytes = 0;
    must(idt_register_close(b->reg, &err), &err);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", b->home, files[i]);
        FILE *f = i == 0 ? fopen(path, "rb") : NULL;
        if (f != NULL) {
            (void)fseek(f, 0, SEEK_END);
            bytes = (double)ftell(f);
            (void)fclose(f);
        }
        (void)unlink(path);
    }
    (void)rmdir(b->home);
    return bytes;
}

/* Seconds of processor time: what a crowded machine does not change much. */
static double cpu_s(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The seconds of one load, from bytes to what is on disk. */
static double load(bench *b, idt_str text, int edition)
{
    idt_error err;
    idt_list_report report;
    idt_list_file file = {.name = IDT_STR("sdn.csv"), .bytes = text};
    const idt_list_options options = {.has_published = true,
                                      .published_us = (int64_t)(edition + 1) * 86400000000};
    idt_arena *arena = idt_arena_new((size_t)1 << 30);
    const int64_t from = clock_ns();
    must(idt_load_list_files(b->reg, idt_list_reader_find(IDT_STR("us_ofac_sdn")), &file, 1,
                             &options, arena, &report, &err),
         &err);
    const double took = (double)(clock_ns() - from) / 1e9;
    if (report.stop != IDT_STOP_NONE || report.account.rejected > 0) {
        fprintf(stderr, "bench: an edition was not loaded\n");
        exit(3);
    }
    idt_arena_free(arena);
    return took;
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

static void measure_fresh(uint32_t rows)
{
    double fresh[ROUNDS];
    double cpu[ROUNDS];
    double same[ROUNDS];
    double lines[ROUNDS];
    idt_buf text;
    idt_buf_init(&text, (size_t)1 << 30);
    write_list(&text, rows, 0);
    for (int r = 0; r < ROUNDS; r++) {
        bench b = open_bench(rows);
        const double before = cpu_s();
        fresh[r] = load(&b, idt_buf_borrow(&text), 0);
        cpu[r] = cpu_s() - before;
        same[r] = load(&b, idt_buf_borrow(&text), 0);
        lines[r] = time_lines(idt_buf_borrow(&text));
        (void)close_bench(&b);
    }
    idt_buf_release(&text);
    const double took = median(fresh, ROUNDS);
    const double bare = median(lines, ROUNDS) * 1e3;
    print_figure("load_fresh", took * 1e3, "ms", "bare_lines", bare);
    print_figure("load_fresh_cpu", median(cpu, ROUNDS) * 1e3, "ms", "bare_lines", bare);
    print_figure("load_fresh_records", rows / took, "records/s", "", 0);
    print_figure("load_unchanged", median(same, ROUNDS) * 1e3, "ms", "bare_lines", bare);
}

static void measure_editions(uint32_t rows)
{
    double first[10];
    double last[10];
    double all = 0;
    bench b = open_bench(rows);
    for (int e = 0; e < EDITIONS; e++) {
        idt_buf text;
        idt_buf_init(&text, (size_t)1 << 30);
        write_list(&text, rows, (uint32_t)e);
        const double took = load(&b, idt_buf_borrow(&text), e);
        idt_buf_release(&text);
        all += e > 0 ? took : 0;
        if (e > 0 && e <= 10) {
            first[e - 1] = took;
        } else if (e >= EDITIONS - 10) {
            last[e - (EDITIONS - 10)] = took;
        }
    }
    print_figure("load_edition", all / (EDITIONS - 1) * 1e3, "ms", "", 0);
    print_figure("load_edition_late", median(last, 10) * 1e3, "ms", "first_ten",
                 median(first, 10) * 1e3);
    print_figure("load_editions_disk", close_bench(&b) / 1e6, "MB", "", 0);
}

/* ---- real files ---- */

static double time_expat(idt_str text)
{
    const int64_t from = clock_ns();
    XML_Parser parser = XML_ParserCreate(NULL);
    const bool whole =
        parser != NULL && XML_Parse(parser, text.ptr, (int)text.len, 1) == XML_STATUS_OK;
    XML_ParserFree(parser);
    return whole ? (double)(clock_ns() - from) / 1e9 : 0;
}

/* Of one dataset: adds its time, its processor time and that of a bare pass. */
static void load_files(bench *b, char **argv, int count, double sums[3])
{
    idt_error err;
    idt_list_report report;
    const idt_list_options options = {.accept_rejects = true};
    idt_arena *arena = idt_arena_new((size_t)1 << 30);
    const double cpu = cpu_s();
    const int64_t from = clock_ns();
    must(idt_load_list(b->reg, idt_list_reader_find(idt_str_borrow(argv[0])),
                       (const char *const *)(argv + 1), (size_t)count - 1, &options, arena, &report,
                       &err),
         &err);
    sums[0] += (double)(clock_ns() - from) / 1e9;
    sums[1] += cpu_s() - cpu;
    for (size_t i = 0; i < report.file_count; i++) {
        const idt_str text = report.files[i].bytes;
        sums[2] += text.len > 0 && text.ptr[0] == '<' ? time_expat(text) : time_lines(text);
    }
    idt_arena_free(arena);
}

static void measure_files(int argc, char **argv)
{
    double took[ROUNDS];
    double cpu[ROUNDS];
    double bare[ROUNDS];
    for (int r = 0; r < ROUNDS; r++) {
        double sums[3] = {0};
        bench b = open_bench(0);
        for (int i = 0; i < argc;) {
            int n = 0;
            while (i + n < argc && strcmp(argv[i + n], "--") != 0) {
                n++;
            }
            load_files(&b, argv + i, n, sums);
            i += n + 1;
        }
        (void)close_bench(&b);
        took[r] = sums[0] * 1e3;
        cpu[r] = sums[1] * 1e3;
        bare[r] = sums[2] * 1e3;
    }
    const double pass = median(bare, ROUNDS);
    print_figure("load_real", median(took, ROUNDS), "ms", "bare_pass", pass);
    print_figure("load_real_cpu", median(cpu, ROUNDS), "ms", "bare_pass", pass);
}

int main(int argc, char **argv)
{
    const uint32_t rows = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 15000;
    measure_fresh(rows);
    measure_editions(rows);
    if (argc > 3) {
        measure_files(argc - 2, argv + 2);
    }
    return 0;
}
