#include "core/str.h"

#include <stdio.h>
#include <stdlib.h>

int idt_str_compare(idt_str a, idt_str b)
{
    const size_t n = a.len < b.len ? a.len : b.len;
    const int c = n > 0 ? memcmp(a.ptr, b.ptr, n) : 0;
    if (c != 0) {
        return c < 0 ? -1 : 1;
    }
    return a.len == b.len ? 0 : a.len < b.len ? -1 : 1;
}

bool idt_str_among(idt_str text, const idt_str *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (idt_str_equal(text, texts[i])) {
            return true;
        }
    }
    return false;
}

static int by_bytes(const void *a, const void *b)
{
    return idt_str_compare(*(const idt_str *)a, *(const idt_str *)b);
}

void idt_str_sort(idt_str *texts, size_t count)
{
    if (count > 1) {
        qsort(texts, count, sizeof *texts, by_bytes);
    }
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

bool idt_str_equal_any_case(idt_str a, idt_str b)
{
    size_t i = 0;
    while (a.len == b.len && i < a.len && lower(a.ptr[i]) == lower(b.ptr[i])) {
        i++;
    }
    return a.len == b.len && i == a.len;
}

bool idt_str_starts(idt_str s, const char *prefix)
{
    const size_t n = strlen(prefix);
    return s.len >= n && (n == 0 || memcmp(s.ptr, prefix, n) == 0);
}

bool idt_str_ends(idt_str s, const char *suffix)
{
    const size_t n = strlen(suffix);
    return s.len >= n && (n == 0 || memcmp(s.ptr + s.len - n, suffix, n) == 0);
}

size_t idt_str_find(idt_str s, char byte)
{
    const char *p = s.len > 0 ? memchr(s.ptr, byte, s.len) : NULL;
    return p != NULL ? (size_t)(p - s.ptr) : s.len;
}

idt_str idt_str_slice(idt_str s, size_t from, size_t to)
{
    if (to > s.len) {
        to = s.len;
    }
    if (from > to) {
        from = to;
    }
    return (idt_str){.ptr = s.ptr != NULL ? s.ptr + from : NULL, .len = to - from};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

idt_str idt_str_trim(idt_str s)
{
    while (s.len > 0 && is_blank(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len > 0 && is_blank(s.ptr[s.len - 1])) {
        s.len--;
    }
    return s;
}

idt_str idt_str_copy(idt_arena *arena, idt_str s)
{
    if (s.ptr == NULL) {
        return s;
    }
    const char *p = idt_arena_copy(arena, s.ptr, s.len);
    return (idt_str){.ptr = p, .len = p != NULL ? s.len : 0};
}

#define FORMATTED_ONCE 256 /* bytes; what is longer is formatted a second time */

idt_str idt_str_format_args(idt_arena *arena, const char *fmt, va_list args)
{
    va_list again;
    va_copy(again, args);
    char few[FORMATTED_ONCE];
    const int n = vsnprintf(few, sizeof few, fmt, args);
    idt_str out = {0};
    if (n >= 0 && (size_t)n < sizeof few) {
        out = idt_str_copy(arena, (idt_str){.ptr = few, .len = (size_t)n});
    } else if (n >= 0) {
        char *p = idt_arena_alloc(arena, (size_t)n + 1);
        if (p != NULL && vsnprintf(p, (size_t)n + 1, fmt, again) == n) {
            out = (idt_str){.ptr = p, .len = (size_t)n};
        }
    }
    va_end(again);
    return out;
}

idt_str idt_str_format(idt_arena *arena, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const idt_str out = idt_str_format_args(arena, fmt, args);
    va_end(args);
    return out;
}

#define NEAREST_MAX_LEN 48

/* Edit distance with adjacent swaps; both at most NEAREST_MAX_LEN bytes. */
static size_t edits(idt_str a, idt_str b)
{
    size_t row[3][NEAREST_MAX_LEN + 1];
    for (size_t j = 0; j <= b.len; j++) {
        row[0][j] = j;
    }
    for (size_t i = 1; i <= a.len; i++) {
        size_t *now = row[i % 3];
        const size_t *up = row[(i + 2) % 3];
        const size_t *up2 = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t best = up[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
            if (up[j] + 1 < best) {
                best = up[j] + 1;
            }
            if (now[j - 1] + 1 < best) {
                best = now[j - 1] + 1;
            }
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1] &&
                up2[j - 2] + 1 < best) {
                best = up2[j - 2] + 1;
            }
            now[j] = best;
        }
    }
    return row[a.len % 3][b.len];
}

const char *idt_str_nearest(idt_str s, const char *const *words, size_t count)
{
    const char *best = NULL;
    size_t best_edits = 0;
    if (s.len > NEAREST_MAX_LEN) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        const idt_str word = idt_str_borrow(words[i]);
        const size_t longer = word.len > s.len ? word.len : s.len;
        if (word.len > NEAREST_MAX_LEN) {
            continue;
        }
        const size_t d = edits(s, word);
        const size_t allowed = longer < 3 ? 1 : (longer + 2) / 3;
        if (d <= allowed && d < longer && (best == NULL || d < best_edits)) {
            best = words[i];
            best_edits = d;
        }
    }
    return best;
}

