/* row.h - one listing's answer on one day: the outcome of the readings put into the words of
 * listing_status.h. Internal to procedure/. */
#ifndef INTERDICT_PROCEDURE_ROW_H
#define INTERDICT_PROCEDURE_ROW_H

#include "procedure/chain.h"
#include "procedure/readings.h"

/* The row of a chain; NULL when the case failed. */
idt_listing_status *idt_row_of_chain(idt_case *c, idt_chain *chain);
/* A row for a listing of which nothing is on file. */
idt_listing_status *idt_row_empty(idt_case *c, idt_str list, idt_str scope);
void idt_row_flag(idt_case *c, idt_listing_status *row, const char *flag);
void idt_row_note(idt_case *c, idt_listing_status *row, idt_str note);

#endif
