/* Any bytes as a compressed file: parts that are all there, under the ceiling, or a refusal that
 * says why. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "fetch/expand.h"

#define CEILING ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_error err = {0};
    const idt_part_bytes *parts = NULL;
    size_t count = 0;
    size_t all = 0;
    unsigned sum = 0;
    idt_arena *arena = idt_arena_new(4 * CEILING);
    const idt_str bytes = {.ptr = (const char *)data, .len = size};
    const idt_rc rc = idt_expand(IDT_STR("x"), bytes, CEILING, arena, &parts, &count, &err);
    if (rc != IDT_OK && err.message[0] == '\0') {
        abort();
    }
    for (size_t i = 0; rc == IDT_OK && i < count; i++) {
        all += parts[i].bytes.len;
        for (size_t b = 0; b < parts[i].bytes.len; b++) {
            sum += (unsigned char)parts[i].bytes.ptr[b];
        }
    }
    if (all > CEILING || sum == UINT32_MAX) {
        abort();
    }
    idt_arena_free(arena);
    return 0;
}
