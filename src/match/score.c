#include "match/score.h"

#include "match/fields.h"
#include "match/probability.h"
#include "match/weights.h"

#define W IDT_WEIGHTS

const char *idt_band_text(idt_band band)
{
    static const char *const words[] = {"below", "possible", "strong"};
    return words[band];
}

const char *idt_exact_text(idt_exact exact)
{
    static const char *const words[] = {"none", "weak_alias", "alias", "name"};
    return words[exact];
}

#define LLR_MOST 60000 /* more than all terms together */

uint16_t idt_score_of(idt_score_class of, int32_t llr_mnat)
{
    return idt_probability_of(of, llr_mnat);
}

int32_t idt_score_llr(idt_score_class of, uint16_t score)
{
    const int32_t least = idt_probability_least(of, score);
    return least <= -LLR_MOST ? -LLR_MOST + 1 : least < LLR_MOST ? least : LLR_MOST;
}

static bool generic_only(const idt_evidence *e, const idt_match_name *q, const idt_match_name *n)
{
    return e->agreeing > 0 && e->distinct == 0 && (q->bearing > 0 || n->bearing > 0);
}

/* A single part against a longer name: of a person never enough, of others where it is rare. */
static bool single(const idt_evidence *e, const idt_match_name *q, const idt_match_name *n)
{
    const bool uneven = (q->telling <= 1) != (n->telling <= 1);
    const bool person = idt_class_of(q, n) == IDT_CLASS_PERSON;
    return uneven && e->agreeing + e->initials <= 1 && (person || e->rarest_mnat < W.single_rare);
}

/* I3 */
static void guard(idt_score_class of, idt_evidence *e, uint16_t most, const char *note)
{
    const int32_t limit = idt_score_llr(of, (uint16_t)(most + 1)) - 1;
    if (most < IDT_SCORE_ONE && e->llr_mnat > limit) {
        idt_evidence_add(
            e, (idt_term){.kind = IDT_TERM_GUARD, .mnat = limit - e->llr_mnat, .note = note});
    }
}

static void guards(const idt_scoring *s, const idt_match_name *q, const idt_match_name *n,
                   idt_evidence *e)
{
    const idt_score_class of = idt_class_of(q, n);
    bool number = false;
    for (size_t i = 0; i < e->count; i++) {
        number = number || (e->terms[i].kind == IDT_TERM_NUMBER && e->terms[i].mnat < -2000);
    }
    if (generic_only(e, q, n)) {
        guard(of, e, s->generic_most, IDT_GUARD_GENERIC);
    }
    if (single(e, q, n)) {
        guard(of, e, s->single_most, IDT_GUARD_SINGLE);
    }
    if (number) {
        guard(of, e, s->number_most, IDT_GUARD_NUMBER);
    }
}

/* What was repaired in either of two names that are not written alike; idt_repair_trace. */
static unsigned repaired_in(const idt_profile_name *query, const idt_profile_name *candidate)
{
    const unsigned traces = query->prepared.repaired | candidate->prepared.repaired;
    return traces != 0 && idt_str_equal(query->parsed.source, candidate->parsed.source) ? 0
                                                                                        : traces;
}

/* ruling: a repaired reading stands a little under the same read as it is written; by how likely
 * it is that something else was meant. A kind costs once, whichever name holds it. */
static void repairs(unsigned traces, idt_evidence *e)
{
    static const struct {
        unsigned trace;
        int32_t mnat;
        const char *note;
    } costs[] = {
        {IDT_TRACE_ENCODING, -100, "characters are written as references, or were misread"},
        {IDT_TRACE_LOOKALIKE, -300, "letters of another script are read as those of the word"},
        {IDT_TRACE_DIGIT, -500, "digits are read as letters"}};
    for (size_t i = 0; i < sizeof costs / sizeof costs[0]; i++) {
        if ((traces & costs[i].trace) != 0) {
            idt_evidence_add(
                e,
                (idt_term){.kind = IDT_TERM_GUARD, .mnat = costs[i].mnat, .note = costs[i].note});
        }
    }
}

static idt_exact exact_of(const idt_profile_name *query, const idt_profile_name *candidate)
{
    if (query->prepared.key_head != candidate->prepared.key_head || query->parsed.key.len == 0 ||
        repaired_in(query, candidate) != 0 ||
        !idt_str_equal(query->parsed.key, candidate->parsed.key)) {
        return IDT_EXACT_NONE;
    }
    const idt_name_standing weaker =
        query->standing > candidate->standing ? query->standing : candidate->standing;
    return (idt_exact)(IDT_EXACT_NAME - weaker);
}

/* I2 */
static uint16_t score_at(idt_score_class of, int32_t llr_mnat, bool identical)
{
    const uint16_t score = idt_score_of(of, llr_mnat);
    return identical ? IDT_SCORE_ONE : score < IDT_SCORE_MOST ? score : IDT_SCORE_MOST;
}

