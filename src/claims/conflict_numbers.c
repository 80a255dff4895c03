#include "claims/conflict_find.h"

static const idt_tolerance TOLERANCE = {.value = {.coefficient = 1, .exponent = -1},
                                        .relative = true}; /* IDT_CONFLICT_TOLERANCE */
static const idt_quantity ZERO = {
    .range = {.has_low = true, .has_high = true, .low_inclusive = true, .high_inclusive = true}};

/* A number of a claim as it is compared. */
typedef struct number {
    const idt_claim *claim;
    idt_quantity quantity;
    bool change; /* a growth: 0.5 is by half */
} number;

/* I2: a factor is 1 + the growth. */
static idt_rc factor_to_growth(idt_quantity *q, idt_error *err)
{
    idt_quantity one = ZERO;
    idt_quantity growth;
    one.range.low = one.range.high = (idt_decimal){.coefficient = 1};
    one.unit = q->unit;
    one.relative_to = q->relative_to;
    const idt_rc rc = idt_quantity_difference(q, &one, &growth, err);
    if (rc == IDT_OK) {
        *q = growth;
    }
    return rc;
}

/* *is false for a claim that gives no number. */
static idt_rc read_number(const idt_claim *claim, number *out, bool *is, idt_error *err)
{
    const bool factor = idt_claim_states(claim, "factor");
    bool present;
    *out = (number){.claim = claim, .change = factor || idt_claim_states(claim, "growth")};
    *is = out->change || idt_claim_states(claim, "figure");
    if (!*is) {
        return IDT_OK;
    }
    const idt_rc rc = idt_told_quantity(&claim->told, NULL, &present, &out->quantity, err);
    return rc == IDT_OK && factor ? factor_to_growth(&out->quantity, err) : rc;
}

/* Do they exclude each other? A base that only one names is no reason not to compare. */
static bool exclude(const idt_quantity *a, const idt_quantity *b, bool *tolerated, bool *base_open)
{
    idt_quantity x = *a;
    idt_quantity y = *b;
    *base_open = (x.relative_to.ptr == NULL) != (y.relative_to.ptr == NULL);
    if (*base_open) {
        x.relative_to = y.relative_to = (idt_str){NULL, 0};
    }
    *tolerated = x.approx || y.approx;
    return idt_quantity_compare(&x, IDT_EQUAL, &y, &TOLERANCE) == IDT_NO;
}

/* By how much: more than 0 (IDT_MORE), less than 0 (IDT_LESS)? */
static bool is_change(const number *n, idt_relation relation)
{
    idt_quantity q = n->quantity;
    q.unit = q.relative_to = (idt_str){NULL, 0};
    return n->change && idt_quantity_compare(&q, relation, &ZERO, &TOLERANCE) == IDT_YES;
}

/* That the one rose and the other fell. */
static bool are_opposite(const number *a, const number *b)
{
    return (is_change(a, IDT_MORE) && is_change(b, IDT_LESS)) ||
           (is_change(a, IDT_LESS) && is_change(b, IDT_MORE));
}

/* ---- periods ---- */

/* The days a number is about. Of a value, and of a change in one year, all of the year; of a change
 * from a year to another, what lies between them: 2019/2020 and 2020/2021 have nothing in common.
 */
static void days_of(const number *n, idt_day *first, idt_day *last)
{
    const idt_date *on = &n->claim->told.on;
    *first = on->earliest;
    *last = on->latest;
    if (n->change && on->kind == IDT_DATE_PERIOD && on->start_latest <= on->end_earliest) {
        *first = on->start_latest;
        *last = on->end_earliest;
    }
}

static bool same_period(const number *a, const number *b)
{
    return a->claim->told.on.earliest == b->claim->told.on.earliest &&
           a->claim->told.on.latest == b->claim->told.on.latest;
}

static bool periods_overlap(const number *a, const number *b)
{
    idt_day a_first, a_last, b_first, b_last;
    if (a->claim->told.on.kind == IDT_DATE_ABSENT || b->claim->told.on.kind == IDT_DATE_ABSENT) {
        return false;
    }
    days_of(a, &a_first, &a_last);
    days_of(b, &b_first, &b_last);
    return a_first <= b_last && b_first <= a_last;
}

