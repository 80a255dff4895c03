#include "procedure/row.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "procedure/claims.h"
#include "procedure/effect.h"
#include "procedure/explain.h"
#include "procedure/marks.h"
#include "procedure/refusal.h"

/* ---- small parts ---- */

static idt_date date_of(idt_case *c, idt_span span)
{
    idt_date date = {0};
    if (c->rc == IDT_OK && !idt_span_is_empty(span)) {
        c->rc = idt_date_of_bounds(span.lo, span.hi, c->arena, &date, c->err);
    }
    return date;
}

/* Rows have few of each, so growing by copies is cheaper than a capacity in the public struct.
 * Returns the grown array; the old one where the case failed. */
static void *append(idt_case *c, const void *items, size_t *count, size_t item_bytes,
                    const void *item)
{
    char *grown = idt_case_take(c, (*count + 1) * item_bytes);
    if (grown == NULL) {
        return (void *)(uintptr_t)items;
    }
    if (*count > 0) {
        memcpy(grown, items, *count * item_bytes);
    }
    memcpy(grown + *count * item_bytes, item, item_bytes);
    (*count)++;
    return grown;
}

void idt_row_flag(idt_case *c, idt_listing_status *row, const char *flag)
{
    size_t at = 0;
    for (; at < row->flag_count; at++) {
        const int order = idt_str_compare(row->flags[at], idt_str_borrow(flag));
        if (order == 0) {
            return;
        }
        if (order > 0) {
            break;
        }
    }
    idt_str *flags = idt_case_take(c, (row->flag_count + 1) * sizeof *flags);
    if (flags == NULL) {
        return;
    }
    for (size_t i = 0; i <= row->flag_count; i++) {
        flags[i] = i < at ? row->flags[i] : i == at ? idt_str_borrow(flag) : row->flags[i - 1];
    }
    row->flags = flags;
    row->flag_count++;
}

void idt_row_note(idt_case *c, idt_listing_status *row, idt_str note)
{
    if (note.ptr != NULL) {
        row->notes = append(c, row->notes, &row->note_count, sizeof note, &note);
    }
}

static void add_reported(idt_case *c, idt_listing_status *row, idt_reported reported)
{
    row->reported = append(c, row->reported, &row->reported_count, sizeof reported, &reported);
}

idt_listing_status *idt_row_empty(idt_case *c, idt_str list, idt_str scope)
{
    const idt_law *law = idt_law_of(c, list);
    idt_listing_status *row = law != NULL ? idt_case_take(c, sizeof *row) : NULL;
    if (row == NULL) {
        return NULL;
    }
    *row = (idt_listing_status){.list = list,
                                .list_name = law->name,
                                .list_kind = law->kind,
                                .jurisdiction = law->jurisdiction,
                                .scope = scope,
                                .measures = law->measures.items,
                                .measure_count = law->measures.count,
                                .binds = law->binds.items,
                                .bind_count = law->binds.count,
                                .status = IDT_STATUS_UNKNOWN,
                                .reason = IDT_REASON_NO_SOURCE};
    if (c->request->as_of > c->request->today) {
        idt_row_flag(c, row, "projected");
    }
    return row;
}

/* ---- the status in words ---- */

typedef struct answer {
    idt_case *c;
    idt_chain *chain;
    idt_outcome outcome;
    idt_listing_status *row;
    idt_day day;
} answer;

static const idt_mark *mark_at(const answer *a, int at)
{
    return at >= 0 ? &a->chain->marks[at] : NULL;
}

static idt_span span_at(const answer *a, int at)
{
    return at >= 0 ? a->outcome.spans[at] : (idt_span){1, 0};
}

