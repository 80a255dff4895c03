/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
/* clang-format on */

#include "reading.h"

#define EMPTY "-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- "
#define GROUP "12,\"GREY GROUP\",-0- ,\"SDGT\"," EMPTY ",-0- \r\n"
#define PERSON                                                                                     \
    "17,\"DOE, Jane Ann\",\"individual\",\"SDGT] [IRAN\"," EMPTY ",\"Gender Female.\"\r\n"
#define SHIP                                                                                       \
    "20,\"SEA\",\"vessel\",\"IRAN\",-0- ,\"EQKF\",\"Tug\",\"2,595\",\"478\",\"Iran\",\"NITCO\","   \
    "-0- \r\n"
#define END "\x1a"
#define SDN GROUP PERSON SHIP END
#define ALT "12,1,\"aka\",\"GREYS\",-0- \r\n12,2,\"fka\",\"OLD GREYS\",-0- \r\n" END
#define ADD                                                                                        \
    "17,5,\"1 High St\",\"York\",\"United Kingdom\",-0- \r\n17,6,-0- ,-0- ,\"Iran\",-0- \r\n" END

static reading r;

typedef struct given {
    const char *name;
    const char *text;
} given;

static void read_as(const char *dataset, const given *files, size_t count)
{
    idt_list_file list[8];
    for (size_t i = 0; i < count; i++) {
        list[i] = (idt_list_file){.name = idt_str_borrow(files[i].name),
                                  .bytes = idt_str_borrow(files[i].text)};
    }
    reading_open_files(&r, dataset, list, count);
}

static void read_one(const char *text)
{
    const given file = {"sdn.csv", text};
    read_as("us_ofac_sdn", &file, 1);
}

static void refused(const char *part)
{
    assert_int_equal(r.rc, IDT_E_INPUT);
    if (strstr(r.error.message, part) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", r.error.message, part);
    }
    reading_close(&r);
}

static void rejected(uint64_t mapped, const char *part, uint64_t line)
{
    assert_int_equal(r.rc, IDT_OK);
    assert_int_equal(r.account.mapped, mapped);
    assert_int_equal(r.account.rejected, 1);
    assert_int_equal(r.account.rejects[0].place.line, line);
    char *why = idt_arena_copy(r.arena, r.account.rejects[0].why.ptr, r.account.rejects[0].why.len);
    if (strstr(why, part) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", why, part);
    }
    reading_close(&r);
}

static void a_set_becomes_records_whatever_the_order_of_its_files(void **state)
{
    (void)state;
    const given files[] = {{"add.csv", ADD}, {"alt.csv", ALT}, {"sdn.csv", SDN}};
    read_as("us_ofac_sdn", files, 3);
    assert_int_equal(r.rc, IDT_OK);
    assert_int_equal(r.account.mapped, 3);
    assert_int_equal(r.account.warning_count, 0);
    assert_int_equal(reading_field(&r, "alt.alt_name"), 2);
    assert_int_equal(reading_field(&r, "alt.alt_num"), -2); /* filled, not read */
    assert_int_equal(reading_field(&r, "add.Country"), 2);
    assert_true(reading_has(
        &r, "12 {\"alias\":[[\"GREYS\",{}]],\"listing\":[[\"us-sdgt\",{\"programme\":[\"SDGT\"]}]],"
            "\"name\":[[\"GREY GROUP\",{}]],\"previousName\":[[\"OLD GREYS\",{}]],"
            "\"schema\":[[\"Organization\",{}]]}"));
    assert_true(reading_has(
        &r, "17 {\"address\":[[\"1 High St, York\",{\"country\":\"United Kingdom\"}]],"
            "\"country\":[[\"Iran\",{}]],\"firstName\":[[\"Jane Ann\",{}]],\"gender\":[[\"Female\","
            "{}]],\"lastName\":[[\"DOE\",{}]],\"listing\":[[\"us-iran\",{\"programme\":[\"IRAN\"]}]"
            ",[\"us-sdgt\",{\"programme\":[\"SDGT\"]}]],\"name\":[[\"DOE, Jane Ann\",{}]],"
            "\"schema\":[[\"Person\",{}]]}"));
    reading_close(&r);
}

