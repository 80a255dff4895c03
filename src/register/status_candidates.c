#include <stdlib.h>

#include "register/status_difference.h"
#include "register/store.h"

/* Who can have another status on another day: windows of days are worked out from the law of each
 * list, and records that speak of a day in one of them are looked up. Every bound errs towards more
 * candidates. */

#define PAD_DAYS         3  /* "the day after", of whatever is added or not */
#define DELAY_DAYS       30 /* of a list without a rule: procedure/ IDT_DELAY_MAX_DAYS */
#define DURATIONS_MOST   6  /* different ones of a list; with more, one window holds all */
#define OPEN_FIRST       INT32_MIN
#define OPEN_LAST        INT32_MAX
#define DAYS_400_YEARS   146097
#define MONTHS_400_YEARS 4800

/* Days added, at least and at most. */
typedef struct reach {
    int64_t least, most;
} reach;

typedef struct window {
    int64_t from, to; /* days, both in */
} window;

typedef struct finder {
    idt_register *reg;
    const idt_view *view;
    const idt_days_question *q;
    idt_arena *arena;
    idt_map ids; /* record ids met */
    window *all; /* windows of every list: published lists are asked with these */
    size_t all_count, all_cap;
    reach longest;    /* sum of all durations of any one list */
    bool law_differs; /* some rule begins or ends between */
    idt_subject *subjects;
    size_t count, cap;
    idt_map known; /* subject ids */
} finder;

static idt_rc full(const finder *f, idt_error *err)
{
    return idt_arena_fail(f->arena, err);
}

/* ---- records ---- */

static idt_rc add_id(finder *f, idt_str dataset, idt_str key, idt_error *err)
{
    bool added;
    const idt_str id = idt_str_format(f->arena, IDT_STR_FMT ":" IDT_STR_FMT, IDT_STR_ARG(dataset),
                                      IDT_STR_ARG(key));
    return id.ptr != NULL && idt_map_put(&f->ids, id, &added) != NULL ? IDT_OK : full(f, err);
}

/* The statement is bound; its rows are a dataset and a key. */
static idt_rc add_rows(finder *f, sqlite3_stmt *s, idt_error *err)
{
    bool row;
    idt_rc rc = store_step(f->reg, s, &row, "looking for what can differ", err);
    while (rc == IDT_OK && row) {
        rc = add_id(f, store_text(s, 0), store_text(s, 1), err);
        if (rc == IDT_OK) {
            rc = store_step(f->reg, s, &row, "looking for what can differ", err);
        } else {
            store_reset(s);
        }
    }
    return rc;
}

static idt_rc at_view(finder *f, idt_sql query, sqlite3_stmt **s, idt_error *err)
{
    const idt_rc rc = store_statement(f->reg, query, s, err);
    if (rc == IDT_OK) {
        (void)sqlite3_bind_int64(*s, 1, f->view->published_by_us);
        (void)sqlite3_bind_int64(*s, 2, f->view->known_at_us);
    }
    return rc;
}

