#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "register/store.h"

/* ---- the two instants ---- */

static idt_rc one_number(idt_register *reg, idt_sql query, int64_t *out, bool *found,
                         idt_error *err)
{
    sqlite3_stmt *s;
    const idt_rc rc = store_statement(reg, query, &s, err);
    return rc == IDT_OK ? store_number(reg, s, out, found, err) : rc;
}

/* "<number of editions>-<12 hex digits over what they are>" */
idt_rc idt_register_version_at(idt_register *reg, int64_t known_at_us,
                               char out[IDT_VIEW_VERSION_BYTES], idt_error *err)
{
    sqlite3_stmt *s;
    bool row;
    uint64_t editions = 0;
    idt_digest digest;
    char hex[IDT_SHA256_HEX + 1];
    idt_buf buf;
    idt_buf_init(&buf, (size_t)64 << 20);
    idt_rc rc = store_statement(reg, IDT_SQL_VIEW_VERSION, &s, err);
    if (rc == IDT_OK) {
        (void)sqlite3_bind_int64(s, 1, known_at_us);
        rc = store_step(reg, s, &row, "reading the editions", err);
    }
    while (rc == IDT_OK && row) {
        editions++;
        idt_buf_add_str(&buf, store_text(s, 0));
        idt_buf_add_format(&buf, " %lld %lld %lld ", (long long)sqlite3_column_int64(s, 1),
                           (long long)sqlite3_column_int64(s, 2),
                           (long long)sqlite3_column_int64(s, 3));
        idt_buf_add_str(&buf, store_blob(s, 4));
        rc = store_step(reg, s, &row, "reading the editions", err);
    }
    if (rc == IDT_OK) {
        rc = idt_buf_check(&buf, err);
    }
    if (rc == IDT_OK) {
        rc = idt_sha256(buf.ptr != NULL ? buf.ptr : "", buf.len, &digest, err);
    }
    if (rc == IDT_OK) {
        (void)snprintf(out, IDT_VIEW_VERSION_BYTES, "%" PRIu64 "-%.12s", editions,
                       idt_digest_hex(&digest, hex));
    }
    idt_buf_release(&buf);
    return rc;
}

idt_rc idt_register_view(idt_register *reg, int64_t published_by_us, int64_t known_at_us,
                         idt_view *out, idt_error *err)
{
    int64_t loading = 0;
    int64_t settled = 0;
    bool is_loading = false;
    bool has_settled = false;
    idt_rc rc = store_end_view(reg, err);
    if (rc == IDT_OK) {
        rc = store_check_alone(reg, err);
    }
    if (rc != IDT_OK) {
        return rc;
    }
    if (idt_arena_used(reg->cache_arena) > reg->cache_most) {
        idt_arena_clear(reg->cache_arena);
        idt_map_init(&reg->cache, reg->cache_arena);
    }
    idt_map_init(&reg->keyed, reg->cache_arena);
    idt_map_init(&reg->instants, reg->cache_arena);
    const int64_t now = reg->clock.now_us(reg->clock.context); /* before the snapshot: keeps I6 */
    rc = store_exec(reg, "BEGIN", "beginning a read", err);
    reg->in_view = rc == IDT_OK;
    if (rc == IDT_OK) {
        rc = one_number(reg, IDT_SQL_EDITION_LOADING, &loading, &is_loading, err);
    }
    if (rc == IDT_OK) {
        rc = one_number(reg, IDT_SQL_EDITION_SETTLED, &settled, &has_settled, err);
    }
    /* While an edition loads, "now" is the last instant at which all was settled (keeps I6). A
     * clock that stands behind what is recorded (it was set back) does not hide what is held. */
    const int64_t latest = is_loading || (has_settled && settled > now) ? settled : now;
    *out = (idt_view){.now_us = now, .known_at_us = known_at_us < latest ? known_at_us : latest};
    out->published_by_us = published_by_us != IDT_INSTANT_OPEN ? published_by_us
                           : out->known_at_us > now            ? out->known_at_us
                                                               : now;
    return rc == IDT_OK ? idt_register_version_at(reg, out->known_at_us, out->version, err) : rc;
}

/* ---- records ---- */

typedef struct found {
    const idt_record **items;
    size_t count, cap;
} found;

/* The record of the current row (run id, dataset, key, hash, json), parsed once; into `arena` where
 * the cache is full, for it is emptied between views only. */