static void columns_of_ships_are_properties(void **state)
{
    (void)state;
    read_one(SDN);
    assert_true(reading_has(
        &r, "20 {\"callSign\":[[\"EQKF\",{}]],\"flag\":[[\"Iran\",{}]],\"grossRegisteredTonnage\":"
            "[[\"478\",{}]],\"listing\":[[\"us-iran\",{\"programme\":[\"IRAN\"]}]],\"name\":[["
            "\"SEA\",{}]],\"owner\":[[\"NITCO\",{}]],\"schema\":[[\"Vessel\",{}]],\"tonnage\":[["
            "\"2595\",{}]],\"type\":[[\"Tug\",{}]]}"));
    assert_int_equal(reading_field(&r, "Call_Sign"), 1);
    assert_int_equal(reading_field(&r, "ent_num"), 3);
    reading_close(&r);
}

static void the_other_list_has_lists_of_its_own(void **state)
{
    (void)state;
    const given file = {"cons_prim.csv",
                        "12,\"A\",-0- ,\"UKRAINE-EO13662] [NS-PLC\"," EMPTY ",-0- \r\n" END};
    read_as("us_ofac_non_sdn", &file, 1);
    assert_true(reading_has(&r, "[[\"us-non-sdn-ukraine-eo13662\",{"));
    assert_true(reading_has(&r, "[\"us-ns-plc\",{"));
    reading_close(&r);
}

static void files_of_the_other_list_are_refused(void **state)
{
    (void)state;
    const given cons = {"cons_prim.csv", SDN};
    read_as("us_ofac_sdn", &cons, 1);
    refused("not SDN");
    const given sdn = {"sdn.csv", SDN};
    read_as("us_ofac_non_sdn", &sdn, 1);
    refused("SDN list");
}

static void an_order_without_its_number_has_the_list_of_the_order(void **state)
{
    (void)state;
    read_one("12,\"A\",-0- ,\"RUSSIA-EO\"," EMPTY ",-0- \r\n" END);
    assert_true(reading_has(&r, "[[\"us-russia-eo14024\",{\"programme\":[\"RUSSIA-EO\"]}]]"));
    reading_close(&r);
}

static void an_unknown_tag_is_kept_and_told(void **state)
{
    (void)state;
    read_one("12,\"A\",-0- ,\"MOON - EO1\"," EMPTY ",-0- \r\n" END);
    assert_true(reading_has(&r, "[[\"us-moon-eo1\",{\"programme\":[\"MOON - EO1\"]}]]"));
    assert_true(reading_warned(&r, "programme tag \"MOON - EO1\" is not known (1 times)"));
    reading_close(&r);
}

static void an_unknown_type_is_read_and_told(void **state)
{
    (void)state;
    read_one(GROUP "13,\"A\",\"spaceship\",\"IRAN\"," EMPTY ",-0- \r\n" END);
    assert_true(reading_has(&r, "\"schema\":[[\"LegalEntity\",{}]]"));
    assert_true(reading_warned(&r, "SDN_Type \"spaceship\""));
    reading_close(&r);
}

static void rows_without_an_entry_refuse_the_set(void **state)
{
    (void)state;
    const given alt[] = {{"sdn.csv", SDN},
                         {"alt.csv", "12,1,\"aka\",\"GREYS\",-0- \r\n"
                                     "99,2,\"aka\",\"X\",-0- \r\n"
                                     "99,3,\"aka\",\"Y\",-0- \r\n" END}};
    read_as("us_ofac_sdn", alt, 2);
    assert_string_equal(r.error.source, "alt.csv");
    assert_int_equal(r.error.line, 2);
    refused("ent_num 99 is not among the entries (2 such rows of 3)");
    const given comments[] = {{"sdn.csv", SDN}, {"sdn_comments.csv", "98,\"more\"\r\n" END}};
    read_as("us_ofac_sdn", comments, 2);
    refused("ent_num 98");
}

