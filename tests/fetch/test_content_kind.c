/* What begins to come, and whether it is what was asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fetch/content_kind.h"

typedef struct example {
    const char *kind;
    const char *bytes;
    size_t len;          /* 0: to the NUL */
    const char *refused; /* a word of what is said; NULL: taken */
} example;

static void run_heads(const example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const example *e = &examples[i];
        const idt_str head = {.ptr = e->bytes, .len = e->len > 0 ? e->len : strlen(e->bytes)};
        const char *met = idt_content_head_refused(idt_str_borrow(e->kind), head);
        if ((met == NULL) != (e->refused == NULL) ||
            (met != NULL && strstr(met, e->refused) == NULL)) {
            fail_msg("%s \"%s\": %s", e->kind, e->bytes, met != NULL ? met : "taken");
        }
    }
}

static void lists_are_taken(void **state)
{
    (void)state;
    static const example examples[] = {
        {"csv", "36,\"CLUB\",-0-", 0, NULL},
        {"csv", "\xef\xbb\xbfLast Updated,10/04/2025", 0, NULL},
        {"csv",
         "\xff\xfe"
         "a\0,\0",
         6, NULL},
        {"csv", "\"<b>\",1", 0, NULL},
        {"xml", "<?xml version='1.0'?><LIST>", 0, NULL},
        {"xml", "\xef\xbb\xbf\n <!-- html --> <LIST>", 0, NULL},
        {"xml", "<?xml-stylesheet", 0, NULL},
        {"xml", "\xff\xfe<\0", 4, NULL},
        {"zip", "PK\x03\x04 and so on", 0, NULL},
        {"gzip", "\x1f\x8b\x08", 0, NULL},
    };
    run_heads(examples, sizeof examples / sizeof *examples);
}

static void pages_and_other_files_are_not(void **state)
{
    (void)state;
    static const example examples[] = {
        {"csv", "<!DOCTYPE html><html>", 0, "HTML"},
        {"csv", "\n\n<HTML lang=en>", 0, "HTML"},
        {"csv", "<?xml version='1.0'?><LIST>", 0, "XML"},
        {"csv", "{\"error\":1}", 0, "JSON"},
        {"csv", "%PDF-1.7", 0, "PDF"},
        {"csv", "PK\x03\x04", 0, "zip"},
        {"csv", "a\0b", 3, "no text"},
        {"csv", "", 0, "nothing"},
        {"csv", " \r\n", 0, "nothing"},
        {"xml", "<!-- a --><!doctype HTML>", 0, "HTML"},
        {"xml", "<?xml version='1.0'?>\n<html xmlns='x'>", 0, "HTML"},
        {"xml", "Access denied", 0, "no XML"},
        {"xml", "[{\"a\":1}]", 0, "JSON"},
        {"xml", "\x1f\x8b", 0, "gzip"},
        {"zip", "<html>", 0, "HTML"},
        {"zip", "1,2,3", 0, "something else"},
        {"gzip", "PK\x03\x04", 0, "zip"},
    };
    run_heads(examples, sizeof examples / sizeof *examples);
}

static void a_stated_type_decides_only_where_it_can_be_no_list(void **state)
{
    (void)state;
    static const example examples[] = {
        {"csv", "", 0, NULL},
        {"csv", "application/octet-stream", 0, NULL},
        {"csv", "text/csv; charset=utf-8", 0, NULL},
        {"csv", "text/plain", 0, NULL},
        {"xml", "application/xml", 0, NULL},
        {"zip", "application/x-zip-compressed", 0, NULL},
        {"csv", "Text/HTML; charset=utf-8", 0, "HTML"},
        {"zip", "text/html", 0, "HTML"},
        {"xml", "application/json", 0, "JSON"},
        {"csv", "text/xml", 0, "XML"},
        {"xml", "text/csv", 0, "CSV"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        const example *e = &examples[i];
        const char *met =
            idt_content_type_refused(idt_str_borrow(e->kind), idt_str_borrow(e->bytes));
        assert_int_equal(met == NULL, e->refused == NULL);
        assert_true(met == NULL || strstr(met, e->refused) != NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_are_taken),
        cmocka_unit_test(pages_and_other_files_are_not),
        cmocka_unit_test(a_stated_type_decides_only_where_it_can_be_no_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
