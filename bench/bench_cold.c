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
#include <time.h>
#include <unistd.h>

#define ROUNDS 101

extern char **environ;

static double now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_number(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Wall milliseconds; *peak_kib grows to the largest resident size. */
static double start(char *const *command, long *peak_kib)
{
    posix_spawn_file_actions_t actions;
    struct rusage usage;
    pid_t pid;
    int status;
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    const double began = now_ms();
    if (posix_spawn(&pid, command[0], &actions, NULL, command, environ) != 0 ||
        wait4(pid, &status, 0, &usage) != pid || !WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        fprintf(stderr, "bench_cold: %s failed\n", command[0]);
        exit(3);
    }
    const double took = now_ms() - began;
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
    qsort(ours, ROUNDS, sizeof *ours, by_number);
    qsort(theirs, ROUNDS, sizeof *theirs, by_number);
    printf("{\"figure\":\"%s\",\"value\":%.3f,\"unit\":\"ms\",\"reference\":\"bin_true_ms\","
           "\"reference_value\":%.3f}\n",
           argv[1], ours[ROUNDS / 2], theirs[ROUNDS / 2]);
    printf("{\"figure\":\"%s_memory\",\"value\":%.3f,\"unit\":\"MiB\",\"reference\":\"\","
           "\"reference_value\":0}\n",
           argv[1], (double)peak / 1024.0);
    return 0;
}