static idt_rc add_window(finder *f, idt_str list, window w, idt_error *err)
{
    sqlite3_stmt *s;
    const idt_rc rc = at_view(f, IDT_SQL_DAYS_BETWEEN, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    store_bind_text(s, 3, list);
    (void)sqlite3_bind_int64(s, 4, w.from);
    (void)sqlite3_bind_int64(s, 5, w.to);
    return add_rows(f, s, err);
}

static idt_rc add_list(finder *f, idt_str list, idt_error *err)
{
    sqlite3_stmt *s;
    const idt_rc rc = at_view(f, IDT_SQL_LISTED_ON, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    (void)sqlite3_bind_int64(s, 3, (int64_t)IDT_REF_LIST);
    store_bind_text(s, 4, list);
    return add_rows(f, s, err);
}

/* ---- the law of a list: what it adds to a day, and when it changes ---- */

typedef struct law_days {
    reach durations[DURATIONS_MOST];
    size_t count;
    reach sum;    /* of all */
    bool many;    /* more than DURATIONS_MOST */
    bool changes; /* a date of the law is between the days */
} law_days;

/* A month has 28 to 31 days; many months have what the calendar's 400 years have, within 3. */
static reach reach_of(idt_duration d)
{
    const int64_t months = (int64_t)d.years * 12 + d.months;
    const int64_t days = months * DAYS_400_YEARS / MONTHS_400_YEARS;
    const int64_t slack = months == 0 ? 0 : 3;
    return (reach){.least = days + d.days - slack, .most = days + d.days + slack};
}

static void add_duration(law_days *law, reach r)
{
    for (size_t i = 0; i < law->count; i++) {
        if (law->durations[i].least == r.least && law->durations[i].most == r.most) {
            return;
        }
    }
    law->sum.least += r.least < 0 ? r.least : 0;
    law->sum.most += r.most > 0 ? r.most : 0;
    if (law->count == DURATIONS_MOST) {
        law->many = true;
        return;
    }
    law->durations[law->count++] = r;
}

static bool within(const finder *f, idt_day day)
{
    return day != IDT_DAY_OPEN_START && day != IDT_DAY_OPEN_END &&
           day >= (int64_t)f->q->from - PAD_DAYS && day <= (int64_t)f->q->to + PAD_DAYS;
}

/* Durations (alone, or behind a `+`) and dates, whatever qualifier they stand in. */
static void read_law_text(const finder *f, idt_str text, law_days *law)
{
    idt_duration d;
    idt_date date;
    const size_t plus = idt_str_find(text, '+');
    const idt_str last =
        plus < text.len ? idt_str_trim(idt_str_slice(text, plus + 1, text.len)) : text;
    if (idt_duration_parse(last, &d, NULL) == IDT_OK) {
        add_duration(law, reach_of(d));
    } else if (idt_date_parse(text, &date, NULL) == IDT_OK) {
        law->changes = law->changes || within(f, date.earliest) || within(f, date.latest) ||
                       (date.kind == IDT_DATE_PERIOD &&
                        (within(f, date.start_latest) || within(f, date.end_earliest)));
    }
}

static void read_law_json(const finder *f, const idt_json *value, law_days *law)
{
    if (value->kind == IDT_JSON_STRING) {
        read_law_text(f, value->string, law);
    }
    for (size_t i = 0; i < value->count; i++) {
        if (!idt_str_is(value->items[i].key, "source")) { /* passages have offsets, no days */
            read_law_json(f, &value->items[i], law);
        }
    }
}

static void read_law_records(const finder *f, const idt_record *const *records, size_t count,
                             law_days *law)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t s = 0; s < records[i]->count; s++) {
            read_law_json(f, records[i]->statements[s].qualifiers, law);
        }
    }
}

/* Records of that key, what is said about them, and of the procedures they name. */
static idt_rc read_law(finder *f, idt_str key, int depth, law_days *law, idt_error *err)
{
    const idt_record *const *heads;
    size_t count;
    idt_rc rc =
        idt_register_referring(f->reg, f->view, IDT_REF_KEY, key, f->arena, &heads, &count, err);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        const idt_record *const *about;
        size_t n;
        read_law_records(f, &heads[i], 1, law);
        rc = idt_register_about(f->reg, f->view, heads[i]->id, f->arena, &about, &n, err);
        if (rc == IDT_OK) {
            read_law_records(f, about, n, law);
        }
        const idt_statement *s = depth == 0 ? idt_record_first(heads[i], "procedure") : NULL;
        for (; s != NULL && rc == IDT_OK; s = idt_record_next(heads[i], s)) {
            rc = read_law(f, s->value, depth + 1, law, err);
        }
    }
    return rc;
}

/* ---- windows ---- */

