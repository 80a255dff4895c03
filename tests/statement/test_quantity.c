/* Quantities against enumeration: small ranges spelt out number by number. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "statement/quantity.h"

#define COUNT_OF(a) (sizeof(a) / sizeof(a)[0])

static idt_quantity quantity(const char *text)
{
    idt_quantity q;
    idt_error err = {0};
    if (idt_quantity_parse(idt_str_borrow(text), NULL, 0, &q, &err) != IDT_OK) {
        fail_msg("%s", err.message);
    }
    return q;
}

static void assert_reads(const idt_quantity *q, const char *text)
{
    char written[IDT_QUANTITY_BYTES];
    assert_string_equal(idt_quantity_text(q, written), text);
}

static idt_decimal decimal(const char *text)
{
    idt_decimal d = {0};
    assert_int_equal(idt_decimal_parse(idt_str_borrow(text), &d, NULL), IDT_OK);
    return d;
}

/* ---- decimals */

static void a_decimal_is_written_as_it_is_read(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"0", "0"},
        {"-0", "0"},
        {"0.00", "0"},
        {"43", "43"},
        {"-12.50", "-12.5"},
        {"0.05", "0.05"},
        {"-0.5", "-0.5"},
        {"1400000000", "1400000000"},
        {"100.001", "100.001"},
        {"9223372036854775807", "9223372036854775807"},
        {"-9223372036854775807", "-9223372036854775807"},
        {"1000000000000000000000000000000000000000", "1000000000000000000000000000000000000000"},
        {"0.000000000000000000000000000001", "0.000000000000000000000000000001"},
        {"922337203685477580.7", "922337203685477580.7"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[IDT_DECIMAL_BYTES];
        assert_string_equal(idt_decimal_text(decimal(cases[i][0]), text), cases[i][1]);
        const idt_decimal again = decimal(text);
        assert_int_equal(idt_decimal_compare(again, decimal(cases[i][0])), 0);
    }
}

static void equal_decimals_are_equal_structs_however_written(void **state)
{
    (void)state;
    const idt_decimal a = decimal("430.00");
    const idt_decimal b = decimal("430");
    assert_int_equal(a.coefficient, b.coefficient);
    assert_int_equal(a.exponent, b.exponent);
    const idt_decimal loose = {.coefficient = 43000, .exponent = -2};
    assert_int_equal(idt_decimal_compare(loose, a), 0);
    char text[IDT_DECIMAL_BYTES];
    assert_string_equal(idt_decimal_text(loose, text), "430");
}

/* Hundredths as plain integers are the slow decimals. */
static idt_decimal hundredths(int64_t n)
{
    return (idt_decimal){.coefficient = n, .exponent = -2};
}

static void decimals_add_and_compare_like_whole_hundredths(void **state)
{
    (void)state;
    for (int64_t a = -250; a <= 250; a += 5) {
        for (int64_t b = -250; b <= 250; b += 7) {
            idt_decimal sum;
            idt_decimal difference;
            assert_int_equal(idt_decimal_add(hundredths(a), hundredths(b), &sum, NULL), IDT_OK);
            assert_int_equal(idt_decimal_subtract(hundredths(a), hundredths(b), &difference, NULL),
                             IDT_OK);
            assert_int_equal(idt_decimal_compare(sum, hundredths(a + b)), 0);
            assert_int_equal(idt_decimal_compare(difference, hundredths(a - b)), 0);
            assert_int_equal(idt_decimal_compare(hundredths(a), hundredths(b)), (a > b) - (a < b));
            assert_true(sum.coefficient == 0 ? sum.exponent == 0 : sum.coefficient % 10 != 0);
        }
    }
}

static void decimals_far_apart_compare_without_overflow(void **state)
{
    (void)state;
    const idt_decimal huge = {.coefficient = 1, .exponent = 60};
    const idt_decimal tiny = {.coefficient = INT64_MAX, .exponent = -60};
    const idt_decimal minus_huge = {.coefficient = -1, .exponent = 60};
    assert_int_equal(idt_decimal_compare(huge, tiny), 1);
    assert_int_equal(idt_decimal_compare(tiny, huge), -1);
    assert_int_equal(idt_decimal_compare(minus_huge, tiny), -1);
    assert_int_equal(idt_decimal_compare((idt_decimal){-INT64_MAX, -60}, minus_huge), 1);
    assert_int_equal(idt_decimal_compare((idt_decimal){0, 60}, (idt_decimal){0, -60}), 0);
}

