/* visible.h - text for people without what a terminal would obey.
 *
 *   "Alpha<ESC>[2Jevil"        ->  "Alpha\x1b[2Jevil"
 *   "abc<U+202E>fed"           ->  "abc\u202efed"
 *
 * Names come from outside: control characters could rewrite the screen, and marks that turn the
 * direction of text could make one name look like another. Programs get the bytes as they are (JSON
 * escapes its own).
 */
#ifndef INTERDICT_CLI_VISIBLE_H
#define INTERDICT_CLI_VISIBLE_H

#include "core/str.h"

/* Length of the control character or direction mark at `at`, 0 where there is none. Line feed and
 * tab are none. */
size_t idt_hidden_at(idt_str text, size_t at);
/* `text` with each of them written out, appended to `out`. */
void idt_visible(idt_str text, idt_buf *out);
/* The same with line feeds and tabs: a name is no second line, and no second column. */
void idt_visible_line(idt_str text, idt_buf *out);

#endif
