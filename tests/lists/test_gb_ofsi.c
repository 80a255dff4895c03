#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reading.h"

/* All invented. */
#define HEAD_NEW                                                                                   \
    "Last Updated,10/04/2025,,\r\n"                                                                \
    "Name 6,Name 1,Name 2,Title,Name Non-Latin Script,Non-Latin Script Type,Non-Latin Script "     \
    "Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,"    \
    "National Identification Number,National Identification Details,Position,Address 1,"           \
    "Address 2,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,"       \
    "Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID\r\n"
#define HEAD_OLD                                                                                   \
    "Last Updated,12/02/2016\n"                                                                    \
    "Name 6,Name 1,DOB,Passport Details,NI Number,Other Information,Group Type,Alias Type,Regime," \
    "Listed On,Last Updated,Group ID\n"

/* A row of the new form: names, then what a test is about, then the rest. */
#define ROW(names, script, born, papers, where, other, kind)                                       \
    names "," script "," born "," papers "," where "," other ",Individual," kind                   \
          ",Moon,08/11/2001,08/11/2001,09/02/2022,77\r\n"
#define PLAIN(other) ROW("MOON,Ada,,", ",,", ",,,", ",,,,", ",,,", other, "Primary name,")

static void open_text(reading *r, const char *text)
{
    reading_open(r, "gb_ofsi", "gb.csv", idt_str_borrow(text));
}

static void expect(const char *csv, const char *const *pieces)
{
    reading r;
    open_text(&r, csv);
    assert_string_equal(r.error.message, "");
    for (; *pieces != NULL; pieces++) {
        if (!reading_has(&r, *pieces)) {
            print_message("not there: %s\nin: %s\n", *pieces, r.records.ptr);
        }
        assert_true(reading_has(&r, *pieces));
    }
    reading_close(&r);
}

#define EXPECT(csv, ...) expect(csv, (const char *const[]){__VA_ARGS__, NULL})

static void a_group_is_one_record_of_all_its_rows(void **state)
{
    (void)state;
    EXPECT(HEAD_NEW ROW("MOON,Ada,B,Dr", ",,", "01/02/1958,,,", ",,,,", ",,,", "", "Primary name,")
               ROW("MOND,Ada,,", ",,", "00/00/1960,,,", ",,,,", ",,,", "", "AKA,Good quality")
                   ROW("LUNE,,,", ",,", "00/03/1961,,,", ",,,,", ",,,", "", "AKA,Low quality")
                       ROW("OLD MOON,,,", ",,", "1962,,,", ",,,,", ",,,", "", "FKA,"),
           "77 {\"alias\":[[\"Ada MOND\",{\"quality\":\"Good quality\"}]],\"birthDate\":"
           "[[\"1958-02-01\",{}],[\"1960\",{}],[\"1961-03\",{}],[\"1962\",{}]],\"event\":"
           "[[\"decide\",{\"decided\":\"2001-11-08\",\"effective_from\":\"2001-11-08\","
           "\"id\":\"listed\",\"list\":\"gb-moon\"}]],\"firstName\":[[\"Ada\",{}]],"
           "\"lastName\":[[\"MOON\",{}]],\"listing\":[[\"gb-moon\",{\"programme\":[\"Moon\"]}]],"
           "\"modifiedAt\":[[\"2022-02-09\",{}]],\"name\":[[\"Ada B MOON\",{}]],"
           "\"previousName\":[[\"OLD MOON\",{\"quality\":\"FKA\"}]],\"schema\":[[\"Person\",{}]],"
           "\"secondName\":[[\"B\",{}]],\"title\":[[\"Dr\",{}]],"
           "\"weakAlias\":[[\"LUNE\",{\"quality\":\"Low quality\"}]]}");
}

