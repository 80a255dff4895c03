#include "claims/claim.h"

#include <stdlib.h>

#include "statement/vocabulary.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const char *const CLAIM[] = {"claim", NULL};
static const char *const LISTED[] = {"listed", NULL};
static const char *const RECOGNITION[] = {"recognition", NULL};
static const char *const HOLDER[] = {"holder", NULL};
static const char *const PROSECUTION[] = {"defendant", "charge",        "conduct", "detention",
                                          "date",      "rests_on_list", NULL};
static const char *const ACT[] = {"issued_by", "date", "territory", "forbids", "orders", NULL};
static const char *const INCIDENT[] = {"incident_kind", "date",     "killed",
                                       "injured",       "abducted", "perpetrator",
                                       "claimed_by",    "concerns", NULL};
static const char *const FIGURE[] = {"figure_kind", "figure", "growth", "factor", NULL};

/* The kinds of the property `claim` are those of IDT_CLAIM_KINDS (a test compares). */
const idt_claim_kind IDT_CLAIM_KIND_ROWS[] = {
    {"quote", NULL, CLAIM, true},
    {"characterisation", NULL, CLAIM, true},
    {"inference", NULL, CLAIM, true},
    {"opinion", NULL, CLAIM, true},
    {"existential", NULL, CLAIM, true},
    {"designation", NULL, CLAIM, true},
    {"competence", NULL, CLAIM, true},
    {"list_name", NULL, CLAIM, true},
    {"control", NULL, CLAIM, true},
    {"happening", NULL, CLAIM, true},
    {"superlative", NULL, CLAIM, true},
    {"assertion", NULL, CLAIM, true},
    {"tie", NULL, CLAIM, true},
    {"interest", NULL, CLAIM, true},
    {"listing", NULL, LISTED, true},
    {"recognition", NULL, RECOGNITION, true},
    {"office", "Office", HOLDER, true},
    {"prosecution", "Prosecution", PROSECUTION, true},
    {"act", "LegalAct", ACT, true},
    /* for conflicts only */
    {"incident", "Incident", INCIDENT, false},
    {"figure", "Figure", FIGURE, false},
};
const size_t IDT_CLAIM_KIND_COUNT = COUNT(IDT_CLAIM_KIND_ROWS);

const idt_claim_kind *idt_claim_kind_find(idt_str name)
{
    for (size_t i = 0; i < IDT_CLAIM_KIND_COUNT; i++) {
        if (IDT_CLAIM_KIND_ROWS[i].shown && idt_str_is(name, IDT_CLAIM_KIND_ROWS[i].name)) {
            return &IDT_CLAIM_KIND_ROWS[i];
        }
    }
    return NULL;
}

const char *idt_claim_kind_nearest(idt_str name)
{
    const char *names[COUNT(IDT_CLAIM_KIND_ROWS)];
    size_t count = 0;
    for (size_t i = 0; i < IDT_CLAIM_KIND_COUNT; i++) {
        if (IDT_CLAIM_KIND_ROWS[i].shown) {
            names[count++] = IDT_CLAIM_KIND_ROWS[i].name;
        }
    }
    return idt_str_nearest(name, names, count);
}

const idt_claim_kind *idt_claim_kind_of(const idt_record *record, const idt_statement *statement)
{
    const bool free_text = idt_str_is(statement->property, "claim");
    const idt_str word = idt_qualifier(statement, "kind");
    for (size_t i = 0; i < IDT_CLAIM_KIND_COUNT; i++) {
        const idt_claim_kind *k = &IDT_CLAIM_KIND_ROWS[i];
        const bool of_schema = k->schema == NULL || idt_str_is(record->schema, k->schema);
        if (free_text ? k->properties == CLAIM && idt_str_is(word, k->name)
                      : of_schema && idt_word_in(statement->property, k->properties)) {
            return k;
        }
    }
    return NULL;
}

/* Of two claims of one kind: by the place of the property in its row. */
static size_t property_place(const idt_claim *c)
{
    size_t at = 0;
    while (c->kind->properties[at] != NULL &&
           !idt_str_is(c->told.statement->property, c->kind->properties[at])) {
        at++;
    }
    return at;
}

#define BY(x, y)                                                                                   \
    do {                                                                                           \
        if ((x) != (y)) {                                                                          \
            return (x) < (y) ? -1 : 1;                                                             \
        }                                                                                          \
    } while (0)

static int by_place(const void *a, const void *b)
{
    const idt_claim *x = a;
    const idt_claim *y = b;
    const int about = idt_str_compare(x->about, y->about);
    if (about != 0) {
        return about;
    }
    BY(x->kind, y->kind); /* rows of one table */
    BY(property_place(x), property_place(y));
    BY(x->told.on.earliest, y->told.on.earliest);
    const int record = idt_str_compare(x->told.record->id, y->told.record->id);
    if (record != 0) {
        return record;
    }
    BY(x->told.statement->number, y->told.statement->number);
    return 0;
}

void idt_claims_sort(idt_claim *claims, size_t count)
{
    if (count > 1) {
        qsort(claims, count, sizeof *claims, by_place);
    }
}

void idt_claims_about(const idt_claim *claims, size_t count, idt_str about, size_t *from,
                      size_t *to)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (idt_str_compare(claims[middle].about, about) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *from = low;
    while (low < count && idt_str_equal(claims[low].about, about)) {
        low++;
    }
    *to = low;
}

/* ---- days ---- */

/* The days in the date by every reading: false where there is none that is certain. */
static bool certain_days(const idt_date *d, idt_day *first, idt_day *last)
{
    const bool period = d->kind == IDT_DATE_PERIOD;
    *first = period ? d->start_latest : d->latest;
    *last = period ? d->end_earliest : d->earliest;
    return *first <= *last;
}

/* One day, somewhere in its bounds, and days that are certain: is it among them for sure? */
static bool lies_within(const idt_date *one, idt_day first, idt_day last)
{
    return one->kind == IDT_DATE_ONE && one->earliest >= first && one->latest <= last;
}

idt_tri idt_days_overlap(const idt_date *a, const idt_date *b)
{
    idt_day a_first, a_last, b_first, b_last;
    if (a->kind == IDT_DATE_ABSENT || b->kind == IDT_DATE_ABSENT) {
        return IDT_UNKNOWN;
    }
    if (a->latest < b->earliest || b->latest < a->earliest) {
        return IDT_NO;
    }
    const bool a_certain = certain_days(a, &a_first, &a_last);
    const bool b_certain = certain_days(b, &b_first, &b_last);
    const bool both = a_certain && b_certain && a_first <= b_last && b_first <= a_last;
    return both || (a_certain && lies_within(b, a_first, a_last)) ||
                   (b_certain && lies_within(a, b_first, b_last))
               ? IDT_YES
               : IDT_UNKNOWN;
}
