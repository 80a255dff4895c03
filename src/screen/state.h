/* state.h - a screener as the files of this folder see it. */
#ifndef INTERDICT_SCREEN_STATE_H
#define INTERDICT_SCREEN_STATE_H

#include "json/canonical.h"
#include "screen/screen.h"

struct idt_screen {
    idt_arena *arena;
    idt_index *index;
    idt_index_memo *memo; /* for all screeners; NULL: each has its own */
};

/* What an origin stands for, as the index describes it (compile/listed_party.h). */
typedef struct described {
    const idt_json *about; /* the whole of it; NULL where nothing is said */
    idt_profile profile;   /* names composed and not parsed; of described_fields without names */
} described;

/* A party whose fields are kept for further questions. */
typedef struct known_party {
    uint64_t id; /* file << 32 | origin_id */
    idt_profile fields;
} known_party;

/* From a text or an id to a number; cleared in the time of what is in it. */
typedef struct slot {
    uint64_t hash;
    uint32_t value; /* + 1; 0: free */
} slot;
typedef struct slots {
    slot *at;
    size_t count; /* a power of two */
    size_t used;
} slots;

typedef struct found {
    idt_screen_hit hit;
    idt_str subject;               /* of the index */
    idt_str origin;                /* for ties */
    idt_str asked;                 /* the name of the query; for ties */
    uint8_t standing;              /* of its listings: 0 in force, then what is less */
    bool passed;                   /* by the filters, and the best of its party */
    bool ranked;                   /* of x->best: who it is and how it stands is known */
    const idt_screen_party *party; /* NULL without a source */
} found;

/* Parties by 64 bits of hash, each once: of a million, two with one hash are met once in 37 million
 * questions. Grows to half its ceiling. */
typedef struct counted {
    idt_arena *arena;
    size_t ceiling;
    uint64_t *at; /* 0: free */
    size_t slots; /* a power of two */
    size_t count;
} counted;

struct idt_screener {
    const idt_screen *screen;
    idt_listing_source source;
    bool has_source;
    idt_arena *own;    /* grows, never cleared */
    idt_arena *known;  /* known parties; dropped when it is half full */
    idt_arena *one;    /* one described party at a time */
    idt_arena *lone;   /* the fields of one for which `known` has no room */
    idt_arena *answer; /* texts of the answer */
    size_t known_most;
    slots known_slots; /* id -> known_list */
    known_party **known_list;
    size_t known_count, known_cap;
    known_party temporary;
    idt_index_scratch *scratch;
    idt_buf key; /* of an identifier */
    /* the question */
    const idt_screen_question *question;
    const idt_scoring *scoring;
    const idt_profile *query;
    uint32_t query_name; /* at hand */
    idt_beside most;
    idt_index_fields fields;
    idt_field_ask *asks;
    size_t asks_cap;
    uint16_t threshold;
    bool bearing; /* only names that have the word asked are looked for */
    found *found;
    size_t found_count, found_cap;
    size_t at_once,
        found_most; /* so many are ranked at once (rank.c); as many as `limit` at least */
    found *best;    /* of the parties ranked so far: the first `limit`, in order */
    size_t best_count;
    idt_arena *best_texts[2]; /* the first holds them */
    counted counted;          /* the parties ranked so far */
    slots subjects;           /* text -> found */
    uint32_t *order;
    size_t order_cap;
    idt_screen_hit *hits;
    size_t hits_cap;
    idt_screen_answer out;
    idt_comparison names; /* the pair at hand, and what is explained */
    described whole;      /* of what is explained */
};

/* slots.c */
/* The value under the hash for which `same` holds, or where it would stand: *at; false: absent. */
typedef bool (*slot_same)(const void *context, uint32_t value, const void *key);
bool slots_find(const slots *s, uint64_t hash, slot_same same, const void *context, const void *key,
                size_t *at);
/* Room for one more, in `arena`. */
bool slots_grow(slots *s, idt_arena *arena);
void slots_put(slots *s, size_t at, uint64_t hash, uint32_t value);
void slots_clear(slots *s);

/* described.c */
void described_begin(idt_screener *x);
/* The fields of an origin, until the next call. */
IDT_CHECK idt_rc described_fields(idt_screener *x, uint32_t file, uint32_t origin_id,
                                  const idt_profile **out, idt_error *err);
/* All that is said of it, in x->one, which is cleared first. */
IDT_CHECK idt_rc described_whole(idt_screener *x, uint32_t file, uint32_t origin_id, described *out,
                                 idt_error *err);
idt_str described_text(const described *it, const char *member);
bool described_in_time(const described *it, const idt_index_when *when);

/* find.c: fills x->found. */
IDT_CHECK idt_rc find_hits(idt_screener *x, idt_retrieval *retrieval, idt_error *err);
/* `other` is the better one of a party. */
bool found_better(const found *a, const found *b);

/* rank.c: who they are, which pass, in order; fills x->out. */
IDT_CHECK idt_rc rank_hits(idt_screener *x, idt_error *err);
/* Of what is in x->found the first go to x->best, the others are counted; x->found is empty then.
 */
IDT_CHECK idt_rc rank_some(idt_screener *x, idt_error *err);
void rank_begin(idt_screener *x);

/* counted.c */
void counted_begin(counted *c, size_t ceiling_bytes);
void counted_clear(counted *c); /* takes no memory then */
/* *added: it was not there. IDT_E_LIMIT. */
IDT_CHECK idt_rc counted_add(counted *c, uint64_t hash, bool *added, idt_error *err);
/* Records with a name that has a word of the query's as it is written, whatever it scores. */
IDT_CHECK idt_rc find_bearers(idt_screener *x, idt_error *err);

/* The name of a query of which each is a single word; NULL for others. */
const idt_profile_name *one_word_of(const idt_profile *query);
/* Of such a query without hits: how many listed parties have the word; then, once the answer's
 * notes are there, abstain, bearers and a note of it. */
IDT_CHECK idt_rc one_word_bearers(idt_screener *x, size_t *out, idt_error *err);
IDT_CHECK idt_rc one_word_said(idt_screener *x, const idt_profile_name *name, size_t bearers,
                               idt_error *err);

/* filter.c */
IDT_CHECK idt_rc filter_check(const idt_screener *x, idt_error *err);
IDT_CHECK idt_rc filter_record(idt_screener *x, uint32_t file, uint32_t origin_id, bool *passes,
                               idt_error *err);
/* Of the listings that meet the filter: does any, and how does the first among them stand? */
bool filter_listings(const idt_screen_filter *filter, const idt_screen_party *party,
                     uint8_t *standing);

#endif
