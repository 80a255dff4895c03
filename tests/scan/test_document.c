#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan/document.h"

static void check(const char *text, const char *date, uint64_t date_line, const char *body,
                  uint64_t line)
{
    const idt_str all = idt_str_borrow(text);
    const idt_document doc = idt_document_read(all);
    assert_true(doc.front_matter);
    assert_true(date == NULL ? doc.date.ptr == NULL : idt_str_is(doc.date, date));
    assert_int_equal(doc.date_line, date_line);
    if (date != NULL) {
        assert_ptr_equal(doc.date.ptr, text + doc.date_offset);
    }
    assert_true(idt_str_is(doc.body, body));
    assert_int_equal(doc.body_line, line);
    assert_ptr_equal(doc.body.ptr, text + doc.body_offset);
}

static void a_closed_block_gives_the_date_and_the_body(void **state)
{
    (void)state;
    check("---\ntitle: A\ndate: 2024-05-27\n---\nBody\n", "2024-05-27", 3, "Body\n", 5);
    check("---\r\ndate: 2024-05-27\r\n---\r\nBody", "2024-05-27", 2, "Body", 4);
    check("\xef\xbb\xbf--- \ndate:\t\"2024-05\" # said\n---\n", "2024-05", 2, "", 4);
    check("---\ndate: '2024'\n---", "2024", 2, "", 4);
    check("---\ndate: 2024-05-27   # a comment\n---\nx", "2024-05-27", 2, "x", 4);
    check("---\n---\n---\n", NULL, 0, "---\n", 3);
    check("---\ntags:\n  - a\n- b\n# note\n\nkey:\n---\nx", NULL, 0, "x", 9);
    check("---\ndate:\n---\nx", NULL, 0, "x", 4);
}

static void anything_else_is_body_from_the_first_byte(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "Body",
        "---",
        "---\n",
        "---\ndate: 2024-05-27\n",                      /* never closed */
        "---\ndate: 2024-05-27\nprose, no key\n---\nx", /* not all pairs */
        "---\ndate: 2024\ndate: 2025\n---\nx",          /* which one? */
        "----\ndate: 2024\n----\nx",
        " ---\ndate: 2024\n---\nx",
        "\n---\ndate: 2024\n---\nx",
        "---\ntime:12\n---\nx",
        "---\n: x\n---\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const idt_document doc = idt_document_read(idt_str_borrow(texts[i]));
        assert_false(doc.front_matter);
        assert_ptr_equal(doc.body.ptr, texts[i]);
        assert_int_equal(doc.body.len, strlen(texts[i]));
        assert_int_equal(doc.body_offset, 0);
        assert_int_equal(doc.body_line, 1);
        assert_null(doc.date.ptr);
        assert_int_equal(doc.date_line, 0);
    }
    assert_false(idt_document_read((idt_str){0}).front_matter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_closed_block_gives_the_date_and_the_body),
        cmocka_unit_test(anything_else_is_body_from_the_first_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
