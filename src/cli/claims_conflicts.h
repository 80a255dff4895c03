/* claims_conflicts.h - `claims --conflicts`: what claims/conflict.h finds, side by side. */
#ifndef INTERDICT_CLI_CLAIMS_CONFLICTS_H
#define INTERDICT_CLI_CLAIMS_CONFLICTS_H

#include "claims/conflict.h"
#include "cli/claims_links.h"

/* Those with a side of one of the kinds of claim asked (count 0: all), ranked if `rank`. */
IDT_CHECK idt_rc idt_claims_conflicts(const idt_claim_context *context,
                                      const idt_claim_kind *const *kinds, size_t kind_count,
                                      bool rank, const idt_conflict **out, size_t *count,
                                      idt_error *err);

IDT_CHECK idt_rc idt_conflicts_text(const idt_conflict *conflicts, size_t count, bool ranked,
                                    const idt_chain_names *names, idt_buf *out, idt_error *err);
/* The members `conflicts` and, if ranked, `rank_rule`. */
IDT_CHECK idt_rc idt_conflicts_json(const idt_conflict *conflicts, size_t count, bool ranked,
                                    idt_json_writer *w, idt_error *err);

#endif
