#include <stdio.h>

#include "claims/measure_words.h"
#include "cli/history_lines.h"
#include "cli/question.h"
#include "cli/status_text.h"
#include "register/difference.h"

#define COLUMNS 80
#define INDENT  2
#define BAR     (COLUMNS - INDENT)

/* ---- the bar of a listing: a character for the days of a column ---- */

typedef struct scale {
    idt_day from;
    int64_t days; /* over all of the bar */
} scale;

static scale make_scale(idt_day first, idt_day last)
{
    const int64_t days = (int64_t)last - first + 1;
    const int64_t margin = days / 30 + 1;
    return (scale){.from = (idt_day)(first - margin), .days = days + margin};
}

/* The column of a day, clamped to the bar. */
static size_t column_of(const scale *s, idt_day day)
{
    if (day <= s->from) {
        return 0;
    }
    const int64_t column = ((int64_t)day - s->from) * BAR / s->days;
    return column < BAR ? (size_t)column : BAR - 1;
}

static char mark_of(const idt_status_span *span)
{
    static const char marks[IDT_STATUS_WORDS] = {'.', ':', '=', '-', '_', '.', '?'};
    return span->spoken ? marks[span->cell.status] : ' ';
}

/* A column in which the status is not known on some day is '?': never finer than what is known. */
static void draw_bar(const scale *s, const idt_listing_line *line, idt_buf *out)
{
    char bar[BAR];
    for (size_t c = 0; c < BAR; c++) {
        bar[c] = ' ';
    }
    for (size_t i = 0; i < line->span_count; i++) {
        const idt_status_span *span = &line->spans[i];
        const size_t to = column_of(s, span->to);
        for (size_t c = column_of(s, span->from); c <= to; c++) {
            bar[c] = bar[c] == '?' ? '?' : mark_of(span);
        }
    }
    idt_buf_add_format(out, "%*s", INDENT, "");
    idt_buf_add(out, bar, BAR);
    idt_buf_add_byte(out, '\n');
}

/* The columns in which the day of an event may fall; of a date with an open end the other end
 * alone, or it would fill the row. False where both are open or there is none. */
static bool event_columns(const scale *s, const idt_date *date, size_t *from, size_t *to)
{
    const bool no_start = date->earliest == IDT_DAY_OPEN_START;
    const bool no_end = date->latest == IDT_DAY_OPEN_END;
    *from = column_of(s, no_start ? date->latest : date->earliest);
    *to = column_of(s, no_end ? date->earliest : date->latest);
    return date->kind != IDT_DATE_ABSENT && !(no_start && no_end);
}

/* '^' an event on its day, '~' where its day may fall, '!' one that does not count. */
static void draw_events(const scale *s, const idt_listing_status *row, const idt_dated_line *lines,
                        size_t count, idt_buf *out)
{
    char bar[BAR];
    bool any = false;
    memset(bar, ' ', sizeof bar);
    for (size_t i = 0; i < count; i++) {
        const idt_dated_line *l = &lines[i];
        size_t from;
        size_t to;
        if (!idt_str_equal(l->list, row->list) || !idt_str_equal(l->scope, row->scope) ||
            !event_columns(s, &l->date, &from, &to)) {
            continue;
        }
        const bool one = l->date.earliest == l->date.latest;
        any = true;
        for (size_t c = from; c <= to; c++) {
            if (l->reported != NULL) {
                bar[c] = '!';
            } else if (bar[c] == ' ' || one) {
                bar[c] = one ? '^' : '~';
            }
        }
    }
    if (any) {
        size_t end = BAR;
        while (end > 0 && bar[end - 1] == ' ') {
            end--;
        }
        idt_buf_add_format(out, "%*s", INDENT, "");
        idt_buf_add(out, bar, end);
        idt_buf_add_byte(out, '\n');
    }
}

typedef enum scale_unit { BY_YEAR, BY_MONTH, BY_DAY } scale_unit;

