/* shim_vfs.h - a disk in memory under SQLite, whose power can be cut at any operation.
 *
 *   operations   w1 w2 sync w3 w4 | cut
 *   surely kept  w1 w2
 *   perhaps      w3 w4: none, all, a part, the last one torn
 *
 * Every write, truncation, sync and deletion is applied at once and logged. disk_image makes the
 * disk that a power cut after the first `cut` operations leaves: what was synced before, and of the
 * rest what a `disk_survivors` says. A deletion is kept by the next sync of any file, as in a file
 * system with a journal. Shared memory of the log's index dies with the power.
 *
 * Operations can also be made to fail: the n-th from now, once or from then on.
 *
 * One connection at a time (locks are granted). No promise of atomic sectors is made to SQLite.
 */
#ifndef INTERDICT_TESTS_SHIM_VFS_H
#define INTERDICT_TESTS_SHIM_VFS_H

#include <sqlite3.h>
#include <string.h>

#include "core/arena.h"
#include "core/str.h"
#include "random.h"

#define DISK_FILES     4 /* database, log, rollback journal, one more */
#define DISK_SHM_PAGES 16

typedef enum disk_kind { DISK_WRITE, DISK_TRUNCATE, DISK_SYNC, DISK_DELETE, DISK_READ } disk_kind;

typedef struct disk_operation {
    disk_kind kind;
    size_t file;
    size_t offset; /* of a truncation: the new size */
    const char *bytes;
    size_t len;
    size_t kept_by; /* the operation after which it surely is on the disk; SIZE_MAX: none yet */
} disk_operation;

typedef struct disk_file {
    char name[64];
    bool there;
    idt_buf bytes;
    char *shm[DISK_SHM_PAGES];
} disk_file;

typedef struct disk {
    sqlite3_vfs vfs;
    idt_arena *own;   /* this */
    idt_arena *arena; /* the log and shared memory */
    disk_file files[DISK_FILES];
    disk_operation *log;
    size_t count, cap;
    bool logging;
    random_state random;
    /* the operation to fail, counted down; 0: none */
    uint64_t fail_in;
    bool fail_on;  /* and all after it */
    int fail_code; /* SQLITE_FULL (writes only) or SQLITE_IOERR (any) */
    uint64_t failed;
} disk;

typedef struct disk_handle {
    sqlite3_file base;
    disk *d;
    size_t file;
} disk_handle;

/* ---- files ---- */

static inline size_t disk_find(disk *d, const char *name)
{
    for (size_t i = 0; i < DISK_FILES; i++) {
        if (d->files[i].there && strcmp(d->files[i].name, name) == 0) {
            return i;
        }
    }
    return DISK_FILES;
}

/* A name keeps its slot for ever, so that a log can be replayed. */
static inline size_t disk_make(disk *d, const char *name)
{
    for (size_t i = 0; i < DISK_FILES; i++) {
        if (d->files[i].name[0] == '\0') {
            (void)snprintf(d->files[i].name, sizeof d->files[i].name, "%s", name);
        }
        if (strcmp(d->files[i].name, name) == 0) {
            d->files[i].there = true;
            return i;
        }
    }
    return DISK_FILES;
}

static inline void disk_apply(disk *d, const disk_operation *op)
{
    disk_file *f = &d->files[op->file];
    static const char zeros[4096];
    if (op->kind == DISK_DELETE) {
        f->there = false;
        idt_buf_clear(&f->bytes);
    } else if (op->kind == DISK_TRUNCATE) {
        f->there = true;
        f->bytes.len = op->offset < f->bytes.len ? op->offset : f->bytes.len;
    } else if (op->kind == DISK_WRITE && op->len > 0) {
        f->there = true;
        while (f->bytes.len < op->offset + op->len) {
            const size_t lack = op->offset + op->len - f->bytes.len;
            idt_buf_add(&f->bytes, zeros, lack < sizeof zeros ? lack : sizeof zeros);
        }
        memcpy(f->bytes.ptr + op->offset, op->bytes, op->len);
    }
}

