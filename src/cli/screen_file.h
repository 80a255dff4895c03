/* screen_file.h - `screen --file`: every row of a file of parties asked of the index.
 *
 *   interdict screen --file parties.csv --out answers.ndjson --threads 2
 *     {"row":1,"id":"7","query":{...},"hits":[],"total":0,...,"answer_hash":"5f0c..."}
 *     {"row":2,"id":"8","error":{"line":3,"column":12,"message":"..."},"answer_hash":"..."}
 *
 * Each thread has a screener of its own and, for listings, a register handle of its own at the same
 * instants. Output bytes do not depend on the number of threads (parties/run.h).
 */
#ifndef INTERDICT_CLI_SCREEN_FILE_H
#define INTERDICT_CLI_SCREEN_FILE_H

#include "cli/command.h"
#include "core/json_writer.h"
#include "parties/run.h"
#include "screen/screen.h"

/* For the table of options of the command. */
extern const idt_param IDT_PARAM_FILE, IDT_PARAM_MAP, IDT_PARAM_VALUES_BY, IDT_PARAM_DELIMITER,
    IDT_PARAM_THREADS, IDT_PARAM_OUT, IDT_PARAM_RESUME, IDT_PARAM_PROGRESS;
#define IDT_SCREEN_FILE_PARAMS                                                                     \
    &IDT_PARAM_FILE, &IDT_PARAM_MAP, &IDT_PARAM_VALUES_BY, &IDT_PARAM_DELIMITER,                   \
        &IDT_PARAM_THREADS, &IDT_PARAM_OUT, &IDT_PARAM_RESUME, &IDT_PARAM_PROGRESS

typedef enum idt_rows_out {
    IDT_ROWS_OUT_NDJSON,
    IDT_ROWS_OUT_CSV,
    IDT_ROWS_OUT_TABLE
} idt_rows_out;

typedef struct idt_screen_file {
    idt_screen *screen; /* what parts agree with is kept in it for all threads */
    const idt_screen_question *question;
    const idt_view *view; /* its instants, for listings; NULL: no listings */
    idt_day as_of;
    idt_str schema; /* of rows that state none */
    idt_rows_out format;
    bool parts;   /* of NDJSON: with explanations */
    bool discard; /* no output: for counts and root alone (`replay`) */
} idt_screen_file;

/* `now` stays what it was: where --resume goes on with a run, its times are put among the options
 * that state none. Before the times are resolved. */
IDT_CHECK idt_rc idt_screen_file_times(idt_invocation *inv, idt_error *err);

/* Of --format; where none is given, NDJSON. */
idt_rows_out idt_screen_file_format(const idt_invocation *inv);

/* Asks for every row of `path`. Answers go to --out or stdout; rows that cannot be read and the
 * progress to stderr. Threads, delimiter, maps and the rest are the options'. */
IDT_CHECK idt_rc idt_screen_file_run(idt_invocation *inv, const idt_screen_file *asked,
                                     const char *path, idt_run_result *out, idt_error *err);
/* Once the receipt is written: the output is whole. */
IDT_CHECK idt_rc idt_screen_file_done(idt_invocation *inv, idt_error *err);
/* The members of a run's receipt, all texts, in byte order: hits, input (bytes, sha256),
 * merkle_root, rows, rows_with_hits, unasked, unreadable. */
void idt_run_result_json(const idt_run_result *result, idt_json_writer *w);

#endif
