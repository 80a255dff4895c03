/* Which forms can reach the cut? (index.h I1)
 *
 * llr <= sum over elements of what each earns + form_equal + beside, for all other terms are <= 0
 * and the ceiling only lowers (match/evidence.c). An element is a part of the query, two or three
 * adjacent ones written as one, or the initials of all. What an element earns with a term is known
 * exactly from the two (idt_pair_rarity + idt_pair_cost); it is 0 where they are not related.
 *
 *   need       the least llr at the cut, less what else can be added
 *   best(e)    the most e earns with any term there is
 *   1. sum of best < need: nothing can reach the cut (most queries end here)
 *   2. elements are set aside, those with most postings first, while the best of all set aside stay
 *      under `need`: a name that agrees with none of the rest cannot reach it
 *   3. of the rest, each term t of e with earns(e, t) + best of the others >= need has its postings
 *      read; each form there is checked by its forward row: sum over elements of what its own terms
 *      earn >= need
 *   4. forms whose whole key equals the query's are candidates whatever they earn (score.h I2)
 *
 * INITIAL and CLIPPED earn nothing (match/weights.c); where weights are changed so that they do,
 * every form is visited.
 */
#include <stdlib.h>

#include "index/bound.h"
#include "index/hash_table.h"
#include "index/keys.h"
#include "index/state.h"
#include "match/align.h"
#include "match/weights.h"

#define W IDT_WEIGHTS

typedef struct search {
    const segment *s;
    const idt_index_query *query;
    idt_index_scratch *x;
    idt_index_visit visit;
    void *context;
    idt_index_counts *counts;
    idt_error *err;
    uint32_t file;
    int32_t need; /* of the class that asks least */
    int32_t need_of[IDT_SCORE_CLASSES];
    int64_t best_sum;
    bound bound;
} search;

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static idt_rc damaged(const search *f)
{
    return segment_damaged(f->s, f->err);
}

/* ---- elements: once a query ---- */

static bool add_keys(idt_index_scratch *x, const uint64_t *keys, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!IDT_GROW(x->arena, x->keys, x->keys_cap, x->keys_count)) {
            return false;
        }
        x->keys[x->keys_count++] = keys[i];
    }
    return true;
}

static bool add_element(idt_index_scratch *x, uint8_t kind, size_t part, const uint64_t *keys,
                        size_t count)
{
    if (!IDT_GROW(x->arena, x->elements, x->elements_cap, x->elements_count) ||
        !IDT_GROW(x->arena, x->best, x->best_cap, x->elements_count)) {
        return false;
    }
    const size_t from = x->keys_count;
    x->elements[x->elements_count++] = (element){.part = (uint16_t)part,
                                                 .kind = kind,
                                                 .key_from = (uint32_t)from,
                                                 .key_to = (uint32_t)(from + count)};
    return add_keys(x, keys, count);
}

static bool add_joins(idt_index_scratch *x, const idt_match_name *name)
{
    for (size_t count = 2; count <= IDT_ALIGN_JOIN_MAX; count++) {
        for (size_t at = 0; at + count <= name->count; at++) {
            uint64_t keys[2 * INDEX_JOIN_KEYS];
            size_t n = index_join_keys(KEY_FOLD, name, at, count, keys);
            n += index_join_keys(KEY_WHOLE, name, at, count, keys + n);
            if (n > 0 && !add_element(x, ELEMENT_JOIN, at, keys, n)) {
                return false;
            }
        }
    }
    return true;
}

static bool find_elements(idt_index_scratch *x, const idt_match_name *name)
{
    uint64_t keys[INDEX_KEYS_MAX];
    x->elements_count = x->keys_count = 0;
    for (size_t i = 0; i < name->count; i++) {
        if (index_part_counts(&name->parts[i])) {
            const size_t n = index_keys_asked(&name->parts[i], keys);
            if (!add_element(x, ELEMENT_PART, i, keys, n)) {
                return false;
            }
        }
    }
    const idt_str acronym = name->name->acronym;
    if (acronym.len >= 3) {
        keys[0] = index_key(KEY_TEXT, acronym.ptr, acronym.len);
        if (!add_element(x, ELEMENT_ACRONYM, 0, keys, 1)) {
            return false;
        }
    }
    return add_joins(x, name);
}

