#include "lists/values.h"

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_flat(idt_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (is_blank(s.ptr[i]) && (s.ptr[i] != ' ' || i + 1 == s.len || is_blank(s.ptr[i + 1]))) {
            return false;
        }
    }
    return true;
}

static size_t flatten(idt_str s, char *to)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (!is_blank(s.ptr[i])) {
            to[n++] = s.ptr[i];
        } else if (n > 0 && to[n - 1] != ' ') {
            to[n++] = ' ';
        }
    }
    return n;
}

idt_str idt_list_flat(idt_arena *arena, idt_str text)
{
    const idt_str s = text.ptr != NULL ? idt_str_trim(text) : text;
    if (s.len == 0) {
        return (idt_str){0};
    }
    if (is_flat(s)) {
        return s;
    }
    char *copy = idt_arena_alloc(arena, s.len);
    return copy != NULL ? (idt_str){.ptr = copy, .len = flatten(s, copy)} : (idt_str){0};
}

idt_str idt_list_joined(idt_arena *arena, const idt_str *parts, size_t count, const char *separator)
{
    const size_t gap = strlen(separator);
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        len += parts[i].ptr != NULL ? parts[i].len + gap : 0;
    }
    char *text = idt_arena_alloc(arena, len);
    size_t n = 0;
    for (size_t i = 0; text != NULL && i < count; i++) {
        const idt_str part = parts[i].ptr != NULL ? idt_str_trim(parts[i]) : parts[i];
        if (part.len == 0) {
            continue;
        }
        if (n > 0) {
            memcpy(text + n, separator, gap);
            n += gap;
        }
        n += flatten(part, text + n);
    }
    return text != NULL && n > 0 ? (idt_str){.ptr = text, .len = n} : (idt_str){0};
}

bool idt_list_same_word(idt_str a, const char *b)
{
    return idt_str_is_any_case(a, b);
}

bool idt_list_has_word(idt_str text, const char *word)
{
    const size_t len = strlen(word);
    for (size_t i = 0; i + len <= text.len; i++) {
        if (idt_str_is_any_case(idt_str_slice(text, i, i + len), word)) {
            return true;
        }
    }
    return false;
}
