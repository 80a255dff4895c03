/* Which forms can reach the cut? (index.h I1)
 *
 * llr <= sum over elements of what each earns + form_equal + beside, for all other terms are <= 0
 * and the ceiling only lowers (match/evidence.c). An element is a part of the query, two or three
 * adjacent ones written as one, or the initials of all. What an element earns with a term is
 * known from its record (earn.h); 0 where they are not related.
 *
 *   need       the least llr at the cut, less what fields can add to the form (field_rows.h)
 *   best(e)    the most e can earn with any term there is
 *   1. sum of best < need: nothing can reach the cut
 *   2. terms that cannot reach it with the best of all others beside them are dropped
 *   3. postings of the rest are sifted by what stands beside the term (sift.c)
 *   4. each form left is checked by its row: first by first letters and classes of letters, then
 *      by its parts themselves (bound.h)
 *   5. forms whose whole key equals the query's are candidates whatever they earn (score.h I2)
 *
 * INITIAL and CLIPPED earn nothing (match/weights.c); where weights are changed so that they do,
 * every form is visited.
 */
#include "index/keys.h"
#include "index/search.h"
#include "match/weights.h"

#define W IDT_WEIGHTS

/* `of`: the query, NULL when all is done. */
static void clear_segment(idt_index_scratch *x, const idt_match_name *of)
{
    for (size_t i = 0; i < x->seen_words_count; i++) {
        x->seen[x->seen_words[i]] = 0;
    }
    x->pairings_of++;
    idt_relations_begin(&x->relations, of);
    field_marks_clear(&x->fields);
    x->seen_words_count = x->links_count = 0;
}

/* ---- forms ---- */

/* Is this the first time? */
static idt_rc see(search *f, uint32_t row, bool *first)
{
    idt_index_scratch *x = f->x;
    uint64_t *word = &x->seen[row / 64];
    const uint64_t bit = UINT64_C(1) << (row % 64);
    *first = (*word & bit) == 0;
    if (*word == 0) {
        if (!IDT_GROW(x->arena, x->seen_words, x->seen_words_cap, x->seen_words_count)) {
            return idt_arena_fail(x->arena, f->err);
        }
        x->seen_words[x->seen_words_count++] = row / 64;
    }
    *word |= bit;
    return IDT_OK;
}

