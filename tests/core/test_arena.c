/* Arenas: what comes out is zeroed, aligned and stays put, and no input passes the ceiling. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "core/arena.h"
#include "random.h"

static bool all_zero(const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < len; i++) {
        if (p[i] != 0) {
            return false;
        }
    }
    return true;
}

static void memory_is_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    enum { PIECES = 2000 };
    static struct {
        unsigned char *at;
        size_t len;
    } pieces[PIECES];
    random_state r = random_start(__func__);
    idt_arena *a = idt_arena_new((size_t)64 << 20);
    for (size_t i = 0; i < PIECES; i++) {
        const size_t len = random_below(&r, random_below(&r, 20) == 0 ? 40000 : 100);
        unsigned char *p = idt_arena_alloc(a, len);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        assert_true(all_zero(p, len));
        memset(p, (int)(i % 255 + 1), len);
        pieces[i].at = p;
        pieces[i].len = len;
    }
    for (size_t i = 0; i < PIECES; i++) {
        for (size_t k = 0; k < pieces[i].len; k++) {
            assert_int_equal(pieces[i].at[k], i % 255 + 1); /* nobody wrote over a neighbour */
        }
    }
    idt_arena_free(a);
}

static void pieces_of_no_size_are_valid_and_differ(void **state)
{
    (void)state;
    idt_arena *a = idt_arena_new(4096);
    void *one = idt_arena_alloc(a, 0);
    void *two = idt_arena_alloc(a, 0);
    assert_non_null(one);
    assert_non_null(two);
    assert_ptr_not_equal(one, two);
    idt_arena_free(a);
}

static void what_is_taken_never_passes_the_ceiling(void **state)
{
    (void)state;
    random_state r = random_start(__func__);
    for (int round = 0; round < 200; round++) {
        const size_t ceiling = random_below(&r, 300000);
        idt_arena *a = idt_arena_new(ceiling);
        size_t given = 0;
        for (;;) {
            const size_t len = 1 + random_below(&r, 20000);
            if (idt_arena_alloc(a, len) == NULL) {
                break;
            }
            given += len;
            assert_true(idt_arena_used(a) <= ceiling);
            assert_true(given <= idt_arena_used(a));
        }
        assert_true(idt_arena_used(a) <= ceiling);
        idt_arena_free(a);
    }
}

static void a_refused_piece_leaves_room_for_a_smaller_one(void **state)
{
    (void)state;
    idt_arena *a = idt_arena_new(10000);
    assert_non_null(idt_arena_alloc(a, 100));
    assert_null(idt_arena_alloc(a, 10000));
    assert_non_null(idt_arena_alloc(a, 1000));
    idt_arena_free(a);
}

static void sizes_that_overflow_are_refused(void **state)
{
    (void)state;
    idt_arena *a = idt_arena_new(SIZE_MAX);
    assert_null(idt_arena_alloc(a, SIZE_MAX));
    assert_null(idt_arena_alloc(a, SIZE_MAX - 8));
    assert_null(idt_arena_alloc_n(a, SIZE_MAX / 2, 3));
    assert_null(idt_arena_copy(a, "x", SIZE_MAX));
    assert_non_null(idt_arena_alloc_n(a, SIZE_MAX, 0));
    idt_arena_free(a);
}

static void an_arena_of_no_bytes_gives_none_and_says_so(void **state)
{
    (void)state;
    idt_error err;
    idt_arena *a = idt_arena_new(0);
    assert_null(idt_arena_alloc(a, 1));
    assert_int_equal(idt_arena_fail(a, &err), IDT_E_LIMIT);
    assert_non_null(strstr(err.message, "0 bytes"));
    assert_int_equal(idt_arena_fail(a, NULL), IDT_E_LIMIT);
    idt_arena_free(a);
    idt_arena_free(NULL);
}

static void a_cleared_arena_gives_zeroed_memory_again(void **state)
{
    (void)state;
    idt_arena *a = idt_arena_new(100000);
    idt_arena_clear(a);
    for (int round = 0; round < 50; round++) {
        size_t given = 0;
        for (unsigned char *p; (p = idt_arena_alloc(a, 700)) != NULL; given += 700) {
            assert_true(all_zero(p, 700));
            memset(p, 0xee, 700);
        }
        assert_true(given > 50000); /* clearing loses no room */
        idt_arena_clear(a);
        assert_true(idt_arena_used(a) <= 100000);
    }
    idt_arena_free(a);
}

static void a_large_block_is_zeroed_first_and_after_clearing(void **state)
{
    (void)state;
    const size_t len = (size_t)3 << 20;
    idt_arena *a = idt_arena_new((size_t)16 << 20);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 2; i++) {
            unsigned char *p = idt_arena_alloc(a, len);
            assert_true(all_zero(p, len));
            memset(p, 0xee, len);
        }
        idt_arena_clear(a);
    }
    idt_arena_free(a);
}

static void a_copy_ends_with_a_nul(void **state)
{
    (void)state;
    idt_arena *a = idt_arena_new(4096);
    memset(idt_arena_alloc(a, 64), 'x', 64);
    const char *copy = idt_arena_copy(a, "a\0b", 3);
    assert_memory_equal(copy, "a\0b\0", 4);
    assert_string_equal(idt_arena_copy(a, NULL, 0), "");
    idt_arena_free(a);
}

static void growing_keeps_the_items(void **state)
{
    (void)state;
    idt_arena *a = idt_arena_new((size_t)1 << 20);
    size_t *items = NULL;
    size_t cap = 0;
    size_t count = 0;
    while (IDT_GROW(a, items, cap, count)) {
        assert_true(cap > count);
        items[count] = count * 7;
        count++;
    }
    assert_true(count > 20000);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(items[i], i * 7); /* also after the growth that was refused */
    }
    idt_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(pieces_of_no_size_are_valid_and_differ),
        cmocka_unit_test(what_is_taken_never_passes_the_ceiling),
        cmocka_unit_test(a_refused_piece_leaves_room_for_a_smaller_one),
        cmocka_unit_test(sizes_that_overflow_are_refused),
        cmocka_unit_test(an_arena_of_no_bytes_gives_none_and_says_so),
        cmocka_unit_test(a_cleared_arena_gives_zeroed_memory_again),
        cmocka_unit_test(a_large_block_is_zeroed_first_and_after_clearing),
        cmocka_unit_test(a_copy_ends_with_a_nul),
        cmocka_unit_test(growing_keeps_the_items),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
