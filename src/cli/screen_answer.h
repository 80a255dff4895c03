/* screen_answer.h - one party asked and its answer put out: what `screen` and `replay` share. */
#ifndef INTERDICT_CLI_SCREEN_ANSWER_H
#define INTERDICT_CLI_SCREEN_ANSWER_H

#include "cli/screen_party.h"
#include "cli/screening.h"

extern const idt_param IDT_PARAM_NO_PARTS, IDT_PARAM_SCREEN_FORMAT;

/* Asks, and puts the answer to inv->out as --format and --no-parts say. */
IDT_CHECK idt_rc idt_screen_answer_put(idt_invocation *inv, const idt_screening *s,
                                       const idt_screen_query *query, size_t *total,
                                       idt_digest *hash, idt_error *err);

#endif
