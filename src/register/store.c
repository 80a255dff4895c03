#include "register/store.h"

#include <string.h>

static idt_rc code_of(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_FULL:
        return IDT_E_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return IDT_E_READONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return IDT_E_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return IDT_E_CORRUPT;
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
        return IDT_E_LIMIT;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
        return IDT_E_IO;
    default:
        return IDT_E_INTERNAL;
    }
}

idt_rc store_fail(idt_register *reg, const char *doing, idt_error *err)
{
    const idt_rc code = code_of(sqlite3_extended_errcode(reg->db));
    return idt_fail(err, code, "the register failed while %s: %s%s", doing, sqlite3_errmsg(reg->db),
                    code == IDT_E_FULL      ? "; nothing half done remains; make room and try again"
                    : code == IDT_E_CORRUPT ? "; the file is damaged or is no register"
                                            : "");
}

idt_rc store_statement(idt_register *reg, idt_sql query, sqlite3_stmt **out, idt_error *err)
{
    if (reg->statements[query] == NULL &&
        sqlite3_prepare_v3(reg->db, IDT_SQL_QUERIES[query].text, -1, SQLITE_PREPARE_PERSISTENT,
                           &reg->statements[query], NULL) != SQLITE_OK) {
        return store_fail(reg, IDT_SQL_QUERIES[query].name, err);
    }
    *out = reg->statements[query];
    return IDT_OK;
}

void store_bind_text(sqlite3_stmt *s, int at, idt_str text)
{
    if (text.ptr == NULL) {
        (void)sqlite3_bind_null(s, at);
    } else {
        (void)sqlite3_bind_text64(s, at, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8);
    }
}

void store_bind_digest(sqlite3_stmt *s, int at, const idt_digest *digest)
{
    (void)sqlite3_bind_blob(s, at, digest->bytes, IDT_SHA256_BYTES, SQLITE_STATIC);
}

idt_str store_text(sqlite3_stmt *s, int column)
{
    const char *p = (const char *)sqlite3_column_text(s, column);
    return (idt_str){.ptr = p, .len = p != NULL ? (size_t)sqlite3_column_bytes(s, column) : 0};
}

idt_str store_blob(sqlite3_stmt *s, int column)
{
    const char *p = sqlite3_column_blob(s, column);
    return (idt_str){.ptr = p != NULL ? p : "",
                     .len = p != NULL ? (size_t)sqlite3_column_bytes(s, column) : 0};
}

void store_reset(sqlite3_stmt *s)
{
    (void)sqlite3_reset(s);
    (void)sqlite3_clear_bindings(s);
}

idt_rc store_step(idt_register *reg, sqlite3_stmt *s, bool *row, const char *doing, idt_error *err)
{
    const int rc = sqlite3_step(s);
    *row = rc == SQLITE_ROW;
    if (rc == SQLITE_ROW) {
        return IDT_OK;
    }
    const idt_rc result = rc == SQLITE_DONE ? IDT_OK : store_fail(reg, doing, err);
    store_reset(s);
    return result;
}

idt_rc store_run(idt_register *reg, sqlite3_stmt *s, const char *doing, idt_error *err)
{
    bool row = true;
    idt_rc rc = IDT_OK;
    while (row && rc == IDT_OK) {
        rc = store_step(reg, s, &row, doing, err);
    }
    return rc;
}

idt_rc store_number(idt_register *reg, sqlite3_stmt *s, int64_t *out, bool *found, idt_error *err)
{
    bool row;
    const idt_rc rc = store_step(reg, s, &row, "reading", err);
    *found = rc == IDT_OK && row && sqlite3_column_type(s, 0) != SQLITE_NULL;
    if (*found) {
        *out = sqlite3_column_int64(s, 0);
    }
    if (rc == IDT_OK && row) {
        store_reset(s);
    }
    return rc;
}

idt_rc store_exec(idt_register *reg, const char *sql, const char *doing, idt_error *err)
{
    return sqlite3_exec(reg->db, sql, NULL, NULL, NULL) == SQLITE_OK ? IDT_OK
                                                                     : store_fail(reg, doing, err);
}

idt_rc store_end_view(idt_register *reg, idt_error *err)
{
    if (!reg->in_view) {
        return IDT_OK;
    }
    reg->in_view = false;
    return store_exec(reg, "COMMIT", "ending a read", err);
}
