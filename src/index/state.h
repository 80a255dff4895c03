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
    bool itself; /* a join that is taken beside no Latin word (index_joins_to_itself) */
    bool essential;
    int32_t best;              /* the most it can earn with what was found */
    int32_t link_best;         /* ... where adjacent parts of a listed name agree with it */
    uint64_t postings;         /* of the terms that can help to reach the cut */
    uint32_t key_from, key_to; /* in scratch.keys */
} element;

enum { ELEMENT_PART, ELEMENT_JOIN, ELEMENT_ACRONYM };

/* An element and a term that share a key; chained by term. */
typedef struct agreement {
    uint32_t term;
    uint32_t next; /* + 1; 0: the last */
    uint32_t post, posts;
    uint32_t beside; /* index_beside_of the term */
    int32_t earns;   /* at most; -1: not related after all */
    uint16_t element;
    bool loose; /* a bound; refined when it matters */
    bool near;  /* spelt alike, but two names (IDT_NEAR_KNOWN) */
    bool idle;  /* agrees and earns nothing, as was known from the first */
    bool read;  /* of another script than the query's part */
} agreement;

/* A form whose adjacent parts agree with an element. */
typedef struct link_hit {
    uint32_t form, row;
    uint32_t element;
    int32_t earns;
} link_hit;

#define GROWING(type, name)                                                                        \
    type *name;                                                                                    \
    size_t name##_count, name##_cap

#define SIFT_LOG2     16 /* bits of the sieve: the words beside which a second part may agree */
#define PAIRING_SLOTS 512

/* What a term can pair with otherwise than by keys. */
typedef struct pairing {
    uint32_t term; /* + 1 */
    bool near;     /* of a part of the query */
    uint64_t pairs;
} pairing;

struct idt_index_scratch {
    idt_arena *arena;
    uint64_t *seen; /* a bit a row, where it begins */
    GROWING(uint32_t, seen_words);
    GROWING(uint64_t, keys);
    GROWING(element, elements);
    GROWING(agreement, agreements);
    GROWING(link_hit, links);
    GROWING(int32_t, best); /* of each element, for the form at hand: + 1; 0: not met */
    uint64_t *slots;        /* term + 1 (high half), its first agreement + 1; open addressing */
    size_t slots_cap;
    unsigned slots_log2; /* of those in use */
    size_t terms_met;
    uint64_t sieve[(1U << SIFT_LOG2) / 64];
    uint64_t idle[(1U << SIFT_LOG2) / 64]; /* of the terms that agree and earn nothing */
    bool any_idle;
    pairing pairings[PAIRING_SLOTS]; /* of this question and file */
    /* the candidate */
    idt_profile_name name;
    term_view views[IDT_NAME_PARTS_MAX];
    idt_match_part parts[IDT_NAME_PARTS_MAX];
    idt_name_part bases[IDT_NAME_PARTS_MAX];
    term_view view; /* of one term, while agreements are found */
};

/* The term's record, ready for the relation; false: damaged. */
bool index_term_at(const segment *s, uint32_t term, term_view *out);
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