/* ---- agreements: terms related to the elements ---- */

static int32_t join_earns(int32_t rarity, int32_t more)
{
    return smaller(rarity, W.rarity_most) * W.share[IDT_LEVEL_FOLD] / 1000 +
           W.level[IDT_LEVEL_FOLD] + more;
}

/* What readings earn asks microseconds of the scorer: a bound first, without the other term. */
static int32_t most_of_two_scripts(const idt_match_part *q)
{
    int32_t most = 0;
    const int32_t rarity = smaller(q->rarity_mnat, W.rarity_most);
    for (int level = IDT_LEVEL_EDIT2; level <= IDT_LEVEL_EXACT; level++) {
        const int32_t cost = level == IDT_LEVEL_READING ? 0 : W.level[level];
        most = larger(most, rarity * W.share[level] / 1000 + cost);
    }
    return most;
}

static int32_t one_way(const idt_match_part *a, const idt_match_part *b)
{
    const idt_relation relation = idt_relate(a, b);
    return relation.level == IDT_LEVEL_NONE
               ? -1
               : larger(idt_pair_rarity(a, b, relation) + idt_pair_cost(relation), 0);
}

/* Two texts that are not Latin are read one as the other: what they earn depends on which stands
 * first, and which does is the scorer's choice. */
static int32_t part_earns(const idt_match_part *q, const idt_match_part *t)
{
    const int32_t there = one_way(q, t);
    return q->latin || t->latin ? there : larger(there, one_way(t, q));
}

static int32_t earns(const search *f, const element *e, const idt_match_part *t)
{
    switch (e->kind) {
    case ELEMENT_PART:
        return part_earns(&f->query->name->prepared.parts[e->part], t);
    case ELEMENT_JOIN:
        return join_earns(t->rarity_mnat, 0);
    default:
        return join_earns(t->rarity_mnat, 0);
    }
}

static bool known_already(const idt_index_scratch *x, uint32_t term, uint32_t e)
{
    for (uint32_t i = x->mark[term]; i != 0; i = x->agreements[i - 1].next) {
        if (x->agreements[i - 1].element == e) {
            return true;
        }
    }
    return false;
}

/* What the element earns with the term, and how many forms bear it. */
static idt_rc weigh(search *f, const element *e, uint32_t term, int32_t *amount, uint32_t *forms)
{
    uint64_t len;
    idt_index_scratch *x = f->x;
    const uint8_t *bytes = segment_range(f->s, SECTION_TERM_OFF, SECTION_TERM_DATA, term, 4, &len);
    if (bytes == NULL || !index_term_read(bytes, len, &x->view)) {
        return damaged(f);
    }
    index_term_settle(&x->view);
    *amount = earns(f, e, &x->view.part);
    *forms = x->view.forms;
    return IDT_OK;
}

#define LOOSE_FORMS 4 /* names of another script are rare, and what is loose is read last */

/* The term stands under a key of the element: how much do they earn? */
static idt_rc meet(search *f, uint32_t e, uint32_t term, bool native)
{
    idt_index_scratch *x = f->x;
    idt_rc rc = IDT_OK;
    int32_t amount = 0;
    uint32_t forms = LOOSE_FORMS;
    if (term >= f->s->terms) {
        return damaged(f);
    }
    if (known_already(x, term, e)) {
        return IDT_OK;
    }
    element *it = &x->elements[e];
    const idt_match_part *part = &f->query->name->prepared.parts[it->part];
    const bool loose =
        it->kind == ELEMENT_PART && part->use == IDT_USE_WORD && part->latin == native;
    if (loose) {
        amount = most_of_two_scripts(part);
    } else {
        rc = weigh(f, it, term, &amount, &forms);
    }
    if (rc != IDT_OK) {
        return rc;
    }
    if (!IDT_GROW(x->arena, x->agreements, x->agreements_cap, x->agreements_count)) {
        return idt_arena_fail(x->arena, f->err);
    }
    /* Kept also where nothing is earned, so that it is not asked again. */
    x->agreements[x->agreements_count++] = (agreement){
        .term = term, .next = x->mark[term], .element = e, .earns = amount, .loose = loose};
    x->mark[term] = (uint32_t)x->agreements_count;
    if (amount > 0) {
        it->best = larger(it->best, amount);
        it->postings += forms;
        f->counts->terms++;
    }
    return IDT_OK;
}

