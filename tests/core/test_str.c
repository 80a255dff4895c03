/* Texts by pointer and length, and the buffers that build them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <locale.h>
#include <string.h>
#include <cmocka.h>

#include "core/str.h"
#include "random.h"

static int sign(int n)
{
    return (n > 0) - (n < 0);
}

static void comparing_follows_the_bytes_then_the_length(void **state)
{
    (void)state;
    static const char *const rising[] = {"", "a", "ab", "abc", "b", "\xc3\xa9", "\xff"};
    for (int i = 0; i < 7; i++) {
        for (int k = 0; k < 7; k++) {
            assert_int_equal(idt_str_compare(idt_str_borrow(rising[i]), idt_str_borrow(rising[k])),
                             sign(i - k));
        }
    }
    assert_int_equal(idt_str_compare((idt_str){0}, IDT_STR("")), 0);
    assert_true(idt_str_equal((idt_str){0}, IDT_STR("")));
    assert_int_equal(idt_str_compare((idt_str){.ptr = "a\0b", .len = 3}, IDT_STR("a")), 1);
}

static void case_is_passed_over_in_ascii_alone(void **state)
{
    (void)state;
    (void)setlocale(LC_CTYPE, "tr_TR.UTF-8"); /* where it is made: there i is no small I */
    assert_true(idt_str_is_any_case(IDT_STR("bIRTHdate"), "birthDate"));
    assert_true(idt_str_is_any_case(IDT_STR(""), ""));
    assert_true(idt_str_is_any_case((idt_str){0}, ""));
    assert_false(idt_str_is_any_case(IDT_STR("id"), "ids"));
    assert_false(idt_str_is_any_case(IDT_STR("ids"), "id"));
    assert_false(idt_str_is_any_case((idt_str){.ptr = "id\0", .len = 3}, "id"));
    assert_false(idt_str_is_any_case(IDT_STR("[id"), "{id"));
    assert_false(idt_str_is_any_case(IDT_STR("\xc3\x89"), "\xc3\xa9"));
    (void)setlocale(LC_CTYPE, "C");
}

static void a_slice_is_clamped_to_the_text(void **state)
{
    (void)state;
    const idt_str s = IDT_STR("abcdef");
    assert_true(idt_str_is(idt_str_slice(s, 1, 3), "bc"));
    assert_true(idt_str_is(idt_str_slice(s, 4, SIZE_MAX), "ef"));
    assert_int_equal(idt_str_slice(s, 9, 20).len, 0);
    assert_int_equal(idt_str_slice(s, 4, 2).len, 0);
    assert_null(idt_str_slice((idt_str){0}, 0, 5).ptr);
}

static void ends_are_recognised_and_blanks_trimmed(void **state)
{
    (void)state;
    assert_true(idt_str_starts(IDT_STR("abc"), "ab"));
    assert_true(idt_str_starts((idt_str){0}, ""));
    assert_false(idt_str_starts(IDT_STR("a"), "ab"));
    assert_true(idt_str_ends(IDT_STR("x.yaml"), ".yaml"));
    assert_false(idt_str_ends(IDT_STR("yaml"), ".yaml"));
    assert_int_equal(idt_str_find(IDT_STR("a=b=c"), '='), 1);
    assert_int_equal(idt_str_find(IDT_STR("abc"), '='), 3);
    assert_int_equal(idt_str_find((idt_str){0}, '='), 0);
    assert_true(idt_str_is(idt_str_trim(IDT_STR(" \t a b\r\n ")), "a b"));
    assert_int_equal(idt_str_trim(IDT_STR(" \n\t")).len, 0);
}

