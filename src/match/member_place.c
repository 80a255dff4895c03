#include "match/member_place.h"

/* Behind the closing quote of the text that opens at `at`. */
static size_t text_end(idt_str bytes, size_t at)
{
    for (at++; at < bytes.len && bytes.ptr[at] != '"'; at++) {
        at += bytes.ptr[at] == '\\';
    }
    return at < bytes.len ? at + 1 : bytes.len;
}

static bool is_member(idt_str bytes, size_t end)
{
    while (end < bytes.len && bytes.ptr[end] != '\0' && strchr(" \t\r\n", bytes.ptr[end]) != NULL) {
        end++;
    }
    return end < bytes.len && bytes.ptr[end] == ':';
}

size_t idt_member_place(idt_str bytes, idt_str outer, idt_str inner)
{
    size_t depth = 0;
    bool inside = false; /* the last member at the top was `outer` */
    for (size_t at = 0; at < bytes.len;) {
        const char c = bytes.ptr[at];
        if (c != '"') {
            depth += c == '{' || c == '[';
            depth -= depth > 0 && (c == '}' || c == ']');
            at++;
            continue;
        }
        const size_t end = text_end(bytes, at);
        if (is_member(bytes, end)) {
            const idt_str name = idt_str_slice(bytes, at + 1, end - 1);
            inside = depth == 1 ? idt_str_equal(name, outer) : inside;
            if ((depth == 1 && inside && inner.ptr == NULL) ||
                (depth == 2 && inside && idt_str_equal(name, inner))) {
                return at;
            }
        }
        at = end;
    }
    return 0;
}
