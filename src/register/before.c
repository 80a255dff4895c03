#include "register/store.h"

idt_rc store_edition_files(idt_register *reg, int64_t edition, idt_arena *arena,
                           idt_edition_before *out, idt_error *err)
{
    sqlite3_stmt *s;
    bool row;
    idt_edition_file *files = NULL;
    size_t cap = 0;
    idt_rc rc = store_statement(reg, IDT_SQL_EDITION_FILES, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    (void)sqlite3_bind_int64(s, 1, edition);
    rc = store_step(reg, s, &row, "reading an edition's files", err);
    while (rc == IDT_OK && row) {
        idt_edition_file file = {.role = idt_str_copy(arena, store_text(s, 0)),
                                 .name = idt_str_copy(arena, store_text(s, 1))};
        const idt_str sha = store_blob(s, 2);
        if (file.role.ptr == NULL || file.name.ptr == NULL ||
            !IDT_GROW(arena, files, cap, out->file_count)) {
            store_reset(s);
            return idt_arena_fail(arena, err);
        }
        memcpy(file.sha256.bytes, sha.ptr, sha.len == IDT_SHA256_BYTES ? IDT_SHA256_BYTES : 0);
        files[out->file_count++] = file;
        rc = store_step(reg, s, &row, "reading an edition's files", err);
    }
    out->files = files;
    return rc;
}

idt_rc store_edition_row(sqlite3_stmt *s, idt_arena *arena, int64_t *edition,
                         idt_edition_before *out, idt_error *err)
{
    *edition = sqlite3_column_int64(s, 0);
    out->found = true;
    out->published_us = sqlite3_column_int64(s, 1);
    out->seq = (uint32_t)sqlite3_column_int64(s, 2);
    out->reader = idt_str_copy(arena, store_text(s, 3));
    out->reader_version = (uint32_t)sqlite3_column_int64(s, 4);
    out->records = (uint64_t)sqlite3_column_int64(s, 5);
    const idt_str sha = store_blob(s, 6);
    memcpy(out->sha256.bytes, sha.ptr, sha.len == IDT_SHA256_BYTES ? IDT_SHA256_BYTES : 0);
    return out->reader.ptr != NULL ? IDT_OK : idt_arena_fail(arena, err);
}

idt_rc idt_edition_before_find(idt_register *reg, idt_str dataset, int64_t published_us,
                               idt_arena *arena, idt_edition_before *out, idt_error *err)
{
    sqlite3_stmt *s;
    int64_t edition = 0;
    *out = (idt_edition_before){0};
    idt_rc rc = store_statement(reg, IDT_SQL_EDITION_BEFORE, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    store_bind_text(s, 1, dataset);
    (void)sqlite3_bind_int64(s, 2, published_us);
    rc = store_step(reg, s, &out->found, "looking for the edition before", err);
    if (rc != IDT_OK || !out->found) {
        return rc;
    }
    rc = store_edition_row(s, arena, &edition, out, err);
    store_reset(s);
    return rc == IDT_OK ? store_edition_files(reg, edition, arena, out, err) : rc;
}
