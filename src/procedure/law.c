#include "procedure/law.h"

#include <stdlib.h>

#include "statement/attribution.h"

/* ---- reading ---- */

static idt_date rule_date(const idt_statement *s, const char *name)
{
    idt_date date;
    const idt_str text = idt_qualifier(s, name);
    if (text.ptr == NULL || idt_date_parse(text, &date, NULL) != IDT_OK) {
        return (idt_date){0};
    }
    return date;
}

static bool rule_duration(const idt_statement *s, const char *name, idt_duration *out)
{
    const idt_str text = idt_qualifier(s, name);
    return text.ptr != NULL && idt_duration_parse(text, out, NULL) == IDT_OK;
}

static idt_words rule_words(idt_case *c, const idt_statement *s, const char *name)
{
    idt_words words = {0};
    if (c->rc == IDT_OK) {
        c->rc = idt_qualifier_list(s, name, c->arena, &words.items, &words.count, c->err);
    }
    return words;
}

/* `<date name>[+<duration>]`, or `stated`. */
static void read_effect(idt_rule *rule, idt_str text)
{
    if (text.ptr == NULL) {
        return;
    }
    const size_t plus = idt_str_find(text, '+');
    const idt_str name = idt_str_trim(idt_str_slice(text, 0, plus));
    rule->effect_stage = idt_stage_of(name);
    rule->has_effect = rule->effect_stage != IDT_STAGES || idt_str_is(name, "stated");
    if (plus < text.len) {
        const idt_str after = idt_str_trim(idt_str_slice(text, plus + 1, text.len));
        if (idt_duration_parse(after, &rule->effect_after, NULL) != IDT_OK) {
            rule->has_effect = false;
        }
    }
}

static void read_rule(idt_case *c, const idt_record *record, const idt_statement *s, idt_rule *rule)
{
    *rule = (idt_rule){.record = record, .statement = s, .kind = idt_act_kind_of(s->value)};
    rule->by = rule_words(c, s, "by");
    rule->on_claim_of = rule_words(c, s, "on_claim_of");
    rule->others_unknown = idt_str_is(idt_qualifier(s, "others"), "unknown");
    rule->from = rule_date(s, "from");
    rule->until = rule_date(s, "until");
    read_effect(rule, idt_qualifier(s, "effect"));
    rule->stated_loses = idt_str_is(idt_qualifier(s, "stated_wins"), "no");
    rule->has_delay = rule_duration(s, "delay_max", &rule->delay);
    const idt_str confirmation = idt_qualifier(s, "confirmation");
    rule->confirmation = idt_str_is(confirmation, "precedent")    ? IDT_CONFIRM_PRECEDENT
                         : idt_str_is(confirmation, "subsequent") ? IDT_CONFIRM_SUBSEQUENT
                                                                  : IDT_CONFIRM_NONE;
    rule->has_within = rule_duration(s, "confirm_within", &rule->within);
    rule->uncountable = idt_str_is(idt_qualifier(s, "countable"), "no");
    rule->has_notice = rule_duration(s, "notice", &rule->notice);
    rule->has_term = rule_duration(s, "term", &rule->term);
    const idt_str renewal = idt_qualifier(s, "renewal");
    rule->renewal = idt_str_is(renewal, "yes")  ? IDT_YES
                    : idt_str_is(renewal, "no") ? IDT_NO
                                                : IDT_UNKNOWN;
    rule->confirmed = idt_str_is(idt_qualifier(s, "certainty"), "confirmed");
    rule->attributed = idt_json_member(s->qualifiers, "chain") != NULL;
}

/* Confirmed rules before assumed ones, the law's own before somebody's word, then by place. */
static int by_weight(const void *a, const void *b)
{
    const idt_rule *x = a;
    const idt_rule *y = b;
    if (x->kind != y->kind) {
        return (int)x->kind - (int)y->kind;
    }
    if (x->confirmed != y->confirmed) {
        return x->confirmed ? -1 : 1;
    }
    if (x->attributed != y->attributed) {
        return x->attributed ? 1 : -1;
    }
    const int order = idt_str_compare(x->record->id, y->record->id);
    return order != 0 ? order : (int)x->statement->number - (int)y->statement->number;
}

