/* search.h - one question to one file, as it goes from keys to forms.
 *
 *   elements    what the query's name could agree by                                 (agree.c)
 *   known       terms that share a key with a part, and what they earn: kept         (known.c)
 *   agreements  terms of all elements, and what they earn                            (agree.c)
 *   postings    of these terms, sifted by what stands beside the term in the form    (sift.c)
 *   forms       what is left, checked by their rows                                  (candidates.c)
 */
#ifndef INTERDICT_INDEX_SEARCH_H
#define INTERDICT_INDEX_SEARCH_H

#include "index/bound.h"
#include "index/state.h"
#include "match/relation.h"
#include "match/weights.h"

typedef struct search {
    const segment *s;
    const idt_index_query *query;
    idt_index_scratch *x;
    idt_index_visit visit;
    void *context;
    idt_index_counts *counts;
    idt_error *err;
    uint32_t file;
    int32_t bare_need_of[IDT_SCORE_CLASSES]; /* of a form to which fields add nothing */
    int32_t fields_most;
    field_rows fields;
    bool alone;   /* rows are asked whatever fields add to them; else those not asked alone */
    int32_t need; /* of the form and class that ask least */
    int32_t need_of[IDT_SCORE_CLASSES];
    int64_t best_sum;
    bound bound;
} search;

/* link_hit.element: the form's whole key is the query's; parts of it joined are its legal form. */
#define NAMED  UINT32_MAX
#define FORMED (UINT32_MAX - 1)

/* Parts of the query. */
static inline uint64_t search_parts_of(const element *e)
{
    return ((UINT64_C(1) << e->count) - 1) << e->part;
}

static inline int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static inline int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline idt_rc search_damaged(const search *f)
{
    return segment_damaged(f->s, f->err);
}

static inline int32_t best_of(const element *e)
{
    return larger(e->best, e->link_best);
}

/* What fields can add to the row. */
static inline int32_t added_to(const search *f, uint32_t row)
{
    return f->alone ? field_added_alone(&f->fields, row) : field_added(&f->fields, row);
}

/* With the best of all others beside it, can the agreement reach the cut? */
static inline bool can_help(const search *f, const element *e, int32_t earns)
{
    return f->best_sum - best_of(e) + earns >= f->need;
}

/* ---- known.c ---- */

/* What an element of a part agrees with in the file; borrowed until the next call. */
typedef struct known {
    const known_term *terms;
    size_t term_count;
    const known_link *links;
    size_t link_count;
    bool form_like;
} known;

IDT_CHECK idt_rc search_known(search *f, element *e, known *out);
/* Terms under the keys of an element, each once, in scratch.met. */
IDT_CHECK idt_rc search_meet(search *f, const element *e);
IDT_CHECK idt_rc search_head(const search *f, uint32_t term, term_head *head, uint32_t *posts);
/* Forms under `key` of LINK go to scratch.found_links. */
IDT_CHECK idt_rc search_link(search *f, uint64_t key, int32_t earns);

/* What one part earns that several adjacent ones are when written as one (IDT_VIA_JOIN), or their
 * initials (IDT_VIA_ACRONYM); < 0: nothing. */
int32_t search_joined_earns(const search *f, const idt_match_part *one, idt_via via);

/* The most of it, syllables included, by rarity alone. */
static inline int32_t join_earns(int32_t rarity)
{
    const int32_t most = smaller(rarity, IDT_WEIGHTS.rarity_most);
    return most * IDT_WEIGHTS.share[IDT_LEVEL_FOLD] / 1000 + IDT_WEIGHTS.level[IDT_LEVEL_FOLD];
}

/* Of Latin parts read as one word in Han or Hangul. */
static inline int32_t syllables_earn(int32_t rarity)
{
    const int32_t most = smaller(rarity, IDT_WEIGHTS.rarity_most);
    return most * IDT_WEIGHTS.share[IDT_LEVEL_READING] / 1000;
}

/* ---- agree.c ---- */

/* The elements of the query; once for all files. */
IDT_CHECK idt_rc search_elements(search *f);
/* The element's keys, each once; false at the arena's ceiling. */
bool search_add_keys(idt_index_scratch *x, element *e, uint64_t *keys, size_t count);
/* Agreements, links (by form), best and postings of each element, best_sum. */
IDT_CHECK idt_rc search_agree(search *f);
/* What is of no use at the need as it is now: step 2 of candidates.c. */
void search_drop(search *f);
/* The first agreement + 1 of a term in the upper half's slot; 0: none. */
static inline uint32_t first_agreement(const idt_index_scratch *x, uint32_t term)
{
    const size_t mask = ((size_t)1 << x->slots_log2) - 1;
    size_t i = (size_t)(term * UINT32_C(2654435769)) >> (32 - x->slots_log2);
    for (; x->slots[i] != 0; i = (i + 1) & mask) {
        if ((uint32_t)(x->slots[i] >> 32) == term + 1) {
            return (uint32_t)x->slots[i];
        }
    }
    return 0;
}

/* ---- sift.c ---- */

/* Calls search_consider for every form that could reach the cut by its terms. */
IDT_CHECK idt_rc search_sift(search *f);

/* ---- candidates.c ---- */

/* Visits the forms of rows, each once, if they can reach the cut. SEARCH_ALONE beside a row: also
 * where a single part of it agrees. */
#define SEARCH_ROWS  32 /* at most */
#define SEARCH_ALONE (UINT32_C(1) << 31)
IDT_CHECK idt_rc search_consider(search *f, const uint32_t *rows, size_t count);

#endif
