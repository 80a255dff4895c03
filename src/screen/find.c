/* The listed records that reach the threshold, each by the pair of names that scores best.
 *
 *   names        forms that could reach it (index.h I1, with what fields can add), each compared
 *                once; then every record that bears it, with its fields
 *   identifiers  records filed under an equal one, compared as a whole: their names need not agree
 *
 * What neither finds cannot reach it: where no part of the names earns anything, fields but an
 * equal identifier add nothing (match/score.h I5).
 */
#include "match/identifier_key.h"
#include "match/probability.h"
#include "core/map.h"
#include "screen/state.h"

static bool passed_over(const idt_scoring *s, const idt_profile_name *name)
{
    return !s->weak_aliases && name->standing == IDT_STANDING_WEAK;
}

/* Which of two is shown for one party: the higher, then what is still on its list, as in the order
 * of hits, so that the better one never comes later (rank.c); then by what does not depend on
 * files. */
bool found_better(const found *a, const found *b)
{
    const idt_screen_hit *x = &a->hit;
    const idt_screen_hit *y = &b->hit;
    if (x->score != y->score || x->left != y->left) {
        return x->score != y->score ? x->score > y->score : y->left;
    }
    if (x->llr_mnat != y->llr_mnat) {
        return x->llr_mnat > y->llr_mnat;
    }
    const int by_origin = idt_str_compare(a->origin, b->origin);
    if (by_origin != 0) {
        return by_origin < 0;
    }
    if (x->exact != y->exact || x->name_at != y->name_at) { /* match/score.h I4 */
        return x->exact != y->exact ? x->exact > y->exact : x->name_at < y->name_at;
    }
    const int by_asked = idt_str_compare(a->asked, b->asked);
    return by_asked != 0 ? by_asked < 0 : x->query_name < y->query_name;
}

static bool same_subject(const void *context, uint32_t value, const void *key)
{
    const idt_screener *x = context;
    return idt_str_equal(x->found[value].subject, *(const idt_str *)key);
}

static idt_rc keep(idt_screener *x, const found *it, idt_error *err)
{
    size_t at = 0;
    const uint64_t hash = idt_hash64(it->subject.ptr, it->subject.len);
    if (!slots_grow(&x->subjects, x->own) ||
        !IDT_GROW(x->own, x->found, x->found_cap, x->found_count)) {
        return idt_arena_fail(x->own, err);
    }
    if (!slots_find(&x->subjects, hash, same_subject, x, &it->subject, &at)) {
        slots_put(&x->subjects, at, hash, (uint32_t)x->found_count);
        x->found[x->found_count++] = *it;
        return x->found_count < x->found_most ? IDT_OK : rank_some(x, err);
    }
    found *held = &x->found[x->subjects.at[at].value - 1];
    if (found_better(it, held)) {
        *held = *it;
    }
    return IDT_OK;
}

static int32_t probability(const idt_screener *x, int32_t llr_mnat)
{
    return idt_probability_by(x->scoring, x->names.of, llr_mnat);
}

/* ---- by names ---- */

/* What the party's fields say beside its names. A query without fields asks of its kind alone, and
 * that the form holds. */
static idt_rc beside_of(idt_screener *x, const idt_profile_name *name, uint32_t file,
                        uint32_t origin_id, idt_beside *out, idt_error *err)
{
    const idt_profile *party;
    const idt_profile bare = {.kind = name->parsed.guessed ? IDT_NAME_ANY : name->parsed.kind};
    if (x->query->field_count == 0 || x->scoring->scorer != IDT_SCORER_EVIDENCE) {
        *out = idt_compare_fields(x->scoring, x->query, &bare);
        return IDT_OK;
    }
    const idt_rc rc = described_fields(x, file, origin_id, &party, err);
    if (rc == IDT_OK) {
        *out = idt_compare_fields(x->scoring, x->query, party);
    }
    return rc;
}

static idt_rc weigh_entry(idt_screener *x, const idt_index_candidate *c, const idt_index_entry *e,
                          idt_error *err)
{
    idt_beside beside;
    int32_t llr;
    bool passes = false;
    idt_rc rc = beside_of(x, c->name, c->file, e->origin_id, &beside, err);
    const uint16_t score = rc == IDT_OK ? idt_score_beside(&x->names, beside, &llr) : 0;
    if (rc != IDT_OK || score < x->threshold) {
        return rc;
    }
    rc = filter_record(x, c->file, e->origin_id, &passes, err);
    if (rc != IDT_OK || !passes) {
        return rc;
    }
    const found it = {.subject = e->subject,
                      .origin = e->origin,
                      .asked = x->query->names[x->query_name].text,
                      .hit = {.record = e->subject,
                              .name = c->name->text,
                              .score = score,
                              .llr_mnat = llr,
                              .probability = probability(x, llr),
                              .exact = x->names.exact,
                              .left = idt_index_has_left(e->origin),
                              .file = c->file,
                              .origin_id = e->origin_id,
                              .form = c->form,
                              .query_name = x->query_name,
                              .name_at = e->ordinal}};
    return keep(x, &it, err);
}

/* Does a word agree as it is written? */
static bool has_the_word(const idt_evidence *e)
{
    for (size_t i = 0; i < e->count; i++) {
        const idt_term *t = &e->terms[i];
        if (t->kind == IDT_TERM_AGREES && t->level == IDT_LEVEL_EXACT) {
            return true;
        }
    }
    return false;
}

