/* Any bytes as text: tokens keep their promises, the key is its own key, and the two UTF-8 readers
 * agree. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "text/key.h"
#include "text/tokens.h"
#include "text/utf8.h"

#define ARENA_BYTES ((size_t)64 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_utf8(idt_str text)
{
    size_t bad = text.len;
    size_t at = 0;
    size_t bytes = 0;
    const bool good = idt_utf8_check(text, &bad);
    while (at < text.len &&
           idt_utf8_next((const unsigned char *)text.ptr, text.len, at, &bytes) != IDT_UTF8_BAD) {
        at += bytes;
    }
    require(at <= text.len && good == (at == text.len) && bad == at);
    const idt_position p = idt_utf8_position(text, bad);
    require(p.line >= 1 && p.column >= 1);
}

static void check_tokens(idt_str text)
{
    idt_tokens tokens;
    idt_tokens alone;
    idt_token token;
    idt_token again;
    size_t end = 0;
    idt_tokens_init(&tokens, text);
    while (idt_tokens_next(&tokens, &token)) {
        require(token.start >= end && token.end > token.start && token.end <= text.len);
        require(token.folded.len > 0 && token.folded.len <= IDT_TOKEN_BYTES);
        require(token.hash == idt_token_hash(token.folded.ptr, token.folded.len));
        require(token.bare_end > token.start && token.bare_end <= token.end);
        idt_tokens_init(&alone, idt_str_slice(text, token.start, token.end));
        require(idt_tokens_next(&alone, &again));
        require(idt_str_equal(again.folded, token.folded) && again.possessive == token.possessive);
        require(!idt_tokens_next(&alone, &again));
        end = token.end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const idt_str text = {.ptr = (const char *)data, .len = size};
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    idt_str once;
    idt_str twice;
    require(arena != NULL);
    check_utf8(text);
    check_tokens(text);
    require(idt_text_key(text, arena, &once, NULL) == IDT_OK);
    require(idt_text_key(once, arena, &twice, NULL) == IDT_OK);
    require(idt_str_equal(once, twice) &&
            (idt_utf8_check(once, NULL) || !idt_utf8_check(text, NULL)));
    idt_arena_free(arena);
    return 0;
}