static void read_rules(idt_case *c, idt_law *law)
{
    size_t cap = 0;
    for (size_t i = 0; i < law->record_count; i++) {
        const idt_record *r = law->records[i];
        const idt_statement *s = idt_record_first(r, "rule");
        for (; s != NULL && c->rc == IDT_OK; s = idt_record_next(r, s)) {
            idt_rule rule;
            read_rule(c, r, s, &rule);
            (void)IDT_PUSH(c, law->rules, cap, law->rule_count, rule);
        }
    }
    if (law->rule_count > 1) {
        qsort(law->rules, law->rule_count, sizeof *law->rules, by_weight);
    }
}

static idt_words defaults(idt_case *c, const idt_law *law, const char *property)
{
    idt_words words = {0};
    size_t cap = 0;
    for (size_t i = 0; i < law->record_count; i++) {
        const idt_statement *s = idt_record_first(law->records[i], property);
        for (; s != NULL && c->rc == IDT_OK; s = idt_record_next(law->records[i], s)) {
            if (!idt_words_hold(&words, s->value)) {
                (void)IDT_PUSH(c, words.items, cap, words.count, s->value);
            }
        }
    }
    return words;
}

/* The jurisdiction a key such as `ru-terrorist` or `x-las-unnamed` begins with. */
static idt_str prefix_jurisdiction(idt_str key, bool unnamed)
{
    if (unnamed) {
        return idt_str_slice(key, 0, key.len - strlen("-unnamed"));
    }
    return idt_str_find(key, '-') == 2 ? idt_str_slice(key, 0, 2) : (idt_str){0};
}

static void describe(idt_law *law)
{
    law->name = law->key;
    law->unnamed = idt_str_ends(law->key, "-unnamed");
    law->jurisdiction = prefix_jurisdiction(law->key, law->unnamed);
    for (size_t i = 0; i < law->record_count; i++) {
        const idt_record *r = law->records[i];
        if (idt_str_is(r->schema, "List") && idt_str_equal(r->about, r->id)) {
            law->name = idt_record_caption(r);
            law->kind = idt_record_value(r, "list_kind");
            const idt_str jurisdiction = idt_record_value(r, "jurisdiction");
            law->jurisdiction = jurisdiction.ptr != NULL ? jurisdiction : law->jurisdiction;
            return;
        }
    }
}

static idt_law *read_law(idt_case *c, idt_str list)
{
    idt_law *law = idt_case_take(c, sizeof *law);
    if (law == NULL) {
        return NULL;
    }
    law->key = list;
    const idt_law_source *source = &c->request->law;
    if (source->list != NULL) {
        c->rc = source->list(source->context, list, &law->records, &law->record_count, c->err);
        if (c->rc != IDT_OK) {
            return NULL;
        }
    }
    describe(law);
    law->measures = defaults(c, law, "measure");
    law->binds = defaults(c, law, "bind");
    read_rules(c, law);
    return law;
}

const idt_law *idt_law_of(idt_case *c, idt_str list)
{
    for (size_t i = 0; i < c->law_count; i++) {
        if (idt_str_equal(c->laws[i]->key, list)) {
            return c->laws[i];
        }
    }
    idt_law *law = read_law(c, list);
    if (law != NULL && !IDT_PUSH(c, c->laws, c->law_cap, c->law_count, law)) {
        return NULL;
    }
    return c->rc == IDT_OK ? law : NULL;
}

/* ---- validity ---- */

idt_tri idt_rule_valid(const idt_rule *rule, idt_day day)
{
    idt_tri begun = IDT_YES;
    if (rule->from.kind != IDT_DATE_ABSENT) {
        begun = day >= rule->from.latest    ? IDT_YES
                : day < rule->from.earliest ? IDT_NO
                                            : IDT_UNKNOWN;
    }
    idt_tri over = IDT_NO;
    if (rule->until.kind != IDT_DATE_ABSENT) {
        over = day > rule->until.latest      ? IDT_YES
               : day <= rule->until.earliest ? IDT_NO
                                             : IDT_UNKNOWN;
    }
    if (begun == IDT_NO || over == IDT_YES) {
        return IDT_NO;
    }
    return begun == IDT_YES && over == IDT_NO ? IDT_YES : IDT_UNKNOWN;
}

