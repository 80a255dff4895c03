#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "reading.h"

/* All invented. */
#define HEAD                                                                                       \
    "<?xml version='1.0'?>\n<CONSOLIDATED_LIST xmlns:xsi='x' "                                     \
    "dateGenerated='2020-11-23T19:10:17.6-05:00'>\n"
#define PERSON(inner)                                                                              \
    HEAD "<INDIVIDUALS><INDIVIDUAL><DATAID>11</DATAID><FIRST_NAME>ADA</FIRST_NAME>"                \
         "<UN_LIST_TYPE>Moon</UN_LIST_TYPE><REFERENCE_NUMBER>QDi.900</REFERENCE_NUMBER>"           \
         "<LISTED_ON>2001-01-25</LISTED_ON>" inner "</INDIVIDUAL></INDIVIDUALS>"                   \
         "</CONSOLIDATED_LIST>"
#define ENTITY(inner)                                                                              \
    HEAD "<ENTITIES><ENTITY><DATAID>12</DATAID><FIRST_NAME>THE CLUB</FIRST_NAME>"                  \
         "<UN_LIST_TYPE>Moon</UN_LIST_TYPE><REFERENCE_NUMBER>TAe.900</REFERENCE_NUMBER>"           \
         "<LISTED_ON>2001-01-25-05:00</LISTED_ON>" inner "</ENTITY></ENTITIES>"                    \
         "</CONSOLIDATED_LIST>"

static void expect(const char *xml, const char *const *pieces)
{
    reading r;
    reading_open(&r, "un_sc", "un.xml", idt_str_borrow(xml));
    assert_string_equal(r.error.message, "");
    assert_int_equal(r.account.mapped, 1);
    for (; *pieces != NULL; pieces++) {
        if (!reading_has(&r, *pieces)) {
            print_message("not there: %s\nin: %s\n", *pieces, r.records.ptr);
        }
        assert_true(reading_has(&r, *pieces));
    }
    reading_close(&r);
}

#define EXPECT(xml, ...) expect(xml, (const char *const[]){__VA_ARGS__, NULL})

static void an_entry_is_a_record_with_its_list_and_day_of_listing(void **state)
{
    (void)state;
    EXPECT(PERSON("<SECOND_NAME> OF\n   THE </SECOND_NAME><THIRD_NAME>MOON</THIRD_NAME>"
                  "<FOURTH_NAME>III</FOURTH_NAME>"),
           "11 {\"event\":[[\"decide\",{\"effective_from\":\"2001-01-25\",\"id\":\"listed\","
           "\"list\":\"un-1267\"}]],\"firstName\":[[\"ADA\",{}]],\"listing\":[[\"un-1267\","
           "{\"programme\":[\"Moon\"]}]],\"middleName\":[[\"MOON\",{}]],"
           "\"name\":[[\"ADA OF THE MOON III\",{}]],\"schema\":[[\"Person\",{}]],"
           "\"secondName\":[[\"OF THE\",{}]],\"unscId\":[[\"QDi.900\",{}]]}");
}

static void the_zone_behind_a_day_does_not_move_it(void **state)
{
    (void)state;
    EXPECT(ENTITY(""), "\"effective_from\":\"2001-01-25\"", "\"list\":\"un-1988\"",
           "[\"Organization\",{}]");
    EXPECT(PERSON("<INDIVIDUAL_DATE_OF_BIRTH><DATE>1958-01-01T00:00:00-05:00</DATE>"
                  "</INDIVIDUAL_DATE_OF_BIRTH>"),
           "\"birthDate\":[[\"1958-01-01\",{}]]");
}

static void births_are_as_exact_as_the_source(void **state)
{
    (void)state;
#define BIRTH(inner) PERSON("<INDIVIDUAL_DATE_OF_BIRTH>" inner "</INDIVIDUAL_DATE_OF_BIRTH>")
    EXPECT(BIRTH("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1958</YEAR>"), "[\"1958~\",{}]");
    EXPECT(BIRTH("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1958</YEAR><NOTE>Approximately</NOTE>"),
           "[\"1958~\",{}]");
    EXPECT(BIRTH("<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1958</FROM_YEAR>"
                 "<TO_YEAR>1963</TO_YEAR><NOTE>by word</NOTE>"),
           "[\"[1958..1963]\",{\"note\":\"by word\"}]");
    EXPECT(BIRTH("<TYPE_OF_DATE>Approximately</TYPE_OF_DATE><YEAR>1966-1967</YEAR>"),
           "[\"[1966..1967]\",{\"quality\":\"approximately\"}]");
    EXPECT(BIRTH("<NOTE>24/06/1402 (Hijri Calendar)</NOTE>"),
           "\"notes\":[[\"Date of birth: 24/06/1402 (Hijri Calendar)\",{}]]");
}

