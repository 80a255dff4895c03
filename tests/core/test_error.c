/* Errors: what was met, where, and never half a character. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include <errno.h>
#include <stdbool.h>

#include "core/error.h"

static void a_position_stands_before_the_message(void **state)
{
    (void)state;
    idt_error err;
    char text[256];
    assert_int_equal(idt_fail_at(&err, IDT_E_INPUT, "un.xml", 812, 14, 9000, "month %d", 13),
                     IDT_E_INPUT);
    assert_string_equal(idt_error_text(&err, text, sizeof text), "un.xml:812:14: month 13");
    assert_int_equal(err.offset, 9000);
    assert_int_equal(idt_fail(&err, IDT_E_USAGE, "no"), IDT_E_USAGE);
    assert_string_equal(idt_error_text(&err, text, sizeof text), "no");
    assert_int_equal(err.line, 0);
    assert_int_equal(idt_fail(NULL, IDT_E_IO, "x"), IDT_E_IO);
}

static void the_text_fits_where_it_is_put(void **state)
{
    (void)state;
    idt_error err;
    char text[8];
    (void)idt_fail_at(&err, IDT_E_INPUT, "a.yaml", 1, 2, 3, "long message");
    assert_string_equal(idt_error_text(&err, text, sizeof text), "a.yaml:");
    char name[600];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    (void)idt_fail_at(&err, IDT_E_INPUT, name, 1, 1, 0, "%s", "x");
    assert_int_equal(strlen(err.source), sizeof err.source - 1);
}

static bool ends_with_whole_character(const char *text)
{
    size_t i = 0;
    while (text[i] != '\0') {
        const unsigned char c = (unsigned char)text[i];
        size_t more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;
        for (i++; more > 0; more--, i++) {
            if (((unsigned char)text[i] & 0xc0) != 0x80) {
                return false;
            }
        }
    }
    return true;
}

static void a_message_that_is_cut_is_cut_between_characters(void **state)
{
    (void)state;
    static const char *const characters[] = {"a", "\xd0\xbf", "\xe0\xa4\xa4", "\xf0\x9f\x98\x80"};
    for (size_t kind = 0; kind < 4; kind++) {
        for (size_t shift = 0; shift < 5; shift++) {
            char text[4096] = {0};
            memset(text, '.', shift);
            for (size_t at = shift; at + 5 < sizeof text; at += strlen(characters[kind])) {
                memcpy(text + at, characters[kind], strlen(characters[kind]));
            }
            idt_error err;
            (void)idt_fail(&err, IDT_E_INPUT, "%s", text);
            assert_true(ends_with_whole_character(err.message));
            assert_true(strlen(err.message) >= sizeof err.message - 4);
        }
    }
}

static void errno_is_translated_with_its_word(void **state)
{
    (void)state;
    idt_error err;
    assert_int_equal(idt_fail_errno(&err, ENOSPC, "x cannot be written"), IDT_E_FULL);
    assert_non_null(strstr(err.message, "x cannot be written: "));
    assert_int_equal(idt_fail_errno(&err, EROFS, "x"), IDT_E_READONLY);
    assert_int_equal(idt_fail_errno(&err, EACCES, "x"), IDT_E_READONLY);
    assert_int_equal(idt_fail_errno(&err, ENOENT, "x"), IDT_E_NOT_FOUND);
    assert_int_equal(idt_fail_errno(NULL, EIO, "x"), IDT_E_IO);
}

static void every_code_has_its_own_word(void **state)
{
    (void)state;
    for (int a = IDT_OK; a <= IDT_E_INTERNAL; a++) {
        for (int b = a + 1; b <= IDT_E_INTERNAL; b++) {
            assert_string_not_equal(idt_rc_name((idt_rc)a), idt_rc_name((idt_rc)b));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_position_stands_before_the_message),
        cmocka_unit_test(the_text_fits_where_it_is_put),
        cmocka_unit_test(a_message_that_is_cut_is_cut_between_characters),
        cmocka_unit_test(errno_is_translated_with_its_word),
        cmocka_unit_test(every_code_has_its_own_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
