#include "procedure/readings.h"

#include <stdlib.h>
#include <string.h>

/* One set of readings that are alike from here on. */
typedef struct reading {
    idt_state now;
    idt_state then;  /* at the end of the day asked about */
    uint64_t cost;   /* misfits, then evidence against */
    uint64_t done;   /* marks of the component that happened, a bit each */
    uint64_t before; /* those that happened before this cell */
    int last;        /* place of the last mark applied this cell; -1 */
    int groups;      /* days used in this cell */
    bool *misfit;    /* by mark, in every reading merged here */
    idt_span *spans; /* by uncertain mark, hull over the readings merged here */
} reading;

#define MISFIT_COST (UINT64_C(1) << 32)

typedef struct pool {
    reading *items;
    size_t count, cap;
} pool;

typedef struct sweep {
    idt_case *c;
    const idt_mark *marks;
    size_t count;
    int *order;     /* marks by span, then rank */
    int *uncertain; /* by mark: its place among the uncertain ones; -1 */
    size_t uncertain_count;
    idt_span *clipped;
    idt_day day;
    bool snapped;
    bool limited;
    pool readings;
} sweep;

static bool alike(const reading *a, const reading *b)
{
    return a->done == b->done && a->before == b->before && a->last == b->last &&
           a->groups == b->groups && idt_state_equal(&a->now, &b->now) &&
           idt_state_equal(&a->then, &b->then);
}

static void merge(const sweep *w, reading *into, const reading *other)
{
    for (size_t i = 0; i < w->count; i++) {
        into->misfit[i] = into->misfit[i] && other->misfit[i];
    }
    for (size_t u = 0; u < w->uncertain_count; u++) {
        const idt_span o = other->spans[u];
        if (idt_span_is_empty(into->spans[u])) {
            into->spans[u] = o;
        } else if (!idt_span_is_empty(o)) {
            into->spans[u] = idt_span_hull(into->spans[u], o);
        }
    }
}

/* Readings that are alike share their future, so only the cheapest past of each is kept (I2). */
static void keep(sweep *w, pool *p, reading r)
{
    for (size_t i = 0; i < p->count; i++) {
        if (!alike(&p->items[i], &r)) {
            continue;
        }
        if (r.cost < p->items[i].cost) {
            p->items[i] = r;
        } else if (r.cost == p->items[i].cost) {
            merge(w, &p->items[i], &r);
        }
        return;
    }
    (void)IDT_PUSH(w->c, p->items, p->cap, p->count, r);
}

static reading child(sweep *w, const reading *of)
{
    reading r = *of;
    r.misfit = idt_case_take(w->c, w->count * sizeof(bool) + 1);
    r.spans = idt_case_take(w->c, w->uncertain_count * sizeof(idt_span) + 1);
    if (w->c->rc == IDT_OK) {
        memcpy(r.misfit, of->misfit, w->count * sizeof(bool));
        memcpy(r.spans, of->spans, w->uncertain_count * sizeof(idt_span));
    }
    return r;
}

/* What can happen in one stretch of days: marks in rank order, with their bit in `done`. Uncertain
 * marks keep their bit through the component; certain ones have one for their own day. */
typedef struct slice {
    int *marks;
    unsigned *bits;
    size_t count;
    idt_span cell;
} slice;

#define BIT(n) (UINT64_C(1) << (n))

/* The days a mark can have inside its cell: those before it on other days need room before it, and
 * it must leave room for those after. `later`: it is on a later day than the marks so far. */
static void place(const sweep *w, const slice *s, reading *r, int mark, bool later)
{
    for (size_t i = 0; later && i < s->count; i++) {
        const int other = s->marks[i];
        if ((r->done & ~r->before & BIT(s->bits[i])) != 0 && other != mark &&
            w->uncertain[other] >= 0) {
            r->spans[w->uncertain[other]].hi--;
        }
    }
    if (w->uncertain[mark] >= 0) {
        const idt_day first = s->cell.lo + (r->groups > 0 ? r->groups - 1 : 0);
        r->spans[w->uncertain[mark]] = (idt_span){first, s->cell.hi};
    }
}

