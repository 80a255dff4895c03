/* Editions read again by a newer reader: what changes, what stays as it was known. */
#include "list_world.h"

#include "register/store.h"

/* Version 2 of LINES: it also keeps the line as a note. */
static void read_line_with_note(idt_list_output *out, idt_list_place place, idt_str line)
{
    const size_t semi = idt_str_find(line, ';');
    const idt_str key = idt_list_key(out, idt_str_slice(line, 0, semi));
    idt_list_saw(out);
    if (idt_str_starts(line, "odd")) {
        idt_list_reject_entry(out, place, key, "\"" IDT_STR_FMT "\" is odd", IDT_STR_ARG(line));
        return;
    }
    if (!idt_list_wants(out, place, key, &line, 1)) {
        return;
    }
    idt_error err;
    idt_list_begin(out, key, "Organization");
    idt_list_text(out, "name", idt_str_slice(line, semi + 1, line.len));
    idt_list_text(out, "notes", line);
    (void)!idt_list_end(out, &err);
}

static idt_rc read_with_notes(const idt_list_file *files, size_t count, idt_list_output *out,
                              idt_error *err)
{
    idt_str rest = files[0].bytes;
    idt_str line;
    (void)count;
    if (idt_str_starts(rest, "published 2020-02-02\nworse")) {
        return idt_fail_at(err, IDT_E_INPUT, "l.csv", 2, 1, 0, "no longer read");
    }
    for (uint64_t n = 1; next_line(&rest, &line); n++) {
        if (idt_str_find(line, ';') < line.len) {
            read_line_with_note(out, (idt_list_place){files[0].name, n, 1}, line);
        }
    }
    return IDT_OK;
}

static const idt_list_reader NEWER = {.dataset = "lines",
                                      .title = "Lines",
                                      .publisher = "tests",
                                      .version = 2,
                                      .roles = line_roles,
                                      .published = line_published,
                                      .read = read_with_notes};

static int64_t day(const char *text)
{
    int64_t us = 0;
    assert_true(idt_instant_parse(idt_str_borrow(text), false, &us));
    return us;
}

static idt_reparse_counts reparse(world *w, const idt_list_reader *reader)
{
    idt_error err;
    idt_reparse_counts counts;
    w->now += IDT_DAY_US;
    must(idt_reparse_list(w->reg, reader, w->arena, &counts, &err), &err);
    return counts;
}

/* The record's value as published by and known at two instants; absent where there is none. */
static idt_str value_at(world *w, const char *key, const char *property, int64_t published_by,
                        int64_t known_at)
{
    idt_error err;
    idt_view view;
    const idt_record *record;
    must(idt_register_view(w->reg, published_by, known_at, &view, &err), &err);
    must(idt_register_record(w->reg, &view, IDT_STR("lines"), idt_str_borrow(key), w->arena,
                             &record, &err),
         &err);
    return record != NULL ? idt_str_copy(w->arena, idt_record_value(record, property))
                          : (idt_str){0};
}

