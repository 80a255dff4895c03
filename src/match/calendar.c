#include "match/calendar.h"

/* month and day are 0 where they are not given */
typedef struct written {
    int32_t year, month, day;
} written;

typedef idt_calendar_reading read_fn(const written *w);

typedef struct calendar {
    int32_t first, last;
    read_fn *read;
} calendar;

static bool number_at(idt_str text, size_t at, size_t digits, int32_t *out)
{
    *out = 0;
    for (size_t i = at; i < at + digits; i++) {
        if (i >= text.len || text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
        *out = *out * 10 + (text.ptr[i] - '0');
    }
    return true;
}

static bool dash_at(idt_str text, size_t at)
{
    return at < text.len && text.ptr[at] == '-';
}

static bool read_written(idt_str text, written *out)
{
    *out = (written){0};
    if ((text.len != 4 && text.len != 7 && text.len != 10) || !number_at(text, 0, 4, &out->year)) {
        return false;
    }
    if (text.len >= 7 && (!dash_at(text, 4) || !number_at(text, 5, 2, &out->month) ||
                          out->month < 1 || out->month > 12)) {
        return false;
    }
    return text.len < 10 || (dash_at(text, 7) && number_at(text, 8, 2, &out->day) &&
                             out->day >= 1 && out->day <= 31);
}

/* The Gregorian day y-m-d, which exists. */
static idt_day gregorian(int32_t y, int32_t m, int32_t d)
{
    return idt_day_add(0, y - 1970, m - 1, d - 1);
}

/* Of a year that begins at `start`: the days from `before` on, `length` of them. */
static idt_calendar_reading within(idt_day start, int32_t before, int32_t length)
{
    return (idt_calendar_reading){.earliest = start + before,
                                  .latest = start + before + length - 1};
}

static idt_calendar_reading solar(const written *w)
{
    const idt_day start = gregorian(w->year + 621, 3, 20); /* or up to two days later */
    if (w->month == 0) {
        return (idt_calendar_reading){start, gregorian(w->year + 622, 3, 21)};
    }
    const int32_t before = w->month <= 6 ? (w->month - 1) * 31 : 186 + (w->month - 7) * 30;
    return w->day == 0 ? within(start, before, 31 + 2) : within(start, before + w->day - 1, 3);
}

static idt_calendar_reading lunar(const written *w)
{
    const idt_day start = -492148 + 354 * (w->year - 1) + (3 + 11 * w->year) / 30 - 2;
    if (w->month == 0) {
        return within(start, 0, 355 + 4);
    }
    const int32_t before = 29 * (w->month - 1) + w->month / 2;
    return w->day == 0 ? within(start, before, 30 + 4) : within(start, before + w->day - 1, 5);
}

static idt_calendar_reading buddhist(const written *w)
{
    const int32_t year = w->year - 543;
    const bool april = w->year < 2484;
    if (w->month == 0) {
        return april ? (idt_calendar_reading){gregorian(year, 4, 1), gregorian(year + 1, 3, 31)}
                     : (idt_calendar_reading){gregorian(year, 1, 1), gregorian(year, 12, 31)};
    }
    const int32_t turned = year + (april && w->month < 4 ? 1 : 0);
    const idt_day start = gregorian(turned, w->month, 1);
    return w->day == 0 ? (idt_calendar_reading){start, idt_day_add(start, 0, 1, -1)}
                       : within(start, w->day - 1, 1);
}

size_t idt_calendar_read(idt_str text, idt_calendar_reading out[IDT_CALENDAR_READINGS])
{
    static const calendar calendars[] = {
        {1229, 1420, solar}, {1266, 1460, lunar}, {2393, 2600, buddhist}};
    written w;
    size_t count = 0;
    if (!read_written(text, &w)) {
        return 0;
    }
    for (size_t i = 0; i < sizeof calendars / sizeof *calendars; i++) {
        if (w.year >= calendars[i].first && w.year <= calendars[i].last) {
            out[count++] = calendars[i].read(&w);
        }
    }
    return count;
}
