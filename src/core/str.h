/* str.h - text by pointer and length, and the buffer that builds it.
 *
 * idt_str borrows: UTF-8 (checked where it came in), not terminated. {NULL, 0} is "absent";
 * an empty text has a pointer. idt_buf grows up to a ceiling; a failed append sticks, so a writer
 * checks once at its end (idt_buf_check).
 */
#ifndef INTERDICT_CORE_STR_H
#define INTERDICT_CORE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/arena.h"
#include "core/error.h"

typedef struct idt_str {
    const char *ptr;
    size_t len;
} idt_str;

#define IDT_STR(literal) ((idt_str){.ptr = (literal), .len = sizeof(literal) - 1})
#define IDT_STR_FMT      "%.*s"
#define IDT_STR_ARG(s)   (int)((s).len > 0x7fffffff ? 0x7fffffff : (s).len), (s).ptr

static inline idt_str idt_str_borrow(const char *text)
{
    return (idt_str){.ptr = text, .len = text != NULL ? strlen(text) : 0};
}

/* Asked of long tables of words: most differ in their first byte. */
static inline bool idt_str_is(idt_str a, const char *b)
{
    if (a.len == 0 || a.ptr[0] != b[0]) {
        return a.len == 0 && b[0] == '\0';
    }
    const size_t len = strlen(b);
    return a.len == len && memcmp(a.ptr, b, len) == 0;
}

static inline bool idt_str_equal(idt_str a, idt_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Byte order, shorter first on a tie; absent equals empty. */
int idt_str_compare(idt_str a, idt_str b);
/* Is it one of these? */
bool idt_str_among(idt_str text, const idt_str *texts, size_t count);
/* Into byte order. */
void idt_str_sort(idt_str *texts, size_t count);
/* ASCII letters in either case, whatever the locale of the host says of i and I. */
bool idt_str_equal_any_case(idt_str a, idt_str b);
static inline bool idt_str_is_any_case(idt_str a, const char *b)
{
    return idt_str_equal_any_case(a, idt_str_borrow(b));
}
bool idt_str_starts(idt_str s, const char *prefix);
bool idt_str_ends(idt_str s, const char *suffix);
/* Position of the first `byte`, or s.len. */
size_t idt_str_find(idt_str s, char byte);
/* [from, to), clamped to the text. */
idt_str idt_str_slice(idt_str s, size_t from, size_t to);
/* ASCII blanks off both ends. */
idt_str idt_str_trim(idt_str s);
/* Copied into the arena, NUL behind it; {NULL, 0} at the ceiling (and for an absent text). */
idt_str idt_str_copy(idt_arena *arena, idt_str s);
/* printf into the arena; {NULL, 0} at the ceiling. */
idt_str idt_str_format(idt_arena *arena, const char *fmt, ...) IDT_PRINTF(2, 3);
idt_str idt_str_format_args(idt_arena *arena, const char *fmt, va_list args) IDT_PRINTF(2, 0);
/* The word of `words` (count of them) nearest to `s` by edits: "did you mean". NULL when none is
 * near: edits over a third of the longer word (rounded up), nothing in common, or over 48 bytes. */
const char *idt_str_nearest(idt_str s, const char *const *words, size_t count);
/* Decimal digits only, at most `max`; false otherwise. */
bool idt_str_to_u64(idt_str s, uint64_t max, uint64_t *out);

typedef struct idt_buf {
    char *ptr;
    size_t len;
    size_t cap;
    size_t ceiling;
    bool failed;
} idt_buf;

void idt_buf_init(idt_buf *buf, size_t ceiling_bytes);
void idt_buf_release(idt_buf *buf);
void idt_buf_clear(idt_buf *buf); /* keeps the memory */
/* Room for `more` bytes behind those there are, and for no more: how a large buffer grows is then
 * its owner's choice. False at the ceiling, as after an add. */
bool idt_buf_reserve(idt_buf *buf, size_t more);
void idt_buf_add_growing(idt_buf *buf, const void *bytes, size_t len);
static inline void idt_buf_add(idt_buf *buf, const void *bytes, size_t len)
{
    if (len > 0 && len <= buf->cap - buf->len && !buf->failed) {
        memcpy(buf->ptr + buf->len, bytes, len);
        buf->len += len;
    } else {
        idt_buf_add_growing(buf, bytes, len);
    }
}
static inline void idt_buf_add_str(idt_buf *buf, idt_str s)
{
    idt_buf_add(buf, s.ptr, s.len);
}
void idt_buf_add_text(idt_buf *buf, const char *text);
static inline void idt_buf_add_byte(idt_buf *buf, char byte)
{
    if (buf->len < buf->cap && !buf->failed) {
        buf->ptr[buf->len++] = byte;
    } else {
        idt_buf_add_growing(buf, &byte, 1);
    }
}
void idt_buf_add_format(idt_buf *buf, const char *fmt, ...) IDT_PRINTF(2, 3);
idt_str idt_buf_borrow(const idt_buf *buf); /* dies with the next add */
/* IDT_E_LIMIT when any add since init or clear did not fit. */
IDT_CHECK idt_rc idt_buf_check(const idt_buf *buf, idt_error *err);

#endif