static int64_t number(world *w, const char *sql)
{
    sqlite3_stmt *s;
    assert_int_equal(sqlite3_prepare_v2(w->reg->db, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    const int64_t value = sqlite3_column_int64(s, 0);
    assert_int_equal(sqlite3_finalize(s), SQLITE_OK);
    return value;
}

/* Three editions, loaded out of order. */
static void open_three(world *w)
{
    open_world(w);
    w->now = day("2026-01-01");
    (void)load_text(w, "l.csv", "published 2020-01-01\na;A\nb;B\n");
    (void)load_text(w, "l.csv", "published 2020-03-03\na;A\nb;B2\nc;C\n");
    (void)load_text(w, "l.csv", "published 2020-02-02\na;A\nb;B2\n");
}

static void the_newer_reading_is_recorded_at_the_instants_of_publication(void **state)
{
    (void)state;
    world w;
    open_three(&w);
    const idt_reparse_counts c = reparse(&w, &NEWER);
    assert_int_equal(c.editions, 3);
    assert_int_equal(c.reread, 3);
    assert_int_equal(c.rejected, 0);
    const int64_t now = IDT_INSTANT_OPEN;
    assert_true(idt_str_is(value_at(&w, "b", "notes", day("2020-01-15"), now), "b;B"));
    assert_true(idt_str_is(value_at(&w, "b", "notes", day("2020-02-15"), now), "b;B2"));
    assert_true(idt_str_is(value_at(&w, "c", "notes", now, now), "c;C"));
    assert_null(value_at(&w, "c", "notes", day("2020-02-15"), now).ptr);
    assert_null(value_at(&w, "a", "name", day("2019-12-31"), now).ptr);
    verify_derived(w.reg);
    close_world(&w);
}

static void what_was_known_before_stays_as_it_was(void **state)
{
    (void)state;
    world w;
    open_three(&w);
    const int64_t before = w.now;
    (void)reparse(&w, &NEWER);
    assert_null(value_at(&w, "b", "notes", IDT_INSTANT_OPEN, before).ptr);
    assert_true(idt_str_is(value_at(&w, "b", "name", IDT_INSTANT_OPEN, before), "B2"));
    assert_true(idt_str_is(value_at(&w, "b", "name", day("2020-01-15"), before), "B"));
    close_world(&w);
}

static void the_cause_is_the_reader_and_published_coordinates_stay(void **state)
{
    (void)state;
    world w;
    open_three(&w);
    (void)reparse(&w, &NEWER);
    /* every rectangle that is open now was made by the reader */
    assert_int_equal(number(&w, "SELECT count(*) FROM run WHERE rec_to = 9223372036854775807 "
                                "AND cause <> 5"),
                     0);
    assert_int_equal(number(&w, "SELECT count(*) FROM run WHERE rec_to = 9223372036854775807"), 4);
    assert_int_equal(number(&w, "SELECT count(DISTINCT published_us || '.' || seq) FROM edition"),
                     3);
    assert_int_equal(number(&w, "SELECT count(*) FROM edition WHERE reading = 2"), 3);
    /* hash, time of retrieval and files as they were */
    assert_int_equal(
        number(&w, "SELECT count(*) FROM edition a JOIN edition b USING (published_us, seq) "
                   "WHERE a.reading = 1 AND b.reading = 2 AND (a.sha256 <> b.sha256 "
                   "OR a.retrieved_us <> b.retrieved_us)"),
        0);
    assert_int_equal(number(&w, "SELECT count(*) FROM raw"), 3);
    close_world(&w);
}

static void a_second_time_does_nothing(void **state)
{
    (void)state;
    world w;
    open_three(&w);
    (void)reparse(&w, &NEWER);
    const int64_t editions = number(&w, "SELECT count(*) FROM edition");
    const idt_reparse_counts again = reparse(&w, &NEWER);
    assert_int_equal(again.editions, 3);
    assert_int_equal(again.reread, 0);
    assert_int_equal(number(&w, "SELECT count(*) FROM edition"), editions);
    /* nor does an older reader undo it */
    assert_int_equal(reparse(&w, &LINES).reread, 0);
    close_world(&w);
}

static void only_what_an_older_reader_read_is_read_again(void **state)
{
    (void)state;
    idt_error err;
    idt_list_report report;
    world w;
    open_three(&w);
    must(load_text_by(&w, &NEWER, "l.csv", "published 2020-04-04\na;A\nb;B2\nc;C\n",
                      (idt_list_options){0}, &report, &err),
         &err);
    const idt_reparse_counts c = reparse(&w, &NEWER);
    assert_int_equal(c.editions, 4);
    assert_int_equal(c.reread, 3);
    assert_int_equal(reparse(&w, &LINES).reread, 0);
    verify_derived(w.reg);
    close_world(&w);
}

static void a_reread_leaves_what_a_newer_reader_would_have_loaded(void **state)
{
    (void)state;
    static const char OPEN_RUNS[] = "SELECT count(*) FROM run WHERE rec_to = 9223372036854775807";
    static const char *const texts[] = {"published 2020-01-01\na;A\nb;B\n",
                                        "published 2020-02-02\na;A\nb;B2\n",
                                        "published 2020-03-03\na;A\nb;B2\nc;C\n"};
    idt_error err;
    idt_list_report report;
    world w;
    world fresh;
    open_three(&w);
    (void)reparse(&w, &NEWER);
    open_world(&fresh);
    fresh.now = day("2026-01-01");
    for (size_t i = 0; i < 3; i++) {
        must(load_text_by(&fresh, &NEWER, "l.csv", texts[i], (idt_list_options){0}, &report, &err),
             &err);
    }
    assert_int_equal(number(&w, OPEN_RUNS), number(&fresh, OPEN_RUNS));
    close_world(&fresh);
    close_world(&w);
}

static void entries_that_are_rejected_are_told_and_stop_nothing(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    w.now = day("2026-01-01");
    (void)load_text(&w, "l.csv", "published 2020-01-01\na;A\nodd;O\n");
    const idt_reparse_counts c = reparse(&w, &NEWER);
    assert_int_equal(c.reread, 1);
    assert_int_equal(c.rejected, 1);
    assert_int_equal(c.withdrawn, 1);
    assert_int_equal(c.reject_count, 1);
    assert_int_equal(c.rejects[0].published_us, day("2020-01-01"));
    assert_int_equal(c.rejects[0].reject.place.line, 3);
    assert_true(idt_str_is(c.rejects[0].reject.key, "odd"));
    assert_true(idt_str_is(c.rejects[0].reject.why, "\"odd;O\" is odd"));
    close_world(&w);
}

static void an_edition_that_cannot_be_read_stops_there_and_is_named(void **state)
{
    (void)state;
    idt_error err;
    idt_reparse_counts counts;
    world w;
    open_world(&w);
    w.now = day("2026-01-01");
    (void)load_text(&w, "l.csv", "published 2020-01-01\na;A\n");
    (void)load_text(&w, "l.csv", "published 2020-02-02\nworse\na;A2\n");
    assert_int_equal(idt_reparse_list(w.reg, &NEWER, w.arena, &counts, &err), IDT_E_INPUT);
    assert_non_null(strstr(err.message, "2020-02-02T00:00:00Z"));
    assert_int_equal(err.line, 2);
    assert_int_equal(counts.reread, 1);
    assert_true(idt_str_is(value_at(&w, "a", "name", IDT_INSTANT_OPEN, IDT_INSTANT_OPEN), "A2"));
    assert_int_equal(number(&w, "SELECT count(*) FROM edition WHERE state <> 'loaded'"), 0);
    verify_derived(w.reg);
    close_world(&w);
}

static void editions_of_one_instant_are_read_in_their_order(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    w.now = day("2026-01-01");
    (void)load_text(&w, "l.csv", "published 2020-01-01\na;A\n");
    (void)load_text(&w, "l.csv", "published 2020-01-01\na;A, corrected\n");
    const idt_reparse_counts c = reparse(&w, &NEWER);
    assert_int_equal(c.reread, 2);
    assert_true(idt_str_is(value_at(&w, "a", "notes", IDT_INSTANT_OPEN, IDT_INSTANT_OPEN),
                           "a;A, corrected"));
    verify_derived(w.reg);
    close_world(&w);
}

static void a_dataset_that_is_not_held_has_nothing_to_read(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    assert_int_equal(reparse(&w, &NEWER).editions, 0);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_newer_reading_is_recorded_at_the_instants_of_publication),
        cmocka_unit_test(what_was_known_before_stays_as_it_was),
        cmocka_unit_test(the_cause_is_the_reader_and_published_coordinates_stay),
        cmocka_unit_test(a_second_time_does_nothing),
        cmocka_unit_test(only_what_an_older_reader_read_is_read_again),
        cmocka_unit_test(a_reread_leaves_what_a_newer_reader_would_have_loaded),
        cmocka_unit_test(entries_that_are_rejected_are_told_and_stop_nothing),
        cmocka_unit_test(an_edition_that_cannot_be_read_stops_there_and_is_named),
        cmocka_unit_test(editions_of_one_instant_are_read_in_their_order),
        cmocka_unit_test(a_dataset_that_is_not_held_has_nothing_to_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
