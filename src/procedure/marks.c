#include "procedure/marks.h"

static int add(idt_case *c, idt_chain *chain, idt_mark mark)
{
    return IDT_PUSH(c, chain->marks, chain->mark_cap, chain->mark_count, mark)
               ? (int)chain->mark_count - 1
               : -1;
}

static uint32_t rank_of(const idt_act *act, uint32_t lawful)
{
    return (act != NULL ? act->order : IDT_ORDER_NONE) * 1000 + lawful;
}

/* ---- annulments ---- */

static bool is_set_aside(const idt_chain *chain, const idt_act *annulment)
{
    for (size_t i = 0; i < chain->act_count; i++) {
        const idt_act *by = chain->acts[i];
        for (size_t t = 0; by->kind == IDT_ACT_SET_ASIDE && !by->set_apart && t < by->target_count;
             t++) {
            if (by->targets[t] == annulment) {
                return true;
            }
        }
    }
    return false;
}

bool idt_act_annulled(const idt_chain *chain, const idt_act *act, const idt_act **by)
{
    for (size_t i = 0; i < chain->act_count; i++) {
        const idt_act *annulment = chain->acts[i];
        if (annulment->kind != IDT_ACT_ANNUL || annulment->set_apart ||
            is_set_aside(chain, annulment)) {
            continue;
        }
        for (size_t t = 0; t < annulment->target_count; t++) {
            if (idt_act_primary(annulment->targets[t]) == act) {
                *by = annulment;
                return true;
            }
        }
    }
    return false;
}

/* How far an annulment reaches: as stated; kept effects mean from then on; else not known. */
static idt_reach reach_of(const idt_act *annulment)
{
    if (annulment->kept_until.kind != IDT_DATE_ABSENT &&
        !(annulment->reach_stated && annulment->reach == IDT_REACH_UNKNOWN)) {
        return IDT_REACH_NOW;
    }
    return annulment->reach_stated ? annulment->reach : IDT_REACH_UNKNOWN;
}

static void mark_annulment(idt_case *c, idt_chain *chain, const idt_act *annulment, idt_act *target)
{
    const idt_reach reach = reach_of(annulment);
    const int at = target->start_mark;
    if (reach == IDT_REACH_START || at < 0) {
        return; /* the target's own mark is void */
    }
    const bool begins = idt_act_is_start(target) || idt_act_is_renewal(target);
    idt_act *by = (idt_act *)annulment;
    idt_mark mark = {.kind = begins ? IDT_MARK_ANNUL : IDT_MARK_REVIVE,
                     .act = by,
                     .span = annulment->effect,
                     .rank = rank_of(annulment, 60),
                     .target = at,
                     .voided = reach,
                     .kept = annulment->kept_until.kind != IDT_DATE_ABSENT};
    const int annulled = add(c, chain, mark);
    if (begins && mark.kept) {
        const idt_span last = idt_span_of(&annulment->kept_until);
        (void)add(c, chain,
                  (idt_mark){.kind = IDT_MARK_KEPT_END,
                             .act = by,
                             .span = {idt_day_next(last.lo), idt_day_next(last.hi)},
                             .rank = rank_of(NULL, 65),
                             .target = annulled});
    }
}

/* ---- clocks ---- */

static void mark_term(idt_case *c, idt_chain *chain, const idt_act *act, int from, idt_span began)
{
    const idt_date *expires = &act->dates[IDT_STAGE_EXPIRES_ON];
    const idt_date *last = &act->dates[IDT_STAGE_EFFECTIVE_TO];
    idt_span due = IDT_SPAN_OPEN;
    if (expires->kind != IDT_DATE_ABSENT) {
        due = idt_span_of(expires);
    } else if (last->kind != IDT_DATE_ABSENT) {
        due = (idt_span){idt_day_next(last->earliest), idt_day_next(last->latest)};
    } else if (began.hi == IDT_DAY_OPEN_END || idt_law_term(chain->law, began, &due) == NULL) {
        return;
    }
    const idt_rule *rule;
    const bool ends = idt_law_renewable(chain->law, due.hi, &rule) == IDT_NO;
    (void)add(c, chain,
              (idt_mark){.kind = IDT_MARK_DUE,
                         .span = due,
                         .rank = rank_of(NULL, 70),
                         .target = from,
                         .clock = ends ? IDT_CLOCK_ENDS : IDT_CLOCK_DOUBT});
}

