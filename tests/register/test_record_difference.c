/* What differs between two versions of a record: statements by value, their qualifiers by name, and
 * nothing left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "random.h"
#include "register/record_difference.h"

static void must(idt_rc rc, const idt_error *err)
{
    if (rc != IDT_OK) {
        print_error("%s: %s\n", idt_rc_name(rc), err->message);
    }
    assert_int_equal(rc, IDT_OK);
}

/* Statements as "property", "value", "qualifiers", three texts each, NULL at the end. */
static const idt_record *record(idt_arena *arena, const char *const *texts)
{
    idt_error err;
    idt_str bytes;
    idt_digest hash;
    idt_content *c = idt_content_new(arena);
    idt_record *out = IDT_NEW(arena, idt_record);
    assert_non_null(out);
    must(idt_content_add(c, IDT_STR("schema"), IDT_STR("Organization"), IDT_STR("{}"), &err), &err);
    for (; *texts != NULL; texts += 3) {
        must(idt_content_add(c, idt_str_borrow(texts[0]), idt_str_borrow(texts[1]),
                             idt_str_borrow(texts[2]), &err),
             &err);
    }
    must(idt_content_finish(c, &bytes, &hash, &err), &err);
    must(idt_record_read(IDT_STR("d"), IDT_STR("k"), bytes, &hash, arena, out, &err), &err);
    return out;
}

static const idt_statement_change *differ(idt_arena *arena, const idt_record *before,
                                          const idt_record *after, size_t *count)
{
    idt_error err;
    const idt_statement_change *changes;
    must(idt_record_difference(before, after, arena, &changes, count, &err), &err);
    return changes;
}

static void a_qualifier_that_changes_is_a_change_of_that_statement(void **state)
{
    (void)state;
    size_t count;
    idt_arena *a = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    const idt_record *before = record(
        a, (const char *const[]){"alias", "Rosso", "{\"from\":\"2001\",\"lang\":\"it\"}", NULL});
    const idt_record *after = record(
        a, (const char *const[]){"alias", "Rosso", "{\"lang\":\"es\",\"note\":\"x\"}", NULL});
    const idt_statement_change *c = differ(a, before, after, &count);
    assert_int_equal(count, 1);
    assert_int_equal(c[0].kind, IDT_CHANGE_CHANGED);
    assert_int_equal(c[0].count, 3);
    assert_true(idt_str_is(c[0].qualifiers[0].name, "from"));
    assert_null(c[0].qualifiers[0].after);
    assert_true(idt_str_is(c[0].qualifiers[1].before->string, "it"));
    assert_null(c[0].qualifiers[2].before);
    idt_arena_free(a);
}

static void another_value_is_another_statement(void **state)
{
    (void)state;
    size_t count;
    idt_arena *a = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    const idt_record *before = record(a, (const char *const[]){"name", "One", "{}", NULL});
    const idt_record *after = record(a, (const char *const[]){"name", "Two", "{}", NULL});
    const idt_statement_change *c = differ(a, before, after, &count);
    assert_int_equal(count, 2);
    assert_int_equal(c[0].kind, IDT_CHANGE_REMOVED);
    assert_int_equal(c[1].kind, IDT_CHANGE_ADDED);
    (void)differ(a, before, before, &count);
    assert_int_equal(count, 0);
    idt_arena_free(a);
}

static void events_of_one_id_are_one_event_and_of_other_ids_never(void **state)
{
    (void)state;
    size_t count;
    idt_arena *a = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    const idt_record *before = record(
        a, (const char *const[]){"event", "decide", "{\"decided\":\"2001\",\"id\":\"a\"}", "event",
                                 "decide", "{\"decided\":\"2002\",\"id\":\"b\"}", NULL});
    const idt_record *after = record(
        a, (const char *const[]){"event", "decide", "{\"decided\":\"2002\",\"id\":\"a\"}", "event",
                                 "decide", "{\"decided\":\"2002\",\"id\":\"c\"}", NULL});
    const idt_statement_change *c = differ(a, before, after, &count);
    assert_int_equal(count, 3);
    assert_int_equal(c[0].kind, IDT_CHANGE_CHANGED);
    assert_true(idt_str_is(idt_qualifier(c[0].before, "id"), "a"));
    assert_true(idt_str_is(c[0].qualifiers[0].name, "decided"));
    assert_int_equal(c[1].kind, IDT_CHANGE_REMOVED);
    assert_int_equal(c[2].kind, IDT_CHANGE_ADDED);
    idt_arena_free(a);
}

