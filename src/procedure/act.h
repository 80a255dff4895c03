/* act.h - the statements of a subject as the engine reads them: acts (property `event`) and claims
 * of state (property `listed`), with their words and dates parsed once.
 *
 * Internal to procedure/. An act is one event as one dataset tells it; chain.h joins several
 * tellings of one act. Everything lives in the arena of the case.
 */
#ifndef INTERDICT_PROCEDURE_ACT_H
#define INTERDICT_PROCEDURE_ACT_H

#include "procedure/listing_status.h"

/* In the order of IDT_EVENT_WORDS. */
typedef enum idt_act_kind {
    IDT_ACT_PROPOSE,
    IDT_ACT_REQUEST,
    IDT_ACT_INTEND,
    IDT_ACT_REJECT,
    IDT_ACT_WITHDRAW,
    IDT_ACT_DECIDE,
    IDT_ACT_RESCIND,
    IDT_ACT_CONFIRM,
    IDT_ACT_TAKE_EFFECT,
    IDT_ACT_RENAME,
    IDT_ACT_AMEND_ALIAS,
    IDT_ACT_CHANGE_SCOPE,
    IDT_ACT_SPLIT,
    IDT_ACT_MERGE,
    IDT_ACT_TRANSFER,
    IDT_ACT_RENEW,
    IDT_ACT_REVIEW_KEEP,
    IDT_ACT_RELIST_SAME,
    IDT_ACT_SUSPEND,
    IDT_ACT_RESUME,
    IDT_ACT_LIFT,
    IDT_ACT_ANNUL,
    IDT_ACT_SET_ASIDE,
    IDT_ACT_CORRECT,
    IDT_ACT_EXPIRE,
    IDT_ACT_RELIST,
    IDT_ACT_REPORT,
    IDT_ACT_REMOVED,
    IDT_ACT_NONE /* no such word */
} idt_act_kind;

/* In the order of IDT_DATE_NAMES, which is the order of the stages of an act. */
typedef enum idt_stage {
    IDT_STAGE_PROPOSED,
    IDT_STAGE_DECIDED,
    IDT_STAGE_SIGNED,
    IDT_STAGE_LAID,
    IDT_STAGE_CONFIRMED,
    IDT_STAGE_FINAL,
    IDT_STAGE_REGISTERED,
    IDT_STAGE_ANNOUNCED,
    IDT_STAGE_PUBLISHED,
    IDT_STAGE_EFFECTIVE_FROM,
    IDT_STAGE_EFFECTIVE_TO,
    IDT_STAGE_EXPIRES_ON,
    IDT_STAGE_LIST_UPDATED,
    IDT_STAGE_ASSERTED_ON,
    IDT_STAGES
} idt_stage;

/* The first and the last day on which something may have happened; open bounds are
 * IDT_DAY_OPEN_START and IDT_DAY_OPEN_END. */
typedef struct idt_span {
    idt_day lo;
    idt_day hi;
} idt_span;

#define IDT_SPAN_OPEN ((idt_span){IDT_DAY_OPEN_START, IDT_DAY_OPEN_END})

typedef struct idt_words {
    idt_str *items;
    size_t count;
} idt_words;

typedef enum idt_reach { IDT_REACH_NOW, IDT_REACH_START, IDT_REACH_UNKNOWN } idt_reach;

struct idt_rule;

