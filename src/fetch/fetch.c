#include "fetch/fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

typedef struct job {
    const char *program;
    const char *dir;
    idt_arena *arena;
    int order[2], report[2], body; /* -1: closed */
} job;

static void close_fd(int *fd)
{
    if (*fd >= 0) {
        (void)close(*fd);
        *fd = -1;
    }
}

/* ---- what the process is given ---- */

/* Keeps I2. Where a file system has no nameless files, the name goes at once. */
static idt_rc open_body(job *j, idt_error *err)
{
    j->body = open(j->dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (j->body >= 0) {
        return IDT_OK;
    }
    const idt_str path = idt_str_format(j->arena, "%s/fetch-XXXXXX", j->dir);
    if (path.ptr == NULL) {
        return idt_arena_fail(j->arena, err);
    }
    char *name = idt_arena_copy(j->arena, path.ptr, path.len);
    j->body = name != NULL ? mkostemp(name, O_CLOEXEC) : -1;
    if (j->body < 0) {
        return idt_fail_errno(err, errno, "no file can be made in %s for a download", j->dir);
    }
    (void)unlink(name);
    return IDT_OK;
}

/* The order lies in the pipe before anybody reads it (order.h, I2): no wait, and no signal where
 * the process dies at once. */
static idt_rc put_order(job *j, const idt_fetch_order *order, idt_error *err)
{
    idt_buf lines;
    idt_buf_init(&lines, IDT_ORDER_BYTES_MAX);
    idt_rc rc = idt_order_write(order, &lines, err);
    if (rc == IDT_OK && write(j->order[1], lines.ptr, lines.len) != (ssize_t)lines.len) {
        rc = idt_fail_errno(err, errno, "the order for %s cannot be given", j->program);
    }
    idt_buf_release(&lines);
    close_fd(&j->order[1]);
    return rc;
}

static idt_rc open_pipes(job *j, idt_error *err)
{
    return pipe2(j->order, O_CLOEXEC) == 0 && pipe2(j->report, O_CLOEXEC) == 0
               ? IDT_OK
               : idt_fail_errno(err, errno, "no pipe can be made for a download");
}

/* A descriptor that stands at its number already would keep O_CLOEXEC through dup2. */
static int clear_of_targets(int *fd)
{
    const int moved = fcntl(*fd, F_DUPFD_CLOEXEC, IDT_FETCH_BODY_FD + 1);
    if (moved < 0) {
        return errno;
    }
    (void)close(*fd);
    *fd = moved;
    return 0;
}

static idt_rc start(job *j, pid_t *child, idt_error *err)
{
    char *const argv[] = {(char *)(uintptr_t)j->program, NULL};
    posix_spawn_file_actions_t actions;
    int why = clear_of_targets(&j->order[0]);
    why = why != 0 ? why : clear_of_targets(&j->report[1]);
    why = why != 0 ? why : clear_of_targets(&j->body);
    if (why == 0 && (why = posix_spawn_file_actions_init(&actions)) == 0) {
        why = posix_spawn_file_actions_adddup2(&actions, j->order[0], STDIN_FILENO);
        if (why == 0) {
            why = posix_spawn_file_actions_adddup2(&actions, j->report[1], STDOUT_FILENO);
        }
        if (why == 0) {
            why = posix_spawn_file_actions_adddup2(&actions, j->body, IDT_FETCH_BODY_FD);
        }
        if (why == 0) {
            why = posix_spawn(child, j->program, &actions, NULL, argv, environ);
        }
        (void)posix_spawn_file_actions_destroy(&actions);
    }
    close_fd(&j->order[0]);
    close_fd(&j->report[1]);
    return why == 0 ? IDT_OK
                    : idt_fail_errno(err, why, "the program %s cannot be started", j->program);
}

/* ---- what it gives back ---- */

static idt_rc read_report(job *j, idt_str *out, idt_error *err)
{
    char *bytes = idt_arena_alloc(j->arena, IDT_REPORT_BYTES_MAX);
    size_t len = 0;
    if (bytes == NULL) {
        return idt_arena_fail(j->arena, err);
    }
    for (;;) {
        const ssize_t n = read(j->report[0], bytes + len, IDT_REPORT_BYTES_MAX - len);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return idt_fail_errno(err, errno, "the report of %s cannot be read", j->program);
        }
        if (n == 0) {
            break;
        }
        len += (size_t)n;
    }
    *out = (idt_str){.ptr = bytes, .len = len};
    return IDT_OK;
}

