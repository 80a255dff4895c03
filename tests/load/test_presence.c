/* What the editions of a published list say by having an entry, or not having it any more. */
#include "list_world.h"

#include "register/subject_status.h"
#include "text/key.h"

/* Two lists of one state: the dataset `lines` makes the law of the one and tells of the other. */
static void load_law(world *w)
{
    idt_error err;
    idt_load_counts counts;
    idt_edition_load *load;
    static const struct {
        const char *key, *publication;
    } lists[] = {{"xx-made", "constitutive"}, {"xx-told", "informative"}};
    const idt_edition_spec spec = {.dataset = IDT_STR("law"),
                                   .authored = true,
                                   .reader = IDT_STR("authored"),
                                   .reader_version = 1};
    must(idt_edition_begin(w->reg, &spec, NULL, 0, &IDT_DERIVER, &load, &counts, &err), &err);
    for (size_t i = 0; i < 2; i++) {
        idt_str bytes;
        idt_digest hash;
        idt_content *c = idt_content_new(w->arena);
        must(idt_content_add(c, IDT_STR("schema"), IDT_STR("List"), IDT_STR("{}"), &err), &err);
        must(idt_content_add(c, IDT_STR("name"), IDT_STR("A list"), IDT_STR("{}"), &err), &err);
        must(idt_content_add(c, IDT_STR("jurisdiction"), IDT_STR("xx"), IDT_STR("{}"), &err), &err);
        must(idt_content_add(c, IDT_STR("list_kind"), IDT_STR("sanctions"), IDT_STR("{}"), &err),
             &err);
        must(idt_content_add(c, IDT_STR("publication"), idt_str_borrow(lists[i].publication),
                             IDT_STR("{\"dataset\":\"lines\"}"), &err),
             &err);
        must(idt_content_finish(c, &bytes, &hash, &err), &err);
        must(idt_edition_put(load, idt_str_borrow(lists[i].key), bytes, &hash, IDT_CAUSE_RECORD,
                             (idt_str){0}, &err),
             &err);
    }
    must(idt_edition_finish_take(load, &counts, &err), &err);
}

static void open_law(world *w)
{
    open_world(w);
    assert_true(idt_instant_parse(IDT_STR("2026-01-01"), false, &w->now));
    load_law(w);
}

static void publish(world *w, const char *day, const char *text)
{
    idt_error err;
    idt_list_report report;
    idt_list_options options = {.has_published = true, .accept_removals = true};
    assert_true(idt_instant_parse(idt_str_borrow(day), false, &options.published_us));
    must(load_text_by(w, &LINES, "l.csv", text, options, &report, &err), &err);
    assert_int_equal(report.stop, IDT_STOP_NONE);
}

/* The one listing of `name`, as of a day, by what had been published by an instant (NULL: all). */
static idt_listing_status status_of(world *w, const char *name, const char *as_of, const char *by)
{
    idt_error err;
    idt_view view;
    idt_str folded;
    const idt_subject *subjects;
    const idt_listing_status *rows;
    size_t count;
    idt_status_question question = {0};
    int64_t published = IDT_INSTANT_OPEN;
    assert_true(idt_day_parse(idt_str_borrow(as_of), &question.as_of));
    if (by != NULL) {
        assert_true(idt_instant_parse(idt_str_borrow(by), true, &published));
    }
    must(idt_register_view(w->reg, published, IDT_INSTANT_OPEN, &view, &err), &err);
    must(idt_text_key(idt_str_borrow(name), w->arena, &folded, &err), &err);
    must(idt_subjects_named(w->reg, &view, idt_str_borrow(name), folded, w->arena, &subjects,
                            &count, &err),
         &err);
    assert_int_equal(count, 1);
    must(idt_subject_statuses(w->reg, &view, subjects, &question, w->arena, &rows, &count, &err),
         &err);
    assert_int_equal(count, 1);
    return rows[0];
}

static void expect_date(const idt_date *date, const char *edtf)
{
    if (!idt_str_is(date->edtf, edtf)) {
        print_error("met " IDT_STR_FMT ", expected %s\n", IDT_STR_ARG(date->edtf), edtf);
    }
    assert_true(idt_str_is(date->edtf, edtf));
}