static idt_rc ask_key(search *f, uint32_t e, uint64_t key)
{
    uint64_t len;
    idt_rc rc = IDT_OK;
    const uint8_t *items = segment_range(f->s, SECTION_KEY_OFF, SECTION_KEY,
                                         index_bucket(key, f->s->key_bits), 4, &len);
    if (items == NULL) {
        return damaged(f);
    }
    for (uint64_t i = 0; i < len && rc == IDT_OK; i += 4) {
        const uint32_t item = get_u32(items + i);
        if ((item >> 24 & 127) == (index_check_of(key) & 127)) {
            rc = meet(f, e, item & INDEX_TERMS_MAX, (item & INDEX_NATIVE) != 0);
        }
    }
    return rc;
}

/* Forms under `key` of LINK, which earn the element `amount`; e UINT32_MAX: candidates whatever
 * they earn. */
static idt_rc ask_link(search *f, uint32_t e, uint64_t key, int32_t amount)
{
    uint64_t len;
    uint64_t checks_len;
    idt_index_scratch *x = f->x;
    const uint32_t bucket = index_bucket(key, f->s->link_bits);
    const uint8_t *forms = segment_range(f->s, SECTION_LINK_OFF, SECTION_LINK, bucket, 4, &len);
    const uint8_t *checks =
        segment_range(f->s, SECTION_LINK_OFF, SECTION_LINK_CHECK, bucket, 1, &checks_len);
    if (forms == NULL || checks == NULL) {
        return damaged(f);
    }
    for (uint64_t i = 0; i < checks_len; i++) {
        const uint32_t form = get_u32(forms + 4 * i);
        if (checks[i] != index_check_of(key)) {
            continue;
        }
        if (form >= f->s->forms) {
            return damaged(f);
        }
        if (!IDT_GROW(x->arena, x->links, x->links_cap, x->links_count)) {
            return idt_arena_fail(x->arena, f->err);
        }
        x->links[x->links_count++] = (link_hit){.form = form, .element = e, .earns = amount};
        if (e != UINT32_MAX) {
            x->elements[e].link_best = larger(x->elements[e].link_best, amount);
        }
    }
    return IDT_OK;
}

static idt_rc ask_links(search *f, uint32_t e)
{
    const idt_match_part *part = &f->query->name->prepared.parts[f->x->elements[e].part];
    const int32_t join = join_earns(part->rarity_mnat, 0);
    const int32_t acronym = join_earns(part->rarity_mnat, 0);
    idt_rc rc = IDT_OK;
    if (join > 0 && part->use != IDT_USE_NUMBER) {
        rc = ask_link(f, e, index_key(LINK_JOIN, part->fold.ptr, part->fold.len), join);
        if (rc == IDT_OK && part->whole.len > 0) {
            rc = ask_link(f, e, index_key(LINK_JOIN, part->whole.ptr, part->whole.len), join);
        }
    }
    if (rc == IDT_OK && acronym > 0 && part->use == IDT_USE_WORD) {
        rc = ask_link(f, e, index_key(LINK_ACRONYM, part->text.ptr, part->text.len), acronym);
    }
    return rc;
}

static int by_form(const void *x, const void *y)
{
    const link_hit *a = x;
    const link_hit *b = y;
    if (a->form != b->form) {
        return a->form < b->form ? -1 : 1;
    }
    return (a->element > b->element) - (a->element < b->element);
}

static void clear_segment(idt_index_scratch *x)
{
    for (size_t i = 0; i < x->agreements_count; i++) {
        x->mark[x->agreements[i].term] = 0;
    }
    for (size_t i = 0; i < x->seen_words_count; i++) {
        x->seen[x->seen_words[i]] = 0;
    }
    for (size_t e = 0; e < x->elements_count; e++) {
        x->elements[e].best = x->elements[e].link_best = 0;
        x->elements[e].postings = 0;
        x->elements[e].essential = true;
    }
    for (size_t i = 0; i < x->near_terms_count; i++) {
        x->near[x->near_terms[i]] = 0;
    }
    x->agreements_count = x->seen_words_count = x->links_count = x->near_terms_count = 0;
}