static void a_date_no_calendar_has_is_kept_as_a_note_and_told(void **state)
{
    (void)state;
    reading r;
    reading_open(&r, "un_sc", "un.xml", IDT_STR(BIRTH("<DATE>1958-02-30</DATE>\n") ""));
    assert_true(reading_has(&r, "[\"Date of birth: 1958-02-30\",{}]"));
    assert_false(reading_has(&r, "birthDate"));
    assert_true(reading_warned(&r, "un.xml:3:"));
    assert_true(reading_warned(&r, "Date of birth \"1958-02-30\" is no date"));
    reading_close(&r);
    reading_open(&r, "un_sc", "un.xml",
                 IDT_STR(BIRTH("<FROM_YEAR>1963</FROM_YEAR><TO_YEAR>1958</TO_YEAR>")));
    assert_true(reading_has(&r, "Date of birth: [1963..1958]"));
    assert_true(reading_warned(&r, "[1963..1958]"));
    reading_close(&r);
}

static void aliases_keep_their_quality(void **state)
{
    (void)state;
#define ALIAS(q, n)                                                                                \
    "<INDIVIDUAL_ALIAS><QUALITY>" q "</QUALITY><ALIAS_NAME>" n "</ALIAS_NAME></INDIVIDUAL_ALIAS>"
#define AKA(q, n)                                                                                  \
    "<ENTITY_ALIAS><QUALITY>" q "</QUALITY><ALIAS_NAME>" n "</ALIAS_NAME></ENTITY_ALIAS>"
    EXPECT(PERSON(ALIAS("Good", "Bea") ALIAS("Low", "Cid") "<INDIVIDUAL_ALIAS><QUALITY/>"
                                                           "<ALIAS_NAME/></INDIVIDUAL_ALIAS>"),
           "\"alias\":[[\"Bea\",{\"quality\":\"Good\"}]],",
           "\"weakAlias\":[[\"Cid\",{\"quality\":\"Low\"}]]");
    EXPECT(ENTITY(AKA("a.k.a.", "Club A") AKA("f.k.a.", "Club B")),
           "\"alias\":[[\"Club A\",{\"quality\":\"a.k.a.\"}]]",
           "\"previousName\":[[\"Club B\",{\"quality\":\"f.k.a.\"}]]");
}

static void one_alias_element_may_hold_several_names(void **state)
{
    (void)state;
    EXPECT(ENTITY(AKA("a.k.a.", "A One; B Two,")), "[\"A One\",{", "[\"B Two\",{");
    EXPECT(ENTITY(AKA("a.k.a.", "Moon (MN)")), "[\"Moon (MN)\",{");
    EXPECT(ENTITY(AKA("a.k.a.", "Moon (Mond; Lune)")), "[\"Moon\",{", "[\"Mond\",{", "[\"Lune\",{");
    EXPECT(ENTITY(AKA("a.k.a.", "Moon (\xd0\x9b\xd1\x83\xd0\xbd\xd0\xb0)")), "[\"Moon\",{",
           "[\"\xd0\x9b\xd1\x83\xd0\xbd\xd0\xb0\",{");
    EXPECT(ENTITY(AKA("a.k.a.", "Moon (original script: \xd0\x9b\xd1\x83)")), "[\"Moon\",{",
           "[\"\xd0\x9b\xd1\x83\",{");
    EXPECT(ENTITY(AKA("a.k.a.", "Moon (; x")), "[\"Moon (; x\",{");
    EXPECT(ENTITY(AKA("a.k.a.", "A (B (C (D (E; F); G); H); I)")), "[\"A\",{", "[\"I\",{",
           "[\"D (E; F)\",{");
}

static void an_alias_may_tell_another_birth(void **state)
{
    (void)state;
    EXPECT(PERSON("<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Bea</ALIAS_NAME>"
                  "<DATE_OF_BIRTH>1979-12-31</DATE_OF_BIRTH><CITY_OF_BIRTH>Crater"
                  "</CITY_OF_BIRTH><COUNTRY_OF_BIRTH>Moon</COUNTRY_OF_BIRTH></INDIVIDUAL_ALIAS>"),
           "\"birthDate\":[[\"1979-12-31\",{\"note\":\"under the alias Bea\"}]]",
           "\"birthPlace\":[[\"Crater, Moon\",{\"country\":\"Moon\",\"note\":\"under the alias "
           "Bea\"}]]");
}

