/* index_selftest.h - `index selftest`: what the index finds of itself, kept beside it in
 * <home>/index/selftest.json and shown by `index info`. */
#ifndef INTERDICT_CLI_INDEX_SELFTEST_H
#define INTERDICT_CLI_INDEX_SELFTEST_H

#include "cli/command.h"
#include "index/index.h"

#define IDT_SELFTEST_BYTES ((size_t)16 << 20) /* of selftest.json */

/* Options of this action alone; NULL-terminated. */
extern const idt_param *const IDT_SELFTEST_PARAMS[];
extern const idt_param IDT_PARAM_POPULATION, IDT_PARAM_SAMPLE, IDT_PARAM_SEED, IDT_PARAM_EXAMPLES;

int idt_index_selftest(idt_invocation *inv);
/* The table of selftest.json behind what info says; a note where it is of other files than the
 * index has now, or cannot be read: what the index holds is told all the same. */
void idt_index_selftest_show(idt_invocation *inv, const idt_index *index);

#endif
