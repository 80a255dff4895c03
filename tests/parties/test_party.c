/* A row of CSV or JSON as a party, or what is wrong with it and where. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
/* clang-format on */

#include "parties/party.h"
#include "parties/written_file.h"
#include "random.h"

static idt_rows *rows;
static idt_party_form form;
static idt_party_reader *reader;
static idt_party party;
static idt_error error;
static idt_row row;

static void open_with(idt_str text, char values_by, const char *schema)
{
    written_file file;
    const idt_rows_options options = {0};
    written_file_make(&file, text);
    assert_int_equal(idt_rows_open(file.path, &options, &rows, &error), IDT_OK);
    written_file_remove(&file);
    form = (idt_party_form){.source = "parties.csv",
                            .json = idt_rows_are_json(rows),
                            .delimiter = idt_rows_delimiter(rows),
                            .values_by = values_by,
                            .columns = idt_rows_columns(rows),
                            .schema = idt_str_borrow(schema),
                            .row_bytes_max = IDT_PARTY_ROW_BYTES};
    assert_int_equal(idt_party_reader_new(&form, &reader, &error), IDT_OK);
}

static void open_text(const char *text)
{
    open_with(idt_str_borrow(text), 0, "");
}

static void done(void)
{
    bool any = true;
    assert_int_equal(idt_rows_next(rows, &row, &any, &error), IDT_OK);
    assert_false(any);
    idt_party_reader_free(reader);
    idt_rows_close(rows);
}

static idt_rc read_next(void)
{
    bool any = false;
    assert_int_equal(idt_rows_next(rows, &row, &any, &error), IDT_OK);
    assert_true(any);
    return idt_party_of_row(reader, &row, &party, &error);
}

/* "id Schema property=value ..." */
static void next_is(const char *expected)
{
    idt_buf text;
    assert_int_equal(read_next(), IDT_OK);
    idt_buf_init(&text, 4096);
    idt_buf_add_format(&text, IDT_STR_FMT " " IDT_STR_FMT, IDT_STR_ARG(party.id_json),
                       IDT_STR_ARG(party.schema));
    for (size_t i = 0; i < party.count; i++) {
        idt_buf_add_format(&text, " " IDT_STR_FMT "=" IDT_STR_FMT,
                           IDT_STR_ARG(party.values[i].property),
                           IDT_STR_ARG(party.values[i].value));
    }
    idt_buf_add_byte(&text, '\0');
    assert_string_equal(text.ptr, expected);
    idt_buf_release(&text);
}

static void next_fails(uint32_t line, uint32_t column, const char *part)
{
    assert_int_equal(read_next(), IDT_E_INPUT);
    assert_non_null(strstr(error.message, part));
    assert_string_equal(error.source, "parties.csv");
    assert_int_equal(error.line, line);
    assert_int_equal(error.column, column);
}

static void fields_are_values_of_their_columns(void **state)
{
    (void)state;
    open_text("id,schema,name,name,birthDate\n"
              "7,Person,\" Petrov, Ivan \",\"Ivan \"\"Vanya\"\" P.\",1960-05\n"
              ",,Acme,,\n");
    next_is("\"7\" Person name=Petrov, Ivan name=Ivan \"Vanya\" P. birthDate=1960-05");
    assert_int_equal(party.profile.name_count, 2);
    assert_int_equal(party.profile.names[0].prepared.count, 0);
    assert_int_equal(idt_party_prepare(&party, &error), IDT_OK);
    assert_int_equal(party.profile.names[0].prepared.count, 2); /* for the matcher */
    assert_int_equal(party.profile.field_count, 1);
    next_is("null  name=Acme");
    done();
}

static void several_values_stand_in_a_field_where_it_is_said(void **state)
{
    (void)state;
    open_with(IDT_STR("name,nationality\nA;B, ru ;; by;\n"), ';', "Person");
    next_is("null Person name=A name=B nationality=ru nationality=by");
    done();
    open_text("name,nationality\nA;B,ru\n");
    next_is("null  name=A;B nationality=ru");
    done();
}

