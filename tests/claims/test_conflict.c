#include "claims_world.h"

#include "claims/conflict.h"

#define FRONT "paper:front"
#define CROP  "paper:crop"

/* The state that the law has for every listing, until told otherwise. */
typedef struct law {
    const char *status, *reason;
    idt_day from; /* from this day on */
} law;

static idt_rc state_on(void *context, idt_str subject, idt_str list, idt_str scope, idt_day day,
                       idt_state_on *out, idt_error *err)
{
    const law *l = context;
    (void)subject;
    (void)list;
    (void)scope;
    (void)err;
    *out = (idt_state_on){.found = true,
                          .status = idt_str_borrow(day >= l->from ? l->status : "not_yet"),
                          .reason = idt_str_borrow(l->reason)};
    return IDT_OK;
}

/* All conflicts of the world; `l` NULL: no law is there to ask. */
static size_t find(claims_world *w, law *l, const idt_conflict **out)
{
    idt_error err = {0};
    size_t count;
    size_t recognition_count;
    const idt_recognition *recognitions;
    const idt_state_source states = {.context = l, .on = state_on};
    idt_claims_sort(w->items, w->count);
    if (idt_recognitions_read(w->items, w->count, day_of("2026-01-01"), w->arena, &recognitions,
                              &recognition_count, &err) != IDT_OK ||
        idt_conflicts_find(w->items, w->count, recognitions, recognition_count,
                           l != NULL ? &states : NULL, w->arena, out, &count, &err) != IDT_OK) {
        fail_msg("%s", err.message);
    }
    return count;
}

static const idt_conflict *one(claims_world *w, law *l, const char *kind)
{
    const idt_conflict *found;
    assert_int_equal(find(w, l, &found), 1);
    assert_string_equal(found->kind, kind);
    return found;
}

static void none(claims_world *w, law *l)
{
    const idt_conflict *found;
    const size_t count = find(w, l, &found);
    if (count > 0) {
        fail_msg("%s: %s", found->kind, found->what);
    }
}

static void figure(claims_world *w, const char *property, const char *value, const char *qualifiers)
{
    say(w, CROP, "Figure", property, value, qualifiers);
}

/* ---- figures ---- */

static void two_numbers_of_one_year_that_differ_are_a_conflict(void **state)
{
    claims_world *w = *state;
    figure(w, "figure", "425000000", "{\"on\":\"2021\",\"unit\":\"USD\"}");
    figure(w, "figure", ">1000000000", "{\"on\":\"2021\",\"unit\":\"USD\"}");
    const idt_conflict *c = one(w, NULL, "figures");
    assert_int_equal(c->side_count, 2);
    assert_false(c->tolerance_used);
    assert_null(c->notes[0]);
}

static void numbers_of_other_years_units_or_bounds_are_none(void **state)
{
    claims_world *w = *state;
    figure(w, "figure", "425000000", "{\"on\":\"2021\",\"unit\":\"USD\"}");
    figure(w, "figure", "900000000", "{\"on\":\"2022\",\"unit\":\"USD\"}");
    figure(w, "figure", "900000000", "{\"on\":\"2021\",\"unit\":\"EUR\"}");
    figure(w, "figure", ">400000000", "{\"on\":\"2021\",\"unit\":\"USD\"}");
    figure(w, "figure", "up to 500000000", "{\"on\":\"2021\",\"unit\":\"USD\"}");
    none(w, NULL);
}

static void amounts_that_add_up_are_compared_for_one_period_only(void **state)
{
    claims_world *w = *state;
    figure(w, "figure", "100", "{\"on\":\"2021\",\"unit\":\"t\"}");
    figure(w, "figure", "300", "{\"on\":\"2020/2021\",\"unit\":\"t\"}");
    const idt_conflict *c = one(w, NULL, "figures");
    assert_non_null(c->notes[0]); /* the periods are not the same */
    figure(w, "figure_kind", "income", "{}");
    none(w, NULL);
}

static void approximate_numbers_are_taken_within_ten_per_cent_and_it_is_said(void **state)
{
    claims_world *w = *state;
    figure(w, "figure", "~100", "{\"on\":\"2021\"}");
    figure(w, "figure", "109", "{\"on\":\"2021\"}");
    none(w, NULL);
    figure(w, "figure", "130", "{\"on\":\"2021\"}");
    const idt_conflict *found;
    assert_int_equal(find(w, NULL, &found), 2); /* 130 against ~100 and against 109 */
    assert_true(found[0].tolerance_used);
    assert_false(found[1].tolerance_used);
}

