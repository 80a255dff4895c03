#include "claims/incident.h"

#include <stdlib.h>

const char *idt_harm_name(idt_harm harm)
{
    static const char *const names[IDT_HARMS] = {"killed", "injured", "abducted"};
    return names[harm];
}

/* ---- bounds ---- */

/* The smaller low end or the greater high end; open where either is. */
static void widen_low(idt_range *a, const idt_range *b)
{
    const int order = a->has_low && b->has_low ? idt_decimal_compare(a->low, b->low) : 0;
    if (!a->has_low || !b->has_low) {
        a->has_low = false;
    } else if (order > 0) {
        a->low = b->low;
        a->low_inclusive = b->low_inclusive;
    } else if (order == 0) {
        a->low_inclusive = a->low_inclusive || b->low_inclusive;
    }
}

static void widen_high(idt_range *a, const idt_range *b)
{
    const int order = a->has_high && b->has_high ? idt_decimal_compare(a->high, b->high) : 0;
    if (!a->has_high || !b->has_high) {
        a->has_high = false;
    } else if (order < 0) {
        a->high = b->high;
        a->high_inclusive = b->high_inclusive;
    } else if (order == 0) {
        a->high_inclusive = a->high_inclusive || b->high_inclusive;
    }
}

/* As wide as both, by each reading. False where they do not measure the same. */
static bool widen(idt_quantity *a, const idt_quantity *b)
{
    if (!idt_str_equal(a->unit, b->unit) || !idt_str_equal(a->relative_to, b->relative_to)) {
        return false;
    }
    const idt_range other = b->has_second ? b->second : b->range;
    a->second = a->has_second ? a->second : a->range;
    a->has_second = a->has_second || b->has_second;
    widen_low(&a->second, &other);
    widen_high(&a->second, &other);
    widen_low(&a->range, &b->range);
    widen_high(&a->range, &b->range);
    a->approx = a->approx || b->approx;
    a->derived = true;
    a->phrase = (idt_str){0};
    return true;
}

/* At least so many: more may not be told of. */
static void open_above(idt_quantity *q)
{
    q->range.has_high = false;
    q->range.high_inclusive = false;
    q->second.has_high = false;
    q->second.high_inclusive = false;
}

static bool exclude(const idt_quantity *a, const idt_quantity *b)
{
    return idt_quantity_compare(a, IDT_EQUAL, b, NULL) == IDT_NO;
}

/* The sum, or false with the reason. */
static bool add_up(const idt_quantity *items, size_t count, idt_quantity *out, const char **gap)
{
    const idt_rc rc = idt_quantity_sum(items, count, out, NULL);
    if (rc != IDT_OK) {
        *gap = rc == IDT_E_LIMIT ? "the sum has more digits than can be reckoned with"
                                 : "the counts have different units, so they give no sum";
    }
    return rc == IDT_OK;
}

/* ---- one harm ---- */

static idt_rc read_count(const idt_told *told, idt_casualties *out, idt_error *err)
{
    bool present;
    out->told = *told;
    out->victims = idt_qualifier(told->statement, "victims");
    out->together = idt_str_is(idt_qualifier(told->statement, "together"), "yes");
    const idt_rc rc = idt_told_quantity(told, NULL, &present, &out->quantity, err);
    if (idt_str_is(out->quantity.unit, "people") || idt_str_is(out->quantity.unit, "persons")) {
        out->quantity.unit = (idt_str){0}; /* what is counted here anyway */
    }
    return rc;
}

static bool same_class(const idt_casualties *a, const idt_casualties *b)
{
    return a->together == b->together && (a->together || idt_str_equal(a->victims, b->victims));
}

static void mark_differing(idt_casualties *counts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i; k++) {
            if (same_class(&counts[i], &counts[k]) &&
                exclude(&counts[i].quantity, &counts[k].quantity)) {
                counts[i].differs = true;
                counts[k].differs = true;
            }
        }
    }
}

