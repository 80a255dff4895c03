#include "procedure/chain.h"

#include <stdlib.h>
#include <string.h>

#include "procedure/effect.h"
#include "procedure/refusal.h"

bool idt_act_is_start(const idt_act *act)
{
    return act->arrival || act->kind == IDT_ACT_DECIDE || act->kind == IDT_ACT_TAKE_EFFECT ||
           act->kind == IDT_ACT_RELIST;
}

bool idt_act_is_proposal(const idt_act *act)
{
    return act->kind == IDT_ACT_PROPOSE || act->kind == IDT_ACT_REQUEST ||
           act->kind == IDT_ACT_INTEND;
}

bool idt_act_is_renewal(const idt_act *act)
{
    return act->kind == IDT_ACT_RENEW || act->kind == IDT_ACT_REVIEW_KEEP ||
           act->kind == IDT_ACT_RELIST_SAME;
}

bool idt_act_stands(const idt_act *act)
{
    return !act->set_apart && act->same_as == NULL;
}

idt_act *idt_act_primary(idt_act *act)
{
    while (act->same_as != NULL) {
        act = act->same_as;
    }
    return act;
}

/* The lawful order of one day: undo what has no effect yet, begin, carry on, agree, suspend,
 * resume, end, begin again. */
uint32_t idt_act_lawful_rank(const idt_act *act)
{
    if (act->arrival) {
        return 20;
    }
    switch (act->kind) {
    case IDT_ACT_RESCIND:
        return 10;
    case IDT_ACT_DECIDE:
    case IDT_ACT_TAKE_EFFECT:
        return 20;
    case IDT_ACT_RENEW:
    case IDT_ACT_REVIEW_KEEP:
    case IDT_ACT_RELIST_SAME:
    case IDT_ACT_CONFIRM:
        return 30;
    case IDT_ACT_SUSPEND:
        return 40;
    case IDT_ACT_RESUME:
        return 50;
    case IDT_ACT_RELIST:
        return 80;
    default:
        return 60;
    }
}

/* ---- grouping ---- */

idt_chain *idt_chain_find(const idt_chains *chains, idt_str list, idt_str scope)
{
    for (size_t i = 0; i < chains->count; i++) {
        if (idt_str_equal(chains->items[i]->list, list) &&
            idt_str_equal(chains->items[i]->scope, scope)) {
            return chains->items[i];
        }
    }
    return NULL;
}

static idt_chain *chain_of(idt_case *c, idt_chains *chains, idt_str list, idt_str scope)
{
    idt_chain *chain = idt_chain_find(chains, list, scope);
    if (chain != NULL) {
        return chain;
    }
    chain = idt_case_take(c, sizeof *chain);
    if (chain == NULL) {
        return NULL;
    }
    chain->list = list;
    chain->scope = scope;
    chain->law = idt_law_of(c, list);
    return chain->law != NULL && IDT_PUSH(c, chains->items, chains->cap, chains->count, chain)
               ? chain
               : NULL;
}

static void add_act(idt_case *c, idt_chain *chain, idt_act *act)
{
    if (chain != NULL) {
        (void)IDT_PUSH(c, chain->acts, chain->act_cap, chain->act_count, act);
    }
}

/* ---- what an act answers ---- */

static bool is_named(const idt_act *act, const idt_act *by, idt_str ref)
{
    const idt_str id = act->event.id;
    if (idt_str_find(ref, '#') < ref.len) {
        return idt_str_equal(id, ref);
    }
    const idt_str home = by->event.record->id;
    return id.len == home.len + 1 + ref.len && memcmp(id.ptr, home.ptr, home.len) == 0 &&
           id.ptr[home.len] == '#' && memcmp(id.ptr + home.len + 1, ref.ptr, ref.len) == 0;
}

