#include "lists/numbered.h"

/* The length of the mark of `number` at the start of `s`: "(2)", "2)", "(b)", "b)", "2."; 0: none.
 */
static size_t mark_length(idt_str s, unsigned number)
{
    char digits[12];
    size_t n = sizeof digits;
    size_t at = 0;
    for (unsigned v = number; v > 0; v /= 10) {
        digits[--n] = (char)('0' + v % 10);
    }
    const idt_str decimal = {.ptr = digits + n, .len = sizeof digits - n};
    const char letter = number <= 26 ? (char)('a' + number - 1) : '\0';
    at += s.len > 0 && s.ptr[0] == '(' ? 1 : 0;
    if (s.len >= at + decimal.len && memcmp(s.ptr + at, decimal.ptr, decimal.len) == 0) {
        at += decimal.len;
    } else if (letter != '\0' && s.len > at && (s.ptr[at] == letter || s.ptr[at] == letter - 32)) {
        at++;
    } else {
        return 0;
    }
    return at < s.len && s.ptr[at] == ')' ? at + 1 : 0;
}

/* A mark stands at the start, or behind a blank or one of `-.,;`; "(3)" of a sequence anywhere. */
static bool may_begin(idt_str s, size_t at)
{
    const bool bracketed =
        s.ptr[at] == '(' && at + 1 < s.len && s.ptr[at + 1] >= '0' && s.ptr[at + 1] <= '9';
    return at == 0 || bracketed || s.ptr[at - 1] <= ' ' || memchr("-.,;", s.ptr[at - 1], 4) != NULL;
}

void idt_numbered_init(idt_numbered *n, idt_str text)
{
    const idt_str s = text.ptr != NULL ? idt_str_trim(text) : text;
    *n = (idt_numbered){.rest = s, .number = mark_length(s, 1) > 0 ? 1 : 0, .done = s.len == 0};
}

static bool says_something(idt_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.ptr[i];
        if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
            (c >= 'a' && c <= 'z')) {
            return !idt_str_is(s, "to") && !idt_str_is(s, "and");
        }
    }
    return false;
}

static idt_str take_piece(idt_numbered *n)
{
    const size_t from = mark_length(n->rest, n->number);
    size_t end = from;
    while (end < n->rest.len &&
           !(may_begin(n->rest, end) &&
             mark_length(idt_str_slice(n->rest, end, n->rest.len), n->number + 1) > 0)) {
        end++;
    }
    const idt_str piece = idt_str_trim(idt_str_slice(n->rest, from, end));
    n->rest = idt_str_slice(n->rest, end, n->rest.len);
    n->done = n->rest.len == 0;
    return piece;
}

bool idt_numbered_next(idt_numbered *n, idt_numbered_piece *piece)
{
    while (!n->done) {
        piece->number = n->number;
        if (n->number == 0) {
            piece->text = n->rest;
            n->done = true;
        } else {
            piece->text = take_piece(n);
            n->number++;
        }
        if (says_something(piece->text)) {
            return true;
        }
    }
    return false;
}

idt_str idt_numbered_of(idt_str text, unsigned number)
{
    idt_numbered n;
    idt_numbered_piece piece;
    idt_numbered_init(&n, text);
    const bool whole = n.number == 0;
    while (idt_numbered_next(&n, &piece)) {
        if (piece.number == number || (whole && number <= 1)) {
            return piece.text;
        }
    }
    return (idt_str){0};
}