/* Is a decision on file that was made by the day at the latest, and not undone by it? */
static bool decided_by(const answer *a, idt_day day)
{
    for (size_t i = 0; i < a->chain->mark_count; i++) {
        const idt_mark *m = &a->chain->marks[i];
        if (m->kind != IDT_MARK_START || m->act == NULL || m->act->decision.hi > day ||
            m->span.hi < day) {
            continue;
        }
        bool undone = m->voided == IDT_REACH_START;
        for (size_t r = 0; r < a->chain->mark_count; r++) {
            const idt_mark *undo = &a->chain->marks[r];
            const bool undoes = undo->kind == IDT_MARK_RESCIND || undo->kind == IDT_MARK_ANNUL;
            undone = undone || (undoes && undo->target == (int)i && undo->span.hi <= day);
        }
        if (!undone) {
            return true;
        }
    }
    return false;
}

static idt_status_word word_of(const answer *a, const idt_state *state)
{
    switch (state->phase) {
    case IDT_PHASE_FORCE:
        return IDT_STATUS_IN_FORCE;
    case IDT_PHASE_SUSPENDED:
        return IDT_STATUS_SUSPENDED;
    case IDT_PHASE_ENDED:
        return IDT_STATUS_ENDED;
    default:
        return decided_by(a, a->day) ? IDT_STATUS_DECIDED : IDT_STATUS_NOT_YET;
    }
}

/* The mark whose uncertain day leaves the status open, and the reason that is. */
static idt_reason open_reason(const answer *a, bool before_possible)
{
    idt_reason reason = before_possible ? IDT_REASON_START_BETWEEN : IDT_REASON_END_BETWEEN;
    for (size_t i = 0; i < a->outcome.count; i++) {
        if (a->outcome.states[i].doubt != IDT_REASON_NONE) {
            return a->outcome.states[i].doubt;
        }
    }
    for (size_t i = 0; i < a->chain->mark_count; i++) {
        const idt_mark *m = &a->chain->marks[i];
        const idt_span s = a->outcome.spans[i];
        if (m->act == NULL || a->day < s.lo || a->day >= s.hi ||
            (m->kind == IDT_MARK_START) != before_possible) {
            continue;
        }
        if (m->act->open_confirmation) {
            return IDT_REASON_CONFIRMATION_NOT_ON_FILE;
        }
        if (m->act->differ) {
            reason = IDT_REASON_SOURCES_DIFFER;
        }
    }
    return reason;
}

static bool same_word(const answer *a)
{
    for (size_t i = 1; i < a->outcome.count; i++) {
        if (word_of(a, &a->outcome.states[i]) != word_of(a, &a->outcome.states[0])) {
            return false;
        }
    }
    return true;
}

static void set_status(answer *a)
{
    idt_listing_status *row = a->row;
    if (same_word(a) && !a->outcome.limited) {
        row->status = word_of(a, &a->outcome.states[0]);
        row->basis = IDT_BASIS_ACT;
        row->reason = IDT_REASON_NONE;
        return;
    }
    row->status = IDT_STATUS_UNKNOWN;
    bool before = false;
    for (size_t i = 0; i < a->outcome.count; i++) {
        row->possible[word_of(a, &a->outcome.states[i])] = true;
        before = before || a->outcome.states[i].phase == IDT_PHASE_BEFORE;
    }
    row->reason = open_reason(a, before);
}

/* Hull over the states of a mark's days; empty where some state has none. */
static idt_span hull(const answer *a, size_t offset)
{
    idt_span span = {1, 0};
    for (size_t i = 0; i < a->outcome.count; i++) {
        const int at = *(const int *)((const char *)&a->outcome.states[i] + offset);
        const idt_span s = span_at(a, at);
        if (at >= 0) {
            span = idt_span_is_empty(span) ? s : idt_span_hull(span, s);
        }
    }
    return span;
}

/* The first start on file that the readings still know. */
static int next_start(const answer *a)
{
    for (size_t i = 0; i < a->chain->mark_count; i++) {
        if (a->chain->marks[i].kind == IDT_MARK_START &&
            (a->outcome.misfit == NULL || !a->outcome.misfit[i])) {
            return (int)i;
        }
    }
    return -1;
}

static int listed_mark(const answer *a)
{
    for (size_t i = 0; i < a->outcome.count; i++) {
        if (a->outcome.states[i].listed >= 0) {
            return a->outcome.states[i].listed;
        }
    }
    return -1;
}

