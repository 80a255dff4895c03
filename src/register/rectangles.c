#include "register/rectangles.h"

#include <stdlib.h>

#include "register/store.h"

/* One record while its rows are read. */
typedef struct gathering {
    idt_register *reg;
    const idt_view *view;
    idt_history_visit visit;
    void *context;
    idt_arena *arena; /* of one record */
    idt_record_history history;
    idt_record *versions;
    int64_t *version_ids;
    idt_rectangle *rectangles;
    size_t version_cap, id_cap, rectangle_cap;
    int64_t dataset; /* of which `listed` is known; 0: none */
    bool listed;
} gathering;

static int by_instants(const void *a, const void *b)
{
    const idt_rectangle *x = a;
    const idt_rectangle *y = b;
    return x->recorded_from != y->recorded_from ? (x->recorded_from < y->recorded_from ? -1 : 1)
           : x->published_from != y->published_from
               ? (x->published_from < y->published_from ? -1 : 1)
               : 0;
}

static idt_rc finish_record(gathering *g, idt_error *err)
{
    if (g->history.count == 0) {
        return IDT_OK;
    }
    qsort(g->rectangles, g->history.count, sizeof *g->rectangles, by_instants);
    g->history.versions = g->versions;
    g->history.rectangles = g->rectangles;
    return g->visit(g->context, &g->history, err);
}

static idt_rc ask_listed(gathering *g, int64_t dataset, idt_error *err)
{
    sqlite3_stmt *s;
    int64_t one;
    if (g->dataset == dataset) {
        return IDT_OK;
    }
    g->dataset = dataset;
    idt_rc rc = store_statement(g->reg, IDT_SQL_DATASET_LISTED, &s, err);
    if (rc == IDT_OK) {
        (void)sqlite3_bind_int64(s, 1, g->view->known_at_us);
        (void)sqlite3_bind_int64(s, 2, dataset);
        rc = store_number(g->reg, s, &one, &g->listed, err);
    }
    return rc;
}

static idt_rc begin_record(gathering *g, sqlite3_stmt *s, idt_error *err)
{
    idt_arena_clear(g->arena);
    g->versions = NULL;
    g->version_ids = NULL;
    g->rectangles = NULL;
    g->version_cap = g->id_cap = g->rectangle_cap = 0;
    const idt_rc rc = ask_listed(g, sqlite3_column_int64(s, 9), err);
    g->history = (idt_record_history){.dataset = idt_str_copy(g->arena, store_text(s, 0)),
                                      .key = idt_str_copy(g->arena, store_text(s, 1)),
                                      .listed = g->listed};
    return rc != IDT_OK ? rc
           : g->history.dataset.ptr == NULL || g->history.key.ptr == NULL
               ? idt_arena_fail(g->arena, err)
               : IDT_OK;
}

/* The place of the row's version among the record's; its content is read where it is new. */
static idt_rc version_of(gathering *g, sqlite3_stmt *s, size_t *out, idt_error *err)
{
    const int64_t id = sqlite3_column_int64(s, 2);
    for (*out = g->history.version_count; *out > 0; (*out)--) {
        if (g->version_ids[*out - 1] == id) {
            (*out)--;
            return IDT_OK;
        }
    }
    *out = g->history.version_count;
    if (!IDT_GROW(g->arena, g->versions, g->version_cap, *out) ||
        !IDT_GROW(g->arena, g->version_ids, g->id_cap, *out)) {
        return idt_arena_fail(g->arena, err);
    }
    idt_digest hash = {0};
    const idt_str blob = store_blob(s, 3);
    memcpy(hash.bytes, blob.ptr, blob.len == IDT_SHA256_BYTES ? IDT_SHA256_BYTES : 0);
    g->version_ids[*out] = id;
    g->history.version_count++;
    return idt_record_read(g->history.dataset, g->history.key, store_blob(s, 4), &hash, g->arena,
                           &g->versions[*out], err);
}

static idt_rc add_row(gathering *g, sqlite3_stmt *s, idt_error *err)
{
    idt_rc rc = IDT_OK;
    if (g->history.count == 0 || !idt_str_equal(store_text(s, 1), g->history.key) ||
        !idt_str_equal(store_text(s, 0), g->history.dataset)) {
        rc = finish_record(g, err);
        rc = rc == IDT_OK ? begin_record(g, s, err) : rc;
    }
    idt_rectangle r = {.published_from = sqlite3_column_int64(s, 5),
                       .published_to = sqlite3_column_int64(s, 6),
                       .recorded_from = sqlite3_column_int64(s, 7),
                       .recorded_to = sqlite3_column_int64(s, 8)};
    r.recorded_to = r.recorded_to > g->view->known_at_us ? IDT_INSTANT_OPEN : r.recorded_to;
    rc = rc == IDT_OK ? version_of(g, s, &r.version, err) : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    if (!IDT_GROW(g->arena, g->rectangles, g->rectangle_cap, g->history.count)) {
        return idt_arena_fail(g->arena, err);
    }
    g->rectangles[g->history.count++] = r;
    return IDT_OK;
}