/* The first day of the year, month or day that holds `day` or, with `next`, of the one after. */
static idt_day unit_start(scale_unit unit, idt_day at, bool next)
{
    int32_t year;
    int32_t month;
    int32_t day;
    idt_days_to_civil(at, &year, &month, &day);
    if (unit == BY_DAY) {
        return at + (next ? 1 : 0);
    }
    if (unit == BY_YEAR) {
        return idt_civil_to_days(year + (next ? 1 : 0), 1, 1);
    }
    return next && month == 12 ? idt_civil_to_days(year + 1, 1, 1)
                               : idt_civil_to_days(year, month + (next ? 1 : 0), 1);
}

/* Starts of years, months or days, as many as fit with a blank between: their number. */
static size_t place_units(const scale *s, scale_unit unit, char line[BAR])
{
    static const int lengths[] = {[BY_YEAR] = 4, [BY_MONTH] = 7, [BY_DAY] = 10};
    size_t free_from = 0;
    size_t placed = 0;
    idt_day first = unit_start(unit, s->from - 1, true);
    memset(line, ' ', BAR);
    for (; (int64_t)first < s->from + s->days; first = unit_start(unit, first, true)) {
        char day[IDT_DAY_BYTES];
        char text[IDT_DAY_BYTES + 1];
        const size_t at = column_of(s, first);
        const int n = snprintf(text, sizeof text, "|%.*s", lengths[unit], idt_day_text(first, day));
        if (n > 0 && at >= free_from && at + (size_t)n <= BAR) {
            memcpy(line + at, text, (size_t)n);
            free_from = at + (size_t)n + 1;
            placed++;
        }
    }
    return placed;
}

/* What stands over the bar: years, or where fewer than two of them would, months, or days. */
static void draw_scale(const scale *s, idt_buf *out)
{
    static const scale_unit units[] = {BY_YEAR, BY_MONTH, BY_DAY};
    char line[BAR];
    size_t placed = 0;
    for (size_t u = 0; u < sizeof units / sizeof *units && placed < 2; u++) {
        placed = place_units(s, units[u], line);
    }
    size_t end = BAR;
    while (end > 0 && line[end - 1] == ' ') {
        end--;
    }
    idt_buf_add_format(out, "%*s", INDENT, "");
    idt_buf_add(out, line, end);
    idt_buf_add_byte(out, '\n');
}

/* ---- words ---- */

static void add_words(idt_buf *out, const char *words)
{
    for (; words != NULL && *words != '\0'; words++) {
        idt_buf_add_byte(out, *words == '_' ? ' ' : *words);
    }
}

static void span_words(const idt_status_span *span, idt_buf *line)
{
    const idt_cell *cell = &span->cell;
    if (!span->spoken) {
        idt_buf_add_text(line, "nothing on file");
        return;
    }
    add_words(line, idt_status_word_text(cell->status));
    if (cell->status == IDT_STATUS_ENDED && cell->end_kind != IDT_END_NONE) {
        idt_buf_add_byte(line, '/');
        add_words(line, idt_end_kind_text(cell->end_kind));
    }
    if (cell->basis != IDT_BASIS_NONE) {
        idt_buf_add_text(line, ", by ");
        add_words(line, cell->basis == IDT_BASIS_ACT     ? "an act"
                        : cell->basis == IDT_BASIS_CLAIM ? "a claim"
                                                         : "claims before and after");
    }
    const char *sep = " (";
    if (cell->reason != IDT_REASON_NONE) {
        idt_buf_add_text(line, sep);
        add_words(line, idt_reason_text(cell->reason));
        sep = ": ";
    }
    for (size_t i = 0; i < IDT_STATUS_WORDS; i++) {
        if (cell->possible[i]) {
            idt_buf_add_text(line, sep);
            add_words(line, idt_status_word_text((idt_status_word)i));
            sep = " or ";
        }
    }
    idt_buf_add_text(line, sep[1] == '(' ? "" : ")");
}