static idt_rc row_record(idt_register *reg, sqlite3_stmt *s, idt_arena *arena,
                         const idt_record **out, idt_error *err)
{
    const int64_t run = sqlite3_column_int64(s, 0);
    const idt_str probe = {.ptr = (const char *)&run, .len = sizeof run};
    idt_map_entry *entry = idt_map_find(&reg->cache, probe);
    if (entry != NULL) {
        *out = entry->value.ptr;
        return IDT_OK;
    }
    idt_digest hash = {0};
    const idt_str blob = store_blob(s, 3);
    memcpy(hash.bytes, blob.ptr, blob.len == IDT_SHA256_BYTES ? IDT_SHA256_BYTES : 0);
    const bool full = idt_arena_used(reg->cache_arena) > reg->cache_most;
    idt_arena *home = full ? arena : reg->cache_arena;
    idt_record *record = IDT_NEW(home, idt_record);
    if (record == NULL) {
        return idt_arena_fail(home, err);
    }
    const idt_rc rc = idt_record_read(store_text(s, 1), store_text(s, 2), store_blob(s, 4), &hash,
                                      home, record, err);
    *out = record;
    if (rc != IDT_OK || full) {
        return rc;
    }
    bool added;
    const idt_str key = idt_str_copy(reg->cache_arena, probe);
    entry = key.ptr != NULL ? idt_map_put(&reg->cache, key, &added) : NULL;
    if (entry == NULL) {
        return idt_arena_fail(reg->cache_arena, err);
    }
    entry->value.ptr = record;
    return IDT_OK;
}

static idt_rc push(found *f, const idt_record *record, idt_arena *arena, idt_error *err)
{
    if (f->count > 0 && idt_str_equal(f->items[f->count - 1]->id, record->id)) {
        return IDT_OK;
    }
    if (!IDT_GROW(arena, f->items, f->cap, f->count)) {
        return idt_arena_fail(arena, err);
    }
    f->items[f->count++] = record;
    return IDT_OK;
}

/* A query with the view's instants bound as 1 and 2. */
static idt_rc at_view(idt_register *reg, idt_sql query, const idt_view *view, sqlite3_stmt **out,
                      idt_error *err)
{
    const idt_rc rc = store_statement(reg, query, out, err);
    if (rc == IDT_OK) {
        (void)sqlite3_bind_int64(*out, 1, view->published_by_us);
        (void)sqlite3_bind_int64(*out, 2, view->known_at_us);
    }
    return rc;
}

static idt_rc gather(idt_register *reg, sqlite3_stmt *s, idt_arena *arena, found *f, idt_error *err)
{
    bool row;
    idt_rc rc = store_step(reg, s, &row, "reading records", err);
    while (rc == IDT_OK && row) {
        const idt_record *record;
        rc = row_record(reg, s, arena, &record, err);
        if (rc == IDT_OK) {
            rc = push(f, record, arena, err);
        }
        if (rc != IDT_OK) {
            store_reset(s);
            return rc;
        }
        rc = store_step(reg, s, &row, "reading records", err);
    }
    return rc;
}