static void a_rise_and_a_fall_in_days_that_overlap_are_a_conflict(void **state)
{
    claims_world *w = *state;
    figure(w, "factor", "several", "{\"on\":\"2022/..\"}");
    figure(w, "growth", "~-0.95", "{\"on\":\"2022/2023\",\"relative_to\":\"2022\"}");
    const idt_conflict *c = one(w, NULL, "figures");
    assert_non_null(strstr(c->what, "rise and a fall"));
    assert_true(c->tolerance_used);
    assert_non_null(c->notes[1]); /* periods, and a base not given */
}

static void a_rise_and_a_fall_of_other_years_are_none(void **state)
{
    claims_world *w = *state;
    figure(w, "growth", ">1/3", "{\"on\":\"2019/2020\"}");
    figure(w, "growth", "-0.5", "{\"on\":\"2020/2021\"}");
    figure(w, "growth", "-0.2", "{\"on\":\"2018\"}");
    /* Two rises of other periods may be of other size. */
    figure(w, "growth", "3", "{\"on\":\"2022/2023\"}");
    figure(w, "growth", "9", "{\"on\":\"2022/..\"}");
    none(w, NULL);
}

static void a_factor_and_a_growth_are_one_scale(void **state)
{
    claims_world *w = *state;
    figure(w, "factor", "5", "{\"on\":\"2022/2023\"}");
    figure(w, "growth", "4", "{\"on\":\"2022/2023\"}");
    none(w, NULL);
    figure(w, "growth", "5", "{\"on\":\"2022/2023\"}");
    const idt_conflict *found;
    assert_int_equal(find(w, NULL, &found), 2);
}

static void a_change_that_is_not_that_between_two_values_is_a_conflict(void **state)
{
    claims_world *w = *state;
    figure(w, "figure", "425000000", "{\"on\":\"2021\",\"unit\":\"USD\"}");
    figure(w, "figure", "1400000000", "{\"on\":\"2022\",\"unit\":\"USD\"}");
    figure(w, "factor", "3.29", "{\"on\":\"2021/2022\"}"); /* rounded by its source */
    figure(w, "growth", ">0", "{\"on\":\"2021/2022\"}");
    figure(w, "growth", "9", "{\"on\":\"2020/2021\"}"); /* of other years */
    none(w, NULL);
    figure(w, "growth", "<1", "{\"on\":\"2021/2022\"}");
    const idt_conflict *found;
    assert_int_equal(find(w, NULL, &found), 2); /* and against the factor */
    assert_int_equal(found[1].side_count, 3);
    assert_true(found[1].tolerance_used);
}

/* ---- an act against a figure ---- */

static void ban(claims_world *w)
{
    say(w, "paper:ban", "LegalAct", "date", "2022-04-03", "{}");
    say(w, "paper:ban", "LegalAct", "forbids", "growing it", "{\"record\":\"paper:crop\"}");
}

static void a_growth_since_the_act_that_forbids_it_is_a_conflict_with_a_fall_beside(void **state)
{
    claims_world *w = *state;
    ban(w);
    figure(w, "factor", "several", "{\"on\":\"2022/..\"}");
    assert_int_equal(one(w, NULL, "act_against_figure")->side_count, 2);
    figure(w, "growth", "-0.95", "{\"on\":\"2022/2023\"}");
    say(w, FRONT, "Organization", "claim", "The growers were let go.",
        "{\"concerns\":[\"paper:ban\"],\"kind\":\"happening\",\"on\":\"2022\"}");
    const idt_conflict *found;
    assert_int_equal(find(w, NULL, &found), 2); /* and the rise against the fall */
    assert_string_equal(found[0].kind, "act_against_figure");
    assert_int_equal(found[0].side_count, 4);
    assert_true(found[0].sides[2].beside);
    assert_true(
        idt_str_is(found[0].sides[3].claim->told.statement->value, "The growers were let go."));
}

static void a_growth_before_the_act_or_a_fall_after_it_is_none(void **state)
{
    claims_world *w = *state;
    ban(w);
    figure(w, "growth", ">1/3", "{\"on\":\"2019/2020\"}");
    figure(w, "growth", "-0.95", "{\"on\":\"2022/2023\"}");
    say(w, "paper:other", "Figure", "growth", "3", "{\"on\":\"2023\"}");
    none(w, NULL);
}

