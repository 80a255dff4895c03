#include "match/identifier_key.h"

#include "match/field_code.h"

bool idt_identifier_key(idt_str property, idt_str value, idt_buf *out)
{
    const idt_code_kind *kind = idt_code_kind_of(property);
    char text[IDT_CODE_BYTES];
    bool proven;
    const size_t len = kind != NULL ? idt_code_normal(value, kind, text, &proven) : 0;
    if (len == 0) {
        return false;
    }
    idt_buf_add_text(out, "id:");
    idt_buf_add(out, text, len);
    return true;
}
