#include "register/seen.h"

#include "register/store.h"

static idt_rc row_span(sqlite3_stmt *s, idt_arena *arena, idt_seen_span *out, idt_error *err)
{
    idt_digest hash = {0};
    const idt_str blob = store_blob(s, 3);
    memcpy(hash.bytes, blob.ptr, blob.len == IDT_SHA256_BYTES ? IDT_SHA256_BYTES : 0);
    idt_record *record = IDT_NEW(arena, idt_record);
    if (record == NULL) {
        return idt_arena_fail(arena, err);
    }
    *out = (idt_seen_span){.from_us = sqlite3_column_int64(s, 5),
                           .to_us = sqlite3_column_int64(s, 6),
                           .record = record,
                           .cause = (idt_cause)sqlite3_column_int(s, 7)};
    return idt_record_read(store_text(s, 1), store_text(s, 2), store_blob(s, 4), &hash, arena,
                           record, err);
}

idt_rc idt_register_seen(idt_register *reg, const idt_view *view, idt_str dataset, idt_str key,
                         idt_arena *arena, idt_seen *out, idt_error *err)
{
    sqlite3_stmt *s;
    idt_seen_span *spans = NULL;
    size_t cap = 0;
    bool row = false;
    *out = (idt_seen){0};
    idt_rc rc = store_statement(reg, IDT_SQL_SEEN, &s, err);
    if (rc == IDT_OK) {
        (void)sqlite3_bind_int64(s, 1, view->published_by_us);
        (void)sqlite3_bind_int64(s, 2, view->known_at_us);
        store_bind_text(s, 3, dataset);
        store_bind_text(s, 4, key);
        rc = store_step(reg, s, &row, "reading when a record was seen", err);
    }
    while (rc == IDT_OK && row) {
        rc = IDT_GROW(arena, spans, cap, out->count) ? row_span(s, arena, &spans[out->count], err)
                                                     : idt_arena_fail(arena, err);
        if (rc != IDT_OK) {
            store_reset(s);
            return rc;
        }
        const idt_seen_span *span = &spans[out->count++];
        if (span->cause != IDT_CAUSE_READER || out->count == 1) { /* keeps I2 */
            out->changed_us = span->from_us;
        }
        rc = store_step(reg, s, &row, "reading when a record was seen", err);
    }
    out->spans = spans;
    out->first_us = out->count > 0 ? spans[0].from_us : 0;
    return rc;
}

bool idt_seen_says(const idt_record *record, idt_str property, idt_str value)
{
    for (size_t i = 0; i < record->count; i++) {
        if (idt_str_equal(record->statements[i].property, property) &&
            idt_str_equal(record->statements[i].value, value)) {
            return true;
        }
    }
    return false;
}

int64_t idt_seen_first(const idt_seen *seen, idt_str property, idt_str value)
{
    for (size_t i = 0; i < seen->count; i++) {
        if (idt_seen_says(seen->spans[i].record, property, value)) {
            return seen->spans[i].from_us;
        }
    }
    return seen->first_us;
}

bool idt_seen_gap(const idt_seen *seen, idt_str property, idt_str value)
{
    int64_t said_to = 0;
    bool said = false;
    for (size_t i = 0; i < seen->count; i++) {
        if (!idt_seen_says(seen->spans[i].record, property, value)) {
            continue;
        }
        if (said && seen->spans[i].from_us > said_to) {
            return true;
        }
        said = true;
        said_to = seen->spans[i].to_us;
    }
    return false;
}
