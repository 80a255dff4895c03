#include "cli/claims_links.h"

#include "cli/claims_show.h"
#include "cli/status_text.h"

/* ---- the state of a listing ---- */

idt_rc idt_claims_listing(const idt_claim_context *c, idt_str subject, idt_str list, idt_str scope,
                          idt_day day, const idt_listing_status **row, idt_error *err)
{
    const idt_subject *found;
    const idt_listing_status *rows;
    size_t count = 0;
    idt_status_question question = {.as_of = day,
                                    .datasets = c->question->datasets,
                                    .dataset_count = c->question->dataset_count,
                                    .lists = &list,
                                    .list_count = 1};
    *row = NULL;
    idt_rc rc = idt_subject_of(c->inv->reg, c->view, subject, c->inv->arena, &found, err);
    if (rc != IDT_OK || found == NULL) {
        return rc;
    }
    rc = idt_subject_statuses(c->inv->reg, c->view, found, &question, c->inv->arena, &rows, &count,
                              err);
    for (size_t i = 0; rc == IDT_OK && i < count && *row == NULL; i++) {
        const bool whole = scope.len == 0 && idt_str_is(rows[i].scope, "whole");
        if (whole || idt_str_equal(rows[i].scope, scope)) {
            *row = &rows[i];
        }
    }
    return rc;
}

static void add_plain(idt_buf *out, const char *word)
{
    for (; word != NULL && *word != '\0'; word++) {
        idt_buf_add_byte(out, *word == '_' ? ' ' : *word);
    }
}

void idt_listing_short_words(const idt_listing_status *row, idt_buf *out)
{
    if (row == NULL) {
        idt_buf_add_text(out, "nothing on file");
        return;
    }
    add_plain(out, idt_status_word_text(row->status));
    if (row->status == IDT_STATUS_ENDED && row->end_kind != IDT_END_NONE) {
        idt_buf_add_byte(out, '/');
        add_plain(out, idt_end_kind_text(row->end_kind));
    }
    if (row->since.kind != IDT_DATE_ABSENT && row->status != IDT_STATUS_UNKNOWN) {
        idt_buf_add_text(out, " since ");
        idt_date_words(&row->since, out);
    }
    if (row->reason != IDT_REASON_NONE) {
        idt_buf_add_text(out, " (");
        add_plain(out, idt_reason_text(row->reason));
        idt_buf_add_byte(out, ')');
    }
    if (row->basis != IDT_BASIS_NONE) {
        idt_buf_add_text(out, row->basis == IDT_BASIS_ACT ? ", by an act" : ", by a claim");
    }
}

/* ---- prosecutions ---- */

#define DAYS_MAX 16

static void add_day(idt_day day, idt_day days[DAYS_MAX], size_t *count)
{
    bool known = day == IDT_DAY_OPEN_START || day == IDT_DAY_OPEN_END || *count == DAYS_MAX;
    for (size_t k = 0; k < *count; k++) {
        known = known || days[k] == day;
    }
    if (!known) {
        days[(*count)++] = day;
    }
}

/* The days of the prosecution that are known: both bounds of each date told of it. */
static size_t days_of(const idt_claim_context *c, const idt_claim *basis, idt_day days[DAYS_MAX])
{
    size_t from, to;
    size_t count = 0;
    idt_claims_about(c->claims->items, c->claims->count, basis->about, &from, &to);
    for (size_t i = from; i < to; i++) {
        const idt_told *t = &c->claims->items[i].told;
        idt_date date = t->on;
        if (idt_str_is(t->statement->property, "date") &&
            idt_date_parse(t->statement->value, &date, NULL) != IDT_OK) {
            continue;
        }
        if (date.kind != IDT_DATE_ABSENT) {
            add_day(date.earliest, days, &count);
            add_day(date.latest, days, &count);
        }
    }
    return count;
}

typedef struct basis {
    idt_str subject, list, scope;
    idt_day days[DAYS_MAX + 1]; /* those of the prosecution, then the day asked */
    const idt_listing_status *rows[DAYS_MAX + 1];
    size_t count;
} basis;

static idt_rc read_basis(const idt_claim_context *c, const idt_claim *claim, basis *b,
                         idt_error *err)
{
    const idt_statement *s = claim->told.statement;
    idt_rc rc = IDT_OK;
    *b = (basis){.subject = idt_qualifier(s, "record"),
                 .list = s->value,
                 .scope = idt_qualifier(s, "scope")};
    b->count = days_of(c, claim, b->days);
    b->days[b->count++] = c->question->as_of;
    for (size_t i = 0; i < b->count && rc == IDT_OK && b->subject.ptr != NULL; i++) {
        rc = idt_claims_listing(c, b->subject, b->list, b->scope, b->days[i], &b->rows[i], err);
    }
    return rc;
}

