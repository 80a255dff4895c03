/* A file of parties, screened from end to end, and what of it is reading and writing alone.
 *
 *   bench/generated_parties.py SHARED 100000 > parties.csv
 *   bench_screen parties.csv PROGRAM HOME       HOME: a register of lists
 *   bench_screen parties.csv                    without screening: the frame alone
 *
 * Figures are for a million rows. Time on the wall is that of all processors; the CPU time of all
 * threads is what a busy machine leaves comparable. References of the same run: one pass over the
 * bytes of the file; and one over those of the index for every row, which is what looking at every
 * name would at least take (`every_name_s`, of one thread).
 */
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/io.h"
#include "measure.h"
#include "parties/pipeline.h"
#include "parties/run.h"

#define MILLION 1e6

extern char **environ;

static void must(idt_rc rc, const idt_error *err)
{
    if (rc != IDT_OK) {
        fprintf(stderr, "bench_screen: %s\n", err->message);
        exit(3);
    }
}

/* Milliseconds of one pass, word by word. */
static double pass_over(const char *path, uint64_t *lines, uint64_t *bytes)
{
    idt_mapped file;
    idt_error err;
    must(idt_mapped_open(path, SIZE_MAX, &file, &err), &err);
    const int64_t began = clock_ns();
    *lines = 0;
    for (size_t i = 0; i < file.bytes.len; i++) {
        *lines += file.bytes.ptr[i] == '\n';
    }
    const double took = (double)(clock_ns() - began) / 1e6;
    *bytes = file.bytes.len;
    idt_mapped_close(&file);
    return took;
}

/* ---- the frame: reader, workers, writer, hashes, without an index ---- */

static idt_rc answer(void *worker, const idt_row *row, idt_party *party, idt_buf *out,
                     idt_run_answer *result, idt_error *err)
{
    const idt_rc rc = idt_party_prepare(party, err);
    (void)worker;
    idt_buf_add_format(out, "{\"row\":%llu,\"id\":" IDT_STR_FMT ",\"hits\":[]}\n",
                       (unsigned long long)row->number, IDT_STR_ARG(party->id_json));
    result->hits = 0;
    return rc == IDT_OK ? idt_sha256(row->bytes.ptr, row->bytes.len, &result->hash, err) : rc;
}

static idt_rc refuse(void *worker, const idt_row *row, const idt_party *party, const idt_error *why,
                     const idt_digest *hash, idt_buf *out, idt_error *err)
{
    (void)worker;
    (void)party;
    (void)hash;
    (void)why;
    (void)err;
    idt_buf_add_format(out, "{\"row\":%llu}\n", (unsigned long long)row->number);
    return IDT_OK;
}

static double cpu_seconds(void)
{
    struct rusage u;
    (void)getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static void measure_frame(const char *parties)
{
    static void *workers[IDT_PIPELINE_WORKERS_MAX];
    idt_run_result result;
    idt_error err;
    uint64_t lines;
    uint64_t bytes;
    const idt_run run = {.input = parties,
                         .schema = IDT_STR(""),
                         .answer = answer,
                         .refuse = refuse,
                         .workers = workers,
                         .worker_count = idt_processors()};
    const double before = cpu_seconds();
    must(idt_run_all(&run, &result, &err), &err);
    const double took = cpu_seconds() - before;
    const double rows = (double)result.counts.rows;
    print_figure("parties_frame_cpu", took * MILLION / rows, "s", "one_pass_s",
                 pass_over(parties, &lines, &bytes) / 1e3 * MILLION / rows);
}

/* ---- the program ---- */

typedef struct taken {
    double wall, cpu, mib;
} taken;

static taken run_program(char *const *command)
{
    posix_spawn_file_actions_t actions;
    struct rusage usage;
    pid_t pid;
    int status;
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    (void)posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    const int64_t began = clock_ns();
    if (posix_spawn(&pid, command[0], &actions, NULL, command, environ) != 0 ||
        wait4(pid, &status, 0, &usage) != pid || !WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        fprintf(stderr, "bench_screen: %s failed\n", command[0]);
        exit(3);
    }
    (void)posix_spawn_file_actions_destroy(&actions);
    return (taken){.wall = (double)(clock_ns() - began) / 1e9,
                   .cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                          (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
                   .mib = (double)usage.ru_maxrss / 1024.0};
}

/* Milliseconds to look at every byte of the index once. */
static double pass_over_index(const char *home)
{
    double took = 0;
    char dir[4096];
    idt_str *files;
    size_t count;
    idt_error err;
    uint64_t lines;
    uint64_t bytes;
    idt_arena *arena = idt_arena_new((size_t)1 << 20);
    (void)snprintf(dir, sizeof dir, "%s/index", home);
    must(idt_dir_files(dir, ".idx", arena, &files, &count, &err), &err);
    for (size_t i = 0; i < count; i++) {
        took += pass_over(files[i].ptr, &lines, &bytes);
    }
    idt_arena_free(arena);
    return took;
}

static void measure_program(char *parties, char *program, char *home)
{
    char *bare[] = {program, "--home", home, "screen", "--file", parties, "--no-parts", NULL};
    char *with_parts[] = {program, "--home", home, "screen", "--file", parties, NULL};
    uint64_t lines;
    uint64_t bytes;
    (void)pass_over(parties, &lines, &bytes);
    const double rows = (double)(lines - 1);
    (void)run_program(bare); /* brings the index up to date, and the files into memory */
    const taken without = run_program(bare);
    const taken with = run_program(with_parts);
    /* Looking at every name for every row: the seconds of that for a million rows. */
    const double every_name = pass_over_index(home) / 1e3 * MILLION;
    print_figure("screen_million_bare", without.wall * MILLION / rows, "s", "every_name_s",
                 every_name);
    print_figure("screen_million", with.wall * MILLION / rows, "s", "every_name_s", every_name);
    print_figure("screen_million_bare_cpu", without.cpu * MILLION / rows, "s", "every_name_s",
                 every_name);
    print_figure("screen_million_cpu", with.cpu * MILLION / rows, "s", "every_name_s", every_name);
    print_figure("screen_memory", with.mib > without.mib ? with.mib : without.mib, "MiB", "", 0);
}

int main(int argc, char **argv)
{
    if (argc != 2 && argc != 4) {
        fprintf(stderr, "usage: bench_screen PARTIES [PROGRAM HOME]\n");
        return 2;
    }
    measure_frame(argv[1]);
    if (argc == 4) {
        measure_program(argv[1], argv[2], argv[3]);
    }
    return 0;
}