static void json_is_nested_or_flat(void **state)
{
    (void)state;
    open_text(
        "{\"id\":7,\"schema\":\"Person\",\"properties\":{\"name\":[\"Ivan\",\"Vanya\"]}}\n"
        "{\"id\":\"7\",\"schema\":null,\"name\":\"Ivan\",\"country\":[\"ru\"],\"alias\":null}\n"
        "{\"caption\":\"Ivan\",\"datasets\":[\"x\"],\"properties\":{\"name\":\"Ivan\"}}\n");
    next_is("7 Person name=Ivan name=Vanya");
    next_is("\"7\"  name=Ivan country=ru");
    next_is("null  name=Ivan");
    done();
}

static void a_party_is_the_same_from_csv_and_json(void **state)
{
    (void)state;
    open_text("id,schema,name,birthDate\n1,Person,Ivan Petrov,1960\n");
    next_is("\"1\" Person name=Ivan Petrov birthDate=1960");
    done();
    open_text(
        "{\"id\":\"1\",\"schema\":\"Person\",\"name\":\"Ivan Petrov\",\"birthDate\":\"1960\"}");
    next_is("\"1\" Person name=Ivan Petrov birthDate=1960");
    done();
}

static void what_is_wrong_with_a_field_is_said_with_its_place(void **state)
{
    (void)state;
    open_text("id,name,birthDate\n"
              "1,\"B\xc3\xa9,\n\"\"x\"\"\",1960-13-01\n"
              "2,Ok,1960\n"
              "3,\xc3\xa9\xe9,1960\n"
              "4,a,1960,x\n"
              "5,a\n"
              "6,\"a\n"
              "7,Ok,\n");
    next_is("\"1\"  name=B\xc3\xa9,\n\"x\" birthDate=1960-13-01");
    assert_int_equal(party.profile.field_count, 0); /* a date that is none is said, by a note */
    assert_string_equal(party.profile.unread[0].property, "birthDate");
    next_is("\"2\"  name=Ok birthDate=1960");
    next_fails(5, 4, "byte 0xe9 is not UTF-8");
    next_fails(6, 10, "4 fields; the head has 3");
    assert_true(idt_str_is(party.id_json, "\"4\""));
    next_fails(7, 4, "2 fields; the head has 3");
    next_fails(8, 3, "never closed");
    next_is("\"7\"  name=Ok");
    done();
}

static void a_nul_byte_is_no_text(void **state)
{
    (void)state;
    open_with(IDT_STR("name\na\0b\nc\n"), 0, "");
    next_fails(2, 2, "NUL");
    next_is("null  name=c");
    done();
    open_text("{\"name\":[\"c\",\"a\\u0000b\"]}\n{\"id\":\"\\u0000\",\"name\":\"a\"}\n{\"name\":"
              "\"c\"}\n");
    next_fails(1, 2, "NUL");
    next_fails(2, 2, "NUL");
    next_is("null  name=c");
    done();
}

static void what_is_wrong_with_a_member_is_said_with_its_place(void **state)
{
    (void)state;
    open_text("{\"id\":1,\"name\":\"a\",\"birthdate\":\"1960\"}\n"
              "{\"id\":2,\"properties\":{\"name\":7}}\n"
              "{\"id\":[3],\"name\":\"a\"}\n"
              "{\"id\":4,\"name\":\"a\"\n"
              "{\"id\":5,\"name\":\"a\",\"name\":\"b\"}\n"
              "{\"id\":6,\"properties\":{},\"name\":\"b\"}\n"
              "{\"id\":7,\"schema\":8,\"name\":\"b\"}\n"
              "null\n"
              "{\"id\":9,\"name\":\"a\"}\n");
    next_fails(1, 20, "did you mean \"birthDate\"?");
    assert_true(idt_str_is(party.id_json, "1"));
    next_fails(2, 23, "neither a text nor a list of texts");
    next_fails(3, 2, "neither a text nor a whole number");
    next_fails(4, 18, "not valid JSON");
    assert_int_equal(read_next(), IDT_E_INPUT); /* a member twice */
    assert_int_equal(error.line, 5);
    next_fails(6, 25, "beside \"properties\"");
    next_fails(7, 9, "\"schema\" is no text");
    next_fails(8, 1, "expected an object");
    next_is("9  name=a");
    done();
}

