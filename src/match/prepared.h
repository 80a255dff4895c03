/* prepared.h - a name made ready to be compared many times: what the relation asks of each part
 * stands at hand, so that a pair of names costs no folding and no allocation.
 *
 * Made once a query and once a listed name. Lifetime: the arena given; borrows from the idt_name.
 * Threads: read-only after it is made.
 */
#ifndef INTERDICT_MATCH_PREPARED_H
#define INTERDICT_MATCH_PREPARED_H

#include "match/weights.h"
#include "text/name.h"

/* What a part does in a comparison. */
typedef enum idt_part_use {
    IDT_USE_NONE,    /* titles, particles that stand alone: shown, never weighed */
    IDT_USE_WORD,    /* can agree, be left out, contradict */
    IDT_USE_INITIAL, /* agrees weakly */
    IDT_USE_NUMBER,  /* equal or contradicting */
    IDT_USE_FORM,    /* legal form: by class */
    IDT_USE_SUFFIX   /* jr, iii */
} idt_part_use;

/* What is asked of every pair stands first, in one line of the cache. */
typedef struct idt_match_part {
    uint32_t text_hash, fold_hash, skeleton_hash; /* equal texts have equal ones */
    uint32_t letters;                             /* which of 32 classes of bytes the fold holds */
    uint32_t class_id;
    int32_t rarity_mnat;
    uint8_t use;  /* idt_part_use */
    uint8_t role; /* of the part, as the next three */
    bool known, tagged, after_bin;
    bool latin;
    bool digits;   /* holds a digit */
    bool last;     /* nothing but legal forms and titles stands behind it */
    bool repeats;  /* the same fold stands earlier in the name */
    bool syllabic; /* of a Chinese or Korean name in Latin letters (match/syllabic.h) */
    uint8_t group_count;
    const uint16_t *groups;
    const idt_name_part *part;
    idt_str text; /* of the part, borrowed, as fold and skeleton are */
    idt_str fold;
    idt_str skeleton;
    idt_str whole;     /* fold with its fused particle: "altikriti"; absent where none is fused */
    idt_str attribute; /* what stands behind abd: "hanif" of abdulhanif; absent else */
    /* Of a text that is not Latin: the folds of its readings, and its sounds. */
    idt_str reading_folds[IDT_READINGS_MAX];
    const idt_str *sounds;
    uint8_t sound_count;
} idt_match_part;

typedef struct idt_glance idt_glance; /* match/glance.h */

typedef struct idt_match_name {
    const idt_name *name;
    idt_match_part *parts; /* as many and in the same order as name->parts */
    idt_glance *glances;   /* of each */
    uint16_t count;
    uint16_t words;   /* parts of use WORD */
    uint16_t telling; /* ... but for those that say only what the party is (idt_says_what) */
    uint16_t bearing; /* ... that are neither generic nor a repetition */
    bool has_bin;     /* some part stands after bin, ibn ... */
    /* What comparing asks of every pair, beside the parts: */
    uint8_t uses; /* a bit an idt_part_use that some part has */
    uint8_t kind; /* idt_name_kind */
    uint8_t repaired;
    uint64_t key_head;   /* first eight bytes of the key, as a number that orders as they do */
    uint16_t first_word; /* index of the first WORD; `count` where there is none */
    /* match/relations.h: of a name that is compared with one of many; NULL else */
    struct idt_relations *relations;
    const uint64_t *numbers; /* of each part */
    const uint64_t *apart;   /* ... parts of the other that it is not related to, a bit each */
} idt_match_name;

/* Of an organisation or object: what tells it from others is read more strictly. */
static inline bool idt_is_organisation(const idt_match_name *name)
{
    return name->kind == IDT_NAME_ORGANISATION || name->kind == IDT_NAME_OBJECT;
}

/* A pair is of people unless one name is an organisation's. */
static inline idt_score_class idt_class_of(const idt_match_name *q, const idt_match_name *n)
{
    return idt_is_organisation(q) || idt_is_organisation(n) ? IDT_CLASS_OTHER : IDT_CLASS_PERSON;
}

/* A generic word that says only what the party is: movement, organization, party. */
static inline bool idt_says_what(unsigned role, uint32_t class_id)
{
    return role == IDT_PART_GENERIC && class_id > IDT_CLASS_TELLING &&
           class_id <= IDT_CLASS_GENERIC;
}

/* Does nothing tell parties apart where the part is left out: a place, a repetition, what it is? */
static inline bool idt_is_mute(const idt_match_part *part)
{
    return part->repeats || part->role == IDT_PART_PLACE ||
           idt_says_what(part->role, part->class_id);
}

/* Written in Han, Kana or Hangul: a letter is a syllable, with many readings. */
static inline bool idt_in_syllables(const idt_match_part *part)
{
    const idt_script script = part->part->script;
    return script == IDT_SCRIPT_HAN || script == IDT_SCRIPT_KANA || script == IDT_SCRIPT_HANGUL;
}

/* Written in letters for vowels and consonants alike: what is read in it is hardly a guess. */
static inline bool idt_in_alphabet(const idt_match_part *part)
{
    const idt_script script = part->part->script;
    return script == IDT_SCRIPT_CYRILLIC || script == IDT_SCRIPT_GREEK ||
           script == IDT_SCRIPT_ARMENIAN || script == IDT_SCRIPT_GEORGIAN;
}

static inline bool idt_without_vowels(const idt_match_part *part)
{
    return part->part->script == IDT_SCRIPT_ARABIC || part->part->script == IDT_SCRIPT_HEBREW;
}

/* Fills `glances`, where there is room for each part, and what follows from parts and name: for who
 * makes the parts himself (index/expand.c), once they stand. */
void idt_match_look(idt_match_name *name);

/* IDT_E_LIMIT at the arena's ceiling. Linear in the name. */
IDT_CHECK idt_rc idt_match_prepare(const idt_name *name, idt_arena *arena, idt_match_name *out,
                                   idt_error *err);

#endif
