/* pairs.h - pairs of parties out of lines of JSON, and their comparisons back as lines.
 *
 *   {"id":"1","query":{"schema":"Person","properties":{"name":["Ivan Petrov"]}},
 *    "candidate":{"schema":"Person","properties":{"name":"Petrov, Ivan"}}}
 *   -> {"id":"1","score":0.9899,"llr_mnat":8600,"band":"strong","exact":"none",...,"parts":[...]}
 *
 * A value of a property is a text or a list of texts. Anything else, an unknown member, an unknown
 * property or a missing side is an error with line and place; nothing is dropped silently.
 */
#ifndef INTERDICT_MATCH_PAIRS_H
#define INTERDICT_MATCH_PAIRS_H

#include "json/json_read.h"
#include "match/explain.h"

#define IDT_PAIR_LINE_BYTES ((size_t)4 << 20)

typedef struct idt_party_pair {
    const idt_json *id_json; /* NULL where none is given */
    idt_profile query, candidate;
} idt_party_pair;

/* One line; the profiles are prepared. Errors: IDT_E_INPUT with `source` and `line`. */
IDT_CHECK idt_rc idt_pair_read(idt_str bytes, const char *source, uint32_t line, idt_arena *arena,
                               idt_party_pair *out, idt_error *err);
/* One party: {"schema":...,"properties":{...}}. `what` names it in errors. */
IDT_CHECK idt_rc idt_party_read(const idt_json *json, const char *what, idt_arena *arena,
                                idt_profile *out, idt_error *err);
/* The values of one member of "properties": a text, a list of texts, or null. IDT_E_INPUT. */
IDT_CHECK idt_rc idt_party_add(idt_profile *out, const idt_json *member, const char *what,
                               idt_error *err);
/* The answer's line, with its line end. */
void idt_pair_write(const idt_party_pair *pair, const idt_comparison *comparison, idt_buf *out);

#endif