static void an_id_over_the_limit_is_no_id(void **state)
{
    (void)state;
    idt_buf text;
    idt_buf_init(&text, (size_t)1 << 20);
    idt_buf_add_text(&text, "name,id\nA,");
    for (int i = 0; i < 5000; i++) {
        idt_buf_add_byte(&text, 'x');
    }
    idt_buf_add_text(&text, "\nB,2\n");
    open_with(idt_buf_borrow(&text), 0, "");
    next_fails(2, 3, "an id of more than");
    assert_true(idt_str_is(party.id_json, "null"));
    next_is("\"2\"  name=B");
    done();
    idt_buf_release(&text);
}

/* `value` so many times, `between` them. */
static void repeat(idt_buf *text, const char *value, const char *between, int count)
{
    for (int i = 0; i < count; i++) {
        idt_buf_add_text(text, i > 0 ? between : "");
        idt_buf_add_text(text, value);
    }
}

static void a_row_with_more_than_a_party_may_say_is_refused_as_a_whole(void **state)
{
    (void)state;
    idt_buf text;
    idt_buf_init(&text, (size_t)16 << 20);
    idt_buf_add_text(&text, "name,address\n");
    repeat(&text, "Ivan Petrov", ";", 256);
    idt_buf_add_text(&text, ",\n");
    repeat(&text, "Ivan Petrov", ";", 257);
    idt_buf_add_text(&text, ",\nA,");
    repeat(&text, "9 Main Street", ";", 1023);
    idt_buf_add_text(&text, "\n\"A\nB\",");
    repeat(&text, "9 Main Street", ";", 1024);
    idt_buf_add_text(&text, "\n");
    repeat(&text, "abcd ", "", 820); /* 4,099 bytes without the last blank */
    idt_buf_add_text(&text, ",\nB,\n");
    open_with(idt_buf_borrow(&text), ';', "Person");
    assert_int_equal(read_next(), IDT_OK);
    assert_int_equal(party.count, 256);
    next_fails(3, 1, "more than 256 names; is it one party?");
    assert_int_equal(read_next(), IDT_OK);
    assert_int_equal(party.count, 1024);
    next_fails(6, 4, "more than 1024 values");
    next_fails(7, 1, "a name of 4099 bytes; a name has at most 4096");
    next_is("null Person name=B");
    done();
    idt_buf_release(&text);
}

/* The richest listed party has names of 3,500 bytes; what a row costs goes with its words. */
static void the_names_of_a_row_have_so_many_bytes_together(void **state)
{
    (void)state;
    idt_buf text;
    idt_buf_init(&text, (size_t)1 << 20);
    idt_buf_add_text(&text, "name\n");
    for (int names = 63; names <= 65; names++) { /* 63 of 260 bytes: 16,380 */
        for (int i = 0; i < names; i++) {
            idt_buf_add_text(&text, i > 0 ? ";" : "");
            repeat(&text, "Mahmoud Ali 1", "", 20);
        }
        idt_buf_add_text(&text, "\n");
    }
    idt_buf_add_text(&text, "B\n");
    open_with(idt_buf_borrow(&text), ';', "Person");
    assert_int_equal(read_next(), IDT_OK);
    assert_int_equal(party.count, 63);
    next_fails(3, 1, "names of more than 16384 bytes together; is it one party?");
    next_fails(4, 1, "names of more than 16384 bytes together; is it one party?");
    next_is("null Person name=B");
    done();
    idt_buf_release(&text);
}

static void a_line_of_json_has_as_many_members_as_a_party_may_have(void **state)
{
    (void)state;
    idt_buf text;
    idt_buf_init(&text, (size_t)16 << 20);
    idt_buf_add_text(&text, "{\"name\":\"A\",\"notes\":\"");
    repeat(&text, "[a, \\\"b\\\", {c}]", "", 5000); /* text, whatever it looks like */
    idt_buf_add_text(&text, "\"}\n{\"name\":");
    repeat(&text, "[", "", 5000);
    idt_buf_add_text(&text, "\n{\"name\":[");
    repeat(&text, "1", ",", 500000);
    idt_buf_add_text(&text, "]}\n{\"name\":\"B\"}\n");
    open_with(idt_buf_borrow(&text), 0, "");
    assert_int_equal(read_next(), IDT_OK);
    next_fails(2, 1, "more than 4096 members and values");
    next_fails(3, 1, "more than 4096 members and values");
    next_is("null  name=B");
    done();
    idt_buf_release(&text);
}

