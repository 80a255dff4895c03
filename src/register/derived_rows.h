/* derived_rows.h - rows of the derived tables, gathered and written in the order of those tables.
 *
 * A name of three words is one row of `name` and three of `word`, and words come in any order: put
 * one by one, each is a statement and a walk from the root to another page. Gathered over a chunk
 * of versions and sorted, they go many to a statement, and neighbours to the same page.
 *
 *   Grey Hill, Red Lake       name   (1, "grey hill") (2, "red lake")
 *                             word   (grey, 1) (hill, 1) (lake, 2) (red, 2)
 *
 * I1  A chunk is committed only after its rows were written: no version is seen without its names.
 * I2  Ids of names grow in the order in which the names were given.
 *
 * Ownership: texts are copied at the call. Internal to register/.
 */
#ifndef INTERDICT_REGISTER_DERIVED_ROWS_H
#define INTERDICT_REGISTER_DERIVED_ROWS_H

#include "register/store.h"

typedef struct idt_derived_rows idt_derived_rows;

IDT_CHECK idt_rc store_rows_new(idt_register *reg, const idt_deriver *deriver,
                                idt_derived_rows **out, idt_error *err);
void store_rows_free(idt_derived_rows *rows); /* accepts NULL; what is not written is forgotten */

/* Derives names, references and days of one new version. Writes by itself what grows too large. */
IDT_CHECK idt_rc store_rows_derive(idt_derived_rows *rows, int64_t version,
                                   const idt_record *record, idt_arena *scratch, idt_error *err);

/* Writes what is gathered, into the open transaction. */
IDT_CHECK idt_rc store_rows_write(idt_derived_rows *rows, idt_error *err);

#endif
