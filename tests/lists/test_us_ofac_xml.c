/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
/* clang-format on */

#include "reading.h"

#define NS "xmlns=\"https://list.example/XML\""
#define CLASSIC(entries)                                                                           \
    "<?xml version=\"1.0\" standalone=\"yes\"?>\n<sdnList " NS ">\n<publshInformation>"            \
    "<Publish_Date>03/28/2025</Publish_Date><Record_Count>1</Record_Count></"                      \
    "publshInformation>\n" entries "\n</sdnList>\n"
#define ENTRY(uid, inside)                                                                         \
    "<sdnEntry><uid>" uid "</uid><lastName>GREY</lastName>" inside "</sdnEntry>"
#define TAGS(tags)   "<programList>" tags "</programList>"
#define TAG(t)       "<program>" t "</program>"
#define PERSON       "<sdnType>Individual</sdnType>"
#define GROUP        "<sdnType>Entity</sdnType>"
#define SDGT         TAGS(TAG("SDGT"))
#define ALIAS(t, c)  "<aka><uid>1</uid><type>" t "</type><category>" c "</category>"
#define AKAS(inside) "<akaList>" inside "</akaList>"
#define ID(t, n)     "<id><uid>5</uid><idType>" t "</idType><idNumber>" n "</idNumber>"
#define FIRST        "<firstName>Jane</firstName>"

#define ENHANCED(filter, entities)                                                                 \
    "<sanctionsData " NS "><publicationInfo><dataAsOf>2024-05-24T15:59:26.4511801-04:00"           \
    "</dataAsOf><filters>" filter "</filters></publicationInfo><referenceValues><referenceValue "  \
    "refId=\"1\"><type>T</type></referenceValue></referenceValues>\n<entities>\n" entities         \
    "\n</entities></sanctionsData>\n"
#define ENTITY(id, lists, inside)                                                                  \
    "<entity id=\"" id "\"><generalInfo><entityType>Individual</entityType></generalInfo>"         \
    "<sanctionsLists>" lists "</sanctionsLists>" inside "</entity>"
#define ON(list) "<sanctionsList datePublished=\"2006-04-12\">" list "</sanctionsList>"
#define TRANSLATION(script, first, last, full)                                                     \
    "<translation><script>" script "</script><formattedFirstName>" first                           \
    "</formattedFirstName><formattedLastName>" last "</formattedLastName><formattedFullName>" full \
    "</formattedFullName></translation>"
#define NAMES                                                                                      \
    "<names><name><isPrimary>true</isPrimary><isLowQuality>false</"                                \
    "isLowQuality><translations>" TRANSLATION("Latin", "Jane", "GREY", "GREY, Jane")               \
        TRANSLATION("Cyrillic", "", "",                                                            \
                    "\xd0\x96") "</translations></name><name><isPrimary>false</"                   \
                                "isPrimary><aliasType>A.K.A.</aliasType>"                          \
                                "<isLowQuality>true</isLowQuality><translations>" TRANSLATION(     \
                                    "Latin", "", "", "G") "</translations></name></names>"
#define PROGRAMMES(t)                                                                              \
    "<sanctionsPrograms><sanctionsProgram>" t "</sanctionsProgram></sanctionsPrograms>"
#define DAYS(a, b, c, d, range)                                                                    \
    "<fromDateBegin>" a "</fromDateBegin><fromDateEnd>" b "</fromDateEnd><toDateBegin>" c          \
    "</toDateBegin><toDateEnd>" d                                                                  \
    "</toDateEnd><isApproximate>false</isApproximate><isDateRange>" range "</isDateRange>"
#define FEATURE(t, v, more) "<feature><type>" t "</type><value>" v "</value>" more "</feature>"

static reading r;

static void read_as(const char *dataset, const char *name, const char *text)
{
    reading_open(&r, dataset, name, idt_str_borrow(text));
}

static void read_sdn(const char *text)
{
    read_as("us_ofac_sdn", "sdn.xml", text);
    assert_int_equal(r.rc, IDT_OK);
}

static void holds(const char *piece)
{
    if (!reading_has(&r, piece)) {
        fail_msg("no %s in %s", piece, r.records.ptr);
    }
}

