#include "index/segment.h"

#include <inttypes.h>

#include "generated/name_lexicon.h"

static idt_rc refuse(const segment *s, idt_error *err, idt_rc rc, const char *why)
{
    return idt_fail(err, rc, IDT_STR_FMT ": %s", IDT_STR_ARG(s->name), why);
}

idt_rc segment_damaged(const segment *s, idt_error *err)
{
    return refuse(s, err, IDT_E_CORRUPT,
                  "a block of the index is damaged; build it again (interdict index build)");
}

static bool little_endian(void)
{
    const uint32_t one = 1;
    uint8_t first;
    memcpy(&first, &one, 1);
    return first == 1;
}

static idt_rc check_head(const segment *s, idt_error *err)
{
    uint8_t head[AT_CHECKSUM];
    if (!little_endian()) {
        return refuse(s, err, IDT_E_FORMAT, "this machine's numbers are big-endian; not supported");
    }
    if (s->len < INDEX_HEADER || memcmp(s->bytes, INDEX_MAGIC, 8) != 0) {
        return refuse(s, err, IDT_E_FORMAT, "no index file");
    }
    if (get_u32(s->bytes + AT_FORMAT) != INDEX_FORMAT ||
        get_u32(s->bytes + AT_BLOCK_LOG2) != INDEX_BLOCK_LOG2) {
        return refuse(s, err, IDT_E_FORMAT,
                      "an index of another format; build it again (interdict index build)");
    }
    memcpy(head, s->bytes, sizeof head);
    memset(head + AT_FILE_ID, 0, IDT_SHA256_BYTES);
    if (index_checksum(head, sizeof head) != get_u64(s->bytes + AT_CHECKSUM)) {
        return refuse(s, err, IDT_E_CORRUPT, "the header is damaged; build the index again");
    }
    if (get_u64(s->bytes + AT_FILE_LEN) != s->len) {
        return refuse(s, err, IDT_E_CORRUPT,
                      "the file is longer or shorter than its header says; build the index again");
    }
    char tables[INDEX_TABLES_LEN] = {0};
    memcpy(tables, IDT_NAME_TABLES, sizeof IDT_NAME_TABLES);
    if (memcmp(tables, s->bytes + AT_TABLES, sizeof tables) != 0) {
        return refuse(s, err, IDT_E_FORMAT,
                      "built with other tables of names than this program's (" IDT_NAME_TABLES
                      "); build it again (interdict index build)");
    }
    return IDT_OK;
}

/* In order, none over another, none past the end. */
static bool place_sections(segment *s)
{
    uint64_t at = INDEX_HEADER;
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        const uint64_t from = get_u64(s->bytes + AT_SECTIONS + 16 * i);
        const uint64_t len = get_u64(s->bytes + AT_SECTIONS + 16 * i + 8);
        if (from < at || from > s->len || len > s->len - from || from % INDEX_ALIGN != 0) {
            return false;
        }
        s->section[i] = (segment_section){.at = s->bytes + from, .len = len, .from = from};
        at = from + len;
    }
    return true;
}

static bool table_bits(const segment_section *offsets, unsigned *bits)
{
    for (*bits = 1; *bits < 32; (*bits)++) {
        if (offsets->len == ((UINT64_C(1) << *bits) + 1) * 4) {
            return true;
        }
    }
    return false;
}

/* Buckets by hash, and one more. */
static bool field_bits(const segment_section *offsets, unsigned *bits)
{
    segment_section of = *offsets;
    *bits = 0;
    of.len -= of.len > 0 ? 4 : 0;
    return of.len == 0 || table_bits(&of, bits);
}

static bool offsets_for(const segment *s, index_section of, uint64_t count)
{
    return s->section[of].len == (count + 1) * 4;
}

