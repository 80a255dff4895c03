/* name_lexicon.h - what is known of a word of a name.
 *
 * Made by tools/gen_names.py (revision 11) from data/tables; do not edit.
 * Origin and licence of each table: data/reference/README.md. SHA-256 of the inputs:
 *   armed_groups.tsv        49db78f2584e063c6632c8b87f48a91046b2a8d5495b56782832ff042df48e83
 *   family_names.tsv        2fc348f686ce50808149dcdb4380b0a0ad4e37c92b504e04d3d10d046542009c
 *   generic_words.tsv       2d0763df4d5a96951d973dbdbcacdb473620d8a26061d7b6e9a3109395adc372
 *   legal_forms.tsv         6c579fd9fb1f9da64b92d130089c22c43e16aa3219b0df210d6a0afa41cd48e7
 *   nicknames.tsv           6639940de157d3ed116cca64c3b1a41670a6a98600b92a7f506bfda33d1c0634
 *   numbers.tsv             c7beb4e73648b57dd818660751469c8892bb37e3416b1502649a8b869c38528a
 *   objects.tsv             60b3a4f31b2ea905e8906031cf6268d69617e9cdf7eaf69877142f97ef3c6cce
 *   particles.tsv           7803d6a9bfe675fea827cd51818939dd97b2c56e7e7f99260495d8540b08b2f0
 *   places.tsv              d12d5725540a97f0272cdd2f66a09111bf1b55f8bc3d59095e0a61e2abf05307
 *   population.tsv          604c9b673def263380c1e027568a66075ec5b358dceea0e67f25b6e77634a4cf
 *   romanisations.tsv       b67bf20de023f0e7c3dbf35d7e4bc347f10062bd703b209ea137e37ea22338ba
 *   suffixes.tsv            5d9f2ea74fb9f47f513ebfca82546caa06a4bfd5f4defed04ac3f4b3cf2fbf79
 *   titles.tsv              2c890f57f423b39982f85514682460a4c4967c1a57a5443bd3ed760d3b8054f4
 *   translations.tsv        d9f4c93e41730605072c1f21e5a12bdc9c014886ffa9c86ef0775171990c9d4d
 *   variants.tsv            2f229020101dc1ac705fd21be756932cdebbca785c4e721e8250ee6d33445211
 *   variants_learned.tsv    1adfedcbbb45734a20cbd21d0483570f5a615104f70690ba7c70abd0e93adfba
 */

#ifndef INTERDICT_GENERATED_NAME_LEXICON_H
#define INTERDICT_GENERATED_NAME_LEXICON_H

#include <stdint.h>

// clang-format off
/* Names the tables: parts of names are comparable only if they were made under the same ones. */
#define IDT_NAME_TABLES "names-6132cea9ac5a+r11"

#define IDT_LEXICON_BLOCK 16 /* words a block; the first stands whole */
#define IDT_LEXICON_STEP  64 /* millinats of a unit of rarity */

/* Classes: 1 .. VARIANTS are spellings of names; then legal forms, generic words, those behind
 * TELLING saying only what a party is (movement); places. */
#define IDT_CLASS_VARIANTS 4645
#define IDT_CLASS_FORMS    4665
#define IDT_CLASS_TELLING  4809
#define IDT_CLASS_GENERIC  4812
#define IDT_CLASS_PLACES   5307
/* Groups: 1 .. TRANSLATIONS, then nicknames. */
#define IDT_GROUP_TRANSLATIONS 327
#define IDT_GROUP_NICKNAMES    1554

enum idt_lexicon_title { IDT_TITLE_FIRST = 1, IDT_TITLE_ANY = 2, IDT_TITLE_LAST = 3 };
enum idt_lexicon_particle { IDT_PARTICLE_ARTICLE = 1, IDT_PARTICLE_PARTICLE = 2, IDT_PARTICLE_SON = 3, IDT_PARTICLE_KUNYA = 4, IDT_PARTICLE_SERVANT = 5, IDT_PARTICLE_CHILD = 6, IDT_PARTICLE_FAITH = 7, IDT_PARTICLE_NEE = 8 };
enum idt_lexicon_number { IDT_NUMBER_WORD = 1, IDT_NUMBER_SCALE = 2, IDT_NUMBER_ORDINAL = 3, IDT_NUMBER_ROMAN = 4 };
enum idt_lexicon_object { IDT_OBJECT_VESSEL = 1, IDT_OBJECT_NUMBER = 2, IDT_OBJECT_IDENTIFIER = 3 };
enum idt_lexicon_family { IDT_FAMILY_HAN = 1, IDT_FAMILY_HAN_PAIR = 2, IDT_FAMILY_KANJI = 3, IDT_FAMILY_HANGUL = 4 };

