#include "cli/status_text.h"

#include "statement/attribution.h"

#define COLUMNS     80
#define LABEL_WIDTH 13

void idt_wrap(idt_buf *out, size_t indent, idt_str text)
{
    size_t column = indent;
    bool first = true;
    while (text.len > 0) {
        const size_t space = idt_str_find(text, ' ');
        const size_t line = idt_str_find(text, '\n'); /* a passage keeps no lines of its own */
        const size_t blank = line < space ? line : space;
        const idt_str word = idt_str_slice(text, 0, blank);
        size_t width = 0; /* characters: continuation bytes do not count */
        for (size_t i = 0; i < word.len; i++) {
            width += ((unsigned char)word.ptr[i] & 0xC0) != 0x80;
        }
        if (!first && column + 1 + width > COLUMNS) {
            idt_buf_add_byte(out, '\n');
            idt_buf_add_format(out, "%*s", (int)indent, "");
            column = indent;
        } else if (!first) {
            idt_buf_add_byte(out, ' ');
            column++;
        }
        idt_buf_add_str(out, word);
        column += width;
        first = false;
        text = idt_str_slice(text, blank + 1, text.len);
    }
    idt_buf_add_byte(out, '\n');
}

void idt_date_words(const idt_date *date, idt_buf *out)
{
    char from[IDT_DAY_BYTES];
    char to[IDT_DAY_BYTES];
    if (date->kind == IDT_DATE_ABSENT) {
        idt_buf_add_text(out, "a day not known");
    } else if (date->kind == IDT_DATE_PERIOD || date->precision != IDT_PRECISION_SET) {
        idt_buf_add_str(out, date->edtf);
    } else if (date->earliest == IDT_DAY_OPEN_START) {
        idt_buf_add_format(out, "some day up to %s", idt_day_text(date->latest, to));
    } else if (date->latest == IDT_DAY_OPEN_END) {
        idt_buf_add_format(out, "some day from %s on", idt_day_text(date->earliest, from));
    } else {
        idt_buf_add_format(out, "some day of %s to %s", idt_day_text(date->earliest, from),
                           idt_day_text(date->latest, to));
    }
}

void idt_view_words(const idt_view *view, idt_day as_of, idt_buf *out)
{
    char day[IDT_DAY_BYTES];
    char published[IDT_INSTANT_BYTES];
    char known[IDT_INSTANT_BYTES];
    idt_buf_add_format(out, "as of %s, published by %s,\nknown at %s, register %s\n",
                       idt_day_text(as_of, day), idt_instant_text(view->published_by_us, published),
                       idt_instant_text(view->known_at_us, known), view->version);
}

void idt_view_json(const idt_view *view, idt_day as_of, idt_json_writer *w)
{
    char text[IDT_INSTANT_BYTES];
    idt_jw_text(w, "as_of", idt_day_text(as_of, text));
    idt_jw_text(w, "published_by", idt_instant_text(view->published_by_us, text));
    idt_jw_text(w, "known_at", idt_instant_text(view->known_at_us, text));
    idt_jw_text(w, "register", view->version);
}

void idt_subject_json(const idt_subject *subject, const char *key, idt_json_writer *w)
{
    idt_jw_object(w, key);
    idt_jw_str(w, "id", subject->id);
    idt_jw_str(w, "caption", subject->caption);
    idt_jw_str(w, "schema", subject->schema);
    idt_jw_end(w);
}

/* ---- one listing ---- */

typedef struct printer {
    idt_invocation *inv;
    const idt_view *view;
    idt_buf *out;
    idt_buf line; /* a value being put together */
} printer;

static void label(printer *p, const char *name)
{
    idt_buf_add_format(p->out, "    %-*s", LABEL_WIDTH, name);
    idt_wrap(p->out, 4 + LABEL_WIDTH, idt_buf_borrow(&p->line));
    idt_buf_clear(&p->line);
}

static idt_rc add_body(printer *p, idt_str key, idt_error *err)
{
    const idt_body *body;
    const idt_rc rc = idt_register_body(p->inv->reg, p->view, key, p->inv->arena, &body, err);
    if (rc == IDT_OK) {
        idt_buf_add_str(&p->line, body != NULL ? body->name : key);
    }
    return rc;
}