static int32_t best_of(const element *e)
{
    return larger(e->best, e->link_best);
}

static idt_rc find_agreements(search *f)
{
    idt_rc rc = IDT_OK;
    const idt_str key = f->query->name->parsed.key;
    idt_index_scratch *x = f->x;
    f->best_sum = 0;
    for (uint32_t e = 0; e < x->elements_count && rc == IDT_OK; e++) {
        const element *it = &x->elements[e];
        for (uint32_t k = it->key_from; k < it->key_to && rc == IDT_OK; k++) {
            rc = ask_key(f, e, x->keys[k]);
        }
        if (rc == IDT_OK && it->kind == ELEMENT_PART) {
            rc = ask_links(f, e);
        }
        f->best_sum += best_of(&x->elements[e]);
    }
    if (rc == IDT_OK && key.len > 0) {
        rc = ask_link(f, UINT32_MAX, index_key(LINK_NAME, key.ptr, key.len), 0);
    }
    if (x->links_count > 1) {
        qsort(x->links, x->links_count, sizeof *x->links, by_form);
    }
    return rc;
}

/* Step 2: the dearest to read are set aside while they cannot reach the cut by themselves. */
static void choose_essential(search *f)
{
    int64_t aside = 0;
    idt_index_scratch *x = f->x;
    for (;;) {
        element *dearest = NULL;
        for (size_t e = 0; e < x->elements_count; e++) {
            element *it = &x->elements[e];
            if (it->essential && aside + best_of(it) < f->need &&
                (dearest == NULL || it->postings > dearest->postings)) {
                dearest = it;
            }
        }
        if (dearest == NULL) {
            return;
        }
        dearest->essential = false;
        aside += best_of(dearest);
    }
}

/* ---- forms ---- */

/* Is this the first time? */
static idt_rc see(search *f, uint32_t form, bool *first)
{
    idt_index_scratch *x = f->x;
    uint64_t *word = &x->seen[form / 64];
    const uint64_t bit = UINT64_C(1) << (form % 64);
    *first = (*word & bit) == 0;
    if (*word == 0) {
        if (!IDT_GROW(x->arena, x->seen_words, x->seen_words_cap, x->seen_words_count)) {
            return idt_arena_fail(x->arena, f->err);
        }
        x->seen_words[x->seen_words_count++] = form / 64;
    }
    *word |= bit;
    return IDT_OK;
}

