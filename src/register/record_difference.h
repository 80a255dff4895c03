/* record_difference.h - what one version of a record says that another does not, field by field.
 *
 *   before  alias "Movement" {}              listing "us-fto" {measures: [freeze]}
 *   after   alias "Movement" {lang: en}      alias "The Movement" {}
 *   ->      changed  alias "Movement"        lang: - -> en
 *           added    alias "The Movement"
 *           removed  listing "us-fto"
 *
 * I1  A statement of the same property and value with other qualifiers is that statement changed;
 *     another value is another statement.
 * I2  Where several statements have one property and value (events), those of one `id` are one;
 *     of the rest, those that share most qualifiers. Over 4,096 pairs of one field (64 of each
 * side) none is taken for another: they are removed and added. I3  Applying the changes to the
 * version before gives the version after: nothing is left out.
 *
 * Ownership: results in the arena, borrowing from both records. Threads: pure. Cost: linear in
 * statements, quadratic among changed ones of one property and value.
 */
#ifndef INTERDICT_REGISTER_RECORD_DIFFERENCE_H
#define INTERDICT_REGISTER_RECORD_DIFFERENCE_H

#include "statement/record.h"

typedef enum idt_change_kind {
    IDT_CHANGE_ADDED,
    IDT_CHANGE_REMOVED,
    IDT_CHANGE_CHANGED
} idt_change_kind;

typedef struct idt_qualifier_change {
    idt_str name;
    const idt_json *before; /* NULL: it was not there */
    const idt_json *after;  /* NULL: it is no longer there */
} idt_qualifier_change;

typedef struct idt_statement_change {
    idt_change_kind kind;
    const idt_statement *before;            /* NULL where added */
    const idt_statement *after;             /* NULL where removed */
    const idt_qualifier_change *qualifiers; /* where changed, by name */
    size_t count;
} idt_statement_change;

/* Changes by property, then value. Either record may be NULL: all of the other is added or
 * removed. */
IDT_CHECK idt_rc idt_record_difference(const idt_record *before, const idt_record *after,
                                       idt_arena *arena, const idt_statement_change **out,
                                       size_t *count, idt_error *err);

/* "added", "removed", "changed" */
const char *idt_change_kind_text(idt_change_kind kind);

#endif