static void expect_since(idt_listing_status s, const char *edtf)
{
    expect_date(&s.since, edtf);
}

static void an_entry_of_the_first_edition_began_some_day_up_to_it(void **state)
{
    (void)state;
    world w;
    open_law(&w);
    publish(&w, "2020-03-01", "a;Alpha;xx-made\n");
    const idt_listing_status s = status_of(&w, "Alpha", "2020-03-05", NULL);
    assert_int_equal(s.status, IDT_STATUS_IN_FORCE);
    assert_int_equal(s.basis, IDT_BASIS_ACT);
    expect_date(&s.since, "[..2020-03-01]");
    close_world(&w);
}

static void a_start_lies_between_the_edition_before_and_the_first_with_it(void **state)
{
    (void)state;
    world w;
    open_law(&w);
    publish(&w, "2020-03-01", "z;Zeta;xx-made\n");
    publish(&w, "2020-03-08", "a;Alpha;xx-made\nz;Zeta;xx-made\n");
    publish(&w, "2020-03-15", "a;Alpha;xx-made\nz;Zeta;xx-made\n");
    assert_int_equal(status_of(&w, "Alpha", "2020-03-01", NULL).status, IDT_STATUS_NOT_YET);
    const idt_listing_status between = status_of(&w, "Alpha", "2020-03-04", NULL);
    assert_int_equal(between.status, IDT_STATUS_UNKNOWN);
    assert_int_equal(between.reason, IDT_REASON_START_BETWEEN);
    const idt_listing_status after = status_of(&w, "Alpha", "2021-01-01", NULL);
    assert_int_equal(after.status, IDT_STATUS_IN_FORCE);
    expect_date(&after.since, "[2020-03-02..2020-03-08]");
    close_world(&w);
}

static void an_entry_that_leaves_a_list_which_makes_the_law_has_ended(void **state)
{
    (void)state;
    world w;
    open_law(&w);
    publish(&w, "2020-03-01", "a;Alpha;xx-made\nz;Zeta;xx-made\n");
    publish(&w, "2020-03-08", "a;Alpha;xx-made\nz;Zeta;xx-made\n");
    publish(&w, "2020-03-15", "z;Zeta;xx-made\n");
    const idt_listing_status s = status_of(&w, "Alpha", "2020-06-01", NULL);
    assert_int_equal(s.status, IDT_STATUS_ENDED);
    assert_int_equal(s.end_kind, IDT_END_REMOVED_FROM_PUBLICATION);
    const idt_listing_status between = status_of(&w, "Alpha", "2020-03-12", NULL);
    assert_int_equal(between.status, IDT_STATUS_UNKNOWN);
    assert_int_equal(between.reason, IDT_REASON_END_BETWEEN);
    /* by what had been published a day before, nothing is known of the end */
    assert_int_equal(status_of(&w, "Alpha", "2020-06-01", "2020-03-14").status,
                     IDT_STATUS_IN_FORCE);
    close_world(&w);
}

static void an_entry_that_comes_back_begins_a_new_spell(void **state)
{
    (void)state;
    world w;
    open_law(&w);
    publish(&w, "2020-03-01", "a;Alpha;xx-made\nz;Zeta;xx-made\n");
    publish(&w, "2020-03-08", "z;Zeta;xx-made\n");
    publish(&w, "2020-03-15", "a;Alpha;xx-made\nz;Zeta;xx-made\n");
    assert_int_equal(status_of(&w, "Alpha", "2020-03-08", NULL).status, IDT_STATUS_ENDED);
    const idt_listing_status s = status_of(&w, "Alpha", "2020-06-01", NULL);
    assert_int_equal(s.status, IDT_STATUS_IN_FORCE);
    expect_date(&s.listed_since, "[2020-03-09..2020-03-15]");
    close_world(&w);
}

