/* What names must never do, over generated names: the guards of match/score.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "match/names.h"

#define ROUNDS 3000

static const char *const GIVEN[] = {"Mohammed", "Ali",    "Ivan",    "Omar",  "Hasan",  "Maria",
                                    "Sergei",   "Kim",    "Ahmed",   "David", "Fatima", "Peter",
                                    "Yusuf",    "Carlos", "Ibrahim", "Anna"};
static const char *const FAMILY[] = {"Petrov",  "Smith",  "Khan",      "Garcia", "Ivanov",
                                     "Zvezdin", "Rashid", "Hernandez", "Popov",  "Brankovic"};
static const char *const GENERIC[] = {"Trading",  "Company",       "Group",   "Bank",
                                      "Services", "International", "Holding", "Shipping"};
static const char *const CORE[] = {"Zvezdin", "Oceanline", "Polartrans", "Volgatek", "Astrakom"};
#define COUNT(a)   (sizeof(a) / sizeof *(a))
#define PICK(r, a) ((a)[random_below((r), COUNT(a))])

static idt_arena *arena;

static uint16_t score_by(const idt_scoring *s, const char *a, const char *b, const char *schema)
{
    idt_profile q;
    idt_profile n;
    idt_comparison c;
    idt_arena_clear(arena);
    make_profile(&q, schema, idt_str_borrow(a), arena);
    make_profile(&n, schema, idt_str_borrow(b), arena);
    ready(&q);
    ready(&n);
    idt_compare_by(s, &q, &n, &c);
    return c.score;
}

/* Under the threshold of `default`, and no hit of `strict` either. */
static void no_hit(const char *a, const char *b, const char *schema)
{
    const uint16_t score = score_by(&IDT_SCORING_DEFAULT, a, b, schema);
    if (score >= IDT_SCORE_POSSIBLE) {
        fail_msg("%s / %s: %u", a, b, score);
    }
}

static void one_token_of_a_longer_name_is_never_a_hit_and_never_certain(void **state)
{
    (void)state;
    random_state r = random_start("token");
    for (int i = 0; i < ROUNDS; i++) {
        char full[128];
        const char *part = random_below(&r, 2) == 0 ? PICK(&r, GIVEN) : PICK(&r, FAMILY);
        const char *other = PICK(&r, FAMILY);
        if (strcmp(part, other) == 0) {
            continue;
        }
        const bool first = random_below(&r, 2) == 0;
        (void)snprintf(full, sizeof full, "%s %s", first ? part : other, first ? other : part);
        no_hit(part, full, "Person");
        no_hit(full, part, "Person");
        const uint16_t wide = score_by(idt_scoring_named(IDT_STR("wide")), part, full, "Person");
        assert_true(wide <= 6900);
    }
}

static void generic_words_alone_never_match_another_organisation(void **state)
{
    (void)state;
    random_state r = random_start("generic");
    for (int i = 0; i < ROUNDS; i++) {
        char a[128];
        char b[128];
        const char *x = PICK(&r, GENERIC);
        const char *y = PICK(&r, GENERIC);
        (void)snprintf(a, sizeof a, "%s %s", x, y);
        (void)snprintf(b, sizeof b, "%s %s %s", PICK(&r, CORE), x, y);
        no_hit(a, b, "Company");
        no_hit(b, a, "Company");
        (void)snprintf(b, sizeof b, "%s %s", PICK(&r, GENERIC), x);
        if (strcmp(x, y) != 0 && strncmp(b, y, strlen(y)) != 0) {
            assert_true(score_by(&IDT_SCORING_DEFAULT, a, b, "Company") < IDT_SCORE_ONE);
        }
    }
}

static uint16_t joined_score(const char *before, const char *name, const char *behind)
{
    char text[128];
    (void)snprintf(text, sizeof text, "%s%s%s", before, name, behind);
    return score_by(&IDT_SCORING_DEFAULT, text, name, "Organization");
}

/* Movement, organization, party: what it is; a bank or a trading company may be another one. */
static void only_a_word_that_says_what_a_party_is_may_be_left_out_beside_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(CORE); i++) {
        const uint16_t whole = score_by(&IDT_SCORING_DEFAULT, CORE[i], CORE[i], "Organization");
        assert_int_equal(whole, IDT_SCORE_ONE);
        assert_in_range(joined_score("", CORE[i], " Movement"), IDT_SCORE_STRONG, whole - 1);
        assert_in_range(joined_score("Organization of ", CORE[i], ""), IDT_SCORE_STRONG, whole - 1);
        assert_in_range(joined_score("Движение ", CORE[i], ""), IDT_SCORE_STRONG, whole - 1);
        assert_in_range(joined_score("حركة ", CORE[i], ""), IDT_SCORE_STRONG, whole - 1);
        assert_true(joined_score("", CORE[i], " Trading") < IDT_SCORE_POSSIBLE);
        assert_true(joined_score("", CORE[i], " Bank") < IDT_SCORE_POSSIBLE);
        assert_true(joined_score("", CORE[i], " Movement Petrov") < IDT_SCORE_POSSIBLE);
        char movement[64];
        (void)snprintf(movement, sizeof movement, "%s Movement", CORE[i]);
        no_hit("Movement", movement, "Organization");
        no_hit("Movement", CORE[i], "Organization");
        no_hit(movement, i == 0 ? "Volgatek Movement" : "Zvezdin Movement", "Organization");
    }
}

