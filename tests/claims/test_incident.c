/* Casualties: what is added, what never is, what excludes what. */
#include "claims/incident.h"
#include "claims/thing.h"

#define CLASS(name) "{\"victims\":\"" name "\"}"
#define TOGETHER    "{\"together\":\"yes\"}"

static idt_incident incident(idt_arena *arena, const char *dataset, const test_statement *rows)
{
    idt_incident out;
    idt_error err = {0};
    const idt_record **record = IDT_NEW(arena, const idt_record *);
    *record = test_record(arena, dataset, "Incident", rows);
    if (idt_incident_read(*record, record, 1, arena, &out, &err) != IDT_OK) {
        fail_msg("%s", err.message);
    }
    return out;
}

static void a_sum_of_classes_is_a_lower_bound_with_its_inputs(void **state)
{
    const idt_incident i = incident(*state, "a",
                                    (const test_statement[]){{"killed", "3", CLASS("clerks")},
                                                             {"killed", "1", CLASS("a chief")},
                                                             {"killed", "several", CLASS("others")},
                                                             {0}});
    const idt_toll *toll = &i.tolls[IDT_KILLED];
    assert_int_equal(toll->account_count, 1);
    assert_false(toll->accounts[0].has_stated);
    assert_int_equal(toll->accounts[0].input_count, 3);
    assert_quantity(&toll->total, ">=6");
    assert_true(toll->total.derived);
    const idt_incident exact =
        incident(*state, "a",
                 (const test_statement[]){
                     {"killed", "3", CLASS("clerks")}, {"killed", "1", CLASS("a chief")}, {0}});
    assert_quantity(&exact.tolls[IDT_KILLED].total, ">=4"); /* a class may be missing */
}

static void both_readings_go_through_sums(void **state)
{
    const idt_incident i = incident(
        *state, "a",
        (const test_statement[]){
            {"killed", "up to 40", CLASS("guests")}, {"killed", "3", CLASS("staff")}, {0}});
    assert_quantity(&i.tolls[IDT_KILLED].total, ">=3");
    assert_second(&i.tolls[IDT_KILLED].total, ">=43");
}

static void a_stated_total_stands_beside_a_derived_one_and_is_compared(void **state)
{
    test_statement rows[] = {{"killed", "3", CLASS("clerks")},
                             {"killed", "4", CLASS("guests")},
                             {"killed", "10", TOGETHER},
                             {0}};
    idt_incident i = incident(*state, "a", rows);
    const idt_account *account = &i.tolls[IDT_KILLED].accounts[0];
    assert_quantity(&account->stated, "10");
    assert_quantity(&account->derived, ">=7");
    assert_false(account->differs); /* three more of no class named */
    assert_quantity(&i.tolls[IDT_KILLED].total, "10");
    rows[2].value = "6";
    i = incident(*state, "a", rows);
    assert_true(i.tolls[IDT_KILLED].accounts[0].differs);
}

static void a_count_without_class_is_a_total_only_where_it_stands_alone(void **state)
{
    const idt_incident alone =
        incident(*state, "a", (const test_statement[]){{"killed", "up to 43", NULL}, {0}});
    assert_quantity(&alone.tolls[IDT_KILLED].total, "0..43");
    assert_second(&alone.tolls[IDT_KILLED].total, "43");
    const idt_incident beside = incident(
        *state, "a",
        (const test_statement[]){{"killed", "5", NULL}, {"killed", "3", CLASS("clerks")}, {0}});
    const idt_account *account = &beside.tolls[IDT_KILLED].accounts[0];
    assert_non_null(account->not_added);
    assert_false(account->has_stated);
    assert_quantity(&beside.tolls[IDT_KILLED].total, ">=3");
}