static void copies_and_formats_fail_at_the_ceiling_only(void **state)
{
    (void)state;
    idt_arena *a = idt_arena_new(8192);
    const idt_str s = idt_str_copy(a, IDT_STR("name"));
    assert_string_equal(s.ptr, "name");
    assert_null(idt_str_copy(a, (idt_str){0}).ptr);
    assert_non_null(idt_str_copy(a, IDT_STR("")).ptr);
    assert_true(idt_str_is(idt_str_format(a, "%d-%s", 7, "x"), "7-x"));
    assert_null(idt_str_format(a, "%9000d", 1).ptr);
    for (int width = 250; width < 260; width++) { /* short ones are formatted once, others twice */
        const idt_str wide = idt_str_format(a, "%*d", width, 7);
        assert_int_equal(wide.len, width);
        assert_int_equal(wide.ptr[width - 1], '7');
        assert_int_equal(wide.ptr[width], '\0');
    }
    idt_arena_free(a);
}

static void the_nearest_word_is_within_a_third(void **state)
{
    (void)state;
    static const char *const words[] = {"status", "search", "scan", "show", "since"};
    assert_string_equal(idt_str_nearest(IDT_STR("sttaus"), words, 5), "status");
    assert_string_equal(idt_str_nearest(IDT_STR("serch"), words, 5), "search");
    assert_string_equal(idt_str_nearest(IDT_STR("sacn"), words, 5), "scan");
    assert_string_equal(idt_str_nearest(IDT_STR("statuses"), words, 5), "status");
    assert_null(idt_str_nearest(IDT_STR("delete"), words, 5));
    assert_null(idt_str_nearest(IDT_STR("status"), words, 0));
}