/* Days from which some sum of the durations leads to between the two days. */
static window window_of(const finder *f, reach added)
{
    return (window){.from = (int64_t)f->q->from - PAD_DAYS - added.most,
                    .to = (int64_t)f->q->to + PAD_DAYS - added.least};
}

static int by_start(const void *a, const void *b)
{
    const window *x = a;
    const window *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

/* Sorted, those that meet made one: the new count. */
static size_t join(window *windows, size_t count)
{
    size_t n = 0;
    qsort(windows, count, sizeof *windows, by_start);
    for (size_t i = 0; i < count; i++) {
        if (n > 0 && windows[i].from <= windows[n - 1].to + 1) {
            windows[n - 1].to =
                windows[i].to > windows[n - 1].to ? windows[i].to : windows[n - 1].to;
        } else {
            windows[n++] = windows[i];
        }
    }
    return n;
}

/* Each duration is added once at most, so the sums are those of the subsets. */
static size_t windows_of(const finder *f, const law_days *law, window out[1 << DURATIONS_MOST])
{
    if (law->many) {
        out[0] = window_of(f, law->sum);
        return 1;
    }
    for (size_t set = 0; set < (size_t)1 << law->count; set++) {
        reach sum = {0};
        for (size_t i = 0; i < law->count; i++) {
            if ((set >> i & 1) != 0) {
                sum.least += law->durations[i].least;
                sum.most += law->durations[i].most;
            }
        }
        out[set] = window_of(f, sum);
    }
    return join(out, (size_t)1 << law->count);
}

static bool asked(const finder *f, idt_str list)
{
    return f->q->list_count == 0 || idt_str_among(list, f->q->lists, f->q->list_count);
}

static idt_rc add_list_days(finder *f, idt_str list, idt_error *err)
{
    law_days law = {0};
    window windows[1 << DURATIONS_MOST];
    add_duration(&law, (reach){DELAY_DAYS, DELAY_DAYS});
    idt_rc rc = read_law(f, list, 0, &law, err);
    f->longest.least = law.sum.least < f->longest.least ? law.sum.least : f->longest.least;
    f->longest.most = law.sum.most > f->longest.most ? law.sum.most : f->longest.most;
    f->law_differs = f->law_differs || law.changes;
    if (rc != IDT_OK) {
        return rc;
    }
    const size_t count = windows_of(f, &law, windows);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        if (!IDT_GROW(f->arena, f->all, f->all_cap, f->all_count)) {
            return full(f, err);
        }
        f->all[f->all_count++] = windows[i];
        rc = asked(f, list) ? add_window(f, list, windows[i], err) : IDT_OK;
    }
    return rc == IDT_OK && law.changes && asked(f, list) ? add_list(f, list, err) : rc;
}

/* Every list of which a day is on file, then the acts between lists, with the delays of two. */
static idt_rc add_all_lists(finder *f, idt_error *err)
{
    idt_str list = IDT_STR("");
    idt_rc rc = IDT_OK;
    while (rc == IDT_OK) {
        sqlite3_stmt *s;
        bool row;
        rc = store_statement(f->reg, IDT_SQL_DAY_NEXT_LIST, &s, err);
        if (rc != IDT_OK) {
            return rc;
        }
        store_bind_text(s, 1, list);
        rc = store_step(f->reg, s, &row, "reading the lists", err);
        if (rc != IDT_OK || !row) {
            return rc;
        }
        list = idt_str_copy(f->arena, store_text(s, 0));
        store_reset(s);
        if (list.ptr == NULL) {
            break; /* no more */
        }
        rc = add_list_days(f, list, err);
    }
    const reach two = {.least = 2 * f->longest.least, .most = 2 * f->longest.most};
    const window w =
        f->law_differs ? (window){.from = OPEN_FIRST, .to = OPEN_LAST} : window_of(f, two);
    return rc == IDT_OK ? add_window(f, IDT_STR(""), w, err) : rc;
}

/* ---- published lists: what their editions say is not in the records ---- */

