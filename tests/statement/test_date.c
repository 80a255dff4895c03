/* Dates against a calendar that only counts, and comparisons against all readings spelt out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "core/clock.h"
#include "statement/date.h"

#define COUNT_OF(a) (sizeof(a) / sizeof(a)[0])

static idt_date parsed(const char *text)
{
    idt_date date;
    idt_error err = {0};
    if (idt_date_parse(idt_str_borrow(text), &date, &err) != IDT_OK) {
        fail_msg("%s", err.message);
    }
    return date;
}

static bool refused(const char *text)
{
    idt_date date;
    return idt_date_parse(idt_str_borrow(text), &date, NULL) == IDT_E_INPUT;
}

static idt_day day_of(const char *text)
{
    idt_day day = 0;
    if (!idt_day_parse(idt_str_borrow(text), &day)) {
        fail_msg("%s is no day", text);
    }
    return day;
}

/* ---- the slow calendar: one day after the other, the leap rule in words */

typedef struct slow_day {
    int year, month, day;
    idt_day number;
} slow_day;

static int slow_length(int year, int month)
{
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month != 2) {
        return length[month - 1];
    }
    if (year % 400 == 0) {
        return 29;
    }
    if (year % 100 == 0) {
        return 28;
    }
    return year % 4 == 0 ? 29 : 28;
}

static void slow_next(slow_day *d)
{
    d->number++;
    if (++d->day > slow_length(d->year, d->month)) {
        d->day = 1;
        if (++d->month > 12) {
            d->month = 1;
            d->year++;
        }
    }
}

static void slow_previous(slow_day *d)
{
    d->number--;
    if (--d->day < 1) {
        if (--d->month < 1) {
            d->month = 12;
            d->year--;
        }
        d->day = slow_length(d->year, d->month);
    }
}

static const slow_day epoch = {1970, 1, 1, 0};

/* -9999-01-01, counted back from the epoch day by day. */
static slow_day slow_first(void)
{
    slow_day d = epoch;
    while (d.year >= -9999) {
        slow_previous(&d);
    }
    slow_next(&d);
    return d;
}

static void write_day(char *out, size_t bytes, int year, int month, int day)
{
    (void)snprintf(out, bytes, "%s%04d-%02d-%02d", year < 0 ? "-" : "", abs(year), month, day);
}

static void every_day_of_six_centuries_is_the_counted_one(void **state)
{
    (void)state;
    static const int from[] = {-101, 1501, 1899};
    static const int to[] = {101, 1701, 2101};
    size_t seen = 0;
    for (slow_day d = slow_first(); d.year <= 9999; slow_next(&d)) {
        bool wanted = d.day == 1 || d.day >= 28;
        for (size_t i = 0; i < COUNT_OF(from); i++) {
            wanted = wanted || (d.year >= from[i] && d.year < to[i]);
        }
        if (!wanted) {
            continue;
        }
        char text[32];
        char back[IDT_DAY_BYTES];
        idt_date date;
        write_day(text, sizeof text, d.year, d.month, d.day);
        assert_int_equal(idt_date_parse(idt_str_borrow(text), &date, NULL), IDT_OK);
        assert_int_equal(date.earliest, d.number);
        assert_int_equal(date.latest, d.number);
        assert_string_equal(idt_day_text(d.number, back), text);
        seen++;
    }
    assert_true(seen > 1000000);
}

static void every_month_and_year_has_its_first_and_last_day(void **state)
{
    (void)state;
    slow_day d = slow_first();
    for (int year = -9999; year <= 9999; year++) {
        char text[64];
        char whole[32];
        (void)snprintf(whole, sizeof whole, "%s%04d", year < 0 ? "-" : "", abs(year));
        const idt_day first_of_year = d.number;
        for (int month = 1; month <= 12; month++) {
            const idt_day first = d.number;
            const int length = slow_length(year, month);
            for (int i = 0; i < length; i++) {
                slow_next(&d);
            }
            (void)snprintf(text, sizeof text, "%s-%02d", whole, month);
            const idt_date date = parsed(text);
            assert_int_equal(date.earliest, first);
            assert_int_equal(date.latest, d.number - 1);
            assert_int_equal(date.precision, IDT_PRECISION_MONTH);
            write_day(text, sizeof text, year, month, length + 1);
            assert_true(refused(text));
        }
        const idt_date date = parsed(whole);
        assert_int_equal(date.earliest, first_of_year);
        assert_int_equal(date.latest, d.number - 1);
        assert_int_equal(date.precision, IDT_PRECISION_YEAR);
    }
}

static void only_months_seasons_and_days_of_the_calendar_are_read(void **state)
{
    (void)state;
    for (int month = 0; month < 100; month++) {
        char text[32];
        (void)snprintf(text, sizeof text, "2003-%02d", month);
        const bool good = (month >= 1 && month <= 12) || (month >= 21 && month <= 24);
        assert_int_equal(refused(text), !good);
        for (int day = 0; day < 100; day++) {
            write_day(text, sizeof text, 2004, month, day);
            const bool real =
                month >= 1 && month <= 12 && day >= 1 && day <= slow_length(2004, month);
            assert_int_equal(refused(text), !real);
        }
    }
}