static size_t first_link(const idt_index_scratch *x, uint32_t form)
{
    size_t low = 0;
    size_t high = x->links_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (x->links[middle].form < form) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Notes the most an element earns here. */
static void note(search *f, uint32_t e, int32_t amount, form_sum *sum)
{
    int32_t *best = &f->x->best[e];
    if (*best == 0) {
        sum->joined = sum->joined || f->x->elements[e].kind != ELEMENT_PART;
        sum->met |=
            f->x->elements[e].kind == ELEMENT_PART ? UINT64_C(1) << f->x->elements[e].part : 0;
        *best = 1;
    }
    if (amount >= *best) {
        sum->earns += amount + 1 - *best;
        *best = amount + 1;
    }
}

static bool may_be_equal(const idt_match_part *q, const idt_match_part *t)
{
    return (q->class_id != 0 && q->class_id == t->class_id) ||
           (q->group_count > 0 && t->group_count > 0) || q->attribute.len > 0 ||
           t->attribute.len > 0 || idt_str_equal(q->fold, t->fold) ||
           (q->whole.len > 0 && idt_str_equal(q->whole, t->fold)) ||
           (t->whole.len > 0 && idt_str_equal(t->whole, q->fold));
}

/* Of a Latin and another text that share a key: never less than part_earns, and without making the
 * keys of the Latin one anew. */
static int32_t reading_earns(const idt_match_part *q, const idt_match_part *t)
{
    if (q->use != IDT_USE_WORD || t->use != IDT_USE_WORD || may_be_equal(q, t)) {
        return part_earns(q, t);
    }
    const idt_match_part *native = q->latin ? t : q;
    const idt_match_part *latin = q->latin ? q : t;
    const idt_relation reading = {.level = IDT_LEVEL_READING,
                                  .via = IDT_VIA_READING,
                                  .grade_mnat = idt_readings_grade(native->text, latin->text)};
    if (reading.grade_mnat != 0 && reading.grade_mnat < W.reading_least) {
        return -1;
    }
    return larger(idt_pair_rarity(q, t, reading) + idt_pair_cost(reading), 0);
}

/* The loose bound of an agreement made (nearly) exact. */
static idt_rc refine(search *f, agreement *a)
{
    uint64_t len;
    idt_index_scratch *x = f->x;
    const element *e = &x->elements[a->element];
    const uint8_t *bytes =
        segment_range(f->s, SECTION_TERM_OFF, SECTION_TERM_DATA, a->term, 4, &len);
    if (bytes == NULL || !index_term_read(bytes, len, &x->view)) {
        return damaged(f);
    }
    index_term_settle(&x->view);
    const int32_t amount = reading_earns(&f->query->name->prepared.parts[e->part], &x->view.part);
    a->earns = smaller(a->earns, amount);
    a->loose = false;
    f->counts->refined++;
    return IDT_OK;
}

/* What the terms of a form earn; the first loose bound among them goes to *loose. */
static bool sum_terms(search *f, const uint8_t *terms, uint64_t len, form_sum *sum,
                      agreement **loose)
{
    idt_index_scratch *x = f->x;
    *loose = NULL;
    for (uint64_t i = 0; i < len; i += 4) {
        const uint32_t word = get_u32(terms + i);
        const uint32_t term = word & INDEX_TERMS_MAX;
        bool met = false;
        if (term >= f->s->terms) {
            return false;
        }
        for (uint32_t k = x->mark[term]; k != 0; k = x->agreements[k - 1].next) {
            agreement *a = &x->agreements[k - 1];
            *loose = *loose == NULL && a->loose ? a : *loose;
            if (a->earns >= 0) {
                met = true;
                note(f, a->element, a->earns, sum);
            }
        }
        bound_count(&f->bound, word, met, sum);
    }
    return true;
}

static void sum_links(search *f, uint32_t form, form_sum *sum)
{
    const idt_index_scratch *x = f->x;
    for (size_t i = first_link(x, form); i < x->links_count && x->links[i].form == form; i++) {
        if (x->links[i].element == UINT32_MAX) {
            sum->named = true;
        } else {
            sum->joined = true;
            note(f, x->links[i].element, x->links[i].earns, sum);
        }
    }
}

enum { NEAR_NONE = 1, NEAR_SOME = 2 };

/* Is the term a near miss of any part of the query? */
static idt_rc ask_near(search *f, uint32_t term)
{
    uint64_t len;
    idt_index_scratch *x = f->x;
    const idt_match_name *name = &f->query->name->prepared;
    const uint8_t *bytes = segment_range(f->s, SECTION_TERM_OFF, SECTION_TERM_DATA, term, 4, &len);
    if (bytes == NULL || !index_term_read(bytes, len, &x->view)) {
        return damaged(f);
    }
    index_term_settle(&x->view);
    bool near = false;
    for (size_t i = 0; i < name->count && !near; i++) {
        near = idt_nearly(&name->parts[i], &x->view.part) != IDT_NEAR_NOT;
    }
    if (!IDT_GROW(x->arena, x->near_terms, x->near_terms_cap, x->near_terms_count)) {
        return idt_arena_fail(x->arena, f->err);
    }
    x->near_terms[x->near_terms_count++] = term;
    x->near[term] = near ? NEAR_SOME : NEAR_NONE;
    return IDT_OK;
}

static idt_rc find_near(search *f, const uint8_t *terms, uint64_t len, bool *any)
{
    idt_rc rc = IDT_OK;
    *any = false;
    for (uint64_t i = 0; i < len && !*any && rc == IDT_OK; i += 4) {
        const uint32_t word = get_u32(terms + i);
        const uint32_t term = word & INDEX_TERMS_MAX;
        if ((word >> FWD_USE_SHIFT & 3) == FWD_WORD) {
            rc = f->x->near[term] == 0 ? ask_near(f, term) : IDT_OK;
            *any = f->x->near[term] == NEAR_SOME;
        }
    }
    return rc;
}

/* Step 3: can the form reach the cut by what its terms earn? */
static idt_rc can_reach(search *f, uint32_t form, bool *out)
{
    uint64_t len;
    idt_index_scratch *x = f->x;
    const uint8_t *terms = segment_range(f->s, SECTION_FWD_OFF, SECTION_FWD, form, 4, &len);
    if (terms == NULL) {
        return damaged(f);
    }
    for (;;) {
        form_sum sum = {0};
        agreement *loose;
        memset(x->best, 0, x->elements_count * sizeof *x->best);
        if (!sum_terms(f, terms, len, &sum, &loose)) {
            return damaged(f);
        }
        sum_links(f, form, &sum);
        const idt_score_class of = bound_class(&f->bound, &sum);
        *out = sum.named || bound_of(&f->bound, &sum) >= f->need_of[of];
        if (!*out || sum.named) {
            return IDT_OK;
        }
        idt_rc rc = IDT_OK;
        if (bound_asks_near(&f->bound, &sum, f->need_of[of])) {
            bool near;
            rc = find_near(f, terms, len, &near);
            if (rc != IDT_OK || !near) {
                *out = false;
                return rc;
            }
        }
        if (loose == NULL) {
            return IDT_OK;
        }
        rc = refine(f, loose); /* one at a time: most forms fall with the first */
        if (rc != IDT_OK) {
            return rc;
        }
    }
}

static idt_rc visit_form(search *f, uint32_t form)
{
    bool in_time;
    idt_index_candidate candidate;
    idt_rc rc = index_form_in_time(f->s, form, &f->query->when, &in_time, f->err);
    if (rc != IDT_OK || !in_time) {
        return rc;
    }
    const idt_index one = {.segments = (segment *)(uintptr_t)f->s, .count = 1};
    rc = idt_index_form(&one, 0, form, f->x, &candidate, f->err);
    if (rc != IDT_OK) {
        return rc;
    }
    candidate.file = f->file;
    f->counts->visited++;
    return f->visit(f->context, &candidate, f->err);
}

static idt_rc consider(search *f, uint32_t form)
{
    bool reach = false;
    bool first;
    idt_rc rc = see(f, form, &first);
    if (rc != IDT_OK || !first) {
        return rc;
    }
    f->counts->checked++;
    rc = can_reach(f, form, &reach);
    return rc == IDT_OK && reach ? visit_form(f, form) : rc;
}

/* Rows lie all over the file: they are asked for a batch ahead. */
#define BATCH 32

static void fetch_ahead(const search *f, const uint32_t *forms, size_t count)
{
    const segment_section *offsets = &f->s->section[SECTION_FWD_OFF];
    const segment_section *rows = &f->s->section[SECTION_FWD];
    for (size_t i = 0; i < count; i++) {
        __builtin_prefetch(offsets->at + 4 * (size_t)forms[i]);
    }
    for (size_t i = 0; i < count; i++) { /* forms are under s->forms, so this is inside */
        const uint64_t at = 4 * (uint64_t)get_u32(offsets->at + 4 * (size_t)forms[i]);
        __builtin_prefetch(rows->at + (at < rows->len ? at : 0));
    }
}

static idt_rc read_postings(search *f, uint32_t term)
{
    uint64_t len;
    uint32_t form = 0;
    uint32_t batch[BATCH];
    idt_rc rc = IDT_OK;
    const uint8_t *at = segment_range(f->s, SECTION_POST_OFF, SECTION_POST, term, 1, &len);
    if (at == NULL) {
        return damaged(f);
    }
    const uint8_t *end = at + len;
    while (at < end && rc == IDT_OK) {
        size_t count = 0;
        for (; at < end && count < BATCH; count++) {
            uint32_t more;
            if (!get_varint(&at, end, &more) || more >= f->s->forms - form) {
                return damaged(f);
            }
            form += more;
            batch[count] = form;
        }
        fetch_ahead(f, batch, count);
        f->counts->postings += count;
        for (size_t i = 0; i < count && rc == IDT_OK; i++) {
            rc = consider(f, batch[i]);
        }
    }
    return rc;
}

static idt_rc by_elements(search *f)
{
    idt_rc rc = IDT_OK;
    idt_index_scratch *x = f->x;
    for (size_t i = 0; i < x->agreements_count && rc == IDT_OK; i++) {
        const agreement a = x->agreements[i];
        const element *e = &x->elements[a.element];
        if (e->essential && a.earns > 0 && f->best_sum - best_of(e) + a.earns >= f->need) {
            rc = read_postings(f, a.term);
        }
    }
    for (size_t i = 0; i < x->links_count && rc == IDT_OK; i++) {
        const uint32_t e = x->links[i].element;
        if (e == UINT32_MAX || x->elements[e].essential) {
            rc = consider(f, x->links[i].form);
        }
    }
    return rc;
}

static idt_rc by_names(search *f)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < f->x->links_count && rc == IDT_OK; i++) {
        if (f->x->links[i].element == UINT32_MAX) {
            rc = consider(f, f->x->links[i].form);
        }
    }
    return rc;
}

