/* glance.h - what is seen of a part at a glance: enough to know of most pairs that they are
 * neither related nor near, before anything is spelt out.
 *
 *   aiman / zawahiri      one letter of four and more in common: no edits make the one the other
 *   aiman / ayman         may be one: idt_relate says
 *
 * I1  Where idt_glance_pair does not say that parts may be related, idt_relate says NONE; where not
 *     that they may be near, idt_nearly says NOT. So nothing is decided here
 *     (tests/match/test_glance.c).
 * I2  Made of the fields of the part alone, once all of them stand.
 *
 * Edits: whoever is k edits from another lacks at most k of its letters and has at most k that it
 * lacks, counted with how often they stand (once, oftener). Letters are in 32 classes.
 *
 * What is asked of every pair of names stands here too, so that most pairs touch one line of the
 * cache a part, and none of the part's own.
 *
 * Threads: pure.
 */
#ifndef INTERDICT_MATCH_GLANCE_H
#define INTERDICT_MATCH_GLANCE_H

#include "match/relation.h"

enum {
    IDT_GLANCE_GROUPS = 1,
    IDT_GLANCE_SYLLABIC = 2,
    IDT_GLANCE_CLIPPED = 4, /* may be what a field's end cut off */
    IDT_GLANCE_PHRASE = 8,  /* generic or a place: may be of several words */
    IDT_GLANCE_BESIDE = 16, /* has a whole or an attribute */
    IDT_GLANCE_LATIN = 32,
    IDT_GLANCE_REPEATS = 64,
    IDT_GLANCE_STOPPED = 128 /* J.: an initial with a stop, which joins nothing */
};

/* Of a pair. */
enum { IDT_MAY_BE_RELATED = 1, IDT_MAY_BE_NEAR = 2 };

struct idt_glance {
    uint64_t fold_letters, text_letters; /* low half: stands there, high half: more than once */
    uint64_t head;                       /* first bytes of the text, zeros behind */
    uint32_t tail;                       /* last four bytes of the text; 0: it has fewer */
    uint32_t fold_hash;                  /* equal texts have equal folds */
    uint32_t skeleton_hash;              /* 0: too short to tell */
    uint32_t whole_hash, behind_hash;    /* of `whole` and `attribute`; 0: absent */
    uint32_t class_id;
    uint8_t script; /* equal of equal scripts; 0: no word, or so long that little is sure */
    uint8_t fold_len, text_len, text_count; /* bytes and letters */
    uint8_t fold_first, whole_first;        /* first bytes; 0: absent */
    uint8_t traits;
    uint8_t use, role; /* of the part */
};

void idt_glance_of(const idt_match_part *part, idt_glance *out);

/* May texts with these letters be within k edits? */
static inline bool idt_glance_within(uint64_t a, uint64_t b, unsigned k)
{
    uint64_t lacks = a & ~b;
    uint64_t has = b & ~a;
    for (; k > 0; k--) {
        lacks &= lacks - 1;
        has &= has - 1;
    }
    return (lacks | has) == 0;
}

static inline unsigned idt_glance_between(unsigned a, unsigned b)
{
    return a > b ? a - b : b - a;
}

/* By the edits between their folds. */
static inline unsigned idt_glance_folds(const idt_glance *a, const idt_glance *b)
{
    const unsigned longer = a->fold_len > b->fold_len ? a->fold_len : b->fold_len;
    const unsigned between = idt_glance_between(a->fold_len, b->fold_len);
    const unsigned k = longer < 3 ? 0 : longer < 9 ? 1 : 2; /* idt_spelling_edits */
    const unsigned more = longer < IDT_NEAR_BYTES ? k : k + 1;
    if (between > more || !idt_glance_within(a->fold_letters, b->fold_letters, more)) {
        return 0;
    }
    return between <= k && idt_glance_within(a->fold_letters, b->fold_letters, k)
               ? IDT_MAY_BE_RELATED | IDT_MAY_BE_NEAR
               : IDT_MAY_BE_NEAR;
}

/* May they be spelt alike in consonants, or be a slip of one another? */
static inline bool idt_glance_alike(const idt_glance *a, const idt_glance *b)
{
    return (a->skeleton_hash == b->skeleton_hash && a->skeleton_hash != 0) ||
           (idt_glance_between(a->text_count, b->text_count) <= 1 &&
            idt_glance_within(a->text_letters, b->text_letters, 1));
}

/* Does the one with the shorter text begin the other's, as far as is seen? */
static inline bool idt_glance_begins(const idt_glance *a, const idt_glance *b)
{
    const unsigned shorter = a->text_len < b->text_len ? a->text_len : b->text_len;
    const unsigned bytes = shorter < 8 ? shorter : 8;
    return bytes == 0 || (a->head ^ b->head) << (64 - 8 * bytes) == 0;
}

/* May one be a phrase, and the other a word of it? */
static inline bool idt_glance_phrase(const idt_glance *a, const idt_glance *b)
{
    return ((a->traits | b->traits) & IDT_GLANCE_PHRASE) != 0 &&
           idt_glance_between(a->text_len, b->text_len) >= 4 &&
           ((uint32_t)a->head == (uint32_t)b->head || a->tail == b->tail);
}

/* May they be related by what they are, however they are spelt? */
static inline bool idt_glance_known(const idt_glance *a, const idt_glance *b)
{
    const unsigned both = a->traits & b->traits;
    const unsigned either = a->traits | b->traits;
    return a->fold_hash == b->fold_hash || (a->class_id == b->class_id && a->class_id != 0) ||
           (both & (IDT_GLANCE_GROUPS | IDT_GLANCE_SYLLABIC)) != 0 ||
           ((either & IDT_GLANCE_CLIPPED) != 0 && idt_glance_begins(a, b)) ||
           ((either & IDT_GLANCE_BESIDE) != 0 &&
            (a->whole_hash == b->fold_hash || b->whole_hash == a->fold_hash ||
             a->behind_hash == b->fold_hash || b->behind_hash == a->fold_hash));
}

/* What two parts may be: IDT_MAY_BE_RELATED and IDT_MAY_BE_NEAR. */
static inline unsigned idt_glance_pair(const idt_glance *a, const idt_glance *b)
{
    if (a->script != b->script || a->script == 0) { /* words of two scripts are never near */
        return a->script != 0 && b->script != 0 ? IDT_MAY_BE_RELATED
                                                : IDT_MAY_BE_RELATED | IDT_MAY_BE_NEAR;
    }
    return idt_glance_folds(a, b) |
           (idt_glance_alike(a, b) ? IDT_MAY_BE_RELATED | IDT_MAY_BE_NEAR : 0) |
           (idt_glance_known(a, b) ? IDT_MAY_BE_RELATED : 0) |
           (idt_glance_phrase(a, b) ? IDT_MAY_BE_NEAR : 0);
}

#endif