/* Whoever has an equal identifier is found by it, so the names need not leave room for one. */
static idt_rc visit(void *context, const idt_index_candidate *c, idt_error *err)
{
    idt_screener *x = context;
    const idt_beside most = {.others_mnat = x->most.others_mnat};
    int32_t llr;
    idt_rc rc = IDT_OK;
    if (passed_over(x->scoring, c->name)) {
        return IDT_OK;
    }
    idt_compare_pair(x->scoring, &x->query->names[x->query_name], c->name, &x->names);
    if (x->bearing && !has_the_word(&x->names.evidence)) {
        return IDT_OK;
    }
    if (idt_score_beside(&x->names, most, &llr) < x->threshold) {
        return IDT_OK;
    }
    for (uint32_t i = 0; i < c->entries && rc == IDT_OK; i++) {
        idt_index_entry entry;
        rc = idt_index_entry_of(x->screen->index, c, i, &entry, err);
        if (rc == IDT_OK && !entry.replaced && idt_index_in_time(&x->question->when, &entry.span)) {
            rc = weigh_entry(x, c, &entry, err);
        }
    }
    return rc;
}

static idt_rc by_names(idt_screener *x, idt_retrieval *retrieval, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < x->query->name_count && rc == IDT_OK; i++) {
        idt_index_counts counts;
        const idt_index_query query = {.name = &x->query->names[i],
                                       .cut = x->threshold,
                                       .scoring = x->scoring,
                                       .fields = &x->fields,
                                       .some_agrees = true,
                                       .when = x->question->when};
        if (passed_over(x->scoring, query.name) || query.name->parsed.key.len == 0) {
            continue;
        }
        x->query_name = (uint32_t)i;
        rc = idt_index_candidates(x->screen->index, &query, x->scratch, visit, x, &counts, err);
        if (rc == IDT_OK && counts.retrieval == IDT_RETRIEVAL_SCAN) {
            *retrieval = IDT_RETRIEVAL_SCAN;
        }
    }
    return rc;
}

/* ---- by identifiers ---- */

/* The names of the whole party that count, as the scorer numbers them. */
static void place_names(const described *it, const idt_comparison *c, const idt_profile *query,
                        idt_screen_hit *hit)
{
    hit->by_identifier = true;
    if (c->candidate != NULL) {
        hit->query_name = (uint32_t)(c->query - query->names);
        hit->name_at = (uint32_t)(c->candidate - it->profile.names);
    }
}

/* "un_sc:36@0123456789abcdef" -> "un_sc:36" */
static idt_str record_of(idt_str origin)
{
    size_t at = origin.len;
    while (at > 0 && origin.ptr[at - 1] != '@') {
        at--;
    }
    return at > 0 ? idt_str_slice(origin, 0, at - 1) : origin;
}

static idt_rc weigh_origin(void *context, const idt_index_origin *o, idt_error *err)
{
    idt_screener *x = context;
    bool passes = false;
    described *it = &x->whole;
    idt_rc rc = described_whole(x, o->file, o->origin_id, it, err);
    if (rc != IDT_OK || !described_in_time(it, &x->question->when)) {
        return rc;
    }
    rc = idt_profile_prepare(&it->profile, err);
    if (rc != IDT_OK) {
        return rc;
    }
    idt_compare_by(x->scoring, x->query, &it->profile, &x->names);
    found f = {.subject = record_of(o->origin),
               .origin = o->origin,
               .asked = x->names.query != NULL ? x->names.query->text : (idt_str){0},
               .hit = {.record = record_of(o->origin),
                       .score = x->names.score,
                       .llr_mnat = x->names.llr_mnat,
                       .probability = probability(x, x->names.llr_mnat),
                       .exact = x->names.exact,
                       .left = idt_index_has_left(o->origin),
                       .file = o->file,
                       .origin_id = o->origin_id}};
    if (f.hit.score < x->threshold) {
        return IDT_OK;
    }
    place_names(it, &x->names, x->query, &f.hit);
    if (x->names.candidate != NULL) {
        f.hit.name = idt_str_copy(x->answer, x->names.candidate->text);
        if (f.hit.name.ptr == NULL) {
            return idt_arena_fail(x->answer, err);
        }
    }
    rc = filter_record(x, o->file, o->origin_id, &passes, err);
    return rc == IDT_OK && passes ? keep(x, &f, err) : rc;
}

static idt_rc by_identifiers(idt_screener *x, idt_error *err)
{
    idt_rc rc = IDT_OK;
    if (x->scoring->scorer != IDT_SCORER_EVIDENCE || !x->scoring->fields) {
        return IDT_OK;
    }
    for (size_t i = 0; i < x->query->field_count && rc == IDT_OK; i++) {
        const idt_profile_field *f = &x->query->fields[i];
        if (f->kind != IDT_FIELD_IDENTIFIER) {
            continue;
        }
        idt_buf_clear(&x->key);
        if (idt_identifier_key(idt_str_borrow(f->property), f->value, &x->key)) {
            rc = idt_buf_check(&x->key, err);
            rc = rc == IDT_OK ? idt_index_find(x->screen->index, idt_buf_borrow(&x->key),
                                               weigh_origin, x, err)
                              : rc;
        }
    }
    return rc;
}

idt_rc find_bearers(idt_screener *x, idt_error *err)
{
    idt_retrieval retrieval;
    const uint16_t threshold = x->threshold;
    rank_begin(x);
    x->threshold = 1;
    x->bearing = true;
    const idt_rc rc = by_names(x, &retrieval, err);
    x->bearing = false;
    x->threshold = threshold;
    return rc;
}

idt_rc find_hits(idt_screener *x, idt_retrieval *retrieval, idt_error *err)
{
    const idt_rc rc = by_names(x, retrieval, err);
    return rc == IDT_OK ? by_identifiers(x, err) : rc;
}
