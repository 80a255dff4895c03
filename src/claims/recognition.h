/* recognition.h - which states recognise a subject as a government, and what a day can say of it.
 *
 *   not_recognised  all:un-member   on 2024-05-27      "no member recognises it"
 *   recognised      xx, a un-member from 2025-07-03
 *   ->  the first held on 2024-05-27; ended by the second, from 2025-07-03
 *       asked of 2024-12-01: not known to have changed, last evidence 2024-05-27
 *       asked of 2025-08-01: ended
 *
 * I1  A universal negative is a claim about its own days. A recognition by one state of the class
 *     ends it from the day of the recognition; it is not made untrue before.
 * I2  A recognition goes on until its own end, or until the state withdraws or is said not to
 *     recognise. A later universal negative does not end it: that is a conflict.
 * I3  After its days, with no later word, a claim is not known to have changed: PRESUMED, with its
 *     last evidence, never evidence of the day asked. Before its days it says nothing.
 * I4  An open end is no word on days after the day it was said (`asserted_on`, else its start).
 *
 * Ownership: views into the claims, arrays in the arena. Cost: quadratic in the recognitions of one
 * subject. Threads: pure.
 */
#ifndef INTERDICT_CLAIMS_RECOGNITION_H
#define INTERDICT_CLAIMS_RECOGNITION_H

#include "claims/claim.h"

typedef enum idt_standing {
    IDT_STANDING_BEFORE,   /* the day is before what the claim is about */
    IDT_STANDING_HELD,     /* the claim is about that day */
    IDT_STANDING_PRESUMED, /* not known to have changed since */
    IDT_STANDING_ENDED,
    IDT_STANDING_DISPUTED, /* about that day, and ended by then by another claim */
    IDT_STANDING_UNKNOWN   /* its dates, or those of what ends it, do not decide */
} idt_standing;
const char *idt_standing_text(idt_standing standing); /* "not_known_to_have_changed" ... */

typedef struct idt_recognition {
    const idt_claim *claim;
    const idt_str *states; /* as written: "ru", "all:un-member" */
    size_t state_count;
    const idt_str *classes; /* of the states named */
    size_t class_count;
    bool negative;         /* not_recognised, withdrawn */
    bool universal;        /* of all states of a class */
    idt_date days;         /* as far as the claim reaches: a recognition until it is ended */
    idt_day last_evidence; /* IDT_DAY_OPEN_START: no day is told */
    const struct idt_recognition *ended_by; /* NULL: nothing on file */
    idt_standing standing;                  /* on the day asked */
} idt_recognition;

/* Those of kind `recognition` among sorted claims, in their order. IDT_E_CORRUPT, IDT_E_INPUT for
 * statements that a loaded record should not have. */
IDT_CHECK idt_rc idt_recognitions_read(const idt_claim *claims, size_t count, idt_day as_of,
                                       idt_arena *arena, const idt_recognition **out,
                                       size_t *out_count, idt_error *err);

/* Could `positive` make `negative` untrue: a recognition by a state that the negative denies? */
bool idt_recognition_denies(const idt_recognition *negative, const idt_recognition *positive);

/* The recognition of a claim, or NULL. */
const idt_recognition *idt_recognition_of(const idt_recognition *items, size_t count,
                                          const idt_claim *claim);

/* "held on 2024-05-27~; ended by x:y (recognised by ru) from 2025-07-03". */
void idt_recognition_words(const idt_recognition *recognition, idt_day as_of, idt_buf *out);

#endif
