/* status in process: from a name to the JSON of every listing, with 20,000 subjects x 15
 * statements.
 *
 *   bench_status DATA_DIR [SUBJECTS]
 *
 * Prints a JSON line a figure. The reference, measured in the same run, is one indexed read of a
 * record's bytes by SQLite from the same file: what any store must pay at least, several times
 * over, for an answer.
 */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "measure.h"
#include "core/io.h"
#include "load/load_authored.h"
#include "register/subject_status.h"
#include "text/key.h"

#define ROUNDS 7
#define ASKED  4000

static void must(idt_rc rc, const idt_error *err)
{
    if (rc != IDT_OK) {
        char text[1200];
        fprintf(stderr, "bench_status: %s\n", idt_error_text(err, text, sizeof text));
        exit(3);
    }
}

/* Fifteen statements a subject: names, identity, listings with events and claims. */
static void write_subjects(const char *path, int subjects)
{
    static const char *const lists[] = {"us-fto", "ca-terrorist", "au-terrorist"};
    FILE *f = fopen(path, "w");
    if (f == NULL) {
        exit(3);
    }
    fprintf(f, "interdict: 1\ndataset: bench\ntitle: Generated\nrecords:\n");
    for (int i = 0; i < subjects; i++) {
        fprintf(f,
                "  - id: s%d\n    schema: Organization\n    name: Subject number %d of the bench\n"
                "    alias: [Alias %d alpha, Alias %d beta, Alias %d gamma]\n"
                "    country: [xa, xb]\n    notes: made for measuring %d\n    listings:\n",
                i, i, i, i, i, i);
        for (int l = 0; l < 2; l++) {
            fprintf(f,
                    "      - list: %s\n        events:\n"
                    "          - {event: decide, id: d%d, decided: 20%02d-03-%02d, note: n%d}\n"
                    "          - {event: review_keep, id: r%d, decided: 2019-05-%02d}\n"
                    "        states:\n          - {state: in_force, on: 2024-01-%02d}\n",
                    lists[(i + l) % 3], l, 1 + i % 15, 1 + i % 28, i, l, 1 + i % 28, 1 + i % 28);
        }
    }
    (void)fclose(f);
}

static void load(idt_register *reg, const char *const *paths, size_t count, idt_arena *arena)
{
    idt_error err;
    idt_load_report report;
    const idt_load_options options = {0};
    must(idt_load_authored(reg, paths, count, &options, arena, &report, &err), &err);
    for (size_t i = 0; i < report.fault_count; i++) {
        fprintf(stderr, "%.*s:%u: %.*s\n", IDT_STR_ARG(report.faults[i].file),
                report.faults[i].line, IDT_STR_ARG(report.faults[i].message));
    }
    if (report.fault_count > 0) {
        exit(3);
    }
}

/* The median time of one answer, in microseconds. */
static double ask(idt_register *reg, int subjects, uint32_t *seed, idt_arena *arena)
{
    static double times[ASKED];
    idt_error err;
    idt_view view;
    idt_buf buf;
    idt_buf_init(&buf, IDT_ARENA_REQUEST_BYTES);
    must(idt_register_view(reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err), &err);
    for (int i = 0; i < ASKED; i++) {
        char name[64];
        idt_str folded;
        const idt_subject *found;
        const idt_listing_status *rows;
        size_t count;
        idt_arena_clear(arena);
        idt_buf_clear(&buf);
        *seed = *seed * 1664525u + 1013904223u;
        (void)snprintf(name, sizeof name, "subject NUMBER %u of the bench",
                       (unsigned)(*seed >> 8) % (unsigned)subjects);
        const int64_t start = clock_ns();
        const idt_status_question question = {.as_of = 20000};
        must(idt_text_key(idt_str_borrow(name), arena, &folded, &err), &err);
        must(idt_subjects_named(reg, &view, idt_str_borrow(name), folded, arena, &found, &count,
                                &err),
             &err);
        must(idt_subject_statuses(reg, &view, found, &question, arena, &rows, &count, &err), &err);
        idt_json_writer w;
        idt_jw_init(&w, &buf);
        for (size_t r = 0; r < count; r++) {
            idt_listing_status_json(&rows[r], false, &w);
        }
        times[i] = (double)(clock_ns() - start) / 1000.0;
        if (count != 2 || buf.len == 0) {
            fprintf(stderr, "bench_status: %zu listings where 2 were expected\n", count);
            exit(3);
        }
    }
    idt_buf_release(&buf);
    return median(times, ASKED);
}

/* One indexed read by SQLite itself. */
static double reference(const char *path, uint32_t *seed)
{
    static double times[ASKED];
    sqlite3 *db;
    sqlite3_stmt *s;
    int64_t last = 1;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "SELECT json FROM content WHERE id = ?1", -1, &s, NULL) !=
            SQLITE_OK) {
        exit(3);
    }
    for (int i = 0; i < ASKED; i++) {
        *seed = *seed * 1664525u + 1013904223u;
        const int64_t start = clock_ns();
        (void)sqlite3_bind_int64(s, 1, 1 + (*seed >> 8) % 20000);
        if (sqlite3_step(s) == SQLITE_ROW) {
            last += sqlite3_column_bytes(s, 0);
        }
        (void)sqlite3_reset(s);
        times[i] = (double)(clock_ns() - start) / 1000.0;
    }
    (void)sqlite3_finalize(s);
    (void)sqlite3_close(db);
    return last > 0 ? median(times, ASKED) : 0;
}

int main(int argc, char **argv)
{
    char home[] = "/tmp/idt-bench-XXXXXX";
    char path[256];
    idt_error err;
    idt_register *reg;
    idt_str *files;
    size_t count;
    uint32_t seed = 7;
    double ours[ROUNDS];
    double theirs[ROUNDS];
    const int subjects = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 20000;
    idt_arena *arena = idt_arena_new((size_t)4 << 30);
    const idt_register_options options = {.clock = idt_clock_system()};
    if (argc < 2 || arena == NULL || mkdtemp(home) == NULL) {
        fprintf(stderr, "usage: bench_status DATA_DIR [SUBJECTS]\n");
        return 2;
    }
    must(idt_register_open(home, IDT_OPEN_CREATE, &options, &reg, &err), &err);
    (void)snprintf(path, sizeof path, "%s/procedures", argv[1]);
    must(idt_dir_files(path, ".yaml", arena, &files, &count, &err), &err);
    const char *paths[64];
    for (size_t i = 0; i < count && i < 64; i++) {
        paths[i] = files[i].ptr;
    }
    load(reg, paths, count, arena);
    (void)snprintf(path, sizeof path, "%s/bench.yaml", home);
    write_subjects(path, subjects);
    const int64_t start = clock_ns();
    load(reg, (const char *const[]){path}, 1, arena);
    const double seconds = (double)(clock_ns() - start) / 1e9;
    must(idt_register_close(reg, &err), &err);
    must(idt_register_open(home, IDT_OPEN_READ, &options, &reg, &err), &err);
    (void)snprintf(path, sizeof path, "%s/" IDT_REGISTER_FILE, home);
    for (size_t r = 0; r < ROUNDS; r++) {
        ours[r] = ask(reg, subjects, &seed, arena);
        theirs[r] = reference(path, &seed);
    }
    print_figure("status_in_process", median(ours, ROUNDS), "us", "sqlite_indexed_read_us",
                 median(theirs, ROUNDS));
    print_figure("record_end_to_end", subjects / seconds, "records/s", "", 0);
    must(idt_register_close(reg, &err), &err);
    printf("{\"home\":\"%s\"}\n", home);
    return 0;
}
