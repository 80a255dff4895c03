/* unicode_fold.h - what a character folds to, and how it parts words.
 *
 * Made by tools/gen_unicode.py (revision 1) from the Unicode Character Database
 * 15.0.0 (package unicode-data); do not edit. SHA-256 of the inputs:
 *   CaseFolding.txt            cdd49e55eae3bbf1f0a3f6580c974a0263cb86a6a08daa10fbf705b4808a56f7
 *   DerivedCoreProperties.txt  d367290bc0867e6b484c68370530bdd1a08b6b32404601b8c7accaf83e05628d
 *   IndicSyllabicCategory.txt  ffae561a51b47ddbbe267fdd8505ac3776b85b2932268809127acee84200b573
 *   LineBreak.txt              012bca868e2c4e59a5a10a7546baf0c6fb1b2ef458c277f054915c8a49d292bf
 *   Scripts.txt                cca85d830f46aece2e7c1459ef1249993dca8f2e46d51e869255be140d7ea4b0
 *   UnicodeData.txt            806e9aed65037197f1ec85e12be6e8cd870fc5608b4de0fffd990f689f376a73
 * Data: Copyright (c) Unicode, Inc., under the Unicode licence
 * (https://www.unicode.org/license.txt).
 */

#ifndef INTERDICT_GENERATED_UNICODE_FOLD_H
#define INTERDICT_GENERATED_UNICODE_FOLD_H

#include <stdint.h>

// clang-format off
/* Names the tables: two keys are comparable only if they were made under the same one. */
#define IDT_TEXT_TABLES "unicode-15.0.0+r1"

enum idt_char_kind {
    IDT_CHAR_BLANK, /* parts words softly: blanks, quotes, symbols, controls, unassigned */
    IDT_CHAR_LETTER, /* of a word */
    IDT_CHAR_DIGIT, /* of a word, but never an initial */
    IDT_CHAR_SOLO, /* a word of its own: Han, Kana, Thai and others written without blanks */
    IDT_CHAR_HANGUL, /* a word of its own, but names start where a run of them starts */
    IDT_CHAR_EXTEND, /* belongs to the character before it and counts */
    IDT_CHAR_MARK, /* belongs to the character before it and is dropped */
    IDT_CHAR_FORMAT, /* invisible: dropped, parts nothing */
    IDT_CHAR_APOSTROPHE, /* dropped inside a word, a quote outside */
    IDT_CHAR_DASH, /* joins or parts, by the blanks around it */
    IDT_CHAR_STOP, /* a full stop: after an initial it belongs to it, else PUNCT */
    IDT_CHAR_PUNCT, /* parts sentences or phrases */
    IDT_CHAR_BREAK, /* ends a line */
    IDT_CHAR_PARAGRAPH, /* ends a paragraph by itself */
    IDT_CHAR_WIDE, /* only in the byte table: first byte of a longer sequence, or no such byte */
};

/* `len` bytes at `at` of the pool; a `len` of 0 stands for the character's own bytes. */
typedef struct idt_fold {
    uint16_t at;
    uint8_t len;
    uint8_t kind;
} idt_fold;

#define IDT_UNICODE_BLOCK 128

/* folds[stage2[stage1[c / BLOCK] * BLOCK + c % BLOCK]] for every code point up to U+10FFFF. */
extern const uint8_t idt_unicode_stage1[8704];
extern const uint16_t idt_unicode_stage2[30976];
extern const idt_fold idt_unicode_folds[2694];
extern const unsigned char idt_unicode_pool[8198];

/* The same for single bytes: kind, and the folded byte of letters and digits (else 0). */
extern const uint8_t idt_unicode_byte_kind[256];
extern const uint8_t idt_unicode_byte_fold[256];
// clang-format on

#endif
