/* seen.h - since when has a dataset said so: a record's contents along the published axis, as known
 * at one instant.
 *
 *   published   2021-01-01      2021-03-01       2021-05-01
 *   lists:x     A - - - - - - - (gone) - - - - - B - - - ->    two spans
 *
 * I1  Spans come in order of publication, do not overlap, and end by the view's published-by; what
 *     lies between two that do not touch was not said.
 * I2  A better reader is no change: `changed_us` is when the publication came to say it otherwise,
 *     not when we came to read it better.
 *
 * Ownership: all lives in the arena. Cost: every content the record ever had is read.
 */
#ifndef INTERDICT_REGISTER_SEEN_H
#define INTERDICT_REGISTER_SEEN_H

#include "register/register.h"

typedef struct idt_seen_span {
    int64_t from_us; /* published: first edition with this content */
    int64_t to_us;   /* first edition without it; IDT_INSTANT_OPEN while it stands */
    const idt_record *record;
    idt_cause cause;
} idt_seen_span;

typedef struct idt_seen {
    const idt_seen_span *spans;
    size_t count;
    int64_t first_us;   /* first edition that had the record */
    int64_t changed_us; /* last edition whose content changed */
} idt_seen;

/* count 0 where the view has no such record at any time. */
IDT_CHECK idt_rc idt_register_seen(idt_register *reg, const idt_view *view, idt_str dataset,
                                   idt_str key, idt_arena *arena, idt_seen *out, idt_error *err);

/* Does the content hold a statement of this property and value? */
bool idt_seen_says(const idt_record *record, idt_str property, idt_str value);
/* The first edition that said so; first_us of the record where none is found. */
int64_t idt_seen_first(const idt_seen *seen, idt_str property, idt_str value);
/* Was it said, then not said, then said again? */
bool idt_seen_gap(const idt_seen *seen, idt_str property, idt_str value);

#endif
