/* A day as records of customers have it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "match/names.h"
#include "match/written_day.h"

static void reads(const char *value, const char *day)
{
    char out[IDT_WRITTEN_DAY_BYTES] = "";
    const bool any = idt_written_day(idt_str_borrow(value), out);
    if (any != (day != NULL) || (any && strcmp(out, day) != 0)) {
        fail_msg("\"%s\": %s, expected %s", value, any ? out : "none", day != NULL ? day : "none");
    }
}

static void a_year_in_front_says_what_follows_it(void **state)
{
    (void)state;
    reads("1951/06/19", "1951-06-19");
    reads("1951.6.9", "1951-06-09");
    reads("1951-6-19", "1951-06-19");
    reads(" 1951 JUN 19 ", "1951-06-19");
    reads("19510619", "1951-06-19");
    reads("1951/13/01", NULL);
    reads("19511301", NULL);
    reads("19510600", NULL);
    reads("1951/06", NULL);
    reads("1951/1953", NULL);
}

static void a_month_s_name_says_which_is_the_day(void **state)
{
    (void)state;
    reads("19-JUN-1951", "1951-06-19");
    reads("9 june 1951", "1951-06-09");
    reads("June 9, 1951", "1951-06-09");
    reads("Sept. 1, 1951", "1951-09-01");
    reads("9 Ju 1951", NULL);
    reads("9 Junes 1951", NULL);
    reads("Juin 9 1951", NULL);
    reads("June 1951", NULL);
    reads("9 June 51", NULL);
}

static void numbers_that_could_change_places_are_no_day(void **state)
{
    (void)state;
    reads("06/07/1951", NULL);
    reads("06-07-1951", NULL);
    reads("19/06/1951", "1951-06-19");
    reads("06/19/1951", "1951-06-19");
    reads("07/07/1951", "1951-07-07");
    reads("06.07.1951", "1951-07-06"); /* behind full stops the day is first */
    reads("06.19.1951", NULL);
    reads("19/19/1951", NULL);
    reads("32/01/1951", NULL);
    reads("0/1/1951", NULL);
}

static void a_time_of_day_falls_off(void **state)
{
    (void)state;
    reads("1951-06-19 00:00:00", "1951-06-19");
    reads("19/06/1951 00:00", "1951-06-19");
    reads("1951/06/19T10:20:30Z", "1951-06-19");
}

static void what_is_no_day_is_none(void **state)
{
    (void)state;
    static const char *const none[] = {"",
                                       " ",
                                       "1",
                                       "//",
                                       "1/2/",
                                       "/1/2/1951",
                                       "na",
                                       "21186",
                                       "123456789",
                                       "1-2-3-4",
                                       "1951/6/19x",
                                       "a b c",
                                       "1951--",
                                       "1951/6/111",
                                       "\xff/\xff/1951",
                                       "１９５１/6/19"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        reads(none[i], NULL);
    }
}

static void any_day_written_in_any_of_these_ways_is_that_day(void **state)
{
    (void)state;
    static const char *const months[] = {"jan", "february", "Mar", "APR", "may", "jun",
                                         "Jul", "aug",      "Sep", "oct", "NOV", "december"};
    random_state r = random_start("written days");
    for (int i = 0; i < 3000; i++) {
        char text[64];
        char day[16];
        const int y = 1000 + (int)random_below(&r, 2000);
        const int m = 1 + (int)random_below(&r, 12);
        const int d = 1 + (int)random_below(&r, 31);
        (void)snprintf(day, sizeof day, "%04d-%02d-%02d", y, m, d);
        (void)snprintf(text, sizeof text, "%d/%d/%d", y, m, d);
        reads(text, day);
        (void)snprintf(text, sizeof text, "%04d%02d%02d", y, m, d);
        reads(text, day);
        (void)snprintf(text, sizeof text, "%d.%02d.%d", d, m, y);
        reads(text, day);
        (void)snprintf(text, sizeof text, "%02d %s %d 00:00", d, months[m - 1], y);
        reads(text, day);
        (void)snprintf(text, sizeof text, "%s %d, %d", months[m - 1], d, y);
        reads(text, day);
        (void)snprintf(text, sizeof text, "%02d/%02d/%d", d, m, y);
        reads(text, d > 12 || d == m ? day : NULL);
        (void)snprintf(text, sizeof text, "%02d/%02d/%d", m, d, y);
        reads(text, d > 12 || d == m ? day : NULL);
    }
}

static void a_party_has_the_field_that_edtf_would_give(void **state)
{
    (void)state;
    static const char *const ways[] = {"1951-06-19", "19/06/1951", "19510619", "19 Jun 1951"};
    idt_arena *arena = idt_arena_new((size_t)1 << 20);
    idt_error err = {0};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        idt_profile p;
        idt_profile_init(&p, IDT_STR("Person"), arena);
        assert_int_equal(idt_profile_add(&p, IDT_STR("birthDate"), idt_str_borrow(ways[i]), &err),
                         IDT_OK);
        assert_int_equal(p.field_count, 1);
        assert_int_equal(p.fields[0].days.year, 1951);
        assert_int_equal(p.fields[0].days.month, 6);
        assert_int_equal(p.fields[0].days.day, 19);
    }
    idt_profile p;
    idt_profile_init(&p, IDT_STR("Person"), arena);
    assert_int_equal(idt_profile_add(&p, IDT_STR("birthDate"), IDT_STR("06/07/1951"), &err),
                     IDT_E_INPUT);
    assert_int_equal(idt_profile_add(&p, IDT_STR("birthDate"), IDT_STR("30.02.1951"), &err),
                     IDT_E_INPUT);
    assert_int_equal(p.field_count, 0);
    idt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_in_front_says_what_follows_it),
        cmocka_unit_test(a_month_s_name_says_which_is_the_day),
        cmocka_unit_test(numbers_that_could_change_places_are_no_day),
        cmocka_unit_test(a_time_of_day_falls_off),
        cmocka_unit_test(what_is_no_day_is_none),
        cmocka_unit_test(any_day_written_in_any_of_these_ways_is_that_day),
        cmocka_unit_test(a_party_has_the_field_that_edtf_would_give),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
