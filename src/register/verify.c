#include <stdlib.h>
#include <string.h>

#include "register/store.h"

typedef struct report {
    idt_register *reg;
    idt_fault_visit fault;
    void *context;
    uint64_t *faults;
    idt_arena *arena; /* cleared for each thing looked at */
} report;

static void tell(report *r, const char *fmt, ...) IDT_PRINTF(2, 3);

static void tell(report *r, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const idt_str message = idt_str_format_args(r->arena, fmt, args);
    va_end(args);
    r->fault(r->context, message.ptr != NULL ? message.ptr : "a fault that is too long to tell");
    (*r->faults)++;
}

/* SQLite's own check of pages, indexes and constraints. */
static idt_rc check_pages(report *r, idt_error *err)
{
    sqlite3_stmt *s = NULL;
    bool row;
    if (sqlite3_prepare_v2(r->reg->db, "PRAGMA integrity_check(100)", -1, &s, NULL) != SQLITE_OK) {
        return store_fail(r->reg, "checking the store", err);
    }
    idt_rc rc = store_step(r->reg, s, &row, "checking the store", err);
    while (rc == IDT_OK && row) {
        const idt_str line = store_text(s, 0);
        if (!idt_str_is(line, "ok")) {
            tell(r, "store: " IDT_STR_FMT, IDT_STR_ARG(line));
        }
        rc = store_step(r->reg, s, &row, "checking the store", err);
    }
    (void)sqlite3_finalize(s);
    return rc;
}

static idt_rc check_runs(report *r, idt_sql query, const char *what, idt_error *err)
{
    sqlite3_stmt *s;
    bool row = false;
    idt_rc rc = store_statement(r->reg, query, &s, err);
    if (rc == IDT_OK && (query == IDT_SQL_RUN_STRAYS || query == IDT_SQL_RUN_UNMERGED)) {
        (void)sqlite3_bind_int64(s, 1, IDT_INSTANT_OPEN);
    }
    if (rc == IDT_OK) {
        rc = store_step(r->reg, s, &row, "checking versions", err);
    }
    while (rc == IDT_OK && row) {
        idt_arena_clear(r->arena);
        tell(r, IDT_STR_FMT ":" IDT_STR_FMT " %s", IDT_STR_ARG(store_text(s, 0)),
             IDT_STR_ARG(store_text(s, 1)), what);
        rc = store_step(r->reg, s, &row, "checking versions", err);
    }
    return rc;
}

static idt_rc check_contents(report *r, idt_error *err)
{
    sqlite3_stmt *s;
    bool row = false;
    idt_rc rc = store_statement(r->reg, IDT_SQL_CONTENT_ALL, &s, err);
    if (rc == IDT_OK) {
        rc = store_step(r->reg, s, &row, "checking contents", err);
    }
    while (rc == IDT_OK && row) {
        idt_digest met;
        char hex[IDT_SHA256_HEX + 1];
        const idt_str json = store_blob(s, 1);
        const idt_str hash = store_blob(s, 0);
        idt_arena_clear(r->arena);
        rc = idt_sha256(json.ptr, json.len, &met, err);
        if (rc == IDT_OK &&
            (hash.len != IDT_SHA256_BYTES || memcmp(hash.ptr, met.bytes, IDT_SHA256_BYTES) != 0)) {
            tell(r, "a content's bytes have the hash %s, not the one it is held under",
                 idt_digest_hex(&met, hex));
        }
        if (rc == IDT_OK) {
            rc = store_step(r->reg, s, &row, "checking contents", err);
        } else {
            store_reset(s);
        }
    }
    return rc;
}

static idt_rc check_raw(report *r, idt_error *err)
{
    sqlite3_stmt *s;
    bool row = false;
    idt_rc rc = store_statement(r->reg, IDT_SQL_RAW_ALL, &s, err);
    if (rc == IDT_OK) {
        rc = store_step(r->reg, s, &row, "checking kept files", err);
    }
    while (rc == IDT_OK && row) {
        idt_digest sha256 = {0};
        idt_str bytes;
        idt_error why;
        const idt_str blob = store_blob(s, 0);
        memcpy(sha256.bytes, blob.ptr, blob.len == IDT_SHA256_BYTES ? IDT_SHA256_BYTES : 0);
        idt_arena *arena = idt_arena_new((size_t)4 << 30);
        if (arena == NULL) {
            store_reset(s);
            return idt_fail(err, IDT_E_LIMIT, "there is no memory to check the kept files");
        }
        if (idt_register_raw(r->reg, &sha256, arena, &bytes, &why) != IDT_OK) {
            idt_arena_clear(r->arena);
            tell(r, "%s", why.message);
        }
        idt_arena_free(arena);
        rc = store_step(r->reg, s, &row, "checking kept files", err);
    }
    return rc;
}

/* ---- derived tables ---- */

