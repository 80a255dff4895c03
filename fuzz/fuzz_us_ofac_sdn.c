/* Any bytes as a set of OFAC's files, parted by lines of `=`: every entry is accounted for
 * (reader.h, I1), what is refused says why, what is put is a record that reads back. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "lists/reader.h"

#define ARENA_BYTES ((size_t)256 << 20)
#define FILES_MAX   4

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
    require(idt_record_read(IDT_STR("us_ofac_sdn"), key, content, hash, arena, &record, err) ==
            IDT_OK);
    idt_arena_free(arena);
    return IDT_OK;
}

static size_t part_files(idt_str bytes, idt_list_file files[FILES_MAX])
{
    size_t count = 0;
    while (count < FILES_MAX) {
        size_t end = bytes.len;
        for (size_t i = 0; i + 1 < bytes.len && end == bytes.len; i++) {
            end = bytes.ptr[i] == '=' && bytes.ptr[i + 1] == '\n' ? i : end;
        }
        files[count++] =
            (idt_list_file){.name = IDT_STR("f.csv"), .bytes = idt_str_slice(bytes, 0, end)};
        if (end == bytes.len) {
            break;
        }
        bytes = idt_str_slice(bytes, end + 2, bytes.len);
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const bool sdn = size > 0 && (data[size - 1] & 1) == 0;
    const idt_list_reader *reader =
        idt_list_reader_find(idt_str_borrow(sdn ? "us_ofac_sdn" : "us_ofac_non_sdn"));
    const idt_list_sink sink = {.put = put};
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    idt_list_account account = {.arena = arena};
    idt_list_file files[FILES_MAX];
    idt_error err = {0};
    const idt_str bytes = {.ptr = (const char *)data, .len = size};
    const size_t count = part_files(bytes, files);
    require(arena != NULL && reader != NULL);
    if (reader->roles(files, count, arena, &err) == IDT_OK) {
        const idt_rc rc = idt_list_read(reader, files, count, &sink, &account, &err);
        require(rc == IDT_OK || rc == IDT_E_INPUT || rc == IDT_E_LIMIT);
        require(rc != IDT_OK ||
                account.seen == account.mapped + account.unchanged + account.rejected);
        for (size_t i = 0; i < account.reject_count; i++) {
            require(account.rejects[i].place.line > 0 && account.rejects[i].why.len > 0);
        }
    }
    require(err.code == IDT_OK || err.message[0] != '\0');
    idt_arena_free(arena);
    return 0;
}
