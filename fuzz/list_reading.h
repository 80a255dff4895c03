/* list_reading.h - what holds of every list reader, whatever bytes it is given.
 *
 * Every entry is accounted for (lists/reader.h, I1), each reject has its line and a reason, what is
 * refused says why, what is put is a record that reads back, and a second read says the same (I3).
 */
#ifndef INTERDICT_FUZZ_LIST_READING_H
#define INTERDICT_FUZZ_LIST_READING_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "lists/reader.h"

#define ARENA_BYTES ((size_t)256 << 20)

typedef struct taken {
    const char *dataset;
    uint64_t count;
    uint64_t mixed; /* of all hashes */
} taken;

static inline void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static inline idt_rc put_taken(void *context, idt_str key, idt_str content, const idt_digest *hash,
                               idt_error *err)
{
    taken *t = context;
    idt_record record;
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    require(arena != NULL && key.len > 0);
    require(idt_record_read(idt_str_borrow(t->dataset), key, content, hash, arena, &record, err) ==
            IDT_OK);
    idt_arena_free(arena);
    t->count++;
    for (size_t i = 0; i < sizeof *hash; i++) {
        t->mixed = t->mixed * 31 + ((const unsigned char *)hash)[i];
    }
    return IDT_OK;
}

static inline idt_rc read_once(const idt_list_reader *reader, const idt_list_file *files,
                               size_t count, taken *t)
{
    const idt_list_sink sink = {.context = t, .put = put_taken};
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    idt_list_account a = {.arena = arena};
    idt_error err = {0};
    require(arena != NULL);
    const idt_rc rc = idt_list_read(reader, files, count, &sink, &a, &err);
    if (rc == IDT_OK) {
        require(a.seen == a.mapped + a.rejected && a.unchanged == 0 && a.mapped == t->count);
        for (size_t i = 0; i < a.reject_count; i++) {
            require(a.rejects[i].place.line > 0 && a.rejects[i].why.len > 0);
        }
    } else {
        require(rc == IDT_E_INPUT ? err.line > 0 : rc == IDT_E_LIMIT);
        require(err.message[0] != '\0');
    }
    idt_arena_free(arena);
    return rc;
}

/* Gives the files their roles and reads them twice. Returns whether the set was a set at all. */
static inline bool read_list(const char *dataset, idt_list_file *files, size_t count)
{
    const idt_list_reader *reader = idt_list_reader_find(idt_str_borrow(dataset));
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    idt_error err = {0};
    int64_t published;
    taken first = {.dataset = dataset};
    taken again = {.dataset = dataset};
    require(arena != NULL && reader != NULL);
    const bool is_set = reader->roles(files, count, arena, &err) == IDT_OK;
    require(is_set || err.message[0] != '\0');
    if (is_set) {
        if (reader->published != NULL) {
            (void)reader->published(files, count, &published);
        }
        require(read_once(reader, files, count, &first) == read_once(reader, files, count, &again));
        require(first.count == again.count && first.mixed == again.mixed);
    }
    idt_arena_free(arena);
    return is_set;
}

#endif
