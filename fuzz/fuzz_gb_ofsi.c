/* Any bytes as the consolidated list of the United Kingdom: nothing is read past its end, every
 * entry is accounted for (reader.h, I1), what is refused has a line, what is put is a record that
 * reads back.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "lists/reader.h"

#define ARENA_BYTES ((size_t)256 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static idt_rc put(void *context, idt_str key, idt_str content, const idt_digest *hash,
                  idt_error *err)
{
    idt_record record;
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    (void)context;
    require(arena != NULL && key.len > 0);
    require(idt_record_read(IDT_STR("gb_ofsi"), key, content, hash, arena, &record, err) == IDT_OK);
    idt_arena_free(arena);
    return IDT_OK;
}

static void check_account(const idt_list_account *a)
{
    require(a->seen == a->mapped + a->unchanged + a->rejected);
    for (size_t i = 0; i < a->reject_count; i++) {
        require(a->rejects[i].place.line > 0 && a->rejects[i].why.len > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const idt_list_reader *reader = idt_list_reader_find(IDT_STR("gb_ofsi"));
    const idt_list_sink sink = {.put = put};
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    idt_list_account account = {.arena = arena};
    idt_error err = {0};
    idt_list_file file = {.name = IDT_STR("f.csv"),
                          .bytes = {.ptr = (const char *)data, .len = size}};
    int64_t published;
    require(arena != NULL && reader != NULL);
    if (reader->roles(&file, 1, arena, &err) == IDT_OK) {
        (void)reader->published(&file, 1, &published);
        if (idt_list_read(reader, &file, 1, &sink, &account, &err) == IDT_OK) {
            check_account(&account);
        } else {
            require(err.code == IDT_E_INPUT ? err.line > 0 : err.code == IDT_E_LIMIT);
        }
    }
    idt_arena_free(arena);
    return 0;
}