/* `llr_mnat` as far as it is known; the band by the profile of scoring. */
static void rate(const idt_scoring *s, idt_comparison *out, int32_t llr_mnat, bool spoken_against)
{
    out->scoring = s;
    out->llr_mnat = llr_mnat;
    out->score = score_at(out->of, llr_mnat, out->exact != IDT_EXACT_NONE && !spoken_against);
    out->band = idt_band_of(s, out->score);
}

int32_t idt_comparison_probability(const idt_comparison *c)
{
    return idt_probability_by(c->scoring, c->of, c->llr_mnat);
}

idt_band idt_band_of(const idt_scoring *s, uint16_t score)
{
    return score >= s->strong     ? IDT_BAND_STRONG
           : score >= s->possible ? IDT_BAND_POSSIBLE
                                  : IDT_BAND_BELOW;
}

static void evidence_of(const idt_scoring *s, const idt_profile_name *query,
                        const idt_profile_name *candidate, idt_comparison *out)
{
    out->query = query;
    out->candidate = candidate;
    out->exact = exact_of(query, candidate);
    out->of = idt_class_of(&query->prepared, &candidate->prepared);
    idt_evidence_of_names(&query->prepared, &candidate->prepared, &out->evidence);
    if (out->exact == IDT_EXACT_NONE) {
        guards(s, &query->prepared, &candidate->prepared, &out->evidence);
    }
    repairs(repaired_in(query, candidate), &out->evidence);
    if (query->standing == IDT_STANDING_WEAK || candidate->standing == IDT_STANDING_WEAK) {
        idt_evidence_add(&out->evidence,
                         (idt_term){.kind = IDT_TERM_ALIAS,
                                    .mnat = idt_scoring_weight_of(s, IDT_WEIGHT_WEAK_ALIAS),
                                    .note = "weak alias"});
    }
}

static void clear(const idt_scoring *s, idt_comparison *out)
{
    out->scoring = s;
    out->query = out->candidate = NULL;
    out->query_profile = out->candidate_profile = NULL;
    out->exact = IDT_EXACT_NONE;
    out->of = IDT_CLASS_PERSON;
    out->score = 0;
    out->llr_mnat = 0;
    out->band = IDT_BAND_BELOW;
    out->evidence.count = 0;
    out->evidence.llr_mnat = 0;
    out->evidence.greedy = false;
    out->ofac.count = 0;
}

void idt_compare_pair(const idt_scoring *s, const idt_profile_name *query,
                      const idt_profile_name *candidate, idt_comparison *out)
{
    clear(s, out);
    if (s->scorer == IDT_SCORER_EVIDENCE) {
        evidence_of(s, query, candidate, out);
        rate(s, out, out->evidence.llr_mnat, false);
        return;
    }
    out->query = query;
    out->candidate = candidate;
    out->exact = exact_of(query, candidate);
    idt_ofac_compare(query->parsed.key, candidate->parsed.key, &out->ofac);
    out->score = out->ofac.score;
    out->band = idt_band_of(s, out->score);
}

/* I5: what of `others` counts beside these names. */
static int32_t counting(const idt_comparison *names, int32_t others_mnat)
{
    if (others_mnat <= 0 || names->exact != IDT_EXACT_NONE) {
        return others_mnat;
    }
    for (size_t i = 0; i < names->evidence.count; i++) {
        const idt_term *t = &names->evidence.terms[i];
        if (t->kind == IDT_TERM_AGREES && t->mnat > 0) {
            return others_mnat;
        }
    }
    return 0;
}

/* I6: what is taken off the names' word against an identifier in common. */
static int32_t bearing(const idt_comparison *names, idt_beside beside)
{
    return beside.identifier_mnat > 0 && names->llr_mnat < W.names_least
               ? W.names_least - names->llr_mnat
               : 0;
}

uint16_t idt_score_beside(const idt_comparison *names, idt_beside beside, int32_t *llr_mnat)
{
    *llr_mnat = names->llr_mnat;
    if (names->scoring->scorer != IDT_SCORER_EVIDENCE) {
        return names->score;
    }
    const int32_t all = beside.identifier_mnat + beside.others_mnat;
    *llr_mnat +=
        bearing(names, beside) + beside.identifier_mnat + counting(names, beside.others_mnat);
    return score_at(names->of, *llr_mnat, names->exact != IDT_EXACT_NONE && all >= 0);
}

void idt_compare_names(const idt_profile_name *query, const idt_profile_name *candidate,
                       idt_comparison *out)
{
    out->query_profile = out->candidate_profile = NULL;
    evidence_of(&IDT_SCORING_DEFAULT, query, candidate, out);
    rate(&IDT_SCORING_DEFAULT, out, out->evidence.llr_mnat, false);
}

/* I4 */
static bool better(const idt_comparison *a, const idt_comparison *b)
{
    if (a->score != b->score || a->llr_mnat != b->llr_mnat) {
        return a->score != b->score ? a->score > b->score : a->llr_mnat > b->llr_mnat;
    }
    if (a->exact != b->exact || a->candidate != b->candidate) {
        return a->exact != b->exact ? a->exact > b->exact : a->candidate < b->candidate;
    }
    return idt_str_compare(a->query->text, b->query->text) < 0;
}