static inline void disk_log(disk *d, disk_operation op)
{
    if (!d->logging) {
        return;
    }
    op.kept_by = SIZE_MAX;
    op.bytes = op.len > 0 ? idt_arena_copy(d->arena, op.bytes, op.len) : NULL;
    if (op.kind == DISK_SYNC) {
        for (size_t i = 0; i < d->count; i++) {
            disk_operation *o = &d->log[i];
            const bool keeps = o->file == op.file || o->kind == DISK_DELETE;
            if (keeps && o->kept_by == SIZE_MAX) {
                o->kept_by = d->count;
            }
        }
    }
    if (!IDT_GROW(d->arena, d->log, d->cap, d->count)) {
        abort();
    }
    d->log[d->count++] = op;
}

static inline bool disk_fails(disk *d, disk_kind kind)
{
    const bool counts = d->fail_code == SQLITE_FULL ? kind == DISK_WRITE : true;
    if (d->fail_in == 0 || !counts) {
        return false;
    }
    if (d->fail_in > 1) {
        d->fail_in--;
        return false;
    }
    d->fail_in = d->fail_on ? 1 : 0;
    d->failed++;
    return true;
}

/* ---- a file's methods ---- */

static inline int disk_do(disk *d, const disk_operation *op)
{
    if (disk_fails(d, op->kind)) {
        static const int io[] = {SQLITE_IOERR_WRITE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_FSYNC,
                                 SQLITE_IOERR_DELETE, SQLITE_IOERR_READ};
        return d->fail_code == SQLITE_FULL ? SQLITE_FULL : io[op->kind];
    }
    disk_apply(d, op);
    disk_log(d, *op);
    return SQLITE_OK;
}

static inline int shim_close(sqlite3_file *file)
{
    (void)file;
    return SQLITE_OK;
}

static inline int shim_read(sqlite3_file *file, void *out, int len, sqlite3_int64 offset)
{
    const disk_handle *h = (const disk_handle *)file;
    const disk_file *f = &h->d->files[h->file];
    const size_t from = (size_t)offset < f->bytes.len ? (size_t)offset : f->bytes.len;
    const size_t there = f->bytes.len - from < (size_t)len ? f->bytes.len - from : (size_t)len;
    if (disk_fails(h->d, DISK_READ)) {
        return SQLITE_IOERR_READ;
    }
    if (there > 0) {
        memcpy(out, f->bytes.ptr + from, there);
    }
    memset((char *)out + there, 0, (size_t)len - there);
    return there == (size_t)len ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static inline int shim_write(sqlite3_file *file, const void *bytes, int len, sqlite3_int64 offset)
{
    const disk_handle *h = (const disk_handle *)file;
    return disk_do(h->d, &(disk_operation){.kind = DISK_WRITE,
                                           .file = h->file,
                                           .offset = (size_t)offset,
                                           .bytes = bytes,
                                           .len = (size_t)len});
}

static inline int shim_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    const disk_handle *h = (const disk_handle *)file;
    return disk_do(
        h->d, &(disk_operation){.kind = DISK_TRUNCATE, .file = h->file, .offset = (size_t)size});
}

static inline int shim_sync(sqlite3_file *file, int flags)
{
    const disk_handle *h = (const disk_handle *)file;
    (void)flags;
    return disk_do(h->d, &(disk_operation){.kind = DISK_SYNC, .file = h->file});
}

static inline int shim_size(sqlite3_file *file, sqlite3_int64 *out)
{
    const disk_handle *h = (const disk_handle *)file;
    *out = (sqlite3_int64)h->d->files[h->file].bytes.len;
    return SQLITE_OK;
}

static inline int shim_lock(sqlite3_file *file, int lock)
{
    (void)file;
    (void)lock;
    return SQLITE_OK;
}

static inline int shim_reserved(sqlite3_file *file, int *out)
{
    (void)file;
    *out = 0;
    return SQLITE_OK;
}

