#include "parties/merkle.h"

#define LEAF 0x00
#define NODE 0x01

void idt_merkle_init(idt_merkle *tree)
{
    tree->leaves = 0;
    tree->count = 0;
}

static idt_rc node_of(const idt_digest *left, const idt_digest *right, idt_digest *out,
                      idt_error *err)
{
    uint8_t bytes[1 + 2 * IDT_SHA256_BYTES] = {NODE};
    memcpy(bytes + 1, left->bytes, IDT_SHA256_BYTES);
    memcpy(bytes + 1 + IDT_SHA256_BYTES, right->bytes, IDT_SHA256_BYTES);
    return idt_sha256(bytes, sizeof bytes, out, err);
}

idt_rc idt_merkle_add(idt_merkle *tree, const idt_digest *answer, idt_error *err)
{
    uint8_t bytes[1 + IDT_SHA256_BYTES] = {LEAF};
    idt_digest root;
    memcpy(bytes + 1, answer->bytes, IDT_SHA256_BYTES);
    idt_rc rc = idt_sha256(bytes, sizeof bytes, &root, err);
    /* The new leaf closes a subtree for each trailing 1 of the count. */
    for (uint64_t n = tree->leaves; (n & 1) != 0 && rc == IDT_OK; n >>= 1) {
        rc = node_of(&tree->roots[--tree->count], &root, &root, err);
    }
    if (rc == IDT_OK) {
        tree->roots[tree->count++] = root;
        tree->leaves++;
    }
    return rc;
}

idt_rc idt_merkle_root(const idt_merkle *tree, idt_digest *out, idt_error *err)
{
    if (tree->count == 0) {
        return idt_sha256("", 0, out, err);
    }
    *out = tree->roots[tree->count - 1];
    idt_rc rc = IDT_OK;
    for (uint32_t i = tree->count - 1; i > 0 && rc == IDT_OK; i--) {
        rc = node_of(&tree->roots[i - 1], out, out, err);
    }
    return rc;
}
