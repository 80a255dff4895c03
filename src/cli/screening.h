/* screening.h - what `screen`, one party or a file of them, and `replay` have in common: the index
 * brought up to date, the times resolved once, what the answers rest on, the question's settings.
 */
#ifndef INTERDICT_CLI_SCREENING_H
#define INTERDICT_CLI_SCREENING_H

#include "cli/screen_basis.h"
#include "compile/compile.h"
#include "screen/screen.h"

#define IDT_SCREENING_CHOSEN 32 /* values of one repeated option */

typedef struct idt_screening {
    idt_view view;
    idt_day as_of;
    idt_screen_basis basis;
    idt_screen *screen;
    idt_screen_question question; /* its texts are in the arrays below */
    idt_str lists[IDT_SCREENING_CHOSEN], jurisdictions[IDT_SCREENING_CHOSEN];
    idt_str schemata[IDT_SCREENING_CHOSEN], topics[IDT_SCREENING_CHOSEN];
} idt_screening;

/* Options of the question, as `screen` lists them. */
extern const idt_param IDT_PARAM_HIT_LIST, IDT_PARAM_JURISDICTION, IDT_PARAM_TOPIC,
    IDT_PARAM_HIT_SCHEMA, IDT_PARAM_LISTED_FROM, IDT_PARAM_LISTED_TO, IDT_PARAM_THRESHOLD,
    IDT_PARAM_LIMIT;

/* Opens the register at the options' times, brings the index up to date (compile/compile.h) and
 * opens it. Close what was opened, also after an error. */
IDT_CHECK idt_rc idt_screening_open(idt_invocation *inv, idt_screening *out, idt_error *err);
/* The same for a question that stands in `s` already. */
IDT_CHECK idt_rc idt_screening_open_asked(idt_invocation *inv, idt_screening *s, idt_error *err);
void idt_screening_close(idt_screening *screening);

#endif
