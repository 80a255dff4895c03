/* What readers and writers see of each other, and what a load says of itself. */
#include "register_world.h"

#include <sqlite3.h>
#include <string.h>

#define MANY 4600 /* more than a chunk */

static const char *numbered(int k, char out[16])
{
    (void)snprintf(out, 16, "key-%d", k);
    return out;
}

static idt_view view_at(idt_register *reg, int64_t published, int64_t known)
{
    idt_error err;
    idt_view view;
    must(idt_register_view(reg, published, known, &view, &err), &err);
    return view;
}

static idt_view view_now(idt_register *reg)
{
    return view_at(reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
}

/* An edition of keys with contents, -1 for absent; from the start of "a", "b", ... */
static idt_load_counts load(world *w, int64_t published, unsigned mark, const int *contents,
                            int count, bool partial)
{
    idt_error err;
    idt_edition_spec spec = spec_of(published, 0, mark);
    spec.partial = partial;
    w->now += 10;
    idt_edition_load *l = begin_load(w, &spec);
    for (int k = 0; k < count; k++) {
        const char key[2] = {(char)('a' + k), '\0'};
        if (contents[k] >= 0) {
            must(put_content(w, l, key, contents[k], &err), &err);
        }
    }
    return finish_load(l);
}

static idt_register *reader_of(world *w)
{
    idt_error err;
    idt_register *reader;
    must(open_register(w, IDT_OPEN_READ, &reader, &err), &err);
    return reader;
}

static idt_rc count_record(void *context, const idt_record *record, idt_error *err)
{
    (void)record;
    (void)err;
    ++*(uint64_t *)context;
    return IDT_OK;
}

static uint64_t records_at(idt_register *reg, const idt_view *view)
{
    idt_error err;
    uint64_t count = 0;
    must(idt_register_each(reg, view, count_record, &count, &err), &err);
    return count;
}

static void a_reader_sees_nothing_of_an_edition_before_all_of_it(void **state)
{
    (void)state;
    world w;
    idt_error err;
    char key[16];
    open_world(&w);
    (void)load(&w, 1, 1, (const int[]){1, 2, 3}, 3, false);
    idt_register *reader = reader_of(&w);
    const idt_edition_spec spec = spec_of(2, 1, 2);
    w.now += 10;
    idt_edition_load *l = begin_load(&w, &spec);
    idt_view during = {0};
    w.now += 10;
    for (int k = 0; k < MANY; k++) {
        must(put_content(&w, l, numbered(k, key), k, &err), &err);
        if (k % 600 == 0 || k == MANY - 1) {
            during = view_now(reader);
            assert_int_equal(during.known_at_us, 1010); /* the last instant that is settled */
            assert_int_equal(records_at(reader, &during), 3);
            assert_int_equal(number_at(&w, reader, &during, numbered(k, key)), -1);
        }
    }
    (void)finish_load(l);
    const idt_view after = view_now(reader);
    assert_int_equal(records_at(reader, &after), MANY);
    assert_string_not_equal(after.version, during.version);
    /* I6: what was answered during the load is answered after it */
    const idt_view again = view_at(reader, during.published_by_us, during.known_at_us);
    assert_int_equal(again.known_at_us, during.known_at_us);
    assert_string_equal(again.version, during.version);
    assert_int_equal(records_at(reader, &again), 3);
    must(idt_register_close(reader, &err), &err);
    close_world(&w);
}

/* As a load leaves it that dies between its last chunk and becoming visible. */
static void make_it_loading(const world *w, int published)
{
    char path[128];
    char sql[96];
    sqlite3 *db;
    path_in_world(w, "register.db", path);
    (void)snprintf(sql, sizeof sql, "UPDATE edition SET state = 'loading' WHERE published_us = %d",
                   published);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
}

static void nothing_of_a_dead_load_is_seen_and_the_next_writer_removes_it(void **state)
{
    (void)state;
    world w;
    idt_error err;
    idt_str bytes;
    idt_digest hash;
    const idt_record *record;
    open_world(&w);
    (void)load(&w, 10, 1, (const int[]){1, 2, 3}, 3, false);
    const idt_view before = view_now(w.reg);
    (void)load(&w, 20, 2, (const int[]){1, 9, -1, 4}, 4, false);
    make_it_loading(&w, 20);
    idt_register *reader = reader_of(&w);
    idt_view view = view_now(reader);
    assert_string_equal(view.version, before.version);
    assert_int_equal(number_at(&w, reader, &view, "b"), 2);
    assert_int_equal(number_at(&w, reader, &view, "c"), 3);
    idt_arena_clear(w.arena);
    content_of(w.arena, 9, &bytes, &hash);
    must(idt_register_by_content(reader, &hash, w.arena, &record, &err), &err);
    assert_null(record); /* nor can it be cited */
    must(idt_register_close(reader, &err), &err);
    must(idt_register_close(w.reg, &err), &err);
    must(open_register(&w, IDT_OPEN_WRITE, &w.reg, &err), &err);
    view = view_now(w.reg);
    assert_string_equal(view.version, before.version);
    assert_int_equal(records_at(w.reg, &view), 3);
    verify_clean(w.reg);
    (void)load(&w, 20, 2, (const int[]){1, 9, -1, 4}, 4, false); /* its number is free again */
    view = view_now(w.reg);
    assert_int_equal(number_at(&w, w.reg, &view, "b"), 9);
    close_world(&w);
}

static void a_known_at_to_come_is_answered_as_of_now(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    (void)load(&w, 1, 1, (const int[]){1}, 1, false);
    const idt_view view = view_at(w.reg, 5, 1000000);
    assert_int_equal(view.known_at_us, w.now);
    assert_int_equal(view.published_by_us, 5);
    close_world(&w);
}

static void between_two_editions_the_earlier_one_is_in_effect(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    (void)load(&w, 10, 1, (const int[]){1, 2}, 2, false);
    (void)load(&w, 20, 2, (const int[]){3, -1}, 2, false);
    const int64_t at[] = {9, 10, 15, 19, 20, 25};
    const int a[] = {-1, 1, 1, 1, 3, 3};
    const int b[] = {-1, 2, 2, 2, -1, -1};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        const idt_view view = view_at(w.reg, at[i], IDT_INSTANT_OPEN);
        assert_int_equal(number_at(&w, w.reg, &view, "a"), a[i]);
        assert_int_equal(number_at(&w, w.reg, &view, "b"), b[i]);
    }
    close_world(&w);
}

