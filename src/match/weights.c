#include "match/weights.h"

/* Sources. `fitted`: tools/fit_weights.py, seed 20261125, 60,000 pairs of people and as many of
 * others, rounded to 50 or 100; `fitted before`: on near neighbours alone, 16,000 pairs a kind.
 * Where a fit gives 0 a small cost keeps the order of trust. `start`: the study's start value, not
 * yet fitted. `ruling`: what it has to bring about. */
const idt_weights IDT_WEIGHTS =
    {
        .level =
            {
                [IDT_LEVEL_NONE] = 0,
                [IDT_LEVEL_CLIPPED] = -1200, /* start */
                [IDT_LEVEL_INITIAL] = 0,     /* ruling: no initial that fits costs more than none */
                [IDT_LEVEL_EDIT2] = -600,    /* order */
                [IDT_LEVEL_READING] = -400,  /* order; less with the grade */
                [IDT_LEVEL_EDIT1] = -300,    /* order */
                [IDT_LEVEL_SKELETON] = -1100, /* the least; more by `further`, as the rest */
                [IDT_LEVEL_NICKNAME] = -900,  /* the same */
                [IDT_LEVEL_VARIANT] = -150,   /* order */
                [IDT_LEVEL_FOLD] = -100,      /* order */
                [IDT_LEVEL_EXACT] = 0,
            },
        .further =
            {
                [IDT_CLASS_PERSON] =
                    {
                        /* fitted, less the cost of the level; letters 0 to 6, and more */
                        [IDT_LEVEL_FOLD] = {0, -1600, -1600, -1300, -800, -100, 0, 0},
                        [IDT_LEVEL_EDIT1] = {0, -850, -850, -850, -850, -850, -650, 0},
                        [IDT_LEVEL_SKELETON] = {0, -2900, -2900, -2900, -2750, -2350, -1650, -50},
                        /* rulings, milder than fitted: lists state full names, customers do not */
                        [IDT_LEVEL_NICKNAME] = {0, -1700, -1700, -1600, -1500, -1100, -500, 0},
                    },
                [IDT_CLASS_OTHER] =
                    {
                        [IDT_LEVEL_FOLD] = {0, -2500, -2450, -2200, -1150, -250, 0, 0},
                        [IDT_LEVEL_VARIANT] = {0, -4400, -4400, -4300, -4050, -3100, -2900, -1450},
                        [IDT_LEVEL_EDIT1] = {0, -850, -850, -850, -850, -850, -750, 0},
                        [IDT_LEVEL_EDIT2] = {0, -250, -250, -250, -250, -250, -250, -250},
                        [IDT_LEVEL_SKELETON] = {0, -3200, -3200, -3200, -2950, -2500, -1900, -750},
                        [IDT_LEVEL_NICKNAME] = {0, -1700, -1700, -1700, -1400, -900, -350, 0},
                    },
            },
        .share =
            {
                [IDT_LEVEL_NONE] = 0,
                [IDT_LEVEL_CLIPPED] = 0, /* ruling: relation.h I5 */
                [IDT_LEVEL_INITIAL] = 0, /* ruling: relation.h I5 */
                [IDT_LEVEL_EDIT2] =
                    800, /* start, as the rest: the ball of a slip holds other names */
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
                [IDT_PART_PLACE] = -800, /* start; fitted -380: lists add places to names freely */
            },
        .beside_one = {-3300, -3050}, /* fitted */
        .beside_generic = -2150,      /* fitted */
        .beside_initial = -1900,      /* fitted, one initial; a ruling for */
        .further_initial = 1000,      /* ... each further one */
        .omitted_syllable = -2500,    /* ruling: no given name of two syllables is called by one; 4
                                         aliases, none of them so, and 8 */
        .omitted_most = -3000,
        .contradiction = -5150,            /* fitted before */
        .contradiction_apart = -4350,      /* fitted before */
        .contradiction_word = -4900,       /* fitted before */
        .contradiction_word_apart = -4300, /* fitted before */
        .contradiction_generic = -4100,    /* fitted before */
        .near_miss = -2150,                /* fitted before -1600, 0 among aliases: ruling */
        .near_known = -3100,               /* fitted before -2700; the same ruling */
        .near_letter = -1900,       /* ruling: counts beside one rare name; docs/decisions/0016 */
        .near_letter_word = -1700,  /* the same */
        .near_miss_word = -300,     /* fitted 0 */
        .near_known_word = -2400,   /* fitted before */
        .initial_differs = -2950,   /* fitted, 66 pairs */
        .number_differs = -6500,    /* fitted before */
        .number_missing = -2600,    /* fitted before */
        .suffix_differs = -1500,    /* start */
        .father_is_son = -5000,     /* start */
        .form_equal = 50,           /* order; fitted 0 */
        .form_differs = -2800,      /* fitted before */
        .acronym = -3500,           /* ruling: three letters are no proof; background names */
        .acronym_letter = 1200,     /* the same */
        .translation = -2000,       /* ruling: background names (Michael, Miguel) */
        .rarity_most = 9000,        /* the tables' smallest shares are one bearer */
        .names_most = {7000, 7000}, /* fitted: slopes of 0 to .25 beyond */
        .names_more = {14000, 14000},
        .names_slope = 10,
        .frequent = 10500,       /* borne by one in 36,000 */
        .reading_least = 500,    /* see relation.c */
        .reading_letters = 3500, /* ruling: letter by letter (VPK 8,900; RPC 2,700) */
        .reading_good = 1500,
        .syllable = -1500, /* ruling: background names; the lists pair hardly any */
        .syllable_good = 3500,
        .spelt_otherwise = -500, /* ruling: a spelling stands for several syllables */
        .syllable_tells = 3000,  /* ruling: chance says 4500, docs/text.md */
        .read_twice = -1500,     /* the same */
        /* half of what is fitted where two parts agree: -2200, -3800, -3500; where three do, no
         * stranger is met */
        .misread = {0, -800, -1600, -2000},
        .alone = /* fitted, as docs/matching.md has it; never so much that a slip is no hit */
        {
            [IDT_LEVEL_EXACT] = {0, -900, -900, -900, -800, -500, -500, 0, 0},
            [IDT_LEVEL_FOLD] = {0, 0, 0, 0, 0, -900, -500, 0, 0},
            [IDT_LEVEL_EDIT1] = {0, 0, 0, 0, 0, 0, 0, -750, 0},
            [IDT_LEVEL_EDIT2] = {0, -400, -400, -400, -400, -400, -400, -400, -400},
            [IDT_LEVEL_VARIANT] = {-900, -900, -900, -900, -900, -900, -900, -900, -900},
            [IDT_LEVEL_READING] = {0, -1200, -1200, -1200, -1200, -900, -900, -900, -300},
        },
        .alone_in_syllables = -1500, /* fitted -2500, 0 pairs and 8 */
        .beside_common = -800,       /* fitted, 91 pairs and 145 of two common words */
        .beside_read = -1000,        /* fitted, 46 pairs and 51 */
        .beside_slip = {0, -1300, -1300, -1300, -1100, -800, -300, 0, 0}, /* fitted */
        .single_rare = 9000, /* of organisations: fewer than one in 8,000 bear it */
        /* Fields. `fitted`: tools/fit_fields.py, seed 20261125, pairs at the level among pairs of
         * one party and of two; rounded to 50. `start` where there are fewer than 30. `ruling`:
         * what may change, or be one of several, costs so little alone that names that agree wholly
         * stay possible (2000 of people, 1550 of others): lists copy each other more than
         * customers' records copy lists. */
        .birth_equal = 7150,           /* fitted, 1032/1425 and 5/9630 */
        .birth_swapped = 3000,         /* start; 21 and 2 */
        .birth_month = 4000,           /* start; 5 and 0 */
        .birth_year = 2150,            /* fitted, 309 and 245 */
        .birth_day = 0,                /* fitted +200, 29 and 161: says nothing against */
        .birth_close = -1000,          /* ruling; fitted -2100, 8 and 472 */
        .birth_near = -1900,           /* ruling; fitted -3500, 2 and 557 */
        .birth_differs = -4150,        /* fitted, 19 and 8188 */
        .birth_place_equal = 2500,     /* fitted, 496/592 and 417/6067 */
        .birth_place_part = 150,       /* fitted, 11 and 103 */
        .birth_place_country = 700,    /* fitted, 60 and 313 */
        .birth_place_town = -2000,     /* fitted, 21 and 1607 */
        .birth_place_differs = -4350,  /* fitted, 4 and 3627 */
        .nationality_equal = 800,      /* fitted, 766/775 and 3156/7100 */
        .nationality_differs = -2000,  /* ruling; fitted -3800, 9 and 3944 */
        .country_equal = 350,          /* fitted, 8/8 and 125/189 beside no common nationality */
        .country_differs = -1500,      /* start; fitted -1800, 0 and 64 */
        .jurisdiction_equal = 800,     /* start, as a nationality */
        .jurisdiction_differs = -1500, /* start */
        .flag_equal = 500,             /* start, as a country; 15/15 and 260/260 */
        .flag_differs = -500,          /* start: flags change often */
        .address_equal = 2750,         /* fitted, 230/345 and 449/10366 */
        .address_part = 750,           /* fitted, 84 and 1208 */
        .address_town = -500,          /* ruling; fitted -1750, 18 and 3141 */
        .address_differs = -1000,      /* ruling; fitted -5600, 0 and 3981 */
        .places_most = 3000, /* fitted: sums of +3000, +4500 and +6000 are worth +2200, +1400 and
                                +2450; 334, 11, 71 of 758 and 352, 26, 59 of 7233 */
        .gender_differs = -3150,     /* fitted, 0/589 and 84/4281 */
        .founded_equal = 6000,       /* start, as of birth: only one list states it */
        .founded_year = 2000,        /* start */
        .founded_differs = -1500,    /* start */
        .legal_form_equal = 200,     /* start */
        .legal_form_differs = -1000, /* start: names state forms too */
        .type_equal = 500,           /* start */
        .type_differs = -500,        /* start */
        .identifier_equal =
            12000, /* start; fitted +8150 at least, 377/411 and 3/13166: companies of one group */
        .identifier_other = 7500,    /* start; fitted the same, 27 and 0 */
        .identifier_unproven = 6000, /* start */
        .identifier_differs = -3050, /* fitted at least, 0 and 345 */
        .document_differs = -1500,   /* ruling: they are renewed; fitted -4000, 7 and 12818 */
        .names_least = -6500,        /* ruling: one document under two names is a possible hit, by
                                        itself no strong one; two facts more against it clear it */
        .contact_equal = 4000,       /* start; 5/7 and 5/2737 */
        .weak_alias = -300,      /* ruling: order; how rare its parts are says what it is worth */
        .schema_differs = -4000, /* start */
};