static void presence_on_a_list_that_only_informs_is_a_claim(void **state)
{
    (void)state;
    world w;
    open_law(&w);
    publish(&w, "2020-03-01", "a;Alpha;xx-told\nz;Zeta;xx-told\n");
    publish(&w, "2020-03-08", "a;Alpha;xx-told\nz;Zeta;xx-told\n");
    publish(&w, "2020-03-15", "z;Zeta;xx-told\n");
    const idt_listing_status within = status_of(&w, "Alpha", "2020-03-05", NULL);
    assert_int_equal(within.status, IDT_STATUS_IN_FORCE);
    assert_int_equal(within.basis, IDT_BASIS_CLAIM);
    const idt_listing_status after = status_of(&w, "Alpha", "2020-06-01", NULL);
    assert_int_equal(after.status, IDT_STATUS_UNKNOWN);
    assert_int_equal(after.reason, IDT_REASON_ABSENT_FROM_EDITION);
    close_world(&w);
}

static void a_day_of_listing_that_the_entry_states_stands(void **state)
{
    (void)state;
    world w;
    open_law(&w);
    publish(&w, "2020-03-01", "z;Zeta;xx-made\n");
    publish(&w, "2020-03-08", "a;Alpha;xx-made;2020-02-20\nz;Zeta;xx-made\n");
    const idt_listing_status s = status_of(&w, "Alpha", "2020-02-25", NULL);
    assert_int_equal(s.status, IDT_STATUS_IN_FORCE);
    expect_date(&s.since, "2020-02-20");
    close_world(&w);
}

static void the_order_of_importing_changes_no_status(void **state)
{
    (void)state;
    static const char *const days[] = {"2020-03-01", "2020-03-08", "2020-03-15", "2020-03-22"};
    static const char *const texts[] = {"z;Zeta;xx-made\n", "a;Alpha;xx-made\nz;Zeta;xx-made\n",
                                        "a;Alpha;xx-made\nz;Zeta;xx-made\n", "z;Zeta;xx-made\n"};
    static const size_t orders[][4] = {{0, 1, 2, 3}, {3, 2, 1, 0}, {1, 3, 0, 2}, {2, 0, 3, 1}};
    for (size_t o = 0; o < sizeof orders / sizeof *orders; o++) {
        world w;
        open_law(&w);
        for (size_t i = 0; i < 4; i++) {
            publish(&w, days[orders[o][i]], texts[orders[o][i]]);
        }
        const idt_listing_status held = status_of(&w, "Alpha", "2020-03-15", NULL);
        assert_int_equal(held.status, IDT_STATUS_IN_FORCE);
        expect_date(&held.since, "[2020-03-02..2020-03-08]");
        assert_int_equal(status_of(&w, "Alpha", "2020-03-22", NULL).status, IDT_STATUS_ENDED);
        close_world(&w);
    }
}

static void an_entry_that_could_not_be_read_has_not_ended(void **state)
{
    (void)state;
    idt_error err;
    idt_list_report report;
    world w;
    open_law(&w);
    publish(&w, "2020-03-01", "a;Alpha;xx-made\nb;Beta;xx-made\n");
    idt_list_options options = {.has_published = true, .accept_rejects = true};
    assert_true(idt_instant_parse(IDT_STR("2020-03-08"), false, &options.published_us));
    must(load_text_by(&w, &LINES, "l.csv", "a;!\nb;Beta;xx-made\n", options, &report, &err), &err);
    assert_int_equal(report.stop, IDT_STOP_NONE);
    const idt_listing_status s = status_of(&w, "Alpha", "2020-06-01", NULL);
    assert_int_equal(s.status, IDT_STATUS_IN_FORCE);
    close_world(&w);
}

static void another_party_under_the_same_id_has_its_own_history(void **state)
{
    (void)state;
    world w;
    open_law(&w);
    publish(&w, "2020-03-01", "a;Alpha;xx-made\nz;Zeta;xx-made\n");
    publish(&w, "2020-03-08", "a;MV Gamma;xx-made\nz;Zeta;xx-made\n");
    const idt_listing_status s = status_of(&w, "MV Gamma", "2020-06-01", NULL);
    assert_int_equal(s.status, IDT_STATUS_IN_FORCE);
    expect_date(&s.since, "[2020-03-02..2020-03-08]");
    close_world(&w);
}

