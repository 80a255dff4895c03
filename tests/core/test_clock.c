/* Instants and days, against a calendar that only counts one day after the other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "core/clock.h"
#include "random.h"

typedef struct slow_day {
    int32_t year, month, day;
} slow_day;

static int32_t slow_month_length(int32_t year, int32_t month)
{
    if (month == 2) {
        const int32_t y = year < 0 ? -year : year;
        return y % 400 == 0 ? 29 : y % 100 == 0 ? 28 : y % 4 == 0 ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void step(slow_day *d)
{
    if (++d->day > slow_month_length(d->year, d->month)) {
        d->day = 1;
        if (++d->month > 12) {
            d->month = 1;
            d->year++;
        }
    }
}

static void days_follow_a_calendar_that_only_counts(void **state)
{
    (void)state;
    slow_day d = {.year = -10000, .month = 1, .day = 1};
    int32_t days = idt_civil_to_days(d.year, d.month, d.day);
    for (; d.year < 10001; days++, step(&d)) {
        int32_t y;
        int32_t m;
        int32_t day;
        idt_days_to_civil(days, &y, &m, &day);
        if (y != d.year || m != d.month || day != d.day ||
            idt_civil_to_days(d.year, d.month, d.day) != days) {
            fail_msg("day %d is %d-%d-%d, got %d-%d-%d", days, d.year, d.month, d.day, y, m, day);
        }
        if (d.day == 1) {
            assert_int_equal(idt_days_in_month(y, m), slow_month_length(y, m));
        }
    }
    assert_int_equal(idt_civil_to_days(1970, 1, 1), 0);
    assert_int_equal(idt_civil_to_days(2000, 2, 29), 11016);
    assert_int_equal(idt_civil_to_days(-1, 12, 31), idt_civil_to_days(0, 1, 1) - 1);
}

static void days_round_trip_as_far_as_they_go(void **state)
{
    (void)state;
    random_state r = random_start(__func__);
    for (int i = 0; i < 200000; i++) {
        const int32_t days = i == 0 ? INT32_MIN : i == 1 ? INT32_MAX : (int32_t)random_u64(&r);
        int32_t y;
        int32_t m;
        int32_t d;
        idt_days_to_civil(days, &y, &m, &d);
        assert_true(m >= 1 && m <= 12 && d >= 1 && d <= idt_days_in_month(y, m));
        assert_int_equal(idt_civil_to_days(y, m, d), days);
    }
}

static int64_t parsed(const char *text)
{
    int64_t us = 0;
    if (!idt_instant_parse(idt_str_borrow(text), false, &us)) {
        fail_msg("%s is not read", text);
    }
    return us;
}

static void instants_of_years_0_to_9999_round_trip(void **state)
{
    (void)state;
    random_state r = random_start(__func__);
    const int64_t first = parsed("0000-01-01");
    const int64_t last = parsed("9999-12-31T23:59:59.999999Z");
    char text[IDT_INSTANT_BYTES];
    for (int i = 0; i < 200000; i++) {
        int64_t us = first + (int64_t)(random_u64(&r) % (uint64_t)(last - first + 1));
        us = i == 0 ? first : i == 1 ? last : i % 2 ? us : us - us % 1000000;
        assert_true(parsed(idt_instant_text(us, text)) == us);
    }
}

static void an_instant_has_one_text(void **state)
{
    (void)state;
    char text[IDT_INSTANT_BYTES];
    assert_string_equal(idt_instant_text(0, text), "1970-01-01T00:00:00Z");
    assert_string_equal(idt_instant_text(-1, text), "1969-12-31T23:59:59.999999Z");
    assert_string_equal(idt_instant_text(INT64_C(1795588852000001), text),
                        "2026-11-25T06:40:52.000001Z");
}

static void instants_past_the_calendar_still_fit_their_text(void **state)
{
    (void)state;
    char text[IDT_INSTANT_BYTES];
    assert_true(strlen(idt_instant_text(INT64_MAX, text)) < IDT_INSTANT_BYTES);
    assert_true(strlen(idt_instant_text(INT64_MIN, text)) < IDT_INSTANT_BYTES);
}

static void offsets_and_fractions_are_taken_into_account(void **state)
{
    (void)state;
    const int64_t noon = parsed("2024-05-27T12:00:00Z");
    assert_true(parsed("2024-05-27T12:00Z") == noon);
    assert_true(parsed("2024-05-27T15:00:00+03:00") == noon);
    assert_true(parsed("2024-05-27T06:30-05:30") == noon);
    assert_true(parsed("2024-05-28T02:00+14:00") == noon);
    assert_true(parsed("2024-05-27T12:00:00.5Z") == noon + 500000);
    assert_true(parsed("2024-05-27T12:00:00.000001999Z") == noon + 1);
}

static void a_bare_day_is_its_start_or_its_end(void **state)
{
    (void)state;
    int64_t end = 0;
    const int64_t start = parsed("2024-02-29");
    assert_true(idt_instant_parse(IDT_STR("2024-02-29"), true, &end));
    assert_true(end == start + IDT_DAY_US - 1);
    assert_true(parsed("2024-03-01") == end + 1);
}

static void texts_that_are_no_instant_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "2024",
                                      "2024-05",
                                      "2024-5-27",
                                      "2024-00-10",
                                      "2024-13-10",
                                      "2024-05-00",
                                      "2024-05-32",
                                      "2023-02-29",
                                      "1900-02-29",
                                      "2024-04-31",
                                      "24-05-27",
                                      "+2024-05-27",
                                      "-2024-05-27",
                                      "2024-05-27 ",
                                      " 2024-05-27",
                                      "2024-05-27Z",
                                      "2024-05-27T",
                                      "2024-05-27T12Z",
                                      "2024-05-27 12:00Z",
                                      "2024-05-27T12:00",
                                      "2024-05-27T24:00Z",
                                      "2024-05-27T12:60Z",
                                      "2024-05-27T12:00:60Z",
                                      "2024-05-27T12:00:00.Z",
                                      "2024-05-27T12:00:00.1234567890Z",
                                      "2024-05-27T12:00:00z",
                                      "2024-05-27T12:00:00+3:00",
                                      "2024-05-27T12:00:00+15:00",
                                      "2024-05-27T12:00:00+03:60",
                                      "2024-05-27T12:00:00+0300",
                                      "2024-05-27T12:00:00Zx",
                                      "2024-05-27T12:00:00ZZ",
                                      "2024-05-27T12.5Z",
                                      "20240527",
                                      "2024-05-27T1200Z",
                                      "10000-01-01"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int64_t us;
        if (idt_instant_parse(idt_str_borrow(bad[i]), false, &us)) {
            fail_msg("\"%s\" is read as an instant", bad[i]);
        }
    }
    int64_t us;
    assert_false(idt_instant_parse((idt_str){.ptr = "2024-05-27\0", .len = 11}, false, &us));
}

static void a_fixed_clock_moves_only_by_hand(void **state)
{
    (void)state;
    int64_t at = 42;
    const idt_clock fixed = idt_clock_fixed(&at);
    assert_true(fixed.now_us(fixed.context) == 42);
    at = 43;
    assert_true(fixed.now_us(fixed.context) == 43);
    const idt_clock own = idt_clock_system();
    assert_true(own.now_us(own.context) > parsed("2024-01-01"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_follow_a_calendar_that_only_counts),
        cmocka_unit_test(days_round_trip_as_far_as_they_go),
        cmocka_unit_test(instants_of_years_0_to_9999_round_trip),
        cmocka_unit_test(an_instant_has_one_text),
        cmocka_unit_test(instants_past_the_calendar_still_fit_their_text),
        cmocka_unit_test(offsets_and_fractions_are_taken_into_account),
        cmocka_unit_test(a_bare_day_is_its_start_or_its_end),
        cmocka_unit_test(texts_that_are_no_instant_are_refused),
        cmocka_unit_test(a_fixed_clock_moves_only_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
