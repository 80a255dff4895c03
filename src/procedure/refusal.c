#include "procedure/refusal.h"

static idt_str joined(idt_case *c, idt_str before, idt_str more)
{
    return before.len == 0
               ? more
               : IDT_SAY(c, IDT_STR_FMT "; " IDT_STR_FMT, IDT_STR_ARG(before), IDT_STR_ARG(more));
}

void idt_refuse(idt_case *c, idt_act *act, unsigned class, idt_str missing)
{
    act->refused |= 1u << class;
    act->set_apart = true;
    act->missing = joined(c, act->missing, missing);
}

void idt_refuse_claim(idt_case *c, idt_state_claim *claim, unsigned class, idt_str missing)
{
    claim->refused |= 1u << class;
    claim->missing = joined(c, claim->missing, missing);
}

/* ---- competence: classes 1 and 8 ---- */

static bool needs_competence(idt_act_kind kind)
{
    switch (kind) {
    case IDT_ACT_PROPOSE:
    case IDT_ACT_REQUEST:
    case IDT_ACT_INTEND:
    case IDT_ACT_TAKE_EFFECT:
    case IDT_ACT_EXPIRE:
    case IDT_ACT_REMOVED:
    case IDT_ACT_REPORT:
    case IDT_ACT_CORRECT:
    case IDT_ACT_WITHDRAW:
        return false;
    default:
        return true;
    }
}

static const idt_act *first_target(const idt_act *act)
{
    return act->target_count > 0 ? act->targets[0] : NULL;
}

/* The steps whose rules speak of this act, its own first: renewing and relisting are listing again,
 * undoing or turning down belongs to whoever may take the step. */
static size_t governing(const idt_act *act, idt_act_kind out[2])
{
    out[0] = act->kind;
    switch (act->kind) {
    case IDT_ACT_RELIST:
    case IDT_ACT_RENEW:
    case IDT_ACT_RELIST_SAME:
    case IDT_ACT_RESCIND:
        out[1] = IDT_ACT_DECIDE;
        return 2;
    case IDT_ACT_REJECT: {
        const idt_act *target = first_target(act);
        out[1] = act->aims_at != IDT_ACT_NONE                        ? act->aims_at
                 : target != NULL && target->aims_at != IDT_ACT_NONE ? target->aims_at
                                                                     : IDT_ACT_DECIDE;
        return 2;
    }
    default:
        return 1;
    }
}

static const idt_rule *competence_rule(idt_case *c, const idt_law *law, idt_act *act)
{
    idt_act_kind kinds[2];
    const size_t count = governing(act, kinds);
    const idt_span when = act->decision_known || act->decision.hi != IDT_DAY_OPEN_END
                              ? act->decision
                              : (idt_span){c->request->as_of, c->request->as_of};
    const idt_rule *rule = NULL;
    act->competence = IDT_UNKNOWN;
    for (size_t i = 0; i < count && act->competence == IDT_UNKNOWN; i++) {
        act->competence = idt_law_competence(c, law, kinds[i], &act->by, when, &rule);
    }
    return rule;
}

/* A lift by the body that decides listings, on a list whose ways off are not on file. */
static void accept_unknown_way_off(idt_case *c, const idt_law *law, idt_act *act)
{
    const idt_rule *rule = NULL;
    if (idt_law_knows(law, IDT_ACT_LIFT) ||
        idt_law_competence(c, law, IDT_ACT_DECIDE, &act->by, act->decision, &rule) != IDT_YES) {
        return;
    }
    act->competence = IDT_YES;
    act->competence_rule = rule;
    act->procedure_unknown = true;
}

static bool is_court(idt_case *c, const idt_act *act)
{
    for (size_t i = 0; i < act->by.count; i++) {
        const idt_body *body = NULL;
        const idt_law_source *source = &c->request->law;
        if (c->rc == IDT_OK && source->body != NULL) {
            c->rc = source->body(source->context, act->by.items[i], &body, c->err);
        }
        if (c->rc == IDT_OK && body != NULL && idt_str_is(body->kind, "court")) {
            return true;
        }
    }
    return false;
}