static idt_act *find_named(idt_act **acts, size_t count, const idt_act *by, idt_str ref)
{
    for (size_t i = 0; i < count; i++) {
        if (is_named(acts[i], by, ref)) {
            return acts[i];
        }
    }
    for (size_t i = 0; i < count;
         i++) { /* an event of another record of this subject, by its bare id */
        const idt_str id = acts[i]->event.id;
        const size_t mark = idt_str_find(id, '#');
        if (mark < id.len && idt_str_equal(idt_str_slice(id, mark + 1, id.len), ref)) {
            return acts[i];
        }
    }
    return NULL;
}

static void refuse_foreign_target(idt_case *c, idt_act *act, idt_str ref)
{
    const bool ends =
        act->kind == IDT_ACT_LIFT || act->kind == IDT_ACT_EXPIRE || act->kind == IDT_ACT_SUSPEND;
    if (ends && idt_str_find(ref, '#') < ref.len) {
        idt_refuse(c, act, 6,
                   IDT_SAY(c,
                           "an act on this subject: this one answers " IDT_STR_FMT
                           ", which is another party's",
                           IDT_STR_ARG(ref)));
    } else if (act->kind == IDT_ACT_ANNUL || act->kind == IDT_ACT_SET_ASIDE) {
        act->set_apart = true;
        act->missing =
            IDT_SAY(c, "the act it names, " IDT_STR_FMT ", which is not on file", IDT_STR_ARG(ref));
    }
}

static void resolve(idt_case *c, idt_act **acts, size_t count)
{
    for (size_t i = 0; i < count && c->rc == IDT_OK; i++) {
        idt_act *act = acts[i];
        act->targets = act->answers.count > 0
                           ? idt_case_take(c, act->answers.count * sizeof(idt_act *))
                           : NULL;
        for (size_t a = 0; a < act->answers.count && c->rc == IDT_OK; a++) {
            idt_act *target = find_named(acts, count, act, act->answers.items[a]);
            if (target != NULL && target != act) {
                act->targets[act->target_count++] = target;
            } else {
                refuse_foreign_target(c, act, act->answers.items[a]);
            }
        }
    }
}

/* A correction by the body that made the act; the act then stands as corrected from its own day. */
static void correct(idt_case *c, idt_act **acts, size_t count)
{
    for (size_t i = 0; i < count && c->rc == IDT_OK; i++) {
        idt_act *fix = acts[i];
        if (fix->kind != IDT_ACT_CORRECT) {
            continue;
        }
        for (size_t t = 0; t < fix->target_count; t++) {
            idt_act *target = fix->targets[t];
            bool own = fix->by.count == 0 || target->by.count == 0;
            for (size_t b = 0; b < fix->by.count; b++) {
                own = own || idt_words_hold(&target->by, fix->by.items[b]);
            }
            if (!own) {
                idt_refuse(c, fix, 1,
                           IDT_SAY(c, "a correction by the body that made the act, " IDT_STR_FMT,
                                   IDT_STR_ARG(idt_bodies_label(c, &target->by))));
                continue;
            }
            for (size_t k = 0; k < fix->corrects.count; k++) {
                idt_act_correct(c, target, fix->corrects.items[k]);
            }
        }
    }
}

/* ---- judging ---- */

static void judge(idt_case *c, idt_chain *chain, idt_act *act)
{
    idt_act_decision(act);
    idt_act_judge(c, chain->law, act, false);
    idt_act_decision(act);
    idt_act_effect(c, chain->law, act);
}

static bool shows_act(const idt_act *act)
{
    return idt_act_is_start(act) || idt_act_is_renewal(act) || act->kind == IDT_ACT_SUSPEND ||
           act->kind == IDT_ACT_RESUME || act->kind == IDT_ACT_LIFT ||
           act->kind == IDT_ACT_EXPIRE || act->kind == IDT_ACT_TRANSFER ||
           act->kind == IDT_ACT_CHANGE_SCOPE || act->kind == IDT_ACT_SPLIT ||
           act->kind == IDT_ACT_MERGE;
}

/* A list shows an end some days late, not before it. */
#define LIST_LAG_DAYS 31

