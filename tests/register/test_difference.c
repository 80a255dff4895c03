/* What datasets said, and what we held, between two instants: net of what changed back, with every
 * step and its cause, and at the cost of what changed alone. */
#include "register_world.h"

#include "random.h"
#include "register/difference.h"
#include "register/store.h"

#define P(n) ((int64_t)(n)*100)

static int64_t load(world *w, const idt_edition_spec *spec, const int *numbers, size_t count)
{
    idt_error err;
    char key[2] = "a";
    w->now += 1000;
    idt_edition_load *l = begin_load(w, spec);
    for (size_t i = 0; i < count; i++) {
        key[0] = (char)('a' + i);
        if (numbers[i] >= 0) {
            must(put_content(w, l, key, numbers[i], &err), &err);
        }
    }
    (void)finish_load(l);
    return w->now;
}

/* Answers; the caller's arena is the world's. */
static const idt_record_change *ask(world *w, idt_axis axis, int64_t from, int64_t to,
                                    int64_t other, size_t *count)
{
    idt_error err;
    idt_view view;
    const idt_record_change *changes;
    const bool published = axis == IDT_AXIS_PUBLISHED;
    must(idt_register_view(w->reg, published ? to : other, published ? other : to, &view, &err),
         &err);
    const idt_difference_question q = {.axis = axis, .from_us = from, .to_us = to};
    must(idt_records_differing(w->reg, &view, &q, w->arena, &changes, count, &err), &err);
    return changes;
}

static void a_list_that_adds_and_drops_entries_differs_by_them(void **state)
{
    (void)state;
    world w;
    size_t count;
    open_world(&w);
    const idt_edition_spec first = spec_of(P(1), 1, 0);
    const idt_edition_spec second = spec_of(P(2), 1, 0);
    (void)load(&w, &first, (const int[]){1, 2, 3, -1}, 4);
    (void)load(&w, &second, (const int[]){1, 5, -1, 4}, 4);
    const idt_record_change *c = ask(&w, IDT_AXIS_PUBLISHED, P(1), P(2), IDT_INSTANT_OPEN, &count);
    assert_int_equal(count, 3);
    assert_int_equal(c[0].kind, IDT_CHANGE_CHANGED);
    assert_true(idt_str_is(c[0].after->id, "d:b"));
    assert_int_equal(c[0].change_count, 2); /* one name went, another came */
    assert_int_equal(c[0].steps[0].cause, IDT_CAUSE_EDITION);
    assert_int_equal(c[1].kind, IDT_CHANGE_REMOVED);
    assert_true(idt_str_is(c[1].before->id, "d:c"));
    assert_int_equal(c[2].kind, IDT_CHANGE_ADDED);
    assert_true(idt_str_is(c[2].after->id, "d:d"));
    (void)ask(&w, IDT_AXIS_PUBLISHED, P(2), P(3), IDT_INSTANT_OPEN, &count);
    assert_int_equal(count, 0);
    close_world(&w);
}

static void what_a_better_reader_finds_is_a_difference_of_knowledge_alone(void **state)
{
    (void)state;
    world w;
    size_t count;
    open_world(&w);
    idt_edition_spec spec = spec_of(P(1), 1, 0);
    const int64_t before = load(&w, &spec, (const int[]){1, 2}, 2);
    spec.reread = true;
    spec.reader_version = 2;
    (void)load(&w, &spec, (const int[]){7, -1}, 2);
    const idt_record_change *c =
        ask(&w, IDT_AXIS_KNOWN, before, IDT_INSTANT_OPEN - 1, IDT_INSTANT_OPEN - 1, &count);
    assert_int_equal(count, 2);
    assert_int_equal(c[0].step_count, 1);
    assert_int_equal(c[0].steps[0].cause, IDT_CAUSE_READER);
    assert_int_equal(c[0].steps[0].reader_version, 2);
    assert_int_equal(c[1].kind, IDT_CHANGE_REMOVED);
    assert_int_equal(c[1].steps[0].cause, IDT_CAUSE_READER);
    (void)ask(&w, IDT_AXIS_PUBLISHED, P(1), P(9), IDT_INSTANT_OPEN, &count);
    assert_int_equal(count, 0);
    close_world(&w);
}