static void accounts_of_two_datasets_are_never_added(void **state)
{
    idt_incident out;
    const idt_record *records[] = {
        test_record(*state, "a", "Incident",
                    (const test_statement[]){{"killed", "3", CLASS("clerks")}, {0}}),
        test_record(*state, "b", "Incident",
                    (const test_statement[]){{"killed", "5", TOGETHER}, {0}}),
        test_record(*state, "c", "Incident",
                    (const test_statement[]){{"killed", "2", TOGETHER}, {0}})};
    assert_int_equal(idt_incident_read(records[0], records, 2, *state, &out, NULL), IDT_OK);
    assert_quantity(&out.tolls[IDT_KILLED].total, ">=3");
    assert_false(out.tolls[IDT_KILLED].differs); /* 5 is at least 3 */
    assert_int_equal(idt_incident_read(records[0], &records[1], 2, *state, &out, NULL), IDT_OK);
    assert_quantity(&out.tolls[IDT_KILLED].total, "2..5");
    assert_true(out.tolls[IDT_KILLED].differs);
    assert_true(out.tolls[IDT_KILLED].counts[0].differs);
}

static void two_counts_of_one_class_are_two_words_on_it(void **state)
{
    const idt_incident i = incident(*state, "a",
                                    (const test_statement[]){{"killed", "3", CLASS("clerks")},
                                                             {"killed", "5", CLASS("clerks")},
                                                             {"killed", "1", CLASS("a chief")},
                                                             {0}});
    assert_quantity(&i.tolls[IDT_KILLED].total, ">=4"); /* 3 or 5, and 1; not 9 */
    const idt_casualties *counts = i.tolls[IDT_KILLED].counts;
    for (size_t c = 0; c < 3; c++) {
        assert_int_equal(counts[c].differs, !idt_str_is(counts[c].victims, "a chief"));
    }
}

static void different_units_give_no_total_and_say_so(void **state)
{
    const idt_incident i =
        incident(*state, "a",
                 (const test_statement[]){{"killed", "3", CLASS("clerks")},
                                          {"killed", "almost all", CLASS("guests")}, /* a share */
                                          {0}});
    assert_false(i.tolls[IDT_KILLED].has_total);
    assert_non_null(i.tolls[IDT_KILLED].gap);
}

static void a_sum_that_does_not_fit_is_said_and_not_wrapped(void **state)
{
    const idt_incident i =
        incident(*state, "a",
                 (const test_statement[]){{"killed", "9223372036854775807", CLASS("clerks")},
                                          {"killed", "9", CLASS("guests")},
                                          {0}});
    assert_false(i.tolls[IDT_KILLED].has_total);
    assert_non_null(strstr(i.tolls[IDT_KILLED].gap, "more digits"));
}

static void all_incidents_are_summed_without_aggregates_and_at_least(void **state)
{
    const idt_incident single =
        incident(*state, "a",
                 (const test_statement[]){{"killed", "20", TOGETHER}, {"date", "2012", NULL}, {0}});
    const idt_incident many = incident(
        *state, "a",
        (const test_statement[]){{"killed", "99", TOGETHER}, {"incidents", "dozens", NULL}, {0}});
    const idt_incident silent = incident(*state, "a", (const test_statement[]){{0}});
    idt_incident all[] = {single, many, single, silent};
    idt_incident_sums sums;
    assert_int_equal(idt_incidents_sum(all, 3, *state, &sums, NULL), IDT_OK);
    assert_int_equal(sums.single, 2);
    assert_int_equal(sums.aggregates, 1);
    assert_quantity(&sums.harms[IDT_KILLED].sum, "40");
    assert_false(sums.harms[IDT_INJURED].has_sum);
    assert_int_equal(idt_incidents_sum(all, 4, *state, &sums, NULL), IDT_OK);
    assert_int_equal(sums.harms[IDT_KILLED].without, 1);
    assert_quantity(&sums.harms[IDT_KILLED].sum, ">=40");
    all[0].within = IDT_UNKNOWN; /* it adds nothing, or 20 */
    assert_int_equal(idt_incidents_sum(all, 3, *state, &sums, NULL), IDT_OK);
    assert_int_equal(sums.harms[IDT_KILLED].possibly, 1);
    assert_quantity(&sums.harms[IDT_KILLED].sum, "20..40");
}