static void judge_competence(idt_case *c, const idt_law *law, idt_act *act)
{
    if (!needs_competence(act->kind)) {
        act->competence = IDT_YES;
        return;
    }
    act->competence_rule = competence_rule(c, law, act);
    if (act->competence == IDT_UNKNOWN && act->kind == IDT_ACT_LIFT) {
        accept_unknown_way_off(c, law, act);
    }
    if (act->competence != IDT_NO) {
        return;
    }
    const idt_rule *rule = act->competence_rule;
    const idt_str missing =
        IDT_SAY(c,
                IDT_STR_FMT " is not competent to %s on " IDT_STR_FMT ": by " IDT_STR_FMT
                            ", in force that day, only " IDT_STR_FMT
                            " decides; an act of that body would have to be on file",
                IDT_STR_ARG(idt_bodies_label(c, &act->by)), idt_act_kind_text(act->kind),
                IDT_STR_ARG(law->key), IDT_STR_ARG(idt_rule_label(c, rule)),
                IDT_STR_ARG(idt_bodies_label(c, &rule->by)));
    idt_refuse(c, act, 1, missing);
    const bool judicial = act->kind == IDT_ACT_ANNUL || act->kind == IDT_ACT_SET_ASIDE;
    if (judicial && is_court(c, act)) {
        idt_refuse(c, act, 8, IDT_STR("the judgment of a court that has jurisdiction"));
    }
}

/* A withdrawal is the proposer's. */
static void judge_withdrawal(idt_case *c, idt_act *act)
{
    const idt_act *target = first_target(act);
    if (act->kind != IDT_ACT_WITHDRAW || target == NULL || act->by.count == 0 ||
        target->by.count == 0) {
        return;
    }
    for (size_t i = 0; i < act->by.count; i++) {
        if (idt_words_hold(&target->by, act->by.items[i])) {
            return;
        }
    }
    idt_refuse(c, act, 1,
               IDT_SAY(c,
                       "a withdrawal by the proposer, " IDT_STR_FMT "; " IDT_STR_FMT
                       " cannot withdraw another body's proposal",
                       IDT_STR_ARG(idt_bodies_label(c, &target->by)),
                       IDT_STR_ARG(idt_bodies_label(c, &act->by))));
}

static void judge_expiry(idt_case *c, const idt_law *law, idt_act *act)
{
    if (act->kind != IDT_ACT_EXPIRE || law->rule_count == 0 || idt_law_knows_expiry(law)) {
        return;
    }
    idt_refuse(c, act, 1,
               IDT_SAY(c,
                       "a rule by which a listing on " IDT_STR_FMT
                       " can run out: no rule on file knows such an end",
                       IDT_STR_ARG(law->key)));
}

static void judge_annulment(idt_case *c, idt_act *act)
{
    if (act->kind == IDT_ACT_ANNUL && act->answers.count == 0) {
        idt_refuse(c, act, 8, IDT_STR("the act that the judgment annuls: it names none"));
    }
    if (act->kind == IDT_ACT_SET_ASIDE && act->answers.count == 0) {
        idt_refuse(c, act, 8, IDT_STR("the annulment that the judgment sets aside: it names none"));
    }
}

/* ---- what the source bears out: classes 2 to 6, 9, 10 ---- */

static bool is_proposal(idt_act_kind kind)
{
    return kind == IDT_ACT_PROPOSE || kind == IDT_ACT_REQUEST || kind == IDT_ACT_INTEND;
}

static bool is_end(idt_act_kind kind)
{
    return kind == IDT_ACT_LIFT || kind == IDT_ACT_EXPIRE || kind == IDT_ACT_REMOVED ||
           kind == IDT_ACT_ANNUL;
}

static bool is_start(idt_act_kind kind)
{
    return kind == IDT_ACT_DECIDE || kind == IDT_ACT_TAKE_EFFECT || kind == IDT_ACT_RELIST;
}

static bool changes_status(idt_act_kind kind)
{
    return is_start(kind) || is_end(kind) || kind == IDT_ACT_SUSPEND || kind == IDT_ACT_RESUME;
}

/* Words for a source that bears out no step at all. */
static unsigned class_of_word(const idt_act *act, idt_str word)
{
    if (idt_str_is(word, "political_agreement") || idt_str_is(word, "agreement")) {
        return 2;
    }
    if (idt_str_is(word, "absence")) {
        return 3;
    }
    return is_start(act->kind) ? 10
                               : 4; /* a label is no listing; an opinion or a recognition no end */
}

static unsigned class_of_kind(const idt_act *act, idt_str word)
{
    const idt_act_kind kind = idt_act_kind_of(word);
    if (kind == act->kind || word.ptr == NULL || !changes_status(act->kind)) {
        return 0;
    }
    if (is_proposal(kind)) {
        return 2;
    }
    if (kind == IDT_ACT_REMOVED) {
        return 3;
    }
    if (kind == IDT_ACT_NONE || kind == IDT_ACT_REPORT) {
        return class_of_word(act, word);
    }
    const bool suspension_as_end = kind == IDT_ACT_SUSPEND && is_end(act->kind);
    const bool delisting_as_never = kind == IDT_ACT_LIFT && is_end(act->kind);
    return suspension_as_end || delisting_as_never ? 4 : 0;
}

