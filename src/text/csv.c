#include "text/csv.h"

#include <stdio.h>

#include "text/utf8.h"

#define END_MARK 0x1a

/* ---- open ---- */

static bool is_utf16(idt_str bytes)
{
    const unsigned char *b = (const unsigned char *)bytes.ptr;
    if (bytes.len < 2) {
        return false;
    }
    return (b[0] == 0xff && b[1] == 0xfe) || (b[0] == 0xfe && b[1] == 0xff) ||
           (b[0] == 0) != (b[1] == 0);
}

idt_rc idt_csv_open(idt_csv *csv, const char *source, idt_str bytes, char delimiter,
                    size_t row_bytes_max, idt_error *err)
{
    memset(csv, 0, offsetof(idt_csv, fields));
    csv->delimiter = delimiter;
    csv->row_bytes_max = row_bytes_max;
    csv->line = 1;
    csv->text = idt_arena_new(row_bytes_max * 8 + ((size_t)1 << 20));
    if (csv->text == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to read rows");
    }
    if (is_utf16(bytes)) {
        return idt_fail_at(err, IDT_E_INPUT, source, 1, 1, 0,
                           "the file is UTF-16; expected UTF-8 or Windows-1252: convert it first");
    }
    const char *nul = bytes.len > 0 ? memchr(bytes.ptr, 0, bytes.len) : NULL;
    if (nul != NULL) {
        const size_t offset = (size_t)(nul - bytes.ptr);
        const idt_position p = idt_utf8_position(bytes, offset);
        return idt_fail_at(err, IDT_E_INPUT, source, p.line, p.column, offset,
                           "a NUL byte; expected text: the file is damaged or of another kind");
    }
    if (idt_str_starts(bytes, "\xef\xbb\xbf")) {
        bytes = idt_str_slice(bytes, 3, bytes.len);
    }
    csv->file = bytes;
    csv->utf8 = idt_utf8_check(bytes, NULL);
    return IDT_OK;
}

idt_rc idt_csv_open_pieces(idt_csv *csv, char delimiter, size_t row_bytes_max, idt_error *err)
{
    memset(csv, 0, offsetof(idt_csv, fields));
    csv->delimiter = delimiter;
    csv->row_bytes_max = row_bytes_max;
    csv->line = 1;
    csv->utf8 = true;
    csv->stream = true;
    csv->pieces = true;
    csv->file = (idt_str){.ptr = "", .len = 0};
    csv->text = idt_arena_new(row_bytes_max * 8 + ((size_t)1 << 20));
    return csv->text != NULL ? IDT_OK
                             : idt_fail(err, IDT_E_LIMIT, "there is no memory to read rows");
}

void idt_csv_piece(idt_csv *csv, idt_str bytes, bool last)
{
    csv->file = bytes;
    csv->at = 0;
    csv->pieces = !last;
}

void idt_csv_release(idt_csv *csv)
{
    idt_arena_free(csv->text);
}

/* ---- fields that are not plain ---- */

/* Windows-1252, 0x80 to 0x9f, as the WHATWG's Encoding standard has it; the rest is Latin-1. */
static const uint16_t HIGH[32] = {0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
                                  0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
                                  0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                  0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

static size_t put_1252(char *out, unsigned char byte)
{
    const unsigned c = byte >= 0x80 && byte < 0xa0 ? HIGH[byte - 0x80] : byte;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | (c >> 6));
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    out[0] = (char)(0xe0 | (c >> 12));
    out[1] = (char)(0x80 | ((c >> 6) & 0x3f));
    out[2] = (char)(0x80 | (c & 0x3f));
    return 3;
}

/* {NULL, 0} without memory. */
static idt_str rewrite(idt_csv *csv, idt_str raw, bool doubled, bool convert)
{
    char *out = idt_arena_alloc(csv->text, raw.len * 3 + 1);
    size_t n = 0;
    if (out == NULL) {
        return (idt_str){0};
    }
    for (size_t i = 0; i < raw.len; i++) {
        const unsigned char byte = (unsigned char)raw.ptr[i];
        if (convert) {
            n += put_1252(out + n, byte);
        } else {
            out[n++] = (char)byte;
        }
        i += doubled && byte == '"' ? 1 : 0; /* inside a quoted field they come in twos */
    }
    return (idt_str){.ptr = out, .len = n};
}