static void a_number_that_does_not_fit_is_a_limit_and_never_wraps(void **state)
{
    (void)state;
    const idt_decimal max = {.coefficient = INT64_MAX};
    const idt_decimal one = {.coefficient = 1};
    const idt_decimal huge = {.coefficient = 1, .exponent = 60};
    idt_decimal out;
    assert_int_equal(idt_decimal_add(max, one, &out, NULL), IDT_E_LIMIT);
    assert_int_equal(idt_decimal_subtract((idt_decimal){-INT64_MAX, 0}, one, &out, NULL),
                     IDT_E_LIMIT);
    assert_int_equal(idt_decimal_add(huge, one, &out, NULL), IDT_E_LIMIT);
    assert_int_equal(idt_decimal_add(huge, (idt_decimal){0}, &out, NULL), IDT_OK);
    assert_int_equal(idt_decimal_add(max, (idt_decimal){3, 0}, &out, NULL), IDT_OK); /* ...810 */
    assert_int_equal(out.exponent, 1);
    assert_int_equal(idt_decimal_parse(IDT_STR("9223372036854775808"), &out, NULL), IDT_E_LIMIT);
    assert_int_equal(idt_decimal_parse(IDT_STR("99999999999999999999999"), &out, NULL),
                     IDT_E_LIMIT);
    char zeros[200];
    memset(zeros, '0', sizeof zeros);
    zeros[0] = '1';
    assert_int_equal(idt_decimal_parse((idt_str){zeros, 61}, &out, NULL), IDT_OK);
    assert_int_equal(idt_decimal_parse((idt_str){zeros, 62}, &out, NULL), IDT_E_LIMIT);
    assert_int_equal(
        idt_decimal_divide(huge, (idt_decimal){1, -60}, 5, IDT_ROUND_UP, &out, NULL, NULL),
        IDT_E_LIMIT);
    assert_int_equal(idt_decimal_divide(one, (idt_decimal){0}, 5, IDT_ROUND_UP, &out, NULL, NULL),
                     IDT_E_INPUT);
    assert_int_equal(idt_decimal_divide(one, one, 0, IDT_ROUND_UP, &out, NULL, NULL), IDT_E_USAGE);
    assert_int_equal(idt_decimal_divide(one, one, 19, IDT_ROUND_UP, &out, NULL, NULL), IDT_E_USAGE);
}

static int64_t power_of_ten(int n)
{
    int64_t p = 1;
    while (n-- > 0) {
        p *= 10;
    }
    return p;
}

/* value * 10^6 as a whole number; quotients here have no finer exponent. */
static int64_t millionths(idt_decimal d)
{
    assert_true(d.exponent >= -6);
    return d.coefficient * power_of_ten(d.exponent + 6);
}

static void a_quotient_is_the_nearest_number_of_the_digits_on_its_side(void **state)
{
    (void)state;
    for (int64_t a = -60; a <= 60; a++) {
        for (int64_t b = -30; b <= 30; b++) {
            if (b == 0) {
                continue;
            }
            for (int digits = 1; digits <= 4; digits++) {
                idt_decimal down;
                idt_decimal up;
                bool down_exact;
                bool up_exact;
                const idt_decimal x = {a, 0};
                const idt_decimal y = {b, 0};
                assert_int_equal(
                    idt_decimal_divide(x, y, digits, IDT_ROUND_DOWN, &down, &down_exact, NULL),
                    IDT_OK);
                assert_int_equal(
                    idt_decimal_divide(x, y, digits, IDT_ROUND_UP, &up, &up_exact, NULL), IDT_OK);
                const int64_t s = b < 0 ? -1 : 1;
                const int64_t lo = millionths(down) * b * s;
                const int64_t hi = millionths(up) * b * s;
                const int64_t exact = a * s * 1000000;
                assert_int_equal(down_exact, up_exact);
                assert_true(down_exact ? lo == exact && hi == exact : lo < exact && exact < hi);
                assert_true(llabs(down.coefficient) < power_of_ten(digits));
                if (!down_exact) { /* neighbours: one unit of the last digit apart */
                    const int64_t larger = llabs(millionths(up)) > llabs(millionths(down))
                                               ? llabs(millionths(up))
                                               : llabs(millionths(down));
                    const int64_t unit = llabs(millionths(up) - millionths(down));
                    assert_true(unit * power_of_ten(digits - 1) <= larger);
                }
            }
        }
    }
}

/* ---- reading */

typedef struct reading {
    const char *text;
    const char *range;
    const char *second; /* NULL: none */
    const char *unit;   /* NULL: none */
    bool words;
} reading;

