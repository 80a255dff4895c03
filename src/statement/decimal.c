#include "statement/decimal.h"

#include <stdio.h>

/* value * 10^exponent without trailing zeros; false where that is no idt_decimal. */
bool idt_decimal_make(idt_wide value, int64_t exponent, idt_decimal *out)
{
    if (value == 0) {
        *out = (idt_decimal){0};
        return true;
    }
    while (value % 10 == 0) {
        value /= 10;
        exponent++;
    }
    if (value > INT64_MAX || value < -(idt_wide)INT64_MAX || exponent > IDT_DECIMAL_EXPONENT_MAX ||
        exponent < -IDT_DECIMAL_EXPONENT_MAX) {
        return false;
    }
    *out = (idt_decimal){.coefficient = (int64_t)value, .exponent = (int32_t)exponent};
    return true;
}

bool idt_wide_scale(idt_wide *value, int64_t tens)
{
    for (; tens > 0 && *value != 0; tens--) {
        if (__builtin_mul_overflow(*value, 10, value)) {
            return false;
        }
    }
    return true;
}

static void strip_zeros(idt_decimal *d)
{
    if (d->coefficient == 0) {
        d->exponent = 0;
    }
    while (d->coefficient != 0 && d->coefficient % 10 == 0 && d->exponent < INT32_MAX) {
        d->coefficient /= 10;
        d->exponent++;
    }
}

int idt_decimal_sign(idt_decimal d)
{
    return (d.coefficient > 0) - (d.coefficient < 0);
}

int idt_decimal_compare(idt_decimal a, idt_decimal b)
{
    if (idt_decimal_sign(a) != idt_decimal_sign(b)) {
        return idt_decimal_sign(a) < idt_decimal_sign(b) ? -1 : 1;
    }
    idt_wide left = a.coefficient;
    idt_wide right = b.coefficient;
    /* A side that overflows 128 bits is beyond the other's 64. */
    if (!idt_wide_scale(&left, (int64_t)a.exponent - b.exponent)) {
        return idt_decimal_sign(a);
    }
    if (!idt_wide_scale(&right, (int64_t)b.exponent - a.exponent)) {
        return -idt_decimal_sign(b);
    }
    return (left > right) - (left < right);
}

bool idt_decimal_plus(idt_decimal a, idt_decimal b, idt_decimal *out)
{
    strip_zeros(&a);
    strip_zeros(&b);
    if (a.coefficient == 0 || b.coefficient == 0) {
        const idt_decimal other = a.coefficient == 0 ? b : a;
        return idt_decimal_make(other.coefficient, other.exponent, out);
    }
    idt_wide left = a.coefficient;
    idt_wide right = b.coefficient;
    idt_wide sum;
    /* The side scaled ends in 0 and the other does not, so a sum past 128 bits has too many digits.
     */
    if (!idt_wide_scale(&left, (int64_t)a.exponent - b.exponent) ||
        !idt_wide_scale(&right, (int64_t)b.exponent - a.exponent) ||
        __builtin_add_overflow(left, right, &sum)) {
        return false;
    }
    return idt_decimal_make(sum, a.exponent < b.exponent ? a.exponent : b.exponent, out);
}

bool idt_decimal_negate(idt_decimal a, idt_decimal *out)
{
    return idt_decimal_make(-(idt_wide)a.coefficient, a.exponent, out);
}

bool idt_decimal_minus(idt_decimal a, idt_decimal b, idt_decimal *out)
{
    idt_decimal minus;
    return idt_decimal_negate(b, &minus) && idt_decimal_plus(a, minus, out);
}

/* magnitude * 10^exponent cut to `digits` digits; `rest` says that something below was cut before.
 */
static bool make_rounded(bool negative, idt_uwide magnitude, int64_t exponent, int digits,
                         bool rest, idt_rounding rounding, idt_decimal *out, bool *exact)
{
    idt_uwide limit = 1;
    for (int i = 0; i < digits; i++) {
        limit *= 10;
    }
    while (magnitude >= limit) {
        rest = rest || magnitude % 10 != 0;
        magnitude /= 10;
        exponent++;
    }
    const bool away = negative == (rounding == IDT_ROUND_DOWN);
    magnitude += rest && away;
    *exact = !rest;
    const idt_wide value = (idt_wide)magnitude;
    return idt_decimal_make(negative ? -value : value, exponent, out);
}

