/* Elements of a query, the terms that share a key with them, and what these can earn. */
#include <stdlib.h>

#include "index/hash_table.h"
#include "index/keys.h"
#include "index/rough.h"
#include "index/search.h"
#include "match/align.h"
#include "match/weights.h"

#define W IDT_WEIGHTS

/* ---- elements: once a query ---- */

static int by_key(const void *x, const void *y)
{
    const uint64_t a = *(const uint64_t *)x;
    const uint64_t b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

/* Orders the keys and takes out what is there twice; a word sounds alike in most ways. */
static size_t each_once(uint64_t *keys, size_t count)
{
    size_t kept = 0;
    if (count > 1) {
        qsort(keys, count, sizeof *keys, by_key);
    }
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || keys[i] != keys[i - 1]) {
            keys[kept++] = keys[i];
        }
    }
    return kept;
}

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

static bool add_element(idt_index_scratch *x, uint8_t kind, size_t part, uint64_t *keys,
                        size_t count)
{
    if (!IDT_GROW(x->arena, x->elements, x->elements_cap, x->elements_count) ||
        !IDT_GROW(x->arena, x->best, x->best_cap, x->elements_count)) {
        return false;
    }
    const size_t from = x->keys_count;
    count = each_once(keys, count);
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
            const bool itself = n == 2 && index_joins_to_itself(KEY_FOLD, name, at, count, keys[0]);
            if (n == 0) {
                continue;
            }
            if (!add_element(x, ELEMENT_JOIN, at, keys, n)) {
                return false;
            }
            x->elements[x->elements_count - 1].itself = itself;
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

idt_rc search_elements(search *f)
{
    return find_elements(f->x, &f->query->name->prepared) ? IDT_OK
                                                          : idt_arena_fail(f->x->arena, f->err);
}

/* ---- terms: open addressing, so that a row's terms are looked up in the nearest cache ---- */

#define SLOTS_LOG2_LEAST 11

static bool slots_clear(idt_index_scratch *x, unsigned log2)
{
    const size_t slots = (size_t)1 << log2;
    if (slots > x->slots_cap) {
        x->slots = IDT_NEW_N(x->arena, uint64_t, slots); /* what it replaces is at most as large */
        if (x->slots == NULL) {
            x->slots_cap = 0;
            return false;
        }
        x->slots_cap = slots;
    }
    memset(x->slots, 0, slots * sizeof *x->slots);
    x->slots_log2 = log2;
    return true;
}

static uint64_t *slot_of(const idt_index_scratch *x, uint32_t term)
{
    const size_t mask = ((size_t)1 << x->slots_log2) - 1;
    size_t i = (size_t)(term * UINT32_C(2654435769)) >> (32 - x->slots_log2);
    while (x->slots[i] != 0 && (uint32_t)(x->slots[i] >> 32) != term + 1) {
        i = (i + 1) & mask;
    }
    return &x->slots[i];
}

static bool slots_grow(idt_index_scratch *x)
{
    if (!slots_clear(x, x->slots_log2 + 1)) {
        return false;
    }
    for (size_t i = 0; i < x->agreements_count; i++) { /* the last of a term is the first met */
        *slot_of(x, x->agreements[i].term) =
            (uint64_t)(x->agreements[i].term + 1) << 32 | (uint32_t)(i + 1);
    }
    return true;
}

static bool known_already(const idt_index_scratch *x, uint32_t first, uint32_t e)
{
    for (uint32_t i = first; i != 0; i = x->agreements[i - 1].next) {
        if (x->agreements[i - 1].element == e) {
            return true;
        }
    }
    return false;
}

/* The term stands under a key of the element. */
static bool meet(idt_index_scratch *x, uint32_t e, uint32_t term)
{
    uint64_t *slot = slot_of(x, term);
    const uint32_t first = (uint32_t)*slot;
    if (known_already(x, first, e)) {
        return true;
    }
    if (!IDT_GROW(x->arena, x->agreements, x->agreements_cap, x->agreements_count)) {
        return false;
    }
    x->agreements[x->agreements_count++] =
        (agreement){.term = term, .next = first, .element = (uint16_t)e};
    *slot = (uint64_t)(term + 1) << 32 | (uint32_t)x->agreements_count;
    x->terms_met += first == 0;
    return x->terms_met * 2 < (size_t)1 << x->slots_log2 || slots_grow(x);
}

static idt_rc ask_key(search *f, uint32_t e, uint64_t key)
{
    uint64_t len;
    const uint32_t check = index_check_of(key) & 127;
    const uint8_t *items = segment_range(f->s, SECTION_KEY_OFF, SECTION_KEY,
                                         index_bucket(key, f->s->key_bits), 4, &len);
    if (items == NULL) {
        return search_damaged(f);
    }
    for (uint64_t i = 0; i < len; i += 4) {
        const uint32_t item = get_u32(items + i);
        if ((item >> 24 & 127) == check && !meet(f->x, e, item & INDEX_TERMS_MAX)) {
            return idt_arena_fail(f->x->arena, f->err);
        }
    }
    return IDT_OK;
}

/* The buckets of all keys lie all over the file: they are asked for ahead. */
static void fetch_keys(const search *f)
{
    const segment_section *offsets = &f->s->section[SECTION_KEY_OFF];
    const segment_section *items = &f->s->section[SECTION_KEY];
    const idt_index_scratch *x = f->x;
    for (size_t i = 0; i < x->keys_count; i++) {
        __builtin_prefetch(offsets->at + 4 * (size_t)index_bucket(x->keys[i], f->s->key_bits));
    }
    for (size_t i = 0; i < x->keys_count; i++) {
        const uint64_t at =
            4 *
            (uint64_t)get_u32(offsets->at + 4 * (size_t)index_bucket(x->keys[i], f->s->key_bits));
        __builtin_prefetch(items->at + (at < items->len ? at : 0));
    }
}

/* ---- what they earn ---- */

static int32_t join_earns(int32_t rarity)
{
    return smaller(rarity, W.rarity_most) * W.share[IDT_LEVEL_FOLD] / 1000 +
           W.level[IDT_LEVEL_FOLD];
}

#define HEADS_AHEAD 32

static void fetch_head(const search *f, size_t i)
{
    if (i < f->x->agreements_count && f->x->agreements[i].term < f->s->terms) {
        __builtin_prefetch(f->s->section[SECTION_TERM].at +
                           f->x->agreements[i].term * sizeof(term_head));
    }
}

static void weigh(search *f, agreement *a, const term_head *head)
{
    const element *e = &f->x->elements[a->element];
    a->beside = index_beside_of(head->letters, head->fold_len, false, head->traits & TRAIT_FIRST);
    if (e->kind == ELEMENT_PART) {
        const idt_match_part *q = &f->query->name->prepared.parts[e->part];
        const rough r = index_rough(q, head, idt_is_organisation(&f->query->name->prepared));
        a->earns = r.earns;
        a->near = r.near;
        a->loose = r.earns >= 0;
        a->read = q->latin != ((head->flags & TERM_LATIN) != 0);
        f->bound.form_like =
            f->bound.form_like || (head->use == IDT_USE_FORM && q->last && !q->known);
    } else {
        const bool none = e->itself && head->use == IDT_USE_WORD && (head->flags & TERM_LATIN) != 0;
        a->earns = none ? -1 : larger(join_earns(head->rarity_mnat), 0);
    }
}

/* Heads of all terms met: bounds and where their postings stand. */
static idt_rc weigh_all(search *f)
{
    idt_index_scratch *x = f->x;
    for (size_t i = 0; i < HEADS_AHEAD; i++) {
        fetch_head(f, i);
    }
    for (size_t i = 0; i < x->agreements_count; i++) {
        agreement *a = &x->agreements[i];
        term_head heads[2];
        fetch_head(f, i + HEADS_AHEAD);
        const uint8_t *bytes =
            a->term < f->s->terms
                ? segment_bytes(f->s, SECTION_TERM, a->term * sizeof *heads, sizeof heads)
                : NULL;
        if (bytes == NULL) {
            return search_damaged(f);
        }
        memcpy(heads, bytes, sizeof heads);
        if (heads[1].post < heads[0].post || heads[1].post > f->s->posts) {
            return search_damaged(f);
        }
        a->post = heads[0].post;
        a->posts = heads[1].post - heads[0].post;
        weigh(f, a, heads);
        element *e = &x->elements[a->element];
        e->best = larger(e->best, a->earns);
        f->counts->terms += a->earns > 0;
    }
    return IDT_OK;
}

/* Of a pair of people, or of others, whichever costs less. */
static int32_t pair_cost(const idt_match_part *a, const idt_match_part *b, idt_relation relation)
{
    return larger(idt_pair_cost_of(IDT_CLASS_PERSON, a, b, relation),
                  idt_pair_cost_of(IDT_CLASS_OTHER, a, b, relation));
}

static int32_t one_way(const idt_match_part *a, const idt_match_part *b)
{
    const idt_relation relation = idt_relate(a, b);
    return relation.level == IDT_LEVEL_NONE
               ? -1
               : larger(idt_pair_rarity(a, b, relation) + pair_cost(a, b, relation), 0);
}

/* Two texts that are not Latin are read one as the other: what they earn depends on which stands
 * first, and which does is the scorer's choice. */
static int32_t part_earns(const idt_match_part *q, const idt_match_part *t)
{
    const int32_t there = one_way(q, t);
    return q->latin || t->latin ? there : larger(there, one_way(t, q));
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
    return larger(idt_pair_rarity(q, t, reading) + pair_cost(q, t, reading), 0);
}

idt_rc search_refine(search *f, agreement *a)
{
    idt_index_scratch *x = f->x;
    if (!index_term_at(f->s, a->term, &x->view)) {
        return search_damaged(f);
    }
    const idt_match_part *q = &f->query->name->prepared.parts[x->elements[a->element].part];
    const idt_match_part *t = &x->view.part;
    a->earns = smaller(a->earns, q->latin != t->latin ? reading_earns(q, t) : part_earns(q, t));
    a->loose = false;
    f->counts->refined++;
    return IDT_OK;
}

/* ---- links: forms whose adjacent parts agree ---- */

/* Forms under `key` of LINK, which earn the element `amount`; e NAMED: candidates whatever they
 * earn. */
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
        return search_damaged(f);
    }
    for (uint64_t i = 0; i < checks_len; i++) {
        const uint32_t form = get_u32(forms + 4 * i);
        if (checks[i] != index_check_of(key)) {
            continue;
        }
        const uint8_t *row =
            form < f->s->forms ? segment_bytes(f->s, SECTION_FWD_OFF, 4 * (uint64_t)form, 4) : NULL;
        if (row == NULL) {
            return search_damaged(f);
        }
        if (!IDT_GROW(x->arena, x->links, x->links_cap, x->links_count)) {
            return idt_arena_fail(x->arena, f->err);
        }
        x->links[x->links_count++] =
            (link_hit){.form = form, .row = get_u32(row), .element = e, .earns = amount};
        if (e != NAMED) {
            x->elements[e].link_best = larger(x->elements[e].link_best, amount);
        }
    }
    return IDT_OK;
}

