/* The scorer that does as OFAC's search tool is described to: match/ofac.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/ofac.h"

static uint16_t alike(const char *a, const char *b)
{
    return idt_jaro_winkler(idt_str_borrow(a), idt_str_borrow(b));
}

static const char *sound(const char *word, char out[IDT_SOUNDEX_BYTES])
{
    return idt_soundex(idt_str_borrow(word), out) ? out : "";
}

static uint16_t score(const char *a, const char *b)
{
    idt_ofac_score s;
    idt_ofac_compare(idt_str_borrow(a), idt_str_borrow(b), &s);
    return s.score;
}

static void the_textbook_pairs_have_their_similarities(void **state)
{
    (void)state;
    assert_int_equal(alike("martha", "marhta"), 9611);
    assert_int_equal(alike("dwayne", "duane"), 8400);
    assert_int_equal(alike("dixon", "dicksonx"), 8133);
    assert_int_equal(alike("jones", "jones"), 10000);
    assert_int_equal(alike("abc", "xyz"), 0);
    assert_int_equal(alike("", ""), 0);
}

static void the_textbook_words_have_their_codes(void **state)
{
    (void)state;
    char out[IDT_SOUNDEX_BYTES];
    assert_string_equal(sound("robert", out), "R163");
    assert_string_equal(sound("rupert", out), "R163");
    assert_string_equal(sound("Ashcraft", out), "A261");
    assert_string_equal(sound("Tymczak", out), "T522");
    assert_string_equal(sound("Pfister", out), "P236");
    assert_string_equal(sound("Honeyman", out), "H555");
    assert_string_equal(sound("Hwa", out), "H000");
    assert_string_equal(sound("123", out), "");
}

static void only_the_same_parts_are_a_hundred(void **state)
{
    (void)state;
    assert_int_equal(score("ivan petrov", "ivan petrov"), 10000);
    assert_int_equal(score("petrov ivan", "ivan petrov"), 10000);
    assert_int_equal(score("konstantinopolitanova", "konstantinopolitanovo"), 9900);
    assert_int_equal(score("", ""), 0);
}

static void a_part_left_out_of_the_question_costs_nothing_one_too_many_does(void **state)
{
    (void)state;
    assert_int_equal(score("petrov", "ivan petrov"), 10000);
    assert_true(score("ivan petrov", "petrov") < 9000);
}

static void scores_are_whole_hundredths_of_the_higher_of_both_ways(void **state)
{
    (void)state;
    idt_ofac_score s;
    idt_ofac_compare(IDT_STR("jon smith"), IDT_STR("smith john"), &s);
    assert_int_equal(s.count, 2);
    assert_true(s.parts[0].sounds);
    assert_true(s.composite > s.whole);
    assert_int_equal(s.score % 100, 0);
    assert_int_equal(s.score, (s.composite + 50) / 100 * 100);
}

static void long_names_are_cut_and_it_is_said(void **state)
{
    (void)state;
    char text[3000];
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = i % 3 == 2 ? ' ' : 'a';
    }
    idt_ofac_score s;
    idt_ofac_compare((idt_str){.ptr = text, .len = sizeof text}, IDT_STR("ab"), &s);
    assert_true(s.cut);
    assert_int_equal(s.count, IDT_OFAC_PARTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_textbook_pairs_have_their_similarities),
        cmocka_unit_test(the_textbook_words_have_their_codes),
        cmocka_unit_test(only_the_same_parts_are_a_hundred),
        cmocka_unit_test(a_part_left_out_of_the_question_costs_nothing_one_too_many_does),
        cmocka_unit_test(scores_are_whole_hundredths_of_the_higher_of_both_ways),
        cmocka_unit_test(long_names_are_cut_and_it_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
