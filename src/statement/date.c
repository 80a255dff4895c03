#include "statement/date.h"

#include <stdio.h>

#include "core/clock.h"

/* The days a text may name. Arithmetic that leaves them answers "no bound". */
#define YEAR_MIN       (-9999)
#define YEAR_MAX       9999
#define YEAR_DIGITS    4
#define DURATION_MAX   999999 /* of one part: beyond any term of law, far from overflow */
#define QUOTE_BYTES    48     /* of the text in a message */
#define UNSPECIFIED_IN 2      /* level 1: the X of a year are its last two digits at most */

/* ------------------------------------------------------------------ days */

static idt_day first_of_all(void)
{
    return idt_civil_to_days(YEAR_MIN, 1, 1);
}

static idt_day last_of_all(void)
{
    return idt_civil_to_days(YEAR_MAX, 12, 31);
}

static idt_day last_of_month(int32_t year, int32_t month)
{
    return idt_civil_to_days(year, month, idt_days_in_month(year, month));
}

static void put_two(char *out, int32_t n)
{
    out[0] = (char)('0' + n / 10);
    out[1] = (char)('0' + n % 10);
}

const char *idt_day_text(idt_day day, char out[IDT_DAY_BYTES])
{
    if (day == IDT_DAY_OPEN_START || day == IDT_DAY_OPEN_END) {
        memcpy(out, "..", sizeof "..");
        return out;
    }
    int32_t y;
    int32_t m;
    int32_t d;
    idt_days_to_civil(day, &y, &m, &d);
    if (y >= 0 && y <= 9999) { /* nearly all; each answer writes dozens, and printf is slow */
        memcpy(out, "yyyy-mm-dd", sizeof "yyyy-mm-dd");
        put_two(out, y / 100);
        put_two(out + 2, y % 100);
        put_two(out + 5, m);
        put_two(out + 8, d);
        return out;
    }
    const char *sign = y < 0 ? "-" : "";
    const int n =
        snprintf(out, IDT_DAY_BYTES, "%s%04d-%02u-%02u", sign, y < 0 ? -y : y, (unsigned)m & 0xfU,
                 (unsigned)d & 0x1fU); /* the masks show the compiler that all fits */
    if (n < 0) {
        out[0] = '\0';
    }
    return out;
}

idt_day idt_day_of_instant(int64_t instant_us)
{
    if (instant_us == IDT_INSTANT_OPEN) {
        return IDT_DAY_OPEN_END;
    }
    const int64_t day = instant_us / IDT_DAY_US - (instant_us % IDT_DAY_US < 0);
    return (idt_day)day; /* at most 2^63 / IDT_DAY_US: 106 million days */
}

/* A day counted in 64 bits, or "no bound" on the side it left the calendar. */
static idt_day within_calendar(int64_t day)
{
    if (day < first_of_all()) {
        return IDT_DAY_OPEN_START;
    }
    return day > last_of_all() ? IDT_DAY_OPEN_END : (idt_day)day;
}

idt_day idt_day_add(idt_day day, int32_t years, int32_t months, int32_t days)
{
    if (day == IDT_DAY_OPEN_START || day == IDT_DAY_OPEN_END) {
        return day;
    }
    int32_t y;
    int32_t m;
    int32_t d;
    idt_days_to_civil(day, &y, &m, &d);
    const int64_t month_count = ((int64_t)y + years) * 12 + (m - 1) + months;
    const int64_t year = (month_count - (month_count < 0 ? 11 : 0)) / 12;
    /* One year of room on each side: `days` may lead back in; a longer way back is no term of law.
     */
    if (year < YEAR_MIN - 1 || year > YEAR_MAX + 1) {
        return year < 0 ? IDT_DAY_OPEN_START : IDT_DAY_OPEN_END;
    }
    const int32_t month = (int32_t)(month_count - year * 12) + 1;
    const int32_t length = idt_days_in_month((int32_t)year, month);
    /* The day after the month's last where the month has no such day. */
    const int32_t of_month = d > length ? length + 1 : d;
    return within_calendar((int64_t)idt_civil_to_days((int32_t)year, month, 1) + of_month - 1 +
                           days);
}

/* ------------------------------------------------------------------ reading */

/* A text being read; `end` cuts it to the side of a period while columns stay those of the whole.
 */