static const reading readings[] = {
    {"43", "43", NULL, NULL, false},
    {"=3", "3", NULL, NULL, false},
    {"<=43", "<=43", NULL, NULL, false},
    {">=20", ">=20", NULL, NULL, false},
    {">50", ">50", NULL, NULL, false},
    {"<10", "<10", NULL, NULL, false},
    {"~80", "~80", NULL, NULL, false},
    {"20..30", "20..30", NULL, NULL, false},
    {"20..20", "20", NULL, NULL, false},
    {"20..", ">=20", NULL, NULL, false},
    {"..30", "<=30", NULL, NULL, false},
    {"-3..-1.5", "-3..-1.5", NULL, NULL, false},
    {">3,<=5", ">3,<=5", NULL, NULL, false},
    {"<=5,>3", ">3,<=5", NULL, NULL, false},
    {"~>=1.50", "~>=1.5", NULL, NULL, false},
    {"1/4", "0.25", NULL, NULL, false},
    {">1/3", ">0.333333333333333333", NULL, NULL, false},
    {"<=1/3", "<0.333333333333333334", NULL, NULL, false},
    {"1/3", ">0.333333333333333333,<0.333333333333333334", NULL, NULL, false},
    {"several", ">=2", NULL, NULL, true},
    {"Several", ">=2", NULL, NULL, true},
    {"dozens", ">=24", NULL, NULL, true},
    {"almost all", ">=0,<1", NULL, "share", true},
    {"up to 43", "0..43", "43", NULL, true},
    {"up to 1.5", "0..1.5", "1.5", NULL, true},
    {"at least 20", ">=20", NULL, NULL, true},
    {"more than 50", ">50", NULL, NULL, true},
    {"fewer than 10", "<10", NULL, NULL, true},
    {"about 80", "~80", NULL, NULL, true},
};

static void every_form_has_its_bounds_readings_and_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(readings); i++) {
        const reading *f = &readings[i];
        const idt_quantity q = quantity(f->text);
        const idt_quantity second = idt_quantity_second(&q);
        assert_reads(&q, f->range);
        assert_int_equal(q.has_second, f->second != NULL);
        assert_reads(&second, f->second != NULL ? f->second : f->range);
        assert_true(f->unit != NULL ? idt_str_is(q.unit, f->unit) : q.unit.len == 0);
        assert_true(idt_str_is(q.phrase, f->words ? f->text : ""));
        assert_false(q.derived);
        const idt_quantity again = quantity(f->range);
        assert_reads(&again, f->range);
    }
}

static void every_word_of_the_table_is_read_to_its_own_bound(void **state)
{
    (void)state;
    size_t count;
    const idt_vague_word *words = idt_vague_words(&count);
    for (size_t i = 0; i < count; i++) {
        char phrase[64];
        char bound[64];
        (void)snprintf(phrase, sizeof phrase, "%s", words[i].phrase);
        (void)snprintf(bound, sizeof bound, "%s", words[i].bound);
        char *places[] = {strchr(phrase, '#'), strchr(bound, '#')};
        for (size_t k = 0; k < 2; k++) {
            if (places[k] != NULL) {
                *places[k] = '7';
            }
        }
        assert_int_equal(places[0] != NULL, places[1] != NULL);
        const idt_quantity q = quantity(phrase);
        const idt_quantity same = quantity(bound);
        char text[IDT_QUANTITY_BYTES];
        assert_reads(&q, idt_quantity_text(&same, text));
        assert_true(words[i].reason != NULL && words[i].reason[0] != '\0');
    }
}

static void a_table_of_the_callers_replaces_the_conventions(void **state)
{
    (void)state;
    static const idt_vague_word own[] = {{"a brace of #", ">=#,<=99", NULL, "bird", "a test"}};
    idt_quantity q;
    assert_int_equal(idt_quantity_parse(IDT_STR("a brace of 4"), own, 1, &q, NULL), IDT_OK);
    assert_reads(&q, "4..99");
    assert_true(idt_str_is(q.unit, "bird"));
    assert_int_equal(idt_quantity_parse(IDT_STR("several"), own, 1, &q, NULL), IDT_E_INPUT);
}

typedef struct refusal {
    const char *text;
    idt_rc code;
    unsigned column;
    const char *message;
} refusal;