/* The end of the spell, also where it lies after the day asked about. */
static int end_mark(const answer *a)
{
    for (size_t i = 0; i < a->outcome.count; i++) {
        if (a->outcome.states[i].ended >= 0 && !a->outcome.states[i].clock_ended) {
            return a->outcome.states[i].ended;
        }
    }
    const int listed = listed_mark(a);
    int best = -1;
    for (size_t i = 0; listed >= 0 && i < a->chain->mark_count; i++) {
        const idt_mark *m = &a->chain->marks[i];
        const bool ends = m->kind == IDT_MARK_END || m->kind == IDT_MARK_KEPT_END ||
                          (m->kind == IDT_MARK_ANNUL && !m->kept) ||
                          (m->kind == IDT_MARK_DUE && m->clock == IDT_CLOCK_ENDS);
        const bool after = a->outcome.spans[i].hi > a->day;
        if (ends && after && !a->outcome.misfit[i] &&
            (best < 0 || a->outcome.spans[i].hi < a->outcome.spans[best].hi)) {
            best = (int)i;
        }
    }
    return best;
}

static void set_dates(answer *a)
{
    idt_listing_status *row = a->row;
    idt_span since = hull(a, offsetof(idt_state, since));
    idt_span listed = hull(a, offsetof(idt_state, listed));
    const bool waiting = row->status == IDT_STATUS_NOT_YET || row->status == IDT_STATUS_DECIDED;
    if (row->status == IDT_STATUS_UNKNOWN && !idt_span_is_empty(listed)) {
        since = listed; /* the bounds of the start; those of the end are `until` */
    }
    if (row->status == IDT_STATUS_DECIDED) {
        const int at = next_start(a);
        const idt_mark *m = mark_at(a, at);
        since = m != NULL && m->act != NULL ? m->act->decision : since;
    } else if (waiting) {
        since = (idt_span){1, 0};
    }
    row->since = date_of(a->c, since);
    row->listed_since = date_of(a->c, waiting ? (idt_span){1, 0} : listed);
    const int ended = end_mark(a);
    const idt_mark *end = mark_at(a, ended);
    if (!waiting && end != NULL) {
        row->until = date_of(a->c, span_at(a, ended));
    }
    if (row->status == IDT_STATUS_ENDED) {
        row->end_kind = a->outcome.states[0].end_kind;
        if (end != NULL && end->act != NULL) {
            row->ended_by = end->act->by.items;
            row->ended_by_count = end->act->by.count;
        }
        if (a->outcome.states[0].voided) {
            const idt_act *by = NULL;
            const idt_mark *start = mark_at(a, a->outcome.states[0].listed);
            if (start != NULL && start->act != NULL &&
                idt_act_annulled(a->chain, start->act, &by)) {
                row->ended_by = by->by.items;
                row->ended_by_count = by->by.count;
            }
        }
    }
}

static void set_deciders(answer *a)
{
    int at = listed_mark(a);
    at = at >= 0 ? at : next_start(a);
    const idt_mark *m = mark_at(a, at);
    if (m != NULL && m->act != NULL) {
        a->row->decided_by = m->act->by.items;
        a->row->decided_by_count = m->act->by.count;
    }
}

/* ---- flags ---- */

static bool has_happened(const answer *a, size_t mark)
{
    return a->outcome.spans != NULL && a->outcome.spans[mark].lo <= a->day &&
           !a->outcome.misfit[mark];
}

