/* Any bytes as a name to be repaired, of a person and of something else: repairing twice changes
 * nothing more, and each byte read has its place in the source. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "text/repair.h"
#include "text/utf8.h"

#define ARENA_BYTES ((size_t)64 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_map(const idt_repaired *out, size_t source_len)
{
    for (size_t i = 0; out->count > 0 && i < out->text.len; i++) {
        require(out->from[i] < out->to[i] && out->to[i] <= source_len);
        require(i == 0 || (out->from[i - 1] <= out->from[i] && out->to[i - 1] <= out->to[i]));
    }
}

static void check_list(const idt_repaired *out, idt_str source)
{
    char why[IDT_REPAIR_WHY_BYTES];
    for (size_t i = 0; i < out->count; i++) {
        const idt_repair *repair = &out->repairs[i];
        require(repair->start < repair->end && repair->end <= source.len);
        require(idt_str_equal(repair->before, idt_str_slice(source, repair->start, repair->end)));
        require(repair->after.len > 0 && idt_repair_why(repair, why) != NULL);
    }
}

static void check(idt_str text, bool person, idt_arena *arena)
{
    idt_repaired once;
    idt_repaired twice;
    require(idt_repair_text(text, person, arena, &once, NULL) == IDT_OK);
    require(idt_repair_text(once.text, person, arena, &twice, NULL) == IDT_OK);
    require(twice.count == 0);
    require(once.count > 0 || once.text.ptr == text.ptr);
    require(!idt_utf8_check(text, NULL) || idt_utf8_check(once.text, NULL));
    check_map(&once, text.len);
    check_list(&once, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    const idt_str text = {.ptr = (const char *)data, .len = size};
    require(arena != NULL);
    check(text, true, arena);
    check(text, false, arena);
    idt_arena_free(arena);
    return 0;
}
