/* listings.h - a listing source for src/screen: who a record of the index is, and how its listings
 * stand, by the register.
 *
 * One register handle, one view, one day: made once a question or once for a file of them. What was
 * asked is kept, so that a party met again costs no reading; past the ceiling it is dropped between
 * two questions. Threads: those of the register's handle.
 */
#ifndef INTERDICT_STANDING_LISTINGS_H
#define INTERDICT_STANDING_LISTINGS_H

#include "register/subject_status.h"
#include "screen/screen.h"

#define IDT_LISTINGS_BYTES ((size_t)64 << 20)

typedef struct idt_listings idt_listings;

/* Borrows register and view. IDT_E_LIMIT. */
IDT_CHECK idt_rc idt_listings_new(idt_register *reg, const idt_view *view, idt_day as_of,
                                  size_t ceiling_bytes, idt_listings **out, idt_error *err);
void idt_listings_free(idt_listings *listings); /* accepts NULL */
idt_listing_source idt_listings_source(idt_listings *listings);

#endif
