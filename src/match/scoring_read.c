#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "json/json_read.h"
#include "match/member_place.h"
#include "match/probability.h"
#include "match/scoring.h"
#include "text/utf8.h"

#define WEIGHT_MOST 30000
#define TEXT_MOST   400

typedef struct job {
    idt_str bytes;
    const char *source;
    idt_arena *arena;
    idt_scoring *out;
} job;

static idt_rc refuse(const job *j, idt_str outer, idt_str inner, idt_error *err, const char *fmt,
                     ...) IDT_PRINTF(5, 6);

/* With the place of a member. */
static idt_rc refuse(const job *j, idt_str outer, idt_str inner, idt_error *err, const char *fmt,
                     ...)
{
    char text[512];
    va_list args;
    const size_t at = idt_member_place(j->bytes, outer, inner);
    const idt_position place = idt_utf8_position(j->bytes, at);
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    return idt_fail_at(err, IDT_E_INPUT, j->source, place.line, place.column, at, "%s", text);
}

/* `names` NULL-terminated. */
static idt_rc unknown(const job *j, idt_str outer, idt_str inner, const char *const *names,
                      idt_error *err)
{
    const idt_str met = inner.ptr != NULL ? inner : outer;
    size_t count = 0;
    while (names[count] != NULL) {
        count++;
    }
    const char *nearest = idt_str_nearest(met, names, count);
    return refuse(j, outer, inner, err,
                  "\"" IDT_STR_FMT "\" is not known in a profile; %s \"%s\"%s",
                  IDT_STR_ARG(idt_str_slice(met, 0, 64)),
                  nearest != NULL ? "did you mean" : "expected such as",
                  nearest != NULL ? nearest : names[0], nearest != NULL ? "?" : "");
}

/* What one member of an object is and where it goes. */
typedef enum member_type { MEMBER_SHARE, MEMBER_SWITCH } member_type;
typedef struct member_row {
    const char *group, *name;
    member_type type;
    size_t offset;
} member_row;

static const member_row MEMBERS[] = {
    {"guards", "generic_words", MEMBER_SHARE, offsetof(idt_scoring, generic_most)},
    {"guards", "numbers_differ", MEMBER_SHARE, offsetof(idt_scoring, number_most)},
    {"guards", "single_part", MEMBER_SHARE, offsetof(idt_scoring, single_most)},
    {"switches", "fields", MEMBER_SWITCH, offsetof(idt_scoring, fields)},
    {"switches", "fields_lower", MEMBER_SWITCH, offsetof(idt_scoring, fields_lower)},
    {"switches", "weak_aliases", MEMBER_SWITCH, offsetof(idt_scoring, weak_aliases)},
    {"thresholds", "possible", MEMBER_SHARE, offsetof(idt_scoring, possible)},
    {"thresholds", "strong", MEMBER_SHARE, offsetof(idt_scoring, strong)},
};
#define MEMBER_COUNT (sizeof MEMBERS / sizeof *MEMBERS)

/* A number from 0 to 1 of at most four decimals. */
static bool share_of(const idt_json *value, uint16_t *out)
{
    const double number = value->kind == IDT_JSON_INT    ? (double)value->integer
                          : value->kind == IDT_JSON_REAL ? value->real
                                                         : -1;
    if (!(number >= 0 && number <= 1)) {
        return false;
    }
    *out = (uint16_t)(number * 10000 + 0.5);
    return fabs(number * 10000 - *out) < 1e-6;
}

static idt_rc take_member(const job *j, const member_row *row, const idt_json *value,
                          idt_error *err)
{
    const idt_str group = idt_str_borrow(row->group);
    char *at = (char *)j->out + row->offset;
    if (row->type == MEMBER_SWITCH) {
        if (value->kind != IDT_JSON_BOOL) {
            return refuse(j, group, value->key, err, "\"%s\" is true or false", row->name);
        }
        memcpy(at, &value->boolean, sizeof value->boolean);
        return IDT_OK;
    }
    uint16_t share;
    if (!share_of(value, &share)) {
        return refuse(j, group, value->key, err,
                      "\"%s\" is a number from 0 to 1 of at most four decimals", row->name);
    }
    memcpy(at, &share, sizeof share);
    return IDT_OK;
}

