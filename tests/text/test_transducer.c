#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "random.h"
#include "text/native.h"
#include "text/spelling.h"
#include "text/transducer.h"

static void every_table_keeps_its_order(void **state)
{
    (void)state;
    for (size_t k = 0; k < IDT_TRANSLIT_TABLES; k++) {
        const idt_translit *t = &idt_translit_tables[k];
        for (size_t i = 0; i < t->row_count; i++) {
            const idt_translit_row *r = &t->rows[i];
            assert_true(i == 0 || t->rows[i - 1].letter < r->letter);
            assert_true(r->backoff == IDT_TRANSLIT_NO_ROW || r->backoff < t->row_count);
            for (size_t c = 1; c < r->count; c++) {
                const uint8_t *order = t->order + r->first;
                assert_true(t->latin[r->first + c - 1] < t->latin[r->first + c]); /* I1 */
                assert_true(t->cost[r->first + order[c - 1]] <= t->cost[r->first + order[c]]);
            }
        }
    }
}

static void spellings_come_cheapest_first(void **state)
{
    const idt_translit *t = idt_transducer_of(IDT_SCRIPT_CYRILLIC);
    uint32_t letters[IDT_NATIVE_LETTERS];
    idt_spelt out[IDT_TRANSDUCER_BEST];
    (void)state;
    assert_non_null(t);
    const size_t count = idt_native_letters(IDT_STR("чехов"), letters);
    const size_t found = idt_transducer_spell(t, letters, count, out);
    assert_int_equal(found, IDT_TRANSDUCER_BEST);
    for (size_t i = 1; i < found; i++) {
        assert_true(out[i].cost_mnat >= out[i - 1].cost_mnat);
    }
    assert_memory_equal(out[0].latin, "che", 3);
}

static const idt_translit *random_word(random_state *random, const idt_translit_row **rows,
                                       size_t *count)
{
    const idt_translit *t = &idt_translit_tables[random_below(random, IDT_TRANSLIT_TABLES)];
    *count = random_below(random, IDT_NATIVE_LETTERS + 1);
    for (size_t i = 0; i < *count; i++) {
        rows[i] =
            random_below(random, 20) > 0 ? &t->rows[random_below(random, t->row_count)] : NULL;
    }
    return t;
}

static void any_letters_and_any_word_have_a_bounded_grade(void **state)
{
    static idt_transducer_latin latin;
    random_state random = random_start(__func__);
    (void)state;
    for (int round = 0; round < 3000; round++) {
        const idt_translit_row *rows[IDT_NATIVE_LETTERS];
        char word[80];
        size_t count;
        const idt_translit *t = random_word(&random, rows, &count);
        const size_t len = random_below(&random, sizeof word + 1);
        for (size_t i = 0; i < len; i++) {
            word[i] = (char)('a' + random_below(&random, 26));
        }
        idt_transducer_word read;
        idt_transducer_read((idt_str){.ptr = word, .len = len}, &read);
        idt_transducer_expect(&read, &latin);
        const int32_t grade = idt_transducer_grade(t, rows, count, &latin, 0);
        assert_in_range(grade + 100000, 0, 200000);
    }
}

/* What links a letter to the word is kept from one native word to the next, and a grade under what
 * is asked for is not worked out: no grade that is asked for changes by either. */
static void a_grade_is_the_same_alone_and_among_others_and_however_much_is_asked(void **state)
{
    static const char *const words[] = {"mohammed", "ivanov", "", "schtscherbatschow", "li"};
    static idt_transducer_latin alone;
    static idt_transducer_latin among;
    static idt_transducer_native laid_out;
    random_state random = random_start(__func__);
    size_t over = 0;
    (void)state;
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        idt_transducer_word word;
        idt_transducer_read(idt_str_borrow(words[w]), &word);
        idt_transducer_expect(&word, &among);
        for (int round = 0; round < 2000; round++) {
            const idt_translit_row *rows[IDT_NATIVE_LETTERS];
            size_t count;
            const idt_translit *t = random_word(&random, rows, &count);
            count = count % 9;
            idt_transducer_expect(&word, &alone);
            const int32_t grade = idt_transducer_grade(t, rows, count, &alone, 0);
            const int32_t least = 1 + (int32_t)random_below(&random, 1000);
            const int32_t asked = idt_transducer_grade(t, rows, count, &among, least);
            assert_true(idt_transducer_lay_out(t, rows, count, &laid_out));
            assert_int_equal(idt_transducer_grade(t, rows, count, &among, 0), grade);
            assert_int_equal(idt_transducer_grade_laid_out(t, &laid_out, &word, 0), grade);
            assert_true(grade >= least ? asked == grade : asked < least);
            assert_true(idt_transducer_grade_laid_out(t, &laid_out, &word, least) == asked ||
                        asked < least);
            if (grade >= least) {
                over++;
                for (size_t first = 0; first <= count; first++) {
                    assert_true(
                        idt_transducer_may_reach(t, rows, first, first < count, &among, least));
                }
                assert_true(idt_transducer_laid_out_may_reach(t, &laid_out, &word, least));
            }
        }
    }
    assert_true(over > 0);
}