/* ---- casualties ---- */

static void killed(claims_world *w, const char *value, const char *qualifiers)
{
    say(w, "paper:attack", "Incident", "killed", value, qualifiers);
}

static void counts_of_the_same_victims_that_exclude_each_other_are_a_conflict(void **state)
{
    claims_world *w = *state;
    killed(w, ">=20", "{\"together\":\"yes\"}");
    killed(w, "11", "{\"together\":\"yes\"}");
    assert_int_equal(one(w, NULL, "casualties")->side_count, 2);
}

static void counts_of_other_victims_or_bounds_that_agree_are_none(void **state)
{
    claims_world *w = *state;
    killed(w, "3", "{\"victims\":\"guards\"}");
    killed(w, "1", "{\"victims\":\"guests\"}");
    killed(w, "up to 43", "{\"together\":\"yes\"}");
    killed(w, "22", "{\"together\":\"yes\"}");
    say(w, "paper:attack", "Incident", "injured", "50", "{\"together\":\"yes\"}");
    say(w, "paper:other", "Incident", "killed", "99", "{\"together\":\"yes\"}");
    none(w, NULL);
}

/* ---- states of listings ---- */

static void words(claims_world *w, const char *qualifiers)
{
    say(w, FRONT, "Organization", "claim", "They no longer think so.", qualifiers);
}

static void words_against_the_computed_state_are_a_conflict_without_legal_force(void **state)
{
    claims_world *w = *state;
    law l = {"in_force", NULL, day_of("2003-02-14")};
    words(w, "{\"implies\":\"not_listed\",\"kind\":\"characterisation\",\"list\":\"xx-list\","
             "\"on\":\"2024-05-27~\"}");
    const idt_conflict *c = one(w, &l, "implied_state");
    assert_null(c->sides[1].claim);
    assert_int_equal(c->sides[1].day, day_of("2024-05-27"));
    assert_non_null(strstr(c->notes[0], "no legal force"));
    none(w, NULL); /* no law to ask */
}

static void words_that_agree_or_may_agree_with_the_state_are_none(void **state)
{
    claims_world *w = *state;
    law ended = {"ended", NULL, day_of("2003-02-14")};
    law unknown = {"unknown", "renewal_not_on_file", day_of("2003-02-14")};
    law later = {"in_force", NULL, day_of("2024-12-31")}; /* only on the last day of the year */
    words(w, "{\"implies\":\"not_listed\",\"kind\":\"characterisation\",\"list\":\"xx-list\","
             "\"on\":\"2024\"}");
    words(w, "{\"implies\":\"not_listed\",\"kind\":\"characterisation\",\"on\":\"2024\"}");
    words(w, "{\"kind\":\"characterisation\",\"list\":\"xx-list\",\"on\":\"2024\"}");
    none(w, &ended);
    none(w, &unknown);
    none(w, &later);
    law new = {"in_force", NULL, day_of("2024-12-31")}; /* not on the first day of the year */
    claims_world other = {.arena = w->arena};
    words(&other, "{\"implies\":\"in_force\",\"kind\":\"characterisation\",\"list\":\"xx-list\","
                  "\"on\":\"2024\"}");
    none(&other, &new);
}

static void listed(claims_world *w, const char *value, const char *qualifiers)
{
    say(w, FRONT, "Organization", "listed", value, qualifiers);
}

static void two_states_of_one_listing_on_one_day_are_a_conflict(void **state)
{
    claims_world *w = *state;
    listed(w, "in_force", "{\"list\":\"xx-list\",\"on\":\"2024-05-27\"}");
    listed(w, "not_listed", "{\"list\":\"xx-list\",\"on\":\"2024-01-01/2024-12-31\"}");
    assert_int_equal(one(w, NULL, "listed_states")->side_count, 2);
}

static void states_of_other_days_lists_or_parts_are_none(void **state)
{
    claims_world *w = *state;
    listed(w, "in_force", "{\"list\":\"xx-list\",\"on\":\"2024-05-27\"}");
    listed(w, "not_listed", "{\"list\":\"xx-list\",\"on\":\"2024-05-28\"}");
    listed(w, "not_listed", "{\"list\":\"yy-list\",\"on\":\"2024-05-27\"}");
    listed(w, "not_listed", "{\"list\":\"xx-list\",\"on\":\"2024-05-27\",\"scope\":\"wing\"}");
    listed(w, "suspended", "{\"list\":\"xx-list\",\"on\":\"2024\"}"); /* some day of it */
    none(w, NULL);
}

