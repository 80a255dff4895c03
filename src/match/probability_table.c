/* Made by tools/fit_probability.py (seed 20261125, 57424 pairs of people, 48448 of
 * others, mined as tools/mine_pairs.py, SHA-256 ad1c48134fb6ca7d, mines them),
 * for weights 2026-11-26.9. Do not edit. */
#include "match/probability.h"

const char IDT_PROBABILITY_WEIGHTS[] = "2026-11-26.9";

static const idt_probability_knot PERSON[] = {
    {-30000, 1},  {-20391, 382}, {-11918, 579}, {-1594, 626}, {3257, 647},  {3343, 785},
    {3449, 1715}, {3579, 1962},  {3851, 2502},  {4185, 2819}, {4311, 2913}, {4367, 3360},
    {4592, 3617}, {4824, 4086},  {4874, 4563},  {5069, 7508}, {5256, 7708}, {5667, 7836},
    {6088, 8272}, {6135, 8592},  {6228, 9115},  {6526, 9139}, {7058, 9333}, {7392, 9669},
    {7420, 9686}, {7444, 9768},  {7466, 9824},  {7522, 9881}, {7590, 9899},
};

static const idt_probability_knot OTHER[] = {
    {-30000, 1},  {-20800, 543}, {-13174, 681}, {-2125, 1266}, {3656, 2024},
    {3706, 2241}, {3760, 2529},  {3817, 2905},  {3901, 2931},  {4419, 3527},
    {4926, 4533}, {5351, 6731},  {5908, 7750},  {6116, 8775},  {6792, 9147},
    {7514, 9190}, {7660, 9345},  {7707, 9455},  {7896, 9598},  {8396, 9899},
};

const idt_probability_table IDT_PROBABILITY[IDT_SCORE_CLASSES] = {
    [IDT_CLASS_PERSON] = {PERSON, sizeof PERSON / sizeof *PERSON, 4000},
    [IDT_CLASS_OTHER] = {OTHER, sizeof OTHER / sizeof *OTHER, 4200},
};