static void signs_of_one_sound_become_one_letter(void **state)
{
    uint32_t letters[IDT_NATIVE_LETTERS];
    (void)state;
    assert_int_equal(idt_native_letters(IDT_STR("か\xe3\x82\x99"), letters), 1);
    assert_int_equal(letters[0], 0x30AC); /* Katakana ga */
    assert_int_equal(idt_native_letters(IDT_STR("馬"), letters), 1);
    assert_int_equal(letters[0], 0x9A6C);
    assert_int_equal(idt_native_letters(IDT_STR("कमल"), letters), 5); /* ka ma l: k a m a l */
    assert_int_equal(letters[1], 0x0905);
    assert_int_equal(idt_native_letters(IDT_STR("เม"), letters), 2);
    assert_int_equal(letters[0], 0x0E21); /* the vowel e behind its consonant */
    assert_int_equal(idt_native_letters(IDT_STR("12 -"), letters), 0);
}

static void letters_read_otherwise_at_an_end_or_twice_stand_apart(void **state)
{
    uint32_t vav[IDT_NATIVE_LETTERS];
    uint32_t soft[IDT_NATIVE_LETTERS];
    (void)state;
    assert_int_equal(idt_native_letters(IDT_STR("ורוה"), vav), 4);
    assert_int_not_equal(vav[0], vav[2]); /* v at the start, o inside */
    assert_int_equal(vav[2], 0x05D5);
    assert_int_not_equal(vav[3], 0x05D4); /* he at the end */
    assert_int_equal(idt_native_letters(IDT_STR("הוואה"), soft), 4);
    assert_int_equal(soft[0], 0x05D4);
    assert_int_equal(soft[1], vav[0]); /* two are one v */
    assert_int_equal(idt_native_letters(IDT_STR("ильиноль"), soft), 8);
    assert_int_not_equal(soft[2], soft[7]); /* a soft sign before a vowel, one at the end */
}

static void spellings_of_a_word_differ_in_sound(void **state)
{
    static const char *const words[] = {"децнер", "кинчев", "джонсон", "якубенко", "цагаан"};
    const idt_translit *t = idt_transducer_of(IDT_SCRIPT_CYRILLIC);
    (void)state;
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        uint32_t letters[IDT_NATIVE_LETTERS];
        idt_spelt out[IDT_TRANSDUCER_BEST];
        char sounds[IDT_TRANSDUCER_BEST][IDT_TRANSDUCER_LATIN];
        size_t lens[IDT_TRANSDUCER_BEST];
        const size_t count = idt_native_letters(idt_str_borrow(words[w]), letters);
        const size_t found = idt_transducer_spell(t, letters, count, out);
        size_t twice = 0;
        assert_in_range(found, 5, IDT_TRANSDUCER_BEST);
        for (size_t i = 0; i < found; i++) {
            const idt_str word = {.ptr = out[i].latin, .len = out[i].len};
            lens[i] = idt_spelling_sounds(word, 0, sounds[i]);
            bool known = false;
            for (size_t k = 0; k < i; k++) {
                known = known || (lens[k] == lens[i] && memcmp(sounds[k], sounds[i], lens[i]) == 0);
            }
            twice += known;
        }
        assert_in_range(twice, 0, 2); /* as far as a letter and its neighbours tell */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_keeps_its_order),
        cmocka_unit_test(spellings_come_cheapest_first),
        cmocka_unit_test(any_letters_and_any_word_have_a_bounded_grade),
        cmocka_unit_test(a_grade_is_the_same_alone_and_among_others_and_however_much_is_asked),
        cmocka_unit_test(signs_of_one_sound_become_one_letter),
        cmocka_unit_test(letters_read_otherwise_at_an_end_or_twice_stand_apart),
        cmocka_unit_test(spellings_of_a_word_differ_in_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
