/* mutate.h - a listed name as somebody else would have it: mistyped, misread, cut, respelt.
 *
 *   class            minor: one slip             major: several
 *   keyboard         Zawahiri -> Zawajiri        one letter in each of up to three words
 *   ocr              Omar Amin -> 0mar Amin
 *   dropped          Zawahiri -> Zawhiri         (added, swapped alike)
 *   word_dropped     Ali Hasan Omar -> Ali Omar  all between the first and the last
 *   word_added       a title or legal form       a name that it has not
 *   word_swapped     the last word in front      all in another order
 *   initials         Ali H. Omar                 A. H. Omar
 *   transliteration  Yusuf -> Yousuf             every word respelt
 *   other_script     محمد -> mohamed             by a less usual reading; Latin names: Arabic
 * letters homoglyphs       one letter of another script that looks alike; up to three joined
 * AliHasan Omar               AliHasanOmar split            Zawa hiri                   two words
 *
 * For what an index is tested with, so the slips are those that the field knows: neighbours on a
 * QWERTY keyboard, shapes that readers of print confuse, systems of romanisation, the tables of
 * src/text for letters that look alike and for other scripts.
 *
 * I1  Same class, strength, name and seed: same bytes.
 * I2  The result is UTF-8 and never the same name: its key (text/key.h) differs.
 * I3  A class that cannot do what it says to this name says so; nothing else is done in its place.
 *
 * Lifetime: the arena given. Threads: pure.
 */
#ifndef INTERDICT_SELFTEST_MUTATE_H
#define INTERDICT_SELFTEST_MUTATE_H

#include "text/name.h"

typedef enum idt_mutation {
    IDT_MUTATION_KEYBOARD,
    IDT_MUTATION_OCR,
    IDT_MUTATION_DROPPED,
    IDT_MUTATION_ADDED,
    IDT_MUTATION_SWAPPED,
    IDT_MUTATION_WORD_DROPPED,
    IDT_MUTATION_WORD_ADDED,
    IDT_MUTATION_WORD_SWAPPED,
    IDT_MUTATION_INITIALS,
    IDT_MUTATION_TRANSLITERATION,
    IDT_MUTATION_OTHER_SCRIPT,
    IDT_MUTATION_HOMOGLYPHS,
    IDT_MUTATION_JOINED,
    IDT_MUTATION_SPLIT,
    IDT_MUTATION_COUNT
} idt_mutation;

typedef enum idt_strength { IDT_STRENGTH_MINOR, IDT_STRENGTH_MAJOR, IDT_STRENGTHS } idt_strength;

#define IDT_MUTATION_LETTERS 5 /* letters of a word that one slip is put into */

const char *idt_mutation_text(idt_mutation what);
const char *idt_strength_text(idt_strength strength);
/* What the class does, in a sentence. */
const char *idt_mutation_says(idt_mutation what, idt_strength strength);

/* *out is absent where the class does not apply. IDT_E_LIMIT at the arena's ceiling. */
IDT_CHECK idt_rc idt_mutate(idt_mutation what, idt_strength strength, const idt_name *name,
                            uint64_t seed, idt_arena *arena, idt_str *out, idt_error *err);

#endif