static idt_rc ask_joins(search *f, uint32_t e, const idt_match_part *part, idt_str fold,
                        int32_t earns)
{
    const bool all = part->use != IDT_USE_WORD || !part->latin || part->tagged;
    idt_rc rc = ask_link(f, e, index_key(LINK_JOIN, fold.ptr, fold.len), earns);
    if (rc == IDT_OK && all) {
        rc = ask_link(f, e, index_key(LINK_JOIN_SELF, fold.ptr, fold.len), earns);
    }
    return rc;
}

static idt_rc ask_links(search *f, uint32_t e)
{
    const idt_match_part *part = &f->query->name->prepared.parts[f->x->elements[e].part];
    const int32_t join = join_earns(part->rarity_mnat);
    idt_rc rc = IDT_OK;
    if (join > 0 && part->use != IDT_USE_NUMBER) {
        rc = ask_joins(f, e, part, part->fold, join);
        if (rc == IDT_OK && part->whole.len > 0) {
            rc = ask_joins(f, e, part, part->whole, join);
        }
    }
    if (rc == IDT_OK && join > 0 && part->use == IDT_USE_WORD) {
        rc = ask_link(f, e, index_key(LINK_ACRONYM, part->text.ptr, part->text.len), join);
    }
    return rc;
}

static int by_row(const void *x, const void *y)
{
    const link_hit *a = x;
    const link_hit *b = y;
    if (a->row != b->row) {
        return a->row < b->row ? -1 : 1;
    }
    return (a->element > b->element) - (a->element < b->element);
}