static idt_rc basis_text(const idt_claim_context *c, const idt_claim *claim, idt_buf *out,
                         idt_buf *line, idt_error *err)
{
    char day[IDT_DAY_BYTES];
    basis b;
    const idt_rc rc = read_basis(c, claim, &b, err);
    if (rc == IDT_OK && b.subject.ptr == NULL) {
        idt_buf_add_text(line, "not said: whose entry it rests on");
        idt_claim_label(out, "listing", line);
        return rc;
    }
    for (size_t i = 0; rc == IDT_OK && i < b.count; i++) {
        idt_buf_add_format(line, "%s %s: ", i + 1 == b.count ? "as of" : "on",
                           idt_day_text(b.days[i], day));
        idt_listing_short_words(b.rows[i], line);
        idt_claim_label(out, i == 0 ? "listing" : "", line);
    }
    return rc;
}

static void row_json(const char *key, idt_day when, const idt_listing_status *row,
                     idt_json_writer *w)
{
    char day[IDT_DAY_BYTES];
    idt_jw_object(w, key);
    idt_jw_text(w, "day", idt_day_text(when, day));
    if (row != NULL) {
        idt_jw_key(w, IDT_STR("listing"));
        idt_listing_status_json(row, false, w);
    } else {
        idt_jw_null(w, "listing");
    }
    idt_jw_end(w);
}

static idt_rc basis_json(const idt_claim_context *c, const idt_claim *claim, idt_json_writer *w,
                         idt_error *err)
{
    basis b;
    const idt_rc rc = read_basis(c, claim, &b, err);
    if (rc != IDT_OK) {
        return rc;
    }
    idt_jw_object(w, "rests_on");
    idt_jw_str(w, "list", b.list);
    idt_jw_str(w, "subject", b.subject);
    idt_jw_array(w, "on_its_days");
    for (size_t i = 0; i + 1 < b.count; i++) {
        row_json(NULL, b.days[i], b.rows[i], w);
    }
    idt_jw_end(w);
    row_json("as_of", b.days[b.count - 1], b.rows[b.count - 1], w);
    idt_jw_end(w);
    return rc;
}

/* ---- recognition ---- */

static idt_rc recognition_text(const idt_claim_context *c, const idt_claim *claim, idt_buf *out,
                               idt_buf *line, idt_error *err)
{
    const idt_recognition *r = idt_recognition_of(c->recognitions, c->recognition_count, claim);
    (void)err;
    if (r != NULL) {
        idt_recognition_words(r, c->question->as_of, line);
        idt_claim_label(out, "standing", line);
    }
    return IDT_OK;
}

static idt_rc recognition_json(const idt_claim_context *c, const idt_claim *claim,
                               idt_json_writer *w, idt_error *err)
{
    char id[IDT_STATEMENT_ID_BYTES];
    char day[IDT_DAY_BYTES];
    const idt_recognition *r = idt_recognition_of(c->recognitions, c->recognition_count, claim);
    (void)err;
    if (r == NULL) {
        return IDT_OK;
    }
    idt_jw_object(w, "standing");
    idt_jw_text(w, "as_of", idt_standing_text(r->standing));
    if (r->last_evidence != IDT_DAY_OPEN_START && r->last_evidence != IDT_DAY_OPEN_END) {
        idt_jw_text(w, "last_evidence", idt_day_text(r->last_evidence, day));
    }
    if (r->ended_by != NULL) {
        const idt_told *by = &r->ended_by->claim->told;
        idt_jw_object(w, "ended_by");
        idt_jw_text(w, "statement", idt_statement_id(&by->record->hash, by->statement->number, id));
        idt_jw_str(w, "record", by->record->id);
        idt_jw_str(w, "value", by->statement->value);
        idt_jw_array(w, "states");
        for (size_t i = 0; i < r->ended_by->state_count; i++) {
            idt_jw_str(w, NULL, r->ended_by->states[i]);
        }
        idt_jw_end(w);
        idt_date_json(w, "from", &by->on);
        idt_jw_end(w);
    }
    idt_jw_end(w);
    return IDT_OK;
}

static bool in_effect(const idt_recognition *r, bool negative)
{
    return r->negative == negative &&
           (r->standing == IDT_STANDING_HELD || r->standing == IDT_STANDING_PRESUMED);
}

