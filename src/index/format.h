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
 *   POST  term -> forms, and what stands beside it      FWD  form -> terms
 *
 * I1  All numbers are little-endian; no pointer is stored; any address that is a multiple of 8 will
 *     do for the file's first byte.
 * I2  Same names in, in whatever order: same bytes out. Terms are ordered by class, skeleton, fold,
 * native ones last; forms by their rarest term; both last by their own bytes.
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
#define INDEX_FORMAT     13
#define INDEX_HEADER     1024
#define INDEX_BLOCK_LOG2 14
#define INDEX_ALIGN      64

#define INDEX_TERMS_MAX  ((1U << 24) - 1) /* ids of 24 bits in KEY */
#define INDEX_NATIVE     (UINT32_C(1) << 31)
#define INDEX_FORMS_MAX  UINT32_C(0xfffffffe)
#define INDEX_PARTS_MAX  ((UINT32_C(1) << 29) - 1) /* places of 29 bits in POST */
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
    SECTION_TERM, /* term_head[terms + 1] */
    SECTION_TERM_DATA,
    SECTION_LETTERS,  /* u64 a term: what is graded of it (text/grade.h) */
    SECTION_READINGS, /* the same of three readings, of each native term */
    SECTION_POST,     /* posting[] */
    SECTION_KEY_OFF,  /* u32[buckets + 1] */
    SECTION_KEY,      /* u32: a bit for not Latin, 7 of check, 24 of term */
    SECTION_LINK_OFF, /* u32[buckets + 1] */
    SECTION_LINK,     /* u32: form */
    SECTION_LINK_CHECK,
    SECTION_FWD_OFF, /* u32[forms + 1] */
    SECTION_FWD,     /* row_part[] */
    SECTION_FORM_OFF,
    SECTION_FORM_DATA,
    SECTION_FIELD,     /* rows by what fields of their parties say */
    SECTION_FIELD_OFF, /* u32[buckets + 2], or none */
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

/* Rows are counted in cells of four parts. A bucket of FIELD holds of each class its check, how
 * many bytes twice, and one more for BITS; then cells, a bit each where they are many. */
#define FIELD_CELL_LOG2  2
#define FIELD_DENSE      24
#define INDEX_CLASS_NONE 0
enum { FIELD_LIST, FIELD_BITS };

static inline uint32_t index_field_cells(uint32_t parts)
{
    return (parts >> FIELD_CELL_LOG2) + 1;
}

static inline uint32_t index_field_bytes(uint32_t cells)
{
    return (cells + 7) / 8;
}

#define FIND_BYTES     16 /* u64 hash, u32 id, u32 zero */
#define ENTRY_BYTES    16 /* u32 subject, origin (ids), ordinal, span */
#define READINGS_BYTES 24 /* u64 each */
#define SPAN_BYTES     48 /* i64 valid, published, recorded: from and to */

/* What a search asks of every term it meets: half a line of the cache. A term's record and postings
 * end where those of the next begin; the last head, of no term, says where all end. */
typedef struct term_head {
    uint32_t record; /* in TERM_DATA, in units of 4 bytes */
    uint32_t post;   /* in POST, items */
    uint32_t letters;
    uint32_t fold_hash, skeleton_hash;
    uint32_t class_id;
    uint16_t rarity_mnat;
    uint8_t fold_len, skeleton_len; /* at most 255 */
    uint8_t use, flags, script, traits;
} term_head;

_Static_assert(sizeof(term_head) == 32, "two terms a line of the cache");

enum { TRAIT_FIRST = 31, TRAIT_WHOLE = 32, TRAIT_ATTRIBUTE = 64, TRAIT_GROUPS = 128 };

/* The rest stands in the term's record. Behind it: its number, where it has one (u32); of each
 * reading its cost (i32), the lengths of
 * its letters and of their fold (u16); groups (u16); lengths of the sounds (u16); then the bytes of
 * text, fold, whole, skeleton, attribute (their lengths stand in `len`), of the readings, letters
 * and fold each, and of the sounds; then zeros up to a multiple of 4. */
typedef struct term_rest {
    uint32_t text_hash;
    uint16_t len[5];
    uint8_t readings, sounds, groups;
    uint8_t numbers; /* 0 or 1 */
    uint8_t zeros[2];
} term_rest;

