#include "procedure/effect.h"

#include "procedure/refusal.h"

static bool has(const idt_act *act, idt_stage stage)
{
    return act->dates[stage].kind != IDT_DATE_ABSENT;
}

/* What comes with a decision or after it: each bounds the day of deciding from above. */
static const idt_stage AFTER_DECISION[] = {
    IDT_STAGE_LAID,         IDT_STAGE_CONFIRMED,   IDT_STAGE_FINAL,
    IDT_STAGE_REGISTERED,   IDT_STAGE_ANNOUNCED,   IDT_STAGE_PUBLISHED,
    IDT_STAGE_LIST_UPDATED, IDT_STAGE_ASSERTED_ON, IDT_STAGE_EFFECTIVE_FROM};

void idt_act_decision(idt_act *act)
{
    act->decision_known = has(act, IDT_STAGE_DECIDED) || has(act, IDT_STAGE_SIGNED);
    if (has(act, IDT_STAGE_DECIDED)) {
        act->decision = idt_span_of(&act->dates[IDT_STAGE_DECIDED]);
        return;
    }
    if (has(act, IDT_STAGE_SIGNED)) {
        act->decision = idt_span_of(&act->dates[IDT_STAGE_SIGNED]);
        return;
    }
    act->decision = IDT_SPAN_OPEN;
    for (size_t i = 0; i < sizeof AFTER_DECISION / sizeof *AFTER_DECISION; i++) {
        const idt_date *date = &act->dates[AFTER_DECISION[i]];
        if (date->kind != IDT_DATE_ABSENT && date->latest < act->decision.hi) {
            act->decision.hi = date->latest;
        }
    }
}

static idt_duration delay_of(const idt_rule *rule)
{
    return rule != NULL && rule->has_delay ? rule->delay
                                           : (idt_duration){.days = IDT_DELAY_MAX_DAYS};
}

static idt_span after(idt_span from, idt_duration by)
{
    return (idt_span){idt_day_shift(from.lo, by), idt_day_shift(from.hi, by)};
}

/* "An act known by its year only": one date, a year or coarser. The source dates the act as a whole
 * and not one of its stages, so the delay between stages is not added to it. */
static bool known_by_year_only(const idt_act *act)
{
    size_t dates = 0;
    bool year = false;
    for (int s = IDT_STAGE_DECIDED; s <= IDT_STAGE_PUBLISHED; s++) {
        if (has(act, (idt_stage)s)) {
            const idt_date_precision p = act->dates[s].precision;
            dates++;
            year =
                p == IDT_PRECISION_YEAR || p == IDT_PRECISION_DECADE || p == IDT_PRECISION_CENTURY;
        }
    }
    return dates == 1 && year;
}

/* The stage whose day is the day of effect by the rule; for a list without rules the generic
 * procedure of published lists. */
static bool by_rule(const idt_act *act, const idt_rule *rule, idt_span *out)
{
    if (rule == NULL || !rule->has_effect) {
        if (has(act, IDT_STAGE_PUBLISHED) && !act->decision_known) {
            *out = idt_span_of(&act->dates[IDT_STAGE_PUBLISHED]);
            return true;
        }
        return false;
    }
    idt_stage stage = rule->effect_stage;
    if (stage == IDT_STAGE_FINAL && act->immediate) {
        *out = act->decision;
        return act->decision_known;
    }
    if (stage == IDT_STAGE_DECIDED && !has(act, stage)) {
        stage = IDT_STAGE_SIGNED; /* made and decided are one day where only one is on file */
    } else if (stage == IDT_STAGE_SIGNED && !has(act, stage)) {
        stage = IDT_STAGE_DECIDED;
    }
    if (stage == IDT_STAGES || !has(act, stage)) {
        return false;
    }
    *out = after(idt_span_of(&act->dates[stage]), rule->effect_after);
    return true;
}

/* The last stage on file that comes no later than effect; NONE: IDT_STAGES. */
static idt_stage last_stage(const idt_act *act, idt_stage up_to)
{
    for (int s = (int)up_to; s >= IDT_STAGE_LAID; s--) {
        if (s != IDT_STAGE_ANNOUNCED && has(act, (idt_stage)s)) {
            return (idt_stage)s;
        }
    }
    return IDT_STAGES;
}