static const refusal refusals[] = {
    {"", IDT_E_INPUT, 1, "no quantity"},
    {"..", IDT_E_INPUT, 3, "expected a number"},
    {"~", IDT_E_INPUT, 2, "expected a number"},
    {"30..20", IDT_E_INPUT, 1, "no number is in these bounds"},
    {">5,<5", IDT_E_INPUT, 1, "no number is in these bounds"},
    {">5,<=5", IDT_E_INPUT, 1, "no number is in these bounds"},
    {">=5,<5", IDT_E_INPUT, 1, "no number is in these bounds"},
    {"~>=6,<=5", IDT_E_INPUT, 2, "no number is in these bounds"},
    {">1,>2", IDT_E_INPUT, 4, "a second bound on this side"},
    {">1,2", IDT_E_INPUT, 4, "expected '>'"},
    {"43%", IDT_E_INPUT, 3, "units stand apart"},
    {"1,000", IDT_E_INPUT, 2, "expected the end"},
    {" 43", IDT_E_INPUT, 1, "no known word"},
    {"43 ", IDT_E_INPUT, 3, "expected the end"},
    {"<= 43", IDT_E_INPUT, 3, "expected a number"},
    {"+43", IDT_E_INPUT, 1, "no known word"},
    {"007", IDT_E_INPUT, 1, "begins with 0"},
    {"5.", IDT_E_INPUT, 2, "expected the end"},
    {".5", IDT_E_INPUT, 1, "expected a number"},
    {"1e5", IDT_E_INPUT, 2, "expected the end"},
    {"--5", IDT_E_INPUT, 2, "expected a number"},
    {"1/0", IDT_E_INPUT, 3, "a fraction by 0"},
    {"1/-3", IDT_E_INPUT, 3, "a fraction by 0 or less"},
    {"sevral", IDT_E_INPUT, 1, "did you mean \"several\"?"},
    {"dozen", IDT_E_INPUT, 1, "did you mean \"dozens\"?"},
    {"\xd0\xbc\xd0\xbd", IDT_E_INPUT, 1, "no known word"},
    {"up to -5", IDT_E_INPUT, 7, "no number is in these bounds"},
    {"up to ", IDT_E_INPUT, 1, "up to #"},
    {"up to 4 people", IDT_E_INPUT, 8, "units stand apart"},
    {"up to \xd0\xbc", IDT_E_INPUT, 7, "expected a number"},
    {"<=99999999999999999999", IDT_E_LIMIT, 3, "over 18 digits"},
};

static void a_refusal_says_where_and_what_was_expected(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(refusals); i++) {
        const refusal *f = &refusals[i];
        idt_quantity q;
        idt_error err = {0};
        const idt_rc rc = idt_quantity_parse(idt_str_borrow(f->text), NULL, 0, &q, &err);
        if (rc != f->code || err.column != f->column || strstr(err.message, f->message) == NULL) {
            fail_msg("'%s': rc %d, column %u, %s", f->text, (int)rc, err.column, err.message);
        }
    }
}

/* ---- all small ranges, with the numbers in them */

#define END     3    /* finite ends are -END..END */
#define PARTS   64   /* numbers are counted in 64ths, so that one lies close to each end */
#define FAR     1024 /* an open end is shown by a number this large */
#define SAMPLES 40
#define RANGES  400
#define NEAR(x) ((x)*PARTS)

typedef struct sampled {
    idt_quantity q;
    int samples[SAMPLES]; /* in 64ths */
    size_t count;
} sampled;

static sampled ranges[RANGES];
static size_t range_count;

static bool in_range(const idt_range *g, int x)
{
    const int low = (int)g->low.coefficient * PARTS;
    const int high = (int)g->high.coefficient * PARTS;
    return (!g->has_low || x > low || (x == low && g->low_inclusive)) &&
           (!g->has_high || x < high || (x == high && g->high_inclusive));
}

static void add_range(idt_range g)
{
    sampled s = {.q = {.range = g}};
    static const int steps[] = {0, 1, PARTS / 2, PARTS - 1};
    const int far[] = {-FAR * PARTS, FAR * PARTS};
    for (int whole = -END - 1; whole <= END + 1; whole++) {
        for (size_t i = 0; i < COUNT_OF(steps); i++) {
            if (in_range(&g, NEAR(whole) + steps[i])) {
                s.samples[s.count++] = NEAR(whole) + steps[i];
            }
        }
    }
    for (size_t i = 0; i < 2; i++) {
        if (in_range(&g, far[i])) {
            s.samples[s.count++] = far[i];
        }
    }
    if (s.count > 0) {
        ranges[range_count++] = s;
    }
}

/* -END-1 and END+1 stand for open. */
static void build_ranges(void)
{
    range_count = 0;
    for (int low = -END - 1; low <= END; low++) {
        for (int high = low > -END ? low : -END; high <= END + 1; high++) {
            for (unsigned inclusive = 0; inclusive < 4; inclusive++) {
                const bool has_low = low >= -END;
                const bool has_high = high <= END;
                const bool low_in = (inclusive & 1U) != 0;
                const bool high_in = (inclusive & 2U) != 0;
                if ((!has_low && low_in) || (!has_high && high_in)) {
                    continue;
                }
                add_range((idt_range){.low = {has_low ? low : 0, 0},
                                      .high = {has_high ? high : 0, 0},
                                      .has_low = has_low,
                                      .has_high = has_high,
                                      .low_inclusive = low_in,
                                      .high_inclusive = high_in});
            }
        }
    }
    assert_true(range_count > 100);
}

static bool holds(int a, idt_relation relation, int b)
{
    switch (relation) {
    case IDT_LESS:
        return a < b;
    case IDT_AT_MOST:
        return a <= b;
    case IDT_EQUAL:
        return a == b;
    case IDT_AT_LEAST:
        return a >= b;
    case IDT_MORE:
        return a > b;
    }
    return false;
}

