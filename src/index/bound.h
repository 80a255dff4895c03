/* bound.h - the most a listed name can score against a query, from what its forward row says.
 *
 *   parts that agree earn what they earn, under the ceiling            (match/evidence.h I3)
 *   every part left over on both sides contradicts another             (match/unmatched.h)
 *   a part left over on one side was left out by the other             (the same)
 *   beside one word that agrees initials, or nothing, stand for words  (the same)
 *   one part against a longer name is held down by a guard             (match/score.c)
 *
 * I1  Never under the llr that idt_compare_by gives without fields. What cannot be told from the
 * row is taken as most favourable: whatever may pair off, pairs off.
 *
 * The number of pairs is at most that of parts, on either side, that can have a partner: those met
 * under a key of match/relation.h; initials; legal forms (a misspelt one is a word); what may be
 * cut off: by first letters, and where that does not settle it by the parts themselves (`exact`).
 * Joins take several parts: of those that are one part here it is known which, and the number of
 * contradictions is bounded; of parts here that are one of the query's it is not, and where these
 * are met there is no bound but the ceiling. Pure.
 */
#ifndef INTERDICT_INDEX_BOUND_H
#define INTERDICT_INDEX_BOUND_H

#include "index/format.h"
#include "match/score.h"

/* A word or legal form of the query as rows describe theirs (index_beside_of), and as heads do. */
typedef struct bound_word {
    uint32_t letters;
    int len;
    uint32_t head_letters;
    int head_len;
    uint32_t firsts, second; /* as `firsts` below; index_second_code */
    bool cut_off;            /* from it something may be cut off: the last word */
    uint16_t part;
    bool latin;
} bound_word;

/* What a contradiction costs at least: the milder ones first. */
typedef struct contradictions {
    int32_t near_word, near_known, near, initial, any;
} contradictions;

typedef struct bound {
    const idt_match_name *name;
    bool org;         /* an organisation's or object's */
    uint64_t words;   /* a bit a part that can contradict: words and initials */
    uint64_t plain;   /* ... words alone */
    uint64_t generic; /* ... a generic word */
    uint32_t lone;    /* number of `words` */
    uint32_t word_count, form_count, initials;
    uint32_t silent;            /* words whose omission says nothing (idt_is_mute) */
    int32_t omitted;            /* what leaving out a word costs at least, <= 0 */
    uint32_t firsts;            /* codes of first letters, a bit each: of words and initials */
    uint32_t initial_firsts;    /* ... with which a part begins that initials here may be of */
    uint32_t as_initials;       /* ... of initials that may be of a part here */
    uint32_t cut_firsts;        /* ... of the last word, if something may be cut off from it */
    uint32_t phrase;            /* bytes of the longest part that a word may be within; 0: none */
    uint16_t phrase_begins[32]; /* ... by first letters: a bit a code of its second byte */
    bool longer_words;          /* some word is long enough to be within a phrase */
    bool common;                /* some word is one of an organisation, not a name */
    uint64_t form_joins;        /* parts that may be a legal form when joined */
    bool form_like;             /* the last word may be a legal form misspelt */
    bool unknown_scorer;
    contradictions contradicts[IDT_SCORE_CLASSES];
    int32_t cut_off[IDT_SCORE_CLASSES];     /* what agreeing by what was cut off costs at least */
    int32_t single_most[IDT_SCORE_CLASSES]; /* what a lone part can reach, less form_equal */
    bound_word word[IDT_NAME_PARTS_MAX], form[IDT_NAME_PARTS_MAX];
} bound;

/* What one form's row adds up to. */
typedef struct form_sum {
    int64_t earns;
    uint64_t met;           /* parts of the query with a partner */
    uint32_t partners;      /* parts here with one of them */
    uint32_t loose;         /* parts here that may pair otherwise */
    uint64_t met_words;     /* words of the query that a word here is a partner of, not cut off */
    uint32_t word_partners; /* words here with one of them */
    uint32_t cut_words;     /* words here with one of which, or of it, something may be cut off */
    uint32_t lone;          /* words and initials */
    uint32_t words, initials, forms;
    uint32_t says_what;    /* words of idt_says_what */
    uint32_t may_say_what; /* so many more may be such, for what is known */
    uint32_t mute;         /* lone ones whose omission says nothing */
    int32_t omitted;       /* what leaving out a word costs at least, <= 0 */
    uint64_t joined_met;   /* parts of the query that are one part here together */
    uint32_t join_targets; /* such parts here */
    bool org, named;
    bool joined;         /* other parts are joined, and nobody knows which */
    bool more;           /* there may be more lone ones than that, of whatever kind */
    bool form;           /* some word may be paired with a legal form (a misspelt one) */
    uint32_t near;       /* parts here that may be near misses of the query's (idt_nearly) */
    uint32_t near_words; /* ... both words of organisations */
    uint32_t near_known; /* ... known to be spelt alike, but two names (IDT_NEAR_KNOWN and more) */
    bool exact;          /* `met` and `partners` hold every pair there can be */
} form_sum;

#define BOUND_CUT 2 /* pairs by what was cut off, at most: the last word of either name */

#define FORM_SUM_BEGIN ((form_sum){.omitted = INT32_MIN})

void bound_begin(bound *b, const idt_match_name *name, const idt_scoring *scoring);

/* One part of a row that agrees with these parts of the query (by keys); `near`: it is known to be
 * a near miss of one, or may be one by what the row tells. */
void bound_count(const bound *b, const row_part *part, uint64_t agrees, idt_near near,
                 form_sum *sum);
/* The same where all is known: `pairs` are all parts of the query it can pair with, `cut_off` those
 * of them by what was cut off only. */
void bound_count_exact(const bound *b, const row_part *part, uint64_t pairs, uint64_t cut_off,
                       idt_near near, form_sum *sum);

/* May a word beside (index_beside_of) pair with a part of the query though they share no key? */
bool bound_may_pair(const bound *b, uint32_t beside);
/* ... with an initial; with a word, one of them cut off? */
bool bound_may_pair_initial(const bound *b, uint32_t beside);
bool bound_may_pair_cut(const bound *b, uint32_t beside);
/* ... with a legal form, misspelt? */
bool bound_may_pair_form(const bound *b, uint32_t beside);
/* May it be a near miss of a part of the query that is not among `except`? `phrase`: FWD_PHRASE. */
bool bound_may_be_near(const bound *b, uint32_t beside, bool phrase, uint64_t except);
/* ... by the term's head, which tells more, phrases aside? */
bool bound_may_be_near_head(const bound *b, const term_head *head, uint64_t except);
/* May one be within the other, a phrase? */
bool bound_may_be_in_phrase(const bound *b, uint32_t beside, bool phrase);
/* May the part pair otherwise than by keys? */
bool bound_may_pair_loosely(const bound *b, const row_part *part);
/* What leaving out a word of persons or organisations costs at least, places aside. */
int32_t bound_omitted_word(void);

static inline idt_score_class bound_class(const bound *b, const form_sum *sum)
{
    return sum->org || b->org ? IDT_CLASS_OTHER : IDT_CLASS_PERSON;
}

int64_t bound_of(const bound *b, const form_sum *sum);
/* The least that agreeing parts must earn for the bound to reach `need`; INT32_MAX where nothing
 * would do. `sum->earns` is not looked at. */
int32_t bound_least(const bound *b, const form_sum *sum, int64_t need);

#endif