static bool of_account(const idt_casualties *c, const idt_account *account)
{
    return idt_str_equal(c->told.record->dataset, account->dataset);
}

/* Counts of everybody, and one that names no class where no class is named beside it. */
static bool state_total(const idt_toll *toll, idt_account *account)
{
    bool classes = false;
    bool fits = true;
    for (size_t i = 0; i < toll->count; i++) {
        const idt_casualties *c = &toll->counts[i];
        classes = classes || (of_account(c, account) && !c->together && c->victims.len > 0);
    }
    for (size_t i = 0; i < toll->count; i++) {
        const idt_casualties *c = &toll->counts[i];
        if (!of_account(c, account) || (!c->together && c->victims.len > 0)) {
            continue;
        }
        if (!c->together && classes) {
            account->not_added = c;
        } else if (!account->has_stated) {
            account->has_stated = true;
            account->stated = c->quantity;
        } else {
            fits = widen(&account->stated, &c->quantity) && fits;
        }
    }
    return fits;
}

static bool names_class(const idt_casualties *c, const idt_account *account)
{
    return of_account(c, account) && !c->together && c->victims.len > 0;
}

/* As wide as all counts of the class of counts[at]; *first false where one stood before. */
static bool class_bounds(const idt_toll *toll, const idt_account *account, size_t at, bool *first,
                         idt_quantity *out)
{
    *first = true;
    *out = toll->counts[at].quantity;
    for (size_t i = 0; i < toll->count; i++) {
        const idt_casualties *other = &toll->counts[i];
        if (i == at || !names_class(other, account) || !same_class(other, &toll->counts[at])) {
            continue;
        }
        *first = *first && i > at;
        if (!widen(out, &other->quantity)) {
            return false;
        }
    }
    return true;
}

/* The sum of the classes the account names: a lower bound (I1). */
static idt_rc derive_total(idt_toll *toll, idt_account *account, idt_arena *arena, idt_error *err)
{
    idt_quantity *classes = IDT_NEW_N(arena, idt_quantity, toll->count);
    const idt_casualties **inputs = IDT_NEW_N(arena, const idt_casualties *, toll->count);
    size_t n = 0;
    if (classes == NULL || inputs == NULL) {
        return idt_arena_fail(arena, err);
    }
    bool fits = true;
    for (size_t i = 0; i < toll->count; i++) {
        bool first;
        if (names_class(&toll->counts[i], account)) {
            inputs[account->input_count++] = &toll->counts[i];
            fits = class_bounds(toll, account, i, &first, &classes[n]) && fits;
            n += first ? 1 : 0;
        }
    }
    account->inputs = inputs;
    if (n == 0) {
        return IDT_OK;
    }
    if (!fits) {
        toll->gap = "the counts of one class have different units, so they give no sum";
        return IDT_OK;
    }
    if (!add_up(classes, n, &account->derived, &toll->gap)) {
        return IDT_OK;
    }
    open_above(&account->derived);
    account->has_derived = true;
    account->differs = account->has_stated && exclude(&account->stated, &account->derived);
    return IDT_OK;
}

static idt_rc add_account(idt_toll *toll, idt_account *account, idt_arena *arena, idt_error *err)
{
    if (!state_total(toll, account)) {
        toll->gap = "the counts have different units, so they give no total";
    }
    return derive_total(toll, account, arena, err);
}

/* An account's best word on the total: what it states, else what its classes give. */
static const idt_quantity *account_total(const idt_account *account)
{
    return account->has_stated ? &account->stated : account->has_derived ? &account->derived : NULL;
}

static void join_accounts(idt_toll *toll)
{
    for (size_t i = 0; i < toll->account_count; i++) {
        const idt_quantity *total = account_total(&toll->accounts[i]);
        for (size_t k = 0; total != NULL && k < i; k++) {
            const idt_quantity *other = account_total(&toll->accounts[k]);
            toll->differs = toll->differs || (other != NULL && exclude(total, other));
        }
        if (total == NULL) {
            continue;
        }
        if (!toll->has_total) {
            toll->total = *total;
            toll->has_total = true;
        } else if (!widen(&toll->total, total)) {
            toll->gap = "the accounts have different units, so they give no total";
        }
    }
    toll->has_total = toll->has_total && toll->gap == NULL;
}