/* Applies a mark of a slice to one reading; the results go to `into`. */
static void apply(sweep *w, const reading *of, const slice *s, int mark, const reading *shape,
                  pool *into)
{
    idt_state next[2];
    bool misfit;
    bool weak;
    memset(next, 0, sizeof next);
    const size_t count = idt_state_apply(&of->now, w->marks, mark, next, &misfit, &weak);
    for (size_t i = 0; i < count && w->c->rc == IDT_OK; i++) {
        reading r = child(w, of);
        if (w->c->rc != IDT_OK) {
            return;
        }
        r.done = shape->done;
        r.last = shape->last;
        r.groups = shape->groups;
        r.now = next[i];
        r.cost += (misfit ? MISFIT_COST : 0) + (weak ? 1 : 0);
        r.misfit[mark] = misfit;
        place(w, s, &r, mark, r.groups > of->groups && of->groups > 0);
        keep(w, into, r);
    }
}

static void snap(sweep *w)
{
    for (size_t i = 0; i < w->readings.count; i++) {
        w->readings.items[i].then = w->readings.items[i].now;
    }
    w->snapped = true;
}

/* Marks of one day, in their order. */
static void apply_in_order(sweep *w, const int *component, size_t count, bool snap_within)
{
    for (size_t i = 0; i < count && w->c->rc == IDT_OK; i++) {
        if (snap_within && !w->snapped && w->clipped[component[i]].hi > w->day) {
            snap(w);
        }
        pool next = {0};
        for (size_t r = 0; r < w->readings.count; r++) {
            const reading *of = &w->readings.items[r];
            const reading shape = {.last = -1};
            const slice alone = {.cell = w->clipped[component[i]]};
            apply(w, of, &alone, component[i], &shape, &next);
        }
        w->readings = next;
    }
}

/* ---- overlapping marks ---- */

static int by_day(const void *a, const void *b)
{
    const idt_day x = *(const idt_day *)a;
    const idt_day y = *(const idt_day *)b;
    return (x > y) - (x < y);
}

/* Days at which something about the component changes, and the day after the one asked about. */
static size_t cell_bounds(const sweep *w, const int *component, size_t count, idt_day *bounds)
{
    size_t n = 0;
    idt_day first = w->clipped[component[0]].lo;
    idt_day last = first;
    for (size_t i = 0; i < count; i++) {
        const idt_span s = w->clipped[component[i]];
        bounds[n++] = s.lo;
        bounds[n++] = s.hi + 1;
        first = s.lo < first ? s.lo : first;
        last = s.hi + 1 > last ? s.hi + 1 : last;
    }
    if (w->day + 1 > first && w->day + 1 < last) {
        bounds[n++] = w->day + 1;
    }
    qsort(bounds, n, sizeof *bounds, by_day);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || bounds[kept - 1] != bounds[i]) {
            bounds[kept++] = bounds[i];
        }
    }
    return kept;
}

/* Extends every reading by every mark that may happen in the slice, in every order that its days
 * allow (I1): marks in falling rank need a new day. */
static void fill(sweep *w, const slice *s)
{
    const int64_t length = (int64_t)s->cell.hi - s->cell.lo + 1;
    for (size_t r = 0; r < w->readings.count && w->c->rc == IDT_OK; r++) {
        for (size_t i = 0; i < s->count && w->c->rc == IDT_OK; i++) {
            const reading of = w->readings.items[r];
            if ((of.done & BIT(s->bits[i])) != 0) {
                continue;
            }
            const bool same_day = of.last >= 0 && of.last < (int)i;
            const int groups = same_day ? of.groups : of.groups + 1;
            if (groups > length) {
                continue;
            }
            const reading shape = {
                .done = of.done | BIT(s->bits[i]), .last = (int)i, .groups = groups};
            apply(w, &of, s, s->marks[i], &shape, &w->readings);
        }
    }
}

