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
 *     first with the entry, an end between the last with it and the next. Days are those of the
 *     seat, which is not known: an instant before noon may be the day before (evening editions in
 *     the west), the start of a day is that day. Seats in the east publish days so far.
 * I2  A day of listing that the entry states itself stands, and the editions only bear it out; but
 *     not for a spell that cannot have begun with it: one after an absence that came later, one
 *     that an edition shows before that day without stating it. Such a spell begins with the day
 *     that its own first edition stated, else between editions.
 * I3  An entry that comes back after an absence begins a new spell.
 * I4  Where the list makes law, an end that is published on the day of the last edition with the
 *     entry takes that day: no claim of that day stands against it.
 * I5  An entry that moves to another list may bring along the day under which it stood on the one
 *     it left. That day began no listing here: it is told (`report`), and the spell begins between
 *     editions.
 * I6  An entry that an edition has and that could not be read (`unread`) carries on what stood
 *     before it, and begins nothing.
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
