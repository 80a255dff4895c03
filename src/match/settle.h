/* settle.h - what to ask next: which answer would clear a comparison, which would confirm it.
 *
 *   listed      Ivan Petrov, born 1970, passport A1
 *   asked       Ivan Petrov
 *     1  A birth year outside 1968-1972 would clear this.        .98 -> .33
 *     2  A different passport number would leave this possible.  .98 -> .80
 *
 * I1  Only what the listed party has on file and the question leaves open is asked for.
 * I2  The most useful question first: the farther apart its two answers set the score, the more
 *     useful; of equals the one that can clear.
 * I3  Scores are those `compare` would give with the answer: the listed value itself, or one that
 *     has nothing to do with it (of a document: a number of the same form).
 * I4  A question is asked only where one of its answers changes the band.
 *
 * Of the scorer `evidence` alone. Threads: pure; nothing is allocated.
 */
#ifndef INTERDICT_MATCH_SETTLE_H
#define INTERDICT_MATCH_SETTLE_H

#include "match/score.h"

typedef enum idt_ask {
    IDT_ASK_BIRTH, /* in the order of idt_field_kind */
    IDT_ASK_BIRTH_PLACE,
    IDT_ASK_COUNTRY,
    IDT_ASK_ADDRESS,
    IDT_ASK_GENDER,
    IDT_ASK_FOUNDED,
    IDT_ASK_LEGAL_FORM,
    IDT_ASK_TYPE,
    IDT_ASK_IDENTIFIER,
    IDT_ASK_CONTACT,
    IDT_ASK_FULL_NAME,
    IDT_ASK_COUNT
} idt_ask;

typedef struct idt_question {
    idt_ask ask;
    uint16_t if_agrees, if_differs; /* the score then */
    idt_band agrees_band, differs_band;
    const idt_term *term;            /* of FULL_NAME: the part that was left out */
    const idt_profile_field *listed; /* of the rest: the value that tells most */
} idt_question;

/* Questions in order; none where the comparison has no names or another scorer. */
size_t idt_settle(const idt_comparison *comparison, idt_question out[IDT_ASK_COUNT]);
void idt_question_sentence(const idt_comparison *comparison, const idt_question *question,
                           idt_buf *out);
const char *idt_ask_text(idt_ask ask);

#endif