static void flag_marks(answer *a)
{
    for (size_t i = 0; i < a->chain->mark_count; i++) {
        const idt_mark *m = &a->chain->marks[i];
        const idt_act *act = m->act;
        if (act == NULL || act->set_apart || m->kind == IDT_MARK_KEPT_END || !has_happened(a, i)) {
            continue;
        }
        if (act->presumed && a->outcome.spans[i].hi <= a->day) {
            idt_row_flag(a->c, a->row, "effect_presumed");
        }
        if (act->unconfirmed) {
            idt_row_flag(a->c, a->row, "confirmation_not_on_file");
        }
        if (act->competence == IDT_UNKNOWN) {
            idt_row_flag(a->c, a->row, "competence_unverified");
        }
        if (act->procedure_unknown) {
            idt_row_flag(a->c, a->row, "procedure_unknown");
        }
        const idt_span pruned = a->outcome.spans[i];
        if (pruned.lo != m->span.lo || pruned.hi != m->span.hi) {
            idt_row_flag(a->c, a->row, "bound_derived");
        }
    }
}

static void flag_states(answer *a)
{
    bool renewal = a->outcome.count > 0;
    bool kept = renewal;
    bool voided = renewal;
    for (size_t i = 0; i < a->outcome.count; i++) {
        const idt_state *s = &a->outcome.states[i];
        const bool alive = s->phase == IDT_PHASE_FORCE || s->phase == IDT_PHASE_SUSPENDED;
        renewal = renewal && alive && (s->bridged || s->doubt == IDT_REASON_RENEWAL_NOT_ON_FILE);
        kept = kept && alive && s->kept >= 0 && s->doubt == IDT_REASON_NONE;
        voided = voided && s->voided;
    }
    if (a->row->status == IDT_STATUS_UNKNOWN) {
        return;
    }
    if (renewal) {
        idt_row_flag(a->c, a->row, "renewal_presumed");
    }
    if (kept) {
        idt_row_flag(a->c, a->row, "annulled_effects_kept");
    }
    if (voided) {
        idt_row_flag(a->c, a->row, "void_from_start");
    }
}

static void flag_relisting(answer *a)
{
    for (size_t i = 0; a->row->status == IDT_STATUS_ENDED && i < a->chain->mark_count; i++) {
        const idt_mark *m = &a->chain->marks[i];
        if (m->kind == IDT_MARK_START && m->act != NULL && m->act->decision.hi <= a->day &&
            a->outcome.spans[i].lo > a->day) {
            idt_row_flag(a->c, a->row, "relisting_pending");
        }
    }
}

/* An entry's absence from a list of no stated class. */
static void flag_publication(answer *a)
{
    for (size_t i = 0; i < a->chain->act_count; i++) {
        const idt_act *act = a->chain->acts[i];
        bool own;
        if (act->kind == IDT_ACT_REMOVED &&
            idt_law_publication(a->chain->law, act->event.record->dataset, act->effect.hi, &own) ==
                IDT_PUBLICATION_NONE) {
            idt_row_flag(a->c, a->row, "procedure_unknown");
        }
    }
}

/* ---- proposals, reports, evidence ---- */

static idt_span proposed_on(const idt_act *act)
{
    static const idt_stage told[] = {IDT_STAGE_PROPOSED, IDT_STAGE_DECIDED, IDT_STAGE_SIGNED};
    for (size_t i = 0; i < 3; i++) {
        if (act->dates[told[i]].kind != IDT_DATE_ABSENT) {
            return idt_span_of(&act->dates[told[i]]);
        }
    }
    return act->decision;
}

static bool answers(const idt_act *act, const idt_act *proposal)
{
    for (size_t t = 0; t < act->target_count; t++) {
        if (act->targets[t] == proposal) {
            return true;
        }
    }
    const bool clears = act->kind == IDT_ACT_REJECT || act->kind == IDT_ACT_WITHDRAW;
    if (clears) {
        return act->target_count == 0; /* it names none, so it answers what was pending */
    }
    const idt_act_kind aim = proposal->aims_at != IDT_ACT_NONE ? proposal->aims_at : IDT_ACT_DECIDE;
    return act->kind == aim || (aim == IDT_ACT_DECIDE && idt_act_is_start(act));
}

