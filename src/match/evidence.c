#include "match/evidence.h"

#include <assert.h>

#include "match/glance.h"
#include "match/unmatched.h"
#include "match/weights.h"

#define W IDT_WEIGHTS

const char *idt_term_kind_text(idt_term_kind kind)
{
    static const char *const words[] = {"agrees", "omitted", "contradicts", "structure",
                                        "form",   "number",  "ceiling",     "guard",
                                        "alias",  "schema",  "field"};
    return words[kind];
}

void idt_evidence_add(idt_evidence *evidence, idt_term term)
{
    if (term.mnat == 0 && term.kind != IDT_TERM_AGREES && term.note == NULL) {
        return;
    }
    assert(evidence->count < IDT_TERMS_MAX);
    evidence->terms[evidence->count++] = term;
    evidence->llr_mnat += term.mnat;
}

static bool is_generic(const idt_match_part *part)
{
    return part->role == IDT_PART_GENERIC;
}

/* Three letters are borne by many; each further one tells more. */
int32_t idt_acronym_cost(size_t letters)
{
    const int32_t more = letters > 3 ? (int32_t)(letters - 3) * W.acronym_letter : 0;
    return W.acronym + more < 0 ? W.acronym + more : 0;
}

/* As many as the words of the longer side; a given name of two syllables is one word, though. */
static uint16_t words_of(const idt_pair *pair)
{
    const uint16_t words = pair->q_count > pair->n_count ? pair->q_count : pair->n_count;
    return pair->relation.level == IDT_LEVEL_READING && words > 1 ? (uint16_t)(words - 1) : words;
}

/* Rarity and cost of what is joined: the one part it is joined to says how rare it is. */
static void agree(const idt_match_name *q, const idt_match_name *n, const idt_pair *pair,
                  idt_evidence *out)
{
    const idt_match_part *a = &q->parts[pair->q];
    const idt_match_part *b = &n->parts[pair->n];
    const idt_match_part *whole_a = pair->q_count == 1 ? a : b;
    const idt_match_part *whole_b = pair->n_count == 1 ? b : a;
    const int32_t rarity = idt_pair_rarity(whole_a, whole_b, pair->relation);
    const bool read = pair->relation.level == IDT_LEVEL_READING; /* by its script, joined or not */
    int32_t cost = idt_pair_cost_of(idt_class_of(q, n), read ? a : whole_a, read ? b : whole_b,
                                    pair->relation);
    if (pair->relation.via == IDT_VIA_ACRONYM) {
        cost += idt_acronym_cost(whole_a->text.len);
    }
    out->rarity_mnat += rarity;
    if (a->use == IDT_USE_INITIAL || b->use == IDT_USE_INITIAL) {
        out->initials++;
    } else if (a->use == IDT_USE_WORD && b->use == IDT_USE_WORD) {
        const int32_t least = whole_a->rarity_mnat < whole_b->rarity_mnat ? whole_a->rarity_mnat
                                                                          : whole_b->rarity_mnat;
        out->rarest_mnat = least > out->rarest_mnat ? least : out->rarest_mnat;
        out->agreeing = (uint16_t)(out->agreeing + words_of(pair));
        out->distinct = (uint16_t)(out->distinct + (!is_generic(a) || !is_generic(b) ? 1 : 0));
    }
    idt_evidence_add(out, (idt_term){.kind = IDT_TERM_AGREES,
                                     .level = (uint8_t)pair->relation.level,
                                     .via = (uint8_t)pair->relation.via,
                                     .q = (uint8_t)pair->q,
                                     .q_count = (uint8_t)pair->q_count,
                                     .n = (uint8_t)pair->n,
                                     .n_count = (uint8_t)pair->n_count,
                                     .mnat = rarity + cost});
}

