/* canonical.h - canonical JSON, as the register keeps its records, read back into a tree.
 *
 *   {"name":[["Taliban",{"lang":"en"}]],"schema":[["Organization",{}]]}
 *
 * These bytes were written by core/json_writer.h and are read many times more often than written:
 * this reader takes them and nothing else, in one pass. json_read.h reads the JSON of others.
 *
 * I1  What is accepted has one spelling: idt_json_write gives the same bytes again. So no blanks;
 *     members in byte order of their names, none twice; only `"`, `\` and control characters
 *     escaped, as \" \\ \n \r \t and else \u00xx in lower case.
 * I2  Values are texts, lists and objects alone: numbers, dates and marks are texts as written
 *     (statement/record.h I1), so there is no number to round and no `null` beside "absent".
 * I3  Whatever is accepted, json_read.h accepts too, and gives the same tree: UTF-8 throughout, no
 *     NUL in a name. Levels are fewer than IDT_JW_DEPTH, as the writer's.
 *
 * The content is copied into the arena once and the texts are slices of that copy, each with a NUL
 * behind it (where its closing quote was); escapes are taken out in place. So the tree does not
 * need the bytes given, which may die with the next row of a query.
 *
 * Cost: linear, eight bytes a step through ASCII; an allocation for the copy and one for each list
 * or object that is not empty. Threads: pure.
 */
#ifndef INTERDICT_JSON_CANONICAL_H
#define INTERDICT_JSON_CANONICAL_H

#include "json/json_read.h"

/* `source` names the bytes in errors. The tree and its texts live in the arena.
 * IDT_E_CORRUPT with the offset of the first byte that canonical content would not have there (the
 * column counts characters; the line is 1, for a line feed is escaped); IDT_E_LIMIT. */
IDT_CHECK idt_rc idt_canonical_read(idt_str bytes, const char *source, idt_arena *arena,
                                    idt_json **out, idt_error *err);

#endif
