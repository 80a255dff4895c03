#include "register/difference.h"

#include "register/store.h"

const char *idt_cause_text(idt_cause cause)
{
    static const char *const words[] = {NULL,        "record", "change", "correction",
                                        "withdrawn", "reader", "edition"};
    return cause >= IDT_CAUSE_RECORD && cause <= IDT_CAUSE_EDITION ? words[cause] : NULL;
}

/* ---- the rectangles of one key, along the axis asked about ---- */

typedef struct stretch {
    int64_t version, from, to;
    idt_cause cause;
    idt_str note;
} stretch;

typedef struct work {
    idt_register *reg;
    const idt_difference_question *question;
    idt_arena *arena;
    idt_str dataset, key; /* being gathered */
    stretch *stretches;
    size_t count, cap;
    idt_record_change *out;
    size_t out_count, out_cap;
} work;

static bool asked(idt_str dataset, const idt_difference_question *q)
{
    return q->dataset_count == 0 || idt_str_among(dataset, q->datasets, q->dataset_count);
}

static bool speaks_of(const idt_record *record, const idt_difference_question *q)
{
    for (size_t i = 0; i < q->subject_count; i++) {
        const idt_subject *s = &q->subjects[i];
        for (size_t m = 0; m < s->member_count; m++) {
            if (idt_str_equal(record->about, s->members[m])) {
                return true;
            }
        }
    }
    return q->subject_count == 0;
}

static idt_rc read_version(work *w, int64_t version, const idt_record **out, idt_error *err)
{
    sqlite3_stmt *s;
    bool row;
    idt_digest hash = {0};
    idt_record *record = IDT_NEW(w->arena, idt_record);
    idt_rc rc = record != NULL ? store_statement(w->reg, IDT_SQL_VERSION, &s, err)
                               : idt_arena_fail(w->arena, err);
    *out = record;
    if (rc != IDT_OK) {
        return rc;
    }
    (void)sqlite3_bind_int64(s, 1, version);
    rc = store_step(w->reg, s, &row, "reading a version", err);
    if (rc != IDT_OK || !row) {
        return rc != IDT_OK
                   ? rc
                   : idt_fail(err, IDT_E_CORRUPT, "a version is not held; run `interdict verify`");
    }
    const idt_str blob = store_blob(s, 2);
    memcpy(hash.bytes, blob.ptr, blob.len == IDT_SHA256_BYTES ? IDT_SHA256_BYTES : 0);
    rc = idt_record_read(store_text(s, 0), store_text(s, 1), store_blob(s, 3), &hash, w->arena,
                         record, err);
    store_reset(s);
    return rc;
}

/* ---- steps ---- */