static int by_name(const void *a, const void *b)
{
    const idt_name_entry *x = a;
    const idt_name_entry *y = b;
    int c = idt_str_compare(x->property, y->property);
    c = c != 0 ? c : idt_str_compare(x->value, y->value);
    return c != 0 ? c : idt_str_compare(x->folded, y->folded);
}

static int by_ref(const void *a, const void *b)
{
    const idt_ref_entry *x = a;
    const idt_ref_entry *y = b;
    return x->kind != y->kind ? (x->kind < y->kind ? -1 : 1)
                              : idt_str_compare(x->target, y->target);
}

static idt_rc names_agree(report *r, int64_t version, idt_name_entry *names, size_t count,
                          bool *agree, idt_error *err)
{
    sqlite3_stmt *s;
    bool row = false;
    size_t i = 0;
    if (count > 1) {
        qsort(names, count, sizeof *names, by_name);
    }
    idt_rc rc = store_statement(r->reg, IDT_SQL_NAME_OF_VERSION, &s, err);
    if (rc == IDT_OK) {
        (void)sqlite3_bind_int64(s, 1, version);
        rc = store_step(r->reg, s, &row, "checking names", err);
    }
    for (; rc == IDT_OK && row; i++) {
        const idt_name_entry held = {
            .property = store_text(s, 0), .value = store_text(s, 1), .folded = store_text(s, 2)};
        *agree = *agree && i < count && by_name(&held, &names[i]) == 0;
        rc = store_step(r->reg, s, &row, "checking names", err);
    }
    *agree = *agree && i == count;
    return rc;
}

static idt_rc refs_agree(report *r, int64_t version, idt_ref_entry *refs, size_t count, bool *agree,
                         idt_error *err)
{
    sqlite3_stmt *s;
    bool row = false;
    size_t i = 0;
    if (count > 1) {
        qsort(refs, count, sizeof *refs, by_ref);
    }
    idt_rc rc = store_statement(r->reg, IDT_SQL_REF_OF_VERSION, &s, err);
    if (rc == IDT_OK) {
        (void)sqlite3_bind_int64(s, 1, version);
        rc = store_step(r->reg, s, &row, "checking references", err);
    }
    for (; rc == IDT_OK && row; i++) {
        const idt_ref_entry held = {.kind = (idt_ref_kind)sqlite3_column_int64(s, 0),
                                    .target = store_text(s, 1)};
        *agree = *agree && i < count && by_ref(&held, &refs[i]) == 0;
        rc = store_step(r->reg, s, &row, "checking references", err);
    }
    *agree = *agree && i == count;
    return rc;
}

static int by_day(const void *a, const void *b)
{
    const idt_day_entry *x = a;
    const idt_day_entry *y = b;
    const int order = idt_str_compare(x->list, y->list);
    return order != 0 ? order : (x->day > y->day) - (x->day < y->day);
}

static idt_rc days_agree(report *r, int64_t version, idt_day_entry *days, size_t count, bool *agree,
                         idt_error *err)
{
    sqlite3_stmt *s;
    bool row = false;
    size_t i = 0;
    if (count > 1) {
        qsort(days, count, sizeof *days, by_day);
    }
    idt_rc rc = store_statement(r->reg, IDT_SQL_DAY_OF_VERSION, &s, err);
    if (rc == IDT_OK) {
        (void)sqlite3_bind_int64(s, 1, version);
        rc = store_step(r->reg, s, &row, "checking days", err);
    }
    for (; rc == IDT_OK && row; i++) {
        const idt_day_entry held = {.list = store_text(s, 0),
                                    .day = (idt_day)sqlite3_column_int64(s, 1)};
        *agree = *agree && i < count && by_day(&held, &days[i]) == 0;
        rc = store_step(r->reg, s, &row, "checking days", err);
    }
    *agree = *agree && i == count;
    return rc;
}

static idt_rc check_version(report *r, sqlite3_stmt *s, const idt_deriver *deriver, idt_error *err)
{
    idt_record record;
    idt_derived derived = {0};
    idt_error why;
    idt_digest hash = {0};
    bool agree = true;
    bool same_days = true;
    idt_arena_clear(r->arena);
    const int64_t version = sqlite3_column_int64(s, 0);
    if (idt_record_read(store_text(s, 1), store_text(s, 2), store_blob(s, 4), &hash, r->arena,
                        &record, &why) != IDT_OK) {
        tell(r, "%s", why.message);
        return IDT_OK;
    }
    idt_rc rc = deriver->derive(&record, r->arena, &derived, err);
    if (rc == IDT_OK) {
        rc = names_agree(r, version, (idt_name_entry *)(uintptr_t)derived.names, derived.name_count,
                         &agree, err);
    }
    if (rc == IDT_OK) {
        rc = refs_agree(r, version, (idt_ref_entry *)(uintptr_t)derived.refs, derived.ref_count,
                        &agree, err);
    }
    if (rc == IDT_OK) {
        rc = days_agree(r, version, (idt_day_entry *)(uintptr_t)derived.days, derived.day_count,
                        &same_days, err);
    }
    if (rc == IDT_OK && !agree) {
        tell(r, "the names or references held of " IDT_STR_FMT " are not those of its content",
             IDT_STR_ARG(record.id));
    }
    if (rc == IDT_OK && !same_days) {
        tell(r, "the days held of " IDT_STR_FMT " are not those of its content",
             IDT_STR_ARG(record.id));
    }
    return rc;
}

