/* The index in its home: brought up to date by as little as will do, never seen half. */
#include "home_world.h"

static void nothing_is_done_where_nothing_was_recorded(void **state)
{
    (void)state;
    world w;
    open_home(&w);
    assert_int_equal(ensure(&w).did, IDT_COMPILE_BASE);
    assert_int_equal(ensure(&w).did, IDT_COMPILE_NOTHING);
    assert_int_equal(count_files(&w, "base-"), 1);
    close_home(&w);
}

static void few_changes_are_a_delta_and_many_a_base(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    import_many(&w);
    assert_int_equal(ensure(&w).did, IDT_COMPILE_BASE);
    change_one(&w, 0);
    const idt_compiled delta = ensure(&w);
    assert_int_equal(delta.did, IDT_COMPILE_DELTA);
    assert_int_equal(delta.records, 1);
    import_contents(&w, 200, 0); /* all 200 records leave, six come */
    assert_int_equal(ensure(&w).did, IDT_COMPILE_BASE);
    assert_int_equal(count_files(&w, "delta-"), 0);
    assert_sound(&w);
    close_home(&w);
}

/* The index says all the same that it knows of it. */
static void an_edition_that_changes_nothing_is_a_delta_of_nothing(void **state)
{
    (void)state;
    world w;
    idt_error err;
    open_world(&w);
    import_many(&w);
    (void)ensure(&w);
    w.now = 2000;
    const idt_edition_spec spec = spec_of(2, 0, 2);
    idt_edition_load *load = begin_load(&w, &spec);
    for (int i = 0; i < 200; i++) {
        char key[16];
        (void)snprintf(key, sizeof key, "k%d", i);
        must(put_content(&w, load, key, i, &err), &err);
    }
    (void)finish_load(load);
    const idt_compiled done = ensure(&w);
    assert_int_equal(done.did, IDT_COMPILE_DELTA);
    assert_int_equal(done.built.entries, 0);
    assert_int_equal(done.known_at_us, 2000);
    assert_int_equal(ensure(&w).did, IDT_COMPILE_NOTHING);
    assert_sound(&w);
    close_home(&w);
}

static void a_register_without_a_party_has_an_index_of_nothing(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    assert_int_equal(ensure(&w).built.entries, 0); /* not even an edition */
    const step lists = {
        .published = 1, .recorded = 1010, .contents = {5, -1, -1, -1, -1}, .no_z = true};
    import_step(&w, &lists);
    assert_int_equal(ensure(&w).built.entries, 0);
    assert_sound(&w);
    close_home(&w);
}

static void deltas_are_merged_before_they_are_too_many(void **state)
{
    (void)state;
    world w;
    bool due = false;
    open_world(&w);
    import_many(&w);
    (void)ensure(&w);
    for (int i = 0; i < 40; i++) {
        change_one(&w, i);
        const idt_compiled done = ensure(&w);
        due |= done.merge_due;
        assert_true(done.merge_due || count_files(&w, "delta-") <= IDT_COMPILE_DELTAS_MAX);
        assert_true(count_files(&w, "delta-") <= 32);
    }
    assert_true(due);
    assert_sound(&w);
    close_home(&w);
}

