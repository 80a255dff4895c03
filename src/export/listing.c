/* listing.c - each spell of a listing as a Sanction, and what a Sanction cannot say of it.
 *
 *   decide 1999, lift 2003, relist 2007      as of 2024
 *     -> Sanction ...-1  startDate 1999  endDate 2003   status ended
 *     -> Sanction ...-2  startDate 2007                 status in_force
 *
 * The spells are found by asking the procedure engine again, for the days the chain names before
 * the spell in hand: no status is decided here. */
#include <stdlib.h>

#include "export/job.h"
#include "statement/vocabulary.h"

static const char *const STARTS[] = {"decide", "relist", NULL};
static const char *const ENDS[] = {
    "lift", "annul", "set_aside", "expire", "rescind", "removed_from_publication", NULL};
static const char *const SUSPENSIONS[] = {"suspend", "resume", NULL};
static const char *const PROPOSALS[] = {"propose", "request", "intend", "reject", "withdraw", NULL};
static const char *const LISTED_DATES[] = {"published", "list_updated", NULL};

#define NOT_COMPETENT 1 /* the first refusal class (procedure/refusal.h) */

typedef struct spell {
    const idt_listing_status *row; /* the status in it, or at its end */
    idt_day after;                 /* the spell before was over by this day */
    idt_ftm_entity *sanction;
} spell;

typedef struct listings {
    export_job *job;
    const idt_subject *subject;
    idt_ftm_entity *entity;
    const idt_listing_status *rows; /* at as-of */
    size_t row_count;
    spell *spells;
    size_t count, cap;
} listings;

/* ---- days to ask for ---- */

typedef struct day_list {
    idt_day *items;
    size_t count, cap;
} day_list;

static void add_day(export_job *job, day_list *days, idt_day day)
{
    if (day == IDT_DAY_OPEN_START || day == IDT_DAY_OPEN_END) {
        return;
    }
    if (!IDT_GROW(job->arena, days->items, days->cap, days->count)) {
        job_full(job);
        return;
    }
    days->items[days->count++] = day;
}

/* Every bound of every date of an event. */
static void add_event_days(export_job *job, day_list *days, const idt_event *event)
{
    for (size_t i = 0; IDT_DATE_NAMES[i] != NULL; i++) {
        idt_date date;
        idt_error why;
        const idt_str edtf = idt_qualifier(event->statement, IDT_DATE_NAMES[i]);
        if (edtf.ptr != NULL && idt_date_parse(edtf, &date, &why) == IDT_OK) {
            add_day(job, days, date.earliest);
            add_day(job, days, date.latest);
        }
    }
}