static void refused(const char *part)
{
    assert_int_equal(r.rc, IDT_E_INPUT);
    if (strstr(r.error.message, part) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", r.error.message, part);
    }
    reading_close(&r);
}

/* ---- the older form ---- */

static void an_entry_is_what_the_csv_set_says_of_it(void **state)
{
    (void)state;
    static const char XML[] = CLASSIC(ENTRY(
        "17",
        FIRST PERSON "<title>Dr</title><remarks>(Linked To: X CO)</remarks>" SDGT "<idList>" ID(
            "Passport",
            "A1") "<idCountry>Iran</idCountry><issueDate>02 Oct 2016"
                  "</issueDate><expirationDate>02 Oct 2026</expirationDate></id>" ID(
                      "Gender",
                      "Female") "</id></"
                                "idList><dateOfBirthList><dateOfBirthItem><dateOfBirth>circa "
                                "1962</dateOfBirth>"
                                "</dateOfBirthItem></"
                                "dateOfBirthList><placeOfBirthList><placeOfBirthItem><placeOfBirth>"
                                "Shati</placeOfBirth></placeOfBirthItem></"
                                "placeOfBirthList><nationalityList>"
                                "<nationality><country>Iran</country></nationality></"
                                "nationalityList>"));
    static const char CSV[] =
        "17,\"GREY, Jane\",\"individual\",\"SDGT\",\"Dr\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Dr; DOB "
        "circa 1962; POB Shati; nationality Iran; Gender Female; Passport A1 (Iran) issued 02 Oct "
        "2016 expires 02 Oct 2026; Linked To: X CO.\"\r\n";
    reading csv;
    read_sdn(XML);
    reading_open(&csv, "us_ofac_sdn", "sdn.csv", idt_str_borrow(CSV));
    assert_string_equal(r.records.ptr, csv.records.ptr);
    assert_int_equal(r.account.segments_understood, 6);
    reading_close(&csv);
    reading_close(&r);
}

static void aliases_keep_their_kind_and_how_weak_they_are(void **state)
{
    (void)state;
    read_sdn(CLASSIC(ENTRY(
        "12",
        GROUP SDGT AKAS(ALIAS("a.k.a.", "strong") "<lastName>ONE</lastName></aka>" ALIAS(
            "a.k.a.",
            "weak") "<lastName>TWO</lastName></aka>" ALIAS("f.k.a.",
                                                           "weak") "<lastName>THREE</lastName></"
                                                                   "aka>" ALIAS("n.k.a.",
                                                                                "strong") "<lastNam"
                                                                                          "e>FOUR"
                                                                                          "</"
                                                                                          "lastName"
                                                                                          "><"
                                                                                          "firstNam"
                                                                                          "e>Five</"
                                                                                          "firstNam"
                                                                                          "e></"
                                                                                          "aka"
                                                                                          ">"))));
    holds("\"alias\":[[\"FOUR, Five\",{}],[\"ONE\",{}]]");
    holds("\"weakAlias\":[[\"TWO\",{}]]");
    holds("\"previousName\":[[\"THREE\",{\"quality\":\"weak\"}]]");
    reading_close(&r);
}

static void an_unknown_kind_of_alias_is_told(void **state)
{
    (void)state;
    read_sdn(CLASSIC(ENTRY("12", GROUP SDGT AKAS(ALIAS("c.k.a.", "loud") "<lastName>ONE</lastName>"
                                                                         "</aka>"))));
    holds("\"alias\":[[\"ONE\",{}]]");
    assert_true(reading_warned(&r, "kind of alias \"c.k.a.\" is not known (1 times)"));
    assert_true(reading_warned(&r, "category of alias \"loud\" is not known"));
    reading_close(&r);
}

