#include "procedure/act.h"

#include <stdlib.h>

#include "statement/vocabulary.h"

void *idt_case_take(idt_case *c, size_t bytes)
{
    if (c->rc != IDT_OK) {
        return NULL;
    }
    void *memory = bytes < SIZE_MAX ? idt_arena_alloc(c->arena, bytes) : NULL;
    if (memory == NULL) {
        c->rc = idt_arena_fail(c->arena, c->err);
    }
    return memory;
}

idt_str idt_case_said(idt_case *c, idt_str text)
{
    if (text.ptr == NULL && c->rc == IDT_OK) {
        c->rc = idt_arena_fail(c->arena, c->err);
    }
    return text;
}

idt_act_kind idt_act_kind_of(idt_str word)
{
    for (int k = 0; IDT_EVENT_WORDS[k] != NULL; k++) {
        if (idt_str_is(word, IDT_EVENT_WORDS[k])) {
            return (idt_act_kind)k;
        }
    }
    return IDT_ACT_NONE;
}

const char *idt_act_kind_text(idt_act_kind kind)
{
    return kind < IDT_ACT_NONE ? IDT_EVENT_WORDS[kind] : "act";
}

idt_stage idt_stage_of(idt_str name)
{
    for (int s = 0; s < IDT_STAGES; s++) {
        if (idt_str_is(name, IDT_DATE_NAMES[s])) {
            return (idt_stage)s;
        }
    }
    return IDT_STAGES;
}

const char *idt_stage_text(idt_stage stage)
{
    return stage < IDT_STAGES ? IDT_DATE_NAMES[stage] : "stated";
}

/* ---- spans ---- */

idt_span idt_span_of(const idt_date *date)
{
    return date->kind == IDT_DATE_ABSENT ? IDT_SPAN_OPEN : (idt_span){date->earliest, date->latest};
}

idt_span idt_span_meet(idt_span a, idt_span b)
{
    return (idt_span){a.lo > b.lo ? a.lo : b.lo, a.hi < b.hi ? a.hi : b.hi};
}

idt_span idt_span_hull(idt_span a, idt_span b)
{
    return (idt_span){a.lo < b.lo ? a.lo : b.lo, a.hi > b.hi ? a.hi : b.hi};
}

bool idt_span_is_empty(idt_span s)
{
    return s.lo > s.hi;
}

bool idt_span_is_day(idt_span s)
{
    return s.lo == s.hi;
}

static bool is_open(idt_day day)
{
    return day == IDT_DAY_OPEN_START || day == IDT_DAY_OPEN_END;
}

idt_day idt_day_shift(idt_day day, idt_duration by)
{
    return is_open(day) ? day : idt_day_add(day, by.years, by.months, by.days);
}

idt_day idt_day_next(idt_day day)
{
    return is_open(day) ? day : day + 1;
}

idt_day idt_day_previous(idt_day day)
{
    return is_open(day) ? day : day - 1;
}

bool idt_words_hold(const idt_words *words, idt_str word)
{
    for (size_t i = 0; i < words->count; i++) {
        if (idt_str_equal(words->items[i], word)) {
            return true;
        }
    }
    return false;
}

/* ---- reading ---- */

static idt_words read_words(idt_case *c, const idt_json *value)
{
    const bool many = value->kind == IDT_JSON_ARRAY;
    const idt_json *items = many ? value->items : value;
    const size_t count = many ? value->count : 1;
    idt_words words = {.items = idt_case_take(c, count * sizeof(idt_str))};
    for (size_t i = 0; i < count && words.items != NULL; i++) {
        if (items[i].kind == IDT_JSON_STRING) {
            words.items[words.count++] = items[i].string;
        }
    }
    return words;
}

/* A date the reader of records accepted; one that is none says nothing. */
static idt_date read_date(idt_str text)
{
    idt_date date;
    if (text.ptr == NULL || idt_date_parse(text, &date, NULL) != IDT_OK) {
        return (idt_date){0};
    }
    return date;
}