idt_rc idt_register_record(idt_register *reg, const idt_view *view, idt_str dataset, idt_str key,
                           idt_arena *arena, const idt_record **out, idt_error *err)
{
    sqlite3_stmt *s;
    found f = {0};
    *out = NULL;
    idt_rc rc = at_view(reg, IDT_SQL_RECORD, view, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    store_bind_text(s, 3, dataset);
    store_bind_text(s, 4, key);
    rc = gather(reg, s, arena, &f, err);
    *out = f.count > 0 ? f.items[0] : NULL;
    return rc;
}

static idt_rc referring(idt_register *reg, const idt_view *view, idt_ref_kind kind, idt_str target,
                        idt_arena *arena, found *f, idt_error *err)
{
    sqlite3_stmt *s;
    const idt_rc rc = at_view(reg, IDT_SQL_REFERRING, view, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    (void)sqlite3_bind_int64(s, 3, (int64_t)kind);
    store_bind_text(s, 4, target);
    return gather(reg, s, arena, f, err);
}

/* Lists, procedures and bodies: few, asked for with every status, the same all through a view. They
 * are the law as held at known-at, whatever had been published by then: what a publication said in
 * 2021 is read by the law of 2021 as we know it, not as we had written it down in 2021. */
static idt_rc keyed(idt_register *reg, const idt_view *view, idt_str key, found *out,
                    idt_error *err)
{
    bool added;
    const idt_map_entry *met = idt_map_find(&reg->keyed, key);
    if (met != NULL) {
        *out = *(const found *)met->value.ptr;
        return IDT_OK;
    }
    found *f = IDT_NEW(reg->cache_arena, found);
    const idt_str copy = idt_str_copy(reg->cache_arena, key);
    if (f == NULL || copy.ptr == NULL) {
        return idt_arena_fail(reg->cache_arena, err);
    }
    idt_view held = *view;
    held.published_by_us = IDT_INSTANT_OPEN - 1;
    const idt_rc rc = referring(reg, &held, IDT_REF_KEY, key, reg->cache_arena, f, err);
    if (rc != IDT_OK) {
        return rc;
    }
    idt_map_entry *entry = idt_map_put(&reg->keyed, copy, &added);
    if (entry == NULL) {
        return idt_arena_fail(reg->cache_arena, err);
    }
    entry->value.ptr = f;
    *out = *f;
    return IDT_OK;
}

idt_rc idt_register_referring(idt_register *reg, const idt_view *view, idt_ref_kind kind,
                              idt_str target, idt_arena *arena, const idt_record *const **out,
                              size_t *count, idt_error *err)
{
    found f = {0};
    const idt_rc rc = kind == IDT_REF_KEY ? keyed(reg, view, target, &f, err)
                                          : referring(reg, view, kind, target, arena, &f, err);
    *out = f.items;
    *count = f.count;
    return rc;
}

idt_rc idt_register_about(idt_register *reg, const idt_view *view, idt_str subject,
                          idt_arena *arena, const idt_record *const **out, size_t *count,
                          idt_error *err)
{
    found f = {0};
    idt_str dataset;
    idt_str key;
    idt_rc rc = referring(reg, view, IDT_REF_ABOUT, subject, arena, &f, err);
    const idt_record *own = NULL;
    if (rc == IDT_OK && idt_record_id_split(subject, &dataset, &key)) {
        rc = idt_register_record(reg, view, dataset, key, arena, &own, err);
    }
    if (rc == IDT_OK && own != NULL && idt_str_equal(own->about, own->id)) {
        rc = push(&f, own, arena, err);
        /* by dataset then key: the own record moves to its place among those about it */
        for (size_t i = f.count; rc == IDT_OK && i > 1; i--) {
            const idt_record *before = f.items[i - 2];
            int c = idt_str_compare(before->dataset, own->dataset);
            c = c != 0 ? c : idt_str_compare(before->key, own->key);
            if (c <= 0) {
                break;
            }
            f.items[i - 1] = before;
            f.items[i - 2] = own;
        }
    }
    *out = f.items;
    *count = f.count;
    return rc;
}

idt_rc idt_register_named(idt_register *reg, const idt_view *view, idt_str folded, idt_arena *arena,
                          const idt_record *const **out, size_t *count, idt_error *err)
{
    sqlite3_stmt *s;
    found f = {0};
    idt_rc rc = at_view(reg, IDT_SQL_NAMED, view, &s, err);
    if (rc == IDT_OK) {
        store_bind_text(s, 3, folded);
        rc = gather(reg, s, arena, &f, err);
    }
    *out = f.items;
    *count = f.count;
    return rc;
}

idt_rc idt_register_named_past(idt_register *reg, const idt_view *view, idt_str folded,
                               idt_arena *arena, const idt_record *const **out, size_t *count,
                               idt_error *err)
{
    sqlite3_stmt *s;
    found f = {0};
    idt_rc rc = at_view(reg, IDT_SQL_NAMED_PAST, view, &s, err);
    if (rc == IDT_OK) {
        store_bind_text(s, 3, folded);
        rc = gather(reg, s, arena, &f, err);
    }
    *out = f.items;
    *count = f.count;
    return rc;
}

/* ---- versions ---- */

idt_rc idt_register_runs(idt_register *reg, const idt_view *view, idt_str dataset, idt_str key,
                         idt_arena *arena, const idt_record_run **out, size_t *count,
                         idt_error *err)
{
    sqlite3_stmt *s;
    bool row = false;
    idt_record_run *runs = NULL;
    size_t cap = 0;
    *count = 0;
    idt_rc rc = at_view(reg, IDT_SQL_RUNS_OF_KEY, view, &s, err);
    if (rc == IDT_OK) {
        store_bind_text(s, 3, dataset);
        store_bind_text(s, 4, key);
        rc = store_step(reg, s, &row, "reading versions", err);
    }
    while (rc == IDT_OK && row) {
        idt_record_run run = {.pub_from = sqlite3_column_int64(s, 5),
                              .pub_to = sqlite3_column_int64(s, 6)};
        rc = row_record(reg, s, arena, &run.record, err);
        if (rc == IDT_OK && !IDT_GROW(arena, runs, cap, *count)) {
            rc = idt_arena_fail(arena, err);
        }
        if (rc != IDT_OK) {
            store_reset(s);
            return rc;
        }
        runs[(*count)++] = run;
        rc = store_step(reg, s, &row, "reading versions", err);
    }
    *out = runs;
    return rc;
}

typedef struct instants {
    int64_t *items;
    size_t count, cap;
} instants;

static idt_rc read_instants(idt_register *reg, const idt_view *view, idt_str dataset, instants *out,
                            idt_error *err)
{
    sqlite3_stmt *s;
    bool row = false;
    idt_rc rc = at_view(reg, IDT_SQL_EDITION_DAYS, view, &s, err);
    if (rc == IDT_OK) {
        store_bind_text(s, 3, dataset);
        rc = store_step(reg, s, &row, "reading the editions", err);
    }
    while (rc == IDT_OK && row) {
        if (!IDT_GROW(reg->cache_arena, out->items, out->cap, out->count)) {
            store_reset(s);
            return idt_arena_fail(reg->cache_arena, err);
        }
        out->items[out->count++] = sqlite3_column_int64(s, 0);
        rc = store_step(reg, s, &row, "reading the editions", err);
    }
    return rc;
}

idt_rc idt_register_edition_instants(idt_register *reg, const idt_view *view, idt_str dataset,
                                     const int64_t **out, size_t *count, idt_error *err)
{
    bool added;
    const idt_map_entry *held = idt_map_find(&reg->instants, dataset);
    idt_rc rc = IDT_OK;
    if (held == NULL) {
        instants *made = IDT_NEW(reg->cache_arena, instants);
        const idt_str copy = idt_str_copy(reg->cache_arena, dataset);
        if (made == NULL || copy.ptr == NULL) {
            return idt_arena_fail(reg->cache_arena, err);
        }
        rc = read_instants(reg, view, dataset, made, err);
        idt_map_entry *entry = rc == IDT_OK ? idt_map_put(&reg->instants, copy, &added) : NULL;
        if (rc == IDT_OK && entry == NULL) {
            return idt_arena_fail(reg->cache_arena, err);
        }
        if (rc != IDT_OK) {
            return rc;
        }
        entry->value.ptr = made;
        held = entry;
    }
    const instants *all = held->value.ptr;
    *out = all->items;
    *count = all->count;
    return rc;
}

/* ---- search ---- */

static bool has_word(idt_str folded, idt_str word)
{
    while (folded.len > 0) {
        const size_t blank = idt_str_find(folded, ' ');
        if (idt_str_equal(idt_str_slice(folded, 0, blank), word)) {
            return true;
        }
        folded = idt_str_slice(folded, blank + 1, folded.len);
    }
    return false;
}

/* The longest word is the likeliest to be rare: it leads, the others are checked on its names. */
idt_rc idt_register_search(idt_register *reg, const idt_view *view, const idt_str *words,
                           size_t word_count, size_t limit, idt_arena *arena,
                           const idt_record *const **out, size_t *count, idt_error *err)
{
    sqlite3_stmt *s;
    bool row = false;
    found f = {0};
    idt_str lead = {.ptr = "", .len = 0};
    for (size_t i = 0; i < word_count; i++) {
        lead = words[i].len > lead.len ? words[i] : lead;
    }
    idt_rc rc = at_view(reg, IDT_SQL_WORDED, view, &s, err);
    if (rc == IDT_OK) {
        store_bind_text(s, 3, lead);
        rc = store_step(reg, s, &row, "searching", err);
    }
    while (rc == IDT_OK && row && f.count < limit) {
        bool all = true;
        const idt_str folded = store_text(s, 5);
        for (size_t i = 0; i < word_count && all; i++) {
            all = has_word(folded, words[i]);
        }
        const idt_record *record;
        if (all) {
            rc = row_record(reg, s, arena, &record, err);
            rc = rc == IDT_OK ? push(&f, record, arena, err) : rc;
        }
        if (rc == IDT_OK) {
            rc = store_step(reg, s, &row, "searching", err);
        }
    }
    if (row) {
        store_reset(s);
    }
    *out = f.items;
    *count = f.count;
    return rc;
}

/* ---- everything ---- */

idt_rc idt_register_each(idt_register *reg, const idt_view *view, idt_record_visit visit,
                         void *context, idt_error *err)
{
    sqlite3_stmt *s;
    bool row = false;
    idt_arena *arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    if (arena == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to read the records");
    }
    idt_rc rc = at_view(reg, IDT_SQL_EACH, view, &s, err);
    if (rc == IDT_OK) {
        rc = store_step(reg, s, &row, "reading records", err);
    }
    while (rc == IDT_OK && row) { /* not through the cache: all would push out what is asked for */
        idt_record record;
        idt_digest hash = {0};
        const idt_str blob = store_blob(s, 3);
        memcpy(hash.bytes, blob.ptr, blob.len == IDT_SHA256_BYTES ? IDT_SHA256_BYTES : 0);
        idt_arena_clear(arena);
        rc = idt_record_read(store_text(s, 1), store_text(s, 2), store_blob(s, 4), &hash, arena,
                             &record, err);
        if (rc == IDT_OK) {
            rc = visit(context, &record, err);
        }
        if (rc == IDT_OK) {
            rc = store_step(reg, s, &row, "reading records", err);
        } else {
            store_reset(s);
        }
    }
    idt_arena_free(arena);
    return rc;
}

idt_rc idt_register_with_content(idt_register *reg, const idt_view *view, const idt_digest *hash,
                                 idt_arena *arena, const idt_record *const **out, size_t *count,
                                 idt_error *err)
{
    sqlite3_stmt *s;
    found f = {0};
    idt_rc rc = at_view(reg, IDT_SQL_WITH_CONTENT, view, &s, err);
    if (rc == IDT_OK) {
        store_bind_digest(s, 3, hash);
        rc = gather(reg, s, arena, &f, err);
    }
    *out = f.items;
    *count = f.count;
    return rc;
}

idt_rc idt_register_by_content(idt_register *reg, const idt_digest *hash, idt_arena *arena,
                               const idt_record **out, idt_error *err)
{
    sqlite3_stmt *s;
    found f = {0};
    idt_rc rc = store_statement(reg, IDT_SQL_BY_CONTENT, &s, err);
    if (rc == IDT_OK) {
        store_bind_digest(s, 1, hash);
        rc = gather(reg, s, arena, &f, err);
    }
    *out = f.count > 0 ? f.items[0] : NULL;
    return rc;
}

static idt_rc read_edition(sqlite3_stmt *s, idt_arena *arena, idt_edition_info *e, idt_error *err)
{
    *e = (idt_edition_info){
        .dataset = idt_str_copy(arena, store_text(s, 0)),
        .title = idt_str_copy(arena, store_text(s, 1)),
        .publisher = idt_str_copy(arena, store_text(s, 2)),
        .reader = idt_str_copy(arena, store_text(s, 3)),
        .reader_version = (uint32_t)sqlite3_column_int64(s, 4),
        .seq = (uint32_t)sqlite3_column_int64(s, 5),
        .published_us = sqlite3_column_int64(s, 6),
        .retrieved_us = sqlite3_column_int64(s, 7),
        .recorded_us = sqlite3_column_int64(s, 8),
        .authored = sqlite3_column_int(s, 10) != 0,
        .records = (uint64_t)sqlite3_column_int64(s, 11),
        .added = (uint64_t)sqlite3_column_int64(s, 12),
        .changed = (uint64_t)sqlite3_column_int64(s, 13),
        .withdrawn = (uint64_t)sqlite3_column_int64(s, 14),
    };
    const idt_str blob = store_blob(s, 9);
    memcpy(e->sha256.bytes, blob.ptr, blob.len == IDT_SHA256_BYTES ? IDT_SHA256_BYTES : 0);
    return e->reader.ptr != NULL ? IDT_OK : idt_arena_fail(arena, err);
}

idt_rc idt_register_editions(idt_register *reg, const idt_view *view, idt_str dataset,
                             idt_arena *arena, const idt_edition_info **out, size_t *count,
                             idt_error *err)
{
    sqlite3_stmt *s;
    bool row = false;
    idt_edition_info *items = NULL;
    size_t cap = 0;
    *count = 0;
    *out = NULL;
    idt_rc rc = store_statement(reg, IDT_SQL_EDITIONS, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    store_bind_text(s, 1, dataset);
    (void)sqlite3_bind_int64(s, 2, view->published_by_us);
    (void)sqlite3_bind_int64(s, 3, view->known_at_us);
    rc = store_step(reg, s, &row, "reading the editions", err);
    while (rc == IDT_OK && row) {
        if (!IDT_GROW(arena, items, cap, *count)) {
            rc = idt_arena_fail(arena, err);
        } else {
            rc = read_edition(s, arena, &items[(*count)++], err);
        }
        if (rc == IDT_OK) {
            rc = store_step(reg, s, &row, "reading the editions", err);
        } else {
            store_reset(s);
        }
    }
    *out = items;
    return rc;
}