typedef struct reader {
    idt_str text;
    size_t at;
    size_t end;
    idt_error *err;
} reader;

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xc0U) == 0x80U;
}

/* The text for a message: controls become '?', what is long is cut between characters. */
static void quote(idt_str text, char out[QUOTE_BYTES + 4])
{
    size_t n = text.len < QUOTE_BYTES ? text.len : QUOTE_BYTES;
    while (n < text.len && n > 0 && is_continuation(text.ptr[n])) {
        n--;
    }
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        out[i] = c < ' ' || c == 0x7f ? '?' : text.ptr[i];
    }
    if (n < text.len) {
        memcpy(out + n, "...", 3);
        n += 3;
    }
    out[n] = '\0';
}

static idt_rc refuse(const reader *r, size_t at, const char *fmt, ...) IDT_PRINTF(3, 4);

/* Everything before `at` was read, so it is ASCII and its bytes are characters. */
static idt_rc refuse(const reader *r, size_t at, const char *fmt, ...)
{
    char quoted[QUOTE_BYTES + 4];
    char why[256];
    va_list args;
    va_start(args, fmt);
    const int n = vsnprintf(why, sizeof why, fmt, args);
    va_end(args);
    quote(r->text, quoted);
    return idt_fail_at(r->err, IDT_E_INPUT, NULL, 0, (uint32_t)at + 1, at, "\"%s\": %s", quoted,
                       n < 0 ? "malformed" : why);
}

#define MET_BYTES 32

/* What stands at the reader's place, in words. */
static const char *met(const reader *r, char out[MET_BYTES])
{
    if (r->at >= r->end) {
        return r->at >= r->text.len ? "the end of the text" : "the end of this side of the period";
    }
    const unsigned char c = (unsigned char)r->text.ptr[r->at];
    if (c == ' ') {
        return "a blank";
    }
    if (c >= 0x80) {
        return "a character beyond ASCII";
    }
    const int n = c > ' ' && c < 0x7f ? snprintf(out, MET_BYTES, "'%c'", (char)c)
                                      : snprintf(out, MET_BYTES, "control byte 0x%02x", c);
    return n < 0 ? "a byte" : out;
}

static bool at_end(const reader *r)
{
    return r->at >= r->end;
}

static char peek(const reader *r)
{
    return at_end(r) ? '\0' : r->text.ptr[r->at];
}

static bool take(reader *r, char c)
{
    if (at_end(r) || r->text.ptr[r->at] != c) {
        return false;
    }
    r->at++;
    return true;
}

