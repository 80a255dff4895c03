/* What is true of a whole file is told although only the entries that differ are read again. */
#include "list_world.h"

static void open_today(world *w)
{
    open_world(w);
    assert_true(idt_instant_parse(IDT_STR("2026-01-01"), false, &w->now));
}

static idt_list_report load_by(world *w, const char *dataset, const char *name, const char *text)
{
    idt_error err;
    idt_list_report report;
    const idt_list_reader *reader = idt_list_reader_find(idt_str_borrow(dataset));
    assert_non_null(reader);
    must(load_text_by(w, reader, name, text, (idt_list_options){0}, &report, &err), &err);
    assert_int_equal(report.stop, IDT_STOP_NONE);
    return report;
}

static bool warned(const idt_list_report *r, const char *part)
{
    bool found = false;
    for (size_t i = 0; i < r->account.warning_count; i++) {
        const idt_str text = r->account.warnings[i];
        for (size_t at = 0; at < text.len && !found; at++) {
            found = idt_str_starts(idt_str_slice(text, at, text.len), part);
        }
    }
    return found;
}

/* ---- XML: elements by name ---- */

#define UN_FILE(day, first, second)                                                                \
    "<CONSOLIDATED_LIST dateGenerated=\"" day "T00:00:00Z\"><ENTITIES>" first second               \
    "</ENTITIES></CONSOLIDATED_LIST>"
#define UN_ENTRY(id, number, element, day)                                                         \
    "<ENTITY><DATAID>" id "</DATAID><FIRST_NAME>Party " id                                         \
    "</FIRST_NAME><REFERENCE_NUMBER>" number "</REFERENCE_NUMBER><" element ">" day "</" element   \
    "></ENTITY>"

static void an_element_renamed_in_every_entry_is_drift(void **state)
{
    (void)state;
    world w;
    open_today(&w);
    (void)load_by(&w, "un_sc", "a.xml",
                  UN_FILE("2020-01-01", UN_ENTRY("1", "TAe.001", "LISTED_ON", "2001-01-25"),
                          UN_ENTRY("2", "QDe.002", "LISTED_ON", "2002-01-25")));
    const idt_list_report r =
        load_by(&w, "un_sc", "b.xml",
                UN_FILE("2020-01-02", UN_ENTRY("1", "TAe.001", "LISTED", "2001-01-25"),
                        UN_ENTRY("2", "QDe.002", "LISTED", "2002-01-25")));
    assert_true(warned(&r, "drift: the field ENTITY/LISTED_ON is empty or gone"));
    assert_true(warned(&r, "drift: the field ENTITY/LISTED is new"));
    close_world(&w);
}

static void entries_as_before_still_count_for_what_the_file_holds(void **state)
{
    (void)state;
    world w;
    open_today(&w);
    (void)load_by(&w, "un_sc", "a.xml",
                  UN_FILE("2020-01-01", UN_ENTRY("1", "TAe.001", "LISTED_ON", "2001-01-25"),
                          UN_ENTRY("2", "QDe.002", "LISTED_ON", "2002-01-25")));
    const idt_list_report r =
        load_by(&w, "un_sc", "b.xml",
                UN_FILE("2020-01-02", UN_ENTRY("1", "TAe.001", "LISTED_ON", "2001-01-26"),
                        UN_ENTRY("2", "QDe.002", "LISTED_ON", "2002-01-25")));
    assert_int_equal(r.account.unchanged, 1);
    assert_int_equal(r.account.warning_count, 0); /* no drift, and not one committee's list */
    close_world(&w);
}

/* ---- CSV: columns by name ---- */

#define GB_FILE(day, columns)                                                                      \
    "Last Updated," day "\n"                                                                       \
    "Name 6,Name 1,Group Type,Alias Type,Regime,Group ID," columns "\n"                            \
    "ALPHA,,Entity,Primary name,Russia,1,01/02/2003,04/05/2006\n"

static void rows_under_columns_that_changed_places_are_read_again(void **state)
{
    (void)state;
    world w;
    open_today(&w);
    (void)load_by(&w, "gb_ofsi", "a.csv", GB_FILE("01/01/2020", "Listed On,Last Updated"));
    const idt_list_report r =
        load_by(&w, "gb_ofsi", "b.csv", GB_FILE("02/01/2020", "Last Updated,Listed On"));
    assert_int_equal(r.account.unchanged, 0);
    assert_int_equal(r.counts.changed, 1);
    close_world(&w);
}

static void a_column_no_longer_filled_is_drift(void **state)
{
    (void)state;
    world w;
    open_today(&w);
    (void)load_by(&w, "gb_ofsi", "a.csv", GB_FILE("01/01/2020", "Listed On,Last Updated"));
    const idt_list_report r =
        load_by(&w, "gb_ofsi", "b.csv", GB_FILE("02/01/2020", "Listed On,Changed"));
    assert_true(warned(&r, "drift: the field Last Updated is empty or gone"));
    close_world(&w);
}

/* ---- entries that cannot be read ---- */

#define SDN_ROW(id, name) id "," name ",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"

static void a_party_whose_entry_cannot_be_read_is_not_removed(void **state)
{
    (void)state;
    idt_error err;
    idt_list_report r;
    world w;
    open_today(&w);
    const idt_list_reader *reader = idt_list_reader_find(IDT_STR("us_ofac_sdn"));
    const idt_list_options accept = {.accept_rejects = true, .accept_removals = true};
    (void)load_by(&w, "us_ofac_sdn", "sdn_2020-01-01.csv",
                  SDN_ROW("7", "\"SEVEN\"") SDN_ROW("8", "\"EIGHT\""));
    must(load_text_by(&w, reader, "sdn_2020-01-02.csv",
                      SDN_ROW("8", "\"EIGHT\"") SDN_ROW("7", "\"SE\"VEN\"") SDN_ROW("8", "\"X\"")
                          SDN_ROW("9", "\"NI\"NE\""),
                      accept, &r, &err),
         &err);
    assert_int_equal(r.account.rejected, 3);
    assert_int_equal(r.counts.withdrawn, 0);
    assert_true(warned(&r, "2 of the entries that cannot be read, 7 the first, have an id"));
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_element_renamed_in_every_entry_is_drift),
        cmocka_unit_test(entries_as_before_still_count_for_what_the_file_holds),
        cmocka_unit_test(rows_under_columns_that_changed_places_are_read_again),
        cmocka_unit_test(a_column_no_longer_filled_is_drift),
        cmocka_unit_test(a_party_whose_entry_cannot_be_read_is_not_removed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
