/* date.h - days known as well as their source knows them: EDTF level 1 and one-day sets.
 *
 *   "2003"            one day of 2003, which one is not known   [2003-01-01, 2003-12-31]
 *   "[..2024-05-27]"  one day, at the latest 2024-05-27         [open, 2024-05-27]
 *   "2021-08/.."      a period from some day of August 2021 on
 *
 * I1  A date keeps the text it was written with; nothing is made more precise than its source.
 * I2  earliest <= latest. IDT_DAY_OPEN_START / _END stand for "no bound".
 * I3  `~` `?` `%` are flags and never widen the bounds.
 *
 * Source: EDTF (ISO 8601-2:2019) level 1: Y-M-D and its reduced forms, qualifiers at the end,
 * unspecified digits from the right, seasons 21-24, periods A/B with open (`..`) and unknown
 * (empty) ends; from level 2 only the one-day set `[a..b]`, `[..b]`, `[a..]`. Years -9999..9999.
 * Where EDTF leaves the reading open:
 *   season   21-24 name no hemisphere and no days. The bounds hold the season of both, by months
 *            and by the sun: 21 and 23 from 1 March to 23 December, 22 and 24 from 1 December of
 *            the year before to 21 March of the year after. Northern spring of 2003 is written
 *            [2003-03-01..2003-06-21].
 *   A/..     has no end: every day after its start is in it. "A/" ended some day that is not
 *            known. The same for "../B" and "/B". One of the ends must be a date.
 *   [a..b]   a and b are dates of any precision, without qualifiers. An end of a period is no set.
 * A set or period is refused where every reading of it is reversed.
 *
 * Caveat: after idt_date_meet the bounds may be narrower than the text says.
 * Ownership: `edtf` borrows from what it was parsed from. Threads: pure.
 */
#ifndef INTERDICT_STATEMENT_DATE_H
#define INTERDICT_STATEMENT_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/str.h"

/* A civil day: days since 1970-01-01, proleptic Gregorian. */
typedef int32_t idt_day;

#define IDT_DAY_OPEN_START INT32_MIN
#define IDT_DAY_OPEN_END   INT32_MAX

/* The answer of a comparison that may lack evidence; also of questions of law. */
typedef enum idt_tri { IDT_NO = 0, IDT_YES = 1, IDT_UNKNOWN = 2 } idt_tri;

typedef enum idt_date_kind {
    IDT_DATE_ABSENT = 0,
    IDT_DATE_ONE,   /* one day, known as far as [earliest, latest] */
    IDT_DATE_PERIOD /* every day from a start to an end, each known as far as its own bounds */
} idt_date_kind;

typedef enum idt_date_precision {
    IDT_PRECISION_DAY = 0,
    IDT_PRECISION_MONTH,
    IDT_PRECISION_SEASON,
    IDT_PRECISION_YEAR,
    IDT_PRECISION_DECADE,
    IDT_PRECISION_CENTURY,
    IDT_PRECISION_SET /* [a..b]: bounds stated as such */
} idt_date_precision;

typedef struct idt_date {
    idt_str edtf; /* as written */
    idt_date_kind kind;
    idt_date_precision precision; /* of IDT_DATE_ONE */
    idt_day earliest;             /* first possible day (of a period: of its start) */
    idt_day latest;               /* last possible day (of a period: of its end) */
    idt_day start_latest;         /* period only: last possible day of its start */
    idt_day end_earliest;         /* period only: first possible day of its end */
    bool approximate;             /* ~ */
    bool uncertain;               /* ? */
} idt_date;

/* Reads one EDTF text. On failure IDT_E_INPUT; err->column is the character (from 1) that is wrong
 * and the message says what was met and what was expected; source and line are the caller's. */
IDT_CHECK idt_rc idt_date_parse(idt_str text, idt_date *out, idt_error *err);

/* A day and its text "YYYY-MM-DD" (years below 0 with a sign; "..": no bound). 16 bytes do. */
#define IDT_DAY_BYTES 16
const char *idt_day_text(idt_day day, char out[IDT_DAY_BYTES]);
/* Exactly one calendar day "YYYY-MM-DD"; false otherwise. */
bool idt_day_parse(idt_str text, idt_day *out);
/* The day of a UTC instant; of IDT_INSTANT_OPEN (core/clock.h): IDT_DAY_OPEN_END. */
idt_day idt_day_of_instant(int64_t instant_us);

/* The one day `day`, written YYYY-MM-DD (edtf in the arena). */
IDT_CHECK idt_rc idt_date_of_day(idt_day day, idt_arena *arena, idt_date *out, idt_error *err);
/* One day within [earliest, latest], written in the shortest form that has these bounds: a day, a
 * month, a year or the set [a..b], [..b], [a..]. Both open: kind IDT_DATE_ABSENT. IDT_E_INPUT for
 * reversed bounds and for days of years beyond 4 digits, IDT_E_LIMIT at the arena's ceiling. */
IDT_CHECK idt_rc idt_date_of_bounds(idt_day earliest, idt_day latest, idt_arena *arena,
                                    idt_date *out, idt_error *err);

/* Is the date (all of a period) before / after `day`? YES or NO only where every reading of the
 * bounds says so; flags do not enter (I3). An absent date: UNKNOWN, here and below. */
idt_tri idt_date_before(const idt_date *date, idt_day day);
idt_tri idt_date_after(const idt_date *date, idt_day day);
/* Was a before b? For periods: was all of a before all of b. */
idt_tri idt_date_order(const idt_date *a, const idt_date *b);
/* Is `day` inside the date? One day: could it be this one (UNKNOWN unless the date is that single
 * day). Period: YES between start_latest and end_earliest, NO outside the bounds, else UNKNOWN. */
idt_tri idt_date_covers(const idt_date *date, idt_day day);
/* True where b's bounds lie within a's (a says the same, less finely): same kind, for periods each
 * end by itself. False where either is absent. */
bool idt_date_contains(const idt_date *a, const idt_date *b);
/* Bounds of both: false where no day can be both (*out is untouched). *out has the narrower bounds,
 * the text and flags of the finer (a where equal). Two periods are two accounts of one period: each
 * end meets its like. A day and a period: the day, within the period. An absent date meets all. */
bool idt_date_meet(const idt_date *a, const idt_date *b, idt_date *out);

/* `years` and `months` later, then `days`; any may be negative. N years from 29 February end on 1
 * March where there is no 29th, and so for every day its month lacks: 31 January and one month is 1
 * March. An open bound stays open; what leaves the years -9999..9999 becomes one. */
idt_day idt_day_add(idt_day day, int32_t years, int32_t months, int32_t days);
/* ISO 8601 duration of whole years, months, weeks, days: "P2Y", "P40D", "P1Y6M", "P2W". Each
 * number at most 999999; IDT_E_INPUT as for dates. */
typedef struct idt_duration {
    int32_t years, months, days;
} idt_duration;
IDT_CHECK idt_rc idt_duration_parse(idt_str text, idt_duration *out, idt_error *err);

#endif