static bool check_sizes(segment *s)
{
    const uint64_t forms = get_u64(s->bytes + AT_FORMS);
    const uint64_t terms = get_u64(s->bytes + AT_TERMS);
    const uint64_t entries = get_u64(s->bytes + AT_ENTRIES);
    const uint64_t parts = get_u64(s->bytes + AT_PARTS);
    const segment_section *x = s->section;
    if (forms > INDEX_FORMS_MAX || terms > INDEX_TERMS_MAX || entries > UINT32_MAX ||
        parts > INDEX_PARTS_MAX || x[SECTION_ID_OFF].len < 4 || x[SECTION_REPLACE_OFF].len < 4) {
        return false;
    }
    s->forms = (uint32_t)forms;
    s->terms = (uint32_t)terms;
    s->entries = (uint32_t)entries;
    s->parts = (uint32_t)parts;
    s->posts = x[SECTION_POST].len / sizeof(posting);
    s->ids = (uint32_t)(x[SECTION_ID_OFF].len / 4 - 1);
    s->finds = (uint32_t)(x[SECTION_FIND].len / FIND_BYTES);
    s->replaces = (uint32_t)(x[SECTION_REPLACE_OFF].len / 4 - 1);
    s->known_at_us = (int64_t)get_u64(s->bytes + AT_KNOWN_AT);
    s->natives = (uint32_t)(x[SECTION_READINGS].len / READINGS_BYTES);
    s->spans = (uint32_t)(x[SECTION_SPAN].len / SPAN_BYTES);
    s->blocks = (size_t)(x[SECTION_CHECKS].len / 8);
    const uint64_t covered = x[SECTION_CHECKS].from - INDEX_HEADER;
    return x[SECTION_TERM].len == (terms + 1) * sizeof(term_head) &&
           x[SECTION_LETTERS].len == terms * sizeof(uint64_t) &&
           x[SECTION_READINGS].len % READINGS_BYTES == 0 && s->natives <= terms &&
           x[SECTION_POST].len % sizeof(posting) == 0 && offsets_for(s, SECTION_FWD_OFF, forms) &&
           offsets_for(s, SECTION_FORM_OFF, forms) && offsets_for(s, SECTION_ENTRY_OFF, forms) &&
           x[SECTION_FWD].len == parts * sizeof(row_part) &&
           x[SECTION_ENTRY].len == entries * ENTRY_BYTES &&
           x[SECTION_LINK].len == x[SECTION_LINK_CHECK].len * 4 && x[SECTION_ID_OFF].len % 4 == 0 &&
           x[SECTION_ABOUT_OFF].len == x[SECTION_ID_OFF].len &&
           x[SECTION_FIND].len % FIND_BYTES == 0 && x[SECTION_REPLACE_OFF].len % 4 == 0 &&
           x[SECTION_SPAN].len % SPAN_BYTES == 0 && x[SECTION_CHECKS].len % 8 == 0 &&
           table_bits(&x[SECTION_KEY_OFF], &s->key_bits) &&
           table_bits(&x[SECTION_LINK_OFF], &s->link_bits) &&
           field_bits(&x[SECTION_FIELD_OFF], &s->field_bits) &&
           s->blocks == (covered + (1U << INDEX_BLOCK_LOG2) - 1) >> INDEX_BLOCK_LOG2;
}

idt_rc segment_open(segment *s, idt_str name, idt_str bytes, idt_arena *arena, idt_error *err)
{
    *s = (segment){.name = name, .bytes = (const uint8_t *)bytes.ptr, .len = bytes.len};
    if ((uintptr_t)bytes.ptr % 8 != 0) {
        return refuse(s, err, IDT_E_USAGE, "bytes must begin at a multiple of 8");
    }
    const idt_rc rc = check_head(s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (!place_sections(s) || !check_sizes(s)) {
        return refuse(s, err, IDT_E_CORRUPT,
                      "the table of sections contradicts itself; build the index again");
    }
    s->checked = (_Atomic uint64_t *)idt_arena_alloc_n(arena, s->blocks / 64 + 1, sizeof(uint64_t));
    return s->checked != NULL ? IDT_OK : idt_arena_fail(arena, err);
}

static bool check_block(const segment *s, uint64_t block)
{
    const uint64_t end = s->section[SECTION_CHECKS].from;
    const uint64_t from = INDEX_HEADER + (block << INDEX_BLOCK_LOG2);
    const uint64_t to =
        end - from < (1U << INDEX_BLOCK_LOG2) ? end : from + (1U << INDEX_BLOCK_LOG2);
    if (index_checksum(s->bytes + from, (size_t)(to - from)) !=
        get_u64(s->section[SECTION_CHECKS].at + 8 * block)) {
        return false;
    }
    atomic_fetch_or_explicit(&s->checked[block / 64], UINT64_C(1) << (block % 64),
                             memory_order_release);
    return true;
}

bool segment_check(const segment *s, uint64_t from, uint64_t to)
{
    if (from >= to) {
        return true;
    }
    const uint64_t last = (to - 1 - INDEX_HEADER) >> INDEX_BLOCK_LOG2;
    for (uint64_t b = (from - INDEX_HEADER) >> INDEX_BLOCK_LOG2; b <= last; b++) {
        if (b >= s->blocks) {
            return false;
        }
        const uint64_t word = atomic_load_explicit(&s->checked[b / 64], memory_order_acquire);
        if ((word >> (b % 64) & 1) == 0 && !check_block(s, b)) {
            return false;
        }
    }
    return true;
}

idt_rc segment_verify(const segment *s, idt_error *err)
{
    idt_digest id;
    for (uint64_t b = 0; b < s->blocks; b++) {
        if (!check_block(s, b)) {
            return idt_fail(err, IDT_E_CORRUPT,
                            IDT_STR_FMT ": block %" PRIu64 " (bytes %" PRIu64
                                        " and on) is damaged; build the index again",
                            IDT_STR_ARG(s->name), b, INDEX_HEADER + (b << INDEX_BLOCK_LOG2));
        }
    }
    const idt_rc rc = index_file_id(s->bytes, s->len, &id, err);
    if (rc != IDT_OK) {
        return rc;
    }
    return memcmp(id.bytes, s->bytes + AT_FILE_ID, sizeof id.bytes) == 0
               ? IDT_OK
               : refuse(s, err, IDT_E_CORRUPT,
                        "its bytes are not those its id was made of; build the index again");
}
