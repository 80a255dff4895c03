/* An official list end to end: when it was published, what is refused, what is spared. */
#include "list_world.h"

static int64_t day(const char *text)
{
    int64_t us = 0;
    assert_true(idt_instant_parse(idt_str_borrow(text), false, &us));
    return us;
}

static void open_today(world *w)
{
    open_world(w);
    w->now = day("2026-01-01");
}

/* ---- when ---- */

static void the_instant_given_beats_the_one_stated_and_that_beats_the_name(void **state)
{
    (void)state;
    idt_error err;
    idt_list_report r;
    world w;
    open_today(&w);
    r = load_text(&w, "l_2020-05-05.csv", "published 2020-04-04\na;A\n");
    assert_int_equal(r.from, IDT_PUBLISHED_STATED);
    assert_int_equal(r.counts.published_us, day("2020-04-04"));
    const idt_list_options given = {.has_published = true, .published_us = day("2020-03-03")};
    must(load_text_by(&w, &LINES, "l_2020-05-05.csv", "published 2020-04-04\na;B\n", given, &r,
                      &err),
         &err);
    assert_int_equal(r.from, IDT_PUBLISHED_GIVEN);
    assert_int_equal(r.counts.published_us, day("2020-03-03"));
    r = load_text(&w, "l_2020-05-05T093901Z.csv", "a;C\n");
    assert_int_equal(r.from, IDT_PUBLISHED_NAME);
    assert_int_equal(r.counts.published_us, day("2020-05-05T09:39:01Z"));
    r = load_text(&w, "l.csv", "a;D\n");
    assert_int_equal(r.from, IDT_PUBLISHED_IMPORT);
    assert_int_equal(r.counts.published_us, w.now);
    close_world(&w);
}

