/* presence.h - what the editions of a published list say by having an entry, or not having it.
 *
 *   editions     1 Mar     8 Mar     15 Mar    22 Mar    (published)
 *   entry 36      -         x         x         -
 *   -> in force on 8 Mar/15 Mar, by the list's word
 *      began between 2 and 8 Mar           (a list that makes or records the law)
 *      gone between 16 and 22 Mar          (removed_from_publication)
 *
 * The statements are made at a view out of the register's rectangles and handed to procedure/,
 * which gives them their meaning by the list's class of publication. They are derived: their number
 * is over those of the record's own, and their `note` says which editions they rest on.
 *
 * I1  Nothing is more precise than the editions: a start lies between the edition before and the
 *     first with the entry, an end between the last with it and the next.
 * I2  A day of listing that the entry states itself stands; the editions then only bear it out.
 * I3  An entry that comes back after an absence begins a new spell.
 */
#ifndef INTERDICT_REGISTER_PRESENCE_H
#define INTERDICT_REGISTER_PRESENCE_H

#include "procedure/listing_status.h"
#include "register/register.h"

/* The record with the statements of its presence added; `record` itself where its dataset is an
 * authored one or it has no listing. `law` as for idt_listing_status_compute. */
IDT_CHECK idt_rc idt_presence_of(idt_register *reg, const idt_view *view, const idt_record *record,
                                 const idt_law_source *law, idt_arena *arena,
                                 const idt_record **out, idt_error *err);

#endif
