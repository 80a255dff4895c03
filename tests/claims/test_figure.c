/* What follows from two statements of a series, and what is said where nothing does. */
#include "claims/figure.h"
#include "claims/thing.h"

#define USD(on) "{\"on\":\"" on "\",\"unit\":\"USD\"}"
#define ON(on)  "{\"on\":\"" on "\"}"

static idt_figure figure(idt_arena *arena, const test_statement *rows)
{
    idt_figure out;
    idt_error err = {0};
    const idt_record **record = IDT_NEW(arena, const idt_record *);
    *record = test_record(arena, "a", "Figure", rows);
    if (idt_figure_read(*record, record, 1, arena, &out, &err) != IDT_OK) {
        fail_msg("%s", err.message);
    }
    return out;
}

static void the_growth_of_successive_values_names_both(void **state)
{
    const idt_figure f =
        figure(*state, (const test_statement[]){{"figure", "1400000000", USD("2022")},
                                                {"figure", "425000000", USD("2021")},
                                                {0}});
    assert_int_equal(f.derivation_count, 1);
    const idt_derivation *d = &f.derivations[0];
    assert_int_equal(d->kind, IDT_DERIVED_FACTOR);
    assert_true(d->known && d->result.derived);
    assert_quantity(&d->result, ">3.29,<3.3");
    assert_true(idt_str_is(d->inputs[0]->told.statement->value, "425000000"));
    assert_true(idt_str_is(d->inputs[1]->told.statement->value, "1400000000"));
    assert_true(idt_str_is(d->on, "2021/2022"));
}

static void a_factor_and_the_later_value_give_the_base_by_both_readings(void **state)
{
    const idt_figure f =
        figure(*state, (const test_statement[]){{"figure", "up to 1000000000", USD("2023")},
                                                {"factor", "5", ON("2022/2023")},
                                                {0}});
    assert_int_equal(f.derivation_count, 1);
    const idt_derivation *d = &f.derivations[0];
    assert_int_equal(d->kind, IDT_DERIVED_BASE);
    assert_true(idt_str_is(d->on, "2022"));
    assert_quantity(&d->result, "0..200000000");
    assert_second(&d->result, "200000000");
    assert_true(idt_str_is(d->result.unit, "USD"));
    assert_false(f.measures[0].base_given);
}

static void a_growth_and_its_base_give_the_later_value_exactly(void **state)
{
    const idt_figure f = figure(*state, (const test_statement[]){{"figure", "100", USD("2023")},
                                                                 {"growth", "0.3", ON("2023/2024")},
                                                                 {0}});
    assert_int_equal(f.derivation_count, 1);
    assert_int_equal(f.derivations[0].kind, IDT_DERIVED_LATER);
    assert_quantity(&f.derivations[0].result, "130");
    assert_true(f.measures[1].base_on_file);
    assert_false(f.measures[1].base_given);
    const idt_figure fall = figure(
        *state, (const test_statement[]){
                    {"figure", "20000", USD("2022")}, {"growth", "-0.95", ON("2022/2023")}, {0}});
    assert_quantity(&fall.derivations[0].result, "1000");
}