static void addresses_are_written_as_in_the_csv_set(void **state)
{
    (void)state;
    read_sdn(CLASSIC(ENTRY(
        "12", GROUP SDGT
        "<addressList><address><address1>1 High St</address1><address3>Floor 2</address3><city>York"
        "</city><stateOrProvince>Yorks</stateOrProvince><postalCode>Y1</postalCode><country>United "
        "Kingdom</country></address><address><country>Iran</country></address></addressList>")));
    holds(
        "\"address\":[[\"1 High St, Floor 2, York, Yorks Y1\",{\"country\":\"United Kingdom\"}]]");
    holds("\"country\":[[\"Iran\",{}]]");
    reading_close(&r);
}

static void ships_have_their_own_elements(void **state)
{
    (void)state;
    read_sdn(CLASSIC(ENTRY("20", "<sdnType>Vessel</sdnType>" SDGT
                                 "<vesselInfo><callSign>EQKF</callSign><vesselType>Tug</vesselType>"
                                 "<vesselFlag>Iran</vesselFlag><vesselOwner>NITCO</vesselOwner>"
                                 "<tonnage>2595</tonnage><grossRegisteredTonnage>478"
                                 "</grossRegisteredTonnage></vesselInfo>")));
    holds("20 {\"callSign\":[[\"EQKF\",{}]],\"flag\":[[\"Iran\",{}]],\"grossRegisteredTonnage\":[["
          "\"478\",{}]]");
    holds("\"owner\":[[\"NITCO\",{}]],\"schema\":[[\"Vessel\",{}]],\"tonnage\":[[\"2595\",{}]]");
    reading_close(&r);
}

static void the_day_of_publication_is_the_start_of_the_day_stated(void **state)
{
    (void)state;
    int64_t expected = 0;
    assert_true(idt_instant_parse(IDT_STR("2025-03-28"), false, &expected));
    read_sdn(CLASSIC(ENTRY("12", GROUP SDGT)));
    assert_true(r.stated);
    assert_int_equal(r.published_us, expected);
    reading_close(&r);
    read_sdn("<sdnList><publshInformation><Publish_Date>13/45/2025</Publish_Date>"
             "</publshInformation>" ENTRY("12", GROUP SDGT) "</sdnList>");
    assert_false(r.stated);
    reading_close(&r);
}

static void what_is_not_read_is_counted(void **state)
{
    (void)state;
    read_sdn(CLASSIC(ENTRY("12", GROUP SDGT "<shoeSize>9</shoeSize><idList>" ID(
                                     "RFC", "7") "</id></idList>") "<extra>x</extra>"));
    assert_int_equal(reading_field(&r, "sdnEntry/shoeSize"), -1);
    assert_int_equal(reading_field(&r, "sdnEntry/idList/id/uid"), -1);
    assert_int_equal(reading_field(&r, "extra"), -1);
    assert_int_equal(reading_field(&r, "sdnEntry/idList/id/idType"), 1);
    reading_close(&r);
}

static void entries_that_cannot_be_read_are_rejected_with_their_line(void **state)
{
    (void)state;
    read_sdn("<sdnList>\n" ENTRY("x1", GROUP SDGT) "\n<sdnEntry><uid>7</uid></sdnEntry>\n" ENTRY(
        "8", GROUP SDGT) "\n" ENTRY("8", GROUP SDGT) "</sdnList>");
    assert_int_equal(r.account.seen, 4);
    assert_int_equal(r.account.mapped, 1);
    assert_int_equal(r.account.rejected, 3);
    assert_int_equal(r.account.rejects[0].place.line, 2);
    assert_int_equal(r.account.rejects[1].place.line, 3);
    assert_int_equal(r.account.rejects[2].place.line, 5);
    reading_close(&r);
}

static void a_file_with_fewer_entries_than_it_says_is_told_of(void **state)
{
    (void)state;
    read_sdn(CLASSIC(ENTRY("8", GROUP SDGT) ENTRY("9", GROUP SDGT)));
    assert_true(reading_warned(&r, "Record_Count is 1, and 2 entries are in the file"));
    reading_close(&r);
}

