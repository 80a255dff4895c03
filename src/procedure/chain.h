/* chain.h - the events of one listing (list and scope), judged, with the tellings of one act
 * joined.
 *
 *   brief: decide 2003                facts: decide 2003-02-14 by the court
 *   -> one act; the coarser date contains the finer, so 2003-02-14 stands
 *   facts: decide 2006-03-30          facts: decide [2006-10-01..2006-12-31]
 *   -> one act told with two dates; its day is unknown between them
 *
 * Two tellings are of one act if they are of one kind and their days can be the same, or nothing
 * that ends what the first began lies between them. Refused tellings are not joined: they count for
 * nothing. Internal to procedure/. Lives in the arena of the case.
 */
#ifndef INTERDICT_PROCEDURE_CHAIN_H
#define INTERDICT_PROCEDURE_CHAIN_H

#include "procedure/fold.h"
#include "procedure/law.h"

typedef struct idt_chain {
    idt_str list;
    idt_str scope;
    const idt_law *law;
    idt_act **acts; /* by day, then lawful order, then id */
    size_t act_count, act_cap;
    idt_state_claim **claims;
    size_t claim_count, claim_cap;
    bool acts_on_file; /* some act counts; else it is known by claims and editions only */
    idt_mark *marks;
    size_t mark_count, mark_cap;
} idt_chain;

typedef struct idt_chains {
    idt_chain **items;
    size_t count, cap;
} idt_chains;

/* Every listing the records speak of, each judged and joined, without marks. */
void idt_chains_read(idt_case *c, const idt_record *const *records, size_t count, idt_chains *out);
idt_chain *idt_chain_find(const idt_chains *chains, idt_str list, idt_str scope);

bool idt_act_is_start(const idt_act *act);
bool idt_act_is_proposal(const idt_act *act);
bool idt_act_is_renewal(const idt_act *act);
/* Counts, and is not told again by another. */
bool idt_act_stands(const idt_act *act);
idt_act *idt_act_primary(idt_act *act);
/* Place of a kind among events of one day. */
uint32_t idt_act_lawful_rank(const idt_act *act);

#endif
