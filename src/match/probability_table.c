/* Made by tools/fit_probability.py (seed 20261126, 19986 pairs of people, 39883 of
 * others, mined as tools/fit_weights.py, SHA-256 96b5bcf2a66ef7e7, mines them),
 * for weights 2026-11-25.6. Do not edit. */
#include "match/probability.h"

const char IDT_PROBABILITY_WEIGHTS[] = "2026-11-25.6";

static const idt_probability_knot PERSON[] = {
    {-18325, 30}, {-8737, 160}, {-3468, 646}, {106, 808},   {1154, 952},  {3079, 1077},
    {4436, 3492}, {4799, 4327}, {5909, 4747}, {7053, 7500}, {7411, 7994}, {7837, 8702},
    {8154, 8845}, {8523, 9211}, {8783, 9632}, {8829, 9784}, {8904, 9824}, {9211, 9831},
};

static const idt_probability_knot OTHER[] = {
    {-22486, 10}, {-9186, 103}, {-7093, 245}, {-3742, 624}, {1373, 959},  {3948, 1792},
    {4085, 4309}, {5167, 6299}, {6349, 7068}, {6581, 8051}, {6645, 8333}, {7196, 8910},
    {7771, 9123}, {7856, 9181}, {8223, 9200}, {8926, 9444},
};

const idt_probability_table IDT_PROBABILITY[IDT_SCORE_CLASSES] = {
    [IDT_CLASS_PERSON] = {PERSON, sizeof PERSON / sizeof *PERSON},
    [IDT_CLASS_OTHER] = {OTHER, sizeof OTHER / sizeof *OTHER},
};
