#include "core/clock.h"

#include <stdio.h>
#include <time.h>

static int64_t system_now(void *context)
{
    (void)context;
    struct timespec t;
    if (clock_gettime(CLOCK_REALTIME, &t) != 0) {
        return 0;
    }
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t fixed_now(void *context)
{
    return *(const int64_t *)context;
}

idt_clock idt_clock_system(void)
{
    return (idt_clock){.now_us = system_now};
}

idt_clock idt_clock_fixed(int64_t *now_us)
{
    return (idt_clock){.now_us = fixed_now, .context = now_us};
}

int64_t idt_monotonic_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Years are counted from 1 March, so that the leap day is a year's last: 400 years are 146097 days.
 */
int32_t idt_civil_to_days(int32_t year, int32_t month, int32_t day)
{
    const int64_t y = (int64_t)year - (month <= 2);
    const int64_t era = (y >= 0 ? y : y - 399) / 400;
    const int64_t of_era = y - era * 400;
    const int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int64_t day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    return (int32_t)(era * 146097 + day_of_era - 719468);
}

void idt_days_to_civil(int32_t days, int32_t *year, int32_t *month, int32_t *day)
{
    const int64_t z = (int64_t)days + 719468;
    const int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    const int64_t of_era = z - era * 146097;
    const int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
    const int64_t m = (5 * of_year + 2) / 153;
    *day = (int32_t)(of_year - (153 * m + 2) / 5 + 1);
    *month = (int32_t)(m < 10 ? m + 3 : m - 9);
    *year = (int32_t)(y + era * 400 + (*month <= 2));
}

int32_t idt_days_in_month(int32_t year, int32_t month)
{
    static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

const char *idt_instant_text(int64_t instant_us, char out[IDT_INSTANT_BYTES])
{
    int64_t days = instant_us / IDT_DAY_US;
    int64_t rest = instant_us % IDT_DAY_US;
    if (rest < 0) {
        rest += IDT_DAY_US;
        days--;
    }
    int32_t y;
    int32_t m;
    int32_t d;
    idt_days_to_civil((int32_t)days, &y, &m, &d);
    const int seconds = (int)(rest / 1000000);
    const int fraction = (int)(rest % 1000000);
    int n = snprintf(out, IDT_INSTANT_BYTES, "%04d-%02d-%02dT%02d:%02d:%02d", y, m, d,
                     seconds / 3600, seconds / 60 % 60, seconds % 60);
    if (n > 0 && n < IDT_INSTANT_BYTES - 9) {
        n = fraction != 0 ? snprintf(out + n, (size_t)(IDT_INSTANT_BYTES - n), ".%06dZ", fraction)
                          : snprintf(out + n, (size_t)(IDT_INSTANT_BYTES - n), "Z");
    }
    if (n < 0) {
        out[0] = '\0';
    }
    return out;
}

/* Takes exactly `digits` digits off the front. */
static bool take_number(idt_str *s, size_t digits, int32_t *out)
{
    uint64_t value;
    if (!idt_str_to_u64(idt_str_slice(*s, 0, digits), 9999, &value) || s->len < digits) {
        return false;
    }
    *out = (int32_t)value;
    *s = idt_str_slice(*s, digits, s->len);
    return true;
}

static bool take_byte(idt_str *s, char byte)
{
    if (s->len == 0 || s->ptr[0] != byte) {
        return false;
    }
    *s = idt_str_slice(*s, 1, s->len);
    return true;
}

static bool take_fraction(idt_str *s, int64_t *us)
{
    int64_t unit = 100000;
    size_t digits = 0;
    *us = 0;
    while (s->len > 0 && s->ptr[0] >= '0' && s->ptr[0] <= '9') {
        *us += (s->ptr[0] - '0') * unit;
        unit /= 10;
        digits++;
        *s = idt_str_slice(*s, 1, s->len);
    }
    return digits > 0 && digits <= 9;
}

static bool take_zone(idt_str *s, int64_t *offset_us)
{
    *offset_us = 0;
    if (take_byte(s, 'Z')) {
        return true;
    }
    const bool east = s->len > 0 && s->ptr[0] == '+';
    if (!take_byte(s, east ? '+' : '-')) {
        return false;
    }
    int32_t hour;
    int32_t minute;
    if (!take_number(s, 2, &hour) || !take_byte(s, ':') || !take_number(s, 2, &minute) ||
        hour > 14 || minute > 59) {
        return false;
    }
    const int64_t us = ((int64_t)hour * 60 + minute) * 60000000;
    *offset_us = east ? us : -us;
    return true;
}

bool idt_instant_parse(idt_str text, bool day_end, int64_t *out_us)
{
    idt_str s = text;
    int32_t year;
    int32_t month;
    int32_t day;
    if (!take_number(&s, 4, &year) || !take_byte(&s, '-') || !take_number(&s, 2, &month) ||
        !take_byte(&s, '-') || !take_number(&s, 2, &day) || month < 1 || month > 12 || day < 1 ||
        day > idt_days_in_month(year, month)) {
        return false;
    }
    const int64_t midnight = (int64_t)idt_civil_to_days(year, month, day) * IDT_DAY_US;
    if (s.len == 0) {
        *out_us = day_end ? midnight + IDT_DAY_US - 1 : midnight;
        return true;
    }
    int32_t hour;
    int32_t minute;
    int32_t second = 0;
    int64_t fraction = 0;
    int64_t offset;
    if (!take_byte(&s, 'T') || !take_number(&s, 2, &hour) || !take_byte(&s, ':') ||
        !take_number(&s, 2, &minute)) {
        return false;
    }
    if (take_byte(&s, ':')) {
        if (!take_number(&s, 2, &second) || (take_byte(&s, '.') && !take_fraction(&s, &fraction))) {
            return false;
        }
    }
    if (!take_zone(&s, &offset) || s.len != 0 || hour > 23 || minute > 59 || second > 59) {
        return false;
    }
    *out_us = midnight + ((int64_t)hour * 3600 + (int64_t)minute * 60 + second) * 1000000 +
              fraction - offset;
    return true;
}