static idt_rc read_rows(gathering *g, sqlite3_stmt *s, idt_error *err)
{
    bool row;
    idt_rc rc = store_step(g->reg, s, &row, "reading versions", err);
    while (rc == IDT_OK && row) {
        rc = add_row(g, s, err);
        if (rc != IDT_OK) {
            store_reset(s);
            return rc;
        }
        rc = store_step(g->reg, s, &row, "reading versions", err);
    }
    if (rc == IDT_OK) {
        rc = finish_record(g, err);
        g->history.count = 0;
    }
    return rc;
}

static idt_rc begin(gathering *g, idt_error *err)
{
    g->arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    return g->arena != NULL ? IDT_OK
                            : idt_fail(err, IDT_E_LIMIT, "there is no memory to read the versions");
}

idt_rc idt_register_each_history(idt_register *reg, const idt_view *view, idt_history_visit visit,
                                 void *context, idt_error *err)
{
    sqlite3_stmt *s;
    gathering g = {.reg = reg, .view = view, .visit = visit, .context = context};
    idt_rc rc = begin(&g, err);
    rc = rc == IDT_OK ? store_statement(reg, IDT_SQL_RECTANGLES, &s, err) : rc;
    if (rc == IDT_OK) {
        (void)sqlite3_bind_int64(s, 1, view->known_at_us);
        rc = read_rows(&g, s, err);
    }
    idt_arena_free(g.arena);
    return rc;
}

idt_rc idt_register_histories_of(idt_register *reg, const idt_view *view,
                                 const idt_changed_key *keys, size_t count, idt_history_visit visit,
                                 void *context, idt_error *err)
{
    sqlite3_stmt *s;
    gathering g = {.reg = reg, .view = view, .visit = visit, .context = context};
    idt_rc rc = begin(&g, err);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = store_statement(reg, IDT_SQL_RECTANGLES_OF, &s, err);
        if (rc == IDT_OK) {
            (void)sqlite3_bind_int64(s, 1, view->known_at_us);
            store_bind_text(s, 2, keys[i].dataset);
            store_bind_text(s, 3, keys[i].key);
            rc = read_rows(&g, s, err);
        }
    }
    idt_arena_free(g.arena);
    return rc;
}

idt_rc idt_register_changed_since(idt_register *reg, const idt_view *view, int64_t after_us,
                                  idt_arena *arena, const idt_changed_key **out, size_t *count,
                                  idt_error *err)
{
    sqlite3_stmt *s;
    bool row = false;
    idt_changed_key *keys = NULL;
    size_t cap = 0;
    *count = 0;
    idt_rc rc = store_statement(reg, IDT_SQL_KEYS_CHANGED, &s, err);
    if (rc == IDT_OK) {
        (void)sqlite3_bind_int64(s, 1, view->known_at_us);
        (void)sqlite3_bind_int64(s, 2, after_us);
        rc = store_step(reg, s, &row, "reading what changed", err);
    }
    while (rc == IDT_OK && row) {
        const idt_changed_key key = {.dataset = idt_str_copy(arena, store_text(s, 0)),
                                     .key = idt_str_copy(arena, store_text(s, 1))};
        if (key.dataset.ptr == NULL || key.key.ptr == NULL || !IDT_GROW(arena, keys, cap, *count)) {
            store_reset(s);
            return idt_arena_fail(arena, err);
        }
        keys[(*count)++] = key;
        rc = store_step(reg, s, &row, "reading what changed", err);
    }
    *out = keys;
    return rc;
}

idt_rc idt_register_newest_recorded(idt_register *reg, const idt_view *view, int64_t *out,
                                    idt_error *err)
{
    sqlite3_stmt *s;
    bool found = false;
    *out = 0;
    idt_rc rc = store_statement(reg, IDT_SQL_EDITION_NEWEST_BY, &s, err);
    if (rc == IDT_OK) {
        (void)sqlite3_bind_int64(s, 1, view->known_at_us);
        rc = store_number(reg, s, out, &found, err);
    }
    return rc;
}
