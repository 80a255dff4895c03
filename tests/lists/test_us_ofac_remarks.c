/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
/* clang-format on */

#include "lists/us_ofac_programmes.h"
#include "lists/us_ofac_remarks.h"
#include "reading.h"

static reading r;

/* One entry with these remarks. */
static void remarks(const char *type, const char *programmes, const char *title, const char *text)
{
    static char row[4096];
    (void)snprintf(row, sizeof row,
                   "7,\"DOE, Jane\",\"%s\",\"%s\",\"%s\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"%s\"\r\n"
                   "\x1a",
                   type, programmes, title, text);
    reading_open(&r, "us_ofac_sdn", "sdn.csv", idt_str_borrow(row));
    assert_int_equal(r.rc, IDT_OK);
    assert_int_equal(r.account.mapped, 1);
}

static void person(const char *text)
{
    remarks("individual", "SDGT", "-0- ", text);
}

static void understood(uint64_t understood_segments, uint64_t met)
{
    assert_int_equal(r.account.segments_understood, understood_segments);
    assert_int_equal(r.account.segments, met);
    reading_close(&r);
}

static void birth_dates_are_each_a_statement(void **state)
{
    (void)state;
    person("DOB 13 Jan 1965; alt. DOB circa 1966; alt. DOB 1967 to 1968; POB Ur, Iraq; alt. POB "
           "Kish.");
    assert_true(reading_has(
        &r, "\"birthDate\":[[\"1965-01-13\",{}],[\"1966~\",{}],[\"[1967..1968]\",{}]]"));
    assert_true(reading_has(&r, "\"birthPlace\":[[\"Kish\",{}],[\"Ur, Iraq\",{}]]"));
    understood(5, 5);
}

static void numbers_have_country_and_days(void **state)
{
    (void)state;
    person("Passport A 12 (Iran) issued 01 Feb 2010 expires 02 Feb 2020; alt. Passport B1; Cedula "
           "No. 77 (Colombia).");
    assert_true(reading_has(&r, "[\"A 12\",{\"country\":\"Iran\",\"expires_on\":\"2020-02-02\","
                                "\"issued\":\"2010-02-01\"}]"));
    assert_true(reading_has(&r, "[\"B1\",{}]"));
    assert_true(reading_has(&r, "\"idNumber\":[[\"77\",{\"country\":\"Colombia\",\"document\":"
                                "\"Cedula No.\"}]]"));
    understood(3, 3);
}

static void what_is_no_number_stays_text(void **state)
{
    (void)state;
    person("Passport issued in Ur; Passport 41 issued under the name Al; SWIFT/BIC ABCDEFGH.");
    assert_false(reading_has(&r, "passportNumber"));
    assert_true(reading_has(&r, "\"swiftBic\":[[\"ABCDEFGH\",{}]]"));
    understood(1, 3);
}

static void a_document_that_is_not_in_the_table_is_read_by_its_form(void **state)
{
    (void)state;
    person("Utopian Fishing Card No. 12-B (Utopia).");
    assert_true(reading_has(&r, "\"idNumber\":[[\"12-B\",{\"country\":\"Utopia\",\"document\":"
                                "\"Utopian Fishing Card No.\"}]]"));
    understood(1, 1);
}

static void ship_numbers_are_told_from_others(void **state)
{
    (void)state;
    remarks("vessel", "IRAN", "-0- ",
            "Vessel Registration Identification IMO 9187629; MMSI 422300000; Former Vessel Flag "
            "Malta; Vessel Year of Build 1999.");
    assert_true(reading_has(&r, "\"imoNumber\":[[\"9187629\",{}]]"));
    assert_true(reading_has(&r, "\"mmsi\":[[\"422300000\",{}]]"));
    assert_true(reading_has(&r, "\"pastFlags\":[[\"Malta\",{}]]"));
    assert_true(reading_has(&r, "\"buildDate\":[[\"1999\",{}]]"));
    assert_true(reading_has(&r, "\"schema\":[[\"Vessel\",{}]]"));
    understood(4, 4);
}

static void wallets_keep_their_currency(void **state)
{
    (void)state;
    person("Digital Currency Address - XBT 1abc; alt. Digital Currency Address - ETH 0x2f.");
    assert_true(reading_has(&r, "\"publicKey\":[[\"0x2f\",{\"document\":\"ETH\"}],[\"1abc\",{"
                                "\"document\":\"XBT\"}]]"));
    assert_true(reading_has(&r, "\"currencySymbol\":[[\"ETH\",{}],[\"XBT\",{}]]"));
    understood(2, 2);
}

static void names_in_quotes_are_weak(void **state)
{
    (void)state;
    person("a.k.a. 'RED'; a.k.a. 'O'NEIL'; f.k.a. 'BLUE'.");
    assert_true(reading_has(&r, "\"weakAlias\":[[\"O'NEIL\",{}],[\"RED\",{}]]"));
    assert_true(reading_has(&r, "\"previousName\":[[\"BLUE\",{\"quality\":\"weak\"}]]"));
    understood(3, 3);
}

