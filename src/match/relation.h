/* relation.h - which parts of two names may earn credit together, so that an index can list them.
 *
 * The scorer gives credit to a pair of parts inside this relation and to no other; whoever stores
 * the keys below for every listed part can therefore find every name the scorer would take
 * (MATCHING 3.5). Invariants:
 *
 * I1  Two parts are related if and only if they share an enumerable key:
 *       text        the same folded text                                         EXACT
 *       fold        the same spelling fold, with or without the fused particle,
 *                   in one script                                                FOLD
 *       class       the same class of spellings, not 0                           VARIANT
 *       group       a nickname of the other, or one name in two languages        NICKNAME
 *       attribute   one is the other behind abd: abdulhanif, hanif               NICKNAME
 *       skeleton    the same skeleton, of two letters or more                    SKELETON
 *       deletion    folds within idt_spelling_edits(longer length) edits; of     EDIT1, EDIT2
 *                   some words the letters within one (idt_slip_letters)
 *       reading     one of three stored readings fits (text/readings.h I1)       READING
 *       syllables   of Han or Hangul, and two at least (match/syllabic.h)        READING
 *                   of Latin parts of names that are Chinese or Korean           VARIANT
 *       initial     one is an initial and the other begins with it, in one script,
 *                   or with a letter that both are read as                       INITIAL
 *       prefix      one stands last, is no known name, of two letters or more,
 *                   and the other begins with it                                 CLIPPED
 *     (a misspelt legal form beside a form of one script: deletion, without credit)
 *     and none of the vetoes of I3 speaks. The grade of the transducer orders pairs inside READING.
 * I2  Joins: 2 or 3 adjacent parts of one name against one part of the other, at equal folds of the
 *     joined text, or Latin ones against one by their syllables; both directions (match/align.h).
 * I3  Vetoes take pairs out, never in: numbers that differ; words whose digits differ; two frequent
 *     names of the reference population that are not of one class (hasan is not hosein, and not a
 *     slip of it), or two known ones that differ in their last vowel only, one of them a (carlo,
 *     carla; karim, karima); a given name against a family name where both are the record's word; a
 *     patronymic by its ending against another name, equal folds, classes and a slip aside; a
 *     reading whose grade is no better than chance, or of Latin letters without a vowel that are
 *     not read letter by letter (NCG, SBT stand for words); a reading of a family name of Japan, as
 *     the tables hold what its characters are in Chinese and Korean; of names that are Chinese or
 *     Korean by all their parts, two syllables that are not one (Jin is no slip of Jun).
 * I4  The relation is symmetric, and depends on the two parts and the tables alone.
 * I5  INITIAL and CLIPPED earn less than any essential part can lack: an index may leave them out
 *     (weights.c holds their shares to it).
 *
 * Cost: a pair outside the relation a few nanoseconds (match/glance.h), one inside it one
 * bit-parallel distance. Threads: pure.
 */
#ifndef INTERDICT_MATCH_RELATION_H
#define INTERDICT_MATCH_RELATION_H

#include "match/levels.h"
#include "match/prepared.h"

typedef enum idt_via {
    IDT_VIA_NOTHING,
    IDT_VIA_TEXT,
    IDT_VIA_FOLD,
    IDT_VIA_CLASS,
    IDT_VIA_GROUP,
    IDT_VIA_TRANSLATION,
    IDT_VIA_ATTRIBUTE,
    IDT_VIA_SKELETON,
    IDT_VIA_DELETION,
    IDT_VIA_READING,
    IDT_VIA_INITIAL,
    IDT_VIA_PREFIX,
    IDT_VIA_JOIN,
    IDT_VIA_ACRONYM,
    IDT_VIA_SYLLABLES
} idt_via;

#define IDT_NEAR_BYTES 5 /* shorter folds are near to too much */

/* Of parts that are not related: what they came short of. */
typedef enum idt_near {
    IDT_NEAR_NOT,
    IDT_NEAR_EDIT,  /* one edit more would have done; or a phrase and a word of it */
    IDT_NEAR_KNOWN, /* related, but two frequent names of their own (I3) */
    IDT_NEAR_LETTER /* ... that are one letter apart: the one is soon typed for the other */
} idt_near;

typedef struct idt_relation {
    idt_level level;
    idt_via via;
    int32_t grade_mnat; /* READING: of text/readings.h; VARIANT by syllables: what they tell */
} idt_relation;

/* The letters of a word, a byte each, in which one slip is looked for: it may change more of how
 * the word folds or is read. 0: of none. One of two words has IDT_SLIP_LETTERS or more. */
#define IDT_SLIP_LETTERS 5
#define IDT_SLIP_MOST    24
size_t idt_slip_letters(const idt_match_part *part, char out[IDT_SLIP_MOST]);
/* Are its letters keys? Those of Latin words only where the folds allow one edit. */
#define IDT_SLIP_FOLD 8
bool idt_slips_by_letters(const idt_match_part *part);

idt_relation idt_relate(const idt_match_part *a, const idt_match_part *b);
/* 2 or 3 adjacent Latin parts against one by their syllables: in Han or Hangul (READING), or Latin
 * as they are (VARIANT); NONE of others. */
idt_relation idt_relate_joined(const idt_match_part *parts, size_t count,
                               const idt_match_part *one);
/* I3: is it a family name of Japan, which is no reading and has none? */
bool idt_is_never_read(const idt_match_part *part);
/* Of two parts that are not related. */
idt_near idt_nearly(const idt_match_part *a, const idt_match_part *b);
const char *idt_via_text(idt_via via);

#endif