static idt_tri slow_compare(const sampled *a, idt_relation relation, const sampled *b)
{
    size_t yes = 0;
    for (size_t i = 0; i < a->count; i++) {
        for (size_t j = 0; j < b->count; j++) {
            yes += holds(a->samples[i], relation, b->samples[j]);
        }
    }
    return yes == a->count * b->count ? IDT_YES : yes == 0 ? IDT_NO : IDT_UNKNOWN;
}

static void a_comparison_says_what_all_pairs_of_numbers_say(void **state)
{
    (void)state;
    build_ranges();
    size_t seen[3] = {0};
    for (size_t i = 0; i < range_count; i++) {
        for (size_t j = 0; j < range_count; j++) {
            for (int r = IDT_LESS; r <= IDT_MORE; r++) {
                const idt_tri fast =
                    idt_quantity_compare(&ranges[i].q, (idt_relation)r, &ranges[j].q, NULL);
                assert_int_equal(fast, slow_compare(&ranges[i], (idt_relation)r, &ranges[j]));
                seen[fast]++;
            }
        }
    }
    assert_true(seen[IDT_YES] > 0 && seen[IDT_NO] > 0 && seen[IDT_UNKNOWN] > 0);
}

/* One end of a result against the numbers that came of all pairs, in 64ths (`sign` -1 turns the
 * high end into a low one): none is beyond; an inclusive end is reached; an exclusive one is
 * approached and not reached; an open one is passed by far. */
static void assert_low_end(bool has, bool inclusive, int64_t end, const int64_t *results,
                           size_t count, int64_t sign)
{
    int64_t least = INT64_MAX;
    for (size_t i = 0; i < count; i++) {
        least = sign * results[i] < least ? sign * results[i] : least;
    }
    if (!has) {
        assert_true(least < -FAR * PARTS / 2);
    } else if (inclusive) {
        assert_true(least == sign * end);
    } else {
        assert_true(least > sign * end && least <= sign * end + 2);
    }
}

static void assert_exact(const idt_range *g, const int64_t *results, size_t count)
{
    assert_int_equal(g->low.exponent, 0);
    assert_int_equal(g->high.exponent, 0);
    assert_low_end(g->has_low, g->low_inclusive, g->low.coefficient * PARTS, results, count, 1);
    assert_low_end(g->has_high, g->high_inclusive, g->high.coefficient * PARTS, results, count, -1);
}

static void sums_and_differences_are_those_of_all_pairs_of_numbers(void **state)
{
    (void)state;
    build_ranges();
    static int64_t sums[SAMPLES * SAMPLES];
    static int64_t differences[SAMPLES * SAMPLES];
    for (size_t i = 0; i < range_count; i++) {
        for (size_t j = 0; j < range_count; j++) {
            const sampled *a = &ranges[i];
            const sampled *b = &ranges[j];
            const idt_quantity items[] = {a->q, b->q};
            idt_quantity sum;
            idt_quantity difference;
            size_t n = 0;
            for (size_t k = 0; k < a->count; k++) {
                for (size_t l = 0; l < b->count; l++, n++) {
                    sums[n] = a->samples[k] + b->samples[l];
                    differences[n] = a->samples[k] - b->samples[l];
                }
            }
            assert_int_equal(idt_quantity_sum(items, 2, &sum, NULL), IDT_OK);
            assert_int_equal(idt_quantity_difference(&a->q, &b->q, &difference, NULL), IDT_OK);
            assert_true(sum.derived && difference.derived);
            assert_exact(&sum.range, sums, n);
            assert_exact(&difference.range, differences, n);
        }
    }
}

/* Sign of x/y - d for y != 0, exactly; x, y in the same parts. */
static int against(int64_t x, int64_t y, idt_decimal d)
{
    const int64_t s = y < 0 ? -1 : 1;
    __extension__ __int128 left = (__int128)x * s;
    __extension__ __int128 right = (__int128)d.coefficient * y * s;
    for (int e = d.exponent; e < 0; e++) {
        left *= 10;
    }
    for (int e = d.exponent; e > 0; e--) {
        right *= 10;
    }
    return (left > right) - (left < right);
}

typedef struct ratio_seen {
    bool beyond, reached, far;
    double nearest; /* for a figure of closeness only: never for the answer */
} ratio_seen;

static ratio_seen look(const sampled *a, const sampled *b, bool low, bool has, idt_decimal end)
{
    const double value =
        (double)end.coefficient * (end.exponent < 0 ? 1.0 / (double)power_of_ten(-end.exponent)
                                                    : (double)power_of_ten(end.exponent));
    ratio_seen seen = {.nearest = 1e9};
    for (size_t i = 0; i < a->count; i++) {
        for (size_t j = 0; j < b->count; j++) {
            const double q = (double)a->samples[i] / b->samples[j];
            seen.far = seen.far || (low ? q < -16 : q > 16);
            if (has) {
                const int order = against(a->samples[i], b->samples[j], end);
                const double gap = low ? q - value : value - q;
                seen.reached = seen.reached || order == 0;
                seen.beyond = seen.beyond || (low ? order < 0 : order > 0);
                seen.nearest = gap < seen.nearest ? gap : seen.nearest;
            }
        }
    }
    return seen;
}