static idt_rc read_toll(const idt_record *const *records, size_t record_count, idt_harm harm,
                        idt_arena *arena, idt_toll *toll, idt_error *err)
{
    const idt_told *told;
    idt_rc rc =
        idt_told_all(records, record_count, idt_harm_name(harm), arena, &told, &toll->count, err);
    if (rc != IDT_OK || toll->count == 0) {
        return rc;
    }
    idt_casualties *counts = IDT_NEW_N(arena, idt_casualties, toll->count);
    idt_account *accounts = IDT_NEW_N(arena, idt_account, toll->count);
    if (counts == NULL || accounts == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (size_t i = 0; i < toll->count && rc == IDT_OK; i++) {
        rc = read_count(&told[i], &counts[i], err);
    }
    mark_differing(counts, rc == IDT_OK ? toll->count : 0);
    toll->counts = counts;
    toll->accounts = accounts;
    for (size_t i = 0; i < toll->count && rc == IDT_OK; i++) {
        const idt_str dataset = counts[i].told.record->dataset;
        bool known = false;
        for (size_t k = 0; k < toll->account_count; k++) {
            known = known || idt_str_equal(accounts[k].dataset, dataset);
        }
        if (!known) {
            accounts[toll->account_count].dataset = dataset;
            rc = add_account(toll, &accounts[toll->account_count++], arena, err);
        }
    }
    join_accounts(toll);
    return rc;
}

/* ---- one incident ---- */

static idt_rc read_aggregates(const idt_record *const *records, size_t record_count,
                              idt_arena *arena, idt_incident *out, idt_error *err)
{
    bool present;
    idt_rc rc = idt_told_all(records, record_count, "incidents", arena, &out->aggregates,
                             &out->aggregate_count, err);
    idt_quantity *quantities = IDT_NEW_N(arena, idt_quantity, out->aggregate_count + 1);
    if (rc == IDT_OK && quantities == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (size_t i = 0; i < out->aggregate_count && rc == IDT_OK; i++) {
        rc = idt_told_quantity(&out->aggregates[i], NULL, &present, &quantities[i], err);
    }
    out->aggregate_quantities = quantities;
    return rc;
}

idt_rc idt_incident_read(const idt_record *head, const idt_record *const *records, size_t count,
                         idt_arena *arena, idt_incident *out, idt_error *err)
{
    *out = (idt_incident){.head = head, .within = IDT_YES};
    const struct {
        const char *property;
        const idt_told **told;
        size_t *count;
    } parts[] = {{"date", &out->dates, &out->date_count},
                 {"location", &out->places, &out->place_count},
                 {"incident_kind", &out->kinds, &out->kind_count},
                 {"civilians", &out->civilians, &out->civilian_count},
                 {"perpetrator", &out->perpetrators, &out->perpetrator_count},
                 {"claimed_by", &out->claimants, &out->claimant_count},
                 {"claim", &out->claims, &out->claim_count}};
    idt_rc rc = read_aggregates(records, count, arena, out, err);
    for (size_t i = 0; i < sizeof parts / sizeof *parts && rc == IDT_OK; i++) {
        rc = idt_told_all(records, count, parts[i].property, arena, parts[i].told, parts[i].count,
                          err);
    }
    if (rc == IDT_OK) {
        rc = idt_told_dates(out->dates, out->date_count, arena, &out->days, err);
    }
    for (size_t h = 0; h < IDT_HARMS && rc == IDT_OK; h++) {
        rc = read_toll(records, count, (idt_harm)h, arena, &out->tolls[h], err);
    }
    return rc;
}

idt_tri idt_incident_within(const idt_incident *incident, idt_day from, idt_day to)
{
    const idt_date none = {.kind = IDT_DATE_ABSENT};
    if (incident->date_count == 0) {
        return idt_told_within(&none, from, to);
    }
    const idt_tri first = idt_told_within(&incident->days[0], from, to);
    for (size_t i = 1; i < incident->date_count; i++) {
        if (idt_told_within(&incident->days[i], from, to) != first) {
            return IDT_UNKNOWN;
        }
    }
    return first;
}

static int newest_first(const void *a, const void *b)
{
    const idt_incident *x = a;
    const idt_incident *y = b;
    if ((x->date_count > 0) != (y->date_count > 0)) {
        return x->date_count > 0 ? -1 : 1;
    }
    if (x->date_count > 0 && x->days[0].earliest != y->days[0].earliest) {
        return x->days[0].earliest > y->days[0].earliest ? -1 : 1;
    }
    return idt_str_compare(x->head->id, y->head->id);
}

void idt_incidents_sort(idt_incident *incidents, size_t count)
{
    if (count > 1) {
        qsort(incidents, count, sizeof *incidents, newest_first);
    }
}

static bool is_day(const idt_date *date)
{
    return date->kind == IDT_DATE_ONE && date->earliest == date->latest;
}

/* An incident on one of its days. */
typedef struct day_of {
    idt_day day;
    size_t at;
} day_of;

static int by_day(const void *a, const void *b)
{
    const day_of *x = a;
    const day_of *y = b;
    return x->day != y->day ? (x->day < y->day ? -1 : 1) : (x->at > y->at) - (x->at < y->at);
}

/* Single incidents by each day told of them to the day. */
static idt_rc days_of(const idt_incident *incidents, size_t count, idt_arena *arena, day_of **out,
                      size_t *day_count, idt_error *err)
{
    day_of *days = NULL;
    size_t cap = 0;
    *day_count = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t d = 0; d < incidents[i].date_count; d++) {
            if (incidents[i].aggregate_count > 0 || !is_day(&incidents[i].days[d])) {
                continue;
            }
            if (!IDT_GROW(arena, days, cap, *day_count)) {
                return idt_arena_fail(arena, err);
            }
            days[(*day_count)++] = (day_of){incidents[i].days[d].earliest, i};
        }
    }
    if (*day_count > 1) {
        qsort(days, *day_count, sizeof *days, by_day);
    }
    *out = days;
    return IDT_OK;
}

