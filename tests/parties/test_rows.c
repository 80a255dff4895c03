/* Rows of parties: what is a row, what is a fault, and that a run can go on where another stood. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
/* clang-format on */

#include "parties/rows.h"
#include "parties/written_file.h"

static written_file file;
static idt_rows *rows;
static idt_row row;
static idt_error error;

static idt_rc open_bytes(idt_str bytes, size_t row_max, const idt_column_map *maps, size_t count)
{
    const idt_rows_options options = {.row_bytes_max = row_max, .maps = maps, .map_count = count};
    written_file_make(&file, bytes);
    const idt_rc rc = idt_rows_open(file.path, &options, &rows, &error);
    written_file_remove(&file);
    return rc;
}

static void open_text(const char *text)
{
    assert_int_equal(open_bytes(idt_str_borrow(text), 0, NULL, 0), IDT_OK);
}

static void next_is(uint64_t number, uint64_t line, const char *bytes)
{
    bool any = false;
    assert_int_equal(idt_rows_next(rows, &row, &any, &error), IDT_OK);
    assert_true(any);
    assert_null(row.fault);
    assert_int_equal(row.number, number);
    assert_int_equal(row.line, line);
    assert_true(idt_str_is(row.bytes, bytes));
}

static void next_is_fault(uint64_t number, uint64_t line, const char *part)
{
    bool any = false;
    assert_int_equal(idt_rows_next(rows, &row, &any, &error), IDT_OK);
    assert_true(any);
    assert_non_null(row.fault);
    assert_non_null(strstr(row.fault, part));
    assert_int_equal(row.number, number);
    assert_int_equal(row.line, line);
}

static void ends(void)
{
    bool any = true;
    assert_int_equal(idt_rows_next(rows, &row, &any, &error), IDT_OK);
    assert_false(any);
    idt_rows_close(rows);
}

static void rows_of_csv_are_numbered_behind_the_head(void **state)
{
    (void)state;
    open_text("\xef\xbb\xbfid,name\r\n1,\"Doe,\nJane\"\r\n\r\n2,Roe");
    assert_false(idt_rows_are_json(rows));
    next_is(1, 2, "1,\"Doe,\nJane\"");
    next_is(2, 5, "2,Roe");
    ends();
}

static void lines_of_json_are_rows(void **state)
{
    (void)state;
    open_text("\n{\"name\":\"a\"}\r\n  \n{\"name\":\"b\"}");
    assert_true(idt_rows_are_json(rows));
    next_is(1, 2, "{\"name\":\"a\"}");
    next_is(2, 4, "{\"name\":\"b\"}");
    ends();
}

static void the_delimiter_is_what_the_head_has_most_of(void **state)
{
    (void)state;
    open_text("name;birthDate;country\n");
    assert_int_equal(idt_rows_delimiter(rows), ';');
    ends();
    open_text("name\tbirthDate\n");
    assert_int_equal(idt_rows_delimiter(rows), '\t');
    ends();
    open_text("name\n");
    assert_int_equal(idt_rows_delimiter(rows), ',');
    ends();
}

static void a_row_with_a_fault_shifts_no_other(void **state)
{
    (void)state;
    open_text("id,name\n1,\"open\n2,b\n3,\"c\" x\n4,d\n");
    next_is_fault(1, 2, "quote");
    next_is(2, 3, "2,b");
    next_is_fault(3, 4, "other text");
    next_is(4, 5, "4,d");
    ends();
}

static void a_row_over_the_limit_is_one_row_however_long(void **state)
{
    (void)state;
    idt_buf text;
    for (int json = 0; json < 2; json++) {
        idt_buf_init(&text, (size_t)1 << 20);
        idt_buf_add_text(&text, json ? "{\"name\":\"a\"}\n" : "name\na\n");
        for (int i = 0; i < 10000; i++) {
            idt_buf_add_text(&text, "xyz ");
        }
        idt_buf_add_text(&text, json ? "\n{\"name\":\"b\"}\n" : "\nb\n");
        assert_int_equal(open_bytes(idt_buf_borrow(&text), 64, NULL, 0), IDT_OK);
        next_is(1, json ? 1 : 2, json ? "{\"name\":\"a\"}" : "a");
        next_is_fault(2, json ? 2 : 3, "longer than any may be");
        next_is(3, json ? 3 : 4, json ? "{\"name\":\"b\"}" : "b");
        ends();
        idt_buf_release(&text);
    }
}

static void refused(const char *text, idt_rc rc, uint32_t line, uint32_t column, const char *part)
{
    assert_int_equal(open_bytes(idt_str_borrow(text), 0, NULL, 0), rc);
    assert_non_null(strstr(error.message, part));
    assert_int_equal(error.line, line);
    assert_int_equal(error.column, column);
}

