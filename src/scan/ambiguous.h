/* ambiguous.h - does this name, met in running text, say who is meant?
 *
 *   "SA'ID"            one common word: one person in 5,000 or more bears it, and "said" is a word
 *   "ETA"              short: one word of up to four letters
 *   "Trading Company"  generic words only
 *   "Grey Kestrel"     says it, unless several parties of the register bear it
 *
 * I1  The answer depends on the name alone and on the reference population (text/name.h I4), never
 *     on the lists loaded or the text; only IDT_AMBIGUOUS_SHARED is the caller's to find.
 * I2  Nothing is hidden for it: it is a word beside a hit.
 *
 * A word that nobody of the reference population bears is rare, though a language may have it: what
 * is common in a text is not known here. Scripts without letters of their own for each sound (Han,
 * Kana, Hangul) have no short names. Pure.
 */
#ifndef INTERDICT_SCAN_AMBIGUOUS_H
#define INTERDICT_SCAN_AMBIGUOUS_H

#include "match/profile.h"

/* ruling: -1000 ln(1 / 5,000). Rarer words are not expected by chance in a report of some pages. */
#define IDT_COMMON_MNAT   8517
#define IDT_SHORT_LETTERS 4

enum {
    IDT_AMBIGUOUS_COMMON = 1,  /* one word, and not a rare one */
    IDT_AMBIGUOUS_SHORT = 2,   /* one word of up to four letters */
    IDT_AMBIGUOUS_GENERIC = 4, /* nothing but generic words, titles, initials, forms */
    IDT_AMBIGUOUS_SHARED = 8   /* several parties bear the name */
};
#define IDT_AMBIGUITIES 4 /* bits 0 to 3 */

/* The first three, as bits. */
unsigned idt_ambiguity_of(const idt_profile_name *name);
/* Of one bit's number: the word of JSON, and what people are told. */
const char *idt_ambiguity_word(unsigned bit);
const char *idt_ambiguity_text(unsigned bit);

#endif