static void what_two_datasets_tell_of_one_day_may_be_one_incident(void **state)
{
    const char *const low[] = {"20", "12", "40"};
    idt_incident all[3];
    idt_incident_sums sums;
    for (size_t i = 0; i < 3; i++) {
        const test_statement rows[] = {
            {"killed", low[i], TOGETHER}, {"date", i < 2 ? "2012-09-04" : "2012-09", NULL}, {0}};
        all[i] = incident(*state, i == 0 ? "a" : "b", rows);
    }
    assert_int_equal(idt_incidents_mark_alike(all, 3, *state, NULL), IDT_OK);
    assert_int_equal(all[0].alike_count, 1);
    assert_int_equal(all[2].alike_count, 0); /* a month is no day */
    assert_int_equal(idt_incidents_sum(all, 3, *state, &sums, NULL), IDT_OK);
    assert_int_equal(sums.harms[IDT_KILLED].alike, 2);
    assert_quantity(&sums.harms[IDT_KILLED].sum, "52..72"); /* 12 or 20 or both, and 40 */
    const test_statement second[] = {{"killed", "20", TOGETHER}, {"date", "2012-09-04", NULL}, {0}};
    idt_incident own[] = {incident(*state, "b", second), incident(*state, "b", second)};
    assert_int_equal(idt_incidents_mark_alike(own, 2, *state, NULL), IDT_OK);
    assert_int_equal(own[0].alike_count, 0); /* one dataset that tells of two means two */
}

static void a_date_that_may_lie_outside_is_possible(void **state)
{
    const idt_incident i =
        incident(*state, "a", (const test_statement[]){{"date", "2018-01", NULL}, {0}});
    idt_day first;
    idt_day middle;
    assert_true(idt_day_parse(IDT_STR("2018-01-01"), &first));
    assert_true(idt_day_parse(IDT_STR("2018-01-15"), &middle));
    assert_int_equal(idt_incident_within(&i, first, IDT_DAY_OPEN_END), IDT_YES);
    assert_int_equal(idt_incident_within(&i, middle, IDT_DAY_OPEN_END), IDT_UNKNOWN);
    assert_int_equal(idt_incident_within(&i, IDT_DAY_OPEN_START, first - 1), IDT_NO);
    const idt_incident undated = incident(*state, "a", (const test_statement[]){{0}});
    assert_int_equal(idt_incident_within(&undated, first, middle), IDT_UNKNOWN);
    assert_int_equal(idt_incident_within(&undated, IDT_DAY_OPEN_START, IDT_DAY_OPEN_END), IDT_YES);
}

static void the_newest_comes_first_and_the_undated_last(void **state)
{
    idt_incident all[] = {
        incident(*state, "a", (const test_statement[]){{0}}),
        incident(*state, "a", (const test_statement[]){{"date", "2011", NULL}, {0}}),
        incident(*state, "a", (const test_statement[]){{"date", "2018-01", NULL}, {0}})};
    idt_incidents_sort(all, 3);
    assert_true(idt_str_is(all[0].days[0].edtf, "2018-01"));
    assert_true(idt_str_is(all[1].days[0].edtf, "2011"));
    assert_int_equal(all[2].date_count, 0);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, test_arena_new, test_arena_free)
    const struct CMUnitTest tests[] = {
        TEST(a_sum_of_classes_is_a_lower_bound_with_its_inputs),
        TEST(both_readings_go_through_sums),
        TEST(a_stated_total_stands_beside_a_derived_one_and_is_compared),
        TEST(a_count_without_class_is_a_total_only_where_it_stands_alone),
        TEST(accounts_of_two_datasets_are_never_added),
        TEST(two_counts_of_one_class_are_two_words_on_it),
        TEST(different_units_give_no_total_and_say_so),
        TEST(a_sum_that_does_not_fit_is_said_and_not_wrapped),
        TEST(all_incidents_are_summed_without_aggregates_and_at_least),
        TEST(what_two_datasets_tell_of_one_day_may_be_one_incident),
        TEST(a_date_that_may_lie_outside_is_possible),
        TEST(the_newest_comes_first_and_the_undated_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
