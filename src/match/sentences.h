/* sentences.h - the terms of a comparison in plain words, one sentence each.
 *
 *   agrees       "Sergi" and "Sergei" differ by one letter.
 *   contradicts  "al-Mosuli" stands against "al-Tikriti".
 *   ceiling      Names alone prove only so much: relatives share most of theirs.
 *
 * I1  A sentence says what its term is and nothing else; words are quoted as they were given.
 * I2  `why not` is the terms that speak against, dearest first, and what the score would be without
 *     each; of a comparison that is no hit.
 * I3  Abstaining is not speaking against: the names are such that they can decide nothing. Said
 *     only where there is no hit.
 */
#ifndef INTERDICT_MATCH_SENTENCES_H
#define INTERDICT_MATCH_SENTENCES_H

#include "match/score.h"

/* With its full stop, without a line end. */
void idt_term_sentence(const idt_comparison *comparison, const idt_term *term, idt_buf *out);

#define IDT_WHY_NOT_MAX 3
typedef struct idt_why_not_term {
    const idt_term *term;
    uint16_t without; /* the score if this term were not */
} idt_why_not_term;
size_t idt_why_not(const idt_comparison *comparison, idt_why_not_term out[IDT_WHY_NOT_MAX]);

typedef enum idt_abstain {
    IDT_ABSTAIN_NOT,
    IDT_ABSTAIN_NO_NAME,       /* a side has no name with a letter or digit in it */
    IDT_ABSTAIN_GENERIC_WORDS, /* nothing but generic words agrees, or is there */
    IDT_ABSTAIN_SINGLE_PART,   /* one common part of a longer name */
    IDT_ABSTAIN_SCRIPT,        /* a script without a table against another */
    IDT_ABSTAIN_ONE_WORD       /* of a screening: one word is asked, and many bear it */
} idt_abstain;
idt_abstain idt_abstain_of(const idt_comparison *comparison);
/* NULL of NOT. */
const char *idt_abstain_text(idt_abstain abstain);
const char *idt_abstain_sentence(idt_abstain abstain);

#endif
