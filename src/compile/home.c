#include "compile/home.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "compile/merge_note.h"
#include "core/io.h"

#define CURRENT_BYTES ((size_t)64 << 10)
#define ID_DIGITS     16
#define TRY_MS        20
#define OPEN_TRIES    5

/* ---- what `current` says ---- */

static idt_str path_in(idt_arena *arena, const char *home, idt_str name)
{
    return idt_str_format(arena, "%s/index/" IDT_STR_FMT, home, IDT_STR_ARG(name));
}

/* base-<16 hex digits>.idx, delta-<16 hex digits>.idx */
static bool is_file_name(idt_str name)
{
    const size_t head = idt_str_starts(name, "base-") ? 5 : idt_str_starts(name, "delta-") ? 6 : 0;
    if (head == 0 || name.len != head + ID_DIGITS + 4 || !idt_str_ends(name, ".idx")) {
        return false;
    }
    for (size_t i = head; i < head + ID_DIGITS; i++) {
        const char c = name.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return false;
        }
    }
    return true;
}

static idt_str next_line(idt_str *rest)
{
    const size_t end = idt_str_find(*rest, '\n');
    const idt_str line = idt_str_slice(*rest, 0, end);
    *rest = idt_str_slice(*rest, end + 1, rest->len);
    return line;
}

static idt_rc damaged(const char *home, idt_error *err)
{
    return idt_fail(err, IDT_E_CORRUPT,
                    "%s/index/current is damaged; `interdict index build --full` makes the index "
                    "anew",
                    home);
}

static idt_rc read_names(const char *home, idt_arena *arena, idt_str *names, size_t *count,
                         idt_error *err)
{
    idt_str text;
    uint64_t format;
    *count = 0;
    const idt_str path = path_in(arena, home, IDT_STR("current"));
    if (path.ptr == NULL) {
        return idt_arena_fail(arena, err);
    }
    if (!idt_path_exists(path.ptr)) {
        return idt_fail(err, IDT_E_NOT_FOUND,
                        "there is no index in %s; `interdict index build` makes one", home);
    }
    const idt_rc rc = idt_file_read(path.ptr, CURRENT_BYTES, arena, &text, err);
    if (rc != IDT_OK) {
        return rc;
    }
    const idt_str head = next_line(&text);
    if (!idt_str_starts(head, "interdict index ") ||
        !idt_str_to_u64(idt_str_slice(head, 16, head.len), UINT32_MAX, &format)) {
        return damaged(home, err);
    }
    if (format != IDT_COMPILE_FORMAT) {
        return idt_fail(err, IDT_E_FORMAT,
                        "the index in %s is of another version of this program; `interdict index "
                        "build` makes it anew",
                        home);
    }
    while (text.len > 0) {
        const idt_str name = next_line(&text);
        if (!is_file_name(name) || *count == IDT_INDEX_FILES_MAX ||
            idt_str_starts(name, "base-") != (*count == 0)) {
            return damaged(home, err);
        }
        names[(*count)++] = name;
    }
    return *count > 0 ? IDT_OK : damaged(home, err);
}

idt_rc idt_compile_paths(const char *home, idt_arena *arena, const char *const **out, size_t *count,
                         idt_error *err)
{
    idt_str names[IDT_INDEX_FILES_MAX];
    const idt_rc rc = read_names(home, arena, names, count, err);
    if (rc != IDT_OK) {
        return rc;
    }
    const char **paths = IDT_NEW_N(arena, const char *, *count);
    for (size_t i = 0; i < *count && paths != NULL; i++) {
        paths[i] = path_in(arena, home, names[i]).ptr;
        paths = paths[i] != NULL ? paths : NULL;
    }
    *out = paths;
    return paths != NULL ? IDT_OK : idt_arena_fail(arena, err);
}

idt_rc idt_compile_open(const char *home, idt_arena *arena, idt_index **out, idt_error *err)
{
    const char *const *paths;
    size_t count;
    idt_rc rc = IDT_E_NOT_FOUND;
    *out = NULL;
    for (int i = 0; i < OPEN_TRIES && rc == IDT_E_NOT_FOUND; i++) { /* keeps I3 */
        rc = idt_compile_paths(home, arena, &paths, &count, err);
        if (rc != IDT_OK) {
            return rc;
        }
        rc = idt_index_open(paths, count, out, err);
    }
    return rc;
}

