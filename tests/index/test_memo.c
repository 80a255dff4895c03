/* What is kept is found under its own key alone, as long as there is room, and never in more bytes
 * than were given.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "index/memo.h"
#include "random.h"

#define CEILING ((size_t)1 << 24)

static void keep(memo *m, const char *key, const char *value)
{
    const idt_str piece = idt_str_borrow(value);
    memo_keep(m, idt_str_borrow(key), &piece, 1);
}

static void assert_known(memo *m, const char *key, const char *value)
{
    const idt_str found = memo_find(m, idt_str_borrow(key));
    assert_true(idt_str_equal(found, idt_str_borrow(value)));
    assert_int_equal((uintptr_t)found.ptr % 8, 0);
}

static void a_value_is_found_under_its_key_and_no_other(void **state)
{
    (void)state;
    memo m;
    idt_arena *arena = idt_arena_new(CEILING);
    memo_begin(&m, arena, 1 << 16);
    assert_int_equal(memo_find(&m, IDT_STR("mohammed")).len, 0);
    keep(&m, "mohammed", "one");
    keep(&m, "mohamed", "another");
    assert_known(&m, "mohammed", "one");
    assert_known(&m, "mohamed", "another");
    assert_int_equal(memo_find(&m, IDT_STR("mohamme")).len, 0);
    assert_int_equal(memo_find(&m, IDT_STR("mohammedx")).len, 0);
    idt_arena_free(arena);
}

static void pieces_are_put_together(void **state)
{
    (void)state;
    memo m;
    idt_arena *arena = idt_arena_new(CEILING);
    const idt_str pieces[] = {IDT_STR("a"), {0}, IDT_STR("bc")};
    memo_begin(&m, arena, 1 << 16);
    memo_keep(&m, IDT_STR("k"), pieces, 3);
    assert_known(&m, "k", "abc");
    idt_arena_free(arena);
}

/* What is found now and then outlives any number of others; what is not is forgotten. */
static void what_is_asked_for_stays_and_memory_does_not_grow(void **state)
{
    (void)state;
    memo m;
    char key[32];
    idt_arena *arena = idt_arena_new(CEILING);
    memo_begin(&m, arena, 1 << 14);
    keep(&m, "usual", "value");
    keep(&m, "once", "value");
    const size_t used = idt_arena_used(arena);
    for (int i = 0; i < 10000; i++) {
        (void)snprintf(key, sizeof key, "key %d", i);
        keep(&m, key, key);
        assert_known(&m, key, key);
        if (i % 16 == 0) {
            assert_known(&m, "usual", "value");
        }
    }
    assert_int_equal(memo_find(&m, IDT_STR("once")).len, 0);
    assert_int_equal(idt_arena_used(arena), used);
    assert_true(used <= 3 << 14);
    idt_arena_free(arena);
}

/* As many as there is room for, of entries as large as a part with what it agrees with is. */
static void usual_entries_fill_the_memory(void **state)
{
    (void)state;
    static const char value[512 - 32];
    memo m;
    char key[32];
    idt_arena *arena = idt_arena_new(CEILING);
    const idt_str piece = {.ptr = value, .len = sizeof value};
    const size_t bytes = (size_t)1 << 20;
    const int fit = (int)(bytes / 2 / 512 * 9 / 10); /* in one of the halves */
    memo_begin(&m, arena, bytes);
    for (int i = 0; i < fit; i++) {
        (void)snprintf(key, sizeof key, "key %d", i);
        memo_keep(&m, idt_str_borrow(key), &piece, 1);
    }
    assert_int_equal(m.half[0].count, fit);
    assert_true(idt_arena_used(arena) <= bytes + 4096);
    idt_arena_free(arena);
}

static void what_does_not_fit_is_not_kept(void **state)
{
    (void)state;
    static char large[1 << 14];
    memo m;
    idt_arena *arena = idt_arena_new(CEILING);
    const idt_str piece = {.ptr = large, .len = sizeof large};
    memo_begin(&m, arena, 1 << 14);
    keep(&m, "small", "value");
    memo_keep(&m, IDT_STR("large"), &piece, 1);
    assert_int_equal(memo_find(&m, IDT_STR("large")).len, 0);
    assert_known(&m, "small", "value");
    memo_begin(&m, arena, 0);
    keep(&m, "small", "value");
    assert_int_equal(memo_find(&m, IDT_STR("small")).len, 0);
    idt_arena_free(arena);
}

/* Values of any length, kept under keys of any: found as they were, or not at all. */
static void what_is_found_is_what_was_kept(void **state)
{
    (void)state;
    memo m;
    size_t found = 0;
    char text[400];
    random_state r = random_start("memo");
    idt_arena *arena = idt_arena_new(CEILING);
    memo_begin(&m, arena, 1 << 15);
    for (int i = 0; i < 20000; i++) {
        const size_t n = (size_t)random_below(&r, 300);
        const size_t len = 1 + n % 97;
        memset(text, (int)('a' + n % 26), sizeof text);
        (void)snprintf(text, 8, "%zu", n);
        const idt_str key = {.ptr = text, .len = len + 8};
        const idt_str value = {.ptr = text, .len = 1 + n};
        const idt_str was = memo_find(&m, key);
        assert_true(was.len == 0 || idt_str_equal(was, value));
        found += was.len > 0;
        if (was.len == 0) {
            memo_keep(&m, key, &value, 1);
        }
    }
    assert_true(found > 0 && found < 20000);
    idt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_found_under_its_key_and_no_other),
        cmocka_unit_test(pieces_are_put_together),
        cmocka_unit_test(what_is_asked_for_stays_and_memory_does_not_grow),
        cmocka_unit_test(usual_entries_fill_the_memory),
        cmocka_unit_test(what_does_not_fit_is_not_kept),
        cmocka_unit_test(what_is_found_is_what_was_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
