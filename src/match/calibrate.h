/* calibrate.h - where should the threshold stand, by a user's own labelled alerts, and how sure is
 * that?
 *
 *   score  .62 .71 .74 .80 .83 .91 ...      target precision >= .95
 *   label   no  no yes  no yes yes ...      threshold .82, bootstrap .79 to .86
 *
 * I1  Rows of one query are not independent: a draw takes whole queries (`group`), with
 *     replacement. Same rows, options and seed, same answer on every machine.
 * I2  A threshold stands in the middle of the gap between two scores that were seen: it decides no
 *     row otherwise than its neighbours in the gap would.
 * I3  Targets: `f1` the highest F1, the lower threshold of equals (what is missed costs more);
 *     `precision` the lowest threshold that reaches it; `recall` the highest one.
 * I4  Fewer rows than IDT_CALIBRATE_ROWS, matches or others than IDT_CALIBRATE_EACH, or queries
 *     than IDT_CALIBRATE_GROUPS: no fit. A target that no threshold reaches: no fit.
 *
 * The intervals are of the rows given. Rows that were alerts of another threshold say nothing of
 * what lies under it; `unseen` is measured on the queries a draw left out, so it does not flatter.
 *
 * Cost: linear in rows, once a draw. Memory: the arena, twelve bytes a row and 4 bytes a group.
 * Threads: pure.
 */
#ifndef INTERDICT_MATCH_CALIBRATE_H
#define INTERDICT_MATCH_CALIBRATE_H

#include "core/arena.h"
#include <stdint.h>

#include "core/error.h"

#define IDT_CALIBRATE_ROWS      100
#define IDT_CALIBRATE_EACH      20
#define IDT_CALIBRATE_GROUPS    20
#define IDT_CALIBRATE_DRAWS     1000
#define IDT_CALIBRATE_DRAWS_MAX 100000

typedef struct idt_labelled {
    uint16_t score; /* ten-thousandths, as all shares here are */
    bool match;
    uint32_t group; /* of the query, 0 .. groups - 1 */
} idt_labelled;

typedef struct idt_labels {
    const idt_labelled *rows;
    size_t count;
    uint32_t groups;
} idt_labels;

typedef enum idt_target_kind {
    IDT_TARGET_F1,
    IDT_TARGET_PRECISION,
    IDT_TARGET_RECALL
} idt_target_kind;

typedef struct idt_target {
    idt_target_kind kind;
    uint16_t least; /* of PRECISION and RECALL */
} idt_target;

typedef struct idt_interval {
    uint16_t value, low, high; /* low and high: 95 % of the draws */
} idt_interval;

typedef struct idt_cut_report {
    uint64_t alerts, right; /* rows at or over the threshold; of them matches */
    idt_interval precision, recall, f1;
} idt_cut_report;

typedef struct idt_calibration {
    size_t matches, others;
    idt_cut_report present; /* at the threshold in use */
    const char *refused;    /* why there is no fit: the rest is then empty */
    idt_interval threshold;
    idt_cut_report fitted;
    uint16_t unseen_precision, unseen_recall, unseen_f1; /* means over draws */
    uint32_t draws, draws_without_fit;
} idt_calibration;

/* The threshold that meets the target; false where none does. */
bool idt_calibrate_fit(const idt_labels *labels, idt_target target, uint16_t *threshold);

IDT_CHECK idt_rc idt_calibrate(const idt_labels *labels, idt_target target, uint16_t present,
                               uint32_t draws, uint64_t seed, idt_arena *arena,
                               idt_calibration *out, idt_error *err);

#endif
