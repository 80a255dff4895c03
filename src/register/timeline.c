#include "register/timeline.h"

#include <stdlib.h>

#include "register/store.h"

/* ---- samples: every listing on one day ---- */

typedef struct sample {
    idt_day day;
    const idt_cell *cells;
    size_t count;
} sample;

typedef struct line_work {
    idt_register *reg;
    const idt_view *view;
    const idt_subject *subject;
    const idt_status_question *question;
    idt_arena *arena;
    idt_arena *scratch;
    idt_cell_texts texts;
    idt_day *days;
    size_t day_count, day_cap;
    sample *samples;
    size_t count, cap;
} line_work;

static idt_rc take_sample(line_work *w, idt_day day, sample *out, idt_error *err)
{
    idt_status_question question = *w->question;
    const idt_listing_status *rows;
    question.as_of = day;
    question.explain = false;
    idt_arena_clear(w->scratch);
    idt_rc rc = idt_subject_statuses(w->reg, w->view, w->subject, &question, w->scratch, &rows,
                                     &out->count, err);
    if (rc == IDT_OK) {
        rc = idt_cells_copy(&w->texts, rows, out->count, &out->cells, err);
    }
    out->day = day;
    if (rc == IDT_OK && !IDT_GROW(w->arena, w->samples, w->cap, w->count)) {
        return idt_arena_fail(w->arena, err);
    }
    if (rc == IDT_OK) {
        w->samples[w->count++] = *out;
    }
    return rc;
}

static const idt_cell *find_cell(const sample *s, idt_str list, idt_str scope)
{
    for (size_t i = 0; i < s->count; i++) {
        if (idt_str_equal(s->cells[i].list, list) && idt_str_equal(s->cells[i].scope, scope)) {
            return &s->cells[i];
        }
    }
    return NULL;
}

static bool same_state(const idt_cell *a, const idt_cell *b)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    for (size_t i = 0; i < IDT_STATUS_WORDS; i++) {
        if (a->possible[i] != b->possible[i]) {
            return false;
        }
    }
    return a->status == b->status && a->basis == b->basis && a->reason == b->reason &&
           a->end_kind == b->end_kind;
}

static bool same_sample(const sample *a, const sample *b)
{
    for (size_t i = 0; i < a->count; i++) {
        if (!same_state(&a->cells[i], find_cell(b, a->cells[i].list, a->cells[i].scope))) {
            return false;
        }
    }
    return a->count == b->count;
}

/* Halves until neighbours are alike or a day apart. Levels: the bits of a number of days. */
static idt_rc halve(line_work *w, sample a, sample b, idt_error *err)
{
    if ((int64_t)b.day - a.day <= 1 || same_sample(&a, &b)) {
        return IDT_OK;
    }
    sample middle;
    idt_rc rc = take_sample(w, a.day + (b.day - a.day) / 2, &middle, err);
    if (rc == IDT_OK) {
        rc = halve(w, a, middle, err);
    }
    return rc == IDT_OK ? halve(w, middle, b, err) : rc;
}

/* ---- the days to look at ---- */

static bool add_day(line_work *w, int64_t day)
{
    if (day <= IDT_DAY_OPEN_START + 2 || day >= w->question->as_of) {
        return true;
    }
    if (!IDT_GROW(w->arena, w->days, w->day_cap, w->day_count)) {
        return false;
    }
    w->days[w->day_count++] = (idt_day)day;
    return true;
}

static bool add_date(line_work *w, idt_str text)
{
    idt_date date;
    bool fits = true;
    if (text.len == 0 || text.len > 64 || idt_date_parse(text, &date, NULL) != IDT_OK) {
        return true;
    }
    const idt_day bounds[] = {date.earliest, date.latest, date.start_latest, date.end_earliest};
    const size_t n = date.kind == IDT_DATE_PERIOD ? 4 : 2;
    for (size_t i = 0; i < n && fits; i++) {
        if (bounds[i] == IDT_DAY_OPEN_START || bounds[i] == IDT_DAY_OPEN_END) {
            continue;
        }
        for (int64_t beside = -1; beside <= 1; beside++) {
            fits = fits && add_day(w, bounds[i] + beside);
        }
    }
    return fits;
}