static void an_entry_that_comes_back_with_its_old_day_began_again_between_editions(void **state)
{
    (void)state;
    world w;
    open_law(&w);
    publish(&w, "2020-03-01", "a;Alpha;xx-made;2001-01-25\nz;Zeta;xx-made\n");
    publish(&w, "2020-03-08", "z;Zeta;xx-made\n");
    publish(&w, "2020-03-15", "a;Alpha;xx-made;2001-01-25\nz;Zeta;xx-made\n");
    const idt_listing_status gone = status_of(&w, "Alpha", "2020-03-08", NULL);
    assert_int_equal(gone.status, IDT_STATUS_ENDED);
    expect_date(&gone.listed_since, "2001-01-25");
    const idt_listing_status between = status_of(&w, "Alpha", "2020-03-12", NULL);
    assert_int_equal(between.status, IDT_STATUS_UNKNOWN);
    const idt_listing_status s = status_of(&w, "Alpha", "2020-06-01", NULL);
    assert_int_equal(s.status, IDT_STATUS_IN_FORCE);
    expect_date(&s.listed_since, "[2020-03-09..2020-03-15]");
    close_world(&w);
}

static void an_old_day_of_publication_begins_no_new_spell_either(void **state)
{
    (void)state;
    world w;
    open_law(&w);
    publish(&w, "2020-03-01", "a;Alpha;xx-made;published 2001-01-25\nz;Zeta;xx-made\n");
    publish(&w, "2020-03-08", "z;Zeta;xx-made\n");
    publish(&w, "2020-03-15", "a;Alpha;xx-made;published 2001-01-25\nz;Zeta;xx-made\n");
    const idt_listing_status s = status_of(&w, "Alpha", "2020-06-01", NULL);
    assert_int_equal(s.status, IDT_STATUS_IN_FORCE);
    expect_date(&s.listed_since, "[2020-03-09..2020-03-15]");
    close_world(&w);
}

static void a_later_day_of_listing_leaves_the_spell_before_its_own(void **state)
{
    (void)state;
    world w;
    open_law(&w);
    publish(&w, "2020-03-01", "a;Alpha;xx-made;2001-01-25\nz;Zeta;xx-made\n");
    publish(&w, "2020-03-08", "z;Zeta;xx-made\n");
    publish(&w, "2020-03-15", "a;Alpha;xx-made;2020-03-12\nz;Zeta;xx-made\n");
    expect_since(status_of(&w, "Alpha", "2010-01-01", NULL), "2001-01-25");
    assert_int_equal(status_of(&w, "Alpha", "2020-03-11", NULL).status, IDT_STATUS_ENDED);
    expect_since(status_of(&w, "Alpha", "2020-06-01", NULL), "2020-03-12");
    close_world(&w);
}

static void a_day_of_listing_after_an_edition_with_the_entry_does_not_undo_it(void **state)
{
    (void)state;
    world w;
    open_law(&w);
    publish(&w, "2020-03-01", "a;Alpha;xx-made;2001-01-25\nz;Zeta;xx-made\n");
    publish(&w, "2020-03-15", "a;Alpha;xx-made;2020-03-12\nz;Zeta;xx-made\n");
    const idt_listing_status before = status_of(&w, "Alpha", "2010-01-01", NULL);
    assert_int_equal(before.status, IDT_STATUS_UNKNOWN);
    assert_int_equal(before.reason, IDT_REASON_SOURCES_DIFFER);
    assert_int_equal(status_of(&w, "Alpha", "2020-03-05", NULL).status, IDT_STATUS_IN_FORCE);
    close_world(&w);
}

static void an_effect_announced_before_its_day_stands(void **state)
{
    (void)state;
    world w;
    open_law(&w);
    publish(&w, "2020-03-01", "z;Zeta;xx-made\n");
    publish(&w, "2020-03-08", "a;Alpha;xx-made;2020-05-01\nz;Zeta;xx-made\n");
    expect_since(status_of(&w, "Alpha", "2020-06-01", NULL), "2020-05-01");
    close_world(&w);
}