static void a_missing_value_is_named_and_never_filled_in(void **state)
{
    static const struct {
        const char *value, *qualifiers, *missing;
    } cases[] = {
        {">1/3", ON("2019/2020"), "no value of 2019 and none of 2020 is on file"},
        {"2", ON("2020"), "the day or period from which it changed is not told"},
        {"2", ON("2022/.."), "up to which day it changed is not told"},
        {"2", ON("../2022"), "from which day it changed is not told"},
        {"2", ON("2022/2022"), "it begins and ends in one period"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const test_statement rows[] = {{"growth", cases[i].value, cases[i].qualifiers}, {0}};
        const idt_figure f = figure(*state, rows);
        assert_int_equal(f.derivation_count, 1);
        assert_false(f.derivations[0].known);
        assert_int_equal(f.derivations[0].input_count, 1);
        assert_string_equal(f.derivations[0].missing.ptr, cases[i].missing);
    }
}

static void a_change_within_one_period_gives_no_value(void **state)
{
    const idt_figure f =
        figure(*state, (const test_statement[]){
                           {"figure", "100", USD("2022")}, {"growth", "2", ON("2022/2022")}, {0}});
    assert_int_equal(f.derivation_count, 1);
    assert_false(f.derivations[0].known);
}

static void different_units_give_no_growth_and_are_named(void **state)
{
    const idt_figure f = figure(
        *state,
        (const test_statement[]){{"figure", "1", USD("2021")}, {"figure", "2", ON("2022")}, {0}});
    assert_int_equal(f.derivation_count, 1);
    assert_false(f.derivations[0].known);
    assert_string_equal(f.derivations[0].missing.ptr, "the units differ: USD and none");
}

static void a_value_of_the_same_unit_further_on_is_the_successive_one(void **state)
{
    const idt_figure f = figure(*state, (const test_statement[]){{"figure", "10", USD("2021")},
                                                                 {"figure", "7", ON("2022")},
                                                                 {"figure", "20", USD("2023")},
                                                                 {0}});
    assert_true(f.derivations[0].known);
    assert_quantity(&f.derivations[0].result, "2");
    assert_true(idt_str_is(f.derivations[0].on, "2021/2023"));
}

static void a_change_in_a_unit_of_its_own_is_not_reckoned_with(void **state)
{
    const idt_figure f = figure(
        *state, (const test_statement[]){{"figure", "100", "{\"on\":\"2022\",\"unit\":\"ha\"}"},
                                         {"growth", "5", "{\"on\":\"2022/2023\",\"unit\":\"ha\"}"},
                                         {0}});
    assert_false(f.derivations[0].known);
    assert_string_equal(f.derivations[0].missing.ptr, "the change is in ha, no share or factor");
}

static void a_divisor_that_may_be_0_gives_nothing(void **state)
{
    const idt_figure f =
        figure(*state, (const test_statement[]){
                           {"figure", "up to 5", USD("2021")}, {"figure", "10", USD("2022")}, {0}});
    assert_false(f.derivations[0].known);
    assert_non_null(strstr(f.derivations[0].missing.ptr, "may be 0"));
}

static void values_of_one_period_that_exclude_each_other_are_flagged(void **state)
{
    const idt_figure f = figure(*state, (const test_statement[]){{"figure", "10", USD("2022")},
                                                                 {"figure", "12", USD("2022")},
                                                                 {"figure", ">=11", USD("2022")},
                                                                 {"figure", "10", USD("2021")},
                                                                 {"figure", "9", ON("2022")},
                                                                 {0}});
    size_t flagged = 0;
    for (size_t i = 0; i < f.count; i++) {
        const idt_measure *m = &f.measures[i];
        const bool is_2022 = idt_str_is(m->told.on.edtf, "2022");
        assert_int_equal(m->other_unit, is_2022);
        flagged += m->differ_count;
        if (idt_str_is(m->told.statement->value, "12")) {
            assert_int_equal(m->differ_count, 1); /* from 10; it is at least 11 */
        }
    }
    assert_int_equal(flagged, 4); /* 10 and 12, 10 and at least 11, both ways */
}

static void changes_of_one_period_that_exclude_each_other_are_flagged(void **state)
{
    test_statement rows[] = {{"factor", ">=2", ON("2022/2023")},
                             {"growth", "-0.95", ON("2022/2023")},
                             {"growth", "1", ON("2021/2022")},
                             {0}};
    idt_figure f = figure(*state, rows);
    size_t flagged = 0;
    for (size_t i = 0; i < f.count; i++) {
        flagged += f.measures[i].differ_count;
    }
    assert_int_equal(flagged, 2); /* at least double, and a twentieth: both ways */
    rows[1].value = "~-0.95";
    f = figure(*state, rows);
    for (size_t i = 0; i < f.count; i++) {
        assert_int_equal(f.measures[i].differ_count, 0);
    }
}

static void a_stated_change_is_compared_with_the_derived_one(void **state)
{
    test_statement rows[] = {{"figure", "10", USD("2021")},
                             {"figure", "50", USD("2022")},
                             {"factor", "5", ON("2021/2022")},
                             {0}};
    idt_figure f = figure(*state, rows);
    assert_int_equal(f.derivation_count, 1); /* one pair, one growth */
    assert_non_null(f.derivations[0].compared);
    assert_int_equal(f.derivations[0].differs, IDT_NO);
    rows[2] = (test_statement){"growth", "5", ON("2021/2022")}; /* by 500 %: to six times */
    f = figure(*state, rows);
    assert_int_equal(f.derivations[0].differs, IDT_YES);
    rows[2].value = "~3";
    f = figure(*state, rows);
    assert_int_equal(f.derivations[0].differs, IDT_UNKNOWN);
}

static void what_is_derived_is_never_an_input(void **state)
{
    const idt_figure f = figure(*state, (const test_statement[]){{"figure", "100", USD("2023")},
                                                                 {"factor", "5", ON("2022/2023")},
                                                                 {"factor", "2", ON("2021/2022")},
                                                                 {0}});
    assert_int_equal(f.derivation_count, 2); /* 2022 follows; 2021 does not */
    assert_false(f.derivations[0].known);
    assert_true(f.derivations[1].known);
}

static void statements_stand_in_the_order_of_their_periods(void **state)
{
    const idt_figure f = figure(*state, (const test_statement[]){{"figure", "3", USD("2023")},
                                                                 {"growth", "1", ON("2021/2022")},
                                                                 {"figure", "1", USD("2021")},
                                                                 {"figure", "2", USD("2021-05")},
                                                                 {0}});
    static const char *const order[] = {"1", "1", "2", "3"};
    for (size_t i = 0; i < 4; i++) {
        assert_true(idt_str_is(f.measures[i].told.statement->value, order[i]));
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, test_arena_new, test_arena_free)
    const struct CMUnitTest tests[] = {
        TEST(the_growth_of_successive_values_names_both),
        TEST(a_factor_and_the_later_value_give_the_base_by_both_readings),
        TEST(a_growth_and_its_base_give_the_later_value_exactly),
        TEST(a_missing_value_is_named_and_never_filled_in),
        TEST(a_change_within_one_period_gives_no_value),
        TEST(different_units_give_no_growth_and_are_named),
        TEST(a_value_of_the_same_unit_further_on_is_the_successive_one),
        TEST(a_change_in_a_unit_of_its_own_is_not_reckoned_with),
        TEST(a_divisor_that_may_be_0_gives_nothing),
        TEST(values_of_one_period_that_exclude_each_other_are_flagged),
        TEST(changes_of_one_period_that_exclude_each_other_are_flagged),
        TEST(a_stated_change_is_compared_with_the_derived_one),
        TEST(what_is_derived_is_never_an_input),
        TEST(statements_stand_in_the_order_of_their_periods),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