typedef struct idt_lexicon_row {
    uint8_t title; /* enum idt_lexicon_title */
    uint8_t particle; /* enum idt_lexicon_particle */
    uint8_t suffix; /* of a person: jr, phd */
    uint8_t generation; /* that a suffix says; 0: none */
    uint8_t number_kind; /* enum idt_lexicon_number */
    uint16_t number; /* its value */
    uint16_t form; /* class of the legal form */
    uint8_t weak; /* a form only at an end of the name */
    uint16_t generic; /* class of a word many organisations bear */
    uint8_t small; /* and, of, the */
    uint16_t place; /* class of the land or city */
    uint16_t land; /* class of the land it lies in */
    uint8_t object; /* enum idt_lexicon_object */
    uint8_t family_run; /* enum idt_lexicon_family: family name in Han or Hangul */
    uint8_t phrase_words; /* longest phrase of the lexicon that begins with the word */
} idt_lexicon_row;

#define IDT_LEXICON_WORDS  119876
#define IDT_LEXICON_BYTES  852336
#define IDT_LEXICON_BLOCKS 7493
#define IDT_LEXICON_ROWS   874

/* Sorted words: length shared with the word before, length of the rest, the rest, flags, and what
 * the flags name: rarity of people (1), of organisations (2), class (4), row (8); known (16),
 * given (32), family (64). Then a NUL. */
extern const unsigned char idt_lexicon_words[IDT_LEXICON_BYTES + 1];
extern const uint32_t idt_lexicon_blocks[IDT_LEXICON_BLOCKS];
/* The first eight bytes of each block's first word, as a number that orders as they do. */
extern const uint64_t idt_lexicon_block_heads[IDT_LEXICON_BLOCKS];
extern const idt_lexicon_row idt_lexicon_rows[IDT_LEXICON_ROWS];
/* Groups of class c: pool[starts[c] .. starts[c + 1]). `heads`: of a nickname group, the class of
 * the full name. */
extern const uint16_t idt_lexicon_group_starts[IDT_CLASS_VARIANTS + 2];
extern const uint16_t idt_lexicon_group_pool[5205];
extern const uint16_t idt_lexicon_group_heads[IDT_GROUP_NICKNAMES + 1];

/* Legal forms of one word of 9 letters and more: these may be misspelt. */
#define IDT_LEXICON_LONG_FORM  9
#define IDT_LEXICON_LONG_FORMS 43
extern const struct idt_lexicon_form {
    char word[27];
    uint16_t form;
} idt_lexicon_long_forms[IDT_LEXICON_LONG_FORMS];

/* Words of 5 characters and more of legal forms and numbers, and of 7 of generic phrases, the
 * shorter first: a word nobody bears may be one of them mistyped. `letters`: which low five bits the characters have.
 * Phrase words: of all phrases, which count within one. Small words: the same of people's names, titles, abd, Allah,
 * zadeh. */
#define IDT_LEXICON_COMMON_WORD  5
#define IDT_LEXICON_COMMON_WORDS 1465
#define IDT_LEXICON_PHRASE_WORDS 876
#define IDT_LEXICON_SMALL_WORDS  204
typedef struct idt_lexicon_common {
    uint32_t letters;
    uint8_t characters;
    char word[41];
} idt_lexicon_common;
extern const idt_lexicon_common idt_lexicon_common_words[IDT_LEXICON_COMMON_WORDS];
extern const idt_lexicon_common idt_lexicon_phrase_words[IDT_LEXICON_PHRASE_WORDS];
extern const idt_lexicon_common idt_lexicon_small_words[IDT_LEXICON_SMALL_WORDS];

/* The lands by their codes, in order: ISO 3166-1, and codes of places.tsv for lands without one. */
#define IDT_LEXICON_LANDS 216
extern const struct idt_lexicon_land {
    char code[3];
    uint16_t place; /* as in idt_lexicon_row */
} idt_lexicon_lands[IDT_LEXICON_LANDS];
// clang-format on

#endif