/* A form that bears a term, and what the form holds beside it: most forms fall by that alone.
 *
 * `row`     where the form's row begins, in parts (bits 0-28); the word beside is a PHRASE (29);
 *           the name is an organisation's or object's (30); MANY (31)
 * `beside`  the one word beside the term, 0 where there is none (index_beside_of, bits 0-25);
 *           its omission says nothing (26); in bits 27-31 the first letter of the one initial,
 *           BESIDE_NO_INITIAL
 *
 * MANY: two words and more, a number, several initials, or the term twice. `beside` is then: the
 * first letters of words and initials, a bit each (index_many_first; 0-25 a letter, 29 another of a
 * Latin text, 30 of another script); one of the words may be cut off (26); a number or the term
 * again (27); some are initials (28). */
typedef struct posting {
    uint32_t row;
    uint32_t beside;
} posting;

#define POST_ORG             (UINT32_C(1) << 30)
#define POST_MANY            (UINT32_C(1) << 31)
#define POST_ROW             ((UINT32_C(1) << 29) - 1)
#define POST_PHRASE          (UINT32_C(1) << 29)
#define BESIDE_WORD          ((UINT32_C(1) << 26) - 1)
#define BESIDE_MUTE          (UINT32_C(1) << 26)
#define BESIDE_INITIAL_SHIFT 27
#define BESIDE_NO_INITIAL    31
#define MANY_FIRSTS          (((UINT32_C(1) << 26) - 1) | UINT32_C(3) << 29)
#define MANY_CUT_OFF         (UINT32_C(1) << 26)
#define MANY_OTHER           (UINT32_C(1) << 27)
#define MANY_INITIALS        (UINT32_C(1) << 28)

/* Of the code of a first letter (FWD_FIRST_ANY). */
static inline uint32_t index_many_first(uint32_t code)
{
    return code < 26   ? UINT32_C(1) << code
           : code < 28 ? UINT32_C(1) << 29
           : code < 31 ? UINT32_C(1) << 30
                       : MANY_FIRSTS;
}

/* A part of a form, in order: what a bound needs without reading the term.
 *
 * `what`    term (bits 0-23); use (24, 25); the name is an organisation's or object's (26); its
 *           omission says nothing: a place, or a repetition (27); role (28-31), 15 a repetition
 * `beside`  of words and initials index_beside_of (bits 0-25); the form's last part (26); a PHRASE
 *           (27): a generic word or place, so long that another may be a word of it; code of the
 *           text's second byte (28-31), 0 where it has one */
typedef struct row_part {
    uint32_t what;
    uint32_t beside;
} row_part;

enum { FWD_OTHER, FWD_WORD, FWD_INITIAL, FWD_FORM };
#define FWD_USE_SHIFT    24
#define FWD_ORG          (UINT32_C(1) << 26)
#define FWD_MUTE         (UINT32_C(1) << 27)
#define FWD_ROLE_SHIFT   28
#define FWD_ROLE_REPEATS 15
#define FWD_END          (UINT32_C(1) << 26) /* of `beside`, as the next */
#define FWD_PHRASE       (UINT32_C(1) << 27)
#define FWD_SECOND_SHIFT 28

/* 0 to 25 a letter, 26 other ASCII, 27 another byte of a Latin text, 28 to 30 of another script, 31
 * of a text of two scripts that begins in ASCII: it may begin as any. */
#define FWD_FIRST_NATIVE 28
#define FWD_FIRST_ANY    31

enum { TERM_LATIN = 1, TERM_DIGITS = 2, TERM_KNOWN = 4, TERM_AFTER_BIN = 8 };
#define TERM_ROLE_SHIFT 4 /* the role in bits 4 to 7 of the flags */
enum { PART_TAGGED = 16, PART_JOINED = 32, PART_ARTICLE = 64, PART_AFTER_BIN = 128 };
enum {
    PART_LAST = 256,
    PART_REPEATS = 512,
    PART_SYLLABIC = 1024,
    PART_STOPPED = 2048
}; /* beside the role in bits 0 to 3 */
#define PART_BITS 4095U

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