/* ---- forms */

typedef struct form {
    const char *text;
    idt_date_precision precision;
    const char *earliest, *latest; /* ".." open */
    bool approximate, uncertain;
} form;

static const form one_forms[] = {
    {"2003", IDT_PRECISION_YEAR, "2003-01-01", "2003-12-31", false, false},
    {"2003~", IDT_PRECISION_YEAR, "2003-01-01", "2003-12-31", true, false},
    {"2003-02?", IDT_PRECISION_MONTH, "2003-02-01", "2003-02-28", false, true},
    {"2004-02-29%", IDT_PRECISION_DAY, "2004-02-29", "2004-02-29", true, true},
    {"0000-02-29", IDT_PRECISION_DAY, "0000-02-29", "0000-02-29", false, false},
    {"-0044-03-15", IDT_PRECISION_DAY, "-0044-03-15", "-0044-03-15", false, false},
    {"201X", IDT_PRECISION_DECADE, "2010-01-01", "2019-12-31", false, false},
    {"20XX~", IDT_PRECISION_CENTURY, "2000-01-01", "2099-12-31", true, false},
    {"000X", IDT_PRECISION_DECADE, "0000-01-01", "0009-12-31", false, false},
    {"-201X", IDT_PRECISION_DECADE, "-2019-01-01", "-2010-12-31", false, false},
    {"-000X", IDT_PRECISION_DECADE, "-0009-01-01", "-0001-12-31", false, false},
    {"-00XX", IDT_PRECISION_CENTURY, "-0099-01-01", "-0001-12-31", false, false},
    {"99XX", IDT_PRECISION_CENTURY, "9900-01-01", "9999-12-31", false, false},
    {"2004-XX", IDT_PRECISION_YEAR, "2004-01-01", "2004-12-31", false, false},
    {"1985-04-XX", IDT_PRECISION_MONTH, "1985-04-01", "1985-04-30", false, false},
    {"1985-XX-XX?", IDT_PRECISION_YEAR, "1985-01-01", "1985-12-31", false, true},
    {"2001-21", IDT_PRECISION_SEASON, "2001-03-01", "2001-12-23", false, false},
    {"2001-22", IDT_PRECISION_SEASON, "2000-12-01", "2002-03-21", false, false},
    {"2001-23~", IDT_PRECISION_SEASON, "2001-03-01", "2001-12-23", true, false},
    {"2001-24", IDT_PRECISION_SEASON, "2000-12-01", "2002-03-21", false, false},
    {"9999-24", IDT_PRECISION_SEASON, "9998-12-01", "9999-12-31", false, false},
    {"-9999-22", IDT_PRECISION_SEASON, "-9999-01-01", "-9998-03-21", false, false},
    {"[2003..2005]", IDT_PRECISION_SET, "2003-01-01", "2005-12-31", false, false},
    {"[..2024-05-27]", IDT_PRECISION_SET, "..", "2024-05-27", false, false},
    {"[2024-05..]", IDT_PRECISION_SET, "2024-05-01", "..", false, false},
    {"[2003-01-01..2003-01-01]", IDT_PRECISION_SET, "2003-01-01", "2003-01-01", false, false},
    {"[2003-06..2003]", IDT_PRECISION_SET, "2003-06-01", "2003-12-31", false, false},
    {"[-0002..-0001]", IDT_PRECISION_SET, "-0002-01-01", "-0001-12-31", false, false},
};

static void a_date_is_as_wide_as_its_text_and_no_wider_for_its_flags(void **state)
{
    (void)state;
    char day[IDT_DAY_BYTES];
    for (size_t i = 0; i < COUNT_OF(one_forms); i++) {
        const form *f = &one_forms[i];
        const idt_date date = parsed(f->text);
        assert_int_equal(date.kind, IDT_DATE_ONE);
        assert_true(idt_str_is(date.edtf, f->text));
        assert_int_equal(date.precision, f->precision);
        assert_string_equal(idt_day_text(date.earliest, day), f->earliest);
        assert_string_equal(idt_day_text(date.latest, day), f->latest);
        assert_int_equal(date.approximate, f->approximate);
        assert_int_equal(date.uncertain, f->uncertain);
    }
}

typedef struct period_form {
    const char *text;
    const char *earliest, *start_latest, *end_earliest, *latest;
    bool approximate, uncertain;
} period_form;

