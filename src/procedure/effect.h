/* effect.h - from which day does an act have effect?
 *
 *   decide {decided: 2003-02-14}, rule effect: final, delay_max P30D
 *   -> [2003-02-14..2003-03-16], presumed: the day the judgment became final is not on file
 *
 * In this order: the day the act states; the day the list's rule names (its own rule for this kind
 * of act, else that for starts); where that day is not on file, from the decision to the decision
 * plus the longest delay. An announcement or a keeper's page bounds the day from above only. An act
 * whose one date is a year took effect in that year.
 */
#ifndef INTERDICT_PROCEDURE_EFFECT_H
#define INTERDICT_PROCEDURE_EFFECT_H

#include "procedure/law.h"

/* The longest time from decision to effect where no procedure says otherwise (assumed). */
#define IDT_DELAY_MAX_DAYS 30

/* When it was decided: stated, or implied by what can only have come after. */
void idt_act_decision(idt_act *act);
/* Sets effect, presumed and effect_rule. Needs the decision. Refuses an effect before a known
 * decision (class 7) and lets the act take effect by the rule instead. */
void idt_act_effect(idt_case *c, const idt_law *law, idt_act *act);

#endif