static idt_rc check_derived(report *r, const idt_deriver *deriver, idt_error *err)
{
    sqlite3_stmt *s;
    bool row = false;
    idt_rc rc = store_statement(r->reg, IDT_SQL_VERSION_ALL, &s, err);
    if (rc == IDT_OK) {
        rc = store_step(r->reg, s, &row, "checking names", err);
    }
    while (rc == IDT_OK && row) {
        rc = check_version(r, s, deriver, err);
        if (rc == IDT_OK) {
            rc = store_step(r->reg, s, &row, "checking names", err);
        } else {
            store_reset(s);
        }
    }
    return rc;
}

/* ---- words ---- */

static bool holds_word(idt_str folded, idt_str word)
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

/* How many different words: each is counted where no later one is the same. */
static int64_t words_of(idt_str folded)
{
    int64_t count = 0;
    while (folded.len > 0) {
        const size_t blank = idt_str_find(folded, ' ');
        const idt_str rest = idt_str_slice(folded, blank + 1, folded.len);
        count += !holds_word(rest, idt_str_slice(folded, 0, blank));
        folded = rest;
    }
    return count;
}

/* Rows come by name: the words of one are each in it, and as many as it has. */
static idt_rc check_words(report *r, idt_error *err)
{
    sqlite3_stmt *s;
    bool row = false;
    int64_t name = 0;
    int64_t lacking = 0;
    idt_rc rc = store_statement(r->reg, IDT_SQL_WORD_ALL, &s, err);
    if (rc == IDT_OK) {
        rc = store_step(r->reg, s, &row, "checking words", err);
    }
    while (rc == IDT_OK && row) {
        const idt_str folded = store_text(s, 3);
        const idt_str word = store_text(s, 4);
        const bool first = sqlite3_column_int64(s, 0) != name;
        const idt_str id =
            idt_str_format(r->arena, IDT_STR_FMT ":" IDT_STR_FMT, IDT_STR_ARG(store_text(s, 1)),
                           IDT_STR_ARG(store_text(s, 2)));
        name = sqlite3_column_int64(s, 0);
        lacking = first ? words_of(folded) : lacking;
        const bool strange = word.ptr != NULL && !holds_word(folded, word);
        lacking -= word.ptr != NULL && !strange;
        rc = store_step(r->reg, s, &row, "checking words", err);
        const bool last = !row || sqlite3_column_int64(s, 0) != name;
        if (rc == IDT_OK && (strange || (last && lacking != 0))) {
            tell(r, "a name of " IDT_STR_FMT " is not found by the words it has", IDT_STR_ARG(id));
        }
        idt_arena_clear(r->arena);
    }
    return rc;
}

idt_rc idt_register_verify(idt_register *reg, const idt_deriver *deriver, idt_fault_visit fault,
                           void *context, uint64_t *faults, idt_error *err)
{
    *faults = 0;
    report r = {.reg = reg,
                .fault = fault,
                .context = context,
                .faults = faults,
                .arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES)};
    if (r.arena == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to verify");
    }
    idt_rc rc = store_end_view(reg, err);
    if (rc == IDT_OK) {
        rc = store_exec(reg, "BEGIN", "beginning a read", err); /* one state throughout */
        reg->in_view = rc == IDT_OK;
    }
    if (rc == IDT_OK) {
        rc = check_pages(&r, err);
    }
    if (rc == IDT_OK) {
        rc = check_runs(&r, IDT_SQL_RUN_OVERLAPS, "has versions that overlap", err);
    }
    if (rc == IDT_OK) {
        rc = check_runs(&r, IDT_SQL_RUN_STRAYS, "has a version that no edition wrote", err);
    }
    if (rc == IDT_OK) {
        rc = check_runs(&r, IDT_SQL_RUN_UNMERGED, "has one version in two pieces", err);
    }
    if (rc == IDT_OK) {
        rc = check_runs(&r, IDT_SQL_RUN_DANGLING, "has a version that is not held", err);
    }
    if (rc == IDT_OK) {
        rc = check_contents(&r, err);
    }
    if (rc == IDT_OK) {
        rc = check_raw(&r, err);
    }
    if (rc == IDT_OK && deriver != NULL) {
        rc = check_derived(&r, deriver, err);
    }
    if (rc == IDT_OK && deriver != NULL) {
        rc = check_words(&r, err);
    }
    idt_arena_free(r.arena);
    return rc;
}