/* ---- figures ---- */

/* I3: what adds up over time. */
static bool adds_up(const idt_finder *f, size_t from, size_t to)
{
    static const char *const kinds[] = {"income", "profit", "volume", "quantity"};
    for (size_t i = from; i < to; i++) {
        for (size_t k = 0; idt_claim_states(&f->claims[i], "figure_kind") && k < 4; k++) {
            if (idt_str_is(f->claims[i].told.statement->value, kinds[k])) {
                return true;
            }
        }
    }
    return false;
}

static idt_rc compare_numbers(idt_finder *f, const number *a, const number *b, bool flow,
                              idt_error *err)
{
    bool tolerated;
    bool base_open;
    const bool same = same_period(a, b);
    if (a->change != b->change || !periods_overlap(a, b) || (flow && !a->change && !same) ||
        !exclude(&a->quantity, &b->quantity, &tolerated, &base_open)) {
        return IDT_OK;
    }
    const bool opposite = are_opposite(a, b);
    /* How much it changed over different periods may differ; that it rose and fell may not. */
    if (a->change && !same && !opposite) {
        return IDT_OK;
    }
    idt_conflict *c = idt_finder_pair(f,
                                      opposite ? "A rise and a fall of one thing, in days that "
                                                 "overlap."
                                               : "Two numbers for one thing that exclude each "
                                                 "other.",
                                      a->claim, b->claim);
    if (c == NULL) {
        return idt_arena_fail(f->arena, err);
    }
    c->tolerance_used = tolerated;
    if (!same) {
        idt_conflict_note(c, "The periods overlap and are not the same.");
    }
    if (base_open) {
        idt_conflict_note(c, "What the change is measured by, one of them does not say.");
    }
    return IDT_OK;
}

idt_rc idt_changes_opposed(const idt_told *a, const idt_told *b, bool *out, idt_error *err)
{
    const idt_claim claims[] = {{.told = *a}, {.told = *b}};
    number numbers[2];
    bool is[2] = {false, false};
    bool tolerated;
    bool base_open;
    *out = false;
    for (size_t i = 0; i < 2; i++) {
        const idt_rc rc = read_number(&claims[i], &numbers[i], &is[i], err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    *out = is[0] && is[1] && periods_overlap(&numbers[0], &numbers[1]) &&
           exclude(&numbers[0].quantity, &numbers[1].quantity, &tolerated, &base_open) &&
           are_opposite(&numbers[0], &numbers[1]);
    return IDT_OK;
}

/* Is the change one from the period of `a` to that of `b`? */
static bool leads_from_to(const number *change, const number *a, const number *b)
{
    const idt_date *on = &change->claim->told.on;
    const idt_date *x = &a->claim->told.on;
    const idt_date *y = &b->claim->told.on;
    return change->change && !a->change && !b->change && on->kind == IDT_DATE_PERIOD &&
           x->kind == IDT_DATE_ONE && y->kind == IDT_DATE_ONE && on->earliest == x->earliest &&
           on->start_latest == x->latest && on->end_earliest == y->earliest &&
           on->latest == y->latest;
}

/* What is stated of a change, against what follows from the values at its two ends. The quotient
 * counts as approximate: sources round. */
static idt_rc compare_change(idt_finder *f, const number *change, const number *a, const number *b,
                             idt_error *err)
{
    idt_quantity grown;
    bool tolerated;
    bool base_open;
    if (!leads_from_to(change, a, b) ||
        idt_quantity_ratio(&b->quantity, &a->quantity, 9, &grown, NULL) != IDT_OK) {
        return IDT_OK; /* units differ, or the first may be nothing */
    }
    const idt_rc rc = factor_to_growth(&grown, err);
    grown.approx = true;
    grown.unit = change->quantity.unit;
    grown.relative_to = change->quantity.relative_to;
    if (rc != IDT_OK || !exclude(&grown, &change->quantity, &tolerated, &base_open)) {
        return rc;
    }
    idt_conflict *c = idt_finder_add(f, change->claim,
                                     "The change stated is not that between the two values.", 3);
    if (c == NULL) {
        return idt_arena_fail(f->arena, err);
    }
    idt_conflict_side_add(c, change->claim, false);
    idt_conflict_side_add(c, a->claim, false);
    idt_conflict_side_add(c, b->claim, false);
    c->tolerance_used = true;
    return IDT_OK;
}

/* Every change against every two values. */
static idt_rc find_changes(idt_finder *f, const number *numbers, size_t count, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t c = 0; c < count; c++) {
        for (size_t a = 0; numbers[c].change && a < count; a++) {
            for (size_t b = 0; !numbers[a].change && b < count && rc == IDT_OK; b++) {
                rc = compare_change(f, &numbers[c], &numbers[a], &numbers[b], err);
            }
        }
    }
    return rc;
}

idt_rc idt_find_figures(idt_finder *f, size_t from, size_t to, idt_error *err)
{
    const bool flow = adds_up(f, from, to);
    size_t count = 0;
    idt_rc rc = IDT_OK;
    number *numbers = IDT_NEW_N(f->arena, number, to - from + 1);
    if (numbers == NULL) {
        return idt_arena_fail(f->arena, err);
    }
    for (size_t i = from; i < to && rc == IDT_OK; i++) {
        bool is;
        rc = read_number(&f->claims[i], &numbers[count], &is, err);
        count += rc == IDT_OK && is ? 1 : 0;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && rc == IDT_OK; j++) {
            rc = compare_numbers(f, &numbers[i], &numbers[j], flow, err);
        }
    }
    return rc == IDT_OK ? find_changes(f, numbers, count, err) : rc;
}

