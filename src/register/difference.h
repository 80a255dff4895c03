/* difference.h - what the datasets said at one instant and not at another; what we held.
 *
 *   published axis   known-at is fixed. An alias that a list added in May is there between April
 *                    and June, whenever we read the list.
 *   known axis       published-by is fixed. What a better reader found in old bytes is there, with
 *                    cause `reader`; the published axis does not show it.
 *
 * I1  A record differs where the version in effect at the one instant is not that at the other. One
 *     that changed and changed back does not differ.
 * I2  Asked of the store are the rectangles that begin or end between the instants, and no others:
 *     a register of many records costs what changed.
 * I3  Steps are all versions in between, oldest first, each with its cause; the last one leads to
 *     the version after.
 *
 * Ownership: everything in the arena given.
 */
#ifndef INTERDICT_REGISTER_DIFFERENCE_H
#define INTERDICT_REGISTER_DIFFERENCE_H

#include "register/record_difference.h"
#include "register/subject_status.h"

typedef enum idt_axis { IDT_AXIS_PUBLISHED, IDT_AXIS_KNOWN } idt_axis;

typedef struct idt_difference_question {
    idt_axis axis;
    int64_t from_us, to_us;  /* on that axis, from_us <= to_us; what came after from_us */
    const idt_str *datasets; /* these; count 0 = all */
    size_t dataset_count;
    const idt_subject *subjects; /* records that speak of these; count 0 = all records */
    size_t subject_count;
} idt_difference_question;

/* One version that came, or an end. */
typedef struct idt_change_step {
    idt_change_kind kind;
    int64_t at_us; /* published, or recorded */
    idt_cause cause;
    idt_str note;   /* {NULL,0} where none */
    idt_str reader; /* known axis: who read the edition that brought it */
    uint32_t reader_version;
} idt_change_step;

typedef struct idt_record_change {
    idt_change_kind kind;
    const idt_record *before;            /* NULL where added */
    const idt_record *after;             /* NULL where removed */
    const idt_statement_change *changes; /* where changed */
    size_t change_count;
    const idt_change_step *steps;
    size_t step_count;
} idt_record_change;

/* By dataset, then key. The other axis is that of the view: known_at_us for published instants,
 * published_by_us for recorded ones. */
IDT_CHECK idt_rc idt_records_differing(idt_register *reg, const idt_view *view,
                                       const idt_difference_question *question, idt_arena *arena,
                                       const idt_record_change **out, size_t *count,
                                       idt_error *err);

/* "record", "change", "correction", "withdrawn", "reader", "edition" */
const char *idt_cause_text(idt_cause cause);

#endif
