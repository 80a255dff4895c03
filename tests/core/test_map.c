/* The map against a plain array that is searched from end to end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "core/map.h"
#include "random.h"

typedef struct plain {
    idt_str keys[6000];
    uint64_t values[6000];
    size_t count;
} plain;

static size_t plain_find(const plain *p, idt_str key)
{
    for (size_t i = 0; i < p->count; i++) {
        if (idt_str_equal(p->keys[i], key)) {
            return i;
        }
    }
    return p->count;
}

/* Short keys of few letters, so that many come twice; also empty ones and ones with NUL. */
static idt_str random_key(random_state *r, idt_arena *a)
{
    char bytes[8];
    const size_t len = random_below(r, 7);
    for (size_t i = 0; i < len; i++) {
        bytes[i] = "ab\0c"[random_below(r, 4)];
    }
    return (idt_str){.ptr = idt_arena_copy(a, bytes, len), .len = len};
}

static void it_answers_as_a_plain_array_does(void **state)
{
    (void)state;
    static plain p;
    random_state r = random_start(__func__);
    idt_arena *a = idt_arena_new((size_t)64 << 20);
    idt_map map;
    idt_map_init(&map, a);
    assert_null(idt_map_find(&map, IDT_STR("a")));
    for (int step = 0; step < 20000; step++) {
        const idt_str key = random_key(&r, a);
        const size_t at = plain_find(&p, key);
        const idt_map_entry *found = idt_map_find(&map, key);
        assert_int_equal(found != NULL, at < p.count);
        assert_true(found == NULL || found->value.number == p.values[at]);
        if (random_below(&r, 3) != 0) {
            bool added = false;
            idt_map_entry *e = idt_map_put(&map, key, &added);
            assert_non_null(e);
            assert_int_equal(added, at == p.count);
            if (added) {
                assert_int_equal(e->value.number, 0);
                p.keys[p.count++] = key;
            }
            p.values[at] = e->value.number = random_u64(&r);
        }
    }
    assert_int_equal(map.count, p.count);
    for (size_t i = 0; i < p.count; i++) { /* I1: in the order of insertion */
        assert_true(idt_str_equal(map.entries[i].key, p.keys[i]));
        assert_true(map.entries[i].value.number == p.values[i]);
    }
    assert_true(map.count * 4 <= map.slot_count * 3);
    idt_arena_free(a);
}

static void a_full_arena_refuses_the_key_and_keeps_the_others(void **state)
{
    (void)state;
    static char keys[10000][8];
    idt_arena *a = idt_arena_new(20000);
    idt_map map;
    idt_map_init(&map, a);
    bool added = true;
    size_t n = 0;
    for (; n < 10000; n++) {
        (void)snprintf(keys[n], sizeof keys[n], "%zu", n);
        idt_map_entry *e = idt_map_put(&map, idt_str_borrow(keys[n]), &added);
        if (e == NULL) {
            break;
        }
        e->value.number = n;
    }
    assert_true(n > 10 && n < 10000);
    assert_false(added);
    assert_null(idt_map_find(&map, idt_str_borrow(keys[n])));
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(idt_map_find(&map, idt_str_borrow(keys[i]))->value.number, i);
    }
    idt_arena_free(a);
}

static void the_hash_may_be_stored(void **state)
{
    (void)state; /* computed apart from the code, by its definition */
    assert_true(idt_hash64("", 0) == UINT64_C(0x8570e250fe4c2473));
    assert_true(idt_hash64("Taliban", 7) == UINT64_C(0x51d1c0a69e58b60c));
    assert_true(idt_hash64("\xd0\xa2", 2) == UINT64_C(0x802c8946fb5d7f67));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_answers_as_a_plain_array_does),
        cmocka_unit_test(a_full_arena_refuses_the_key_and_keeps_the_others),
        cmocka_unit_test(the_hash_may_be_stored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