static inline int shim_control(sqlite3_file *file, int op, void *argument)
{
    (void)file;
    (void)op;
    (void)argument;
    return SQLITE_NOTFOUND;
}

static inline int shim_number(sqlite3_file *file)
{
    (void)file;
    return 0; /* the default sector; no promises of the device */
}

static inline int shim_shm_map(sqlite3_file *file, int page, int bytes, int extend,
                               void volatile **out)
{
    const disk_handle *h = (const disk_handle *)file;
    char **shm = h->d->files[h->file].shm;
    *out = NULL;
    if (page >= DISK_SHM_PAGES) {
        return SQLITE_NOMEM;
    }
    if (shm[page] == NULL && extend != 0) {
        shm[page] = idt_arena_alloc(h->d->arena, (size_t)bytes);
    }
    *out = shm[page];
    return shm[page] != NULL || extend == 0 ? SQLITE_OK : SQLITE_NOMEM;
}

static inline int shim_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
    (void)file;
    (void)offset;
    (void)n;
    (void)flags;
    return SQLITE_OK;
}

static inline void shim_shm_barrier(sqlite3_file *file)
{
    (void)file;
}

/* One connection is the last one: what the next finds it must recover from the log. */
static inline int shim_shm_unmap(sqlite3_file *file, int forget)
{
    const disk_handle *h = (const disk_handle *)file;
    (void)forget;
    memset(h->d->files[h->file].shm, 0, sizeof h->d->files[h->file].shm);
    return SQLITE_OK;
}

static const sqlite3_io_methods SHIM_METHODS = {.iVersion = 2,
                                                .xClose = shim_close,
                                                .xRead = shim_read,
                                                .xWrite = shim_write,
                                                .xTruncate = shim_truncate,
                                                .xSync = shim_sync,
                                                .xFileSize = shim_size,
                                                .xLock = shim_lock,
                                                .xUnlock = shim_lock,
                                                .xCheckReservedLock = shim_reserved,
                                                .xFileControl = shim_control,
                                                .xSectorSize = shim_number,
                                                .xDeviceCharacteristics = shim_number,
                                                .xShmMap = shim_shm_map,
                                                .xShmLock = shim_shm_lock,
                                                .xShmBarrier = shim_shm_barrier,
                                                .xShmUnmap = shim_shm_unmap};

/* ---- the VFS's methods ---- */

static inline int shim_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags,
                            int *out_flags)
{
    disk *d = vfs->pAppData;
    disk_handle *h = (disk_handle *)file;
    *h = (disk_handle){.d = d, .file = name != NULL ? disk_find(d, name) : DISK_FILES};
    if (h->file == DISK_FILES && name != NULL && (flags & SQLITE_OPEN_CREATE) != 0) {
        h->file = disk_make(d, name);
    }
    if (h->file == DISK_FILES) {
        return SQLITE_CANTOPEN;
    }
    if (out_flags != NULL) {
        *out_flags = flags;
    }
    h->base.pMethods = &SHIM_METHODS;
    return SQLITE_OK;
}

static inline int shim_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    disk *d = vfs->pAppData;
    const size_t file = disk_find(d, name);
    if (file == DISK_FILES) {
        return SQLITE_IOERR_DELETE_NOENT;
    }
    const int rc = disk_do(d, &(disk_operation){.kind = DISK_DELETE, .file = file});
    if (rc == SQLITE_OK && sync != 0 && d->logging) {
        d->log[d->count - 1].kept_by = d->count - 1;
    }
    return rc;
}

static inline int shim_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    (void)flags;
    *out = disk_find(vfs->pAppData, name) != DISK_FILES;
    return SQLITE_OK;
}

static inline int shim_full_path(sqlite3_vfs *vfs, const char *name, int bytes, char *out)
{
    (void)vfs;
    return snprintf(out, (size_t)bytes, "%s", name) < bytes ? SQLITE_OK : SQLITE_CANTOPEN;
}