static void a_record_that_comes_or_goes_is_all_of_its_statements(void **state)
{
    (void)state;
    size_t count;
    idt_arena *a = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    const idt_record *one = record(a, (const char *const[]){"name", "One", "{}", NULL});
    const idt_statement_change *c = differ(a, NULL, one, &count);
    assert_int_equal(count, 2);
    assert_int_equal(c[0].kind, IDT_CHANGE_ADDED);
    c = differ(a, one, NULL, &count);
    assert_int_equal(count, 2);
    assert_int_equal(c[1].kind, IDT_CHANGE_REMOVED);
    idt_arena_free(a);
}

/* ---- I3 ---- */

static const idt_record *random_record(random_state *r, idt_arena *arena, size_t most)
{
    static const char *const properties[] = {"alias", "event", "listed"};
    static const char *const values[] = {"decide", "lift"};
    const char **texts = IDT_NEW_N(arena, const char *, 3 * most + 1);
    const size_t n = random_below(r, most + 1);
    for (size_t i = 0; i < n; i++) {
        texts[3 * i] = properties[random_below(r, 3)];
        texts[3 * i + 1] = values[random_below(r, 2)];
        texts[3 * i + 2] =
            random_below(r, 2) == 0
                ? idt_str_format(arena, "{\"decided\":\"%zu\"}", random_below(r, 3)).ptr
                : idt_str_format(arena, "{\"decided\":\"%zu\",\"id\":\"e%zu\"}", random_below(r, 3),
                                 random_below(r, 3))
                      .ptr;
    }
    return record(arena, texts);
}

/* How often the changes take (from one side) a statement that the record has. */
static size_t taken(const idt_statement_change *c, size_t count, const idt_statement *s,
                    bool before)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        n += (before ? c[i].before : c[i].after) == s;
    }
    return n;
}

static bool has_same(const idt_record *r, const idt_statement *s, idt_arena *arena)
{
    size_t count;
    for (size_t i = 0; i < r->count; i++) {
        const idt_record one = {.statements = s, .count = 1};
        const idt_record other = {.statements = &r->statements[i], .count = 1};
        (void)differ(arena, &one, &other, &count);
        if (count == 0) {
            return true;
        }
    }
    return false;
}

static void each_statement_is_kept_or_in_one_change(void **state)
{
    (void)state;
    random_state random = random_start("record differences");
    idt_arena *a = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    for (int round = 0; round < 2000; round++) {
        size_t count;
        idt_arena_clear(a);
        const idt_record *sides[] = {random_record(&random, a, 8), random_record(&random, a, 8)};
        const idt_statement_change *c = differ(a, sides[0], sides[1], &count);
        for (int side = 0; side < 2; side++) {
            for (size_t i = 0; i < sides[side]->count; i++) {
                const idt_statement *s = &sides[side]->statements[i];
                const bool kept = has_same(sides[1 - side], s, a);
                assert_int_equal(taken(c, count, s, side == 0), kept ? 0 : 1);
            }
        }
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(c[i].kind == IDT_CHANGE_CHANGED, c[i].count > 0);
        }
    }
    idt_arena_free(a);
}

static void thousands_of_like_events_do_not_cost_their_cube(void **state)
{
    (void)state;
    size_t count;
    idt_error err;
    idt_arena *a = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    const idt_record *sides[2];
    for (int side = 0; side < 2; side++) {
        const char **texts = IDT_NEW_N(a, const char *, 3 * 1500 + 1);
        for (size_t i = 0; i < 1500; i++) {
            texts[3 * i] = "event";
            texts[3 * i + 1] = "report";
            texts[3 * i + 2] = idt_str_format(a, "{\"note\":\"%zu of %d\"}", i, side).ptr;
        }
        sides[side] = record(a, texts);
    }
    const idt_statement_change *c;
    must(idt_record_difference(sides[0], sides[1], a, &c, &count, &err), &err);
    assert_int_equal(count, 3000);
    idt_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_qualifier_that_changes_is_a_change_of_that_statement),
        cmocka_unit_test(another_value_is_another_statement),
        cmocka_unit_test(events_of_one_id_are_one_event_and_of_other_ids_never),
        cmocka_unit_test(a_record_that_comes_or_goes_is_all_of_its_statements),
        cmocka_unit_test(each_statement_is_kept_or_in_one_change),
        cmocka_unit_test(thousands_of_like_events_do_not_cost_their_cube),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