static idt_rc take_group(const job *j, const idt_json *group, idt_error *err)
{
    for (size_t i = 0; i < group->count; i++) {
        const char *names[MEMBER_COUNT + 1] = {NULL};
        const member_row *row = NULL;
        size_t n = 0;
        for (size_t k = 0; k < MEMBER_COUNT; k++) {
            if (idt_str_is(group->key, MEMBERS[k].group)) {
                names[n++] = MEMBERS[k].name;
                row = idt_str_is(group->items[i].key, MEMBERS[k].name) ? &MEMBERS[k] : row;
            }
        }
        const idt_rc rc = row != NULL ? take_member(j, row, &group->items[i], err)
                                      : unknown(j, group->key, group->items[i].key, names, err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    return IDT_OK;
}

/* I3 */
static idt_rc take_weight(const job *j, size_t at, const idt_json *value, idt_error *err)
{
    const idt_scoring_weight weight = (idt_scoring_weight)at;
    const bool gain = idt_scoring_weight_gains(weight);
    const int64_t least = gain ? 0 : -WEIGHT_MOST;
    const int64_t most = gain ? WEIGHT_MOST : 0;
    if (value->kind != IDT_JSON_INT || value->integer < least || value->integer > most) {
        return refuse(j, IDT_STR("weights"), value->key, err,
                      "\"%s\" is a whole number of millinats from %d to %d",
                      idt_scoring_weight_name(weight), (int)least, (int)most);
    }
    j->out->weights[at] = (int32_t)value->integer;
    j->out->stated |= UINT64_C(1) << at;
    return IDT_OK;
}

static idt_rc take_weights(const job *j, const idt_json *weights, idt_error *err)
{
    const char *names[IDT_SCORING_WEIGHTS + 1] = {NULL};
    for (size_t k = 0; k < IDT_SCORING_WEIGHTS; k++) {
        names[k] = idt_scoring_weight_name((idt_scoring_weight)k);
    }
    for (size_t i = 0; i < weights->count; i++) {
        size_t at = 0;
        while (names[at] != NULL && !idt_str_is(weights->items[i].key, names[at])) {
            at++;
        }
        const idt_rc rc = names[at] != NULL
                              ? take_weight(j, at, &weights->items[i], err)
                              : unknown(j, weights->key, weights->items[i].key, names, err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    return IDT_OK;
}

static idt_rc take_text(const job *j, const idt_json *value, size_t least, size_t most,
                        const char **out, idt_error *err)
{
    if (value->kind != IDT_JSON_STRING || value->string.len < least || value->string.len > most) {
        return refuse(j, value->key, (idt_str){0}, err,
                      "\"" IDT_STR_FMT "\" is a text of %zu to %zu bytes", IDT_STR_ARG(value->key),
                      least, most);
    }
    *out = idt_str_copy(j->arena, value->string).ptr;
    return *out != NULL ? IDT_OK : idt_arena_fail(j->arena, err);
}

static idt_rc take_word(const job *j, const idt_json *value, idt_error *err)
{
    const bool format = idt_str_is(value->key, "format");
    const bool ofac = value->kind == IDT_JSON_STRING && idt_str_is(value->string, "ofac");
    if (format
            ? value->kind == IDT_JSON_STRING && idt_str_is(value->string, IDT_SCORING_FORMAT)
            : value->kind == IDT_JSON_STRING && (ofac || idt_str_is(value->string, "evidence"))) {
        j->out->scorer = format ? j->out->scorer : ofac ? IDT_SCORER_OFAC : IDT_SCORER_EVIDENCE;
        return IDT_OK;
    }
    return refuse(j, value->key, (idt_str){0}, err, "\"" IDT_STR_FMT "\" is %s",
                  IDT_STR_ARG(value->key),
                  format ? "\"" IDT_SCORING_FORMAT "\"" : "\"evidence\" or \"ofac\"");
}

static idt_rc take_prior(const job *j, const idt_json *value, idt_error *err)
{
    if (!share_of(value, &j->out->prior) || j->out->prior == 0 || j->out->prior == 10000) {
        return refuse(j, value->key, (idt_str){0}, err,
                      "\"prior\" is what share of your candidates are the party: a number over 0 "
                      "and under 1 of at most four decimals, such as 0.01");
    }
    return IDT_OK;
}

static const char *const TOP[] = {"format", "name",       "description", "scorer", "switches",
                                  "guards", "thresholds", "weights",     "prior",  NULL};

static idt_rc take_top(const job *j, const idt_json *member, idt_error *err)
{
    size_t at = 0;
    while (TOP[at] != NULL && !idt_str_is(member->key, TOP[at])) {
        at++;
    }
    if (TOP[at] == NULL) {
        return unknown(j, member->key, (idt_str){0}, TOP, err);
    }
    switch (at) {
    case 0:
    case 3:
        return take_word(j, member, err);
    case 1:
        return take_text(j, member, 1, IDT_SCORING_NAME_MAX, &j->out->name, err);
    case 2:
        return take_text(j, member, 0, TEXT_MOST, &j->out->description, err);
    case 8:
        return take_prior(j, member, err);
    default:
        break;
    }
    if (member->kind != IDT_JSON_OBJECT) {
        return refuse(j, member->key, (idt_str){0}, err, "\"%s\" is an object", TOP[at]);
    }
    return at == 7 ? take_weights(j, member, err) : take_group(j, member, err);
}

/* What holds of the whole. */
static idt_rc check(const job *j, const idt_json *json, idt_error *err)
{
    const idt_scoring *s = j->out;
    const char *const needed[] = {"format", "name"};
    for (size_t i = 0; i < 2; i++) {
        if (idt_json_member(json, needed[i]) == NULL) {
            return refuse(j, (idt_str){0}, (idt_str){0}, err, "a profile needs \"%s\"", needed[i]);
        }
    }
    if (s->possible > s->strong || s->possible == 0) {
        return refuse(j, IDT_STR("thresholds"), (idt_str){0}, err,
                      "possible is over 0 and at most strong");
    }
    if (s->scorer == IDT_SCORER_OFAC && s->possible < 5000) {
        return refuse(j, IDT_STR("thresholds"), (idt_str){0}, err,
                      "the search tool's least score is 0.5");
    }
    if (s->prior != 0 && !idt_probability_known(s)) {
        return refuse(j, IDT_STR("prior"), (idt_str){0}, err,
                      "a prior moves the probability, and this profile has none, as its scorer, "
                      "guards, fields or weights are not those of default; leave it out");
    }
    const idt_scoring *same = idt_scoring_named(idt_str_borrow(s->name));
    idt_digest a;
    idt_digest b;
    if (same == NULL) {
        return IDT_OK;
    }
    idt_rc rc = idt_scoring_hash(same, &a, err);
    rc = rc == IDT_OK ? idt_scoring_hash(s, &b, err) : rc;
    return rc != IDT_OK ? rc
           : memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0
               ? IDT_OK
               : refuse(
                     j, IDT_STR("name"), (idt_str){0}, err,
                     "\"%s\" is the name of a profile of the program, which differs; take another",
                     s->name);
}

idt_rc idt_scoring_read(idt_str bytes, const char *source, idt_arena *arena, idt_scoring *out,
                        idt_error *err)
{
    idt_json *json = NULL;
    const job j = {.bytes = bytes, .source = source, .arena = arena, .out = out};
    if (bytes.len > IDT_SCORING_BYTES) {
        return idt_fail_at(err, IDT_E_INPUT, source, 1, 1, 0,
                           "%zu bytes; a profile has at most %zu", bytes.len, IDT_SCORING_BYTES);
    }
    idt_rc rc = idt_json_read(bytes, source, arena, &json, err);
    if (rc == IDT_OK && json->kind != IDT_JSON_OBJECT) {
        return idt_fail_at(err, IDT_E_INPUT, source, 1, 1, 0, "a profile is one JSON object");
    }
    *out = IDT_SCORING_DEFAULT;
    out->description = "";
    for (size_t i = 0; rc == IDT_OK && i < json->count; i++) {
        rc = take_top(&j, &json->items[i], err);
    }
    return rc == IDT_OK ? check(&j, json, err) : rc;
}
