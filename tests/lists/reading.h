/* reading.h - files through a reader: every record as "key content", and the account. */
#ifndef INTERDICT_TESTS_LISTS_READING_H
#define INTERDICT_TESTS_LISTS_READING_H

#include <stdlib.h>

#include "lists/reader.h"

typedef struct reading {
    idt_arena *arena;
    idt_buf records; /* "key content\n" ... */
    idt_list_account account;
    idt_error error;
    idt_rc rc; /* of roles, or of the read */
    bool stated;
    int64_t published_us;
} reading;

static inline idt_rc reading_put(void *context, idt_str key, idt_str content,
                                 const idt_digest *hash, idt_error *err)
{
    reading *r = context;
    (void)hash;
    (void)err;
    idt_buf_add_format(&r->records, IDT_STR_FMT " " IDT_STR_FMT "\n", IDT_STR_ARG(key),
                       IDT_STR_ARG(content));
    return IDT_OK;
}

static inline void reading_open_files(reading *r, const char *dataset, idt_list_file *files,
                                      size_t count)
{
    const idt_list_reader *reader = idt_list_reader_find(idt_str_borrow(dataset));
    const idt_list_sink sink = {.context = r, .put = reading_put};
    *r = (reading){.arena = idt_arena_new((size_t)256 << 20)};
    r->account.arena = r->arena;
    idt_buf_init(&r->records, (size_t)256 << 20);
    r->rc = reader->roles(files, count, r->arena, &r->error);
    if (r->rc == IDT_OK) {
        r->stated = reader->published(files, count, &r->published_us);
        r->rc = idt_list_read(reader, files, count, &sink, &r->account, &r->error);
    }
    idt_buf_add(&r->records, "", 1);
}

static inline void reading_open(reading *r, const char *dataset, const char *name, idt_str bytes)
{
    idt_list_file file = {.name = idt_str_borrow(name), .bytes = bytes};
    reading_open_files(r, dataset, &file, 1);
}

static inline void reading_close(reading *r)
{
    idt_buf_release(&r->records);
    idt_arena_free(r->arena);
}

/* Does some record hold this piece of canonical content? */
static inline bool reading_has(const reading *r, const char *piece)
{
    return strstr(r->records.ptr, piece) != NULL;
}

static inline bool reading_warned(const reading *r, const char *piece)
{
    bool found = false;
    for (size_t i = 0; i < r->account.warning_count; i++) {
        char *text =
            idt_arena_copy(r->arena, r->account.warnings[i].ptr, r->account.warnings[i].len);
        found = found || strstr(text, piece) != NULL;
    }
    return found;
}

/* How often a field was filled: counted as read (+) or unread (-); 0: not met. */
static inline long reading_field(const reading *r, const char *name)
{
    for (size_t i = 0; i < r->account.field_count; i++) {
        const idt_list_field *f = &r->account.fields[i];
        if (idt_str_is(f->name, name)) {
            return f->read ? (long)f->filled : -(long)f->filled;
        }
    }
    return 0;
}

#endif
