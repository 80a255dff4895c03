/* claims_links.h - what the program adds to a claim: whether a recognition has ended, and the
 * state of the listing that a prosecution rests on.
 *
 *   rests on list: ru-terrorist      on 2024-05-27: in force since 2003, by an act
 *                                    on 2025-05-01: suspended since 2025-04-17, by an act
 *
 * Computed, each time: nothing of it is on file. A property that gets something added is a row of
 * a table in claims_links.c.
 */
#ifndef INTERDICT_CLI_CLAIMS_LINKS_H
#define INTERDICT_CLI_CLAIMS_LINKS_H

#include "claims/recognition.h"
#include "cli/claims_gather.h"

typedef struct idt_claim_context {
    idt_invocation *inv;
    const idt_view *view;
    const idt_status_question *question;
    const idt_claims *claims;
    const idt_recognition *recognitions;
    size_t recognition_count;
} idt_claim_context;

/* The listing of `subject` (a record id; its cluster is meant) on a list on a day, by the datasets
 * of the question. *row NULL: there is no such subject or no row of that scope. */
IDT_CHECK idt_rc idt_claims_listing(const idt_claim_context *context, idt_str subject, idt_str list,
                                    idt_str scope, idt_day day, const idt_listing_status **row,
                                    idt_error *err);

/* "in force since 2003, by an act". */
void idt_listing_short_words(const idt_listing_status *row, idt_buf *out);

/* Lines and members after those of claims_show.h; nothing for most claims. */
IDT_CHECK idt_rc idt_claim_links_text(const idt_claim_context *context, const idt_claim *claim,
                                      idt_buf *out, idt_error *err);
IDT_CHECK idt_rc idt_claim_links_json(const idt_claim_context *context, const idt_claim *claim,
                                      idt_json_writer *w, idt_error *err);

/* The states that recognise a subject on the day asked, by what is on file; in text, for each
 * subject of whom something is said about that, also that none does, or that nothing is on file. */
void idt_recognised_by_text(const idt_claim_context *context, idt_buf *out);
void idt_recognised_by_json(const idt_claim_context *context, idt_json_writer *w);

#endif