static inline int shim_random(sqlite3_vfs *vfs, int bytes, char *out)
{
    disk *d = vfs->pAppData;
    for (int i = 0; i < bytes; i++) {
        out[i] = (char)random_u64(&d->random);
    }
    return bytes;
}

static inline int shim_sleep(sqlite3_vfs *vfs, int us)
{
    (void)vfs;
    return us;
}

static inline int shim_time(sqlite3_vfs *vfs, sqlite3_int64 *out)
{
    (void)vfs;
    *out = INT64_C(212000000000000);
    return SQLITE_OK;
}

static inline int shim_last_error(sqlite3_vfs *vfs, int bytes, char *out)
{
    (void)vfs;
    (void)bytes;
    (void)out;
    return 0;
}

/* ---- for tests ---- */

/* On the heap, not the stack: a test that fails leaves it registered with SQLite. */
static inline disk *disk_new(const char *name, random_state random)
{
    idt_arena *own = idt_arena_new((size_t)1 << 20);
    disk *d = own != NULL ? IDT_NEW(own, disk) : NULL;
    if (d == NULL) {
        abort();
    }
    *d = (disk){
        .own = own, .arena = idt_arena_new((size_t)1 << 30), .random = random, .logging = true};
    for (size_t i = 0; i < DISK_FILES; i++) {
        idt_buf_init(&d->files[i].bytes, (size_t)64 << 20);
    }
    d->vfs = (sqlite3_vfs){.iVersion = 2,
                           .szOsFile = sizeof(disk_handle),
                           .mxPathname = 60,
                           .zName = name,
                           .pAppData = d,
                           .xOpen = shim_open,
                           .xDelete = shim_delete,
                           .xAccess = shim_access,
                           .xFullPathname = shim_full_path,
                           .xRandomness = shim_random,
                           .xSleep = shim_sleep,
                           .xGetLastError = shim_last_error,
                           .xCurrentTimeInt64 = shim_time};
    if (sqlite3_vfs_register(&d->vfs, 0) != SQLITE_OK) {
        abort();
    }
    return d;
}

static inline void disk_free(disk *d)
{
    (void)sqlite3_vfs_unregister(&d->vfs);
    for (size_t i = 0; i < DISK_FILES; i++) {
        idt_buf_release(&d->files[i].bytes);
    }
    idt_arena_free(d->arena);
    idt_arena_free(d->own); /* and with it `d` */
}

typedef enum disk_survivors {
    SURVIVE_NONE,
    SURVIVE_ALL,
    SURVIVE_ALL_BUT_LAST,
    SURVIVE_LAST_TORN,
    SURVIVE_RANDOM,
    SURVIVE_WAYS
} disk_survivors;

/* Makes `out` what a power cut after the first `cut` operations of `d` leaves. */
static inline void disk_image(const disk *d, size_t cut, disk_survivors way, random_state *r,
                              disk *out)
{
    idt_arena_clear(out->arena);
    out->log = NULL;
    out->count = out->cap = 0;
    out->fail_in = 0;
    for (size_t i = 0; i < DISK_FILES; i++) {
        disk_file *f = &out->files[i];
        memcpy(f->name, d->files[i].name, sizeof f->name);
        memset(f->shm, 0, sizeof f->shm);
        idt_buf_clear(&f->bytes);
        f->there = false;
    }
    for (size_t i = 0; i < cut; i++) {
        disk_operation op = d->log[i];
        const bool kept = op.kept_by != SIZE_MAX && op.kept_by < cut;
        const bool last = i + 1 == cut;
        if (!kept && (way == SURVIVE_NONE || (way == SURVIVE_ALL_BUT_LAST && last) ||
                      (way == SURVIVE_RANDOM && random_below(r, 2) == 0))) {
            continue;
        }
        op.len = !kept && way == SURVIVE_LAST_TORN && last ? op.len / 2 : op.len;
        disk_apply(out, &op);
        if (out->logging) { /* its own power may be cut later: what survived is kept by then */
            disk_log(out, op);
            out->log[out->count - 1].kept_by = 0;
        }
    }
}

#endif