static bool add_dates_of(line_work *w, const idt_json *value)
{
    bool fits = value->kind != IDT_JSON_STRING || add_date(w, value->string);
    for (size_t i = 0; i < value->count && fits; i++) {
        fits = idt_str_is(value->items[i].key, "source") || add_dates_of(w, &value->items[i]);
    }
    return fits;
}

static int by_number_of_day(const void *a, const void *b)
{
    const idt_day x = *(const idt_day *)a;
    const idt_day y = *(const idt_day *)b;
    return (x > y) - (x < y);
}

/* Those of the chains, then the first days of the years between. */
static bool collect_days(line_work *w, const idt_listing_status *rows, size_t count, idt_day *first)
{
    bool fits = true;
    for (size_t r = 0; r < count; r++) {
        for (size_t e = 0; e < rows[r].event_count && fits; e++) {
            fits = add_dates_of(w, rows[r].events[e]->statement->qualifiers);
        }
    }
    *first = w->question->as_of;
    for (size_t i = 0; i < w->day_count; i++) {
        *first = w->days[i] < *first ? w->days[i] : *first;
    }
    int32_t year;
    int32_t month;
    int32_t day;
    idt_days_to_civil(*first, &year, &month, &day);
    for (idt_day at = *first; fits && at < w->question->as_of; year++) {
        at = idt_civil_to_days(year + 1, 1, 1);
        fits = add_day(w, at);
    }
    if (w->day_count > 1) {
        qsort(w->days, w->day_count, sizeof *w->days, by_number_of_day);
    }
    return fits;
}

static int by_sample_day(const void *a, const void *b)
{
    return by_number_of_day(&((const sample *)a)->day, &((const sample *)b)->day);
}

static idt_rc take_samples(line_work *w, idt_error *err)
{
    sample before = {0};
    sample next;
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i <= w->day_count && rc == IDT_OK; i++) {
        const idt_day day = i < w->day_count ? w->days[i] : w->question->as_of;
        if (i > 0 && day == before.day) {
            continue;
        }
        rc = take_sample(w, day, &next, err);
        if (rc == IDT_OK && i > 0) {
            rc = halve(w, before, next, err);
        }
        before = next;
    }
    if (w->count > 1) {
        qsort(w->samples, w->count, sizeof *w->samples, by_sample_day);
    }
    return rc;
}

/* ---- lines ---- */

/* Samples of one listing joined while they are alike. */
static idt_rc line_of(line_work *w, const idt_listing_status *row, idt_listing_line *out,
                      idt_error *err)
{
    idt_status_span *spans = NULL;
    size_t cap = 0;
    out->row = row;
    const idt_cell *before = NULL;
    for (size_t i = 0; i < w->count; i++) {
        const idt_cell *cell = find_cell(&w->samples[i], row->list, row->scope);
        if (i > 0 && same_state(before, cell)) {
            continue;
        }
        if (!IDT_GROW(w->arena, spans, cap, out->span_count)) {
            return idt_arena_fail(w->arena, err);
        }
        if (out->span_count > 0) {
            spans[out->span_count - 1].to = w->samples[i].day - 1;
        }
        idt_status_span *span = &spans[out->span_count++];
        *span = (idt_status_span){.from = i == 0 ? IDT_DAY_OPEN_START : w->samples[i].day,
                                  .to = w->question->as_of,
                                  .spoken = cell != NULL};
        if (cell != NULL) {
            span->cell = *cell;
        }
        before = cell;
    }
    out->spans = spans;
    return IDT_OK;
}

