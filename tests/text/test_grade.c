#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "random.h"
#include "text/grade.h"

#define LEAST 500

/* A word of letters of one table, most of which have a row. */
static void random_native(random_state *random, idt_grade_word *out)
{
    *out =
        (idt_grade_word){.table = &idt_translit_tables[random_below(random, IDT_TRANSLIT_TABLES)]};
    out->count = random_below(random, 14);
    for (size_t i = 0; i < out->count; i++) {
        out->rows[i] = random_below(random, 20) > 0
                           ? &out->table->rows[random_below(random, out->table->row_count)]
                           : NULL;
    }
}

/* By the cheapest chunks of most letters: a likely spelling. */
static size_t spell(random_state *random, const idt_grade_word *native, char *out, size_t most)
{
    size_t len = 0;
    for (size_t i = 0; i < native->count; i++) {
        const idt_translit_row *row = native->rows[i];
        if (row == NULL || row->count == 0 || random_below(random, 9) == 0) {
            continue;
        }
        const uint32_t packed = native->table->latin[row->first + native->table->order[row->first]];
        for (int shift = 25; shift >= 0 && (packed >> shift & 31) != 0 && len < most; shift -= 5) {
            out[len++] = (char)('a' + (packed >> shift & 31) - 1);
        }
    }
    return len;
}

static void letters_in_eight_bytes_reject_no_word_that_is_graded_well(void **state)
{
    static idt_grade_spelling spelling;
    static idt_transducer_native laid_out;
    random_state random = random_start(__func__);
    size_t well = 0;
    size_t rejected = 0;
    (void)state;
    for (int round = 0; round < 6000; round++) {
        char text[24];
        idt_grade_word native;
        random_native(&random, &native);
        const idt_str latin = {.ptr = text, .len = spell(&random, &native, text, sizeof text)};
        for (size_t i = 0; i < latin.len && round % 2 == 0; i++) {
            text[i] =
                random_below(&random, 4) == 0 ? (char)('a' + random_below(&random, 26)) : text[i];
        }
        idt_grade_latin(latin, &spelling);
        assert_true(idt_transducer_lay_out(native.table, native.rows, native.count, &laid_out));
        const bool may =
            idt_grade_native_may_reach(idt_grade_pack_native(&native), &spelling, LEAST);
        const bool may_laid_out =
            idt_grade_latin_may_reach(&native, &laid_out, idt_grade_pack_latin(latin), LEAST);
        if (idt_grade_over(&native, &spelling, 0) >= LEAST) {
            assert_true(may);
            assert_true(may_laid_out);
            well++;
        }
        rejected += !may && !may_laid_out;
    }
    assert_true(well > 500);
    assert_true(rejected > 500);
}

static void words_that_do_not_fit_are_not_kept(void **state)
{
    idt_grade_word word;
    static idt_grade_spelling spelling;
    (void)state;
    assert_int_equal(idt_grade_pack_latin(IDT_STR("abcdefghijkl")), IDT_GRADE_NOT_KEPT);
    assert_int_not_equal(idt_grade_pack_latin(IDT_STR("abcdefghijk")), IDT_GRADE_NOT_KEPT);
    idt_grade_native(IDT_STR("abc"), &word); /* no table */
    assert_int_equal(idt_grade_pack_native(&word), IDT_GRADE_NOT_KEPT);
    idt_grade_latin(IDT_STR("holland"), &spelling);
    assert_true(idt_grade_native_may_reach(IDT_GRADE_NOT_KEPT, &spelling, LEAST));
}

static void any_eight_bytes_are_read(void **state)
{
    static idt_grade_spelling spelling;
    static idt_transducer_native laid_out;
    idt_grade_word native;
    random_state random = random_start(__func__);
    (void)state;
    idt_grade_latin(IDT_STR("holland"), &spelling);
    idt_grade_native(IDT_STR("иллон"), &native);
    assert_true(idt_transducer_lay_out(native.table, native.rows, native.count, &laid_out));
    for (int round = 0; round < 20000; round++) {
        const uint64_t letters =
            (uint64_t)random_below(&random, UINT32_MAX) << 32 | random_below(&random, UINT32_MAX);
        (void)idt_grade_native_may_reach(letters, &spelling, LEAST);
        (void)idt_grade_latin_may_reach(&native, &laid_out, letters, LEAST);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_in_eight_bytes_reject_no_word_that_is_graded_well),
        cmocka_unit_test(words_that_do_not_fit_are_not_kept),
        cmocka_unit_test(any_eight_bytes_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