static void numbers_that_differ_are_never_a_hit(void **state)
{
    (void)state;
    static const char *const schemata[] = {"Company", "Vessel"};
    random_state r = random_start("numbers");
    for (int i = 0; i < ROUNDS; i++) {
        char a[128];
        char b[128];
        const size_t n = 1 + random_below(&r, 60);
        const size_t m = n + 1 + random_below(&r, 30);
        const char *core = PICK(&r, CORE);
        const char *generic = PICK(&r, GENERIC);
        (void)snprintf(a, sizeof a, "%s %s %zu", core, generic, n);
        (void)snprintf(b, sizeof b, "%s %s %zu", core, generic, m);
        no_hit(a, b, schemata[random_below(&r, 2)]);
    }
}

static void father_is_not_son_by_any_names(void **state)
{
    (void)state;
    static const char *const words[] = {"bin", "ibn", "ben", "ould"};
    random_state r = random_start("father");
    for (int i = 0; i < ROUNDS; i++) {
        char a[128];
        char b[128];
        const char *x = PICK(&r, GIVEN);
        const char *y = PICK(&r, GIVEN);
        const char *bin = PICK(&r, words);
        (void)snprintf(a, sizeof a, "%s %s %s", x, bin, y);
        (void)snprintf(b, sizeof b, "%s %s %s", y, bin, x);
        if (strcmp(x, y) != 0) {
            no_hit(a, b, "Person");
        }
    }
}

/* Not yet: Carla / Carlo and Ali / Alia (one of each is not frequent in the reference population);
 * Karim / Rahim, two letters apart, beside a rare family name. */
static void names_that_are_spelt_alike_and_known_as_two_are_no_hit(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"Hasan", "Husayn"},   {"Maria", "Mario"}, {"Mohammed", "Mahmoud"}, {"Ivan", "Ivana"},
        {"Daniel", "Daniela"}, {"Salim", "Selma"}, {"Petra", "Peter"},
    };
    random_state r = random_start("known");
    for (int i = 0; i < ROUNDS; i++) {
        char a[128];
        char b[128];
        const size_t at = random_below(&r, COUNT(pairs));
        const char *family = PICK(&r, FAMILY);
        (void)snprintf(a, sizeof a, "%s %s", pairs[at][0], family);
        (void)snprintf(b, sizeof b, "%s %s", pairs[at][1], family);
        no_hit(a, b, "Person");
        no_hit(b, a, "Person");
    }
}

/* docs/decisions/0016: the one is soon typed for the other. */
static void
known_names_a_letter_apart_may_be_one_beside_a_rare_name_and_never_for_certain(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"Ahmed", "Hamed"}, {"Martin", "Marvin"}, {"Jamal", "Kamal"}, {"Samer", "Amer"}};
    static const char *const common[] = {"Mohammed", "Ali", "Smith", "Khan"};
    random_state r = random_start("letter");
    for (int i = 0; i < ROUNDS; i++) {
        char a[128];
        char b[128];
        const size_t at = random_below(&r, COUNT(pairs));
        const char *beside = PICK(&r, common);
        (void)snprintf(a, sizeof a, "%s %s", pairs[at][0], beside);
        (void)snprintf(b, sizeof b, "%s %s", pairs[at][1], beside);
        no_hit(a, b, "Person");
        (void)snprintf(a, sizeof a, "%s Brankovic", pairs[at][0]);
        (void)snprintf(b, sizeof b, "Brankovic, %s", pairs[at][1]);
        const uint16_t score = score_by(&IDT_SCORING_DEFAULT, a, b, "Person");
        assert_in_range(score, IDT_SCORE_POSSIBLE, IDT_SCORE_STRONG - 1);
        assert_int_equal(score, score_by(&IDT_SCORING_DEFAULT, b, a, "Person"));
    }
}

static void one_given_name_for_another_is_no_hit(void **state)
{
    (void)state;
    random_state r = random_start("given");
    for (int i = 0; i < ROUNDS; i++) {
        char a[128];
        char b[128];
        const char *family = PICK(&r, FAMILY);
        const char *x = PICK(&r, GIVEN);
        const char *y = PICK(&r, GIVEN);
        (void)snprintf(a, sizeof a, "%s %s", x, family);
        (void)snprintf(b, sizeof b, "%s, %s", family, y);
        if (strcmp(x, y) != 0) {
            no_hit(a, b, "Person");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_token_of_a_longer_name_is_never_a_hit_and_never_certain),
        cmocka_unit_test(generic_words_alone_never_match_another_organisation),
        cmocka_unit_test(only_a_word_that_says_what_a_party_is_may_be_left_out_beside_one),
        cmocka_unit_test(numbers_that_differ_are_never_a_hit),
        cmocka_unit_test(father_is_not_son_by_any_names),
        cmocka_unit_test(names_that_are_spelt_alike_and_known_as_two_are_no_hit),
        cmocka_unit_test(
            known_names_a_letter_apart_may_be_one_beside_a_rare_name_and_never_for_certain),
        cmocka_unit_test(one_given_name_for_another_is_no_hit),
    };
    arena = idt_arena_new((size_t)64 << 20);
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    idt_arena_free(arena);
    return failed;
}
