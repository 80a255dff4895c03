/* keys.h - the keys of a part and of a name: two parts that may earn credit together share one.
 *
 *   listed part  mohammed   stores  fold, class, skeleton, the fold with one letter out ...
 *   query part   mohamad    asks    fold, class, skeleton, the fold with one letter out ...
 *
 * They follow match/relation.h, key by key; stored and asked differ where the relation crosses
 * (whole here, fold there; Latin sounds here, a reading's there).
 *
 * Deletions: letters typed, left out, swapped or added up to k = idt_spelling_edits(longer) are
 * bridged by at most k letters out on each side.
 *   longer fold of 8 bytes and less, k = 1: of 3 to 8 each with one letter out; of 2 to 8 as it is
 *   longer fold of 9 and more, k = 2: of the first 9 bytes exactly two out. If two folds are within
 *   k edits, equal bytes are left over after at most k out of each; cut to the first 9 the two
 *   remainders are prefixes of one another, and taking more letters out makes both 7 long. Folds of
 *   7 and 8 reach 7 with none and one out: keys they have anyway.
 * Slips: a letter out of the text may leave a fold that is none of these (exchange, exhcange: both
 * exhange with one out); such folds are keys, too, and the letters of another alphabet's word.
 *
 * Pure; nothing is allocated.
 */
#ifndef INTERDICT_INDEX_KEYS_H
#define INTERDICT_INDEX_KEYS_H

#include "index/format.h"
#include "match/syllabic.h"

#define INDEX_KEYS_MAX   448
#define INDEX_GROUPS_MAX 100 /* of one part */

typedef enum key_kind {
    KEY_FOLD = 1,
    KEY_WHOLE,
    KEY_CLASS,
    KEY_GROUP,
    KEY_ATTRIBUTE,
    KEY_SKELETON,
    KEY_DELETION,
    KEY_SOUNDS,          /* of a Latin text or of a reading */
    KEY_READING_SOUNDS,  /* of a native text: text/readings.h I1 */
    KEY_SYLLABLES,       /* of a text in Han or Hangul: match/syllabic.h */
    KEY_SYLLABLES_LATIN, /* of a Latin text, of one syllable and more */
    KEY_SLIP,            /* a letter out of a text */
    KEY_NUMBER,
    KEY_TEXT, /* words that may be initials of another name */
    LINK_NAME,
    LINK_JOIN,
    LINK_JOIN_SELF, /* ... that folds as one of its own parts: "mary j" as "mary" */
    LINK_ACRONYM,
    LINK_SYLLABLES
} key_kind;

/* Stable across machines: stored. */
uint64_t index_key(key_kind kind, const void *bytes, size_t len);

/* May the part earn credit at all? */
bool index_part_counts(const idt_match_part *part);

/* Keys a listed part is found by / keys a query's part asks for; at most INDEX_KEYS_MAX, written to
 * `out`; a key may come twice. Returns their number. */
size_t index_keys_stored(const idt_match_part *part, uint64_t *out);
/* Those asked come in groups; each ends where `ends` says, the last at their number. */
typedef enum key_group {
    KEYS_SURE,   /* one by class, group, fold, number, syllables */
    KEYS_SPELT,  /* spelt alike, or readings of both are */
    KEYS_READ,   /* a native word's sounds are those of the Latin word, or of a reading of it */
    KEYS_SOUNDS, /* the native word's own sounds */
    KEY_GROUPS
} key_group;
size_t index_keys_asked(const idt_match_part *part, uint64_t *out, size_t ends[KEY_GROUPS]);

/* A code of the first letter (FWD_FIRST_ANY in index/format.h): parts with different ones do not
 * begin alike. */
uint32_t index_first_code(const idt_match_part *part);

uint32_t index_first_code_of(bool latin, char first);
/* A code of its second byte, 0 where there is none: texts with two other codes do not begin alike.
 */
uint32_t index_second_code(const idt_match_part *part);
uint32_t index_second_code_of(char second);

/* Does the part stand in postings and under keys? Initials earn nothing by themselves; where a text
 * is joined or abbreviated (match/align.h) it is longer than one. */
bool index_part_is_found(const idt_match_part *part);

/* What a posting says of one word beside its term: 16 classes of letters (bits 0-15; class i of 32
 * and class i + 16 are one), length of the fold up to 15 (16-19), may be cut off (20), first letter
 * (21-25). Never 0. Two folds differ in no more classes here than in `letters`. */
uint32_t index_beside_of(uint32_t letters, size_t fold_len, bool may_be_cut_off, uint32_t first);
#define BESIDE_LETTERS     UINT32_C(0xffff)
#define BESIDE_LEN_SHIFT   16
#define BESIDE_LEN_MOST    15
#define BESIDE_CUT_OFF     (UINT32_C(1) << 20)
#define BESIDE_FIRST_SHIFT 21

/* May a word be within the part, as match/relation.c has it of near misses? A generic phrase or
 * place of eight bytes and more. */
bool index_is_phrase(const idt_match_part *part);
#define INDEX_PHRASE_WORD 4 /* bytes of such a word at least, and of what is left of the phrase */

/* The part in its form's row, without its term (bits 0-23) and the end. */
row_part index_row_part(const idt_match_name *name, const idt_match_part *part);

/* One of the keys under which a legal form of that fold is stored. */
uint64_t index_form_key(idt_str fold);

/* Keys of `kind` of what 2 or 3 adjacent parts from `at` on are when written as one word: as
 * match/align.c joins them, with and without their particles. Returns their number, at most 2. */
#define INDEX_JOIN_KEYS  2   /* KEY_DELETION: index_form_key of it */
#define INDEX_JOIN_BYTES 256 /* a longer text is no join: match/align.c stops sooner */
size_t index_join_keys(key_kind kind, const idt_match_name *name, size_t at, size_t count,
                       uint64_t out[INDEX_JOIN_KEYS]);

/* Keys of `kind` of the syllables of 2 or 3 adjacent Latin parts from `at` on. */
#define INDEX_SYLLABLE_KEYS IDT_SYLLABLES_KEYS
size_t index_join_syllables(key_kind kind, const idt_match_name *name, size_t at, size_t count,
                            uint64_t out[INDEX_SYLLABLE_KEYS]);
/* Keys of `kind` of the syllables of one part that several Latin ones may be: in Han or Hangul, or
 * of a syllabic name. */
size_t index_whole_syllables(key_kind kind, const idt_match_part *part,
                             uint64_t out[INDEX_SYLLABLE_KEYS]);

/* Is `key` (of `kind`) the fold of one of these parts, which is a Latin word, not tagged and no
 * repetition? Then what it could be joined to, if that is a Latin word and not tagged, is related
 * to that part by its fold, and no join is taken (match/align.h I2). */
bool index_joins_to_itself(key_kind kind, const idt_match_name *name, size_t at, size_t count,
                           uint64_t key);

#endif
