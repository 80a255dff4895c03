#include "claims/recognition.h"

const char *idt_standing_text(idt_standing standing)
{
    static const char *const words[] = {
        "says_nothing_before", "held", "not_known_to_have_changed", "ended", "disputed", "unknown"};
    return words[standing];
}

/* ---- reading ---- */

/* The first day it may have begun, and the last. */
static idt_day start_earliest(const idt_recognition *r)
{
    return r->claim->told.on.earliest;
}

static idt_day start_latest(const idt_recognition *r)
{
    const idt_date *on = &r->claim->told.on;
    return on->kind == IDT_DATE_PERIOD ? on->start_latest : on->latest;
}

/* I4: an open end is cut at the day it was said. */
static idt_rc reach(idt_recognition *r, idt_error *err)
{
    const idt_statement *s = r->claim->told.statement;
    r->days = r->claim->told.on;
    if (r->days.kind != IDT_DATE_PERIOD || r->days.latest != IDT_DAY_OPEN_END) {
        return IDT_OK;
    }
    idt_date said = {.kind = IDT_DATE_ABSENT};
    const idt_str text = idt_qualifier(s, "asserted_on");
    const idt_rc rc = text.ptr == NULL ? IDT_OK : idt_date_parse(text, &said, err);
    const bool known = said.kind != IDT_DATE_ABSENT && said.latest != IDT_DAY_OPEN_END &&
                       said.earliest > r->days.start_latest;
    r->days.end_earliest = known ? said.earliest : r->days.start_latest;
    r->days.latest = known ? said.latest : r->days.start_latest;
    return rc;
}

static idt_rc read_one(const idt_claim *claim, idt_arena *arena, idt_recognition *r, idt_error *err)
{
    const idt_statement *s = claim->told.statement;
    idt_str *texts;
    *r = (idt_recognition){.claim = claim, .negative = !idt_str_is(s->value, "recognised")};
    idt_rc rc = idt_qualifier_list(s, "states", arena, &texts, &r->state_count, err);
    r->states = texts;
    if (rc == IDT_OK) {
        rc = idt_qualifier_list(s, "class", arena, &texts, &r->class_count, err);
        r->classes = texts;
    }
    for (size_t i = 0; rc == IDT_OK && i < r->state_count; i++) {
        r->universal = r->universal || idt_str_starts(r->states[i], "all:");
    }
    if (rc == IDT_OK) {
        rc = reach(r, err);
    }
    r->last_evidence = r->days.kind == IDT_DATE_ABSENT ? IDT_DAY_OPEN_START : r->days.latest;
    return rc;
}

/* ---- who answers whom ---- */

static bool has_text(const idt_str *items, size_t count, idt_str text)
{
    for (size_t i = 0; i < count; i++) {
        if (idt_str_equal(items[i], text)) {
            return true;
        }
    }
    return false;
}

static bool share_a_state(const idt_recognition *a, const idt_recognition *b)
{
    for (size_t i = 0; i < a->state_count; i++) {
        if (has_text(b->states, b->state_count, a->states[i])) {
            return true;
        }
    }
    return false;
}

bool idt_recognition_denies(const idt_recognition *negative, const idt_recognition *positive)
{
    if (!negative->negative || positive->negative ||
        !idt_str_equal(negative->claim->about, positive->claim->about)) {
        return false;
    }
    bool denies = share_a_state(negative, positive);
    for (size_t i = 0; i < negative->state_count && !denies; i++) {
        const idt_str s = negative->states[i];
        denies = idt_str_starts(s, "all:") &&
                 has_text(positive->classes, positive->class_count, idt_str_slice(s, 4, s.len));
    }
    return denies;
}

/* Does `later` end `r`, if its day is late enough? */
static bool answers(const idt_recognition *later, const idt_recognition *r)
{
    return r->negative
               ? idt_recognition_denies(r, later)
               : later->negative && !later->universal &&
                     idt_str_equal(later->claim->about, r->claim->about) && share_a_state(later, r);
}

/* A positive begins after a negative ends or within its days, never certainly before; a negative
 * that ends a positive begins after the positive began. */
static bool late_enough(const idt_recognition *later, const idt_recognition *r)
{
    if (later->claim->told.on.kind == IDT_DATE_ABSENT ||
        r->claim->told.on.kind == IDT_DATE_ABSENT) {
        return false;
    }
    return r->negative ? start_latest(later) >= start_earliest(r)
                       : start_earliest(later) > start_latest(r);
}

static void find_end(idt_recognition *r, const idt_recognition *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const idt_recognition *other = &all[i];
        if (other != r && answers(other, r) && late_enough(other, r) &&
            (r->ended_by == NULL || start_earliest(other) < start_earliest(r->ended_by))) {
            r->ended_by = other;
        }
    }
}

static idt_day day_before(idt_day day)
{
    return day == IDT_DAY_OPEN_START || day == IDT_DAY_OPEN_END ? day : day - 1;
}

/* I2: a recognition is in effect until its own end, else until what ended it. */
static void stretch(idt_recognition *r)
{
    const idt_date *on = &r->claim->told.on;
    const bool closed = on->kind == IDT_DATE_PERIOD && on->latest != IDT_DAY_OPEN_END;
    if (r->negative || on->kind == IDT_DATE_ABSENT || closed) {
        return;
    }
    const idt_recognition *end = r->ended_by;
    r->days = *on;
    r->days.kind = IDT_DATE_PERIOD;
    r->days.start_latest = start_latest(r);
    r->days.end_earliest = end != NULL ? day_before(start_earliest(end)) : IDT_DAY_OPEN_END;
    r->days.latest = end != NULL ? day_before(start_latest(end)) : IDT_DAY_OPEN_END;
}

