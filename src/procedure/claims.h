/* claims.h - what claims of state prove where no act does, and where they contradict acts.
 *
 * A claim proves the days it is about and no other: between two claims of one state with nothing
 * else between them the state is presumed (`between_claims`); "not listed" holds back to the
 * beginning. Against an act a claim is a conflict on its own days only. */
#ifndef INTERDICT_PROCEDURE_CLAIMS_H
#define INTERDICT_PROCEDURE_CLAIMS_H

#include "procedure/chain.h"

/* The status of a listing known by claims only. Sets status, basis, reason, possible. */
void idt_claims_status(const idt_chain *chain, idt_day day, idt_listing_status *row);
/* A status that acts give, held against the claims about that day: may make it unknown or never.
 * `since`: the days on which the present status can have begun. */
void idt_claims_contradict(const idt_chain *chain, idt_day day, idt_span since, idt_span start,
                           idt_listing_status *row);

#endif
