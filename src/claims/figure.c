#include "claims/figure.h"

#include <stdlib.h>

#define FACTOR_DIGITS 3
#define VALUE_DIGITS  9

/* ---- periods ---- */

/* Bounds of a day or period. */
typedef struct span {
    idt_day earliest, latest;
} span;

static span span_of(const idt_measure *m)
{
    return (span){m->told.on.earliest, m->told.on.latest};
}

static bool same_span(span a, span b)
{
    return a.earliest == b.earliest && a.latest == b.latest;
}

/* From when to when a change is; false where an end is not told. */
static bool change_spans(const idt_measure *change, span *start, span *end)
{
    const idt_date *on = &change->told.on;
    *start = (span){on->earliest, on->start_latest};
    *end = (span){on->end_earliest, on->latest};
    return on->kind == IDT_DATE_PERIOD && on->earliest != IDT_DAY_OPEN_START &&
           on->latest != IDT_DAY_OPEN_END && !same_span(*start, *end);
}

static int by_period(const void *a, const void *b)
{
    const idt_measure *x = a;
    const idt_measure *y = b;
    const span s = span_of(x);
    const span t = span_of(y);
    if (s.earliest != t.earliest) {
        return s.earliest < t.earliest ? -1 : 1;
    }
    if (s.latest != t.latest) {
        return s.latest < t.latest ? -1 : 1;
    }
    if (x->kind != y->kind) {
        return x->kind < y->kind ? -1 : 1;
    }
    const int order = idt_str_compare(x->told.record->id, y->told.record->id);
    return order != 0 ? order
                      : (x->told.statement->number > y->told.statement->number) -
                            (x->told.statement->number < y->told.statement->number);
}

/* ---- reading ---- */

