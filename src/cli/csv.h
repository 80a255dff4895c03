/* csv.h - comma-separated values as RFC 4180 has them: a head, CRLF, quotes where needed; no text
 * is a formula (text/csv_field.h).
 *
 *   idt_csv_str(&c, name); idt_csv_text(&c, "in_force"); idt_csv_end(&c);    "Doe, J",in_force
 *
 * An absent value is an empty field. Writes into a buffer; a full buffer sticks there.
 */
#ifndef INTERDICT_CLI_CSV_H
#define INTERDICT_CLI_CSV_H

#include "core/str.h"
#include "statement/date.h"

typedef struct idt_csv {
    idt_buf *out;
    bool begun; /* a field stands before in this row */
} idt_csv;

void idt_csv_str(idt_csv *csv, idt_str value);
void idt_csv_text(idt_csv *csv, const char *value); /* NULL: empty */
/* Three fields: as written, earliest, latest (empty where open). */
void idt_csv_date(idt_csv *csv, const idt_date *date);
void idt_csv_end(idt_csv *csv); /* ends the row */

#endif
