/* contact.h - one meeting, visit, invitation or lasting tie as it is told.
 *
 *   invitation   known since 2024-05-27 (when it was sent, nobody says)
 *   with         the Band (invited), the ministry (inviting)
 *   others       not said whether others took part
 *
 * I1  The day it was done and the day it became known stand apart; neither stands in for the other.
 * I2  A list of participants is open (`complete: no`), complete (`yes`), or nothing is said of it.
 * I3  How often is the source's phrase; `times` bounds it where the record says so.
 *
 * Ownership: views into the records, arrays in the arena. Threads: pure.
 */
#ifndef INTERDICT_CLAIMS_CONTACT_H
#define INTERDICT_CLAIMS_CONTACT_H

#include "claims/told.h"

typedef struct idt_recurrence {
    idt_told told; /* its value: the phrase */
    bool has_times;
    idt_quantity times;
} idt_recurrence;

typedef struct idt_contact {
    const idt_record *head;
    const idt_told *kinds, *dates, *places, *participants, *completes, *claims;
    size_t kind_count, date_count, place_count, participant_count, complete_count, claim_count;
    const idt_recurrence *recurrences;
    size_t recurrence_count;
    const idt_date *days;         /* those of `dates` */
    const idt_told *const *known; /* statements with a day since which it is known */
    size_t known_count;
    idt_tri complete; /* NO: others took part; UNKNOWN: not said, or said both ways */
} idt_contact;

/* IDT_E_CORRUPT or IDT_E_INPUT for a date or quantity that a loaded record should not have. */
IDT_CHECK idt_rc idt_contact_read(const idt_record *head, const idt_record *const *records,
                                  size_t count, idt_arena *arena, idt_contact *out, idt_error *err);

/* Was it done within the days from..to? Where no day of doing is told, it was before the day since
 * which it is known: NO where that leaves no day, else UNKNOWN. */
idt_tri idt_contact_within(const idt_contact *contact, idt_day from, idt_day to);

/* Oldest first, by the day done, else the day known; those without a day last. */
void idt_contacts_sort(idt_contact *contacts, size_t count);

#endif
