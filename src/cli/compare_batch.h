/* compare_batch.h - many comparisons: pairs from lines of JSON or from rows of a CSV file. */
#ifndef INTERDICT_CLI_COMPARE_BATCH_H
#define INTERDICT_CLI_COMPARE_BATCH_H

#include "cli/command.h"
#include "match/explain.h"
#include "match/scoring.h"

/* The profile an option names: a built-in one by its name, else a file. The default where `value`
 * is NULL. IDT_E_INPUT with the place in the file; IDT_E_NOT_FOUND names the built-in ones. */
IDT_CHECK idt_rc idt_scoring_choose(idt_invocation *inv, const idt_value *value,
                                    const idt_scoring **out, idt_error *err);

/* Each line of `path` ("-": standard input) a pair; answers in order, one JSON object a line. */
IDT_CHECK idt_rc idt_compare_lines(idt_invocation *inv, const idt_scoring *scoring,
                                   const char *path, idt_error *err);

/* Each row of `path` a pair of names, out of the columns "NAME1,NAME2[,SCHEMA]" of its head;
 * answers one JSON object a line, or rows with --format csv. */
IDT_CHECK idt_rc idt_compare_csv(idt_invocation *inv, const idt_scoring *scoring, const char *path,
                                 idt_str columns, idt_str schema, bool as_csv, idt_error *err);

/* A pair of names of one schema (may be empty), compared. The profiles live in `arena`. */
IDT_CHECK idt_rc idt_compare_two(const idt_scoring *scoring, idt_str a, idt_str b, idt_str schema,
                                 idt_arena *arena, idt_comparison *out, idt_error *err);

#endif