static void a_word_with_nothing_in_common_is_not_near(void **state)
{
    (void)state;
    static const char *const words[] = {"a"};
    static const char *const long_word[] = {
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    assert_null(idt_str_nearest(IDT_STR("b"), words, 1));
    assert_null(idt_str_nearest(IDT_STR(""), words, 1));
    assert_null(idt_str_nearest(idt_str_borrow(long_word[0]), words, 1));
    assert_null(idt_str_nearest(IDT_STR("aaaa"), long_word, 1));
}

static void decimal_numbers_stop_at_their_limit(void **state)
{
    (void)state;
    uint64_t n = 0;
    assert_true(idt_str_to_u64(IDT_STR("18446744073709551615"), UINT64_MAX, &n));
    assert_true(n == UINT64_MAX);
    assert_false(idt_str_to_u64(IDT_STR("18446744073709551616"), UINT64_MAX, &n));
    assert_false(idt_str_to_u64(IDT_STR("99999999999999999999999"), UINT64_MAX, &n));
    assert_true(idt_str_to_u64(IDT_STR("0012"), 12, &n));
    assert_int_equal(n, 12);
    assert_false(idt_str_to_u64(IDT_STR("13"), 12, &n));
    assert_false(idt_str_to_u64(IDT_STR("7"), 3, &n));
    assert_true(idt_str_to_u64(IDT_STR("0"), 0, &n));
    static const char *const bad[] = {"", "-1", "+1", " 1", "1 ", "1.0", "0x1", "\xd9\xa1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(idt_str_to_u64(idt_str_borrow(bad[i]), UINT64_MAX, &n));
    }
}

static void every_number_up_to_its_limit_is_read(void **state)
{
    (void)state;
    random_state r = random_start(__func__);
    for (int i = 0; i < 20000; i++) {
        const uint64_t value = random_u64(&r) >> random_below(&r, 64);
        const uint64_t max = random_u64(&r) >> random_below(&r, 64);
        char text[32];
        uint64_t n = 0;
        (void)snprintf(text, sizeof text, "%" PRIu64, value);
        assert_int_equal(idt_str_to_u64(idt_str_borrow(text), max, &n), value <= max);
        assert_true(value > max || n == value);
    }
}

/* ---- buffers */

static void a_buffer_holds_what_was_added(void **state)
{
    (void)state;
    random_state r = random_start(__func__);
    static char expected[1 << 16];
    size_t len = 0;
    idt_buf buf;
    idt_error err;
    idt_buf_init(&buf, sizeof expected);
    while (len + 300 < sizeof expected) {
        char piece[300];
        const size_t n = random_below(&r, sizeof piece);
        memset(piece, 'a' + (int)random_below(&r, 26), n);
        if (random_below(&r, 2) == 0) {
            idt_buf_add(&buf, piece, n);
        } else {
            idt_buf_add_format(&buf, "%.*s", (int)n, piece);
        }
        memcpy(expected + len, piece, n);
        len += n;
    }
    assert_int_equal(idt_buf_check(&buf, &err), IDT_OK);
    assert_int_equal(idt_buf_borrow(&buf).len, len);
    assert_memory_equal(idt_buf_borrow(&buf).ptr, expected, len);
    idt_buf_release(&buf);
}

static void a_buffer_can_be_filled_to_its_ceiling_and_no_further(void **state)
{
    (void)state;
    for (int formatted = 0; formatted < 2; formatted++) {
        idt_buf buf;
        idt_buf_init(&buf, 5);
        if (formatted) {
            idt_buf_add_format(&buf, "%d", 12345);
        } else {
            idt_buf_add_text(&buf, "12345");
        }
        assert_int_equal(idt_buf_check(&buf, NULL), IDT_OK);
        assert_true(idt_str_is(idt_buf_borrow(&buf), "12345"));
        idt_buf_add_byte(&buf, '6');
        assert_int_equal(idt_buf_check(&buf, NULL), IDT_E_LIMIT);
        idt_buf_release(&buf);
    }
}

static void a_full_buffer_stays_full_until_cleared(void **state)
{
    (void)state;
    idt_buf buf;
    idt_error err;
    idt_buf_init(&buf, 8);
    idt_buf_add_text(&buf, "1234");
    idt_buf_add_text(&buf, "too much");
    idt_buf_add_text(&buf, "5"); /* would fit: a text with a hole must not look whole */
    idt_buf_add_format(&buf, "%s", "6");
    assert_true(idt_str_is(idt_buf_borrow(&buf), "1234"));
    assert_int_equal(idt_buf_check(&buf, &err), IDT_E_LIMIT);
    assert_non_null(strstr(err.message, "8 bytes"));
    idt_buf_clear(&buf);
    idt_buf_add_text(&buf, "12345678");
    assert_int_equal(idt_buf_check(&buf, NULL), IDT_OK);
    idt_buf_release(&buf);
    idt_buf_add_text(&buf, "x");
    assert_int_equal(idt_buf_check(&buf, NULL), IDT_E_LIMIT);
}

static void an_empty_buffer_is_an_empty_text(void **state)
{
    (void)state;
    idt_buf buf;
    idt_buf_init(&buf, 0);
    idt_buf_add_text(&buf, "");
    idt_buf_add_format(&buf, "%s", "");
    idt_buf_add_str(&buf, (idt_str){0});
    assert_int_equal(idt_buf_check(&buf, NULL), IDT_OK);
    assert_non_null(idt_buf_borrow(&buf).ptr);
    assert_int_equal(idt_buf_borrow(&buf).len, 0);
    idt_buf_release(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparing_follows_the_bytes_then_the_length),
        cmocka_unit_test(case_is_passed_over_in_ascii_alone),
        cmocka_unit_test(a_slice_is_clamped_to_the_text),
        cmocka_unit_test(ends_are_recognised_and_blanks_trimmed),
        cmocka_unit_test(copies_and_formats_fail_at_the_ceiling_only),
        cmocka_unit_test(the_nearest_word_is_within_a_third),
        cmocka_unit_test(a_word_with_nothing_in_common_is_not_near),
        cmocka_unit_test(decimal_numbers_stop_at_their_limit),
        cmocka_unit_test(every_number_up_to_its_limit_is_read),
        cmocka_unit_test(a_buffer_holds_what_was_added),
        cmocka_unit_test(a_buffer_can_be_filled_to_its_ceiling_and_no_further),
        cmocka_unit_test(a_full_buffer_stays_full_until_cleared),
        cmocka_unit_test(an_empty_buffer_is_an_empty_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