/* ---- an act against a figure ---- */

/* The earliest day told of an act: that of its `date`, else of the prohibition. */
static bool act_day(const idt_finder *f, size_t from, size_t to, const idt_claim *forbids,
                    idt_day *day)
{
    *day = IDT_DAY_OPEN_END;
    for (size_t i = from; i < to; i++) {
        idt_date date;
        if (idt_claim_states(&f->claims[i], "date") &&
            idt_date_parse(f->claims[i].told.statement->value, &date, NULL) == IDT_OK &&
            date.earliest < *day) {
            *day = date.earliest;
        }
    }
    if (*day == IDT_DAY_OPEN_END && forbids->told.on.kind != IDT_DATE_ABSENT) {
        *day = forbids->told.on.earliest;
    }
    return *day != IDT_DAY_OPEN_END && *day != IDT_DAY_OPEN_START;
}

/* On that day or after it, or in the year of it. */
static bool since_year_of(idt_day day, idt_day act)
{
    char a[IDT_DAY_BYTES];
    char b[IDT_DAY_BYTES];
    if (day >= act) {
        return true;
    }
    const size_t year = strlen(idt_day_text(act, b)) - strlen("-00-00");
    return day != IDT_DAY_OPEN_START && strncmp(idt_day_text(day, a), b, year + 1) == 0;
}

/* The change [at] of a figure, if it is a rise that began since the act. */
static idt_rc rise_since(const idt_claim *claim, idt_day act, number *out, bool *is, idt_error *err)
{
    const idt_rc rc = read_number(claim, out, is, err);
    *is = rc == IDT_OK && *is && claim->told.on.kind != IDT_DATE_ABSENT &&
          since_year_of(claim->told.on.earliest, act) && is_change(out, IDT_MORE);
    return rc;
}

/* Changes of the figure that are no rises, of days that overlap: other sources' words. */
static idt_rc add_beside(idt_finder *f, size_t from, size_t to, const number *rise, idt_conflict *c,
                         idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = from; i < to && rc == IDT_OK; i++) {
        number n;
        bool is;
        rc = read_number(&f->claims[i], &n, &is, err);
        if (rc == IDT_OK && is && n.change && !is_change(&n, IDT_MORE) &&
            periods_overlap(&n, rise)) {
            idt_conflict_side_add(c, n.claim, true);
            c->tolerance_used = c->tolerance_used || n.quantity.approx;
        }
    }
    return rc;
}

/* What others claim of the act itself: "those who broke it were let go". With `c` NULL they are
 * only counted. */
