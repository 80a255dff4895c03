/* content_kind.h - is what begins to come what was asked for?
 *
 *   asked for csv, met "<!DOCTYPE html>..."  ->  "an HTML page; expected CSV"
 *
 * A keeper's error page, a login page or a portal's notice often comes with status 200. It is told
 * by its first bytes, and by the type the server states where that can be no file at all; a type
 * such as application/octet-stream says nothing and decides nothing. Readers judge the rest.
 *
 * Threads: pure.
 */
#ifndef INTERDICT_FETCH_CONTENT_KIND_H
#define INTERDICT_FETCH_CONTENT_KIND_H

#include "core/str.h"

#define IDT_CONTENT_HEAD_BYTES 512 /* as many first bytes as are looked at */

/* NULL-terminated: "csv", "xml", "zip", "gzip". */
extern const char *const IDT_CONTENT_KINDS[];
bool idt_content_kind_known(idt_str kind);

/* NULL where the type a server states fits; else what was met. */
const char *idt_content_type_refused(idt_str kind, idt_str content_type);
/* The same for the first bytes (all of them, or IDT_CONTENT_HEAD_BYTES). */
const char *idt_content_head_refused(idt_str kind, idt_str head);

#endif