static void a_head_that_cannot_be_used_ends_it_at_once(void **state)
{
    (void)state;
    refused("", IDT_E_INPUT, 1, 1, "nothing is in it");
    refused(" \n \n", IDT_E_INPUT, 1, 1, "nothing is in it");
    refused("[{\"name\":\"a\"}]", IDT_E_INPUT, 1, 1, "an object a line");
    refused("id,name,birthdates\n1,a,b\n", IDT_E_INPUT, 1, 9, "did you mean \"birthDate\"?");
    refused("id,name,id\n", IDT_E_INPUT, 1, 9, "a second column of ids");
    refused("id,notes\n", IDT_E_INPUT, 1, 1, "no column is of a name");
    refused("id,\"name\n", IDT_E_INPUT, 1, 4, "never closed");
    refused("id,na\xe9me\n", IDT_E_INPUT, 1, 6, "not UTF-8");
}

static void a_column_is_known_in_any_case(void **state)
{
    (void)state;
    static const char *const meant[] = {"id", NULL, "birthDate", "schema", NULL, NULL};
    const idt_column_map maps[] = {{IDT_STR("Alias"), IDT_STR("name")},
                                   {IDT_STR("ADDRESS"), IDT_STR("")}};
    const idt_str head = IDT_STR("ID,name,BIRTHdate,Schema,Alias,ADDRESS\n");
    assert_int_equal(open_bytes(head, 0, maps, 2), IDT_OK);
    const idt_party_columns *columns = idt_rows_columns(rows);
    for (size_t i = 0; i < 6; i++) {
        const char *is = columns->at[i].meant;
        assert_true(is == NULL ? meant[i] == NULL : strcmp(is, meant[i]) == 0);
    }
    assert_int_equal(columns->at[0].use, IDT_COLUMN_ID);
    assert_true(idt_str_is(columns->at[2].property, "birthDate"));
    assert_int_equal(columns->at[3].use, IDT_COLUMN_SCHEMA);
    assert_true(idt_str_is(columns->at[4].property, "name"));
    assert_int_equal(columns->at[5].use, IDT_COLUMN_IGNORED);
    ends();
}

static void two_columns_that_case_alone_parts_are_refused(void **state)
{
    (void)state;
    refused("name,id,Name\n", IDT_E_INPUT, 1, 9, "\"name\" or \"Name\" is name but for its case");
    refused("Name,id,name\n", IDT_E_INPUT, 1, 9, "\"Name\" or \"name\"");
    refused("NAME,Name\n", IDT_E_INPUT, 1, 6, "both may not be meant");
    refused("id,name,ID\n", IDT_E_INPUT, 1, 9, "a second column of ids");
    const idt_column_map both[] = {{IDT_STR("Name"), IDT_STR("name")}};
    assert_int_equal(open_bytes(IDT_STR("name,Name\n"), 0, both, 1), IDT_OK);
    ends();
}

static void a_map_says_what_a_column_holds_or_leaves_it_out(void **state)
{
    (void)state;
    const idt_column_map maps[] = {{IDT_STR("Kunde"), IDT_STR("name")},
                                   {IDT_STR("Nr"), IDT_STR("id")},
                                   {IDT_STR("Bemerkung"), IDT_STR("")}};
    const idt_str head = IDT_STR("Nr,Kunde,Bemerkung,name\n");
    assert_int_equal(open_bytes(head, 0, maps, 3), IDT_OK);
    const idt_party_columns *columns = idt_rows_columns(rows);
    assert_int_equal(columns->count, 4);
    assert_int_equal(columns->at[0].use, IDT_COLUMN_ID);
    assert_true(idt_str_is(columns->at[1].property, "name"));
    assert_int_equal(columns->at[2].use, IDT_COLUMN_IGNORED);
    assert_true(idt_str_is(columns->at[3].property, "name"));
    ends();
    assert_int_equal(open_bytes(IDT_STR("Nr,name\n"), 0, maps, 1), IDT_E_USAGE);
    assert_non_null(strstr(error.message, "there is no column \"Kunde\""));
    const idt_column_map none = {IDT_STR("name"), IDT_STR("nam")};
    assert_int_equal(open_bytes(IDT_STR("id,name\n"), 0, &none, 1), IDT_E_USAGE);
    assert_non_null(strstr(error.message, "did you mean \"name\"?"));
}

/* Many rows, some with faults, in windows far smaller than the file. */
static idt_buf many_rows(bool json)
{
    idt_buf text;
    idt_buf_init(&text, (size_t)1 << 20);
    idt_buf_add_text(&text, json ? "" : "id,name\n");
    for (int i = 0; i < 300; i++) {
        if (json) {
            idt_buf_add_format(&text, "{\"id\":%d,\"name\":\"n%d\"}%s\n", i, i, i % 3 ? "\r" : "");
        } else {
            idt_buf_add_format(&text, i % 7 ? "%d,\"n\"\"%d\"\r\n" : "%d,\"n%d\n\n", i, i);
        }
        for (int k = 0; i % 50 == 49 && k < 100; k++) {
            idt_buf_add_text(&text, k < 99 ? "long" : "\n");
        }
    }
    return text;
}

