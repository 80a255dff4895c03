#include "match/weights.h"

const idt_weights IDT_WEIGHTS = {
    .level =
        {
            [IDT_LEVEL_NONE] = 0,
            [IDT_LEVEL_CLIPPED] = -1200, /* start */
            [IDT_LEVEL_INITIAL] = -300,  /* start: never a contradiction */
            [IDT_LEVEL_EDIT2] = -600,    /* start */
            [IDT_LEVEL_READING] = -400,  /* start */
            [IDT_LEVEL_EDIT1] = -300,    /* start */
            [IDT_LEVEL_SKELETON] = -700, /* start */
            [IDT_LEVEL_NICKNAME] = -500, /* start */
            [IDT_LEVEL_VARIANT] = -150,  /* start */
            [IDT_LEVEL_FOLD] = -100,     /* start */
            [IDT_LEVEL_EXACT] = 0,
        },
    .share =
        {
            [IDT_LEVEL_NONE] = 0,
            [IDT_LEVEL_CLIPPED] = 0, /* ruling: relation.h I5 */
            [IDT_LEVEL_INITIAL] = 0,
            [IDT_LEVEL_EDIT2] = 800,
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
            [IDT_PART_NAME] = -200, /* start */
            [IDT_PART_GIVEN] = -500,
            [IDT_PART_FAMILY] = -1500,
            [IDT_PART_PATRONYMIC] = -200,
            [IDT_PART_KUNYA] = -200,
            [IDT_PART_NISBA] = -200,
            [IDT_PART_INITIAL] = -100,
            [IDT_PART_CORE] = -300,
            [IDT_PART_GENERIC] = -200,
            [IDT_PART_PLACE] = -800,
        },
    .beside_one = -1550,
    .omitted_most = -3000,
    .contradiction = -3800,
    .contradiction_apart = -3200,
    .contradiction_word = -3200,
    .contradiction_word_apart = -1900,
    .contradiction_generic = -2600,
    .near_miss = -1100,
    .near_known = -2900,
    .near_miss_word = -300,
    .near_known_word = -2400,
    .initial_differs = -1900,
    .number_differs = -5500,
    .number_missing = -2150,
    .suffix_differs = -1500,
    .father_is_son = -5000, /* start */
    .form_equal = 50,
    .form_differs = -2400, /* start */
    .acronym = -1000,
    .rarity_most = 9000,
    .names_most = {8000, 7000},
    .frequent = 9000,
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
    .even = {5600, 5000},
    .slope = {1000, 1000},
};