static size_t first_link(const idt_index_scratch *x, uint32_t row)
{
    size_t low = 0;
    size_t high = x->links_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (x->links[middle].row < row) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* A form's row while it is weighed. */
typedef struct weighing {
    const row_part *parts;
    size_t count;
    uint32_t row;
    int32_t added; /* by fields */
    form_sum sum;
    int64_t here;   /* what the parts of the row earn at most, each with whatever it agrees with */
    bool settled;   /* nothing more is to be asked */
    uint64_t asked; /* parts of the row of which more is to be asked than their keys, a bit each */
} weighing;

/* Notes the most an element earns here. */
static void note(search *f, uint32_t e, int32_t amount, form_sum *sum)
{
    int32_t *best = &f->x->best[e];
    if (amount >= *best) {
        sum->earns += amount + 1 - larger(*best, 1);
        *best = amount + 1;
    }
}

/* Parts of the query that a term agrees with by keys; is it known to be a near miss of one? What
 * agreeing earns is noted. */
static uint64_t note_term(search *f, uint32_t term, bool *near, weighing *w)
{
    const idt_index_scratch *x = f->x;
    uint64_t agrees = 0;
    uint64_t joins = 0;
    int32_t most = 0;
    for (uint32_t k = first_agreement(x, term); k != 0; k = x->agreements[k - 1].next) {
        const agreement *a = &x->agreements[k - 1];
        const element *e = &x->elements[a->element];
        *near = *near || a->near;
        if (a->earns < 0) {
            continue;
        }
        agrees |= e->kind == ELEMENT_PART ? search_parts_of(e) : 0;
        joins |= e->kind == ELEMENT_JOIN ? search_parts_of(e) : 0;
        w->sum.joined = w->sum.joined || e->kind == ELEMENT_ACRONYM;
        most = larger(most, a->earns);
        note(f, a->element, a->earns, &w->sum);
    }
    w->sum.joined_met |= joins;
    w->sum.join_targets += joins != 0;
    w->here += most;
    return agrees;
}

static void note_links(search *f, weighing *w)
{
    const idt_index_scratch *x = f->x;
    for (size_t i = first_link(x, w->row); i < x->links_count && x->links[i].row == w->row; i++) {
        if (x->links[i].element == NAMED) {
            w->sum.named = true;
        } else if (x->links[i].element == FORMED) {
            w->sum.joined = true;
        } else {
            w->sum.joined = true;
            w->here += x->links[i].earns;
            note(f, x->links[i].element, x->links[i].earns, &w->sum);
        }
    }
}

/* Parts that are joined earn nothing by themselves: the less of the two is taken off again. */
static int64_t earned_twice(const search *f)
{
    const idt_index_scratch *x = f->x;
    int64_t twice = 0;
    for (size_t j = 0; j < x->elements_count; j++) {
        if (x->elements[j].kind != ELEMENT_JOIN || x->best[j] <= 1) {
            continue;
        }
        int64_t alone = 0;
        for (size_t e = 0; e < x->elements_count && x->elements[e].kind == ELEMENT_PART; e++) {
            const bool joined = (search_parts_of(&x->elements[j]) >> x->elements[e].part & 1) != 0;
            alone += joined && x->best[e] > 1 ? x->best[e] - 1 : 0;
        }
        twice += alone < x->best[j] - 1 ? alone : x->best[j] - 1;
    }
    return twice;
}

static void sum_roughly(search *f, weighing *w)
{
    w->sum = FORM_SUM_BEGIN;
    w->here = 0;
    memset(f->x->best, 0, f->x->elements_count * sizeof *f->x->best);
    for (size_t i = 0; i < w->count; i++) {
        bool near = false;
        const uint64_t agrees = note_term(f, w->parts[i].what & INDEX_TERMS_MAX, &near, w);
        bound_count(&f->bound, &w->parts[i], agrees, near ? IDT_NEAR_KNOWN : IDT_NEAR_NOT, &w->sum);
    }
    if (f->x->links_count > 0) {
        note_links(f, w);
    }
    if (w->sum.joined_met != 0) {
        w->sum.earns -= earned_twice(f);
    }
    if (w->here < w->sum.earns) {
        w->sum.earns = w->here;
    }
}

/* Parts of the query that the term agrees with by keys; is it known to be a near miss of one? */
static uint64_t agrees_with(const search *f, uint32_t term, bool *near)
{
    const idt_index_scratch *x = f->x;
    uint64_t out = 0;
    for (uint32_t k = first_agreement(x, term); k != 0; k = x->agreements[k - 1].next) {
        const agreement *a = &x->agreements[k - 1];
        const element *e = &x->elements[a->element];
        *near = *near || a->near;
        out |= a->earns >= 0 && e->kind == ELEMENT_PART ? search_parts_of(e) : 0;
    }
    return out;
}

static bool reaches(const search *f, const weighing *w)
{
    const form_sum *sum = &w->sum;
    const bool agrees = sum->earns > 0 || !f->query->some_agrees;
    return sum->named || (agrees && bound_of(&f->bound, sum) + w->added >=
                                        f->bare_need_of[bound_class(&f->bound, sum)]);
}

static bool in_two_scripts(const idt_match_part *a, const idt_match_part *b)
{
    return a->latin != b->latin || (!a->latin && a->part->script != b->part->script);
}

/* With which parts of the query can the term pair otherwise than by keys: as an initial, cut off,
 * as a legal form misspelt? Is it a near miss of one? */
static void find_pairs(const search *f, const idt_match_part *t, bool pairs, pairing *out)
{
    const idt_match_name *name = &f->query->name->prepared;
    out->near = false;
    out->pairs = out->cut_off = 0;
    for (size_t i = 0; i < name->count; i++) {
        const idt_match_part *q = &name->parts[i];
        if (q->use == IDT_USE_WORD && t->use == IDT_USE_WORD && in_two_scripts(q, t)) {
            continue; /* by readings: keys hold all */
        }
        if (!pairs && (out->near || idt_nearly(q, t) == IDT_NEAR_NOT)) {
            continue; /* most of them; related by keys, or not */
        }
        const idt_level level = idt_relate(q, t).level;
        if (level != IDT_LEVEL_NONE) {
            out->pairs |= UINT64_C(1) << i;
            out->cut_off |= level == IDT_LEVEL_CLIPPED ? UINT64_C(1) << i : 0;
        } else {
            out->near = out->near || idt_nearly(q, t) != IDT_NEAR_NOT;
        }
    }
}

static const pairing *ask_pairs(search *f, const row_part *part)
{
    idt_index_scratch *x = f->x;
    const uint32_t term = part->what & INDEX_TERMS_MAX;
    const bool last = (part->beside & BESIDE_CUT_OFF) != 0;
    pairing *slot = &x->pairings[term % PAIRING_SLOTS];
    if (slot->term != term + 1 || slot->last != last || slot->of != x->pairings_of) {
        if (!index_term_at(f->s, term, &x->view)) {
            return NULL;
        }
        x->view.part.last = last || x->view.part.use == IDT_USE_FORM;
        find_pairs(f, &x->view.part, bound_may_pair_loosely(&f->bound, part), slot);
        slot->term = term + 1;
        slot->last = last;
        slot->of = x->pairings_of;
    }
    return slot;
}

static const term_head *head_of(const search *f, const row_part *part)
{
    return (const term_head *)(const void *)segment_bytes(
        f->s, SECTION_TERM, (uint64_t)(part->what & INDEX_TERMS_MAX) * sizeof(term_head),
        sizeof(term_head));
}

/* Is more to be asked of the part than what it agrees with by keys, by all but its term? */
typedef enum asking_of { ASKS_NOTHING, ASKS_HEAD, ASKS_TERM } asking_of;

static asking_of asks(const search *f, const row_part *part, uint64_t agrees)
{
    const bool word = (part->what >> FWD_USE_SHIFT & 3) == FWD_WORD;
    const bool phrase = (part->beside & FWD_PHRASE) != 0;
    if (bound_may_pair_loosely(&f->bound, part) ||
        (word && bound_may_be_in_phrase(&f->bound, part->beside, phrase))) {
        return ASKS_TERM;
    }
    return word && bound_may_be_near(&f->bound, part->beside, phrase, agrees) ? ASKS_HEAD
                                                                              : ASKS_NOTHING;
}

/* Heads and records lie all over the file: they are asked for ahead. */
static void fetch_heads(const search *f, const weighing *w)
{
    for (size_t i = 0; i < w->count; i++) {
        __builtin_prefetch(f->s->section[SECTION_TERM].at +
                           (w->parts[i].what & INDEX_TERMS_MAX) * sizeof(term_head));
    }
}

/* The parts that are asked; false: damaged. */
static bool find_asked(const search *f, weighing *w)
{
    const segment_section *records = &f->s->section[SECTION_TERM_DATA];
    w->asked = 0;
    for (size_t i = 0; i < w->count; i++) {
        bool near = false;
        const row_part *part = &w->parts[i];
        const uint64_t agrees = agrees_with(f, part->what & INDEX_TERMS_MAX, &near);
        const asking_of asked = asks(f, part, agrees);
        const term_head *head = asked != ASKS_NOTHING ? head_of(f, part) : NULL;
        if (asked != ASKS_NOTHING && head == NULL) {
            return false;
        }
        if (asked == ASKS_TERM ||
            (asked == ASKS_HEAD && bound_may_be_near_head(&f->bound, head, agrees))) {
            const uint64_t at = (uint64_t)head->record * 4;
            w->asked |= UINT64_C(1) << i;
            __builtin_prefetch(records->at + (at < records->len ? at : 0));
        }
    }
    return true;
}

/* The sum again, all pairs known. */
static bool sum_exactly(search *f, weighing *w)
{
    const form_sum before = w->sum;
    form_sum *sum = &w->sum;
    *sum = FORM_SUM_BEGIN;
    sum->earns = before.earns;
    sum->joined_met = before.joined_met;
    sum->join_targets = before.join_targets;
    sum->exact = true;
    for (size_t i = 0; i < w->count; i++) {
        bool near = false;
        bool nearly = false;
        uint64_t cut_off = 0;
        uint64_t pairs = agrees_with(f, w->parts[i].what & INDEX_TERMS_MAX, &near);
        if ((w->asked >> i & 1) != 0) {
            const pairing *p = ask_pairs(f, &w->parts[i]);
            if (p == NULL) {
                return false;
            }
            cut_off = p->cut_off & ~pairs;
            pairs |= p->pairs;
            nearly = p->near;
        }
        bound_count_exact(&f->bound, &w->parts[i], pairs, cut_off,
                          near     ? IDT_NEAR_KNOWN
                          : nearly ? IDT_NEAR_EDIT
                                   : IDT_NEAR_NOT,
                          sum);
    }
    return true;
}

/* Step 4: can the form reach the cut by what its terms earn, as far as the row tells? */
static bool may_reach(search *f, weighing *w)
{
    sum_roughly(f, w);
    w->settled = w->sum.named || w->sum.joined;
    return reaches(f, w);
}

/* Of the row. */
static bool form_at(const segment *s, uint32_t row, uint32_t *form)
{
    uint32_t low = 0;
    uint32_t high = s->forms;
    while (low < high) { /* the last form that begins there or before; empty ones stand before it */
        const uint32_t middle = low + (high - low) / 2;
        const uint8_t *at = segment_bytes(s, SECTION_FWD_OFF, 4 * (uint64_t)middle, 4);
        if (at == NULL) {
            return false;
        }
        if (get_u32(at) <= row) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *form = low - 1;
    return low > 0;
}

/* Parts of the query that keys relate to the term, whatever that earns. */
static uint64_t related_by_keys(const idt_index_scratch *x, uint32_t term)
{
    uint64_t out = 0;
    for (uint32_t k = first_agreement(x, term); k != 0; k = x->agreements[k - 1].next) {
        const element *e = &x->elements[x->agreements[k - 1].element];
        out |= e->kind == ELEMENT_PART ? search_parts_of(e) : 0;
    }
    return out;
}

/* Words of the query in another script than the word. */
static uint64_t words_of_others(const idt_match_name *query, const idt_match_part *t)
{
    uint64_t out = 0;
    for (size_t i = 0; i < query->count && t->use == IDT_USE_WORD; i++) {
        const idt_match_part *q = &query->parts[i];
        const bool other = q->use == IDT_USE_WORD && in_two_scripts(q, t);
        out |= other && index_part_counts(q) ? UINT64_C(1) << i : 0;
    }
    return out;
}

/* Words of two scripts are related by keys or not at all (match/relation.h): what the scorer would
 * find out by spelling each in all its ways is known. */
static void tell_apart(search *f, idt_match_name *listed)
{
    idt_index_scratch *x = f->x;
    for (size_t k = 0; k < listed->count; k++) {
        const uint64_t others = words_of_others(&f->query->name->prepared, &listed->parts[k]);
        const uint32_t term = (uint32_t)(listed->numbers[k] & INDEX_TERMS_MAX);
        x->apart[k] = others != 0 ? others & ~related_by_keys(x, term) : 0;
    }
    listed->apart = x->apart;
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
    if (f->counts->retrieval == IDT_RETRIEVAL_EXACT) {
        tell_apart(f, &f->x->name.prepared);
    }
    candidate.file = f->file;
    f->counts->visited++;
    return f->visit(f->context, &candidate, f->err);
}

/* Do two parts of the row agree with two elements of the query, as far as is known? */
static bool two_agree(const search *f, const weighing *w)
{
    const idt_index_scratch *x = f->x;
    uint64_t elements = 0;
    unsigned parts = 0;
    for (size_t i = 0; i < w->count; i++) {
        uint64_t here = 0;
        for (uint32_t k = first_agreement(x, w->parts[i].what & INDEX_TERMS_MAX); k != 0;
             k = x->agreements[k - 1].next) {
            const agreement *a = &x->agreements[k - 1];
            here |= a->earns >= 0 ? UINT64_C(1) << (a->element % 64) : 0;
        }
        elements |= here;
        parts += here != 0;
    }
    return parts >= 2 && ((elements & (elements - 1)) != 0 || x->elements_count > 64);
}

/* Is the row a candidate so far, and was none before? */
static idt_rc weigh_row(search *f, uint32_t row, bool alone, weighing *w, bool *out)
{
    *out = false;
    *w = (weighing){.row = row, .added = added_to(f, row)};
    w->count = segment_row(f->s, row, &w->parts, IDT_NAME_PARTS_MAX);
    if (w->count == 0) {
        return search_damaged(f);
    }
    if (!alone && !two_agree(f, w)) {
        return IDT_OK;
    }
    const idt_rc rc = see(f, row, out);
    if (rc != IDT_OK || !*out) {
        return rc;
    }
    f->counts->checked++;
    *out = may_reach(f, w);
    return IDT_OK;
}

/* Visits the form of a row that is a candidate so far, if it still is when all is asked. */
static idt_rc settle(search *f, weighing *w)
{
    uint32_t form;
    if (!w->settled) {
        if (!sum_exactly(f, w)) {
            return search_damaged(f);
        }
        if (!reaches(f, w)) {
            return IDT_OK;
        }
    }
    return form_at(f->s, w->row, &form) ? visit_form(f, form) : search_damaged(f);
}

idt_rc search_consider(search *f, const uint32_t *rows, size_t count)
{
    weighing kept[SEARCH_ROWS];
    size_t n = 0;
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        bool may = false;
        rc = weigh_row(f, rows[i] & ~SEARCH_ALONE, (rows[i] & SEARCH_ALONE) != 0, &kept[n], &may);
        if (rc == IDT_OK && may) {
            fetch_heads(f, &kept[n++]);
        }
    }
    for (size_t i = 0; i < n && rc == IDT_OK; i++) {
        rc = kept[i].settled || find_asked(f, &kept[i]) ? IDT_OK : search_damaged(f);
    }
    for (size_t i = 0; i < n && rc == IDT_OK; i++) {
        rc = settle(f, &kept[i]);
    }
    return rc;
}

static idt_rc consider_one(search *f, uint32_t row)
{
    const uint32_t one = row | SEARCH_ALONE;
    return row < f->s->parts ? search_consider(f, &one, 1) : search_damaged(f);
}

/* A form without parts has no row; it may still be named as the query is. */
static idt_rc consider_link(search *f, const link_hit *link)
{
    uint64_t len;
    if (segment_range(f->s, SECTION_FWD_OFF, SECTION_FWD, link->form, sizeof(row_part), &len) ==
        NULL) {
        return search_damaged(f);
    }
    return len > 0                  ? consider_one(f, link->row)
           : link->element == NAMED ? visit_form(f, link->form)
                                    : IDT_OK;
}

/* Links are few, and where adjacent parts agree as one nothing is known to contradict. */
static idt_rc by_links(search *f, bool names_only)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < f->x->links_count && rc == IDT_OK; i++) {
        if (!names_only || f->x->links[i].element == NAMED) {
            rc = consider_link(f, &f->x->links[i]);
        }
    }
    return rc;
}

