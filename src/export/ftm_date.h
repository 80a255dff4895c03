/* ftm_date.h - a date of ours as FollowTheMoney writes dates: a year, a month or a day.
 *
 *   2003-02-14     2003-02-14    whole
 *   2024-05-27~    2024-05-27    cut: the ~ is lost
 *   [2003-02-01..2003-02-20]     2003-02   cut: the days are lost
 *   [..2003-02-20], 199X         nothing: no prefix holds them
 *
 * I1  The prefix holds every day the date may mean: what is written is never more precise than the
 *     date.
 */
#ifndef INTERDICT_EXPORT_FTM_DATE_H
#define INTERDICT_EXPORT_FTM_DATE_H

#include "statement/date.h"

typedef enum idt_ftm_cut {
    IDT_FTM_WHOLE, /* says all that the date says */
    IDT_FTM_CUT,   /* true, and less */
    IDT_FTM_NONE   /* nothing can be written */
} idt_ftm_cut;

#define IDT_FTM_DATE_BYTES 16

/* One day as far as it is known, by its bounds. `out` is empty for IDT_FTM_NONE. */
idt_ftm_cut idt_ftm_date_bounds(idt_day earliest, idt_day latest, char out[IDT_FTM_DATE_BYTES]);
/* The same of a date (of a period: its start and its end, each by itself); an absent date is NONE.
 */
idt_ftm_cut idt_ftm_date_one(const idt_date *date, char out[IDT_FTM_DATE_BYTES]);
idt_ftm_cut idt_ftm_date_start(const idt_date *period, char out[IDT_FTM_DATE_BYTES]);
idt_ftm_cut idt_ftm_date_end(const idt_date *period, char out[IDT_FTM_DATE_BYTES]);

#endif
