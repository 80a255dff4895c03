#include "load/load_list.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int digits(idt_str text, size_t at, size_t count)
{
    int value = 0;
    if (at + count > text.len) {
        return -1;
    }
    for (size_t i = at; i < at + count; i++) {
        if (!is_digit(text.ptr[i])) {
            return -1;
        }
        value = value * 10 + (text.ptr[i] - '0');
    }
    return value;
}

/* YYYY-MM-DD or YYYYMMDD at `at`: how many bytes it takes, 0 for none. */
static size_t read_day(idt_str name, size_t at, int64_t *day_us)
{
    const bool dashes = at + 4 < name.len && name.ptr[at + 4] == '-';
    const size_t step = dashes ? 1 : 0;
    const size_t len = 8 + 2 * step;
    const int year = digits(name, at, 4);
    const int month = digits(name, at + 4 + step, 2);
    const int day = digits(name, at + 6 + 2 * step, 2);
    const bool dash_too = !dashes || (at + 7 < name.len && name.ptr[at + 7] == '-');
    if (year < 1970 || year > 2999 || month < 1 || month > 12 || day < 1 || !dash_too ||
        day > idt_days_in_month(year, month)) {
        return 0;
    }
    *day_us = (int64_t)idt_civil_to_days(year, month, day) * IDT_DAY_US;
    return len;
}

/* THHMM or THHMMSS, perhaps with colons or dashes between, at `at`. */
static size_t read_time(idt_str name, size_t at, int64_t *time_us)
{
    size_t here = at;
    int parts[3] = {0, 0, 0};
    int count = 0;
    *time_us = 0;
    if (here >= name.len || name.ptr[here] != 'T') {
        return 0;
    }
    here++;
    while (count < 3 && digits(name, here, 2) >= 0) {
        parts[count++] = digits(name, here, 2);
        here += 2;
        here += here + 2 < name.len && (name.ptr[here] == ':' || name.ptr[here] == '-') ? 1 : 0;
    }
    if (count < 2 || parts[0] > 23 || parts[1] > 59 || parts[2] > 59) {
        return 0;
    }
    *time_us = (((int64_t)parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000000;
    return here - at;
}

bool idt_instant_in_name(idt_str name, int64_t *instant_us)
{
    bool found = false;
    for (size_t at = 0; at < name.len; at++) {
        int64_t day_us;
        int64_t time_us;
        const size_t len = at > 0 && is_digit(name.ptr[at - 1]) ? 0 : read_day(name, at, &day_us);
        if (len == 0 || (at + len < name.len && is_digit(name.ptr[at + len]))) {
            continue;
        }
        const size_t more = read_time(name, at + len, &time_us);
        const int64_t met = day_us + time_us;
        if (found && met != *instant_us) {
            return false;
        }
        *instant_us = met;
        found = true;
        at += len + more - 1;
    }
    return found;
}