static void the_other_list_is_refused_by_name_and_by_its_tags(void **state)
{
    (void)state;
    static const char OTHER[] = CLASSIC(ENTRY("9", PERSON TAGS(TAG("NS-PLC"))));
    read_as("us_ofac_sdn", "consolidated.xml", OTHER);
    refused("import it as us_ofac_non_sdn");
    read_as("us_ofac_non_sdn", "sdn.xml", OTHER);
    refused("import it as us_ofac_sdn");
    read_as("us_ofac_sdn", "list.xml", OTHER);
    refused("1 of 1 entries bear no tag of the SDN list");
    read_as("us_ofac_non_sdn", "list.xml", OTHER);
    holds("\"listing\":[[\"us-ns-plc\",{\"programme\":[\"NS-PLC\"]}]]");
    reading_close(&r);
}

/* ---- the newer form ---- */

static void names_in_another_script_are_names_too(void **state)
{
    (void)state;
    read_sdn(ENHANCED("", ENTITY("17", ON("SDN List"), NAMES PROGRAMMES("SDGT"))));
    holds("\"name\":[[\"GREY, Jane\",{}],[\"\xd0\x96\",{\"note\":\"Cyrillic\"}]]");
    holds("\"weakAlias\":[[\"G\",{}]]");
    holds("\"lastName\":[[\"GREY\",{}]]");
    reading_close(&r);
}

static void features_and_documents_are_what_the_csv_set_says(void **state)
{
    (void)state;
    read_sdn(ENHANCED(
        "", ENTITY("17", ON("SDN List"),
                   NAMES PROGRAMMES("SDGT") "<features>" FEATURE(
                       "Birthdate", "1951 to 1953", "") FEATURE("Nationality Country", "Iran", "")
                       FEATURE("Gender", "Female", "<reliability>Reported</reliability>") FEATURE(
                           "Birthdate", "",
                           "<valueDate>" DAYS(
                               "1955-03-01", "1955-03-31", "1956-03-01", "1956-03-31",
                               "true") "</valueDate>") "</"
                                                       "features><identityDocuments><"
                                                       "identityDocument><type>Passport</type>"
                                                       "<documentNumber>A1</"
                                                       "documentNumber><isValid>false</"
                                                       "isValid><issuingCountry>Iran"
                                                       "</issuingCountry><expirationDate>" DAYS(
                                                           "2017-06-23", "2017-06-23", "2017-06-23",
                                                           "2017-06-23",
                                                           "false") "</expirationDate>"
                                                                    "</identityDocument></"
                                                                    "identityDocuments>")));
    holds("\"birthDate\":[[\"[1951..1953]\",{}],[\"[1955-03..1956-03]\",{}]]");
    holds("\"nationality\":[[\"Iran\",{}]]");
    holds("\"passportNumber\":[[\"A1\",{\"country\":\"Iran\",\"expires_on\":\"2017-06-23\"}]]");
    holds("[\"Passport A1: not valid\",{}]");
    holds("[\"Gender Female: Reported\",{}]");
    reading_close(&r);
}

static void dates_whose_words_and_parts_differ_are_told(void **state)
{
    (void)state;
    read_sdn(ENHANCED(
        "", ENTITY("17", ON("SDN List"),
                   NAMES PROGRAMMES("SDGT") "<features>" FEATURE(
                       "Birthdate", "1951",
                       "<valueDate>" DAYS("1952-01-01", "1952-01-01", "1952-12-31", "1952-12-31",
                                          "false") "</valueDate>") "</features>")));
    holds("\"birthDate\":[[\"1951\",{}]]");
    assert_true(reading_warned(&r, "the words of 1 dates do not say what their parts say"));
    assert_true(reading_warned(&r, "first in entity 17"));
    reading_close(&r);
}

static void days_that_no_words_say_are_kept(void **state)
{
    (void)state;
    read_sdn(ENHANCED(
        "", ENTITY("17", ON("SDN List"),
                   NAMES PROGRAMMES("SDGT") "<features>" FEATURE(
                       "Birthdate", "",
                       "<valueDate>" DAYS("1952-01-05", "1952-01-05", "1953-02-01", "1953-02-01",
                                          "false") "</valueDate>") "</features>")));
    holds("[\"Birthdate: 1952-01-05, 1952-01-05, 1953-02-01, 1953-02-01\",{}]");
    reading_close(&r);
}

