/* index_follow.h - after a load the index follows: names of a new edition are found at once.
 *
 *   answer out  ->  a small file of what changed  ->  where these have become many: merged
 *
 * Small indexes are merged at once. More is merged behind, by a process of its own that has no
 * terminal and yields to others: whoever loaded goes on, and whoever screens meanwhile asks the
 * files that stand. It may be killed at any time: what it left is removed by the next one, and the
 * files that stand are whole (compile/home.h).
 */
#ifndef INTERDICT_CLI_INDEX_FOLLOW_H
#define INTERDICT_CLI_INDEX_FOLLOW_H

#include "cli/command.h"

/* Brings the index of --home, where there is one, up to what its register holds. The answer is out
 * before, the load stands whatever happens here: a failure is a note. A merge behind that failed
 * stays due and the next load tries again; `index info` and `screen` say why (merge_note.h). */
void idt_cli_index_follow(const idt_invocation *inv);

#endif