static const period_form period_forms[] = {
    {"2003/2005", "2003-01-01", "2003-12-31", "2005-01-01", "2005-12-31", false, false},
    {"2021-08/..", "2021-08-01", "2021-08-31", "..", "..", false, false},
    {"2021-08/", "2021-08-01", "2021-08-31", "2021-08-01", "..", false, false},
    {"../2003-05", "..", "..", "2003-05-01", "2003-05-31", false, false},
    {"/2003-05", "..", "2003-05-31", "2003-05-01", "2003-05-31", false, false},
    {"2003~/2004?", "2003-01-01", "2003-12-31", "2004-01-01", "2004-12-31", true, true},
    {"2003-02-14%/..", "2003-02-14", "2003-02-14", "..", "..", true, true},
    {"2003/2003", "2003-01-01", "2003-12-31", "2003-01-01", "2003-12-31", false, false},
    {"2003-06/2003", "2003-06-01", "2003-06-30", "2003-06-01", "2003-12-31", false, false},
    {"2003/2003-06", "2003-01-01", "2003-06-30", "2003-06-01", "2003-06-30", false, false},
    {"200X/201X", "2000-01-01", "2009-12-31", "2010-01-01", "2019-12-31", false, false},
    {"-0010/0010-01-01", "-0010-01-01", "-0010-12-31", "0010-01-01", "0010-01-01", false, false},
};

static void a_period_has_bounds_of_its_start_and_of_its_end(void **state)
{
    (void)state;
    char day[IDT_DAY_BYTES];
    for (size_t i = 0; i < COUNT_OF(period_forms); i++) {
        const period_form *f = &period_forms[i];
        const idt_date date = parsed(f->text);
        assert_int_equal(date.kind, IDT_DATE_PERIOD);
        assert_string_equal(idt_day_text(date.earliest, day), f->earliest);
        assert_string_equal(idt_day_text(date.start_latest, day), f->start_latest);
        assert_string_equal(idt_day_text(date.end_earliest, day), f->end_earliest);
        assert_string_equal(idt_day_text(date.latest, day), f->latest);
        assert_int_equal(date.approximate, f->approximate);
        assert_int_equal(date.uncertain, f->uncertain);
    }
}

typedef struct refusal {
    const char *text;
    unsigned column;
    const char *message; /* a part of it */
} refusal;

static const refusal refusals[] = {
    {"", 1, "expected one such as 2003"},
    {"2003-13-01", 6, "\"2003-13-01\": month 13; expected 01-12"},
    {"2003-00", 6, "month 00; expected 01-12"},
    {"2003-02-30", 9, "day 30; expected 01-28"},
    {"2003-04-31", 9, "day 31; expected 01-30"},
    {"1900-02-29", 9, "day 29; expected 01-28"},
    {"2003-02-00", 9, "day 00; expected 01-31"},
    {"2003-1-01", 7, "expected a month of two digits"},
    {"2003-01-1", 10, "expected a day of two digits"},
    {"203", 4, "expected a year of 4 digits"},
    {"20031", 5, "a year of over 4 digits"},
    {"20030115", 5, "a year of over 4 digits"},
    {"Y17000", 1, "'Y'; expected a year of 4 digits"},
    {"+2003", 1, "'+'; expected a year"},
    {"-0000", 1, "year -0000; expected 0000"},
    {" 2003", 1, "a blank; expected a year"},
    {"2003 ", 5, "a blank; expected the end"},
    {"2003-01-01T10:00", 11, "a time of day; expected a day at most"},
    {"2XXX", 2, "the last 2 possibly X"},
    {"20X1", 4, "the last 2 possibly X"},
    {"201X-05", 5, "EDTF level 2"},
    {"1985-XX-05", 9, "a day in a month that is XX"},
    {"1985-0X", 7, "expected a month of two digits"},
    {"1985-X1", 7, "expected a second X"},
    {"2001-21-05", 8, "a day of a season"},
    {"2001-25", 6, "month 25; expected 01-12"},
    {"2004?-06", 6, "EDTF level 2"},
    {"?2004", 1, "'?'; expected a year"},
    {"2004~?", 6, "% means both"},
    {"2003/2002", 6, "the end is before the start"},
    {"2003-05-02/2003-05-01", 12, "the end is before the start"},
    {"/", 1, "a period without a date"},
    {"../..", 1, "a period without a date"},
    {"2003/2004/2005", 10, "a second '/'"},
    {"2003/[2004..2005]", 6, "a set as the end of a period"},
    {"[2003..2004]/2005", 13, "a set as the start of a period"},
    {"2003/..~", 8, "a qualifier of what is no date"},
    {"2003..2005", 5, "a set, [a..b]"},
    {"[2005..2003]", 8, "before its start"},
    {"[2003]", 6, "expected '..'"},
    {"[2003,2004]", 6, "a list of days"},
    {"[2003..2004,2006]", 12, "a list of days"},
    {"[..]", 4, "open at both ends"},
    {"[2003..", 8, "the end of the text; expected a year"},
    {"[2003..2004", 12, "the end of the text; expected ']'"},
    {"[2003~..2004]", 6, "a qualifier inside a set"},
    {"[2003..2004]~", 13, "a qualifier of what is no date"},
    {"{2003,2004}", 1, "'{'; expected a year"},
    {"2003-\xd0\xbc", 6, "a character beyond ASCII"},
    {"2003\n", 5, "control byte 0x0a"},
};

