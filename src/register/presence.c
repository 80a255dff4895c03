#include "register/presence.h"

#include <stdlib.h>

#include "register/hands.h"

/* A listing that some version of the record states. */
typedef struct place {
    idt_str list;
    idt_str scope; /* absent: the whole */
} place;

/* A stretch of editions that all have the listing. */
typedef struct stretch {
    int64_t from, to;        /* of the published axis, half-open */
    const idt_record *first; /* its first version */
    const idt_record
        *before;      /* in the edition before, not on this list; NULL: it lacks the entry */
    bool again;       /* after an absence */
    idt_day earliest; /* it can have begun: open, or when the one before it can have ended */
} stretch;

typedef struct maker {
    idt_register *reg;
    const idt_view *view;
    const idt_record *record;
    const idt_law_source *law;
    idt_arena *arena;
    const int64_t *instants; /* of the dataset's editions */
    size_t instant_count;
    const idt_record_run *runs;
    size_t run_count;
    idt_statement *made;
    size_t count, cap;
    bool *told; /* by index of the record's statements: told of another list (I5) */
    idt_error *err;
} maker;

/* ---- statements ---- */

static idt_str text_of_date(const maker *m, const idt_date *date)
{
    return idt_str_copy(m->arena, date->edtf);
}

/* One day within [first, last] as text. */
static idt_rc days_text(const maker *m, idt_day first, idt_day last, idt_str *out)
{
    idt_date date;
    const idt_rc rc = idt_date_of_bounds(first, last, m->arena, &date, m->err);
    *out = rc == IDT_OK ? text_of_date(m, &date) : (idt_str){0};
    return rc == IDT_OK && out->ptr == NULL ? idt_arena_fail(m->arena, m->err) : rc;
}

static idt_rc period_text(const maker *m, idt_day first, idt_day last, idt_str *out)
{
    char a[IDT_DAY_BYTES];
    char b[IDT_DAY_BYTES];
    *out = first == last
               ? idt_str_format(m->arena, "%s", idt_day_text(first, a))
               : idt_str_format(m->arena, "%s/%s", idt_day_text(first, a), idt_day_text(last, b));
    return out->ptr == NULL ? idt_arena_fail(m->arena, m->err) : IDT_OK;
}

static void member(idt_json *object, const char *key, idt_str text)
{
    if (text.ptr != NULL) {
        object->items[object->count++] =
            (idt_json){.kind = IDT_JSON_STRING, .key = idt_str_borrow(key), .string = text};
    }
}

/* Qualifiers in byte order of their names; `date_name` sorts before or after `list`. */
static idt_rc add(maker *m, const char *property, const char *value, const place *p,
                  const char *date_name, idt_str date, idt_str note)
{
    idt_json *object = IDT_NEW(m->arena, idt_json);
    idt_json *items = IDT_NEW_N(m->arena, idt_json, 4);
    if (object == NULL || items == NULL || !IDT_GROW(m->arena, m->made, m->cap, m->count)) {
        return idt_arena_fail(m->arena, m->err);
    }
    *object = (idt_json){.kind = IDT_JSON_OBJECT, .items = items};
    const bool early = strcmp(date_name, "list") < 0;
    const bool late = strcmp(date_name, "note") > 0;
    member(object, date_name, early ? date : (idt_str){0});
    member(object, "list", p->list);
    if (!early && !late) {
        member(object, date_name, date);
    }
    member(object, "note", note);
    member(object, date_name, late ? date : (idt_str){0});
    member(object, "scope", p->scope);
    m->made[m->count] = (idt_statement){.property = idt_str_borrow(property),
                                        .value = idt_str_borrow(value),
                                        .qualifiers = object,
                                        .number = (uint32_t)(m->record->count + m->count + 1)};
    m->count++;
    return IDT_OK;
}

/* ---- editions ---- */

