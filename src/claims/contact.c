#include "claims/contact.h"

#include <stdlib.h>

/* Of all statements those with a day since which the contact is known. */
static idt_rc gather_known(const idt_told *const *lists, const size_t *counts, size_t list_count,
                           idt_arena *arena, idt_contact *out, idt_error *err)
{
    const idt_told **known = NULL;
    size_t cap = 0;
    for (size_t l = 0; l < list_count; l++) {
        for (size_t i = 0; i < counts[l]; i++) {
            if (lists[l][i].known_since.kind == IDT_DATE_ABSENT) {
                continue;
            }
            if (!IDT_GROW(arena, known, cap, out->known_count)) {
                return idt_arena_fail(arena, err);
            }
            known[out->known_count++] = &lists[l][i];
        }
    }
    out->known = known;
    return IDT_OK;
}

static idt_tri completeness(const idt_contact *c)
{
    bool yes = false;
    bool no = false;
    for (size_t i = 0; i < c->complete_count; i++) {
        const bool is_no = idt_str_is(c->completes[i].statement->value, "no");
        no = no || is_no;
        yes = yes || !is_no;
    }
    return yes == no ? IDT_UNKNOWN : yes ? IDT_YES : IDT_NO;
}

static idt_rc read_recurrences(const idt_told *told, size_t count, idt_arena *arena,
                               idt_contact *out, idt_error *err)
{
    idt_recurrence *items = IDT_NEW_N(arena, idt_recurrence, count + 1);
    idt_rc rc = IDT_OK;
    if (items == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        items[i].told = told[i];
        rc = idt_told_quantity(&told[i], "times", &items[i].has_times, &items[i].times, err);
    }
    out->recurrences = items;
    out->recurrence_count = count;
    return rc;
}

idt_rc idt_contact_read(const idt_record *head, const idt_record *const *records, size_t count,
                        idt_arena *arena, idt_contact *out, idt_error *err)
{
    const idt_told *recurrences;
    size_t recurrence_count = 0;
    *out = (idt_contact){.head = head};
    const struct {
        const char *property;
        const idt_told **told;
        size_t *count;
    } parts[] = {{"contact_kind", &out->kinds, &out->kind_count},
                 {"date", &out->dates, &out->date_count},
                 {"location", &out->places, &out->place_count},
                 {"participant", &out->participants, &out->participant_count},
                 {"complete", &out->completes, &out->complete_count},
                 {"recurrence", &recurrences, &recurrence_count},
                 {"claim", &out->claims, &out->claim_count}};
    const size_t part_count = sizeof parts / sizeof *parts;
    const idt_told *lists[sizeof parts / sizeof *parts] = {0};
    size_t counts[sizeof parts / sizeof *parts] = {0};
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < part_count && rc == IDT_OK; i++) {
        rc = idt_told_all(records, count, parts[i].property, arena, &lists[i], &counts[i], err);
        *parts[i].told = lists[i];
        *parts[i].count = counts[i];
    }
    if (rc == IDT_OK) {
        rc = idt_told_dates(out->dates, out->date_count, arena, &out->days, err);
    }
    if (rc == IDT_OK) {
        rc = read_recurrences(recurrences, recurrence_count, arena, out, err);
    }
    if (rc == IDT_OK) {
        rc = gather_known(lists, counts, part_count, arena, out, err);
        out->complete = completeness(out);
    }
    return rc;
}

/* When no day of doing is told: any day up to the one on which it became known. */
static idt_date up_to_known(const idt_contact *c)
{
    idt_date date = {.kind = IDT_DATE_ONE,
                     .precision = IDT_PRECISION_SET,
                     .earliest = IDT_DAY_OPEN_START,
                     .latest = IDT_DAY_OPEN_END};
    for (size_t i = 0; i < c->known_count; i++) {
        const idt_day day = c->known[i]->known_since.latest;
        date.latest = day < date.latest ? day : date.latest;
    }
    return date;
}

idt_tri idt_contact_within(const idt_contact *contact, idt_day from, idt_day to)
{
    if (contact->date_count == 0) {
        const idt_date date = up_to_known(contact);
        return idt_told_within(&date, from, to);
    }
    const idt_tri first = idt_told_within(&contact->days[0], from, to);
    for (size_t i = 1; i < contact->date_count; i++) {
        if (idt_told_within(&contact->days[i], from, to) != first) {
            return IDT_UNKNOWN;
        }
    }
    return first;
}

/* By the first day it may have been done; a bound alone, or no date, leaves the day known. */
static idt_day sort_day(const idt_contact *c)
{
    if (c->date_count > 0 && c->days[0].earliest != IDT_DAY_OPEN_START) {
        return c->days[0].earliest;
    }
    if (c->date_count > 0 && c->days[0].latest != IDT_DAY_OPEN_END) {
        return c->days[0].latest;
    }
    return c->known_count > 0 ? c->known[0]->known_since.earliest : IDT_DAY_OPEN_END;
}

static int oldest_first(const void *a, const void *b)
{
    const idt_contact *x = a;
    const idt_contact *y = b;
    const idt_day s = sort_day(x);
    const idt_day t = sort_day(y);
    return s != t ? (s < t ? -1 : 1) : idt_str_compare(x->head->id, y->head->id);
}

void idt_contacts_sort(idt_contact *contacts, size_t count)
{
    if (count > 1) {
        qsort(contacts, count, sizeof *contacts, oldest_first);
    }
}
