#include "scan/document.h"

#define BOM "\xef\xbb\xbf"

typedef struct line_reader {
    idt_str text;
    size_t at;
    uint64_t line; /* number of the line last read */
} line_reader;

/* The next line without its end; false behind the last. */
static bool next_line(line_reader *r, idt_str *line)
{
    if (r->at >= r->text.len) {
        return false;
    }
    const idt_str rest = idt_str_slice(r->text, r->at, r->text.len);
    const size_t len = idt_str_find(rest, '\n');
    r->at += len < rest.len ? len + 1 : len;
    r->line++;
    *line = idt_str_slice(rest, 0, len > 0 && rest.ptr[len - 1] == '\r' ? len - 1 : len);
    return true;
}

static bool is_fence(idt_str line)
{
    return idt_str_starts(line, "---") && idt_str_trim(line).len == 3;
}

static bool is_key_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

/* Lines that carry no key of their own. */
static bool is_filler(idt_str line)
{
    return idt_str_trim(line).len == 0 || line.ptr[0] == ' ' || line.ptr[0] == '\t' ||
           line.ptr[0] == '#' || idt_str_starts(line, "- ");
}

static bool split_pair(idt_str line, idt_str *key, idt_str *value)
{
    size_t n = 0;
    while (n < line.len && is_key_byte(line.ptr[n])) {
        n++;
    }
    if (n == 0 || n >= line.len || line.ptr[n] != ':' ||
        (n + 1 < line.len && line.ptr[n + 1] != ' ' && line.ptr[n + 1] != '\t')) {
        return false;
    }
    *key = idt_str_slice(line, 0, n);
    *value = idt_str_trim(idt_str_slice(line, n + 1, line.len));
    return true;
}

/* The value without its quotes, or without a comment behind it. */
static idt_str plain_value(idt_str value)
{
    if (value.len >= 2 && (value.ptr[0] == '"' || value.ptr[0] == '\'')) {
        const idt_str inner = idt_str_slice(value, 1, value.len);
        const size_t close = idt_str_find(inner, value.ptr[0]);
        if (close < inner.len) {
            return idt_str_slice(inner, 0, close);
        }
    }
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '#' &&
            (i == 0 || value.ptr[i - 1] == ' ' || value.ptr[i - 1] == '\t')) {
            return idt_str_trim(idt_str_slice(value, 0, i));
        }
    }
    return value;
}

/* Reads one line of the block into `doc`; false where it makes the block none. */
static bool take_line(const line_reader *r, idt_str line, idt_document *doc)
{
    if (is_filler(line)) {
        return true;
    }
    idt_str key;
    idt_str value;
    if (!split_pair(line, &key, &value)) {
        return false;
    }
    if (!idt_str_is(key, "date")) {
        return true;
    }
    if (doc->date_line != 0) {
        return false;
    }
    doc->date_line = r->line;
    const idt_str date = plain_value(value);
    if (date.len > 0) {
        doc->date = date;
        doc->date_offset = (size_t)(date.ptr - r->text.ptr);
    }
    return true;
}

idt_document idt_document_read(idt_str text)
{
    const idt_document plain = {.body = text, .body_line = 1};
    idt_document doc = plain;
    line_reader r = {.text = text, .at = idt_str_starts(text, BOM) ? sizeof BOM - 1 : 0};
    idt_str line;
    if (!next_line(&r, &line) || !is_fence(line)) {
        return plain;
    }
    while (next_line(&r, &line)) {
        if (is_fence(line)) {
            doc.front_matter = true;
            doc.body = (idt_str){.ptr = text.ptr + r.at, .len = text.len - r.at};
            doc.body_offset = r.at;
            doc.body_line = r.line + 1;
            doc.date_line = doc.date.ptr != NULL ? doc.date_line : 0;
            return doc;
        }
        if (!take_line(&r, line, &doc)) {
            return plain;
        }
    }
    return plain;
}
