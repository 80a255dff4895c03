/* What comes a second time: bytes that are held, editions read again, a load after one that failed
 * and could not be undone. */
#include "register_world.h"

#include "register/store.h"

/* Writes k = n as an edition published at `published`; the spec's mark is n. */
static idt_load_counts put_edition(world *w, const idt_edition_spec *spec, int n)
{
    idt_error err;
    idt_edition_load *load;
    idt_load_counts counts;
    w->now += 10;
    must(idt_edition_begin(w->reg, spec, NULL, 0, &DERIVER, &load, &counts, &err), &err);
    if (load != NULL) {
        must(put_content(w, load, "k", n, &err), &err);
        must(idt_edition_finish_take(load, &counts, &err), &err);
    }
    return counts;
}

static int number_by(world *w, int64_t published_by)
{
    idt_error err;
    idt_view view;
    must(idt_register_view(w->reg, published_by, IDT_INSTANT_OPEN, &view, &err), &err);
    return number_at(w, w->reg, &view, "k");
}

static size_t edition_count(world *w)
{
    idt_error err;
    idt_view view;
    const idt_edition_info *editions;
    size_t count;
    w->now += 10;
    must(idt_register_view(w->reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err), &err);
    idt_arena_clear(w->arena);
    must(idt_register_editions(w->reg, &view, IDT_STR("d"), w->arena, &editions, &count, &err),
         &err);
    return count;
}

static int no_deleting(void *context, int action, const char *a, const char *b, const char *c,
                       const char *d)
{
    (void)context, (void)a, (void)b, (void)c, (void)d;
    return action == SQLITE_DELETE ? SQLITE_DENY : SQLITE_OK;
}

/* The undoing of a load is made to fail, as on a full disk; then there is room again. */
static void a_load_after_one_that_could_not_be_undone_begins_clean(void **state)
{
    (void)state;
    idt_error err;
    world w;
    open_world(&w);
    idt_edition_spec spec = spec_of(100, 1, 1);
    (void)put_edition(&w, &spec, 1);
    spec = spec_of(200, 1, 2);
    w.now += 10;
    idt_edition_load *load = begin_load(&w, &spec);
    must(put_content(&w, load, "k", 2, &err), &err);
    for (int i = 0; i < STORE_CHUNK_ROWS + 10; i++) { /* more than a chunk: some is committed */
        char key[16];
        (void)snprintf(key, sizeof key, "x%d", i);
        must(put_content(&w, load, key, 5, &err), &err);
    }
    sqlite3 *db = w.reg->db;
    assert_int_equal(sqlite3_exec(db,
                                  "CREATE TEMP TRIGGER no_flip BEFORE UPDATE OF state ON edition "
                                  "BEGIN SELECT raise(ABORT, 'no'); END",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_set_authorizer(db, no_deleting, NULL), SQLITE_OK);
    idt_load_counts counts;
    assert_int_not_equal(idt_edition_finish_take(load, &counts, &err), IDT_OK);
    assert_int_equal(sqlite3_set_authorizer(db, NULL, NULL), SQLITE_OK);
    (void)sqlite3_exec(db, "DROP TRIGGER no_flip", NULL, NULL, NULL);
    spec = spec_of(300, 1, 3);
    (void)put_edition(&w, &spec, 2); /* the same as the failed one said */
    w.now += 1000;
    assert_int_equal(number_by(&w, 400), 2);
    must(idt_register_close(w.reg, &err), &err);
    must(open_register(&w, IDT_OPEN_WRITE, &w.reg, &err), &err);
    assert_int_equal(number_by(&w, 400), 2);
    assert_int_equal(number_by(&w, 250), 1);
    verify_clean(w.reg);
    close_world(&w);
}

static void bytes_held_of_an_older_edition_are_no_new_one(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    const idt_edition_spec first = spec_of(100, 0, 1);
    const idt_edition_spec second = spec_of(200, 0, 2);
    (void)put_edition(&w, &first, 1);
    (void)put_edition(&w, &second, 2);
    const idt_load_counts again = put_edition(&w, &first, 1);
    assert_true(again.same_bytes);
    assert_int_equal(again.published_us, 100);
    assert_int_equal(again.seq, 1);
    assert_int_equal(edition_count(&w), 2);
    close_world(&w);
}

static void a_numbered_edition_that_is_held_is_no_new_one(void **state)
{
    (void)state;
    idt_error err;
    world w;
    open_world(&w);
    const idt_edition_spec first = spec_of(100, 1, 1);
    const idt_edition_spec second = spec_of(100, 2, 2);
    (void)put_edition(&w, &first, 1);
    (void)put_edition(&w, &second, 2);
    assert_true(put_edition(&w, &first, 1).same_bytes);
    assert_true(put_edition(&w, &second, 2).same_bytes);
    assert_int_equal(edition_count(&w), 2);
    const idt_edition_spec other =
        spec_of(100, 1, 3); /* other bytes under a number that is taken */
    idt_edition_load *load;
    idt_load_counts counts;
    assert_int_not_equal(idt_edition_begin(w.reg, &other, NULL, 0, &DERIVER, &load, &counts, &err),
                         IDT_OK);
    assert_null(load);
    assert_int_equal(edition_count(&w), 2);
    verify_clean(w.reg);
    close_world(&w);
}

static void an_authored_edition_read_again_keeps_its_published_instant(void **state)
{
    (void)state;
    idt_error err;
    world w;
    open_world(&w);
    idt_edition_spec spec = spec_of(0, 0, 1);
    spec.authored = true;
    const idt_load_counts first = put_edition(&w, &spec, 1);
    idt_edition_spec later = spec_of(0, 0, 2);
    later.authored = true;
    w.now += 1000;
    const idt_load_counts second = put_edition(&w, &later, 2);
    spec.reread = true;
    spec.reader_version = 2;
    spec.published_us = first.published_us;
    spec.seq = first.seq;
    w.now += 1000;
    const idt_load_counts again = put_edition(&w, &spec, 3);
    assert_int_equal(again.published_us, first.published_us);
    assert_true(again.recorded_us > second.recorded_us);
    assert_int_equal(number_by(&w, first.published_us), 3);
    assert_int_equal(number_by(&w, IDT_INSTANT_OPEN), 2);
    verify_clean(w.reg);
    idt_view view; /* and what was held before is answered as before */
    must(idt_register_view(w.reg, first.published_us, second.recorded_us, &view, &err), &err);
    assert_int_equal(number_at(&w, w.reg, &view, "k"), 1);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_load_after_one_that_could_not_be_undone_begins_clean),
        cmocka_unit_test(bytes_held_of_an_older_edition_are_no_new_one),
        cmocka_unit_test(a_numbered_edition_that_is_held_is_no_new_one),
        cmocka_unit_test(an_authored_edition_read_again_keeps_its_published_instant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