/* An entry leaves its list because of an act: where an end on file falls within the days in which
 * the entry left, or the list lagged behind it, the two are one, and the act's day is the finer. */
static void join_removal(const idt_chain *chain, idt_act *removal)
{
    for (size_t i = 0; i < chain->act_count; i++) {
        idt_act *end = chain->acts[i];
        const bool ends = end->kind == IDT_ACT_LIFT || end->kind == IDT_ACT_EXPIRE;
        if (ends && !end->set_apart && end->same_as == NULL &&
            end->effect.lo <= removal->effect.hi && removal->effect.lo != IDT_DAY_OPEN_START &&
            end->effect.hi >= idt_day_add(removal->effect.lo, 0, 0, -LIST_LAG_DAYS)) {
            removal->same_as = end;
            return;
        }
    }
}

static void judge_chain(idt_case *c, idt_chain *chain)
{
    for (size_t i = 0; i < chain->act_count && c->rc == IDT_OK; i++) {
        if (chain->acts[i]->kind != IDT_ACT_REMOVED) {
            judge(c, chain, chain->acts[i]);
            chain->acts_on_file =
                chain->acts_on_file || (!chain->acts[i]->set_apart && shows_act(chain->acts[i]));
        }
    }
    for (size_t i = 0; i < chain->act_count && c->rc == IDT_OK; i++) {
        idt_act *act = chain->acts[i];
        if (act->kind == IDT_ACT_REMOVED && !act->set_apart) {
            idt_act_decision(act);
            idt_act_effect(c, chain->law, act);
            idt_act_judge(c, chain->law, act, chain->acts_on_file);
            idt_act_decision(act);
            idt_act_effect(c, chain->law, act);
            join_removal(chain, act);
        }
    }
    for (size_t i = 0; i < chain->claim_count && c->rc == IDT_OK; i++) {
        idt_state_claim *claim = chain->claims[i];
        bool own;
        const idt_publication class =
            idt_law_publication(chain->law, claim->event.record->dataset, claim->days.hi, &own);
        claim->edition = own && class >= IDT_PUBLICATION_AUTHORITATIVE;
        idt_claim_judge(c, chain->law, claim);
    }
}

/* What a transfer or a change of scope brings to another listing of the same subject. */
static void arrive(idt_case *c, idt_chains *chains, const idt_act *act)
{
    const bool moves = act->kind == IDT_ACT_TRANSFER && act->to_list.ptr != NULL;
    const bool widens = act->kind == IDT_ACT_CHANGE_SCOPE;
    if (act->set_apart || (!moves && !widens)) {
        return;
    }
    const idt_str list = moves ? act->to_list : act->list;
    const idt_str whole = IDT_STR("whole");
    const idt_str scope = act->new_scope.ptr != NULL ? act->new_scope : widens ? whole : act->scope;
    if (idt_str_equal(list, act->list) && idt_str_equal(scope, act->scope)) {
        return; /* carried on by a listing of another party */
    }
    idt_act *start = idt_case_take(c, sizeof *start);
    if (start == NULL) {
        return;
    }
    *start = *act;
    start->arrival = true;
    start->list = list;
    start->scope = scope;
    start->missing = (idt_str){0};
    start->refused = 0;
    idt_chain *chain = chain_of(c, chains, list, scope);
    add_act(c, chain, start);
    if (chain != NULL) {
        chain->acts_on_file = true;
    }
}

/* ---- order ---- */

static idt_day sort_day(const idt_act *act)
{
    return act->effect.lo != IDT_DAY_OPEN_START ? act->effect.lo : act->effect.hi;
}