static idt_rc add_edges(finder *f, idt_str dataset, int64_t from_us, int64_t to_us, idt_error *err)
{
    sqlite3_stmt *s;
    const idt_rc rc = store_statement(f->reg, IDT_SQL_EDGES_BETWEEN, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    (void)sqlite3_bind_int64(s, 1, f->view->known_at_us);
    store_bind_text(s, 2, dataset);
    (void)sqlite3_bind_int64(s, 3, from_us);
    (void)sqlite3_bind_int64(s, 4, to_us);
    return add_rows(f, s, err);
}

/* Behind its newest edition the word of a list that only informs ends for all its entries; one that
 * makes or records the law holds on. */
static idt_rc add_informing(finder *f, const idt_edition_info *newest, idt_error *err)
{
    sqlite3_stmt *s;
    bool row = false;
    idt_str *lists = NULL;
    size_t count = 0;
    size_t cap = 0;
    idt_rc rc = store_statement(f->reg, IDT_SQL_LISTS_OF_DATASET, &s, err);
    if (rc == IDT_OK) {
        store_bind_text(s, 1, newest->dataset);
        (void)sqlite3_bind_int64(s, 2, (int64_t)IDT_REF_LIST);
        rc = store_step(f->reg, s, &row, "reading the lists", err);
    }
    while (rc == IDT_OK && row) {
        const idt_str list = idt_str_copy(f->arena, store_text(s, 0));
        if (list.ptr == NULL || !IDT_GROW(f->arena, lists, cap, count)) {
            store_reset(s);
            return full(f, err);
        }
        lists[count++] = list;
        rc = store_step(f->reg, s, &row, "reading the lists", err);
    }
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        bool makes_law;
        rc = idt_register_makes_law(f->reg, f->view, lists[i], newest->dataset,
                                    idt_day_of_instant(newest->published_us), f->arena, &makes_law,
                                    err);
        rc = rc == IDT_OK && !makes_law ? add_list(f, lists[i], err) : rc;
    }
    return rc;
}

/* An entry begins or ends between two editions: from the last edition before a window to the first
 * one after it. */
static idt_rc add_published(finder *f, const idt_edition_info *editions, size_t count, window w,
                            idt_error *err)
{
    int64_t from_us = INT64_MIN; /* what the first edition has began some day before it */
    int64_t to_us = IDT_INSTANT_OPEN;
    bool meets = false;
    for (size_t i = 0; i < count; i++) {
        const int64_t day = idt_day_of_instant(editions[i].published_us);
        from_us = day < w.from ? editions[i].published_us : from_us;
        to_us = day > w.to && to_us == IDT_INSTANT_OPEN ? editions[i].published_us : to_us;
        meets = meets || day >= w.from;
    }
    if (!meets || idt_day_of_instant(editions[0].published_us) > w.to) {
        return IDT_OK; /* all before it, or all after it: no bound is within */
    }
    idt_rc rc = add_edges(f, editions[0].dataset, from_us, to_us, err);
    if (rc == IDT_OK && to_us == IDT_INSTANT_OPEN) {
        rc = add_informing(f, &editions[count - 1], err);
    }
    return rc;
}

static idt_rc add_all_published(finder *f, idt_error *err)
{
    const idt_edition_info *editions;
    size_t count;
    idt_rc rc =
        idt_register_editions(f->reg, f->view, (idt_str){0}, f->arena, &editions, &count, err);
    f->all_count = join(f->all, f->all_count);
    for (size_t i = 0, to = 0; i < count && rc == IDT_OK; i = to) {
        for (to = i + 1; to < count; to++) {
            if (!idt_str_equal(editions[to].dataset, editions[i].dataset)) {
                break;
            }
        }
        for (size_t w = 0; w < f->all_count && rc == IDT_OK && !editions[i].authored; w++) {
            rc = add_published(f, &editions[i], to - i, f->all[w], err);
        }
    }
    return rc;
}

/* ---- subjects ---- */

