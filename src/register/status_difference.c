#include "register/status_difference.h"

#include "statement/vocabulary.h"

typedef struct days_work {
    idt_register *reg;
    const idt_view *view;
    const idt_days_question *q;
    idt_arena *arena;   /* of the answer */
    idt_arena *scratch; /* of one subject */
    idt_cell_texts texts;
    idt_status_change *items;
    size_t count, cap;
} days_work;

/* ---- rows of both days ---- */

static bool same_place(const idt_listing_status *a, const idt_listing_status *b)
{
    return idt_str_equal(a->list, b->list) && idt_str_equal(a->scope, b->scope);
}

static bool same_status(const idt_listing_status *a, const idt_listing_status *b)
{
    for (size_t i = 0; i < IDT_STATUS_WORDS; i++) {
        if (a->possible[i] != b->possible[i]) {
            return false;
        }
    }
    return a->status == b->status && a->end_kind == b->end_kind && a->reason == b->reason;
}

static const idt_listing_status *find_row(const idt_listing_status *rows, size_t count,
                                          const idt_listing_status *like)
{
    for (size_t i = 0; i < count; i++) {
        if (same_place(&rows[i], like)) {
            return &rows[i];
        }
    }
    return NULL;
}

/* ---- by which event ---- */

static bool is_reported(const idt_listing_status *row, const idt_event *event)
{
    for (size_t i = 0; i < row->reported_count; i++) {
        if (row->reported[i].event == event) {
            return true;
        }
    }
    return false;
}

/* How well a date of an event accounts for the change: it is the start of the new status; a bound
 * of it is between the days; it bounds that start from above, or from below. 0: not at all. */
static int fitness(const idt_days_question *q, const idt_date *since, const idt_date *date)
{
    const bool first = since->kind != IDT_DATE_ABSENT && since->earliest == date->earliest;
    const bool last = since->kind != IDT_DATE_ABSENT && since->latest == date->latest;
    if (first && last) {
        return 4;
    }
    if ((date->earliest > q->from && date->earliest <= q->to) ||
        (date->latest >= q->from && date->latest <= q->to)) {
        return 3;
    }
    return last ? 2 : first ? 1 : 0;
}

static void blame(const days_work *w, const idt_listing_status *row, const idt_event **event,
                  idt_str *text)
{
    int best = 0;
    for (size_t i = 0; i < row->event_count; i++) {
        const idt_event *e = row->events[i];
        for (size_t n = 0; !is_reported(row, e); n++) {
            idt_date date;
            const bool more = IDT_DATE_NAMES[n] != NULL;
            const idt_str value = idt_qualifier(e->statement, more ? IDT_DATE_NAMES[n] : "on");
            if (value.ptr != NULL && idt_date_parse(value, &date, NULL) == IDT_OK) {
                const int fit = fitness(w->q, &row->since, &date);
                if (fit > 0 && fit >= best) { /* the later of equals: events are in their order */
                    best = fit;
                    *event = e;
                    *text = value;
                }
            }
            if (!more) {
                break;
            }
        }
    }
}

/* ---- one subject ---- */

static idt_rc add_change(days_work *w, const idt_subject *subject, const idt_listing_status *before,
                         const idt_listing_status *after, idt_error *err)
{
    const idt_event *event = NULL;
    idt_str date = {0};
    const idt_cell *cells[2] = {NULL, NULL};
    idt_rc rc = IDT_OK;
    blame(w, after != NULL ? after : before, &event, &date);
    if (before != NULL) {
        rc = idt_cells_copy(&w->texts, before, 1, &cells[0], err);
    }
    if (rc == IDT_OK && after != NULL) {
        rc = idt_cells_copy(&w->texts, after, 1, &cells[1], err);
    }
    if (rc != IDT_OK) {
        return rc;
    }
    static const idt_cell nothing = {.unnamed = false};
    idt_status_change change = {.subject = subject,
                                .was = before != NULL,
                                .is = after != NULL,
                                .before = cells[0] != NULL ? *cells[0] : nothing,
                                .after = cells[1] != NULL ? *cells[1] : nothing};
    if (event != NULL) {
        change.event = idt_str_copy(w->arena, event->id);
        change.event_kind = idt_str_copy(w->arena, event->kind);
        change.event_date = idt_str_copy(w->arena, date);
    }
    if ((event != NULL && change.event_date.ptr == NULL) ||
        !IDT_GROW(w->arena, w->items, w->cap, w->count)) {
        return idt_arena_fail(w->arena, err);
    }
    w->items[w->count++] = change;
    return IDT_OK;
}

static idt_rc compare_rows(days_work *w, const idt_subject *subject,
                           const idt_listing_status *const rows[2], const size_t counts[2],
                           idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < counts[1] && rc == IDT_OK; i++) {
        const idt_listing_status *before = find_row(rows[0], counts[0], &rows[1][i]);
        if (before == NULL || !same_status(before, &rows[1][i])) {
            rc = add_change(w, subject, before, &rows[1][i], err);
        }
    }
    for (size_t i = 0; i < counts[0] && rc == IDT_OK; i++) {
        if (find_row(rows[1], counts[1], &rows[0][i]) == NULL) {
            rc = add_change(w, subject, &rows[0][i], NULL, err);
        }
    }
    return rc;
}

static idt_rc compute(days_work *w, const idt_subject *subject, idt_error *err)
{
    const idt_day days[] = {w->q->from, w->q->to};
    const idt_listing_status *rows[2];
    size_t counts[2];
    idt_rc rc = IDT_OK;
    idt_arena_clear(w->scratch);
    for (size_t i = 0; i < 2 && rc == IDT_OK; i++) {
        const idt_status_question question = {.as_of = days[i],
                                              .datasets = w->q->datasets,
                                              .dataset_count = w->q->dataset_count,
                                              .lists = w->q->lists,
                                              .list_count = w->q->list_count};
        rc = idt_subject_statuses(w->reg, w->view, subject, &question, w->scratch, &rows[i],
                                  &counts[i], err);
    }
    return rc == IDT_OK ? compare_rows(w, subject, rows, counts, err) : rc;
}

idt_rc idt_statuses_differing(idt_register *reg, const idt_view *view, const idt_deriver *deriver,
                              const idt_days_question *question, idt_arena *arena,
                              idt_status_changes *out, idt_error *err)
{
    const idt_subject *subjects = NULL;
    size_t count = 0;
    days_work w = {.reg = reg, .view = view, .q = question, .arena = arena};
    *out = (idt_status_changes){0};
    idt_map_init(&w.texts.texts, arena);
    idt_rc rc =
        store_status_candidates(reg, view, deriver, question, arena, &subjects, &count, err);
    w.scratch = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    if (rc == IDT_OK && w.scratch == NULL) {
        rc = idt_arena_fail(arena, err);
    }
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = compute(&w, &subjects[i], err);
    }
    idt_arena_free(w.scratch);
    *out = (idt_status_changes){.items = w.items, .count = w.count, .computed = count};
    return rc;
}
