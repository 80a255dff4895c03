/* rows.h - the rows of a file of parties, of any size, one after another, as bytes.
 *
 *   id,name,birthDate \n 1,"Petrov, Ivan",1960 \n 2,...     rows 1 and 2, of lines 2 and 3
 *   {"id":1,"name":"Ivan Petrov"} \n {"id":2,...            rows 1 and 2, of lines 1 and 2
 *
 * The first byte that is no blank tells the two apart: `{` begins JSON. CSV is RFC 4180 and what
 * real files do (text/csv.h); of `,` `;` and tab the delimiter is what the head has most of, unless
 * it is stated. Blank lines are no rows.
 *
 * I1  Memory does not grow with the file: a window of two of the longest rows.
 * I2  A row is whole or it has a fault; either way the next row is the next: rows keep their
 *     numbers, whatever stands in them. Of a fault over several lines the first line is the row.
 * I3  A head that cannot be used ends it all at once, with its place.
 * I4  Behind the head nothing is allocated: memory that runs out is no fault of a row.
 *
 * A pipe is read to the end of the window before its first row is given.
 * Threads: one at a time.
 */
#ifndef INTERDICT_PARTIES_ROWS_H
#define INTERDICT_PARTIES_ROWS_H

#include <stdatomic.h>

#include "core/hash.h"
#include "parties/columns.h"

#define IDT_PARTY_ROW_BYTES ((size_t)1 << 20)

typedef struct idt_rows idt_rows;

typedef struct idt_rows_options {
    char delimiter; /* 0: by the head */
    const idt_column_map *maps;
    size_t map_count;
    size_t row_bytes_max; /* 0: IDT_PARTY_ROW_BYTES */
    atomic_bool *stop;    /* where it becomes true a wait for a pipe ends; may be NULL */
} idt_rows_options;

typedef struct idt_row {
    idt_str bytes;     /* without the line end; until the next call */
    uint64_t number;   /* from 1 */
    uint64_t line;     /* its first */
    const char *fault; /* NULL: none; then `bytes` is what could be told of it */
    uint32_t column;   /* of the fault, in bytes from 1 */
} idt_row;

/* `path` "-" is standard input. Reads the head. IDT_E_INPUT, IDT_E_IO, IDT_E_LIMIT. */
IDT_CHECK idt_rc idt_rows_open(const char *path, const idt_rows_options *options, idt_rows **out,
                               idt_error *err);
void idt_rows_close(idt_rows *rows); /* accepts NULL */

/* *any false: the end. Only I/O fails; what is wrong with a row is in it. */
IDT_CHECK idt_rc idt_rows_next(idt_rows *rows, idt_row *out, bool *any, idt_error *err);

/* "standard input" for "-". */
const char *idt_rows_source(const idt_rows *rows);
bool idt_rows_are_json(const idt_rows *rows);
char idt_rows_delimiter(const idt_rows *rows);
const idt_party_columns *idt_rows_columns(const idt_rows *rows); /* empty of JSON */
/* Is the file at `path` the one that is read, by whatever name? */
bool idt_rows_are_of(const idt_rows *rows, const char *path);
size_t idt_rows_row_bytes_max(const idt_rows *rows);
uint64_t idt_rows_file_bytes(const idt_rows *rows); /* 0: not known (a pipe) */

/* ---- where the reader stands, to go on from there another day ---- */

typedef struct idt_rows_place {
    uint64_t bytes; /* read and given as rows */
    uint64_t line, row;
    bool mid_line;     /* of a row that was too long, whose rest follows */
    idt_digest digest; /* of those bytes */
} idt_rows_place;

IDT_CHECK idt_rc idt_rows_place_of(idt_rows *rows, idt_rows_place *out, idt_error *err);
/* Before the first row: goes on behind `place`. IDT_E_INPUT where the bytes before it are not those
 * that were read then. */
IDT_CHECK idt_rc idt_rows_go_to(idt_rows *rows, const idt_rows_place *place, idt_error *err);

#endif
