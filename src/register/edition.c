#include <string.h>

#include "register/derived_rows.h"
#include "register/held.h"
#include "register/store.h"

/* A load: stages every record of an edition, then writes what differs.
 *
 * The order that makes a known-at safe (I6): the edition's row is committed without an instant;
 * only then is the clock read. A reader takes its clock before its snapshot, so one that does not
 * see the row has an earlier clock than the edition, and one that sees it keeps to what was settled
 * before.
 */

typedef struct staged {
    idt_str key;
    int64_t version;
    idt_cause cause;
    idt_str note;
} staged;

struct idt_edition_load {
    idt_register *reg;
    idt_arena *arena;       /* keys, notes, this */
    idt_arena *scratch;     /* one record at a time */
    idt_derived_rows *rows; /* of the versions in the open chunk */
    idt_edition_spec spec;
    int64_t dataset;
    int64_t edition;
    int64_t recorded_us;
    int64_t published_us;
    uint32_t seq;
    staged *records;
    size_t count, cap;
    idt_map by_key;
    idt_held held; /* at the published instant, before this edition */
    bool first;    /* the dataset had no open rectangle: no key has any near its own */
    size_t kept;
    size_t pending_rows; /* in the open chunk */
};

/* ---- chunks ---- */

static idt_rc begin(idt_register *reg, idt_error *err)
{
    return store_exec(reg, "BEGIN IMMEDIATE", "beginning to write", err);
}

static idt_rc commit(idt_register *reg, idt_error *err)
{
    return store_exec(reg, "COMMIT", "writing", err);
}

static idt_rc end_chunk(idt_edition_load *load, idt_error *err)
{
    load->pending_rows = 0;
    const idt_rc rc = store_rows_write(load->rows, err);
    return rc == IDT_OK ? commit(load->reg, err) : rc;
}

static idt_rc count_row(idt_edition_load *load, idt_error *err)
{
    if (++load->pending_rows < STORE_CHUNK_ROWS) {
        return IDT_OK;
    }
    const idt_rc rc = end_chunk(load, err);
    return rc == IDT_OK ? begin(load->reg, err) : rc;
}

/* ---- small questions ---- */