static void a_refusal_says_what_was_met_where_and_what_was_expected(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(refusals); i++) {
        const refusal *f = &refusals[i];
        idt_date date;
        idt_error err = {0};
        const idt_rc rc = idt_date_parse(idt_str_borrow(f->text), &date, &err);
        if (rc != IDT_E_INPUT || err.column != f->column ||
            strstr(err.message, f->message) == NULL || strstr(err.message, "expected") == NULL) {
            fail_msg("'%s': rc %d, column %u, %s", f->text, (int)rc, err.column, err.message);
        }
        assert_int_equal(date.kind, IDT_DATE_ABSENT);
    }
}

static void a_long_text_is_quoted_in_part_and_whole_characters(void **state)
{
    (void)state;
    for (size_t ascii = 0; ascii < 3; ascii++) { /* shifts the characters against the cut */
        char text[4096];
        idt_date date;
        idt_error err = {0};
        memset(text, '2', sizeof text);
        for (size_t i = ascii; i + 1 < sizeof text; i += 2) {
            memcpy(text + i, "\xd0\xbc", 2);
        }
        const idt_str s = {.ptr = text, .len = sizeof text};
        assert_int_equal(idt_date_parse(s, &date, &err), IDT_E_INPUT);
        const char *dots = strstr(err.message, "...\"");
        assert_non_null(dots);
        assert_int_equal((unsigned char)dots[-1], 0xbc); /* the second byte of a character */
        assert_int_equal(err.column, ascii + 1);
    }
}

static void a_day_is_read_only_from_its_ten_characters(void **state)
{
    (void)state;
    static const char *const not_days[] = {
        "2003",        "2003-02",      "2003-02-30", "",
        "2003-02-14~", "2003-02-XX",   "2003/2004",  "-2003-02-1",
        "02003-02-14", "2003-02-14/2", "../2003-01"};
    idt_day day = 77;
    for (size_t i = 0; i < COUNT_OF(not_days); i++) {
        assert_false(idt_day_parse(idt_str_borrow(not_days[i]), &day));
    }
    assert_int_equal(day, 77);
    assert_false(idt_day_parse((idt_str){0}, &day));
    assert_true(idt_day_parse(IDT_STR("1970-01-02"), &day));
    assert_int_equal(day, 1);
    assert_true(idt_day_parse(IDT_STR("-0001-12-31"), &day));
}

static void an_instant_belongs_to_the_utc_day_it_falls_in(void **state)
{
    (void)state;
    assert_int_equal(idt_day_of_instant(0), 0);
    assert_int_equal(idt_day_of_instant(-1), -1);
    assert_int_equal(idt_day_of_instant(IDT_DAY_US - 1), 0);
    assert_int_equal(idt_day_of_instant(IDT_DAY_US), 1);
    assert_int_equal(idt_day_of_instant(-IDT_DAY_US), -1);
    assert_int_equal(idt_day_of_instant(IDT_INSTANT_OPEN), IDT_DAY_OPEN_END);
    char text[IDT_DAY_BYTES]; /* the ends of the type still fit the buffer */
    assert_string_equal(idt_day_text(INT32_MAX - 1, text), "5881580-07-10");
    assert_string_equal(idt_day_text(INT32_MIN + 1, text), "-5877641-06-24");
}

/* ---- writing */

static void bounds_are_written_in_the_shortest_form_and_read_back(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"2003-02-14", "2003-02-14", "2003-02-14"},
        {"2003-02-01", "2003-02-28", "2003-02"},
        {"2003-01-01", "2003-12-31", "2003"},
        {"-0044-01-01", "-0044-12-31", "-0044"},
        {"-0044-02-01", "-0044-02-29", "-0044-02"},
        {"2003-01-01", "2003-01-30", "[2003-01-01..2003-01-30]"},
        {"2003-01-01", "2004-12-31", "[2003-01-01..2004-12-31]"},
        {"2003-01-02", "2003-12-31", "[2003-01-02..2003-12-31]"},
        {"..", "2024-05-27", "[..2024-05-27]"},
        {"2024-05-27", "..", "[2024-05-27..]"},
    };
    idt_arena *arena = idt_arena_new(1 << 20);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const bool open_start = cases[i][0][0] == '.';
        const bool open_end = cases[i][1][0] == '.';
        const idt_day from = open_start ? IDT_DAY_OPEN_START : day_of(cases[i][0]);
        const idt_day to = open_end ? IDT_DAY_OPEN_END : day_of(cases[i][1]);
        idt_date date;
        assert_int_equal(idt_date_of_bounds(from, to, arena, &date, NULL), IDT_OK);
        assert_true(idt_str_is(date.edtf, cases[i][2]));
        assert_int_equal(date.earliest, from);
        assert_int_equal(date.latest, to);
    }
    idt_arena_free(arena);
}