static idt_rc add_subject(finder *f, idt_str id, idt_error *err)
{
    bool added;
    const idt_subject *subject;
    const idt_rc rc = idt_subject_of(f->reg, f->view, id, f->arena, &subject, err);
    if (rc != IDT_OK || subject == NULL) {
        return rc;
    }
    if (idt_map_put(&f->known, subject->id, &added) == NULL ||
        (added && !IDT_GROW(f->arena, f->subjects, f->cap, f->count))) {
        return full(f, err);
    }
    if (added) {
        f->subjects[f->count++] = *subject;
    }
    return IDT_OK;
}

/* Parts are listed through their wholes, and a whole has a row where a part is listed. */
static idt_rc add_relatives(finder *f, const idt_subject *subject, idt_error *err)
{
    static const char *const properties[] = {"parent", "associate"};
    idt_rc rc = IDT_OK;
    for (size_t m = 0; m < subject->member_count && rc == IDT_OK; m++) {
        const idt_record *const *found;
        size_t count;
        rc = idt_register_referring(f->reg, f->view, IDT_REF_PARENT, subject->members[m], f->arena,
                                    &found, &count, err);
        for (size_t i = 0; i < count && rc == IDT_OK; i++) {
            rc = add_subject(f, found[i]->id, err);
        }
        if (rc == IDT_OK) {
            rc = idt_register_about(f->reg, f->view, subject->members[m], f->arena, &found, &count,
                                    err);
        }
        for (size_t i = 0; i < 2 * count && rc == IDT_OK; i++) {
            const idt_record *r = found[i / 2];
            const idt_statement *s = idt_record_first(r, properties[i % 2]);
            for (; s != NULL && rc == IDT_OK; s = idt_record_next(r, s)) {
                rc = add_subject(f, s->value, err);
            }
        }
    }
    return rc;
}

static int by_subject_id(const void *a, const void *b)
{
    return idt_str_compare(((const idt_subject *)a)->id, ((const idt_subject *)b)->id);
}

/* Every listed subject: the slow way. */
static idt_rc add_listed(finder *f, idt_error *err)
{
    const idt_subject *listed;
    size_t count;
    const idt_status_question all = {0};
    idt_rc rc = idt_subjects_listed(f->reg, f->view, &all, f->arena, &listed, &count, err);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = add_subject(f, listed[i].id, err);
    }
    return rc;
}

static idt_rc add_ids(finder *f, idt_error *err)
{
    idt_rc rc = add_all_lists(f, err);
    if (rc == IDT_OK) {
        rc = add_all_published(f, err);
    }
    for (size_t i = 0; i < f->ids.count && rc == IDT_OK; i++) {
        rc = add_subject(f, f->ids.entries[i].key, err);
    }
    return rc;
}

idt_rc store_status_candidates(idt_register *reg, const idt_view *view, const idt_deriver *deriver,
                               const idt_days_question *question, idt_arena *arena,
                               const idt_subject **out, size_t *count, idt_error *err)
{
    bool current = false;
    if (question->subject_count > 0) { /* few enough to compute */
        *out = question->subjects;
        *count = question->subject_count;
        return IDT_OK;
    }
    finder f = {.reg = reg, .view = view, .q = question, .arena = arena};
    idt_map_init(&f.ids, arena);
    idt_map_init(&f.known, arena);
    idt_rc rc = store_derived_current(reg, deriver, &current, err);
    if (rc == IDT_OK) {
        rc = current && !question->compute_all ? add_ids(&f, err) : add_listed(&f, err);
    }
    const size_t own = f.count;
    for (size_t i = 0; i < own && rc == IDT_OK; i++) {
        const idt_subject subject = f.subjects[i];
        rc = add_relatives(&f, &subject, err);
    }
    if (f.count > 1) {
        qsort(f.subjects, f.count, sizeof *f.subjects, by_subject_id);
    }
    *out = f.subjects;
    *count = f.count;
    return rc;
}