/* As much as a row can hold, of all that is taken apart: no more memory than a party has. */
static void the_largest_row_is_read(void **state)
{
    (void)state;
    static const char *const properties[] = {"name", "address", "notes", "passportNumber", "email"};
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
        idt_buf text;
        idt_buf_init(&text, (size_t)16 << 20);
        idt_buf_add_format(&text, "name,%s\nA,", properties[i]);
        const bool name = i == 0;
        for (int k = 0; k < (name ? 255 : 1023); k++) {
            repeat(&text, "Petrov-Vodkin \xd0\x96\xd1\x83 ", "", name ? 3 : 50);
            idt_buf_add_byte(&text, ';');
        }
        text.len = text.len < IDT_PARTY_ROW_BYTES - 1 ? text.len : IDT_PARTY_ROW_BYTES - 1;
        idt_buf_add_text(&text, "\n");
        open_with(idt_buf_borrow(&text), ';', "Person");
        assert_int_equal(read_next(), IDT_OK);
        done();
        idt_buf_release(&text);
    }
}

/* Rows of words nobody read before, more than are remembered, and one of several names. */
static void add_rows(idt_buf *text, random_state *r, size_t rows_wanted)
{
    static const char *const syllables[] = {"ка", "ро", "ми", "ну", "зе", "тя", "щу", "жо", "би"};
    idt_buf_add_text(text, "id,name,alias\n");
    for (size_t i = 0; i < rows_wanted; i++) {
        idt_buf_add_format(text, "%zu,", i);
        for (size_t k = 0; k < 12; k++) {
            idt_buf_add_text(text,
                             syllables[random_below(r, sizeof syllables / sizeof *syllables)]);
            idt_buf_add_text(text, k % 4 == 3 ? " " : "");
        }
        idt_buf_add_text(text, ",Иван Петров\n");
    }
}

/* I2 */
static void words_of_rows_before_change_nothing(void **state)
{
    (void)state;
    const size_t count = 2500;
    idt_buf text;
    random_state r = random_start("rows");
    idt_arena *arena = idt_arena_new((size_t)64 << 20);
    idt_buf_init(&text, (size_t)4 << 20);
    add_rows(&text, &r, count);
    open_with(idt_buf_borrow(&text), 0, "Person");
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(read_next(), IDT_OK);
        assert_int_equal(party.profile.name_count, 2);
        assert_int_equal(idt_party_prepare(&party, &error), IDT_OK);
        for (size_t k = 0; k < 2; k++) {
            idt_name alone;
            const idt_name *name = &party.profile.names[k].parsed;
            idt_arena_clear(arena);
            assert_int_equal(
                idt_name_parse(name->source, IDT_NAME_PERSON, NULL, arena, &alone, &error), IDT_OK);
            assert_int_equal(name->count, alone.count);
            for (size_t n = 0; n < alone.count; n++) {
                const idt_name_part *there = &name->parts[n];
                const idt_name_part *here = &alone.parts[n];
                assert_int_equal(there->sound_count, here->sound_count);
                for (size_t s = 0; s < here->sound_count; s++) {
                    assert_true(idt_str_equal(there->sounds[s], here->sounds[s]));
                }
                assert_true(here->reading_count > 0 &&
                            idt_str_equal(there->readings[0].latin, here->readings[0].latin));
            }
        }
    }
    done();
    idt_buf_release(&text);
    idt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_values_of_their_columns),
        cmocka_unit_test(several_values_stand_in_a_field_where_it_is_said),
        cmocka_unit_test(json_is_nested_or_flat),
        cmocka_unit_test(a_party_is_the_same_from_csv_and_json),
        cmocka_unit_test(what_is_wrong_with_a_field_is_said_with_its_place),
        cmocka_unit_test(a_nul_byte_is_no_text),
        cmocka_unit_test(what_is_wrong_with_a_member_is_said_with_its_place),
        cmocka_unit_test(an_id_over_the_limit_is_no_id),
        cmocka_unit_test(a_row_with_more_than_a_party_may_say_is_refused_as_a_whole),
        cmocka_unit_test(the_names_of_a_row_have_so_many_bytes_together),
        cmocka_unit_test(a_line_of_json_has_as_many_members_as_a_party_may_have),
        cmocka_unit_test(the_largest_row_is_read),
        cmocka_unit_test(words_of_rows_before_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
