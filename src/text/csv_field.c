#include "text/csv_field.h"

/* Would a spreadsheet take what begins here for a formula? */
static bool begins_formula(idt_str text)
{
    /* U+FF1D, U+FF0B, U+FF0D, U+FF20 */
    static const char *const wide[] = {"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d",
                                       "\xef\xbc\xa0"};
    if (text.len > 0 && memchr("=+-@\t\r", text.ptr[0], 6) != NULL) {
        return true;
    }
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        if (text.len >= 3 && memcmp(text.ptr, wide[i], 3) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_formula(idt_str text)
{
    size_t at = 0;
    while (at < text.len && text.ptr[at] == '\'') {
        at++;
    }
    return begins_formula(idt_str_slice(text, at, text.len));
}

static bool needs_quotes(idt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (memchr(",\"\r\n", text.ptr[i], 4) != NULL) {
            return true;
        }
    }
    return false;
}

void idt_csv_field(idt_str text, idt_buf *out)
{
    const char *guard = is_formula(text) ? "'" : "";
    if (!needs_quotes(text)) {
        idt_buf_add_text(out, guard);
        idt_buf_add_str(out, text);
        return;
    }
    idt_buf_add_byte(out, '"');
    idt_buf_add_text(out, guard);
    for (size_t i = 0; i < text.len; i++) {
        idt_buf_add_text(out, text.ptr[i] == '"' ? "\"" : "");
        idt_buf_add_byte(out, text.ptr[i]);
    }
    idt_buf_add_byte(out, '"');
}
