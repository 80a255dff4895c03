/* journal.h - how far a run has come, in a file beside its output, so that it goes on after a kill.
 *
 *   answers.ndjson            whole rows up to `output_bytes`, perhaps more behind them
 *   answers.ndjson.journal    {"options":...,"index":...,"input":{"bytes":...,"sha256":...},...}
 *
 * I1  A journal stands beside an output from before its first byte until it is whole: an output
 *     without one is whole, or none of a run.
 * I2  What it says is on the disk before it says so: the output's bytes first, then the journal,
 *     whole or not at all (core/io.h).
 * I3  Who goes on cuts the output to `output_bytes`, and reads the input behind `input.bytes`. So
 *     no row is lost and none comes twice, and the bytes are those of a run that was never stopped.
 * I4  It goes on for the same input (size, and hash of what was read), options and index alone.
 */
#ifndef INTERDICT_PARTIES_JOURNAL_H
#define INTERDICT_PARTIES_JOURNAL_H

#include "parties/merkle.h"
#include "parties/rows.h"

typedef struct idt_run_counts {
    uint64_t rows;       /* all */
    uint64_t unreadable; /* of them */
    uint64_t unasked;    /* of them: nothing to ask by */
    uint64_t noted;      /* of them: something was not compared */
    uint64_t with_hits;  /* of them */
    uint64_t hits;       /* of all rows */
} idt_run_counts;

typedef struct idt_journal {
    idt_str options, index; /* what bears on the answers, as text; compared byte by byte */
    uint64_t file_bytes;    /* of the input; 0: not known (a pipe) */
    idt_rows_place input;
    uint64_t output_bytes;
    idt_run_counts counts;
    idt_merkle tree;
} idt_journal;

/* "answers.ndjson" -> "answers.ndjson.journal"; {NULL, 0} at the ceiling. */
idt_str idt_journal_path(const char *output, idt_arena *arena);
IDT_CHECK idt_rc idt_journal_write(const char *path, const idt_journal *journal, idt_error *err);
/* IDT_E_NOT_FOUND where there is none; IDT_E_CORRUPT, IDT_E_FORMAT. Texts live in the arena. */
IDT_CHECK idt_rc idt_journal_read(const char *path, idt_arena *arena, idt_journal *out,
                                  idt_error *err);
/* Does it go on for these? IDT_E_USAGE says what differs. */
IDT_CHECK idt_rc idt_journal_check(const idt_journal *journal, idt_str options, idt_str index,
                                   uint64_t file_bytes, idt_error *err);

#endif
