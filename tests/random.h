/* random.h - numbers for property tests: other ones each run, the same ones for a stated seed.
 *
 * The seed is printed; INTERDICT_SEED=N repeats a run. (splitmix64)
 */
#ifndef INTERDICT_TESTS_RANDOM_H
#define INTERDICT_TESTS_RANDOM_H

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct random_state {
    uint64_t at;
} random_state;

static inline random_state random_start(const char *what)
{
    const char *stated = getenv("INTERDICT_SEED");
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_REALTIME, &now);
    const uint64_t seed = stated != NULL
                              ? strtoull(stated, NULL, 10)
                              : (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
    printf("%s: INTERDICT_SEED=%" PRIu64 "\n", what, seed);
    return (random_state){.at = seed};
}

static inline uint64_t random_u64(random_state *r)
{
    uint64_t z = r->at += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* 0 <= result < below; below > 0. */
static inline size_t random_below(random_state *r, size_t below)
{
    return (size_t)(random_u64(r) % below);
}

#endif