static void a_partial_edition_keeps_what_it_does_not_name(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    (void)load(&w, 10, 1, (const int[]){1, 2, 3}, 3, false);
    const idt_load_counts counts = load(&w, 20, 2, (const int[]){-1, 7, -1, 8}, 4, true);
    assert_int_equal(counts.added, 1);
    assert_int_equal(counts.changed, 1);
    assert_int_equal(counts.withdrawn, 0);
    const idt_view view = view_now(w.reg);
    const int wanted[] = {1, 7, 3, 8};
    idt_error err;
    const idt_edition_info *editions;
    size_t count;
    must(idt_register_editions(w.reg, &view, IDT_STR("d"), w.arena, &editions, &count, &err), &err);
    assert_int_equal(count, 2);
    assert_int_equal(editions[1].records, 4); /* in effect after it, not only those it names */
    for (int k = 0; k < 4; k++) {
        const char key[2] = {(char)('a' + k), '\0'};
        assert_int_equal(number_at(&w, w.reg, &view, key), wanted[k]);
    }
    verify_clean(w.reg);
    close_world(&w);
}

static void the_same_bytes_again_are_no_new_edition(void **state)
{
    (void)state;
    world w;
    idt_error err;
    idt_load_counts counts;
    idt_edition_load *l;
    open_world(&w);
    (void)load(&w, 10, 1, (const int[]){1, 2}, 2, false);
    const idt_view before = view_now(w.reg);
    const idt_edition_spec spec = spec_of(10, 0, 1);
    must(idt_edition_begin(w.reg, &spec, NULL, 0, &DERIVER, &l, &counts, &err), &err);
    assert_null(l);
    assert_true(counts.same_bytes);
    assert_int_equal(counts.unchanged, 2);
    assert_int_equal(counts.seq, 1);
    assert_string_equal(view_now(w.reg).version, before.version);
    close_world(&w);
}

static void bytes_that_were_added_are_another_edition_alone(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    (void)load(&w, 10, 1, (const int[]){1, 2}, 2, false);
    (void)load(&w, 20, 2, (const int[]){3}, 1, true);
    idt_error err;
    idt_edition_spec spec = spec_of(20, 0, 2);
    idt_edition_load *l;
    idt_load_counts counts;
    spec.authored = true; /* as `record` asks: whatever was published when */
    w.now += 10;
    must(idt_edition_begin(w.reg, &spec, NULL, 0, &DERIVER, &l, &counts, &err), &err);
    assert_false(counts.same_bytes);
    assert_non_null(l);
    must(put_content(&w, l, "a", 3, &err), &err);
    counts = finish_load(l);
    assert_int_equal(counts.withdrawn, 1);
    assert_int_equal(counts.unchanged, 1);
    close_world(&w);
}