static void rows_of_a_group_may_stand_apart_and_have_two_regimes(void **state)
{
    (void)state;
    static const char CSV[] =
        HEAD_OLD "A,,,,,,Entity,Prime Alias,Moon,01/01/2010,01/01/2012,5\n"
                 "B,,,,,,Ship,Prime Alias,Moon,01/01/2010,01/01/2012,6\n"
                 "A,,,,,,Entity,Prime Alias,The Mars organisations,02/01/2011,01/01/2012,5\n";
    reading r;
    open_text(&r, CSV);
    assert_int_equal(r.account.seen, 2);
    assert_int_equal(r.account.mapped, 2);
    reading_close(&r);
    EXPECT(CSV,
           "\"event\":[[\"decide\",{\"effective_from\":\"2010-01-01\",\"id\":\"listed-gb-moon\","
           "\"list\":\"gb-moon\"}],[\"decide\",{\"effective_from\":\"2011-01-02\","
           "\"id\":\"listed-gb-mars\",\"list\":\"gb-mars\"}]]",
           "[\"gb-mars\",{\"programme\":[\"The Mars organisations\"]}],[\"gb-moon\",{",
           "[\"Vessel\",{}]");
}

static void a_designation_after_the_listing_carries_it_on(void **state)
{
    (void)state;
    EXPECT(HEAD_NEW "M,,,,,,,,,,,,,,,,,,,,,Entity,Primary name,,Moon,02/12/2011,31/12/2020,,7\n",
           "[\"decide\",{\"effective_from\":\"2011-12-02\",\"id\":\"listed\"",
           "[\"relist_same\",{\"effective_from\":\"2020-12-31\",\"id\":\"designated\"");
    EXPECT(HEAD_NEW "M,,,,,,,,,,,,,,,,,,,,,Entity,Primary name,,Moon,03/12/2011,01/12/2011,,7\n",
           "[\"decide\",{\"decided\":\"2011-12-01\",\"effective_from\":\"2011-12-03\"");
}

static void a_renamed_regime_keeps_its_list(void **state)
{
    (void)state;
    EXPECT(HEAD_OLD "A,,,,,,Entity,Prime Alias,Burma,01/01/2010,,5\n", "[\"gb-myanmar\",{");
    EXPECT(HEAD_OLD "A,,,,,,Entity,Prime Alias,Venezuela ,01/01/2010,,5\n", "[\"gb-venezuela\",{");
}

static void other_information_is_read_by_its_labels(void **state)
{
    (void)state;
    reading r;
    open_text(&r, HEAD_NEW PLAIN("\"(UK Sanctions List Ref):MON0001 and MAR0002. Both regimes. "
                                 "(UN Ref):QDi.900. Tall. (UK Statement of Reasons):Sold cheese "
                                 "(green). (Gender):Male (Phone number):(1) +44 1 (2) +44 2234 "
                                 "(Email address):a@x.example. b@x.example (Website):none\""));
    assert_true(reading_has(&r, "\"authorityId\":[[\"MAR0002\",{}],[\"MON0001\",{}]]"));
    assert_true(reading_has(&r, "\"unscId\":[[\"QDi.900\",{}]]"));
    assert_true(reading_has(&r, "[\"Both regimes.\",{}]"));
    assert_true(reading_has(&r, "[\"Sold cheese (green).\",{}]"));
    assert_true(reading_has(&r, "\"gender\":[[\"male\",{}]]"));
    assert_true(reading_has(&r, "\"phone\":[[\"+44 1\",{}],[\"+44 2234\",{}]]"));
    assert_true(reading_has(&r, "\"email\":[[\"a@x.example\",{}],[\"b@x.example\",{}]]"));
    assert_true(reading_has(&r, "[\"none\",{}]"));
    assert_int_equal(r.account.segments, 7);
    reading_close(&r);
    EXPECT(HEAD_OLD "A,,,,,UN Ref QI.B.62.02. Also B,Entity,AKA,Moon,01/01/2010,,5\n",
           "\"unscId\":[[\"QI.B.62.02\",{}]]", "[\"UN Ref QI.B.62.02. Also B\",{}]");
}