static void every_pair_of_days_of_two_years_survives_writing(void **state)
{
    (void)state;
    idt_arena *arena = idt_arena_new((size_t)64 << 20);
    const idt_day first = day_of("2003-12-01");
    size_t days = 0, months = 0, years = 0, sets = 0;
    for (idt_day from = first; from < first + 430; from++) {
        idt_arena_clear(arena);
        for (idt_day to = from; to < first + 430; to++) {
            idt_date date;
            assert_int_equal(idt_date_of_bounds(from, to, arena, &date, NULL), IDT_OK);
            assert_int_equal(date.earliest, from);
            assert_int_equal(date.latest, to);
            days += date.precision == IDT_PRECISION_DAY;
            months += date.precision == IDT_PRECISION_MONTH;
            years += date.precision == IDT_PRECISION_YEAR;
            sets += date.precision == IDT_PRECISION_SET;
        }
    }
    assert_int_equal(days, 430);
    assert_int_equal(months, 14);
    assert_int_equal(years, 1);
    assert_int_equal(sets, 430 * 431 / 2 - 430 - 14 - 1);
    idt_arena_free(arena);
}

static void bounds_that_are_none_are_absent_and_bad_ones_refused(void **state)
{
    (void)state;
    idt_arena *arena = idt_arena_new(1 << 16);
    idt_arena *none = idt_arena_new(0);
    idt_date date;
    const idt_day last = day_of("9999-12-31");
    assert_int_equal(idt_date_of_bounds(IDT_DAY_OPEN_START, IDT_DAY_OPEN_END, arena, &date, NULL),
                     IDT_OK);
    assert_int_equal(date.kind, IDT_DATE_ABSENT);
    assert_int_equal(idt_date_of_bounds(2, 1, arena, &date, NULL), IDT_E_INPUT);
    assert_int_equal(idt_date_of_bounds(last, last + 1, arena, &date, NULL), IDT_E_INPUT);
    assert_int_equal(idt_date_of_day(IDT_DAY_OPEN_END, arena, &date, NULL), IDT_E_INPUT);
    assert_int_equal(idt_date_of_day(last, arena, &date, NULL), IDT_OK);
    assert_int_equal(idt_date_of_day(last, none, &date, NULL), IDT_E_LIMIT);
    idt_arena_free(arena);
    idt_arena_free(none);
}

/* ---- comparisons: every reading of small dates, spelt out */

#define WINDOW 5 /* days 0..4 carry bounds */
#define BEYOND 3 /* an open bound reaches so far past them: more readings decide nothing new */
#define LOW    (-BEYOND)
#define HIGH   (WINDOW + BEYOND)
#define DATES  2000

typedef struct span {
    int start, end;
} span; /* one reading; a day has start == end */

typedef struct modelled {
    idt_date date;
    span readings[(HIGH - LOW + 1) * (HIGH - LOW + 1)];
    size_t count;
} modelled;

static modelled models[DATES];
static size_t model_count;

static int clip(idt_day day)
{
    return day == IDT_DAY_OPEN_START ? LOW : day == IDT_DAY_OPEN_END ? HIGH : (int)day;
}

/* The readings of the four bounds of a period (or the two of a day). */
static void add_model(idt_date date)
{
    modelled *m = &models[model_count++];
    assert_true(model_count <= DATES);
    *m = (modelled){.date = date};
    const bool period = date.kind == IDT_DATE_PERIOD;
    for (int s = clip(date.earliest); s <= clip(period ? date.start_latest : date.latest); s++) {
        for (int e = period ? clip(date.end_earliest) : s; e <= (period ? clip(date.latest) : s);
             e++) {
            if (s <= e) {
                m->readings[m->count++] = (span){s, e};
            }
        }
    }
    assert_true(m->count > 0);
}

static idt_day bound_at(int i)
{
    return i < 0 ? IDT_DAY_OPEN_START : i >= WINDOW ? IDT_DAY_OPEN_END : (idt_day)i;
}

static void build_models(void)
{
    model_count = 0;
    for (int a = -1; a < WINDOW; a++) {
        for (int b = a < 0 ? 0 : a; b <= WINDOW; b++) {
            add_model(
                (idt_date){.kind = IDT_DATE_ONE, .earliest = bound_at(a), .latest = bound_at(b)});
        }
    }
    /* Ends as a parser leaves them: a start not after the end's last, an end not before the start's
     * first; -1 without a start, WINDOW without an end. */
    for (int a = -1; a < WINDOW; a++) {
        for (int al = a; al < (a < 0 ? 0 : WINDOW); al++) {
            for (int b = a < 0 ? 0 : a; b <= WINDOW; b++) {
                for (int bl = b; bl <= (b == WINDOW ? WINDOW : WINDOW - 1); bl++) {
                    if (al <= bl) {
                        add_model((idt_date){.kind = IDT_DATE_PERIOD,
                                             .earliest = bound_at(a),
                                             .start_latest = bound_at(al),
                                             .end_earliest = bound_at(b),
                                             .latest = bound_at(bl)});
                    }
                }
            }
        }
    }
}

