#include "index/format.h"

#define M1 UINT64_C(0x9e3779b97f4a7c15)
#define M2 UINT64_C(0xbf58476d1ce4e5b9)

static uint64_t turn(uint64_t v)
{
    v = (v ^ (v >> 29)) * M2;
    return v ^ (v >> 32);
}

/* Four lanes of 8 bytes, each multiplied and turned; the rest byte by byte. Against damage, not
 * against forgers: file_id is the SHA-256. */
uint64_t index_checksum(const void *bytes, size_t len)
{
    const uint8_t *at = bytes;
    uint64_t lanes[4] = {M1, M1 ^ 1, M1 ^ 2, M1 ^ 3};
    size_t i = 0;
    for (; i + 32 <= len; i += 32) {
        for (size_t k = 0; k < 4; k++) {
            const uint64_t v = (lanes[k] ^ get_u64(at + i + 8 * k)) * M1;
            lanes[k] = v ^ (v >> 31);
        }
    }
    uint64_t sum = (uint64_t)len * M2;
    for (size_t k = 0; k < 4; k++) {
        sum = turn(sum ^ lanes[k]);
    }
    for (; i < len; i++) {
        sum = turn(sum ^ at[i]);
    }
    return sum;
}

idt_rc index_file_id(const void *bytes, size_t len, idt_digest *out, idt_error *err)
{
    char head[INDEX_HEADER + IDT_SHA256_BYTES];
    idt_digest rest;
    idt_rc rc = idt_sha256((const char *)bytes + INDEX_HEADER, len - INDEX_HEADER, &rest, err);
    if (rc == IDT_OK) {
        memcpy(head, bytes, INDEX_HEADER);
        memset(head + AT_FILE_ID, 0, IDT_SHA256_BYTES);
        memcpy(head + INDEX_HEADER, rest.bytes, IDT_SHA256_BYTES);
        rc = idt_sha256(head, sizeof head, out, err);
    }
    return rc;
}