static idt_rc add_bodies(printer *p, const idt_str *keys, size_t count, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        idt_buf_add_text(&p->line, i == 0 ? "" : i + 1 == count ? " and " : ", ");
        rc = add_body(p, keys[i], err);
    }
    return rc;
}

static void add_words(idt_buf *out, const char *words)
{
    for (; *words != '\0'; words++) {
        idt_buf_add_byte(out, *words == '_' ? ' ' : *words);
    }
}

static void add_plain(idt_buf *out, idt_str words)
{
    for (size_t i = 0; i < words.len; i++) {
        idt_buf_add_byte(out, words.ptr[i] == '_' ? ' ' : words.ptr[i]);
    }
}

static void headline(printer *p, const idt_listing_status *row)
{
    idt_buf_add_format(p->out, "%-*.*s  ", 5, IDT_STR_ARG(row->jurisdiction));
    idt_buf *line = &p->line;
    add_words(line, idt_status_word_text(row->status));
    if (row->status == IDT_STATUS_ENDED) {
        const char *kind = idt_end_kind_text(row->end_kind);
        idt_buf_add_byte(line, '/');
        add_words(line, kind != NULL ? kind : "");
    }
    if (row->since.kind != IDT_DATE_ABSENT && row->status != IDT_STATUS_UNKNOWN) {
        idt_buf_add_text(line, " since ");
        idt_date_words(&row->since, line);
    } else if (row->status == IDT_STATUS_IN_FORCE) {
        idt_buf_add_text(line, ", start not known");
    }
    if (row->reason != IDT_REASON_NONE) {
        idt_buf_add_text(line, " (");
        add_words(line, idt_reason_text(row->reason));
        const char *sep = ": ";
        for (size_t i = 0; i < IDT_STATUS_WORDS; i++) {
            if (row->possible[i]) {
                idt_buf_add_text(line, sep);
                add_words(line, idt_status_word_text((idt_status_word)i));
                sep = " or ";
            }
        }
        idt_buf_add_byte(line, ')');
    }
    if (row->basis != IDT_BASIS_NONE) {
        idt_buf_add_text(line, ", by ");
        add_words(line, row->basis == IDT_BASIS_ACT     ? "an act"
                        : row->basis == IDT_BASIS_CLAIM ? "a claim"
                                                        : "claims before and after");
    }
    idt_wrap(p->out, 7, idt_buf_borrow(line));
    idt_buf_clear(line);
}

static bool is_whole(idt_str scope)
{
    return scope.len == 0 || idt_str_is(scope, "whole");
}

static void list_line(printer *p, const idt_listing_status *row)
{
    idt_buf_add_str(&p->line, row->list);
    if (!idt_str_equal(row->list, row->list_name)) {
        idt_buf_add_text(&p->line, ": ");
        idt_buf_add_str(&p->line, row->list_name);
    }
    if (row->list_kind.ptr != NULL) {
        idt_buf_add_format(&p->line, " (%.*s)", IDT_STR_ARG(row->list_kind));
    }
    label(p, "list");
    if (!is_whole(row->scope)) {
        idt_buf_add_str(&p->line, row->scope);
        label(p, "scope");
    }
}

static void add_texts(printer *p, const char *name, const idt_str *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        idt_buf_add_text(&p->line, i == 0 ? "" : ", ");
        idt_buf_add_str(&p->line, texts[i]);
    }
    if (count > 0) {
        label(p, name);
    }
}

static void date_line(printer *p, const char *name, const idt_date *date)
{
    if (date->kind != IDT_DATE_ABSENT) {
        idt_date_words(date, &p->line);
        label(p, name);
    }
}

/* In brackets, or with commas before each. */
static void add_event_dates(printer *p, const idt_statement *s, bool brackets)
{
    static const char *const names[] = {"proposed",  "decided",     "effective_from",
                                        "announced", "published",   "registered",
                                        "on",        "asserted_on", NULL};
    const char *sep = brackets ? " (" : ", ";
    for (size_t i = 0; names[i] != NULL; i++) {
        const idt_str text = idt_qualifier(s, names[i]);
        if (text.ptr != NULL) {
            idt_buf_add_text(&p->line, sep);
            add_words(&p->line, names[i]);
            idt_buf_add_format(&p->line, " " IDT_STR_FMT, IDT_STR_ARG(text));
            sep = ", ";
        }
    }
    if (brackets && sep[0] == ',') {
        idt_buf_add_byte(&p->line, ')');
    }
}

