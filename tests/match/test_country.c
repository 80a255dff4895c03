/* A country by code and by name, and what a query says that is none. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
/* clang-format on */

#include "generated/country_table.h"
#include "match/country.h"
#include "match/query_note.h"
#include "text/key.h"

static idt_arena *arena;
static idt_error error;

static const char *read_as(const char *text)
{
    static idt_country_text code;
    uint16_t country = 0;
    assert_int_equal(idt_field_country_read(idt_str_borrow(text), arena, &country, &error), IDT_OK);
    code = idt_country_code_of(country);
    return code.code;
}

static void a_code_of_two_letters_or_three_or_a_name_is_its_country(void **state)
{
    (void)state;
    static const char *const rows[][2] = {{"de", "de"},
                                          {"DE", "de"},
                                          {"deu", "de"},
                                          {"Germany", "de"},
                                          {" germany ", "de"},
                                          {"Federal Republic of Germany", "de"},
                                          {"German", "de"},
                                          {"UK", "gb"},
                                          {"gb-sct", "gb"},
                                          {"suhh", "su"},
                                          {"Soviet Union", "su"},
                                          {"Korea, North", "kp"},
                                          {"Korea", ""},
                                          {"Saint Lucia", "lc"},
                                          {"Cura\xc3\xa7\x61o", "cw"},
                                          {"USA", "us"},
                                          {"XKX", "xk"},
                                          {"Guinea", "gn"},
                                          {"Republic of the Congo", "cg"},
                                          {"Niger", "ne"},
                                          {"C\xc3\xb4te d'Ivoire", "ci"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(read_as(rows[i][0]), rows[i][1]);
    }
}

static void a_code_that_nobody_gave_out_is_no_country(void **state)
{
    (void)state;
    static const char *const none[] = {"xx", "zz", "zz9", "qqq", "xx-yy", "", "1", "Atlantis"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_string_equal(read_as(none[i]), "");
    }
}

static void every_row_of_the_tables_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < IDT_COUNTRY_CODES; i++) {
        const struct idt_country_code *row = &idt_country_codes[i];
        const uint16_t country = idt_country_with_code(idt_str_borrow(row->code));
        assert_string_equal(idt_country_code_of(country).code, row->code);
        if (row->code3[0] != '\0') {
            assert_int_equal(idt_country_with_code(idt_str_borrow(row->code3)), country);
        }
        if (row->name[0] != '\0') {
            assert_string_equal(read_as(row->name), row->code);
        }
    }
    for (size_t i = 0; i < IDT_COUNTRY_NAMES; i++) {
        idt_str key; /* the table's keys are keys */
        const idt_str text = idt_str_borrow(idt_country_names[i].key);
        assert_int_equal(idt_text_key(text, arena, &key, &error), IDT_OK);
        assert_true(idt_str_equal(key, text));
        assert_string_equal(idt_country_code_of(idt_country_with_name(key)).code,
                            idt_country_names[i].code);
    }
}

/* The notes on `property` = `value` of a party of `schema`, one a line. */
static const char *notes_on(const char *schema, const char *property, const char *value)
{
    static char text[2000];
    idt_profile p;
    const idt_str *notes;
    size_t count;
    idt_profile_init(&p, idt_str_borrow(schema), arena);
    assert_int_equal(idt_profile_add(&p, idt_str_borrow(property), idt_str_borrow(value), &error),
                     IDT_OK);
    assert_int_equal(idt_profile_prepare(&p, &error), IDT_OK);
    assert_int_equal(idt_query_notes(&p, arena, &notes, &count, &error), IDT_OK);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        const size_t used = strlen(text);
        (void)snprintf(text + used, sizeof text - used, "%s" IDT_STR_FMT, i > 0 ? "\n" : "",
                       IDT_STR_ARG(notes[i]));
    }
    return text;
}

static void what_is_not_understood_is_said_with_the_nearest(void **state)
{
    (void)state;
    assert_string_equal(
        notes_on("Person", "nationality", "Germanny"),
        "nationality \"Germanny\" is no country that is known; did you mean Germany "
        "(de)? It was not compared.");
    assert_string_equal(notes_on("Person", "birthCountry", "xx"),
                        "birthCountry \"xx\" is no country that is known; expected a code such as "
                        "de, or a name. It was not compared.");
    assert_string_equal(notes_on("Person", "gender", "x"),
                        "gender \"x\" is neither male nor female. It was not compared.");
    assert_string_equal(notes_on("Persn", "name", "Ivan"),
                        "schema \"Persn\" is no kind of party; did you mean Person? The party was "
                        "compared with all kinds.");
}

static void what_is_understood_or_blank_has_no_note(void **state)
{
    (void)state;
    static const char *const rows[][3] = {{"Person", "nationality", "German"},
                                          {"Person", "nationality", "N/A"},
                                          {"Person", "passportNumber", "unknown"},
                                          {"Person", "passportNumber", "A1234567"},
                                          {"Person", "gender", " - "},
                                          {"", "name", "Ivan"},
                                          {"LegalEntity", "name", "!!!"},
                                          {"Person", "notes", "anything"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(notes_on(rows[i][0], rows[i][1], rows[i][2]), "");
    }
}

static void a_name_that_is_cut_is_said_to_be(void **state)
{
    (void)state;
    idt_buf name;
    idt_buf_init(&name, 4096);
    for (int i = 0; i < 70; i++) {
        idt_buf_add_format(&name, "word%c%c ", 'a' + i / 10, 'a' + i % 10);
    }
    idt_buf_add_byte(&name, '\0');
    assert_non_null(strstr(notes_on("Person", "name", name.ptr),
                           "a name of over 64 parts; the last 6 were not compared."));
    idt_buf_release(&name);
}

static int make(void **state)
{
    (void)state;
    arena = idt_arena_new((size_t)16 << 20);
    return arena != NULL ? 0 : -1;
}

static int drop(void **state)
{
    (void)state;
    idt_arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_of_two_letters_or_three_or_a_name_is_its_country),
        cmocka_unit_test(a_code_that_nobody_gave_out_is_no_country),
        cmocka_unit_test(every_row_of_the_tables_is_found),
        cmocka_unit_test(what_is_not_understood_is_said_with_the_nearest),
        cmocka_unit_test(what_is_understood_or_blank_has_no_note),
        cmocka_unit_test(a_name_that_is_cut_is_said_to_be),
    };
    return cmocka_run_group_tests(tests, make, drop);
}