static idt_tri all_or_none(size_t yes, size_t of)
{
    return yes == of ? IDT_YES : yes == 0 ? IDT_NO : IDT_UNKNOWN;
}

static void a_comparison_with_a_day_says_what_all_readings_say(void **state)
{
    (void)state;
    build_models();
    for (size_t i = 0; i < model_count; i++) {
        const modelled *m = &models[i];
        for (int day = 0; day < WINDOW; day++) {
            size_t before = 0, after = 0, covers = 0;
            for (size_t k = 0; k < m->count; k++) {
                before += m->readings[k].end < day;
                after += m->readings[k].start > day;
                covers += m->readings[k].start <= day && day <= m->readings[k].end;
            }
            assert_int_equal(idt_date_before(&m->date, day), all_or_none(before, m->count));
            assert_int_equal(idt_date_after(&m->date, day), all_or_none(after, m->count));
            assert_int_equal(idt_date_covers(&m->date, day), all_or_none(covers, m->count));
        }
    }
}

static void an_order_of_dates_says_what_all_pairs_of_readings_say(void **state)
{
    (void)state;
    build_models();
    size_t seen[3] = {0};
    for (size_t i = 0; i < model_count; i++) {
        for (size_t j = 0; j < model_count; j++) {
            size_t yes = 0;
            for (size_t k = 0; k < models[i].count; k++) {
                for (size_t l = 0; l < models[j].count; l++) {
                    yes += models[i].readings[k].end < models[j].readings[l].start;
                }
            }
            const idt_tri slow = all_or_none(yes, models[i].count * models[j].count);
            const idt_tri order = idt_date_order(&models[i].date, &models[j].date);
            assert_int_equal(order, slow);
            seen[order]++;
        }
    }
    assert_true(seen[IDT_YES] > 0 && seen[IDT_NO] > 0 && seen[IDT_UNKNOWN] > 0);
}

static bool has_reading(const modelled *m, span s)
{
    for (size_t i = 0; i < m->count; i++) {
        if (m->readings[i].start == s.start && m->readings[i].end == s.end) {
            return true;
        }
    }
    return false;
}

static size_t common_readings(const modelled *a, const modelled *b)
{
    size_t n = 0;
    for (size_t i = 0; i < a->count; i++) {
        n += has_reading(b, a->readings[i]);
    }
    return n;
}

static void dates_of_one_kind_meet_in_their_common_readings(void **state)
{
    (void)state;
    build_models();
    const size_t mark = model_count;
    for (size_t i = 0; i < mark; i++) {
        for (size_t j = 0; j < mark; j++) {
            const modelled *a = &models[i];
            const modelled *b = &models[j];
            if (a->date.kind != b->date.kind) {
                assert_false(idt_date_contains(&a->date, &b->date));
                continue;
            }
            const size_t common = common_readings(a, b);
            assert_int_equal(idt_date_contains(&a->date, &b->date), common == b->count);
            idt_date met;
            const bool meets = idt_date_meet(&a->date, &b->date, &met);
            assert_int_equal(meets, common > 0);
            if (meets) {
                model_count = mark;
                add_model(met);
                assert_int_equal(models[mark].count, common);
                assert_int_equal(common_readings(&models[mark], a), common);
                assert_int_equal(common_readings(&models[mark], b), common);
            }
        }
    }
}

static void a_meeting_has_the_text_of_the_finer(void **state)
{
    (void)state;
    const idt_date year = parsed("2003");
    const idt_date day = parsed("2003-02-14");
    const idt_date late = parsed("[2003-06-01..]");
    const idt_date period = parsed("2003-02/2004");
    idt_date met;
    assert_true(idt_date_meet(&year, &day, &met));
    assert_true(idt_str_is(met.edtf, "2003-02-14"));
    assert_true(idt_date_meet(&late, &year, &met));
    assert_true(idt_str_is(met.edtf, "2003"));
    assert_int_equal(met.earliest, day_of("2003-06-01"));
    assert_false(idt_date_meet(&late, &day, &met));
    assert_true(idt_date_meet(&period, &year, &met));
    assert_int_equal(met.kind, IDT_DATE_ONE);
    assert_int_equal(met.earliest, day_of("2003-02-01"));
    assert_int_equal(met.latest, day_of("2003-12-31"));
}

static void an_absent_date_answers_nothing_and_meets_all(void **state)
{
    (void)state;
    const idt_date absent = {0};
    const idt_date day = parsed("1970-01-01");
    idt_date met;
    assert_int_equal(idt_date_before(&absent, 5), IDT_UNKNOWN);
    assert_int_equal(idt_date_after(&absent, -5), IDT_UNKNOWN);
    assert_int_equal(idt_date_covers(&absent, 0), IDT_UNKNOWN);
    assert_int_equal(idt_date_order(&absent, &day), IDT_UNKNOWN);
    assert_int_equal(idt_date_order(&day, &absent), IDT_UNKNOWN);
    assert_false(idt_date_contains(&absent, &day));
    assert_true(idt_date_meet(&absent, &day, &met));
    assert_true(idt_str_is(met.edtf, "1970-01-01"));
    assert_true(idt_date_meet(&day, &absent, &met));
    assert_true(idt_str_is(met.edtf, "1970-01-01"));
    assert_true(idt_date_meet(&absent, &absent, &met));
    assert_int_equal(met.kind, IDT_DATE_ABSENT);
}

