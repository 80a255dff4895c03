/* A base is made beside the files that answer: nobody waits for it, nothing is lost by it, and what
 * a killed one left hurts nobody. */
#include "home_world.h"

#include "compile/merge_note.h"

/* An index of a base and one delta, and a base put aside that knows as much. */
static void put_aside(world *w, idt_compile_aside *aside)
{
    idt_error err;
    import_many(w);
    (void)ensure(w);
    change_one(w, 0);
    assert_int_equal(ensure(w).did, IDT_COMPILE_DELTA);
    const idt_view view = view_at(w->reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    must(idt_compile_put_aside(w->reg, &view, w->home, 0, INDEX_CEILING, aside, &err), &err);
}

static idt_compiled take_in(world *w, idt_compile_aside *aside)
{
    idt_error err;
    idt_compiled done;
    must(idt_compile_take_in(w->reg, w->home, aside, &done, &err), &err);
    return done;
}

static void a_base_takes_the_place_of_all_that_it_knows(void **state)
{
    (void)state;
    world w;
    idt_compile_aside aside;
    open_world(&w);
    put_aside(&w, &aside);
    assert_int_equal(count_files(&w, "delta-"), 1); /* nobody has seen it yet */
    assert_sound(&w);
    const idt_compiled done = take_in(&w, &aside);
    assert_int_equal(done.did, IDT_COMPILE_BASE);
    assert_int_equal(done.known_at_us, w.now - 1); /* when the last change was recorded */
    assert_int_equal(count_files(&w, "base-"), 1);
    assert_int_equal(count_files(&w, "delta-"), 0);
    assert_int_equal(count_files(&w, "merged"), 0);
    assert_sound(&w);
    close_home(&w);
}

static void a_change_on_the_way_is_found_at_once_and_stays_behind_the_new_base(void **state)
{
    (void)state;
    world w;
    idt_compile_aside aside;
    open_world(&w);
    put_aside(&w, &aside);
    for (int i = 1; i <= 2; i++) {
        change_one(&w, i);
        assert_int_equal(ensure(&w).did, IDT_COMPILE_DELTA); /* no lock is waited for */
    }
    assert_int_equal(count_files(&w, "delta-"), 3);
    const int64_t known_at = w.now - 1;
    const idt_compiled done = take_in(&w, &aside);
    assert_int_equal(done.did, IDT_COMPILE_BASE);
    assert_int_equal(done.known_at_us, known_at);
    assert_int_equal(count_files(&w, "base-"), 1);
    assert_int_equal(count_files(&w, "delta-"), 2);
    assert_sound(&w);
    assert_int_equal(ensure(&w).did, IDT_COMPILE_NOTHING);
    change_one(&w, 3);
    assert_int_equal(ensure(&w).did, IDT_COMPILE_DELTA);
    assert_sound(&w);
    close_home(&w);
}

static void a_base_that_came_on_the_way_and_knows_more_stands(void **state)
{
    (void)state;
    world w;
    idt_compile_aside aside;
    open_world(&w);
    put_aside(&w, &aside);
    import_contents(&w, 200, 0); /* all records leave: a base anew */
    assert_int_equal(ensure(&w).did, IDT_COMPILE_BASE);
    assert_int_equal(take_in(&w, &aside).did, IDT_COMPILE_NOTHING);
    assert_int_equal(count_files(&w, "base-"), 1);
    assert_int_equal(ensure(&w).did, IDT_COMPILE_NOTHING);
    assert_sound(&w);
    close_home(&w);
}

static void where_the_index_was_lost_on_the_way_the_base_stands_alone(void **state)
{
    (void)state;
    world w;
    idt_compile_aside aside;
    open_world(&w);
    put_aside(&w, &aside);
    change_one(&w, 1);
    (void)ensure(&w);
    write_file(&w, "index/current", "interdict index 1\n");
    assert_int_equal(take_in(&w, &aside).did, IDT_COMPILE_BASE);
    assert_int_equal(count_files(&w, "delta-"), 0);
    assert_int_equal(ensure(&w).did, IDT_COMPILE_DELTA); /* what it did not know */
    assert_sound(&w);
    close_home(&w);
}

static void one_merges_at_a_time(void **state)
{
    (void)state;
    world w;
    idt_error err;
    idt_compile_aside aside;
    idt_compile_aside other;
    idt_compiled done;
    open_world(&w);
    put_aside(&w, &aside);
    const idt_view view = view_at(w.reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    assert_int_equal(idt_compile_put_aside(w.reg, &view, w.home, 0, INDEX_CEILING, &other, &err),
                     IDT_E_BUSY);
    for (int i = 0; i < IDT_COMPILE_DELTAS_MAX + 1; i++) {
        change_one(&w, i + 1);
        done = ensure(&w);
    }
    assert_true(done.merge_due);
    const idt_view now = view_at(w.reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    must(idt_compile_merge(w.reg, &now, w.home, INDEX_CEILING, &done, &err), &err);
    assert_int_equal(done.did, IDT_COMPILE_NOTHING); /* the other is at it */
    (void)take_in(&w, &aside);
    assert_sound(&w);
    close_home(&w);
}

static void a_merge_is_made_where_it_is_due(void **state)
{
    (void)state;
    world w;
    idt_error err;
    idt_compiled done;
    open_world(&w);
    import_many(&w);
    (void)ensure(&w);
    size_t merged = 0;
    for (int i = 0; i < 3 * IDT_COMPILE_DELTAS_MAX; i++) {
        change_one(&w, i);
        const bool due = ensure(&w).merge_due;
        const idt_view view = view_at(w.reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
        must(idt_compile_merge(w.reg, &view, w.home, INDEX_CEILING, &done, &err), &err);
        assert_int_equal(done.did, due ? IDT_COMPILE_BASE : IDT_COMPILE_NOTHING);
        assert_true(!due || count_files(&w, "delta-") == 0);
        merged += due ? 1 : 0;
        assert_sound(&w);
    }
    assert_true(merged >= 2);
    close_home(&w);
}

/* A process killed while it merges leaves its locks free and one of these. */
static void what_a_killed_merge_left_hurts_nobody(void **state)
{
    (void)state;
    static const char *const left[] = {"index/merged.new-1-0", "index/merged",
                                       "index/base-00000000000000ff.idx", "index/current.new-1-0"};
    world w;
    idt_error err;
    open_world(&w);
    import_many(&w);
    (void)ensure(&w);
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        idt_compiled done;
        write_file(&w, left[i], "half");
        assert_sound(&w);
        change_one(&w, (int)i);
        assert_int_equal(ensure(&w).did, IDT_COMPILE_DELTA);
        assert_sound(&w);
        const idt_view view = view_at(w.reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
        must(idt_compile_build(w.reg, &view, w.home, INDEX_CEILING, &done, &err), &err);
        assert_int_equal(count_files(&w, "merged"), 0);
        assert_int_equal(count_files(&w, "base-"), 1);
        assert_int_equal(count_files(&w, "current"), 1);
        assert_sound(&w);
    }
    close_home(&w);
}

/* ---- what became of a merge ---- */

static bool told(const world *w, idt_merge_failure *out)
{
    return idt_merge_note_tells(w->home, w->arena, out);
}

static void a_merge_that_failed_is_told_until_there_is_a_new_base(void **state)
{
    (void)state;
    idt_error err;
    idt_compiled done;
    idt_merge_failure failure;
    world w;
    open_world(&w);
    import_contents(&w, 100, 0);
    (void)ensure(&w);
    assert_false(told(&w, &failure));
    idt_merge_note_begun(w.home, 1000000);
    idt_merge_note_failed(w.home, 2000000, "the disk is \"full\"");
    assert_true(told(&w, &failure));
    assert_true(idt_str_is(failure.at, "1970-01-01T00:00:02Z"));
    assert_true(idt_str_is(failure.why, "the disk is \"full\""));
    change_one(&w, 1);
    assert_int_equal(ensure(&w).did, IDT_COMPILE_DELTA);
    assert_true(told(&w, &failure)); /* a delta merges nothing */
    const idt_view view = view_at(w.reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    must(idt_compile_build(w.reg, &view, w.home, INDEX_CEILING, &done, &err), &err);
    assert_int_equal(done.did, IDT_COMPILE_BASE);
    assert_false(told(&w, &failure));
    close_home(&w);
}

static void a_merge_under_way_has_not_failed_and_one_that_was_killed_has(void **state)
{
    (void)state;
    idt_error err;
    idt_merge_failure failure;
    idt_compile_lock lock;
    world w;
    open_world(&w);
    import_contents(&w, 100, 0);
    (void)ensure(&w);
    must(idt_compile_home_lock_merge(w.home, 0, &lock, &err), &err);
    idt_merge_note_begun(w.home, 1000000);
    assert_true(idt_compile_home_merging(w.home));
    assert_false(told(&w, &failure));
    idt_compile_home_unlock(&lock); /* as the system does for who is killed */
    assert_false(idt_compile_home_merging(w.home));
    assert_true(told(&w, &failure));
    assert_true(failure.why.len > 0);
    close_home(&w);
}

/* Whatever is in its place: nothing, or a sentence. */
static void a_note_that_is_none_says_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "{", "[]", "{}", "7", "{\"at\":1,\"why\":2}", "{\"at\":\"x\"}", "{\"why\":\"x\"}"};
    idt_merge_failure failure;
    world w;
    open_world(&w);
    import_contents(&w, 100, 0);
    (void)ensure(&w);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        write_file(&w, "index/merge.note", texts[i]);
        assert_false(told(&w, &failure));
    }
    close_home(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_base_takes_the_place_of_all_that_it_knows),
        cmocka_unit_test(a_change_on_the_way_is_found_at_once_and_stays_behind_the_new_base),
        cmocka_unit_test(a_base_that_came_on_the_way_and_knows_more_stands),
        cmocka_unit_test(where_the_index_was_lost_on_the_way_the_base_stands_alone),
        cmocka_unit_test(one_merges_at_a_time),
        cmocka_unit_test(a_merge_is_made_where_it_is_due),
        cmocka_unit_test(what_a_killed_merge_left_hurts_nobody),
        cmocka_unit_test(a_merge_that_failed_is_told_until_there_is_a_new_base),
        cmocka_unit_test(a_merge_under_way_has_not_failed_and_one_that_was_killed_has),
        cmocka_unit_test(a_note_that_is_none_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