static void a_record_that_changed_back_does_not_differ_and_its_steps_show_from_within(void **state)
{
    (void)state;
    world w;
    size_t count;
    open_world(&w);
    for (int e = 1; e <= 4; e++) {
        const idt_edition_spec spec = spec_of(P(e), 1, 0);
        (void)load(&w, &spec, (const int[]){e % 2}, 1);
    }
    (void)ask(&w, IDT_AXIS_PUBLISHED, P(1), P(3), IDT_INSTANT_OPEN, &count);
    assert_int_equal(count, 0);
    const idt_record_change *c = ask(&w, IDT_AXIS_PUBLISHED, P(1), P(4), IDT_INSTANT_OPEN, &count);
    assert_int_equal(count, 1);
    assert_int_equal(c[0].step_count, 3);
    assert_int_equal(c[0].steps[0].at_us, P(2));
    assert_int_equal(c[0].steps[2].at_us, P(4));
    close_world(&w);
}

static void an_older_edition_splits_rectangles_without_a_step(void **state)
{
    (void)state;
    world w;
    size_t count;
    open_world(&w);
    const idt_edition_spec first = spec_of(P(1), 1, 0);
    const idt_edition_spec third = spec_of(P(3), 1, 0);
    const idt_edition_spec second = spec_of(P(2), 1, 0);
    (void)load(&w, &first, (const int[]){1, 2}, 2);
    const int64_t before = load(&w, &third, (const int[]){1, 2}, 2);
    (void)load(&w, &second, (const int[]){1, 9}, 2);
    (void)ask(&w, IDT_AXIS_KNOWN, before, IDT_INSTANT_OPEN - 1, P(3), &count);
    assert_int_equal(count, 0); /* of the third edition we hold what we held */
    const idt_record_change *c =
        ask(&w, IDT_AXIS_KNOWN, before, IDT_INSTANT_OPEN - 1, P(2), &count);
    assert_int_equal(count, 1);
    assert_true(idt_str_is(c[0].after->id, "d:b"));
    close_world(&w);
}

/* ---- against reading both ends whole ---- */

static int number_of(world *w, int64_t published, int64_t known, const char *key)
{
    idt_error err;
    idt_view view;
    must(idt_register_view(w->reg, published, known, &view, &err), &err);
    return number_at(w, w->reg, &view, key);
}

static void differences_are_those_of_reading_every_record_at_both_ends(void **state)
{
    (void)state;
    random_state random = random_start("record differences");
    for (int round = 0; round < 40; round++) {
        world w;
        int64_t recorded[8] = {0};
        open_world(&w);
        for (int e = 0; e < 8; e++) {
            int numbers[5];
            idt_edition_spec spec =
                spec_of(P(1 + random_below(&random, 6)), 0, (unsigned)(round * 8 + e));
            for (size_t i = 0; i < 5; i++) {
                numbers[i] = (int)random_below(&random, 4) - 1;
            }
            recorded[e] = load(&w, &spec, numbers, 5);
        }
        for (int pair = 0; pair < 30; pair++) {
            const idt_axis axis =
                random_below(&random, 2) == 0 ? IDT_AXIS_PUBLISHED : IDT_AXIS_KNOWN;
            const bool published = axis == IDT_AXIS_PUBLISHED;
            const size_t i = random_below(&random, 8);
            const size_t j = i + random_below(&random, 8 - i);
            const int64_t from = published ? P(i) : recorded[i];
            const int64_t to = published ? P(j) : recorded[j];
            const int64_t other =
                published ? recorded[random_below(&random, 8)] : P(random_below(&random, 8));
            int expected = 0;
            for (char key[2] = "a"; key[0] < 'f'; key[0]++) {
                expected += published
                                ? number_of(&w, from, other, key) != number_of(&w, to, other, key)
                                : number_of(&w, other, from, key) != number_of(&w, other, to, key);
            }
            size_t count;
            idt_arena_clear(w.arena);
            const idt_record_change *c = ask(&w, axis, from, to, other, &count);
            assert_int_equal(count, expected);
            for (size_t n = 0; n < count; n++) {
                assert_int_not_equal(c[n].step_count, 0);
                const idt_change_step *last = &c[n].steps[c[n].step_count - 1];
                assert_int_equal(last->kind == IDT_CHANGE_REMOVED, c[n].after == NULL);
                assert_true(last->at_us > from && last->at_us <= to);
            }
        }
        close_world(&w);
    }
}

/* ---- cost ---- */