static void secondary_sanctions_are_a_measure_of_the_listings_of_ofac(void **state)
{
    (void)state;
    remarks("-0- ", "FTO] [SDGT", "-0- ",
            "Additional Sanctions Information - Subject to Secondary Sanctions; Linked To: SOME "
            "GROUP.");
    assert_true(reading_has(&r, "\"listing\":[[\"us-fto\",{\"programme\":[\"FTO\"]}],[\"us-sdgt\","
                                "{\"measures\":[\"asset_freeze\",\"secondary_sanctions\"],"
                                "\"programme\":[\"SDGT\"]}]]"));
    assert_true(reading_has(&r, "\"notes\":[[\"Additional Sanctions Information - Subject to "
                                "Secondary Sanctions\",{}]]"));
    assert_true(reading_has(&r, "\"linkedTo\":[[\"SOME GROUP\",{}]]"));
    understood(2, 2);
}

static void not_subject_to_secondary_sanctions_is_no_measure(void **state)
{
    (void)state;
    person("Additional Sanctions Information - Not on the SDN List and Not Subject to Secondary "
           "Sanctions.");
    assert_false(reading_has(&r, "measures"));
    understood(1, 1);
}

static void a_directive_is_a_list_with_its_own_days(void **state)
{
    (void)state;
    remarks("-0- ", "RUSSIA-EO14024", "-0- ",
            "Listing Date (EO 14024 Directive 3): 24 Feb 2022; Effective Date (EO 14024 Directive "
            "3): 26 Mar 2022.");
    assert_true(reading_has(&r, "\"event\":[[\"decide\",{\"decided\":\"2022-02-24\",\"effective_"
                                "from\":\"2022-03-26\",\"id\":\"listed-us-eo-14024-directive-3\","
                                "\"list\":\"us-eo-14024-directive-3\"}]]"));
    assert_true(reading_has(&r, "[\"us-russia-eo14024\",{\"programme\":[\"RUSSIA-EO14024\"]}]"));
    understood(2, 2);
}

static void remarks_that_begin_with_the_title_say_it_once(void **state)
{
    (void)state;
    remarks("individual", "SYRIA", "Colonel; Head of Branch 5",
            "Colonel; Head of Branch 5; Gender "
            "Female.");
    assert_true(reading_has(&r, "\"position\":[[\"Colonel; Head of Branch 5\",{}]]"));
    assert_true(reading_has(&r, "\"gender\":[[\"Female\",{}]]"));
    understood(3, 3);
}

static void what_is_not_understood_stays_as_notes_and_is_counted(void **state)
{
    (void)state;
    person("Gender Male; something new altogether; DOB 31 Feb 1970; Passport .");
    assert_true(reading_has(&r,
                            "\"notes\":[[\"DOB 31 Feb 1970\",{}],[\"Passport\",{}],[\"something "
                            "new altogether\",{}]]"));
    understood(1, 4);
}

static void heads_and_tags_are_in_byte_order(void **state)
{
    (void)state;
    for (size_t i = 1; i < IDT_OFAC_HEADS_COUNT; i++) {
        assert_true(strcmp(IDT_OFAC_HEADS[i - 1].words, IDT_OFAC_HEADS[i].words) < 0);
    }
    for (size_t i = 1; i < IDT_OFAC_PROGRAMMES_COUNT; i++) {
        assert_true(strcmp(IDT_OFAC_PROGRAMMES[i - 1].tag, IDT_OFAC_PROGRAMMES[i].tag) < 0);
    }
}

static void every_head_finds_itself_and_names_a_property(void **state)
{
    (void)state;
    for (size_t i = 0; i < IDT_OFAC_HEADS_COUNT; i++) {
        const idt_ofac_head *head = &IDT_OFAC_HEADS[i];
        assert_ptr_equal(idt_ofac_head_find(idt_str_borrow(head->words)), head);
        assert_non_null(idt_property_find(idt_str_borrow(head->property)));
    }
    assert_null(idt_ofac_head_find(IDT_STR("Passports")));
    assert_string_equal(idt_ofac_head_find(IDT_STR("Tax ID No. 5"))->words, "Tax ID No.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(birth_dates_are_each_a_statement),
        cmocka_unit_test(numbers_have_country_and_days),
        cmocka_unit_test(what_is_no_number_stays_text),
        cmocka_unit_test(a_document_that_is_not_in_the_table_is_read_by_its_form),
        cmocka_unit_test(ship_numbers_are_told_from_others),
        cmocka_unit_test(wallets_keep_their_currency),
        cmocka_unit_test(names_in_quotes_are_weak),
        cmocka_unit_test(secondary_sanctions_are_a_measure_of_the_listings_of_ofac),
        cmocka_unit_test(not_subject_to_secondary_sanctions_is_no_measure),
        cmocka_unit_test(a_directive_is_a_list_with_its_own_days),
        cmocka_unit_test(remarks_that_begin_with_the_title_say_it_once),
        cmocka_unit_test(what_is_not_understood_stays_as_notes_and_is_counted),
        cmocka_unit_test(heads_and_tags_are_in_byte_order),
        cmocka_unit_test(every_head_finds_itself_and_names_a_property),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
