/* mistyped.h - a word nobody bears, a letter away from one that many names have: what was meant.
 *
 *   of organisations   comapny      company         of people   mlulah     mullah
 *                      obshchestov  obshchestvo                 adbul      abdul
 *                      eghth        eighth                      zadhe      zadeh
 *                      gazprom      (nothing)
 *
 * Organisations: words of legal forms, generic words and numbers, and within phrases of them those
 * of places, too; people: titles, abd, Allah and
 * din, zadeh and oghlu; of five letters and more (generated/name_lexicon.h). Two letters from
 * thirteen letters on. The nearest stand first; of several as near the first of the tables.
 *
 * Cost: a look at each word of that length, 0.5 us of organisations, 0.1 us of people. Threads:
 * pure.
 */
#ifndef INTERDICT_TEXT_MISTYPED_H
#define INTERDICT_TEXT_MISTYPED_H

#include "core/str.h"

#define IDT_MISTYPED_MOST 8 /* words that one may be */

/* Of a folded word that is in no table, what is meant; absent where it is near none. Static bytes.
 */
idt_str idt_word_mistyped(idt_str word);
/* Words of phrases (real estate, South Africa, closed joint stock company) that may be meant: the
 * phrase decides. Returns how many. */
size_t idt_phrase_words_mistyped(idt_str word, idt_str out[IDT_MISTYPED_MOST]);
/* The same of a person's word. */
size_t idt_small_words_mistyped(idt_str word, idt_str out[IDT_MISTYPED_MOST]);

#endif
