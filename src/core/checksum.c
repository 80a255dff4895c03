#include "core/checksum.h"

#include <string.h>

#define M1 UINT64_C(0x9e3779b97f4a7c15)
#define M2 UINT64_C(0xbf58476d1ce4e5b9)

static uint64_t turn(uint64_t v)
{
    v = (v ^ (v >> 29)) * M2;
    return v ^ (v >> 32);
}

/* Four lanes of 8 bytes, each multiplied and turned; the rest byte by byte. */
uint64_t idt_checksum64(const void *bytes, size_t len)
{
    const uint8_t *at = bytes;
    uint64_t lanes[4] = {M1, M1 ^ 1, M1 ^ 2, M1 ^ 3};
    size_t i = 0;
    for (; i + 32 <= len; i += 32) {
        for (size_t k = 0; k < 4; k++) {
            uint64_t v;
            memcpy(&v, at + i + 8 * k, sizeof v);
            v = (lanes[k] ^ v) * M1;
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
