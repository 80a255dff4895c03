#include "register/derived_rows.h"

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

/* One row of VERSION_ALL. */
static idt_rc derive_row(idt_derived_rows *rows, sqlite3_stmt *s, idt_arena *arena, idt_error *err)
{
    idt_record record;
    idt_digest hash = {0};
    idt_arena_clear(arena);
    const idt_rc rc = idt_record_read(store_text(s, 1), store_text(s, 2), store_blob(s, 4), &hash,
                                      arena, &record, err);
    return rc == IDT_OK ? store_rows_derive(rows, sqlite3_column_int64(s, 0), &record, arena, err)
                        : rc;
}

static idt_rc rebuild(idt_register *reg, const idt_deriver *deriver, idt_derived_rows *rows,
                      idt_arena *arena, idt_error *err)
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
        rc = derive_row(rows, s, arena, err);
        if (rc == IDT_OK) {
            rc = store_step(reg, s, &row, "reading versions", err);
        } else {
            store_reset(s);
        }
    }
    if (rc == IDT_OK) {
        rc = store_rows_write(rows, err);
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
    idt_derived_rows *rows;
    rc = store_rows_new(reg, deriver, &rows, err);
    if (rc == IDT_OK) {
        rc = store_exec(reg, "BEGIN IMMEDIATE", "making the names anew", err);
    }
    if (rc == IDT_OK) {
        rc = rebuild(reg, deriver, rows, arena, err);
    }
    if (rc == IDT_OK) {
        rc = store_exec(reg, "COMMIT", "making the names anew", err);
    }
    if (rc != IDT_OK) {
        (void)sqlite3_exec(reg->db, "ROLLBACK", NULL, NULL, NULL);
    }
    store_rows_free(rows);
    idt_arena_free(arena);
    return rc;
}