/* ---- terms */

/* Months one at a time, then the day, then days one at a time. */
static idt_day slow_add(slow_day d, int years, int months, int days)
{
    int year = d.year + years;
    int month = d.month;
    for (; months > 0; months--) {
        year += month == 12;
        month = month == 12 ? 1 : month + 1;
    }
    for (; months < 0; months++) {
        year -= month == 1;
        month = month == 1 ? 12 : month - 1;
    }
    slow_day at = d;
    while (at.year > year || (at.year == year && at.month >= month)) {
        slow_previous(&at);
    }
    while (at.year < year || (at.year == year && at.month < month)) {
        slow_next(&at);
    }
    for (int i = 1; i < d.day && at.month == month; i++) {
        slow_next(&at); /* stops on the 1st of the next month where this one is too short */
    }
    return at.number + days;
}

static void a_term_ends_where_counting_ends(void **state)
{
    (void)state;
    static const int years[] = {-4, -1, 0, 1, 3, 4};
    static const int months[] = {-25, -12, -1, 0, 1, 6, 11, 13};
    slow_day d = {2003, 10, 1, day_of("2003-10-01")};
    for (; d.number < day_of("2004-04-02"); slow_next(&d)) {
        for (size_t y = 0; y < COUNT_OF(years); y++) {
            for (size_t m = 0; m < COUNT_OF(months); m++) {
                const int days = (int)(y * 17 + m * 5) - 40;
                assert_int_equal(idt_day_add(d.number, years[y], months[m], days),
                                 slow_add(d, years[y], months[m], days));
            }
        }
    }
}

static void a_term_from_a_day_the_month_lacks_ends_on_the_first(void **state)
{
    (void)state;
    assert_int_equal(idt_day_add(day_of("2004-02-29"), 1, 0, 0), day_of("2005-03-01"));
    assert_int_equal(idt_day_add(day_of("2004-02-29"), 4, 0, 0), day_of("2008-02-29"));
    assert_int_equal(idt_day_add(day_of("1896-02-29"), 4, 0, 0), day_of("1900-03-01"));
    assert_int_equal(idt_day_add(day_of("2003-01-31"), 0, 1, 0), day_of("2003-03-01"));
    assert_int_equal(idt_day_add(day_of("2003-05-31"), 0, 6, 0), day_of("2003-12-01"));
    assert_int_equal(idt_day_add(day_of("0000-02-29"), -1, 0, 0), day_of("-0001-03-01"));
}

static void a_term_that_leaves_the_calendar_is_open(void **state)
{
    (void)state;
    const idt_day last = day_of("9999-12-31");
    const idt_day first = day_of("-9999-01-01");
    assert_int_equal(idt_day_add(last, 0, 0, 1), IDT_DAY_OPEN_END);
    assert_int_equal(idt_day_add(last, 1, 0, 0), IDT_DAY_OPEN_END);
    assert_int_equal(idt_day_add(last, 0, 1, -31), last);
    assert_int_equal(idt_day_add(first, 0, 0, -1), IDT_DAY_OPEN_START);
    assert_int_equal(idt_day_add(last, INT32_MAX, INT32_MAX, INT32_MAX), IDT_DAY_OPEN_END);
    assert_int_equal(idt_day_add(first, INT32_MIN, INT32_MIN, INT32_MIN), IDT_DAY_OPEN_START);
    assert_int_equal(idt_day_add(0, 0, 0, INT32_MAX), IDT_DAY_OPEN_END);
    assert_int_equal(idt_day_add(IDT_DAY_OPEN_END, -5, 0, 0), IDT_DAY_OPEN_END);
    assert_int_equal(idt_day_add(IDT_DAY_OPEN_START, 5, 0, 0), IDT_DAY_OPEN_START);
}