static void assert_ratio_end(const sampled *a, const sampled *b, bool low, const idt_range *g)
{
    const bool has = low ? g->has_low : g->has_high;
    const bool inclusive = low ? g->low_inclusive : g->high_inclusive;
    const ratio_seen seen = look(a, b, low, has, low ? g->low : g->high);
    if (!has) {
        assert_true(seen.far);
        return;
    }
    assert_false(seen.beyond);
    assert_int_equal(seen.reached, inclusive);
    assert_true(seen.nearest < 0.15);
}

static void a_ratio_holds_all_pairs_of_numbers_and_hardly_more(void **state)
{
    (void)state;
    build_ranges();
    size_t computed = 0;
    for (size_t i = 0; i < range_count; i++) {
        for (size_t j = 0; j < range_count; j++) {
            const sampled *b = &ranges[j];
            idt_quantity ratio;
            bool positive = true;
            bool negative = true;
            for (size_t k = 0; k < b->count; k++) {
                positive = positive && b->samples[k] > 0;
                negative = negative && b->samples[k] < 0;
            }
            const idt_rc rc = idt_quantity_ratio(&ranges[i].q, &b->q, 9, &ratio, NULL);
            assert_int_equal(rc, positive || negative ? IDT_OK : IDT_E_INPUT);
            if (rc == IDT_OK) {
                assert_ratio_end(&ranges[i], b, true, &ratio.range);
                assert_ratio_end(&ranges[i], b, false, &ratio.range);
                computed++;
            }
        }
    }
    assert_true(computed > 1000);
}

/* ---- rulings */

static void three_and_one_and_several_are_six_at_least(void **state)
{
    (void)state;
    const idt_quantity items[] = {quantity("=3"), quantity("=1"), quantity("several")};
    const idt_quantity six = quantity("6");
    idt_quantity sum;
    assert_int_equal(idt_quantity_sum(items, 3, &sum, NULL), IDT_OK);
    assert_reads(&sum, ">=6");
    assert_true(sum.derived);
    assert_int_equal(sum.phrase.len, 0);
    assert_int_equal(idt_quantity_compare(&sum, IDT_AT_LEAST, &six, NULL), IDT_YES);
    assert_int_equal(idt_quantity_compare(&sum, IDT_EQUAL, &six, NULL), IDT_UNKNOWN);
    assert_int_equal(idt_quantity_compare(&sum, IDT_LESS, &six, NULL), IDT_NO);
}

static void both_readings_of_up_to_go_through_arithmetic(void **state)
{
    (void)state;
    const idt_quantity items[] = {quantity("up to 43"), quantity("3"), quantity("several")};
    idt_quantity sum;
    assert_int_equal(idt_quantity_sum(items, 2, &sum, NULL), IDT_OK);
    assert_reads(&sum, "3..46");
    idt_quantity second = idt_quantity_second(&sum);
    assert_reads(&second, "46");
    assert_int_equal(idt_quantity_sum(items, 3, &sum, NULL), IDT_OK);
    second = idt_quantity_second(&sum);
    assert_reads(&sum, ">=5");
    assert_reads(&second, ">=48");
    idt_quantity left;
    assert_int_equal(idt_quantity_difference(&items[1], &items[0], &left, NULL), IDT_OK);
    second = idt_quantity_second(&left);
    assert_reads(&left, "-40..3");
    assert_reads(&second, "-40");
}

static void a_growth_is_a_ratio_and_its_base_a_quotient(void **state)
{
    (void)state;
    idt_quantity before = quantity("425000000");
    idt_quantity after = quantity("1400000000");
    before.unit = after.unit = IDT_STR("USD");
    idt_quantity growth;
    assert_int_equal(idt_quantity_ratio(&after, &before, 3, &growth, NULL), IDT_OK);
    assert_reads(&growth, ">3.29,<3.3");
    assert_int_equal(growth.unit.len, 0);
    idt_quantity volume = quantity("up to 1000000000");
    idt_quantity factor = quantity("5");
    volume.unit = IDT_STR("USD");
    factor.relative_to = IDT_STR("2022");
    idt_quantity base;
    assert_int_equal(idt_quantity_ratio(&volume, &factor, 6, &base, NULL), IDT_OK);
    assert_reads(&base, "0..200000000");
    assert_true(idt_str_is(base.unit, "USD"));
    assert_int_equal(base.relative_to.len, 0);
    const idt_quantity reached = idt_quantity_second(&base);
    assert_reads(&reached, "200000000");
}