bool idt_str_to_u64(idt_str s, uint64_t max, uint64_t *out)
{
    uint64_t value = 0;
    if (s.len == 0) {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        const char c = s.ptr[i];
        if (c < '0' || c > '9') {
            return false;
        }
        const uint64_t digit = (uint64_t)(c - '0');
        if (digit > max || value > (max - digit) / 10) {
            return false;
        }
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}

void idt_buf_init(idt_buf *buf, size_t ceiling_bytes)
{
    *buf = (idt_buf){.ceiling = ceiling_bytes};
}

void idt_buf_release(idt_buf *buf)
{
    free(buf->ptr);
    *buf = (idt_buf){.ceiling = buf->ceiling, .failed = true};
}

void idt_buf_clear(idt_buf *buf)
{
    buf->len = 0;
    buf->failed = false;
}

static bool buf_grow(idt_buf *buf, size_t cap)
{
    char *grown = realloc(buf->ptr, cap + 1); /* one over: vsnprintf ends with a NUL */
    if (grown == NULL) {
        buf->failed = true;
        return false;
    }
    buf->ptr = grown;
    buf->cap = cap;
    return true;
}

static bool buf_fits(idt_buf *buf, size_t more)
{
    buf->failed = buf->failed || more > buf->ceiling - buf->len;
    return !buf->failed;
}

bool idt_buf_reserve(idt_buf *buf, size_t more)
{
    return buf_fits(buf, more) && (more <= buf->cap - buf->len || buf_grow(buf, buf->len + more));
}

static bool buf_room(idt_buf *buf, size_t more)
{
    if (!buf_fits(buf, more)) {
        return false;
    }
    const size_t need = buf->len + more;
    if (need <= buf->cap) {
        return true;
    }
    size_t cap = buf->cap < 128 ? 256 : buf->cap * 2;
    if (cap < need) {
        cap = need;
    }
    return buf_grow(buf, cap < buf->ceiling ? cap : buf->ceiling);
}

void idt_buf_add_growing(idt_buf *buf, const void *bytes, size_t len)
{
    if (len > 0 && buf_room(buf, len)) {
        memcpy(buf->ptr + buf->len, bytes, len);
        buf->len += len;
    }
}

void idt_buf_add_text(idt_buf *buf, const char *text)
{
    idt_buf_add(buf, text, strlen(text));
}

void idt_buf_add_format(idt_buf *buf, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    va_list again;
    va_copy(again, args);
    /* tried in the room there is, NUL included */
    const size_t room = buf->failed || buf->ptr == NULL ? 0 : buf->cap - buf->len + 1;
    const int n = vsnprintf(room > 0 ? buf->ptr + buf->len : NULL, room, fmt, args);
    va_end(args);
    if (n < 0) {
        buf->failed = true;
    } else if ((size_t)n < room) {
        buf->len += (size_t)n;
    } else if (n > 0 && buf_room(buf, (size_t)n)) {
        if (vsnprintf(buf->ptr + buf->len, (size_t)n + 1, fmt, again) == n) {
            buf->len += (size_t)n;
        } else {
            buf->failed = true;
        }
    }
    va_end(again);
}

idt_str idt_buf_borrow(const idt_buf *buf)
{
    return (idt_str){.ptr = buf->ptr != NULL ? buf->ptr : "", .len = buf->len};
}

idt_rc idt_buf_check(const idt_buf *buf, idt_error *err)
{
    if (buf->failed) {
        return idt_fail(err, IDT_E_LIMIT, "an output passed the %zu bytes allowed for it",
                        buf->ceiling);
    }
    return IDT_OK;
}
