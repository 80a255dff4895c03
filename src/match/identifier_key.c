#include "match/identifier_key.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

bool idt_identifier_key(idt_str property, idt_str value, idt_buf *out)
{
    bool any = false;
    (void)property;
    for (size_t i = 0; i < value.len; i++) {
        const char c = lower(value.ptr[i]);
        if (!is_letter_or_digit(c)) {
            continue;
        }
        if (!any) {
            idt_buf_add_text(out, "id:");
        }
        any = true;
        idt_buf_add_byte(out, c);
    }
    return any;
}
