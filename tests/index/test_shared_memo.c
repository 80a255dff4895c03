/* Threads that keep and find at once: what one of them finds is what some thread kept under that
 * very key, whole, and memory stays what was given.
 */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "index/shared_memo.h"
#include "random.h"

#define CEILING ((size_t)1 << 24)
#define THREADS 4
#define ROUNDS  20000
#define KEYS    3000

static idt_index_memo *memo_of(size_t bytes)
{
    idt_error err;
    idt_index_memo *m;
    assert_int_equal(idt_index_memo_new(bytes, &m, &err), IDT_OK);
    return m;
}

static void what_one_keeps_another_finds(void **state)
{
    (void)state;
    idt_arena *arena = idt_arena_new(CEILING);
    idt_index_memo *m = memo_of((size_t)1 << 20);
    memo_copy one = {0};
    memo_copy other = {0};
    const idt_str pieces[] = {IDT_STR("al "), IDT_STR("zawahiri")};
    assert_int_equal(shared_memo_find(m, IDT_STR("ayman"), &one, arena).len, 0);
    shared_memo_keep(m, IDT_STR("ayman"), pieces, 2);
    const idt_str first = shared_memo_find(m, IDT_STR("ayman"), &one, arena);
    const idt_str second = shared_memo_find(m, IDT_STR("ayman"), &other, arena);
    assert_true(idt_str_equal(first, IDT_STR("al zawahiri")));
    assert_true(idt_str_equal(second, first));
    assert_true(first.ptr != second.ptr); /* I1 */
    assert_int_equal((uintptr_t)first.ptr % 8, 0);
    assert_int_equal(shared_memo_find(m, IDT_STR("aymane"), &one, arena).len, 0);
    idt_index_memo_free(m);
    idt_arena_free(arena);
}

/* Where the copy finds no room it is as if nothing were known. */
static void a_copy_without_room_finds_nothing(void **state)
{
    (void)state;
    static const char large[1 << 14];
    idt_arena *small = idt_arena_new((size_t)1 << 10);
    idt_index_memo *m = memo_of((size_t)4 << 20);
    memo_copy copy = {0};
    const idt_str piece = {.ptr = large, .len = sizeof large};
    shared_memo_keep(m, IDT_STR("long"), &piece, 1);
    assert_int_equal(shared_memo_find(m, IDT_STR("long"), &copy, small).len, 0);
    idt_arena_free(small);
    idt_index_memo_free(m);
}

typedef struct asker {
    pthread_t thread;
    idt_index_memo *memo;
    random_state random;
    size_t found, wrong;
} asker;

/* The only value that is ever kept under a key. */
static idt_str value_under(size_t key, char text[256])
{
    const size_t len = 1 + key * 7 % 251;
    memset(text, (int)('a' + key % 26), len);
    return (idt_str){.ptr = text, .len = len};
}

static void *ask_and_keep(void *context)
{
    asker *a = context;
    idt_arena *arena = idt_arena_new(CEILING);
    memo_copy copy = {0};
    char name[16];
    char text[256];
    for (int i = 0; i < ROUNDS; i++) {
        const size_t key = random_below(&a->random, KEYS);
        (void)snprintf(name, sizeof name, "%zu", key);
        const idt_str value = value_under(key, text);
        const idt_str found = shared_memo_find(a->memo, idt_str_borrow(name), &copy, arena);
        a->found += found.len > 0;
        a->wrong += found.len > 0 && !idt_str_equal(found, value);
        if (found.len == 0) {
            shared_memo_keep(a->memo, idt_str_borrow(name), &value, 1);
        }
    }
    idt_arena_free(arena);
    return NULL;
}

/* Less room than for all keys, so that some are forgotten while others ask. */
static void what_is_found_is_what_was_kept_whoever_else_asks(void **state)
{
    (void)state;
    random_state r = random_start("shared");
    idt_index_memo *m = memo_of((size_t)1 << 18);
    asker askers[THREADS];
    size_t found = 0;
    for (size_t i = 0; i < THREADS; i++) {
        askers[i] = (asker){.memo = m, .random = {.at = random_u64(&r)}};
        assert_int_equal(pthread_create(&askers[i].thread, NULL, ask_and_keep, &askers[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        (void)pthread_join(askers[i].thread, NULL);
        assert_int_equal(askers[i].wrong, 0);
        found += askers[i].found;
    }
    assert_true(found > 0 && found < (size_t)THREADS * ROUNDS - KEYS);
    idt_index_memo_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_one_keeps_another_finds),
        cmocka_unit_test(a_copy_without_room_finds_nothing),
        cmocka_unit_test(what_is_found_is_what_was_kept_whoever_else_asks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