idt_rc idt_timeline_listings(idt_register *reg, const idt_view *view, const idt_subject *subject,
                             const idt_status_question *question, idt_arena *arena,
                             const idt_listing_line **out, size_t *count, idt_day *first_day,
                             idt_error *err)
{
    const idt_listing_status *rows;
    line_work w = {
        .reg = reg, .view = view, .subject = subject, .question = question, .arena = arena};
    idt_map_init(&w.texts.texts, arena);
    *out = NULL;
    idt_rc rc = idt_subject_statuses(reg, view, subject, question, arena, &rows, count, err);
    if (rc != IDT_OK) {
        return rc;
    }
    idt_listing_line *lines = IDT_NEW_N(arena, idt_listing_line, *count);
    w.scratch = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    if (lines == NULL || w.scratch == NULL || !collect_days(&w, rows, *count, first_day)) {
        rc = idt_arena_fail(arena, err);
    }
    if (rc == IDT_OK && *count > 0) {
        rc = take_samples(&w, err);
    }
    for (size_t i = 0; i < *count && rc == IDT_OK; i++) {
        rc = line_of(&w, &rows[i], &lines[i], err);
    }
    idt_arena_free(w.scratch);
    *out = lines;
    return rc;
}

/* ---- versions ---- */

typedef struct rectangle {
    int64_t version;
    idt_version_line line;
} rectangle;

typedef struct version_work {
    idt_register *reg;
    const idt_view *view;
    idt_arena *arena;
    idt_map keys; /* record ids seen */
    idt_version_line *lines;
    size_t count, cap;
} version_work;

static idt_rc read_rectangles(version_work *w, idt_str id, rectangle **out, size_t *count,
                              idt_error *err)
{
    sqlite3_stmt *s;
    bool row;
    idt_str dataset;
    idt_str key;
    size_t cap = 0;
    *out = NULL;
    *count = 0;
    if (!idt_record_id_split(id, &dataset, &key)) {
        return IDT_OK;
    }
    idt_rc rc = store_statement(w->reg, IDT_SQL_RECTANGLES_OF_KEY, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    store_bind_text(s, 1, dataset);
    store_bind_text(s, 2, key);
    (void)sqlite3_bind_int64(s, 3, w->view->known_at_us);
    (void)sqlite3_bind_int64(s, 4, w->view->published_by_us);
    rc = store_step(w->reg, s, &row, "reading versions", err);
    while (rc == IDT_OK && row) {
        if (!IDT_GROW(w->arena, *out, cap, *count)) {
            store_reset(s);
            return idt_arena_fail(w->arena, err);
        }
        rectangle *r = &(*out)[(*count)++];
        const idt_str hash = store_blob(s, 1);
        *r = (rectangle){.version = sqlite3_column_int64(s, 0),
                         .line = {.record = id,
                                  .published_from_us = sqlite3_column_int64(s, 2),
                                  .published_to_us = sqlite3_column_int64(s, 3),
                                  .recorded_from_us = sqlite3_column_int64(s, 4),
                                  .recorded_to_us = sqlite3_column_int64(s, 5),
                                  .cause = (idt_cause)sqlite3_column_int64(s, 6),
                                  .note = idt_str_copy(w->arena, store_text(s, 7))}};
        memcpy(r->line.content.bytes, hash.ptr,
               hash.len == IDT_SHA256_BYTES ? IDT_SHA256_BYTES : 0);
        if (r->line.recorded_to_us > w->view->known_at_us) { /* what is to come is not known */
            r->line.recorded_to_us = IDT_INSTANT_OPEN;
        }
        rc = store_step(w->reg, s, &row, "reading versions", err);
    }
    return rc;
}

/* Is it what is left of a rectangle of the same version that the same load closed? An end of
 * publication is told all the same: it came with this one. */
static bool left_over(const rectangle *all, size_t count, size_t at)
{
    const idt_version_line *line = &all[at].line;
    for (size_t i = 0; i < count; i++) {
        const idt_version_line *o = &all[i].line;
        if (i != at && all[i].version == all[at].version &&
            o->recorded_to_us == line->recorded_from_us &&
            o->published_from_us <= line->published_from_us &&
            o->published_to_us >= line->published_to_us) {
            return line->cause != IDT_CAUSE_WITHDRAWN || o->cause == IDT_CAUSE_WITHDRAWN;
        }
    }
    return false;
}

static idt_rc add_record(version_work *w, idt_str id, idt_error *err)
{
    bool added;
    rectangle *all;
    size_t count;
    const idt_str copy = idt_str_copy(w->arena, id);
    if (copy.ptr == NULL || idt_map_put(&w->keys, copy, &added) == NULL) {
        return idt_arena_fail(w->arena, err);
    }
    if (!added) {
        return IDT_OK;
    }
    idt_rc rc = read_rectangles(w, copy, &all, &count, err);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        if (left_over(all, count, i)) {
            continue;
        }
        if (!IDT_GROW(w->arena, w->lines, w->cap, w->count)) {
            rc = idt_arena_fail(w->arena, err);
        } else {
            w->lines[w->count++] = all[i].line;
        }
    }
    return rc;
}