static const char *what_is_missing(unsigned class)
{
    switch (class) {
    case 2:
        return "the decision: the source bears out a proposal, an intention or an agreement only";
    case 3:
        return "the act that ended the listing: the source bears out an absence from a list that "
               "does not make the law";
    case 4:
        return "an act that ended the listing: the source bears out something else, which ends no "
               "listing (a suspension, a delisting, a recognition or an opinion is what it is)";
    default:
        return "the list and the act behind the label: a label is no designation";
    }
}

static bool differs(const idt_json *rests_on, const char *name, idt_str stated)
{
    const idt_str borne = idt_json_string(rests_on, name);
    return borne.ptr != NULL && !idt_str_equal(borne, stated);
}

static void judge_kind(idt_case *c, const idt_law *law, idt_act *act)
{
    const idt_str word = idt_json_string(act->rests_on, "kind");
    const unsigned class = class_of_kind(act, word);
    if (class == 0) {
        return;
    }
    bool own;
    const idt_publication published =
        idt_law_publication(law, act->event.record->dataset, act->decision.hi, &own);
    if (class == 3 && published >= IDT_PUBLICATION_AUTHORITATIVE) {
        act->kind =
            IDT_ACT_REMOVED; /* this list's absence is itself an end, and no more than that */
        return;
    }
    idt_refuse(c, act, class,
               IDT_SAY(c, "%s (" IDT_STR_FMT ")", what_is_missing(class), IDT_STR_ARG(word)));
}

static void judge_place(idt_case *c, idt_act *act)
{
    const idt_json *borne = act->rests_on;
    if (differs(borne, "list", act->list)) {
        idt_refuse(c, act, 5,
                   IDT_SAY(c,
                           "an act on " IDT_STR_FMT ": the source speaks of " IDT_STR_FMT
                           ", and one list's act says nothing of another's",
                           IDT_STR_ARG(act->list), IDT_STR_ARG(idt_json_string(borne, "list"))));
    }
    if (differs(borne, "scope", act->scope)) {
        idt_refuse(c, act, 6,
                   IDT_SAY(c,
                           "an act on the scope \"" IDT_STR_FMT
                           "\": the source speaks of \"" IDT_STR_FMT "\"",
                           IDT_STR_ARG(act->scope), IDT_STR_ARG(idt_json_string(borne, "scope"))));
    }
    const idt_str subject = idt_json_string(borne, "subject");
    if (subject.ptr != NULL && !idt_str_equal(subject, c->request->subject) &&
        !idt_str_equal(subject, act->event.record->about) &&
        !idt_str_equal(subject, act->event.record->key)) {
        idt_refuse(c, act, 6,
                   IDT_SAY(c, "an act on this subject: the source speaks of " IDT_STR_FMT,
                           IDT_STR_ARG(subject)));
    }
}

/* Class 9: the act stands at its source's precision; only the finer date is refused. */
static void judge_precision(idt_case *c, idt_act *act)
{
    const idt_str on = idt_json_string(act->rests_on, "on");
    idt_date borne;
    if (on.ptr == NULL || idt_date_parse(on, &borne, NULL) != IDT_OK) {
        return;
    }
    for (int s = 0; s < IDT_STAGES; s++) {
        idt_date *date = &act->dates[s];
        const bool finer = date->kind != IDT_DATE_ABSENT && idt_date_contains(&borne, date) &&
                           !idt_date_contains(date, &borne);
        if (!finer || s == IDT_STAGE_ASSERTED_ON) {
            continue;
        }
        const bool apart = act->set_apart;
        idt_refuse(c, act, 9,
                   IDT_SAY(c, "a source for %s " IDT_STR_FMT ": it bears out " IDT_STR_FMT " only",
                           idt_stage_text((idt_stage)s), IDT_STR_ARG(date->edtf), IDT_STR_ARG(on)));
        act->set_apart = apart;
        *date = borne;
    }
}

/* ---- acts and claims ---- */

static void judge_word(idt_case *c, idt_act *act)
{
    if (act->kind == IDT_ACT_LIFT &&
        (idt_str_is(act->end_word, "suspended") || idt_str_is(act->end_word, "suspension"))) {
        idt_refuse(c, act, 4,
                   IDT_STR("an act that ended the listing: a suspension is no delisting"));
    }
}

