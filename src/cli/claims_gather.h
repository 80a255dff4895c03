/* claims_gather.h - the claims the register holds, as claims/claim.h wants them: what is said of a
 * subject, list, office, body or other record, or all that is said.
 *
 * Of a subject: what its records state, and those of incidents, contacts, figures, acts,
 * prosecutions and offices that concern it; of other records the statements that name it. Of a
 * list: its records, and what is said of listings on it. Of a body: its records and its offices.
 *
 * Ownership: in the invocation's arena, records in the register's cache: until the next view.
 */
#ifndef INTERDICT_CLI_CLAIMS_GATHER_H
#define INTERDICT_CLI_CLAIMS_GATHER_H

#include "claims/claim.h"
#include "cli/command.h"

typedef struct idt_claims {
    const idt_subject *subject; /* NULL: everything; for a list or another record it stands in */
    idt_claim *items;           /* sorted (claims/claim.h, I2), also those of kinds not shown */
    size_t count;
} idt_claims;

/* `text` absent: everything. Only claims of `kinds` (count 0: all, also those not shown). */
IDT_CHECK idt_rc idt_claims_gather(idt_invocation *inv, const idt_view *view, idt_str text,
                                   const idt_str *datasets, size_t dataset_count,
                                   const idt_claim_kind *const *kinds, size_t kind_count,
                                   idt_claims *out, idt_error *err);

#endif