static void span_text(const idt_status_span *span, idt_buf *line, idt_buf *out)
{
    char from[IDT_DAY_BYTES];
    char to[IDT_DAY_BYTES];
    const bool open = span->from == IDT_DAY_OPEN_START;
    idt_buf_clear(line);
    span_words(span, line);
    if (!open && span->from == span->to) {
        idt_buf_add_format(out, "    %-22s  ", idt_day_text(span->from, from));
    } else {
        idt_buf_add_format(out, "    %10s..%-10s  ", open ? "" : idt_day_text(span->from, from),
                           idt_day_text(span->to, to));
    }
    idt_wrap(out, 28, idt_buf_borrow(line));
}

static void date_text(const idt_date *date, idt_buf *out)
{
    if (date->kind == IDT_DATE_ABSENT) {
        idt_buf_add_text(out, "no day");
    } else {
        idt_buf_add_str(out, date->edtf);
    }
}

/* `growth, grew to 5 times` of a quantity, else the value as it is written, in quotes. */
static void value_words(const idt_dated_line *l, idt_buf *line)
{
    const idt_told told = {.record = l->record, .statement = l->statement};
    const size_t before = line->len;
    idt_buf_add_text(line, ": ");
    if (!idt_told_measure_words(&told, line)) {
        line->len = before;
        idt_buf_add_format(line, " \"" IDT_STR_FMT "\"", IDT_STR_ARG(l->value));
    }
}

/* "2003-02-14  decided  decide ru-terrorist, refused  (facts:taliban)" */
static void dated_text(const idt_dated_line *l, idt_buf *line, idt_buf *out)
{
    idt_buf_clear(line);
    date_text(&l->date, line);
    const idt_str date = idt_buf_borrow(line);
    const size_t width = idt_text_width(date);
    idt_buf_add_text(out, "  ");
    idt_buf_add_str(out, date);
    idt_buf_add_format(out, "%*s", width < 24 ? (int)(24 - width) : 1, "");
    if (width > 24) {
        idt_buf_add_format(out, "\n%*s", 26, "");
    }
    idt_buf_clear(line);
    if (l->of.ptr != NULL) {
        idt_buf_add_format(line, IDT_STR_FMT " (" IDT_STR_FMT "): ", IDT_STR_ARG(l->of_caption),
                           IDT_STR_ARG(l->of));
    }
    idt_buf_add_str(line, l->kind);
    if (l->list.ptr != NULL) {
        idt_buf_add_format(line, " " IDT_STR_FMT, IDT_STR_ARG(l->list));
        if (!idt_str_is(l->scope, "whole")) {
            idt_buf_add_format(line, " (" IDT_STR_FMT ")", IDT_STR_ARG(l->scope));
        }
    }
    if (l->value.ptr != NULL) {
        value_words(l, line);
    }
    if (l->date_name != NULL && !idt_str_is(l->kind, l->date_name)) {
        idt_buf_add_text(line, ", ");
        add_words(line, l->date_name);
    }
    if (l->reported != NULL) {
        idt_buf_add_text(line, ", told but does not count");
    }
    idt_buf_add_format(line, " [" IDT_STR_FMT "]", IDT_STR_ARG(l->record->id));
    idt_wrap(out, 26, idt_buf_borrow(line));
}

