/* syllabic.h - parts of Chinese and Korean names that are one by their syllables.
 *
 *   Jong + Un      정은, 正恩       one
 *   Jinping        近平             one
 *   Jin            近平             not: a syllable is left
 *
 *   Hsi + Chin + ping   Xi + Jinping    one and one, for both names are Chinese by all their parts
 *   Tina           Dina             not: no name of syllables
 *
 * By the keys of text/syllables.h and nothing else, so an index can list them:
 *
 *   a text in Han or Hangul against one Latin part, or against two or three that stand side by
 * side; texts in Han and in Hangul against each other; two syllables at least; Latin parts against
 * one, two or three Latin ones, where both names are syllabic: a person's, of two words and more,
 * all of them syllables of one language and one a family name there.
 *
 * Pure.
 */
#ifndef INTERDICT_MATCH_SYLLABIC_H
#define INTERDICT_MATCH_SYLLABIC_H

#include "match/prepared.h"
#include "text/syllables.h"

#define IDT_SYLLABIC_LEAST 2 /* syllables, but of one part in syllabic names */

/* Keys of `count` adjacent parts read as one word: Latin ones, or one in Han or Hangul; of `least`
 * syllables and more. 0 where some part is no word, or too long to be syllables. */
size_t idt_syllabic_keys(const idt_match_part *parts, size_t count, unsigned least,
                         uint64_t out[IDT_SYLLABLES_KEYS]);

/* Is the name one of syllables, as above? */
bool idt_syllabic_name(const idt_match_name *name);

/* Is each of two parts of syllabic names one syllable, and another one: Jin, Jun? */
bool idt_syllabic_differ(const idt_match_part *a, const idt_match_part *b);

/* How many syllables one Latin part and `count` others have in common, all of them; 0: others.
 * All of syllabic names. */
unsigned idt_syllabic_common(const idt_match_part *one, const idt_match_part *others, size_t count);

/* What the grade of a reading (text/readings.h) must be to say as much as these syllables do: of
 * parts that are one by their syllables; 0 of others. `native` is in Han or Hangul. */
int32_t idt_syllabic_grade(const idt_match_part *native, const idt_match_part *others,
                           size_t count);

/* Characters of a text, of which the transducer reads no more than it knows: 40. */
int32_t idt_match_letters(const idt_match_part *part);

#endif