static void a_product_has_the_bounds_of_all_pairs_of_numbers(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"300", "1.3", "390"},          {">=2", "5", ">=10"},     {"2..3", "4..5", "8..15"},
        {">2,<=3", "4", ">8,<=12"},     {"0..40", "5", "0..200"}, {"0", ">3", "0"},
        {"~10", ">=2", "~>=20"},        {"<=4,>=1", ">2", ">2"},  {">0,<=2", ">=0,<1", ">=0,<2"},
        {"up to 1000", "5", "0..5000"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const idt_quantity a = quantity(cases[i][0]);
        const idt_quantity b = quantity(cases[i][1]);
        idt_quantity out = {0};
        assert_int_equal(idt_quantity_product(&a, &b, &out, NULL), IDT_OK);
        assert_reads(&out, cases[i][2]);
        assert_true(out.derived);
        assert_int_equal(idt_quantity_product(&b, &a, &out, NULL), IDT_OK);
        assert_reads(&out, cases[i][2]);
    }
    const idt_quantity up_to = quantity("up to 1000");
    const idt_quantity third = quantity("1/3");
    idt_quantity out = {0};
    assert_int_equal(idt_quantity_product(&up_to, &third, &out, NULL), IDT_OK);
    assert_true(out.has_second && out.second.has_low && !out.second.low_inclusive);
    const idt_quantity below = quantity("-1..2");
    assert_int_equal(idt_quantity_product(&below, &third, &out, NULL), IDT_E_INPUT);
    idt_quantity usd = up_to;
    usd.unit = IDT_STR("USD");
    assert_int_equal(idt_quantity_product(&usd, &third, &out, NULL), IDT_OK);
    assert_true(idt_str_is(out.unit, "USD"));
    assert_int_equal(idt_quantity_product(&usd, &usd, &out, NULL), IDT_E_INPUT);
}

static void unlike_things_are_not_added_nor_compared(void **state)
{
    (void)state;
    idt_quantity people = quantity("3");
    idt_quantity money = quantity("3");
    idt_quantity growth = quantity("3");
    people.unit = IDT_STR("person");
    money.unit = IDT_STR("USD");
    growth.unit = IDT_STR("person");
    growth.relative_to = IDT_STR("2019");
    const idt_quantity items[] = {people, money};
    idt_quantity out;
    idt_error err = {0};
    assert_int_equal(idt_quantity_sum(items, 2, &out, &err), IDT_E_INPUT);
    assert_non_null(strstr(err.message, "person and USD"));
    assert_int_equal(idt_quantity_difference(&people, &growth, &out, &err), IDT_E_INPUT);
    assert_non_null(strstr(err.message, "none and 2019"));
    assert_int_equal(idt_quantity_ratio(&people, &money, 3, &out, NULL), IDT_E_INPUT);
    assert_int_equal(idt_quantity_sum(items, 0, &out, NULL), IDT_E_INPUT);
    assert_int_equal(idt_quantity_compare(&people, IDT_EQUAL, &money, NULL), IDT_UNKNOWN);
    assert_int_equal(idt_quantity_compare(&people, IDT_EQUAL, &growth, NULL), IDT_UNKNOWN);
    assert_int_equal(idt_quantity_compare(&people, IDT_EQUAL, &people, NULL), IDT_YES);
}

static void an_approximation_is_certain_only_within_a_stated_tolerance(void **state)
{
    (void)state;
    const idt_quantity about = quantity("~80");
    const idt_quantity ten = quantity("10");
    const idt_quantity ninety = quantity("90");
    const idt_tolerance share = {.value = decimal("0.1"), .relative = true};
    const idt_tolerance units = {.value = decimal("9.99")};
    const idt_tolerance wide = {.value = decimal("0.125"), .relative = true};
    const idt_tolerance bad = {.value = decimal("-1")};
    for (int r = IDT_LESS; r <= IDT_MORE; r++) {
        assert_int_equal(idt_quantity_compare(&about, (idt_relation)r, &ten, NULL), IDT_UNKNOWN);
        assert_int_equal(idt_quantity_compare(&ten, (idt_relation)r, &about, NULL), IDT_UNKNOWN);
        assert_int_equal(idt_quantity_compare(&about, (idt_relation)r, &ten, &bad), IDT_UNKNOWN);
    }
    assert_int_equal(idt_quantity_compare(&about, IDT_MORE, &ten, &share), IDT_YES);
    assert_int_equal(idt_quantity_compare(&about, IDT_LESS, &ninety, &share), IDT_YES);
    assert_int_equal(idt_quantity_compare(&about, IDT_LESS, &ninety, &units), IDT_YES);
    assert_int_equal(idt_quantity_compare(&about, IDT_LESS, &ninety, &wide), IDT_UNKNOWN);
    assert_int_equal(idt_quantity_compare(&about, IDT_MORE, &ninety, &wide), IDT_NO);
    assert_int_equal(idt_quantity_compare(&about, IDT_EQUAL, &ninety, &share), IDT_NO);
    const idt_quantity exact = quantity("80");
    assert_int_equal(idt_quantity_compare(&exact, IDT_EQUAL, &exact, &share), IDT_YES);
}

