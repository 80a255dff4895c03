#include "register/reread.h"

#include "register/store.h"

typedef struct found {
    idt_edition_reread *items;
    int64_t *ids;
    size_t count, cap, id_cap;
} found;

static idt_rc add_row(sqlite3_stmt *s, idt_arena *arena, found *f, idt_error *err)
{
    if (!IDT_GROW(arena, f->items, f->cap, f->count) ||
        !IDT_GROW(arena, f->ids, f->id_cap, f->count)) {
        return idt_arena_fail(arena, err);
    }
    idt_edition_reread *e = &f->items[f->count];
    *e = (idt_edition_reread){.retrieved_us = sqlite3_column_int64(s, 7)};
    return store_edition_row(s, arena, &f->ids[f->count++], &e->edition, err);
}

idt_rc idt_editions_of_older_reader(idt_register *reg, idt_str dataset, idt_str reader,
                                    uint32_t version, idt_arena *arena,
                                    const idt_edition_reread **out, size_t *count, idt_error *err)
{
    static const char *const DOING = "looking for editions to read again";
    sqlite3_stmt *s;
    bool row;
    found f = {0};
    idt_rc rc = store_statement(reg, IDT_SQL_EDITIONS_OF_OLDER_READER, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    store_bind_text(s, 1, dataset);
    store_bind_text(s, 2, reader);
    (void)sqlite3_bind_int64(s, 3, version);
    rc = store_step(reg, s, &row, DOING, err);
    while (rc == IDT_OK && row) {
        rc = add_row(s, arena, &f, err);
        if (rc == IDT_OK) {
            rc = store_step(reg, s, &row, DOING, err);
        }
    }
    store_reset(s);
    for (size_t i = 0; i < f.count && rc == IDT_OK; i++) {
        rc = store_edition_files(reg, f.ids[i], arena, &f.items[i].edition, err);
    }
    *out = f.items;
    *count = f.count;
    return rc;
}