static void a_tie_names_its_kind_and_the_other_entry(void **state)
{
    (void)state;
    read_sdn(
        ENHANCED("", ENTITY("17", ON("SDN List"),
                            NAMES PROGRAMMES("SDGT") "<relationships><relationship><type>Owned "
                                                     "by</type><relatedEntity entityId=\"99\">"
                                                     "X CO</relatedEntity></relationship>"
                                                     "</relationships>")));
    holds("\"linkedTo\":[[\"X CO\",{}]]");
    holds("[\"Owned by: X CO; entry 99\",{}]");
    reading_close(&r);
}

#define UNNAMED_TIE                                                                                \
    ENHANCED("", ENTITY("17", ON("SDN List"),                                                      \
                        NAMES PROGRAMMES("SDGT") "<relationships><relationship><type>Owned by"     \
                                                 "</type><relatedEntity entityId=\"18\"/>"         \
                                                 "</relationship></relationships>")                \
                     ENTITY("18", ON("SDN List"), NAMES PROGRAMMES("SDGT")))

static void a_tie_without_a_name_takes_it_from_the_entry_it_names(void **state)
{
    (void)state;
    read_sdn(UNNAMED_TIE);
    holds("\"linkedTo\":[[\"GREY, Jane\",{}]]");
    holds("[\"Owned by: GREY, Jane; entry 18\",{}]");
    reading_close(&r);
}

static bool note_sources(void *context, idt_str key, const idt_str *spans, size_t count)
{
    size_t *of_17 = context;
    if (idt_str_is(key, "17")) {
        *of_17 = count;
        assert_true(idt_str_starts(spans[1], "<names>"));
    }
    return false;
}

static void the_name_so_taken_belongs_to_the_source_of_the_entry(void **state)
{
    (void)state;
    size_t of_17 = 0;
    idt_error err;
    idt_arena *arena = idt_arena_new((size_t)16 << 20);
    const idt_list_reader *reader = idt_list_reader_find(IDT_STR("us_ofac_sdn"));
    const idt_list_sink sink = {.context = &of_17, .wants = note_sources};
    idt_list_account account = {.arena = arena};
    idt_list_file file = {.name = IDT_STR("f.xml"), .bytes = IDT_STR(UNNAMED_TIE)};
    assert_int_equal(reader->roles(&file, 1, arena, &err), IDT_OK);
    assert_int_equal(idt_list_read(reader, &file, 1, &sink, &account, &err), IDT_OK);
    assert_int_equal(account.unchanged, 2);
    assert_int_equal(of_17, 2);
    idt_arena_free(arena);
}

static void a_list_with_one_tag_gives_the_day_of_listing(void **state)
{
    (void)state;
    read_as("us_ofac_non_sdn", "f.xml",
            ENHANCED("", ENTITY("17",
                                ON("Non-SDN Palestinian Legislative Council List")
                                    ON("Consolidated List"),
                                NAMES PROGRAMMES("NS-PLC"))));
    assert_int_equal(r.rc, IDT_OK);
    holds(
        "\"event\":[[\"decide\",{\"id\":\"listed-us-ns-plc\",\"list\":\"us-ns-plc\",\"published\":"
        "\"2006-04-12\"}]]");
    reading_close(&r);
}

static void the_day_of_the_sdn_list_is_a_note_since_it_may_be_of_another_tag(void **state)
{
    (void)state;
    read_sdn(ENHANCED("", ENTITY("17", ON("SDN List"), NAMES PROGRAMMES("SDGT"))));
    holds("[\"SDN List: published 2006-04-12\",{}]");
    assert_false(reading_has(&r, "\"event\""));
    reading_close(&r);
}

static void entities_of_other_lists_are_no_entries_and_are_told_of(void **state)
{
    (void)state;
    static const char TWO[] =
        ENHANCED("<sanctionsPrograms><sanctionsProgram>IRGC</sanctionsProgram></sanctionsPrograms>",
                 ENTITY("17", ON("SDN List"), NAMES PROGRAMMES("SDGT"))
                     ENTITY("18", ON("Consolidated List"), NAMES PROGRAMMES("NS-PLC")));
    read_sdn(TWO);
    assert_int_equal(r.account.seen, 1);
    assert_true(reading_warned(&r, "1 of 2 entities are not on this list"));
    assert_true(reading_warned(&r, "an export of the programmes IRGC only"));
    reading_close(&r);
    read_as("us_ofac_non_sdn", "f.xml",
            ENHANCED("", ENTITY("17", ON("SDN List"), NAMES PROGRAMMES("SDGT"))));
    refused("none of the 1 entities is on the Consolidated List");
}

