/* claims_show.h - claims for people (80 columns) and for programs. */
#ifndef INTERDICT_CLI_CLAIMS_SHOW_H
#define INTERDICT_CLI_CLAIMS_SHOW_H

#include "claims/claim.h"
#include "cli/command.h"

#define IDT_CLAIM_LABEL 17 /* the column at which a claim's values stand */

/* A value under its label, `line` wrapped and cleared. */
void idt_claim_label(idt_buf *out, const char *label, idt_buf *line);

/* "in_force on xx-list", "recognised by ru", "charge: ...": what is said, in one line. */
void idt_claim_words(const idt_claim *claim, idt_buf *out);

/* The kind and the words, then day, chain and whatever else qualifies them, a line each. */
IDT_CHECK idt_rc idt_claim_text(const idt_claim *claim, const idt_chain_names *names, idt_buf *out,
                                idt_error *err);

/* The members kind, about and those of idt_told_json with every qualifier, of an object that is
 * open. */
IDT_CHECK idt_rc idt_claim_json(const idt_claim *claim, idt_json_writer *w, idt_error *err);

#endif
