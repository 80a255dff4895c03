#include "text/key.h"

#include "text/tokens.h"

/* Fills `out` (NULL: only measures) and returns the length. */
static size_t join(idt_str text, char *out)
{
    idt_tokens tokens;
    idt_token token;
    size_t len = 0;
    idt_tokens_init(&tokens, text);
    while (idt_tokens_next(&tokens, &token)) {
        if (len > 0) {
            if (out != NULL) {
                out[len] = ' ';
            }
            len++;
        }
        if (out != NULL) {
            memcpy(out + len, token.folded.ptr, token.folded.len);
        }
        len += token.folded.len;
    }
    return len;
}

idt_rc idt_text_key(idt_str text, idt_arena *arena, idt_str *out, idt_error *err)
{
    const size_t len = join(text, NULL);
    char *key = idt_arena_alloc(arena, len + 1);
    if (key == NULL) {
        return idt_arena_fail(arena, err);
    }
    join(text, key);
    *out = (idt_str){.ptr = key, .len = len};
    return IDT_OK;
}
