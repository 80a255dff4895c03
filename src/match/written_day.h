/* written_day.h - a day as records of customers have it, where it can mean one day alone.
 *
 *   1951/6/19  1951.06.19  19510619  1951-06-19 00:00:00     1951-06-19
 *   19.06.1951  19-JUN-1951  19 June 1951  June 19, 1951     1951-06-19
 *   19/06/1951  06/19/1951  (a number over twelve)           1951-06-19
 *   06/07/1951                                               none: June or July
 *
 * I1  What is EDTF is not looked at: 1951/1953 is a span.
 * I2  Where day and month could change places there is no day, but behind full stops the day is
 *     first, as wherever dates are written so.
 * I3  Month names are English, of three letters and more. Whether the day exists is the caller's
 *     to see.
 *
 * Threads: pure.
 */
#ifndef INTERDICT_MATCH_WRITTEN_DAY_H
#define INTERDICT_MATCH_WRITTEN_DAY_H

#include "core/str.h"

#define IDT_WRITTEN_DAY_BYTES 11

/* YYYY-MM-DD with a NUL; false where the value is no such day. */
bool idt_written_day(idt_str value, char out[IDT_WRITTEN_DAY_BYTES]);

#endif
