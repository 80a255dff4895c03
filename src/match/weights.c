#include "match/weights.h"

/* Sources. `fitted`: tools/fit_weights.py, seed 20261125, 16,000 pairs a kind, rounded to 50 or
 * 100; where the fit gives 0 (a slip costs nothing against near neighbours, none of which has one)
 * a small cost keeps the order of trust. `start`: the study's start value, not yet fitted.
 * `ruling`: what it has to bring about, held by a test. */
const idt_weights IDT_WEIGHTS = {
    .level =
        {
            [IDT_LEVEL_NONE] = 0,
            [IDT_LEVEL_CLIPPED] = -1200,  /* start */
            [IDT_LEVEL_INITIAL] = -300,   /* order; fitted 0 */
            [IDT_LEVEL_EDIT2] = -600,     /* order; fitted 0 */
            [IDT_LEVEL_READING] = -400,   /* order; less with the grade */
            [IDT_LEVEL_EDIT1] = -300,     /* order; fitted 0 */
            [IDT_LEVEL_SKELETON] = -1100, /* fitted -970 for people, 0 for others */
            [IDT_LEVEL_NICKNAME] = -900,  /* fitted 0 for people, -1250 for others */
            [IDT_LEVEL_VARIANT] = -150,   /* order; fitted 0 */
            [IDT_LEVEL_FOLD] = -100,      /* order; fitted 0 */
            [IDT_LEVEL_EXACT] = 0,
        },
    .share =
        {
            [IDT_LEVEL_NONE] = 0,
            [IDT_LEVEL_CLIPPED] = 0, /* ruling: relation.h I5 */
            [IDT_LEVEL_INITIAL] = 0, /* ruling: relation.h I5 */
            [IDT_LEVEL_EDIT2] = 800, /* start, as the rest: the ball of a slip holds other names */
            [IDT_LEVEL_READING] = 900,
            [IDT_LEVEL_EDIT1] = 900,
            [IDT_LEVEL_SKELETON] = 800,
            [IDT_LEVEL_NICKNAME] = 800,
            [IDT_LEVEL_VARIANT] = 1000,
            [IDT_LEVEL_FOLD] = 1000,
            [IDT_LEVEL_EXACT] = 1000,
        },
    .omitted =
        {
            [IDT_PART_NAME] = -400, /* fitted -425; start for the rest of people's */
            [IDT_PART_GIVEN] = -500,
            [IDT_PART_FAMILY] = -1500,
            [IDT_PART_PATRONYMIC] = -200,
            [IDT_PART_KUNYA] = -200,
            [IDT_PART_NISBA] = -200,
            [IDT_PART_INITIAL] = -100,
            [IDT_PART_CORE] = -500,    /* fitted -515 */
            [IDT_PART_GENERIC] = -200, /* order; fitted -15 */
            [IDT_PART_PLACE] = -800,   /* start; fitted -380: lists add places to names freely */
        },
    .beside_one =
        -1450, /* fitted -1350 to -1550 as the mining is stricter or laxer; people -1100 */
    .omitted_most = -3000,
    .contradiction = -5150,            /* fitted */
    .contradiction_apart = -4350,      /* fitted */
    .contradiction_word = -4900,       /* fitted */
    .contradiction_word_apart = -4300, /* fitted */
    .contradiction_generic = -4100,    /* fitted */
    .near_miss = -1600,                /* fitted */
    .near_known = -2700,               /* fitted */
    .near_miss_word = -300,            /* fitted 0 */
    .near_known_word = -2400,          /* fitted */
    .initial_differs = -2950,          /* fitted, 66 pairs */
    .number_differs = -6500,           /* fitted */
    .number_missing = -2600,           /* fitted */
    .suffix_differs = -1500,           /* start */
    .father_is_son = -5000,            /* start */
    .form_equal = 50,                  /* order; fitted 0 */
    .form_differs = -2800,             /* fitted */
    .acronym = -3500,                  /* ruling: three letters are no proof; background names */
    .acronym_letter = 1200,            /* the same */
    .translation = -2000,              /* ruling: background names (Michael, Miguel) */
    .rarity_most = 9000,               /* the tables' smallest shares are one bearer */
    .names_most = {9000, 8000}, /* fitted 5 to 9 nats: flat, as negatives share parts too; the
                                   highest that keeps the labelled rows: background names */
    .frequent = 10500,          /* borne by one in 36,000 */
    .reading_least = 500,       /* see relation.c */
    .reading_good = 1500,
    .single_rare = 9000, /* of organisations: fewer than one in 8,000 bear it */
    .birth_equal = 6000, /* start, all of the fields */
    .birth_swapped = 3000,
    .birth_year = 2500,
    .birth_near = -1000,
    .birth_differs = -4000,
    .country_equal = 1500,
    .country_differs = -1500,
    .gender_differs = -3000,
    .identifier_equal = 12000,
    .identifier_differs = -3000,
    .weak_alias = -2000,
    .schema_differs = -4000,
    .even = {6150, 5600}, /* fitted: names that agree wholly stand 2.87 and 2.41 above even */
    .slope = {1000, 1000},
};
