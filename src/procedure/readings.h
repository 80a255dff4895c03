/* readings.h - every way the uncertain days of a chain can have fallen, folded at once.
 *
 *   start [2003-01-01..2003-12-31], end 2003-05-01
 *   readings: the start on any day to 2003-05-01 (a later one would make the end one of nothing)
 *   -> on 2003-03-01 before or in force, on 2003-06-01 ended; the start pruned to
 * 2003-01-01..2003-05-01
 *
 * I1  A reading gives each mark one day inside its span. Marks of one day follow their rank.
 * I2  The readings kept are those with the fewest misfits, and among them the least evidence
 * against. A mark that misfits in all of them is out of order (refusal class 7). I3  The outcome
 * holds every state a kept reading is in at the end of the day asked about.
 *
 * Method: sweep over the stretches of days between bounds; only marks without a certain day are
 * permuted, and readings that are alike from there on are merged. Cost: linear in certain marks,
 * exponential in the uncertain ones that overlap. More than IDT_READINGS_OVERLAP of those at once
 * are read in their nominal order, and the answer says so (`limited`: on such days it is unknown).
 */
#ifndef INTERDICT_PROCEDURE_READINGS_H
#define INTERDICT_PROCEDURE_READINGS_H

#include "procedure/fold.h"

#define IDT_READINGS_OVERLAP 7  /* uncertain marks that overlap */
#define IDT_READINGS_A_DAY   50 /* marks of one certain day inside the span of an uncertain one */
#define IDT_READINGS_MANY    64 /* from here on evidence that adds nothing is left out */

typedef struct idt_outcome {
    const idt_state *states; /* distinct, at the end of the day asked about */
    size_t count;
    const idt_span *spans; /* by mark: its days in the readings kept */
    const bool *misfit;    /* by mark: out of order in every reading kept */
    bool limited;
} idt_outcome;

/* Marks keep their indices. */
void idt_readings_fold(idt_case *c, const idt_mark *marks, size_t count, idt_day day,
                       idt_outcome *out);

#endif
