#include "match/weights.h"

const idt_weights IDT_WEIGHTS = {
    .level =
        {
            [IDT_LEVEL_NONE] = 0,
            [IDT_LEVEL_CLIPPED] = -1200,  /* start */
            [IDT_LEVEL_INITIAL] = -300,   /* start: never a contradiction */
            [IDT_LEVEL_EDIT2] = -1800,    /* start */
            [IDT_LEVEL_READING] = -600,   /* start */
            [IDT_LEVEL_EDIT1] = -1200,    /* start */
            [IDT_LEVEL_SKELETON] = -1000, /* start */
            [IDT_LEVEL_NICKNAME] = -800,  /* start */
            [IDT_LEVEL_VARIANT] = -300,   /* start */
            [IDT_LEVEL_FOLD] = -100,      /* start */
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
            [IDT_PART_NAME] = -400, /* start */
            [IDT_PART_GIVEN] = -600,
            [IDT_PART_FAMILY] = -1500,
            [IDT_PART_PATRONYMIC] = -200,
            [IDT_PART_KUNYA] = -200,
            [IDT_PART_NISBA] = -300,
            [IDT_PART_INITIAL] = -100,
            [IDT_PART_CORE] = -1800,
            [IDT_PART_GENERIC] = -600,
            [IDT_PART_PLACE] = -900,
        },
    .omitted_most = -3000,
    .contradiction = -4500,
    .contradiction_apart = -3500,
    .contradiction_generic = -3500,
    .near_miss = -2500,
    .initial_differs = -4500,
    .number_differs = -4500,
    .number_missing = -3000,
    .suffix_differs = -1500,
    .father_is_son = -5000, /* start */
    .form_equal = 200,
    .form_differs = -1000, /* start */
    .acronym = -1000,
    .rarity_most = 9000,
    .names_most = 8000,
    .frequent = 11000,
    .reading_good = 1500,
    .single_rare = 11500, /* start: rarer than 1e-5 */
    .birth_equal = 6000,  /* start, all of the fields */
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
    .even = 4200,
    .slope = 1000,
};