static idt_rc pending_line(printer *p, const idt_event *event, idt_error *err)
{
    idt_buf *line = &p->line;
    add_words(line, idt_str_is(event->kind, "propose")   ? "proposal"
                    : idt_str_is(event->kind, "request") ? "request"
                                                         : "intention");
    const idt_str aim = idt_qualifier(event->statement, "aims_at");
    if (aim.ptr != NULL) {
        idt_buf_add_format(line, " to " IDT_STR_FMT, IDT_STR_ARG(aim));
    }
    idt_rc rc = IDT_OK;
    if (event->by_count > 0) {
        idt_buf_add_text(line, " by ");
        rc = add_bodies(p, event->by, event->by_count, err);
    }
    if (event->to_count > 0 && rc == IDT_OK) {
        idt_buf_add_text(line, " to ");
        rc = add_bodies(p, event->to, event->to_count, err);
    }
    add_event_dates(p, event->statement, true);
    label(p, "pending");
    return rc;
}

/* "report of a removal (lift)": what a report is of is no act on file. */
static void add_report_words(printer *p, idt_str aim)
{
    static const char *const words[][2] = {
        {"decide", "a listing"},    {"relist", "a new listing"}, {"suspend", "a suspension"},
        {"resume", "a resumption"}, {"lift", "a removal"},       {"annul", "an annulment"},
        {"expire", "an expiry"},    {"renew", "a renewal"},      {"propose", "a proposal"}};
    const char *what = "a step";
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        what = idt_str_is(aim, words[i][0]) ? words[i][1] : what;
    }
    idt_buf_add_format(&p->line, "report of %s (", what);
    add_plain(&p->line, aim);
    idt_buf_add_byte(&p->line, ')');
}

static idt_rc reported_line(printer *p, const idt_reported *r, idt_error *err)
{
    idt_buf *line = &p->line;
    const idt_str aim = idt_qualifier(r->event->statement, "aims_at");
    const bool report = idt_str_is(r->event->kind, "report") && aim.ptr != NULL;
    if (report) {
        add_report_words(p, aim);
    } else {
        add_plain(line, r->event->kind);
    }
    idt_rc rc = IDT_OK;
    if (r->event->by_count > 0) {
        idt_buf_add_text(line, " by ");
        rc = add_bodies(p, r->event->by, r->event->by_count, err);
    }
    add_event_dates(p, r->event->statement, !report);
    const char *sep = ": refused, class ";
    for (unsigned n = 1; n <= 10; n++) {
        if ((r->refused & 1u << n) != 0) {
            idt_buf_add_format(line, "%s%u", sep, n);
            sep = ", ";
        }
    }
    if (r->missing.len > 0) {
        idt_buf_add_format(line, "; missing: " IDT_STR_FMT, IDT_STR_ARG(r->missing));
    }
    label(p, "reported");
    return rc;
}

/* "published_by the report, said_by Kremlin media (unnamed)" */
static idt_rc add_chain(printer *p, const idt_statement *s, idt_error *err)
{
    const idt_json *chain = idt_json_member(s->qualifiers, "chain");
    idt_rc rc = IDT_OK;
    for (size_t i = 0; chain != NULL && i < chain->count && rc == IDT_OK; i++) {
        idt_chain_link link;
        if (!idt_chain_link_read(&chain->items[i], &link)) {
            continue;
        }
        idt_buf_add_text(&p->line, i == 0 ? " - " : ", ");
        add_plain(&p->line, link.role);
        idt_buf_add_byte(&p->line, ' ');
        if (link.body) {
            rc = add_body(p, link.who, err);
        } else {
            idt_buf_add_str(&p->line, link.who);
        }
        idt_buf_add_text(&p->line, link.unnamed ? " (unnamed)" : "");
    }
    return rc;
}

static bool says(idt_str text, idt_str part)
{
    return part.len > 0 && memmem(text.ptr, text.len, part.ptr, part.len) != NULL;
}