/* Was it stated that the second body did not agree? */
static bool lack_is_stated(const idt_chain *chain, const idt_act *start)
{
    for (size_t i = 0; i < chain->act_count; i++) {
        const idt_act *act = chain->acts[i];
        for (size_t t = 0; act->kind == IDT_ACT_REJECT && !act->set_apart && t < act->target_count;
             t++) {
            if (idt_act_primary(act->targets[t]) == start) {
                return true;
            }
        }
    }
    return false;
}

static const idt_act *confirmation_of(const idt_chain *chain, const idt_act *start)
{
    for (size_t i = 0; i < chain->act_count; i++) {
        const idt_act *act = chain->acts[i];
        if (act->kind != IDT_ACT_CONFIRM || act->set_apart) {
            continue;
        }
        if (act->target_count == 0) {
            return act;
        }
        for (size_t t = 0; t < act->target_count; t++) {
            if (idt_act_primary(act->targets[t]) == start) {
                return act;
            }
        }
    }
    return NULL;
}

/* The day the second body agreed; false: not on file. */
static bool confirmed_on(const idt_chain *chain, const idt_act *start, idt_span *on)
{
    if (start->dates[IDT_STAGE_CONFIRMED].kind != IDT_DATE_ABSENT) {
        *on = idt_span_of(&start->dates[IDT_STAGE_CONFIRMED]);
        return true;
    }
    const idt_act *act = confirmation_of(chain, start);
    if (act == NULL) {
        return false;
    }
    *on = act->dates[IDT_STAGE_CONFIRMED].kind != IDT_DATE_ABSENT
              ? idt_span_of(&act->dates[IDT_STAGE_CONFIRMED])
          : act->decision_known ? act->decision
                                : act->effect;
    return true;
}

/* Precedent: no force before the second body agreed. */
static void await_confirmation(const idt_chain *chain, idt_act *start)
{
    const idt_rule *rule = idt_law_confirmation(chain->law, IDT_ACT_DECIDE, start->decision);
    if (rule == NULL || rule->confirmation != IDT_CONFIRM_PRECEDENT || start->arrival) {
        return;
    }
    idt_span on;
    const bool stated = start->dates[IDT_STAGE_EFFECTIVE_FROM].kind != IDT_DATE_ABSENT;
    if (confirmed_on(chain, start, &on)) {
        if (start->presumed) {
            start->effect.lo = on.lo > start->effect.lo ? on.lo : start->effect.lo;
            start->effect.hi = on.hi > start->effect.hi ? on.hi : start->effect.hi;
        }
    } else if (stated) {
        start->unconfirmed = true;
    } else {
        start->open_confirmation = true;
        start->effect.hi = IDT_DAY_OPEN_END;
    }
}

static void mark_confirmation(idt_case *c, idt_chain *chain, const idt_act *start, int at)
{
    const idt_rule *rule = idt_law_confirmation(chain->law, IDT_ACT_DECIDE, start->decision);
    if (rule == NULL || rule->confirmation != IDT_CONFIRM_SUBSEQUENT) {
        return;
    }
    idt_span on;
    if (confirmed_on(chain, start, &on)) {
        (void)add(
            c, chain,
            (idt_mark){
                .kind = IDT_MARK_CONFIRM, .span = on, .rank = rank_of(NULL, 30), .target = at});
    }
    if (!rule->has_within) {
        return;
    }
    const idt_span from = start->decision_known ? start->decision : start->effect;
    const bool ends = lack_is_stated(chain, start) && !rule->uncountable;
    (void)add(c, chain,
              (idt_mark){.kind = IDT_MARK_CONFIRM_DUE,
                         .span = {idt_day_shift(from.lo, rule->within),
                                  idt_day_shift(from.hi, rule->within)},
                         .rank = rank_of(NULL, 70),
                         .target = at,
                         .clock = ends ? IDT_CLOCK_ENDS : IDT_CLOCK_DOUBT});
}