/* ---- rows to which fields add much ---- */

static bool begins_row(const search *f, uint32_t part)
{
    const row_part *parts = (const row_part *)(const void *)f->s->section[SECTION_FWD].at;
    return part == 0 || (parts[part - 1].beside & FWD_END) != 0;
}

/* Does a part of the row agree? Where only several do as one, it is met by its link. */
static bool one_agrees(const search *f, uint32_t row)
{
    const row_part *parts = (const row_part *)(const void *)f->s->section[SECTION_FWD].at;
    for (uint32_t i = row; i < f->s->parts; i++) {
        if (first_agreement(f->x, parts[i].what & INDEX_TERMS_MAX) != 0) {
            return true;
        }
        if ((parts[i].beside & FWD_END) != 0) {
            break;
        }
    }
    return false;
}

/* The rows that begin in the cell. */
static idt_rc ask_cell(search *f, uint32_t cell)
{
    idt_rc rc = IDT_OK;
    const uint32_t from = cell << FIELD_CELL_LOG2;
    for (uint32_t row = from; row < from + (1U << FIELD_CELL_LOG2) && row < f->s->parts; row++) {
        if (rc == IDT_OK && begins_row(f, row) && (!f->query->some_agrees || one_agrees(f, row))) {
            rc = consider_one(f, row);
        }
    }
    return rc;
}

