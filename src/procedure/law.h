/* law.h - the law of one list as data: who may take which step, when it takes effect, what runs
 * out.
 *
 *   rule suspend {by: [any:court], on_claim_of: [ru-prosecutor-general], from: 2024-12-28}
 *   -> on 2025-04-17 any Russian court may suspend, and no other body; before 2024-12-28 nothing is
 *      known about suspending
 *
 * A rule that names bodies for a step excludes every other body, unless it says `others: unknown`.
 * No rule for a step, or none valid that day, means competence unknown, never no.
 * Internal to procedure/. Everything lives in the arena of the case.
 */
#ifndef INTERDICT_PROCEDURE_LAW_H
#define INTERDICT_PROCEDURE_LAW_H

#include "procedure/act.h"

typedef struct idt_rule {
    const idt_record *record;
    const idt_statement *statement;
    idt_act_kind kind;
    idt_words by;
    idt_words on_claim_of;
    bool others_unknown;
    idt_date from;
    idt_date until;
    bool has_effect;
    idt_stage effect_stage; /* IDT_STAGES: stated in the act */
    idt_duration effect_after;
    bool stated_loses; /* a stated effective date does not beat the rule */
    bool has_delay;
    idt_duration delay;
    enum { IDT_CONFIRM_NONE, IDT_CONFIRM_PRECEDENT, IDT_CONFIRM_SUBSEQUENT } confirmation;
    bool has_within;
    idt_duration within;
    bool uncountable;
    bool has_notice;
    idt_duration notice;
    bool has_term;
    idt_duration term;
    idt_tri renewal;
    bool confirmed;  /* certainty: confirmed */
    bool attributed; /* it stands on somebody's word */
} idt_rule;

typedef enum idt_publication {
    IDT_PUBLICATION_NONE,
    IDT_PUBLICATION_INFORMATIVE,
    IDT_PUBLICATION_AUTHORITATIVE,
    IDT_PUBLICATION_CONSTITUTIVE
} idt_publication;

typedef struct idt_law {
    idt_str key;
    const idt_record *const *records;
    size_t record_count;
    idt_str name;
    idt_str kind; /* absent where not known */
    idt_str jurisdiction;
    bool unnamed; /* "<jurisdiction>-unnamed": somebody's list that nobody names */
    idt_words measures;
    idt_words binds;
    idt_rule *rules;
    size_t rule_count;
} idt_law;

/* The law of a list, read once a case. Never NULL unless the case failed. */
const idt_law *idt_law_of(idt_case *c, idt_str list);

idt_tri idt_rule_valid(const idt_rule *rule, idt_day day);
/* Has the law any rule at all for the step, on any day? */
bool idt_law_knows(const idt_law *law, idt_act_kind kind);
/* May one of these bodies take the step, on whichever day of `when` it was? *rule: what says so. */
idt_tri idt_law_competence(idt_case *c, const idt_law *law, idt_act_kind kind, const idt_words *by,
                           idt_span when, const idt_rule **rule);
/* The rule that says when a step of this kind, decided in `when`, takes effect: its own, else that
 * for starts. NULL where none is on file. */
const idt_rule *idt_law_effect(const idt_law *law, idt_act_kind kind, idt_span when);
const idt_rule *idt_law_confirmation(const idt_law *law, idt_act_kind kind, idt_span when);
/* The rule under which a listing that began or was renewed in `from` runs out: the one in force on
 * the day the term would end. *due is that day. */
const idt_rule *idt_law_term(const idt_law *law, idt_span from, idt_span *due);
/* What the law says of renewing a listing on that day. */
idt_tri idt_law_renewable(const idt_law *law, idt_day day, const idt_rule **rule);
/* Does any rule know that a listing on this list can run out? */
bool idt_law_knows_expiry(const idt_law *law);

/* Class of the published list as `dataset` carries it; *own: the class names that dataset. */
idt_publication idt_law_publication(const idt_law *law, idt_str dataset, idt_day day, bool *own);

/* "the President of Russia (ru-president)", or the key alone. */
idt_str idt_body_label(idt_case *c, idt_str key);
idt_str idt_bodies_label(idt_case *c, const idt_words *keys);
/* Jurisdiction of a body; absent where it is not on file. */
idt_str idt_body_jurisdiction(idt_case *c, idt_str key);
/* "the rule of procedures:ru-terrorist (assumed)", with whose word it is. */
idt_str idt_rule_label(idt_case *c, const idt_rule *rule);

#endif
