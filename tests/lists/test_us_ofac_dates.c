/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "lists/us_ofac_dates.h"

static void is(const char *text, const char *edtf)
{
    idt_ofac_date date;
    assert_true(idt_ofac_date_read(idt_str_borrow(text), &date));
    assert_string_equal(date.edtf, edtf);
    assert_false(date.circa);
}

static void is_none(const char *text)
{
    idt_ofac_date date;
    assert_false(idt_ofac_date_read(idt_str_borrow(text), &date));
}

static void days_months_and_years_keep_their_precision(void **state)
{
    (void)state;
    is("13 Jan 1965", "1965-01-13");
    is("3 January 1965", "1965-01-03");
    is("Dec 1965", "1965-12");
    is("September 1965", "1965-09");
    is("1965", "1965");
}

static void circa_is_a_flag(void **state)
{
    (void)state;
    is("circa 1965", "1965~");
    is("circa 13 Jan 1965", "1965-01-13~");
}

static void a_range_is_one_day_of_it(void **state)
{
    (void)state;
    is("1965 to 1967", "[1965..1967]");
    is("Sep 1967 to Oct 1968", "[1967-09..1968-10]");
    is("02 Sep 1967 to 1968", "[1967-09-02..1968]");
    is("1965-1967", "[1965..1967]");
}

static void circa_in_a_range_is_told_apart(void **state)
{
    (void)state;
    idt_ofac_date date;
    assert_true(idt_ofac_date_read(IDT_STR("circa 1979-1982"), &date));
    assert_string_equal(date.edtf, "[1979..1982]");
    assert_true(date.circa);
}

static void days_that_are_none_are_refused(void **state)
{
    (void)state;
    is_none("31 Feb 1965");
    is_none("00 Jan 1965");
    is_none("13 1965");
    is_none("13 Jam 1965");
    is_none("1967 to 1965");
    is_none("1965 or so");
    is_none("65");
    is_none("19655");
    is_none("13 Jan 1965 12:00 GMT");
    is_none("12 Rajab 1385");
    is_none("");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_months_and_years_keep_their_precision),
        cmocka_unit_test(circa_is_a_flag),
        cmocka_unit_test(a_range_is_one_day_of_it),
        cmocka_unit_test(circa_in_a_range_is_told_apart),
        cmocka_unit_test(days_that_are_none_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
