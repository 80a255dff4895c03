/* screen_text.h - an answer of a screening for people: 80 columns. */
#ifndef INTERDICT_CLI_SCREEN_TEXT_H
#define INTERDICT_CLI_SCREEN_TEXT_H

#include "cli/screen_party.h"
#include "cli/screening.h"

/* With `parts`: why, and what would settle it, of each hit. */
IDT_CHECK idt_rc idt_screen_text(idt_screener *screener, const idt_screen_answer *answer,
                                 const idt_screen_query *query, const idt_screening *screening,
                                 bool parts, idt_buf *out, idt_error *err);

#endif
