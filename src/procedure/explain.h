/* explain.h - the reasoning of a row as sentences for a lawyer: what was told, who may, when it
 * took effect, what does not count and why. Internal to procedure/. */
#ifndef INTERDICT_PROCEDURE_EXPLAIN_H
#define INTERDICT_PROCEDURE_EXPLAIN_H

#include "procedure/chain.h"
#include "procedure/readings.h"

void idt_explain_chain(idt_case *c, const idt_chain *chain, const idt_outcome *outcome,
                       idt_listing_status *row);

#endif
