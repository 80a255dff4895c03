/* draw.h - chance that is the same on every machine: a number by seed and place (splitmix64). */
#ifndef INTERDICT_SELFTEST_DRAW_H
#define INTERDICT_SELFTEST_DRAW_H

#include <stdint.h>

static inline uint64_t selftest_draw(uint64_t seed, uint64_t place)
{
    uint64_t z = seed + (place + 1) * UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

#endif
