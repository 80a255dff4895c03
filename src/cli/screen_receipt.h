/* screen_receipt.h - the receipt of a screening, one party or a file of them (screen/receipt.h). */
#ifndef INTERDICT_CLI_SCREEN_RECEIPT_H
#define INTERDICT_CLI_SCREEN_RECEIPT_H

#include "cli/screen_file.h"
#include "cli/screen_party.h"
#include "cli/screening.h"
#include "screen/receipt.h"

extern const idt_param IDT_PARAM_RECEIPT, IDT_PARAM_COMMIT;

/* What any answer of the screening has in common: configuration, times, editions, index. */
IDT_CHECK idt_rc idt_screening_receipt(idt_invocation *inv, const idt_screening *s,
                                       idt_receipt *out, idt_error *err);
/* Of one answer: with its hash, and the query or with --commit a commitment to it. */
IDT_CHECK idt_rc idt_screening_receipt_of_answer(idt_invocation *inv, const idt_screening *s,
                                                 const idt_screen_query *query,
                                                 const idt_digest *answer_hash, idt_error *err);
/* Of a file of rows: what was read and how, counts and the Merkle root over the answers. */
IDT_CHECK idt_rc idt_screening_receipt_of_run(idt_invocation *inv, const idt_screening *s,
                                              const idt_run_result *run, idt_error *err);

/* Options by which a file is read, in a receipt's member `reading`: put back among those given. */
IDT_CHECK idt_rc idt_screening_reading_again(idt_invocation *inv, const idt_receipt *receipt,
                                             idt_error *err);

#endif