static idt_uwide magnitude_of(idt_decimal d)
{
    const idt_wide value = d.coefficient;
    return (idt_uwide)(value < 0 ? -value : value);
}

/* b is not 0. The numerator grows until the quotient has `digits` digits; with at most 19 + 18
 * digits it stays below 2^127. */
bool idt_decimal_over(idt_decimal a, idt_decimal b, int digits, idt_rounding rounding,
                      idt_decimal *out, bool *exact)
{
    idt_uwide numerator = magnitude_of(a);
    idt_uwide least = magnitude_of(b);
    const idt_uwide denominator = least;
    int64_t exponent = (int64_t)a.exponent - b.exponent;
    if (numerator == 0) {
        *exact = true;
        return idt_decimal_make(0, 0, out);
    }
    for (int i = 1; i < digits; i++) {
        least *= 10;
    }
    while (numerator < least) {
        numerator *= 10;
        exponent--;
    }
    return make_rounded((a.coefficient < 0) != (b.coefficient < 0), numerator / denominator,
                        exponent, digits, numerator % denominator != 0, rounding, out, exact);
}

bool idt_decimal_times(idt_decimal a, idt_decimal b, idt_rounding rounding, idt_decimal *out,
                       bool *exact)
{
    bool unrounded;
    const bool fits = make_rounded(
        (a.coefficient < 0) != (b.coefficient < 0), magnitude_of(a) * magnitude_of(b),
        (int64_t)a.exponent + b.exponent, IDT_DECIMAL_DIGITS_MAX, false, rounding, out, &unrounded);
    if (exact != NULL) {
        *exact = unrounded;
    }
    return fits;
}

idt_rc idt_decimal_too_large(idt_error *err)
{
    return idt_fail(err, IDT_E_LIMIT, "a number needs over %d digits or a power of ten over %d",
                    IDT_DECIMAL_DIGITS_MAX, IDT_DECIMAL_EXPONENT_MAX);
}

idt_rc idt_decimal_add(idt_decimal a, idt_decimal b, idt_decimal *out, idt_error *err)
{
    return idt_decimal_plus(a, b, out) ? IDT_OK : idt_decimal_too_large(err);
}

idt_rc idt_decimal_subtract(idt_decimal a, idt_decimal b, idt_decimal *out, idt_error *err)
{
    return idt_decimal_minus(a, b, out) ? IDT_OK : idt_decimal_too_large(err);
}

idt_rc idt_decimal_check_digits(int digits, idt_error *err)
{
    if (digits < 1 || digits > IDT_DECIMAL_DIGITS_MAX) {
        return idt_fail(err, IDT_E_USAGE, "%d significant digits; expected 1 to %d", digits,
                        IDT_DECIMAL_DIGITS_MAX);
    }
    return IDT_OK;
}

idt_rc idt_decimal_divide(idt_decimal a, idt_decimal b, int digits, idt_rounding rounding,
                          idt_decimal *out, bool *exact, idt_error *err)
{
    bool unrounded = false;
    idt_rc rc = idt_decimal_check_digits(digits, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (b.coefficient == 0) {
        return idt_fail(err, IDT_E_INPUT, "a division by 0");
    }
    if (!idt_decimal_over(a, b, digits, rounding, out, &unrounded)) {
        return idt_decimal_too_large(err);
    }
    if (exact != NULL) {
        *exact = unrounded;
    }
    return IDT_OK;
}

const char *idt_decimal_text(idt_decimal value, char out[IDT_DECIMAL_BYTES])
{
    char digits[24];
    strip_zeros(&value);
    const int printed =
        snprintf(digits, sizeof digits, "%llu", (unsigned long long)magnitude_of(value));
    const int count = printed > 0 ? printed : 0;
    const int point = count + value.exponent; /* digits before the point */
    char *p = out;
    const char *const last = out + IDT_DECIMAL_BYTES - 1;
    if (value.coefficient < 0) {
        *p++ = '-';
    }
    const int from = point > 0 ? 0 : point - 1; /* at least one digit before the point */
    const int to = value.exponent > 0 ? point : count;
    for (int i = from; i < to && p < last - 1; i++) {
        if (i == point && i > from) {
            *p++ = '.';
        }
        *p++ = i >= 0 && i < count ? digits[i] : '0';
    }
    *p = '\0';
    return out;
}
