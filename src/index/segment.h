/* segment.h - one index file as read: every access checked, nothing believed.
 *
 * I1  Open checks header, section table and sizes. A place is checked against its section when it
 *     is read, and the block it lies in against its checksum when it is first touched.
 * I2  A pointer is valid until close; what it points to stays as it was.
 * I3  Readers may share a segment: what is noted (which blocks were checked) is noted atomically.
 */
#ifndef INTERDICT_INDEX_SEGMENT_H
#define INTERDICT_INDEX_SEGMENT_H

#include <stdatomic.h>

#include "core/hash.h"
#include "core/io.h"
#include "index/format.h"

typedef struct segment_section {
    const uint8_t *at;
    uint64_t len;
    uint64_t from; /* in the file */
} segment_section;

typedef struct segment {
    idt_str name; /* for messages */
    idt_mapped mapped;
    const uint8_t *bytes;
    size_t len;
    segment_section section[SECTION_COUNT];
    uint32_t forms, terms, natives, entries, parts, ids, spans, finds, replaces;
    uint64_t posts;
    int64_t known_at_us;
    uint64_t *replaced; /* a bit an id: a later file speaks of it; NULL: none is */
    unsigned key_bits, link_bits;
    unsigned field_bits;       /* 0: no class of fields is told of anything */
    _Atomic uint64_t *checked; /* a bit a block */
    size_t blocks;
} segment;

/* `bytes` begin at a multiple of 8 and outlive the segment. Errors: IDT_E_FORMAT (not ours, another
 * format, other tables), IDT_E_CORRUPT. */
IDT_CHECK idt_rc segment_open(segment *s, idt_str name, idt_str bytes, idt_arena *arena,
                              idt_error *err);
/* Checks [from, to) of the file block by block: false where one is damaged. */
bool segment_check(const segment *s, uint64_t from, uint64_t to);
/* Every block, and the SHA-256 against the file's id. */
IDT_CHECK idt_rc segment_verify(const segment *s, idt_error *err);
/* The answer where a place or a block was not what it should be. */
idt_rc segment_damaged(const segment *s, idt_error *err);

/* `len` bytes from `at` of a section; NULL where they are not there or damaged. */
static inline const uint8_t *segment_bytes(const segment *s, index_section of, uint64_t at,
                                           uint64_t len)
{
    const segment_section *section = &s->section[of];
    if (at > section->len || len > section->len - at) {
        return NULL;
    }
    const uint64_t from = section->from + at - INDEX_HEADER;
    const uint64_t first = from >> INDEX_BLOCK_LOG2;
    const uint64_t last = (from + (len > 0 ? len - 1 : 0)) >> INDEX_BLOCK_LOG2;
    if (first == last && first < s->blocks &&
        (atomic_load_explicit(&s->checked[first / 64], memory_order_acquire) >> (first % 64) & 1) !=
            0) {
        return section->at + at;
    }
    return segment_check(s, section->from + at, section->from + at + len) ? section->at + at : NULL;
}

/* The range [offsets[i], offsets[i + 1]) of `target`, as bytes of units of `unit`. */
static inline const uint8_t *segment_range(const segment *s, index_section offsets,
                                           index_section target, uint64_t i, uint64_t unit,
                                           uint64_t *len)
{
    const uint8_t *pair = segment_bytes(s, offsets, 4 * i, 8);
    *len = 0;
    if (pair == NULL) {
        return NULL;
    }
    const uint64_t from = get_u32(pair) * unit;
    const uint64_t to = get_u32(pair + 4) * unit;
    *len = to - from;
    return to < from ? NULL : segment_bytes(s, target, from, to - from);
}

/* Parts of the form whose row begins there, up to `most`; 0: not there or damaged. */
static inline size_t segment_row(const segment *s, uint32_t row, const row_part **out, size_t most)
{
    const row_part *parts = (const row_part *)(const void *)s->section[SECTION_FWD].at;
    const size_t left = row < s->parts ? s->parts - row : 0;
    size_t count = 0;
    while (count < left && count < most && (parts[row + count].beside & FWD_END) == 0) {
        count++;
    }
    if (count >= left || count >= most) {
        return 0;
    }
    count++;
    *out = (const row_part *)(const void *)segment_bytes(
        s, SECTION_FWD, (uint64_t)row * sizeof **out, count * sizeof **out);
    return *out != NULL ? count : 0;
}

/* A term's head and record; false where they are not there or damaged. */
static inline bool segment_term(const segment *s, uint32_t term, term_head *head,
                                const uint8_t **record, uint64_t *len)
{
    const uint8_t *at = term < s->terms
                            ? segment_bytes(s, SECTION_TERM, (uint64_t)term * sizeof *head,
                                            sizeof *head + sizeof(uint32_t))
                            : NULL;
    *record = NULL;
    if (at != NULL) {
        memcpy(head, at, sizeof *head);
        const uint64_t from = (uint64_t)head->record * 4;
        const uint64_t to = (uint64_t)get_u32(at + sizeof *head) * 4;
        *len = to - from;
        *record = to < from ? NULL : segment_bytes(s, SECTION_TERM_DATA, from, to - from);
    }
    return *record != NULL;
}

#endif
