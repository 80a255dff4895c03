/* Any bytes as a profile of scoring: a refusal with its line, or a profile whose canonical form
 * reads back as itself. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "match/scoring.h"

#define ARENA_BYTES ((size_t)16 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check(const idt_scoring *s, idt_arena *arena)
{
    idt_error err = {0};
    idt_scoring again;
    idt_digest a;
    idt_digest b;
    idt_buf form;
    idt_buf_init(&form, IDT_SCORING_BYTES);
    idt_scoring_write(s, &form);
    require(idt_buf_check(&form, &err) == IDT_OK);
    require(s->possible <= s->strong && s->strong <= 10000 && s->possible > 0);
    require(idt_scoring_read(idt_buf_borrow(&form), "form", arena, &again, &err) == IDT_OK);
    require(idt_scoring_hash(s, &a, &err) == IDT_OK);
    require(idt_scoring_hash(&again, &b, &err) == IDT_OK);
    require(memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0);
    idt_buf_release(&form);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const idt_str bytes = {.ptr = (const char *)data, .len = size};
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    idt_scoring s;
    idt_error err = {0};
    if (arena == NULL) {
        return 0;
    }
    if (idt_scoring_read(bytes, "fuzz", arena, &s, &err) == IDT_OK) {
        check(&s, arena);
    } else {
        require(err.message[0] != '\0' && (err.line > 0 || err.code == IDT_E_LIMIT));
    }
    idt_arena_free(arena);
    return 0;
}
