/* rough.h - the most that a part of the query can earn with a term, by the term's head alone.
 *
 *   holland / hollander     one edit in nine letters is possible    .9 of the rarer's rarity - 300
 *   holland / иллон         another script: as if it were read well .9 of it
 *   hasan   / hosein        spelt alike, two frequent names         nothing, but near
 *
 * I1  Never under what the two earn (earn.h), where they share a key (index/keys.h).
 * I2  -1 only where they are not related.
 *
 * Half a line of the cache instead of a record, and no letter is compared: most terms are of forms
 * in which nothing else agrees, and are never asked more. Pure.
 */
#ifndef INTERDICT_INDEX_ROUGH_H
#define INTERDICT_INDEX_ROUGH_H

#include "index/format.h"
#include "match/prepared.h"

typedef struct rough {
    int32_t earns; /* -1: not related */
    bool near;     /* not related, for both are frequent names: a near miss */
} rough;

/* `org`: the query is an organisation's or object's. */
rough index_rough(const idt_match_part *q, const term_head *t, bool org);

#endif
