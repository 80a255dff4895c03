/* values.h - one value of a record file: is it of its form, and what is its canonical text?
 *
 *   form DAY      "2003-13-01"  -> fault at the 1 of 13
 *   form RECORD   "taliban"     -> "brief:taliban", and a link to check later
 *
 * Internal to authored/. Texts borrow from the tree or live in the session's scratch arena.
 */
#ifndef INTERDICT_AUTHORED_VALUES_H
#define INTERDICT_AUTHORED_VALUES_H

#include "authored/reader.h"
#include "statement/date.h"

/* `what` names the property, qualifier or key in messages and links; `words` is for
 * IDT_FORM_WORD. False: a fault is reported (or stood where the node should be). */
bool idt_value_read(idt_reader *r, const idt_yaml *node, idt_value_form form,
                    const char *const *words, const char *what, idt_str *out);

/* Whether `text` has the form of a key, else where it breaks off. */
bool idt_key_is_sound(idt_str text, size_t *bad_offset);

/* A whole number 0..max of decimal digits. */
bool idt_value_number(idt_reader *r, const idt_yaml *node, const char *what, uint64_t max,
                      uint64_t *out);

#endif