static idt_rc ask_alone(search *f)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < f->x->fields.alone_count && rc == IDT_OK; i++) {
        rc = ask_cell(f, f->x->fields.alone[i]);
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

/* The least llr at the cut, less what can be added to the names' agreement. */
static void needed(search *f)
{
    for (int of = 0; of < IDT_SCORE_CLASSES; of++) {
        f->bare_need_of[of] = idt_score_llr((idt_score_class)of, f->query->cut) -
                              larger(W.form_equal, 0) - f->query->beside_mnat;
    }
    f->fields_most = f->query->fields != NULL ? idt_fields_together(f->query->fields->most) : 0;
}

/* From here on of forms to which fields add `added` at most. */
static void need_beside(search *f, int32_t added)
{
    f->need = INT32_MAX;
    for (int of = 0; of < IDT_SCORE_CLASSES; of++) {
        f->need_of[of] = f->bare_need_of[of] - added;
        f->need = smaller(f->need, f->need_of[of]);
    }
}

/* Rows to which fields add much one by one, and what adjacent parts agree with; then the others,
 * which need more of their names. */
static idt_rc search_rows(search *f)
{
    idt_rc rc =
        field_rows_find(f->s, f->query->fields, &f->x->fields, f->x->arena, &f->fields, f->err);
    if (rc != IDT_OK) {
        return rc;
    }
    f->alone = true;
    need_beside(f, f->fields.alone_most);
    search_drop(f);
    const bool some = f->best_sum >= f->need;
    rc = some ? ask_alone(f) : IDT_OK;
    rc = rc == IDT_OK ? by_links(f, !some) : rc;
    f->alone = false;
    if (f->fields.most < f->fields.alone_most) {
        need_beside(f, f->fields.most);
        search_drop(f);
    }
    return rc == IDT_OK && f->best_sum >= f->need ? search_sift(f) : rc;
}

static idt_rc search_segment(search *f)
{
    clear_segment(f->x, &f->query->name->prepared);
    need_beside(f, f->fields_most);
    if ((f->need <= 0 && !f->query->some_agrees) || weak_levels_earn() || f->bound.unknown_scorer) {
        return scan(f);
    }
    idt_rc rc = search_agree(f);
    if (rc != IDT_OK || (f->best_sum < f->need && f->x->links_count == 0)) {
        return rc;
    }
    rc = search_rows(f);
    for (size_t e = 0; e < f->x->elements_count; e++) {
        f->counts->essential += f->x->elements[e].aside == 0 && best_of(&f->x->elements[e]) > 0;
    }
    return rc;
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
    bound_begin(&f.bound, &query->name->prepared, query->scoring);
    *f.counts = (idt_index_counts){.retrieval = IDT_RETRIEVAL_EXACT};
    clear_segment(scratch, NULL);
    rc = search_elements(&f);
    f.counts->elements = (uint32_t)scratch->elements_count;
    for (size_t i = 0; i < index->count && rc == IDT_OK; i++) {
        f.s = &index->segments[i];
        f.file = (uint32_t)i;
        rc = search_segment(&f);
    }
    clear_segment(scratch, NULL);
    return rc;
}