static bool chosen(idt_str id, const idt_str *datasets, size_t count)
{
    idt_str dataset;
    idt_str key;
    return count == 0 ||
           (idt_record_id_split(id, &dataset, &key) && idt_str_among(dataset, datasets, count));
}

/* Ids of those that ever spoke of a member, itself first. */
static idt_rc speakers(version_work *w, idt_str member, idt_str **out, size_t *count,
                       idt_error *err)
{
    sqlite3_stmt *s;
    bool row = false;
    size_t cap = 0;
    *out = NULL;
    *count = 0;
    if (!IDT_GROW(w->arena, *out, cap, *count)) {
        return idt_arena_fail(w->arena, err);
    }
    (*out)[(*count)++] = member;
    idt_rc rc = store_statement(w->reg, IDT_SQL_SPEAKERS_OF, &s, err);
    if (rc == IDT_OK) {
        (void)sqlite3_bind_int64(s, 1, (int64_t)IDT_REF_ABOUT);
        store_bind_text(s, 2, member);
        (void)sqlite3_bind_int64(s, 3, w->view->known_at_us);
        rc = store_step(w->reg, s, &row, "reading who spoke of it", err);
    }
    while (rc == IDT_OK && row) {
        const idt_str id =
            idt_str_format(w->arena, IDT_STR_FMT ":" IDT_STR_FMT, IDT_STR_ARG(store_text(s, 0)),
                           IDT_STR_ARG(store_text(s, 1)));
        if (id.ptr == NULL || !IDT_GROW(w->arena, *out, cap, *count)) {
            store_reset(s);
            return idt_arena_fail(w->arena, err);
        }
        (*out)[(*count)++] = id;
        rc = store_step(w->reg, s, &row, "reading who spoke of it", err);
    }
    return rc;
}

static int by_recorded(const void *a, const void *b)
{
    const idt_version_line *x = a;
    const idt_version_line *y = b;
    if (x->recorded_from_us != y->recorded_from_us) {
        return x->recorded_from_us > y->recorded_from_us ? 1 : -1;
    }
    if (x->published_from_us != y->published_from_us) {
        return x->published_from_us > y->published_from_us ? 1 : -1;
    }
    return idt_str_compare(x->record, y->record);
}

idt_rc idt_timeline_versions(idt_register *reg, const idt_view *view, const idt_subject *subject,
                             const idt_str *datasets, size_t dataset_count, idt_arena *arena,
                             const idt_version_line **out, size_t *count, idt_error *err)
{
    version_work w = {.reg = reg, .view = view, .arena = arena};
    idt_rc rc = IDT_OK;
    idt_map_init(&w.keys, arena);
    for (size_t m = 0; m < subject->member_count && rc == IDT_OK; m++) {
        idt_str *ids;
        size_t n = 0;
        rc = speakers(&w, subject->members[m], &ids, &n, err);
        for (size_t i = 0; i < n && rc == IDT_OK; i++) {
            rc = chosen(ids[i], datasets, dataset_count) ? add_record(&w, ids[i], err) : IDT_OK;
        }
    }
    if (w.count > 1) {
        qsort(w.lines, w.count, sizeof *w.lines, by_recorded);
    }
    *out = w.lines;
    *count = w.count;
    return rc;
}