/* Fields of a split row that are not plain get their text (I2). */
static bool finish_fields(idt_csv *csv, const idt_csv_row *row, bool any_doubled, bool counts)
{
    csv->no_memory = false;
    if (csv->bytes_only || (csv->utf8 && !any_doubled)) {
        return true;
    }
    for (size_t i = 0; i < row->count; i++) {
        const bool convert = !csv->utf8 && !idt_utf8_check(csv->fields[i], NULL);
        if (!convert && !csv->doubled[i]) {
            continue;
        }
        if (convert && counts && csv->converted++ == 0) {
            csv->converted_line = row->line;
        }
        csv->fields[i] = rewrite(csv, csv->fields[i], csv->doubled[i], convert);
        if (csv->fields[i].ptr == NULL) {
            csv->no_memory = true;
            return false;
        }
    }
    return true;
}

/* ---- one row ---- */

/* One row while it is split. */
typedef struct split {
    idt_csv *csv;
    const char *at;
    const char *end; /* of the file, or of the row split again */
    const char *start;
    size_t count;
    uint64_t lines; /* line ends inside the row */
    bool any_doubled;
    bool again; /* a row given before: its bytes have no line end, and nothing is counted */
} split;

static bool fault(split *s, const char *at, const char *why)
{
    idt_csv *csv = s->csv;
    csv->fault_column = (uint32_t)(at - s->start + 1);
    (void)snprintf(csv->fault, sizeof csv->fault, "%s", why);
    return false;
}

static bool add_field(split *s, const char *from, const char *to, bool doubled)
{
    if (s->count == IDT_CSV_COLUMNS_MAX) {
        return fault(s, from, "more than 256 fields in one row");
    }
    s->csv->fields[s->count] = (idt_str){.ptr = from, .len = (size_t)(to - from)};
    s->csv->doubled[s->count++] = doubled;
    s->any_doubled |= doubled;
    return true;
}

/* A CR before an LF, or as the file's last byte. */
static bool ends_with_cr(const split *s, const char *p)
{
    return !s->again && *p == '\r' && (p + 1 == s->end || p[1] == '\n');
}

static bool at_line_end(const split *s)
{
    return s->at == s->end || *s->at == '\n' || ends_with_cr(s, s->at);
}

static uint64_t count_lines(const char *from, const char *to)
{
    uint64_t n = 0;
    for (; from < to; from++) {
        n += *from == '\n';
    }
    return n;
}

/* `at` stands on the opening quote; afterwards behind the closing one. */
static bool quoted_field(split *s)
{
    const char *open = s->at;
    const char *most = (size_t)(s->end - s->start) > s->csv->row_bytes_max
                           ? s->start + s->csv->row_bytes_max
                           : s->end;
    const char *p = open + 1;
    bool doubled = false;
    for (;;) {
        p = p < most ? memchr(p, '"', (size_t)(most - p)) : NULL;
        if (p == NULL) {
            return fault(s, open,
                         most == s->end ? "a quote is opened here and never closed"
                                        : "a quote is opened here and not closed within the "
                                          "longest row");
        }
        if (p + 1 == s->end || p[1] != '"') {
            break;
        }
        doubled = true;
        p += 2;
    }
    s->at = p + 1;
    if (memchr(open, '\n', (size_t)(p - open)) != NULL) {
        s->lines += count_lines(open, p);
    }
    if (!at_line_end(s) && *s->at != s->csv->delimiter) {
        return fault(s, open,
                     "the quoted field opened here is followed by other text: a stray quote, or "
                     "one that is not closed; quotes inside a field are written twice");
    }
    return add_field(s, open + 1, p, doubled);
}

static bool plain_field(split *s)
{
    const char *from = s->at;
    const char delimiter = s->csv->delimiter;
    const char *p = from;
    bool quote = false;
    while (p < s->end && *p != delimiter && *p != '\n') {
        quote |= *p == '"';
        p++;
    }
    s->at = p;
    if (quote && !s->again && s->csv->stray_quotes++ == 0) {
        s->csv->stray_line = s->csv->line + s->lines;
    }
    const bool cr = p > from && (p == s->end || *p == '\n') && ends_with_cr(s, p - 1);
    s->at -= cr ? 1 : 0;
    return add_field(s, from, s->at, false);
}

/* Fields up to the line end, where `at` stays. What stands behind the longest row is not looked at:
 * a piece need not have it. */
static bool split_row(split *s)
{
    for (;;) {
        const bool quoted = s->at < s->end && *s->at == '"';
        if (!(quoted ? quoted_field(s) : plain_field(s))) {
            return false;
        }
        if ((size_t)(s->at - s->start) > s->csv->row_bytes_max) {
            return fault(s, s->start, "the row is longer than any may be");
        }
        if (at_line_end(s)) {
            return true;
        }
        s->at++;
    }
}

/* ---- row after row ---- */

