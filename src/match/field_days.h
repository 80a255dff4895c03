/* field_days.h - a date as a field: the days it can mean, read once, and how two of them agree.
 *
 *   1951-06-19   / 1951-06-19                same_day
 *   1951-06-09   / 1951-09-06                swapped
 *   1951-06      / 1951-06-19                same_month
 *   1951         / 1951-06-19                same_span, 1 year
 *   1968/1972, [1968..1972], 1970~ / 1971    same_span, 5 years
 *   1951-06-19   / 1951-11-02                another_day
 *   1951         / 1952-03-01                apart, 1 year
 *
 * I1  "About" (~) and "perhaps" (?) widen a date by two years either way, as lists use circa.
 * I2  1 January often stands for "some day of the year": it agrees as its year does and is no day.
 * I3  Symmetric.
 *
 * Threads: pure; nothing is allocated.
 */
#ifndef INTERDICT_MATCH_FIELD_DAYS_H
#define INTERDICT_MATCH_FIELD_DAYS_H

#include "match/calendar.h"

#define IDT_CIRCA_YEARS 2

typedef struct idt_field_days {
    idt_day earliest, latest;
    int16_t year; /* of a day; 0 else */
    uint8_t month, day;
    bool one_day;
    bool new_year;       /* that day is 1 January */
    bool other_calendar; /* converted: match/calendar.h */
} idt_field_days;

typedef enum idt_days_relation {
    IDT_DAYS_APART,
    IDT_DAYS_ANOTHER_DAY, /* of one year */
    IDT_DAYS_SAME_SPAN,
    IDT_DAYS_SAME_MONTH,
    IDT_DAYS_SWAPPED, /* day and month */
    IDT_DAYS_SAME_DAY
} idt_days_relation;

typedef struct idt_days_agreement {
    idt_days_relation relation;
    uint32_t years; /* SAME_SPAN: that the wider one spans; APART: between them, rounded up */
} idt_days_agreement;

idt_field_days idt_field_days_of(const idt_date *date);
idt_field_days idt_field_days_read(const idt_calendar_reading *reading);
idt_days_agreement idt_field_days_compare(const idt_field_days *a, const idt_field_days *b);

/* How far a date is known: within a month at most, or within so many years. */
bool idt_field_days_within_month(const idt_field_days *days);
uint32_t idt_field_days_years(const idt_field_days *days);

/* A span of n years is met by chance n times as often as one year: less by ln n; 0 beyond
 * IDT_SPANNED_YEARS. */
#define IDT_SPANNED_YEARS 12
int32_t idt_days_spanned(int32_t year_mnat, uint32_t years);

#endif