static bool passed_over(const idt_scoring *s, const idt_profile_name *name)
{
    return !s->weak_aliases && name->standing == IDT_STANDING_WEAK;
}

int32_t idt_comparison_more(const idt_comparison *c, int32_t mnat)
{
    int32_t others = 0;
    for (size_t i = 0; i < c->evidence.count; i++) {
        const idt_term *t = &c->evidence.terms[i];
        const bool field = t->kind == IDT_TERM_FIELD || t->kind == IDT_TERM_SCHEMA;
        others += field && !idt_is_equal_identifier(t) ? t->mnat : 0;
    }
    return counting(c, others + mnat) - counting(c, others);
}

/* What the fields say, as terms; the sum of an equal identifier apart. */
static idt_beside weigh_fields(const idt_scoring *s, const idt_profile *query,
                               const idt_profile *candidate, idt_evidence *terms)
{
    idt_beside out = {0};
    terms->count = 0;
    terms->llr_mnat = 0;
    if (s->scorer != IDT_SCORER_EVIDENCE) {
        return out;
    }
    idt_fields_add(s, query, candidate, terms);
    for (size_t i = 0; i < terms->count; i++) {
        const bool identifier = idt_is_equal_identifier(&terms->terms[i]);
        *(identifier ? &out.identifier_mnat : &out.others_mnat) += terms->terms[i].mnat;
    }
    return out;
}

idt_beside idt_compare_fields(const idt_scoring *s, const idt_profile *query,
                              const idt_profile *candidate)
{
    idt_evidence terms;
    return weigh_fields(s, query, candidate, &terms);
}

/* The pair of names that counts beside these fields, scored with them. */
static void best_names(const idt_scoring *s, const idt_profile *query, const idt_profile *candidate,
                       idt_beside fields, idt_comparison *out)
{
    idt_comparison other;
    bool any = false;
    for (size_t i = 0; i < query->name_count; i++) {
        for (size_t k = 0; k < candidate->name_count; k++) {
            if (passed_over(s, &query->names[i]) || passed_over(s, &candidate->names[k])) {
                continue;
            }
            idt_comparison *into = any ? &other : out;
            idt_compare_pair(s, &query->names[i], &candidate->names[k], into);
            into->score = idt_score_beside(into, fields, &into->llr_mnat);
            if (any && better(&other, out)) {
                *out = other;
            }
            any = true;
        }
    }
}

/* Names and fields as one: the terms of the fields behind those of the names. */
static void join(const idt_profile *query, const idt_profile *candidate, const idt_evidence *fields,
                 idt_beside beside, idt_comparison *out)
{
    const idt_scoring *s = out->scoring;
    out->llr_mnat = out->evidence.llr_mnat; /* of the names alone */
    out->query_profile = query;
    out->candidate_profile = candidate;
    if (s->scorer != IDT_SCORER_EVIDENCE) {
        return;
    }
    const int32_t kept = counting(out, beside.others_mnat);
    const int32_t borne = bearing(out, beside);
    for (size_t i = 0; i < fields->count; i++) {
        idt_evidence_add(&out->evidence, fields->terms[i]);
    }
    if (kept != beside.others_mnat) {
        idt_evidence_add(&out->evidence, (idt_term){.kind = IDT_TERM_GUARD,
                                                    .mnat = kept - beside.others_mnat,
                                                    .note = IDT_GUARD_NOTHING});
    }
    if (borne > 0) {
        idt_evidence_add(
            &out->evidence,
            (idt_term){.kind = IDT_TERM_GUARD, .mnat = borne, .note = IDT_GUARD_BEARER});
    }
    rate(s, out, out->evidence.llr_mnat, fields->llr_mnat < 0);
}

/* The fields say the same beside every pair of names, so they are weighed first: I4 holds for what
 * the whole comes to. */
void idt_compare_by(const idt_scoring *s, const idt_profile *query, const idt_profile *candidate,
                    idt_comparison *out)
{
    idt_evidence fields;
    const idt_beside beside = weigh_fields(s, query, candidate, &fields);
    clear(s, out);
    best_names(s, query, candidate, beside, out);
    join(query, candidate, &fields, beside, out);
}

void idt_compare_parties_by_names(const idt_scoring *s, const idt_profile *query,
                                  const idt_profile_name *query_name, const idt_profile *candidate,
                                  const idt_profile_name *candidate_name, idt_comparison *out)
{
    idt_evidence fields;
    const idt_beside beside = weigh_fields(s, query, candidate, &fields);
    idt_compare_pair(s, query_name, candidate_name, out);
    join(query, candidate, &fields, beside, out);
}

void idt_compare(const idt_profile *query, const idt_profile *candidate, idt_comparison *out)
{
    idt_compare_by(&IDT_SCORING_DEFAULT, query, candidate, out);
}
