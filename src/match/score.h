/* score.h - from evidence to a score between 0 and 1, a band, and what kind of equality it is.
 *
 *   llr_mnat   score   band
 *    7500      .98     strong    (.90 and more)
 *    5500      .80     possible  (.70 and more)
 *    3200      .15     below     (between people)
 *
 * I1  The score is a monotone function of llr_mnat, one for people and one for others: what share
 *     of pairs with that evidence is one party (match/probability.h); no floating point.
 * I2  At most .9899, unless the normalised names are identical and no field speaks against: then 1.
 *     Names that are the same only after a repair (text/repair.h) are not identical, and each kind
 *     of repair costs a little.
 * I3  Guards only lower, but for I6, and show as terms: the sum of the terms is llr_mnat.
 * I4  Of several names the pair with the highest score (then llr) counts; of equals the more exact,
 *     the first of the candidate, the query name least in bytes: the order of a query says nothing.
 * So more names never lower a score. I5  Where no part of two names earns anything and they are not
 * identical, fields add nothing above zero but for an equal identifier: so whoever lists names by
 * their parts and parties by their identifiers misses nobody (index/index.h, some_agrees). I6 Names
 * can speak against an identifier in common only so far (names_least): who takes another name keeps
 * the passport.
 */
#ifndef INTERDICT_MATCH_SCORE_H
#define INTERDICT_MATCH_SCORE_H

#include "match/evidence.h"
#include "match/ofac.h"
#include "match/profile.h"
#include "match/scoring.h"

typedef enum idt_band { IDT_BAND_BELOW, IDT_BAND_POSSIBLE, IDT_BAND_STRONG } idt_band;
typedef enum idt_exact {
    IDT_EXACT_NONE,
    IDT_EXACT_WEAK_ALIAS,
    IDT_EXACT_ALIAS,
    IDT_EXACT_NAME
} idt_exact;

/* Of the rules by which a comparison is scored: another number means that the same names, fields,
 * tables and weights may score otherwise. Receipts name it (screen/receipt.h). */
#define IDT_SCORER_VERSION "10"

#define IDT_SCORE_ONE      10000 /* scores are counted in ten-thousandths */
#define IDT_SCORE_STRONG   9000  /* bands of the profile `default` (match/scoring.h) */
#define IDT_SCORE_POSSIBLE 7000
#define IDT_SCORE_MOST     9899 /* of names that are not identical */

/* Notes of the guards' terms. */
#define IDT_GUARD_GENERIC "only generic words agree"
#define IDT_GUARD_SINGLE  "one common part alone"
#define IDT_GUARD_NUMBER  "numbers differ"
#define IDT_GUARD_NOTHING "no part of the names agrees"
#define IDT_GUARD_BEARER  "an identifier in common stands whatever the names are"

typedef struct idt_comparison {
    const idt_scoring *scoring;
    const idt_profile *query_profile, *candidate_profile; /* NULL of idt_compare_names */
    const idt_profile_name *query, *candidate; /* the pair that counts; NULL where one has none */
    idt_evidence evidence;                     /* of the scorer `evidence` */
    idt_ofac_score ofac; /* of the scorer `ofac`, whose llr_mnat is 0 and says nothing */
    int32_t llr_mnat;    /* sum of evidence.terms */
    uint16_t score;
    idt_score_class of;
    idt_band band;
    idt_exact exact;
} idt_comparison;

void idt_compare_names(const idt_profile_name *query, const idt_profile_name *candidate,
                       idt_comparison *out);
/* The best pair of names, and the fields, by a profile of scoring. Pure;
 * nothing is allocated. */
void idt_compare_by(const idt_scoring *scoring, const idt_profile *query,
                    const idt_profile *candidate, idt_comparison *out);
/* ... by the profile `default`. */
void idt_compare(const idt_profile *query, const idt_profile *candidate, idt_comparison *out);

/* The same in steps, for whoever compares one name with many parties. What the fields of two
 * parties say: one thing beside all their names. */
typedef struct idt_beside {
    int32_t identifier_mnat; /* of an equal identifier */
    int32_t others_mnat;
} idt_beside;
idt_beside idt_compare_fields(const idt_scoring *scoring, const idt_profile *query,
                              const idt_profile *candidate);
/* Two names alone ... */
void idt_compare_pair(const idt_scoring *scoring, const idt_profile_name *query,
                      const idt_profile_name *candidate, idt_comparison *out);
/* ... and the score and llr they come to beside such fields. */
uint16_t idt_score_beside(const idt_comparison *names, idt_beside beside, int32_t *llr_mnat);
/* Two parties by one pair of their names: with all terms, as of idt_compare_by. */
void idt_compare_parties_by_names(const idt_scoring *scoring, const idt_profile *query,
                                  const idt_profile_name *query_name, const idt_profile *candidate,
                                  const idt_profile_name *candidate_name, idt_comparison *out);

/* What one more field of `mnat`, no identifier, would add to a whole comparison (I5). */
int32_t idt_comparison_more(const idt_comparison *comparison, int32_t mnat);

idt_band idt_band_of(const idt_scoring *scoring, uint16_t score);
uint16_t idt_score_of(idt_score_class of, int32_t llr_mnat);
/* The least llr whose score is at least `score`. */
int32_t idt_score_llr(idt_score_class of, uint16_t score);
/* Ten-thousandths (match/probability.h); -1 where the profile has none. */
int32_t idt_comparison_probability(const idt_comparison *comparison);
const char *idt_band_text(idt_band band);
const char *idt_exact_text(idt_exact exact);

#endif
