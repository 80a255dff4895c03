/* state.h - the index and the scratch as the files of this folder see them. */
#ifndef INTERDICT_INDEX_STATE_H
#define INTERDICT_INDEX_STATE_H

#include "index/earn.h"
#include "index/field_rows.h"
#include "index/index.h"
#include "index/keys.h"
#include "index/memo.h"
#include "index/segment.h"
#include "index/shared_memo.h"
#include "index/term.h"
#include "match/relations.h"
#include "match/glance.h"

struct idt_index {
    idt_arena *arena;
    segment *segments;
    size_t count;
};

/* What a name could agree by: a part of the query, adjacent ones as one word, its initials. */
typedef struct element {
    uint16_t part; /* of the query; of ELEMENT_PART */
    uint8_t kind;
    uint8_t count;     /* adjacent parts of a join; else 1 */
    bool syllables;    /* a join that has keys of syllables */
    bool itself;       /* a join that is taken beside no Latin word (index_joins_to_itself) */
    uint8_t aside;     /* a bit a level of sift.c: not essential */
    int32_t best;      /* the most it can earn with what was found */
    int32_t link_best; /* ... where adjacent parts of a listed name agree with it */
    uint64_t postings; /* of the terms that can help to reach the cut */
    /* in scratch.keys; of a part from the first miss on. In groups (index/keys.h) */
    uint32_t key_from, key_to, key_ends[KEY_GROUPS];
} element;

enum { ELEMENT_PART, ELEMENT_JOIN, ELEMENT_ACRONYM };

/* An element and a term that share a key; chained by term. */
typedef struct agreement {
    uint32_t term;
    uint32_t next; /* + 1; 0: the last */
    uint32_t post, posts;
    uint32_t beside; /* index_beside_of the term */
    int32_t earns;   /* index/earn.h; -1: not related, or of no use */
    uint16_t element;
    bool near; /* spelt alike, but two names (IDT_NEAR_KNOWN) */
    bool idle; /* agrees and earns nothing */
} agreement;

/* A term that a part of a query agrees or nearly agrees with: what of an agreement depends on the
 * part and the file alone. */
typedef struct known_term {
    uint32_t term;
    uint32_t post, posts;
    uint32_t beside; /* and KNOWN_NEAR */
    int32_t earns;
} known_term;

#define KNOWN_NEAR (UINT32_C(1) << 26)

/* A form whose adjacent parts agree with a part of a query. */
typedef struct known_link {
    uint32_t form, row;
    int32_t earns;
} known_link;

/* All that a part agrees with in a file; in the memo these numbers, then terms, then links. */
typedef struct known_part {
    uint32_t terms, links;
    bool form_like; /* some term is a legal form that the part may be, misspelt */
    uint8_t zeros[3];
} known_part;

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

#define MEMO_KEY_BYTES 4096 /* a part of more bytes is worked out each time */

/* What a term can pair with otherwise than by keys. */
typedef struct pairing {
    uint32_t term;           /* + 1 */
    bool near;               /* of a part of the query */
    bool last;               /* as if it may be cut off */
    uint64_t pairs, cut_off; /* parts of the query; those only by what was cut off */
    uint64_t of;             /* scratch.pairings_of: what is of another is empty */
} pairing;

struct idt_index_scratch {
    idt_arena *arena;
    uint64_t *seen; /* a bit a row, where it begins */
    GROWING(uint32_t, seen_words);
    field_marks fields;
    GROWING(uint64_t, keys);
    GROWING(element, elements);
    GROWING(agreement, agreements);
    GROWING(link_hit, links);
    GROWING(int32_t, best); /* of each element, for the form at hand: + 1; 0: not met */
    uint64_t *slots;        /* term + 1 (high half), its first agreement + 1; open addressing */
    size_t slots_cap;
    unsigned slots_log2; /* of those in use */
    uint64_t sieve[(1U << SIFT_LOG2) / 64];
    uint64_t idle[(1U << SIFT_LOG2) / 64]; /* of the terms that agree and earn nothing */
    bool any_idle;
    pairing pairings[PAIRING_SLOTS];
    uint64_t pairings_of;   /* this question and file */
    memo memo;              /* file and part -> known_part */
    idt_index_memo *shared; /* in its place; NULL: none */
    memo_copy copied;       /* what was found in it */
    /* what a part agrees with, while it is found */
    uint64_t *met_bits; /* a bit a term */
    GROWING(uint32_t, met);
    size_t met_ends[KEY_GROUPS]; /* by keys of which group first */
    GROWING(known_term, terms);
    GROWING(known_link, found_links);
    earner earner;
    char key[MEMO_KEY_BYTES];
    /* the candidate */
    idt_profile_name name;
    term_view views[IDT_NAME_PARTS_MAX];
    idt_match_part parts[IDT_NAME_PARTS_MAX];
    uint64_t
        numbers[IDT_NAME_PARTS_MAX]; /* match/relations.h: of term, and what the part is here */
    uint64_t apart[IDT_NAME_PARTS_MAX];
    idt_relations relations;
    idt_glance glances[IDT_NAME_PARTS_MAX];
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