/* An end that answers another listing's act. */
static void judge_targets(idt_case *c, idt_act *act)
{
    if (!is_end(act->kind) && act->kind != IDT_ACT_SUSPEND && act->kind != IDT_ACT_RESUME) {
        return;
    }
    for (size_t i = 0; i < act->target_count; i++) {
        const idt_act *target = act->targets[i];
        if (!idt_str_equal(target->list, act->list)) {
            idt_refuse(c, act, 5,
                       IDT_SAY(c, "an act on " IDT_STR_FMT ": this one answers " IDT_STR_FMT,
                               IDT_STR_ARG(act->list), IDT_STR_ARG(idt_act_label(c, target))));
        } else if (!idt_str_equal(target->scope, act->scope)) {
            idt_refuse(c, act, 6,
                       IDT_SAY(c,
                               "an act on the scope \"" IDT_STR_FMT
                               "\": this one answers an act on \"" IDT_STR_FMT "\"",
                               IDT_STR_ARG(act->scope), IDT_STR_ARG(target->scope)));
        }
    }
}

/* The body a chain ends with: who said it, where that is a body on file. */
static idt_str announcer(const idt_act *act)
{
    const idt_json *chain = idt_json_member(act->event.statement->qualifiers, "chain");
    idt_str body = {0};
    for (size_t i = 0; chain != NULL && chain->kind == IDT_JSON_ARRAY && i < chain->count; i++) {
        const idt_json *link = &chain->items[i];
        if (idt_json_member(link, "body") != NULL) {
            const idt_str said = idt_json_string(link, "said_by");
            body = said.ptr != NULL ? said : body;
        }
    }
    return body;
}

/* An announcement puts an act on file only if a body of the deciding state makes it and it names
 * the act or its date. */
static void judge_announcement(idt_case *c, const idt_law *law, idt_act *act)
{
    if (act->names_act == IDT_UNKNOWN || act->kind == IDT_ACT_REPORT) {
        return;
    }
    const idt_str of = idt_body_jurisdiction(c, announcer(act));
    const bool foreign = of.ptr != NULL && !idt_str_equal(of, law->jurisdiction);
    if (act->names_act == IDT_NO || foreign) {
        act->set_apart = true;
        act->missing =
            joined(c, act->missing,
                   IDT_SAY(c,
                           "the act itself, or an announcement by a body of \"" IDT_STR_FMT
                           "\" that names the act or its date",
                           IDT_STR_ARG(law->jurisdiction)));
    }
}

static bool names_state(idt_str jurisdiction)
{
    return jurisdiction.len == 2;
}

void idt_act_judge(idt_case *c, const idt_law *law, idt_act *act, bool acts_on_file)
{
    if (act->kind == IDT_ACT_REPORT) {
        act->set_apart = true;
        act->missing = IDT_STR("the act that is reported");
        return;
    }
    if (act->rests_on != NULL) {
        judge_kind(c, law, act);
        judge_place(c, act);
        judge_precision(c, act);
    }
    if (law->unnamed && !names_state(law->jurisdiction) && is_start(act->kind)) {
        idt_refuse(c, act, 10, idt_str_borrow(what_is_missing(10)));
    }
    judge_word(c, act);
    judge_targets(c, act);
    judge_announcement(c, law, act);
    judge_annulment(c, act);
    judge_expiry(c, law, act);
    judge_withdrawal(c, act);
    judge_competence(c, law, act);
    bool own;
    if (act->kind == IDT_ACT_REMOVED && acts_on_file &&
        idt_law_publication(law, act->event.record->dataset, act->effect.hi, &own) <
            IDT_PUBLICATION_AUTHORITATIVE) {
        idt_refuse(c, act, 3, idt_str_borrow(what_is_missing(3)));
    }
}

void idt_claim_judge(idt_case *c, const idt_law *law, idt_state_claim *claim)
{
    const idt_str word = idt_json_string(claim->rests_on, "kind");
    const bool label = word.ptr != NULL && idt_act_kind_of(word) == IDT_ACT_NONE;
    const bool no_state = law->unnamed && !names_state(law->jurisdiction);
    if (claim->state == IDT_CLAIM_NOT_LISTED) {
        if (label || idt_str_is(word, "lift") || idt_str_is(word, "suspend")) {
            idt_refuse_claim(c, claim, 4, idt_str_borrow(what_is_missing(4)));
        }
        return;
    }
    if (label || no_state) {
        idt_refuse_claim(c, claim, 10, idt_str_borrow(what_is_missing(10)));
    }
    if (differs(claim->rests_on, "list", claim->list)) {
        idt_refuse_claim(c, claim, 5, IDT_STR("a claim about this list"));
    }
    if (differs(claim->rests_on, "scope", claim->scope)) {
        idt_refuse_claim(c, claim, 6, IDT_STR("a claim about this scope"));
    }
}
