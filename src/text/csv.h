/* csv.h - rows of comma-separated files, one after another, out of memory.
 *
 *   36,"AERO ""CARIBBEAN""",-0- \r\n   ->  fields: 36 | AERO "CARIBBEAN" | -0-    line 1
 *
 * RFC 4180 and what real files do: any delimiter, quoted fields over several lines, CRLF or LF, a
 * UTF-8 byte order mark, an end mark (0x1A) on the last line, blank lines (passed over), bytes of
 * Windows-1252 where the text is not UTF-8. Blanks around a field are kept.
 *
 * I1  Every byte is in a row, in a fault, or in a line end. A fault is one physical line: the next
 *     row is looked for on the line after, so a quote that is never closed swallows its line only.
 * I2  Fields are valid UTF-8: a field that is not is read as Windows-1252 and counted.
 * I3  What cannot be a CSV file at all (UTF-16, NUL bytes) is refused on open, with the place.
 * I4  A file that comes in pieces gives the same rows, however it is cut; of I2 and I3 nothing is
 *     done then: fields are bytes as they stand, and the reader of the pieces judges them. An end
 *     mark is one as the file's last byte alone, so that no row hangs on one before it.
 *
 * Faults: a quote never closed, a quoted field followed by other text (a stray quote inside), a
 * row over `row_bytes_max`, over IDT_CSV_COLUMNS_MAX fields, text after the end mark. A quote
 * inside a field that does not begin with one is text, and counted (`stray_quotes`).
 *
 * Ownership: fields borrow from the bytes given, or from `text` (those with doubled quotes or
 * other encoding): good until the next call. Row bytes borrow from the file: a row that is needed
 * later is kept as its bytes and split again (idt_csv_again).
 * Cost: linear; nothing is allocated for fields that are plain. Threads: one a reader.
 */
#ifndef INTERDICT_TEXT_CSV_H
#define INTERDICT_TEXT_CSV_H

#include "core/str.h"

#define IDT_CSV_COLUMNS_MAX 256
#define IDT_CSV_ROW_BYTES   ((size_t)4 << 20) /* a good ceiling: an entry's row has some KB */
/* The longest row, its line end, and one byte that shows it to be too long. */
#define IDT_CSV_PIECE_BYTES(row_bytes_max) ((row_bytes_max) + 3)

typedef struct idt_csv_row {
    const idt_str *fields;
    size_t count;
    idt_str bytes; /* as it stands in the file, without its line end */
    uint64_t line; /* its first, from 1 */
} idt_csv_row;

typedef enum idt_csv_what {
    IDT_CSV_END = 0,
    IDT_CSV_ROW,
    IDT_CSV_MORE, /* of pieces: the next row may go past this one; give the next */
    IDT_CSV_FAULT /* `row` has the line and the fields before the fault; `fault` says why */
} idt_csv_what;

/* Fields are for reading. */
typedef struct idt_csv {
    idt_str file;
    char delimiter;
    bool utf8;     /* all bytes are, or nobody is to look */
    bool stream;   /* it comes in pieces */
    bool pieces;   /* more may follow `file` */
    bool skipping; /* of pieces: the rest of the line of a fault follows */
    size_t at;     /* next byte */
    uint64_t line; /* of that byte */
    size_t row_bytes_max;
    uint64_t converted;      /* fields read as Windows-1252 */
    uint64_t converted_line; /* the first */
    uint64_t stray_quotes;   /* in fields that do not begin with a quote */
    uint64_t stray_line;     /* the first */
    bool end_mark;           /* 0x1A was met */
    bool bytes_only;         /* set by who needs rows as bytes: fields keep their doubled quotes */
    bool no_memory;          /* of the row given last: not the row is at fault but the machine */
    uint32_t fault_column;   /* in bytes, from 1 */
    char fault[256];
    idt_arena *text; /* fields that are not plain, of the present row */
    idt_str fields[IDT_CSV_COLUMNS_MAX];
    bool doubled[IDT_CSV_COLUMNS_MAX]; /* the field has doubled quotes */
} idt_csv;

/* `source` names the file in errors. IDT_E_INPUT for UTF-16 and for NUL bytes, IDT_E_LIMIT
 * without memory. Release it, also after a failure. */
IDT_CHECK idt_rc idt_csv_open(idt_csv *csv, const char *source, idt_str bytes, char delimiter,
                              size_t row_bytes_max, idt_error *err);
/* A file that comes in pieces: idt_csv_next first asks for one. A byte order mark is the caller's.
 */
IDT_CHECK idt_rc idt_csv_open_pieces(idt_csv *csv, char delimiter, size_t row_bytes_max,
                                     idt_error *err);
/* The bytes from csv->at on, and what follows them; `last`: there the file ends. Before the last, a
 * piece of IDT_CSV_PIECE_BYTES(row_bytes_max) has a row in it. */
void idt_csv_piece(idt_csv *csv, idt_str bytes, bool last);
void idt_csv_release(idt_csv *csv);
idt_csv_what idt_csv_next(idt_csv *csv, idt_csv_row *row);
/* A row given before, from its bytes; counts nothing a second time. */
void idt_csv_again(idt_csv *csv, idt_str row_bytes, idt_csv_row *row);
/* Where field `field` begins in a row's bytes (its quote, if it has one); their end where there are
 * fewer. */
size_t idt_csv_field_at(idt_str row_bytes, char delimiter, size_t field);

#endif