static void version_text(const idt_version_line *v, idt_buf *line, idt_buf *out)
{
    char at[IDT_INSTANT_BYTES];
    char hex[IDT_SHA256_HEX + 1];
    idt_buf_clear(line);
    idt_buf_add_format(line, IDT_STR_FMT ": %s", IDT_STR_ARG(v->record), idt_cause_text(v->cause));
    if (v->note.len > 0) {
        idt_buf_add_format(line, " (" IDT_STR_FMT ")", IDT_STR_ARG(v->note));
    }
    if (v->published_from_us != v->recorded_from_us) {
        idt_buf_add_format(line, ", published from %s", idt_instant_text(v->published_from_us, at));
    }
    if (v->published_to_us != IDT_INSTANT_OPEN) {
        idt_buf_add_format(line, ", no longer from %s on",
                           idt_instant_text(v->published_to_us, at));
    }
    if (v->recorded_to_us != IDT_INSTANT_OPEN) {
        idt_buf_add_format(line, ", held so until %s", idt_instant_text(v->recorded_to_us, at));
    }
    idt_buf_add_format(line, ", content %.12s", idt_digest_hex(&v->content, hex));
    idt_buf_add_format(out, "  %-28s  ", idt_instant_text(v->recorded_from_us, at));
    idt_wrap(out, 32, idt_buf_borrow(line));
}

/* ---- the answer ---- */

typedef struct history {
    idt_view view;
    idt_status_question question;
    const idt_subject *subject;
    const idt_listing_line *listings;
    size_t listing_count;
    idt_day first_day;
    const idt_dated_line *lines;
    size_t line_count;
    const idt_version_line *versions;
    size_t version_count;
} history;

static void answer_text(const history *h, idt_buf *out)
{
    idt_buf line;
    const scale s = make_scale(h->first_day, h->question.as_of);
    idt_buf_init(&line, (size_t)64 << 20);
    idt_buf_add_format(out, IDT_STR_FMT " (" IDT_STR_FMT ", " IDT_STR_FMT ")\n",
                       IDT_STR_ARG(h->subject->caption), IDT_STR_ARG(h->subject->schema),
                       IDT_STR_ARG(h->subject->id));
    idt_view_words(&h->view, h->question.as_of, out);
    idt_question_words(&h->question, out);
    idt_buf_add_text(out, h->listing_count > 0 ? "\nListings\n" : "\nNo listing is on file.\n");
    for (size_t i = 0; i < h->listing_count; i++) {
        const idt_listing_line *l = &h->listings[i];
        const bool whole = idt_str_is(l->row->scope, "whole");
        idt_buf_add_format(out, "\n  " IDT_STR_FMT "%s" IDT_STR_FMT "%s\n",
                           IDT_STR_ARG(l->row->list), whole ? "" : " (",
                           whole ? 0 : (int)l->row->scope.len, l->row->scope.ptr, whole ? "" : ")");
        draw_scale(&s, out);
        draw_bar(&s, l, out);
        draw_events(&s, l->row, h->lines, h->line_count, out);
        for (size_t n = 0; n < l->span_count; n++) {
            span_text(&l->spans[n], &line, out);
        }
    }
    idt_buf_add_text(
        out, h->listing_count > 0
                 ? "\n  = in force  - suspended  : decided  . not yet or never  _ ended"
                   "  ? unknown\n  ^ event on its day  ~ its day may be (or its one end)  ! told, "
                   "does not count\n"
                 : "");
    idt_buf_add_text(out, "\nDated statements, oldest first\n");
    for (size_t i = 0; i < h->line_count; i++) {
        dated_text(&h->lines[i], &line, out);
    }
    idt_buf_add_text(out, "\nRecorded, oldest first\n");
    for (size_t i = 0; i < h->version_count; i++) {
        version_text(&h->versions[i], &line, out);
    }
    out->failed = out->failed || line.failed;
    idt_buf_release(&line);
}

/* ---- JSON ---- */

static void span_json(const idt_status_span *span, idt_json_writer *w)
{
    char text[IDT_DAY_BYTES];
    const idt_cell *cell = &span->cell;
    idt_jw_object(w, NULL);
    idt_jw_text(w, "from",
                span->from == IDT_DAY_OPEN_START ? NULL : idt_day_text(span->from, text));
    idt_jw_text(w, "to", idt_day_text(span->to, text));
    idt_jw_text(w, "status", span->spoken ? idt_status_word_text(cell->status) : NULL);
    idt_jw_text(w, "basis", span->spoken ? idt_basis_text(cell->basis) : NULL);
    idt_jw_text(w, "reason", span->spoken ? idt_reason_text(cell->reason) : NULL);
    idt_jw_array(w, "possible");
    for (size_t i = 0; i < IDT_STATUS_WORDS; i++) {
        if (cell->possible[i]) {
            idt_jw_text(w, NULL, idt_status_word_text((idt_status_word)i));
        }
    }
    idt_jw_end(w);
    idt_jw_text(w, "end_kind", idt_end_kind_text(cell->end_kind));
    idt_jw_end(w);
}

