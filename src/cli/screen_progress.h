/* screen_progress.h - how far a run is, on stderr: rows, rate and time left.
 *
 *   412,160 rows, 51,520 a second, 41 %, 0:11 left
 *
 * On a terminal one line that is written over; else a line now and then.
 */
#ifndef INTERDICT_CLI_SCREEN_PROGRESS_H
#define INTERDICT_CLI_SCREEN_PROGRESS_H

#include "parties/run.h"

typedef struct idt_screen_progress {
    bool shown, terminal, open; /* `open`: a line stands that is to be written over */
    int64_t begun_ms, said_ms;
    uint64_t first_rows, first_bytes; /* answered by an earlier run: no part of the rate */
    bool any;
    idt_run_progress last;
} idt_screen_progress;

/* `asked`: also where stderr is no terminal. */
void idt_screen_progress_begin(idt_screen_progress *progress, bool asked);
void idt_screen_progress_show(idt_screen_progress *progress, const idt_run_progress *now);
/* Before something else is said. */
void idt_screen_progress_clear(idt_screen_progress *progress);
void idt_screen_progress_end(idt_screen_progress *progress);

#endif
