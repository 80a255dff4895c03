/* decimal.h - exact decimal numbers: coefficient * 10^exponent.
 *
 *   12.50 -> 125 * 10^-1    1400000000 / 425000000 to 3 digits -> 3.29 down, 3.30 up
 *
 * I1  Results are exact; only a quotient, and a product that needs more digits than fit, is
 * rounded, and the caller says which way. I2  What does not fit is told (false, IDT_E_LIMIT), never
 * a wrapped number.
 *
 * Threads: pure.
 */
#ifndef INTERDICT_STATEMENT_DECIMAL_H
#define INTERDICT_STATEMENT_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "core/str.h"

/* coefficient * 10^exponent. Results have no trailing zero in the coefficient (0 is 0 * 10^0), so
 * equal numbers are equal structs; arguments need not. */
typedef struct idt_decimal {
    int64_t coefficient;
    int32_t exponent; /* of a result: -IDT_DECIMAL_EXPONENT_MAX..IDT_DECIMAL_EXPONENT_MAX */
} idt_decimal;

#define IDT_DECIMAL_EXPONENT_MAX 60
#define IDT_DECIMAL_DIGITS_MAX   18 /* any number of so many digits fits the coefficient */
#define IDT_DECIMAL_BYTES        96

/* "-12.50": digits, a point and digits; no '+', no exponent, no separators. IDT_E_INPUT with the
 * column of what is wrong; IDT_E_LIMIT where it does not fit. */
IDT_CHECK idt_rc idt_decimal_parse(idt_str text, idt_decimal *out, idt_error *err);
/* Plain notation, all digits. The exponent must be one of a result. */
const char *idt_decimal_text(idt_decimal value, char out[IDT_DECIMAL_BYTES]);
/* -1, 0, 1. */
int idt_decimal_compare(idt_decimal a, idt_decimal b);
IDT_CHECK idt_rc idt_decimal_add(idt_decimal a, idt_decimal b, idt_decimal *out, idt_error *err);
IDT_CHECK idt_rc idt_decimal_subtract(idt_decimal a, idt_decimal b, idt_decimal *out,
                                      idt_error *err);
typedef enum idt_rounding { IDT_ROUND_DOWN, IDT_ROUND_UP } idt_rounding; /* to -inf, to +inf */
/* a / b to `digits` significant digits (1..IDT_DECIMAL_DIGITS_MAX); *exact (may be NULL) says
 * whether nothing was rounded. b = 0 is IDT_E_INPUT. */
IDT_CHECK idt_rc idt_decimal_divide(idt_decimal a, idt_decimal b, int digits, idt_rounding rounding,
                                    idt_decimal *out, bool *exact, idt_error *err);

/* ---- the same without words for errors: false where the result does not fit ---- */

__extension__ typedef __int128 idt_wide; /* one product of coefficients, exactly */
__extension__ typedef unsigned __int128 idt_uwide;

/* value * 10^exponent, without trailing zeros. */
bool idt_decimal_make(idt_wide value, int64_t exponent, idt_decimal *out);
bool idt_decimal_plus(idt_decimal a, idt_decimal b, idt_decimal *out);
bool idt_decimal_minus(idt_decimal a, idt_decimal b, idt_decimal *out);
bool idt_decimal_negate(idt_decimal a, idt_decimal *out);
/* b is not 0; digits as for idt_decimal_divide. */
bool idt_decimal_over(idt_decimal a, idt_decimal b, int digits, idt_rounding rounding,
                      idt_decimal *out, bool *exact);
/* To IDT_DECIMAL_DIGITS_MAX digits; *exact (may be NULL): nothing was rounded. */
bool idt_decimal_times(idt_decimal a, idt_decimal b, idt_rounding rounding, idt_decimal *out,
                       bool *exact);
int idt_decimal_sign(idt_decimal d); /* -1, 0, 1 */
/* *value * 10^tens; false past 128 bits. */
bool idt_wide_scale(idt_wide *value, int64_t tens);
idt_rc idt_decimal_too_large(idt_error *err);
idt_rc idt_decimal_check_digits(int digits, idt_error *err);

#endif