static void a_claim_of_state_against_the_computed_state_is_a_conflict(void **state)
{
    claims_world *w = *state;
    law ended = {"ended", NULL, day_of("2003-02-14")};
    law differ = {"unknown", "sources_differ", day_of("2003-02-14")};
    law agrees = {"in_force", NULL, day_of("2003-02-14")};
    law unknown = {"unknown", "claim_only", day_of("2003-02-14")};
    listed(w, "in_force", "{\"list\":\"xx-list\",\"on\":\"2024-05-27\"}");
    (void)one(w, &ended, "listed_status");
    (void)one(w, &differ, "listed_status");
    none(w, &agrees);
    none(w, &unknown);
}

/* ---- offices, recognition, superlatives ---- */

static void holds(claims_world *w, const char *who, const char *qualifiers)
{
    say(w, "paper:post", "Office", "holder", who, qualifiers);
}

static void two_holders_of_one_post_on_one_day_are_a_conflict(void **state)
{
    claims_world *w = *state;
    holds(w, "A. Person", "{\"from\":\"2019-01-01\",\"until\":\"2021-03-04\"}");
    holds(w, "B. Person", "{\"on\":\"2020-05-05\"}");
    assert_non_null(one(w, NULL, "two_holders")->notes[0]);
}

static void a_hand_over_and_holders_of_other_days_are_none(void **state)
{
    claims_world *w = *state;
    holds(w, "A. Person", "{\"from\":\"2019-01-01\",\"until\":\"2021-03-04\"}");
    holds(w, "B. Person", "{\"from\":\"2021-03-04\",\"until\":\"2022\"}");
    holds(w, "A. Person", "{\"on\":\"2020-05-05\"}");
    holds(w, "C. Person", "{\"on\":\"2018\"}");
    holds(w, "D. Person", "{\"on\":\"2022\"}"); /* some day of it */
    none(w, NULL);
}

static void recognise(claims_world *w, const char *word, const char *qualifiers)
{
    say(w, FRONT, "Organization", "recognition", word, qualifiers);
}

static void no_state_against_a_recognition_in_effect_that_day_is_a_conflict(void **state)
{
    claims_world *w = *state;
    recognise(w, "not_recognised", "{\"on\":\"2024-05-27\",\"states\":[\"all:un-member\"]}");
    recognise(w, "recognised",
              "{\"class\":[\"un-member\"],\"on\":\"1997-05-25\",\"states\":[\"aa\"]}");
    (void)one(w, NULL, "recognition");
    recognise(w, "withdrawn", "{\"on\":\"2001-09-22\",\"states\":[\"aa\"]}");
    none(w, NULL);
}

static void a_recognition_after_the_universal_negative_is_none(void **state)
{
    claims_world *w = *state;
    recognise(w, "not_recognised", "{\"on\":\"2024-05-27\",\"states\":[\"all:un-member\"]}");
    recognise(w, "recognised",
              "{\"class\":[\"un-member\"],\"from\":\"2025-07-03\",\"states\":[\"xx\"]}");
    none(w, NULL);
}

static void incident(claims_world *w, const char *about, const char *date, const char *concerns)
{
    say(w, about, "Incident", "date", date, "{}");
    say(w, about, "Incident", "concerns", concerns, "{}");
}

static void last_attack(claims_world *w, const char *said)
{
    char text[256];
    (void)snprintf(text, sizeof text,
                   "{\"asserted_on\":\"%s\",\"concerns\":[\"paper:hotel\"],"
                   "\"kind\":\"superlative\",\"on\":\"2018-01\",\"rank\":\"last major attack\"}",
                   said);
    say(w, FRONT, "Organization", "claim", "The last major attack was in January 2018.", text);
}

static void the_last_attack_against_a_later_one_is_a_conflict(void **state)
{
    claims_world *w = *state;
    incident(w, "paper:hotel", "2018-01", FRONT);
    incident(w, "paper:funeral", "2012-09-04", FRONT);
    incident(w, "paper:bus", "2019-08-31", FRONT);
    last_attack(w, "2024-05-27");
    const idt_conflict *c = one(w, NULL, "superlative");
    assert_int_equal(c->side_count, 3);
    assert_true(c->sides[2].beside); /* the day of the one put last */
    assert_true(idt_str_is(c->sides[1].claim->about, "paper:bus"));
    assert_non_null(strstr(c->notes[0], "not defined"));
}

