/* quantity.h - numbers as well as their source knows them: bounds, never a guess.
 *
 *   text            range          second   approx
 *   43              [43, 43]
 *   <=43            (open, 43]
 *   >50             (50, open)
 *   20..30          [20, 30]
 *   >3,<=5          (3, 5]
 *   ~80             [80, 80]                yes
 *   >1/3            (0.333..., open)                 rounded outward, so never a false certainty
 *   several         [2, open)                        phrase kept
 *   up to 43        [0, 43]        [43, 43]          "at most" and "reached": both readings
 *
 * 3 + 1 + several = >=6.   1400000000 / 425000000 to 3 digits = >3.29,<3.3
 *
 * I1  A range is never empty: low < high, or low = high with both inclusive. Open means no bound.
 * I2  Decimals are exact. Only a quotient, and a share of a relative tolerance, is rounded:
 * outward, and a rounded bound is exclusive. What does not fit is IDT_E_LIMIT, never a wrapped
 * number. I3  `second` lies within `range`; so an answer by `range` holds for both readings.
 * Arithmetic carries both. I4  YES and NO hold for every number of the ranges. An approximate
 * quantity gives neither unless the caller states a tolerance. I5  Different units, or different
 * things compared to, are not added and never compared.
 *
 * Numbers are read as reals: of two whole counts, ">50" and "<52", nothing more is concluded.
 * Ownership: texts borrow from what was parsed. Threads: pure.
 */
#ifndef INTERDICT_STATEMENT_QUANTITY_H
#define INTERDICT_STATEMENT_QUANTITY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/str.h"
#include "statement/date.h" /* idt_tri */
#include "statement/decimal.h"

typedef struct idt_range {
    idt_decimal low, high; /* meaningless where open */
    bool has_low, has_high;
    bool low_inclusive, high_inclusive;
} idt_range;

typedef struct idt_quantity {
    idt_range range;
    idt_range second; /* the other reading of the phrase, where has_second */
    bool has_second;
    bool approx;  /* "about": the bounds are those of the number named */
    bool derived; /* computed; its inputs are the caller's to list */
    idt_str unit;
    idt_str relative_to; /* what a growth or share is measured by */
    idt_str phrase;      /* the source's words, where words gave the bounds */
} idt_quantity;

/* What a word promises, in the notation above. `#` ends a phrase that takes a number and stands for
 * it in the bounds. */
typedef struct idt_vague_word {
    const char *phrase;
    const char *bound;
    const char *second; /* NULL: one reading */
    const char *unit;   /* NULL: the caller's */
    const char *reason;
} idt_vague_word;

/* The project's conventions; a caller with a table of its own passes that instead. */
const idt_vague_word *idt_vague_words(size_t *count);

/* Notation or words; `words` NULL means idt_vague_words. ASCII case of words does not matter. The
 * unit is set only by words that imply one. IDT_E_INPUT with a column: unknown words (the nearest
 * one named), empty ranges, blanks in the notation; IDT_E_LIMIT: numbers that do not fit. */
IDT_CHECK idt_rc idt_quantity_parse(idt_str text, const idt_vague_word *words, size_t word_count,
                                    idt_quantity *out, idt_error *err);

#define IDT_QUANTITY_BYTES (2 * IDT_DECIMAL_BYTES + 8)
/* `range` and `approx` in the notation; parses to the same range. Both ends open: "..", which says
 * nothing and is refused by the parser. */
const char *idt_quantity_text(const idt_quantity *quantity, char out[IDT_QUANTITY_BYTES]);

/* The same quantity read the other way: `second` as its range. Without one: the quantity itself. */
idt_quantity idt_quantity_second(const idt_quantity *quantity);

/* Results are `derived`, approximate where an input is, without phrase. IDT_E_INPUT: units or
 * relative_to differ, no items, a divisor that may be 0. IDT_E_LIMIT: a bound does not fit. */
IDT_CHECK idt_rc idt_quantity_sum(const idt_quantity *items, size_t count, idt_quantity *out,
                                  idt_error *err);
/* a - b, of independent numbers: x - x is not 0 where x is a range. */
IDT_CHECK idt_rc idt_quantity_difference(const idt_quantity *a, const idt_quantity *b,
                                         idt_quantity *out, idt_error *err);
/* a / b, bounds to `digits` significant digits, rounded outward. Equal units cancel; b without unit
 * leaves a's. A factor b measured by something (relative_to) gives that thing's size. */
IDT_CHECK idt_rc idt_quantity_ratio(const idt_quantity *a, const idt_quantity *b, int digits,
                                    idt_quantity *out, idt_error *err);

/* a * b, neither below 0: IDT_E_INPUT where one may be. One of the units, and one of the things
 * compared to, is absent: the other is the product's. */
IDT_CHECK idt_rc idt_quantity_product(const idt_quantity *a, const idt_quantity *b,
                                      idt_quantity *out, idt_error *err);

typedef enum idt_relation { IDT_LESS, IDT_AT_MOST, IDT_EQUAL, IDT_AT_LEAST, IDT_MORE } idt_relation;

/* How far "about" reaches: `value` in the unit, or as a share of the number (0.1 = 10 %). >= 0. */
typedef struct idt_tolerance {
    idt_decimal value;
    bool relative;
} idt_tolerance;

/* Is a <relation> b? IDT_UNKNOWN is "possibly". `tolerance` NULL: none stated; it widens
 * approximate quantities only. Bounds that do not fit after widening count as open. */
idt_tri idt_quantity_compare(const idt_quantity *a, idt_relation relation, const idt_quantity *b,
                             const idt_tolerance *tolerance);

#endif
