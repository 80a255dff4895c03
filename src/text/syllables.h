/* syllables.h - words of Chinese and Korean names as the syllables they are made of, whatever
 * system spelt them.
 *
 *   Jinping, Jin + Ping, Chin + ping, 近平       Mandarin jin ping    (Chin + ping also qin ping
 * ...) Jong + Un, Jungeun, 정은, 正恩               Korean 정은           (Jungeun also 중은 ...)
 *   Jingbo + Smith                               none: no syllables
 *
 * A spelling stands for all syllables that a system writes so: Pinyin, Wade-Giles without its
 * apostrophes, Yale and Palladius of Mandarin; Jyutping, Yale and the spellings of Hong Kong of
 * Cantonese; Revised Romanization, McCune-Reischauer and free ones of Korean. A Han character
 * stands for its readings in Unihan. tools/gen_syllables.py makes the tables of rules.
 *
 * I1  A key is a language and a sequence of syllables, at least as many as asked for: one is met by
 *     chance. Two texts are one by their syllables if and only if they share a key.
 * I2  Keys are of whole words: every letter belongs to a syllable, every word of several begins
 *     with one and ends with one, and all of them follow one system.
 * I3  At most IDT_SYLLABLES_KEYS, the first ones found; what they are depends on the texts alone.
 *
 * Pure; integers only; nothing is allocated. Cost: a word that is none about 100 ns, others by
 * their keys.
 */
#ifndef INTERDICT_TEXT_SYLLABLES_H
#define INTERDICT_TEXT_SYLLABLES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/str.h"

#define IDT_SYLLABLES_MOST 4
#define IDT_SYLLABLES_KEYS 64

/* Keys of folded words that stand side by side and are read as one: Latin ones, or one word of Han
 * or Hangul; of `least` syllables and more. Returns their number; 0 where the words are no such
 * syllables. */
size_t idt_syllables_keys(const idt_str *words, size_t count, unsigned least,
                          uint64_t out[IDT_SYLLABLES_KEYS]);

/* Syllables of a key. */
static inline unsigned idt_syllables_of_key(uint64_t key)
{
    return (unsigned)(key >> 48 & 15);
}

/* Of the keys that the two share the fewest syllables; 0 where they share none. */
unsigned idt_syllables_shared(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count);

/* In which languages a Latin word can be read, and in which it is a family name then: a bit each.
 */
typedef struct idt_syllables_languages {
    uint8_t read, family;
} idt_syllables_languages;

idt_syllables_languages idt_syllables_read(idt_str word);

#endif
