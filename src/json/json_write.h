/* json_write.h - a tree read by json_read.h, written as the same JSON (members in their order). */
#ifndef INTERDICT_JSON_JSON_WRITE_H
#define INTERDICT_JSON_JSON_WRITE_H

#include "core/json_writer.h"
#include "json/json_read.h"

/* As the next value of the writer: an element, or the member announced by idt_jw_key. Reals keep
 * their value and stay reals. A tree deeper than the writer's limit fails its buffer. */
void idt_json_write(idt_json_writer *w, const idt_json *value);

#endif
