#include "core/json_writer.h"

#include <assert.h>
#include <inttypes.h>

void idt_jw_init(idt_json_writer *w, idt_buf *buf)
{
    *w = (idt_json_writer){.buf = buf};
}

#define EACH_BYTE(b) (UINT64_C(0x0101010101010101) * (b))

static bool is_escaped(unsigned char c)
{
    return c < 0x20 || c == '"' || c == '\\';
}

/* Whether any of eight bytes is escaped. */
static bool any_escaped(const char *at)
{
    uint64_t eight;
    memcpy(&eight, at, sizeof eight);
    const uint64_t quote = eight ^ EACH_BYTE('"');
    const uint64_t slash = eight ^ EACH_BYTE('\\');
    return (((eight - EACH_BYTE(0x20)) & ~eight) | ((quote - EACH_BYTE(1)) & ~quote) |
            ((slash - EACH_BYTE(1)) & ~slash)) &
           EACH_BYTE(0x80);
}

/* The next byte from `at` on that is escaped, or s.len. */
static size_t plain_end(idt_str s, size_t at)
{
    while (s.len - at >= sizeof(uint64_t) && !any_escaped(s.ptr + at)) {
        at += sizeof(uint64_t);
    }
    while (at < s.len && !is_escaped((unsigned char)s.ptr[at])) {
        at++;
    }
    return at;
}

static void escaped(idt_buf *buf, unsigned char c)
{
    static const char digits[] = "0123456789abcdef";
    switch (c) {
    case '"':
    case '\\':
        idt_buf_add_byte(buf, '\\');
        idt_buf_add_byte(buf, (char)c);
        break;
    case '\n':
        idt_buf_add_text(buf, "\\n");
        break;
    case '\r':
        idt_buf_add_text(buf, "\\r");
        break;
    case '\t':
        idt_buf_add_text(buf, "\\t");
        break;
    default:
        idt_buf_add_text(buf, "\\u00");
        idt_buf_add_byte(buf, digits[c >> 4]);
        idt_buf_add_byte(buf, digits[c & 15]);
    }
}

static void quoted(idt_buf *buf, idt_str s)
{
    idt_buf_add_byte(buf, '"');
    size_t from = 0;
    for (size_t at; (at = plain_end(s, from)) < s.len; from = at + 1) {
        idt_buf_add(buf, s.ptr + from, at - from);
        escaped(buf, (unsigned char)s.ptr[at]);
    }
    idt_buf_add(buf, s.ptr + from, s.len - from);
    idt_buf_add_byte(buf, '"');
}

static void comma(idt_json_writer *w)
{
    if (w->depth >= IDT_JW_DEPTH) {
        return;
    }
    if (w->filled[w->depth]) {
        idt_buf_add_byte(w->buf, ',');
    }
    w->filled[w->depth] = true;
}

static void before(idt_json_writer *w, const char *key)
{
    if (key == NULL && w->depth < IDT_JW_DEPTH && w->close[w->depth] == '}') {
        return; /* idt_jw_key wrote comma and key */
    }
    comma(w);
    if (key != NULL) {
        quoted(w->buf, idt_str_borrow(key));
        idt_buf_add_byte(w->buf, ':');
    }
}

void idt_jw_key(idt_json_writer *w, idt_str key)
{
    comma(w);
    quoted(w->buf, key);
    idt_buf_add_byte(w->buf, ':');
}

static void open(idt_json_writer *w, const char *key, char opening, char closing)
{
    before(w, key);
    idt_buf_add_byte(w->buf, opening);
    w->depth++;
    if (w->depth >= IDT_JW_DEPTH) {
        w->buf->failed = true; /* I4; the level is still counted, so that its end finds it */
        return;
    }
    w->close[w->depth] = closing;
    w->filled[w->depth] = false;
}

void idt_jw_object(idt_json_writer *w, const char *key)
{
    open(w, key, '{', '}');
}

void idt_jw_array(idt_json_writer *w, const char *key)
{
    open(w, key, '[', ']');
}

void idt_jw_end(idt_json_writer *w)
{
    assert(w->depth > 0);
    if (w->depth < IDT_JW_DEPTH) {
        idt_buf_add_byte(w->buf, w->close[w->depth]);
    }
    w->depth--;
}

void idt_jw_str(idt_json_writer *w, const char *key, idt_str value)
{
    before(w, key);
    if (value.ptr == NULL) {
        idt_buf_add_text(w->buf, "null");
    } else {
        quoted(w->buf, value);
    }
}

void idt_jw_text(idt_json_writer *w, const char *key, const char *value)
{
    idt_jw_str(w, key, idt_str_borrow(value));
}

void idt_jw_int(idt_json_writer *w, const char *key, int64_t value)
{
    before(w, key);
    idt_buf_add_format(w->buf, "%" PRId64, value);
}

void idt_jw_bool(idt_json_writer *w, const char *key, bool value)
{
    before(w, key);
    idt_buf_add_text(w->buf, value ? "true" : "false");
}

void idt_jw_null(idt_json_writer *w, const char *key)
{
    before(w, key);
    idt_buf_add_text(w->buf, "null");
}

void idt_jw_raw(idt_json_writer *w, const char *key, idt_str json)
{
    before(w, key);
    idt_buf_add_str(w->buf, json);
}

void idt_jw_texts(idt_json_writer *w, const char *key, const idt_str *values, size_t count)
{
    idt_jw_array(w, key);
    for (size_t i = 0; i < count; i++) {
        idt_jw_str(w, NULL, values[i]);
    }
    idt_jw_end(w);
}
