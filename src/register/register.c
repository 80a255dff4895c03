#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/io.h"
#include "register/store.h"

/* "idct" in the file's header, so that file(1) and we know a register from another database. */
#define APPLICATION_ID 0x69646374
#define PATH_BYTES     4096

static idt_rc path_of(const char *home, const char *file, char out[PATH_BYTES], idt_error *err)
{
    const int n = snprintf(out, PATH_BYTES, "%s/%s", home, file);
    if (n < 0 || n >= PATH_BYTES) {
        return idt_fail(err, IDT_E_USAGE, "the path of the register is too long");
    }
    return IDT_OK;
}

/* ---- the writer's lock: held as long as the handle, gone with the process ---- */

static idt_rc take_lock(idt_register *reg, const char *home, idt_error *err)
{
    char path[PATH_BYTES];
    idt_rc rc = path_of(home, "register.lock", path, err);
    if (rc != IDT_OK) {
        return rc;
    }
    reg->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (reg->lock_fd < 0) {
        return idt_fail_errno(err, errno, "%s cannot be made", path);
    }
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(reg->lock_fd, F_OFD_SETLK, &lock) != 0) {
        return errno == EAGAIN || errno == EACCES
                   ? idt_fail(err, IDT_E_BUSY,
                              "another process is writing to the register in %s; try again later",
                              home)
                   : idt_fail_errno(err, errno, "%s cannot be locked", path);
    }
    return IDT_OK;
}

/* ---- opening ---- */

/* A file: URI of a path, with every byte that means something in a URI escaped. An absolute path
 * gets an empty authority, or that of "//a/b" would be "a". */
static idt_rc uri_of(const char *path, const char *query, idt_buf *out, idt_error *err)
{
    idt_buf_add_text(out, path[0] == '/' ? "file://" : "file:");
    for (const char *p = path; *p != '\0'; p++) {
        const unsigned char c = (unsigned char)*p;
        if (c == '%' || c == '?' || c == '#' || c < 0x21 || c > 0x7e) {
            idt_buf_add_format(out, "%%%02X", c);
        } else {
            idt_buf_add_byte(out, *p);
        }
    }
    idt_buf_add_text(out, query);
    idt_buf_add_byte(out, '\0');
    return idt_buf_check(out, err);
}

static idt_rc open_file(idt_register *reg, const char *path, int flags, const char *query,
                        const char *vfs, idt_error *err)
{
    idt_buf uri;
    idt_buf_init(&uri, 4 * PATH_BYTES);
    idt_rc rc = uri_of(path, query, &uri, err);
    if (rc == IDT_OK &&
        sqlite3_open_v2(uri.ptr, &reg->db,
                        flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                        vfs) != SQLITE_OK) {
        const int why = reg->db != NULL ? sqlite3_system_errno(reg->db) : 0;
        rc = why == EACCES || why == EPERM ? idt_fail_errno(err, why, "%s cannot be opened", path)
             : reg->db != NULL
                 ? store_fail(reg, "opening", err)
                 : idt_fail(err, IDT_E_LIMIT, "there is no memory to open the register");
    }
    if (rc == IDT_OK) { /* closing a file that is refused must not merge its log into it */
        (void)sqlite3_db_config(reg->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    }
    idt_buf_release(&uri);
    return rc;
}

static idt_rc pragma_number(idt_register *reg, const char *pragma, int64_t *out, idt_error *err)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(reg->db, pragma, -1, &s, NULL) != SQLITE_OK) {
        return store_fail(reg, "reading its head", err);
    }
    bool found;
    const idt_rc rc = store_number(reg, s, out, &found, err);
    (void)sqlite3_finalize(s);
    return rc;
}

/* Is it ours, and of a format this build knows? Reads the file's head only. */
static idt_rc check_head(idt_register *reg, const char *path, int64_t *format, idt_error *err)
{
    int64_t id = 0;
    idt_rc rc = pragma_number(reg, "PRAGMA application_id", &id, err);
    if (rc == IDT_OK) {
        rc = pragma_number(reg, "PRAGMA user_version", format, err);
    }
    if (rc != IDT_OK) {
        return rc;
    }
    if (id != APPLICATION_ID) {
        return idt_fail(err, IDT_E_CORRUPT, "%s is no register of interdict", path);
    }
    if (*format > IDT_REGISTER_FORMAT) {
        return idt_fail(
            err, IDT_E_FORMAT,
            "%s has format %lld; this build knows formats up to %d: use a newer interdict "
            "(nothing was touched)",
            path, (long long)*format, IDT_REGISTER_FORMAT);
    }
    return IDT_OK;
}