static idt_rc read_measures(const idt_record *const *records, size_t record_count, idt_arena *arena,
                            idt_measure **out, size_t *count, idt_error *err)
{
    static const char *const properties[] = {"figure", "growth", "factor"};
    const idt_told *told[3] = {0};
    size_t counts[3] = {0};
    idt_rc rc = IDT_OK;
    for (size_t k = 0; k < 3 && rc == IDT_OK; k++) {
        rc = idt_told_all(records, record_count, properties[k], arena, &told[k], &counts[k], err);
    }
    if (rc != IDT_OK) {
        return rc;
    }
    *out = IDT_NEW_N(arena, idt_measure, counts[0] + counts[1] + counts[2] + 1);
    if (*out == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (size_t k = 0; k < 3; k++) {
        for (size_t i = 0; i < counts[k] && rc == IDT_OK; i++) {
            bool present;
            idt_measure *m = &(*out)[(*count)++];
            m->told = told[k][i];
            m->kind = (idt_measure_kind)k;
            rc = idt_told_quantity(&m->told, NULL, &present, &m->quantity, err);
            m->base_given = m->kind != IDT_MEASURE_VALUE && m->quantity.relative_to.len > 0;
        }
    }
    return rc;
}

static bool one_unit(const idt_measure *a, const idt_measure *b)
{
    return idt_str_equal(a->quantity.unit, b->quantity.unit) &&
           idt_str_equal(a->quantity.relative_to, b->quantity.relative_to);
}

bool idt_measure_factor(const idt_measure *measure, idt_quantity *out)
{
    idt_quantity q = measure->quantity;
    const bool bare = q.unit.len == 0 || idt_str_is(q.unit, "share") || idt_str_is(q.unit, "times");
    q.unit = (idt_str){0};
    q.relative_to = (idt_str){0};
    if (!bare || measure->kind == IDT_MEASURE_VALUE) {
        return false;
    }
    if (measure->kind == IDT_MEASURE_FACTOR) {
        *out = q;
        return true;
    }
    const idt_decimal one = {.coefficient = 1};
    const idt_quantity terms[] = {{.range = {.low = one,
                                             .high = one,
                                             .has_low = true,
                                             .has_high = true,
                                             .low_inclusive = true,
                                             .high_inclusive = true}},
                                  q};
    return idt_quantity_sum(terms, 2, out, NULL) == IDT_OK;
}

/* Do two values, or two changes as factors, exclude each other? */
static bool exclude(const idt_measure *a, const idt_measure *b)
{
    idt_quantity x = a->quantity;
    idt_quantity y = b->quantity;
    const bool is_value = a->kind == IDT_MEASURE_VALUE;
    if (!is_value && !(idt_measure_factor(a, &x) && idt_measure_factor(b, &y))) {
        return false;
    }
    return idt_quantity_compare(&x, IDT_EQUAL, &y, NULL) == IDT_NO;
}

/* Statements of one period against each other: values, and changes. keeps I3 */
static idt_rc compare_with_others(idt_measure *measures, size_t count, idt_measure *m,
                                  idt_arena *arena, idt_error *err)
{
    const idt_measure **differs = NULL;
    const bool is_value = m->kind == IDT_MEASURE_VALUE;
    size_t cap = 0;
    for (size_t i = 0; i < count; i++) {
        const idt_measure *other = &measures[i];
        if (other == m || (other->kind == IDT_MEASURE_VALUE) != is_value ||
            !same_span(span_of(other), span_of(m))) {
            continue;
        }
        m->other_unit = m->other_unit || (is_value && !one_unit(m, other));
        if (!exclude(m, other)) {
            continue;
        }
        if (!IDT_GROW(arena, differs, cap, m->differ_count)) {
            return idt_arena_fail(arena, err);
        }
        differs[m->differ_count++] = other;
    }
    m->differs = differs;
    return IDT_OK;
}

/* ---- deriving ---- */

typedef struct builder {
    idt_arena *arena;
    idt_error *err;
    idt_measure *measures;
    size_t count;
    idt_derivation *items;
    size_t item_count, cap;
} builder;

static idt_rc add(builder *b, const idt_derivation *item)
{
    if (!IDT_GROW(b->arena, b->items, b->cap, b->item_count)) {
        return idt_arena_fail(b->arena, b->err);
    }
    b->items[b->item_count++] = *item;
    return IDT_OK;
}

/* "2021/2022": a period by the texts of its ends. */
static idt_rc name_period(builder *b, idt_str from, idt_str to, idt_str *out)
{
    *out =
        idt_str_format(b->arena, IDT_STR_FMT "/" IDT_STR_FMT, IDT_STR_ARG(from), IDT_STR_ARG(to));
    return out->ptr != NULL ? IDT_OK : idt_arena_fail(b->arena, b->err);
}

static idt_rc name_span(builder *b, span s, idt_str *out)
{
    idt_date date;
    const idt_rc rc = idt_date_of_bounds(s.earliest, s.latest, b->arena, &date, b->err);
    if (rc == IDT_OK) {
        *out = date.kind == IDT_DATE_ABSENT ? IDT_STR("..") : date.edtf;
    }
    return rc;
}

/* The words of an arithmetic refusal, or success. */
static idt_rc settle(builder *b, idt_rc rc, const idt_error *why, idt_derivation *item)
{
    item->known = rc == IDT_OK;
    if (rc == IDT_OK) {
        item->result.phrase = (idt_str){0};
        return IDT_OK;
    }
    item->missing = idt_str_copy(b->arena, idt_str_borrow(why->message));
    return item->missing.ptr != NULL ? IDT_OK : idt_arena_fail(b->arena, b->err);
}

/* later / earlier, beside a change stated of the same period (NULL: none). */
static idt_rc derive_factor(builder *b, const idt_measure *earlier, const idt_measure *later,
                            const idt_measure *change)
{
    idt_error why = {0};
    idt_quantity stated;
    idt_derivation d = {.kind = IDT_DERIVED_FACTOR,
                        .inputs = {earlier, later},
                        .input_count = 2,
                        .earliest = earlier->told.on.earliest,
                        .latest = later->told.on.latest,
                        .compared = change};
    idt_rc rc = name_period(b, earlier->told.on.edtf, later->told.on.edtf, &d.on);
    if (rc == IDT_OK && !one_unit(earlier, later)) {
        d.missing = idt_str_format(
            b->arena, "the units differ: " IDT_STR_FMT " and " IDT_STR_FMT,
            IDT_STR_ARG(earlier->quantity.unit.len > 0 ? earlier->quantity.unit : IDT_STR("none")),
            IDT_STR_ARG(later->quantity.unit.len > 0 ? later->quantity.unit : IDT_STR("none")));
        rc = d.missing.ptr != NULL ? IDT_OK : idt_arena_fail(b->arena, b->err);
    } else if (rc == IDT_OK) {
        rc = settle(b,
                    idt_quantity_ratio(&later->quantity, &earlier->quantity, FACTOR_DIGITS,
                                       &d.result, &why),
                    &why, &d);
    }
    if (d.known && change != NULL && idt_measure_factor(change, &stated)) {
        d.differs = d.result.approx || stated.approx ? IDT_UNKNOWN
                    : idt_quantity_compare(&d.result, IDT_EQUAL, &stated, NULL) == IDT_NO ? IDT_YES
                                                                                          : IDT_NO;
    }
    return rc == IDT_OK ? add(b, &d) : rc;
}

/* A value at one end of a change from that at the other. */
static idt_rc derive_value(builder *b, const idt_measure *change, const idt_measure *value,
                           span result)
{
    idt_error why = {0};
    idt_quantity factor;
    const bool base = span_of(value).earliest > result.earliest;
    idt_derivation d = {.kind = base ? IDT_DERIVED_BASE : IDT_DERIVED_LATER,
                        .inputs = {base ? change : value, base ? value : change},
                        .input_count = 2,
                        .earliest = result.earliest,
                        .latest = result.latest};
    idt_rc rc = name_span(b, result, &d.on);
    if (rc == IDT_OK && !idt_measure_factor(change, &factor)) {
        d.missing = idt_str_format(b->arena, "the change is in " IDT_STR_FMT ", no share or factor",
                                   IDT_STR_ARG(change->quantity.unit));
        rc = d.missing.ptr != NULL ? IDT_OK : idt_arena_fail(b->arena, b->err);
    } else if (rc == IDT_OK && base) {
        rc = settle(b, idt_quantity_ratio(&value->quantity, &factor, VALUE_DIGITS, &d.result, &why),
                    &why, &d);
    } else if (rc == IDT_OK) {
        rc = settle(b, idt_quantity_product(&value->quantity, &factor, &d.result, &why), &why, &d);
    }
    return rc == IDT_OK ? add(b, &d) : rc;
}

/* Is measures[i] a value of this period? Of the change's own dataset, if `own`. */
static bool is_value_of(const idt_measure *m, span period, const idt_measure *near, bool own)
{
    return m->kind == IDT_MEASURE_VALUE && same_span(span_of(m), period) &&
           (!own || idt_str_equal(m->told.record->dataset, near->told.record->dataset));
}

/* The values of a period that go with `near`: those of its dataset, else all. */
static idt_rc values_of(builder *b, span period, const idt_measure *near,
                        const idt_measure *const **out, size_t *count)
{
    const idt_measure **found = IDT_NEW_N(b->arena, const idt_measure *, b->count + 1);
    *count = 0;
    if (found == NULL) {
        return idt_arena_fail(b->arena, b->err);
    }
    for (int own = 1; own >= 0 && *count == 0; own--) {
        for (size_t i = 0; i < b->count; i++) {
            if (is_value_of(&b->measures[i], period, near, own == 1)) {
                found[(*count)++] = &b->measures[i];
            }
        }
    }
    *out = found;
    return IDT_OK;
}

static idt_rc say_missing(builder *b, const idt_measure *change, span start, span end)
{
    idt_str from;
    idt_str to;
    idt_derivation d = {.kind = IDT_DERIVED_LATER,
                        .inputs = {change},
                        .input_count = 1,
                        .on = change->told.on.edtf,
                        .earliest = change->told.on.earliest,
                        .latest = change->told.on.latest};
    if (change->told.on.kind != IDT_DATE_PERIOD) {
        d.missing = IDT_STR("the day or period from which it changed is not told");
    } else if (start.earliest == IDT_DAY_OPEN_START || end.latest == IDT_DAY_OPEN_END) {
        d.missing = end.latest == IDT_DAY_OPEN_END
                        ? IDT_STR("up to which day it changed is not told")
                        : IDT_STR("from which day it changed is not told");
    } else if (same_span(start, end)) {
        d.missing = IDT_STR("it begins and ends in one period");
    } else {
        idt_rc rc = name_span(b, start, &from);
        rc = rc == IDT_OK ? name_span(b, end, &to) : rc;
        if (rc != IDT_OK) {
            return rc;
        }
        d.missing = idt_str_format(
            b->arena, "no value of " IDT_STR_FMT " and none of " IDT_STR_FMT " is on file",
            IDT_STR_ARG(from), IDT_STR_ARG(to));
        if (d.missing.ptr == NULL) {
            return idt_arena_fail(b->arena, b->err);
        }
    }
    return add(b, &d);
}

/* What a change gives with the values on file at its ends. */
static idt_rc derive_from_change(builder *b, idt_measure *change)
{
    span start;
    span end;
    const idt_measure *const *first = NULL;
    const idt_measure *const *last = NULL;
    size_t first_count = 0;
    size_t last_count = 0;
    idt_rc rc = IDT_OK;
    if (!change_spans(change, &start, &end)) {
        return say_missing(b, change, start, end);
    }
    rc = values_of(b, start, change, &first, &first_count);
    rc = rc == IDT_OK ? values_of(b, end, change, &last, &last_count) : rc;
    change->base_on_file = first_count > 0;
    if (rc == IDT_OK && first_count == 0 && last_count == 0) {
        return say_missing(b, change, start, end);
    }
    for (size_t i = 0; i < first_count && rc == IDT_OK; i++) {
        for (size_t k = 0; k < last_count && rc == IDT_OK; k++) {
            rc = derive_factor(b, first[i], last[k], change);
        }
        rc = rc == IDT_OK && last_count == 0 ? derive_value(b, change, first[i], end) : rc;
    }
    for (size_t k = 0; k < last_count && first_count == 0 && rc == IDT_OK; k++) {
        rc = derive_value(b, change, last[k], start);
    }
    return rc;
}

static bool derived_already(const builder *b, const idt_measure *earlier, const idt_measure *later)
{
    for (size_t i = 0; i < b->item_count; i++) {
        if (b->items[i].inputs[0] == earlier && b->items[i].inputs[1] == later) {
            return true;
        }
    }
    return false;
}

/* The next period after `m` with a value of its unit; without one, the next with any value. */
static bool next_period(const builder *b, const idt_measure *m, span *out)
{
    bool found = false;
    for (int unit = 1; unit >= 0 && !found; unit--) {
        for (size_t i = 0; i < b->count && !found; i++) {
            const idt_measure *other = &b->measures[i];
            found = other->kind == IDT_MEASURE_VALUE &&
                    span_of(other).earliest > m->told.on.latest &&
                    (unit == 0 || one_unit(other, m));
            *out = found ? span_of(other) : *out;
        }
    }
    return found;
}

/* From a value to those of the next period. */
static idt_rc derive_successive(builder *b, const idt_measure *m)
{
    span next = {0};
    const idt_measure *const *values;
    size_t count = 0;
    if (!next_period(b, m, &next)) {
        return IDT_OK;
    }
    bool same_unit = false;
    idt_rc rc = values_of(b, next, m, &values, &count);
    for (size_t i = 0; i < count; i++) {
        same_unit = same_unit || one_unit(values[i], m);
    }
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        if ((one_unit(values[i], m) || !same_unit) && !derived_already(b, m, values[i])) {
            rc = derive_factor(b, m, values[i], NULL);
        }
    }
    return rc;
}