/* Readings in which a mark whose last day has passed did not happen are none. */
static void close_slice(sweep *w, const slice *s)
{
    uint64_t due = 0;
    for (size_t i = 0; i < s->count; i++) {
        due |= w->clipped[s->marks[i]].hi == s->cell.hi ? BIT(s->bits[i]) : 0;
    }
    pool next = {0};
    for (size_t r = 0; r < w->readings.count && w->c->rc == IDT_OK; r++) {
        reading of = w->readings.items[r];
        if ((of.done & due) == due) {
            of.done &= BIT(IDT_READINGS_OVERLAP) - 1;
            of.before = of.done;
            of.last = -1;
            of.groups = 0;
            keep(w, &next, of);
        }
    }
    w->readings = next;
}

static int by_rank_of(const idt_mark *a, const idt_mark *b, int i, int j)
{
    if (a->rank != b->rank) {
        return a->rank < b->rank ? -1 : 1;
    }
    return (i > j) - (i < j);
}

static void sort_by_rank(const sweep *w, int *component, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        for (size_t j = i; j > 0 && by_rank_of(&w->marks[component[j]], &w->marks[component[j - 1]],
                                               component[j], component[j - 1]) < 0;
             j--) {
            const int t = component[j];
            component[j] = component[j - 1];
            component[j - 1] = t;
        }
    }
}

/* The marks of a component that can happen on every day of the cell. */
static void cut(const sweep *w, const int *component, size_t count, slice *s)
{
    unsigned uncertain = 0;
    unsigned certain = IDT_READINGS_OVERLAP;
    s->count = 0;
    for (size_t i = 0; i < count; i++) {
        const int mark = component[i];
        const bool open = w->uncertain[mark] >= 0;
        const unsigned bit = open ? uncertain++ : certain;
        if (w->clipped[mark].lo <= s->cell.lo && w->clipped[mark].hi >= s->cell.hi) {
            certain += open ? 0 : 1;
            s->marks[s->count] = mark;
            s->bits[s->count++] = bit;
        }
    }
}

static void permute(sweep *w, int *component, size_t count)
{
    idt_day *bounds = idt_case_take(w->c, (2 * count + 1) * sizeof *bounds);
    slice s = {.marks = idt_case_take(w->c, count * sizeof(int)),
               .bits = idt_case_take(w->c, count * sizeof(unsigned))};
    if (w->c->rc != IDT_OK) {
        return;
    }
    sort_by_rank(w, component, count);
    const size_t n = cell_bounds(w, component, count, bounds);
    for (size_t i = 0; i + 1 < n && w->c->rc == IDT_OK; i++) {
        s.cell = (idt_span){bounds[i], bounds[i + 1] - 1};
        if (!w->snapped && s.cell.lo > w->day) {
            snap(w);
        }
        cut(w, component, count, &s);
        fill(w, &s);
        close_slice(w, &s);
    }
    for (size_t r = 0; r < w->readings.count; r++) {
        w->readings.items[r].done = w->readings.items[r].before = 0;
    }
}

/* How many marks of a component have no certain day. */
static size_t count_uncertain(const sweep *w, const int *component, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        n += w->uncertain[component[i]] >= 0 ? 1 : 0;
    }
    return n;
}

/* The most marks with one certain day in common. */
static size_t most_on_a_day(const sweep *w, const int *component, size_t count)
{
    size_t most = 0;
    size_t run_length = 0;
    idt_day day = 0;
    for (size_t i = 0; i < count; i++) { /* components come sorted by day */
        if (w->uncertain[component[i]] >= 0) {
            continue;
        }
        run_length = run_length > 0 && w->clipped[component[i]].lo == day ? run_length + 1 : 1;
        day = w->clipped[component[i]].lo;
        most = run_length > most ? run_length : most;
    }
    return most;
}

static bool can_permute(const sweep *w, const int *component, size_t count)
{
    return count_uncertain(w, component, count) <= IDT_READINGS_OVERLAP &&
           most_on_a_day(w, component, count) <= IDT_READINGS_A_DAY;
}