typedef struct idt_act {
    idt_event event;
    idt_act_kind kind;
    /* as stated */
    idt_str list;
    idt_str scope; /* "whole" where not stated */
    idt_str list_kind;
    idt_str new_scope;
    idt_str to_list;
    idt_str end_word;
    idt_words by;
    idt_words to;
    idt_words on_claim_of;
    idt_words answers;
    idt_words corrects;
    idt_act_kind aims_at;
    idt_reach reach;
    bool reach_stated;
    bool immediate;
    idt_tri names_act; /* UNKNOWN where not stated */
    idt_date kept_until;
    idt_date dates[IDT_STAGES];
    const idt_json *rests_on;
    uint32_t order; /* place among events of one day; IDT_ORDER_NONE */
    /* as judged */
    idt_span decision;
    idt_span effect;
    bool decision_known;    /* a day of deciding or signing is on file */
    bool presumed;          /* the day of effect is the procedure's longest delay, not on file */
    bool differ;            /* tellings of this act disagree on its day */
    bool arrival;           /* a start that another listing's end brings (transfer, scope) */
    bool edition;           /* known by published editions of a list that makes or proves the law */
    bool open_confirmation; /* in force only once a second body agreed, and that is not on file */
    bool unconfirmed;       /* the same, but a day of effect is stated */
    unsigned refused;
    bool set_apart; /* counts for nothing: refused, a report, void, or told again by another act */
    idt_str missing;
    idt_tri competence;
    bool procedure_unknown;
    const struct idt_rule *competence_rule;
    const struct idt_rule *effect_rule;
    struct idt_act *same_as;  /* the telling that stands for this one; NULL = itself */
    struct idt_act **targets; /* acts it answers, where found */
    size_t target_count;
    int start_mark; /* of the mark this act became; -1 */
} idt_act;

#define IDT_ORDER_NONE 500u

typedef enum idt_claim_state {
    IDT_CLAIM_IN_FORCE,
    IDT_CLAIM_SUSPENDED,
    IDT_CLAIM_NOT_LISTED
} idt_claim_state;

/* A claim of state: somebody says it was so on `on`. */
typedef struct idt_state_claim {
    idt_event event;
    idt_str list;
    idt_str scope;
    idt_str list_kind;
    idt_claim_state state;
    idt_date on;
    idt_span days; /* the days it is about; an open end closed at the day it was said */
    const idt_json *rests_on;
    unsigned refused;
    idt_str missing;
    bool edition; /* from a published edition of a list that makes or proves the law */
} idt_state_claim;

/* One request being answered. The first failure sticks in `rc`; later calls do nothing. */
typedef struct idt_case {
    const idt_status_request *request;
    idt_arena *arena;
    idt_error *err;
    idt_rc rc;
    struct idt_law **laws;
    size_t law_count;
    size_t law_cap;
} idt_case;

/* Zeroed memory of the case; NULL (and rc set) at the arena's ceiling. */
void *idt_case_take(idt_case *c, size_t bytes);
/* Notes an absent text as the arena's failure. */
idt_str idt_case_said(idt_case *c, idt_str text);
#define IDT_SAY(c, ...) idt_case_said((c), idt_str_format((c)->arena, __VA_ARGS__))
/* Appends a pointer or value to an array of the case; false (and rc set) at the ceiling. */
#define IDT_PUSH(c, items, cap, count, value)                                                      \
    (IDT_GROW((c)->arena, (items), (cap), (count)) ? ((items)[(count)++] = (value), true)          \
                                                   : ((void)idt_case_take((c), SIZE_MAX), false))

idt_act_kind idt_act_kind_of(idt_str word);
const char *idt_act_kind_text(idt_act_kind kind);
idt_stage idt_stage_of(idt_str name); /* IDT_STAGES where it is no date name */
const char *idt_stage_text(idt_stage stage);

/* Reads every act and claim of the records, in an order that does not depend on theirs. */
void idt_acts_read(idt_case *c, const idt_record *const *records, size_t count, idt_act ***acts,
                   size_t *act_count, idt_state_claim ***claims, size_t *claim_count);
/* The act stands as a correction says: `<qualifier>=<right value>`. */
void idt_act_correct(idt_case *c, idt_act *act, idt_str correction);
/* "lift" on ru-terrorist told by brief:taliban#x: how sentences name an act. */
idt_str idt_act_label(idt_case *c, const idt_act *act);

idt_span idt_span_of(const idt_date *date);
idt_span idt_span_meet(idt_span a, idt_span b); /* may be empty: lo > hi */
idt_span idt_span_hull(idt_span a, idt_span b);
bool idt_span_is_empty(idt_span s);
bool idt_span_is_day(idt_span s);
idt_day idt_day_shift(idt_day day, idt_duration by); /* open stays open */
idt_day idt_day_next(idt_day day);
idt_day idt_day_previous(idt_day day);
bool idt_words_hold(const idt_words *words, idt_str word);

#endif