static void a_name_in_its_own_script_has_a_language_only_where_that_is_certain(void **state)
{
    (void)state;
#define OWN(n) PERSON("<NAME_ORIGINAL_SCRIPT>" n "</NAME_ORIGINAL_SCRIPT>")
    EXPECT(OWN("\xea\xb9\x80\xea\xb0\x80"), "[\"\xea\xb9\x80\xea\xb0\x80\",{\"lang\":\"ko\"}]");
    EXPECT(OWN("\xea\xb9\x80\xef\xbc\xa1"), "[\"\xea\xb9\x80\xef\xbc\xa1\",{}]");
    EXPECT(OWN("\xd0\x9b\xd1\x83"), "[\"\xd0\x9b\xd1\x83\",{}]");
    EXPECT(OWN("\xd0\x9b\xd1\x83 (Lunar)"), "[\"\xd0\x9b\xd1\x83\",{\"note\":\"Lunar\"}]");
}

static void documents_addresses_and_places_keep_their_parts(void **state)
{
    (void)state;
    EXPECT(PERSON("<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>"
                  "<NUMBER>A 1</NUMBER><ISSUING_COUNTRY>Moon</ISSUING_COUNTRY>"
                  "<DATE_OF_ISSUE>2010-02-18</DATE_OF_ISSUE><CITY_OF_ISSUE>Crater</CITY_OF_ISSUE>"
                  "<COUNTRY_OF_ISSUE>Mars</COUNTRY_OF_ISSUE><NOTE>lost</NOTE>"
                  "</INDIVIDUAL_DOCUMENT>"),
           "\"passportNumber\":[[\"A 1\",{\"country\":\"Moon\",\"document\":\"Passport\","
           "\"issued\":\"2010-02-18\",\"note\":\"lost; issued in Crater, Mars\"}]]");
    EXPECT(PERSON("<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification\n  Number"
                  "</TYPE_OF_DOCUMENT><TYPE_OF_DOCUMENT2>Moon card</TYPE_OF_DOCUMENT2>"
                  "<NUMBER>7</NUMBER></INDIVIDUAL_DOCUMENT>"),
           "\"idNumber\":[[\"7\",{\"document\":\"Moon card\"}]]");
    EXPECT(PERSON("<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>"
                  "<NOTE>Moon passport 5</NOTE></INDIVIDUAL_DOCUMENT>"),
           "[\"Passport: Moon passport 5\",{}]");
    EXPECT(PERSON("<INDIVIDUAL_ADDRESS><STREET>1 Way</STREET><CITY>Crater</CITY>"
                  "<COUNTRY>Moon</COUNTRY><NOTE>old</NOTE></INDIVIDUAL_ADDRESS>"
                  "<INDIVIDUAL_ADDRESS><COUNTRY>Mars</COUNTRY><NOTE>in prison</NOTE>"
                  "</INDIVIDUAL_ADDRESS>"
                  "<INDIVIDUAL_ADDRESS><NOTE>nowhere</NOTE></INDIVIDUAL_ADDRESS>"),
           "\"country\":[[\"Mars\",{\"note\":\"in prison\"}]]",
           "[\"1 Way, Crater, Moon\",{\"country\":\"Moon\",\"note\":\"old\"}]",
           "[\"Address: nowhere\",{}]");
    EXPECT(PERSON("<INDIVIDUAL_PLACE_OF_BIRTH><COUNTRY>Moon</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>"
                  "<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Ares</CITY><COUNTRY>Mars</COUNTRY>"
                  "</INDIVIDUAL_PLACE_OF_BIRTH>"),
           "\"birthCountry\":[[\"Mars\",{}],[\"Moon\",{}]]",
           "\"birthPlace\":[[\"Ares, Mars\",{\"country\":\"Mars\"}]]");
}