/* ---- components ---- */

static void run_component(sweep *w, int *component, size_t count)
{
    idt_span whole = w->clipped[component[0]];
    for (size_t i = 1; i < count; i++) {
        whole = idt_span_hull(whole, w->clipped[component[i]]);
    }
    if (!w->snapped && whole.lo > w->day) {
        snap(w);
    }
    if (idt_span_is_day(whole)) {
        sort_by_rank(w, component, count);
        apply_in_order(w, component, count, false);
    } else if (can_permute(w, component, count)) {
        permute(w, component, count);
    } else {
        w->limited = w->limited || (w->day >= whole.lo && w->day < whole.hi);
        apply_in_order(w, component, count, true);
    }
}

/* Evidence between two others of its kind, with no bound of an act around it, adds nothing. */
static size_t thin(const sweep *w, int *component, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const idt_mark *m = &w->marks[component[i]];
        const bool inner = i > 0 && i + 1 < count && m->kind == IDT_MARK_EVIDENCE &&
                           w->marks[component[i - 1]].kind == IDT_MARK_EVIDENCE &&
                           w->marks[component[i + 1]].kind == IDT_MARK_EVIDENCE &&
                           w->marks[component[i - 1]].suspended == m->suspended &&
                           w->marks[component[i + 1]].suspended == m->suspended;
        bool bounded = false;
        for (size_t j = 0; inner && j < count; j++) {
            const idt_span other = w->clipped[component[j]];
            const idt_span gap = {w->clipped[component[i - 1]].lo, w->clipped[component[i + 1]].hi};
            const bool act = w->marks[component[j]].kind != IDT_MARK_EVIDENCE;
            bounded = bounded || (act && ((other.lo >= gap.lo && other.lo <= gap.hi) ||
                                          (other.hi >= gap.lo && other.hi <= gap.hi)));
        }
        if (!inner || bounded) {
            component[kept++] = component[i];
        }
    }
    return kept;
}

static void run(sweep *w)
{
    for (size_t i = 0; i < w->count && w->c->rc == IDT_OK;) {
        idt_day reach = w->clipped[w->order[i]].hi;
        size_t n = 1;
        while (i + n < w->count && w->clipped[w->order[i + n]].lo <= reach) {
            const idt_day hi = w->clipped[w->order[i + n]].hi;
            reach = hi > reach ? hi : reach;
            n++;
        }
        const bool many = n > IDT_READINGS_MANY || !can_permute(w, w->order + i, n);
        const size_t kept = many ? thin(w, w->order + i, n) : n;
        run_component(w, w->order + i, kept);
        i += n;
    }
    if (!w->snapped) {
        snap(w);
    }
}

/* Open bounds lie beyond every known day, with room for each mark on a day of its own. */
static void clip(sweep *w)
{
    idt_day lo = w->day;
    idt_day hi = w->day;
    for (size_t i = 0; i < w->count; i++) {
        const idt_day bounds[] = {w->marks[i].span.lo, w->marks[i].span.hi};
        for (size_t b = 0; b < 2; b++) {
            if (bounds[b] != IDT_DAY_OPEN_START && bounds[b] != IDT_DAY_OPEN_END) {
                lo = bounds[b] < lo ? bounds[b] : lo;
                hi = bounds[b] > hi ? bounds[b] : hi;
            }
        }
    }
    const idt_day room = (idt_day)w->count + 2;
    for (size_t i = 0; i < w->count; i++) {
        const idt_span s = w->marks[i].span;
        w->clipped[i] = (idt_span){s.lo == IDT_DAY_OPEN_START ? lo - room : s.lo,
                                   s.hi == IDT_DAY_OPEN_END ? hi + room : s.hi};
        w->uncertain[i] = idt_span_is_day(w->clipped[i]) ? -1 : (int)w->uncertain_count++;
    }
}

