/* output.h - the file a run writes its answers to, and the journal beside it. */
#ifndef INTERDICT_PARTIES_OUTPUT_H
#define INTERDICT_PARTIES_OUTPUT_H

#include "parties/journal.h"

typedef struct idt_output {
    const char *path, *journal_path;
    int fd; /* -1: none */
    uint64_t bytes;
    int64_t every_ms, written_ms; /* the journal: how often, and when last */
    idt_buf pending;
} idt_output;

/* Begins anew, with `head`, or goes on from `journal` (resume): the file is cut to its whole rows.
 * Locks the file against other runs. Release it, also after a failure. */
IDT_CHECK idt_rc idt_output_begin(idt_output *out, idt_journal *journal, idt_str head, bool resume,
                                  idt_error *err);
IDT_CHECK idt_rc idt_output_add(idt_output *out, idt_str bytes, idt_error *err);
/* Writes the journal where it is time, or `now`: first the bytes, to the disk. */
IDT_CHECK idt_rc idt_output_journal(idt_output *out, idt_journal *journal, bool now,
                                    idt_error *err);
/* Bytes behind what the journal says: they are cut off when the run goes on. */
IDT_CHECK idt_rc idt_output_flush(idt_output *out, idt_error *err);
void idt_output_release(idt_output *out);

#endif
