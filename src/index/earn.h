/* earn.h - what a part of the query earns with a term, from the term's record.
 *
 *   holland / hollander     edit2     .5 of the rarer's rarity, less what an edit costs
 *   holland / иллон         the transducer finds it no reading: -1
 *   hasan   / hosein        -1, and near: spelt alike, two frequent names
 *
 * I1  Never under what the scorer takes for the pair (match/evidence.c), in names of people or of
 *     others, whichever gives more; where the two share a key (index/keys.h).
 * I2  -1 only where they are not related.
 *
 * The scorer's own functions, but for pairs of two scripts: there only the transducer's grade is
 * asked, since that they sound alike is what the key says. Where neither is Latin, either is read
 * in each of its readings, and the best grade of all counts. Pure.
 */
#ifndef INTERDICT_INDEX_EARN_H
#define INTERDICT_INDEX_EARN_H

#include "index/keys.h"
#include "match/prepared.h"
#include "text/grade.h"

typedef struct earning {
    int32_t earns; /* -1: not related */
    bool near;     /* not related, for both are known names (IDT_NEAR_KNOWN) */
} earning;

/* What is asked of every term, worked out once a part of a query. */
typedef struct earner {
    const idt_match_part *q;
    idt_grade_word word; /* of a part that is not Latin */
    idt_transducer_native laid_out;
    bool lies; /* it is laid out */
    bool never_read;
    idt_grade_spelling spelling[IDT_READINGS_MAX]; /* of its readings; of a Latin part the first */
    size_t spellings;
    idt_grade_word other_word; /* of the term */
    idt_grade_spelling other_spelling;
} earner;

void index_earner_begin(earner *by, const idt_match_part *q);
/* By its letters and, of a native word, its readings (index_term_letters), is the word neither a
 * reading of the part nor the part of it? `share`: the first group of keys they share, not
 * KEYS_SURE. False also where that is not told by letters alone. */
bool index_earner_rejects(earner *by, key_group share, uint64_t letters, const uint64_t *readings);
/* `may_share_syllables`: false where no key says so. */
earning index_earns(earner *by, const idt_match_part *t, bool may_share_syllables);

#endif