/* The greatest instant below `before`; false where there is none. */
static bool instant_below(const maker *m, int64_t before, int64_t *out)
{
    size_t lo = 0;
    size_t hi = m->instant_count;
    while (lo < hi) {
        const size_t mid = lo + (hi - lo) / 2;
        if (m->instants[mid] < before) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    if (lo > 0) {
        *out = m->instants[lo - 1];
    }
    return lo > 0;
}

static bool is_unread(const idt_record *record)
{
    return idt_record_first(record, "unread") != NULL;
}

static bool states(const idt_record *record, const place *p)
{
    const idt_statement *s = idt_record_first(record, "listing");
    for (; s != NULL; s = idt_record_next(record, s)) {
        if (idt_str_equal(s->value, p->list) &&
            idt_str_equal(idt_qualifier(s, "scope"), p->scope)) {
            return true;
        }
    }
    return false;
}

/* The first civil day that an instant can be at the seat of a list: an evening edition in the west
 * bears the next day's instant. The start of a day stands for the day. */
static idt_day seat_day(int64_t instant_us)
{
    return idt_day_of_instant(instant_us % IDT_DAY_US == 0 ? instant_us
                                                           : instant_us - IDT_DAY_US / 2);
}

/* ---- starts that entries state ---- */

/* From `s` on: an event that begins a listing on this place. */
static const idt_statement *start_from(const idt_record *record, const idt_statement *s,
                                       const place *p)
{
    for (; s != NULL; s = idt_record_next(record, s)) {
        if ((idt_str_is(s->value, "decide") || idt_str_is(s->value, "relist")) &&
            idt_str_equal(idt_qualifier(s, "list"), p->list) &&
            idt_str_equal(idt_qualifier(s, "scope"), p->scope)) {
            return s;
        }
    }
    return NULL;
}

static const idt_statement *first_start(const idt_record *record, const place *p)
{
    return start_from(record, idt_record_first(record, "event"), p);
}

static const idt_statement *next_start(const idt_record *record, const idt_statement *s,
                                       const place *p)
{
    return start_from(record, idt_record_next(record, s), p);
}

/* The day that the act gives: of its effect, else of its publication, else of the decision. */
static idt_str day_of_start(const idt_statement *act, const char **name)
{
    static const char *const names[] = {"effective_from", "published", "decided"};
    idt_str text = {0};
    for (size_t i = 0; act != NULL && text.ptr == NULL && i < sizeof names / sizeof *names; i++) {
        text = idt_qualifier(act, names[i]);
        *name = names[i];
    }
    return text;
}

static bool same_day(const idt_statement *a, const idt_statement *b)
{
    const char *x = "";
    const char *y = "";
    const idt_str day = day_of_start(a, &x);
    return day.ptr != NULL && idt_str_equal(day, day_of_start(b, &y)) && strcmp(x, y) == 0;
}

/* The day under which the entry stood on another list that it now has left: it came along. */
static bool is_carried(const idt_statement *act, const stretch *s)
{
    const idt_statement *t = s->before != NULL ? idt_record_first(s->before, "event") : NULL;
    for (; t != NULL; t = idt_record_next(s->before, t)) {
        const place other = {.list = idt_qualifier(t, "list"), .scope = idt_qualifier(t, "scope")};
        if (same_day(t, act) && start_from(s->before, t, &other) == t &&
            states(s->before, &other) && !states(s->first, &other)) {
            return true;
        }
    }
    return false;
}

/* Can the stretch have begun with this act? One of another date may, we cannot tell. A later day
 * explains it only if the first edition stated it: an act announced before its effect. */
static bool begins(const idt_statement *act, const place *p, const stretch *s)
{
    idt_date date;
    const char *name = "";
    const idt_str text = day_of_start(act, &name);
    if (text.ptr == NULL || idt_date_parse(text, &date, NULL) != IDT_OK) {
        return true;
    }
    if (is_carried(act, s)) {
        return false;
    }
    if (date.earliest <= idt_day_of_instant(s->from)) {
        return date.latest >= s->earliest;
    }
    const idt_statement *t = first_start(s->first, p);
    while (t != NULL && !same_day(t, act)) {
        t = next_start(s->first, t, p);
    }
    return t != NULL;
}

/* The act of this version with which the stretch can have begun. */
static const idt_statement *stated_start(const idt_record *record, const place *p, const stretch *s)
{
    const idt_statement *act = first_start(record, p);
    while (act != NULL && !begins(act, p, s)) {
        act = next_start(record, act, p);
    }
    return act;
}

/* ---- one stretch ---- */

static idt_str note_of(const maker *m, int64_t first, int64_t last, bool has_before, int64_t before)
{
    char a[IDT_INSTANT_BYTES];
    char b[IDT_INSTANT_BYTES];
    char c[IDT_INSTANT_BYTES];
    (void)idt_instant_text(first, a);
    (void)idt_instant_text(last, b);
    return has_before
               ? idt_str_format(m->arena,
                                "derived: in every edition held from that of %s to that of %s, not "
                                "in that of %s",
                                a, b, idt_instant_text(before, c))
               : idt_str_format(m->arena,
                                "derived: in every edition held from that of %s, the first, to "
                                "that of %s",
                                a, b);
}

/* An entry published before its effect is no word of force yet. */
static idt_day effect_of(const idt_statement *act, idt_day first)
{
    idt_date date;
    const idt_str text = act != NULL ? idt_qualifier(act, "effective_from") : (idt_str){0};
    const bool later =
        text.ptr != NULL && idt_date_parse(text, &date, NULL) == IDT_OK && date.earliest > first;
    return later ? date.latest : first;
}

static idt_str stated_note(const maker *m, int64_t edition)
{
    char a[IDT_INSTANT_BYTES];
    return idt_str_format(m->arena, "derived: the day stated in the edition of %s",
                          idt_instant_text(edition, a));
}

/* Keeps I1. A start that only an earlier version stated is that version's word. */
static idt_rc add_start(maker *m, const place *p, const stretch *s, bool has_before, int64_t before,
                        idt_str note)
{
    const char *kind = s->again ? "relist" : "decide";
    const idt_day first = idt_day_of_instant(s->from);
    idt_day earliest = has_before ? seat_day(before) + 1 : IDT_DAY_OPEN_START;
    earliest = earliest > first ? first : earliest;
    const idt_statement *act = stated_start(s->first, p, s);
    const char *name = "";
    const idt_str stated = day_of_start(act, &name);
    if (stated.ptr != NULL) {
        return add(m, "event", kind, p, name, stated, stated_note(m, s->from));
    }
    idt_str date;
    const idt_rc rc = days_text(m, earliest, first, &date);
    return rc == IDT_OK ? add(m, "event", kind, p, "effective_from", date, note) : rc;
}

/* After `last_day`, on which it was in force. */
static idt_rc add_end(maker *m, const place *p, const stretch *s, int64_t last, idt_day last_day)
{
    char a[IDT_INSTANT_BYTES];
    char b[IDT_INSTANT_BYTES];
    const idt_day gone = idt_day_of_instant(s->to);
    const idt_day earliest = last_day < gone ? last_day + 1 : gone;
    idt_str date;
    const idt_rc rc = days_text(m, earliest, gone, &date);
    const idt_str note =
        idt_str_format(m->arena, "derived: in the edition of %s, no longer in that of %s",
                       idt_instant_text(last, a), idt_instant_text(s->to, b));
    return rc == IDT_OK ? add(m, "event", "removed_from_publication", p, "list_updated", date, note)
                        : rc;
}

/* `after`: the first day on which it can have ended. */
static idt_rc add_stretch(maker *m, const place *p, const stretch *s, idt_day *after)
{
    int64_t before = 0;
    int64_t last = s->from;
    bool makes_law = false;
    idt_str period;
    const bool ended = s->to <= m->view->published_by_us;
    const bool has_before = instant_below(m, s->from, &before);
    (void)instant_below(m, ended ? s->to : IDT_INSTANT_OPEN, &last);
    const idt_day first_day = idt_day_of_instant(s->from);
    const idt_day last_day = seat_day(last) > first_day ? seat_day(last) : first_day;
    const idt_str note = note_of(m, s->from, last, has_before, before);
    *after = last_day + 1;
    idt_rc rc = idt_publication_makes_law(m->law, p->list, m->record->dataset, first_day,
                                          &makes_law, m->err);
    /* where it makes law, the day of an end is a day out, though an edition of that day had it */
    const bool out = makes_law && ended && last_day == idt_day_of_instant(s->to);
    const idt_day claimed = out ? last_day - 1 : last_day;
    const idt_statement *act = stated_start(m->record, p, s);
    const idt_day from = effect_of(act, first_day);
    if (rc == IDT_OK && claimed >= from) {
        rc = period_text(m, from, claimed, &period);
        rc = rc == IDT_OK ? add(m, "listed", "in_force", p, "on", period, note) : rc;
    }
    if (rc == IDT_OK && makes_law && act == NULL) {
        rc = add_start(m, p, s, has_before, before, note);
    }
    return rc == IDT_OK && ended ? add_end(m, p, s, last, last_day) : rc;
}

/* Keeps I5. */
static void note_carried(const maker *m, const place *p, const stretch *s)
{
    for (const idt_statement *act = first_start(m->record, p); act != NULL;
         act = next_start(m->record, act, p)) {
        if (is_carried(act, s)) {
            m->told[act - m->record->statements] = true;
        }
    }
}

static idt_rc add_place(maker *m, const place *p)
{
    idt_rc rc = IDT_OK;
    idt_day after = IDT_DAY_OPEN_START;
    for (size_t i = 0; i < m->run_count && rc == IDT_OK;) {
        const idt_record_run *run = &m->runs[i];
        const bool beside = i > 0 && m->runs[i - 1].pub_to == run->pub_from;
        const idt_record *before = beside ? m->runs[i - 1].record : NULL;
        i++;
        if (!states(run->record, p)) {
            continue;
        }
        /* one that could not be read carries on what stood before it (keeps I6) */
        stretch s = {.from = run->pub_from,
                     .to = run->pub_to,
                     .first = run->record,
                     .before = before,
                     .again = after != IDT_DAY_OPEN_START,
                     .earliest = after};
        for (; i < m->run_count && m->runs[i].pub_from == s.to &&
               (states(m->runs[i].record, p) || is_unread(m->runs[i].record));
             i++) {
            s.to = m->runs[i].pub_to;
        }
        note_carried(m, p, &s);
        rc = add_stretch(m, p, &s, &after);
    }
    return rc;
}

/* ---- all ---- */

/* Versions under this key that are of the party the record is about: the last stretch of them. */
static void keep_party(maker *m)
{
    size_t from = m->run_count;
    while (from > 0 && !idt_record_is_other_party(m->runs[from - 1].record, m->record)) {
        from--;
    }
    m->runs += from;
    m->run_count -= from;
}

static idt_rc find_places(const maker *m, place **out, size_t *count)
{
    size_t cap = 0;
    *out = NULL;
    *count = 0;
    for (size_t i = 0; i < m->run_count; i++) {
        const idt_record *r = m->runs[i].record;
        const idt_statement *s = idt_record_first(r, "listing");
        for (; s != NULL; s = idt_record_next(r, s)) {
            const place p = {.list = s->value, .scope = idt_qualifier(s, "scope")};
            bool known = false;
            for (size_t k = 0; k < *count && !known; k++) {
                known = idt_str_equal((*out)[k].list, p.list) &&
                        idt_str_equal((*out)[k].scope, p.scope);
            }
            if (known) {
                continue;
            }
            if (!IDT_GROW(m->arena, *out, cap, *count)) {
                return idt_arena_fail(m->arena, m->err);
            }
            (*out)[(*count)++] = p;
        }
    }
    return IDT_OK;
}

static int by_property(const void *a, const void *b)
{
    const idt_statement *x = a;
    const idt_statement *y = b;
    const int c = idt_str_compare(x->property, y->property);
    return c != 0 ? c : x->number < y->number ? -1 : x->number > y->number;
}

/* The statement as what somebody tells, with no effect. */
static idt_rc tell_only(const maker *m, idt_statement *s)
{
    const idt_json *was = s->qualifiers;
    idt_json *object = IDT_NEW(m->arena, idt_json);
    idt_json *items = IDT_NEW_N(m->arena, idt_json, was->count + 1);
    if (object == NULL || items == NULL) {
        return idt_arena_fail(m->arena, m->err);
    }
    *object = *was;
    object->items = items;
    object->count = 0;
    member(object, "aims_at", s->value); /* before all other names of an event */
    memcpy(items + 1, was->items, was->count * sizeof *items);
    object->count = was->count + 1;
    s->value = idt_str_borrow("report");
    s->qualifiers = object;
    return IDT_OK;
}

static idt_rc join(maker *m, const idt_record **out)
{
    idt_rc rc = IDT_OK;
    const idt_record *r = m->record;
    idt_record *joined = IDT_NEW(m->arena, idt_record);
    idt_statement *all = IDT_NEW_N(m->arena, idt_statement, r->count + m->count);
    if (joined == NULL || all == NULL) {
        return idt_arena_fail(m->arena, m->err);
    }
    memcpy(all, r->statements, r->count * sizeof *all);
    memcpy(all + r->count, m->made, m->count * sizeof *all);
    for (size_t i = 0; i < r->count && rc == IDT_OK; i++) {
        rc = m->told[i] ? tell_only(m, &all[i]) : rc;
    }
    qsort(all, r->count + m->count, sizeof *all, by_property);
    *joined = *r;
    joined->statements = all;
    joined->count = r->count + m->count;
    *out = joined;
    return rc;
}

idt_rc idt_presence_of(idt_register *reg, const idt_view *view, const idt_record *record,
                       const idt_law_source *law, idt_arena *arena, const idt_record **out,
                       idt_error *err)
{
    maker m = {.reg = reg, .view = view, .record = record, .law = law, .arena = arena, .err = err};
    place *places;
    size_t count = 0;
    *out = record;
    idt_rc rc = idt_register_edition_instants(reg, view, record->dataset, &m.instants,
                                              &m.instant_count, err);
    if (rc != IDT_OK || m.instant_count == 0) {
        return rc;
    }
    rc = idt_register_runs(reg, view, record->dataset, record->key, arena, &m.runs, &m.run_count,
                           err);
    m.told = rc == IDT_OK ? IDT_NEW_N(arena, bool, record->count + 1) : NULL;
    if (rc == IDT_OK && m.told == NULL) {
        rc = idt_arena_fail(arena, err);
    }
    if (rc == IDT_OK) {
        keep_party(&m);
        rc = find_places(&m, &places, &count);
    }
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = add_place(&m, &places[i]);
    }
    return rc == IDT_OK && m.count > 0 ? join(&m, out) : rc;
}
