#include "match/written_day.h"

#include <stdio.h>

#define PIECES       3
#define YEAR_DIGITS  4
#define PLAIN_DIGITS 8 /* 19510619 */
#define MONTHS       12
#define SHORTEST     3 /* letters of a month's name */

/* Three numbers or words, and what parts the first two. */
typedef struct pieces {
    idt_str at[PIECES];
    char mark;
} pieces;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Off it: a time of day behind a blank or T, as databases write it. */
static idt_str without_time(idt_str value)
{
    value = idt_str_trim(value);
    for (size_t i = 1; i + 3 < value.len; i++) {
        const char *p = value.ptr + i;
        if ((p[0] == ' ' || p[0] == 'T') && is_digit(p[1]) && is_digit(p[2]) && p[3] == ':') {
            return idt_str_slice(value, 0, i);
        }
    }
    return value;
}

/* The run of digits or letters at *i, and the marks behind it: `-/.,` and blanks. */
static idt_str take_piece(idt_str text, size_t *i, char *mark)
{
    const size_t from = *i;
    bool (*same)(char) = from < text.len && is_digit(text.ptr[from]) ? is_digit : is_letter;
    while (*i < text.len && same(text.ptr[*i])) {
        (*i)++;
    }
    const idt_str piece = idt_str_slice(text, from, *i);
    *mark = '\0';
    for (; *i < text.len && strchr("-/., ", text.ptr[*i]) != NULL; (*i)++) {
        *mark = *mark == '\0' || *mark == ' ' ? text.ptr[*i] : *mark;
    }
    return piece;
}

static bool take_apart(idt_str text, pieces *out)
{
    size_t i = 0;
    char marks[PIECES];
    for (size_t k = 0; k < PIECES; k++) {
        out->at[k] = take_piece(text, &i, &marks[k]);
        if (out->at[k].len == 0 || (marks[k] == '\0') != (k == PIECES - 1)) {
            return false;
        }
    }
    out->mark = marks[0];
    return i == text.len;
}

/* 1 to `most`, of one or two digits; 0: none. */
static uint32_t small(idt_str piece, uint32_t most)
{
    uint64_t n = 0;
    return piece.len <= 2 && idt_str_to_u64(piece, most, &n) ? (uint32_t)n : 0;
}

static uint32_t month_named(idt_str piece)
{
    static const char *const names[MONTHS] = {"january",   "february", "march",    "april",
                                              "may",       "june",     "july",     "august",
                                              "september", "october",  "november", "december"};
    for (uint32_t m = 0; m < MONTHS && piece.len >= SHORTEST; m++) {
        const idt_str name = idt_str_borrow(names[m]);
        if (idt_str_equal_any_case(piece, idt_str_slice(name, 0, piece.len))) {
            return m + 1;
        }
    }
    return 0;
}

static bool is_year(idt_str piece)
{
    uint64_t n = 0;
    return piece.len == YEAR_DIGITS && idt_str_to_u64(piece, 9999, &n);
}

static bool put(idt_str year, uint32_t month, uint32_t day, char out[IDT_WRITTEN_DAY_BYTES])
{
    if (!is_year(year) || month == 0 || day == 0) {
        return false;
    }
    (void)snprintf(out, IDT_WRITTEN_DAY_BYTES, IDT_STR_FMT "-%02u-%02u", IDT_STR_ARG(year),
                   month % 100, day % 100);
    return true;
}

/* Both before the year, as numbers (I2). */
static bool put_either(const pieces *p, char out[IDT_WRITTEN_DAY_BYTES])
{
    const uint32_t a = small(p->at[0], 31);
    const uint32_t b = small(p->at[1], 31);
    if (p->mark == '.' || a == b || a > MONTHS) {
        return b <= MONTHS && put(p->at[2], b, a, out);
    }
    return b > MONTHS && put(p->at[2], a, b, out);
}

bool idt_written_day(idt_str value, char out[IDT_WRITTEN_DAY_BYTES])
{
    pieces p;
    uint64_t n;
    const idt_str text = without_time(value);
    if (text.len == PLAIN_DIGITS && idt_str_to_u64(text, 99999999, &n)) {
        return put(idt_str_slice(text, 0, 4), small(idt_str_slice(text, 4, 6), MONTHS),
                   small(idt_str_slice(text, 6, 8), 31), out);
    }
    if (!take_apart(text, &p)) {
        return false;
    }
    if (is_year(p.at[0])) {
        const uint32_t named = month_named(p.at[1]);
        return put(p.at[0], named != 0 ? named : small(p.at[1], MONTHS), small(p.at[2], 31), out);
    }
    if (is_letter(p.at[0].ptr[0])) {
        return put(p.at[2], month_named(p.at[0]), small(p.at[1], 31), out);
    }
    if (is_letter(p.at[1].ptr[0])) {
        return put(p.at[2], month_named(p.at[1]), small(p.at[0], 31), out);
    }
    return put_either(&p, out);
}
