#include "register/status_difference.h"

#include <stdlib.h>

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

/* ---- by which others before it ---- */

static bool is_between(const idt_days_question *q, const idt_date *date)
{
    return date->earliest > q->from && date->latest <= q->to;
}

/* The date by which an event acts, where that lies between the days. */
static bool date_between(const days_work *w, const idt_event *e, idt_date *date)
{
    static const char *const names[] = {"effective_from", "decided",    "signed",    "final",
                                        "published",      "registered", "announced", "effective_to",
                                        "expires_on",     NULL};
    for (size_t n = 0; names[n] != NULL; n++) {
        const idt_str value = idt_qualifier(e->statement, names[n]);
        if (value.ptr != NULL && idt_date_parse(value, date, NULL) == IDT_OK) {
            return is_between(w->q, date);
        }
    }
    return false;
}

/* Steps that leave a status as it is, whenever they happen. */
static bool never_moves(const idt_event *e)
{
    static const char *const kinds[] = {"propose",  "request", "intend",      "reject",
                                        "withdraw", "rename",  "amend_alias", "report",
                                        "correct",  "listed",  NULL};
    return idt_word_in(e->kind, kinds);
}

static idt_rc row_on(const days_work *w, const idt_subject *subject, const idt_listing_status *like,
                     idt_day day, const idt_listing_status **row, idt_error *err)
{
    const idt_listing_status *rows;
    size_t count = 0;
    const idt_status_question question = {.as_of = day,
                                          .datasets = w->q->datasets,
                                          .dataset_count = w->q->dataset_count,
                                          .lists = &like->list,
                                          .list_count = 1};
    const idt_rc rc =
        idt_subject_statuses(w->reg, w->view, subject, &question, w->scratch, &rows, &count, err);
    *row = rc == IDT_OK ? find_row(rows, count, like) : NULL;
    return rc;
}

/* Is the status after the event's days another than before them? */
static idt_rc moved(const days_work *w, const idt_subject *subject, const idt_listing_status *like,
                    const idt_date *date, bool *out, idt_error *err)
{
    const idt_listing_status *rows[2] = {NULL, NULL};
    idt_rc rc = row_on(w, subject, like, date->earliest - 1, &rows[0], err);
    if (rc == IDT_OK) {
        rc = row_on(w, subject, like, date->latest, &rows[1], err);
    }
    *out = (rows[0] == NULL) != (rows[1] == NULL) ||
           (rows[0] != NULL && rows[1] != NULL && !same_status(rows[0], rows[1]));
    return rc;
}

static int by_first_day(const void *a, const void *b)
{
    const idt_status_move *x = a;
    const idt_status_move *y = b;
    return x->first != y->first ? (x->first > y->first ? 1 : -1)
                                : idt_str_compare(x->event, y->event);
}

static idt_rc push_move(const days_work *w, idt_status_move *moves, size_t *count,
                        const idt_event *e, idt_str date, idt_day first, idt_error *err)
{
    idt_status_move *m = &moves[(*count)++];
    *m = (idt_status_move){.event = idt_str_copy(w->arena, e->id),
                           .kind = idt_str_copy(w->arena, e->kind),
                           .date = idt_str_copy(w->arena, date),
                           .first = first};
    return m->event.ptr != NULL && m->kind.ptr != NULL && m->date.ptr != NULL
               ? IDT_OK
               : idt_arena_fail(w->arena, err);
}

/* `blamed` and every other event between the days that moved the status. */
static idt_rc find_moves(const days_work *w, const idt_subject *subject,
                         const idt_listing_status *row, const idt_event *blamed, idt_str text,
                         idt_status_change *change, idt_error *err)
{
    idt_date date;
    idt_rc rc = IDT_OK;
    idt_status_move *moves = IDT_NEW_N(w->arena, idt_status_move, row->event_count + 1);
    if (moves == NULL) {
        return idt_arena_fail(w->arena, err);
    }
    for (size_t i = 0; i < row->event_count && rc == IDT_OK; i++) {
        const idt_event *e = row->events[i];
        bool did = e == blamed;
        if (!did && !never_moves(e) && !is_reported(row, e) && date_between(w, e, &date)) {
            rc = moved(w, subject, row, &date, &did, err);
            if (did && rc == IDT_OK) {
                rc = push_move(w, moves, &change->move_count, e, date.edtf, date.earliest, err);
            }
        } else if (did && (rc = idt_date_parse(text, &date, err)) == IDT_OK) {
            rc = push_move(w, moves, &change->move_count, e, text,
                           date.earliest > w->q->from ? date.earliest : date.latest, err);
        }
    }
    if (change->move_count > 1) {
        qsort(moves, change->move_count, sizeof *moves, by_first_day);
    }
    change->moves = moves;
    return rc;
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
    rc = find_moves(w, subject, after != NULL ? after : before, event, date, &change, err);
    w->items[w->count++] = change;
    return rc;
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
    const idt_status_question question = {.datasets = w->q->datasets,
                                          .dataset_count = w->q->dataset_count,
                                          .lists = w->q->lists,
                                          .list_count = w->q->list_count};
    const idt_status_grounds *grounds;
    const idt_listing_status *rows[2];
    size_t counts[2];
    idt_arena_clear(w->scratch);
    idt_rc rc = idt_subject_gather(w->reg, w->view, subject, &question, w->scratch, &grounds, err);
    for (size_t i = 0; i < 2 && rc == IDT_OK; i++) {
        rc = idt_grounds_statuses(grounds, days[i], w->scratch, &rows[i], &counts[i], err);
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