/* Who read the edition of a recorded instant; an end by a second reading is the reader's doing. */
static idt_rc add_reader(work *w, idt_change_step *step, idt_error *err)
{
    sqlite3_stmt *s;
    bool row;
    idt_rc rc = store_statement(w->reg, IDT_SQL_EDITION_RECORDED_AT, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    (void)sqlite3_bind_int64(s, 1, step->at_us);
    rc = store_step(w->reg, s, &row, "reading an edition", err);
    if (rc != IDT_OK || !row) {
        return rc;
    }
    if (step->kind == IDT_CHANGE_REMOVED && sqlite3_column_int64(s, 0) > 1) {
        step->cause = IDT_CAUSE_READER;
    }
    step->reader = idt_str_copy(w->arena, store_text(s, 1));
    step->reader_version = (uint32_t)sqlite3_column_int64(s, 2);
    store_reset(s);
    return step->reader.ptr != NULL ? IDT_OK : idt_arena_fail(w->arena, err);
}

static idt_rc add_step(work *w, idt_record_change *change, size_t *cap, idt_change_step step,
                       idt_error *err)
{
    idt_change_step *steps = (idt_change_step *)(uintptr_t)change->steps; /* ours until returned */
    if (w->question->axis == IDT_AXIS_KNOWN) {
        const idt_rc rc = add_reader(w, &step, err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    if (!IDT_GROW(w->arena, steps, *cap, change->step_count)) {
        return idt_arena_fail(w->arena, err);
    }
    steps[change->step_count++] = step;
    change->steps = steps;
    return IDT_OK;
}

/* Every version that came after `from`, and every gap (keeps I3). Rectangles are split without a
 * change of version: those are no steps. */
static idt_rc add_steps(work *w, idt_record_change *change, idt_error *err)
{
    size_t cap = 0;
    idt_rc rc = IDT_OK;
    const stretch *before = NULL;
    for (size_t i = 0; i < w->count && rc == IDT_OK; i++) {
        const stretch *s = &w->stretches[i];
        const bool gap = before != NULL && before->to < s->from;
        if (gap) {
            rc = add_step(w, change, &cap,
                          (idt_change_step){.kind = IDT_CHANGE_REMOVED,
                                            .at_us = before->to,
                                            .cause = IDT_CAUSE_WITHDRAWN},
                          err);
        }
        const bool news = before == NULL || gap || before->version != s->version;
        if (rc == IDT_OK && news && s->from > w->question->from_us) {
            rc = add_step(w, change, &cap,
                          (idt_change_step){.kind = before == NULL || gap ? IDT_CHANGE_ADDED
                                                                          : IDT_CHANGE_CHANGED,
                                            .at_us = s->from,
                                            .cause = s->cause,
                                            .note = s->note},
                          err);
        }
        before = s;
    }
    if (rc == IDT_OK && before != NULL && before->to <= w->question->to_us) {
        rc = add_step(w, change, &cap,
                      (idt_change_step){.kind = IDT_CHANGE_REMOVED,
                                        .at_us = before->to,
                                        .cause = IDT_CAUSE_WITHDRAWN},
                      err);
    }
    return rc;
}

/* ---- one key ---- */

static idt_rc settle(work *w, idt_error *err)
{
    const idt_difference_question *q = w->question;
    if (w->count == 0) {
        return IDT_OK;
    }
    const stretch *first = &w->stretches[0];
    const stretch *last = &w->stretches[w->count - 1];
    const bool had = first->from <= q->from_us;
    const bool has = last->to > q->to_us;
    if ((!had && !has) || (had && has && first->version == last->version)) {
        return IDT_OK; /* keeps I1 */
    }
    idt_record_change change = {.kind = !had   ? IDT_CHANGE_ADDED
                                        : !has ? IDT_CHANGE_REMOVED
                                               : IDT_CHANGE_CHANGED};
    idt_rc rc = had ? read_version(w, first->version, &change.before, err) : IDT_OK;
    if (rc == IDT_OK && has) {
        rc = read_version(w, last->version, &change.after, err);
    }
    if (rc != IDT_OK ||
        !((had && speaks_of(change.before, q)) || (has && speaks_of(change.after, q)))) {
        return rc;
    }
    if (had && has) {
        rc = idt_record_difference(change.before, change.after, w->arena, &change.changes,
                                   &change.change_count, err);
    }
    if (rc == IDT_OK) {
        rc = add_steps(w, &change, err);
    }
    if (rc == IDT_OK && !IDT_GROW(w->arena, w->out, w->out_cap, w->out_count)) {
        rc = idt_arena_fail(w->arena, err);
    }
    if (rc == IDT_OK) {
        w->out[w->out_count++] = change;
    }
    return rc;
}

/* A row of the query: the next rectangle of the key at hand, or the first of another. */
static idt_rc take_row(work *w, sqlite3_stmt *s, idt_error *err)
{
    const idt_str dataset = store_text(s, 0);
    const idt_str key = store_text(s, 1);
    if (!idt_str_equal(dataset, w->dataset) || !idt_str_equal(key, w->key)) {
        const idt_rc rc = settle(w, err);
        if (rc != IDT_OK) {
            return rc;
        }
        w->count = 0;
        w->dataset = idt_str_copy(w->arena, dataset);
        w->key = idt_str_copy(w->arena, key);
        if (w->dataset.ptr == NULL || w->key.ptr == NULL) {
            return idt_arena_fail(w->arena, err);
        }
    }
    if (!IDT_GROW(w->arena, w->stretches, w->cap, w->count)) {
        return idt_arena_fail(w->arena, err);
    }
    w->stretches[w->count++] = (stretch){.version = sqlite3_column_int64(s, 2),
                                         .from = sqlite3_column_int64(s, 3),
                                         .to = sqlite3_column_int64(s, 4),
                                         .cause = (idt_cause)sqlite3_column_int64(s, 5),
                                         .note = idt_str_copy(w->arena, store_text(s, 6))};
    return IDT_OK;
}

idt_rc idt_records_differing(idt_register *reg, const idt_view *view,
                             const idt_difference_question *question, idt_arena *arena,
                             const idt_record_change **out, size_t *count, idt_error *err)
{
    const bool published = question->axis == IDT_AXIS_PUBLISHED;
    work w = {.reg = reg, .question = question, .arena = arena};
    sqlite3_stmt *s;
    bool row = false;
    idt_rc rc =
        store_statement(reg, published ? IDT_SQL_RUNS_PUBLISHED : IDT_SQL_RUNS_RECORDED, &s, err);
    if (rc == IDT_OK) {
        (void)sqlite3_bind_int64(s, 1, question->from_us);
        (void)sqlite3_bind_int64(s, 2, question->to_us);
        (void)sqlite3_bind_int64(s, 3, published ? view->known_at_us : view->published_by_us);
        rc = store_step(reg, s, &row, "reading what changed", err);
    }
    while (rc == IDT_OK && row) {
        rc = asked(store_text(s, 0), question) ? take_row(&w, s, err) : IDT_OK;
        if (rc == IDT_OK) {
            rc = store_step(reg, s, &row, "reading what changed", err);
        } else {
            store_reset(s);
        }
    }
    if (rc == IDT_OK) {
        rc = settle(&w, err);
    }
    *out = w.out;
    *count = w.out_count;
    return rc;
}