static bool set_words(idt_case *c, idt_act *act, idt_str name, const idt_json *value)
{
    static const char *const names[] = {"by", "to", "on_claim_of", "answers", "corrects"};
    idt_words *const at[] = {&act->by, &act->to, &act->on_claim_of, &act->answers, &act->corrects};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (idt_str_is(name, names[i])) {
            *at[i] = read_words(c, value);
            return true;
        }
    }
    return false;
}

static bool set_text(idt_act *act, idt_str name, idt_str text)
{
    static const char *const names[] = {"list",      "scope",   "list_kind",
                                        "new_scope", "to_list", "end_word"};
    idt_str *const at[] = {&act->list,      &act->scope,   &act->list_kind,
                           &act->new_scope, &act->to_list, &act->end_word};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (idt_str_is(name, names[i])) {
            *at[i] = text;
            return true;
        }
    }
    return false;
}

static void set_word(idt_act *act, idt_str name, idt_str text)
{
    uint64_t number;
    if (idt_str_is(name, "aims_at")) {
        act->aims_at = idt_act_kind_of(text);
    } else if (idt_str_is(name, "reach")) {
        act->reach_stated = true;
        act->reach = idt_str_is(text, "from_start") ? IDT_REACH_START
                     : idt_str_is(text, "unknown")  ? IDT_REACH_UNKNOWN
                                                    : IDT_REACH_NOW;
    } else if (idt_str_is(name, "immediate_execution")) {
        act->immediate = idt_str_is(text, "yes");
    } else if (idt_str_is(name, "names_act")) {
        act->names_act = idt_str_is(text, "yes") ? IDT_YES : IDT_NO;
    } else if (idt_str_is(name, "effects_kept_until")) {
        act->kept_until = read_date(text);
    } else if (idt_str_is(name, "order") && idt_str_to_u64(text, IDT_ORDER_NONE - 1, &number)) {
        act->order = (uint32_t)number;
    }
}

static void set_qualifier(idt_case *c, idt_act *act, idt_str name, const idt_json *value)
{
    const idt_stage stage = idt_stage_of(name);
    if (stage != IDT_STAGES) {
        act->dates[stage] = read_date(value->string);
    } else if (idt_str_is(name, "rests_on")) {
        act->rests_on = value->kind == IDT_JSON_OBJECT ? value : NULL;
    } else if (!set_words(c, act, name, value) && !set_text(act, name, value->string)) {
        set_word(act, name, value->string);
    }
}

static idt_str event_id(idt_case *c, const idt_record *record, const idt_statement *s)
{
    const idt_str id = idt_qualifier(s, "id");
    if (id.ptr != NULL) {
        return IDT_SAY(c, IDT_STR_FMT "#" IDT_STR_FMT, IDT_STR_ARG(record->id), IDT_STR_ARG(id));
    }
    char text[IDT_STATEMENT_ID_BYTES];
    return IDT_SAY(c, "%s", idt_statement_id(&record->hash, s->number, text));
}

static void publish(idt_act *act)
{
    act->event.by = act->by.items;
    act->event.by_count = act->by.count;
    act->event.to = act->to.items;
    act->event.to_count = act->to.count;
}

static idt_act *read_act(idt_case *c, const idt_record *record, const idt_statement *s)
{
    idt_act *act = idt_case_take(c, sizeof *act);
    if (act == NULL) {
        return NULL;
    }
    act->event = (idt_event){
        .record = record, .statement = s, .id = event_id(c, record, s), .kind = s->value};
    act->kind = idt_act_kind_of(s->value);
    act->scope = IDT_STR("whole");
    act->aims_at = IDT_ACT_NONE;
    act->names_act = IDT_UNKNOWN;
    act->order = IDT_ORDER_NONE;
    act->start_mark = -1;
    for (size_t i = 0; i < s->qualifiers->count; i++) {
        set_qualifier(c, act, s->qualifiers->items[i].key, &s->qualifiers->items[i]);
    }
    publish(act);
    return act;
}

/* The days a claim is about. A period without an end says how it stood when it was said, and a
 * claim proves no day after it was made. */
static idt_span claim_days(const idt_date *on, const idt_date *asserted)
{
    idt_span days = idt_span_of(on);
    if (on->kind == IDT_DATE_PERIOD && days.hi == IDT_DAY_OPEN_END) {
        days.hi = asserted->kind != IDT_DATE_ABSENT ? asserted->latest : on->start_latest;
    }
    return days;
}

