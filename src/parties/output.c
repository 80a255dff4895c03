#include "parties/output.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/clock.h"

#define PENDING_BYTES ((size_t)1 << 20)

static idt_rc fail(const idt_output *out, int why, idt_error *err)
{
    return idt_fail_errno(err, why, "%s cannot be written", out->path);
}

static idt_rc open_file(idt_output *out, idt_error *err)
{
    out->fd = open(out->path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (out->fd < 0) {
        return fail(out, errno, err);
    }
    struct stat st;
    if (fstat(out->fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        return idt_fail(err, IDT_E_USAGE,
                        "%s is no regular file, so a run could not go on in it; without a file for "
                        "the answers they go to standard output",
                        out->path);
    }
    if (flock(out->fd, LOCK_EX | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK ? idt_fail(err, IDT_E_BUSY, "another run writes %s", out->path)
                                    : fail(out, errno, err);
    }
    return IDT_OK;
}

static idt_rc cut(idt_output *out, uint64_t bytes, idt_error *err)
{
    struct stat st;
    if (fstat(out->fd, &st) != 0) {
        return fail(out, errno, err);
    }
    if ((uint64_t)st.st_size < bytes) {
        return idt_fail(err, IDT_E_USAGE,
                        "%s has %llu bytes; the interrupted run had written %llu: it was changed "
                        "since. Remove it and its journal to begin anew",
                        out->path, (unsigned long long)st.st_size, (unsigned long long)bytes);
    }
    if (ftruncate(out->fd, (off_t)bytes) != 0 || lseek(out->fd, (off_t)bytes, SEEK_SET) < 0) {
        return fail(out, errno, err);
    }
    out->bytes = bytes;
    return IDT_OK;
}

idt_rc idt_output_begin(idt_output *out, idt_journal *journal, idt_str head, bool resume,
                        idt_error *err)
{
    idt_buf_init(&out->pending, PENDING_BYTES * 2);
    idt_rc rc = open_file(out, err);
    if (rc == IDT_OK && !resume) {
        journal->output_bytes = 0;
        rc = idt_journal_write(out->journal_path, journal, err); /* before its first byte: I1 */
    }
    rc = rc == IDT_OK ? cut(out, journal->output_bytes, err) : rc;
    out->written_ms = idt_monotonic_ms();
    return rc == IDT_OK && out->bytes == 0 ? idt_output_add(out, head, err) : rc;
}

static idt_rc write_all(idt_output *out, idt_str bytes, idt_error *err)
{
    while (bytes.len > 0) {
        const ssize_t n = write(out->fd, bytes.ptr, bytes.len);
        if (n < 0 && errno != EINTR) {
            return fail(out, errno, err);
        }
        const size_t done = n > 0 ? (size_t)n : 0;
        out->bytes += done;
        bytes = idt_str_slice(bytes, done, bytes.len);
    }
    return IDT_OK;
}

idt_rc idt_output_flush(idt_output *out, idt_error *err)
{
    const idt_rc rc = write_all(out, idt_buf_borrow(&out->pending), err);
    idt_buf_clear(&out->pending);
    return rc;
}

idt_rc idt_output_add(idt_output *out, idt_str bytes, idt_error *err)
{
    idt_rc rc = out->pending.len + bytes.len > PENDING_BYTES ? idt_output_flush(out, err) : IDT_OK;
    if (rc != IDT_OK || bytes.len > PENDING_BYTES) {
        return rc == IDT_OK ? write_all(out, bytes, err) : rc;
    }
    idt_buf_add_str(&out->pending, bytes);
    return idt_buf_check(&out->pending, err);
}

idt_rc idt_output_journal(idt_output *out, idt_journal *journal, bool now, idt_error *err)
{
    if (!now && idt_monotonic_ms() - out->written_ms < out->every_ms) {
        return IDT_OK;
    }
    idt_rc rc = idt_output_flush(out, err);
    if (rc == IDT_OK && fdatasync(out->fd) != 0 && errno != EINVAL) { /* EINVAL: a pipe */
        rc = fail(out, errno, err);
    }
    journal->output_bytes = out->bytes;
    rc = rc == IDT_OK ? idt_journal_write(out->journal_path, journal, err) : rc;
    out->written_ms = idt_monotonic_ms();
    return rc;
}

void idt_output_release(idt_output *out)
{
    idt_buf_release(&out->pending);
    if (out->fd >= 0) {
        (void)close(out->fd);
    }
}