/* ---- the lock ---- */

static idt_rc try_lock(int fd, unsigned wait_ms, const char *home, idt_error *err)
{
    const struct timespec pause = {.tv_nsec = TRY_MS * 1000000L};
    for (unsigned waited = 0;; waited += TRY_MS) {
        struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
        if (fcntl(fd, F_OFD_SETLK, &lock) == 0) {
            return IDT_OK;
        }
        if (errno != EAGAIN && errno != EACCES && errno != EINTR) {
            return idt_fail_errno(err, errno, "a lock in %s/index cannot be taken", home);
        }
        if (waited >= wait_ms) {
            return idt_fail(err, IDT_E_BUSY,
                            "another process builds the index in %s; try again when it is done",
                            home);
        }
        (void)nanosleep(&pause, NULL);
    }
}

static idt_rc lock_file(const char *home, const char *name, unsigned wait_ms, idt_compile_lock *out,
                        idt_error *err)
{
    char path[4096];
    out->fd = -1;
    const int n = snprintf(path, sizeof path, "%s/index/%s", home, name);
    if (n < 0 || (size_t)n >= sizeof path) {
        return idt_fail(err, IDT_E_LIMIT, "the path of the home is too long");
    }
    char *slash = path + n - strlen(name) - 1;
    *slash = '\0';
    idt_rc rc = idt_dir_make(path, err);
    *slash = '/';
    if (rc != IDT_OK) {
        return rc;
    }
    const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0) {
        return idt_fail_errno(err, errno, "%s cannot be opened", path);
    }
    rc = try_lock(fd, wait_ms, home, err);
    if (rc == IDT_OK) {
        out->fd = fd;
    } else {
        (void)close(fd);
    }
    return rc;
}

idt_rc idt_compile_home_lock(const char *home, unsigned wait_ms, idt_compile_lock *out,
                             idt_error *err)
{
    return lock_file(home, "lock", wait_ms, out, err);
}

idt_rc idt_compile_home_lock_merge(const char *home, unsigned wait_ms, idt_compile_lock *out,
                                   idt_error *err)
{
    return lock_file(home, "merge.lock", wait_ms, out, err);
}

bool idt_compile_home_merging(const char *home)
{
    char path[4096];
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    const int n = snprintf(path, sizeof path, "%s/index/merge.lock", home);
    const int fd = n > 0 && (size_t)n < sizeof path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    const bool held = fd >= 0 && fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    if (fd >= 0) {
        (void)close(fd);
    }
    return held;
}

void idt_compile_home_unlock(idt_compile_lock *lock)
{
    if (lock->fd >= 0) {
        (void)close(lock->fd);
    }
    lock->fd = -1;
}

/* ---- writing ---- */

/* What writers make: index files, and `current` and those while they are written. */
static bool is_ours(idt_str name)
{
    const size_t dot = idt_str_find(name, '.');
    return is_file_name(name) || idt_str_starts(name, "current.new-") ||
           (is_file_name(idt_str_slice(name, 0, dot + 4)) &&
            idt_str_starts(idt_str_slice(name, dot + 4, name.len), ".new-"));
}

/* What one who merges makes before `current` names it. */
static bool is_aside(idt_str name)
{
    return idt_str_is(name, "merged") || idt_str_starts(name, "merged.new-");
}

/* Removes files of a kind that are not named. That something cannot be removed hurts nobody: it is
 * tried again. */
static void sweep(const char *home, bool (*is_kind)(idt_str name), const idt_str *names,
                  size_t count, idt_arena *arena)
{
    const idt_str dir_path = path_in(arena, home, IDT_STR(""));
    DIR *dir = dir_path.ptr != NULL ? opendir(dir_path.ptr) : NULL;
    if (dir == NULL) {
        return;
    }
    for (const struct dirent *e = readdir(dir); e != NULL; e = readdir(dir)) {
        const idt_str name = idt_str_borrow(e->d_name);
        if (is_kind(name) && !idt_str_among(name, names, count)) {
            const idt_str path = path_in(arena, home, name);
            if (path.ptr != NULL) {
                (void)unlink(path.ptr);
            }
        }
    }
    (void)closedir(dir);
}