static void the_same_register_gives_the_same_file_whatever_the_steps(void **state)
{
    (void)state;
    world w;
    idt_error err;
    idt_compiled one;
    idt_buf file;
    open_world(&w);
    import_many(&w);
    (void)ensure(&w);
    change_one(&w, 0);
    (void)ensure(&w);
    const idt_view view = view_at(w.reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    must(idt_compile_build(w.reg, &view, w.home, INDEX_CEILING, &one, &err), &err);
    w.now += 77777; /* built later, and asked from another published instant */
    const idt_view later = view_at(w.reg, 5, IDT_INSTANT_OPEN);
    idt_compiled again;
    idt_buf_init(&file, INDEX_CEILING);
    must(idt_compile_bytes(w.reg, &later, NULL, INDEX_CEILING, &file, &again, &err), &err);
    assert_memory_equal(&one.built.file_id, &again.built.file_id, sizeof one.built.file_id);
    idt_buf_release(&file);
    close_home(&w);
}

static void a_reader_keeps_files_that_are_replaced(void **state)
{
    (void)state;
    world w;
    idt_error err;
    idt_index *index;
    idt_compiled done;
    idt_arena *arena = idt_arena_new(INDEX_CEILING);
    open_home(&w);
    (void)ensure(&w);
    must(idt_compile_open(w.home, arena, &index, &err), &err);
    import_contents(&w, 2, 1);
    const idt_view view = view_at(w.reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    must(idt_compile_build(w.reg, &view, w.home, INDEX_CEILING, &done, &err), &err);
    assert_int_equal(count_files(&w, "base-"), 1);
    must(idt_index_verify(index, &err), &err);
    lines names = {.arena = arena};
    names_in_time(index, when_at(1, 1010), &names);
    assert_true(names.count > 5);
    idt_index_close(index);
    idt_arena_free(arena);
    close_home(&w);
}

static void while_one_builds_another_is_told_so(void **state)
{
    (void)state;
    world w;
    idt_error err;
    idt_compile_lock first;
    idt_compile_lock second;
    open_home(&w);
    must(idt_compile_home_lock(w.home, 0, &first, &err), &err);
    assert_int_equal(idt_compile_home_lock(w.home, 0, &second, &err), IDT_E_BUSY);
    idt_compile_home_unlock(&first);
    must(idt_compile_home_lock(w.home, 0, &second, &err), &err);
    idt_compile_home_unlock(&second);
    close_home(&w);
}

static void what_a_killed_writer_left_is_removed_and_the_rest_is_not(void **state)
{
    (void)state;
    world w;
    open_home(&w);
    (void)ensure(&w);
    write_file(&w, "index/base-0123456789abcdef.idx.new-1-0", "half");
    write_file(&w, "index/current.new-1-0", "half");
    write_file(&w, "index/base-00000000000000ff.idx", "written, but current was not");
    write_file(&w, "index/selftest.json", "{}");
    write_file(&w, "index/base-mine.idx", "not ours");
    import_contents(&w, 2, 1);
    (void)ensure(&w);
    assert_int_equal(count_files(&w, "base-0"), 0);
    assert_int_equal(count_files(&w, "current.new"), 0);
    assert_int_equal(count_files(&w, "selftest.json"), 1);
    assert_int_equal(count_files(&w, "base-mine"), 1);
    close_home(&w);
}

static void a_damaged_home_is_built_anew(void **state)
{
    (void)state;
    world w;
    static const char *const texts[] = {"", "interdict index 2\n", "interdict index 3\nbase-x\n",
                                        "interdict index 2\nbase-0123456789abcdef.idx\n"};
    open_home(&w);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        (void)ensure(&w);
        write_file(&w, "index/current", texts[i]);
        assert_int_equal(ensure(&w).did, IDT_COMPILE_BASE);
        assert_sound(&w);
    }
    close_home(&w);
}

static void an_index_that_knows_more_than_the_view_is_left_alone(void **state)
{
    (void)state;
    world w;
    idt_error err;
    idt_compiled done;
    open_home(&w);
    import_contents(&w, 2, 1);
    (void)ensure(&w);
    const idt_view then = view_at(w.reg, IDT_INSTANT_OPEN, 1015);
    must(idt_compile_ensure(w.reg, &then, w.home, INDEX_CEILING, &done, &err), &err);
    assert_int_equal(done.did, IDT_COMPILE_NOTHING);
    assert_int_equal(done.known_at_us, 1020);
    close_home(&w);
}

static void no_index_is_told_with_what_to_do(void **state)
{
    (void)state;
    world w;
    idt_error err;
    const char *const *paths;
    size_t count;
    open_home(&w);
    assert_int_equal(idt_compile_paths(w.home, w.arena, &paths, &count, &err), IDT_E_NOT_FOUND);
    assert_non_null(strstr(err.message, "interdict index build"));
    close_home(&w);
}

/* ---- checking ---- */

typedef struct faults_seen {
    char text[1024];
} faults_seen;

static void note_fault(void *context, const char *what)
{
    faults_seen *f = context;
    const size_t len = strlen(f->text);
    (void)snprintf(f->text + len, sizeof f->text - len, "%s\n", what);
}

/* Two registers whose editions look alike from outside, and an index of the one. */
static uint64_t check_against_other(const step *indexed, const step *asked, faults_seen *seen)
{
    world a;
    world b;
    idt_error err;
    idt_buf file;
    uint64_t faults;
    open_world(&a);
    open_world(&b);
    import_step(&a, indexed);
    import_step(&b, asked);
    build_index(a.reg, IDT_INSTANT_OPEN, NULL, &file);
    idt_index *index = open_index(&file, 1);
    const idt_view view = view_at(b.reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    *seen = (faults_seen){0};
    must(idt_compile_check(b.reg, &view, index, note_fault, seen, &faults, &err), &err);
    idt_index_close(index);
    idt_buf_release(&file);
    close_world(&a);
    close_world(&b);
    return faults;
}

static void a_check_tells_what_differs_on_either_side(void **state)
{
    (void)state;
    faults_seen seen;
    static const step indexed = {false, 1, 1010, {0, 2, -1, -1, -1}, true};
    static const step same = {false, 1, 1010, {0, 2, -1, -1, -1}, true};
    static const step other = {false, 1, 1010, {1, 2, -1, 3, -1}, true};
    assert_int_equal(check_against_other(&indexed, &same, &seen), 0);
    assert_int_equal(check_against_other(&indexed, &other, &seen), 4);
    assert_non_null(strstr(seen.text, "the index has names that the register has not"));
    assert_non_null(strstr(seen.text, "the register has names that the index has not"));
    assert_non_null(strstr(seen.text, "is not found by an identifier that the register states"));
    assert_non_null(strstr(seen.text, "d:d@"));
    assert_null(strstr(seen.text, "d:b@"));
}

static void what_does_not_fit_is_said_and_the_index_stays_as_it_was(void **state)
{
    (void)state;
    world w;
    idt_error err;
    idt_compiled done;
    open_home(&w);
    (void)ensure(&w);
    import_contents(&w, 2, 1);
    const idt_view view = view_at(w.reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    size_t limits = 0;
    size_t ceiling = 1;
    while (idt_compile_build(w.reg, &view, w.home, ceiling, &done, &err) == IDT_E_LIMIT) {
        assert_int_equal(count_files(&w, "base-"), 1);
        assert_int_equal(count_files(&w, "current"), 1);
        ceiling += 1 + ceiling / 4;
        limits++;
    }
    assert_true(limits > 20); /* at every stage of a build */
    assert_int_equal(done.did, IDT_COMPILE_BASE);
    assert_int_equal(done.known_at_us, 1020);
    assert_sound(&w);
    close_home(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_done_where_nothing_was_recorded),
        cmocka_unit_test(few_changes_are_a_delta_and_many_a_base),
        cmocka_unit_test(an_edition_that_changes_nothing_is_a_delta_of_nothing),
        cmocka_unit_test(a_register_without_a_party_has_an_index_of_nothing),
        cmocka_unit_test(deltas_are_merged_before_they_are_too_many),
        cmocka_unit_test(the_same_register_gives_the_same_file_whatever_the_steps),
        cmocka_unit_test(a_reader_keeps_files_that_are_replaced),
        cmocka_unit_test(while_one_builds_another_is_told_so),
        cmocka_unit_test(what_a_killed_writer_left_is_removed_and_the_rest_is_not),
        cmocka_unit_test(a_damaged_home_is_built_anew),
        cmocka_unit_test(an_index_that_knows_more_than_the_view_is_left_alone),
        cmocka_unit_test(no_index_is_told_with_what_to_do),
        cmocka_unit_test(a_check_tells_what_differs_on_either_side),
        cmocka_unit_test(what_does_not_fit_is_said_and_the_index_stays_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