static bool answered(const answer *a, const idt_act *proposal)
{
    const idt_span made = proposed_on(proposal);
    for (size_t i = 0; i < a->chain->act_count; i++) {
        const idt_act *act = a->chain->acts[i];
        if (act == proposal || act->set_apart || idt_act_is_proposal(act)) {
            continue;
        }
        const idt_span when = act->decision.lo != IDT_DAY_OPEN_START ? act->decision : act->effect;
        const bool later = made.lo == IDT_DAY_OPEN_START ? when.lo >= made.hi : when.lo >= made.lo;
        bool named = false;
        for (size_t t = 0; t < act->target_count; t++) {
            named = named || act->targets[t] == proposal;
        }
        if ((named || later) && when.hi <= a->day && answers(act, proposal)) {
            return true;
        }
    }
    return false;
}

static void add_pending(answer *a)
{
    for (size_t i = 0; i < a->chain->act_count && a->c->rc == IDT_OK; i++) {
        const idt_act *act = a->chain->acts[i];
        if (!idt_act_is_proposal(act) || act->set_apart || proposed_on(act).hi > a->day ||
            answered(a, act)) {
            continue;
        }
        const idt_event *event = &act->event;
        a->row->pending =
            append(a->c, a->row->pending, &a->row->pending_count, sizeof event, &event);
        idt_row_flag(a->c, a->row, "proposal_pending");
    }
}

static void add_reports(answer *a)
{
    for (size_t i = 0; i < a->chain->act_count && a->c->rc == IDT_OK; i++) {
        const idt_act *act = a->chain->acts[i];
        if ((act->set_apart || act->refused != 0) && !act->arrival) {
            add_reported(a->c, a->row,
                         (idt_reported){.event = &act->event,
                                        .refused = act->refused,
                                        .missing = act->missing});
        }
    }
    for (size_t i = 0; i < a->chain->claim_count && a->c->rc == IDT_OK; i++) {
        const idt_state_claim *claim = a->chain->claims[i];
        if (claim->refused != 0) {
            add_reported(a->c, a->row,
                         (idt_reported){.event = &claim->event,
                                        .refused = claim->refused,
                                        .missing = claim->missing});
        }
    }
}

static const char *out_of_order(const idt_act *act)
{
    switch (act->kind) {
    case IDT_ACT_RESUME:
        return "a suspension before it: there is nothing to resume";
    case IDT_ACT_SUSPEND:
        return "a listing in force before it: there is nothing to suspend";
    case IDT_ACT_RELIST:
        return "an end before it: the listing is in force";
    case IDT_ACT_RESCIND:
        return "a decision that had no effect yet: it had";
    default:
        return idt_act_is_start(act) ? "an end before it: the listing is in force already"
                                     : "a listing before it: it was not listed then";
    }
}

static void refuse_misfits(answer *a)
{
    for (size_t i = 0; i < a->chain->mark_count; i++) {
        idt_act *act = a->chain->marks[i].act;
        if (a->outcome.misfit != NULL && a->outcome.misfit[i] && act != NULL) {
            idt_refuse(a->c, act, 7, idt_str_borrow(out_of_order(act)));
        }
    }
}

/* The latest day, not after the one asked about, for which something on file shows the status. */
static void set_evidence(answer *a)
{
    const idt_status_word status = a->row->status;
    idt_date best = {0};
    for (size_t i = 0; i < a->chain->claim_count; i++) {
        const idt_state_claim *claim = a->chain->claims[i];
        const idt_status_word says = claim->state == IDT_CLAIM_SUSPENDED    ? IDT_STATUS_SUSPENDED
                                     : claim->state == IDT_CLAIM_NOT_LISTED ? IDT_STATUS_NEVER
                                                                            : IDT_STATUS_IN_FORCE;
        const bool shows = status == IDT_STATUS_UNKNOWN ? says != IDT_STATUS_NEVER : says == status;
        if (claim->refused == 0 && shows && claim->days.lo <= a->day &&
            (best.kind == IDT_DATE_ABSENT || claim->days.hi > best.latest)) {
            best = claim->on;
            best.latest = claim->days.hi;
        }
    }
    for (size_t i = 0; i < a->chain->mark_count; i++) {
        const idt_mark *m = &a->chain->marks[i];
        const bool shows = status == IDT_STATUS_SUSPENDED
                               ? m->kind == IDT_MARK_SUSPEND
                               : m->kind == IDT_MARK_START || m->kind == IDT_MARK_RENEW ||
                                     m->kind == IDT_MARK_RESUME;
        if (m->act == NULL || !shows || !has_happened(a, i) || status == IDT_STATUS_ENDED) {
            continue;
        }
        const idt_span s = a->outcome.spans[i];
        if (best.kind == IDT_DATE_ABSENT || s.hi > best.latest) {
            best = date_of(a->c, s);
        }
    }
    a->row->last_evidence = best;
}