bool idt_law_knows(const idt_law *law, idt_act_kind kind)
{
    for (size_t i = 0; i < law->rule_count; i++) {
        if (law->rules[i].kind == kind) {
            return true;
        }
    }
    return false;
}

/* The day to ask the law about where an act is known by a span: its last possible day, else its
 * first. */
static idt_day law_day(idt_span when)
{
    return when.hi != IDT_DAY_OPEN_END ? when.hi : when.lo;
}

typedef bool rule_test(const idt_rule *rule);

static const idt_rule *find_rule(const idt_law *law, idt_act_kind kind, idt_day day,
                                 rule_test *wanted)
{
    for (size_t i = 0; i < law->rule_count; i++) {
        const idt_rule *rule = &law->rules[i];
        if (rule->kind == kind && wanted(rule) && idt_rule_valid(rule, day) == IDT_YES) {
            return rule;
        }
    }
    return NULL;
}

static bool names_effect(const idt_rule *rule)
{
    return rule->has_effect || rule->has_delay;
}

static bool asks_confirmation(const idt_rule *rule)
{
    return rule->confirmation != IDT_CONFIRM_NONE;
}

const idt_rule *idt_law_effect(const idt_law *law, idt_act_kind kind, idt_span when)
{
    const idt_day day = law_day(when);
    const idt_rule *rule = find_rule(law, kind, day, names_effect);
    return rule != NULL || kind == IDT_ACT_DECIDE
               ? rule
               : find_rule(law, IDT_ACT_DECIDE, day, names_effect);
}

const idt_rule *idt_law_confirmation(const idt_law *law, idt_act_kind kind, idt_span when)
{
    return find_rule(law, kind, law_day(when), asks_confirmation);
}

/* ---- terms ---- */

static bool has_expiry(const idt_rule *rule)
{
    return rule->has_term || rule->kind == IDT_ACT_EXPIRE;
}

bool idt_law_knows_expiry(const idt_law *law)
{
    for (size_t i = 0; i < law->rule_count; i++) {
        if (has_expiry(&law->rules[i])) {
            return true;
        }
    }
    return false;
}

const idt_rule *idt_law_term(const idt_law *law, idt_span from, idt_span *due)
{
    for (size_t i = 0; i < law->rule_count; i++) {
        const idt_rule *rule = &law->rules[i];
        if (!rule->has_term) {
            continue;
        }
        const idt_span at = {idt_day_shift(from.lo, rule->term),
                             idt_day_shift(from.hi, rule->term)};
        if (idt_rule_valid(rule, law_day(at)) == IDT_YES) {
            *due = at;
            return rule;
        }
    }
    return NULL;
}

idt_tri idt_law_renewable(const idt_law *law, idt_day day, const idt_rule **out)
{
    *out = NULL;
    for (size_t i = 0; i < law->rule_count; i++) {
        const idt_rule *rule = &law->rules[i];
        if (rule->renewal != IDT_UNKNOWN && idt_rule_valid(rule, day) == IDT_YES) {
            *out = rule;
            return rule->renewal;
        }
    }
    return IDT_UNKNOWN;
}

/* ---- bodies ---- */

static const idt_body *find_body(idt_case *c, idt_str key)
{
    const idt_law_source *source = &c->request->law;
    const idt_body *body = NULL;
    if (c->rc == IDT_OK && source->body != NULL) {
        c->rc = source->body(source->context, key, &body, c->err);
    }
    return c->rc == IDT_OK ? body : NULL;
}

idt_str idt_body_jurisdiction(idt_case *c, idt_str key)
{
    const idt_body *body = find_body(c, key);
    return body != NULL ? body->jurisdiction : (idt_str){0};
}

idt_str idt_body_label(idt_case *c, idt_str key)
{
    if (idt_str_starts(key, "any:")) {
        return IDT_SAY(c, "any %.*s of the list's jurisdiction", (int)key.len - 4, key.ptr + 4);
    }
    const idt_body *body = find_body(c, key);
    if (body == NULL || body->name.ptr == NULL || idt_str_equal(body->name, key)) {
        return key;
    }
    return IDT_SAY(c, IDT_STR_FMT " (" IDT_STR_FMT ")", IDT_STR_ARG(body->name), IDT_STR_ARG(key));
}