static int by_day(const void *a, const void *b)
{
    const idt_act *x = *(idt_act *const *)a;
    const idt_act *y = *(idt_act *const *)b;
    if (sort_day(x) != sort_day(y)) {
        return sort_day(x) < sort_day(y) ? -1 : 1;
    }
    if (x->order != y->order) {
        return x->order < y->order ? -1 : 1;
    }
    if (idt_act_lawful_rank(x) != idt_act_lawful_rank(y)) {
        return idt_act_lawful_rank(x) < idt_act_lawful_rank(y) ? -1 : 1;
    }
    if (x->effect.hi != y->effect.hi) {
        return x->effect.hi < y->effect.hi ? -1 : 1;
    }
    const int order = idt_str_compare(x->event.id, y->event.id);
    return order != 0 ? order : (int)x->arrival - (int)y->arrival;
}

/* ---- one act, several tellings ---- */

/* Tellings of one class can be of one act; 0: never joined. */
static int class_of(const idt_act *act)
{
    if (act->arrival || act->kind == IDT_ACT_DECIDE || act->kind == IDT_ACT_TAKE_EFFECT) {
        return 1;
    }
    return act->kind == IDT_ACT_RELIST || act->kind == IDT_ACT_SUSPEND ||
                   act->kind == IDT_ACT_RESUME || act->kind == IDT_ACT_LIFT ||
                   act->kind == IDT_ACT_EXPIRE || act->kind == IDT_ACT_REMOVED
               ? 2 + (int)act->kind
               : 0;
}

static bool moves_status(const idt_act *act)
{
    return class_of(act) != 0 || act->kind == IDT_ACT_TRANSFER || act->kind == IDT_ACT_MERGE ||
           act->kind == IDT_ACT_SPLIT || act->kind == IDT_ACT_CHANGE_SCOPE ||
           act->kind == IDT_ACT_ANNUL || act->kind == IDT_ACT_RESCIND;
}

static bool stands_between(const idt_chain *chain, size_t a, size_t b)
{
    for (size_t i = a + 1; i < b; i++) {
        const idt_act *act = chain->acts[i];
        if (idt_act_stands(act) && moves_status(act) && class_of(act) != class_of(chain->acts[a])) {
            return true;
        }
    }
    return false;
}

static bool answers_the_other(const idt_act *a, const idt_act *b)
{
    for (size_t i = 0; i < a->target_count; i++) {
        if (a->targets[i] == b) {
            return true;
        }
    }
    return false;
}

/* A rescinded or annulled act is that act and no other. */
static bool is_answered(const idt_chain *chain, const idt_act *act)
{
    for (size_t i = 0; i < chain->act_count; i++) {
        const idt_act *by = chain->acts[i];
        if (!by->set_apart && (by->kind == IDT_ACT_RESCIND || by->kind == IDT_ACT_ANNUL) &&
            answers_the_other(by, act)) {
            return true;
        }
    }
    return false;
}

static bool same_act(const idt_chain *chain, size_t i, size_t j)
{
    const idt_act *a = chain->acts[i];
    const idt_act *b = chain->acts[j];
    if (class_of(a) == 0 || class_of(a) != class_of(b) || is_answered(chain, a) ||
        is_answered(chain, b)) {
        return false;
    }
    const bool both_decided = a->decision_known && b->decision_known;
    const bool decisions_meet = !idt_span_is_empty(idt_span_meet(a->decision, b->decision));
    const bool effects_meet = !idt_span_is_empty(idt_span_meet(a->effect, b->effect));
    if (effects_meet && (!both_decided || decisions_meet)) {
        return true;
    }
    return !stands_between(chain, i, j);
}

static idt_words joined_words(idt_case *c, idt_words a, idt_words b)
{
    idt_words both = {.items = idt_case_take(c, (a.count + b.count) * sizeof(idt_str) + 1)};
    for (size_t i = 0; i < a.count + b.count && both.items != NULL; i++) {
        const idt_str word = i < a.count ? a.items[i] : b.items[i - a.count];
        if (!idt_words_hold(&both, word)) {
            both.items[both.count++] = word;
        }
    }
    return both;
}