static const char *line_end(const char *from, const char *end)
{
    const char *p = from < end ? memchr(from, '\n', (size_t)(end - from)) : NULL;
    return p != NULL ? p : end;
}

/* Past the line end at `p`. */
static void go_on(idt_csv *csv, const char *p, uint64_t lines)
{
    const char *end = csv->file.ptr + csv->file.len;
    p += p < end && *p == '\r' ? 1 : 0;
    csv->line += lines + (p < end ? 1 : 0);
    p += p < end ? 1 : 0;
    csv->at = (size_t)(p - csv->file.ptr);
}

/* A fault is the physical line it began in. */
static idt_csv_what give_fault(split *s, idt_csv_row *row)
{
    const char *end = line_end(s->start, s->end);
    row->bytes = (idt_str){.ptr = s->start, .len = (size_t)(end - s->start)};
    row->count = s->count;
    s->csv->skipping = end == s->end && s->csv->pieces;
    go_on(s->csv, end, 0);
    return IDT_CSV_FAULT;
}

/* Past the line of a fault that began in an earlier piece; false where it goes on. */
static bool skip_line(idt_csv *csv)
{
    const char *from = csv->file.ptr + csv->at;
    const char *end = csv->file.ptr + csv->file.len;
    const char *p = line_end(from, end);
    go_on(csv, p, 0);
    csv->skipping = p == end && csv->pieces;
    return !csv->skipping;
}

static bool is_last_byte(const idt_csv *csv)
{
    return !csv->pieces && csv->at + 1 == csv->file.len;
}

/* Blank lines and the end mark; false where the file ends. */
static bool to_next_row(idt_csv *csv)
{
    if (csv->skipping && !skip_line(csv)) {
        return false;
    }
    while (csv->at < csv->file.len) {
        const char *p = csv->file.ptr + csv->at;
        const bool cr = *p == '\r' && (csv->at + 1 == csv->file.len ? !csv->pieces : p[1] == '\n');
        if (*p == END_MARK && (!csv->stream || is_last_byte(csv))) {
            csv->end_mark = true;
            csv->at++;
        } else if (*p == '\n' || cr) {
            go_on(csv, p, 0);
        } else {
            return true;
        }
    }
    return false;
}

idt_csv_what idt_csv_next(idt_csv *csv, idt_csv_row *row)
{
    idt_arena_clear(csv->text);
    const bool any = to_next_row(csv);
    if (csv->pieces && csv->file.len - csv->at < IDT_CSV_PIECE_BYTES(csv->row_bytes_max)) {
        return IDT_CSV_MORE;
    }
    if (!any) {
        return IDT_CSV_END;
    }
    split s = {.csv = csv, .start = csv->file.ptr + csv->at};
    s.at = s.start;
    s.end = csv->file.ptr + csv->file.len;
    *row = (idt_csv_row){.fields = csv->fields, .line = csv->line};
    if (csv->end_mark) {
        (void)fault(&s, s.start, "text after the end mark (0x1A); the mark ends a file");
        return give_fault(&s, row);
    }
    if (!split_row(&s)) {
        return give_fault(&s, row);
    }
    row->count = s.count;
    row->bytes = (idt_str){.ptr = s.start, .len = (size_t)(s.at - s.start)};
    if (!finish_fields(csv, row, s.any_doubled, true)) {
        (void)fault(&s, s.start, "no memory for the row's text");
        return give_fault(&s, row);
    }
    go_on(csv, s.at, s.lines);
    return IDT_CSV_ROW;
}

void idt_csv_again(idt_csv *csv, idt_str row_bytes, idt_csv_row *row)
{
    split s = {.csv = csv, .start = row_bytes.ptr, .at = row_bytes.ptr, .again = true};
    s.end = row_bytes.ptr + row_bytes.len;
    idt_arena_clear(csv->text);
    *row = (idt_csv_row){.fields = csv->fields, .bytes = row_bytes};
    if (split_row(&s)) {
        row->count = s.count;
        row->count = finish_fields(csv, row, s.any_doubled, false) ? s.count : 0;
    }
}

size_t idt_csv_field_at(idt_str row_bytes, char delimiter, size_t field)
{
    bool begins = true;
    bool quoted = false;
    for (size_t i = 0; i < row_bytes.len; i++) {
        const char c = row_bytes.ptr[i];
        if (field == 0 && begins) {
            return i;
        }
        if (c == '"' && (begins || quoted)) {
            quoted = !quoted || (i + 1 < row_bytes.len && row_bytes.ptr[i + 1] == '"');
            i += !begins && quoted ? 1 : 0;
        }
        begins = !quoted && c == delimiter;
        field -= begins ? 1 : 0;
    }
    return row_bytes.len;
}
