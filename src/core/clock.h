/* clock.h - UTC instants in microseconds, and their text.
 *
 *   2026-11-25T06:00:52.000001Z
 *
 * The clock is an argument, so that the same register and the same "now" give the same bytes.
 */
#ifndef INTERDICT_CORE_CLOCK_H
#define INTERDICT_CORE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "core/str.h"

#define IDT_INSTANT_OPEN  INT64_MAX /* "no end" of a half-open range of instants */
#define IDT_INSTANT_BYTES 32        /* room for the text with its NUL */
#define IDT_DAY_US        INT64_C(86400000000)

typedef struct idt_clock {
    int64_t (*now_us)(void *context); /* microseconds since 1970-01-01T00:00:00Z */
    void *context;
} idt_clock;

idt_clock idt_clock_system(void);
/* Stands still at *now_us; the caller moves it. Tests, and INTERDICT_NOW. */
idt_clock idt_clock_fixed(int64_t *now_us);

/* Milliseconds since some moment, never set back: for spans of waiting. */
int64_t idt_monotonic_ms(void);

/* "YYYY-MM-DDTHH:MM:SS[.ffffff]Z"; the fraction only where it is not 0. Years 0000..9999. */
const char *idt_instant_text(int64_t instant_us, char out[IDT_INSTANT_BYTES]);

/* Reads what idt_instant_text writes, `YYYY-MM-DDTHH:MM[:SS[.f...]]` with Z or +HH:MM / -HH:MM,
 * and a bare `YYYY-MM-DD`, which means the end of that UTC day where `day_end`, else its start.
 * False for anything else, also days that no calendar has. */
bool idt_instant_parse(idt_str text, bool day_end, int64_t *out_us);

/* Days since 1970-01-01 in the proleptic Gregorian calendar, and back. Years within +-5,800,000:
 * past that the days do not fit. */
int32_t idt_civil_to_days(int32_t year, int32_t month, int32_t day);
void idt_days_to_civil(int32_t days, int32_t *year, int32_t *month, int32_t *day);
int32_t idt_days_in_month(int32_t year, int32_t month);

#endif
