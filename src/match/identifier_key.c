#include "match/identifier_key.h"

#include "match/field_code.h"

bool idt_identifier_key(idt_str property, idt_str value, idt_buf *out)
{
    const idt_code_kind *kind = idt_code_kind_of(property);
    char text[IDT_CODE_BYTES];
    bool proven;
    idt_str codes[IDT_CODES_MAX];
    const bool any = kind != NULL && idt_codes_in(value, kind, codes) > 0;
    const size_t len = any ? idt_code_normal(codes[0], kind, text, &proven) : 0;
    if (len == 0) {
        return false;
    }
    idt_buf_add_text(out, "id:");
    idt_buf_add(out, text, len);
    return true;
}
