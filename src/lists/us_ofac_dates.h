/* us_ofac_dates.h - days as OFAC writes them, as EDTF.
 *
 *   13 Jan 1965                   1965-01-13
 *   Jan 1965, January 1965        1965-01
 *   circa 1965                    1965~
 *   1965 to 1967                  [1965..1967]
 *   Sep 1967 to 02 Oct 1968       [1967-09..1968-10-02]
 *
 * A range is one day of it, not known which. Where an end of a range is `circa` the set has no
 * flag (EDTF has none there): `circa` says so, for the qualifier `quality`.
 */
#ifndef INTERDICT_LISTS_US_OFAC_DATES_H
#define INTERDICT_LISTS_US_OFAC_DATES_H

#include <stdbool.h>

#include "core/str.h"

#define IDT_OFAC_DATE_BYTES 32

typedef struct idt_ofac_date {
    char edtf[IDT_OFAC_DATE_BYTES];
    bool circa; /* said of an end of a range */
} idt_ofac_date;

/* False where the text is not wholly a date, or no such day is. */
bool idt_ofac_date_read(idt_str text, idt_ofac_date *out);

#endif
