/* probability.h - of pairs with this much evidence, how many are one party?
 *
 *   llr_mnat   score    probability
 *    8100      .9802      .9611
 *
 * An isotonic table from llr_mnat, one for people and one for others, fitted by
 * tools/fit_probability.py on pairs mined from the lists' own aliases (one party), near neighbours
 * and what strangers meet (two). The score is made of it (match/score.h): both differ where guards
 * speak, and at 1.
 *
 * I1  Monotone in llr_mnat; over 0 and under 1, for the pairs were finite.
 * I2  Only for the profile `default`'s weights and guards: where a profile states others, or the
 *     scorer has no evidence, there is none (-1, null in answers).
 *
 * I3  A profile's `prior` moves the odds of all probabilities by one factor, from the table's share
 *     to the profile's; no score and no llr_mnat.
 *
 * Caveats: the table holds where `one_party` of the pairs (40 % of people, 42 % of others) are one
 * party. Where one in a hundred is, the odds are a sixty-sixth of those given. Near neighbours are
 * harder than the names of strangers. What fields add is taken at its weight (weights.c), which was
 * counted apart.
 */
#ifndef INTERDICT_MATCH_PROBABILITY_H
#define INTERDICT_MATCH_PROBABILITY_H

#include <stddef.h>

#include "match/scoring.h"
#include "match/weights.h"

typedef struct idt_probability_knot {
    int32_t llr_mnat;
    uint16_t share; /* ten-thousandths */
} idt_probability_knot;

typedef struct idt_probability_table {
    const idt_probability_knot *knots;
    size_t count;
    uint16_t one_party; /* of the weight of the pairs it was fitted on, in ten-thousandths */
} idt_probability_table;

extern const idt_probability_table IDT_PROBABILITY[IDT_SCORE_CLASSES];
extern const char IDT_PROBABILITY_WEIGHTS[]; /* the IDT_WEIGHTS_VERSION it was fitted for */

/* Between two knots on a straight line; outside them as at the last. Ten-thousandths. */
uint16_t idt_probability_of(idt_score_class of, int32_t llr_mnat);
/* The least llr_mnat with at least this share; INT32_MIN: all have it, INT32_MAX: none has. */
int32_t idt_probability_least(idt_score_class of, uint16_t share);
/* I2 */
bool idt_probability_known(const idt_scoring *scoring);
/* With the profile's prior (I3), from 1 to 9999; -1 where it is not known. */
int32_t idt_probability_by(const idt_scoring *scoring, idt_score_class of, int32_t llr_mnat);

#endif
