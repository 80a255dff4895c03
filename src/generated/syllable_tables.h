/* syllable_tables.h - syllables of Mandarin, Cantonese and Korean.
 *
 * Made by tools/gen_syllables.py from Unihan (package unicode-data) and tools/romanise.py; do
 * not edit. SHA-256 of the inputs, one behind the other:
 *   Unihan_Readings.txt.bz2 Unihan_Variants.txt.bz2
 *   Unihan_OtherMappings.txt.bz2
 *   5edfeb8d58a4f47a307b7084172fb4bab234a168a7f5fefb60bfaf348b87f011
 * Data: Copyright (c) Unicode, Inc., under the Unicode licence
 * (https://www.unicode.org/license.txt).
 */

#ifndef INTERDICT_GENERATED_SYLLABLE_TABLES_H
#define INTERDICT_GENERATED_SYLLABLE_TABLES_H

#include <stdint.h>

#define IDT_SYLLABLE_SPELLINGS 5039
#define IDT_SYLLABLE_HAN       36958
#define IDT_SYLLABLE_HANGUL    486
#define IDT_SYLLABLE_SYSTEMS   6
#define IDT_SYLLABLE_LONGEST   8 /* letters */
#define IDT_SYLLABLE_MANDARIN  0
#define IDT_SYLLABLE_CANTONESE 1
#define IDT_SYLLABLE_KOREAN    2

/* The language of each system. */
extern const uint8_t idt_syllable_languages[IDT_SYLLABLE_SYSTEMS];
/* Sorted by letters, in bits 16-55, five each, the first highest; 15: the syllable is a family
 * name; system 12-14; syllable 0-11. */
extern const uint64_t idt_syllable_spellings[IDT_SYLLABLE_SPELLINGS];
/* Sorted: simplified character in bits 16-31; language 12-15; syllable 0-11. */
extern const uint32_t idt_syllable_han[IDT_SYLLABLE_HAN];
/* Sorted: the Hangul of each Korean syllable. */
extern const uint16_t idt_syllable_hangul[IDT_SYLLABLE_HANGUL];

#endif
