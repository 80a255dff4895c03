/* utf8.h - is this text well-formed UTF-8, and where in it is an offset?
 *
 * Strict, by Unicode 15 table 3-7: no overlong forms, no surrogates, nothing past U+10FFFF. A BOM
 * is a character like any other. Lines end at LF and nowhere else (so CR LF counts once and the
 * figures agree with grep and editors); columns count characters; both start at 1.
 *
 * Cost: linear, eight bytes a step through ASCII. Threads: pure.
 */
#ifndef INTERDICT_TEXT_UTF8_H
#define INTERDICT_TEXT_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "core/str.h"

/* False when some bytes are not UTF-8: *bad_offset (may be NULL) is then where the first ill-formed
 * sequence begins. Untouched on true. */
bool idt_utf8_check(idt_str text, size_t *bad_offset);

/* The same as a border check: IDT_E_INPUT with `source` (may be NULL), offset, line, column and the
 * byte met. */
IDT_CHECK idt_rc idt_utf8_require(idt_str text, const char *source, idt_error *err);

typedef struct idt_position {
    uint32_t line;   /* from 1 */
    uint32_t column; /* in characters, from 1; stray continuation bytes count as no character */
} idt_position;

/* Of the byte at `offset` (clamped to the end of the text). Linear in the offset. */
idt_position idt_utf8_position(idt_str text, size_t offset);

#define IDT_UTF8_BAD UINT32_MAX

/* The character whose first byte is ptr[at] (at < len), and its length in bytes. Ill-formed bytes
 * give IDT_UTF8_BAD and length 1, so a loop always advances and never reads past the text. */
uint32_t idt_utf8_next(const unsigned char *ptr, size_t len, size_t at, size_t *bytes);

#endif