/* ---- acts ---- */

static void mark_start(idt_case *c, idt_chain *chain, idt_act *act, idt_reach voided)
{
    await_confirmation(chain, act);
    act->start_mark = add(c, chain,
                          (idt_mark){.kind = IDT_MARK_START,
                                     .act = act,
                                     .span = act->effect,
                                     .rank = rank_of(act, idt_act_lawful_rank(act)),
                                     .target = -1,
                                     .voided = voided,
                                     .new_spell = act->kind == IDT_ACT_RELIST});
    mark_term(c, chain, act, act->start_mark, act->effect);
    mark_confirmation(c, chain, act, act->start_mark);
}

static void mark_suspension(idt_case *c, idt_chain *chain, idt_act *act, idt_reach voided)
{
    act->start_mark = add(c, chain,
                          (idt_mark){.kind = IDT_MARK_SUSPEND,
                                     .act = act,
                                     .span = act->effect,
                                     .rank = rank_of(act, 40),
                                     .target = -1,
                                     .voided = voided});
    const idt_date *last = &act->dates[IDT_STAGE_EFFECTIVE_TO];
    const idt_date *out = &act->dates[IDT_STAGE_EXPIRES_ON];
    idt_span over = idt_span_of(out);
    if (last->kind != IDT_DATE_ABSENT) {
        over = (idt_span){idt_day_next(last->earliest), idt_day_next(last->latest)};
    } else if (out->kind == IDT_DATE_ABSENT) {
        return;
    }
    (void)add(c, chain,
              (idt_mark){.kind = IDT_MARK_RESUME_DUE,
                         .span = over,
                         .rank = rank_of(NULL, 50),
                         .target = act->start_mark});
}

static idt_end_kind end_of(const idt_act *act)
{
    switch (act->kind) {
    case IDT_ACT_LIFT:
        return IDT_END_LIFTED;
    case IDT_ACT_EXPIRE:
        return IDT_END_EXPIRED;
    case IDT_ACT_REMOVED:
        return IDT_END_REMOVED_FROM_PUBLICATION;
    case IDT_ACT_TRANSFER:
    case IDT_ACT_MERGE:
    case IDT_ACT_SPLIT:
    case IDT_ACT_CHANGE_SCOPE:
        return IDT_END_SUPERSEDED;
    default:
        return IDT_END_NONE;
    }
}

/* A lapse told without a day fell on the day the clock says. */
static idt_span lapse_span(const idt_chain *chain, const idt_act *act)
{
    if (act->kind != IDT_ACT_EXPIRE || act->effect.hi != IDT_DAY_OPEN_END) {
        return act->effect;
    }
    idt_span span = act->effect;
    for (size_t i = 0; i < chain->mark_count; i++) {
        if (chain->marks[i].kind == IDT_MARK_DUE || chain->marks[i].kind == IDT_MARK_CONFIRM_DUE) {
            span = chain->marks[i].span;
        }
    }
    return span;
}

static bool editions_only(const idt_chain *chain, const idt_act *act)
{
    bool own;
    return idt_law_publication(chain->law, act->event.record->dataset, act->effect.hi, &own) <
           IDT_PUBLICATION_AUTHORITATIVE;
}