static bool take_dots(reader *r)
{
    if (r->end - r->at < 2 || memcmp(r->text.ptr + r->at, "..", 2) != 0) {
        return false;
    }
    r->at += 2;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A year as read: the digits, and how many of the last were X. */
typedef struct year_read {
    bool negative;
    int32_t digits; /* with 0 for each X */
    int unspecified;
} year_read;

static idt_rc read_year(reader *r, year_read *out)
{
    const size_t start = r->at;
    char word[MET_BYTES];
    *out = (year_read){.negative = take(r, '-')};
    for (int i = 0; i < YEAR_DIGITS; i++) {
        const char c = peek(r);
        const bool unspecified = c == 'X' && i >= YEAR_DIGITS - UNSPECIFIED_IN;
        if (!unspecified && (!is_digit(c) || out->unspecified > 0)) {
            return refuse(r, r->at, "%s; expected a year of %d digits, the last %d possibly X",
                          met(r, word), YEAR_DIGITS, UNSPECIFIED_IN);
        }
        out->unspecified += unspecified;
        out->digits = out->digits * 10 + (unspecified ? 0 : c - '0');
        r->at++;
    }
    if (is_digit(peek(r)) || peek(r) == 'X') {
        return refuse(r, r->at,
                      "a year of over %d digits, or a month without '-'; expected %d "
                      "digits",
                      YEAR_DIGITS, YEAR_DIGITS);
    }
    if (out->negative && out->digits == 0 && out->unspecified == 0) {
        return refuse(r, start, "year -0000; expected 0000 without a sign");
    }
    return IDT_OK;
}

/* The two digits of a month or day, or `XX` (*out = 0, which no calendar has). */
static idt_rc read_pair(reader *r, const char *what, const char *range, int32_t *out)
{
    char word[MET_BYTES];
    if (peek(r) == 'X') {
        r->at++;
        if (take(r, 'X')) {
            *out = 0;
            return IDT_OK;
        }
        return refuse(r, r->at, "%s; expected a second X (a %s is unspecified whole)", met(r, word),
                      what);
    }
    *out = 0;
    for (int i = 0; i < 2; i++) {
        if (!is_digit(peek(r))) {
            return refuse(r, r->at, "%s; expected a %s of two digits, %s or XX", met(r, word), what,
                          range);
        }
        *out = *out * 10 + (r->text.ptr[r->at] - '0');
        r->at++;
    }
    if (*out == 0) {
        return refuse(r, r->at - 2, "%s 00; expected %s", what, range);
    }
    return IDT_OK;
}

static void set_bounds(idt_date *out, idt_date_precision precision, idt_day earliest,
                       idt_day latest)
{
    out->precision = precision;
    out->earliest = earliest;
    out->latest = latest;
}

static void set_years(const year_read *year, idt_date *out)
{
    static const int32_t span[] = {1, 10, 100};
    static const idt_date_precision names[] = {IDT_PRECISION_YEAR, IDT_PRECISION_DECADE,
                                               IDT_PRECISION_CENTURY};
    int32_t first = year->digits;
    int32_t last = year->digits + span[year->unspecified] - 1;
    if (year->negative) {
        const int32_t nearest = first == 0 ? 1 : first; /* there is no year -0000 */
        first = -last;
        last = -nearest;
    }
    set_bounds(out, names[year->unspecified], idt_civil_to_days(first, 1, 1),
               idt_civil_to_days(last, 12, 31));
}

#define SEASON_FIRST 21
#define SEASON_LAST  24

/* ISO 8601-2 says neither the hemisphere nor the days of 21-24 (spring, summer, autumn, winter),
 * nor the year a season belongs to that crosses New Year. The bounds hold every reading, from the
 * start of the month to the astronomical end: northern spring is from 1 March, southern to 23
 * December. */
static void set_season(int32_t year, int32_t season, idt_date *out)
{
    const bool crosses_new_year = season == 22 || season == 24; /* on one of the hemispheres */
    idt_day from = idt_civil_to_days(year, 3, 1);
    idt_day to = idt_civil_to_days(year, 12, 23);
    if (crosses_new_year) {
        from = idt_civil_to_days(year - 1, 12, 1);
        to = idt_civil_to_days(year + 1, 3, 21);
    }
    const idt_day first = first_of_all();
    const idt_day last = last_of_all();
    set_bounds(out, IDT_PRECISION_SEASON, from < first ? first : from, to > last ? last : to);
}

static idt_rc read_day(reader *r, int32_t year, int32_t month, idt_date *out)
{
    const size_t start = r->at;
    int32_t day = 0;
    idt_rc rc = read_pair(r, "day", "01-31", &day);
    if (rc != IDT_OK || day == 0) {
        return rc;
    }
    if (month == 0) {
        return refuse(r, start, "a day in a month that is XX; expected XX or the end");
    }
    const int32_t length = idt_days_in_month(year, month);
    if (day > length) {
        return refuse(r, start, "day %02d; expected 01-%02d (the month of that year)", day, length);
    }
    const idt_day one = idt_civil_to_days(year, month, day);
    set_bounds(out, IDT_PRECISION_DAY, one, one);
    return IDT_OK;
}

/* After `YYYY-`: a month, a season or XX, and a day. */
static idt_rc read_month(reader *r, const year_read *read, idt_date *out)
{
    const size_t start = r->at;
    const int32_t year = read->negative ? -read->digits : read->digits;
    if (read->unspecified > 0) {
        return refuse(r, start - 1, "a part after a year with X (EDTF level 2); expected the end");
    }
    int32_t month = 0;
    idt_rc rc = read_pair(r, "month", "01-12 (or a season 21-24)", &month);
    if (rc != IDT_OK) {
        return rc;
    }
    if (month >= SEASON_FIRST && month <= SEASON_LAST) {
        set_season(year, month, out);
        if (peek(r) == '-') {
            return refuse(r, r->at, "a day of a season; expected the end");
        }
        return IDT_OK;
    }
    if (month > 12) {
        return refuse(r, start, "month %02d; expected 01-12", month);
    }
    if (month > 0) {
        set_bounds(out, IDT_PRECISION_MONTH, idt_civil_to_days(year, month, 1),
                   last_of_month(year, month));
    }
    return take(r, '-') ? read_day(r, year, month, out) : IDT_OK;
}

/* A year, month, season or day without qualifiers. */
static idt_rc read_plain(reader *r, idt_date *out)
{
    year_read year;
    idt_rc rc = read_year(r, &year);
    if (rc != IDT_OK) {
        return rc;
    }
    out->kind = IDT_DATE_ONE;
    set_years(&year, out);
    return take(r, '-') ? read_month(r, &year, out) : IDT_OK;
}

static bool is_qualifier(char c)
{
    return c == '~' || c == '?' || c == '%';
}

static void take_qualifier(reader *r, idt_date *out)
{
    const char c = peek(r);
    if (is_qualifier(c)) {
        out->approximate = c != '?';
        out->uncertain = c != '~';
        r->at++;
    }
}

/* Nothing may follow; says what does in the words of whoever wrote it. */
static idt_rc expect_end(const reader *r)
{
    char word[MET_BYTES];
    if (at_end(r)) {
        return IDT_OK;
    }
    const char now = peek(r);
    const char before = r->at > 0 ? r->text.ptr[r->at - 1] : '\0';
    if (now == 'T' || now == 't') {
        return refuse(r, r->at, "a time of day; expected a day at most");
    }
    if (is_qualifier(now) && is_qualifier(before)) {
        return refuse(r, r->at, "a second qualifier; expected one (%% means both)");
    }
    if (is_qualifier(now)) {
        return refuse(r, r->at, "a qualifier of what is no date; expected the end");
    }
    if (now == '-' && is_qualifier(before)) {
        return refuse(r, r->at, "a part after a qualifier (EDTF level 2); expected the end");
    }
    if (now == '/' && before == ']') {
        return refuse(r, r->at, "a set as the start of a period (EDTF level 2); expected the end");
    }
    if (now == '/') {
        return refuse(r, r->at, "a second '/'; expected one start and one end");
    }
    if (now == '.') {
        return refuse(r, r->at, "'.'; expected the end (one day of a range is a set, [a..b])");
    }
    return refuse(r, r->at, "%s; expected the end", met(r, word));
}

static idt_rc read_one(reader *r, idt_date *out)
{
    idt_rc rc = read_plain(r, out);
    if (rc != IDT_OK) {
        return rc;
    }
    take_qualifier(r, out);
    return expect_end(r);
}

/* A member of a set: a date, no qualifier. */
static idt_rc read_member(reader *r, idt_date *out)
{
    idt_rc rc = read_plain(r, out);
    if (rc == IDT_OK && is_qualifier(peek(r))) {
        rc = refuse(r, r->at, "a qualifier inside a set (EDTF level 2); expected none");
    }
    return rc;
}

/* `..` between members, or why not. */
static idt_rc read_range_dots(reader *r)
{
    char word[MET_BYTES];
    if (take_dots(r)) {
        return IDT_OK;
    }
    if (peek(r) == ',') {
        return refuse(r, r->at, "a list of days; expected one range, [a..b]");
    }
    return refuse(r, r->at, "%s; expected '..' in a set", met(r, word));
}

/* After '[': `a..b]`, `..b]`, `a..]`. */
static idt_rc read_set(reader *r, idt_date *out)
{
    char word[MET_BYTES];
    idt_date from = {.earliest = IDT_DAY_OPEN_START};
    idt_date to = {.latest = IDT_DAY_OPEN_END};
    const bool open_start = peek(r) == '.';
    idt_rc rc = open_start ? IDT_OK : read_member(r, &from);
    if (rc == IDT_OK) {
        rc = read_range_dots(r);
    }
    if (rc != IDT_OK) {
        return rc;
    }
    const size_t second = r->at;
    if (open_start && peek(r) == ']') {
        return refuse(r, second, "a set open at both ends; expected a day at one of them");
    }
    if (peek(r) != ']') {
        rc = read_member(r, &to);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    if (peek(r) == ',') {
        return refuse(r, r->at, "a list of days; expected one range, [a..b]");
    }
    if (!take(r, ']')) {
        return refuse(r, r->at, "%s; expected ']'", met(r, word));
    }
    if (from.earliest > to.latest) {
        return refuse(r, second, "the end of the set is before its start; expected it later");
    }
    out->kind = IDT_DATE_ONE;
    set_bounds(out, IDT_PRECISION_SET, from.earliest, to.latest);
    return expect_end(r);
}

/* One side of a period; false in *known where it is empty or `..`. */
static idt_rc read_side(reader *r, idt_date *out, bool *known)
{
    const bool open = take_dots(r);
    *known = !open && !at_end(r);
    if (peek(r) == '[') {
        return refuse(r, r->at,
                      "a set as the end of a period (EDTF level 2); expected a date, "
                      "'..' or nothing");
    }
    return *known ? read_one(r, out) : expect_end(r);
}

/* The ends of a period as far as known. `..` is a period without that end, so every day on that
 * side is in it; an empty end is somewhere, so no day beyond the other end is surely in it. */
static void set_period(const idt_date *start, const idt_date *end, bool no_start, bool no_end,
                       idt_date *out)
{
    out->kind = IDT_DATE_PERIOD;
    out->earliest = start->earliest;
    out->latest = end->latest;
    out->start_latest = start->latest;
    out->end_earliest = end->earliest;
    if (no_start) {
        out->start_latest = IDT_DAY_OPEN_START;
    } else if (out->start_latest > out->latest) {
        out->start_latest = out->latest; /* a start is not after the end */
    }
    if (no_end) {
        out->end_earliest = IDT_DAY_OPEN_END;
    } else if (out->end_earliest < out->earliest) {
        out->end_earliest = out->earliest;
    }
    out->approximate = start->approximate || end->approximate;
    out->uncertain = start->uncertain || end->uncertain;
}

static idt_rc read_period(reader *r, size_t slash, idt_date *out)
{
    const idt_date unknown = {.earliest = IDT_DAY_OPEN_START, .latest = IDT_DAY_OPEN_END};
    idt_date start = unknown;
    idt_date end = unknown;
    bool start_known;
    bool end_known;
    const bool no_start = r->text.ptr[0] == '.';
    r->end = slash;
    idt_rc rc = read_side(r, &start, &start_known);
    if (rc != IDT_OK) {
        return rc;
    }
    r->at = slash + 1;
    r->end = r->text.len;
    const bool no_end = peek(r) == '.';
    rc = read_side(r, &end, &end_known);
    if (rc != IDT_OK) {
        return rc;
    }
    if (!start_known && !end_known) {
        return refuse(r, 0, "a period without a date; expected a date at one end");
    }
    if (start.earliest > end.latest) {
        return refuse(r, slash + 1, "the end is before the start; expected it later");
    }
    set_period(&start, &end, no_start, no_end, out);
    return IDT_OK;
}

idt_rc idt_date_parse(idt_str text, idt_date *out, idt_error *err)
{
    reader r = {.text = text, .end = text.len, .err = err};
    const size_t slash = idt_str_find(text, '/');
    *out = (idt_date){.kind = IDT_DATE_ABSENT};
    idt_date read = {.edtf = text};
    idt_rc rc;
    if (text.len == 0) {
        return refuse(&r, 0, "no date; expected one such as 2003, 2003-02 or 2003-02-14");
    }
    if (take(&r, '[')) {
        rc = read_set(&r, &read);
    } else if (slash < text.len) {
        rc = read_period(&r, slash, &read);
    } else {
        rc = read_one(&r, &read);
    }
    if (rc == IDT_OK) {
        *out = read;
    }
    return rc;
}

bool idt_day_parse(idt_str text, idt_day *out)
{
    idt_date date;
    const size_t len = sizeof "YYYY-MM-DD" - 1 + (idt_str_starts(text, "-") ? 1 : 0);
    if (text.len != len || idt_date_parse(text, &date, NULL) != IDT_OK ||
        date.kind != IDT_DATE_ONE || date.precision != IDT_PRECISION_DAY) {
        return false;
    }
    *out = date.earliest;
    return true;
}

/* ------------------------------------------------------------------ writing */

static idt_rc write_date(idt_date *out, idt_str text, const idt_arena *arena, idt_error *err)
{
    if (text.ptr == NULL) {
        return idt_arena_fail(arena, err);
    }
    return idt_date_parse(text, out, err); /* so that a written date is a read one */
}

idt_rc idt_date_of_day(idt_day day, idt_arena *arena, idt_date *out, idt_error *err)
{
    return idt_date_of_bounds(day, day, arena, out, err);
}

/* The length of "YYYY" or "YYYY-MM" in the text of `first` where the bounds are that whole year or
 * month; 0 where they are neither. */
static int reduced_length(idt_day first, idt_day last)
{
    int32_t y;
    int32_t m;
    int32_t d;
    idt_days_to_civil(first, &y, &m, &d);
    const int sign = y < 0 ? 1 : 0;
    if (d != 1) {
        return 0;
    }
    if (m == 1 && last == idt_civil_to_days(y, 12, 31)) {
        return sign + 4;
    }
    return last == last_of_month(y, m) ? sign + 7 : 0;
}

static bool is_bound(idt_day day, idt_day open)
{
    return day == open || (day >= first_of_all() && day <= last_of_all());
}

idt_rc idt_date_of_bounds(idt_day earliest, idt_day latest, idt_arena *arena, idt_date *out,
                          idt_error *err)
{
    char from[IDT_DAY_BYTES];
    char to[IDT_DAY_BYTES];
    const bool open_start = earliest == IDT_DAY_OPEN_START;
    const bool open_end = latest == IDT_DAY_OPEN_END;
    *out = (idt_date){.earliest = IDT_DAY_OPEN_START, .latest = IDT_DAY_OPEN_END};
    idt_day_text(earliest, from);
    idt_day_text(latest, to);
    if (!is_bound(earliest, IDT_DAY_OPEN_START) || !is_bound(latest, IDT_DAY_OPEN_END)) {
        return idt_fail(err, IDT_E_INPUT, "a day of a year beyond 4 digits (%s, %s)", from, to);
    }
    if (earliest > latest) {
        return idt_fail(err, IDT_E_INPUT, "bounds reversed: from %s to %s; expected %s first", from,
                        to, to);
    }
    if (open_start && open_end) {
        return IDT_OK;
    }
    idt_str text;
    if (open_start || open_end) {
        text = idt_str_format(arena, "[%s..%s]", open_start ? "" : from, open_end ? "" : to);
    } else if (earliest == latest) {
        text = idt_str_format(arena, "%s", from);
    } else {
        const int len = reduced_length(earliest, latest);
        text = len > 0 ? idt_str_format(arena, "%.*s", len, from)
                       : idt_str_format(arena, "[%s..%s]", from, to);
    }
    return write_date(out, text, arena, err);
}

/* ------------------------------------------------------------------ comparing */

static idt_tri tri_of(bool yes, bool no)
{
    return yes ? IDT_YES : no ? IDT_NO : IDT_UNKNOWN;
}

/* The last day its first day may be, and the first day its last day may be. */
static idt_day latest_start(const idt_date *date)
{
    return date->kind == IDT_DATE_PERIOD ? date->start_latest : date->latest;
}

static idt_day earliest_end(const idt_date *date)
{
    return date->kind == IDT_DATE_PERIOD ? date->end_earliest : date->earliest;
}

idt_tri idt_date_before(const idt_date *date, idt_day day)
{
    if (date->kind == IDT_DATE_ABSENT) {
        return IDT_UNKNOWN;
    }
    return tri_of(date->latest < day, earliest_end(date) >= day);
}

idt_tri idt_date_after(const idt_date *date, idt_day day)
{
    if (date->kind == IDT_DATE_ABSENT) {
        return IDT_UNKNOWN;
    }
    return tri_of(date->earliest > day, latest_start(date) <= day);
}

idt_tri idt_date_order(const idt_date *a, const idt_date *b)
{
    if (a->kind == IDT_DATE_ABSENT || b->kind == IDT_DATE_ABSENT) {
        return IDT_UNKNOWN;
    }
    return tri_of(a->latest < b->earliest, earliest_end(a) >= latest_start(b));
}

idt_tri idt_date_covers(const idt_date *date, idt_day day)
{
    if (date->kind == IDT_DATE_ABSENT) {
        return IDT_UNKNOWN;
    }
    /* A day has its start and its end on itself: the rule of periods holds for it too. */
    return tri_of(latest_start(date) <= day && day <= earliest_end(date),
                  day < date->earliest || day > date->latest);
}

bool idt_date_contains(const idt_date *a, const idt_date *b)
{
    if (a->kind == IDT_DATE_ABSENT || a->kind != b->kind || a->earliest > b->earliest ||
        a->latest < b->latest) {
        return false;
    }
    return a->kind == IDT_DATE_ONE ||
           (a->start_latest >= b->start_latest && a->end_earliest <= b->end_earliest);
}

/* How many days the bounds leave open; 64 bits hold the sentinels as the large numbers they are. */
static int64_t looseness(const idt_date *date)
{
    if (date->kind == IDT_DATE_PERIOD) {
        return (int64_t)date->start_latest - date->earliest + date->latest - date->end_earliest;
    }
    return (int64_t)date->latest - date->earliest;
}

static idt_day later(idt_day a, idt_day b)
{
    return a > b ? a : b;
}

static idt_day sooner(idt_day a, idt_day b)
{
    return a < b ? a : b;
}

bool idt_date_meet(const idt_date *a, const idt_date *b, idt_date *out)
{
    if (a->kind == IDT_DATE_ABSENT || b->kind == IDT_DATE_ABSENT) {
        *out = a->kind == IDT_DATE_ABSENT ? *b : *a;
        return true;
    }
    const bool both_periods = a->kind == IDT_DATE_PERIOD && b->kind == IDT_DATE_PERIOD;
    idt_date met_in = looseness(b) < looseness(a) ? *b : *a;
    if (a->kind != b->kind) {
        met_in = a->kind == IDT_DATE_ONE ? *a : *b; /* a day within a period is a day */
    }
    met_in.earliest = later(a->earliest, b->earliest);
    met_in.latest = sooner(a->latest, b->latest);
    if (met_in.earliest > met_in.latest) {
        return false;
    }
    if (both_periods) {
        met_in.start_latest = sooner(a->start_latest, b->start_latest);
        met_in.end_earliest = later(a->end_earliest, b->end_earliest);
        if (met_in.start_latest < met_in.earliest || met_in.end_earliest > met_in.latest) {
            return false;
        }
    }
    *out = met_in;
    return true;
}

/* ------------------------------------------------------------------ durations */

/* Decimal digits of one part; column of the first in `r`. */
static idt_rc read_count(reader *r, int32_t *out)
{
    char word[MET_BYTES];
    const size_t start = r->at;
    int32_t value = 0;
    for (; is_digit(peek(r)); r->at++) {
        value = value * 10 + (peek(r) - '0');
        if (value > DURATION_MAX) {
            return refuse(r, start, "a number over %d; expected one up to it", DURATION_MAX);
        }
    }
    if (r->at == start) {
        return refuse(r, r->at, "%s; expected a whole number and Y, M, W or D", met(r, word));
    }
    *out = value;
    return IDT_OK;
}

idt_rc idt_duration_parse(idt_str text, idt_duration *out, idt_error *err)
{
    static const char units[] = "YMWD";
    reader r = {.text = text, .end = text.len, .err = err};
    char word[MET_BYTES];
    int32_t parts[4] = {0};
    size_t next = 0; /* units come in their order, each once */
    *out = (idt_duration){0};
    if (!take(&r, 'P')) {
        return refuse(&r, 0, "%s; expected a duration such as P2Y, P1Y6M, P2W or P40D",
                      met(&r, word));
    }
    do {
        if (peek(&r) == 'T') {
            return refuse(&r, r.at, "hours; expected whole years, months, weeks or days");
        }
        int32_t value = 0;
        idt_rc rc = read_count(&r, &value);
        if (rc != IDT_OK) {
            return rc;
        }
        const char *unit = at_end(&r) ? NULL : strchr(units + next, peek(&r));
        if (unit == NULL || *unit == '\0') {
            return refuse(&r, r.at, "%s; expected %s", met(&r, word),
                          next == 0 ? "Y, M, W or D" : "a unit smaller than the one before");
        }
        next = (size_t)(unit - units);
        parts[next++] = value;
        r.at++;
    } while (!at_end(&r));
    out->years = parts[0];
    out->months = parts[1];
    out->days = parts[2] * 7 + parts[3];
    return IDT_OK;
}
