#include "claims/conflict_find.h"

/* ---- one post, two holders ---- */

/* The day on which one goes and the other comes is no conflict. */
static bool hand_over(const idt_date *a, const idt_date *b)
{
    return a->kind == IDT_DATE_PERIOD && b->kind == IDT_DATE_PERIOD &&
           (a->latest == b->earliest || b->latest == a->earliest);
}

idt_rc idt_find_two_holders(idt_finder *f, size_t from, size_t to, idt_error *err)
{
    for (size_t i = from; i < to; i++) {
        for (size_t j = i + 1; idt_claim_states(&f->claims[i], "holder") && j < to; j++) {
            const idt_claim *a = &f->claims[i];
            const idt_claim *b = &f->claims[j];
            if (!idt_claim_states(b, "holder") ||
                idt_str_equal(a->told.statement->value, b->told.statement->value) ||
                idt_days_overlap(&a->told.on, &b->told.on) != IDT_YES ||
                hand_over(&a->told.on, &b->told.on)) {
                continue;
            }
            idt_conflict *c =
                idt_finder_pair(f, "Two names for the holder of one post on one day.", a, b);
            if (c == NULL) {
                return idt_arena_fail(f->arena, err);
            }
            idt_conflict_note(c, "Two spellings of one person's name would look the same.");
        }
    }
    return IDT_OK;
}

/* ---- recognition ---- */

idt_rc idt_find_recognition(idt_finder *f, size_t from, size_t to, idt_error *err)
{
    const idt_str about = f->claims[from].about;
    (void)to;
    for (size_t i = 0; i < f->recognition_count; i++) {
        const idt_recognition *negative = &f->recognitions[i];
        for (size_t j = 0; negative->negative && j < f->recognition_count; j++) {
            const idt_recognition *positive = &f->recognitions[j];
            if (!idt_str_equal(negative->claim->about, about) ||
                !idt_recognition_denies(negative, positive) || positive->ended_by == negative ||
                idt_days_overlap(&negative->days, &positive->days) != IDT_YES) {
                continue;
            }
            idt_conflict *c =
                idt_finder_pair(f, "No recognition, and a recognition in effect on the same day.",
                                negative->claim, positive->claim);
            if (c == NULL) {
                return idt_arena_fail(f->arena, err);
            }
        }
    }
    return IDT_OK;
}

/* ---- "the last ..." ---- */

static bool is_last(const idt_claim *c)
{
    static const char *const openings[] = {"last", "latest", "most recent"};
    const idt_str rank = idt_qualifier(c->told.statement, "rank");
    for (size_t i = 0; i < 3; i++) {
        const size_t len = strlen(openings[i]);
        if (rank.ptr != NULL && idt_str_starts(rank, openings[i]) &&
            (rank.len == len || rank.ptr[len] == ' ')) {
            return idt_str_is(idt_qualifier(c->told.statement, "kind"), "superlative");
        }
    }
    return false;
}

typedef struct last {
    const idt_claim *claim;
    idt_str *concerned; /* records the claim is about too, the incident among them */
    size_t concerned_count;
    const idt_claim *told; /* the day of the incident it puts last; NULL: only its own words */
    idt_date day;
    idt_date said; /* when it was said; may be absent */
} last;

/* How finely a date is known; an open bound is no bound at all. */
static int64_t width(const idt_date *d)
{
    return (int64_t)d->latest - (int64_t)d->earliest;
}

/* The finest date told of an incident, by any dataset: claims [from, to) are about it. */
static const idt_claim *incident_day(const idt_finder *f, size_t from, size_t to, idt_date *out)
{
    const idt_claim *finest = NULL;
    for (size_t i = from; i < to; i++) {
        idt_date date;
        if (strcmp(f->claims[i].kind->name, "incident") == 0 &&
            idt_claim_states(&f->claims[i], "date") &&
            idt_date_parse(f->claims[i].told.statement->value, &date, NULL) == IDT_OK &&
            (finest == NULL || width(&date) < width(out))) {
            *out = date;
            finest = &f->claims[i];
        }
    }
    return finest;
}

/* The incident put last is the one the claim concerns, or stands on; without one, the day it is
 * about. */