static void join_days(idt_act *into, const idt_act *other)
{
    const idt_span both = idt_span_meet(into->effect, other->effect);
    const bool stated_wins = idt_span_is_empty(both) && into->presumed != other->presumed &&
                             !into->differ && into->kind != other->kind;
    if (stated_wins) {
        into->effect = into->presumed ? other->effect : into->effect;
        into->presumed = false;
    } else if (idt_span_is_empty(both)) {
        into->effect = idt_span_hull(into->effect, other->effect);
        into->differ = true;
        into->presumed = into->presumed && other->presumed;
    } else {
        const idt_act *stated = into->presumed ? other : into;
        const bool by_stated =
            !stated->presumed && both.lo == stated->effect.lo && both.hi == stated->effect.hi;
        into->presumed = into->presumed && other->presumed   ? true
                         : into->presumed || other->presumed ? !by_stated
                                                             : false;
        into->effect = both;
    }
    if (other->decision_known && into->decision_known) {
        const idt_span met = idt_span_meet(into->decision, other->decision);
        into->decision =
            idt_span_is_empty(met) ? idt_span_hull(into->decision, other->decision) : met;
    } else if (other->decision_known ||
               (!into->decision_known && other->decision.hi < into->decision.hi)) {
        into->decision = other->decision;
        into->decision_known = other->decision_known;
    }
}

static void join(idt_case *c, idt_act *into, idt_act *other)
{
    join_days(into, other);
    for (int s = 0; s < IDT_STAGES; s++) {
        if (into->dates[s].kind == IDT_DATE_ABSENT) {
            into->dates[s] = other->dates[s];
        }
    }
    into->by = joined_words(c, into->by, other->by);
    if (into->competence == IDT_UNKNOWN && other->competence == IDT_YES) {
        into->competence = IDT_YES;
        into->competence_rule = other->competence_rule;
    }
    into->procedure_unknown = into->procedure_unknown || other->procedure_unknown;
    if (into->arrival && !other->arrival) {
        into->arrival = false; /* its own decision is on file */
        into->kind = other->kind;
    }
    other->same_as = into;
}

static void join_tellings(idt_case *c, idt_chain *chain)
{
    for (size_t j = 1; j < chain->act_count && c->rc == IDT_OK; j++) {
        for (size_t i = 0; i < j && chain->acts[j]->same_as == NULL; i++) {
            if (idt_act_stands(chain->acts[i]) && idt_act_stands(chain->acts[j]) &&
                same_act(chain, i, j)) {
                join(c, chain->acts[i], chain->acts[j]);
            }
        }
    }
}

void idt_chains_read(idt_case *c, const idt_record *const *records, size_t count, idt_chains *out)
{
    idt_act **acts;
    idt_state_claim **claims;
    size_t act_count;
    size_t claim_count;
    *out = (idt_chains){0};
    idt_acts_read(c, records, count, &acts, &act_count, &claims, &claim_count);
    resolve(c, acts, act_count);
    correct(c, acts, act_count);
    for (size_t i = 0; i < act_count && c->rc == IDT_OK; i++) {
        add_act(c, chain_of(c, out, acts[i]->list, acts[i]->scope), acts[i]);
    }
    for (size_t i = 0; i < claim_count && c->rc == IDT_OK; i++) {
        idt_chain *chain = chain_of(c, out, claims[i]->list, claims[i]->scope);
        if (chain != NULL) {
            (void)IDT_PUSH(c, chain->claims, chain->claim_cap, chain->claim_count, claims[i]);
        }
    }
    for (size_t i = 0; i < out->count && c->rc == IDT_OK; i++) {
        judge_chain(c, out->items[i]);
    }
    for (size_t i = 0; i < act_count && c->rc == IDT_OK; i++) {
        arrive(c, out, acts[i]);
    }
    for (size_t i = 0; i < out->count && c->rc == IDT_OK; i++) {
        idt_chain *chain = out->items[i];
        if (chain->act_count > 1) {
            qsort(chain->acts, chain->act_count, sizeof *chain->acts, by_day);
        }
        join_tellings(c, chain);
    }
}