/* The engine's sentence, and of its event and rule what the sentence does not name itself. */
static idt_rc step_line(printer *p, size_t number, const idt_step *step, idt_error *err)
{
    idt_rc rc = IDT_OK;
    idt_buf *line = &p->line;
    idt_buf_add_format(line, "%zu. " IDT_STR_FMT, number, IDT_STR_ARG(step->text));
    if (step->event != NULL) {
        if (!says(step->text, step->event->id)) {
            idt_buf_add_format(line, " [" IDT_STR_FMT "]", IDT_STR_ARG(step->event->id));
        }
        rc = add_chain(p, step->event->statement, err);
    }
    if (rc == IDT_OK && step->rule != NULL && step->rule_record != NULL) {
        if (!says(step->text, step->rule_record->id)) {
            idt_buf_add_format(line, " (rule of " IDT_STR_FMT ")",
                               IDT_STR_ARG(step->rule_record->id));
        }
        rc = add_chain(p, step->rule, err);
    }
    label(p, number == 1 ? "because" : "");
    return rc;
}

/* By whom, and on whose claim, it is suspended: the last suspension that counts. */
static idt_rc suspension_line(printer *p, const idt_listing_status *row, idt_error *err)
{
    const idt_event *found = NULL;
    for (size_t i = 0; i < row->event_count; i++) {
        bool refused = !idt_str_is(row->events[i]->kind, "suspend");
        for (size_t r = 0; r < row->reported_count; r++) {
            refused = refused || row->reported[r].event == row->events[i];
        }
        found = refused ? found : row->events[i];
    }
    if (found == NULL || row->status != IDT_STATUS_SUSPENDED || found->by_count == 0) {
        return IDT_OK;
    }
    idt_str *claimants;
    size_t count;
    idt_rc rc =
        idt_qualifier_list(found->statement, "on_claim_of", p->inv->arena, &claimants, &count, err);
    if (rc == IDT_OK) {
        rc = add_bodies(p, found->by, found->by_count, err);
    }
    if (rc == IDT_OK && count > 0) {
        idt_buf_add_text(&p->line, " on the claim of ");
        rc = add_bodies(p, claimants, count, err);
    }
    label(p, "suspended by");
    return rc;
}

static idt_rc print_row(printer *p, const idt_listing_status *row, bool explain, idt_error *err)
{
    headline(p, row);
    list_line(p, row);
    idt_rc rc = IDT_OK;
    if (row->listed_since.kind != IDT_DATE_ABSENT &&
        !idt_str_equal(row->listed_since.edtf, row->since.edtf)) {
        date_line(p, "listed", &row->listed_since);
    }
    if (row->decided_by_count > 0) {
        rc = add_bodies(p, row->decided_by, row->decided_by_count, err);
        label(p, "decided by");
    }
    if (rc == IDT_OK) {
        rc = suspension_line(p, row, err);
    }
    if (row->ended_by_count > 0 && rc == IDT_OK) {
        rc = add_bodies(p, row->ended_by, row->ended_by_count, err);
        label(p, "ended by");
    }
    if (!idt_str_equal(row->until.edtf, row->since.edtf)) {
        date_line(p, "until", &row->until);
    }
    for (size_t i = 0; i < row->pending_count && rc == IDT_OK; i++) {
        rc = pending_line(p, row->pending[i], err);
    }
    date_line(p, "evidence", &row->last_evidence);
    add_texts(p, "measures", row->measures, row->measure_count);
    add_texts(p, "flags", row->flags, row->flag_count);
    for (size_t i = 0; i < row->note_count; i++) {
        add_texts(p, "note", &row->notes[i], 1);
    }
    for (size_t i = 0; i < row->reported_count && rc == IDT_OK; i++) {
        rc = reported_line(p, &row->reported[i], err);
    }
    for (size_t i = 0; explain && i < row->step_count && rc == IDT_OK; i++) {
        rc = step_line(p, i + 1, &row->steps[i], err);
    }
    return rc;
}

idt_rc idt_status_text(idt_invocation *inv, const idt_view *view, const idt_listing_status *rows,
                       size_t count, bool explain, idt_error *err)
{
    printer p = {.inv = inv, .view = view, .out = inv->out};
    idt_buf_init(&p.line, (size_t)1 << 20);
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        idt_buf_add_byte(inv->out, '\n');
        rc = print_row(&p, &rows[i], explain, err);
    }
    if (rc == IDT_OK) {
        rc = idt_buf_check(&p.line, err);
    }
    idt_buf_release(&p.line);
    return rc;
}