static void dated_json(const idt_dated_line *l, idt_json_writer *w)
{
    char id[IDT_STATEMENT_ID_BYTES];
    idt_jw_object(w, NULL);
    idt_date_json(w, "date", &l->date);
    idt_jw_text(w, "date_name", l->date_name);
    idt_jw_str(w, "kind", l->kind);
    idt_jw_str(w, "list", l->list);
    idt_jw_str(w, "scope", l->scope);
    idt_jw_str(w, "value", l->value);
    idt_jw_str(w, "of", l->of);
    idt_jw_str(w, "record", l->record->id);
    idt_jw_text(w, "statement", idt_statement_id(&l->record->hash, l->statement->number, id));
    idt_jw_bool(w, "counts", l->reported == NULL);
    idt_jw_end(w);
}

static void instant_json(const char *key, int64_t instant, idt_json_writer *w)
{
    char text[IDT_INSTANT_BYTES];
    idt_jw_text(w, key, instant == IDT_INSTANT_OPEN ? NULL : idt_instant_text(instant, text));
}

static void version_json(const idt_version_line *v, idt_json_writer *w)
{
    char hex[IDT_SHA256_HEX + 1];
    idt_jw_object(w, NULL);
    idt_jw_str(w, "record", v->record);
    idt_jw_text(w, "content", idt_digest_hex(&v->content, hex));
    instant_json("published_from", v->published_from_us, w);
    instant_json("published_to", v->published_to_us, w);
    instant_json("recorded_from", v->recorded_from_us, w);
    instant_json("recorded_to", v->recorded_to_us, w);
    idt_jw_text(w, "cause", idt_cause_text(v->cause));
    idt_jw_str(w, "note", v->note);
    idt_jw_end(w);
}

static void answer_json(const history *h, idt_buf *out)
{
    idt_json_writer w;
    idt_jw_init(&w, out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "schema_version", "1.0");
    idt_subject_json(h->subject, "subject", &w);
    idt_view_json(&h->view, h->question.as_of, &w);
    idt_question_json(&h->question, &w);
    idt_jw_array(&w, "listings");
    for (size_t i = 0; i < h->listing_count; i++) {
        const idt_listing_line *l = &h->listings[i];
        idt_jw_object(&w, NULL);
        idt_jw_str(&w, "list", l->row->list);
        idt_jw_str(&w, "list_name", l->row->list_name);
        idt_jw_str(&w, "jurisdiction", l->row->jurisdiction);
        idt_jw_str(&w, "scope", l->row->scope);
        idt_jw_array(&w, "spans");
        for (size_t n = 0; n < l->span_count; n++) {
            span_json(&l->spans[n], &w);
        }
        idt_jw_end(&w);
        idt_jw_end(&w);
    }
    idt_jw_end(&w);
    idt_jw_array(&w, "dated");
    for (size_t i = 0; i < h->line_count; i++) {
        dated_json(&h->lines[i], &w);
    }
    idt_jw_end(&w);
    idt_jw_array(&w, "versions");
    for (size_t i = 0; i < h->version_count; i++) {
        version_json(&h->versions[i], &w);
    }
    idt_jw_end(&w);
    idt_jw_end(&w);
    idt_buf_add_byte(out, '\n');
}

/* A record that was withdrawn has a history, though no view has it any more: by its id, called what
 * its last version calls it. */