static void the_instant_of_an_export_keeps_its_zone(void **state)
{
    (void)state;
    int64_t expected = 0;
    assert_true(idt_instant_parse(IDT_STR("2024-05-24T19:59:26.451180Z"), false, &expected));
    read_sdn(ENHANCED("", ENTITY("17", ON("SDN List"), NAMES PROGRAMMES("SDGT"))));
    assert_true(r.stated);
    assert_int_equal(r.published_us, expected);
    reading_close(&r);
}

/* ---- sets ---- */

static void a_set_is_of_one_form(void **state)
{
    (void)state;
    idt_list_file files[] = {
        {.name = IDT_STR("a.xml"), .bytes = IDT_STR(CLASSIC(ENTRY("12", GROUP SDGT)))},
        {.name = IDT_STR("alt.csv"), .bytes = IDT_STR("12,1,\"aka\",\"X\",-0- \r\n")}};
    reading_open_files(&r, "us_ofac_sdn", files, 2);
    refused("an edition is the CSV set or one XML file");
    read_as("us_ofac_sdn", "f.xml", "<other/>");
    refused("the root is <other>");
    read_as("us_ofac_sdn", "f.xml", "<sdnList><publshInformation/></sdnList>");
    refused("no <sdnEntry>");
}

static void each_form_is_named_for_what_it_is(void **state)
{
    (void)state;
    const idt_list_reader *reader = idt_list_reader_find(IDT_STR("us_ofac_sdn"));
    assert_string_equal(reader->form(IDT_STR("sdn")), reader->form(IDT_STR("alt")));
    assert_string_not_equal(reader->form(IDT_STR("sdn")), reader->form(IDT_STR("xml")));
    assert_string_not_equal(reader->form(IDT_STR("enhanced")), reader->form(IDT_STR("xml")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_is_what_the_csv_set_says_of_it),
        cmocka_unit_test(aliases_keep_their_kind_and_how_weak_they_are),
        cmocka_unit_test(an_unknown_kind_of_alias_is_told),
        cmocka_unit_test(addresses_are_written_as_in_the_csv_set),
        cmocka_unit_test(ships_have_their_own_elements),
        cmocka_unit_test(the_day_of_publication_is_the_start_of_the_day_stated),
        cmocka_unit_test(what_is_not_read_is_counted),
        cmocka_unit_test(entries_that_cannot_be_read_are_rejected_with_their_line),
        cmocka_unit_test(a_file_with_fewer_entries_than_it_says_is_told_of),
        cmocka_unit_test(the_other_list_is_refused_by_name_and_by_its_tags),
        cmocka_unit_test(names_in_another_script_are_names_too),
        cmocka_unit_test(features_and_documents_are_what_the_csv_set_says),
        cmocka_unit_test(dates_whose_words_and_parts_differ_are_told),
        cmocka_unit_test(days_that_no_words_say_are_kept),
        cmocka_unit_test(a_tie_names_its_kind_and_the_other_entry),
        cmocka_unit_test(a_tie_without_a_name_takes_it_from_the_entry_it_names),
        cmocka_unit_test(the_name_so_taken_belongs_to_the_source_of_the_entry),
        cmocka_unit_test(a_list_with_one_tag_gives_the_day_of_listing),
        cmocka_unit_test(the_day_of_the_sdn_list_is_a_note_since_it_may_be_of_another_tag),
        cmocka_unit_test(entities_of_other_lists_are_no_entries_and_are_told_of),
        cmocka_unit_test(the_instant_of_an_export_keeps_its_zone),
        cmocka_unit_test(a_set_is_of_one_form),
        cmocka_unit_test(each_form_is_named_for_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
