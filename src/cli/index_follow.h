/* index_follow.h - after a load the index follows: names of a new edition are found at once. */
#ifndef INTERDICT_CLI_INDEX_FOLLOW_H
#define INTERDICT_CLI_INDEX_FOLLOW_H

#include "cli/command.h"

/* Brings the index of --home, where there is one, up to what its register holds: a small file, and
 * one of everything where these have become many. The answer is out before, the load stands
 * whatever happens here: a failure is a note. */
void idt_cli_index_follow(const idt_invocation *inv);

#endif