static void a_tolerance_reaches_outward_on_both_sides_of_zero(void **state)
{
    (void)state;
    const idt_tolerance share = {.value = decimal("0.1"), .relative = true};
    const idt_quantity about = quantity("~-80");
    const idt_quantity low = quantity("-88");
    const idt_quantity lower = quantity("-88.1");
    const idt_quantity high = quantity("-72");
    const idt_quantity higher = quantity("-71.9");
    assert_int_equal(idt_quantity_compare(&about, IDT_AT_LEAST, &low, &share), IDT_YES);
    assert_int_equal(idt_quantity_compare(&about, IDT_MORE, &low, &share), IDT_UNKNOWN);
    assert_int_equal(idt_quantity_compare(&about, IDT_MORE, &lower, &share), IDT_YES);
    assert_int_equal(idt_quantity_compare(&about, IDT_AT_MOST, &high, &share), IDT_YES);
    assert_int_equal(idt_quantity_compare(&about, IDT_LESS, &high, &share), IDT_UNKNOWN);
    assert_int_equal(idt_quantity_compare(&about, IDT_LESS, &higher, &share), IDT_YES);
    /* Digits that do not fit open the bound; they give no answer by accident. */
    const idt_quantity huge = quantity("~9223372036854775807");
    const idt_quantity one = quantity("1");
    const idt_tolerance tiny = {.value = decimal("0.000000000001")};
    assert_int_equal(idt_quantity_compare(&huge, IDT_MORE, &one, &tiny), IDT_UNKNOWN);
}

static void approximation_is_catching(void **state)
{
    (void)state;
    const idt_quantity items[] = {quantity("~80"), quantity(">=2")};
    idt_quantity out;
    assert_int_equal(idt_quantity_sum(items, 2, &out, NULL), IDT_OK);
    assert_reads(&out, "~>=82");
    assert_int_equal(idt_quantity_difference(&items[1], &items[0], &out, NULL), IDT_OK);
    assert_true(out.approx);
    assert_int_equal(idt_quantity_ratio(&items[0], &items[1], 3, &out, NULL), IDT_OK);
    assert_reads(&out, "~>0,<=40");
}

static void a_bound_that_does_not_fit_is_a_limit(void **state)
{
    (void)state;
    const idt_quantity items[] = {quantity("<=9223372036854775807"), quantity("<=1")};
    idt_quantity out = {0};
    assert_int_equal(idt_quantity_sum(items, 2, &out, NULL), IDT_E_LIMIT);
    assert_false(out.derived); /* untouched */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_decimal_is_written_as_it_is_read),
        cmocka_unit_test(equal_decimals_are_equal_structs_however_written),
        cmocka_unit_test(decimals_add_and_compare_like_whole_hundredths),
        cmocka_unit_test(decimals_far_apart_compare_without_overflow),
        cmocka_unit_test(a_number_that_does_not_fit_is_a_limit_and_never_wraps),
        cmocka_unit_test(a_quotient_is_the_nearest_number_of_the_digits_on_its_side),
        cmocka_unit_test(every_form_has_its_bounds_readings_and_words),
        cmocka_unit_test(every_word_of_the_table_is_read_to_its_own_bound),
        cmocka_unit_test(a_table_of_the_callers_replaces_the_conventions),
        cmocka_unit_test(a_refusal_says_where_and_what_was_expected),
        cmocka_unit_test(a_comparison_says_what_all_pairs_of_numbers_say),
        cmocka_unit_test(sums_and_differences_are_those_of_all_pairs_of_numbers),
        cmocka_unit_test(a_ratio_holds_all_pairs_of_numbers_and_hardly_more),
        cmocka_unit_test(three_and_one_and_several_are_six_at_least),
        cmocka_unit_test(both_readings_of_up_to_go_through_arithmetic),
        cmocka_unit_test(a_growth_is_a_ratio_and_its_base_a_quotient),
        cmocka_unit_test(a_product_has_the_bounds_of_all_pairs_of_numbers),
        cmocka_unit_test(unlike_things_are_not_added_nor_compared),
        cmocka_unit_test(an_approximation_is_certain_only_within_a_stated_tolerance),
        cmocka_unit_test(a_tolerance_reaches_outward_on_both_sides_of_zero),
        cmocka_unit_test(approximation_is_catching),
        cmocka_unit_test(a_bound_that_does_not_fit_is_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