static idt_rc scan(search *f)
{
    idt_rc rc = IDT_OK;
    f->counts->retrieval = IDT_RETRIEVAL_SCAN;
    for (uint32_t form = 0; form < f->s->forms && rc == IDT_OK; form++) {
        rc = visit_form(f, form);
    }
    return rc;
}

/* relation.h I5 */
static bool weak_levels_earn(void)
{
    static const idt_level weak[] = {IDT_LEVEL_CLIPPED, IDT_LEVEL_INITIAL};
    for (size_t i = 0; i < sizeof weak / sizeof *weak; i++) {
        if (W.rarity_most * W.share[weak[i]] / 1000 + W.level[weak[i]] > 0) {
            return true;
        }
    }
    return false;
}

static idt_rc search_segment(search *f)
{
    clear_segment(f->x);
    if ((f->need <= 0 && !f->query->some_agrees) || weak_levels_earn() || f->bound.unknown_scorer) {
        return scan(f);
    }
    const idt_rc rc = find_agreements(f);
    if (rc != IDT_OK) {
        return rc;
    }
    if (f->best_sum < f->need) {
        return by_names(f);
    }
    choose_essential(f);
    for (size_t e = 0; e < f->x->elements_count; e++) {
        f->counts->essential += f->x->elements[e].essential && best_of(&f->x->elements[e]) > 0;
    }
    return by_elements(f);
}