static idt_rc end_of(job *j, pid_t child, idt_error *err)
{
    int how = 0;
    while (waitpid(child, &how, 0) < 0) {
        if (errno != EINTR) {
            return idt_fail_errno(err, errno, "the end of %s is not told", j->program);
        }
    }
    if (WIFSIGNALED(how)) {
        return idt_fail(err, IDT_E_IO, "%s was ended by signal %d", j->program, WTERMSIG(how));
    }
    return WEXITSTATUS(how) == 0 ? IDT_OK
                                 : idt_fail(err, IDT_E_IO, "%s ended with exit code %d", j->program,
                                            WEXITSTATUS(how));
}

/* Keeps I1. */
static idt_rc read_body(job *j, uint64_t bytes, idt_str *out, idt_error *err)
{
    struct stat st;
    if (fstat(j->body, &st) != 0) {
        return idt_fail_errno(err, errno, "the download cannot be examined");
    }
    if ((uint64_t)st.st_size != bytes) {
        return idt_fail(err, IDT_E_IO, "%s tells of %llu bytes and wrote %lld", j->program,
                        (unsigned long long)bytes, (long long)st.st_size);
    }
    char *text = idt_arena_alloc(j->arena, (size_t)bytes + 1);
    if (text == NULL) {
        return idt_arena_fail(j->arena, err);
    }
    for (size_t done = 0; done < bytes;) {
        const ssize_t n = pread(j->body, text + done, (size_t)bytes - done, (off_t)done);
        if (n <= 0 && !(n < 0 && errno == EINTR)) {
            return idt_fail_errno(err, n < 0 ? errno : EIO, "the download cannot be read");
        }
        done += n > 0 ? (size_t)n : 0;
    }
    *out = (idt_str){.ptr = text, .len = (size_t)bytes};
    return IDT_OK;
}

static idt_rc run(job *j, const idt_fetch_order *order, idt_fetched *out, idt_error *err)
{
    pid_t child;
    idt_str lines;
    idt_rc rc = open_body(j, err);
    if (rc == IDT_OK) {
        rc = open_pipes(j, err);
    }
    if (rc == IDT_OK) {
        rc = put_order(j, order, err);
    }
    if (rc == IDT_OK) {
        rc = start(j, &child, err);
    }
    if (rc != IDT_OK) {
        return rc;
    }
    rc = read_report(j, &lines, err);
    close_fd(&j->report[0]); /* before waiting: a process that says too much must not hang */
    const idt_rc ended = end_of(j, child, rc == IDT_OK ? err : NULL);
    rc = rc != IDT_OK ? rc : ended;
    if (rc == IDT_OK) {
        rc = idt_report_read(lines, &out->report, err);
    }
    if (rc == IDT_OK && idt_str_is(out->report.outcome, "body")) {
        rc = read_body(j, out->report.bytes, &out->body, err);
    }
    return rc;
}

idt_rc idt_fetch(const char *program, const idt_fetch_order *order, const char *dir,
                 idt_arena *arena, idt_fetched *out, idt_error *err)
{
    job j = {.program = program,
             .dir = dir,
             .arena = arena,
             .order = {-1, -1},
             .report = {-1, -1},
             .body = -1};
    *out = (idt_fetched){0};
    const idt_rc rc = run(&j, order, out, err);
    close_fd(&j.order[0]);
    close_fd(&j.order[1]);
    close_fd(&j.report[0]);
    close_fd(&j.report[1]);
    close_fd(&j.body);
    return rc;
}
