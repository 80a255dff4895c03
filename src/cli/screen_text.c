#include "cli/screen_text.h"

#include "cli/status_text.h"
#include "cli/visible.h"
#include "match/explain.h"
#include "match/query_note.h"
#include "match/settle.h"

#define INDENT 12 /* of what stands behind "   why      " */

static void labelled(const char *label, idt_str text, idt_buf *out)
{
    idt_buf shown;
    idt_buf_init(&shown, out->ceiling);
    idt_visible_line(text, &shown);
    idt_buf_add_format(out, "   %-9s", label);
    idt_wrap(out, INDENT, idt_buf_borrow(&shown));
    out->failed = out->failed || shown.failed;
    idt_buf_release(&shown);
}

static void asked(const idt_screen_query *q, idt_buf *out)
{
    size_t more = 0;
    idt_buf line;
    idt_buf_init(&line, out->ceiling);
    for (size_t i = 0; i < q->count; i++) {
        if (idt_str_is(q->values[i].property, "name")) {
            idt_buf_add_format(&line, "%s\"" IDT_STR_FMT "\"", line.len > 0 ? ", " : "",
                               IDT_STR_ARG(q->values[i].value));
        }
    }
    idt_buf_add_text(&line, line.len == 0 ? "no name" : "");
    if (q->schema.len > 0) {
        idt_buf_add_format(&line, " (" IDT_STR_FMT, IDT_STR_ARG(q->schema));
        more = 1;
    }
    for (size_t i = 0; i < q->count; i++) {
        if (!idt_str_is(q->values[i].property, "name")) {
            idt_buf_add_format(&line, "%s" IDT_STR_FMT " " IDT_STR_FMT, more++ > 0 ? ", " : " (",
                               IDT_STR_ARG(q->values[i].property), IDT_STR_ARG(q->values[i].value));
        }
    }
    idt_buf_add_text(&line, more > 0 ? ")" : "");
    idt_visible_line(idt_buf_borrow(&line), out);
    idt_buf_add_byte(out, '\n');
    idt_buf_release(&line);
}

/* ---- a hit ---- */

static void status_words(idt_str status, idt_buf *out)
{
    for (size_t i = 0; i < status.len; i++) {
        idt_buf_add_byte(out, status.ptr[i] == '_' ? ' ' : status.ptr[i]);
    }
}

static void listing(const idt_screen_listing *l, bool first, idt_buf *out)
{
    idt_buf line;
    idt_buf_init(&line, out->ceiling);
    idt_buf_add_str(&line, l->list);
    if (l->scope.len > 0 && !idt_str_is(l->scope, "whole")) {
        idt_buf_add_format(&line, " (" IDT_STR_FMT ")", IDT_STR_ARG(l->scope));
    }
    idt_buf_add_text(&line, ": ");
    status_words(l->status, &line);
    if (l->since.kind != IDT_DATE_ABSENT) {
        idt_buf_add_text(&line, " since ");
        idt_date_words(&l->since, &line);
    }
    if (l->end_kind.len > 0) {
        idt_buf_add_text(&line, ", ");
        status_words(l->end_kind, &line);
    }
    labelled(first ? "listed" : "", idt_buf_borrow(&line), out);
    idt_buf_release(&line);
}

static void head(const idt_screen_hit *hit, size_t at, idt_buf *out)
{
    char score[IDT_SCORE_BYTES];
    idt_buf line;
    idt_buf_init(&line, out->ceiling);
    idt_buf_add_format(&line, "%-3zu%s %s  " IDT_STR_FMT " (" IDT_STR_FMT ", " IDT_STR_FMT ")",
                       at + 1, idt_score_text(hit->score, score), idt_band_text(hit->band),
                       IDT_STR_ARG(hit->caption), IDT_STR_ARG(hit->schema),
                       IDT_STR_ARG(hit->subject));
    idt_visible_line(idt_buf_borrow(&line), out);
    idt_buf_add_byte(out, '\n');
    idt_buf_release(&line);
}

/* Terms that say nothing for a person: what is left out without weight. */
static void why(const idt_comparison *c, idt_buf *out)
{
    int side = 0; /* of the term before: for it, against it */
    for (size_t i = 0; i < c->evidence.count; i++) {
        idt_buf line;
        const idt_term *t = &c->evidence.terms[i];
        if (t->mnat == 0) {
            continue;
        }
        idt_buf_init(&line, out->ceiling);
        idt_term_sentence(c, t, &line);
        const int now = t->mnat > 0 ? 1 : -1;
        labelled(now == side ? ""
                 : now < 0   ? "but"
                 : side == 0 ? "why"
                             : "and",
                 idt_buf_borrow(&line), out);
        side = now;
        idt_buf_release(&line);
    }
}

static void settle(const idt_comparison *c, idt_buf *out)
{
    idt_question questions[IDT_ASK_COUNT];
    const size_t count = idt_settle(c, questions);
    for (size_t i = 0; i < count; i++) {
        idt_buf line;
        idt_buf_init(&line, out->ceiling);
        idt_question_sentence(c, &questions[i], &line);
        labelled(i == 0 ? "settle" : "", idt_buf_borrow(&line), out);
        idt_buf_release(&line);
    }
}