/* ---- attributes and the chain shown ---- */

static idt_words listing_words(idt_case *c, const idt_chain *chain, const char *name)
{
    idt_words words = {0};
    size_t cap = 0;
    for (size_t i = 0; i < c->request->count; i++) {
        const idt_record *r = c->request->records[i];
        const idt_statement *s = idt_record_first(r, "listing");
        for (; s != NULL && c->rc == IDT_OK; s = idt_record_next(r, s)) {
            const idt_str scope = idt_qualifier(s, "scope");
            const bool same = scope.ptr == NULL ? idt_str_is(chain->scope, "whole")
                                                : idt_str_equal(scope, chain->scope);
            idt_str *items;
            size_t count;
            if (!same || !idt_str_equal(s->value, chain->list)) {
                continue;
            }
            c->rc = idt_qualifier_list(s, name, c->arena, &items, &count, c->err);
            for (size_t k = 0; c->rc == IDT_OK && k < count; k++) {
                if (!idt_words_hold(&words, items[k])) {
                    (void)IDT_PUSH(c, words.items, cap, words.count, items[k]);
                }
            }
        }
    }
    return words;
}

static int by_word(const void *a, const void *b)
{
    return idt_str_compare(*(const idt_str *)a, *(const idt_str *)b);
}

static void set_attributes(answer *a)
{
    idt_words measures = listing_words(a->c, a->chain, "measures");
    idt_words binds = listing_words(a->c, a->chain, "binds");
    if (measures.count > 0) {
        qsort(measures.items, measures.count, sizeof *measures.items, by_word);
        a->row->measures = measures.items;
        a->row->measure_count = measures.count;
    }
    if (binds.count > 0) {
        qsort(binds.items, binds.count, sizeof *binds.items, by_word);
        a->row->binds = binds.items;
        a->row->bind_count = binds.count;
    }
    for (size_t i = 0; a->row->list_kind.ptr == NULL && i < a->chain->claim_count; i++) {
        a->row->list_kind = a->chain->claims[i]->list_kind;
    }
    for (size_t i = 0; a->row->list_kind.ptr == NULL && i < a->chain->act_count; i++) {
        a->row->list_kind = a->chain->acts[i]->list_kind;
    }
}

static void set_events(answer *a)
{
    const idt_chain *chain = a->chain;
    const idt_event **events =
        idt_case_take(a->c, (chain->act_count + chain->claim_count) * sizeof *events + 1);
    size_t n = 0;
    size_t claim = 0;
    for (size_t i = 0; events != NULL && i < chain->act_count; i++) {
        const idt_act *act = chain->acts[i];
        const idt_day day = act->effect.lo != IDT_DAY_OPEN_START ? act->effect.lo : act->effect.hi;
        while (claim < chain->claim_count && chain->claims[claim]->days.hi < day) {
            events[n++] = &chain->claims[claim++]->event;
        }
        events[n++] = &act->event;
    }
    while (events != NULL && claim < chain->claim_count) {
        events[n++] = &chain->claims[claim++]->event;
    }
    a->row->events = events;
    a->row->event_count = n;
}

static int by_claim_day(const void *a, const void *b)
{
    const idt_state_claim *x = *(idt_state_claim *const *)a;
    const idt_state_claim *y = *(idt_state_claim *const *)b;
    if (x->days.hi != y->days.hi) {
        return x->days.hi < y->days.hi ? -1 : 1;
    }
    return idt_str_compare(x->event.id, y->event.id);
}