static void numbered_cells_are_taken_apart_together(void **state)
{
    (void)state;
    EXPECT(HEAD_NEW ROW("M,A,,(1) Dr (2) Captain", ",,",
                        ",(1) Crater (2) Ares (3) -,(1) Moon (2) Mars,1) Lunar 2) Martian",
                        "(1) P1 (2) P2,(1) lost (2) found (3) no number,7,card,(1) cook (2) clerk",
                        ",,,", "", "Primary name,"),
           "\"birthPlace\":[[\"Ares, Mars\",{\"country\":\"Mars\"}],[\"Crater, Moon\",{",
           "\"birthCountry\":[[\"Mars\",{}],[\"Moon\",{}]]",
           "\"nationality\":[[\"Lunar\",{}],[\"Martian\",{}]]",
           "\"passportNumber\":[[\"P1\",{\"note\":\"lost\"}],[\"P2\",{\"note\":\"found\"}]]",
           "[\"Passport details: no number\",{}]", "\"idNumber\":[[\"7\",{\"note\":\"card\"}]]",
           "\"position\":[[\"clerk\",{}],[\"cook\",{}]]",
           "\"title\":[[\"Captain\",{}],[\"Dr\",{}]]");
    EXPECT(HEAD_OLD "A,,,(1) A-333602 (Lunar) issued 1985 (2) no passport,281 (card),,Entity,AKA,"
                    "Moon,01/01/2010,,5\n",
           "\"passportNumber\":[[\"A-333602\",{\"note\":\"(Lunar) issued 1985\"}]]",
           "[\"Passport details: no passport\",{}]",
           "\"idNumber\":[[\"281\",{\"note\":\"(card)\"}]]");
}

static void an_address_has_its_country_and_a_country_alone_is_none(void **state)
{
    (void)state;
    EXPECT(HEAD_NEW ROW("M,,,", ",,", ",,,", ",,,,", "1 Way,,X1,Moon", "", "Primary name,")
               ROW("M,,,", ",,", ",,,", ",,,,", ",,,Mars", "", "Primary name,"),
           "\"address\":[[\"1 Way, X1, Moon\",{\"country\":\"Moon\"}]]",
           "\"country\":[[\"Mars\",{}]]");
}

static void a_name_in_another_script_has_the_language_the_list_states(void **state)
{
    (void)state;
    EXPECT(HEAD_NEW ROW("M,,,", "\xd0\x9b,Cyrillic,Russian", ",,,", ",,,,", ",,,", "",
                        "Primary name,"),
           "[\"\xd0\x9b\",{\"lang\":\"ru\"}]");
    EXPECT(HEAD_NEW ROW("M,,,", "\xd0\x9b,Cyrillic,", ",,,", ",,,,", ",,,", "", "AKA,"),
           "\"alias\":[[\"M\",{\"quality\":\"AKA\"}],[\"\xd0\x9b\",{\"note\":\"Cyrillic\"}]]");
}

static void a_day_that_is_none_is_kept_as_a_note_and_told(void **state)
{
    (void)state;
    reading r;
    open_text(&r, HEAD_NEW ROW("M,,,", ",,", "30/02/1958,,,", ",,,,", ",,,", "", "Primary name,")
                      ROW("N,,,", ",,", "05/00/1958,,,", ",,,,", ",,,", "", "AKA,"));
    assert_true(reading_has(&r, "[\"Date of birth: 30/02/1958\",{}]"));
    assert_true(reading_has(&r, "[\"Date of birth: 05/00/1958\",{}]"));
    assert_false(reading_has(&r, "birthDate"));
    assert_true(reading_warned(&r, "gb.csv:3: Date of birth \"30/02/1958\" is no date"));
    assert_true(reading_warned(&r, "gb.csv:4:"));
    reading_close(&r);
}

