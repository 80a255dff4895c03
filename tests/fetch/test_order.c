/* The lines between interdict and the process that fetches. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "fetch/order.h"

static const idt_fetch_order ORDER = {
    .address = {"https://lists.example/a.csv", 27},
    .kind = {"csv", 3},
    .etag = {"W/\"a b\"", 7},
    .agent = {"interdict/1", 11},
    .max_bytes = 1000,
    .tries = 4,
    .wait_ms = 20,
};

static void an_order_is_read_as_it_was_written(void **state)
{
    (void)state;
    idt_buf out;
    idt_error err;
    idt_fetch_order back;
    idt_buf_init(&out, IDT_ORDER_BYTES_MAX);
    assert_int_equal(idt_order_write(&ORDER, &out, &err), IDT_OK);
    assert_int_equal(idt_order_read(idt_buf_borrow(&out), &back, &err), IDT_OK);
    assert_true(idt_str_equal(back.address, ORDER.address));
    assert_true(idt_str_equal(back.etag, ORDER.etag));
    assert_null(back.last_modified.ptr);
    assert_int_equal(back.max_bytes, 1000);
    assert_int_equal(back.tries, 4);
    idt_buf_release(&out);
}

static void nothing_that_could_end_a_line_of_http_is_ordered(void **state)
{
    (void)state;
    static const char *const values[] = {"a\nb", "a\rb", "a\tb", "a\x7f", "\xc3\xa9", "a\x01"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        idt_buf out;
        idt_error err;
        idt_fetch_order order = ORDER;
        idt_buf_init(&out, IDT_ORDER_BYTES_MAX);
        order.etag = idt_str_borrow(values[i]);
        assert_int_equal(idt_order_write(&order, &out, &err), IDT_E_INPUT);
        assert_int_equal(out.len, 0);
        idt_buf_release(&out);
    }
}

static void an_order_too_long_for_a_pipe_is_not_given(void **state)
{
    (void)state;
    static char text[IDT_ORDER_VALUE_MAX];
    idt_buf out;
    idt_error err;
    idt_fetch_order order = ORDER;
    memset(text, 'a', sizeof text);
    order.etag = order.last_modified = order.agent = order.kind =
        (idt_str){.ptr = text, .len = sizeof text};
    idt_buf_init(&out, IDT_ORDER_BYTES_MAX);
    assert_int_equal(idt_order_write(&order, &out, &err), IDT_E_LIMIT);
    idt_buf_release(&out);
}

static void a_report_for_people_loses_what_cannot_be_printed(void **state)
{
    (void)state;
    idt_buf out;
    idt_error err;
    idt_fetch_report back;
    const idt_fetch_report report = {
        .outcome = IDT_STR("failed"), .why = IDT_STR("a\nend\noutcome body"), .tries = 1};
    idt_buf_init(&out, IDT_REPORT_BYTES_MAX);
    assert_int_equal(idt_report_write(&report, &out, &err), IDT_OK);
    assert_int_equal(idt_report_read(idt_buf_borrow(&out), &back, &err), IDT_OK);
    assert_true(idt_str_is(back.outcome, "failed"));
    assert_true(idt_str_is(back.why, "a?end?outcome body"));
    idt_buf_release(&out);
}

static void lines_that_are_not_as_written_are_refused_with_their_number(void **state)
{
    (void)state;
    static const struct {
        const char *lines;
        uint32_t line;
    } cases[] = {
        {"", 1},
        {"outcome body\n", 2},
        {"outcome body\nend", 2},
        {"outcome body\nend\nmore\n", 2},
        {"outcome body\noutcome body\nend\n", 2},
        {"status x\nend\n", 1},
        {"status -1\nend\n", 1},
        {"status 99999999999999999999\nend\n", 1},
        {"why \nend\n", 1},
        {"why\nend\n", 1},
        {"colour red\nend\n", 1},
        {"\nend\n", 1},
        {"why a\x01\nend\n", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        idt_error err;
        idt_fetch_report report;
        assert_int_equal(idt_report_read(idt_str_borrow(cases[i].lines), &report, &err),
                         IDT_E_INPUT);
        assert_int_equal(err.line, cases[i].line);
    }
    idt_error err;
    idt_fetch_report report;
    assert_int_equal(idt_report_read(IDT_STR("outcome well\nend\n"), &report, &err), IDT_E_INPUT);
    assert_int_equal(idt_report_read(IDT_STR("end\n"), &report, &err), IDT_E_INPUT);
}

static void an_address_is_of_http_or_https_with_a_host_and_no_password(void **state)
{
    (void)state;
    static const char *const good[] = {"https://a/", "http://127.0.0.1:80/x?y=z", "https://a",
                                       "http://[::1]/", "https://a/b@c"};
    static const char *const bad[] = {"",          "https://",     "https:///x",         "ftp://a/",
                                      "file:///x", "HTTPS://a/",   "https://u:p@a/",     "a",
                                      "//a/",      "https://a b/", "https://a/\nHost: b"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(idt_address_ok(idt_str_borrow(good[i])));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(idt_address_ok(idt_str_borrow(bad[i])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_order_is_read_as_it_was_written),
        cmocka_unit_test(nothing_that_could_end_a_line_of_http_is_ordered),
        cmocka_unit_test(an_order_too_long_for_a_pipe_is_not_given),
        cmocka_unit_test(a_report_for_people_loses_what_cannot_be_printed),
        cmocka_unit_test(lines_that_are_not_as_written_are_refused_with_their_number),
        cmocka_unit_test(an_address_is_of_http_or_https_with_a_host_and_no_password),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
