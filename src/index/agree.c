/* Elements of a query, the terms that share a key with them, and what these can earn. */
#include <stdlib.h>

#include "index/keys.h"
#include "index/search.h"
#include "match/align.h"
#include "match/evidence.h"

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

bool search_add_keys(idt_index_scratch *x, element *e, uint64_t *keys, size_t count)
{
    count = each_once(keys, count);
    e->key_from = (uint32_t)x->keys_count;
    for (size_t i = 0; i < count; i++) {
        if (!IDT_GROW(x->arena, x->keys, x->keys_cap, x->keys_count)) {
            return false;
        }
        x->keys[x->keys_count++] = keys[i];
    }
    e->key_to = (uint32_t)x->keys_count;
    for (size_t g = 0; g < KEY_GROUPS; g++) {
        e->key_ends[g] = e->key_to;
    }
    return true;
}

static element *add_element(idt_index_scratch *x, uint8_t kind, size_t part)
{
    if (!IDT_GROW(x->arena, x->elements, x->elements_cap, x->elements_count) ||
        !IDT_GROW(x->arena, x->best, x->best_cap, x->elements_count)) {
        return NULL;
    }
    element *e = &x->elements[x->elements_count++];
    *e = (element){.part = (uint16_t)part, .kind = kind, .count = 1};
    return e;
}

static bool add_joins(idt_index_scratch *x, const idt_match_name *name)
{
    for (size_t count = 2; count <= IDT_ALIGN_JOIN_MAX; count++) {
        for (size_t at = 0; at + count <= name->count; at++) {
            uint64_t keys[3 * INDEX_JOIN_KEYS + 2 * INDEX_SYLLABLE_KEYS];
            size_t n = index_join_keys(KEY_FOLD, name, at, count, keys);
            n += index_join_keys(KEY_WHOLE, name, at, count, keys + n);
            const size_t folds = n;
            const bool itself = n == 2 && index_joins_to_itself(KEY_FOLD, name, at, count, keys[0]);
            n += index_join_syllables(KEY_SYLLABLES, name, at, count, keys + n);
            const size_t spelt =
                name->parts[at].syllabic
                    ? index_join_syllables(KEY_SYLLABLES_LATIN, name, at, count, keys + n)
                    : 0;
            n += spelt;
            if (n == 0) {
                continue;
            }
            const bool syllabic = n > folds;
            n += index_join_keys(KEY_DELETION, name, at, count, keys + n);
            element *e = add_element(x, ELEMENT_JOIN, at);
            if (e == NULL || !search_add_keys(x, e, keys, n)) {
                return false;
            }
            e->itself = itself && spelt == 0;
            e->syllables = syllabic;
            e->count = (uint8_t)count;
        }
    }
    return true;
}

