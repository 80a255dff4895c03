/* us_ofac_parts.h - rows of a file that belong to the entries of another, by their first column.
 *
 * I1  Rows of one entry come in file order, whatever the order of the file.
 * I2  A row that was never taken is an orphan (idt_ofac_part_orphan).
 *
 * Cost: one pass; OFAC's files are in the order of their ids, then nothing is sorted and nothing
 * is searched for.
 */
#ifndef INTERDICT_LISTS_US_OFAC_PARTS_H
#define INTERDICT_LISTS_US_OFAC_PARTS_H

#include "text/csv.h"
#include "lists/reader.h"

typedef struct idt_ofac_row {
    uint64_t id;
    uint64_t line;
    idt_str bytes;
    bool taken;
} idt_ofac_row;

typedef struct idt_ofac_part {
    idt_str file;
    size_t columns;
    idt_csv *csv; /* to split rows again; NULL: the file is not in the set */
    idt_ofac_row *rows;
    size_t count;
    size_t at; /* behind the rows taken last */
} idt_ofac_part;

/* A name of the file that C functions take, and its rows. What is no row of the file is told in
 * warnings. */
IDT_CHECK idt_rc idt_ofac_part_open(idt_ofac_part *part, const idt_list_file *file, size_t columns,
                                    idt_arena *arena, idt_list_output *out, idt_error *err);
void idt_ofac_part_close(idt_ofac_part *part);
/* The rows of an entry, which are now taken. */
idt_ofac_row *idt_ofac_part_take(idt_ofac_part *part, uint64_t id, size_t *count);
/* The first row nobody took, or NULL; *orphans is how many there are. */
const idt_ofac_row *idt_ofac_part_orphan(const idt_ofac_part *part, size_t *orphans);
/* What a CSV reader met that is not as it should be, once at its end. */
void idt_ofac_csv_warnings(idt_list_output *out, idt_str file, const idt_csv *csv);
/* An ent_num: digits only. */
bool idt_ofac_id(idt_str field, uint64_t *id);

#endif
