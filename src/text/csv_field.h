/* csv_field.h - text from outside as a field of CSV that is written, and no formula.
 *
 *   Doe, J          ->  "Doe, J"
 *   =HYPERLINK(..)  ->  '=HYPERLINK(..)       a spreadsheet shows it and runs nothing
 *   '=1             ->  ''=1                  so that it can be undone
 *   'Abd al-Rahman  ->  'Abd al-Rahman
 *
 * RFC 4180, and: a spreadsheet runs a field that begins with = + - @, a tab or a carriage return
 * (or one of the four signs in full width). Where such a sign stands first, apostrophes apart, an
 * apostrophe is put in front. To undo: where behind all apostrophes such a sign stands, drop one.
 * JSON has texts as they are. Numbers of our own are no text: write them as numbers.
 */
#ifndef INTERDICT_TEXT_CSV_FIELD_H
#define INTERDICT_TEXT_CSV_FIELD_H

#include "core/str.h"

/* Appends the field, in quotes where it needs them. An absent text is an empty field. */
void idt_csv_field(idt_str text, idt_buf *out);

#endif