int32_t idt_names_prove(idt_score_class of, int32_t rarity_mnat)
{
    const int32_t over = rarity_mnat - W.names_most[of];
    const int32_t beyond = rarity_mnat - W.names_more[of];
    if (over <= 0) {
        return rarity_mnat;
    }
    return beyond <= 0 ? W.names_most[of] + over / W.names_slope
                       : W.names_most[of] + (W.names_more[of] - W.names_most[of]) / W.names_slope +
                             beyond / 64;
}

int32_t idt_names_least(idt_score_class of, int32_t proven_mnat)
{
    const int64_t most = W.names_most[of];
    const int64_t at_more = most + (W.names_more[of] - most) / W.names_slope;
    int64_t out = proven_mnat;
    if (proven_mnat > at_more) {
        out = W.names_more[of] + (proven_mnat - at_more) * 64;
    } else if (proven_mnat > most) {
        out = most + (proven_mnat - most) * W.names_slope;
    }
    return (int32_t)(out < INT32_MAX ? out : INT32_MAX);
}

/* I3 */
static void put_ceiling(idt_score_class of, idt_evidence *out)
{
    const int32_t proven = idt_names_prove(of, out->rarity_mnat);
    if (proven < out->rarity_mnat) {
        idt_evidence_add(out,
                         (idt_term){.kind = IDT_TERM_CEILING, .mnat = proven - out->rarity_mnat});
        out->rarity_mnat = proven;
    }
}

/* A person's own name here, behind bin or ibn there: father is not son. */
static bool father_is_son(const idt_match_name *q, const idt_match_name *n, const idt_pair *pair)
{
    if (pair->relation.level < IDT_LEVEL_SKELETON) {
        return false;
    }
    const bool q_behind = q->parts[pair->q].after_bin;
    const bool n_behind = n->parts[pair->n].after_bin;
    return (q_behind && !n_behind && pair->n == n->first_word) ||
           (n_behind && !q_behind && pair->q == q->first_word);
}

static void put_structure(const idt_match_name *q, const idt_match_name *n,
                          const idt_alignment *alignment, idt_evidence *out)
{
    for (size_t i = 0; i < alignment->count && q->has_bin && n->has_bin; i++) {
        const idt_pair *pair = &alignment->pairs[i];
        if (father_is_son(q, n, pair)) {
            idt_evidence_add(out, (idt_term){.kind = IDT_TERM_STRUCTURE,
                                             .q = (uint8_t)pair->q,
                                             .q_count = (uint8_t)pair->q_count,
                                             .n = (uint8_t)pair->n,
                                             .n_count = (uint8_t)pair->n_count,
                                             .mnat = W.father_is_son,
                                             .note = "father is not son"});
            return;
        }
    }
}

static bool has(const idt_match_name *name, idt_part_use use)
{
    return (name->uses >> use & 1) != 0;
}

static const idt_match_part *first_of_use(const idt_match_name *name, idt_part_use use,
                                          const bool *used, size_t *at)
{
    for (size_t i = 0; i < name->count; i++) {
        if (name->parts[i].use == use && !used[i]) {
            *at = i;
            return &name->parts[i];
        }
    }
    return NULL;
}

/* Legal forms: equal if the two names have one class in common. */
static void put_form(const idt_match_name *q, const idt_match_name *n,
                     const idt_alignment *alignment, idt_evidence *out)
{
    size_t a = 0;
    size_t b = 0;
    if (!has(q, IDT_USE_FORM) || !has(n, IDT_USE_FORM) ||
        first_of_use(q, IDT_USE_FORM, alignment->q_used, &a) == NULL ||
        first_of_use(n, IDT_USE_FORM, alignment->n_used, &b) == NULL) {
        return;
    }
    bool equal = false;
    for (size_t i = a; i < q->count && !equal; i++) {
        for (size_t k = b; k < n->count && !equal; k++) {
            equal = q->parts[i].use == IDT_USE_FORM && n->parts[k].use == IDT_USE_FORM &&
                    (q->parts[i].class_id == n->parts[k].class_id || q->parts[i].class_id == 0 ||
                     n->parts[k].class_id == 0);
            a = equal ? i : a;
            b = equal ? k : b;
        }
    }
    idt_evidence_add(out, (idt_term){.kind = IDT_TERM_FORM,
                                     .q = (uint8_t)a,
                                     .q_count = 1,
                                     .n = (uint8_t)b,
                                     .n_count = 1,
                                     .mnat = equal ? W.form_equal : W.form_differs});
}

