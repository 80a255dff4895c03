/* status_text.h - a listing's status for people: what `status` and `scan` print. 80 columns. */
#ifndef INTERDICT_CLI_STATUS_TEXT_H
#define INTERDICT_CLI_STATUS_TEXT_H

#include "cli/command.h"
#include "procedure/listing_status.h"

/* One block a listing. Names of bodies are looked up at the view. */
IDT_CHECK idt_rc idt_status_text(idt_invocation *inv, const idt_view *view,
                                 const idt_listing_status *rows, size_t count, bool explain,
                                 idt_error *err);

/* A date in words: "2003", "by 2023-12-29", "between 2005-03-15 and 2023-12-29". */
void idt_date_words(const idt_date *date, idt_buf *out);

/* `text` from column `indent` on, broken at blanks before column 80, the first line already at
 * `indent`. */
void idt_wrap(idt_buf *out, size_t indent, idt_str text);

/* "as of ..., published by ..., known at ..., register ..." */
void idt_view_words(const idt_view *view, idt_day as_of, idt_buf *out);
/* The members as_of, published_by, known_at, register of every answer. */
void idt_view_json(const idt_view *view, idt_day as_of, idt_json_writer *w);
void idt_subject_json(const idt_subject *subject, const char *key, idt_json_writer *w);

#endif