static int by_result(const void *a, const void *b)
{
    const idt_derivation *x = a;
    const idt_derivation *y = b;
    if (x->earliest != y->earliest) {
        return x->earliest < y->earliest ? -1 : 1;
    }
    if (x->latest != y->latest) {
        return x->latest < y->latest ? -1 : 1;
    }
    for (size_t i = 0; i < 2; i++) { /* inputs stand in one array: their order is their place */
        if (x->inputs[i] != y->inputs[i]) {
            return (uintptr_t)x->inputs[i] < (uintptr_t)y->inputs[i] ? -1 : 1;
        }
    }
    return 0;
}

idt_rc idt_figure_read(const idt_record *head, const idt_record *const *records, size_t count,
                       idt_arena *arena, idt_figure *out, idt_error *err)
{
    builder b = {.arena = arena, .err = err};
    *out = (idt_figure){.head = head};
    for (size_t i = 0; i < count && out->kind.ptr == NULL; i++) {
        out->kind = idt_record_value(records[i], "figure_kind");
    }
    idt_rc rc = read_measures(records, count, arena, &b.measures, &b.count, err);
    if (rc == IDT_OK && b.count > 1) {
        qsort(b.measures, b.count, sizeof *b.measures, by_period);
    }
    for (size_t i = 0; i < b.count && rc == IDT_OK; i++) {
        rc = compare_with_others(b.measures, b.count, &b.measures[i], arena, err);
        if (rc == IDT_OK && b.measures[i].kind != IDT_MEASURE_VALUE) {
            rc = derive_from_change(&b, &b.measures[i]);
        }
    }
    for (size_t i = 0; i < b.count && rc == IDT_OK; i++) {
        if (b.measures[i].kind == IDT_MEASURE_VALUE) {
            rc = derive_successive(&b, &b.measures[i]);
        }
    }
    if (rc == IDT_OK && b.item_count > 1) {
        qsort(b.items, b.item_count, sizeof *b.items, by_result);
    }
    out->measures = b.measures;
    out->count = b.count;
    out->derivations = b.items;
    out->derivation_count = b.item_count;
    return rc;
}