/* Numbers and suffixes (jr, iii) that found no equal. */
static void put_numbers(const idt_match_name *q, const idt_match_name *n,
                        const idt_alignment *alignment, idt_part_use use, int32_t differs,
                        int32_t missing, idt_evidence *out)
{
    size_t a = 0;
    size_t b = 0;
    const bool in_q = has(q, use) && first_of_use(q, use, alignment->q_used, &a) != NULL;
    const bool in_n = has(n, use) && first_of_use(n, use, alignment->n_used, &b) != NULL;
    if (!in_q && !in_n) {
        return;
    }
    idt_evidence_add(out, (idt_term){.kind = IDT_TERM_NUMBER,
                                     .q = (uint8_t)a,
                                     .q_count = in_q,
                                     .n = (uint8_t)b,
                                     .n_count = in_n,
                                     .mnat = in_q && in_n ? differs : missing});
}

static void put_typed(const idt_match_name *q, const idt_match_name *n,
                      const idt_alignment *alignment, idt_evidence *out)
{
    const bool strict = idt_is_organisation(q) || idt_is_organisation(n);
    put_form(q, n, alignment, out);
    put_numbers(q, n, alignment, IDT_USE_NUMBER, W.number_differs, strict ? W.number_missing : 0,
                out);
    put_numbers(q, n, alignment, IDT_USE_SUFFIX, strict ? W.number_differs : W.suffix_differs,
                strict ? W.number_missing : 0, out);
}

static void gather(const idt_match_name *q, const idt_match_name *n, idt_evidence *out)
{
    idt_alignment alignment;
    idt_align(q, n, &alignment);
    out->count = out->agreeing = out->distinct = out->contradictions = 0;
    out->rarity_mnat = out->rarest_mnat = out->llr_mnat = 0;
    out->initials = 0;
    out->greedy = alignment.greedy;
    for (size_t i = 0; i < alignment.count; i++) {
        agree(q, n, &alignment.pairs[i], out);
    }
    put_ceiling(idt_class_of(q, n), out);
    idt_unmatched(q, n, &alignment, out);
    put_structure(q, n, &alignment, out);
    put_typed(q, n, &alignment, out);
}

/* The terms as seen from the other side, agreeing parts in the order of what is now the query. */
static void turn(idt_evidence *out)
{
    for (size_t i = 0; i < out->count; i++) {
        idt_term t = out->terms[i];
        t.q = out->terms[i].n;
        t.q_count = out->terms[i].n_count;
        t.n = out->terms[i].q;
        t.n_count = out->terms[i].q_count;
        size_t at = i;
        for (; t.kind == IDT_TERM_AGREES && at > 0 && out->terms[at - 1].q > t.q; at--) {
            out->terms[at] = out->terms[at - 1];
        }
        out->terms[at] = t;
    }
}

/* Names lie all over the memory, and every part is asked for. */
static void fetch(const idt_match_name *name)
{
    for (size_t i = 0; i < name->count; i++) {
        __builtin_prefetch(&name->glances[i]);
    }
}

/* Which name is gathered first settles ties; the smaller key always is, so the sides are alike. */
void idt_evidence_of_names(const idt_match_name *q, const idt_match_name *n, idt_evidence *out)
{
    fetch(q);
    fetch(n);
    if (q->key_head != n->key_head ? q->key_head < n->key_head
                                   : idt_str_compare(q->name->key, n->name->key) <= 0) {
        gather(q, n, out);
        return;
    }
    gather(n, q, out);
    turn(out);
}
