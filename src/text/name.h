/* name.h - a name as parts that can be compared: what each part is, how else it can be written.
 *
 *   "AL-ZAWAHIRI, Dr. Aiman Muhammed Rabi"  Person
 *     family     zawahiri   (particle al fused)        [0,11)
 *     title      dr         (weighs nothing)           [13,16)
 *     name       aiman, muhammed, rabi                 ...
 *   "Siemens Aktiengesellschaft"            Organization
 *     core       siemens
 *     form       AG         (legal form class, from aktiengesellschaft)
 *
 * The query and every listed name go through this one function, so both see the same parts.
 *
 * I1  Parts stand in the order of the text; [start, end) are source bytes; parts never overlap, and
 *     every letter or digit of the text belongs to exactly one part or fused particle.
 * I2  The result depends on text, kind, tags and the tables alone (IDT_NAME_TABLES names them).
 * I3  A part is in one script; a run of Han, Kana or Hangul characters is one part or, where the
 *     family name is known, two.
 *     Of a text that was repaired the letters are those of the text read. A word nobody bears, a
 *     letter from a common one of organisations, from abd, Allah or zadeh, has that one's text
 *     (comapny: company); one a letter from a title is that title where titles stand.
 * I4  `rarity_mnat` is frozen: -1000 ln of the share of people (organisations) that bear
 * the part's variant class in the reference population, never of the lists loaded.
 *
 * Limits: IDT_NAME_PARTS_MAX parts; what stands behind is counted in `cut` and said. Memory: the
 * arena given; linear in the text. Threads: pure.
 */
#ifndef INTERDICT_TEXT_NAME_H
#define INTERDICT_TEXT_NAME_H

#include "generated/name_lexicon.h" /* IDT_NAME_TABLES */
#include "text/reading_memory.h"
#include "text/repair.h"

#define IDT_NAME_PARTS_MAX 64
#define IDT_NAME_BYTES_MAX (1 << 20) /* a longer text is no name: IDT_E_LIMIT */

typedef enum idt_name_kind {
    IDT_NAME_ANY, /* not known whether person or organisation */
    IDT_NAME_PERSON,
    IDT_NAME_ORGANISATION,
    IDT_NAME_OBJECT /* vessel, aircraft, security, wallet */
} idt_name_kind;

typedef enum idt_part_role {
    IDT_PART_NAME, /* of a person: given or family, which is not known */
    IDT_PART_GIVEN,
    IDT_PART_FAMILY,
    IDT_PART_PATRONYMIC, /* -ovich, -zade, what stands after bin, ibn, ben, bint, ould */
    IDT_PART_KUNYA,      /* abu/umm and the next, as one part */
    IDT_PART_NISBA,      /* al-...i: of a place or tribe */
    IDT_PART_PARTICLE,   /* stands alone: nothing follows it */
    IDT_PART_TITLE,      /* dr, shaykh, mullah, haji ...; weighs nothing */
    IDT_PART_INITIAL,
    IDT_PART_SUFFIX,  /* jr, iii */
    IDT_PART_CORE,    /* of an organisation or object: what tells it from others */
    IDT_PART_GENERIC, /* company, trading, group, bank ... */
    IDT_PART_FORM,    /* legal form; `class_id` is its class */
    IDT_PART_PLACE,
    IDT_PART_NUMBER /* `number` is its value; numerals, ordinals, number words */
} idt_part_role;

typedef struct idt_part_tags {
    idt_str first, middle, father,
        last; /* as the record tags them (FollowTheMoney); may be absent */
} idt_part_tags;

typedef struct idt_name_part {
    idt_str text;     /* folded, particle fused off; native script */
    idt_str fold;     /* spelling fold of the text, or of its best reading where it is not Latin */
    idt_str skeleton; /* of the same */
    const idt_reading *readings; /* of a text that is not Latin */
    size_t reading_count;
    const idt_str *sounds; /* where there are readings: idt_readings_sounds */
    size_t sound_count;
    idt_script script;
    idt_part_role role;
    uint32_t start, end;           /* bytes of the source */
    uint32_t read_start, read_end; /* the same of the text read */
    int32_t rarity_mnat;           /* >= 0; of parts that weigh nothing 0 */
    uint32_t class_id; /* spellings of one name, abbreviations of one word, forms of one kind, one
                          place: equal and not 0 means the same; never equal across kinds */
    const uint16_t *groups; /* idt_lexicon_groups: names of other languages and nicknames; two parts
                               that share a group are related, not the same */
    size_t group_count;
    uint32_t number;
    bool known; /* in the reference population: a near spelling of it is another name, not a slip */
    bool tagged;    /* the role is the record's word, not a guess */
    bool joined;    /* a hyphen joined it to the part before */
    bool article;   /* al-, el-, de ..., -oghlu was fused */
    bool stopped;   /* a full stop ends it: of an initial, the letter stands for a word */
    bool after_bin; /* bin, ibn, ben, bint, ould, oghlu stands before it: who is whose child */
} idt_name_part;

typedef struct idt_name {
    idt_str source;
    idt_str read; /* what was split: the source repaired (text/repair.h); itself where whole */
    const idt_repair *repairs;
    size_t repair_count;
    uint8_t repaired;   /* idt_repair_trace of what was done */
    idt_name_kind kind; /* of IDT_NAME_ANY: the guess */
    bool guessed;
    const idt_name_part *parts;
    size_t count;
    size_t cut;      /* parts beyond the limit, not compared */
    idt_str acronym; /* initials of the core and generic words, folded; of three and more */
    idt_str key;     /* idt_text_key of the text read */
} idt_name;

/* `tags` may be NULL; where the text is empty they are joined to one (`source` lives in the arena
 * then). Bytes that are not UTF-8 part words. IDT_E_LIMIT at the arena's ceiling and for a text
 * over IDT_NAME_BYTES_MAX. */
IDT_CHECK idt_rc idt_name_parse(idt_str text, idt_name_kind kind, const idt_part_tags *tags,
                                idt_arena *arena, idt_name *out, idt_error *err);

/* The same with a memory of words read before, for whoever parses many names; readings and sounds
 * of the name may be borrowed from it until the next idt_reading_memory_begin, which the caller
 * calls before a name or several that are needed together. */
IDT_CHECK idt_rc idt_name_parse_with(idt_reading_memory *memory, idt_str text, idt_name_kind kind,
                                     const idt_part_tags *tags, idt_arena *arena, idt_name *out,
                                     idt_error *err);

/* The kind of a FollowTheMoney schema. */
idt_name_kind idt_name_kind_of(idt_str schema);
const char *idt_part_role_text(idt_part_role role);

#endif
