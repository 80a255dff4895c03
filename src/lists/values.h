/* values.h - small things readers make out of the texts of a source.
 *
 *   "National  Identification\n   Number" -> "National Identification Number"     idt_list_flat
 *   {"", "Kandahar", "Afghanistan"}       -> "Kandahar, Afghanistan"              idt_list_joined
 *
 * A list is printed anew for each edition, with other line breaks; flat texts keep content from
 * changing without meaning (reader.h, I4). Results live in the arena or borrow from the argument;
 * at the arena's ceiling they are {NULL, 0}, as absent ones are, and the output says so at its end.
 */
#ifndef INTERDICT_LISTS_VALUES_H
#define INTERDICT_LISTS_VALUES_H

#include "core/str.h"

/* Trimmed; a run of ASCII blanks inside becomes one blank. */
idt_str idt_list_flat(idt_arena *arena, idt_str text);
/* Those of `parts` that are not blank, flat, with `separator` between; {NULL, 0} where all are. */
idt_str idt_list_joined(idt_arena *arena, const idt_str *parts, size_t count,
                        const char *separator);
/* ASCII letters only. */
bool idt_list_same_word(idt_str a, const char *b);
/* Does `text` hold `word`, in any case of ASCII letters? */
bool idt_list_has_word(idt_str text, const char *word);

#endif
