/* refusal.h - what must not move a status, and why: the ten classes of docs/status.md.
 *
 *    1 a body known not to be competent that day      6 a wing for the whole, a leader for the
 * group 2 a proposal read as a decision                  7 out of order, or effect before the
 * decision 3 an absence from an informative list            8 an annulment of nothing, no
 * jurisdiction 4 suspension written as delisting, and the like  9 a date finer than its source 5
 * one list's end applied to another             10 a label with no list behind it
 *
 * Class 7 for order is found by readings.h; the rest here, from what the act says, what its source
 * bears out (`rests_on`), and the law.
 */
#ifndef INTERDICT_PROCEDURE_REFUSAL_H
#define INTERDICT_PROCEDURE_REFUSAL_H

#include "procedure/law.h"

/* Sets the act apart with a class and what would have to be on file. Several add up. */
void idt_refuse(idt_case *c, idt_act *act, unsigned class, idt_str missing);
void idt_refuse_claim(idt_case *c, idt_state_claim *claim, unsigned class, idt_str missing);

/* Refusals that follow from the act and the law alone. `acts_on_file`: the listing is known by
 * acts, not by editions or claims only. Needs decision and targets; effects come after (class 9
 * changes dates). */
void idt_act_judge(idt_case *c, const idt_law *law, idt_act *act, bool acts_on_file);
void idt_claim_judge(idt_case *c, const idt_law *law, idt_state_claim *claim);

#endif
