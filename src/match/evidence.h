/* evidence.h - what two names say for and against one party, term by term.
 *
 *   barzan ibrahim hasan al-mosuli / barzan ibrahim hasan al-tikriti
 *     agrees        barzan     exact                      +9000
 *     agrees        ibrahim    exact                      +4600
 *     agrees        hasan      exact                      +4400
 *     contradicts   mosuli / tikriti                      -5400
 *     ceiling       what agreeing names can prove         -8860
 *     sum                                                 +3740
 *
 * I1  The sum of the terms is the log-likelihood ratio, exactly.
 * I2  A part left out is no contradiction; two parts without counterpart, one on each side, are,
 *     and what they cost is not divided by the length of the names.
 * I3  What agreeing parts prove together has a ceiling (relatives share most of their names), so
 *     that no number of them outweighs a contradiction. The ceiling only lowers, and is monotone.
 * I4  Agreeing never lowers, contradicting never raises, missing is 0.
 * I5  Symmetric: the other way round the same terms, sides turned.
 * I6  No term depends on anything but the two names and the tables.
 *
 * Threads: pure; nothing is allocated.
 */
#ifndef INTERDICT_MATCH_EVIDENCE_H
#define INTERDICT_MATCH_EVIDENCE_H

#include "match/align.h"

typedef enum idt_term_kind {
    IDT_TERM_AGREES,
    IDT_TERM_OMITTED,
    IDT_TERM_CONTRADICTS,
    IDT_TERM_STRUCTURE,
    IDT_TERM_FORM,
    IDT_TERM_NUMBER,
    IDT_TERM_CEILING,
    IDT_TERM_GUARD, /* takes llr down: to what a guard allows, or for what was repaired */
    IDT_TERM_ALIAS,
    IDT_TERM_SCHEMA,
    IDT_TERM_FIELD
} idt_term_kind;

typedef struct idt_term {
    uint8_t kind;
    uint8_t level; /* of AGREES; of FIELD the kind of field */
    uint8_t via;
    uint8_t near;       /* idt_near, of CONTRADICTS */
    bool apart;         /* CONTRADICTS: the two stand between other neighbours */
    uint8_t q, q_count; /* parts; count 0: none on this side */
    uint8_t n, n_count;
    int32_t mnat;
    const char *note; /* field or guard; NULL where kind and level say it all */
} idt_term;

/* Of STRUCTURE: one part agrees, and beside it ... */
#define IDT_NOTE_ONE      "only one part agrees, and others are left out"
#define IDT_NOTE_INITIALS "only one part agrees, and initials stand for others"

/* ... or nothing beside it; or more agrees, and is little. */
#define IDT_NOTE_ALONE  "one word is all that agrees"
#define IDT_NOTE_COMMON "only common words agree, and others are left out"
#define IDT_NOTE_SLIPS  "two words agree, one a slip of a short word, and others are left out"
#define IDT_NOTE_READ   "two words agree as another script may be read, and others are left out"

#define IDT_TERMS_MAX 192 /* two for each part of both names, and the few others */

typedef struct idt_evidence {
    idt_term terms[IDT_TERMS_MAX]; /* the first `count` are set */
    uint16_t count;
    bool greedy;
    uint16_t agreeing;   /* WORD parts in pairs (of the name with fewer) */
    uint16_t distinct;   /* ... that are not generic */
    uint16_t initials;   /* initials that agree */
    int32_t rarest_mnat; /* of one agreeing part, without a ceiling */
    int32_t rarity_mnat; /* of what agrees, under the ceiling */
    uint16_t contradictions;
    int32_t llr_mnat; /* sum of the terms */
} idt_evidence;

void idt_evidence_of_names(const idt_match_name *q, const idt_match_name *n, idt_evidence *out);
/* One more term; 0 millinats are kept only where `note` says what was compared. */
void idt_evidence_add(idt_evidence *evidence, idt_term term);

/* I3: what parts of this rarity prove together; less and less of it, so that order is kept. */
int32_t idt_names_prove(idt_score_class of, int32_t rarity_mnat);
/* The least rarity that proves as much. */
int32_t idt_names_least(idt_score_class of, int32_t proven_mnat);

/* Further cost of a word that is so many initials of another name, <= 0. */
int32_t idt_acronym_cost(size_t letters);

const char *idt_term_kind_text(idt_term_kind kind);

#endif