static void what_else_is_said_is_kept(void **state)
{
    (void)state;
    EXPECT(PERSON("<GENDER>MALE</GENDER><TITLE><VALUE>Dr.</VALUE><VALUE>Captain</VALUE></TITLE>"
                  "<DESIGNATION><VALUE>cook</VALUE></DESIGNATION><NATIONALITY><VALUE>Moon</VALUE>"
                  "</NATIONALITY><NATIONALITY2>Martian</NATIONALITY2>"
                  "<LAST_DAY_UPDATED><VALUE>2003-09-03</VALUE><VALUE>2007-09-21</VALUE>"
                  "</LAST_DAY_UPDATED><SUBMITTED_BY>Mars</SUBMITTED_BY>"
                  "<DELISTED_ON>2015-03-16</DELISTED_ON>"
                  "<COMMENTS1>Tall.\n Notice web link: https://x.example/1. Done.</COMMENTS1>"),
           "\"gender\":[[\"male\",{}]]", "\"title\":[[\"Captain\",{}],[\"Dr.\",{}]]",
           "\"position\":[[\"cook\",{}]]", "\"nationality\":[[\"Martian\",{}],[\"Moon\",{}]]",
           "\"modifiedAt\":[[\"2003-09-03\",{}],[\"2007-09-21\",{}]]",
           "[\"Tall. Notice web link: https://x.example/1. Done.\",{}]",
           "\"sourceUrl\":[[\"https://x.example/1\",{}]]", "[\"Submitted by: Mars\",{}]",
           "[\"report\",{\"aims_at\":\"lift\",\"effective_from\":\"2015-03-16\","
           "\"id\":\"delisted\",\"list\":\"un-1267\"}]");
}

static void every_filled_element_is_read_or_counted(void **state)
{
    (void)state;
    reading r;
    reading_open(&r, "un_sc", "un.xml",
                 IDT_STR(PERSON("<SORT_KEY>X</SORT_KEY><GENDER/><HAT><SIZE u='cm'>5</SIZE></HAT>"
                                "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>B"
                                "</ALIAS_NAME></INDIVIDUAL_ALIAS>")));
    assert_int_equal(reading_field(&r, "INDIVIDUAL/DATAID"), 1);
    assert_int_equal(reading_field(&r, "INDIVIDUAL/INDIVIDUAL_ALIAS/ALIAS_NAME"), 1);
    assert_int_equal(reading_field(&r, "INDIVIDUAL/SORT_KEY"), -1);
    assert_int_equal(reading_field(&r, "INDIVIDUAL/HAT/SIZE"), -1);
    assert_int_equal(reading_field(&r, "INDIVIDUAL/HAT/SIZE@u"), -1);
    assert_int_equal(reading_field(&r, "INDIVIDUAL/GENDER"), 0);
    reading_close(&r);
}

static void an_entry_without_a_number_or_with_anothers_is_rejected(void **state)
{
    (void)state;
    reading r;
    reading_open(&r, "un_sc", "un.xml",
                 IDT_STR(HEAD "<INDIVIDUALS>\n<INDIVIDUAL><DATAID/></INDIVIDUAL>\n"
                              "<INDIVIDUAL><DATAID>5</DATAID></INDIVIDUAL>\n"
                              "<INDIVIDUAL><DATAID>5</DATAID></INDIVIDUAL><SHIP/></INDIVIDUALS>"
                              "</CONSOLIDATED_LIST>"));
    assert_int_equal(r.rc, IDT_OK);
    assert_int_equal(r.account.seen, 4);
    assert_int_equal(r.account.mapped, 1);
    assert_int_equal(r.account.rejected, 3);
    assert_int_equal(r.account.rejects[0].place.line, 4);
    assert_int_equal(r.account.rejects[1].place.line, 6);
    assert_int_equal(r.account.rejects[2].place.column, 44);
    assert_true(reading_warned(&r, "has no name"));
    reading_close(&r);
}

static void an_unknown_committee_keeps_its_tag(void **state)
{
    (void)state;
    reading r;
    reading_open(&r, "un_sc", "un.xml",
                 IDT_STR(HEAD "<ENTITIES><ENTITY><DATAID>5</DATAID><FIRST_NAME>A</FIRST_NAME>"
                              "<UN_LIST_TYPE>New Moon</UN_LIST_TYPE><REFERENCE_NUMBER>ZZe.1"
                              "</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>"));
    assert_true(reading_has(&r, "\"listing\":[[\"un-new-moon\",{\"programme\":[\"New Moon\"]}]]"));
    assert_true(reading_warned(&r, "names no committee"));
    reading_close(&r);
}

