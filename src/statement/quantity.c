#include "statement/quantity.h"

#include <stdio.h>

#define QUOTE_BYTES  48
#define NUMBER_BYTES 96 /* of a number written behind a word */

/* ------------------------------------------------------------------ reading */

typedef struct reader {
    idt_str text;
    size_t at;
    idt_error *err;
} reader;

static idt_rc refuse(const reader *r, idt_rc code, size_t at, const char *fmt, ...)
    IDT_PRINTF(4, 5);

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xc0U) == 0x80U;
}

static uint32_t column_of(const reader *r, size_t at)
{
    uint32_t column = 1;
    for (size_t i = 0; i < at; i++) {
        column += !is_continuation(r->text.ptr[i]);
    }
    return column;
}

static idt_rc refuse(const reader *r, idt_rc code, size_t at, const char *fmt, ...)
{
    char why[512];
    va_list args;
    va_start(args, fmt);
    const int n = vsnprintf(why, sizeof why, fmt, args);
    va_end(args);
    size_t shown = r->text.len < QUOTE_BYTES ? r->text.len : QUOTE_BYTES;
    while (shown < r->text.len && shown > 0 && is_continuation(r->text.ptr[shown])) {
        shown--;
    }
    return idt_fail_at(r->err, code, NULL, 0, column_of(r, at), at, "\"%.*s%s\": %s", (int)shown,
                       shown > 0 ? r->text.ptr : "", shown < r->text.len ? "..." : "",
                       n < 0 ? "malformed" : why);
}

static bool at_end(const reader *r)
{
    return r->at >= r->text.len;
}

static char peek(const reader *r)
{
    return at_end(r) ? '\0' : r->text.ptr[r->at];
}

