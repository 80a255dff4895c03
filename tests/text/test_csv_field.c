#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/csv_field.h"

static void becomes(const char *text, const char *expected)
{
    idt_buf out;
    idt_buf_init(&out, 1024);
    idt_csv_field(idt_str_borrow(text), &out);
    assert_false(out.failed);
    assert_int_equal(out.len, strlen(expected));
    assert_memory_equal(out.ptr != NULL ? out.ptr : "", expected, out.len);
    idt_buf_release(&out);
}

static void text_that_separates_stands_in_quotes(void **state)
{
    (void)state;
    becomes("Doe", "Doe");
    becomes("", "");
    becomes(NULL, "");
    becomes("Doe, J", "\"Doe, J\"");
    becomes("a \"b\"", "\"a \"\"b\"\"\"");
    becomes("a\nb", "\"a\nb\"");
}

static void text_that_a_spreadsheet_would_run_has_an_apostrophe_in_front(void **state)
{
    (void)state;
    becomes("=1+1", "'=1+1");
    becomes("+49", "'+49");
    becomes("-0-", "'-0-");
    becomes("@SUM(A1)", "'@SUM(A1)");
    becomes("\t=1", "'\t=1");
    becomes("\r=1", "\"'\r=1\"");
    becomes("=\"a,b\"", "\"'=\"\"a,b\"\"\"");
    becomes("\xef\xbc\x9d"
            "1",
            "'\xef\xbc\x9d"
            "1");
}

static void what_stood_there_can_be_told(void **state)
{
    (void)state;
    becomes("'=1", "''=1");
    becomes("''=1", "'''=1");
    becomes("'Abd al-Rahman", "'Abd al-Rahman");
    becomes("'", "'");
    becomes("a=b", "a=b");
    becomes("\xef\xbc", "\xef\xbc");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_that_separates_stands_in_quotes),
        cmocka_unit_test(text_that_a_spreadsheet_would_run_has_an_apostrophe_in_front),
        cmocka_unit_test(what_stood_there_can_be_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
