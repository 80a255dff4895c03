/* calendar.h - birth years of other calendars: which Gregorian days can they mean?
 *
 *   "1345"        solar Hijri (Iran, Afghanistan)  1966-03-20 .. 1967-03-21
 *                 lunar Hijri                      1926-07-10 .. 1927-07-02
 *   "1345-03-12"  solar Hijri                      1966-06-01 .. 1966-06-03
 *   "2510"        Buddhist era (Thailand)          1967-01-01 .. 1967-12-31
 *
 * Nobody alive was born in the Gregorian year 1345 or 2510, so such a year is another calendar's.
 * Which of the Hijri ones is seldom said: both readings are given, and the more favourable counts.
 *
 *   solar Hijri   year Y begins on 20, 21 or 22 March of Y + 621; months 1-6 have 31 days, 7-11 30.
 *                 Years 1229-1420. A day is known to within three.
 *   lunar Hijri   the tabular calendar (30 years of 10,631 days, 1 Muharram 1 = 19 July 622
 *                 proleptic Gregorian) and two days either way, as months begin by sight.
 *                 Years 1266-1460.
 *   Buddhist      Y - 543; before 2484 the year began on 1 April. Years 2393-2600.
 *
 * Threads: pure; nothing is allocated.
 */
#ifndef INTERDICT_MATCH_CALENDAR_H
#define INTERDICT_MATCH_CALENDAR_H

#include "statement/date.h"

#define IDT_CALENDAR_READINGS 2

typedef struct idt_calendar_reading {
    idt_day earliest, latest;
} idt_calendar_reading;

/* "YYYY", "YYYY-MM" or "YYYY-MM-DD" of another calendar; 0 where it is none of these years. */
size_t idt_calendar_read(idt_str text, idt_calendar_reading out[IDT_CALENDAR_READINGS]);

#endif
