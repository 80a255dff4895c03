/* json_read.h - strict JSON in, as a tree in an arena. Owner of jansson.
 *
 * Refused, with line and column: duplicate members, lone surrogates, bytes that are not UTF-8,
 * numbers that do not fit, anything after the value, nesting deeper than jansson's limit (2048).
 * The position is that of the last character of what is refused; the column counts characters.
 */
#ifndef INTERDICT_JSON_JSON_READ_H
#define INTERDICT_JSON_JSON_READ_H

#include <stdbool.h>
#include <stdint.h>

#include "core/str.h"

typedef enum idt_json_kind {
    IDT_JSON_NULL,
    IDT_JSON_BOOL,
    IDT_JSON_INT,
    IDT_JSON_REAL,
    IDT_JSON_STRING,
    IDT_JSON_ARRAY,
    IDT_JSON_OBJECT
} idt_json_kind;

typedef struct idt_json idt_json;

struct idt_json {
    idt_json_kind kind;
    bool boolean;
    int64_t integer;
    double real;
    idt_str string;
    idt_str key;     /* of this value inside its object; {NULL, 0} elsewhere */
    idt_json *items; /* elements of an array, members of an object, in their order */
    size_t count;
};

/* `source` names the bytes in errors. The tree and its texts live in the arena. */
IDT_CHECK idt_rc idt_json_read(idt_str bytes, const char *source, idt_arena *arena, idt_json **out,
                               idt_error *err);

/* The member of an object, or NULL (also when `value` is NULL or no object). */
const idt_json *idt_json_member(const idt_json *value, const char *key);
/* Its text: {NULL, 0} where it is absent or no string. */
idt_str idt_json_string(const idt_json *value, const char *key);

#endif
