/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
/* clang-format on */

#include "text/csv.h"

#define ROW_MAX ((size_t)1 << 16)

static idt_csv csv;
static idt_csv_row row;

static void open_bytes(const char *bytes, size_t len)
{
    idt_error err;
    const idt_rc rc =
        idt_csv_open(&csv, "f.csv", (idt_str){.ptr = bytes, .len = len}, ',', ROW_MAX, &err);
    assert_int_equal(rc, IDT_OK);
}

static void open_text(const char *text)
{
    open_bytes(text, strlen(text));
}

/* The next row's fields joined with `|`. */
static void next_is(const char *expected)
{
    char joined[4096];
    size_t n = 0;
    assert_int_equal(idt_csv_next(&csv, &row), IDT_CSV_ROW);
    for (size_t i = 0; i < row.count; i++) {
        assert_true(n + row.fields[i].len + 2 < sizeof joined);
        joined[n] = '|';
        n += i > 0 ? 1 : 0;
        memcpy(joined + n, row.fields[i].ptr, row.fields[i].len);
        n += row.fields[i].len;
    }
    joined[n] = 0;
    assert_string_equal(joined, expected);
}

static void fault_says(const char *part, uint64_t line, uint32_t column)
{
    assert_int_equal(idt_csv_next(&csv, &row), IDT_CSV_FAULT);
    assert_non_null(strstr(csv.fault, part));
    assert_int_equal(row.line, line);
    assert_int_equal(csv.fault_column, column);
}

static void ends(void)
{
    assert_int_equal(idt_csv_next(&csv, &row), IDT_CSV_END);
    idt_csv_release(&csv);
}

static void rows_end_at_lf_crlf_or_the_end(void **state)
{
    (void)state;
    open_text("1,a,b\r\n2,,\n\r\n\n3,c");
    next_is("1|a|b");
    next_is("2||");
    assert_int_equal(row.line, 2);
    assert_true(idt_str_is(row.bytes, "2,,"));
    next_is("3|c");
    assert_int_equal(row.line, 5);
    ends();
    open_text("1,\"q\"\r");
    next_is("1|q");
    ends();
    open_text("");
    ends();
}

static void quoted_fields_hold_delimiters_quotes_and_lines(void **state)
{
    (void)state;
    open_text("1,\"a, \"\"b\"\"\r\nc\",-0- \r\n2,\"\",\"\"\"\"\n3,x");
    next_is("1|a, \"b\"\r\nc|-0- ");
    assert_int_equal(row.line, 1);
    assert_true(idt_str_is(row.bytes, "1,\"a, \"\"b\"\"\r\nc\",-0- "));
    next_is("2||\"");
    assert_int_equal(row.line, 3);
    next_is("3|x");
    assert_int_equal(row.line, 4);
    ends();
}

static void a_row_is_split_again_from_its_bytes(void **state)
{
    (void)state;
    open_text("1,\"a \"\"b\"\"\"\n2,x\n");
    next_is("1|a \"b\"");
    const idt_str kept = row.bytes;
    next_is("2|x");
    idt_csv_again(&csv, kept, &row);
    assert_int_equal(row.count, 2);
    assert_true(idt_str_is(row.fields[1], "a \"b\""));
    ends();
    open_text("1,x\r\r\n"); /* the first CR is text, also the second time */
    next_is("1|x\r");
    idt_csv_again(&csv, row.bytes, &row);
    assert_true(idt_str_is(row.fields[1], "x\r"));
    ends();
}

static void a_quote_never_closed_swallows_its_line_only(void **state)
{
    (void)state;
    open_text("1,\"open,b\n2,c\n3,d\n");
    fault_says("never closed", 1, 3);
    assert_int_equal(row.count, 1);
    assert_true(idt_str_is(row.bytes, "1,\"open,b"));
    next_is("2|c");
    assert_int_equal(row.line, 2);
    next_is("3|d");
    ends();
}

static void a_quote_closed_by_the_next_row_is_a_fault(void **state)
{
    (void)state;
    open_text("1,\"open,b\n2,\"c\",d\n3,e\n");
    fault_says("followed by other text", 1, 3);
    next_is("2|c|d");
    next_is("3|e");
    ends();
}

static void a_stray_quote_in_a_quoted_field_is_a_fault(void **state)
{
    (void)state;
    open_text("1,\"the \"big\" one\",x\n2,y\n");
    fault_says("stray quote", 1, 3);
    next_is("2|y");
    ends();
}

static void a_quote_in_a_plain_field_is_text_and_counted(void **state)
{
    (void)state;
    open_text("1,x\n2,5\" pipe,\n");
    next_is("1|x");
    next_is("2|5\" pipe|");
    assert_int_equal(csv.stray_quotes, 1);
    assert_int_equal(csv.stray_line, 2);
    ends();
}

static void the_end_mark_ends_a_file(void **state)
{
    (void)state;
    open_text("1,a\r\n\x1a\r\n\x1a");
    next_is("1|a");
    ends();
    assert_true(csv.end_mark);
    open_text("1,a\n\x1a\n2,b\n");
    next_is("1|a");
    fault_says("end mark", 3, 1);
    ends();
}

static void a_byte_order_mark_is_no_text(void **state)
{
    (void)state;
    open_text("\xef\xbb\xbfid,name\n");
    next_is("id|name");
    ends();
}

