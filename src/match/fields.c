#include "match/fields.h"

/* By the profile of scoring. */
static int32_t weight(const idt_scoring *scoring, idt_scoring_weight which)
{
    return idt_scoring_weight_of(scoring, which);
}

typedef struct verdict {
    int32_t mnat;
    const char *note; /* NULL: not comparable */
} verdict;

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Case, blanks and punctuation aside. */
static bool same_code(idt_str a, idt_str b)
{
    size_t i = 0;
    size_t k = 0;
    size_t compared = 0;
    for (;;) {
        while (i < a.len && !is_letter_or_digit(lower(a.ptr[i]))) {
            i++;
        }
        while (k < b.len && !is_letter_or_digit(lower(b.ptr[k]))) {
            k++;
        }
        if (i >= a.len || k >= b.len) {
            return i >= a.len && k >= b.len && compared > 0;
        }
        if (lower(a.ptr[i++]) != lower(b.ptr[k++])) {
            return false;
        }
        compared++;
    }
}

static bool one_day(const idt_date *d)
{
    return d->kind == IDT_DATE_ONE && d->earliest == d->latest && !d->approximate && !d->uncertain;
}

/* 1951-06-09 against 1951-09-06 */
static bool swapped(const idt_date *a, const idt_date *b)
{
    char x[IDT_DAY_BYTES];
    char y[IDT_DAY_BYTES];
    const char *p = idt_day_text(a->earliest, x);
    const char *q = idt_day_text(b->earliest, y);
    return strlen(p) == 10 && strlen(q) == 10 && memcmp(p, q, 5) == 0 &&
           memcmp(p + 5, q + 8, 2) == 0 && memcmp(p + 8, q + 5, 2) == 0;
}

/* Years between two ranges of days: 0 where they meet. */
static int64_t years_between(const idt_date *a, const idt_date *b)
{
    const int64_t gap = (int64_t)a->earliest > b->latest   ? (int64_t)a->earliest - b->latest
                        : (int64_t)b->earliest > a->latest ? (int64_t)b->earliest - a->latest
                                                           : 0;
    return (gap + 364) / 365;
}

static bool same_year(const idt_date *a, const idt_date *b)
{
    char x[IDT_DAY_BYTES];
    char y[IDT_DAY_BYTES];
    return strncmp(idt_day_text(a->earliest, x), idt_day_text(b->earliest, y), 4) == 0;
}

static verdict birth(const idt_scoring *s, const idt_profile_field *a, const idt_profile_field *b)
{
    const idt_date *x = &a->date;
    const idt_date *y = &b->date;
    if (one_day(x) && one_day(y)) {
        if (x->earliest == y->earliest) {
            return (verdict){weight(s, IDT_WEIGHT_BIRTH_EQUAL), "birth date equal"};
        }
        if (swapped(x, y)) {
            return (verdict){weight(s, IDT_WEIGHT_BIRTH_SWAPPED), "day and month swapped"};
        }
        if (same_year(x, y)) {
            return (verdict){0, "same year, another day"};
        }
    }
    const int64_t slack = x->approximate || x->uncertain || y->approximate || y->uncertain ? 2 : 0;
    const int64_t years = years_between(x, y) - slack;
    if (years <= 0) {
        return (verdict){slack > 0 ? 0 : weight(s, IDT_WEIGHT_BIRTH_YEAR),
                         "birth dates agree as far as known"};
    }
    return years == 1   ? (verdict){0, "birth dates a year apart"}
           : years == 2 ? (verdict){weight(s, IDT_WEIGHT_BIRTH_NEAR), "birth dates two years apart"}
                        : (verdict){weight(s, IDT_WEIGHT_BIRTH_DIFFERS), "birth dates differ"};
}

static verdict country(const idt_scoring *s, const idt_profile_field *a, const idt_profile_field *b)
{
    return same_code(a->value, b->value)
               ? (verdict){weight(s, IDT_WEIGHT_COUNTRY_EQUAL), "a country in common"}
               : (verdict){weight(s, IDT_WEIGHT_COUNTRY_DIFFERS), "no country in common"};
}

static verdict gender(const idt_scoring *s, const idt_profile_field *a, const idt_profile_field *b)
{
    const bool known = a->value.len > 0 && b->value.len > 0 && lower(a->value.ptr[0]) != 'o' &&
                       lower(b->value.ptr[0]) != 'o';
    return !known || lower(a->value.ptr[0]) == lower(b->value.ptr[0])
               ? (verdict){0, "gender does not differ"}
               : (verdict){weight(s, IDT_WEIGHT_GENDER_DIFFERS), "gender differs"};
}

static verdict identifier(const idt_scoring *s, const idt_profile_field *a,
                          const idt_profile_field *b)
{
    if (same_code(a->value, b->value)) {
        return (verdict){weight(s, IDT_WEIGHT_IDENTIFIER_EQUAL), IDT_NOTE_IDENTIFIER};
    }
    return strcmp(a->property, b->property) == 0
               ? (verdict){weight(s, IDT_WEIGHT_IDENTIFIER_DIFFERS),
                           "identifiers of one kind differ"}
               : (verdict){0, NULL};
}

typedef verdict compare_fn(const idt_scoring *s, const idt_profile_field *a,
                           const idt_profile_field *b);

static void add_best(const idt_scoring *s, const idt_profile *q, const idt_profile *n,
                     idt_field_kind kind, compare_fn *compare, idt_evidence *out)
{
    verdict best = {INT32_MIN, NULL};
    for (size_t i = 0; i < q->field_count; i++) {
        for (size_t k = 0; k < n->field_count; k++) {
            if (q->fields[i].kind != kind || n->fields[k].kind != kind) {
                continue;
            }
            const verdict v = compare(s, &q->fields[i], &n->fields[k]);
            best = v.note != NULL && v.mnat > best.mnat ? v : best;
        }
    }
    if (best.note != NULL && (s->fields_lower || best.mnat >= 0)) {
        idt_evidence_add(out,
                         (idt_term){.kind = IDT_TERM_FIELD, .mnat = best.mnat, .note = best.note});
    }
}

bool idt_schemas_clash(const idt_profile *query, const idt_profile *candidate)
{
    return query->kind != IDT_NAME_ANY && candidate->kind != IDT_NAME_ANY &&
           query->kind != candidate->kind;
}

void idt_fields_add(const idt_scoring *s, const idt_profile *query, const idt_profile *candidate,
                    idt_evidence *out)
{
    if (!s->fields) {
        return;
    }
    static compare_fn *const compare[IDT_FIELD_COUNT] = {birth, country, gender, identifier};
    for (idt_field_kind kind = IDT_FIELD_BIRTH; kind < IDT_FIELD_COUNT; kind++) {
        add_best(s, query, candidate, kind, compare[kind], out);
    }
    if (s->fields_lower && idt_schemas_clash(query, candidate)) {
        idt_evidence_add(out, (idt_term){.kind = IDT_TERM_SCHEMA,
                                         .mnat = weight(s, IDT_WEIGHT_SCHEMA_DIFFERS),
                                         .note = "kinds of party exclude each other"});
    }
}
