/* Which stretches of a text could be a name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "generated/function_words.h"
#include "scan/windows.h"
#include "text/tokens.h"

typedef struct written {
    idt_str text;
    char out[4096];
    size_t len;
    size_t count;
} written;

static bool write_window(void *context, const idt_window *window)
{
    written *w = context;
    const idt_str text = idt_str_slice(w->text, window->start, window->end);
    w->count++;
    if (w->len < sizeof w->out) {
        w->len += (size_t)snprintf(w->out + w->len, sizeof w->out - w->len, "%s[" IDT_STR_FMT "]",
                                   window->new_run && w->len > 0 ? " " : "", IDT_STR_ARG(text));
    }
    return true;
}

static void run(idt_str text, const idt_scan_place *taken, size_t count, written *w)
{
    idt_arena *arena = idt_arena_new((size_t)64 << 20);
    *w = (written){.text = text};
    assert_int_equal(idt_windows(text, taken, count, arena, write_window, w, NULL), IDT_OK);
    idt_arena_free(arena);
}

static void check(const char *text, const char *windows)
{
    static written w;
    run(idt_str_borrow(text), NULL, 0, &w);
    if (strcmp(w.out, windows) != 0) {
        fail_msg("in \"%s\": %s, expected %s", text, w.out, windows);
    }
}

static void capitals_make_windows_and_punctuation_parts_them(void **state)
{
    (void)state;
    check("it said Haji Abdul went", "[Haji Abdul][Abdul]");
    check("a man. On Monday, Ivan Petr-Olaf came",
          "[On Monday][Monday] [Ivan Petr][Ivan Petr-Olaf][Petr-Olaf]");
    check("nothing here at all", "");
    check("the ARMY'S Men\n\nWomen", "[ARMY'S Men]");
    check("министр Сергей Лавров сказал", "[Сергей][Сергей Лавров][Лавров]");
    check("Émile Öztürk", "[Émile Öztürk][Öztürk]");
}

static void small_words_and_numbers_stand_inside_and_particles_before_a_hyphen(void **state)
{
    (void)state;
    check("met Usama bin Ladin today", "[Usama][Usama bin Ladin][Ladin]");
    check("the al-Masri of the Road", "[al-Masri][al-Masri of the Road][Masri][Masri of the Road]");
    check("Bank that owes Him", "");
    check("Unit 17 Star of", "[Unit 17 Star]");
    check("the Ocean 17", "[Ocean]");
    check(
        "by J. Smith-Olsen B. and",
        "[J. Smith][J. Smith-Olsen][J. Smith-Olsen B.][Smith][Smith-Olsen][Smith-Olsen B.][Olsen]");
}

static void no_more_than_six_units_or_four_characters(void **state)
{
    (void)state;
    static written w;
    run(IDT_STR("x Aa Bb Cc Dd Ee Ff Gg Hh"), NULL, 0, &w);
    assert_int_equal(w.count, 5 + 5 + 5 + 4 + 3 + 2 + 1);
    check("他说阿富汗。", "[他说][他说阿][他说阿富][说阿][说阿富][说阿富汗][阿富][阿富汗][富汗]");
    check("김정은", "[김정][김정은]");
}

static void windows_are_linear_in_the_text_whatever_stands_between_units(void **state)
{
    (void)state;
    static written w;
    static const char *const words[] = {"Aa ", "1 ", "J. ", "of ", "Aa 1 J. of ", "塔", "كلمات "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const size_t len = strlen(words[i]);
        char *text = malloc(1000 * len);
        assert_non_null(text);
        for (size_t k = 0; k < 1000; k++) {
            memcpy(text + k * len, words[i], len);
        }
        run((idt_str){text, 1000 * len}, NULL, 0, &w);
        assert_true(w.count <= 40000); /* of up to 4,000 tokens */
        free(text);
    }
}

