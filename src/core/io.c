#include "core/io.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static idt_rc read_stream(int fd, const char *path, size_t ceiling, idt_mapped *out, idt_error *err)
{
    idt_buf buf;
    idt_buf_init(&buf, ceiling);
    char chunk[65536];
    for (;;) {
        const ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            const idt_rc rc = idt_fail_errno(err, errno, "%s cannot be read", path);
            idt_buf_release(&buf);
            return rc;
        }
        if (n == 0) {
            break;
        }
        idt_buf_add(&buf, chunk, (size_t)n);
        if (buf.failed) {
            idt_buf_release(&buf);
            return idt_fail(err, IDT_E_LIMIT, "%s is larger than the %zu bytes allowed here", path,
                            ceiling);
        }
    }
    /* The buffer's memory is handed over: idt_mapped_close frees it (address NULL, ptr ours). */
    out->bytes = (idt_str){.ptr = buf.ptr != NULL ? buf.ptr : "", .len = buf.len};
    out->address = NULL;
    return IDT_OK;
}

idt_rc idt_mapped_open(const char *path, size_t ceiling_bytes, idt_mapped *out, idt_error *err)
{
    idt_rc rc = IDT_OK;
    struct stat st;
    *out = (idt_mapped){.bytes = {.ptr = "", .len = 0}};
    const bool is_stdin = strcmp(path, "-") == 0;
    const int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return idt_fail_errno(err, errno, "%s cannot be opened", path);
    }
    if (fstat(fd, &st) != 0) {
        rc = idt_fail_errno(err, errno, "%s cannot be examined", path);
    } else if (S_ISDIR(st.st_mode)) {
        rc = idt_fail(err, IDT_E_USAGE, "%s is a directory; name a file", path);
    } else if (!S_ISREG(st.st_mode) || is_stdin || st.st_size == 0) {
        /* also files of /proc, which state no size */
        rc = read_stream(fd, path, ceiling_bytes, out, err);
    } else if ((uint64_t)st.st_size > ceiling_bytes) {
        rc = idt_fail(err, IDT_E_LIMIT, "%s is larger than the %zu bytes allowed here", path,
                      ceiling_bytes);
    } else {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (p == MAP_FAILED) {
            rc = idt_fail_errno(err, errno, "%s cannot be mapped", path);
        } else {
            out->address = p;
            out->bytes = (idt_str){.ptr = p, .len = (size_t)st.st_size};
        }
    }
    if (!is_stdin) {
        (void)close(fd);
    }
    return rc;
}

void idt_mapped_close(idt_mapped *mapped)
{
    if (mapped->address != NULL) {
        (void)munmap(mapped->address, mapped->bytes.len);
    } else if (mapped->bytes.len > 0) {
        free((void *)(uintptr_t)mapped->bytes.ptr); /* read_stream handed it over */
    }
    *mapped = (idt_mapped){.bytes = {.ptr = "", .len = 0}};
}

idt_rc idt_file_read(const char *path, size_t ceiling_bytes, idt_arena *arena, idt_str *out,
                     idt_error *err)
{
    idt_mapped file;
    idt_rc rc = idt_mapped_open(path, ceiling_bytes, &file, err);
    if (rc != IDT_OK) {
        return rc;
    }
    *out = idt_str_copy(arena, file.bytes);
    if (out->ptr == NULL) {
        rc = idt_arena_fail(arena, err);
    }
    idt_mapped_close(&file);
    return rc;
}

static idt_rc write_all(int fd, idt_str bytes)
{
    size_t done = 0;
    while (done < bytes.len) {
        const ssize_t n = write(fd, bytes.ptr + done, bytes.len - done);
        if (n < 0 && errno != EINTR) {
            return IDT_E_IO;
        }
        done += n > 0 ? (size_t)n : 0;
    }
    return IDT_OK;
}

