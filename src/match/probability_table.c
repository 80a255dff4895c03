/* Made by tools/fit_probability.py (seed 20261125, 57424 pairs of people, 48448 of
 * others, mined as tools/mine_pairs.py, SHA-256 ad1c48134fb6ca7d, mines them),
 * for weights 2026-11-25.7. Do not edit. */
#include "match/probability.h"

const char IDT_PROBABILITY_WEIGHTS[] = "2026-11-26.5";

static const idt_probability_knot PERSON[] = {
    {-30000, 1},  {-20391, 369}, {-7107, 690}, {3343, 751},  {3424, 1651}, {3663, 2838},
    {4279, 3835}, {4786, 4789},  {4861, 5767}, {5040, 7271}, {5251, 7543}, {5429, 7957},
    {5855, 8681}, {6294, 8993},  {6594, 9060}, {6769, 9267}, {7083, 9306}, {7401, 9655},
    {7437, 9711}, {7455, 9804},  {7470, 9831}, {7523, 9878}, {7889, 9899},
};

static const idt_probability_knot OTHER[] = {
    {-30000, 1},  {-21225, 703}, {-13604, 801}, {-2153, 1311}, {3656, 2045}, {3706, 2519},
    {3759, 2587}, {4309, 3455},  {4900, 4912},  {5351, 6979},  {5908, 7847}, {6116, 8874},
    {6794, 9168}, {7517, 9227},  {7662, 9331},  {7887, 9501},  {8387, 9899},
};

const idt_probability_table IDT_PROBABILITY[IDT_SCORE_CLASSES] = {
    [IDT_CLASS_PERSON] = {PERSON, sizeof PERSON / sizeof *PERSON},
    [IDT_CLASS_OTHER] = {OTHER, sizeof OTHER / sizeof *OTHER},
};