static idt_rc set_up(idt_register *reg, idt_error *err)
{
    const char *const pragmas = reg->writable ? "PRAGMA synchronous=FULL; PRAGMA foreign_keys=OFF;"
                                                "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000"
                                : reg->lean   ? "PRAGMA temp_store=MEMORY; PRAGMA query_only=ON;"
                                                "PRAGMA cache_size=-2000; PRAGMA mmap_size=0"
                                              : "PRAGMA temp_store=MEMORY; PRAGMA query_only=ON;"
                                                "PRAGMA cache_size=-4000; PRAGMA mmap_size=268435456";
    int keep_log = 1; /* with its index, empty: who may only read can then lock like all others */
    if (reg->writable) {
        (void)sqlite3_file_control(reg->db, "main", SQLITE_FCNTL_PERSIST_WAL, &keep_log);
    }
    (void)sqlite3_busy_timeout(reg->db, 5000);
    (void)sqlite3_db_config(reg->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    (void)sqlite3_db_config(reg->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(reg->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return store_exec(reg, pragmas, "setting up", err);
}

/* Brings format `from` to ours, each step in a transaction of its own. */
static idt_rc migrate(idt_register *reg, int64_t from, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (int64_t step = from; step < IDT_SQL_STEPS && rc == IDT_OK; step++) {
        char stamp[128];
        (void)snprintf(stamp, sizeof stamp, "PRAGMA application_id=%d; PRAGMA user_version=%d",
                       APPLICATION_ID, (int)step + 1);
        rc = store_exec(reg, "BEGIN IMMEDIATE", "migrating", err);
        if (rc == IDT_OK) {
            rc = store_exec(reg, IDT_SQL_SCHEMA[step], "migrating", err);
        }
        if (rc == IDT_OK) {
            rc = store_exec(reg, stamp, "migrating", err);
        }
        if (rc == IDT_OK) {
            rc = store_exec(reg, "COMMIT", "migrating", err);
        }
        if (rc != IDT_OK) {
            (void)sqlite3_exec(reg->db, "ROLLBACK", NULL, NULL, NULL);
        }
    }
    return rc;
}

/* ---- what a load left behind when it died ---- */

static idt_rc undo_load(idt_register *reg, int64_t id, int64_t recorded_us, idt_error *err)
{
    static const idt_sql by_recorded[] = {IDT_SQL_RUN_UNDO_INSERT, IDT_SQL_RUN_UNDO_CLOSE};
    static const idt_sql by_id[] = {IDT_SQL_EDITION_FILE_DELETE, IDT_SQL_EDITION_DELETE};
    static const idt_sql orphans[] = {
        IDT_SQL_RAW_ORPHANS, IDT_SQL_WORD_ORPHANS,    IDT_SQL_NAME_ORPHANS,   IDT_SQL_REF_ORPHANS,
        IDT_SQL_DAY_ORPHANS, IDT_SQL_VERSION_ORPHANS, IDT_SQL_CONTENT_ORPHANS};
    sqlite3_stmt *s;
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < 2 && rc == IDT_OK && recorded_us != 0; i++) {
        rc = store_statement(reg, by_recorded[i], &s, err);
        if (rc == IDT_OK) {
            (void)sqlite3_bind_int64(s, 1, recorded_us);
            if (i == 1) {
                (void)sqlite3_bind_int64(s, 2, IDT_INSTANT_OPEN);
            }
            rc = store_run(reg, s, "undoing a dead load", err);
        }
    }
    for (size_t i = 0; i < 2 && rc == IDT_OK; i++) {
        rc = store_statement(reg, by_id[i], &s, err);
        if (rc == IDT_OK) {
            (void)sqlite3_bind_int64(s, 1, id);
            rc = store_run(reg, s, "undoing a dead load", err);
        }
    }
    for (size_t i = 0; i < sizeof orphans / sizeof *orphans && rc == IDT_OK; i++) {
        rc = store_statement(reg, orphans[i], &s, err);
        if (rc == IDT_OK) {
            rc = store_run(reg, s, "undoing a dead load", err);
        }
    }
    return rc;
}

idt_rc store_undo_dead_loads(idt_register *reg, idt_error *err)
{
    sqlite3_stmt *s;
    bool row;
    int64_t ids[16];
    int64_t recorded[16];
    size_t count = 0;
    idt_rc rc = store_statement(reg, IDT_SQL_EDITION_LOADING, &s, err);
    if (rc == IDT_OK) {
        rc = store_step(reg, s, &row, "looking for dead loads", err);
    }
    while (rc == IDT_OK && row) {
        if (count < 16) {
            ids[count] = sqlite3_column_int64(s, 0);
            recorded[count++] = sqlite3_column_int64(s, 1);
        }
        rc = store_step(reg, s, &row, "looking for dead loads", err);
    }
    if (rc != IDT_OK || count == 0) {
        return rc;
    }
    rc = store_exec(reg, "BEGIN IMMEDIATE", "undoing a dead load", err);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = undo_load(reg, ids[i], recorded[i], err);
    }
    if (rc == IDT_OK) {
        rc = store_exec(reg, "COMMIT", "undoing a dead load", err);
    }
    if (rc != IDT_OK) {
        (void)sqlite3_exec(reg->db, "ROLLBACK", NULL, NULL, NULL);
    }
    return rc;
}

/* ---- the three modes ---- */

/* What tells one state of the file from another; all 0 where there is none (a VFS of its own). */
static store_stamp stamp_of(const char *path)
{
    struct stat st;
    char wal[PATH_BYTES + 8];
    store_stamp stamp = {0};
    if (stat(path, &st) == 0) {
        stamp = (store_stamp){.inode = (uint64_t)st.st_ino,
                              .size = (int64_t)st.st_size,
                              .changed_s = (int64_t)st.st_mtim.tv_sec,
                              .changed_ns = (int64_t)st.st_mtim.tv_nsec};
    }
    (void)snprintf(wal, sizeof wal, "%s-wal", path);
    stamp.log_size = stat(wal, &st) == 0 ? (int64_t)st.st_size : 0;
    return stamp;
}

/* A write-ahead log needs an index beside it. On a medium that takes none, and where nobody writes,
 * a clean close left no log: the file alone is the register. Nothing is locked then; each view
 * looks whether the file is still the same. */
static idt_rc open_alone(idt_register *reg, const char *path, const char *vfs, idt_error *err)
{
    reg->alone = stamp_of(path);
    if (reg->alone.log_size > 0) {
        return idt_fail(err, IDT_E_READONLY,
                        "the register %s has a log that a writer must finish, and cannot be "
                        "written here; open it once where it can",
                        path);
    }
    (void)sqlite3_close_v2(reg->db);
    reg->db = NULL;
    reg->alone_path = idt_str_copy(reg->own, idt_str_borrow(path)).ptr;
    return reg->alone_path != NULL
               ? open_file(reg, path, SQLITE_OPEN_READONLY, "?immutable=1", vfs, err)
               : idt_arena_fail(reg->own, err);
}

idt_rc store_check_alone(const idt_register *reg, idt_error *err)
{
    if (reg->alone_path == NULL) {
        return IDT_OK;
    }
    const store_stamp now = stamp_of(reg->alone_path);
    return memcmp(&now, &reg->alone, sizeof now) == 0
               ? IDT_OK
               : idt_fail(err, IDT_E_BUSY,
                          "the register %s was written to while it was read without locks (its "
                          "directory takes none); open it again",
                          reg->alone_path);
}

static idt_rc open_read(idt_register *reg, const char *path, const char *vfs, idt_error *err)
{
    int64_t format;
    idt_rc rc = open_file(reg, path, SQLITE_OPEN_READONLY, "?mode=ro", vfs, err);
    if (rc == IDT_OK) {
        rc = check_head(reg, path, &format, err);
    }
    if (rc == IDT_E_IO || rc == IDT_E_READONLY) {
        rc = open_alone(reg, path, vfs, err);
        if (rc == IDT_OK) {
            rc = check_head(reg, path, &format, err);
        }
    }
    if (rc == IDT_OK && format < IDT_REGISTER_FORMAT) {
        return idt_fail(
            err, IDT_E_FORMAT,
            "%s has the older format %lld; any command that writes brings it up to date", path,
            (long long)format);
    }
    return rc == IDT_OK ? set_up(reg, err) : rc;
}

static idt_rc open_write(idt_register *reg, const char *path, const char *vfs, idt_error *err)
{
    int64_t format = 0;
    idt_rc rc = open_file(reg, path, SQLITE_OPEN_READWRITE, "", vfs, err);
    if (rc == IDT_OK) {
        rc = check_head(reg, path, &format, err);
    }
    if (rc == IDT_OK) {
        rc = set_up(reg, err);
    }
    if (rc == IDT_OK) {
        rc = migrate(reg, format, err);
    }
    return rc == IDT_OK ? store_undo_dead_loads(reg, err) : rc;
}

static idt_rc open_create(idt_register *reg, const char *path, const char *vfs, idt_error *err)
{
    idt_rc rc = open_file(reg, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "", vfs, err);
    int64_t tables = 0;
    if (rc == IDT_OK) {
        rc = pragma_number(reg, "SELECT count(*) FROM sqlite_schema", &tables, err);
    }
    if (rc != IDT_OK) {
        return rc;
    }
    if (tables > 0) {
        return idt_fail(err, IDT_E_USAGE, "there is a register in %s already", path);
    }
    rc = store_exec(reg, "PRAGMA journal_mode=WAL", "creating", err);
    if (rc == IDT_OK) {
        rc = set_up(reg, err);
    }
    return rc == IDT_OK ? migrate(reg, 0, err) : rc;
}

static bool file_exists(const char *path, const char *vfs)
{
    sqlite3_vfs *v = sqlite3_vfs_find(vfs);
    int there = 0;
    return v != NULL && v->xAccess(v, path, SQLITE_ACCESS_EXISTS, &there) == SQLITE_OK && there;
}

static idt_rc open_mode(idt_register *reg, const char *home, idt_open_mode mode, const char *vfs,
                        idt_error *err)
{
    char path[PATH_BYTES];
    idt_rc rc = path_of(home, IDT_REGISTER_FILE, path, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (mode != IDT_OPEN_CREATE && !file_exists(path, vfs)) {
        return idt_fail(err, IDT_E_NOT_FOUND, "there is no register in %s", home);
    }
    if (mode == IDT_OPEN_READ) {
        return open_read(reg, path, vfs, err);
    }
    reg->writable = true;
    if (vfs == NULL) {
        rc = mode == IDT_OPEN_CREATE ? idt_dir_make(home, err) : IDT_OK;
        rc = rc == IDT_OK ? take_lock(reg, home, err) : rc;
    }
    if (rc != IDT_OK) {
        return rc;
    }
    return mode == IDT_OPEN_CREATE ? open_create(reg, path, vfs, err)
                                   : open_write(reg, path, vfs, err);
}

static void free_handle(idt_register *reg)
{
    for (size_t i = 0; i < IDT_SQL_COUNT; i++) {
        (void)sqlite3_finalize(reg->statements[i]);
    }
    (void)sqlite3_close_v2(reg->db);
    if (reg->lock_fd >= 0) {
        (void)close(reg->lock_fd);
    }
    idt_arena_free(reg->cache_arena);
    store_forget_at_hand(reg);
    idt_arena_free(reg->own); /* and with it `reg` */
}

idt_rc idt_register_open(const char *home, idt_open_mode mode, const idt_register_options *options,
                         idt_register **out, idt_error *err)
{
    *out = NULL;
    idt_arena *own = idt_arena_new((size_t)1 << 20);
    idt_register *reg = own != NULL ? IDT_NEW(own, idt_register) : NULL;
    if (reg == NULL) {
        idt_arena_free(own);
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to open the register");
    }
    reg->own = own;
    reg->clock = options->clock;
    reg->lock_fd = -1;
    reg->lean = options->lean;
    reg->cache_most = options->lean ? STORE_LEAN_BYTES : STORE_CACHE_BYTES;
    reg->cache_arena = idt_arena_new(4 * STORE_CACHE_BYTES);
    idt_rc rc = reg->cache_arena != NULL
                    ? open_mode(reg, home, mode, options->vfs, err)
                    : idt_fail(err, IDT_E_LIMIT, "there is no memory to open the register");
    if (rc != IDT_OK) {
        free_handle(reg);
        return rc;
    }
    idt_map_init(&reg->cache, reg->cache_arena);
    *out = reg;
    return IDT_OK;
}

idt_rc idt_register_close(idt_register *reg, idt_error *err)
{
    idt_edition_abort_take(reg->load);
    idt_rc rc = store_end_view(reg, err);
    if (reg->writable) {
        /* Best effort: the log is as good as the file, a checkpoint only spares readers the log.
         * Who reads meanwhile is not waited for. */
        (void)sqlite3_busy_timeout(reg->db, 0);
        (void)sqlite3_wal_checkpoint_v2(reg->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    }
    free_handle(reg);
    return rc;
}
