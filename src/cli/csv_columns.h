/* csv_columns.h - columns of a CSV file by the names in its head. */
#ifndef INTERDICT_CLI_CSV_COLUMNS_H
#define INTERDICT_CLI_CSV_COLUMNS_H

#include "text/csv.h"

/* Where the column `name` stands; where none is written so, the only one that is but for case, with
 * a note on stderr. IDT_E_INPUT with the nearest name where there is none. */
IDT_CHECK idt_rc idt_csv_column_find(const idt_csv_row *head, const char *source, idt_str name,
                                     size_t *out, idt_error *err);
/* The field at `at`; IDT_E_INPUT with the line where the row is shorter. */
IDT_CHECK idt_rc idt_csv_column_at(const idt_csv_row *row, const char *source, size_t at,
                                   idt_str *out, idt_error *err);

#endif