static idt_rc sync_dir_of(const char *path, idt_error *err)
{
    char dir[4096];
    const idt_str d = idt_path_dir(idt_str_borrow(path));
    if (d.len >= sizeof dir) {
        return idt_fail(err, IDT_E_LIMIT, "the path %s is too long", path);
    }
    memcpy(dir, d.ptr, d.len);
    dir[d.len] = '\0';
    const int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return idt_fail_errno(err, errno, "%s cannot be opened", dir);
    }
    const int synced = fsync(fd);
    const int why = errno;
    (void)close(fd);
    return synced == 0 ? IDT_OK : idt_fail_errno(err, why, "%s cannot be synced", dir);
}

/* A new file beside `path`. One that a killed writer left is passed over, not taken: in a container
 * all writers may have the same process id. */
static idt_rc open_temporary(const char *path, char *out, size_t out_bytes, int *fd, idt_error *err)
{
    for (int attempt = 0;; attempt++) {
        const int n = snprintf(out, out_bytes, "%s.new-%ld-%d", path, (long)getpid(), attempt);
        if (n < 0 || (size_t)n >= out_bytes) {
            return idt_fail(err, IDT_E_LIMIT, "the path %s is too long", path);
        }
        *fd = open(out, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (*fd >= 0) {
            return IDT_OK;
        }
        if (errno != EEXIST || attempt == 99) {
            return idt_fail_errno(err, errno, "%s cannot be created", out);
        }
    }
}

idt_rc idt_file_place(const char *path, char out[IDT_PATH_BYTES], bool *in_place, idt_error *err)
{
    struct stat st;
    struct stat link;
    const size_t len = strlen(path);
    const bool there = stat(path, &st) == 0;
    *in_place = there && !S_ISREG(st.st_mode);
    if (len >= IDT_PATH_BYTES) {
        return idt_fail(err, IDT_E_LIMIT, "the path %s is too long", path);
    }
    memcpy(out, path, len + 1);
    if (!there || *in_place || lstat(path, &link) != 0 || !S_ISLNK(link.st_mode)) {
        return IDT_OK;
    }
    char *target = realpath(path, NULL);
    const size_t bytes = target != NULL ? strlen(target) + 1 : 0;
    if (bytes > 0 && bytes <= IDT_PATH_BYTES) {
        memcpy(out, target, bytes);
    }
    free(target);
    return IDT_OK;
}

static idt_rc write_in_place(const char *path, idt_str bytes, idt_error *err)
{
    const int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) {
        return idt_fail_errno(err, errno, "%s cannot be written", path);
    }
    int why = write_all(fd, bytes) == IDT_OK ? 0 : errno;
    why = close(fd) != 0 && why == 0 ? errno : why;
    return why == 0 ? IDT_OK : idt_fail_errno(err, why, "%s cannot be written", path);
}

idt_rc idt_file_write(const char *named, idt_str bytes, idt_error *err)
{
    char path[IDT_PATH_BYTES];
    char temporary[IDT_PATH_BYTES];
    bool in_place = false;
    int fd = -1;
    idt_rc rc = idt_file_place(named, path, &in_place, err);
    if (rc == IDT_OK && in_place) {
        return write_in_place(path, bytes, err);
    }
    rc = rc == IDT_OK ? open_temporary(path, temporary, sizeof temporary, &fd, err) : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    int why = write_all(fd, bytes) == IDT_OK && fsync(fd) == 0 ? 0 : errno;
    if (close(fd) != 0 && why == 0) {
        why = errno;
    }
    if (why == 0 && rename(temporary, path) != 0) {
        why = errno;
    }
    if (why != 0) {
        (void)unlink(temporary);
        return idt_fail_errno(err, why, "%s cannot be written", path);
    }
    return sync_dir_of(path, err);
}

