/* What other fields can do where the names say nothing: match/score.h I5. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/names.h"

static idt_arena *arena;

static void add(idt_profile *profile, const char *property, const char *value)
{
    assert_int_equal(
        idt_profile_add(profile, idt_str_borrow(property), idt_str_borrow(value), NULL), IDT_OK);
}

static void person(idt_profile *profile, const char *name)
{
    make_profile(profile, "Person", idt_str_borrow(name), arena);
}

static void stranger_with_the_same_fields(idt_profile *q, idt_profile *n)
{
    person(q, "Zvezdin Orlov");
    person(n, "Abu Bakr Hasan");
    add(q, "birthDate", "1970-03-04");
    add(n, "birthDate", "1970-03-04");
    add(q, "nationality", "ru");
    add(n, "nationality", "ru");
}

static void fields_alone_raise_nothing(void **state)
{
    (void)state;
    idt_profile q;
    idt_profile n;
    idt_profile bare_q;
    idt_profile bare_n;
    idt_comparison with;
    idt_comparison without;
    person(&bare_q, "Zvezdin Orlov");
    person(&bare_n, "Abu Bakr Hasan");
    stranger_with_the_same_fields(&q, &n);
    ready(&q);
    ready(&n);
    ready(&bare_q);
    ready(&bare_n);
    idt_compare(&q, &n, &with);
    idt_compare(&bare_q, &bare_n, &without);
    assert_int_equal(with.llr_mnat, without.llr_mnat);
    bool told = false;
    for (size_t i = 0; i < with.evidence.count; i++) {
        const char *note = with.evidence.terms[i].note;
        told = told || (note != NULL && strcmp(note, IDT_GUARD_NOTHING) == 0);
    }
    assert_true(told);
}

/* llr of two people of these names, with one more field on both sides unless it is NULL. */
static int32_t llr_of(const char *a, const char *b, const char *property, const char *x,
                      const char *y)
{
    idt_profile q;
    idt_profile n;
    idt_comparison c;
    person(&q, a);
    person(&n, b);
    if (property != NULL) {
        add(&q, property, x);
        add(&n, property, y);
    }
    ready(&q);
    ready(&n);
    idt_compare(&q, &n, &c);
    return c.llr_mnat;
}

static void one_part_in_common_is_enough_for_fields_to_count(void **state)
{
    (void)state;
    const int32_t without = llr_of("Zvezdin Orlov", "Zvezdin Hasan", NULL, NULL, NULL);
    assert_true(llr_of("Zvezdin Orlov", "Zvezdin Hasan", "birthDate", "1970-03-04", "1970-03-04") >
                without);
}

static void an_equal_identifier_needs_no_name(void **state)
{
    (void)state;
    const int32_t without = llr_of("Zvezdin Orlov", "Abu Bakr Hasan", NULL, NULL, NULL);
    assert_true(llr_of("Zvezdin Orlov", "Abu Bakr Hasan", "passportNumber", "A1234567",
                       "A 1234567") > without);
}

static void fields_against_count_whatever_the_names_are(void **state)
{
    (void)state;
    const int32_t without = llr_of("Zvezdin Orlov", "Abu Bakr Hasan", NULL, NULL, NULL);
    assert_true(llr_of("Zvezdin Orlov", "Abu Bakr Hasan", "birthDate", "1970-03-04", "1950") <
                without);
}

static void random_party(random_state *r, idt_profile *profile)
{
    static const char *const births[] = {"1970-03-04", "1970-04-03", "1971", "1950", "1974"};
    static const char *const countries[] = {"ru", "ir", "sy"};
    static const char *const numbers[] = {"A1234567", "A7654321", "X0042000"};
    make_profile(profile, SCHEMATA[random_below(r, 5)], random_name(r, 4, arena), arena);
    if (random_below(r, 2) == 0) {
        assert_int_equal(
            idt_profile_add(profile, IDT_STR("weakAlias"), random_name(r, 3, arena), NULL), IDT_OK);
    }
    if (random_below(r, 2) == 0) {
        add(profile, "birthDate", births[random_below(r, 5)]);
    }
    if (random_below(r, 2) == 0) {
        add(profile, "country", countries[random_below(r, 3)]);
    }
    if (random_below(r, 3) == 0) {
        add(profile, "passportNumber", numbers[random_below(r, 3)]);
    }
    ready(profile);
}

/* The steps that an index takes one by one come to what the whole comparison says. */
static void the_best_of_the_steps_is_the_whole(void **state)
{
    (void)state;
    random_state r = random_start("steps");
    for (int round = 0; round < 2000; round++) {
        idt_profile q;
        idt_profile n;
        idt_comparison whole;
        idt_arena_clear(arena);
        random_party(&r, &q);
        random_party(&r, &n);
        const idt_scoring *s = idt_scoring_at(random_below(&r, 4));
        idt_compare_by(s, &q, &n, &whole);
        const idt_beside beside = idt_compare_fields(s, &q, &n);
        uint16_t best = 0;
        int32_t best_llr = INT32_MIN;
        for (size_t i = 0; i < q.name_count; i++) {
            for (size_t k = 0; k < n.name_count; k++) {
                idt_comparison names;
                idt_comparison all;
                int32_t llr;
                if (!s->weak_aliases && (q.names[i].standing == IDT_STANDING_WEAK ||
                                         n.names[k].standing == IDT_STANDING_WEAK)) {
                    continue;
                }
                idt_compare_pair(s, &q.names[i], &n.names[k], &names);
                const uint16_t score = idt_score_beside(&names, beside, &llr);
                idt_compare_parties_by_names(s, &q, &q.names[i], &n, &n.names[k], &all);
                assert_int_equal(all.score, score);
                assert_int_equal(all.llr_mnat, llr);
                if (score > best || (score == best && llr > best_llr)) {
                    best = score;
                    best_llr = llr;
                }
            }
        }
        assert_int_equal(best, whole.score);
        assert_int_equal(best_llr, whole.llr_mnat);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_alone_raise_nothing),
        cmocka_unit_test(one_part_in_common_is_enough_for_fields_to_count),
        cmocka_unit_test(an_equal_identifier_needs_no_name),
        cmocka_unit_test(fields_against_count_whatever_the_names_are),
        cmocka_unit_test(the_best_of_the_steps_is_the_whole),
    };
    arena = idt_arena_new((size_t)64 << 20);
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    idt_arena_free(arena);
    return failed;
}