static idt_rc find_terms(search *f)
{
    idt_rc rc = IDT_OK;
    idt_index_scratch *x = f->x;
    x->agreements_count = x->terms_met = 0;
    f->bound.form_like = false;
    if (!slots_clear(x, SLOTS_LOG2_LEAST)) {
        return idt_arena_fail(x->arena, f->err);
    }
    fetch_keys(f);
    for (uint32_t e = 0; e < x->elements_count && rc == IDT_OK; e++) {
        for (uint32_t k = x->elements[e].key_from; k < x->elements[e].key_to && rc == IDT_OK; k++) {
            rc = ask_key(f, e, x->keys[k]);
        }
    }
    return rc == IDT_OK ? weigh_all(f) : rc;
}

static idt_rc find_links(search *f)
{
    idt_rc rc = IDT_OK;
    idt_index_scratch *x = f->x;
    const idt_str key = f->query->name->parsed.key;
    x->links_count = 0;
    for (uint32_t e = 0; e < x->elements_count && rc == IDT_OK; e++) {
        rc = x->elements[e].kind == ELEMENT_PART ? ask_links(f, e) : IDT_OK;
    }
    if (rc == IDT_OK && key.len > 0) {
        rc = ask_link(f, NAMED, index_key(LINK_NAME, key.ptr, key.len), 0);
    }
    if (x->links_count > 1) {
        qsort(x->links, x->links_count, sizeof *x->links, by_row);
    }
    return rc;
}

idt_rc search_agree(search *f)
{
    idt_index_scratch *x = f->x;
    for (size_t e = 0; e < x->elements_count; e++) {
        x->elements[e].best = x->elements[e].link_best = 0;
        x->elements[e].postings = 0;
        x->elements[e].essential = true;
    }
    idt_rc rc = find_terms(f);
    rc = rc == IDT_OK ? find_links(f) : rc;
    f->best_sum = 0;
    for (size_t e = 0; e < x->elements_count; e++) {
        f->best_sum += best_of(&x->elements[e]);
    }
    for (size_t i = 0; i < x->agreements_count && rc == IDT_OK; i++) {
        agreement *a = &x->agreements[i];
        element *e = &x->elements[a->element];
        if (a->earns >= 0 && !can_help(f, e, a->earns)) {
            a->earns = -1; /* in no form that reaches the cut */
        }
        a->idle = a->earns == 0;
        e->postings += a->earns > 0 ? a->posts : 0;
    }
    return rc;
}