idt_str idt_bodies_label(idt_case *c, const idt_words *keys)
{
    idt_str text = IDT_STR("a body that is not stated");
    for (size_t i = 0; i < keys->count && c->rc == IDT_OK; i++) {
        const idt_str label = idt_body_label(c, keys->items[i]);
        if (i == 0) {
            text = label;
            continue;
        }
        const char *joint = i + 1 < keys->count ? ", " : " and ";
        text =
            IDT_SAY(c, IDT_STR_FMT "%s" IDT_STR_FMT, IDT_STR_ARG(text), joint, IDT_STR_ARG(label));
    }
    return text;
}

static idt_str chain_text(idt_case *c, const idt_json *chain)
{
    idt_str text = {0};
    const size_t count = chain->kind == IDT_JSON_ARRAY ? chain->count : 0;
    for (size_t i = 0; i < count; i++) {
        idt_chain_link link;
        if (!idt_chain_link_read(&chain->items[i], &link)) {
            continue;
        }
        const size_t gap = idt_str_find(link.role, '_');
        const idt_str first = idt_str_slice(link.role, 0, gap);
        const idt_str rest = idt_str_slice(link.role, gap + 1, link.role.len);
        const idt_str who = link.body ? idt_body_label(c, link.who) : link.who;
        text = IDT_SAY(c, IDT_STR_FMT "%s" IDT_STR_FMT "%s" IDT_STR_FMT " " IDT_STR_FMT,
                       IDT_STR_ARG(text), text.len > 0 ? ", " : "", IDT_STR_ARG(first),
                       rest.len > 0 ? " " : "", IDT_STR_ARG(rest), IDT_STR_ARG(who));
    }
    return text;
}

idt_str idt_rule_label(idt_case *c, const idt_rule *rule)
{
    const idt_str citation = idt_qualifier(rule->statement, "citation");
    const idt_json *chain = idt_json_member(rule->statement->qualifiers, "chain");
    const idt_str word = chain != NULL ? chain_text(c, chain) : (idt_str){0};
    const char *certainty = rule->confirmed ? "confirmed" : "assumed";
    return IDT_SAY(c, "the rule of " IDT_STR_FMT " (%s%s" IDT_STR_FMT "%s" IDT_STR_FMT ")",
                   IDT_STR_ARG(rule->record->id), word.len > 0 ? "on somebody's word" : certainty,
                   word.len > 0 ? ": " : "", IDT_STR_ARG(word), citation.len > 0 ? "; " : "",
                   IDT_STR_ARG(citation));
}

/* ---- competence ---- */

/* Does the rule's entry mean this body? UNKNOWN where the body's kind is not on file. */
static idt_tri names_body(idt_case *c, const idt_law *law, idt_str entry, idt_str by)
{
    if (idt_str_equal(entry, by)) {
        return IDT_YES;
    }
    if (!idt_str_starts(entry, "any:")) {
        return IDT_NO;
    }
    const idt_body *body = find_body(c, by);
    if (body == NULL || body->kind.ptr == NULL || body->jurisdiction.ptr == NULL) {
        return IDT_UNKNOWN;
    }
    return idt_str_equal(body->kind, idt_str_slice(entry, 4, entry.len)) &&
                   idt_str_equal(body->jurisdiction, law->jurisdiction)
               ? IDT_YES
               : IDT_NO;
}

static idt_tri rule_names(idt_case *c, const idt_law *law, const idt_rule *rule,
                          const idt_words *by)
{
    idt_tri answer = IDT_NO;
    for (size_t i = 0; i < rule->by.count; i++) {
        for (size_t b = 0; b < by->count; b++) {
            const idt_tri named = names_body(c, law, rule->by.items[i], by->items[b]);
            if (named == IDT_YES) {
                return IDT_YES;
            }
            answer = named == IDT_UNKNOWN ? IDT_UNKNOWN : answer;
        }
    }
    return answer;
}

/* One day's answer: yes if a rule names the body; no if one excludes it by naming others; else
 * unknown. A rule that is itself in doubt that day can confirm but not exclude. */
