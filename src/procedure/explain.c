#include "procedure/explain.h"

#include "procedure/marks.h"

typedef struct steps {
    idt_case *c;
    idt_step *items;
    size_t count, cap;
} steps;

static void say(steps *s, const idt_event *event, const idt_rule *rule, idt_str text)
{
    const idt_step step = {.text = text,
                           .event = event,
                           .rule = rule != NULL ? rule->statement : NULL,
                           .rule_record = rule != NULL ? rule->record : NULL};
    (void)IDT_PUSH(s->c, s->items, s->cap, s->count, step);
}

static idt_str days_text(idt_case *c, idt_span span)
{
    idt_date date;
    if (c->rc == IDT_OK) {
        c->rc = idt_date_of_bounds(span.lo, span.hi, c->arena, &date, c->err);
    }
    if (c->rc != IDT_OK || date.kind == IDT_DATE_ABSENT) {
        return IDT_STR("a day that is not known");
    }
    return date.edtf;
}

static void say_competence(steps *s, const idt_act *act)
{
    idt_case *c = s->c;
    if (act->competence_rule != NULL && act->competence != IDT_UNKNOWN) {
        say(s, &act->event, act->competence_rule,
            IDT_SAY(c, IDT_STR_FMT " %s competent to %s: " IDT_STR_FMT,
                    IDT_STR_ARG(idt_bodies_label(c, &act->by)),
                    act->competence == IDT_YES ? "is" : "is not", idt_act_kind_text(act->kind),
                    IDT_STR_ARG(idt_rule_label(c, act->competence_rule))));
    } else if (act->competence == IDT_UNKNOWN) {
        say(s, &act->event, NULL,
            IDT_SAY(c,
                    "Whether " IDT_STR_FMT
                    " is competent to %s is not known: no rule in force that day says so; the act "
                    "counts",
                    IDT_STR_ARG(idt_bodies_label(c, &act->by)), idt_act_kind_text(act->kind)));
    }
}

static void say_effect(steps *s, const idt_act *act, idt_span days)
{
    idt_case *c = s->c;
    if (act->differ) {
        say(s, &act->event, NULL,
            IDT_SAY(c,
                    "Sources that nothing ranks date " IDT_STR_FMT
                    " differently; its day is unknown within " IDT_STR_FMT,
                    IDT_STR_ARG(idt_act_label(c, act)), IDT_STR_ARG(days_text(c, days))));
    } else if (act->presumed) {
        say(s, &act->event, act->effect_rule,
            IDT_SAY(c,
                    "The day of effect of " IDT_STR_FMT
                    " is not on file; from the decision and the longest delay it lies "
                    "within " IDT_STR_FMT,
                    IDT_STR_ARG(idt_act_label(c, act)), IDT_STR_ARG(days_text(c, days))));
    } else {
        say(s, &act->event, act->effect_rule,
            IDT_SAY(c, IDT_STR_FMT " has effect from " IDT_STR_FMT,
                    IDT_STR_ARG(idt_act_label(c, act)), IDT_STR_ARG(days_text(c, days))));
    }
}

static bool takes_effect(const idt_act *act)
{
    return act->start_mark >= 0;
}

static void say_act(steps *s, const idt_chain *chain, const idt_outcome *outcome,
                    const idt_act *act)
{
    idt_case *c = s->c;
    if (act->same_as != NULL) {
        say(s, &act->event, NULL,
            IDT_SAY(c, IDT_STR_FMT " tells the same act as " IDT_STR_FMT,
                    IDT_STR_ARG(idt_act_label(c, act)),
                    IDT_STR_ARG(idt_act_label(c, act->same_as))));
        return;
    }
    if (act->set_apart) {
        say(s, &act->event, act->competence == IDT_NO ? act->competence_rule : NULL,
            IDT_SAY(c, IDT_STR_FMT " does not change the status; missing: " IDT_STR_FMT,
                    IDT_STR_ARG(idt_act_label(c, act)), IDT_STR_ARG(act->missing)));
        return;
    }
    if (idt_act_is_proposal(act)) {
        say(s, &act->event, NULL,
            IDT_SAY(c,
                    IDT_STR_FMT " by " IDT_STR_FMT " changes nothing until a competent body "
                                "decides",
                    IDT_STR_ARG(idt_act_label(c, act)),
                    IDT_STR_ARG(idt_bodies_label(c, &act->by))));
        return;
    }
    if (takes_effect(act)) {
        say_competence(s, act);
        say_effect(s, act,
                   outcome->spans != NULL ? outcome->spans[act->start_mark]
                                          : chain->marks[act->start_mark].span);
    }
    const idt_act *by;
    if (idt_act_annulled(chain, act, &by)) {
        say(s, &by->event, NULL,
            IDT_SAY(c, IDT_STR_FMT " is annulled by " IDT_STR_FMT,
                    IDT_STR_ARG(idt_act_label(c, act)), IDT_STR_ARG(idt_act_label(c, by))));
    }
}

/* Rules on ways off that no act on file met: a reader asks who could take it off. */
static void say_rules(steps *s, const idt_chain *chain, idt_day day)
{
    idt_case *c = s->c;
    for (size_t i = 0; i < chain->law->rule_count; i++) {
        const idt_rule *rule = &chain->law->rules[i];
        const bool way_off = rule->kind == IDT_ACT_LIFT || rule->kind == IDT_ACT_SUSPEND ||
                             rule->kind == IDT_ACT_ANNUL;
        if (!way_off || rule->by.count == 0 || idt_rule_valid(rule, day) != IDT_YES) {
            continue;
        }
        say(s, NULL, rule,
            IDT_SAY(c, "%s " IDT_STR_FMT " may %s on " IDT_STR_FMT ": " IDT_STR_FMT,
                    rule->others_unknown ? "At least" : "Only",
                    IDT_STR_ARG(idt_bodies_label(c, &rule->by)), idt_act_kind_text(rule->kind),
                    IDT_STR_ARG(chain->list), IDT_STR_ARG(idt_rule_label(c, rule))));
    }
}

static void say_claim(steps *s, const idt_state_claim *claim)
{
    static const char *const words[] = {"in force", "suspended", "not listed"};
    say(s, &claim->event, NULL,
        IDT_SAY(s->c, "A claim says it was %s on " IDT_STR_FMT "; it proves that day only",
                words[claim->state], IDT_STR_ARG(claim->on.edtf)));
}

static void say_status(steps *s, const idt_listing_status *row, idt_day day)
{
    char text[IDT_DAY_BYTES];
    const char *reason = idt_reason_text(row->reason);
    say(s, NULL, NULL,
        IDT_SAY(s->c, "On %s the status is %s%s%s", idt_day_text(day, text),
                idt_status_word_text(row->status), reason != NULL ? ": " : "",
                reason != NULL ? reason : ""));
}

void idt_explain_chain(idt_case *c, const idt_chain *chain, const idt_outcome *outcome,
                       idt_listing_status *row)
{
    steps s = {.c = c};
    if (!c->request->explain) {
        return; /* sentences cost more than the status itself */
    }
    for (size_t i = 0; i < chain->act_count && c->rc == IDT_OK; i++) {
        say_act(&s, chain, outcome, chain->acts[i]);
    }
    for (size_t i = 0; i < chain->claim_count && c->rc == IDT_OK; i++) {
        say_claim(&s, chain->claims[i]);
    }
    say_rules(&s, chain, c->request->as_of);
    say_status(&s, row, c->request->as_of);
    row->steps = s.items;
    row->step_count = s.count;
}
