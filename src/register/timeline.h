/* timeline.h - a subject along the axes: the status of each listing over all days, and since when
 * each version of what is said of it was published and held.
 *
 *   ru-terrorist  up to 2003-02-13 not_yet | 2003-02-14..2003-03-15 unknown | .. in_force | ..
 *   facts:taliban recorded 2026-11-25T06:00:00Z, published from the same instant on: record
 *
 * I1  Spans of one listing follow each other without a gap, the first without a beginning, the last
 *     up to the last day asked about. Each is the status that idt_subject_statuses gives for its
 *     days, and neighbours differ.
 * I2  A status is computed on the days that the chains speak of, on those beside them, on every
 *     first of January between, and on days found by halving wherever two neighbours differ. What
 *     begins and ends again between two such days is not seen.
 * I3  A version is told once, where it came; rectangles that a later edition only shortened or
 *     split are not told again.
 *
 * Ownership: in the arena, or borrowed from the handle's cache until the next view.
 */
#ifndef INTERDICT_REGISTER_TIMELINE_H
#define INTERDICT_REGISTER_TIMELINE_H

#include "register/matrix.h"

typedef struct idt_status_span {
    idt_day from, to; /* both in; IDT_DAY_OPEN_START where it has no beginning */
    idt_cell cell;
    bool spoken; /* false: on these days nothing is on file for the list */
} idt_status_span;

typedef struct idt_listing_line {
    const idt_listing_status *row; /* of the last day: its chain, and what of it is refused */
    const idt_status_span *spans;
    size_t span_count;
} idt_listing_line;

/* Listings over all days up to `question->as_of`; first_day: the earliest bound on file. */
IDT_CHECK idt_rc idt_timeline_listings(idt_register *reg, const idt_view *view,
                                       const idt_subject *subject,
                                       const idt_status_question *question, idt_arena *arena,
                                       const idt_listing_line **out, size_t *count,
                                       idt_day *first_day, idt_error *err);

typedef struct idt_version_line {
    idt_str record; /* id */
    idt_digest content;
    int64_t published_from_us, published_to_us; /* IDT_INSTANT_OPEN: still */
    int64_t recorded_from_us, recorded_to_us;   /* of the rectangle in which it came */
    idt_cause cause;
    idt_str note;
} idt_version_line;

/* Versions of every record that ever spoke of the subject, by recorded, then published instant.
 * cause WITHDRAWN: the record is no longer said from published_to_us on. */
IDT_CHECK idt_rc idt_timeline_versions(idt_register *reg, const idt_view *view,
                                       const idt_subject *subject, const idt_str *datasets,
                                       size_t dataset_count, idt_arena *arena,
                                       const idt_version_line **out, size_t *count, idt_error *err);

#endif
