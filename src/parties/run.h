/* run.h - a file of parties answered row by row: reader, workers, writer, Merkle root, journal.
 *
 *   parties.csv ---reader---> rows ---workers---> answers ---writer---> output, root, counts
 *
 * How a party is answered is the caller's: a function, and a context for each worker. It adds the
 * answer's bytes to a buffer and says its hash and hits. A row that cannot be read is answered by
 * another function; its leaf is the hash of {"error":"<message>"}, without its place, so that a
 * file cut in two has the same answers.
 *
 * I1  Output bytes, counts and root depend on the rows alone: not on the number of workers, nor on
 *     a kill between.
 * I2  Each row has one answer, in the order of the rows.
 * I3  After an error all answers before it are in the output.
 *
 * Memory: `worker_count` and the window of the reader (rows.h) bound it, and the largest answers.
 */
#ifndef INTERDICT_PARTIES_RUN_H
#define INTERDICT_PARTIES_RUN_H

#include "parties/journal.h"
#include "parties/party.h"

typedef struct idt_run_answer {
    idt_digest hash;
    uint64_t hits;
    bool noted;   /* something the row says was not compared */
    bool unasked; /* nothing in it could be asked by: no name, no identifier */
} idt_run_answer;

typedef struct idt_run_progress {
    idt_run_counts counts;
    uint64_t bytes;      /* of the input, answered */
    uint64_t file_bytes; /* 0: not known */
} idt_run_progress;

typedef struct idt_run {
    const char *input; /* path; "-": standard input */
    idt_rows_options rows;
    char values_by;
    idt_str schema; /* of rows that state none */

    /* `party` is not prepared. */
    idt_rc (*answer)(void *worker, const idt_row *row, idt_party *party, idt_buf *out,
                     idt_run_answer *answer, idt_error *err);
    /* `party` has its id, if that could be told. */
    idt_rc (*refuse)(void *worker, const idt_row *row, const idt_party *party, const idt_error *why,
                     const idt_digest *hash, idt_buf *out, idt_error *err);
    void *const *workers; /* a context each */
    size_t worker_count;

    /* Called in order, in the caller's thread. */
    /* Before the first row; `columns` is empty of JSON. May be NULL. */
    void (*begun)(void *context, const char *source, const idt_party_columns *columns);
    idt_rc (*write)(void *context, idt_str bytes, idt_error *err); /* NULL: nobody wants them */
    /* A row that cannot be read: "parties.csv:12:5: ...". May be NULL. */
    void (*report)(void *context, idt_str text);
    void (*progress)(void *context, const idt_run_progress *progress); /* may be NULL */
    void *context;

    /* `output`: written to this file and not by `write`, with a journal beside it (journal.h). */
    const char *output;
    idt_str head; /* what stands before the first answer: the head of CSV; may be empty */
    bool resume;
    idt_str options, index;
    int64_t journal_every_ms; /* 0: with every batch */
} idt_run;

typedef struct idt_run_result {
    idt_run_counts counts;
    idt_digest root;
    idt_digest input; /* of all its bytes */
    uint64_t input_bytes;
    uint64_t resumed_after; /* rows answered before; 0: begun here */
} idt_run_result;

/* IDT_E_INPUT: the head; IDT_E_USAGE: what to do with an interrupted run; IDT_E_BUSY: another run
 * writes there; what the functions say. *out has what was done until then. */
IDT_CHECK idt_rc idt_run_all(const idt_run *run, idt_run_result *out, idt_error *err);
/* The journal stands until the run is told to be whole: after its receipt is written. */
IDT_CHECK idt_rc idt_run_done(const idt_run *run, idt_error *err);

#endif
