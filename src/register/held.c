#include "register/held.h"

static idt_rc add(idt_held *held, size_t *cap, sqlite3_stmt *s, idt_arena *arena, idt_error *err)
{
    bool added;
    const idt_str key = idt_str_copy(arena, store_text(s, 0));
    if (key.ptr == NULL || !IDT_GROW(arena, held->runs, *cap, held->count)) {
        return idt_arena_fail(arena, err);
    }
    idt_map_entry *entry = idt_map_put(&held->by_key, key, &added);
    if (entry == NULL) {
        return idt_arena_fail(arena, err);
    }
    if (!added) {
        return idt_fail(err, IDT_E_CORRUPT, "a record has overlapping versions; run verify");
    }
    entry->value.number = held->count;
    held->runs[held->count++] = (idt_held_run){.key = key,
                                               .version = sqlite3_column_int64(s, 1),
                                               .pub_from = sqlite3_column_int64(s, 2),
                                               .pub_to = sqlite3_column_int64(s, 3)};
    return IDT_OK;
}

idt_rc store_held_read(idt_register *reg, int64_t dataset, int64_t published_us, idt_arena *arena,
                       idt_held *out, idt_error *err)
{
    sqlite3_stmt *s;
    bool row;
    size_t cap = 0;
    *out = (idt_held){0};
    idt_map_init(&out->by_key, arena);
    idt_rc rc = store_statement(reg, IDT_SQL_RUN_OPEN_AT, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    (void)sqlite3_bind_int64(s, 1, dataset);
    (void)sqlite3_bind_int64(s, 2, published_us);
    (void)sqlite3_bind_int64(s, 3, IDT_INSTANT_OPEN);
    rc = store_step(reg, s, &row, "reading what was held", err);
    while (rc == IDT_OK && row) {
        rc = add(out, &cap, s, arena, err);
        if (rc != IDT_OK) {
            store_reset(s);
            return rc;
        }
        rc = store_step(reg, s, &row, "reading what was held", err);
    }
    return rc;
}

idt_held_run *store_held_find(const idt_held *held, idt_str key)
{
    const idt_map_entry *entry = idt_map_find(&held->by_key, key);
    return entry == NULL ? NULL : &held->runs[entry->value.number];
}
