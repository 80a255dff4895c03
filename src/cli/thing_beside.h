/* thing_beside.h - claims about an incident or figure that are told of other records.
 *
 *   brief:taliban, claim "Afghanistan is a market for oil products.", concerns brief:russia-trade,
 *   chain_scope unclear     -> stands beside the figure of the trade
 */
#ifndef INTERDICT_CLI_THING_BESIDE_H
#define INTERDICT_CLI_THING_BESIDE_H

#include "cli/thing_answer.h"

typedef struct idt_beside {
    const idt_told *items; /* by record and number */
    size_t count;
} idt_beside;

/* The claims whose `concerns` names the thing, on the word of the datasets asked. */
IDT_CHECK idt_rc idt_thing_beside(idt_thing_answer *answer, const idt_told_of *thing,
                                  idt_beside *out, idt_error *err);
void idt_thing_beside_text(idt_thing_answer *answer, const idt_beside *beside);
void idt_thing_beside_json(const idt_beside *beside, idt_json_writer *w); /* "beside": [...] */

#endif
