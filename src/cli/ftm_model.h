/* ftm_model.h - FollowTheMoney's model out of the program's data, for commands that ask it. */
#ifndef INTERDICT_CLI_FTM_MODEL_H
#define INTERDICT_CLI_FTM_MODEL_H

#include "cli/command.h"
#include "export/ftm_model.h"

/* In the arena of the invocation. */
IDT_CHECK idt_rc idt_cli_ftm_model(idt_invocation *inv, const idt_ftm_model **out, idt_error *err);

#endif