static void a_set_without_entries_is_refused(void **state)
{
    (void)state;
    const given alone = {"alt.csv", ALT};
    read_as("us_ofac_sdn", &alone, 1);
    refused("missing");
    const given twice[] = {{"sdn.csv", SDN}, {"sdn2.csv", SDN}};
    read_as("us_ofac_sdn", twice, 2);
    refused("both `sdn`");
    const given empty = {"sdn.csv", END};
    read_as("us_ofac_sdn", &empty, 1);
    refused("no rows");
}

static void other_columns_are_refused_with_what_was_met(void **state)
{
    (void)state;
    read_one("ent_num,SDN_Name,SDN_Type,Program,T,C,V,T,G,F,O,Remarks\r\n" SDN);
    refused("begins \"ent_num\", \"SDN_Name\"");
    read_one("\"individual\",17,\"DOE\",\"SDGT\"," EMPTY ",-0- \r\n");
    refused("begins \"individual\", \"17\"");
    read_one("17,\"DOE\",\"SDGT\",\"individual\"," EMPTY ",-0- \r\n");
    refused("another order");
    read_one("17,\"DOE\",\"individual\",\"SDGT\"," EMPTY ",-0- ,\"more\"\r\n");
    refused("13 columns");
}

static void a_broken_row_is_rejected_and_the_next_is_read(void **state)
{
    (void)state;
    read_one(GROUP "13,\"A \"B\" C\",-0- ,\"IRAN\"," EMPTY ",-0- \r\n" SHIP END);
    rejected(2, "stray quote", 2);
    read_one(GROUP "13,\"A,-0- ,IRAN," EMPTY ",-0- \r\n" SHIP END);
    rejected(2, "opened here", 2);
}

static void a_row_of_other_columns_is_rejected(void **state)
{
    (void)state;
    read_one(GROUP "13,\"A\",-0- ,\"IRAN\",-0- \r\n" SHIP END);
    rejected(2, "5 columns; expected 12", 2);
    read_one(GROUP "x13,\"A\",-0- ,\"IRAN\"," EMPTY ",-0- \r\n" SHIP END);
    rejected(2, "expected a number", 2);
}

static void the_second_entry_of_an_id_is_rejected(void **state)
{
    (void)state;
    read_one(GROUP SHIP GROUP END);
    rejected(2, "stands twice in this edition, first in sdn.csv line 1", 3);
}

/* A remark of 1,000 characters that ends inside a word. */
static const char *cut_remark(char *out, const char *tail)
{
    (void)snprintf(out, 1001, "%01000d", 0);
    memcpy(out, "POB ", 4);
    memcpy(out + 1000 - strlen(tail), tail, strlen(tail));
    return out;
}

static void a_cut_remark_goes_on_in_the_comments(void **state)
{
    (void)state;
    char remark[1001];
    char sdn[2000];
    (void)snprintf(sdn, sizeof sdn, "12,\"A\",-0- ,\"IRAN\"," EMPTY ",\"%s\"\r\n" END,
                   cut_remark(remark, "; Gender Male; Passport A1"));
    const given set[] = {{"sdn.csv", sdn},
                         {"sdn_comments.csv", "12,\"C7 (Iran); DOB 1970.\"\r\n" END}};
    read_as("us_ofac_sdn", set, 2);
    assert_int_equal(r.account.segments_understood, 4);
    assert_true(reading_has(&r, "\"passportNumber\":[[\"A1C7\",{\"country\":\"Iran\"}]]"));
    assert_false(reading_warned(&r, "remarks cut"));
    reading_close(&r);
}

static void a_set_without_its_other_names_says_so(void **state)
{
    (void)state;
    const given whole[] = {{"sdn.csv", SDN}, {"alt.csv", ALT}};
    read_as("us_ofac_sdn", whole, 2);
    assert_false(reading_warned(&r, "no file of other names"));
    reading_close(&r);
    read_one(SDN);
    assert_true(reading_warned(&r, "no file of other names (alt.csv)"));
    reading_close(&r);
}

