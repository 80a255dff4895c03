/* Contacts: done and known apart, open lists, the source's words for how often. */
#include "claims/contact.h"
#include "claims/thing.h"

static idt_contact contact(idt_arena *arena, const test_statement *rows)
{
    idt_contact out;
    idt_error err = {0};
    const idt_record **record = IDT_NEW(arena, const idt_record *);
    *record = test_record(arena, "a", "Contact", rows);
    if (idt_contact_read(*record, record, 1, arena, &out, &err) != IDT_OK) {
        fail_msg("%s", err.message);
    }
    return out;
}

static idt_day day(const char *text)
{
    idt_day out = 0;
    assert_true(idt_day_parse(idt_str_borrow(text), &out));
    return out;
}

static void the_day_of_knowing_is_not_the_day_of_doing(void **state)
{
    const idt_contact c = contact(
        *state, (const test_statement[]){
                    {"contact_kind", "invitation", "{\"known_since\":\"2024-05-27\"}"}, {0}});
    assert_int_equal(c.date_count, 0);
    assert_int_equal(c.known_count, 1);
    /* sent before it became known: nobody says when */
    assert_int_equal(idt_contact_within(&c, day("2024-05-27"), day("2024-05-27")), IDT_UNKNOWN);
    assert_int_equal(idt_contact_within(&c, day("2023-01-01"), day("2023-01-02")), IDT_UNKNOWN);
    assert_int_equal(idt_contact_within(&c, day("2024-05-28"), IDT_DAY_OPEN_END), IDT_NO);
}

static void a_tie_that_goes_on_is_in_every_day_after_its_start(void **state)
{
    const idt_contact c =
        contact(*state, (const test_statement[]){{"date", "2021-08/..", NULL}, {0}});
    assert_int_equal(idt_contact_within(&c, day("2023-01-01"), day("2023-01-02")), IDT_YES);
    assert_int_equal(idt_contact_within(&c, day("2021-08-10"), day("2021-08-10")), IDT_UNKNOWN);
    assert_int_equal(idt_contact_within(&c, IDT_DAY_OPEN_START, day("2021-07-31")), IDT_NO);
}

static void a_list_is_open_complete_or_nothing_is_said_of_it(void **state)
{
    const idt_contact open =
        contact(*state, (const test_statement[]){{"complete", "no", NULL}, {0}});
    const idt_contact whole =
        contact(*state, (const test_statement[]){{"complete", "yes", NULL}, {0}});
    const idt_contact silent = contact(*state, (const test_statement[]){{0}});
    const idt_contact both = contact(
        *state, (const test_statement[]){{"complete", "yes", NULL}, {"complete", "no", NULL}, {0}});
    assert_int_equal(open.complete, IDT_NO);
    assert_int_equal(whole.complete, IDT_YES);
    assert_int_equal(silent.complete, IDT_UNKNOWN);
    assert_int_equal(both.complete, IDT_UNKNOWN);
}

static void how_often_is_a_phrase_with_bounds_only_where_they_are_told(void **state)
{
    const idt_contact c =
        contact(*state, (const test_statement[]){{"recurrence", "again", "{\"times\":\"several\"}"},
                                                 {"recurrence", "regularly", NULL},
                                                 {0}});
    assert_int_equal(c.recurrence_count, 2);
    assert_true(c.recurrences[0].has_times);
    assert_quantity(&c.recurrences[0].times, ">=2");
    assert_false(c.recurrences[1].has_times);
}

static void the_oldest_comes_first_by_doing_else_by_knowing(void **state)
{
    idt_contact all[] = {
        contact(*state, (const test_statement[]){{0}}),
        contact(*state,
                (const test_statement[]){{"location", "here", "{\"known_since\":\"2022-01-01\"}"},
                                         {0}}),
        contact(*state, (const test_statement[]){{"date", "2019", NULL}, {0}}),
        contact(*state, (const test_statement[]){{"date", "[..2020-05-01]", NULL}, {0}})};
    idt_contacts_sort(all, 4);
    assert_true(idt_str_is(all[0].days[0].edtf, "2019"));
    assert_true(idt_str_is(all[1].days[0].edtf, "[..2020-05-01]"));
    assert_int_equal(all[2].known_count, 1);
    assert_int_equal(all[3].known_count, 0);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, test_arena_new, test_arena_free)
    const struct CMUnitTest tests[] = {
        TEST(the_day_of_knowing_is_not_the_day_of_doing),
        TEST(a_tie_that_goes_on_is_in_every_day_after_its_start),
        TEST(a_list_is_open_complete_or_nothing_is_said_of_it),
        TEST(how_often_is_a_phrase_with_bounds_only_where_they_are_told),
        TEST(the_oldest_comes_first_by_doing_else_by_knowing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