static bool has_alike(const idt_incident *incident, const idt_incident *other)
{
    bool found = false;
    for (size_t i = 0; i < incident->alike_count; i++) {
        found = found || incident->alike[i] == other->head;
    }
    return found;
}

static idt_rc add_alike(idt_incident *incident, const idt_incident *other, idt_arena *arena,
                        idt_error *err)
{
    if (idt_str_equal(incident->head->dataset, other->head->dataset) ||
        has_alike(incident, other)) {
        return IDT_OK;
    }
    const idt_record **more = IDT_NEW_N(arena, const idt_record *, incident->alike_count + 1);
    if (more == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (size_t i = 0; i < incident->alike_count; i++) {
        more[i] = incident->alike[i];
    }
    more[incident->alike_count++] = other->head;
    incident->alike = more;
    return IDT_OK;
}

idt_rc idt_incidents_mark_alike(idt_incident *incidents, size_t count, idt_arena *arena,
                                idt_error *err)
{
    day_of *days = NULL;
    size_t day_count = 0;
    idt_rc rc = days_of(incidents, count, arena, &days, &day_count, err);
    for (size_t i = 0; i < day_count && rc == IDT_OK; i++) {
        for (size_t k = i + 1; k < day_count && days[k].day == days[i].day && rc == IDT_OK; k++) {
            rc = add_alike(&incidents[days[i].at], &incidents[days[k].at], arena, err);
            rc = rc == IDT_OK
                     ? add_alike(&incidents[days[k].at], &incidents[days[i].at], arena, err)
                     : rc;
        }
    }
    return rc;
}

/* ---- all together ---- */

/* What an incident that may lie outside the days asked adds: nothing, or its number. */
static void may_be_none(idt_quantity *q)
{
    const idt_decimal zero = {0};
    q->range.low = zero;
    q->range.has_low = true;
    q->range.low_inclusive = true;
    q->second.low = zero;
    q->second.has_low = true;
    q->second.low_inclusive = true;
}

static idt_decimal low_of(const idt_quantity *q, bool second)
{
    const idt_range *r = second && q->has_second ? &q->second : &q->range;
    return r->has_low ? r->low : (idt_decimal){0};
}

/* Of inputs that may be one incident only the least is sure, by each reading: the first of the
 * lowest. keeps I4 */
static void count_alike_once(const idt_harm_sum *sum, const idt_quantity *totals, size_t at,
                             idt_quantity *out)
{
    const size_t count = sum->inputs[at]->alike_count > 0 ? sum->input_count : 0;
    for (size_t i = 0; i < count; i++) {
        if (i == at || !has_alike(sum->inputs[at], sum->inputs[i])) {
            continue;
        }
        for (int second = 0; second <= 1; second++) {
            const int order = idt_decimal_compare(low_of(&totals[i], second == 1),
                                                  low_of(&totals[at], second == 1));
            idt_range *r = second == 1 ? &out->second : &out->range;
            if (order < 0 || (order == 0 && i < at)) {
                r->low = (idt_decimal){0};
                r->has_low = true;
                r->low_inclusive = true;
            }
        }
    }
}

static idt_rc sum_harm(const idt_incident *incidents, size_t count, idt_harm harm, idt_arena *arena,
                       idt_harm_sum *out, idt_error *err)
{
    const idt_incident **inputs = IDT_NEW_N(arena, const idt_incident *, count + 1);
    idt_quantity *totals = IDT_NEW_N(arena, idt_quantity, count + 1);
    idt_quantity *terms = IDT_NEW_N(arena, idt_quantity, count + 1);
    if (inputs == NULL || totals == NULL || terms == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (size_t i = 0; i < count; i++) {
        const idt_toll *toll = &incidents[i].tolls[harm];
        if (incidents[i].aggregate_count > 0) {
            continue; /* keeps I5 */
        }
        if (!toll->has_total) {
            out->without++;
            continue;
        }
        totals[out->input_count] = toll->total;
        if (incidents[i].within != IDT_YES) {
            may_be_none(&totals[out->input_count]);
            out->possibly++;
        }
        inputs[out->input_count++] = &incidents[i];
    }
    out->inputs = inputs;
    if (out->input_count == 0) {
        return IDT_OK;
    }
    for (size_t i = 0; i < out->input_count; i++) {
        terms[i] = totals[i];
        out->alike += inputs[i]->alike_count > 0 ? 1 : 0;
        count_alike_once(out, totals, i, &terms[i]);
    }
    if (!add_up(terms, out->input_count, &out->sum, &out->gap)) {
        return IDT_OK;
    }
    out->has_sum = true;
    if (out->without > 0) {
        open_above(&out->sum);
    }
    return IDT_OK;
}

idt_rc idt_incidents_sum(const idt_incident *incidents, size_t count, idt_arena *arena,
                         idt_incident_sums *out, idt_error *err)
{
    idt_rc rc = IDT_OK;
    *out = (idt_incident_sums){0};
    for (size_t i = 0; i < count; i++) {
        out->aggregates += incidents[i].aggregate_count > 0 ? 1 : 0;
        out->single += incidents[i].aggregate_count > 0 ? 0 : 1;
    }
    for (size_t h = 0; h < IDT_HARMS && rc == IDT_OK; h++) {
        rc = sum_harm(incidents, count, (idt_harm)h, arena, &out->harms[h], err);
    }
    return rc;
}
