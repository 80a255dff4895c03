/* format.h - the bytes of an index file: sections, records, keys. docs/formats/index.md is the
 * normative description; this header holds the numbers.
 *
 *   header 1,024 | sections, each at a multiple of 64 | one checksum for every 16 KiB
 *
 *   term    a part of a name as the relation sees it (match/relation.h), kept once
 *   form    a name as written, with its kind, tags and standing: parsed once, kept once
 *   entry   who bore a form, and when: subject, origin, ordinal, span
 *
 *   KEY   hash -> terms      what makes two parts related
 *   LINK  hash -> forms      whole names, adjacent parts joined, initials of organisations
 *   POST  term -> forms      FWD  form -> terms
 *
 * I1  All numbers are little-endian; no pointer is stored; any address that is a multiple of 8 will
 *     do for the file's first byte.
 * I2  Same names in, in whatever order: same bytes out. Terms are ordered by class, skeleton, fold;
 *     forms by their rarest term; both last by their own bytes.
 */
#ifndef INTERDICT_INDEX_FORMAT_H
#define INTERDICT_INDEX_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/checksum.h"
#include "core/hash.h"

#define INDEX_MAGIC      "IDTINDEX"
#define INDEX_FORMAT     2
#define INDEX_HEADER     1024
#define INDEX_BLOCK_LOG2 14
#define INDEX_ALIGN      64

#define INDEX_TERMS_MAX  ((1U << 24) - 1) /* ids of 24 bits in KEY */
#define INDEX_NATIVE     (UINT32_C(1) << 31)
#define INDEX_FORMS_MAX  UINT32_C(0xfffffffe)
#define INDEX_TABLES_LEN 48

/* Places in the header. */
enum {
    AT_MAGIC = 0,
    AT_FORMAT = 8,
    AT_BLOCK_LOG2 = 12,
    AT_FILE_LEN = 16,
    AT_FORMS = 24,
    AT_TERMS = 32,
    AT_ENTRIES = 40,
    AT_PARTS = 48,
    AT_CONTENT_ID = 56,
    AT_FILE_ID = 88,
    AT_TABLES = 120,           /* IDT_NAME_TABLES, NUL behind it */
    AT_REGISTER_VERSION = 168, /* the same */
    AT_KNOWN_AT = 248,
    AT_SECTIONS = 256, /* offset and length, 8 bytes each */
    AT_CHECKSUM = 1016 /* of bytes 0 to 1015, FILE_ID as zeros */
};

typedef enum index_section {
    SECTION_TERM_OFF, /* u32[terms + 1], in units of 4 bytes */
    SECTION_TERM_DATA,
    SECTION_POST_OFF, /* u32[terms + 1] */
    SECTION_POST,     /* differences, variable length */
    SECTION_KEY_OFF,  /* u32[buckets + 1] */
    SECTION_KEY,      /* u32: a bit for not Latin, 7 of check, 24 of term */
    SECTION_LINK_OFF, /* u32[buckets + 1] */
    SECTION_LINK,     /* u32: form */
    SECTION_LINK_CHECK,
    SECTION_FWD_OFF, /* u32[forms + 1] */
    SECTION_FWD,     /* u32 a part, in order: term and FWD_ bits */
    SECTION_FORM_OFF,
    SECTION_FORM_DATA,
    SECTION_ENTRY_OFF, /* u32[forms + 1] */
    SECTION_ENTRY,     /* 16 bytes each */
    SECTION_SPAN,      /* 48 bytes each */
    SECTION_ID_OFF,    /* u32[ids + 1] */
    SECTION_ID_DATA,
    SECTION_ABOUT_OFF, /* u32[ids + 1] */
    SECTION_ABOUT,     /* what ids stand for */
    SECTION_FIND,      /* 16 bytes each */
    SECTION_REPLACE_OFF,
    SECTION_REPLACE,
    SECTION_CHECKS, /* u64 a block; the last section */
    SECTION_COUNT
} index_section;

#define FIND_BYTES  16 /* u64 hash, u32 id, u32 zero */
#define ENTRY_BYTES 16 /* u32 subject, origin (ids), ordinal, span */
#define SPAN_BYTES  48 /* i64 valid, published, recorded: from and to */

/* The fixed part of a term's record. Behind it: of each reading its cost (i32), the lengths of its
 * letters and of their fold (u16); groups (u16); lengths of the sounds (u16); then the bytes of
 * text, fold, whole, skeleton, attribute (their lengths stand in `len`), of the readings, letters
 * and fold each, and of the sounds; then zeros up to a multiple of 4. */
typedef struct term_head {
    uint32_t forms; /* how many bear it */
    uint32_t text_hash, fold_hash, skeleton_hash, letters;
    uint32_t class_id;
    int32_t rarity_mnat;
    uint32_t number;
    uint8_t use, script, flags, readings, sounds, groups;
    uint16_t len[5];
} term_head;

/* Beside the term of a part, in bits 24 and on: what a bound needs without reading the term. */
enum { FWD_OTHER, FWD_WORD, FWD_INITIAL, FWD_FORM }; /* bits 24, 25: its use */
#define FWD_USE_SHIFT   24
#define FWD_ORG         (UINT32_C(1) << 26) /* the name is an organisation's or object's */
#define FWD_FIRST_SHIFT 27                  /* 5 bits of the first byte of its text */
/* 0 to 25 a letter, 26 other ASCII, 27 another byte of a Latin text, 28 to 31 of another script. */
#define FWD_FIRST_NATIVE 28

enum { TERM_LATIN = 1, TERM_DIGITS = 2, TERM_KNOWN = 4, TERM_AFTER_BIN = 8 };
#define TERM_ROLE_SHIFT 4 /* the role in bits 4 to 7 of the flags */
enum { PART_TAGGED = 16, PART_JOINED = 32, PART_ARTICLE = 64, PART_AFTER_BIN = 128 };
enum { PART_LAST = 256, PART_REPEATS = 512 }; /* beside the role in bits 0 to 3 */

static inline uint32_t get_u32(const void *at)
{
    uint32_t v;
    memcpy(&v, at, sizeof v);
    return v;
}

static inline uint64_t get_u64(const void *at)
{
    uint64_t v;
    memcpy(&v, at, sizeof v);
    return v;
}

/* A number of variable length, 7 bits a byte, low ones first. False past `end` or 32 bits. */
static inline bool get_varint(const uint8_t **at, const uint8_t *end, uint32_t *out)
{
    uint32_t v = 0;
    for (unsigned shift = 0; shift < 35 && *at < end; shift += 7) {
        const uint8_t byte = *(*at)++;
        v |= (uint32_t)(byte & 0x7f) << (shift & 31);
        if (byte < 0x80) {
            *out = v;
            return true;
        }
    }
    return false;
}

/* Of a block, and of the header. */
static inline uint64_t index_checksum(const void *bytes, size_t len)
{
    return idt_checksum64(bytes, len);
}

/* SHA-256 of the header with FILE_ID as zeros, followed by the SHA-256 of all behind it. */
IDT_CHECK idt_rc index_file_id(const void *bytes, size_t len, idt_digest *out, idt_error *err);

#endif
