/* generated_subjects.h - a register of generated subjects for measuring: 15 statements each, with
 * acts, reviews, claims and, for some, ends; and the shipped procedures. */
#ifndef INTERDICT_BENCH_GENERATED_SUBJECTS_H
#define INTERDICT_BENCH_GENERATED_SUBJECTS_H

#include <unistd.h>

#include "measure.h"
#include "core/io.h"
#include "load/load_authored.h"
#include "register/subject_status.h"

typedef struct bench_register {
    char home[64];
    idt_register *reg; /* open for reading */
    idt_arena *arena;  /* for results */
} bench_register;

static inline void must(idt_rc rc, const idt_error *err)
{
    if (rc != IDT_OK) {
        char text[1200];
        fprintf(stderr, "bench: %s\n", idt_error_text(err, text, sizeof text));
        exit(3);
    }
}

/* Fifteen statements a subject. Every tenth has an end in some month of 2001 to 2020. */
static inline void write_subjects(const char *path, int subjects, int edition)
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
                "    country: [xa, xb]\n    notes: made for measuring %d\n",
                i, i, i, i, i, i % 100 == 7 ? i + edition : i);
        if (edition > 0 && i % 100 == 7) {
            fprintf(f, "    change: another note\n");
        }
        fprintf(f, "    listings:\n");
        for (int l = 0; l < 2; l++) {
            fprintf(f,
                    "      - list: %s\n        events:\n"
                    "          - {event: decide, id: d%d, decided: 20%02d-03-%02d, note: n%d}\n",
                    lists[(i + l) % 3], l, 1 + i % 15, 1 + i % 28, i);
            if (i % 10 == 3 && l == 0) {
                fprintf(f, "          - {event: lift, id: l, decided: 20%02d-%02d-%02d}\n",
                        16 + i / 10 % 5, 1 + i / 50 % 12, 1 + i % 28);
                continue;
            }
            fprintf(f,
                    "          - {event: review_keep, id: r%d, decided: 2019-05-%02d}\n"
                    "        states:\n          - {state: in_force, on: 2024-01-%02d}\n",
                    l, 1 + i % 28, 1 + i % 28);
        }
    }
    (void)fclose(f);
}

static inline void load_files(idt_register *reg, const char *const *paths, size_t count,
                              idt_arena *arena)
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

/* argv[1]: the folder that has procedures/. Two editions, the second with 1 % changed. */
static inline bench_register bench_open(int argc, char **argv, int subjects)
{
    char path[256];
    const char *paths[64];
    idt_error err;
    idt_str *files;
    size_t count;
    bench_register b = {.home = "/tmp/idt-bench-XXXXXX", .arena = idt_arena_new((size_t)4 << 30)};
    const idt_register_options options = {.clock = idt_clock_system()};
    if (argc < 2 || b.arena == NULL || mkdtemp(b.home) == NULL) {
        fprintf(stderr, "usage: %s DATA_DIR [SUBJECTS]\n", argv[0]);
        exit(2);
    }
    must(idt_register_open(b.home, IDT_OPEN_CREATE, &options, &b.reg, &err), &err);
    (void)snprintf(path, sizeof path, "%s/procedures", argv[1]);
    must(idt_dir_files(path, ".yaml", b.arena, &files, &count, &err), &err);
    for (size_t i = 0; i < count && i < 64; i++) {
        paths[i] = files[i].ptr;
    }
    load_files(b.reg, paths, count, b.arena);
    (void)snprintf(path, sizeof path, "%s/bench.yaml", b.home);
    for (int edition = 0; edition < 2; edition++) {
        write_subjects(path, subjects, edition);
        idt_arena_clear(b.arena);
        load_files(b.reg, (const char *const[]){path}, 1, b.arena);
    }
    (void)unlink(path);
    must(idt_register_close(b.reg, &err), &err);
    must(idt_register_open(b.home, IDT_OPEN_READ, &options, &b.reg, &err), &err);
    return b;
}

static inline void bench_close(bench_register *b)
{
    static const char *const files[] = {"register.db", "register.db-wal", "register.db-shm",
                                        "register.lock"};
    char path[256];
    idt_error err;
    must(idt_register_close(b->reg, &err), &err);
    idt_arena_free(b->arena);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", b->home, files[i]);
        (void)unlink(path);
    }
    (void)rmdir(b->home);
}

#endif