static idt_rc find_subject(idt_invocation *inv, history *h, idt_error *err)
{
    const idt_str text = idt_str_borrow(inv->arguments[0]);
    const idt_version_line *versions = NULL;
    const idt_record *last = NULL;
    size_t count = 0;
    const idt_rc rc = idt_cli_subject(inv, &h->view, text, &h->subject, err);
    idt_subject *gone = rc == IDT_E_NOT_FOUND ? IDT_NEW(inv->arena, idt_subject) : NULL;
    idt_str *member = gone != NULL ? IDT_NEW(inv->arena, idt_str) : NULL;
    if (member == NULL) {
        return rc;
    }
    *member = text;
    *gone = (idt_subject){.id = text, .members = member, .member_count = 1};
    if (idt_timeline_versions(inv->reg, &h->view, gone, NULL, 0, inv->arena, &versions, &count,
                              NULL) != IDT_OK ||
        count == 0 ||
        idt_register_by_content(inv->reg, &versions[count - 1].content, inv->arena, &last, NULL) !=
            IDT_OK ||
        last == NULL) {
        return rc; /* as it was: there is no such subject */
    }
    gone->caption = idt_record_caption(last);
    gone->schema = last->schema;
    h->subject = gone;
    return IDT_OK;
}

static int run(idt_invocation *inv)
{
    idt_error err;
    history h = {0};
    idt_rc rc = idt_cli_open_view(inv, &h.view, &err);
    if (rc == IDT_OK) {
        rc = idt_cli_question(inv, &h.view, &h.question, &err);
    }
    if (rc == IDT_OK) {
        rc = find_subject(inv, &h, &err);
    }
    if (rc == IDT_OK) {
        rc = idt_timeline_listings(inv->reg, &h.view, h.subject, &h.question, inv->arena,
                                   &h.listings, &h.listing_count, &h.first_day, &err);
    }
    if (rc == IDT_OK) {
        rc = idt_history_lines(inv, &h.view, h.subject, &h.question, h.listings, h.listing_count,
                               &h.lines, &h.line_count, &err);
    }
    if (rc == IDT_OK) {
        rc = idt_timeline_versions(inv->reg, &h.view, h.subject, h.question.datasets,
                                   h.question.dataset_count, inv->arena, &h.versions,
                                   &h.version_count, &err);
    }
    if (rc != IDT_OK) {
        return idt_cli_fail(&err);
    }
    if (idt_cli_format_is(inv, "json")) {
        answer_json(&h, inv->out);
    } else {
        answer_text(&h, inv->out);
    }
    return IDT_EXIT_DONE;
}

static const idt_param *const PARAMS[] = {&IDT_PARAM_AS_OF,
                                          &IDT_PARAM_LIST,
                                          &IDT_PARAM_DATASET,
                                          &IDT_PARAM_PUBLISHED_BY,
                                          &IDT_PARAM_KNOWN_AT,
                                          &IDT_PARAM_OUTPUT,
                                          NULL};
static const idt_example EXAMPLES[] = {
    {"history Taliban --list ru-terrorist", IDT_EXIT_DONE,
     "one listing over all days, every event and dated statement, every version of the records"},
    {"history Taliban --as-of 2024-05-27 --format json", IDT_EXIT_DONE,
     "up to a day, for programs"},
};

const idt_command IDT_CMD_HISTORY = {
    .name = "history",
    .arguments = "SUBJECT",
    .least = 1,
    .most = 1,
    .summary = "a subject over time: what was in force, happened, was recorded",
    .description =
        "Draws the status of each listing over all days up to --as-of, with its events; where a "
        "day is not known the bar says `?` and the event `~` over the days on which it may be (of "
        "a date with one end, at that). "
        "Then every dated statement, oldest first: events, claims of state, and the incidents, "
        "contacts, figures, acts, prosecutions and offices that concern the subject. Then when "
        "each version of its records was recorded and published, and why: change (the world), "
        "correction (it was wrong), withdrawn, reader (read better), edition.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 2,
    .run = run,
};
