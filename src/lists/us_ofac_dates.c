#include "lists/us_ofac_dates.h"

#include <stdio.h>

#include "statement/date.h"

static const char *const MONTHS[12] = {"january",   "february", "march",    "april",
                                       "may",       "june",     "july",     "august",
                                       "september", "october",  "november", "december"};

static bool take_digits(idt_str *s, size_t least, size_t most, unsigned *value)
{
    size_t n = 0;
    *value = 0;
    while (n < s->len && n < most && s->ptr[n] >= '0' && s->ptr[n] <= '9') {
        *value = *value * 10 + (unsigned)(s->ptr[n++] - '0');
    }
    const bool more = n < s->len && s->ptr[n] >= '0' && s->ptr[n] <= '9';
    if (n < least || more) {
        return false;
    }
    *s = idt_str_slice(*s, n, s->len);
    return true;
}

static bool take_word(idt_str *s, const char *word)
{
    if (!idt_str_starts(*s, word)) {
        return false;
    }
    *s = idt_str_slice(*s, strlen(word), s->len);
    return true;
}

static bool is_month(idt_str word, const char *name)
{
    if (word.len != 3 && word.len != strlen(name)) {
        return false;
    }
    for (size_t i = 0; i < word.len; i++) {
        if ((word.ptr[i] | 0x20) != name[i]) {
            return false;
        }
    }
    return true;
}

/* "Jan " or "January ", in any case; 1 to 12, 0 where there is none. */
static unsigned take_month(idt_str *s)
{
    const size_t blank = idt_str_find(*s, ' ');
    const idt_str word = idt_str_slice(*s, 0, blank);
    for (unsigned m = 0; blank < s->len && m < 12; m++) {
        if (is_month(word, MONTHS[m])) {
            *s = idt_str_slice(*s, blank + 1, s->len);
            return m + 1;
        }
    }
    return 0;
}

/* One date off the front: "[13 ][Jan ]1965". */
static bool take_one(idt_str *s, bool *circa, char out[12])
{
    unsigned day = 0;
    unsigned year;
    idt_str rest = *s;
    *circa = take_word(&rest, "circa ") || take_word(&rest, "Circa ") || take_word(&rest, "c. ");
    const idt_str from = rest;
    const bool has_day = take_digits(&rest, 1, 2, &day) && take_word(&rest, " ");
    if (!has_day) {
        rest = from;
    }
    const unsigned month = take_month(&rest);
    if ((has_day && month == 0) || !take_digits(&rest, 4, 4, &year)) {
        return false;
    }
    int n;
    if (has_day) {
        n = snprintf(out, 12, "%04u-%02u-%02u", year, month, day);
    } else if (month > 0) {
        n = snprintf(out, 12, "%04u-%02u", year, month);
    } else {
        n = snprintf(out, 12, "%04u", year);
    }
    *s = rest;
    return n > 0 && n < 12;
}

bool idt_ofac_date_read(idt_str text, idt_ofac_date *out)
{
    char first[12];
    char second[12];
    bool circa;
    bool circa_too = false;
    idt_date date;
    idt_str rest = idt_str_trim(text);
    out->circa = false;
    if (!take_one(&rest, &circa, first)) {
        return false;
    }
    if (rest.len == 0) {
        (void)snprintf(out->edtf, sizeof out->edtf, "%s%s", first, circa ? "~" : "");
    } else {
        const bool to = take_word(&rest, " to ") || take_word(&rest, "-") || take_word(&rest, "/");
        if (!to || !take_one(&rest, &circa_too, second) || rest.len > 0) {
            return false;
        }
        out->circa = circa || circa_too;
        (void)snprintf(out->edtf, sizeof out->edtf, "[%s..%s]", first, second);
    }
    return idt_date_parse(idt_str_borrow(out->edtf), &date, NULL) == IDT_OK;
}
