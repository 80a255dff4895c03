/* Any bytes as a line of a pair, and as two names parted by a line end: an answer or an error, and
 * the answer keeps its promises. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "match/pairs.h"

#define ARENA_BYTES ((size_t)64 << 20)
#define OUT_BYTES   ((size_t)16 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check(const idt_profile *q, const idt_profile *n)
{
    idt_comparison there;
    idt_comparison back;
    idt_compare(q, n, &there);
    idt_compare(n, q, &back);
    int32_t sum = 0;
    for (size_t i = 0; i < there.evidence.count; i++) {
        sum += there.evidence.terms[i].mnat;
    }
    require(sum == there.llr_mnat);
    require(there.score <= IDT_SCORE_ONE);
    require(there.score <= IDT_SCORE_MOST || there.exact != IDT_EXACT_NONE);
    require(abs((int)there.score - (int)back.score) <= 200);
}

static void check_names(idt_str bytes, idt_arena *arena)
{
    static const char *const schemata[] = {"Person", "Company", "Vessel", ""};
    const size_t end = idt_str_find(bytes, '\n');
    const idt_str names[2] = {idt_str_slice(bytes, 0, end),
                              idt_str_slice(bytes, end + 1, bytes.len)};
    idt_profile profiles[2];
    for (size_t i = 0; i < 2; i++) {
        idt_error err = {0};
        idt_profile_init(&profiles[i], idt_str_borrow(schemata[bytes.len % 4]), arena);
        if (idt_profile_add(&profiles[i], IDT_STR("name"), names[i], &err) != IDT_OK ||
            idt_profile_prepare(&profiles[i], &err) != IDT_OK) {
            require(err.message[0] != '\0');
            return;
        }
    }
    check(&profiles[0], &profiles[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const idt_str bytes = {.ptr = (const char *)data, .len = size};
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    idt_error err = {0};
    idt_party_pair pair;
    idt_buf out;
    require(arena != NULL);
    idt_buf_init(&out, OUT_BYTES);
    if (idt_pair_read(bytes, "f.ndjson", 1, arena, &pair, &err) == IDT_OK) {
        idt_comparison comparison;
        check(&pair.query, &pair.candidate);
        idt_compare(&pair.query, &pair.candidate, &comparison);
        idt_pair_write(&pair, &comparison, &out);
    } else {
        require(err.message[0] != '\0' && err.line == 1);
    }
    check_names(bytes, arena);
    idt_buf_release(&out);
    idt_arena_free(arena);
    return 0;
}
