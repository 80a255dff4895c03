/* screen_rows.h - one row of a file asked of the index and answered: a line of NDJSON, lines of CSV
 * or lines of a table.
 *
 *   {"row":1,"id":"7","query":{...},"hits":[...],"total":1,...,"answer_hash":"5f0c..."}
 *   {"row":2,"id":null,"error":{"line":3,"column":12,"message":"..."},"answer_hash":"..."}
 *
 * Threads: one a thread; the screener in it is its own.
 */
#ifndef INTERDICT_CLI_SCREEN_ROWS_H
#define INTERDICT_CLI_SCREEN_ROWS_H

#include "cli/screen_file.h"
#include "screen/answer.h"
#include "screen/unfound.h"

typedef struct idt_screen_rows {
    const idt_screen_file *asked;
    idt_screener *screener;
    idt_unfound *unfound; /* of all threads */
    idt_buf query, canonical;
    idt_query_value *values;
    size_t value_cap;
    idt_arena *arena; /* of values */
} idt_screen_rows;

/* `source` NULL: no listings. `unfound` is shared by the threads of the run. Release it, also after
 * a failure. */
IDT_CHECK idt_rc idt_screen_rows_init(idt_screen_rows *rows, const idt_screen_file *asked,
                                      const idt_listing_source *source, idt_unfound *unfound,
                                      idt_error *err);
void idt_screen_rows_release(idt_screen_rows *rows);
/* What stands before the first answer; nothing of NDJSON. */
void idt_screen_rows_head(idt_rows_out format, idt_buf *out);

/* As parties/run.h asks for; `worker` is an idt_screen_rows. */
IDT_CHECK idt_rc idt_screen_rows_answer(void *worker, const idt_row *row, idt_party *party,
                                        idt_buf *out, idt_run_answer *answer, idt_error *err);
IDT_CHECK idt_rc idt_screen_rows_refuse(void *worker, const idt_row *row, const idt_party *party,
                                        const idt_error *why, const idt_digest *hash, idt_buf *out,
                                        idt_error *err);

#endif
