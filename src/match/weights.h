/* weights.h - every number the score is made of, in one const table.
 *
 * Units: millinats (1000 = one nat; + speaks for one party, - against). Each row of weights.c says
 * where its number is from: `start` (MATCHING study, table of published systems), `fitted`
 * (tools/fit_weights.py on pairs mined from the lists' own aliases, seed stated there) or
 * `ruling` (what the number has to bring about, by which test). No number is made for one row.
 *
 *   llr = ceiling(sum of rarities of the parts that agree)      <= what names alone can prove
 *       + sum of their levels' costs                            <= 0
 *       + omissions + contradictions + structure + form         <= 0 (an equal form: > 0)
 *       + fields
 */
#ifndef INTERDICT_MATCH_WEIGHTS_H
#define INTERDICT_MATCH_WEIGHTS_H

#include <stdint.h>

#include "match/levels.h"
#include "text/name.h"

/* Names of people and of everything else prove different things. */
typedef enum idt_score_class {
    IDT_CLASS_PERSON,
    IDT_CLASS_OTHER,
    IDT_SCORE_CLASSES
} idt_score_class;

#define IDT_WORD_LETTERS  8 /* of seven letters and more all are alike */
#define IDT_ALONE_LETTERS 9 /* ... of eight, where one word is all that agrees */
#define IDT_MISREAD       4 /* letters apart; of three and more all are alike */

typedef struct idt_weights {
    int32_t level[IDT_LEVEL_COUNT]; /* the least cost of agreeing at this level only */
    /* ... and more of it by what is named and by letters: the shorter the sooner by chance. */
    int32_t further[IDT_SCORE_CLASSES][IDT_LEVEL_COUNT][IDT_WORD_LETTERS];
    int32_t share[IDT_LEVEL_COUNT];        /* per mille of the rarity that counts at this level */
    int32_t omitted[IDT_PART_NUMBER + 1];  /* by role: a part without counterpart, on one side */
    int32_t beside_one[IDT_SCORE_CLASSES]; /* words left out beside one that agrees, once */
    int32_t beside_generic;                /* ... where they are generic only */
    int32_t beside_initial;                /* ... where initials stand for them; less by each */
    int32_t further_initial;               /* further one */
    int32_t omitted_syllable;              /* ... of a Chinese or Korean name in Latin letters */
    int32_t omitted_most;                  /* all omissions of persons together, at least */
    int32_t contradiction;                 /* two parts without counterpart, one on each side */
    int32_t contradiction_apart;           /* ... that do not stand at the same place */
    int32_t contradiction_word, contradiction_word_apart; /* ... of words of organisations */
    int32_t contradiction_generic; /* ... both generic words of organisations */
    int32_t near_miss;             /* ... that miss a level by one edit */
    int32_t near_known;            /* ... that are spelt alike, but known as two names */
    int32_t initial_differs;
    int32_t near_letter; /* ... and one letter apart */
    /* the same of words of organisations */
    int32_t near_miss_word, near_known_word, near_letter_word;
    int32_t number_differs;
    int32_t number_missing; /* organisations and objects: II on one side only */
    int32_t suffix_differs;
    int32_t father_is_son;
    int32_t form_equal, form_differs;
    int32_t acronym, acronym_letter; /* cost of agreeing as three initials; less by each more */
    int32_t translation;             /* further cost of one name in two languages */
    int32_t rarity_most;             /* of one part */
    /* Of all parts together: beyond names_most a `names_slope`-th counts, beyond names_more a
     * sixty-fourth. */
    int32_t names_most[IDT_SCORE_CLASSES], names_more[IDT_SCORE_CLASSES], names_slope;
    int32_t frequent;        /* a known name rarer than this may be a slip of another */
    int32_t reading_least;   /* grade a character under which a reading is chance */
    int32_t reading_letters; /* ... of Latin letters without a vowel */
    int32_t reading_good;    /* grade a character from which a reading costs nothing more */
    int32_t syllable;        /* further cost of a reading of Han, Kana or Hangul */
    int32_t syllable_good;   /* grade a character from which it is nothing */
    int32_t spelt_otherwise; /* further cost of the same syllables in two Latin spellings */
    int32_t syllable_tells;  /* what a syllable of several says that are all the same */
    int32_t read_twice;      /* further cost where neither text is Latin */
    /* ... of a reading from an alphabet, by letters in which it is not what is read in it */
    int32_t misread[IDT_MISREAD];
    /* match/beside.h. Of organisations: one word is all that agrees; by its level and letters. */
    int32_t alone[IDT_LEVEL_COUNT][IDT_ALONE_LETTERS];
    int32_t alone_in_syllables;             /* of people: one word read from Han, Kana or Hangul */
    int32_t beside_common;                  /* of organisations: only common words agree */
    int32_t beside_read;                    /* of people: two words agree as readings only */
    int32_t beside_slip[IDT_ALONE_LETTERS]; /* ... as slips, each; by letters */
    /* guards */
    int32_t single_rare; /* a single part alone is enough from this rarity on */
    /* fields (match/fields.h) */
    int32_t birth_equal, birth_swapped, birth_month, birth_year;
    int32_t birth_day, birth_close, birth_near, birth_differs;
    int32_t birth_place_equal, birth_place_part, birth_place_country;
    int32_t birth_place_town, birth_place_differs;
    int32_t nationality_equal, nationality_differs;
    int32_t country_equal, country_differs;
    int32_t jurisdiction_equal, jurisdiction_differs;
    int32_t flag_equal, flag_differs;
    int32_t places_most; /* places, countries and addresses that agree, together */
    int32_t address_equal, address_part, address_town, address_differs;
    int32_t gender_differs;
    int32_t founded_equal, founded_year, founded_differs;
    int32_t legal_form_equal, legal_form_differs;
    int32_t type_equal, type_differs;
    int32_t identifier_equal, identifier_other, identifier_unproven;
    int32_t identifier_differs, document_differs;
    int32_t names_least; /* of what names can speak against an identifier in common */
    int32_t contact_equal;
    int32_t weak_alias, schema_differs;
} idt_weights;

extern const idt_weights IDT_WEIGHTS;

/* Names the table in receipts: changes with any number. */
#define IDT_WEIGHTS_VERSION "2026-11-26.9"

#endif
