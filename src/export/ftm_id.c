#include "export/ftm_id.h"

static bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What stands for the byte at `at`: 1 to 4 bytes, the count returned. */
static size_t write_byte(idt_str id, size_t at, char *out)
{
    static const char digits[] = "0123456789abcdef";
    const char c = id.ptr[at];
    const bool last = at + 1 == id.len;
    if (is_plain(c) || (c == '.' && !last && at > 0) ||
        (c == '-' && !last && is_plain(id.ptr[at + 1]))) {
        out[0] = c;
        return 1;
    }
    if (c == ':' && !last) {
        out[0] = out[1] = '-';
        return 2;
    }
    out[0] = '-';
    out[1] = '.';
    out[2] = digits[(unsigned char)c >> 4];
    out[3] = digits[(unsigned char)c & 15];
    return 4;
}

idt_str idt_ftm_plain_id(idt_str id, idt_arena *arena)
{
    char *text = idt_arena_alloc_n(arena, id.len + 1, 4);
    size_t len = 0;
    for (size_t i = 0; text != NULL && i < id.len; i++) {
        len += write_byte(id, i, text + len);
    }
    return (idt_str){.ptr = text, .len = len};
}
