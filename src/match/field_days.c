#include "match/field_days.h"

#define YEAR_DAYS  365
#define MONTH_DAYS 31

static int16_t digits_of(const char *text, size_t count)
{
    int16_t n = 0;
    for (size_t i = 0; i < count; i++) {
        n = (int16_t)(n * 10 + (text[i] - '0'));
    }
    return n;
}

/* One day within the bounds. */
static idt_field_days of_bounds(idt_day earliest, idt_day latest)
{
    idt_field_days out = {.earliest = earliest, .latest = latest};
    char text[IDT_DAY_BYTES];
    if (earliest != latest || strlen(idt_day_text(earliest, text)) != 10) {
        return out;
    }
    out.one_day = true;
    out.year = digits_of(text, 4);
    out.month = (uint8_t)digits_of(text + 5, 2);
    out.day = (uint8_t)digits_of(text + 8, 2);
    out.new_year = out.month == 1 && out.day == 1;
    return out;
}

idt_field_days idt_field_days_of(const idt_date *date)
{
    if (date->approximate || date->uncertain) { /* I1 */
        return of_bounds(idt_day_add(date->earliest, -IDT_CIRCA_YEARS, 0, 0),
                         idt_day_add(date->latest, IDT_CIRCA_YEARS, 0, 0));
    }
    return of_bounds(date->earliest, date->latest);
}

idt_field_days idt_field_days_read(const idt_calendar_reading *reading)
{
    idt_field_days out = of_bounds(reading->earliest, reading->latest);
    out.other_calendar = true;
    return out;
}

static int64_t days_in(const idt_field_days *d)
{
    return (int64_t)d->latest - d->earliest + 1;
}

static bool are_swapped(const idt_field_days *a, const idt_field_days *b)
{
    return a->year == b->year && a->month == b->day && a->day == b->month;
}

static idt_days_agreement days(const idt_field_days *a, const idt_field_days *b)
{
    const bool new_year = a->new_year || b->new_year; /* I2 */
    return (idt_days_agreement){.relation = a->year == b->year && new_year ? IDT_DAYS_SAME_SPAN
                                            : a->earliest == b->earliest   ? IDT_DAYS_SAME_DAY
                                            : are_swapped(a, b)            ? IDT_DAYS_SWAPPED
                                            : a->year == b->year           ? IDT_DAYS_ANOTHER_DAY
                                                                           : IDT_DAYS_APART,
                                .years = 1};
}

bool idt_field_days_within_month(const idt_field_days *days)
{
    return days_in(days) <= MONTH_DAYS && !days->new_year;
}

uint32_t idt_field_days_years(const idt_field_days *days)
{
    return (uint32_t)((days_in(days) + YEAR_DAYS - MONTH_DAYS) /
                      YEAR_DAYS); /* days over are none */
}

int32_t idt_days_spanned(int32_t year_mnat, uint32_t years)
{
    static const int32_t ln[IDT_SPANNED_YEARS + 1] = {0,    0,    693,  1099, 1386, 1609, 1792,
                                                      1946, 2079, 2197, 2303, 2398, 2485};
    return years <= IDT_SPANNED_YEARS && ln[years] < year_mnat ? year_mnat - ln[years] : 0;
}

/* Of dates that meet: as far as the wider one knows. */
static idt_days_agreement span(const idt_field_days *a, const idt_field_days *b)
{
    const idt_field_days *wider = days_in(a) > days_in(b) ? a : b;
    return idt_field_days_within_month(a) && idt_field_days_within_month(b)
               ? (idt_days_agreement){.relation = IDT_DAYS_SAME_MONTH}
               : (idt_days_agreement){.relation = IDT_DAYS_SAME_SPAN,
                                      .years = idt_field_days_years(wider)};
}

idt_days_agreement idt_field_days_compare(const idt_field_days *a, const idt_field_days *b)
{
    const idt_days_agreement exact =
        a->one_day && b->one_day ? days(a, b) : (idt_days_agreement){IDT_DAYS_APART, 0};
    const int64_t gap = (int64_t)a->earliest > b->latest   ? (int64_t)a->earliest - b->latest
                        : (int64_t)b->earliest > a->latest ? (int64_t)b->earliest - a->latest
                                                           : 0;
    if (exact.relation != IDT_DAYS_APART) {
        return exact;
    }
    return gap == 0 ? span(a, b)
                    : (idt_days_agreement){.relation = IDT_DAYS_APART,
                                           .years = (uint32_t)((gap + YEAR_DAYS - 1) / YEAR_DAYS)};
}
