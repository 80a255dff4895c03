/* native.h - the letters of a folded token as the tables of other scripts count them.
 *
 * Folding leaves some letters apart that romanise alike, and some signs in two characters. Here
 * ka and its voice mark become ga, Hiragana becomes Katakana, Persian and Urdu yeh and kaf become
 * the Arabic ones, Han becomes simplified; the inherent a of Indian consonants is written out and
 * Thai and Lao vowels stand behind their consonant; a letter that is read otherwise at an end of
 * the word, or twice, or before a vowel, is one of its own there (Hebrew vav and yod, soft sign);
 * digits and what belongs to no script are left out. Tables and tokens both go through this, so a
 * table never sees anything else. Pure, linear.
 */
#ifndef INTERDICT_TEXT_NATIVE_H
#define INTERDICT_TEXT_NATIVE_H

#include <stdint.h>

#include "core/str.h"

#define IDT_NATIVE_LETTERS 40 /* letters of a token past these are not read */

/* Letters written to `out`, at most IDT_NATIVE_LETTERS. */
size_t idt_native_letters(idt_str folded, uint32_t out[IDT_NATIVE_LETTERS]);

/* The simplified form of a Han character, or the character itself. */
uint32_t idt_native_simplified(uint32_t c);

#endif