static idt_rc hit_text(idt_screener *x, const idt_screen_hit *hit, size_t at, bool parts,
                       idt_buf *out, idt_error *err)
{
    const idt_comparison *c;
    idt_rc rc = IDT_OK;
    idt_buf_add_byte(out, '\n');
    head(hit, at, out);
    if (!idt_str_equal(hit->name, hit->caption) && hit->name.len > 0) {
        labelled("as", hit->name, out);
    }
    if (hit->left) {
        labelled("left",
                 IDT_STR("its publication has the record no longer, or in no state to be read; its "
                         "last names stand"),
                 out);
    }
    for (size_t i = 0; i < hit->listing_count; i++) {
        listing(&hit->listings[i], i == 0, out);
    }
    if (hit->listing_count == 0) {
        labelled("listed", IDT_STR("no listing is on file for it"), out);
    }
    if (parts) {
        rc = idt_screener_explain(x, hit, &c, err);
        if (rc == IDT_OK) {
            why(c, out);
            settle(c, out);
        }
    }
    return rc;
}

/* ---- the whole ---- */

static void some(const char *what, const idt_str *items, size_t count, idt_buf *line)
{
    for (size_t i = 0; i < count; i++) {
        idt_buf_add_format(line, "%s" IDT_STR_FMT, i == 0 ? what : " or ", IDT_STR_ARG(items[i]));
    }
}

/* What is asked for alone: a hit that does not meet it is none. */
static void filter_text(const idt_screen_filter *f, idt_buf *out)
{
    char day[IDT_DAY_BYTES];
    idt_buf line;
    idt_buf shown;
    idt_buf_init(&line, out->ceiling);
    idt_buf_init(&shown, out->ceiling);
    some(" on list ", f->lists, f->list_count, &line);
    some(" in jurisdiction ", f->jurisdictions, f->jurisdiction_count, &line);
    some(" of schema ", f->schemata, f->schema_count, &line);
    some(" of topic ", f->topics, f->topic_count, &line);
    if (f->by_day && f->listed_from != IDT_DAY_OPEN_START) {
        idt_buf_add_format(&line, " listed from %s", idt_day_text(f->listed_from, day));
    }
    if (f->by_day && f->listed_to != IDT_DAY_OPEN_END) {
        idt_buf_add_format(&line, " listed up to %s", idt_day_text(f->listed_to, day));
    }
    if (line.len > 0) {
        idt_buf_add_text(&shown, "Only parties");
        idt_visible(idt_buf_borrow(&line), &shown);
        idt_buf_add_text(&shown, ".");
        idt_wrap(out, 0, idt_buf_borrow(&shown));
    }
    out->failed = out->failed || shown.failed;
    idt_buf_release(&shown);
    idt_buf_release(&line);
}

static void basis_text(const idt_screening *s, const char *before, idt_buf *out)
{
    idt_buf line;
    const idt_screen_basis *basis = &s->basis;
    idt_buf_init(&line, out->ceiling);
    idt_buf_add_text(&line, before);
    idt_screen_basis_words(basis, &line);
    idt_buf_add_byte(&line, '.');
    idt_wrap(out, 0, idt_buf_borrow(&line));
    idt_buf_release(&line);
    filter_text(&s->question.filter, out);
    for (size_t i = 0; i < basis->warning_count; i++) {
        idt_buf_add_text(out, "note: ");
        idt_wrap(out, 6, basis->warnings[i]);
    }
}

static void note(idt_str text, idt_buf *out)
{
    idt_buf shown;
    idt_buf_init(&shown, out->ceiling);
    idt_visible_line(text, &shown);
    idt_buf_add_text(out, "note: ");
    idt_wrap(out, 6, idt_buf_borrow(&shown));
    out->failed = out->failed || shown.failed;
    idt_buf_release(&shown);
}

/* How countries were read, and what was not. */
static idt_rc notes(const idt_screen_answer *answer, const idt_screen_query *query, idt_buf *out,
                    idt_error *err)
{
    idt_rc rc = IDT_OK;
    const idt_profile *p = &query->profile;
    for (size_t i = 0; i < p->field_count && rc == IDT_OK; i++) {
        idt_str says;
        rc = idt_query_reading(&p->fields[i], p->arena, &says, err);
        if (rc == IDT_OK && says.ptr != NULL) {
            note(says, out);
        }
    }
    for (size_t i = 0; i < answer->note_count; i++) {
        note(answer->notes[i], out);
    }
    return rc;
}

idt_rc idt_screen_text(idt_screener *screener, const idt_screen_answer *answer,
                       const idt_screen_query *query, const idt_screening *s, bool parts,
                       idt_buf *out, idt_error *err)
{
    idt_rc rc = IDT_OK;
    char score[IDT_SCORE_BYTES];
    asked(query, out);
    if (answer->total == 0) {
        basis_text(s, idt_screen_query_asks(query) ? "No match in " : "Nothing asked of ", out);
        rc = notes(answer, query, out, err);
        if (answer->abstain != IDT_ABSTAIN_NOT) {
            idt_buf_add_text(out, "note: ");
            idt_wrap(out, 6, idt_str_borrow(idt_abstain_sentence(answer->abstain)));
        }
        return rc;
    }
    basis_text(s, "Looked for in ", out);
    rc = notes(answer, query, out, err);
    for (size_t i = 0; i < answer->count && rc == IDT_OK; i++) {
        rc = hit_text(screener, &answer->hits[i], i, parts, out, err);
    }
    idt_buf_add_format(out, "\n%zu hit%s at %s or more by the profile `%s`", answer->total,
                       answer->total == 1 ? "" : "s", idt_score_text(answer->threshold, score),
                       answer->scoring->name);
    if (answer->count < answer->total) {
        idt_buf_add_format(out, ", the first %zu shown", answer->count);
    }
    idt_buf_add_text(out, ".\n");
    return rc;
}
