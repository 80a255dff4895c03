/* status_difference.h - whose status differs between two days, on which list, by which event.
 *
 *   from 2010-01-01 to 2024-01-01
 *   brief:taliban, kz-terrorist   in_force -> ended/lifted   by brief:taliban#kz-lift, 2023-12-29
 *
 * I1  The answer is that of computing every status on both days (a test does, on random registers).
 * I2  Computed are only the subjects whose status can differ. A status changes at a bound of a date
 *     on file, later by what rules of the list add to it (a delay, a term; each at most once), at a
 *     bound of a rule's own validity, or where a published list got or lost an entry. Subjects with
 *     none of these between the days are left out; so one without any candidate day costs nothing.
 *     Parts and wholes of a candidate are candidates.
 * I3  Of several events between the days each is named that moved the status: on the day before it
 *     the status was another than once it had happened.
 * I4  A row differs where its status, kind of end, reason or what is possible differs, or where the
 *     list is spoken of on one day only. Its basis may change without its status.
 *
 * Where the derived tables are not those of `deriver` (a migrated file before its next load), all
 * subjects that are listed are computed. Ownership: everything in the arena given.
 */
#ifndef INTERDICT_REGISTER_STATUS_DIFFERENCE_H
#define INTERDICT_REGISTER_STATUS_DIFFERENCE_H

#include "register/matrix.h"

/* An event that moved the status between the days. */
typedef struct idt_status_move {
    idt_str event; /* its id */
    idt_str kind;
    idt_str date; /* as written, the date of it that fits */
    idt_day first;
} idt_status_move;

typedef struct idt_status_change {
    const idt_subject *subject;
    bool was, is;    /* is the list spoken of on the day before / after? */
    idt_cell before; /* of the same list and scope */
    idt_cell after;
    idt_str event; /* id of the event that made it; {NULL,0}: by the clock, no event is between */
    idt_str event_kind;
    idt_str event_date;           /* as written, the date of it that fits */
    const idt_status_move *moves; /* every event that moved it, `event` among them, by their days */
    size_t move_count;
} idt_status_change;

typedef struct idt_days_question {
    idt_day from, to;        /* from <= to */
    const idt_str *datasets; /* on the word of these; count 0 = all */
    size_t dataset_count;
    const idt_str *lists; /* these; count 0 = all */
    size_t list_count;
    const idt_subject *subjects; /* these; count 0 = all */
    size_t subject_count;
    bool compute_all; /* every listed subject, without choosing: the slow way, for tests */
} idt_days_question;

typedef struct idt_status_changes {
    const idt_status_change *items; /* by subject id, then as statuses are */
    size_t count;
    size_t computed; /* subjects whose statuses were computed */
} idt_status_changes;

IDT_CHECK idt_rc idt_statuses_differing(idt_register *reg, const idt_view *view,
                                        const idt_deriver *deriver,
                                        const idt_days_question *question, idt_arena *arena,
                                        idt_status_changes *out, idt_error *err);

/* ---- status_candidates.c: who can differ ---- */

/* Subjects that can differ (I2), by id. Internal to register/. */
IDT_CHECK idt_rc store_status_candidates(idt_register *reg, const idt_view *view,
                                         const idt_deriver *deriver,
                                         const idt_days_question *question, idt_arena *arena,
                                         const idt_subject **out, size_t *count, idt_error *err);

#endif
