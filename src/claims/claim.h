/* claim.h - which statements are claims, of what kind: one table.
 *
 *   claim        "The ministry no longer regards it as terrorist."   kind characterisation
 *   holder       "A. Person"  of an Office                          kind office
 *   listed       in_force     list xx-list                          kind listing
 *   recognition  recognised   states ru                             kind recognition
 *
 * A row of IDT_CLAIM_KIND_ROWS names the schema and the properties its claims are made of; those of
 * the property `claim` are told apart by the qualifier `kind`. Rows with `shown` false are no
 * claims to list: they are here because conflicts are sought among them (claims/conflict.h).
 *
 * I1  A statement has at most one kind. I2  Claims are sorted by what they are about, kind (in the
 * order of the table), day, record and number: the order of output, and what lets conflict.c find
 * all that is said of one thing as one run.
 *
 * Ownership: views into records; `about` and `caption` are the caller's. Threads: pure.
 */
#ifndef INTERDICT_CLAIMS_CLAIM_H
#define INTERDICT_CLAIMS_CLAIM_H

#include "claims/told.h"

typedef struct idt_claim_kind {
    const char *name;
    const char *schema;            /* only of records of this schema; NULL: any */
    const char *const *properties; /* NULL-terminated; the first one leads */
    bool shown;
} idt_claim_kind;

extern const idt_claim_kind IDT_CLAIM_KIND_ROWS[];
extern const size_t IDT_CLAIM_KIND_COUNT;

/* By name among those shown, or NULL. */
const idt_claim_kind *idt_claim_kind_find(idt_str name);
/* The shown kind whose name is nearest, or NULL: for "did you mean". */
const char *idt_claim_kind_nearest(idt_str name);

typedef struct idt_claim {
    const idt_claim_kind *kind;
    idt_str about; /* id of the thing spoken of; of a subject: of its cluster */
    idt_str caption;
    idt_str schema;
    idt_told told;
} idt_claim;

/* The kind of a statement of a record, or NULL where it is no claim. */
const idt_claim_kind *idt_claim_kind_of(const idt_record *record, const idt_statement *statement);

/* In the order of I2. */
void idt_claims_sort(idt_claim *claims, size_t count);

/* The claims about one thing: [*from, *to) of sorted claims. */
void idt_claims_about(const idt_claim *claims, size_t count, idt_str about, size_t *from,
                      size_t *to);

/* ---- days of claims ---- */

/* Is there a day in both? YES: in every reading of the bounds; UNKNOWN: in some. A single date
 * known as a month or year is one day of it. Absent dates: UNKNOWN. */
idt_tri idt_days_overlap(const idt_date *a, const idt_date *b);

#endif