static idt_rc read_last(idt_finder *f, const idt_claim *claim, last *out, idt_error *err)
{
    size_t from, to;
    const idt_str said = idt_qualifier(claim->told.statement, "asserted_on");
    *out = (last){.claim = claim};
    idt_rc rc = idt_qualifier_list(claim->told.statement, "concerns", f->arena, &out->concerned,
                                   &out->concerned_count, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (said.ptr != NULL) {
        rc = idt_date_parse(said, &out->said, err);
    }
    for (size_t i = 0; i <= out->concerned_count && out->day.kind == IDT_DATE_ABSENT; i++) {
        idt_claims_about(f->claims, f->count,
                         i < out->concerned_count ? out->concerned[i] : claim->about, &from, &to);
        out->told = incident_day(f, from, to, &out->day);
    }
    if (out->day.kind == IDT_DATE_ABSENT) {
        out->day = claim->told.on;
    } else if (out->said.kind == IDT_DATE_ABSENT && claim->told.on.kind != IDT_DATE_ABSENT &&
               claim->told.on.earliest > out->day.latest) {
        out->said = claim->told.on;
    }
    return rc;
}

/* Is a record id the subject of the superlative: of its cluster, as far as its claims show, or one
 * the claim or its incident concerns? */
static bool is_subject(const idt_finder *f, const last *l, idt_str id)
{
    size_t from, to;
    idt_claims_about(f->claims, f->count, l->claim->about, &from, &to);
    bool is = idt_str_equal(id, l->claim->about);
    for (size_t i = from; i < to && !is; i++) {
        const idt_claim *c = &f->claims[i];
        is = idt_str_equal(c->told.record->about, id) ||
             (idt_claim_states(c, "concerns") && idt_str_equal(c->told.statement->value, id));
    }
    for (size_t i = 0; i < l->concerned_count && !is; i++) {
        is = idt_str_equal(l->concerned[i], id);
    }
    return is;
}

/* Does the incident of claims [from, to) concern that subject? */
static bool concerns_it(const idt_finder *f, size_t from, size_t to, const last *l)
{
    bool does = false;
    for (size_t i = from; i < to && !does; i++) {
        const idt_statement *s = f->claims[i].told.statement;
        const bool denied = idt_str_is(idt_qualifier(s, "attribution"), "denied");
        const idt_str record = idt_qualifier(s, "record");
        does = (idt_claim_states(&f->claims[i], "concerns") && is_subject(f, l, s->value)) ||
               (record.ptr != NULL && !denied && is_subject(f, l, record));
    }
    return does;
}

/* After the incident put last, and not after the superlative was said. */
static bool is_later(const last *l, const idt_date *day)
{
    return day->earliest != IDT_DAY_OPEN_START && day->earliest > l->day.latest &&
           (l->said.kind == IDT_DATE_ABSENT || day->earliest <= l->said.latest);
}

/* The later incidents, a claim of the day of each; with `c` NULL they are only counted. */
static size_t later_incidents(idt_finder *f, const last *l, idt_conflict *c)
{
    size_t count = 0;
    for (size_t from = 0; from < f->count;) {
        size_t to = from;
        idt_date day;
        while (to < f->count && idt_str_equal(f->claims[to].about, f->claims[from].about)) {
            to++;
        }
        const idt_claim *told = incident_day(f, from, to, &day);
        if (told != NULL && is_later(l, &day) && concerns_it(f, from, to, l)) {
            count++;
            if (c != NULL) {
                idt_conflict_side_add(c, told, false);
            }
        }
        from = to;
    }
    return count;
}

idt_rc idt_find_superlative(idt_finder *f, size_t from, size_t to, idt_error *err)
{
    for (size_t i = from; i < to; i++) {
        last l;
        if (!is_last(&f->claims[i])) {
            continue;
        }
        const idt_rc rc = read_last(f, &f->claims[i], &l, err);
        const bool dated = rc == IDT_OK && l.day.kind != IDT_DATE_ABSENT;
        const size_t count = dated ? later_incidents(f, &l, NULL) : 0;
        if (rc != IDT_OK || count == 0) {
            if (rc != IDT_OK) {
                return rc;
            }
            continue;
        }
        idt_conflict *c = idt_finder_add(
            f, &f->claims[i], "Said to be the last, and something later is on file.", 2 + count);
        if (c == NULL) {
            return idt_arena_fail(f->arena, err);
        }
        idt_conflict_side_add(c, &f->claims[i], false);
        (void)later_incidents(f, &l, c);
        if (l.told != NULL) {
            idt_conflict_side_add(c, l.told, true);
        }
        idt_conflict_note(c, "What the words of the rank take in is not defined: whether a later "
                             "incident counts is for the reader.");
    }
    return IDT_OK;
}