static int latest_first(const void *a, const void *b)
{
    const idt_day x = *(const idt_day *)a;
    const idt_day y = *(const idt_day *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

/* ---- spells ---- */

static bool is_spell(const idt_listing_status *row)
{
    return row->status == IDT_STATUS_IN_FORCE || row->status == IDT_STATUS_SUSPENDED ||
           row->status == IDT_STATUS_ENDED || row->status == IDT_STATUS_UNKNOWN ||
           row->status == IDT_STATUS_DECIDED;
}

static void add_spell(listings *l, const idt_listing_status *row)
{
    if (!IDT_GROW(l->job->arena, l->spells, l->cap, l->count)) {
        job_full(l->job);
        return;
    }
    l->spells[l->count++] = (spell){.row = row};
}

/* The row of the same list and scope on another day; NULL where there is none. */
static const idt_listing_status *row_on(listings *l, const idt_listing_status *row, idt_day day)
{
    export_job *job = l->job;
    idt_status_question q = job->request->question;
    const idt_listing_status *rows;
    size_t count = 0;
    q.as_of = day;
    q.lists = &row->list;
    q.list_count = 1;
    q.explain = false;
    if (job_ok(job)) {
        job->rc = idt_subject_statuses(job->reg, job->view, l->subject, &q, job->arena, &rows,
                                       &count, job->err);
    }
    for (size_t i = 0; job_ok(job) && i < count; i++) {
        if (idt_str_equal(rows[i].scope, row->scope) && idt_str_equal(rows[i].list, row->list)) {
            return &rows[i];
        }
    }
    return NULL;
}

/* Is it a spell that was wholly before `before`? */
static bool is_earlier(const idt_listing_status *row, idt_day before)
{
    return row != NULL && is_spell(row) && row->status != IDT_STATUS_DECIDED &&
           row->listed_since.kind != IDT_DATE_ABSENT && row->listed_since.latest < before;
}

/* Spells before `row`, latest first: asked are the day before each spell, which shows the one
 * before it at its end, and the days of the chain from the back. */
static void add_earlier_spells(listings *l, const idt_listing_status *row)
{
    day_list days = {0};
    idt_day before = row->listed_since.kind != IDT_DATE_ABSENT ? row->listed_since.earliest
                                                               : l->job->request->question.as_of;
    for (size_t i = 0; i < row->event_count; i++) {
        add_event_days(l->job, &days, row->events[i]);
    }
    if (days.count == 0 || before == IDT_DAY_OPEN_START) {
        return;
    }
    qsort(days.items, days.count, sizeof *days.items, latest_first);
    const idt_day first = days.items[days.count - 1];
    size_t next = 0;
    for (idt_day ask = before - 1; ask >= first && job_ok(l->job);) {
        const idt_listing_status *earlier = row_on(l, row, ask);
        if (is_earlier(earlier, before)) {
            add_spell(l, earlier);
            before = earlier->listed_since.earliest;
            if (before == IDT_DAY_OPEN_START) {
                return;
            }
            ask = before - 1;
            continue;
        }
        while (next < days.count && days.items[next] >= ask) {
            next++;
        }
        if (next == days.count) {
            return;
        }
        ask = days.items[next];
    }
}

/* All spells of a list and scope, earliest first. */
static void find_spells(listings *l, const idt_listing_status *row)
{
    const size_t from = l->count;
    if (is_spell(row)) {
        add_spell(l, row);
    }
    add_earlier_spells(l, row);
    for (size_t a = from, b = l->count; a + 1 < b; a++, b--) {
        const spell kept = l->spells[a];
        l->spells[a] = l->spells[b - 1];
        l->spells[b - 1] = kept;
    }
    for (size_t i = from; i < l->count; i++) {
        const bool ended = i > from && l->spells[i - 1].row->until.kind != IDT_DATE_ABSENT;
        l->spells[i].after = ended ? l->spells[i - 1].row->until.latest : IDT_DAY_OPEN_START;
    }
}

/* ---- a Sanction ---- */

/* Where a row's computed values are from: the first event of the chain. */
static export_source *row_source(export_job *job, const idt_listing_status *row)
{
    return row->event_count > 0 ? job_source(job, row->events[0]->record) : NULL;
}

static void add_text(export_job *job, idt_ftm_entity *sanction, export_source *source,
                     const char *property, idt_str value)
{
    if (value.len > 0) {
        (void)job_add(job, sanction, source, NULL, property, value);
    }
}

/* A computed date; what is cut is lost with the chain's first statement. */
static void add_date(export_job *job, idt_ftm_entity *sanction, const idt_listing_status *row,
                     const char *property, const idt_date *date)
{
    char text[IDT_FTM_DATE_BYTES];
    const idt_ftm_cut cut = idt_ftm_date_one(date, text);
    if (date->kind == IDT_DATE_ABSENT) {
        return;
    }
    add_text(job, sanction, row_source(job, row), property, job_text(job, "%s", text));
    if (cut != IDT_FTM_WHOLE) {
        job_lose(job, IDT_LOSS_DATE, sanction, row->events[0]->record, row->events[0]->statement,
                 job_text(job, "%s=" IDT_STR_FMT " as %s", property, IDT_STR_ARG(date->edtf),
                          text[0] != '\0' ? text : "nothing"));
    }
}

static void add_authorities(export_job *job, idt_ftm_entity *sanction,
                            const idt_listing_status *row)
{
    for (size_t i = 0; i < row->decided_by_count && job_ok(job); i++) {
        const idt_body *body;
        job->rc =
            idt_register_body(job->reg, job->view, row->decided_by[i], job->arena, &body, job->err);
        if (job_ok(job)) {
            add_text(job, sanction, row_source(job, row), "authority",
                     body != NULL ? body->name : row->decided_by[i]);
        }
    }
}

/* Events between the end of the spell before and the end of this one are of this one. */
static bool in_spell(const idt_event *event, const spell *s)
{
    idt_day first_latest = IDT_DAY_OPEN_END;
    idt_day first_earliest = IDT_DAY_OPEN_END;
    static const char *const more[] = {"on", NULL};
    const char *const *const names[] = {IDT_DATE_NAMES, more};
    for (size_t n = 0; n < 2; n++) {
        for (size_t i = 0; names[n][i] != NULL; i++) {
            idt_date date;
            idt_error why;
            const idt_str edtf = idt_qualifier(event->statement, names[n][i]);
            if (edtf.ptr != NULL && idt_date_parse(edtf, &date, &why) == IDT_OK) {
                first_latest = date.latest < first_latest ? date.latest : first_latest;
                first_earliest = date.earliest < first_earliest ? date.earliest : first_earliest;
            }
        }
    }
    return first_latest > s->after &&
           (s->row->until.kind == IDT_DATE_ABSENT || first_earliest <= s->row->until.latest);
}

/* What an event of the spell adds: its page, its instrument, the day it was published. */
static void add_event(export_job *job, idt_ftm_entity *sanction, const idt_event *event)
{
    export_source *source = job_source(job, event->record);
    if (source == NULL) {
        return;
    }
    source->sanctioned = true;
    (void)export_citations(job, sanction, source, event->statement);
    if (!idt_word_in(event->kind, STARTS)) {
        return;
    }
    add_text(job, sanction, source, "recordId", idt_qualifier(event->statement, "instrument"));
    for (size_t i = 0; LISTED_DATES[i] != NULL; i++) {
        const idt_str day = idt_qualifier(event->statement, LISTED_DATES[i]);
        if (day.ptr != NULL && !idt_ftm_entity_has(sanction, "listingDate")) {
            export_date(job, sanction, source, event->statement, "listingDate", day);
        }
    }
}

/* Numbers of the entry, and the publisher's tags of the regime, of the records it stands on. */
static void add_numbers(listings *l, idt_ftm_entity *sanction, const idt_listing_status *row)
{
    export_job *job = l->job;
    for (size_t i = 0; i < job->source_count && job_ok(job); i++) {
        export_source *source = job->sources[i];
        const idt_record *r = source->record;
        bool stands = false;
        for (size_t e = 0; e < row->event_count; e++) {
            stands = stands || idt_str_equal(row->events[e]->record->id, r->id);
        }
        for (const idt_statement *s = idt_record_first(r, "authorityId"); s != NULL && stands;
             s = idt_record_next(r, s)) {
            (void)job_add(job, sanction, source, s, "authorityId", s->value);
        }
        for (const idt_statement *s = idt_record_first(r, "unscId"); s != NULL && stands;
             s = idt_record_next(r, s)) {
            (void)job_add(job, sanction, source, s, "unscId", s->value);
        }
        for (const idt_statement *s = idt_record_first(r, "listing"); s != NULL && job_ok(job);
             s = idt_record_next(r, s)) {
            idt_str *tags;
            size_t count = 0;
            if (idt_str_equal(s->value, row->list)) {
                job->rc = idt_qualifier_list(s, "programme", job->arena, &tags, &count, job->err);
            }
            for (size_t t = 0; t < count && job_ok(job); t++) {
                add_text(job, sanction, source, "program", tags[t]);
            }
        }
    }
}

static void add_country(export_job *job, idt_ftm_entity *sanction, const idt_listing_status *row)
{
    const idt_str code = idt_ftm_country(job->model, row->jurisdiction);
    add_text(job, sanction, row_source(job, row), "country", code);
    if (code.ptr == NULL && row->jurisdiction.ptr != NULL) {
        job_lose(job, IDT_LOSS_VALUE, sanction, row->events[0]->record, row->events[0]->statement,
                 job_text(job, "jurisdiction=" IDT_STR_FMT, IDT_STR_ARG(row->jurisdiction)));
    }
}

static void make_sanction(listings *l, spell *s, unsigned number)
{
    export_job *job = l->job;
    const idt_listing_status *row = s->row;
    export_source *source = row_source(job, row);
    s->sanction = job_entity(job,
                             job_text(job, IDT_STR_FMT "-sanction-" IDT_STR_FMT "-%u",
                                      IDT_STR_ARG(l->subject->id), IDT_STR_ARG(row->list), number),
                             "Sanction", row->list_name);
    if (s->sanction == NULL || source == NULL) {
        return;
    }
    add_text(job, s->sanction, source, "entity", l->subject->id);
    add_text(job, s->sanction, source, "program", row->list_name);
    add_text(job, s->sanction, source, "programId", row->list);
    add_text(job, s->sanction, source, "status", idt_str_borrow(idt_status_word_text(row->status)));
    add_country(job, s->sanction, row);
    add_authorities(job, s->sanction, row);
    for (size_t i = 0; i < row->measure_count; i++) {
        add_text(job, s->sanction, source, "provisions", row->measures[i]);
    }
    if (!idt_str_is(row->scope, "whole")) {
        add_text(job, s->sanction, source, "summary",
                 job_text(job, "Scope: " IDT_STR_FMT, IDT_STR_ARG(row->scope)));
    }
    add_date(job, s->sanction, row, "startDate", &row->listed_since);
    add_date(job, s->sanction, row, "endDate", &row->until);
    if (row->listed_since.kind == IDT_DATE_ABSENT) {
        add_date(job, s->sanction, row, "date", &row->last_evidence);
    }
    for (size_t i = 0; i < row->event_count && job_ok(job); i++) {
        if (in_spell(row->events[i], s)) {
            add_event(job, s->sanction, row->events[i]);
        }
    }
    add_numbers(l, s->sanction, row);
    job_queue(job, s->sanction);
}

static void make_sanctions(listings *l)
{
    unsigned number = 0;
    idt_str list = {0};
    for (size_t i = 0; i < l->row_count && job_ok(l->job); i++) {
        if (l->rows[i].event_count == 0) {
            continue; /* nothing on file: asked for by name only */
        }
        number = idt_str_equal(list, l->rows[i].list) ? number : 0;
        list = l->rows[i].list;
        const size_t from = l->count;
        find_spells(l, &l->rows[i]);
        for (size_t s = from; s < l->count && job_ok(l->job); s++) {
            make_sanction(l, &l->spells[s], ++number);
        }
    }
}

/* ---- topics ---- */

/* docs/export.md gives the reasons. A listing that stands gives at least one topic that
 * FollowTheMoney counts as a risk, so that its own reckoning of `target` agrees with ours. */
static const struct {
    const char *list_kind, *topic;
} TOPICS[] = {{"terrorist", "crime.terror"},   {"sanctions", "sanction"},
              {"proscription", "reg.action"},  {"exclusion", "reg.action"},
              {"financial_watch", "reg.warn"}, {"other", "poi"}};

/* Measures that FollowTheMoney's users know as sanctions. */
static const char *const SANCTIONS[] = {"asset_freeze", "travel_ban", "arms_embargo",
                                        "secondary_sanctions", NULL};

static void add_topics(listings *l, const idt_listing_status *row)
{
    export_source *source = row_source(l->job, row);
    const char *topic = "poi"; /* a kind nobody states */
    for (size_t i = 0; i < sizeof TOPICS / sizeof *TOPICS; i++) {
        topic = idt_str_is(row->list_kind, TOPICS[i].list_kind) ? TOPICS[i].topic : topic;
    }
    add_text(l->job, l->entity, source, "topics", idt_str_borrow(topic));
    for (size_t i = 0; i < row->measure_count; i++) {
        if (idt_word_in(row->measures[i], SANCTIONS)) {
            add_text(l->job, l->entity, source, "topics", IDT_STR("sanction"));
            break;
        }
    }
}

static void set_target(listings *l)
{
    for (size_t i = 0; i < l->row_count && job_ok(l->job); i++) {
        const idt_status_word status = l->rows[i].status;
        if (l->rows[i].event_count > 0 &&
            (status == IDT_STATUS_IN_FORCE || status == IDT_STATUS_SUSPENDED ||
             status == IDT_STATUS_UNKNOWN)) {
            l->entity->target = true;
            add_topics(l, &l->rows[i]);
        }
    }
}

/* ---- losses ---- */

static bool same(const idt_event *event, const idt_record *record, const idt_statement *s)
{
    return idt_str_equal(event->record->id, record->id) && event->statement->number == s->number;
}

/* An act that the register itself holds not borne out. */
static const idt_reported *reported(const listings *l, const idt_record *record,
                                    const idt_statement *s)
{
    for (size_t i = 0; i < l->row_count; i++) {
        for (size_t r = 0; r < l->rows[i].reported_count; r++) {
            if (same(l->rows[i].reported[r].event, record, s)) {
                return &l->rows[i].reported[r];
            }
        }
    }
    return NULL;
}

/* The first Sanction of the statement's list that the event belongs to; NULL where there is none.
 */
static const spell *spell_of(const listings *l, const idt_record *record, const idt_statement *s)
{
    const spell *found = NULL;
    for (size_t i = 0; i < l->count; i++) {
        const idt_listing_status *row = l->spells[i].row;
        for (size_t e = 0; e < row->event_count && found == NULL; e++) {
            found = same(row->events[e], record, s) && in_spell(row->events[e], &l->spells[i])
                        ? &l->spells[i]
                        : NULL;
        }
    }
    return found;
}

/* Is the qualifier's text one of the Sanction's dates as they are written? */
static bool date_kept(const idt_ftm_entity *sanction, idt_str edtf)
{
    return idt_ftm_entity_says(sanction, "startDate", edtf) ||
           idt_ftm_entity_says(sanction, "endDate", edtf) ||
           idt_ftm_entity_says(sanction, "listingDate", edtf);
}

/* Is every body that acted an authority of the Sanction? */
static bool bodies_kept(export_job *job, const spell *s, const idt_statement *statement)
{
    idt_str *by;
    size_t count = 0;
    bool all = true;
    job->rc = idt_qualifier_list(statement, "by", job->arena, &by, &count, job->err);
    for (size_t i = 0; i < count && job_ok(job); i++) {
        bool found = false;
        for (size_t d = 0; d < s->row->decided_by_count; d++) {
            found = found || idt_str_equal(s->row->decided_by[d], by[i]);
        }
        all = all && found;
    }
    return all;
}

/* A start or end that a Sanction carries: its other qualifiers are lost one by one. */
static void lose_around(listings *l, const spell *s, const export_source *source,
                        const idt_statement *statement, bool start)
{
    const char *carried[24] = {"list", "list_kind"};
    size_t n = 2;
    for (size_t i = 0; IDT_DATE_NAMES[i] != NULL && n < 20; i++) {
        const idt_str edtf = idt_qualifier(statement, IDT_DATE_NAMES[i]);
        if (edtf.ptr != NULL && date_kept(s->sanction, edtf)) {
            carried[n++] = IDT_DATE_NAMES[i];
        }
    }
    const idt_str instrument = idt_qualifier(statement, "instrument");
    if (instrument.ptr != NULL && idt_ftm_entity_says(s->sanction, "recordId", instrument)) {
        carried[n++] = "instrument";
    }
    if (start && bodies_kept(l->job, s, statement)) {
        carried[n++] = "by";
    }
    export_source *again = job_source(l->job, source->record);
    if (again != NULL && export_citations(l->job, s->sanction, again, statement)) {
        carried[n++] = "citation";
    }
    carried[n] = NULL;
    job_lose_qualifiers(l->job, s->sanction, source->record, statement, carried);
}

static void lose_event(listings *l, const export_source *source, const idt_statement *s)
{
    export_job *job = l->job;
    const idt_record *record = source->record;
    const idt_reported *told = reported(l, record, s);
    const spell *at = spell_of(l, record, s);
    const idt_ftm_entity *entity = at != NULL ? at->sanction : l->entity;
    const idt_str list = idt_qualifier(s, "list");
    const idt_str what =
        job_text(job, IDT_STR_FMT " on " IDT_STR_FMT, IDT_STR_ARG(s->value), IDT_STR_ARG(list));
    if (told != NULL) {
        const bool incompetent = (told->refused >> NOT_COMPETENT & 1U) != 0;
        job_lose(job, incompetent ? IDT_LOSS_COMPETENCE : IDT_LOSS_REPORTED, entity, record, s,
                 told->missing.ptr == NULL
                     ? what
                     : job_text(job, IDT_STR_FMT "; not on file: " IDT_STR_FMT, IDT_STR_ARG(what),
                                IDT_STR_ARG(told->missing)));
    } else if (idt_word_in(s->value, PROPOSALS)) {
        job_lose(job, IDT_LOSS_PROPOSAL, entity, record, s, what);
    } else if (idt_str_is(s->value, "report")) {
        job_lose(job, IDT_LOSS_REPORTED, entity, record, s, what);
    } else if (idt_word_in(s->value, SUSPENSIONS)) {
        job_lose(job, IDT_LOSS_SUSPENSION, entity, record, s, what);
    } else if (idt_word_in(s->value, STARTS) && at != NULL) {
        lose_around(l, at, source, s, true);
    } else if (idt_word_in(s->value, STARTS)) {
        job_lose(job, IDT_LOSS_REFUSED, entity, record, s, what);
    } else if (idt_word_in(s->value, ENDS) && at != NULL) {
        job_lose(job, IDT_LOSS_END, entity, record, s, what);
        lose_around(l, at, source, s, false);
    } else {
        job_lose(job, IDT_LOSS_STEP, entity, record, s, what);
    }
}

static void lose_listing(listings *l, const export_source *source, const idt_statement *s)
{
    static const char *const carried[] = {"measures", "programme", NULL};
    const idt_ftm_entity *entity = NULL;
    for (size_t i = 0; i < l->count; i++) {
        entity = idt_str_equal(l->spells[i].row->list, s->value) ? l->spells[i].sanction : entity;
    }
    if (entity == NULL) {
        job_lose(l->job, IDT_LOSS_REFUSED, l->entity, source->record, s, s->value);
        return;
    }
    job_lose_qualifiers(l->job, entity, source->record, s, carried);
}

static void lose_statement(listings *l, const export_source *source, const idt_statement *s)
{
    if (idt_str_is(s->property, "event")) {
        lose_event(l, source, s);
    } else if (idt_str_is(s->property, "listing")) {
        lose_listing(l, source, s);
    } else if (idt_str_is(s->property, "listed")) {
        const spell *at = spell_of(l, source->record, s);
        job_lose(l->job, IDT_LOSS_CLAIM_OF_STATE, at != NULL ? at->sanction : l->entity,
                 source->record, s,
                 job_text(l->job, IDT_STR_FMT " on " IDT_STR_FMT, IDT_STR_ARG(s->value),
                          IDT_STR_ARG(idt_qualifier(s, "list"))));
    } else if (idt_str_is(s->property, "authorityId") || idt_str_is(s->property, "unscId")) {
        if (source->sanctioned) {
            job_lose_qualifiers(l->job, l->entity, source->record, s, NULL);
        } else {
            job_lose(l->job, IDT_LOSS_PROPERTY, l->entity, source->record, s, s->value);
        }
    }
}

/* What the computed status says and no statement does. */
static void lose_status(listings *l, const idt_listing_status *row)
{
    const idt_record *record = row->events[0]->record;
    const idt_statement *s = row->events[0]->statement;
    if (row->status == IDT_STATUS_UNKNOWN) {
        job_lose(l->job, IDT_LOSS_UNKNOWN_REASON, l->entity, record, s,
                 job_text(l->job, IDT_STR_FMT ": %s", IDT_STR_ARG(row->list),
                          idt_reason_text(row->reason)));
    }
    for (size_t i = 0; i < row->flag_count; i++) {
        if (idt_str_is(row->flags[i], "competence_unverified")) {
            job_lose(l->job, IDT_LOSS_COMPETENCE, l->entity, record, s,
                     job_text(l->job, IDT_STR_FMT ": " IDT_STR_FMT, IDT_STR_ARG(row->list),
                              IDT_STR_ARG(row->flags[i])));
        }
    }
    if (row->bind_count > 0 && is_spell(row)) {
        job_lose(l->job, IDT_LOSS_BINDS, l->entity, record, s, row->list);
    }
    if (!idt_str_is(row->scope, "whole")) {
        job_lose(l->job, IDT_LOSS_SCOPE, l->entity, record, s, row->scope);
    }
}

void export_listings(export_job *job, const idt_subject *subject, idt_ftm_entity *entity)
{
    listings l = {.job = job, .subject = subject, .entity = entity};
    const size_t own = job->source_count; /* sources read later are of other parties' records */
    job->rc = idt_subject_statuses(job->reg, job->view, subject, &job->request->question,
                                   job->arena, &l.rows, &l.row_count, job->err);
    if (job_ok(job)) {
        set_target(&l);
        make_sanctions(&l);
    }
    for (size_t i = 0; i < own && job_ok(job); i++) {
        export_source *source = job->sources[i];
        for (size_t s = 0; s < source->record->count && job_ok(job); s++) {
            lose_statement(&l, source, &source->record->statements[s]);
        }
    }
    for (size_t i = 0; i < l.row_count && job_ok(job); i++) {
        if (l.rows[i].event_count > 0) {
            lose_status(&l, &l.rows[i]);
        }
    }
}
