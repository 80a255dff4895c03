/* body_names.h - names of bodies for chains shown to people (statement/attribution.h, I3). */
#ifndef INTERDICT_CLI_BODY_NAMES_H
#define INTERDICT_CLI_BODY_NAMES_H

#include "cli/command.h"
#include "statement/attribution.h"

typedef struct idt_body_names {
    idt_invocation *inv;
    const idt_view *view;
    idt_chain_names names; /* what to hand on; points back here: do not copy */
} idt_body_names;

/* A body that cannot be read stands by its key: what is wrong shows where it is asked for. */
void idt_body_names_init(idt_body_names *out, idt_invocation *inv, const idt_view *view);

#endif