static idt_rc ask(idt_register *reg, idt_sql query, const int64_t *numbers, size_t count,
                  int64_t *out, bool *found, idt_error *err)
{
    sqlite3_stmt *s;
    const idt_rc rc = store_statement(reg, query, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    for (size_t i = 0; i < count; i++) {
        (void)sqlite3_bind_int64(s, (int)i + 1, numbers[i]);
    }
    return store_number(reg, s, out, found, err);
}

static idt_rc dataset_number(idt_register *reg, idt_str key, bool make, int64_t *out, bool *found,
                             idt_error *err)
{
    sqlite3_stmt *s;
    idt_rc rc = store_statement(reg, IDT_SQL_DATASET_ID, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    store_bind_text(s, 1, key);
    rc = store_number(reg, s, out, found, err);
    if (rc != IDT_OK || *found || !make) {
        return rc;
    }
    rc = store_statement(reg, IDT_SQL_DATASET_INSERT, &s, err);
    if (rc == IDT_OK) {
        store_bind_text(s, 1, key);
        rc = store_run(reg, s, "adding a dataset", err);
    }
    *out = sqlite3_last_insert_rowid(reg->db);
    *found = rc == IDT_OK;
    return rc;
}

/* Is this edition held: the same bytes, read by the same reader? An authored one is compared with
 * the newest, for what is said again after something else was said is news; a published one with
 * those of its instant. Bytes that were added to others are not the same as they alone. */
static idt_rc same_as_held(idt_register *reg, const idt_edition_spec *spec, idt_load_counts *counts,
                           idt_error *err)
{
    int64_t dataset;
    bool found;
    bool row;
    sqlite3_stmt *s;
    idt_rc rc = dataset_number(reg, spec->dataset, false, &dataset, &found, err);
    if (rc != IDT_OK || !found) {
        return rc;
    }
    rc = store_statement(reg, spec->authored ? IDT_SQL_EDITION_NEWEST : IDT_SQL_EDITION_SAME, &s,
                         err);
    if (rc != IDT_OK) {
        return rc;
    }
    (void)sqlite3_bind_int64(s, 1, dataset);
    if (!spec->authored) {
        (void)sqlite3_bind_int64(s, 2, spec->published_us);
        store_bind_digest(s, 3, &spec->sha256);
        (void)sqlite3_bind_int64(s, 4, spec->seq);
    }
    rc = store_step(reg, s, &row, "looking for the same edition", err);
    if (rc != IDT_OK || !row) {
        return rc;
    }
    const idt_str sha = store_blob(s, 0);
    counts->same_bytes = sha.len == IDT_SHA256_BYTES &&
                         memcmp(sha.ptr, spec->sha256.bytes, IDT_SHA256_BYTES) == 0 &&
                         sqlite3_column_int64(s, 1) == spec->reader_version &&
                         (spec->partial || sqlite3_column_int(s, 6) == 0);
    if (counts->same_bytes) {
        counts->published_us = sqlite3_column_int64(s, 2);
        counts->seq = (uint32_t)sqlite3_column_int64(s, 3);
        counts->recorded_us = sqlite3_column_int64(s, 4);
        counts->unchanged = (uint64_t)sqlite3_column_int64(s, 5);
    }
    store_reset(s);
    return IDT_OK;
}

idt_rc idt_edition_held(idt_register *reg, const idt_edition_spec *spec, bool *held,
                        idt_load_counts *counts, idt_error *err)
{
    *counts = (idt_load_counts){0};
    idt_rc rc = store_end_view(reg, err);
    if (rc == IDT_OK) {
        rc = same_as_held(reg, spec, counts, err);
    }
    *held = counts->same_bytes;
    return rc;
}

/* Is its published instant the one it is recorded at? One read again keeps the one it had. */
static bool published_when_recorded(const idt_edition_spec *spec)
{
    return spec->authored && !spec->reread;
}

/* ---- beginning ---- */

static idt_rc insert_edition(idt_edition_load *load, int64_t reading, idt_error *err)
{
    const idt_edition_spec *spec = &load->spec;
    sqlite3_stmt *s;
    idt_rc rc = store_statement(load->reg, IDT_SQL_EDITION_INSERT, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    (void)sqlite3_bind_int64(s, 1, load->dataset);
    store_bind_text(s, 2, spec->title);
    store_bind_text(s, 3, spec->publisher);
    (void)sqlite3_bind_int(s, 4, spec->authored);
    if (!published_when_recorded(spec)) {
        (void)sqlite3_bind_int64(s, 5, load->published_us);
    }
    (void)sqlite3_bind_int64(s, 6, load->seq);
    (void)sqlite3_bind_int64(s, 7, reading);
    (void)sqlite3_bind_int64(s, 8, spec->retrieved_us);
    store_bind_digest(s, 9, &spec->sha256);
    store_bind_text(s, 10, spec->reader);
    (void)sqlite3_bind_int64(s, 11, spec->reader_version);
    (void)sqlite3_bind_int(s, 12, spec->partial);
    rc = store_run(load->reg, s, "adding an edition", err);
    load->edition = sqlite3_last_insert_rowid(load->reg->db);
    return rc;
}

/* Which seq and reading this edition has among those of its published instant. */
static idt_rc number_edition(idt_edition_load *load, int64_t *reading, idt_error *err)
{
    const idt_edition_spec *spec = &load->spec;
    int64_t last = 0;
    bool found;
    *reading = 1;
    load->seq = spec->seq != 0 ? spec->seq : 1;
    if (published_when_recorded(spec)) {
        return IDT_OK; /* its instant is its own */
    }
    const int64_t at[] = {load->dataset, load->published_us, load->seq};
    if (spec->seq == 0) {
        const idt_rc rc = ask(load->reg, IDT_SQL_EDITION_SEQ, at, 2, &last, &found, err);
        if (rc != IDT_OK || !found) {
            return rc;
        }
        load->seq = (uint32_t)(spec->reread ? last : last + 1);
    }
    const int64_t same[] = {load->dataset, load->published_us, load->seq};
    const idt_rc rc = ask(load->reg, IDT_SQL_EDITION_READING, same, 3, &last, &found, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (found != spec->reread) {
        return idt_fail(err, IDT_E_USAGE,
                        found ? "an edition of this published instant and number is held already"
                              : "there is no such edition to read again");
    }
    *reading = found ? last + 1 : 1;
    return IDT_OK;
}

static idt_rc keep_files(idt_edition_load *load, const idt_raw_file *files, size_t count,
                         idt_error *err)
{
    idt_register *reg = load->reg;
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        idt_digest digest;
        idt_digest base;
        bool has_base = false;
        sqlite3_stmt *s;
        if (files[i].sha256 != NULL) {
            digest = *files[i].sha256;
        } else {
            rc = idt_sha256(files[i].bytes.ptr, files[i].bytes.len, &digest, err);
        }
        if (rc == IDT_OK) {
            rc = store_statement(reg, IDT_SQL_EDITION_FILE_BEFORE, &s, err);
        }
        if (rc != IDT_OK) {
            return rc;
        }
        (void)sqlite3_bind_int64(s, 1, load->dataset);
        store_bind_text(s, 2, files[i].role);
        store_bind_text(s, 3, files[i].name);
        rc = store_step(reg, s, &has_base, "looking for the file before", err);
        if (rc == IDT_OK && has_base) {
            const idt_str blob = store_blob(s, 0);
            has_base = blob.len == IDT_SHA256_BYTES;
            memcpy(base.bytes, blob.ptr, has_base ? IDT_SHA256_BYTES : 0);
            store_reset(s);
        }
        if (rc == IDT_OK) {
            rc = store_keep_raw(reg, &digest, files[i].bytes, has_base ? &base : NULL, err);
        }
        if (rc == IDT_OK) {
            rc = store_statement(reg, IDT_SQL_EDITION_FILE_INSERT, &s, err);
        }
        if (rc == IDT_OK) {
            (void)sqlite3_bind_int64(s, 1, load->edition);
            (void)sqlite3_bind_int64(s, 2, (int64_t)i);
            store_bind_text(s, 3, files[i].role);
            store_bind_text(s, 4, files[i].name);
            store_bind_digest(s, 5, &digest);
            rc = store_run(reg, s, "keeping the files", err);
        }
    }
    return rc;
}

static idt_rc set_instant(idt_edition_load *load, idt_error *err)
{
    idt_register *reg = load->reg;
    int64_t last = 0;
    bool found;
    sqlite3_stmt *s;
    idt_rc rc = ask(reg, IDT_SQL_EDITION_LAST_RECORDED, NULL, 0, &last, &found, err);
    load->recorded_us = reg->clock.now_us(reg->clock.context);
    if (found && load->recorded_us <= last) {
        load->recorded_us =
            last + 1; /* recorded instants are the order of loading, whatever the clock */
    }
    if (published_when_recorded(&load->spec)) {
        load->published_us = load->recorded_us;
    }
    if (rc == IDT_OK) {
        rc = store_statement(reg, IDT_SQL_EDITION_INSTANT, &s, err);
    }
    if (rc != IDT_OK) {
        return rc;
    }
    (void)sqlite3_bind_int64(s, 1, load->edition);
    (void)sqlite3_bind_int64(s, 2, load->recorded_us);
    (void)sqlite3_bind_int64(s, 3, load->published_us);
    return store_run(reg, s, "giving the edition its instant", err);
}

static idt_rc find_first(idt_edition_load *load, idt_error *err)
{
    const int64_t at[] = {load->dataset, IDT_INSTANT_OPEN};
    int64_t one = 0;
    bool found;
    const idt_rc rc = ask(load->reg, IDT_SQL_RUN_ANY_OPEN, at, 2, &one, &found, err);
    load->first = rc == IDT_OK && !found;
    return rc;
}

static idt_rc start(idt_edition_load *load, const idt_raw_file *files, size_t file_count,
                    idt_error *err)
{
    idt_register *reg = load->reg;
    int64_t reading = 1;
    bool found;
    /* a load before it on this handle may have failed, and undoing it too: rectangles of its making
     * must not be taken for held ones */
    idt_rc rc = store_undo_dead_loads(reg, err);
    if (rc == IDT_OK) {
        rc = begin(reg, err);
    }
    if (rc == IDT_OK) {
        rc = dataset_number(reg, load->spec.dataset, true, &load->dataset, &found, err);
    }
    if (rc == IDT_OK) {
        rc = number_edition(load, &reading, err);
    }
    if (rc == IDT_OK) {
        rc = insert_edition(load, reading, err);
    }
    if (rc == IDT_OK) {
        rc = keep_files(load, files, file_count, err);
    }
    if (rc == IDT_OK) {
        rc = commit(reg, err); /* the row is there for readers before the clock is read */
    }
    if (rc == IDT_OK) {
        rc = begin(reg, err);
    }
    if (rc == IDT_OK) {
        rc = set_instant(load, err);
    }
    if (rc == IDT_OK) {
        rc = find_first(load, err);
    }
    return rc == IDT_OK ? store_held_read(reg, load->dataset, load->published_us, load->arena,
                                          &load->held, err)
                        : rc;
}

static idt_rc copy_spec(idt_edition_load *load, const idt_edition_spec *spec, idt_error *err)
{
    load->spec = *spec;
    load->spec.dataset = idt_str_copy(load->arena, spec->dataset);
    load->spec.title = idt_str_copy(load->arena, spec->title);
    load->spec.publisher = idt_str_copy(load->arena, spec->publisher);
    load->spec.reader = idt_str_copy(load->arena, spec->reader);
    load->published_us = spec->published_us;
    return load->spec.reader.ptr != NULL ? IDT_OK : idt_arena_fail(load->arena, err);
}

idt_rc idt_edition_begin(idt_register *reg, const idt_edition_spec *spec, const idt_raw_file *files,
                         size_t file_count, const idt_deriver *deriver, idt_edition_load **out,
                         idt_load_counts *counts, idt_error *err)
{
    *out = NULL;
    *counts = (idt_load_counts){0};
    if (!reg->writable || reg->load != NULL) {
        return idt_fail(err, reg->writable ? IDT_E_BUSY : IDT_E_READONLY,
                        reg->writable ? "another edition is being loaded"
                                      : "the register is open for reading only");
    }
    idt_rc rc = store_end_view(reg, err);
    if (rc == IDT_OK) { /* also where nothing else is to be done: a migration left them empty */
        rc = store_derive_all(reg, deriver, err);
    }
    if (rc == IDT_OK && !spec->reread) {
        rc = same_as_held(reg, spec, counts, err);
    }
    if (rc != IDT_OK || counts->same_bytes) {
        return rc;
    }
    idt_arena *arena = idt_arena_new((size_t)8 << 30);
    idt_arena *scratch = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    idt_edition_load *load =
        arena != NULL && scratch != NULL ? IDT_NEW(arena, idt_edition_load) : NULL;
    if (load == NULL) {
        idt_arena_free(arena);
        idt_arena_free(scratch);
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to load an edition");
    }
    load->reg = reg;
    load->arena = arena;
    load->scratch = scratch;
    idt_map_init(&load->by_key, arena);
    reg->load = load;
    rc = copy_spec(load, spec, err);
    if (rc == IDT_OK) {
        rc = store_rows_new(reg, deriver, &load->rows, err);
    }
    if (rc == IDT_OK) {
        rc = start(load, files, file_count, err);
    }
    if (rc != IDT_OK) {
        idt_edition_abort_take(load);
        return rc;
    }
    *out = load;
    return IDT_OK;
}

/* ---- records ---- */

/* *held: the content was there before. */
static idt_rc content_number(idt_edition_load *load, idt_str content, const idt_digest *hash,
                             int64_t *out, bool *held, idt_error *err)
{
    sqlite3_stmt *s;
    *held = false;
    idt_rc rc = store_statement(load->reg, IDT_SQL_CONTENT_FIND, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    store_bind_digest(s, 1, hash);
    rc = store_number(load->reg, s, out, held, err);
    if (rc != IDT_OK || *held) {
        return rc;
    }
    rc = store_statement(load->reg, IDT_SQL_CONTENT_INSERT, &s, err);
    if (rc == IDT_OK) {
        store_bind_digest(s, 1, hash);
        (void)sqlite3_bind_blob64(s, 2, content.ptr, content.len, SQLITE_STATIC);
        rc = store_run(load->reg, s, "writing contents", err);
    }
    *out = sqlite3_last_insert_rowid(load->reg->db);
    return rc;
}

static idt_rc version_number(idt_edition_load *load, idt_str key, idt_str content,
                             const idt_digest *hash, int64_t *out, idt_error *err)
{
    static const idt_sql queries[] = {IDT_SQL_VERSION_FIND, IDT_SQL_VERSION_INSERT};
    int64_t number;
    bool found = false;
    sqlite3_stmt *s;
    bool held;
    idt_rc rc = content_number(load, content, hash, &number, &held, err);
    for (size_t i = held ? 0 : 1; i < 2 && rc == IDT_OK && !found; i++) {
        rc = store_statement(load->reg, queries[i], &s, err);
        if (rc != IDT_OK) {
            return rc;
        }
        (void)sqlite3_bind_int64(s, 1, load->dataset);
        store_bind_text(s, 2, key);
        (void)sqlite3_bind_int64(s, 3, number);
        rc = i == 0 ? store_number(load->reg, s, out, &found, err)
                    : store_run(load->reg, s, "writing versions", err);
    }
    if (rc != IDT_OK || found) {
        return rc;
    }
    *out = sqlite3_last_insert_rowid(load->reg->db);
    idt_record record;
    idt_arena_clear(load->scratch);
    rc = idt_record_read(load->spec.dataset, key, content, hash, load->scratch, &record, err);
    return rc == IDT_OK ? store_rows_derive(load->rows, *out, &record, load->scratch, err) : rc;
}

static idt_rc given_twice(const idt_edition_load *load, idt_str key, idt_error *err)
{
    return idt_fail(err, IDT_E_INPUT, "the record " IDT_STR_FMT ":" IDT_STR_FMT " is given twice",
                    IDT_STR_ARG(load->spec.dataset), IDT_STR_ARG(key));
}

idt_rc idt_edition_keep(idt_edition_load *load, idt_str key, idt_error *err)
{
    idt_held_run *run = store_held_find(&load->held, key);
    if (run == NULL) {
        return idt_fail(err, IDT_E_INPUT,
                        "the record " IDT_STR_FMT ":" IDT_STR_FMT
                        " is said to be as before, and there is none before",
                        IDT_STR_ARG(load->spec.dataset), IDT_STR_ARG(key));
    }
    if (run->met) {
        return given_twice(load, key, err);
    }
    run->met = true;
    load->kept++;
    return IDT_OK;
}

idt_rc idt_edition_put(idt_edition_load *load, idt_str key, idt_str content, const idt_digest *hash,
                       idt_cause cause, idt_str note, idt_error *err)
{
    bool added;
    staged r = {.key = idt_str_copy(load->arena, key),
                .cause = cause,
                .note = idt_str_copy(load->arena, note)};
    idt_map_entry *entry = r.key.ptr != NULL ? idt_map_put(&load->by_key, r.key, &added) : NULL;
    if (entry == NULL || !IDT_GROW(load->arena, load->records, load->cap, load->count)) {
        return idt_arena_fail(load->arena, err);
    }
    if (!added) {
        return given_twice(load, key, err);
    }
    idt_held_run *run = store_held_find(&load->held, key);
    if (run != NULL && run->met) {
        return given_twice(load, key, err);
    }
    idt_rc rc = version_number(load, key, content, hash, &r.version, err);
    if (rc == IDT_OK) {
        if (run != NULL) {
            run->met = true;
        }
        load->records[load->count++] = r;
        rc = count_row(load, err);
    }
    return rc;
}

/* ---- rectangles ---- */

typedef struct rectangle {
    int64_t id, version, pub_from, pub_to, cause;
    idt_str note;
} rectangle;

/* What covers or touches [from, to] of a key; at most three with I2 and merged neighbours. */
#define NEAR_MAX 64

static idt_rc rectangles_near(idt_edition_load *load, idt_str key, int64_t from, int64_t to,
                              rectangle *out, size_t *count, idt_error *err)
{
    sqlite3_stmt *s;
    bool row;
    *count = 0;
    if (load->first) {
        return IDT_OK;
    }
    idt_rc rc = store_statement(load->reg, IDT_SQL_RUN_OPEN_OF_KEY, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    (void)sqlite3_bind_int64(s, 1, load->dataset);
    store_bind_text(s, 2, key);
    (void)sqlite3_bind_int64(s, 3, from);
    (void)sqlite3_bind_int64(s, 4, to);
    (void)sqlite3_bind_int64(s, 5, IDT_INSTANT_OPEN);
    rc = store_step(load->reg, s, &row, "reading versions", err);
    while (rc == IDT_OK && row) {
        if (*count == NEAR_MAX) {
            store_reset(s);
            return idt_fail(err, IDT_E_CORRUPT, "a record has overlapping versions; run verify");
        }
        out[(*count)++] = (rectangle){.id = sqlite3_column_int64(s, 0),
                                      .version = sqlite3_column_int64(s, 1),
                                      .pub_from = sqlite3_column_int64(s, 2),
                                      .pub_to = sqlite3_column_int64(s, 3),
                                      .cause = sqlite3_column_int64(s, 4),
                                      .note = idt_str_copy(load->scratch, store_text(s, 5))};
        rc = store_step(load->reg, s, &row, "reading versions", err);
    }
    return rc;
}

static idt_rc close_rectangle(idt_edition_load *load, int64_t id, idt_error *err)
{
    sqlite3_stmt *s;
    idt_rc rc = store_statement(load->reg, IDT_SQL_RUN_CLOSE, &s, err);
    if (rc == IDT_OK) {
        (void)sqlite3_bind_int64(s, 1, id);
        (void)sqlite3_bind_int64(s, 2, load->recorded_us);
        rc = store_run(load->reg, s, "closing a version", err);
    }
    return rc;
}

static idt_rc insert_rectangle(idt_edition_load *load, idt_str key, const rectangle *r,
                               idt_error *err)
{
    sqlite3_stmt *s;
    idt_rc rc = store_statement(load->reg, IDT_SQL_RUN_INSERT, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    (void)sqlite3_bind_int64(s, 1, load->dataset);
    store_bind_text(s, 2, key);
    (void)sqlite3_bind_int64(s, 3, r->version);
    (void)sqlite3_bind_int64(s, 4, r->pub_from);
    (void)sqlite3_bind_int64(s, 5, r->pub_to);
    (void)sqlite3_bind_int64(s, 6, load->recorded_us);
    (void)sqlite3_bind_int64(s, 7, IDT_INSTANT_OPEN);
    (void)sqlite3_bind_int64(s, 8, r->cause);
    store_bind_text(s, 9, r->note);
    rc = store_run(load->reg, s, "writing versions", err);
    return rc == IDT_OK ? count_row(load, err) : rc;
}

typedef enum outcome { SAME, ADDED, CHANGED, WITHDRAWN, NOTHING } outcome;

/* Makes `wanted` (NULL: nothing) the version of `key` on [from, to). Keeps I2, and neighbours of
 * one version merged (I4). With `dry` only says what would happen. */
static idt_rc set_version(idt_edition_load *load, idt_str key, const staged *wanted, int64_t from,
                          int64_t to, bool dry, outcome *what, idt_error *err)
{
    rectangle near[NEAR_MAX];
    size_t count;
    const int64_t version = wanted != NULL ? wanted->version : -1;
    rectangle fresh = {.version = version, .pub_from = from, .pub_to = to};
    idt_arena_clear(load->scratch);
    idt_rc rc = rectangles_near(load, key, from, to, near, &count, err);
    *what = wanted != NULL ? ADDED : NOTHING;
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        const bool meets = near[i].pub_from < to && near[i].pub_to > from;
        if (meets && near[i].version == version && near[i].pub_from <= from &&
            near[i].pub_to >= to) {
            *what = SAME;
            return IDT_OK;
        }
        if (meets) {
            *what = wanted != NULL ? CHANGED : WITHDRAWN;
        }
    }
    if (dry || rc != IDT_OK || *what == NOTHING) {
        return rc;
    }
    fresh.cause = load->spec.reread     ? IDT_CAUSE_READER
                  : wanted == NULL      ? IDT_CAUSE_WITHDRAWN
                  : load->spec.authored ? (int64_t)wanted->cause
                                        : (int64_t)IDT_CAUSE_EDITION;
    fresh.note = wanted != NULL ? wanted->note : (idt_str){0};
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        const rectangle *r = &near[i];
        const bool meets = r->pub_from < to && r->pub_to > from;
        if (r->version == version) {
            /* the same before, after or within: one rectangle with the new one */
            fresh.pub_from = r->pub_from < fresh.pub_from ? r->pub_from : fresh.pub_from;
            fresh.pub_to = r->pub_to > fresh.pub_to ? r->pub_to : fresh.pub_to;
            rc = close_rectangle(load, r->id, err);
            continue;
        }
        if (!meets) {
            continue;
        }
        rc = close_rectangle(load, r->id, err);
        rectangle rest = *r;
        rest.pub_to = from;
        if (rc == IDT_OK && r->pub_from < from) {
            if (wanted == NULL) {
                rest.cause = IDT_CAUSE_WITHDRAWN;
            }
            rc = insert_rectangle(load, key, &rest, err);
        }
        rest = *r;
        rest.pub_from = to;
        if (rc == IDT_OK && r->pub_to > to) {
            rc = insert_rectangle(load, key, &rest, err);
        }
    }
    return rc == IDT_OK && wanted != NULL ? insert_rectangle(load, key, &fresh, err) : rc;
}

/* ---- finishing ---- */

static void count_outcome(idt_load_counts *counts, outcome what)
{
    counts->added += what == ADDED;
    counts->changed += what == CHANGED;
    counts->withdrawn += what == WITHDRAWN;
    counts->unchanged += what == SAME;
}

/* Where this edition is in effect on the published axis; *empty if a later one of the same instant
 * hides it. */
static idt_rc coverage(idt_edition_load *load, int64_t *to, bool *empty, idt_error *err)
{
    const int64_t at[] = {load->dataset, load->published_us};
    int64_t last_seq = 0;
    bool found;
    idt_rc rc = ask(load->reg, IDT_SQL_EDITION_SEQ, at, 2, &last_seq, &found, err);
    *empty = rc == IDT_OK && found && last_seq > (int64_t)load->seq;
    if (rc == IDT_OK) {
        rc = ask(load->reg, IDT_SQL_EDITION_NEXT, at, 2, to, &found, err);
    }
    if (rc == IDT_OK && !found) {
        *to = IDT_INSTANT_OPEN;
    }
    return rc;
}

/* No query is needed for what is as it was over all of the edition's coverage. */
static bool is_as_held(const idt_edition_load *load, const staged *r, int64_t to)
{
    const idt_held_run *run = store_held_find(&load->held, r->key);
    return run != NULL && run->version == r->version && run->pub_to >= to;
}

static idt_rc apply(idt_edition_load *load, bool dry, idt_load_counts *counts, idt_error *err)
{
    int64_t to = IDT_INSTANT_OPEN;
    bool empty;
    outcome what;
    *counts = (idt_load_counts){
        .published_us = load->published_us, .recorded_us = load->recorded_us, .seq = load->seq};
    idt_rc rc = coverage(load, &to, &empty, err);
    if (rc != IDT_OK || empty) {
        return rc;
    }
    counts->unchanged = load->kept;
    for (size_t i = 0; i < load->count && rc == IDT_OK; i++) {
        what = SAME;
        if (!is_as_held(load, &load->records[i], to)) {
            rc = set_version(load, load->records[i].key, &load->records[i], load->published_us, to,
                             dry, &what, err);
        }
        count_outcome(counts, what);
    }
    for (size_t i = 0; i < load->held.count && rc == IDT_OK && !load->spec.partial; i++) {
        if (!load->held.runs[i].met) {
            rc = set_version(load, load->held.runs[i].key, NULL, load->published_us, to, dry, &what,
                             err);
            count_outcome(counts, what);
        }
    }
    return rc;
}

idt_rc idt_edition_preview(idt_edition_load *load, idt_load_counts *counts, idt_error *err)
{
    return apply(load, true, counts, err);
}

/* Records in effect after the edition: those put, and with `partial` those it does not name. */
static idt_rc count_records(idt_edition_load *load, int64_t *out, idt_error *err)
{
    const int64_t at[] = {load->dataset, load->published_us, IDT_INSTANT_OPEN};
    bool found;
    *out = (int64_t)(load->count + load->kept);
    return load->spec.partial ? ask(load->reg, IDT_SQL_RUN_COUNT_AT, at, 3, out, &found, err)
                              : IDT_OK;
}

static idt_rc flip(idt_edition_load *load, const idt_load_counts *counts, idt_error *err)
{
    sqlite3_stmt *s;
    int64_t records;
    idt_rc rc = count_records(load, &records, err);
    if (rc == IDT_OK) {
        rc = end_chunk(load, err);
    }
    if (rc == IDT_OK) {
        rc = begin(load->reg, err);
    }
    if (rc == IDT_OK) {
        rc = store_statement(load->reg, IDT_SQL_EDITION_LOADED, &s, err);
    }
    if (rc != IDT_OK) {
        return rc;
    }
    (void)sqlite3_bind_int64(s, 1, load->edition);
    (void)sqlite3_bind_int64(s, 2, records);
    (void)sqlite3_bind_int64(s, 3, (int64_t)counts->added);
    (void)sqlite3_bind_int64(s, 4, (int64_t)counts->changed);
    (void)sqlite3_bind_int64(s, 5, (int64_t)counts->withdrawn);
    rc = store_run(load->reg, s, "making the edition visible", err);
    return rc == IDT_OK ? commit(load->reg, err) : rc;
}

static void free_load(idt_edition_load *load)
{
    load->reg->load = NULL;
    store_rows_free(load->rows);
    idt_arena_free(load->scratch);
    idt_arena_free(load->arena); /* and with it `load` */
}

idt_rc idt_edition_finish_take(idt_edition_load *load, idt_load_counts *counts, idt_error *err)
{
    idt_rc rc = apply(load, false, counts, err);
    if (rc == IDT_OK) {
        rc = flip(load, counts, err);
    }
    if (rc != IDT_OK) {
        idt_edition_abort_take(load);
        return rc;
    }
    free_load(load);
    return IDT_OK;
}

/* Undoing may fail too (a full disk): then the next open for writing does it. */
void idt_edition_abort_take(idt_edition_load *load)
{
    if (load == NULL) {
        return;
    }
    idt_register *reg = load->reg;
    for (size_t i = 0; i < IDT_SQL_COUNT; i++) {
        (void)sqlite3_reset(reg->statements[i]);
    }
    (void)sqlite3_exec(reg->db, "ROLLBACK", NULL, NULL, NULL);
    idt_error ignored;
    (void)!store_undo_dead_loads(reg, &ignored);
    free_load(load);
}
