#include "export/ftm_date.h"

#include <stdio.h>

#include "core/clock.h"

#define FIRST_YEAR 1000 /* FollowTheMoney takes years of four digits */
#define LAST_YEAR  2999

idt_ftm_cut idt_ftm_date_bounds(idt_day earliest, idt_day latest, char out[IDT_FTM_DATE_BYTES])
{
    int32_t y1, m1, d1, y2, m2, d2;
    out[0] = '\0';
    if (earliest == IDT_DAY_OPEN_START || latest == IDT_DAY_OPEN_END) {
        return IDT_FTM_NONE;
    }
    idt_days_to_civil(earliest, &y1, &m1, &d1);
    idt_days_to_civil(latest, &y2, &m2, &d2);
    if (y1 != y2 || y1 < FIRST_YEAR || y1 > LAST_YEAR) {
        return IDT_FTM_NONE;
    }
    if (earliest == latest) {
        (void)snprintf(out, IDT_FTM_DATE_BYTES, "%04d-%02d-%02d", y1, m1, d1);
        return IDT_FTM_WHOLE;
    }
    if (m1 == m2) {
        (void)snprintf(out, IDT_FTM_DATE_BYTES, "%04d-%02d", y1, m1);
        return d1 == 1 && d2 == idt_days_in_month(y1, m1) ? IDT_FTM_WHOLE : IDT_FTM_CUT;
    }
    (void)snprintf(out, IDT_FTM_DATE_BYTES, "%04d", y1);
    return m1 == 1 && d1 == 1 && m2 == 12 && d2 == 31 ? IDT_FTM_WHOLE : IDT_FTM_CUT;
}

/* `~` and `?` are lost with any form. */
static idt_ftm_cut flagged(const idt_date *date, idt_ftm_cut cut)
{
    return cut == IDT_FTM_WHOLE && (date->approximate || date->uncertain) ? IDT_FTM_CUT : cut;
}

idt_ftm_cut idt_ftm_date_one(const idt_date *date, char out[IDT_FTM_DATE_BYTES])
{
    out[0] = '\0';
    if (date->kind == IDT_DATE_ABSENT) {
        return IDT_FTM_NONE;
    }
    const idt_ftm_cut cut = idt_ftm_date_bounds(date->earliest, date->latest, out);
    return date->kind == IDT_DATE_PERIOD && cut == IDT_FTM_WHOLE ? IDT_FTM_CUT : flagged(date, cut);
}

idt_ftm_cut idt_ftm_date_start(const idt_date *period, char out[IDT_FTM_DATE_BYTES])
{
    return flagged(period, idt_ftm_date_bounds(period->earliest, period->start_latest, out));
}

idt_ftm_cut idt_ftm_date_end(const idt_date *period, char out[IDT_FTM_DATE_BYTES])
{
    return flagged(period, idt_ftm_date_bounds(period->end_earliest, period->latest, out));
}
