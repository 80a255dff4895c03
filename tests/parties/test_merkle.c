/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
/* clang-format on */

#include "parties/merkle.h"

#define LEAVES 200

static idt_digest answers[LEAVES];

static void make_answers(void)
{
    for (uint32_t i = 0; i < LEAVES; i++) {
        assert_int_equal(idt_sha256(&i, sizeof i, &answers[i], NULL), IDT_OK);
    }
}

static idt_digest hash_of(const void *a, size_t a_len, const void *b, size_t b_len, uint8_t mark)
{
    uint8_t bytes[1 + 2 * IDT_SHA256_BYTES] = {mark};
    idt_digest out;
    memcpy(bytes + 1, a, a_len);
    memcpy(bytes + 1 + a_len, b, b_len);
    assert_int_equal(idt_sha256(bytes, 1 + a_len + b_len, &out, NULL), IDT_OK);
    return out;
}

/* RFC 6962, 2.1, as it is written: k is the largest power of two below n. */
static idt_digest by_definition(const idt_digest *leaves, size_t n)
{
    if (n == 1) {
        return hash_of(leaves, IDT_SHA256_BYTES, "", 0, 0);
    }
    size_t k = 1;
    while (k * 2 < n) {
        k *= 2;
    }
    const idt_digest left = by_definition(leaves, k);
    const idt_digest right = by_definition(leaves + k, n - k);
    return hash_of(&left, IDT_SHA256_BYTES, &right, IDT_SHA256_BYTES, 1);
}

static void of_no_rows_it_is_the_hash_of_nothing(void **state)
{
    (void)state;
    idt_merkle tree;
    idt_digest root;
    char hex[IDT_SHA256_HEX + 1];
    idt_merkle_init(&tree);
    assert_int_equal(idt_merkle_root(&tree, &root, NULL), IDT_OK);
    assert_string_equal(idt_digest_hex(&root, hex),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void after_each_row_it_is_the_root_of_the_definition(void **state)
{
    (void)state;
    idt_merkle tree;
    idt_merkle_init(&tree);
    make_answers();
    for (size_t n = 1; n <= LEAVES; n++) {
        idt_digest root;
        assert_int_equal(idt_merkle_add(&tree, &answers[n - 1], NULL), IDT_OK);
        assert_int_equal(idt_merkle_root(&tree, &root, NULL), IDT_OK);
        const idt_digest expected = by_definition(answers, n);
        assert_memory_equal(root.bytes, expected.bytes, IDT_SHA256_BYTES);
        assert_int_equal(tree.leaves, n);
        assert_int_equal(tree.count, __builtin_popcountll(n));
    }
}

static void a_leaf_is_marked_off_from_a_node(void **state)
{
    (void)state;
    idt_merkle tree;
    idt_digest one;
    idt_digest two;
    make_answers();
    idt_merkle_init(&tree);
    assert_int_equal(idt_merkle_add(&tree, &answers[0], NULL), IDT_OK);
    assert_int_equal(idt_merkle_root(&tree, &one, NULL), IDT_OK);
    assert_memory_not_equal(one.bytes, answers[0].bytes, IDT_SHA256_BYTES);
    assert_int_equal(idt_merkle_add(&tree, &answers[1], NULL), IDT_OK);
    assert_int_equal(idt_merkle_root(&tree, &two, NULL), IDT_OK);
    assert_memory_not_equal(one.bytes, two.bytes, IDT_SHA256_BYTES);
}

static void the_order_of_rows_counts(void **state)
{
    (void)state;
    idt_merkle there;
    idt_merkle back;
    idt_digest a;
    idt_digest b;
    make_answers();
    idt_merkle_init(&there);
    idt_merkle_init(&back);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(idt_merkle_add(&there, &answers[i], NULL), IDT_OK);
        assert_int_equal(idt_merkle_add(&back, &answers[4 - i], NULL), IDT_OK);
    }
    assert_int_equal(idt_merkle_root(&there, &a, NULL), IDT_OK);
    assert_int_equal(idt_merkle_root(&back, &b, NULL), IDT_OK);
    assert_memory_not_equal(a.bytes, b.bytes, IDT_SHA256_BYTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_no_rows_it_is_the_hash_of_nothing),
        cmocka_unit_test(after_each_row_it_is_the_root_of_the_definition),
        cmocka_unit_test(a_leaf_is_marked_off_from_a_node),
        cmocka_unit_test(the_order_of_rows_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