/* The rows from here on, written down. */
static idt_buf rest_of_rows(void)
{
    bool any = true;
    idt_buf out;
    idt_buf_init(&out, (size_t)1 << 20);
    while (any) {
        assert_int_equal(idt_rows_next(rows, &row, &any, &error), IDT_OK);
        if (any) {
            idt_buf_add_format(&out, "%d %d %d|", (int)row.number, (int)row.line,
                               row.fault != NULL);
            idt_buf_add_str(&out, row.fault != NULL ? idt_str_borrow(row.fault) : row.bytes);
            idt_buf_add_byte(&out, '\n');
        }
    }
    idt_rows_close(rows);
    return out;
}

/* Stops behind `stop` rows; false where there are fewer. */
static bool place_behind(const idt_buf *text, size_t row_max, size_t stop, idt_rows_place *place)
{
    bool any = true;
    assert_int_equal(open_bytes(idt_buf_borrow(text), row_max, NULL, 0), IDT_OK);
    for (size_t i = 0; i < stop && any; i++) {
        assert_int_equal(idt_rows_next(rows, &row, &any, &error), IDT_OK);
    }
    assert_int_equal(idt_rows_place_of(rows, place, &error), IDT_OK);
    idt_rows_close(rows);
    return any;
}

/* From each place on, the rows are those of the run that was not stopped. */
static void check_going_on(bool json, size_t row_max)
{
    idt_rows_place place;
    idt_buf text = many_rows(json);
    assert_int_equal(open_bytes(idt_buf_borrow(&text), row_max, NULL, 0), IDT_OK);
    idt_buf whole = rest_of_rows();
    size_t stop = 0;
    for (; place_behind(&text, row_max, stop, &place);
         stop += 17) { /* 17: behind the long rows too */
        assert_int_equal(open_bytes(idt_buf_borrow(&text), row_max, NULL, 0), IDT_OK);
        assert_int_equal(idt_rows_go_to(rows, &place, &error), IDT_OK);
        idt_buf rest = rest_of_rows();
        char first[32];
        (void)snprintf(first, sizeof first, "%d ", (int)stop + 1);
        assert_true(rest.len == 0 || idt_str_starts(idt_buf_borrow(&rest), first));
        assert_true(rest.len <= whole.len && (stop > 0 || rest.len == whole.len));
        assert_memory_equal(rest.ptr, whole.ptr + whole.len - rest.len, rest.len);
        idt_buf_release(&rest);
    }
    assert_true(stop > 280);
    idt_buf_release(&whole);
    idt_buf_release(&text);
}

static void a_reader_goes_on_where_another_stood(void **state)
{
    (void)state;
    check_going_on(false, 48);
    check_going_on(true, 48);
    check_going_on(false, 4096);
}

static void it_goes_on_behind_the_same_bytes_alone(void **state)
{
    (void)state;
    idt_rows_place place;
    bool any = false;
    open_text("id,name\n1,a\n2,b\n");
    assert_int_equal(idt_rows_next(rows, &row, &any, &error), IDT_OK);
    assert_int_equal(idt_rows_place_of(rows, &place, &error), IDT_OK);
    idt_rows_close(rows);
    open_text("id,name\n1,x\n2,b\n");
    assert_int_equal(idt_rows_go_to(rows, &place, &error), IDT_E_INPUT);
    assert_non_null(strstr(error.message, "not those that were read then"));
    idt_rows_close(rows);
    open_text("id,name\n");
    assert_int_equal(idt_rows_go_to(rows, &place, &error), IDT_E_INPUT);
    idt_rows_close(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_csv_are_numbered_behind_the_head),
        cmocka_unit_test(lines_of_json_are_rows),
        cmocka_unit_test(the_delimiter_is_what_the_head_has_most_of),
        cmocka_unit_test(a_row_with_a_fault_shifts_no_other),
        cmocka_unit_test(a_row_over_the_limit_is_one_row_however_long),
        cmocka_unit_test(a_head_that_cannot_be_used_ends_it_at_once),
        cmocka_unit_test(a_column_is_known_in_any_case),
        cmocka_unit_test(two_columns_that_case_alone_parts_are_refused),
        cmocka_unit_test(a_map_says_what_a_column_holds_or_leaves_it_out),
        cmocka_unit_test(a_reader_goes_on_where_another_stood),
        cmocka_unit_test(it_goes_on_behind_the_same_bytes_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