/* The least llr at the cut, less what can be added to the names' agreement. */
static void needed(search *f)
{
    f->need = INT32_MAX;
    for (int of = 0; of < IDT_SCORE_CLASSES; of++) {
        f->need_of[of] = idt_score_llr((idt_score_class)of, f->query->cut) -
                         larger(W.form_equal, 0) - f->query->beside_mnat;
        f->need = smaller(f->need, f->need_of[of]);
    }
}

idt_rc idt_index_candidates(const idt_index *index, const idt_index_query *query,
                            idt_index_scratch *scratch, idt_index_visit visit, void *context,
                            idt_index_counts *counts, idt_error *err)
{
    idt_index_counts own;
    search f = {.query = query,
                .x = scratch,
                .visit = visit,
                .context = context,
                .counts = counts != NULL ? counts : &own,
                .err = err};
    idt_rc rc = IDT_OK;
    needed(&f);
    bound_begin(&f.bound, &query->name->prepared, query->scoring, query->cut, query->beside_mnat);
    *f.counts = (idt_index_counts){.retrieval = IDT_RETRIEVAL_EXACT};
    clear_segment(scratch);
    if (!find_elements(scratch, &query->name->prepared)) {
        return idt_arena_fail(scratch->arena, err);
    }
    f.counts->elements = (uint32_t)scratch->elements_count;
    for (size_t i = 0; i < index->count && rc == IDT_OK; i++) {
        f.s = &index->segments[i];
        f.file = (uint32_t)i;
        rc = search_segment(&f);
    }
    clear_segment(scratch);
    return rc;
}