static bool take(reader *r, const char *token)
{
    if (!idt_str_starts(idt_str_slice(r->text, r->at, r->text.len), token)) {
        return false;
    }
    r->at += strlen(token);
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits into *value; zeros wait in *zeros until a digit follows, so that they cost no width. */
static bool take_digits(reader *r, idt_wide *value, int64_t *zeros)
{
    for (; is_digit(peek(r)); r->at++) {
        const int digit = peek(r) - '0';
        (*zeros)++;
        if (digit != 0) {
            if (!idt_wide_scale(value, *zeros) || *value > INT64_MAX) {
                return false;
            }
            *value += digit;
            *zeros = 0;
        }
    }
    return true;
}

static idt_rc read_decimal(reader *r, idt_decimal *out)
{
    const size_t start = r->at;
    const bool negative = take(r, "-");
    const size_t whole = r->at;
    idt_wide value = 0;
    int64_t zeros = 0;
    if (!is_digit(peek(r))) {
        return refuse(r, IDT_E_INPUT, r->at, "expected a number such as 43 or -1.5 here");
    }
    bool fits = take_digits(r, &value, &zeros);
    if (fits && r->text.ptr[whole] == '0' && r->at - whole > 1) {
        return refuse(r, IDT_E_INPUT, whole,
                      "a number that begins with 0; expected none before it");
    }
    int64_t exponent = 0;
    if (fits && peek(r) == '.' && r->at + 1 < r->text.len && is_digit(r->text.ptr[r->at + 1])) {
        const size_t fraction = ++r->at;
        fits = take_digits(r, &value, &zeros);
        exponent = -(int64_t)(r->at - fraction);
    }
    if (!fits || !idt_decimal_make(negative ? -value : value, exponent + zeros, out)) {
        return refuse(r, IDT_E_LIMIT, start, "a number of over %d digits or beyond 10^%d",
                      IDT_DECIMAL_DIGITS_MAX, IDT_DECIMAL_EXPONENT_MAX);
    }
    return IDT_OK;
}

idt_rc idt_decimal_parse(idt_str text, idt_decimal *out, idt_error *err)
{
    reader r = {.text = text, .err = err};
    *out = (idt_decimal){0};
    idt_decimal read;
    idt_rc rc = read_decimal(&r, &read);
    if (rc != IDT_OK) {
        return rc;
    }
    if (!at_end(&r)) {
        return refuse(&r, IDT_E_INPUT, r.at, "expected the end of the number here");
    }
    *out = read;
    return IDT_OK;
}

/* A number, or a fraction between the two decimals nearest to it. */
typedef struct number {
    idt_decimal down, up;
    bool exact;
} number;

static idt_rc read_number(reader *r, number *out)
{
    idt_decimal above;
    idt_decimal below;
    idt_rc rc = read_decimal(r, &above);
    *out = (number){.down = above, .up = above, .exact = true};
    if (rc != IDT_OK || !take(r, "/")) {
        return rc;
    }
    const size_t start = r->at;
    rc = read_decimal(r, &below);
    if (rc != IDT_OK) {
        return rc;
    }
    if (idt_decimal_sign(below) <= 0) {
        return refuse(r, IDT_E_INPUT, start, "a fraction by 0 or less; expected a number above 0");
    }
    if (!idt_decimal_over(above, below, IDT_DECIMAL_DIGITS_MAX, IDT_ROUND_DOWN, &out->down,
                          &out->exact) ||
        !idt_decimal_over(above, below, IDT_DECIMAL_DIGITS_MAX, IDT_ROUND_UP, &out->up,
                          &out->exact)) {
        return refuse(r, IDT_E_LIMIT, start, "a fraction beyond 10^%d", IDT_DECIMAL_EXPONENT_MAX);
    }
    return IDT_OK;
}

static void set_low(idt_range *range, const number *n, bool inclusive)
{
    range->low = n->down;
    range->has_low = true;
    range->low_inclusive = inclusive && n->exact;
}

static void set_high(idt_range *range, const number *n, bool inclusive)
{
    range->high = n->up;
    range->has_high = true;
    range->high_inclusive = inclusive && n->exact;
}

/* `>=20`: one bound that is not there yet. */
static idt_rc read_bound(reader *r, idt_range *range)
{
    const size_t start = r->at;
    const bool low = peek(r) == '>';
    if (!take(r, ">") && !take(r, "<")) {
        return refuse(r, IDT_E_INPUT, start, "expected '>', '>=', '<' or '<=' here");
    }
    const bool inclusive = take(r, "=");
    if (low ? range->has_low : range->has_high) {
        return refuse(r, IDT_E_INPUT, start, "a second bound on this side; expected one");
    }
    number n;
    idt_rc rc = read_number(r, &n);
    if (rc == IDT_OK && low) {
        set_low(range, &n, inclusive);
    } else if (rc == IDT_OK) {
        set_high(range, &n, inclusive);
    }
    return rc;
}

/* `43`, `20..30`, `20..`, `..30`. */
static idt_rc read_span(reader *r, idt_range *range)
{
    number n;
    idt_rc rc;
    bool dots = take(r, "..");
    if (!dots) {
        rc = read_number(r, &n);
        if (rc != IDT_OK) {
            return rc;
        }
        set_low(range, &n, true);
        dots = take(r, "..");
        if (!dots) {
            set_high(range, &n, true);
        }
        if (!dots || at_end(r)) {
            return IDT_OK;
        }
    }
    rc = read_number(r, &n);
    if (rc == IDT_OK) {
        set_high(range, &n, true);
    }
    return rc;
}

static bool is_empty(const idt_range *range)
{
    if (!range->has_low || !range->has_high) {
        return false;
    }
    const int order = idt_decimal_compare(range->low, range->high);
    return order > 0 || (order == 0 && !(range->low_inclusive && range->high_inclusive));
}

static idt_rc read_notation(reader *r, idt_quantity *out)
{
    idt_rc rc;
    out->approx = take(r, "~");
    const size_t start = r->at;
    if (peek(r) == '>' || peek(r) == '<') {
        rc = read_bound(r, &out->range);
        if (rc == IDT_OK && take(r, ",")) {
            rc = read_bound(r, &out->range);
        }
    } else if (take(r, "=")) {
        number n;
        rc = read_number(r, &n);
        if (rc == IDT_OK) {
            set_low(&out->range, &n, true);
            set_high(&out->range, &n, true);
        }
    } else {
        rc = read_span(r, &out->range);
    }
    if (rc != IDT_OK) {
        return rc;
    }
    if (!at_end(r)) {
        return refuse(r, IDT_E_INPUT, r->at, "expected the end here (units stand apart)");
    }
    if (is_empty(&out->range)) {
        return refuse(r, IDT_E_INPUT, start, "no number is in these bounds; expected low..high");
    }
    return IDT_OK;
}

/* ------------------------------------------------------------------ words */

/* DOMAIN rulings "Vague words". A plural is two at least: two dozen, two score, two hundred. */
static const idt_vague_word vague_words[] = {
    {"some", ">=1", NULL, NULL, "existence is all it says"},
    {"several", ">=2", NULL, NULL, "more than one"},
    {"a few", ">=2", NULL, NULL, "more than one"},
    {"dozens", ">=24", NULL, NULL, "two dozen at least"},
    {"scores", ">=40", NULL, NULL, "two score at least"},
    {"hundreds", ">=200", NULL, NULL, "two hundred at least"},
    {"thousands", ">=2000", NULL, NULL, "two thousand at least"},
    {"almost all", ">=0,<1", NULL, "share", "a share, and not the whole"},
    {"up to #", "0..#", "#", NULL, "at most, or the level reached"},
    {"at most #", "<=#", NULL, NULL, "a bound in words"},
    {"at least #", ">=#", NULL, NULL, "a bound in words"},
    {"more than #", ">#", NULL, NULL, "a bound in words"},
    {"over #", ">#", NULL, NULL, "a bound in words"},
    {"less than #", "<#", NULL, NULL, "a bound in words"},
    {"fewer than #", "<#", NULL, NULL, "a bound in words"},
    {"under #", "<#", NULL, NULL, "a bound in words"},
    {"about #", "~#", NULL, NULL, "an approximation in words"},
    {"around #", "~#", NULL, NULL, "an approximation in words"},
    {"approximately #", "~#", NULL, NULL, "an approximation in words"},
};

#define VAGUE_WORDS (sizeof vague_words / sizeof vague_words[0])

const idt_vague_word *idt_vague_words(size_t *count)
{
    *count = VAGUE_WORDS;
    return vague_words;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Bytes of the text that the phrase covers: all of them, or those before its `#`; 0 for no match.
 */
static size_t phrase_length(idt_str text, const char *phrase)
{
    const size_t len = strlen(phrase);
    const bool takes_number = len > 0 && phrase[len - 1] == '#';
    const size_t fixed = takes_number ? len - 1 : len;
    if (takes_number ? text.len <= fixed : text.len != fixed) {
        return 0;
    }
    for (size_t i = 0; i < fixed; i++) {
        if (lower(text.ptr[i]) != lower(phrase[i])) {
            return 0;
        }
    }
    return fixed;
}

/* `bound` of the table with the number in place of each `#`, read as notation. */
static idt_rc expand(const reader *r, const char *bound, size_t number_at, idt_quantity *out)
{
    char text[3 * NUMBER_BYTES];
    idt_error inner = {0};
    const idt_str value = idt_str_slice(r->text, number_at, r->text.len);
    size_t n = 0;
    for (const char *p = bound; *p != '\0'; p++) {
        const size_t step = *p == '#' ? value.len : 1;
        if (step > sizeof text - n) {
            return refuse(r, IDT_E_LIMIT, number_at, "a number of over %d bytes", NUMBER_BYTES);
        }
        memcpy(text + n, *p == '#' ? value.ptr : p, step);
        n += step;
    }
    reader expanded = {.text = {.ptr = text, .len = n}, .err = &inner};
    idt_rc rc = read_notation(&expanded, out);
    if (rc != IDT_OK) {
        return refuse(r, rc, number_at, "read as %s", inner.message);
    }
    return IDT_OK;
}

static idt_rc read_word(reader *r, const idt_vague_word *word, size_t length, idt_quantity *out)
{
    r->at = length;
    if (length < r->text.len) {
        number n;
        idt_rc rc = read_number(r, &n);
        if (rc != IDT_OK) {
            return rc;
        }
        if (!at_end(r)) {
            return refuse(r, IDT_E_INPUT, r->at, "expected the end here (units stand apart)");
        }
    }
    idt_rc rc = expand(r, word->bound, length, out);
    if (rc == IDT_OK && word->second != NULL) {
        idt_quantity second = {0};
        rc = expand(r, word->second, length, &second);
        out->second = second.range;
        out->has_second = true;
    }
    out->phrase = r->text;
    out->unit = idt_str_borrow(word->unit);
    return rc;
}

static idt_rc unknown_word(const reader *r, const idt_vague_word *words, size_t count)
{
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        const char *const pair[] = {words[i].phrase, nearest};
        nearest = idt_str_nearest(r->text, pair, nearest != NULL ? 2 : 1);
    }
    if (nearest != NULL) {
        return refuse(r, IDT_E_INPUT, 0, "no number and no known word; did you mean \"%s\"?",
                      nearest);
    }
    return refuse(r, IDT_E_INPUT, 0,
                  "no number and no known word; expected such as 43, <=43, 20..30, ~80");
}

idt_rc idt_quantity_parse(idt_str text, const idt_vague_word *words, size_t word_count,
                          idt_quantity *out, idt_error *err)
{
    reader r = {.text = text, .err = err};
    idt_quantity read = {0};
    idt_rc rc = IDT_OK;
    *out = read;
    if (words == NULL) {
        words = idt_vague_words(&word_count);
    }
    if (text.len == 0) {
        return refuse(&r, IDT_E_INPUT, 0, "no quantity; expected one such as 43 or <=43");
    }
    if (is_digit(text.ptr[0]) || memchr("-~<>=.", text.ptr[0], 6) != NULL) {
        rc = read_notation(&r, &read);
    } else {
        size_t i = 0;
        size_t length = 0;
        while (i < word_count && (length = phrase_length(text, words[i].phrase)) == 0) {
            i++;
        }
        rc = i < word_count ? read_word(&r, &words[i], length, &read)
                            : unknown_word(&r, words, word_count);
    }
    if (rc == IDT_OK) {
        *out = read;
    }
    return rc;
}

/* ------------------------------------------------------------------ writing */

const char *idt_quantity_text(const idt_quantity *quantity, char out[IDT_QUANTITY_BYTES])
{
    const idt_range *g = &quantity->range;
    char low[IDT_DECIMAL_BYTES] = "";
    char high[IDT_DECIMAL_BYTES] = "";
    if (g->has_low) {
        idt_decimal_text(g->low, low);
    }
    if (g->has_high) {
        idt_decimal_text(g->high, high);
    }
    const char *more = g->low_inclusive ? ">=" : ">";
    const char *less = g->high_inclusive ? "<=" : "<";
    const char *about = quantity->approx ? "~" : "";
    int n;
    if (!g->has_low && !g->has_high) {
        n = snprintf(out, IDT_QUANTITY_BYTES, "%s..", about);
    } else if (!g->has_low || !g->has_high) {
        n = snprintf(out, IDT_QUANTITY_BYTES, "%s%s%s", about, g->has_low ? more : less,
                     g->has_low ? low : high);
    } else if (!g->low_inclusive || !g->high_inclusive) {
        n = snprintf(out, IDT_QUANTITY_BYTES, "%s%s%s,%s%s", about, more, low, less, high);
    } else if (idt_decimal_compare(g->low, g->high) == 0) {
        n = snprintf(out, IDT_QUANTITY_BYTES, "%s%s", about, low);
    } else {
        n = snprintf(out, IDT_QUANTITY_BYTES, "%s%s..%s", about, low, high);
    }
    if (n < 0) {
        out[0] = '\0';
    }
    return out;
}

idt_quantity idt_quantity_second(const idt_quantity *quantity)
{
    idt_quantity other = *quantity;
    if (other.has_second) {
        other.range = other.second;
        other.has_second = false;
    }
    return other;
}

/* ------------------------------------------------------------------ arithmetic */

/* One end of a range. */
typedef struct bound {
    idt_decimal value;
    bool finite;
    bool inclusive;
} bound;

static bound low_of(const idt_range *g)
{
    return (bound){g->low, g->has_low, g->low_inclusive};
}

static bound high_of(const idt_range *g)
{
    return (bound){g->high, g->has_high, g->high_inclusive};
}

static idt_range range_of(bound low, bound high)
{
    return (idt_range){.low = low.value,
                       .high = high.value,
                       .has_low = low.finite,
                       .has_high = high.finite,
                       .low_inclusive = low.finite && low.inclusive,
                       .high_inclusive = high.finite && high.inclusive};
}

static bool add_bounds(bound a, bound b, bound *out)
{
    *out = (bound){.finite = a.finite && b.finite, .inclusive = a.inclusive && b.inclusive};
    return !out->finite || idt_decimal_plus(a.value, b.value, &out->value);
}

static bool negate_range(const idt_range *a, idt_range *out)
{
    bound low = high_of(a);
    bound high = low_of(a);
    if ((low.finite && !idt_decimal_negate(low.value, &low.value)) ||
        (high.finite && !idt_decimal_negate(high.value, &high.value))) {
        return false;
    }
    *out = range_of(low, high);
    return true;
}

/* An operation on ranges; false where a bound does not fit. */
typedef bool (*range_op)(const idt_range *a, const idt_range *b, int digits, idt_range *out);

static bool sum_ranges(const idt_range *a, const idt_range *b, int digits, idt_range *out)
{
    (void)digits;
    bound low;
    bound high;
    if (!add_bounds(low_of(a), low_of(b), &low) || !add_bounds(high_of(a), high_of(b), &high)) {
        return false;
    }
    *out = range_of(low, high);
    return true;
}

static bool subtract_ranges(const idt_range *a, const idt_range *b, int digits, idt_range *out)
{
    idt_range minus;
    return negate_range(b, &minus) && sum_ranges(a, &minus, digits, out);
}

/* Is every number of the range above 0? */
static bool is_positive(const idt_range *g)
{
    const int sign = idt_decimal_sign(g->low);
    return g->has_low && (sign > 0 || (sign == 0 && !g->low_inclusive));
}

static bool is_negative(const idt_range *g)
{
    const int sign = idt_decimal_sign(g->high);
    return g->has_high && (sign < 0 || (sign == 0 && !g->high_inclusive));
}

/* a / b for an end `b` of a range above 0, as the limit where b is 0 or open. */
static bool divide_bounds(bound a, bound b, int digits, idt_rounding rounding, bound *out)
{
    *out = (bound){.finite = a.finite, .inclusive = a.inclusive};
    if (!a.finite || idt_decimal_sign(a.value) == 0) {
        return true; /* 0 by anything is 0 */
    }
    if (!b.finite) {
        out->inclusive = false; /* ever closer to 0 */
        return true;
    }
    if (idt_decimal_sign(b.value) == 0) {
        out->finite = false;
        return true;
    }
    bool exact;
    if (!idt_decimal_over(a.value, b.value, digits, rounding, &out->value, &exact)) {
        return false;
    }
    out->inclusive = a.inclusive && b.inclusive && exact;
    return true;
}

/* b is positive or negative throughout. A quotient is least where |a| is least and b greatest, or,
 * for a below 0, where b is least; the greatest likewise. */
static bool divide_ranges(const idt_range *a, const idt_range *b, int digits, idt_range *out)
{
    idt_range minus_a;
    idt_range minus_b;
    if (!is_positive(b)) {
        return negate_range(a, &minus_a) && negate_range(b, &minus_b) &&
               divide_ranges(&minus_a, &minus_b, digits, out);
    }
    const bool low_below = !a->has_low || idt_decimal_sign(a->low) < 0;
    const bool high_below = a->has_high && idt_decimal_sign(a->high) < 0;
    bound low;
    bound high;
    if (!divide_bounds(low_of(a), low_below ? low_of(b) : high_of(b), digits, IDT_ROUND_DOWN,
                       &low) ||
        !divide_bounds(high_of(a), high_below ? high_of(b) : low_of(b), digits, IDT_ROUND_UP,
                       &high)) {
        return false;
    }
    *out = range_of(low, high);
    return true;
}

/* Two low or two high ends of ranges that begin at 0 or above. */
static bool multiply_bounds(bound a, bound b, idt_rounding rounding, bound *out)
{
    const bool a_zero = a.finite && idt_decimal_sign(a.value) == 0;
    const bool b_zero = b.finite && idt_decimal_sign(b.value) == 0;
    bool exact = true;
    if (a_zero || b_zero) { /* 0 times anything is 0 */
        *out = (bound){.finite = true,
                       .inclusive = (a_zero && a.inclusive) || (b_zero && b.inclusive)};
        return true;
    }
    *out = (bound){.finite = a.finite && b.finite};
    if (out->finite && !idt_decimal_times(a.value, b.value, rounding, &out->value, &exact)) {
        return false;
    }
    out->inclusive = out->finite && a.inclusive && b.inclusive && exact;
    return true;
}

static bool multiply_ranges(const idt_range *a, const idt_range *b, int digits, idt_range *out)
{
    (void)digits;
    bound low;
    bound high;
    if (!multiply_bounds(low_of(a), low_of(b), IDT_ROUND_DOWN, &low) ||
        !multiply_bounds(high_of(a), high_of(b), IDT_ROUND_UP, &high)) {
        return false;
    }
    *out = range_of(low, high);
    return true;
}

/* Both readings through `op`; the caller sets unit and relative_to. keeps I3 */
static idt_rc derive(range_op op, const idt_quantity *a, const idt_quantity *b, int digits,
                     idt_quantity *out, idt_error *err)
{
    idt_quantity result = {.approx = a->approx || b->approx,
                           .derived = true,
                           .has_second = a->has_second || b->has_second};
    if (!op(&a->range, &b->range, digits, &result.range)) {
        return idt_decimal_too_large(err);
    }
    if (result.has_second && !op(a->has_second ? &a->second : &a->range,
                                 b->has_second ? &b->second : &b->range, digits, &result.second)) {
        return idt_decimal_too_large(err);
    }
    *out = result;
    return IDT_OK;
}

static const char *shown(idt_str s)
{
    return s.len > 0 ? s.ptr : "none";
}

static int shown_len(idt_str s)
{
    return s.len > 0 ? (int)(s.len < QUOTE_BYTES ? s.len : QUOTE_BYTES) : 4;
}

static idt_rc differ(const char *what, idt_str a, idt_str b, idt_error *err)
{
    return idt_fail(err, IDT_E_INPUT, "%s differ: %.*s and %.*s; expected the same", what,
                    shown_len(a), shown(a), shown_len(b), shown(b));
}

static bool comparable(const idt_quantity *a, const idt_quantity *b)
{
    return idt_str_equal(a->unit, b->unit) && idt_str_equal(a->relative_to, b->relative_to);
}

/* Sum or difference: of the same unit and measured by the same thing. */
static idt_rc combine(range_op op, const idt_quantity *a, const idt_quantity *b, idt_quantity *out,
                      idt_error *err)
{
    if (!idt_str_equal(a->unit, b->unit)) {
        return differ("the units", a->unit, b->unit, err);
    }
    if (!idt_str_equal(a->relative_to, b->relative_to)) {
        return differ("the things measured by", a->relative_to, b->relative_to, err);
    }
    const idt_str unit = a->unit;
    const idt_str relative_to = a->relative_to;
    idt_rc rc = derive(op, a, b, IDT_DECIMAL_DIGITS_MAX, out, err);
    if (rc == IDT_OK) {
        out->unit = unit;
        out->relative_to = relative_to;
    }
    return rc;
}

idt_rc idt_quantity_sum(const idt_quantity *items, size_t count, idt_quantity *out, idt_error *err)
{
    if (count == 0) {
        return idt_fail(err, IDT_E_INPUT, "a sum of nothing; expected one quantity at least");
    }
    idt_quantity total = items[0];
    total.derived = true;
    total.phrase = (idt_str){0};
    for (size_t i = 1; i < count; i++) {
        idt_rc rc = combine(sum_ranges, &total, &items[i], &total, err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    *out = total;
    return IDT_OK;
}

idt_rc idt_quantity_difference(const idt_quantity *a, const idt_quantity *b, idt_quantity *out,
                               idt_error *err)
{
    return combine(subtract_ranges, a, b, out, err);
}

idt_rc idt_quantity_ratio(const idt_quantity *a, const idt_quantity *b, int digits,
                          idt_quantity *out, idt_error *err)
{
    const bool same_unit = idt_str_equal(a->unit, b->unit);
    const bool same_base = idt_str_equal(a->relative_to, b->relative_to);
    const idt_str unit = same_unit ? (idt_str){0} : a->unit;
    const idt_str relative_to = same_base ? (idt_str){0} : a->relative_to;
    idt_rc rc = idt_decimal_check_digits(digits, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (!same_unit && b->unit.len > 0) {
        return differ("the units", a->unit, b->unit, err);
    }
    if (!same_base && a->relative_to.len > 0 && b->relative_to.len > 0) {
        return differ("the things measured by", a->relative_to, b->relative_to, err);
    }
    if (!is_positive(&b->range) && !is_negative(&b->range)) {
        char text[IDT_QUANTITY_BYTES];
        return idt_fail(err, IDT_E_INPUT, "the divisor %s may be 0; expected bounds off 0",
                        idt_quantity_text(b, text));
    }
    rc = derive(divide_ranges, a, b, digits, out, err);
    if (rc == IDT_OK) {
        out->unit = unit;
        out->relative_to = relative_to;
    }
    return rc;
}

static idt_rc check_not_negative(const idt_quantity *q, idt_error *err)
{
    char text[IDT_QUANTITY_BYTES];
    if (q->range.has_low && idt_decimal_sign(q->range.low) >= 0) {
        return IDT_OK;
    }
    return idt_fail(err, IDT_E_INPUT, "the factor %s may be below 0; expected 0 or more",
                    idt_quantity_text(q, text));
}

idt_rc idt_quantity_product(const idt_quantity *a, const idt_quantity *b, idt_quantity *out,
                            idt_error *err)
{
    const idt_str unit = a->unit.len > 0 ? a->unit : b->unit;
    const idt_str relative_to = a->relative_to.len > 0 ? a->relative_to : b->relative_to;
    if (a->unit.len > 0 && b->unit.len > 0) {
        return idt_fail(err, IDT_E_INPUT, "two units, %.*s and %.*s; expected one",
                        shown_len(a->unit), a->unit.ptr, shown_len(b->unit), b->unit.ptr);
    }
    if (a->relative_to.len > 0 && b->relative_to.len > 0) {
        return idt_fail(err, IDT_E_INPUT, "both are measured by something; expected one at most");
    }
    idt_rc rc = check_not_negative(a, err);
    rc = rc == IDT_OK ? check_not_negative(b, err) : rc;
    rc = rc == IDT_OK ? derive(multiply_ranges, a, b, IDT_DECIMAL_DIGITS_MAX, out, err) : rc;
    if (rc == IDT_OK) {
        out->unit = unit;
        out->relative_to = relative_to;
    }
    return rc;
}

/* ------------------------------------------------------------------ comparing */

/* `by` the tolerance further out, or open where that does not fit. */
static bound widen(bound b, const idt_tolerance *tolerance, idt_rounding out)
{
    const idt_decimal one = {.coefficient = 1};
    /* A share of |value| outward: up for a value above 0 going up or one below 0 going down. */
    const bool grow = (idt_decimal_sign(b.value) >= 0) == (out == IDT_ROUND_UP);
    idt_decimal factor;
    bool fits;
    if (!b.finite) {
        return b;
    }
    if (tolerance->relative) {
        fits = (grow ? idt_decimal_plus(one, tolerance->value, &factor)
                     : idt_decimal_minus(one, tolerance->value, &factor)) &&
               idt_decimal_times(b.value, factor, out, &b.value, NULL);
    } else {
        fits = out == IDT_ROUND_UP ? idt_decimal_plus(b.value, tolerance->value, &b.value)
                                   : idt_decimal_minus(b.value, tolerance->value, &b.value);
    }
    b.finite = fits;
    return b;
}

/* The range to compare by; false where an approximation has no stated reach. keeps I4 */
static bool range_to_compare(const idt_quantity *q, const idt_tolerance *tolerance, idt_range *out)
{
    *out = q->range;
    if (!q->approx) {
        return true;
    }
    if (tolerance == NULL || idt_decimal_sign(tolerance->value) < 0) {
        return false;
    }
    *out = range_of(widen(low_of(&q->range), tolerance, IDT_ROUND_DOWN),
                    widen(high_of(&q->range), tolerance, IDT_ROUND_UP));
    return true;
}

/* Is every number of a below every number of b? `or_equal`: or the same. */
static bool all_below(const idt_range *a, const idt_range *b, bool or_equal)
{
    if (!a->has_high || !b->has_low) {
        return false;
    }
    const int order = idt_decimal_compare(a->high, b->low);
    return order < 0 || (order == 0 && (or_equal || !(a->high_inclusive && b->low_inclusive)));
}

static bool is_one_number(const idt_range *g)
{
    return g->has_low && g->has_high && idt_decimal_compare(g->low, g->high) == 0;
}

static idt_tri tri_of(bool yes, bool no)
{
    return yes ? IDT_YES : no ? IDT_NO : IDT_UNKNOWN;
}

static idt_tri compare_ranges(const idt_range *a, idt_relation relation, const idt_range *b)
{
    switch (relation) {
    case IDT_LESS:
        return tri_of(all_below(a, b, false), all_below(b, a, true));
    case IDT_AT_MOST:
        return tri_of(all_below(a, b, true), all_below(b, a, false));
    case IDT_EQUAL:
        return tri_of(is_one_number(a) && is_one_number(b) &&
                          idt_decimal_compare(a->low, b->low) == 0,
                      all_below(a, b, false) || all_below(b, a, false));
    case IDT_AT_LEAST:
        return compare_ranges(b, IDT_AT_MOST, a);
    case IDT_MORE:
        return compare_ranges(b, IDT_LESS, a);
    }
    return IDT_UNKNOWN;
}

idt_tri idt_quantity_compare(const idt_quantity *a, idt_relation relation, const idt_quantity *b,
                             const idt_tolerance *tolerance)
{
    idt_range left;
    idt_range right;
    if (!comparable(a, b) || !range_to_compare(a, tolerance, &left) ||
        !range_to_compare(b, tolerance, &right)) {
        return IDT_UNKNOWN;
    }
    return compare_ranges(&left, relation, &right);
}