/* The day itself is not on file: bounds from what is. */
static idt_span presumed_span(const idt_act *act, const idt_rule *rule)
{
    const idt_duration delay = delay_of(rule);
    idt_span span = IDT_SPAN_OPEN;
    if (act->decision_known) {
        span = (idt_span){act->decision.lo, idt_day_shift(act->decision.hi, delay)};
    } else {
        const idt_stage wanted =
            rule != NULL && rule->has_effect && rule->effect_stage <= IDT_STAGE_PUBLISHED
                ? rule->effect_stage
                : IDT_STAGE_PUBLISHED;
        const idt_stage before = last_stage(act, wanted);
        if (before != IDT_STAGES) {
            span.lo = act->dates[before].earliest;
            span.hi = idt_day_shift(act->dates[before].latest, delay);
        }
    }
    static const idt_stage bounds[] = {IDT_STAGE_ANNOUNCED, IDT_STAGE_LIST_UPDATED,
                                       IDT_STAGE_ASSERTED_ON};
    for (size_t i = 0; i < 3; i++) {
        const idt_date *date = &act->dates[bounds[i]];
        const bool only_bound = act->decision.lo == IDT_DAY_OPEN_START && i == 0;
        if (date->kind != IDT_DATE_ABSENT && (span.hi == IDT_DAY_OPEN_END || only_bound)) {
            span.hi = date->latest;
        }
    }
    if (rule != NULL && rule->has_effect && rule->effect_stage <= IDT_STAGE_FINAL &&
        span.hi == IDT_DAY_OPEN_END && has(act, IDT_STAGE_PUBLISHED)) {
        span.hi = act->dates[IDT_STAGE_PUBLISHED].latest;
    }
    return span;
}

/* An end may be stated by the last day in or the first day out. */
static bool stated_end(const idt_act *act, idt_span *out)
{
    const bool ends =
        act->kind == IDT_ACT_LIFT || act->kind == IDT_ACT_EXPIRE || act->kind == IDT_ACT_REMOVED;
    if (ends && has(act, IDT_STAGE_EFFECTIVE_TO)) {
        const idt_span last = idt_span_of(&act->dates[IDT_STAGE_EFFECTIVE_TO]);
        *out = (idt_span){idt_day_next(last.lo), idt_day_next(last.hi)};
        return true;
    }
    if (ends && has(act, IDT_STAGE_EXPIRES_ON)) {
        *out = idt_span_of(&act->dates[IDT_STAGE_EXPIRES_ON]);
        return true;
    }
    return false;
}

static bool stated(idt_case *c, idt_act *act, const idt_rule *rule, idt_span *out)
{
    if (!has(act, IDT_STAGE_EFFECTIVE_FROM)) {
        return stated_end(act, out);
    }
    *out = idt_span_of(&act->dates[IDT_STAGE_EFFECTIVE_FROM]);
    const bool allowed = rule != NULL && rule->has_effect && rule->effect_stage == IDT_STAGES;
    if (act->decision_known && out->hi < act->decision.lo && !allowed) {
        idt_refuse(
            c, act, 7,
            IDT_SAY(
                c,
                "a rule of " IDT_STR_FMT
                " that lets an act take effect before its decision: effect is stated "
                "from " IDT_STR_FMT ", the decision is of " IDT_STR_FMT
                "; the act counts from the decision by the rule",
                IDT_STR_ARG(act->list), IDT_STR_ARG(act->dates[IDT_STAGE_EFFECTIVE_FROM].edtf),
                IDT_STR_ARG(
                    act->dates[has(act, IDT_STAGE_DECIDED) ? IDT_STAGE_DECIDED : IDT_STAGE_SIGNED]
                        .edtf)));
        act->set_apart = false; /* the finer claim is refused, the act is not */
        return false;
    }
    return true;
}

/* An entry's absence is known by the edition without it; nothing is delayed. */
static idt_span absence(const idt_act *act)
{
    static const idt_stage told[] = {IDT_STAGE_EFFECTIVE_FROM, IDT_STAGE_LIST_UPDATED,
                                     IDT_STAGE_PUBLISHED, IDT_STAGE_ANNOUNCED, IDT_STAGE_DECIDED};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        if (has(act, told[i])) {
            const idt_span day = idt_span_of(&act->dates[told[i]]);
            return told[i] == IDT_STAGE_ANNOUNCED ? (idt_span){IDT_DAY_OPEN_START, day.hi} : day;
        }
    }
    return (idt_span){IDT_DAY_OPEN_START, act->decision.hi};
}

void idt_act_effect(idt_case *c, const idt_law *law, idt_act *act)
{
    const idt_rule *rule = idt_law_effect(law, act->kind, act->decision);
    act->effect_rule = rule;
    act->presumed = false;
    idt_span span;
    const bool forbidden = rule != NULL && rule->stated_loses;
    if (act->kind == IDT_ACT_REMOVED) {
        act->effect = absence(act);
    } else if (forbidden && by_rule(act, rule, &span)) {
        act->effect = span;
    } else if (stated(c, act, rule, &span)) {
        act->effect = span;
    } else if (known_by_year_only(act)) {
        for (int s = IDT_STAGE_DECIDED; s <= IDT_STAGE_PUBLISHED; s++) {
            if (has(act, (idt_stage)s)) {
                act->effect = idt_span_of(&act->dates[s]);
            }
        }
        act->presumed = !by_rule(act, rule, &span);
        if (has(act, IDT_STAGE_ANNOUNCED)) {
            act->effect.lo = IDT_DAY_OPEN_START;
        }
    } else if (by_rule(act, rule, &span)) {
        act->effect = span;
        act->presumed = rule == NULL || !rule->has_effect;
    } else {
        act->effect = presumed_span(act, rule);
        act->presumed = true;
    }
}