/* The next subject of whom recognition is spoken, from `at`: the end of its run. */
static size_t run_end(const idt_claim_context *c, size_t at)
{
    const idt_str about = c->recognitions[at].claim->about;
    while (at < c->recognition_count && idt_str_equal(c->recognitions[at].claim->about, about)) {
        at++;
    }
    return at;
}

static void state_words(idt_str state, idt_buf *out)
{
    if (idt_str_starts(state, "all:")) {
        idt_buf_add_format(out, "any state (of class " IDT_STR_FMT ")",
                           IDT_STR_ARG(idt_str_slice(state, 4, state.len)));
    } else {
        idt_buf_add_str(out, state);
    }
}

/* ": recognised by ru, xx": the states of what is in effect; false where there are none. */
static bool states_words(const idt_claim_context *c, size_t from, size_t to, bool negative,
                         idt_buf *out)
{
    const char *sep = negative ? ": not recognised by " : ": recognised by ";
    bool any = false;
    for (; from < to; from++) {
        const idt_recognition *r = &c->recognitions[from];
        for (size_t s = 0; in_effect(r, negative) && s < r->state_count; s++) {
            idt_buf_add_text(out, any ? ", " : sep);
            state_words(r->states[s], out);
            any = true;
        }
    }
    return any;
}

void idt_recognised_by_text(const idt_claim_context *c, idt_buf *out)
{
    char day[IDT_DAY_BYTES];
    idt_buf line;
    idt_buf_init(&line, (size_t)1 << 20);
    for (size_t from = 0; from < c->recognition_count;) {
        const size_t to = run_end(c, from);
        idt_buf_clear(&line);
        idt_buf_add_format(&line, "As of %s, " IDT_STR_FMT, idt_day_text(c->question->as_of, day),
                           IDT_STR_ARG(c->recognitions[from].claim->caption));
        const bool told =
            states_words(c, from, to, false, &line) || states_words(c, from, to, true, &line);
        idt_buf_add_text(&line, told ? ", by what is on file" : ": no recognition is on file");
        idt_buf_add_byte(out, '\n');
        idt_wrap(out, 0, idt_buf_borrow(&line));
        from = to;
    }
    out->failed = out->failed || line.failed;
    idt_buf_release(&line);
}

static bool recognised(const idt_claim_context *c, size_t from, size_t to)
{
    for (; from < to; from++) {
        if (in_effect(&c->recognitions[from], false) && c->recognitions[from].state_count > 0) {
            return true;
        }
    }
    return false;
}

void idt_recognised_by_json(const idt_claim_context *c, idt_json_writer *w)
{
    idt_jw_array(w, "recognised_by");
    for (size_t from = 0, to; from < c->recognition_count; from = to) {
        to = run_end(c, from);
        if (!recognised(c, from, to)) {
            continue;
        }
        idt_jw_object(w, NULL);
        idt_jw_str(w, "subject", c->recognitions[from].claim->about);
        idt_jw_array(w, "states");
        for (size_t i = from; i < to; i++) {
            const idt_recognition *r = &c->recognitions[i];
            for (size_t s = 0; in_effect(r, false) && s < r->state_count; s++) {
                idt_jw_str(w, NULL, r->states[s]);
            }
        }
        idt_jw_end(w);
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

/* ---- which claims get something added ---- */

static const struct {
    const char *property;
    idt_rc (*text)(const idt_claim_context *, const idt_claim *, idt_buf *, idt_buf *, idt_error *);
    idt_rc (*json)(const idt_claim_context *, const idt_claim *, idt_json_writer *, idt_error *);
} LINKS[] = {
    {"rests_on_list", basis_text, basis_json},
    {"recognition", recognition_text, recognition_json},
};

idt_rc idt_claim_links_text(const idt_claim_context *context, const idt_claim *claim, idt_buf *out,
                            idt_error *err)
{
    idt_buf line;
    idt_rc rc = IDT_OK;
    idt_buf_init(&line, (size_t)1 << 20);
    for (size_t i = 0; i < sizeof LINKS / sizeof *LINKS && rc == IDT_OK; i++) {
        if (idt_str_is(claim->told.statement->property, LINKS[i].property)) {
            rc = LINKS[i].text(context, claim, out, &line, err);
        }
    }
    rc = rc == IDT_OK ? idt_buf_check(&line, err) : rc;
    idt_buf_release(&line);
    return rc;
}

idt_rc idt_claim_links_json(const idt_claim_context *context, const idt_claim *claim,
                            idt_json_writer *w, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < sizeof LINKS / sizeof *LINKS && rc == IDT_OK; i++) {
        if (idt_str_is(claim->told.statement->property, LINKS[i].property)) {
            rc = LINKS[i].json(context, claim, w, err);
        }
    }
    return rc;
}