static void mark_act(idt_case *c, idt_chain *chain, idt_act *act)
{
    const idt_act *annulment = NULL;
    const idt_reach voided =
        idt_act_annulled(chain, act, &annulment) ? reach_of(annulment) : IDT_REACH_NOW;
    if (idt_act_is_start(act)) {
        mark_start(c, chain, act, voided);
    } else if (voided == IDT_REACH_START) {
        return; /* void from the start: it never happened */
    } else if (act->kind == IDT_ACT_SUSPEND) {
        mark_suspension(c, chain, act, voided);
    } else if (act->kind == IDT_ACT_RESUME) {
        act->start_mark = add(c, chain,
                              (idt_mark){.kind = IDT_MARK_RESUME,
                                         .act = act,
                                         .span = act->effect,
                                         .rank = rank_of(act, 50),
                                         .target = -1});
    } else if (idt_act_is_renewal(act)) {
        act->start_mark = add(c, chain,
                              (idt_mark){.kind = IDT_MARK_RENEW,
                                         .act = act,
                                         .span = act->effect,
                                         .rank = rank_of(act, 30),
                                         .target = -1});
        mark_term(c, chain, act, act->start_mark, act->effect);
    }
}

static void mark_end(idt_case *c, idt_chain *chain, idt_act *act)
{
    const idt_act *annulment = NULL;
    const idt_reach voided =
        idt_act_annulled(chain, act, &annulment) ? reach_of(annulment) : IDT_REACH_NOW;
    if (act->arrival || end_of(act) == IDT_END_NONE || voided == IDT_REACH_START ||
        (act->kind == IDT_ACT_REMOVED && editions_only(chain, act))) {
        return;
    }
    act->start_mark = add(c, chain,
                          (idt_mark){.kind = IDT_MARK_END,
                                     .act = act,
                                     .span = lapse_span(chain, act),
                                     .rank = rank_of(act, 60),
                                     .target = -1,
                                     .end = end_of(act),
                                     .voided = voided});
}

static void mark_rescission(idt_case *c, idt_chain *chain, idt_act *act)
{
    int target = -1;
    for (size_t t = 0; t < act->target_count; t++) {
        target = idt_act_primary(act->targets[t])->start_mark;
    }
    for (size_t i = 0; target < 0 && act->target_count == 0 && i < chain->mark_count; i++) {
        target = chain->marks[i].kind == IDT_MARK_START ? (int)i : target;
    }
    if (target >= 0) {
        act->start_mark = add(c, chain,
                              (idt_mark){.kind = IDT_MARK_RESCIND,
                                         .act = act,
                                         .span = act->decision_known ? act->decision : act->effect,
                                         .rank = rank_of(act, 10),
                                         .target = target});
    }
}

/* ---- evidence, and starts that nobody told ---- */

static void add_evidence(idt_case *c, idt_chain *chain, const idt_state_claim *claim, idt_span span)
{
    if (span.lo == IDT_DAY_OPEN_START || span.hi == IDT_DAY_OPEN_END || span.lo > span.hi) {
        return;
    }
    (void)add(c, chain,
              (idt_mark){.kind = IDT_MARK_EVIDENCE,
                         .claim = claim,
                         .span = span,
                         .rank = rank_of(NULL, 90),
                         .target = -1,
                         .suspended = claim->state == IDT_CLAIM_SUSPENDED});
}

static void mark_evidence(idt_case *c, idt_chain *chain, const idt_state_claim *claim)
{
    if (claim->state == IDT_CLAIM_NOT_LISTED || claim->refused != 0 ||
        claim->on.kind == IDT_DATE_ABSENT) {
        return;
    }
    if (claim->on.kind != IDT_DATE_PERIOD) {
        add_evidence(c, chain, claim, claim->days);
        return;
    }
    add_evidence(c, chain, claim, (idt_span){claim->on.earliest, claim->on.start_latest});
    const idt_day end =
        claim->on.end_earliest < claim->days.hi ? claim->on.end_earliest : claim->days.hi;
    if (claim->days.hi > claim->on.start_latest) {
        add_evidence(c, chain, claim, (idt_span){end, claim->days.hi});
    }
}

