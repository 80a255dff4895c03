/* Bytes as an index file: opening, a question, a scan of every form and the verification give
 * answers or errors, never undefined behaviour. The checksums are made good first, so that what
 * lies behind them is reached: a few bytes of a small good file are changed by the input. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "index/format.h"
#include "index/index.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static idt_rc look(void *context, const idt_index_candidate *candidate, idt_error *err)
{
    const idt_index *index = context;
    idt_comparison c;
    idt_index_entry entry;
    idt_compare_names(candidate->name, candidate->name, &c);
    for (uint32_t i = 0; i < candidate->entries && i < 4; i++) {
        (void)!idt_index_entry_of(index, candidate, i, &entry, err);
    }
    return IDT_OK;
}

#define CLASS_OF_BIRTH   UINT64_C(0x123456789abcdef1)
#define CLASS_OF_COUNTRY UINT64_C(0x923456789abcdef2)

/* What other fields can add, by the classes of the file below. */
static const idt_field_ask ASKS[] = {
    {.class_of = CLASS_OF_BIRTH, .mnat = 7000, .kind = IDT_FIELD_BIRTH},
    {.class_of = CLASS_OF_COUNTRY, .mnat = 800, .kind = IDT_FIELD_COUNTRY}};
static const idt_index_fields FIELDS = {
    .asks = ASKS, .count = 2, .most = {[IDT_FIELD_BIRTH] = 7000, [IDT_FIELD_COUNTRY] = 800}};

static void ask(const idt_index *index, const char *text, int32_t beside)
{
    idt_error err;
    idt_index_scratch *scratch;
    idt_arena *arena = idt_arena_new((size_t)64 << 20);
    idt_profile_name name = {.text = idt_str_borrow(text)};
    if (idt_index_scratch_new(index, (size_t)1 << 30, &scratch, &err) != IDT_OK) {
        idt_arena_free(arena);
        return;
    }
    if (idt_name_parse(name.text, IDT_NAME_PERSON, NULL, arena, &name.parsed, &err) == IDT_OK &&
        idt_match_prepare(&name.parsed, arena, &name.prepared, &err) == IDT_OK) {
        const idt_index_query query = {.name = &name,
                                       .cut = 3000,
                                       .beside_mnat = beside,
                                       .fields = &FIELDS,
                                       .some_agrees = beside == 0,
                                       .when = {.as_of = 5, .any_instant = true}};
        (void)!idt_index_candidates(index, &query, scratch, look, (void *)(uintptr_t)index, NULL,
                                    &err);
    }
    idt_index_scratch_free(scratch);
    idt_arena_free(arena);
}

static void read_all(const char *bytes, size_t len)
{
    idt_error err;
    idt_index *index;
    const idt_str file = {.ptr = bytes, .len = len};
    if (idt_index_open_bytes(&file, 1, &index, &err) != IDT_OK) {
        return;
    }
    ask(index, "ivan petrov ali", 0);
    ask(index, "muhammad", 1000000);
    ask(index, "иван хасан", 0);
    ask(index, "علي", 1000000);
    (void)!idt_index_verify(index, &err);
    idt_index_close(index);
}

static void build(idt_buf *out)
{
    static const char *const names[] = {"Ivan Petrov", "PETROV, Ivan I.",
                                        "Али Хасан",   "abdulhanif",
                                        "al-Tikriti",  "Ocean Star Shipping 17 Ltd"};
    idt_error err;
    idt_index_builder *builder;
    idt_index_built built;
    if (idt_index_builder_new(IDT_STR("fuzz"), (size_t)64 << 20, &builder, &err) != IDT_OK) {
        abort();
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const uint64_t classes[] = {CLASS_OF_BIRTH, CLASS_OF_COUNTRY};
        const idt_str origin = i < 2 ? IDT_STR("x") : i < 4 ? IDT_STR("y") : IDT_STR("z");
        const idt_index_name name = {.subject = idt_str_borrow(names[i]),
                                     .origin = origin,
                                     .text = idt_str_borrow(names[i]),
                                     .kind = i < 5 ? IDT_NAME_PERSON : IDT_NAME_ORGANISATION,
                                     .span = {0, 10, 0, 10, 0, 10}};
        (void)!idt_index_builder_add(builder, &name, &err);
        if (i == 0 || i == 2) { /* z says nothing of itself */
            (void)!idt_index_builder_describe(builder, origin, IDT_STR("{}"), &err);
        }
        if (i == 0) {
            (void)!idt_index_builder_fields(builder, origin, classes, 2, &err);
        }
    }
    idt_buf_init(out, (size_t)64 << 20);
    (void)!idt_index_builder_finish(builder, out, &built, &err);
    idt_index_builder_free(builder);
}

/* The header's checksum and the blocks' made to fit again. */
static void make_good(char *file, size_t len)
{
    const uint64_t checks = get_u64(file + AT_SECTIONS + 16 * SECTION_CHECKS);
    const uint64_t checks_len = get_u64(file + AT_SECTIONS + 16 * SECTION_CHECKS + 8);
    if (checks >= INDEX_HEADER && checks <= len && checks_len <= len - checks) {
        for (uint64_t b = 0; b < checks_len / 8; b++) {
            const uint64_t from = INDEX_HEADER + (b << INDEX_BLOCK_LOG2);
            const uint64_t left = from < checks ? checks - from : 0;
            const uint64_t block = UINT64_C(1) << INDEX_BLOCK_LOG2;
            const uint64_t sum =
                index_checksum(file + (left > 0 ? from : 0), left < block ? left : block);
            memcpy(file + checks + 8 * b, &sum, sizeof sum);
        }
    }
    char head[AT_CHECKSUM];
    memcpy(head, file, sizeof head);
    memset(head + AT_FILE_ID, 0, IDT_SHA256_BYTES);
    const uint64_t sum = index_checksum(head, sizeof head);
    memcpy(file + AT_CHECKSUM, &sum, sizeof sum);
}

/* The input: places (3 bytes) and what stands there then (1 byte). */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_buf good;
    build(&good);
    for (size_t i = 0; i + 4 <= size; i += 4) {
        const size_t at =
            ((size_t)data[i] | (size_t)data[i + 1] << 8 | (size_t)data[i + 2] << 16) % good.len;
        good.ptr[at] = (char)data[i + 3];
    }
    make_good(good.ptr, good.len);
    read_all(good.ptr, good.len);
    idt_buf_release(&good);
    /* And as they are. */
    if (size >= INDEX_HEADER) {
        char *copy = malloc(size);
        if (copy != NULL) {
            memcpy(copy, data, size);
            make_good(copy, size);
            read_all(copy, size);
            free(copy);
        }
    }
    return 0;
}
