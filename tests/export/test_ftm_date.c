/* A date of ours as FollowTheMoney's: never more precise than the date, and what is cut shows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "export/ftm_date.h"

static void expect(const char *edtf, idt_ftm_cut cut, const char *text)
{
    char out[IDT_FTM_DATE_BYTES];
    idt_date date;
    assert_int_equal(idt_date_parse(idt_str_borrow(edtf), &date, NULL), IDT_OK);
    assert_int_equal(idt_ftm_date_one(&date, out), cut);
    assert_string_equal(out, text);
}

static void days_months_and_years_are_kept_whole(void **state)
{
    (void)state;
    expect("2003-02-14", IDT_FTM_WHOLE, "2003-02-14");
    expect("2004-02", IDT_FTM_WHOLE, "2004-02");
    expect("2003", IDT_FTM_WHOLE, "2003");
    expect("[2003-02-01..2003-02-28]", IDT_FTM_WHOLE, "2003-02");
}

static void a_set_becomes_the_shortest_prefix_that_holds_it(void **state)
{
    (void)state;
    expect("[2003-02-01..2003-02-20]", IDT_FTM_CUT, "2003-02");
    expect("[2003-02-01..2003-03-20]", IDT_FTM_CUT, "2003");
    expect("2003-21", IDT_FTM_CUT, "2003");
}

static void what_no_prefix_holds_is_nothing(void **state)
{
    (void)state;
    expect("[..2003-02-20]", IDT_FTM_NONE, "");
    expect("[2003-02-20..]", IDT_FTM_NONE, "");
    expect("[2003-12-31..2004-01-01]", IDT_FTM_NONE, "");
    expect("199X", IDT_FTM_NONE, "");
    expect("0987", IDT_FTM_NONE, "");
}

static void a_flag_is_a_loss(void **state)
{
    (void)state;
    expect("2024-05-27~", IDT_FTM_CUT, "2024-05-27");
    expect("2024?", IDT_FTM_CUT, "2024");
}

static void the_ends_of_a_period_are_cut_each_by_itself(void **state)
{
    (void)state;
    char out[IDT_FTM_DATE_BYTES];
    idt_date date;
    assert_int_equal(idt_date_parse(IDT_STR("2003-05/2004-06-07"), &date, NULL), IDT_OK);
    assert_int_equal(idt_ftm_date_start(&date, out), IDT_FTM_WHOLE);
    assert_string_equal(out, "2003-05");
    assert_int_equal(idt_ftm_date_end(&date, out), IDT_FTM_WHOLE);
    assert_string_equal(out, "2004-06-07");
    assert_int_equal(idt_date_parse(IDT_STR("2021-08/.."), &date, NULL), IDT_OK);
    assert_int_equal(idt_ftm_date_end(&date, out), IDT_FTM_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_months_and_years_are_kept_whole),
        cmocka_unit_test(a_set_becomes_the_shortest_prefix_that_holds_it),
        cmocka_unit_test(what_no_prefix_holds_is_nothing),
        cmocka_unit_test(a_flag_is_a_loss),
        cmocka_unit_test(the_ends_of_a_period_are_cut_each_by_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