idt_rc idt_file_writable(const char *named, idt_error *err)
{
    char path[IDT_PATH_BYTES];
    struct stat st;
    bool in_place = false;
    const idt_rc rc = idt_file_place(named, path, &in_place, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
        return idt_fail(err, IDT_E_USAGE, "%s is a directory; name a file", path);
    }
    if (!in_place) {
        char *slash = strrchr(path, '/');
        if (slash == NULL) {
            memcpy(path, ".", 2);
        } else {
            slash[slash == path ? 1 : 0] = '\0';
        }
    }
    return access(path, W_OK) == 0 ? IDT_OK
                                   : idt_fail_errno(err, errno, "%s cannot be written", named);
}

idt_rc idt_file_rename(const char *from, const char *to, idt_error *err)
{
    return rename(from, to) == 0 ? sync_dir_of(to, err)
                                 : idt_fail_errno(err, errno, "%s cannot become %s", from, to);
}

idt_rc idt_dir_make(const char *path, idt_error *err)
{
    char partial[4096];
    const size_t len = strlen(path);
    if (len == 0 || len >= sizeof partial) {
        return idt_fail(err, IDT_E_USAGE, "the directory name is empty or too long");
    }
    for (size_t i = 1; i <= len; i++) {
        if (path[i] != '/' && path[i] != '\0') {
            continue;
        }
        memcpy(partial, path, i);
        partial[i] = '\0';
        if (mkdir(partial, 0777) == 0) {
            continue;
        }
        const int why = errno;
        struct stat st; /* asked, since an existing folder may say EROFS, and a file EEXIST */
        if (stat(partial, &st) != 0 || !S_ISDIR(st.st_mode)) {
            return idt_fail_errno(err, why, "the directory %s cannot be made", partial);
        }
    }
    return IDT_OK;
}

bool idt_path_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

bool idt_path_same(const char *a, const char *b)
{
    struct stat x;
    struct stat y;
    return strcmp(a, b) == 0 || (stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
                                 x.st_ino == y.st_ino && S_ISREG(x.st_mode));
}

static int by_bytes(const void *a, const void *b)
{
    return idt_str_compare(*(const idt_str *)a, *(const idt_str *)b);
}

idt_rc idt_dir_files(const char *dir, const char *suffix, idt_arena *arena, idt_str **out,
                     size_t *count, idt_error *err)
{
    idt_rc rc = IDT_OK;
    size_t cap = 0;
    *out = NULL;
    *count = 0;
    DIR *d = opendir(dir);
    if (d == NULL) {
        return idt_fail_errno(err, errno, "the directory %s cannot be read", dir);
    }
    for (;;) {
        errno = 0;
        const struct dirent *e = readdir(d);
        if (e == NULL) {
            if (errno != 0) {
                rc = idt_fail_errno(err, errno, "the directory %s cannot be read", dir);
            }
            break;
        }
        if (!idt_str_ends(idt_str_borrow(e->d_name), suffix)) {
            continue;
        }
        const idt_str path = idt_str_format(arena, "%s/%s", dir, e->d_name);
        struct stat st;
        if (path.ptr == NULL || !IDT_GROW(arena, *out, cap, *count)) {
            rc = idt_arena_fail(arena, err);
            break;
        }
        if (stat(path.ptr, &st) == 0 && S_ISREG(st.st_mode)) {
            (*out)[(*count)++] = path;
        }
    }
    (void)closedir(d);
    if (*count > 1) {
        qsort(*out, *count, sizeof **out, by_bytes);
    }
    return rc;
}

static size_t base_at(idt_str path)
{
    size_t i = path.len;
    while (i > 0 && path.ptr[i - 1] != '/') {
        i--;
    }
    return i;
}

idt_str idt_path_dir(idt_str path)
{
    const size_t at = base_at(path);
    if (at == 0) {
        return IDT_STR(".");
    }
    return at == 1 ? IDT_STR("/") : idt_str_slice(path, 0, at - 1);
}

idt_str idt_path_base(idt_str path)
{
    return idt_str_slice(path, base_at(path), path.len);
}
