/* statements.h - one record of a file: its statements, checked against the vocabulary, as canonical
 * content.
 *
 *   listings: [{list: L, events: [{event: lift, decided: 2003}]}]
 *     -> ("event", "lift", {"decided":"2003","list":"L"})
 *
 * The tables of statement/vocabulary.h say what may stand where; nothing here knows a property by
 * name but `schema`, `listing`, and the blocks that stand for `event`, `listed` and `rule`.
 *
 * Internal to authored/.
 */
#ifndef INTERDICT_AUTHORED_STATEMENTS_H
#define INTERDICT_AUTHORED_STATEMENTS_H

#include "authored/sources.h"

/* The vocabulary by name. */
void idt_lexicon_build(idt_session *s);

/* Reads one entry of `records:`; false where it has no usable id. Content and hash are in the
 * session's result arena; after faults they may be incomplete. */
bool idt_record_author(idt_reader *r, const idt_yaml *node, idt_authored_record *out);

/* The record that an entry of `sources:` is: schema Source, `title` as its name. */
bool idt_source_author(idt_reader *r, const idt_yaml *name, const idt_yaml *body,
                       idt_authored_record *out, const idt_source **source);

#endif
