/* figure.h - one measured thing over time: what is stated of it, what follows, what is missing.
 *
 *   profit     2021 425000000 USD, 2022 1400000000 USD
 *   derived    grew to 3.29 times in 2021/2022    (more than 3.29, less than 3.3)
 *   trade      2023 up to 1000000000 USD; grew to 5 times in 2022/2023, base not given
 *   derived    2022: at most 200000000 USD; or 200000000 if 1000000000 was reached
 *
 * I1  What is derived names its inputs, two statements, and is never an input itself.
 * I2  What cannot be derived is said with what is missing: a value, a period's other end, a unit,
 *     a divisor off 0. Nothing is filled in.
 * I3  Values of one period, changes of one period, and a change stated beside one derived, are
 *     compared; where they exclude each other both stay, flagged. Approximations exclude nothing.
 * I4  A change is a share or factor: without unit, or `share` or `times`. In another unit it is
 *     shown and not reckoned with. Periods meet only where their bounds are the same.
 *
 * Ownership: views into the records, arrays in the arena. Cost: quadratic in the statements of one
 * figure. Threads: pure.
 */
#ifndef INTERDICT_CLAIMS_FIGURE_H
#define INTERDICT_CLAIMS_FIGURE_H

#include "claims/told.h"

typedef enum idt_measure_kind {
    IDT_MEASURE_VALUE,
    IDT_MEASURE_GROWTH,
    IDT_MEASURE_FACTOR
} idt_measure_kind;

/* One statement of the series. */
typedef struct idt_measure {
    idt_told told;
    idt_measure_kind kind;
    idt_quantity quantity;
    bool base_given;   /* of a change: it names what it is measured by */
    bool base_on_file; /* ... a value of the period it starts from is on file */
    const struct idt_measure *const *differs; /* of the same period, that exclude it (I3) */
    size_t differ_count;
    bool other_unit; /* a value of the same period has another unit: not compared */
} idt_measure;

typedef enum idt_derivation_kind {
    IDT_DERIVED_FACTOR, /* later value / earlier value */
    IDT_DERIVED_BASE,   /* later value / change */
    IDT_DERIVED_LATER   /* earlier value * change */
} idt_derivation_kind;

typedef struct idt_derivation {
    idt_derivation_kind kind;
    const idt_measure *inputs[2]; /* in the order of their days; of a missing one NULL */
    size_t input_count;
    idt_str on; /* the period of the result, EDTF */
    idt_day earliest, latest;
    bool known;
    idt_quantity result;         /* where known */
    idt_str missing;             /* where not: what is */
    const idt_measure *compared; /* a change stated of the same period; NULL: none */
    idt_tri differs; /* ... which the result excludes; UNKNOWN: one of them is an approximation */
} idt_derivation;

typedef struct idt_figure {
    const idt_record *head;
    idt_str kind;                /* of `figure_kind`; absent where it is not stated */
    const idt_measure *measures; /* by period, then values before changes, then by record */
    size_t count;
    const idt_derivation *derivations; /* by period */
    size_t derivation_count;
} idt_figure;

/* The factor of a change: itself, or 1 + a growth. False where it has a unit of its own (I4). */
bool idt_measure_factor(const idt_measure *measure, idt_quantity *out);

/* IDT_E_CORRUPT or IDT_E_INPUT for a date or quantity that a loaded record should not have. */
IDT_CHECK idt_rc idt_figure_read(const idt_record *head, const idt_record *const *records,
                                 size_t count, idt_arena *arena, idt_figure *out, idt_error *err);

#endif
