#include "match/calibrate.h"

#include <string.h>

#define ONE    10000
#define SCORES (ONE + 1)

/* Rows by score. */
typedef struct counts {
    uint64_t match[SCORES], other[SCORES];
} counts;

typedef struct tally {
    uint64_t alerts, right, matches;
} tally;

static uint16_t share(uint64_t part, uint64_t whole)
{
    return (uint16_t)(whole == 0 ? 0 : (part * ONE + whole / 2) / whole);
}

static uint16_t precision_of(const tally *t)
{
    return share(t->right, t->alerts);
}

static uint16_t recall_of(const tally *t)
{
    return share(t->right, t->matches);
}

/* 2 P R / (P + R) */
static uint16_t f1_of(const tally *t)
{
    return share(2 * t->right, t->alerts + t->matches);
}

static tally tally_at(const counts *c, uint16_t threshold)
{
    tally t = {0};
    for (size_t s = 0; s < SCORES; s++) {
        t.matches += c->match[s];
        t.alerts += s >= threshold ? c->match[s] + c->other[s] : 0;
        t.right += s >= threshold ? c->match[s] : 0;
    }
    return t;
}

/* Does `a` serve the target, and better than what was best (from high thresholds down)? */
static bool serves(const tally *a, idt_target target, const tally *best, bool any)
{
    switch (target.kind) {
    case IDT_TARGET_PRECISION: /* exact, not as rounded */
        return a->right * ONE >= (uint64_t)target.least * a->alerts;
    case IDT_TARGET_RECALL:
        return !any && a->right * ONE >= (uint64_t)target.least * a->matches;
    default:
        return !any ||
               a->right * (best->alerts + best->matches) >= best->right * (a->alerts + a->matches);
    }
}

/* I2, I3: thresholds from high to low, where scores were seen. */
static bool fit(const counts *c, idt_target target, uint16_t *threshold)
{
    tally at = tally_at(c, 0);
    tally best = {0};
    bool any = false;
    bool pending = false; /* the best stands at `upper`, its lower neighbour is not yet known */
    size_t upper = 0;
    at.alerts = at.right = 0;
    for (size_t s = SCORES; s-- > 1;) { /* a score of 0 is never an alert */
        if (c->match[s] + c->other[s] == 0) {
            continue;
        }
        if (pending) {
            *threshold = (uint16_t)((s + upper + 1) / 2);
            pending = false;
        }
        at.alerts += c->match[s] + c->other[s];
        at.right += c->match[s];
        if (serves(&at, target, &best, any)) {
            best = at;
            any = pending = true;
            upper = s;
        }
    }
    if (pending) {
        *threshold = (uint16_t)upper; /* the lowest that was seen */
    }
    return any;
}

/* Rows of group g count times[g]; of NULL once each. Only of groups with none where `left_out`. */
static void count_rows(const idt_labels *labels, const uint32_t *times, bool left_out, counts *out)
{
    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < labels->count; i++) {
        const idt_labelled *row = &labels->rows[i];
        const uint32_t n = times == NULL ? 1
                           : left_out    ? times[row->group] == 0
                                         : times[row->group];
        *(row->match ? &out->match[row->score] : &out->other[row->score]) += n;
    }
}

bool idt_calibrate_fit(const idt_labels *labels, idt_target target, uint16_t *threshold)
{
    counts c;
    count_rows(labels, NULL, false, &c);
    return fit(&c, target, threshold);
}