static void scripts_without_capitals_take_every_word_but_the_frequent(void **state)
{
    (void)state;
    static written w;
    char *text = malloc(16000);
    size_t len = 0;
    check("قال أيمن الظواهري", "[قال أيمن][قال أيمن الظواهري][أيمن][أيمن الظواهري][الظواهري]");
    check("アイマン・アル・ザワヒリは",
          "[アイマン][アイマン・アル][アイマン・アル・ザワヒリ][アル][アル・ザワヒリ][ザワヒリ]");
    check("大統領プーチンは", "[大統][大統領][統領] [プーチン]");
    assert_non_null(text);
    for (int i = 0; i < 400; i++) { /* every other word is the same */
        len +=
            (size_t)snprintf(text + len, 16000 - len, "في كلمة%c%c ", 'a' + i % 26, 'a' + i / 26);
    }
    run((idt_str){text, len}, NULL, 0, &w);
    assert_null(strstr(w.out, "في"));
    free(text);
}

static void function_words_stand_inside_alone_where_nothing_is_in_capitals(void **state)
{
    (void)state;
    check("قال من في بيت الحكمة عن الناس",
          "[قال من في بيت][قال من في بيت الحكمة][قال من في بيت الحكمة عن الناس]"
          "[بيت الحكمة][بيت الحكمة عن الناس][الحكمة][الحكمة عن الناس][الناس]");
    check("על בנימין את", "[בנימין]");
    check("قد كان", "");
}

/* As windows.c compares them. */
static void each_function_word_is_one_token_as_it_is_folded_in_rising_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < IDT_FUNCTION_WORDS; i++) {
        idt_tokens tokens;
        idt_token token;
        const idt_str word = idt_str_borrow(idt_function_words[i]);
        idt_tokens_init(&tokens, word);
        assert_true(idt_tokens_next(&tokens, &token));
        if (!idt_str_equal(token.folded, word)) {
            fail_msg("%s is folded to " IDT_STR_FMT, word.ptr, IDT_STR_ARG(token.folded));
        }
        assert_false(idt_tokens_next(&tokens, &token));
        assert_true(i == 0 || strcmp(idt_function_words[i - 1], word.ptr) < 0);
    }
}

static void what_is_taken_parts_windows(void **state)
{
    (void)state;
    static written w;
    const idt_str text = IDT_STR("x Aaaaa Bbbbb Ccccc Ddddd Eeeee");
    const idt_scan_place taken[] = {{0, 1}, {14, 19}};
    run(text, taken, 2, &w);
    assert_string_equal(w.out, "[Aaaaa][Aaaaa Bbbbb][Bbbbb] [Ddddd][Ddddd Eeeee][Eeeee]");
}

static void a_place_between_words_parts_them_too(void **state)
{
    (void)state;
    static written w;
    const idt_scan_place taken[] = {{7, 8}};
    run(IDT_STR("x Aaaaa & Bbbbb"), taken, 1, &w);
    assert_string_equal(w.out, "[Aaaaa] [Bbbbb]");
    run(IDT_STR("x Aaaaa & Bbbbb"), NULL, 0, &w);
    assert_string_equal(w.out, "[Aaaaa][Aaaaa & Bbbbb][Bbbbb]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(capitals_make_windows_and_punctuation_parts_them),
        cmocka_unit_test(small_words_and_numbers_stand_inside_and_particles_before_a_hyphen),
        cmocka_unit_test(no_more_than_six_units_or_four_characters),
        cmocka_unit_test(windows_are_linear_in_the_text_whatever_stands_between_units),
        cmocka_unit_test(scripts_without_capitals_take_every_word_but_the_frequent),
        cmocka_unit_test(function_words_stand_inside_alone_where_nothing_is_in_capitals),
        cmocka_unit_test(each_function_word_is_one_token_as_it_is_folded_in_rising_order),
        cmocka_unit_test(what_is_taken_parts_windows),
        cmocka_unit_test(a_place_between_words_parts_them_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