static void bytes_of_windows_1252_become_utf8_and_are_counted(void **state)
{
    (void)state;
    open_text("1,plain\n2,\"Jos\xe9 \"\"x\"\"\",\x80\x93\n3,\xc3\xa9\n");
    next_is("1|plain");
    assert_int_equal(csv.converted, 0);
    next_is("2|Jos\xc3\xa9 \"x\"|\xe2\x82\xac\xe2\x80\x9c");
    next_is("3|\xc3\xa9"); /* this one is UTF-8 already */
    assert_int_equal(csv.converted, 2);
    assert_int_equal(csv.converted_line, 2);
    ends();
}

/* Rows of `text` given in pieces of the least size, joined: a row `a|b/`, a fault `!`. */
static void in_pieces_gives(const char *text, size_t row_max, const char *expected)
{
    const idt_str bytes = idt_str_borrow(text);
    idt_csv_what what;
    idt_buf joined;
    size_t from = 0;
    idt_buf_init(&joined, 4096);
    assert_int_equal(idt_csv_open_pieces(&csv, ',', row_max, NULL), IDT_OK);
    while ((what = idt_csv_next(&csv, &row)) != IDT_CSV_END) {
        if (what == IDT_CSV_MORE) {
            from += csv.at;
            const size_t to = from + IDT_CSV_PIECE_BYTES(row_max);
            idt_csv_piece(&csv, idt_str_slice(bytes, from, to), to >= bytes.len);
            continue;
        }
        idt_buf_add_format(&joined, "%llu:", (unsigned long long)row.line);
        for (size_t i = 0; i < row.count && what == IDT_CSV_ROW; i++) {
            idt_buf_add_str(&joined, row.fields[i]);
            idt_buf_add_text(&joined, i + 1 < row.count ? "|" : "");
        }
        idt_buf_add_text(&joined, what == IDT_CSV_FAULT ? "! " : " ");
    }
    idt_buf_add_byte(&joined, '\0');
    assert_string_equal(joined.ptr, expected);
    idt_buf_release(&joined);
    idt_csv_release(&csv);
}

static void a_file_in_pieces_has_the_same_rows(void **state)
{
    (void)state;
    in_pieces_gives("1,a\r\n\r\n\n\n\n\n\n2,\"b\nc\"\r\n3,\"open\n4,d", 8,
                    "1:1|a 8:2|b\nc 10:! 11:4|d ");
    in_pieces_gives("", 8, "");
    in_pieces_gives("1,a\n\x1a\n2,b\n\x1a", 8, "1:1|a 2:\x1a 3:2|b ");
}

static void of_pieces_a_row_over_the_limit_is_one_fault(void **state)
{
    (void)state;
    in_pieces_gives("1,a\n2,0123456789012345678901234567890123456789\n3,c\n", 8,
                    "1:1|a 2:! 3:3|c ");
}

static void refused(const char *bytes, size_t len, const char *part, uint32_t line, uint32_t column)
{
    idt_error err;
    const idt_rc rc =
        idt_csv_open(&csv, "f.csv", (idt_str){.ptr = bytes, .len = len}, ',', ROW_MAX, &err);
    assert_int_equal(rc, IDT_E_INPUT);
    assert_non_null(strstr(err.message, part));
    assert_int_equal(err.line, line);
    assert_int_equal(err.column, column);
    idt_csv_release(&csv);
}

static void utf16_and_nul_bytes_are_refused_with_their_place(void **state)
{
    (void)state;
    refused("\xff\xfe"
            "1\0,\0",
            6, "UTF-16", 1, 1);
    refused("\xfe\xff\0"
            "1",
            4, "UTF-16", 1, 1);
    refused("1\0,\0a\0", 6, "UTF-16", 1, 1);
    refused("1,a\n2,b\0c\n", 10, "NUL", 2, 4);
}

static void a_row_over_the_ceiling_is_a_fault(void **state)
{
    (void)state;
    char *text = malloc(ROW_MAX * 2 + 64);
    assert_non_null(text);
    memset(text, 'x', ROW_MAX * 2);
    memcpy(text + ROW_MAX * 2, "\n2,b\n", 6);
    open_text(text);
    fault_says("longer", 1, 1);
    next_is("2|b");
    ends();
    text[0] = '"';
    open_text(text);
    fault_says("longest row", 1, 1);
    next_is("2|b");
    ends();
    free(text);
}

static void too_many_fields_are_a_fault(void **state)
{
    (void)state;
    char text[IDT_CSV_COLUMNS_MAX + 8];
    memset(text, ',', sizeof text);
    memcpy(text + IDT_CSV_COLUMNS_MAX, "\n2,b\n", 6);
    open_text(text);
    fault_says("256", 1, 257);
    next_is("2|b");
    ends();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_end_at_lf_crlf_or_the_end),
        cmocka_unit_test(quoted_fields_hold_delimiters_quotes_and_lines),
        cmocka_unit_test(a_row_is_split_again_from_its_bytes),
        cmocka_unit_test(a_quote_never_closed_swallows_its_line_only),
        cmocka_unit_test(a_quote_closed_by_the_next_row_is_a_fault),
        cmocka_unit_test(a_stray_quote_in_a_quoted_field_is_a_fault),
        cmocka_unit_test(a_quote_in_a_plain_field_is_text_and_counted),
        cmocka_unit_test(the_end_mark_ends_a_file),
        cmocka_unit_test(a_byte_order_mark_is_no_text),
        cmocka_unit_test(bytes_of_windows_1252_become_utf8_and_are_counted),
        cmocka_unit_test(a_file_in_pieces_has_the_same_rows),
        cmocka_unit_test(of_pieces_a_row_over_the_limit_is_one_fault),
        cmocka_unit_test(utf16_and_nul_bytes_are_refused_with_their_place),
        cmocka_unit_test(a_row_over_the_ceiling_is_a_fault),
        cmocka_unit_test(too_many_fields_are_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