static void plan_uses(const char *query, const char *first, const char *second)
{
    sqlite3 *db;
    sqlite3_stmt *plan;
    char text[4096];
    bool met[2] = {false, false};
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    for (size_t i = 0; i < IDT_SQL_STEPS; i++) {
        assert_int_equal(sqlite3_exec(db, IDT_SQL_SCHEMA[i], NULL, NULL, NULL), SQLITE_OK);
    }
    (void)snprintf(text, sizeof text, "EXPLAIN QUERY PLAN %s", query);
    assert_int_equal(sqlite3_prepare_v2(db, text, -1, &plan, NULL), SQLITE_OK);
    while (sqlite3_step(plan) == SQLITE_ROW) {
        const char *step = (const char *)sqlite3_column_text(plan, 3);
        met[0] = met[0] || strstr(step, first) != NULL;
        met[1] = met[1] || strstr(step, second) != NULL;
        assert_null(strstr(step, "SCAN"));
    }
    assert_true(met[0] && met[1]);
    (void)sqlite3_finalize(plan);
    (void)sqlite3_close(db);
}

static void only_rectangles_that_begin_or_end_between_are_asked_for(void **state)
{
    (void)state;
    plan_uses(IDT_SQL_QUERIES[IDT_SQL_RUNS_PUBLISHED].text, "run_pub_from (pub_from>",
              "run_pub_to (pub_to>");
    plan_uses(IDT_SQL_QUERIES[IDT_SQL_RUNS_RECORDED].text, "run_rec_from (rec_from>",
              "run_rec_to (rec_to>");
    plan_uses(IDT_SQL_QUERIES[IDT_SQL_EDGES_BETWEEN].text, "run_pub_from (pub_from>",
              "run_pub_to (pub_to>");
    plan_uses(IDT_SQL_QUERIES[IDT_SQL_DAYS_BETWEEN].text,
              "PRIMARY KEY (list=? AND day>? AND day<?)", "run_version (version=?)");
}

static uint64_t steps(const idt_register *reg)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < IDT_SQL_COUNT; i++) {
        if (reg->statements[i] != NULL) {
            sum += (uint64_t)sqlite3_stmt_status(reg->statements[i], SQLITE_STMTSTATUS_VM_STEP, 0);
        }
    }
    return sum;
}

/* Steps of SQLite's machine for a difference of three records among `records`. */
static uint64_t cost(int records, idt_axis axis)
{
    world w;
    idt_error err;
    char key[16];
    int64_t recorded[2];
    size_t count;
    open_world(&w);
    for (int e = 0; e < 2; e++) {
        const idt_edition_spec spec = spec_of(P(e + 1), 1, 0);
        w.now += 1000;
        idt_edition_load *l = begin_load(&w, &spec);
        for (int k = 0; k < records; k++) {
            (void)snprintf(key, sizeof key, "key-%d", k);
            must(put_content(&w, l, key, k < 3 ? k + e * 10000 : k, &err), &err);
        }
        (void)finish_load(l);
        recorded[e] = w.now;
    }
    const uint64_t before = steps(w.reg);
    (void)(axis == IDT_AXIS_PUBLISHED
               ? ask(&w, axis, P(1), P(2), IDT_INSTANT_OPEN, &count)
               : ask(&w, axis, recorded[0], recorded[1], IDT_INSTANT_OPEN - 1, &count));
    assert_int_equal(count, 3);
    const uint64_t met = steps(w.reg) - before;
    close_world(&w);
    return met;
}

static void ten_times_the_records_with_the_same_changes_cost_the_same(void **state)
{
    (void)state;
    for (int axis = 0; axis < 2; axis++) {
        const uint64_t small = cost(300, (idt_axis)axis);
        const uint64_t large = cost(3000, (idt_axis)axis);
        print_message("%d: %llu steps, %llu\n", axis, (unsigned long long)small,
                      (unsigned long long)large);
        assert_true(large <= small + small / 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_that_adds_and_drops_entries_differs_by_them),
        cmocka_unit_test(what_a_better_reader_finds_is_a_difference_of_knowledge_alone),
        cmocka_unit_test(a_record_that_changed_back_does_not_differ_and_its_steps_show_from_within),
        cmocka_unit_test(an_older_edition_splits_rectangles_without_a_step),
        cmocka_unit_test(differences_are_those_of_reading_every_record_at_both_ends),
        cmocka_unit_test(only_rectangles_that_begin_or_end_between_are_asked_for),
        cmocka_unit_test(ten_times_the_records_with_the_same_changes_cost_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