static int compare_marks(const sweep *w, int a, int b)
{
    const idt_span x = w->clipped[a];
    const idt_span y = w->clipped[b];
    if (x.lo != y.lo) {
        return x.lo < y.lo ? -1 : 1;
    }
    if (x.hi != y.hi) {
        return x.hi < y.hi ? -1 : 1;
    }
    return by_rank_of(&w->marks[a], &w->marks[b], a, b);
}

/* Chains come nearly in order, so an insertion sort is linear on them. */
static void sort_marks(sweep *w)
{
    for (size_t i = 0; i < w->count; i++) {
        int at = (int)i;
        size_t j = i;
        for (; j > 0 && compare_marks(w, at, w->order[j - 1]) < 0; j--) {
            w->order[j] = w->order[j - 1];
        }
        w->order[j] = at;
    }
}

static idt_span open_again(const sweep *w, size_t mark, idt_span s)
{
    const idt_span stated = w->marks[mark].span;
    if (stated.lo == IDT_DAY_OPEN_START && s.lo == w->clipped[mark].lo) {
        s.lo = IDT_DAY_OPEN_START;
    }
    if (stated.hi == IDT_DAY_OPEN_END && s.hi == w->clipped[mark].hi) {
        s.hi = IDT_DAY_OPEN_END;
    }
    return s;
}

/* The cheapest readings are the ones kept (I2). */
static void conclude(sweep *w, idt_outcome *out)
{
    uint64_t least = UINT64_MAX;
    for (size_t r = 0; r < w->readings.count; r++) {
        least = w->readings.items[r].cost < least ? w->readings.items[r].cost : least;
    }
    idt_state *states = idt_case_take(w->c, w->readings.count * sizeof *states + 1);
    idt_span *spans = idt_case_take(w->c, w->count * sizeof *spans + 1);
    reading *all = NULL;
    for (size_t r = 0; r < w->readings.count && w->c->rc == IDT_OK; r++) {
        reading *one = &w->readings.items[r];
        if (one->cost != least) {
            continue;
        }
        bool known = false;
        for (size_t i = 0; i < out->count; i++) {
            known = known || idt_state_equal(&states[i], &one->then);
        }
        if (!known) {
            states[out->count++] = one->then;
        }
        if (all == NULL) {
            all = one;
        } else {
            merge(w, all, one);
        }
    }
    for (size_t i = 0; i < w->count && all != NULL; i++) {
        const int u = w->uncertain[i];
        const bool told = u >= 0 && !idt_span_is_empty(all->spans[u]);
        spans[i] = told ? open_again(w, i, all->spans[u]) : w->marks[i].span;
    }
    out->states = states;
    out->spans = spans;
    out->misfit = all != NULL ? all->misfit : NULL;
    out->limited = w->limited;
}

void idt_readings_fold(idt_case *c, const idt_mark *marks, size_t count, idt_day day,
                       idt_outcome *out)
{
    *out = (idt_outcome){0};
    sweep w = {.c = c, .marks = marks, .count = count, .day = day};
    w.order = idt_case_take(c, count * sizeof(int) + 1);
    w.uncertain = idt_case_take(c, count * sizeof(int) + 1);
    w.clipped = idt_case_take(c, count * sizeof(idt_span) + 1);
    if (c->rc != IDT_OK) {
        return;
    }
    clip(&w);
    sort_marks(&w);
    reading first = {.last = -1};
    const idt_state initial = idt_state_initial();
    first.now = initial;
    first.then = first.now;
    first.misfit = idt_case_take(c, count * sizeof(bool) + 1);
    first.spans = idt_case_take(c, w.uncertain_count * sizeof(idt_span) + 1);
    for (size_t u = 0; u < w.uncertain_count && c->rc == IDT_OK; u++) {
        first.spans[u] = (idt_span){1, 0}; /* empty: not happened yet */
    }
    if (c->rc == IDT_OK && IDT_PUSH(c, w.readings.items, w.readings.cap, w.readings.count, first)) {
        run(&w);
    }
    if (c->rc == IDT_OK) {
        conclude(&w, out);
    }
}