static void a_duration_is_whole_and_its_units_in_order(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        idt_duration value;
    } good[] = {
        {"P2Y", {2, 0, 0}},
        {"P40D", {0, 0, 40}},
        {"P1Y6M", {1, 6, 0}},
        {"P2W", {0, 0, 14}},
        {"P0D", {0, 0, 0}},
        {"P1Y2M3W4D", {1, 2, 25}},
        {"P999999W", {0, 0, 6999993}},
    };
    static const refusal bad[] = {
        {"", 1, "P2Y"},           {"2Y", 1, "'2'; expected a duration"},
        {"P", 2, "whole number"}, {"P2", 3, "expected Y, M, W or D"},
        {"PY", 2, "'Y'"},         {"P1D2Y", 5, "a unit smaller"},
        {"P1Y1Y", 5, "smaller"},  {"PT5H", 2, "hours"},
        {"P1.5Y", 3, "'.'"},      {"P-1Y", 2, "'-'"},
        {"P1y", 3, "'y'"},        {"P1000000D", 2, "a number over 999999"},
        {"P1Y ", 4, "a blank"},   {"P99999999999999999999D", 2, "a number over"},
    };
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        idt_duration d;
        assert_int_equal(idt_duration_parse(idt_str_borrow(good[i].text), &d, NULL), IDT_OK);
        assert_int_equal(d.years, good[i].value.years);
        assert_int_equal(d.months, good[i].value.months);
        assert_int_equal(d.days, good[i].value.days);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        idt_duration d;
        idt_error err = {0};
        assert_int_equal(idt_duration_parse(idt_str_borrow(bad[i].text), &d, &err), IDT_E_INPUT);
        if (err.column != bad[i].column || strstr(err.message, bad[i].message) == NULL) {
            fail_msg("'%s': column %u, %s", bad[i].text, err.column, err.message);
        }
    }
}

/* ---- random texts of the alphabet: what is read keeps I1-I3 */

static uint64_t seed = UINT64_C(0x9e3779b97f4a7c15);

static unsigned next_random(unsigned below)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(seed >> 33) % below;
}

static size_t random_text(char *out, size_t max)
{
    static const char *const pieces[] = {"2003", "-0044", "199X", "20XX", "-02", "-14", "-XX",
                                         "-23",  "~",     "?",    "%",    "/",   "..",  "[",
                                         "]",    "..",    "-",    "0",    "9",   "X",   "2004-05"};
    size_t n = 0;
    for (unsigned left = 1 + next_random(7); left > 0; left--) {
        const char *piece = pieces[next_random(COUNT_OF(pieces))];
        const size_t len = strlen(piece);
        if (n + len <= max) {
            memcpy(out + n, piece, len);
            n += len;
        }
    }
    return n;
}

static void whatever_is_read_keeps_the_invariants(void **state)
{
    (void)state;
    print_message("seed %llu\n", (unsigned long long)seed);
    size_t read = 0;
    for (int i = 0; i < 300000; i++) {
        char text[64];
        const idt_str s = {.ptr = text, .len = random_text(text, sizeof text)};
        idt_date date;
        idt_error err = {0};
        if (idt_date_parse(s, &date, &err) != IDT_OK) {
            assert_true(err.column >= 1 && err.column <= s.len + 1);
            continue;
        }
        read++;
        assert_true(idt_str_equal(date.edtf, s));
        assert_true(date.earliest <= date.latest);
        if (date.kind == IDT_DATE_PERIOD) {
            assert_true(date.earliest <= date.start_latest ||
                        date.start_latest == IDT_DAY_OPEN_START);
            assert_true(date.end_earliest <= date.latest);
            assert_true(date.start_latest <= date.latest && date.earliest <= date.end_earliest);
        }
        const bool approximate = memchr(text, '~', s.len) || memchr(text, '%', s.len);
        const bool uncertain = memchr(text, '?', s.len) || memchr(text, '%', s.len);
        assert_int_equal(date.approximate, approximate);
        assert_int_equal(date.uncertain, uncertain);
    }
    assert_true(read > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_six_centuries_is_the_counted_one),
        cmocka_unit_test(every_month_and_year_has_its_first_and_last_day),
        cmocka_unit_test(only_months_seasons_and_days_of_the_calendar_are_read),
        cmocka_unit_test(a_date_is_as_wide_as_its_text_and_no_wider_for_its_flags),
        cmocka_unit_test(a_period_has_bounds_of_its_start_and_of_its_end),
        cmocka_unit_test(a_refusal_says_what_was_met_where_and_what_was_expected),
        cmocka_unit_test(a_long_text_is_quoted_in_part_and_whole_characters),
        cmocka_unit_test(a_day_is_read_only_from_its_ten_characters),
        cmocka_unit_test(an_instant_belongs_to_the_utc_day_it_falls_in),
        cmocka_unit_test(bounds_are_written_in_the_shortest_form_and_read_back),
        cmocka_unit_test(every_pair_of_days_of_two_years_survives_writing),
        cmocka_unit_test(bounds_that_are_none_are_absent_and_bad_ones_refused),
        cmocka_unit_test(a_comparison_with_a_day_says_what_all_readings_say),
        cmocka_unit_test(an_order_of_dates_says_what_all_pairs_of_readings_say),
        cmocka_unit_test(dates_of_one_kind_meet_in_their_common_readings),
        cmocka_unit_test(a_meeting_has_the_text_of_the_finer),
        cmocka_unit_test(an_absent_date_answers_nothing_and_meets_all),
        cmocka_unit_test(a_term_ends_where_counting_ends),
        cmocka_unit_test(a_term_from_a_day_the_month_lacks_ends_on_the_first),
        cmocka_unit_test(a_term_that_leaves_the_calendar_is_open),
        cmocka_unit_test(a_duration_is_whole_and_its_units_in_order),
        cmocka_unit_test(whatever_is_read_keeps_the_invariants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