static void an_evening_edition_in_the_west_may_be_of_the_day_before(void **state)
{
    (void)state;
    world w;
    open_law(&w);
    publish(&w, "2022-02-24T01:52:20Z", "z;Zeta;xx-made\n");
    publish(&w, "2022-02-25T01:50:29Z", "a;Alpha;xx-made\nz;Zeta;xx-made\n");
    assert_int_equal(status_of(&w, "Alpha", "2022-02-24", NULL).reason, IDT_REASON_START_BETWEEN);
    expect_since(status_of(&w, "Alpha", "2022-03-01", NULL), "[2022-02-24..2022-02-25]");
    close_world(&w);
}

static void an_entry_in_and_out_within_a_day_has_ended(void **state)
{
    (void)state;
    world w;
    open_law(&w);
    publish(&w, "2022-02-25T18:00:00Z", "z;Zeta;xx-made\n");
    publish(&w, "2022-02-26T13:00:00Z", "a;Alpha;xx-made\nz;Zeta;xx-made\n");
    publish(&w, "2022-02-26T18:00:00Z", "z;Zeta;xx-made\n");
    const idt_listing_status s = status_of(&w, "Alpha", "2022-03-01", NULL);
    assert_int_equal(s.status, IDT_STATUS_ENDED);
    assert_int_equal(s.end_kind, IDT_END_REMOVED_FROM_PUBLICATION);
    close_world(&w);
}

static void a_day_that_came_along_from_another_list_began_nothing_here(void **state)
{
    (void)state;
    idt_error err;
    idt_view view;
    idt_str folded;
    const idt_subject *subjects;
    const idt_listing_status *rows;
    size_t count;
    idt_status_question question = {0};
    world w;
    open_law(&w);
    publish(&w, "2020-03-01", "a;Alpha;xx-old;2001-01-25\nz;Zeta;xx-made\n");
    publish(&w, "2020-03-08", "a;Alpha;xx-made;2001-01-25\nz;Zeta;xx-made\n");
    must(idt_register_view(w.reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err), &err);
    must(idt_text_key(IDT_STR("Alpha"), w.arena, &folded, &err), &err);
    must(idt_subjects_named(w.reg, &view, IDT_STR("Alpha"), folded, w.arena, &subjects, &count,
                            &err),
         &err);
    assert_true(idt_day_parse(IDT_STR("2020-03-01"), &question.as_of));
    must(idt_subject_statuses(w.reg, &view, subjects, &question, w.arena, &rows, &count, &err),
         &err);
    bool met = false;
    for (size_t i = 0; i < count; i++) {
        if (idt_str_is(rows[i].list, "xx-made")) {
            met = true;
            assert_int_equal(rows[i].status, IDT_STATUS_NOT_YET);
            assert_int_equal(rows[i].reported_count, 1);
        }
    }
    assert_true(met);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_of_the_first_edition_began_some_day_up_to_it),
        cmocka_unit_test(a_start_lies_between_the_edition_before_and_the_first_with_it),
        cmocka_unit_test(an_entry_that_leaves_a_list_which_makes_the_law_has_ended),
        cmocka_unit_test(an_entry_that_comes_back_begins_a_new_spell),
        cmocka_unit_test(presence_on_a_list_that_only_informs_is_a_claim),
        cmocka_unit_test(a_day_of_listing_that_the_entry_states_stands),
        cmocka_unit_test(the_order_of_importing_changes_no_status),
        cmocka_unit_test(an_entry_that_could_not_be_read_has_not_ended),
        cmocka_unit_test(another_party_under_the_same_id_has_its_own_history),
        cmocka_unit_test(an_entry_that_comes_back_with_its_old_day_began_again_between_editions),
        cmocka_unit_test(an_old_day_of_publication_begins_no_new_spell_either),
        cmocka_unit_test(a_later_day_of_listing_leaves_the_spell_before_its_own),
        cmocka_unit_test(a_day_of_listing_after_an_edition_with_the_entry_does_not_undo_it),
        cmocka_unit_test(an_effect_announced_before_its_day_stands),
        cmocka_unit_test(an_evening_edition_in_the_west_may_be_of_the_day_before),
        cmocka_unit_test(an_entry_in_and_out_within_a_day_has_ended),
        cmocka_unit_test(a_day_that_came_along_from_another_list_began_nothing_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