static idt_tri competence_on(idt_case *c, const idt_law *law, idt_act_kind kind,
                             const idt_words *by, idt_day day, const idt_rule **out)
{
    const idt_rule *excludes = NULL;
    bool doubt = false;
    for (size_t i = 0; i < law->rule_count; i++) {
        const idt_rule *rule = &law->rules[i];
        if (rule->kind != kind || rule->by.count == 0) {
            continue;
        }
        const idt_tri valid = idt_rule_valid(rule, day);
        if (valid == IDT_NO) {
            continue;
        }
        const idt_tri named = rule_names(c, law, rule, by);
        if (named == IDT_YES && valid == IDT_YES) {
            *out = rule;
            return IDT_YES;
        }
        if (named != IDT_NO || valid != IDT_YES) {
            doubt = true;
        } else if (!rule->others_unknown && excludes == NULL) {
            excludes = rule;
        }
    }
    if (excludes != NULL && !doubt) {
        *out = excludes;
        return IDT_NO;
    }
    return IDT_UNKNOWN;
}

static bool inside(idt_span span, idt_day day)
{
    return day >= span.lo && day <= span.hi;
}

/* Asks on the first and last day and wherever a rule begins or ends between; differing answers make
 * unknown. */
idt_tri idt_law_competence(idt_case *c, const idt_law *law, idt_act_kind kind, const idt_words *by,
                           idt_span when, const idt_rule **rule)
{
    *rule = NULL;
    if (by->count == 0) {
        return IDT_UNKNOWN;
    }
    idt_tri answer = competence_on(c, law, kind, by, law_day(when), rule);
    if (idt_span_is_day(when)) {
        return answer;
    }
    const idt_rule *other;
    if (competence_on(c, law, kind, by, when.lo, &other) != answer) {
        return IDT_UNKNOWN;
    }
    for (size_t i = 0; i < law->rule_count; i++) {
        const idt_rule *r = &law->rules[i];
        const idt_day edges[] = {
            r->from.kind != IDT_DATE_ABSENT ? r->from.latest : IDT_DAY_OPEN_START,
            r->until.kind != IDT_DATE_ABSENT ? idt_day_next(r->until.latest) : IDT_DAY_OPEN_START};
        for (size_t e = 0; e < 2 && r->kind == kind; e++) {
            if (inside(when, edges[e]) &&
                competence_on(c, law, kind, by, edges[e], &other) != answer) {
                return IDT_UNKNOWN;
            }
        }
    }
    return answer;
}

/* ---- publication ---- */

static idt_publication class_of(idt_str word)
{
    return idt_str_is(word, "constitutive")           ? IDT_PUBLICATION_CONSTITUTIVE
           : idt_str_is(word, "authoritative_record") ? IDT_PUBLICATION_AUTHORITATIVE
                                                      : IDT_PUBLICATION_INFORMATIVE;
}

static bool publication_valid(const idt_statement *s, idt_day day)
{
    const idt_rule period = {.from = rule_date(s, "from"), .until = rule_date(s, "until")};
    return idt_rule_valid(&period, day) == IDT_YES;
}

idt_publication idt_law_publication(const idt_law *law, idt_str dataset, idt_day day, bool *own)
{
    idt_publication general = IDT_PUBLICATION_NONE;
    *own = false;
    for (size_t i = 0; i < law->record_count; i++) {
        const idt_record *r = law->records[i];
        const idt_statement *s = idt_record_first(r, "publication");
        for (; s != NULL; s = idt_record_next(r, s)) {
            const idt_str of = idt_qualifier(s, "dataset");
            if (!publication_valid(s, day)) {
                continue;
            }
            if (of.ptr != NULL && idt_str_equal(of, dataset)) {
                *own = true;
                return class_of(s->value);
            }
            if (of.ptr == NULL && general == IDT_PUBLICATION_NONE) {
                general = class_of(s->value);
            }
        }
    }
    return general;
}

idt_rc idt_publication_makes_law(const idt_law_source *source, idt_str list, idt_str dataset,
                                 idt_day day, bool *out, idt_error *err)
{
    idt_law law = {.key = list};
    bool own;
    const idt_rc rc = source->list(source->context, list, &law.records, &law.record_count, err);
    *out = rc == IDT_OK &&
           idt_law_publication(&law, dataset, day, &own) >= IDT_PUBLICATION_AUTHORITATIVE && own;
    return rc;
}
