/* json_writer.h - JSON out: commas, quotes and escapes by one hand.
 *
 *   idt_jw_object(&w, NULL);                {
 *   idt_jw_str(&w, "id", id);                "id":"brief:taliban",
 *   idt_jw_array(&w, "names");               "names":[
 *   idt_jw_str(&w, NULL, name);                "Taliban"
 *   idt_jw_end(&w); idt_jw_end(&w);         ]}
 *
 * I1  Output is UTF-8 with only `"`, `\` and control characters escaped: one text, one spelling.
 * I2  `key` is NULL inside an array and at the top, a literal inside an object.
 * I3  An absent idt_str writes null.
 * I4  Fewer than IDT_JW_DEPTH levels; one more fails the buffer, since what is written may be as
 *     deep as what was read.
 *
 * Writes into a buffer; a full buffer sticks there (idt_buf_check).
 */
#ifndef INTERDICT_CORE_JSON_WRITER_H
#define INTERDICT_CORE_JSON_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "core/str.h"

#define IDT_JW_DEPTH 64

typedef struct idt_json_writer {
    idt_buf *buf;
    uint32_t depth;
    char close[IDT_JW_DEPTH];
    bool filled[IDT_JW_DEPTH]; /* a member stands before: a comma is due */
} idt_json_writer;

void idt_jw_init(idt_json_writer *w, idt_buf *buf);
void idt_jw_object(idt_json_writer *w, const char *key);
void idt_jw_array(idt_json_writer *w, const char *key);
void idt_jw_end(idt_json_writer *w); /* closes the innermost object or array */
void idt_jw_str(idt_json_writer *w, const char *key, idt_str value);
void idt_jw_text(idt_json_writer *w, const char *key, const char *value); /* NULL writes null */
void idt_jw_int(idt_json_writer *w, const char *key, int64_t value);
void idt_jw_bool(idt_json_writer *w, const char *key, bool value);
void idt_jw_null(idt_json_writer *w, const char *key);
void idt_jw_texts(idt_json_writer *w, const char *key, const idt_str *values, size_t count);
/* A key that is not a literal; the next value written belongs to it (call that with key NULL). */
void idt_jw_key(idt_json_writer *w, idt_str key);
/* Bytes that are JSON already. */
void idt_jw_raw(idt_json_writer *w, const char *key, idt_str json);

#endif
