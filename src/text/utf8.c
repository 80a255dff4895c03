#include "text/utf8.h"

#define HIGH_BITS UINT64_C(0x8080808080808080)

/* Unicode 15 table 3-7 by first byte: length, and the range of the second byte. Whatever is not in
 * it begins no sequence. */
static size_t sequence_shape(unsigned first, unsigned *low, unsigned *high)
{
    *low = 0x80;
    *high = 0xbf;
    if (first < 0xc2 || first > 0xf4) {
        return 0;
    }
    if (first < 0xe0) {
        return 2;
    }
    if (first < 0xf0) {
        *low = first == 0xe0 ? 0xa0 : 0x80;  /* shorter forms exist below */
        *high = first == 0xed ? 0x9f : 0xbf; /* surrogates above */
        return 3;
    }
    *low = first == 0xf0 ? 0x90 : 0x80;
    *high = first == 0xf4 ? 0x8f : 0xbf; /* past U+10FFFF above */
    return 4;
}

uint32_t idt_utf8_next(const unsigned char *ptr, size_t len, size_t at, size_t *bytes)
{
    const unsigned first = ptr[at];
    *bytes = 1;
    if (first < 0x80) {
        return first;
    }
    unsigned low;
    unsigned high;
    const size_t need = sequence_shape(first, &low, &high);
    if (need == 0 || len - at < need || ptr[at + 1] < low || ptr[at + 1] > high) {
        return IDT_UTF8_BAD;
    }
    uint32_t c = (first & (0x7fu >> need)) << 6 | (ptr[at + 1] & 0x3fu);
    for (size_t i = 2; i < need; i++) {
        if ((ptr[at + i] & 0xc0) != 0x80) {
            return IDT_UTF8_BAD;
        }
        c = c << 6 | (ptr[at + i] & 0x3fu);
    }
    *bytes = need;
    return c;
}

bool idt_utf8_check(idt_str text, size_t *bad_offset)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    size_t at = 0;
    while (at < text.len) {
        uint64_t eight;
        if (text.len - at >= sizeof eight) {
            memcpy(&eight, p + at, sizeof eight);
            if ((eight & HIGH_BITS) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        size_t bytes;
        if (idt_utf8_next(p, text.len, at, &bytes) == IDT_UTF8_BAD) {
            if (bad_offset != NULL) {
                *bad_offset = at;
            }
            return false;
        }
        at += bytes;
    }
    return true;
}

idt_position idt_utf8_position(idt_str text, size_t offset)
{
    const size_t end = offset < text.len ? offset : text.len;
    idt_position position = {.line = 1, .column = 1};
    size_t line_start = 0;
    const char *newline;
    while (end > line_start &&
           (newline = memchr(text.ptr + line_start, '\n', end - line_start)) != NULL) {
        line_start = (size_t)(newline - text.ptr) + 1;
        position.line++;
    }
    for (size_t i = line_start; i < end; i++) {
        position.column += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
    }
    return position;
}

/* Why the sequence at `at` is none, in words a person can act on. */
static const char *fault_of(const unsigned char *p, size_t len, size_t at)
{
    unsigned low;
    unsigned high;
    const size_t need = sequence_shape(p[at], &low, &high);
    if (need == 0) {
        return "no character begins with it";
    }
    const size_t left = len - at;
    for (size_t i = 1; i < need && i < left; i++) {
        if ((p[at + i] & 0xc0) != 0x80) {
            return "the character it begins breaks off";
        }
    }
    return left < need ? "the text ends inside the character it begins"
                       : "an overlong form, a surrogate or a value past U+10FFFF";
}

idt_rc idt_utf8_require(idt_str text, const char *source, idt_error *err)
{
    size_t bad = 0;
    if (idt_utf8_check(text, &bad)) {
        return IDT_OK;
    }
    const unsigned char *p = (const unsigned char *)text.ptr;
    const idt_position at = idt_utf8_position(text, bad);
    return idt_fail_at(err, IDT_E_INPUT, source, at.line, at.column, bad,
                       "not UTF-8: byte 0x%02x (%s); save the text as UTF-8", p[bad],
                       fault_of(p, text.len, bad));
}
