#include "text/key.h"

#include "text/tokens.h"

#define SHORT_BYTES 512 /* keys of most names */

/* Fills `out` as far as it has room, and returns the length of the whole. */
static size_t join(idt_str text, char *out, size_t room)
{
    idt_tokens tokens;
    idt_token token;
    size_t len = 0;
    idt_tokens_init(&tokens, text);
    while (idt_tokens_next(&tokens, &token)) {
        const size_t blank = len > 0;
        if (len + blank + token.folded.len <= room) {
            out[len] = ' '; /* written over where it is the first */
            memcpy(out + len + blank, token.folded.ptr, token.folded.len);
        }
        len += blank + token.folded.len;
    }
    return len;
}

idt_rc idt_text_key(idt_str text, idt_arena *arena, idt_str *out, idt_error *err)
{
    char buffer[SHORT_BYTES];
    const size_t len = join(text, buffer, sizeof buffer);
    char *key = idt_arena_alloc(arena, len + 1);
    if (key == NULL) {
        return idt_arena_fail(arena, err);
    }
    if (len <= sizeof buffer) {
        memcpy(key, buffer, len);
    } else {
        (void)join(text, key, len);
    }
    *out = (idt_str){.ptr = key, .len = len};
    return IDT_OK;
}
