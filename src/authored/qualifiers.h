/* qualifiers.h - the qualifiers of one statement, collected and written as canonical JSON.
 *
 *   {decided: 2003, by: [b, a], scope: whole}  ->  {"by":["a","b"],"decided":"2003"}
 *
 * I1  Members are kept in byte order of their names and written as they stand; several values are
 *     sorted, once each; a chain keeps its order; `whole` is no scope.
 *
 * Internal to authored/.
 */
#ifndef INTERDICT_AUTHORED_QUALIFIERS_H
#define INTERDICT_AUTHORED_QUALIFIERS_H

#include "authored/reader.h"

/* Names in one hint, or qualifiers of one statement: the tables are smaller. */
#define IDT_NAMES_MAX 256

/* A qualifier where it stands. */
typedef struct idt_member {
    const idt_qualifier_spec *spec;
    const idt_yaml *key;
    const idt_yaml *value;
} idt_member;

typedef struct idt_members {
    idt_member items[IDT_NAMES_MAX];
    size_t count;
} idt_members;

/* Names for a hint, from several lists; NULL behind the last. */
typedef struct idt_names {
    const char *items[IDT_NAMES_MAX + 1];
    size_t count;
} idt_names;

void idt_names_add(idt_names *n, const char *name);
void idt_names_add_all(idt_names *n, const char *const *list); /* NULL-terminated, or NULL */

/* NULL where it is not there. */
const idt_member *idt_members_find(const idt_members *ms, const char *name);
void idt_members_insert(idt_members *ms, idt_member m);
/* The object, into the session's `json`; faults of the values are reported. */
void idt_members_write(idt_reader *r, const idt_members *ms);

#endif