static void columns_are_found_by_name_wherever_they_stand(void **state)
{
    (void)state;
    reading r;
    open_text(&r, "group id,LISTED ON,Regime Name,Name type,Group Type,name1,Name 6,Hat size\n"
                  "5,01/01/2010,Moon,AKA,Entity,A,B,9\n");
    assert_int_equal(r.rc, IDT_OK);
    assert_false(r.stated);
    assert_true(reading_has(&r, "\"alias\":[[\"A B\",{"));
    assert_int_equal(reading_field(&r, "Hat size"), -1);
    assert_int_equal(reading_field(&r, "Regime Name"), 1);
    assert_true(reading_warned(&r, "\"Hat size\" is not known"));
    reading_close(&r);
}

static void refuse(const char *csv, const char *part)
{
    reading r;
    open_text(&r, csv);
    assert_int_equal(r.rc, IDT_E_INPUT);
    assert_non_null(strstr(r.error.message, part));
    reading_close(&r);
}

static void a_file_that_is_not_this_list_is_refused(void **state)
{
    (void)state;
    refuse("a,b\n1,2\n", "no header with a column \"Group ID\"");
    refuse("Group ID,Name 6,Name 1,Group Type,Alias Type,Listed On\n", "no column \"Regime\"");
    refuse("Group ID,OFSI Group ID,Name 6\n", "two columns are \"Group ID\"");
    refuse("PK\x03\x04xxxx", "spreadsheet");
    refuse(HEAD_OLD, "no rows");
    refuse("", "no header");
}

static void a_broken_row_is_rejected_with_its_line(void **state)
{
    (void)state;
    reading r;
    open_text(&r, HEAD_OLD "A,,,,,,Entity,AKA,Moon,01/01/2010,,5\n"
                           "B,,,,,,Entity,AKA,Moon,01/01/2010,,6,7,8\n"
                           "C,,,,,,Entity,AKA,Moon,01/01/2010,,\n"
                           "\"D,,,,,Entity\n"
                           "E,,,,,,Entity,AKA,Moon,01/01/2010,,9\n,,,,\n");
    assert_int_equal(r.rc, IDT_OK);
    assert_int_equal(r.account.mapped, 2);
    assert_int_equal(r.account.rejected, 3);
    assert_int_equal(r.account.rejects[0].place.line, 4);
    assert_int_equal(r.account.rejects[1].place.line, 5);
    assert_int_equal(r.account.rejects[2].place.line, 6);
    reading_close(&r);
}

static void windows_1252_is_read_and_told(void **state)
{
    (void)state;
    reading r;
    open_text(&r, HEAD_OLD "Caf\xe9,,,,,,Entity,AKA,Moon,01/01/2010,,5\n");
    assert_true(reading_has(&r, "Caf\xc3\xa9"));
    assert_true(reading_warned(&r, "not UTF-8"));
    reading_close(&r);
}

static void the_day_of_the_file_is_in_its_first_row(void **state)
{
    (void)state;
    char text[IDT_INSTANT_BYTES];
    reading r;
    open_text(&r, HEAD_NEW PLAIN(""));
    assert_true(r.stated);
    assert_string_equal(idt_instant_text(r.published_us, text), "2025-04-10T00:00:00Z");
    reading_close(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_group_is_one_record_of_all_its_rows),
        cmocka_unit_test(rows_of_a_group_may_stand_apart_and_have_two_regimes),
        cmocka_unit_test(a_designation_after_the_listing_carries_it_on),
        cmocka_unit_test(a_renamed_regime_keeps_its_list),
        cmocka_unit_test(other_information_is_read_by_its_labels),
        cmocka_unit_test(numbered_cells_are_taken_apart_together),
        cmocka_unit_test(an_address_has_its_country_and_a_country_alone_is_none),
        cmocka_unit_test(a_name_in_another_script_has_the_language_the_list_states),
        cmocka_unit_test(a_day_that_is_none_is_kept_as_a_note_and_told),
        cmocka_unit_test(columns_are_found_by_name_wherever_they_stand),
        cmocka_unit_test(a_file_that_is_not_this_list_is_refused),
        cmocka_unit_test(a_broken_row_is_rejected_with_its_line),
        cmocka_unit_test(windows_1252_is_read_and_told),
        cmocka_unit_test(the_day_of_the_file_is_in_its_first_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