static void a_second_writer_is_told_that_the_register_is_busy(void **state)
{
    (void)state;
    world w;
    idt_error err;
    idt_register *second;
    idt_edition_load *l;
    idt_load_counts counts;
    open_world(&w);
    assert_int_equal(open_register(&w, IDT_OPEN_WRITE, &second, &err), IDT_E_BUSY);
    assert_null(second);
    const idt_edition_spec spec = spec_of(1, 1, 1);
    const idt_edition_spec other = spec_of(2, 1, 1);
    idt_edition_load *first = begin_load(&w, &spec);
    assert_int_equal(idt_edition_begin(w.reg, &other, NULL, 0, &DERIVER, &l, &counts, &err),
                     IDT_E_BUSY);
    idt_edition_abort_take(first);
    idt_register *reader = reader_of(&w);
    assert_int_equal(idt_edition_begin(reader, &other, NULL, 0, &DERIVER, &l, &counts, &err),
                     IDT_E_READONLY);
    must(idt_register_close(reader, &err), &err);
    must(idt_register_close(w.reg, &err), &err);
    must(open_register(&w, IDT_OPEN_WRITE, &w.reg, &err), &err);
    close_world(&w);
}

static void a_key_given_twice_is_refused(void **state)
{
    (void)state;
    world w;
    idt_error err;
    open_world(&w);
    const idt_edition_spec spec = spec_of(1, 1, 1);
    idt_edition_load *l = begin_load(&w, &spec);
    must(put_content(&w, l, "a", 1, &err), &err);
    assert_int_equal(put_content(&w, l, "a", 2, &err), IDT_E_INPUT);
    assert_non_null(strstr(err.message, "d:a"));
    idt_edition_abort_take(l);
    const idt_view view = view_now(w.reg);
    assert_int_equal(number_at(&w, w.reg, &view, "a"), -1);
    verify_clean(w.reg);
    close_world(&w);
}

static void a_preview_says_what_finishing_does(void **state)
{
    (void)state;
    world w;
    idt_error err;
    idt_load_counts preview;
    open_world(&w);
    (void)load(&w, 10, 1, (const int[]){1, 2, 3, 4}, 4, false);
    const idt_edition_spec spec = spec_of(20, 1, 2);
    idt_edition_load *l = begin_load(&w, &spec);
    must(put_content(&w, l, "a", 1, &err), &err);
    must(put_content(&w, l, "b", 5, &err), &err);
    must(put_content(&w, l, "x", 6, &err), &err);
    must(idt_edition_preview(l, &preview, &err), &err);
    const idt_load_counts done = finish_load(l);
    assert_int_equal(preview.unchanged, 1);
    assert_int_equal(preview.changed, 1);
    assert_int_equal(preview.added, 1);
    assert_int_equal(preview.withdrawn, 2);
    assert_memory_equal(&preview, &done, sizeof done);
    close_world(&w);
}

static void an_aborted_load_leaves_the_register_as_it_was(void **state)
{
    (void)state;
    world w;
    idt_error err;
    char key[16];
    open_world(&w);
    (void)load(&w, 10, 1, (const int[]){1, 2}, 2, false);
    const idt_view before = view_now(w.reg);
    const idt_edition_spec spec = spec_of(20, 1, 2);
    idt_edition_load *l = begin_load(&w, &spec);
    for (int k = 0; k < MANY; k++) {
        must(put_content(&w, l, numbered(k, key), k, &err), &err);
    }
    idt_edition_abort_take(l);
    const idt_view after = view_now(w.reg);
    assert_string_equal(after.version, before.version);
    assert_int_equal(records_at(w.reg, &after), 2);
    verify_clean(w.reg);
    (void)load(&w, 20, 2, (const int[]){1, 3}, 2, false); /* the number is free again */
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reader_sees_nothing_of_an_edition_before_all_of_it),
        cmocka_unit_test(nothing_of_a_dead_load_is_seen_and_the_next_writer_removes_it),
        cmocka_unit_test(a_known_at_to_come_is_answered_as_of_now),
        cmocka_unit_test(between_two_editions_the_earlier_one_is_in_effect),
        cmocka_unit_test(a_partial_edition_keeps_what_it_does_not_name),
        cmocka_unit_test(the_same_bytes_again_are_no_new_edition),
        cmocka_unit_test(bytes_that_were_added_are_another_edition_alone),
        cmocka_unit_test(a_second_writer_is_told_that_the_register_is_busy),
        cmocka_unit_test(a_key_given_twice_is_refused),
        cmocka_unit_test(a_preview_says_what_finishing_does),
        cmocka_unit_test(an_aborted_load_leaves_the_register_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