static idt_state_claim *read_claim(idt_case *c, const idt_record *record, const idt_statement *s)
{
    idt_state_claim *claim = idt_case_take(c, sizeof *claim);
    if (claim == NULL) {
        return NULL;
    }
    claim->event = (idt_event){
        .record = record, .statement = s, .id = event_id(c, record, s), .kind = IDT_STR("listed")};
    claim->list = idt_qualifier(s, "list");
    claim->scope = idt_qualifier(s, "scope");
    if (claim->scope.ptr == NULL) {
        claim->scope = IDT_STR("whole");
    }
    claim->list_kind = idt_qualifier(s, "list_kind");
    claim->state = idt_str_is(s->value, "in_force")    ? IDT_CLAIM_IN_FORCE
                   : idt_str_is(s->value, "suspended") ? IDT_CLAIM_SUSPENDED
                                                       : IDT_CLAIM_NOT_LISTED;
    claim->on = read_date(idt_qualifier(s, "on"));
    const idt_date asserted = read_date(idt_qualifier(s, "asserted_on"));
    claim->days = claim_days(&claim->on, &asserted);
    claim->rests_on = idt_json_member(s->qualifiers, "rests_on");
    return claim;
}

static int by_act_id(const void *a, const void *b)
{
    const idt_event *x = &(*(idt_act *const *)a)->event;
    const idt_event *y = &(*(idt_act *const *)b)->event;
    const int order = idt_str_compare(x->id, y->id);
    return order != 0 ? order : (int)x->statement->number - (int)y->statement->number;
}

static int by_claim_id(const void *a, const void *b)
{
    const idt_event *x = &(*(idt_state_claim *const *)a)->event;
    const idt_event *y = &(*(idt_state_claim *const *)b)->event;
    const int order = idt_str_compare(x->id, y->id);
    return order != 0 ? order : (int)x->statement->number - (int)y->statement->number;
}

void idt_acts_read(idt_case *c, const idt_record *const *records, size_t count, idt_act ***acts,
                   size_t *act_count, idt_state_claim ***claims, size_t *claim_count)
{
    size_t act_cap = 0;
    size_t claim_cap = 0;
    *acts = NULL;
    *claims = NULL;
    *act_count = *claim_count = 0;
    for (size_t i = 0; i < count; i++) {
        const idt_record *r = records[i];
        const idt_statement *s = idt_record_first(r, "event");
        for (; s != NULL && c->rc == IDT_OK; s = idt_record_next(r, s)) {
            (void)IDT_PUSH(c, *acts, act_cap, *act_count, read_act(c, r, s));
        }
        s = idt_record_first(r, "listed");
        for (; s != NULL && c->rc == IDT_OK; s = idt_record_next(r, s)) {
            (void)IDT_PUSH(c, *claims, claim_cap, *claim_count, read_claim(c, r, s));
        }
    }
    if (c->rc == IDT_OK && *act_count > 1) {
        qsort(*acts, *act_count, sizeof **acts, by_act_id);
    }
    if (c->rc == IDT_OK && *claim_count > 1) {
        qsort(*claims, *claim_count, sizeof **claims, by_claim_id);
    }
}

void idt_act_correct(idt_case *c, idt_act *act, idt_str correction)
{
    const size_t at = idt_str_find(correction, '=');
    idt_json *value = idt_case_take(c, sizeof *value);
    if (value == NULL || at == correction.len) {
        return;
    }
    value->kind = IDT_JSON_STRING;
    value->string = idt_str_trim(idt_str_slice(correction, at + 1, correction.len));
    set_qualifier(c, act, idt_str_trim(idt_str_slice(correction, 0, at)), value);
    publish(act);
}

idt_str idt_act_label(idt_case *c, const idt_act *act)
{
    return IDT_SAY(c, "the %s on " IDT_STR_FMT " (" IDT_STR_FMT ")", idt_act_kind_text(act->kind),
                   IDT_STR_ARG(act->list), IDT_STR_ARG(act->event.id));
}
