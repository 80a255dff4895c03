#include "register/store.h"

static idt_rc put_words(idt_register *reg, int64_t name, idt_str folded, idt_error *err)
{
    sqlite3_stmt *s;
    idt_rc rc = store_statement(reg, IDT_SQL_WORD_INSERT, &s, err);
    while (folded.len > 0 && rc == IDT_OK) {
        const size_t blank = idt_str_find(folded, ' ');
        store_bind_text(s, 1, idt_str_slice(folded, 0, blank));
        (void)sqlite3_bind_int64(s, 2, name);
        rc = store_run(reg, s, "writing names", err);
        folded = idt_str_slice(folded, blank + 1, folded.len);
    }
    return rc;
}

static idt_rc put_name(idt_register *reg, int64_t version, const idt_name_entry *n, idt_error *err)
{
    sqlite3_stmt *s;
    idt_rc rc = store_statement(reg, IDT_SQL_NAME_INSERT, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    (void)sqlite3_bind_int64(s, 1, version);
    store_bind_text(s, 2, n->property);
    store_bind_text(s, 3, n->value);
    store_bind_text(s, 4, n->folded);
    rc = store_run(reg, s, "writing names", err);
    return rc == IDT_OK ? put_words(reg, sqlite3_last_insert_rowid(reg->db), n->folded, err) : rc;
}

static idt_rc put_ref(idt_register *reg, int64_t version, const idt_ref_entry *r, idt_error *err)
{
    sqlite3_stmt *s;
    const idt_rc rc = store_statement(reg, IDT_SQL_REF_INSERT, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    (void)sqlite3_bind_int64(s, 1, (int64_t)r->kind);
    store_bind_text(s, 2, r->target);
    (void)sqlite3_bind_int64(s, 3, version);
    return store_run(reg, s, "writing references", err);
}

static idt_rc put_day(idt_register *reg, int64_t version, const idt_day_entry *d, idt_error *err)
{
    sqlite3_stmt *s;
    const idt_rc rc = store_statement(reg, IDT_SQL_DAY_INSERT, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    store_bind_text(s, 1, d->list);
    (void)sqlite3_bind_int64(s, 2, d->day);
    (void)sqlite3_bind_int64(s, 3, version);
    return store_run(reg, s, "writing days", err);
}

idt_rc store_derive(idt_register *reg, const idt_deriver *deriver, int64_t version,
                    const idt_record *record, idt_arena *arena, idt_error *err)
{
    idt_derived derived;
    idt_rc rc = deriver->derive(record, arena, &derived, err);
    for (size_t i = 0; rc == IDT_OK && i < derived.name_count; i++) {
        rc = put_name(reg, version, &derived.names[i], err);
    }
    for (size_t i = 0; rc == IDT_OK && i < derived.ref_count; i++) {
        rc = put_ref(reg, version, &derived.refs[i], err);
    }
    for (size_t i = 0; rc == IDT_OK && i < derived.day_count; i++) {
        rc = put_day(reg, version, &derived.days[i], err);
    }
    return rc;
}

idt_rc store_derived_current(idt_register *reg, const idt_deriver *deriver, bool *current,
                             idt_error *err)
{
    sqlite3_stmt *s;
    bool row;
    idt_rc rc = store_statement(reg, IDT_SQL_META_GET, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    store_bind_text(s, 1, IDT_STR("deriver"));
    rc = store_step(reg, s, &row, "reading the stamp of the names", err);
    *current = rc == IDT_OK && row && idt_str_is(store_text(s, 0), deriver->version);
    if (rc == IDT_OK && row) {
        store_reset(s);
    }
    return rc;
}

static idt_rc rebuild(idt_register *reg, const idt_deriver *deriver, idt_arena *arena,
                      idt_error *err)
{
    static const idt_sql clears[] = {IDT_SQL_WORD_CLEAR, IDT_SQL_NAME_CLEAR, IDT_SQL_REF_CLEAR,
                                     IDT_SQL_DAY_CLEAR};
    sqlite3_stmt *s;
    bool row = false;
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < sizeof clears / sizeof *clears && rc == IDT_OK; i++) {
        rc = store_statement(reg, clears[i], &s, err);
        rc = rc == IDT_OK ? store_run(reg, s, "clearing names", err) : rc;
    }
    if (rc == IDT_OK) {
        rc = store_statement(reg, IDT_SQL_VERSION_ALL, &s, err);
    }
    if (rc == IDT_OK) {
        rc = store_step(reg, s, &row, "reading versions", err);
    }
    while (rc == IDT_OK && row) {
        idt_record record;
        idt_digest hash = {0};
        idt_arena_clear(arena);
        rc = idt_record_read(store_text(s, 1), store_text(s, 2), store_blob(s, 4), &hash, arena,
                             &record, err);
        if (rc == IDT_OK) {
            rc = store_derive(reg, deriver, sqlite3_column_int64(s, 0), &record, arena, err);
        }
        if (rc == IDT_OK) {
            rc = store_step(reg, s, &row, "reading versions", err);
        } else {
            store_reset(s);
        }
    }
    if (rc == IDT_OK) {
        rc = store_statement(reg, IDT_SQL_META_SET, &s, err);
    }
    if (rc == IDT_OK) {
        store_bind_text(s, 1, IDT_STR("deriver"));
        store_bind_text(s, 2, idt_str_borrow(deriver->version));
        rc = store_run(reg, s, "stamping the names", err);
    }
    return rc;
}

idt_rc store_derive_all(idt_register *reg, const idt_deriver *deriver, idt_error *err)
{
    bool current;
    idt_rc rc = store_derived_current(reg, deriver, &current, err);
    if (rc != IDT_OK || current) {
        return rc;
    }
    idt_arena *arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    if (arena == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to make the names anew");
    }
    rc = store_exec(reg, "BEGIN IMMEDIATE", "making the names anew", err);
    if (rc == IDT_OK) {
        rc = rebuild(reg, deriver, arena, err);
    }
    if (rc == IDT_OK) {
        rc = store_exec(reg, "COMMIT", "making the names anew", err);
    }
    if (rc != IDT_OK) {
        (void)sqlite3_exec(reg->db, "ROLLBACK", NULL, NULL, NULL);
    }
    idt_arena_free(arena);
    return rc;
}
