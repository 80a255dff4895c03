/* syllabic.h - parts of Chinese and Korean names that are one by their syllables.
 *
 *   Jong + Un      정은, 正恩       one
 *   Jinping        近平             one
 *   Jin            近平             not: a syllable is left
 *
 * By the keys of text/syllables.h and nothing else, so an index can list them: a text in Han or
 * Hangul against one Latin part, or against two or three that stand side by side; and texts in Han
 * and in Hangul against each other. Pure.
 */
#ifndef INTERDICT_MATCH_SYLLABIC_H
#define INTERDICT_MATCH_SYLLABIC_H

#include "match/prepared.h"
#include "text/syllables.h"

/* Keys of `count` adjacent parts read as one word: Latin ones, or one in Han or Hangul. 0 where
 * some part is no word, or too long to be syllables. */
size_t idt_syllabic_keys(const idt_match_part *parts, size_t count,
                         uint64_t out[IDT_SYLLABLES_KEYS]);

/* What the grade of a reading (text/readings.h) must be to say as much as these syllables do: of
 * parts that are one by their syllables; 0 of others. `native` is in Han or Hangul. */
int32_t idt_syllabic_grade(const idt_match_part *native, const idt_match_part *others,
                           size_t count);

/* Characters of a text, of which the transducer reads no more than it knows: 40. */
int32_t idt_match_letters(const idt_match_part *part);

#endif