/* ---- on a day ---- */

static idt_standing standing_on(const idt_recognition *r, idt_day day)
{
    const idt_date *on = &r->claim->told.on;
    if (on->kind == IDT_DATE_ABSENT) {
        return IDT_STANDING_UNKNOWN;
    }
    if (day < on->earliest) {
        return IDT_STANDING_BEFORE;
    }
    const bool told = day <= r->last_evidence && idt_date_covers(on, day) == IDT_YES;
    if (r->ended_by != NULL && day >= start_latest(r->ended_by)) {
        return told ? IDT_STANDING_DISPUTED : IDT_STANDING_ENDED;
    }
    if (r->ended_by != NULL && day >= start_earliest(r->ended_by)) {
        return IDT_STANDING_UNKNOWN;
    }
    if (told) {
        return IDT_STANDING_HELD;
    }
    if (day < start_latest(r)) {
        return IDT_STANDING_UNKNOWN;
    }
    /* Its own end, where it states one, ends a recognition; of a negative it is the last evidence.
     */
    const bool closed = on->kind == IDT_DATE_PERIOD && on->latest != IDT_DAY_OPEN_END;
    if (!r->negative && closed) {
        return day > on->latest ? IDT_STANDING_ENDED : IDT_STANDING_UNKNOWN;
    }
    return day > r->last_evidence ? IDT_STANDING_PRESUMED : IDT_STANDING_UNKNOWN;
}

idt_rc idt_recognitions_read(const idt_claim *claims, size_t count, idt_day as_of, idt_arena *arena,
                             const idt_recognition **out, size_t *out_count, idt_error *err)
{
    size_t wanted = 0;
    *out_count = 0;
    for (size_t i = 0; i < count; i++) {
        wanted += idt_str_is(claims[i].told.statement->property, "recognition") ? 1 : 0;
    }
    idt_recognition *items = IDT_NEW_N(arena, idt_recognition, wanted + 1);
    if (items == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (size_t i = 0; i < count; i++) {
        if (idt_str_is(claims[i].told.statement->property, "recognition")) {
            const idt_rc rc = read_one(&claims[i], arena, &items[(*out_count)++], err);
            if (rc != IDT_OK) {
                return rc;
            }
        }
    }
    for (size_t i = 0; i < *out_count; i++) {
        find_end(&items[i], items, *out_count);
    }
    for (size_t i = 0; i < *out_count; i++) {
        stretch(&items[i]);
        items[i].standing = standing_on(&items[i], as_of);
    }
    *out = items;
    return IDT_OK;
}

const idt_recognition *idt_recognition_of(const idt_recognition *items, size_t count,
                                          const idt_claim *claim)
{
    for (size_t i = 0; i < count; i++) {
        if (items[i].claim == claim) {
            return &items[i];
        }
    }
    return NULL;
}

/* ---- words ---- */

static void end_words(const idt_recognition *r, idt_buf *out)
{
    const idt_told *by = &r->ended_by->claim->told;
    idt_buf_add_format(out, "; ended by " IDT_STR_FMT " (%s by ", IDT_STR_ARG(by->record->id),
                       r->ended_by->negative ? "no longer recognised" : "recognised");
    for (size_t i = 0; i < r->ended_by->state_count; i++) {
        idt_buf_add_format(out, "%s" IDT_STR_FMT, i > 0 ? ", " : "",
                           IDT_STR_ARG(r->ended_by->states[i]));
    }
    idt_buf_add_format(out, ") from " IDT_STR_FMT, IDT_STR_ARG(by->on.edtf));
}

void idt_recognition_words(const idt_recognition *r, idt_day as_of, idt_buf *out)
{
    char day[IDT_DAY_BYTES];
    char last[IDT_DAY_BYTES];
    const idt_date *on = &r->claim->told.on;
    if (on->kind == IDT_DATE_ABSENT) {
        idt_buf_add_text(out, "not said of which day");
        return;
    }
    idt_buf_add_format(out, "%s" IDT_STR_FMT, r->negative ? "held on " : "in effect ",
                       IDT_STR_ARG(on->edtf));
    if (r->ended_by != NULL) {
        end_words(r, out);
    }
    idt_buf_add_format(out, "; as of %s: ", idt_day_text(as_of, day));
    (void)idt_day_text(r->last_evidence, last);
    switch (r->standing) {
    case IDT_STANDING_BEFORE:
        idt_buf_add_text(out, "it says nothing of a day before");
        break;
    case IDT_STANDING_HELD:
        idt_buf_add_text(out, "held");
        break;
    case IDT_STANDING_PRESUMED:
        idt_buf_add_format(out, "not known to have changed, last evidence %s", last);
        break;
    case IDT_STANDING_ENDED:
        idt_buf_add_text(out, "ended, and true before all the same");
        break;
    case IDT_STANDING_DISPUTED:
        idt_buf_add_text(out, "disputed: it is about that day, and ended by another word by then");
        break;
    case IDT_STANDING_UNKNOWN:
        idt_buf_add_text(out, "not known, the dates do not decide");
        break;
    }
}