/* splitmix64 */
static uint64_t draw(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* What the draws gave, by value: enough for quantiles. */
typedef struct spread {
    uint32_t seen[SCORES];
    uint32_t count;
} spread;

typedef enum measure {
    PRESENT_P,
    PRESENT_R,
    PRESENT_F,
    FITTED_P,
    FITTED_R,
    FITTED_F,
    THRESHOLD,
    MEASURES
} measure;

typedef struct work {
    counts rows, left;
    spread of[MEASURES];
    uint64_t unseen[3];
    uint32_t unseen_draws;
} work;

static void saw(spread *s, uint16_t value)
{
    s->seen[value]++;
    s->count++;
}

/* The value below which `per_mille` of the draws lie. */
static uint16_t quantile(const spread *s, uint32_t per_mille)
{
    const uint64_t rank = (uint64_t)s->count * per_mille / 1000;
    uint64_t below = 0;
    for (size_t v = 0; v < SCORES; v++) {
        below += s->seen[v];
        if (below > rank) {
            return (uint16_t)v;
        }
    }
    return 0;
}

static idt_interval interval(uint16_t value, const spread *s)
{
    return (idt_interval){value, quantile(s, 25), quantile(s, 975)};
}

static void see_cut(work *w, measure first, uint16_t threshold)
{
    const tally t = tally_at(&w->rows, threshold);
    saw(&w->of[first], precision_of(&t));
    saw(&w->of[first + 1], recall_of(&t));
    saw(&w->of[first + 2], f1_of(&t));
}

static void see_unseen(work *w, uint16_t threshold)
{
    const tally t = tally_at(&w->left, threshold);
    if (t.matches == 0 || t.alerts == 0) {
        return;
    }
    w->unseen[0] += precision_of(&t);
    w->unseen[1] += recall_of(&t);
    w->unseen[2] += f1_of(&t);
    w->unseen_draws++;
}

static void report_cut(const counts *all, uint16_t threshold, const work *w, measure first,
                       idt_cut_report *out)
{
    const tally t = tally_at(all, threshold);
    out->alerts = t.alerts;
    out->right = t.right;
    out->precision = interval(precision_of(&t), &w->of[first]);
    out->recall = interval(recall_of(&t), &w->of[first + 1]);
    out->f1 = interval(f1_of(&t), &w->of[first + 2]);
}

static const char *too_few(const idt_labels *labels, const idt_calibration *c)
{
    if (labels->count < IDT_CALIBRATE_ROWS) {
        return "too few rows: a fit needs 100";
    }
    if (c->matches < IDT_CALIBRATE_EACH) {
        return "too few rows labelled match: a fit needs 20";
    }
    if (c->others < IDT_CALIBRATE_EACH) {
        return "too few rows labelled no_match: a fit needs 20";
    }
    return labels->groups < IDT_CALIBRATE_GROUPS ? "too few different queries: a fit needs 20"
                                                 : NULL;
}

/* One draw of whole groups: the fit is made anew each time. */
static void one_draw(const idt_labels *labels, idt_target target, uint16_t present,
                     const uint16_t *fitted, uint32_t *times, uint64_t *state, work *w,
                     idt_calibration *out)
{
    uint16_t threshold;
    memset(times, 0, labels->groups * sizeof *times);
    for (uint32_t g = 0; g < labels->groups; g++) {
        times[draw(state) % labels->groups]++;
    }
    count_rows(labels, times, false, &w->rows);
    see_cut(w, PRESENT_P, present);
    if (fitted == NULL) {
        return;
    }
    see_cut(w, FITTED_P, *fitted);
    if (!fit(&w->rows, target, &threshold)) {
        out->draws_without_fit++;
        return;
    }
    saw(&w->of[THRESHOLD], threshold);
    count_rows(labels, times, true, &w->left);
    see_unseen(w, threshold);
}

idt_rc idt_calibrate(const idt_labels *labels, idt_target target, uint16_t present, uint32_t draws,
                     uint64_t seed, idt_arena *arena, idt_calibration *out, idt_error *err)
{
    work *w = IDT_NEW(arena, work);
    counts *all = IDT_NEW(arena, counts);
    uint32_t *times = IDT_NEW_N(arena, uint32_t, labels->groups + 1);
    uint16_t threshold = 0;
    if (w == NULL || all == NULL || times == NULL) {
        return idt_arena_fail(arena, err);
    }
    *out = (idt_calibration){.draws = draws};
    count_rows(labels, NULL, false, all);
    out->matches = tally_at(all, 0).right;
    out->others = labels->count - out->matches;
    out->refused = too_few(labels, out);
    if (out->refused == NULL && !fit(all, target, &threshold)) {
        out->refused = "no threshold reaches the target on these rows";
    }
    const uint16_t *fitted = out->refused == NULL ? &threshold : NULL;
    for (uint32_t d = 0; d < draws && labels->groups > 0; d++) {
        one_draw(labels, target, present, fitted, times, &seed, w, out);
    }
    report_cut(all, present, w, PRESENT_P, &out->present);
    if (fitted != NULL) {
        const uint32_t n = w->unseen_draws > 0 ? w->unseen_draws : 1;
        report_cut(all, threshold, w, FITTED_P, &out->fitted);
        out->threshold = interval(threshold, &w->of[THRESHOLD]);
        out->unseen_precision = (uint16_t)(w->unseen[0] / n);
        out->unseen_recall = (uint16_t)(w->unseen[1] / n);
        out->unseen_f1 = (uint16_t)(w->unseen[2] / n);
    }
    return IDT_OK;
}