static void the_finest_date_told_of_the_one_put_last_decides_what_is_later(void **state)
{
    claims_world *w = *state;
    incident(w, "paper:hotel", "2018-01", FRONT);
    incident(w, "paper:ambulance", "2018-01-27", FRONT);
    last_attack(w, "2024-05-27");
    none(w, NULL);
    say(w, "paper:hotel", "Incident", "date", "2018-01-20/2018-01-21", "{}");
    const idt_conflict *c = one(w, NULL, "superlative");
    assert_true(idt_str_is(c->sides[1].claim->about, "paper:ambulance"));
    assert_true(idt_str_is(c->sides[2].claim->told.statement->value, "2018-01-20/2018-01-21"));
}

static void earlier_attacks_those_of_others_and_those_after_it_was_said_are_none(void **state)
{
    claims_world *w = *state;
    incident(w, "paper:hotel", "2018-01", FRONT);
    incident(w, "paper:funeral", "2012-09-04", FRONT);
    incident(w, "paper:same-month", "2018-01-27", FRONT);
    incident(w, "paper:others", "2019-08-31", "paper:rivals");
    incident(w, "paper:since", "2025-01-01", FRONT);
    last_attack(w, "2024-05-27");
    none(w, NULL);
}

/* ---- ranking ---- */

static void ranks_are_by_the_rule_that_is_printed(void **state)
{
    claims_world *w = *state;
    figure(w, "figure", "1",
           "{\"chain\":[{\"published_by\":\"A\"},{\"citing\":\"B\"},{\"said_by\":\"C\"}],"
           "\"on\":\"2021\"}");
    figure(w, "figure", "2", "{\"chain\":[{\"published_by\":\"D\"}],\"on\":\"2021\"}");
    const idt_conflict *found;
    assert_int_equal(find(w, NULL, &found), 1);
    idt_conflict copy = *found;
    assert_true(idt_str_is(copy.sides[0].claim->told.statement->value, "1"));
    idt_conflict_rank(&copy);
    assert_true(idt_str_is(copy.sides[0].claim->told.statement->value, "2"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(two_numbers_of_one_year_that_differ_are_a_conflict),
        TEST(numbers_of_other_years_units_or_bounds_are_none),
        TEST(amounts_that_add_up_are_compared_for_one_period_only),
        TEST(approximate_numbers_are_taken_within_ten_per_cent_and_it_is_said),
        TEST(a_rise_and_a_fall_in_days_that_overlap_are_a_conflict),
        TEST(a_rise_and_a_fall_of_other_years_are_none),
        TEST(a_factor_and_a_growth_are_one_scale),
        TEST(a_change_that_is_not_that_between_two_values_is_a_conflict),
        TEST(a_growth_since_the_act_that_forbids_it_is_a_conflict_with_a_fall_beside),
        TEST(a_growth_before_the_act_or_a_fall_after_it_is_none),
        TEST(counts_of_the_same_victims_that_exclude_each_other_are_a_conflict),
        TEST(counts_of_other_victims_or_bounds_that_agree_are_none),
        TEST(words_against_the_computed_state_are_a_conflict_without_legal_force),
        TEST(words_that_agree_or_may_agree_with_the_state_are_none),
        TEST(two_states_of_one_listing_on_one_day_are_a_conflict),
        TEST(states_of_other_days_lists_or_parts_are_none),
        TEST(a_claim_of_state_against_the_computed_state_is_a_conflict),
        TEST(two_holders_of_one_post_on_one_day_are_a_conflict),
        TEST(a_hand_over_and_holders_of_other_days_are_none),
        TEST(no_state_against_a_recognition_in_effect_that_day_is_a_conflict),
        TEST(a_recognition_after_the_universal_negative_is_none),
        TEST(the_last_attack_against_a_later_one_is_a_conflict),
        TEST(the_finest_date_told_of_the_one_put_last_decides_what_is_later),
        TEST(earlier_attacks_those_of_others_and_those_after_it_was_said_are_none),
        TEST(ranks_are_by_the_rule_that_is_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
