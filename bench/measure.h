/* measure.h - what every measuring program needs: a clock, a median, a figure's line. */
#ifndef INTERDICT_BENCH_MEASURE_H
#define INTERDICT_BENCH_MEASURE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline int64_t clock_ns(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static inline int by_number(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Sorts the values. */
static inline double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_number);
    return values[count / 2];
}

/* A line for bench/report.py; `reference` is "" where there is none. */
static inline void print_figure(const char *figure, double value, const char *unit,
                                const char *reference, double reference_value)
{
    printf("{\"figure\":\"%s\",\"value\":%.3f,\"unit\":\"%s\",\"reference\":\"%s\","
           "\"reference_value\":%.3f}\n",
           figure, value, unit, reference, reference_value);
}

#endif