static void mark_editions(idt_case *c, idt_chain *chain)
{
    for (size_t i = 0; i < chain->claim_count && c->rc == IDT_OK; i++) {
        const idt_state_claim *claim = chain->claims[i];
        if (!claim->edition || claim->refused != 0 || claim->state != IDT_CLAIM_IN_FORCE ||
            claim->on.kind == IDT_DATE_ABSENT) {
            continue;
        }
        const bool period = claim->on.kind == IDT_DATE_PERIOD;
        (void)add(c, chain,
                  (idt_mark){.kind = IDT_MARK_START,
                             .claim = claim,
                             .span = {claim->on.earliest,
                                      period ? claim->on.start_latest : claim->on.latest},
                             .rank = rank_of(NULL, 80),
                             .target = -1,
                             .told_by_editions = true});
    }
}

/* The last day up to which a source says it was never listed: a day before the act, or every day
 * before it. A source that it was not listed on one later day fits an act that ended it. */
static idt_day never_until(const idt_chain *chain, idt_day before)
{
    idt_day day = IDT_DAY_OPEN_START;
    for (size_t i = 0; i < chain->claim_count; i++) {
        const idt_state_claim *claim = chain->claims[i];
        const bool at_all = claim->days.lo == IDT_DAY_OPEN_START && claim->days.hi >= before;
        const idt_day until = at_all ? before : claim->days.hi;
        if (claim->state == IDT_CLAIM_NOT_LISTED && claim->refused == 0 && until > day &&
            until <= before) {
            day = until;
        }
    }
    return day;
}

/* An act that presupposes a listing, with no start on file: it began by the day before. */
static void mark_derived_start(idt_case *c, idt_chain *chain)
{
    const idt_mark *first = NULL;
    for (size_t i = 0; i < chain->mark_count; i++) {
        const idt_mark *m = &chain->marks[i];
        if (m->kind == IDT_MARK_START) {
            return;
        }
        const bool presupposes =
            m->kind == IDT_MARK_END || m->kind == IDT_MARK_SUSPEND || m->kind == IDT_MARK_RENEW;
        if (presupposes && (first == NULL || m->span.hi < first->span.hi)) {
            first = m;
        }
    }
    if (first == NULL) {
        return;
    }
    const idt_day never = never_until(chain, first->span.hi);
    if (never == first->span.hi) {
        return; /* never listed up to that day: there was nothing to end */
    }
    (void)add(c, chain,
              (idt_mark){.kind = IDT_MARK_START,
                         .span = {idt_day_next(never), idt_day_previous(first->span.hi)},
                         .rank = rank_of(NULL, 20),
                         .target = -1,
                         .derived = true});
}

static bool has_start(const idt_chain *chain)
{
    for (size_t i = 0; i < chain->mark_count; i++) {
        if (chain->marks[i].kind == IDT_MARK_START) {
            return true;
        }
    }
    return false;
}

void idt_chain_mark(idt_case *c, idt_chain *chain)
{
    chain->mark_count = 0;
    for (size_t i = 0; i < chain->act_count && c->rc == IDT_OK; i++) {
        if (idt_act_stands(chain->acts[i])) {
            mark_act(c, chain, chain->acts[i]);
        }
    }
    mark_editions(c, chain);
    for (size_t i = 0; i < chain->act_count && c->rc == IDT_OK; i++) {
        idt_act *act = chain->acts[i];
        if (!idt_act_stands(act)) {
            continue;
        }
        mark_end(c, chain, act);
        if (act->kind == IDT_ACT_RESCIND) {
            mark_rescission(c, chain, act);
        }
    }
    mark_derived_start(c, chain);
    for (size_t i = 0; i < chain->act_count && c->rc == IDT_OK; i++) {
        const idt_act *annulment = chain->acts[i];
        for (size_t t = 0; annulment->kind == IDT_ACT_ANNUL && !annulment->set_apart &&
                           !is_set_aside(chain, annulment) && t < annulment->target_count;
             t++) {
            mark_annulment(c, chain, annulment, idt_act_primary(annulment->targets[t]));
        }
    }
    for (size_t i = 0; has_start(chain) && i < chain->claim_count && c->rc == IDT_OK; i++) {
        mark_evidence(c, chain, chain->claims[i]);
    }
}
