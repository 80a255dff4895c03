/* Character references: &uuml; &#252; &#xfc; */
#include "generated/repair_tables.h"
#include "text/repair_pass.h"

static uint32_t named(idt_str name)
{
    size_t low = 0;
    size_t high = IDT_REFERENCES;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const int order = idt_str_compare(name, idt_str_borrow(idt_references[middle].name));
        if (order == 0) {
            return idt_references[middle].code;
        }
        *(order < 0 ? &high : &low) = order < 0 ? middle : middle + 1;
    }
    return 0;
}

static uint32_t digit_of(char c)
{
    const char lower = (char)(c | 0x20);
    return c >= '0' && c <= '9'           ? (uint32_t)(c - '0')
           : lower >= 'a' && lower <= 'f' ? (uint32_t)(lower - 'a') + 10
                                          : 16;
}

/* "252" or "xfc"; controls part words. 0 where it is no character. */
static uint32_t numbered(idt_str digits)
{
    const bool hex = digits.len > 0 && (digits.ptr[0] | 0x20) == 'x';
    const uint32_t base = hex ? 16 : 10;
    uint32_t code = 0;
    if (digits.len <= hex || digits.len > 7 + (size_t)hex) {
        return 0;
    }
    for (size_t i = hex; i < digits.len; i++) {
        const uint32_t digit = digit_of(digits.ptr[i]);
        if (digit >= base) {
            return 0;
        }
        code = code * base + digit;
    }
    if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
        return 0;
    }
    return code < 0x20 ? ' ' : code >= 0x80 && code <= 0x9f ? repair_cp1252(code) : code;
}

/* What stands behind an ampersand at `at`; *end behind its semicolon. 0: no reference. */
static uint32_t referred(const repair_pass *p, size_t at, size_t *end)
{
    for (size_t i = at; i < p->in.len && i - at <= IDT_REFERENCE_BYTES + 1; i++) {
        if (p->in.text[i] == ';') {
            const idt_str name = {.ptr = p->in.text + at, .len = i - at};
            *end = i + 1;
            return name.len > 0 && name.ptr[0] == '#' ? numbered(idt_str_slice(name, 1, name.len))
                                                      : named(name);
        }
    }
    return 0;
}

void repair_references(repair_pass *p)
{
    size_t kept = 0;
    size_t at = 0;
    while (at < p->in.len) {
        size_t end = at;
        uint32_t code = p->in.text[at] == '&' ? referred(p, at + 1, &end) : 0;
        if (code == 0) {
            at++;
            continue;
        }
        for (uint32_t next = code; code == '&' && next != 0;) { /* &amp;uuml; */
            size_t further = end;
            next = referred(p, end, &further);
            code = next != 0 ? next : code;
            end = next != 0 ? further : end;
        }
        repair_keep(p, kept, at);
        const size_t begun = p->out.len;
        repair_put(p, at, end, code);
        repair_note(p, IDT_REPAIR_REFERENCE, at, end, begun, IDT_SCRIPT_OTHER, IDT_SCRIPT_OTHER);
        kept = at = end;
    }
    repair_keep(p, kept, p->in.len);
}
