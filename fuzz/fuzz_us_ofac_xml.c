/* Any bytes as one XML file of either of OFAC's lists, in either form: nothing is read past its
 * end, every entry is accounted for (reader.h, I1), what is refused has a line, what is put is a
 * record that reads back, and a second read says the same. The last byte chooses the list. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "lists/reader.h"

#define ARENA_BYTES ((size_t)256 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct taken {
    const char *dataset;
    uint64_t count;
    uint64_t mixed; /* of all hashes */
} taken;

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static idt_rc put(void *context, idt_str key, idt_str content, const idt_digest *hash,
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

static idt_rc read_once(const idt_list_reader *reader, const idt_list_file *file, taken *t)
{
    const idt_list_sink sink = {.context = t, .put = put};
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    idt_list_account a = {.arena = arena};
    idt_error err = {0};
    require(arena != NULL);
    const idt_rc rc = idt_list_read(reader, file, 1, &sink, &a, &err);
    if (rc == IDT_OK) {
        require(a.seen == a.mapped + a.rejected && a.mapped == t->count);
        for (size_t i = 0; i < a.reject_count; i++) {
            require(a.rejects[i].place.line > 0 && a.rejects[i].why.len > 0);
        }
    } else {
        require(err.code == IDT_E_INPUT ? err.line > 0 : err.code == IDT_E_LIMIT);
    }
    idt_arena_free(arena);
    return rc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const bool sdn = size > 0 && (data[size - 1] & 1) == 0;
    const char *dataset = sdn ? "us_ofac_sdn" : "us_ofac_non_sdn";
    const idt_list_reader *reader = idt_list_reader_find(idt_str_borrow(dataset));
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    idt_error err = {0};
    idt_list_file file = {.name = IDT_STR("f.xml"),
                          .bytes = {.ptr = (const char *)data, .len = size}};
    int64_t published;
    taken first = {.dataset = dataset};
    taken again = {.dataset = dataset};
    require(arena != NULL && reader != NULL);
    if (reader->roles(&file, 1, arena, &err) == IDT_OK && !idt_str_is(file.role, "sdn")) {
        (void)reader->published(&file, 1, &published);
        require(read_once(reader, &file, &first) == read_once(reader, &file, &again));
        require(first.count == again.count && first.mixed == again.mixed);
    }
    idt_arena_free(arena);
    return 0;
}
