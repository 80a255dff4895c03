/* passages.h - the passages of sources that a statement cites.
 *
 *   {in: text, start: 10, end: 64}                 bytes 10 to 63 of the source `text`
 *   {in: text, quote: "He was listed in 2003."}    where the text stands: exactly once
 *     -> {"end":"64","passage_sha256":"...","source_sha256":"...","start":"10"}
 *
 * I1  Where the file is at hand everything is checked against its bytes: range, character borders,
 *     hash of the passage, quote. Where it is not, the author's figures stand.
 * I2  A quote stands in its passage, one run of blanks and line ends like another; what is stored
 *     has single blanks.
 *
 * Internal to authored/.
 */
#ifndef INTERDICT_AUTHORED_PASSAGES_H
#define INTERDICT_AUTHORED_PASSAGES_H

#include "authored/sources.h"
#include "core/json_writer.h"

/* Writes the passages of a `source` qualifier as a JSON array, sorted by place. */
void idt_spans_write(idt_reader *r, const idt_yaml *spans, idt_json_writer *w);

#endif