static idt_rc write_current(const char *home, const idt_str *names, size_t count, idt_arena *arena,
                            idt_error *err)
{
    idt_buf text;
    const idt_str path = path_in(arena, home, IDT_STR("current"));
    if (path.ptr == NULL) {
        return idt_arena_fail(arena, err);
    }
    idt_buf_init(&text, CURRENT_BYTES);
    idt_buf_add_format(&text, "interdict index %d\n", IDT_COMPILE_FORMAT);
    for (size_t i = 0; i < count; i++) {
        idt_buf_add_str(&text, names[i]);
        idt_buf_add_byte(&text, '\n');
    }
    idt_rc rc = idt_buf_check(&text, err);
    rc = rc == IDT_OK ? idt_file_write(path.ptr, idt_buf_borrow(&text), err) : rc;
    idt_buf_release(&text);
    return rc;
}

static idt_str name_of(const char *kind, const idt_digest *file_id, idt_arena *arena)
{
    char hex[IDT_SHA256_HEX + 1];
    return idt_str_format(arena, "%s-%.16s.idx", kind, idt_digest_hex(file_id, hex));
}

/* `current` names these from now on; what it does not name goes. */
static idt_rc settle(const char *home, const idt_str *names, size_t count, idt_arena *arena,
                     idt_error *err)
{
    const idt_rc rc = write_current(home, names, count, arena, err);
    if (rc == IDT_OK) {
        sweep(home, is_ours, names, count, arena);
    }
    return rc;
}

idt_rc idt_compile_home_add(const char *home, bool base, const idt_digest *file_id, idt_str bytes,
                            idt_arena *arena, idt_error *err)
{
    idt_str names[IDT_INDEX_FILES_MAX + 1];
    size_t count = 0;
    idt_rc rc = base ? IDT_OK : read_names(home, arena, names, &count, err);
    if (rc != IDT_OK) {
        return rc;
    }
    const idt_str name = name_of(base ? "base" : "delta", file_id, arena);
    const idt_str path = name.ptr != NULL ? path_in(arena, home, name) : name;
    if (path.ptr == NULL) {
        return idt_arena_fail(arena, err);
    }
    if (count == IDT_INDEX_FILES_MAX) {
        return idt_fail(err, IDT_E_LIMIT,
                        "the index in %s has %d files; `interdict index build "
                        "--full` makes one of them",
                        home, IDT_INDEX_FILES_MAX);
    }
    names[count++] = name;
    rc = idt_file_write(path.ptr, bytes, err);
    rc = rc == IDT_OK ? settle(home, names, count, arena, err) : rc;
    if (rc == IDT_OK && base) {
        idt_merge_note_done(home);
    }
    return rc;
}

/* ---- a base made beside what stands ---- */

idt_rc idt_compile_home_put_aside(const char *home, idt_str bytes, idt_arena *arena, idt_error *err)
{
    const idt_str path = path_in(arena, home, IDT_STR("merged"));
    sweep(home, is_aside, NULL, 0, arena);
    return path.ptr != NULL ? idt_file_write(path.ptr, bytes, err) : idt_arena_fail(arena, err);
}

idt_rc idt_compile_home_take_in(const char *home, const idt_digest *file_id, size_t kept,
                                idt_arena *arena, idt_error *err)
{
    idt_str names[IDT_INDEX_FILES_MAX];
    size_t count = 0;
    idt_rc rc = kept > 0 ? read_names(home, arena, names, &count, err) : IDT_OK;
    if (rc != IDT_OK) {
        return rc;
    }
    assert(kept == 0 || kept < count); /* a base stands before what is kept */
    const idt_str name = name_of("base", file_id, arena);
    const idt_str from = path_in(arena, home, IDT_STR("merged"));
    const idt_str to = name.ptr != NULL ? path_in(arena, home, name) : name;
    if (from.ptr == NULL || to.ptr == NULL) {
        return idt_arena_fail(arena, err);
    }
    memmove(names + 1, names + count - kept, kept * sizeof *names);
    names[0] = name;
    rc = idt_file_rename(from.ptr, to.ptr, err);
    rc = rc == IDT_OK ? settle(home, names, kept + 1, arena, err) : rc;
    if (rc == IDT_OK) {
        idt_merge_note_done(home);
    }
    return rc;
}