static idt_rc claims_of_act(idt_finder *f, idt_str act, idt_conflict *c, size_t *count,
                            idt_error *err)
{
    *count = 0;
    for (size_t i = 0; i < f->count; i++) {
        idt_str *concerned;
        size_t n;
        if (!idt_claim_states(&f->claims[i], "claim")) {
            continue;
        }
        const idt_rc rc = idt_qualifier_list(f->claims[i].told.statement, "concerns", f->arena,
                                             &concerned, &n, err);
        if (rc != IDT_OK) {
            return rc;
        }
        for (size_t k = 0; k < n; k++) {
            if (idt_str_equal(concerned[k], act)) {
                (*count)++;
                if (c != NULL) {
                    idt_conflict_side_add(c, &f->claims[i], true);
                }
                break;
            }
        }
    }
    return IDT_OK;
}

static idt_rc act_against(idt_finder *f, const idt_claim *forbids, idt_day act, idt_error *err)
{
    size_t from, to;
    size_t told = 0;
    idt_rc rc = claims_of_act(f, forbids->about, NULL, &told, err);
    idt_claims_about(f->claims, f->count, idt_qualifier(forbids->told.statement, "record"), &from,
                     &to);
    for (size_t i = from; i < to && rc == IDT_OK; i++) {
        number rise;
        bool is;
        rc = rise_since(&f->claims[i], act, &rise, &is, err);
        if (rc != IDT_OK || !is) {
            continue;
        }
        idt_conflict *c = idt_finder_add(
            f, forbids, "An act forbids what a figure says has grown since.", 2 + told + to - from);
        if (c == NULL) {
            return idt_arena_fail(f->arena, err);
        }
        idt_conflict_side_add(c, forbids, false);
        idt_conflict_side_add(c, rise.claim, false);
        c->tolerance_used = rise.quantity.approx;
        idt_conflict_note(c, "An act and a growth can both be: that it was kept, it does not say.");
        rc = add_beside(f, from, to, &rise, c, err);
        rc = rc == IDT_OK ? claims_of_act(f, forbids->about, c, &told, err) : rc;
    }
    return rc;
}

idt_rc idt_find_act_against_figure(idt_finder *f, size_t from, size_t to, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = from; i < to && rc == IDT_OK; i++) {
        idt_day day;
        if (idt_claim_states(&f->claims[i], "forbids") &&
            idt_qualifier(f->claims[i].told.statement, "record").ptr != NULL &&
            act_day(f, from, to, &f->claims[i], &day)) {
            rc = act_against(f, &f->claims[i], day, err);
        }
    }
    return rc;
}

/* ---- casualties ---- */

static bool is_toll(const idt_claim *c)
{
    return idt_claim_states(c, "killed") || idt_claim_states(c, "injured") ||
           idt_claim_states(c, "abducted");
}

static bool same_toll(const idt_claim *a, const idt_claim *b)
{
    const idt_statement *x = a->told.statement;
    const idt_statement *y = b->told.statement;
    const bool all_x = idt_str_is(idt_qualifier(x, "together"), "yes");
    const bool all_y = idt_str_is(idt_qualifier(y, "together"), "yes");
    return idt_str_equal(x->property, y->property) && all_x == all_y &&
           idt_str_equal(idt_qualifier(x, "victims"), idt_qualifier(y, "victims")) &&
           idt_days_overlap(&a->told.on, &b->told.on) != IDT_NO;
}

idt_rc idt_find_casualties(idt_finder *f, size_t from, size_t to, idt_error *err)
{
    for (size_t i = from; i < to; i++) {
        for (size_t j = i + 1; is_toll(&f->claims[i]) && j < to; j++) {
            const idt_claim *a = &f->claims[i];
            const idt_claim *b = &f->claims[j];
            idt_quantity x, y;
            bool present, tolerated, base_open;
            if (!is_toll(b) || !same_toll(a, b)) {
                continue;
            }
            idt_rc rc = idt_told_quantity(&a->told, NULL, &present, &x, err);
            rc = rc == IDT_OK ? idt_told_quantity(&b->told, NULL, &present, &y, err) : rc;
            if (rc != IDT_OK) {
                return rc;
            }
            if (!exclude(&x, &y, &tolerated, &base_open)) {
                continue;
            }
            idt_conflict *c =
                idt_finder_pair(f, "Two counts of the same victims that exclude each other.", a, b);
            if (c == NULL) {
                return idt_arena_fail(f->arena, err);
            }
            c->tolerance_used = tolerated;
        }
    }
    return IDT_OK;
}
