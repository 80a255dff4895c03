#include "cli/history_lines.h"

#include <stdlib.h>

#include "register/concerning.h"
#include "statement/vocabulary.h"

typedef struct line_list {
    idt_arena *arena;
    idt_dated_line *items;
    size_t count, cap;
} line_list;

static idt_rc push(line_list *l, const idt_dated_line *line, idt_error *err)
{
    if (!IDT_GROW(l->arena, l->items, l->cap, l->count)) {
        return idt_arena_fail(l->arena, err);
    }
    l->items[l->count++] = *line;
    return IDT_OK;
}

/* ---- which date of a statement is its day ---- */

/* The first of these that is there: when it was done, else what it is about, else when it was
 * said. */
static const char *const DATES[] = {"effective_from", "decided",     "signed",       "published",
                                    "proposed",       "laid",        "confirmed",    "final",
                                    "registered",     "announced",   "effective_to", "expires_on",
                                    "list_updated",   "on",          "from",         "until",
                                    "issued",         "known_since", "asserted_on",  NULL};

static bool is_date(idt_value_form form)
{
    return form == IDT_FORM_DAY || form == IDT_FORM_DATE;
}

/* False where it has none. */
static bool date_of(const idt_statement *s, idt_dated_line *line)
{
    const idt_property_spec *spec = idt_property_find(s->property);
    for (size_t i = 0; DATES[i] != NULL; i++) {
        const idt_str text = idt_qualifier(s, DATES[i]);
        if (text.ptr != NULL && idt_date_parse(text, &line->date, NULL) == IDT_OK) {
            line->date_name = DATES[i];
            return true;
        }
    }
    if (spec != NULL && is_date(spec->form) &&
        idt_date_parse(s->value, &line->date, NULL) == IDT_OK) {
        line->date_name = spec->name;
        return true;
    }
    line->date = (idt_date){.kind = IDT_DATE_ABSENT};
    return false;
}

/* ---- events and claims ---- */

static const idt_reported *reported_of(const idt_listing_status *row, const idt_event *event)
{
    for (size_t i = 0; i < row->reported_count; i++) {
        if (row->reported[i].event == event) {
            return &row->reported[i];
        }
    }
    return NULL;
}

static idt_rc add_events(line_list *l, const idt_listing_status *row, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < row->event_count && rc == IDT_OK; i++) {
        const idt_event *e = row->events[i];
        idt_dated_line line = {.kind = e->kind,
                               .list = row->list,
                               .scope = row->scope,
                               .record = e->record,
                               .statement = e->statement,
                               .reported = reported_of(row, e)};
        if (idt_str_is(e->kind, "listed")) {
            line.value = e->statement->value;
        }
        (void)date_of(e->statement, &line); /* an event without a day is told last */
        rc = push(l, &line, err);
    }
    return rc;
}

/* ---- other dated statements ---- */

static idt_rc add_statements(line_list *l, const idt_record *const *records, size_t count,
                             const idt_record *of, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        for (size_t n = 0; n < records[i]->count && rc == IDT_OK; n++) {
            const idt_statement *s = &records[i]->statements[n];
            idt_dated_line line = {.kind = s->property,
                                   .value = s->value,
                                   .of = of != NULL ? of->id : (idt_str){0},
                                   .of_caption = of != NULL ? idt_record_caption(of) : (idt_str){0},
                                   .record = records[i],
                                   .statement = s};
            const bool chained =
                idt_str_is(s->property, "event") || idt_str_is(s->property, "listed");
            if ((!chained || of != NULL) && date_of(s, &line)) {
                rc = push(l, &line, err);
            }
        }
    }
    return rc;
}

static idt_rc add_things(idt_invocation *inv, const idt_view *view, const idt_subject *subject,
                         const idt_status_question *q, line_list *l, idt_error *err)
{
    static const char *const schemata[] = {"Incident", "Contact",     "Figure",
                                           "LegalAct", "Prosecution", "Office"};
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < sizeof schemata / sizeof *schemata && rc == IDT_OK; i++) {
        const idt_told_of *things;
        size_t count = 0;
        rc = idt_things_concerning(inv->reg, view, subject, schemata[i], q->datasets,
                                   q->dataset_count, inv->arena, &things, &count, err);
        for (size_t t = 0; t < count && rc == IDT_OK; t++) {
            rc = add_statements(l, things[t].records, things[t].count, things[t].head, err);
        }
    }
    return rc;
}

/* ---- in order ---- */

static idt_day first_day(const idt_dated_line *line)
{
    return line->date.kind == IDT_DATE_ABSENT          ? IDT_DAY_OPEN_END
           : line->date.earliest == IDT_DAY_OPEN_START ? line->date.latest
                                                       : line->date.earliest;
}

static int by_day(const void *a, const void *b)
{
    const idt_dated_line *x = a;
    const idt_dated_line *y = b;
    const idt_day p = first_day(x);
    const idt_day q = first_day(y);
    if (p != q) {
        return p > q ? 1 : -1;
    }
    const int order = idt_str_compare(x->record->id, y->record->id);
    return order != 0 ? order : (int)x->statement->number - (int)y->statement->number;
}

idt_rc idt_history_lines(idt_invocation *inv, const idt_view *view, const idt_subject *subject,
                         const idt_status_question *question, const idt_listing_line *listings,
                         size_t listing_count, const idt_dated_line **out, size_t *count,
                         idt_error *err)
{
    line_list l = {.arena = inv->arena};
    const idt_record *const *records;
    size_t n = 0;
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < listing_count && rc == IDT_OK; i++) {
        rc = add_events(&l, listings[i].row, err);
    }
    if (rc == IDT_OK) {
        rc = idt_subject_records(inv->reg, view, subject, question->datasets,
                                 question->dataset_count, inv->arena, &records, &n, err);
    }
    if (rc == IDT_OK) {
        rc = add_statements(&l, records, n, NULL, err);
    }
    if (rc == IDT_OK) {
        rc = add_things(inv, view, subject, question, &l, err);
    }
    if (l.count > 1) {
        qsort(l.items, l.count, sizeof *l.items, by_day);
    }
    *out = l.items;
    *count = l.count;
    return rc;
}
