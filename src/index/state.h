/* state.h - the index and the scratch as the files of this folder see them. */
#ifndef INTERDICT_INDEX_STATE_H
#define INTERDICT_INDEX_STATE_H

#include "index/index.h"
#include "index/segment.h"
#include "index/term.h"

struct idt_index {
    idt_arena *arena;
    segment *segments;
    size_t count;
};

/* What a name could agree by: a part of the query, adjacent ones as one word, its initials. */
typedef struct element {
    uint16_t part; /* of the query; of ELEMENT_PART */
    uint8_t kind;
    bool essential;
    int32_t best;      /* the most it can earn with what was found */
    int32_t link_best; /* ... where adjacent parts of a listed name agree with it */
    uint64_t postings;
    uint32_t key_from, key_to; /* in scratch.keys */
} element;

enum { ELEMENT_PART, ELEMENT_JOIN, ELEMENT_ACRONYM };

/* An element and a term that agree; chained by term. */
typedef struct agreement {
    uint32_t term;
    uint32_t next; /* + 1; 0: the last */
    uint32_t element;
    int32_t earns; /* -1: not related after all */
    bool loose;    /* a bound; refined when it matters */
} agreement;

/* A form whose adjacent parts agree with an element. */
typedef struct link_hit {
    uint32_t form;
    uint32_t element;
    int32_t earns;
} link_hit;

#define GROWING(type, name)                                                                        \
    type *name;                                                                                    \
    size_t name##_count, name##_cap

struct idt_index_scratch {
    idt_arena *arena;
    uint32_t *mark; /* term -> its first agreement + 1 */
    uint8_t *near;  /* term -> NEAR_ of any part of the query; 0: not asked */
    uint64_t *seen; /* a bit a form */
    GROWING(uint32_t, seen_words);
    GROWING(uint32_t, near_terms);
    GROWING(uint64_t, keys);
    GROWING(element, elements);
    GROWING(agreement, agreements);
    GROWING(link_hit, links);
    GROWING(int32_t, best); /* of each element, for the form at hand: + 1; 0: not met */
    /* the candidate */
    idt_profile_name name;
    term_view views[IDT_NAME_PARTS_MAX];
    idt_match_part parts[IDT_NAME_PARTS_MAX];
    idt_name_part bases[IDT_NAME_PARTS_MAX];
    term_view view; /* of one term, while agreements are found */
};

/* Fills the candidate and scratch->name from the file. */
IDT_CHECK idt_rc index_expand(const segment *s, uint32_t form, idt_index_scratch *scratch,
                              idt_error *err);
/* The i-th id. */
bool index_id_at(const segment *s, uint32_t i, idt_str *out);
/* Marks in every file the origins that a later one replaces. */
IDT_CHECK idt_rc index_replace(idt_index *index, idt_error *err);

static inline bool index_is_replaced(const segment *s, uint32_t id)
{
    return s->replaced != NULL && id < s->ids && (s->replaced[id / 64] >> (id % 64) & 1) != 0;
}

/* Has the form an entry in time? */
IDT_CHECK idt_rc index_form_in_time(const segment *s, uint32_t form, const idt_index_when *when,
                                    bool *out, idt_error *err);

#endif
