/* translit_recall.c - how many true pairs of tokens are found across scripts, at how many false.
 *
 * Run by tools/translit_recall, which compiles and feeds it.
 *
 *   stdin   latin TAB native letters with blanks between TAB romanisation by another tool, or empty
 *   argv    label, tenth of the tokens to measure on (tools/translit_split.h)
 *   stdout  a row of the table
 *
 * For each row of the tenth, 8 other rows' native tokens are false pairs (seeded). A pair outside
 * the relation scores below every other. Recall at a rate of false positives: the share of true
 * pairs over the score that this share of the false ones reaches; where the score is below all, the
 * share of true pairs in the relation.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "text/readings.h"
#include "text/spelling.h"
#include "translit_split.h"

#define FALSE_PAIRS 8
#define OUTSIDE     INT_MIN

typedef struct row {
    idt_str latin;
    idt_str native;
    idt_str other;
} row;

typedef struct scores {
    int *true_pairs;
    int *false_pairs;
} scores;

typedef int scorer(const row *latin, const row *native);

static void *must(void *p)
{
    if (p == NULL) {
        fprintf(stderr, "translit_recall: no memory\n");
        exit(1);
    }
    return p;
}

static int ours(const row *latin, const row *native)
{
    return idt_readings_related(native->native, latin->latin)
               ? idt_readings_grade(native->native, latin->latin)
               : OUTSIDE;
}

static int grade_alone(const row *latin, const row *native)
{
    return idt_readings_grade(native->native, latin->latin);
}

/* 1 - edits / longer length, in millionths. */
static int by_edits(const row *latin, const row *native)
{
    const size_t longer =
        latin->latin.len > native->other.len ? latin->latin.len : native->other.len;
    return longer == 0 ? 0
                       : (int)(1000000 -
                               1000000LL * idt_spelling_distance(latin->latin, native->other, 64) /
                                   (long long)longer);
}

static uint64_t draw(uint64_t *at)
{
    uint64_t z = *at += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static int falling(const void *a, const void *b)
{
    const int x = *(const int *)a;
    const int y = *(const int *)b;
    return (x < y) - (x > y);
}

static double recall_at(const scores *s, size_t count, size_t one_in)
{
    const int cut = s->false_pairs[count * FALSE_PAIRS / one_in];
    size_t over = 0;
    for (size_t i = 0; i < count; i++) {
        over += s->true_pairs[i] > cut;
    }
    return (double)over / (double)count;
}

static void measure(const row *rows, size_t count, scorer *score, double *at_100, double *at_1000)
{
    scores s = {.true_pairs = must(calloc(count, sizeof(int))),
                .false_pairs = must(calloc(count * FALSE_PAIRS, sizeof(int)))};
    uint64_t random = TRANSLIT_SEED;
    for (size_t i = 0; i < count; i++) {
        s.true_pairs[i] = score(&rows[i], &rows[i]);
        for (size_t k = 0; k < FALSE_PAIRS; k++) {
            size_t other = i;
            while (other == i) {
                other = draw(&random) % count;
            }
            s.false_pairs[i * FALSE_PAIRS + k] = score(&rows[i], &rows[other]);
        }
    }
    qsort(s.false_pairs, count * FALSE_PAIRS, sizeof(int), falling);
    *at_100 = recall_at(&s, count, 100);
    *at_1000 = recall_at(&s, count, 1000);
    free(s.true_pairs);
    free(s.false_pairs);
}

static double readings_us(const row *rows, size_t count)
{
    struct timespec from;
    struct timespec to;
    char buffer[IDT_READINGS_BYTES];
    idt_reading out[IDT_READINGS_MAX];
    volatile size_t sum = 0;
    (void)clock_gettime(CLOCK_MONOTONIC, &from);
    for (size_t i = 0; i < count; i++) {
        sum += idt_readings_of(rows[i].native, buffer, sizeof buffer, out);
    }
    (void)clock_gettime(CLOCK_MONOTONIC, &to);
    return ((double)(to.tv_sec - from.tv_sec) * 1e6 + (double)(to.tv_nsec - from.tv_nsec) / 1e3) /
           (double)count;
}

static double related_share(const row *rows, size_t count)
{
    size_t related = 0;
    for (size_t i = 0; i < count; i++) {
        related += idt_readings_related(rows[i].native, rows[i].latin);
    }
    return (double)related / (double)count;
}

static void show_misses(const row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char buffer[IDT_READINGS_BYTES];
        idt_reading out[IDT_READINGS_MAX];
        if (!idt_readings_related(rows[i].native, rows[i].latin)) {
            const size_t n = idt_readings_of(rows[i].native, buffer, sizeof buffer, out);
            printf("%.*s\t%.*s\t%d", (int)rows[i].latin.len, rows[i].latin.ptr,
                   (int)rows[i].native.len, rows[i].native.ptr,
                   idt_readings_grade(rows[i].native, rows[i].latin));
            for (size_t k = 0; k < n; k++) {
                printf("\t%.*s %d", (int)out[k].latin.len, out[k].latin.ptr, out[k].cost_mnat);
            }
            printf("\n");
        }
    }
}

static size_t read_rows(idt_arena *arena, int tenth, row **out)
{
    size_t count = 0;
    size_t cap = 0;
    char *line = NULL;
    size_t line_cap = 0;
    while (getline(&line, &line_cap, stdin) > 0) {
        translit_row r;
        if (!translit_row_read(line, arena, &r) || translit_tenth(r.latin) != tenth) {
            continue;
        }
        const char *other = strrchr(line, '\t');
        if (!IDT_GROW(arena, *out, cap, count)) {
            must(NULL);
        }
        (*out)[count++] =
            (row){.latin = r.latin,
                  .native = r.native,
                  .other = translit_joined(arena, idt_str_trim(idt_str_borrow(other + 1)))};
    }
    free(line);
    return count;
}

int main(int argc, char **argv)
{
    idt_arena *arena = must(idt_arena_new((size_t)1 << 30));
    row *rows = NULL;
    double r[6];
    if (argc < 3) {
        fprintf(stderr, "usage: translit_recall LABEL TENTH [misses] < pairs\n");
        return 2;
    }
    const size_t count = read_rows(arena, argv[2][0] - '0', &rows);
    must(count > 1 ? arena : NULL);
    if (argc > 3) {
        show_misses(rows, count);
        return 0;
    }
    measure(rows, count, ours, &r[0], &r[1]);
    measure(rows, count, grade_alone, &r[2], &r[3]);
    measure(rows, count, by_edits, &r[4], &r[5]);
    printf("| %-8s | %6zu | %.4f | %.4f | %.4f | %.4f | %.4f |", argv[1], count,
           related_share(rows, count), r[0], r[1], r[2], r[3]);
    if (rows[0].other.len > 0) {
        printf(" %.4f | %.4f |", r[4], r[5]);
    } else {
        printf("      - |      - |");
    }
    printf(" %5.2f |\n", readings_us(rows, count));
    idt_arena_free(arena);
    return 0;
}
