/* A command from a cold start: wall time and peak memory of a process of its own.
 *
 *   bench_cold FIGURE COMMAND [ARGUMENT...]
 *
 * The reference is /bin/true, started the same way in turn. posix_spawn starts both without copying
 * this process, so that its own memory is not counted as theirs.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "measure.h"

#define ROUNDS 101

extern char **environ;

/* Wall milliseconds; *peak_kib grows to the largest resident size. */
static double start(char *const *command, long *peak_kib)
{
    posix_spawn_file_actions_t actions;
    struct rusage usage;
    pid_t pid;
    int status;
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    const int64_t began = clock_ns();
    if (posix_spawn(&pid, command[0], &actions, NULL, command, environ) != 0 ||
        wait4(pid, &status, 0, &usage) != pid || !WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        fprintf(stderr, "bench_cold: %s failed\n", command[0]);
        exit(3);
    }
    const double took = (double)(clock_ns() - began) / 1e6;
    (void)posix_spawn_file_actions_destroy(&actions);
    *peak_kib = usage.ru_maxrss > *peak_kib ? usage.ru_maxrss : *peak_kib;
    return took;
}

int main(int argc, char **argv)
{
    static double ours[ROUNDS];
    static double theirs[ROUNDS];
    char *const nothing[] = {"/bin/true", NULL};
    long peak = 0;
    long ignored = 0;
    if (argc < 3) {
        fprintf(stderr, "usage: bench_cold FIGURE COMMAND [ARGUMENT...]\n");
        return 2;
    }
    (void)start(argv + 2, &ignored); /* the files are in the page cache from here on */
    for (size_t i = 0; i < ROUNDS; i++) {
        ours[i] = start(argv + 2, &peak);
        theirs[i] = start(nothing, &ignored);
    }
    char memory[64];
    (void)snprintf(memory, sizeof memory, "%s_memory", argv[1]);
    print_figure(argv[1], median(ours, ROUNDS), "ms", "bin_true_ms", median(theirs, ROUNDS));
    print_figure(memory, (double)peak / 1024.0, "MiB", "", 0);
    return 0;
}