static void a_name_tells_an_instant_only_if_it_tells_one(void **state)
{
    (void)state;
    static const struct {
        const char *name, *instant; /* NULL: none */
    } cases[] = {
        {"sdn_2021-08-18T093901Z.csv", "2021-08-18T09:39:01Z"},
        {"ConList 2025-04-10.csv", "2025-04-10"},
        {"list-20250410.xml", "2025-04-10"},
        {"list-20250410T0930.xml", "2025-04-10T09:30:00Z"},
        {"2025-04-10_2025-04-10.csv", "2025-04-10"},
        {"2025-04-10_2025-04-11.csv", NULL},
        {"2025-13-10.csv", NULL},
        {"2025-02-29.csv", NULL},
        {"list.csv", NULL},
        {"120250410.csv", NULL},
        {"202504101.csv", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t us = 0;
        const bool found = idt_instant_in_name(idt_str_borrow(cases[i].name), &us);
        if (found != (cases[i].instant != NULL)) {
            print_error("%s\n", cases[i].name);
        }
        assert_int_equal(found, cases[i].instant != NULL);
        if (found) {
            assert_int_equal(us, day(cases[i].instant));
        }
    }
}

/* ---- the same again ---- */

static void the_same_bytes_again_are_unchanged(void **state)
{
    (void)state;
    world w;
    open_today(&w);
    idt_list_report r = load_text(&w, "l_2020-01-01.csv", "a;A\nb;B\n");
    assert_int_equal(r.counts.added, 2);
    r = load_text(&w, "l_2020-01-01.csv", "a;A\nb;B\n");
    assert_true(r.counts.same_bytes);
    r = load_text(&w, "l.csv", "a;A\nb;B\n"); /* nothing says that it was published again */
    assert_true(r.counts.same_bytes);
    r = load_text(&w, "l_2020-01-02.csv", "a;A\nb;B\n"); /* this does */
    assert_false(r.counts.same_bytes);
    assert_int_equal(r.counts.unchanged, 2);
    close_world(&w);
}

static void only_entries_with_other_bytes_are_read_again(void **state)
{
    (void)state;
    world w;
    open_today(&w);
    (void)load_text(&w, "l_2020-01-01.csv", "a;A\nb;B\nc;C\n");
    const idt_list_report r = load_text(&w, "l_2020-01-02.csv", "c;C\na;A\nb;Bee\n");
    assert_int_equal(r.account.seen, 3);
    assert_int_equal(r.account.unchanged, 2);
    assert_int_equal(r.account.mapped, 1);
    assert_int_equal(r.counts.changed, 1);
    assert_int_equal(r.counts.unchanged, 2);
    verify_derived(w.reg);
    close_world(&w);
}

static void another_version_of_the_reader_reads_everything(void **state)
{
    (void)state;
    idt_error err;
    idt_list_report r;
    world w;
    idt_list_reader better = LINES;
    better.version = 2;
    open_today(&w);
    (void)load_text(&w, "l_2020-01-01.csv", "a;A\nb;B\n");
    must(load_text_by(&w, &better, "l_2020-01-02.csv", "a;A\nb;B\n", (idt_list_options){0}, &r,
                      &err),
         &err);
    assert_int_equal(r.account.mapped, 2);
    assert_int_equal(r.account.unchanged, 0);
    close_world(&w);
}

/* ---- what is refused ---- */

static void a_reject_stops_the_load_unless_it_is_accepted(void **state)
{
    (void)state;
    idt_error err;
    idt_list_report r;
    world w;
    open_today(&w);
    r = load_text(&w, "l_2020-01-01.csv", "a;A\nbad;B\n");
    assert_int_equal(r.stop, IDT_STOP_REJECTS);
    assert_int_equal(r.account.rejects[0].place.line, 2);
    assert_int_equal(r.account.seen, r.account.mapped + r.account.unchanged + r.account.rejected);
    idt_edition_before before;
    must(idt_edition_before_find(w.reg, IDT_STR("lines"), INT64_MAX - 1, w.arena, &before, &err),
         &err);
    assert_false(before.found);
    const idt_list_options accept = {.accept_rejects = true};
    must(load_text_by(&w, &LINES, "l_2020-01-01.csv", "a;A\nbad;B\n", accept, &r, &err), &err);
    assert_int_equal(r.stop, IDT_STOP_NONE);
    assert_int_equal(r.counts.added,
                     2); /* the rejected one as an entry of which nothing is known */
    close_world(&w);
}

static void a_mass_removal_stops_the_load_unless_it_is_accepted(void **state)
{
    (void)state;
    idt_error err;
    idt_list_report r;
    world w;
    open_today(&w);
    (void)load_text(&w, "l_2020-01-01.csv", "a;A\nb;B\nc;C\n");
    r = load_text(&w, "l_2020-01-02.csv", "a;A\nb;B\n");
    assert_int_equal(r.stop, IDT_STOP_REMOVALS);
    const idt_list_options accept = {.accept_removals = true};
    must(load_text_by(&w, &LINES, "l_2020-01-02.csv", "a;A\nb;B\n", accept, &r, &err), &err);
    assert_int_equal(r.stop, IDT_STOP_NONE);
    assert_int_equal(r.counts.withdrawn, 1);
    verify_derived(w.reg);
    close_world(&w);
}

static void a_part_of_a_list_does_not_end_the_rest_in_whatever_order(void **state)
{
    (void)state;
    idt_error err;
    idt_list_report r;
    world w;
    open_today(&w);
    (void)load_text(&w, "l_2020-01-02.csv", "a;A\nb;B\n");
    r = load_text(&w, "l_2020-01-01.csv", "a;A\nb;B\nc;C\n");
    assert_int_equal(r.stop, IDT_STOP_REMOVALS);
    assert_int_equal(r.counts.added, 0);
    const idt_list_options accept = {.accept_removals = true};
    must(load_text_by(&w, &LINES, "l_2020-01-01.csv", "a;A\nb;B\nc;C\n", accept, &r, &err), &err);
    assert_int_equal(r.stop, IDT_STOP_NONE);
    r = load_text(&w, "l_2019-12-31.csv", "a;A\nb;B\nc;C\n");
    assert_int_equal(r.stop, IDT_STOP_NONE); /* only its neighbour counts */
    close_world(&w);
}

static void an_edition_of_a_day_to_come_is_told(void **state)
{
    (void)state;
    world w;
    open_today(&w);
    const idt_list_report r = load_text(&w, "l_2099-01-01.csv", "a;A\n");
    assert_int_equal(r.account.warning_count, 1);
    assert_true(idt_str_starts(r.account.warnings[0], "published in the future"));
    close_world(&w);
}

static void a_set_without_a_file_the_edition_before_had_is_refused(void **state)
{
    (void)state;
    idt_error err;
    idt_list_report r;
    world w;
    open_today(&w);
    idt_list_file both[] = {{.name = IDT_STR("l_2020-01-01.csv"), .bytes = IDT_STR("a;A\n")},
                            {.name = IDT_STR("x.csv"), .bytes = IDT_STR("extra\nb;B\n")}};
    must(idt_load_list_files(w.reg, &LINES, both, 2, &(idt_list_options){0}, w.arena, &r, &err),
         &err);
    assert_int_equal(r.counts.added, 2);
    r = load_text(&w, "l_2020-01-02.csv", "a;A\nb;B\n");
    assert_int_equal(r.stop, IDT_STOP_FILES);
    close_world(&w);
}

static void a_file_that_cannot_be_read_leaves_the_register_as_it_was(void **state)
{
    (void)state;
    idt_error err;
    idt_list_report r;
    world w;
    open_today(&w);
    (void)load_text(&w, "l_2020-01-01.csv", "a;A\n");
    assert_int_equal(load_text_by(&w, &LINES, "l_2020-01-02.csv", "a;Z\n<broken\n",
                                  (idt_list_options){0}, &r, &err),
                     IDT_E_INPUT);
    assert_int_equal(err.line, 2);
    r = load_text(&w, "l_2020-01-01.csv", "a;A\n");
    assert_true(r.counts.same_bytes);
    verify_derived(w.reg);
    close_world(&w);
}

static void an_id_twice_in_one_edition_is_a_reject(void **state)
{
    (void)state;
    world w;
    open_today(&w);
    const idt_list_report r = load_text(&w, "l_2020-01-01.csv", "a;A\nb;B\nA;Again\n");
    assert_int_equal(r.stop, IDT_STOP_REJECTS);
    assert_int_equal(r.account.rejected, 1);
    assert_int_equal(r.account.rejects[0].place.line, 3);
    close_world(&w);
}

static void a_field_no_longer_filled_is_told(void **state)
{
    (void)state;
    world w;
    open_today(&w);
    (void)load_text(&w, "l_2020-01-01.csv", "a;A;xx-list\n");
    const idt_list_report r = load_text(&w, "l_2020-01-02.csv", "a;A\n");
    assert_int_equal(r.account.warning_count, 1);
    assert_true(idt_str_starts(r.account.warnings[0], "drift: the field programme"));
    close_world(&w);
}

static void an_id_that_changes_hands_is_told_and_a_new_name_alone_is_not(void **state)
{
    (void)state;
    world w;
    open_today(&w);
    (void)load_text(&w, "l_2020-01-01.csv", "a;Alpha Trading\nb;Beta\n");
    const idt_list_report r = load_text(&w, "l_2020-01-02.csv", "a;MV Gamma\nb;Other Name\n");
    assert_int_equal(r.account.warning_count, 1);
    assert_true(idt_str_starts(r.account.warnings[0], "the id a changed hands"));
    close_world(&w);
}

static void an_id_that_changes_hands_is_told_in_either_order(void **state)
{
    (void)state;
    world w;
    open_today(&w);
    (void)load_text(&w, "l_2020-01-02.csv", "a;MV Gamma\n");
    const idt_list_report r = load_text(&w, "l_2020-01-01.csv", "a;Alpha Trading\n");
    assert_int_equal(r.account.warning_count, 1);
    assert_true(idt_str_starts(r.account.warnings[0],
                               "the id a changes hands with the edition published after this one"));
    close_world(&w);
}

/* ---- order ---- */

static void an_older_edition_goes_where_it_belongs(void **state)
{
    (void)state;
    idt_error err;
    idt_view view;
    const idt_record *record;
    world w;
    open_today(&w);
    (void)load_text(&w, "l_2020-01-03.csv", "a;Three\n");
    (void)load_text(&w, "l_2020-01-01.csv", "a;One\n");
    (void)load_text(&w, "l_2020-01-02.csv", "a;Two\n");
    static const struct {
        const char *at, *name;
    } want[] = {{"2020-01-01T12:00:00Z", "One"},
                {"2020-01-02T12:00:00Z", "Two"},
                {"2020-01-03T12:00:00Z", "Three"}};
    for (size_t i = 0; i < 3; i++) {
        must(idt_register_view(w.reg, day(want[i].at), IDT_INSTANT_OPEN, &view, &err), &err);
        must(idt_register_record(w.reg, &view, IDT_STR("lines"), IDT_STR("a"), w.arena, &record,
                                 &err),
             &err);
        assert_non_null(record);
        assert_true(idt_str_is(idt_record_value(record, "name"), want[i].name));
    }
    must(idt_register_view(w.reg, day("2019-12-31"), IDT_INSTANT_OPEN, &view, &err), &err);
    must(idt_register_record(w.reg, &view, IDT_STR("lines"), IDT_STR("a"), w.arena, &record, &err),
         &err);
    assert_null(record);
    verify_derived(w.reg);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_instant_given_beats_the_one_stated_and_that_beats_the_name),
        cmocka_unit_test(a_name_tells_an_instant_only_if_it_tells_one),
        cmocka_unit_test(the_same_bytes_again_are_unchanged),
        cmocka_unit_test(only_entries_with_other_bytes_are_read_again),
        cmocka_unit_test(another_version_of_the_reader_reads_everything),
        cmocka_unit_test(a_reject_stops_the_load_unless_it_is_accepted),
        cmocka_unit_test(a_mass_removal_stops_the_load_unless_it_is_accepted),
        cmocka_unit_test(a_part_of_a_list_does_not_end_the_rest_in_whatever_order),
        cmocka_unit_test(an_edition_of_a_day_to_come_is_told),
        cmocka_unit_test(a_set_without_a_file_the_edition_before_had_is_refused),
        cmocka_unit_test(a_file_that_cannot_be_read_leaves_the_register_as_it_was),
        cmocka_unit_test(an_id_twice_in_one_edition_is_a_reject),
        cmocka_unit_test(a_field_no_longer_filled_is_told),
        cmocka_unit_test(an_id_that_changes_hands_is_told_and_a_new_name_alone_is_not),
        cmocka_unit_test(an_id_that_changes_hands_is_told_in_either_order),
        cmocka_unit_test(an_older_edition_goes_where_it_belongs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
