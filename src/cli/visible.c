#include "cli/visible.h"

/* U+200E, U+200F, U+2028 to U+202E, U+2066 to U+206F as UTF-8: marks of direction, ends of lines
 * and paragraphs, and the retired format characters. */
static bool turns_direction(const unsigned char *p)
{
    return p[0] == 0xe2 &&
           ((p[1] == 0x80 && (p[2] == 0x8e || p[2] == 0x8f || (p[2] >= 0xa8 && p[2] <= 0xae))) ||
            (p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xaf));
}

size_t idt_hidden_at(idt_str text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    const size_t left = text.len - at;
    if (p[0] < ' ' || p[0] == 0x7f) {
        return p[0] == '\n' || p[0] == '\t' ? 0 : 1;
    }
    if (p[0] == 0xc2 && left > 1 && p[1] >= 0x80 && p[1] < 0xa0) {
        return 2; /* C1 controls */
    }
    if (p[0] == 0xd8 && left > 1 && p[1] == 0x9c) {
        return 2; /* U+061C, the Arabic letter mark */
    }
    return left > 2 && turns_direction(p) ? 3 : 0;
}

static void write_out(idt_str text, size_t at, size_t len, idt_buf *out)
{
    const unsigned char *p = (const unsigned char *)text.ptr + at;
    if (len == 1) {
        idt_buf_add_format(out, "\\x%02x", (unsigned)p[0]);
    } else if (len == 2) {
        idt_buf_add_format(out, "\\u%04x", ((unsigned)p[0] & 0x1f) << 6 | ((unsigned)p[1] & 0x3f));
    } else {
        idt_buf_add_format(out, "\\u%04x",
                           ((unsigned)p[0] & 0x0f) << 12 | ((unsigned)p[1] & 0x3f) << 6 |
                               ((unsigned)p[2] & 0x3f));
    }
}

/* Those, and where the text is to stay on its line, what would end it. */
static void add_visible(idt_str text, bool one_line, idt_buf *out)
{
    size_t from = 0;
    for (size_t at = 0; at < text.len; at++) {
        size_t len = idt_hidden_at(text, at);
        len = len == 0 && one_line && (text.ptr[at] == '\n' || text.ptr[at] == '\t') ? 1 : len;
        if (len > 0) {
            idt_buf_add_str(out, idt_str_slice(text, from, at));
            write_out(text, at, len, out);
            at += len - 1;
            from = at + 1;
        }
    }
    idt_buf_add_str(out, idt_str_slice(text, from, text.len));
}

void idt_visible(idt_str text, idt_buf *out)
{
    add_visible(text, false, out);
}

void idt_visible_line(idt_str text, idt_buf *out)
{
    add_visible(text, true, out);
}
