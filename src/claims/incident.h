/* incident.h - one act of violence as it is told: casualties by class with their bounds, who is
 * said to have done it, who claimed it; and the sums that follow.
 *
 *   killed  3 (UN employees), 1 (a police chief), several (others)
 *   total   at least 6, derived from the three
 *
 * I1  A total is stated (`together: yes`, or the only count, which names no class), or derived: the
 *     sum of the classes one dataset names. A derived total is a lower bound, since a class that
 *     nobody names may be missing.
 * I2  Words are not added to words: each dataset has its own account, and the incident's total is
 *     as wide as all of them; so are two counts of one class in one account.
 * I3  Accounts and totals that no number satisfies together are flagged, never settled.
 * I4  Two records of one day, of different datasets, that nobody has joined (`about`) may tell of
 *     one incident: marked, and in sums only the least of them is sure to count.
 * I5  An aggregate ("dozens of attacks") is never added to single incidents.
 *
 * Ownership: views into the records, arrays in the arena. Cost: quadratic in the counts of one
 * incident. Threads: pure.
 */
#ifndef INTERDICT_CLAIMS_INCIDENT_H
#define INTERDICT_CLAIMS_INCIDENT_H

#include "claims/told.h"

typedef enum idt_harm { IDT_KILLED, IDT_INJURED, IDT_ABDUCTED } idt_harm;
#define IDT_HARMS 3
const char *idt_harm_name(idt_harm harm); /* "killed": the property */

typedef struct idt_casualties {
    idt_told told;
    idt_quantity quantity;
    idt_str victims; /* class or role; absent where none is named */
    bool together;   /* of everybody */
    bool differs;    /* from another count of the same class, or of everybody (I3) */
} idt_casualties;

/* One dataset's words on one harm. */
typedef struct idt_account {
    idt_str dataset;
    bool has_stated;
    idt_quantity stated; /* as wide as its counts of everybody */
    bool has_derived;
    idt_quantity derived;                /* at least the sum of its classes */
    const idt_casualties *const *inputs; /* of the sum */
    size_t input_count;
    const idt_casualties *not_added; /* a count beside classes that names neither class nor
                                        everybody; NULL: none */
    bool differs;                    /* stated and derived exclude each other */
} idt_account;

typedef struct idt_toll {
    const idt_casualties *counts;
    size_t count;
    const idt_account *accounts;
    size_t account_count;
    bool has_total;
    idt_quantity total; /* as wide as the accounts */
    bool differs;       /* two accounts exclude each other */
    const char *gap;    /* why counts gave no total; NULL: nothing to say */
} idt_toll;

typedef struct idt_incident {
    const idt_record *head;
    const idt_told *dates, *places, *kinds, *civilians, *perpetrators, *claimants, *claims;
    size_t date_count, place_count, kind_count, civilian_count, perpetrator_count, claimant_count,
        claim_count;
    const idt_date *days;       /* those of `dates` */
    const idt_told *aggregates; /* `incidents`: how many it tells of together */
    const idt_quantity *aggregate_quantities;
    size_t aggregate_count;
    idt_toll tolls[IDT_HARMS];
    const idt_record *const *alike; /* heads of what may be the same incident (I4) */
    size_t alike_count;
    idt_tri within; /* of the days asked; IDT_YES until the caller sets it */
} idt_incident;

/* `records`: of one incident, its own among them or not. IDT_E_CORRUPT, IDT_E_INPUT for a quantity
 * or date that a loaded record should not have. */
IDT_CHECK idt_rc idt_incident_read(const idt_record *head, const idt_record *const *records,
                                   size_t count, idt_arena *arena, idt_incident *out,
                                   idt_error *err);

/* Is it within the days from..to? NO only where every date told of it says so. */
idt_tri idt_incident_within(const idt_incident *incident, idt_day from, idt_day to);

/* Newest first, undated last, then by id. */
void idt_incidents_sort(idt_incident *incidents, size_t count);

/* Marks those that may be the same. Cost: quadratic in the incidents of one day. */
IDT_CHECK idt_rc idt_incidents_mark_alike(idt_incident *incidents, size_t count, idt_arena *arena,
                                          idt_error *err);

/* All single incidents together. */
typedef struct idt_harm_sum {
    bool has_sum;
    idt_quantity sum;                  /* at least, where an incident has no number */
    const idt_incident *const *inputs; /* those with a total */
    size_t input_count;
    size_t without;  /* single incidents that state no number */
    size_t possibly; /* inputs that may lie outside the days asked: they add 0 or their number */
    size_t alike;    /* inputs that may be told of twice (I4) */
    const char *gap; /* why there is no sum */
} idt_harm_sum;

typedef struct idt_incident_sums {
    size_t single, aggregates;
    idt_harm_sum harms[IDT_HARMS];
} idt_incident_sums;

IDT_CHECK idt_rc idt_incidents_sum(const idt_incident *incidents, size_t count, idt_arena *arena,
                                   idt_incident_sums *out, idt_error *err);

#endif