static void a_cut_remark_without_its_end_is_told_and_not_guessed(void **state)
{
    (void)state;
    char remark[1001];
    char sdn[2000];
    (void)snprintf(sdn, sizeof sdn, "12,\"A\",-0- ,\"IRAN\"," EMPTY ",\"%s\"\r\n" END,
                   cut_remark(remark, "; Gender Male; Passport A1"));
    read_one(sdn);
    assert_false(reading_has(&r, "passportNumber"));
    assert_true(reading_has(&r, "\"notes\":[[\"Passport A1\",{}]]"));
    assert_true(reading_warned(&r, "1 entries (12)"));
    assert_int_equal(r.account.segments - r.account.segments_understood, 1);
    reading_close(&r);
}

static void a_continuation_of_a_whole_remark_is_a_note_and_told(void **state)
{
    (void)state;
    const given set[] = {{"sdn.csv", SDN},
                         {"sdn_comments.csv", "17,\"of another edition\"\r\n" END}};
    read_as("us_ofac_sdn", set, 2);
    assert_true(reading_has(&r, "\"notes\":[[\"of another edition\",{}]]"));
    assert_true(reading_warned(&r, "entry 17 has a continuation"));
    reading_close(&r);
}

static void files_saved_anew_read_the_same_and_are_told(void **state)
{
    (void)state;
    read_one("12,GREY GROUP,-0- ,SDGT," EMPTY ",-0- \n");
    assert_true(reading_has(&r, "\"name\":[[\"GREY GROUP\",{}]]"));
    assert_true(reading_warned(&r, "no end mark"));
    reading_close(&r);
    read_one("12,\"A\",-0- ,\"SDGT\"," EMPTY ",\"\"\r\n" END);
    assert_true(reading_warned(&r, "1 fields are blank"));
    reading_close(&r);
    read_one("12,\"JOS\xc9\",-0- ,\"SDGT\"," EMPTY ",-0- \r\n" END);
    assert_true(reading_has(&r, "JOS\xc3\x89"));
    assert_true(reading_warned(&r, "Windows-1252"));
    reading_close(&r);
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    (void)state;
    const idt_str utf16 = {.ptr = "\xff\xfe"
                                  "1\0,\0",
                           .len = 6};
    reading_open(&r, "us_ofac_sdn", "sdn.csv", utf16);
    refused("UTF-16");
    const idt_str nul = {.ptr = "1,a\0b,c\n", .len = 8};
    reading_open(&r, "us_ofac_sdn", "sdn.csv", nul);
    refused("NUL");
}

static void characters_no_eye_sees_are_told(void **state)
{
    (void)state;
    const idt_str bytes =
        IDT_STR("7,\"A\033[31mB\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
                "8,\"A\u202eB\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
                "9,\"A\u0e01B\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a");
    reading_open(&r, "us_ofac_sdn", "sdn.csv", bytes);
    assert_int_equal(r.account.mapped, 3);
    assert_true(reading_warned(&r, "2 values hold control characters, the first of the entry 7"));
    reading_close(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_no_eye_sees_are_told),
        cmocka_unit_test(a_set_becomes_records_whatever_the_order_of_its_files),
        cmocka_unit_test(columns_of_ships_are_properties),
        cmocka_unit_test(the_other_list_has_lists_of_its_own),
        cmocka_unit_test(files_of_the_other_list_are_refused),
        cmocka_unit_test(an_order_without_its_number_has_the_list_of_the_order),
        cmocka_unit_test(an_unknown_tag_is_kept_and_told),
        cmocka_unit_test(an_unknown_type_is_read_and_told),
        cmocka_unit_test(rows_without_an_entry_refuse_the_set),
        cmocka_unit_test(a_set_without_entries_is_refused),
        cmocka_unit_test(other_columns_are_refused_with_what_was_met),
        cmocka_unit_test(a_broken_row_is_rejected_and_the_next_is_read),
        cmocka_unit_test(a_row_of_other_columns_is_rejected),
        cmocka_unit_test(the_second_entry_of_an_id_is_rejected),
        cmocka_unit_test(a_cut_remark_goes_on_in_the_comments),
        cmocka_unit_test(a_set_without_its_other_names_says_so),
        cmocka_unit_test(a_cut_remark_without_its_end_is_told_and_not_guessed),
        cmocka_unit_test(a_continuation_of_a_whole_remark_is_a_note_and_told),
        cmocka_unit_test(files_saved_anew_read_the_same_and_are_told),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