static void the_day_of_the_file_is_read_with_its_zone(void **state)
{
    (void)state;
    static const struct {
        const char *written;
        const char *utc;
    } FORMS[] = {{"2020-11-23T19:10:17.6-05:00", "2020-11-24T00:10:17.600000Z"},
                 {"2026-02-27T00:00:09.554Z", "2026-02-27T00:00:09.554000Z"},
                 {"2026-02-27T00:00:09", "2026-02-27T00:00:09Z"},
                 {"2026-02-27", "2026-02-27T00:00:00Z"}};
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        char xml[200];
        char text[IDT_INSTANT_BYTES];
        reading r;
        (void)snprintf(xml, sizeof xml, "<CONSOLIDATED_LIST dateGenerated='%s'/>",
                       FORMS[i].written);
        reading_open(&r, "un_sc", "un.xml", idt_str_borrow(xml));
        assert_true(r.stated);
        assert_string_equal(idt_instant_text(r.published_us, text), FORMS[i].utc);
        reading_close(&r);
    }
}

static void refuse(const char *xml, const char *part)
{
    reading r;
    reading_open(&r, "un_sc", "un.xml", idt_str_borrow(xml));
    assert_int_equal(r.rc, IDT_E_INPUT);
    assert_non_null(strstr(r.error.message, part));
    assert_string_equal(r.error.source, "un.xml");
    assert_true(r.error.line > 0);
    reading_close(&r);
}

static void another_or_a_broken_file_is_refused(void **state)
{
    (void)state;
    refuse("<OTHER/>", "expected <CONSOLIDATED_LIST>");
    refuse("a,b\n", "not well-formed");
    refuse(PERSON("<COMMENTS1>A & B</COMMENTS1>"), "not well-formed");
    refuse(HEAD "<INDIVIDUALS/></CONSOLIDATED_LIST>", "no entries");
}

static void one_committees_file_is_told_as_such(void **state)
{
    (void)state;
    reading r;
    reading_open(&r, "un_sc", "un.xml", IDT_STR(PERSON("")));
    assert_true(reading_warned(&r, "one committee's list"));
    reading_close(&r);
}

static void an_entry_too_big_to_hold_is_an_error_and_no_loss(void **state)
{
    (void)state;
    idt_buf xml;
    char blank[1 << 16];
    reading r;
    memset(blank, 'a', sizeof blank);
    blank[5] = blank[6] = ' ';
    idt_buf_init(&xml, (size_t)64 << 20);
    idt_buf_add_text(&xml, HEAD "<ENTITIES><ENTITY><DATAID>5</DATAID>");
    for (int n = 0; n < 3; n++) {
        idt_buf_add_text(&xml, "<COMMENTS1>");
        for (int i = 0; i < 230; i++) {
            idt_buf_add(&xml, blank, sizeof blank);
        }
        idt_buf_add_text(&xml, "</COMMENTS1>");
    }
    idt_buf_add_text(&xml, "</ENTITY></ENTITIES></CONSOLIDATED_LIST>");
    reading_open(&r, "un_sc", "un.xml", idt_buf_borrow(&xml));
    assert_int_equal(r.rc, IDT_E_INPUT);
    assert_non_null(strstr(r.error.message, "un.xml:"));
    assert_non_null(strstr(r.error.message, "one entry needs more memory"));
    reading_close(&r);
    idt_buf_release(&xml);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_is_a_record_with_its_list_and_day_of_listing),
        cmocka_unit_test(the_zone_behind_a_day_does_not_move_it),
        cmocka_unit_test(births_are_as_exact_as_the_source),
        cmocka_unit_test(a_date_no_calendar_has_is_kept_as_a_note_and_told),
        cmocka_unit_test(aliases_keep_their_quality),
        cmocka_unit_test(one_alias_element_may_hold_several_names),
        cmocka_unit_test(an_alias_may_tell_another_birth),
        cmocka_unit_test(a_name_in_its_own_script_has_a_language_only_where_that_is_certain),
        cmocka_unit_test(documents_addresses_and_places_keep_their_parts),
        cmocka_unit_test(what_else_is_said_is_kept),
        cmocka_unit_test(every_filled_element_is_read_or_counted),
        cmocka_unit_test(an_entry_without_a_number_or_with_anothers_is_rejected),
        cmocka_unit_test(an_unknown_committee_keeps_its_tag),
        cmocka_unit_test(the_day_of_the_file_is_read_with_its_zone),
        cmocka_unit_test(another_or_a_broken_file_is_refused),
        cmocka_unit_test(one_committees_file_is_told_as_such),
        cmocka_unit_test(an_entry_too_big_to_hold_is_an_error_and_no_loss),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
