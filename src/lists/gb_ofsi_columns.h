/* gb_ofsi_columns.h - the columns of the United Kingdom's consolidated list, by name.
 *
 * The file has one row a name; its columns were renamed, added and moved over the years. Each has
 * the names it is known to have had, compared without regard to case and blanks. A column of
 * another name is counted as unread and told; one that is missing and needed refuses the file.
 *
 * Source: the files of 2016, 2018, 2020 (29 columns), 2022 and 2025 (36 columns).
 */
#ifndef INTERDICT_LISTS_GB_OFSI_COLUMNS_H
#define INTERDICT_LISTS_GB_OFSI_COLUMNS_H

#include "text/csv.h"
#include "lists/reader.h"

typedef enum idt_gb_column {
    IDT_GB_NAME_6 = 0, /* the family name of a person; the whole of another name */
    IDT_GB_NAME_1,
    IDT_GB_NAME_2,
    IDT_GB_NAME_3,
    IDT_GB_NAME_4,
    IDT_GB_NAME_5,
    IDT_GB_TITLE,
    IDT_GB_SCRIPT_NAME,
    IDT_GB_SCRIPT_TYPE,
    IDT_GB_SCRIPT_LANGUAGE,
    IDT_GB_BORN,
    IDT_GB_BIRTH_TOWN,
    IDT_GB_BIRTH_COUNTRY,
    IDT_GB_NATIONALITY,
    IDT_GB_PASSPORT,
    IDT_GB_PASSPORT_DETAILS,
    IDT_GB_ID_NUMBER,
    IDT_GB_ID_DETAILS,
    IDT_GB_POSITION,
    IDT_GB_ADDRESS_1,
    IDT_GB_ADDRESS_2,
    IDT_GB_ADDRESS_3,
    IDT_GB_ADDRESS_4,
    IDT_GB_ADDRESS_5,
    IDT_GB_ADDRESS_6,
    IDT_GB_POSTCODE,
    IDT_GB_COUNTRY,
    IDT_GB_OTHER,
    IDT_GB_GROUP_TYPE,
    IDT_GB_ALIAS_TYPE,
    IDT_GB_ALIAS_QUALITY,
    IDT_GB_REGIME,
    IDT_GB_LISTED_ON,
    IDT_GB_DESIGNATED,
    IDT_GB_UPDATED,
    IDT_GB_GROUP_ID,
    IDT_GB_UNIQUE_ID,
    IDT_GB_COLUMNS
} idt_gb_column;

#define IDT_GB_NO_COLUMN (-1)

typedef struct idt_gb_header {
    int at[IDT_GB_COLUMNS];             /* field of the row, or IDT_GB_NO_COLUMN */
    int means[IDT_CSV_COLUMNS_MAX];     /* of each field: a column, or IDT_GB_NO_COLUMN */
    idt_str names[IDT_CSV_COLUMNS_MAX]; /* as written; borrowed from the file */
    size_t count;
} idt_gb_header;

/* Is this row the header? True where it has a column for the number of the group. */
bool idt_gb_is_header(const idt_csv_row *row);
/* IDT_E_INPUT, with `source` and the row's line, for a column twice or one missing that is needed.
 */
IDT_CHECK idt_rc idt_gb_header_read(const char *source, const idt_csv_row *row, idt_gb_header *out,
                                    idt_error *err);
/* A cell of a row, flat in the arena's memory where it had line breaks; {NULL, 0} where empty. */
idt_str idt_gb_cell(const idt_gb_header *header, const idt_csv_row *row, idt_gb_column column,
                    idt_arena *arena);
/* Counts the filled cells of a row, into counts[field]. */
void idt_gb_count(const idt_gb_header *header, const idt_csv_row *row, uint64_t *counts);
/* Tells what was counted; unknown columns once as a warning. */
void idt_gb_tell(const idt_gb_header *header, const uint64_t *counts, idt_list_output *out);

#endif