/* ---- rows ---- */

static bool known_by_acts(const idt_chain *chain)
{
    for (size_t i = 0; i < chain->mark_count; i++) {
        if (chain->marks[i].kind == IDT_MARK_START) {
            return true;
        }
    }
    return false;
}

static bool only_proposals(const answer *a)
{
    bool proposals = false;
    for (size_t i = 0; i < a->chain->act_count; i++) {
        const idt_act *act = a->chain->acts[i];
        const bool listing = act->aims_at == IDT_ACT_NONE || act->aims_at == IDT_ACT_DECIDE ||
                             act->aims_at == IDT_ACT_RELIST;
        proposals = proposals || (idt_act_is_proposal(act) && listing && !act->set_apart);
    }
    return proposals && a->chain->claim_count == 0;
}

static bool only_refused_starts(const answer *a)
{
    for (size_t i = 0; i < a->chain->act_count; i++) {
        if (idt_act_is_start(a->chain->acts[i]) && a->chain->acts[i]->set_apart) {
            return a->chain->claim_count == 0;
        }
    }
    return false;
}

static void answer_by_acts(answer *a)
{
    idt_readings_fold(a->c, a->chain->marks, a->chain->mark_count, a->day, &a->outcome);
    if (a->c->rc != IDT_OK || a->outcome.count == 0) {
        return;
    }
    refuse_misfits(a);
    set_status(a);
    set_dates(a);
    set_deciders(a);
    flag_marks(a);
    flag_states(a);
    flag_relisting(a);
    idt_span start = span_at(a, next_start(a));
    idt_span since = hull(a, offsetof(idt_state, since));
    idt_claims_contradict(a->chain, a->day, since, start, a->row);
}

/* Acts that presuppose a listing, where none can have been. */
static void refuse_groundless(answer *a)
{
    for (size_t i = 0; i < a->chain->mark_count; i++) {
        idt_act *act = a->chain->marks[i].act;
        if (act != NULL && !act->set_apart) {
            idt_refuse(a->c, act, 7, idt_str_borrow(out_of_order(act)));
        }
    }
}

static void answer_without_acts(answer *a)
{
    refuse_groundless(a);
    if (only_proposals(a)) {
        a->row->status = IDT_STATUS_NOT_YET;
        a->row->basis = IDT_BASIS_ACT;
        a->row->reason = IDT_REASON_NONE;
        return;
    }
    a->row->reason = IDT_REASON_NONE;
    idt_claims_status(a->chain, a->day, a->row);
    if (only_refused_starts(a)) {
        idt_row_note(a->c, a->row,
                     IDT_STR("An act of listing is told, but it does not count; see reported."));
    }
}

idt_listing_status *idt_row_of_chain(idt_case *c, idt_chain *chain)
{
    idt_listing_status *row = idt_row_empty(c, chain->list, chain->scope);
    if (row == NULL) {
        return NULL;
    }
    answer a = {.c = c, .chain = chain, .row = row, .day = c->request->as_of};
    if (chain->claim_count > 1) {
        qsort(chain->claims, chain->claim_count, sizeof *chain->claims, by_claim_day);
    }
    idt_chain_mark(c, chain);
    if (known_by_acts(chain)) {
        answer_by_acts(&a);
    } else {
        answer_without_acts(&a);
    }
    flag_publication(&a);
    set_attributes(&a);
    set_events(&a);
    add_pending(&a);
    add_reports(&a);
    if (a.outcome.count > 0 || row->basis == IDT_BASIS_CLAIM ||
        row->reason == IDT_REASON_CLAIM_ONLY || row->basis == IDT_BASIS_BETWEEN_CLAIMS) {
        set_evidence(&a);
    }
    idt_explain_chain(c, chain, &a.outcome, row);
    return c->rc == IDT_OK ? row : NULL;
}