static bool find_elements(idt_index_scratch *x, const idt_match_name *name)
{
    uint64_t key;
    x->elements_count = x->keys_count = 0;
    for (size_t i = 0; i < name->count; i++) {
        if (index_part_counts(&name->parts[i]) && add_element(x, ELEMENT_PART, i) == NULL) {
            return false;
        }
    }
    const idt_str acronym = name->name->acronym;
    if (acronym.len >= 3) {
        element *e = add_element(x, ELEMENT_ACRONYM, 0);
        key = index_key(KEY_TEXT, acronym.ptr, acronym.len);
        if (e == NULL || !search_add_keys(x, e, &key, 1)) {
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

#define SLOTS_LOG2_LEAST 9

/* Twice as many slots as agreements at least. */
static bool slots_clear(idt_index_scratch *x)
{
    unsigned log2 = SLOTS_LOG2_LEAST;
    while (((size_t)1 << log2) < 2 * x->agreements_count) {
        log2++;
    }
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

/* Agreements of one term are chained. */
static bool fill_slots(idt_index_scratch *x)
{
    if (!slots_clear(x)) {
        return false;
    }
    for (size_t i = 0; i < x->agreements_count; i++) {
        uint64_t *slot = slot_of(x, x->agreements[i].term);
        x->agreements[i].next = (uint32_t)*slot;
        *slot = (uint64_t)(x->agreements[i].term + 1) << 32 | (uint32_t)(i + 1);
    }
    return true;
}

/* ---- what elements agree with ---- */

static idt_rc add_agreement(search *f, uint32_t e, const known_term *t)
{
    idt_index_scratch *x = f->x;
    if (!IDT_GROW(x->arena, x->agreements, x->agreements_cap, x->agreements_count)) {
        return idt_arena_fail(x->arena, f->err);
    }
    x->agreements[x->agreements_count++] = (agreement){.term = t->term,
                                                       .post = t->post,
                                                       .posts = t->posts,
                                                       .beside = t->beside & BESIDE_WORD,
                                                       .earns = t->earns,
                                                       .element = (uint16_t)e,
                                                       .near = (t->beside & KNOWN_NEAR) != 0};
    x->elements[e].best = larger(x->elements[e].best, t->earns);
    f->counts->terms += t->earns > 0;
    return IDT_OK;
}

static idt_rc add_link(search *f, uint32_t e, const known_link *link)
{
    idt_index_scratch *x = f->x;
    if (!IDT_GROW(x->arena, x->links, x->links_cap, x->links_count)) {
        return idt_arena_fail(x->arena, f->err);
    }
    x->links[x->links_count++] =
        (link_hit){.form = link->form, .row = link->row, .element = e, .earns = link->earns};
    if (e < FORMED) {
        x->elements[e].link_best = larger(x->elements[e].link_best, link->earns);
    }
    return IDT_OK;
}

static idt_rc agree_by_part(search *f, uint32_t e)
{
    known k;
    idt_rc rc = search_known(f, &f->x->elements[e], &k);
    for (size_t i = 0; i < k.term_count && rc == IDT_OK; i++) {
        rc = add_agreement(f, e, &k.terms[i]);
    }
    for (size_t i = 0; i < k.link_count && rc == IDT_OK; i++) {
        rc = add_link(f, e, &k.links[i]);
    }
    f->bound.form_like = f->bound.form_like || (rc == IDT_OK && k.form_like);
    return rc;
}

/* ---- joins, and the initials of all: equal to a term, or nothing ---- */

int32_t search_joined_earns(const search *f, const idt_match_part *one, idt_via via)
{
    const idt_relation relation = {.level = IDT_LEVEL_FOLD, .via = via};
    const int32_t other = idt_pair_cost_of(IDT_CLASS_OTHER, one, one, relation);
    const int32_t cost =
        idt_is_organisation(&f->query->name->prepared)
            ? other
            : larger(other, idt_pair_cost_of(IDT_CLASS_PERSON, one, one, relation));
    return idt_pair_rarity(one, one, relation) + cost +
           (via == IDT_VIA_ACRONYM ? idt_acronym_cost(one->text.len) : 0);
}

static bool has_key(const idt_index_scratch *x, const element *e, uint64_t key)
{
    for (uint32_t i = e->key_from; i < e->key_to; i++) {
        if (x->keys[i] == key) {
            return true;
        }
    }
    return false;
}

static bool has_text(const idt_index_scratch *x, const element *e, key_kind kind, idt_str text)
{
    return text.len > 0 && has_key(x, e, index_key(kind, text.ptr, text.len));
}

/* "Siemens Limi ted": parts that are a legal form when joined contradict nothing. */
static bool is_form(const idt_index_scratch *x, const element *e, const idt_match_part *t)
{
    return t->use == IDT_USE_FORM && has_key(x, e, index_form_key(t->fold));
}

/* -1: the term only shares a check with a key, or a few letters (match/align.c). */
static int32_t earns_as_one(const search *f, const element *e, const idt_match_part *t)
{
    const idt_index_scratch *x = f->x;
    if (e->kind == ELEMENT_ACRONYM) {
        return has_text(x, e, KEY_TEXT, t->text)
                   ? larger(search_joined_earns(f, t, IDT_VIA_ACRONYM), 0)
                   : -1;
    }
    const bool same = t->fold.len >= IDT_ALIGN_JOINED &&
                      (has_text(x, e, KEY_FOLD, t->fold) || has_text(x, e, KEY_WHOLE, t->whole));
    int32_t earns = same ? larger(search_joined_earns(f, t, IDT_VIA_JOIN), 0) : -1;
    if (e->syllables && t->use == IDT_USE_WORD) {
        earns = larger(earns, larger(join_earns(t->rarity_mnat), 0));
        earns = t->latin ? earns : larger(earns, syllables_earn(t->rarity_mnat));
    }
    return earns;
}

/* A join is not taken beside a Latin word that it folds as; of few letters by syllables alone. */
static bool may_be_one(const element *e, const term_head *t)
{
    const bool latin_word = t->use == IDT_USE_WORD && (t->flags & TERM_LATIN) != 0;
    return e->kind == ELEMENT_ACRONYM ||
           ((!e->itself || !latin_word) && (e->syllables || t->fold_len >= IDT_ALIGN_JOINED));
}

static idt_rc agree_as_one(search *f, uint32_t e)
{
    idt_index_scratch *x = f->x;
    idt_rc rc = search_meet(f, &x->elements[e]);
    for (size_t i = 0; i < x->met_count && rc == IDT_OK; i++) {
        term_head head;
        known_term t = {.term = x->met[i]};
        rc = search_head(f, t.term, &head, &t.posts);
        if (rc != IDT_OK || !may_be_one(&x->elements[e], &head)) {
            continue;
        }
        if (!index_term_at(f->s, t.term, &x->view)) {
            return search_damaged(f);
        }
        if (is_form(x, &x->elements[e], &x->view.part)) {
            f->bound.form_joins |= search_parts_of(&x->elements[e]);
            continue;
        }
        t.post = head.post;
        t.beside = index_beside_of(head.letters, head.fold_len, false, head.traits & TRAIT_FIRST);
        t.earns = earns_as_one(f, &x->elements[e], &x->view.part);
        rc = t.earns >= 0 ? add_agreement(f, e, &t) : IDT_OK;
    }
    return rc;
}

static idt_rc find_agreements(search *f)
{
    idt_rc rc = IDT_OK;
    idt_index_scratch *x = f->x;
    x->agreements_count = x->links_count = 0;
    f->bound.form_like = false;
    f->bound.form_joins = 0;
    for (uint32_t e = 0; e < x->elements_count && rc == IDT_OK; e++) {
        rc = x->elements[e].kind == ELEMENT_PART ? agree_by_part(f, e) : agree_as_one(f, e);
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

/* Names of which adjacent parts are the query's legal form when joined. */
static idt_rc find_forms(search *f)
{
    const idt_match_name *name = &f->query->name->prepared;
    idt_rc rc = IDT_OK;
    f->x->found_links_count = 0;
    for (size_t i = 0; i < name->count && rc == IDT_OK; i++) {
        const idt_str fold = name->parts[i].fold;
        if (name->parts[i].use == IDT_USE_FORM && fold.len >= IDT_ALIGN_JOINED) {
            rc = search_link(f, index_key(LINK_JOIN, fold.ptr, fold.len), 0);
            rc = rc == IDT_OK ? search_link(f, index_key(LINK_JOIN_SELF, fold.ptr, fold.len), 0)
                              : rc;
        }
    }
    for (size_t i = 0; i < f->x->found_links_count && rc == IDT_OK; i++) {
        rc = add_link(f, FORMED, &f->x->found_links[i]);
    }
    return rc;
}

/* Names whose whole key is the query's, and all links by form. */
static idt_rc find_named(search *f)
{
    idt_rc rc = find_forms(f);
    idt_index_scratch *x = f->x;
    const idt_str key = f->query->name->parsed.key;
    x->found_links_count = 0;
    if (key.len > 0 && rc == IDT_OK) {
        rc = search_link(f, index_key(LINK_NAME, key.ptr, key.len), 0);
    }
    for (size_t i = 0; i < x->found_links_count && rc == IDT_OK; i++) {
        rc = add_link(f, NAMED, &x->found_links[i]);
    }
    if (x->links_count > 1) {
        qsort(x->links, x->links_count, sizeof *x->links, by_row);
    }
    return rc;
}

/* Step 2 of candidates.c. */
void search_drop(search *f)
{
    idt_index_scratch *x = f->x;
    for (size_t e = 0; e < x->elements_count; e++) {
        x->elements[e].postings = 0;
    }
    for (size_t i = 0; i < x->agreements_count; i++) {
        agreement *a = &x->agreements[i];
        element *e = &x->elements[a->element];
        if (a->earns >= 0 && !can_help(f, e, a->earns)) {
            a->earns = -1; /* in no form that reaches the cut */
        }
        a->idle = a->earns == 0;
        e->postings += a->earns > 0 ? a->posts : 0;
    }
}

idt_rc search_agree(search *f)
{
    idt_index_scratch *x = f->x;
    for (size_t e = 0; e < x->elements_count; e++) {
        x->elements[e].best = x->elements[e].link_best = 0;
        x->elements[e].postings = 0;
        x->elements[e].aside = 0;
    }
    idt_rc rc = find_agreements(f);
    rc = rc == IDT_OK ? find_named(f) : rc;
    f->best_sum = 0;
    for (size_t e = 0; e < x->elements_count; e++) {
        f->best_sum += best_of(&x->elements[e]);
    }
    if (rc != IDT_OK || (f->best_sum < f->need && x->links_count == 0)) {
        return rc; /* no row is looked at */
    }
    return fill_slots(x) ? IDT_OK : idt_arena_fail(x->arena, f->err);
}
