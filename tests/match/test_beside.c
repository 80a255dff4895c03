/* How little may agree: match/beside.h, and what is no word or no reading of another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/beside.h"
#include "match/names.h"

#define ROUNDS 20000

static idt_arena *arena;

static void compare(const char *a, const char *b, const char *schema, idt_comparison *c)
{
    static idt_profile q;
    static idt_profile n;
    idt_arena_clear(arena);
    make_profile(&q, schema, idt_str_borrow(a), arena);
    make_profile(&n, schema, idt_str_borrow(b), arena);
    ready(&q);
    ready(&n);
    idt_compare(&q, &n, c);
}

static void is(idt_band band, const char *a, const char *b, const char *schema)
{
    idt_comparison c;
    compare(a, b, schema, &c);
    if (c.band != band) {
        fail_msg("%s / %s: %u", a, b, c.score);
    }
}

#define STRONG   IDT_BAND_STRONG
#define POSSIBLE IDT_BAND_POSSIBLE
#define BELOW    IDT_BAND_BELOW

static void what_is_one_word_there_is_one_word(void **state)
{
    (void)state;
    is(STRONG, "Karl Lee", "Karllee", "Person");
    is(BELOW, "Karllee Nasralla", "LEE, Karl", "Person");
    is(STRONG, "Abd al Rahman Zvezdin", "Abdulrahman Zvezdin", "Person");
    is(BELOW, "Abdulrahman Zvezdin", "Abd al Rahman", "Person");
    is(BELOW, "Joe Eadie", "يحيى جوادي", "Person");
}

static void an_initial_with_a_stop_is_no_end_of_the_word_before_it(void **state)
{
    (void)state;
    is(BELOW, "Fred J. Rosenberg", "Fredj", "Person");
    is(BELOW, "Sina N. Morris", "Sinan", "Person");
    is(STRONG, "Sina n", "Sinan", "Person");
}

/* jenco, genco: a slip, or another company; both are short of a strong hit, and the longer says
 * more. */
static void one_word_of_an_organisation_says_more_the_longer_it_is(void **state)
{
    (void)state;
    is(POSSIBLE, "Jnk Ltd", "Jnk LLC", "Company");
    is(STRONG, "Polartrans Ltd", "Polartrans LLC", "Company");
    is(POSSIBLE, "Zartav", "Zartam", "Company");
    is(POSSIBLE, "Polarek", "Polarak", "Company");
    is(STRONG, "Polartrans", "Polartrens", "Company");
    is(POSSIBLE, "Sysco Corp", "Sisco", "Company");
    is(STRONG, "Sysco Trading Ltd", "Sisco Trading", "Company");
}

static void common_words_are_not_enough_where_others_are_left_out(void **state)
{
    (void)state;
    is(STRONG, "Southern Company", "Southern Co", "Company");
    is(POSSIBLE, "Southern Co", "Shipping Company South", "Company");
    is(POSSIBLE, "National Bank Holdings", "Bank Melli", "Company");
}

static void a_cyrillic_name_is_what_is_read_in_it(void **state)
{
    (void)state;
    is(STRONG, "Желудев Владимир", "ZHELUDEV, Vladimir", "Person");
    is(BELOW, "Владимир Викторович Желудев", "GAGLOEV, Vladimir", "Person");
    is(BELOW, "Михаил Викторович Шпиев", "Щапов Михаил Викторович", "Person");
}

static void vowels_that_are_guessed_make_no_nickname(void **state)
{
    (void)state;
    is(POSSIBLE, "Harold Hall", "Hal Hall", "Person");
    is(BELOW, "Harold Hall", "هلال هلال", "Person");
}

static void two_words_that_are_read_are_not_enough_where_others_are_left_out(void **state)
{
    (void)state;
    is(STRONG, "Khalid Tawil", "خالد الطويل", "Person");
    is(POSSIBLE, "Khalid Tawil", "خالد احمد الطويل", "Person");
    is(STRONG, "Khalid Ahmad Tawil", "خالد احمد الطويل", "Person");
}

static void a_slip_of_a_short_word_is_not_enough_where_others_are_left_out(void **state)
{
    (void)state;
    is(STRONG, "Pedro Zvezdin", "Pedro Zvezdan", "Person");
    is(STRONG, "Pedro Balko", "Pedro Balka", "Person");
    is(BELOW, "Pedro Sanz", "SANK, Pedro Punti", "Person");
    is(STRONG, "Pedro Zvezdin", "ZVEZDAN, Pedro Punti", "Person");
}

static void a_syllable_left_out_or_another_is_another_name(void **state)
{
    (void)state;
    is(BELOW, "Choe Sang Hyok", "CHOE, Kwang Hyok", "Person");
    is(BELOW, "Kim Yong Chol", "KIM, Chol", "Person");
    is(STRONG, "Kim Yong Chol", "KIM, Yong-Chol", "Person");
}

/* Maksim Aleksandrovich alone is soon met among Russians. */
static void a_family_name_left_out_beside_a_patronymic_costs_what_it_does(void **state)
{
    (void)state;
    is(POSSIBLE, "Максим Александрович Звездин", "Maksym OLEKSANDROVYCH", "Person");
    is(STRONG, "Максим Александрович Звездин", "Zvezdin Maksym OLEKSANDROVYCH", "Person");
}

static void what_it_is_worth_is_never_above_nothing_and_the_same_from_either_side(void **state)
{
    (void)state;
    random_state r = random_start("beside");
    idt_arena *names = idt_arena_new((size_t)1 << 20);
    for (int i = 0; i < ROUNDS; i++) {
        idt_comparison c;
        idt_comparison turned;
        idt_arena_clear(names);
        const char *schema = SCHEMATA[random_below(&r, sizeof SCHEMATA / sizeof *SCHEMATA)];
        const idt_str a =
            idt_str_format(names, IDT_STR_FMT, IDT_STR_ARG(random_name(&r, 3, names)));
        const idt_str b =
            idt_str_format(names, IDT_STR_FMT, IDT_STR_ARG(random_name(&r, 3, names)));
        compare(a.ptr, b.ptr, schema, &c);
        for (size_t k = 0; k < c.evidence.count; k++) {
            assert_true(c.evidence.terms[k].kind != IDT_TERM_STRUCTURE ||
                        c.evidence.terms[k].mnat < 0);
        }
        compare(b.ptr, a.ptr, schema, &turned);
        assert_int_equal(c.llr_mnat, turned.llr_mnat);
    }
    idt_arena_free(names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_one_word_there_is_one_word),
        cmocka_unit_test(an_initial_with_a_stop_is_no_end_of_the_word_before_it),
        cmocka_unit_test(one_word_of_an_organisation_says_more_the_longer_it_is),
        cmocka_unit_test(common_words_are_not_enough_where_others_are_left_out),
        cmocka_unit_test(a_cyrillic_name_is_what_is_read_in_it),
        cmocka_unit_test(vowels_that_are_guessed_make_no_nickname),
        cmocka_unit_test(two_words_that_are_read_are_not_enough_where_others_are_left_out),
        cmocka_unit_test(a_slip_of_a_short_word_is_not_enough_where_others_are_left_out),
        cmocka_unit_test(a_syllable_left_out_or_another_is_another_name),
        cmocka_unit_test(a_family_name_left_out_beside_a_patronymic_costs_what_it_does),
        cmocka_unit_test(what_it_is_worth_is_never_above_nothing_and_the_same_from_either_side),
    };
    arena = idt_arena_new((size_t)64 << 20);
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    idt_arena_free(arena);
    return failed;
}
