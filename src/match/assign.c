#include "match/assign.h"

#include "match/align.h"

#define SUBSETS (1U << IDT_ALIGN_EXACT)

/* The edges in dispute, their rows and columns numbered anew. */
typedef struct dispute {
    const idt_edge *edges;
    uint16_t index[IDT_NAME_PARTS_MAX * IDT_NAME_PARTS_MAX]; /* into edges */
    size_t count;
    uint8_t row_of[IDT_NAME_PARTS_MAX], column_of[IDT_NAME_PARTS_MAX];
    size_t rows, columns;
} dispute;

/* Takes the edges whose two ends have no other; the rest is in dispute. */
static size_t take_alone(const idt_edge *edges, size_t count, uint16_t *taken, dispute *rest)
{
    uint8_t row_edges[IDT_NAME_PARTS_MAX] = {0};
    uint8_t column_edges[IDT_NAME_PARTS_MAX] = {0};
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        row_edges[edges[i].row]++;
        column_edges[edges[i].column]++;
    }
    rest->edges = edges;
    rest->count = rest->rows = rest->columns = 0;
    for (size_t i = 0; i < count; i++) {
        if (row_edges[edges[i].row] == 1 && column_edges[edges[i].column] == 1) {
            taken[n++] = (uint16_t)i;
        } else {
            rest->index[rest->count++] = (uint16_t)i;
        }
    }
    return n;
}

static void number_ends(dispute *d)
{
    memset(d->row_of, 0xff, sizeof d->row_of);
    memset(d->column_of, 0xff, sizeof d->column_of);
    for (size_t i = 0; i < d->count; i++) {
        const idt_edge *e = &d->edges[d->index[i]];
        if (d->row_of[e->row] == 0xff) {
            d->row_of[e->row] = (uint8_t)d->rows++;
        }
        if (d->column_of[e->column] == 0xff) {
            d->column_of[e->column] = (uint8_t)d->columns++;
        }
    }
}

/* Subsets of the smaller side that are taken, over the members of the larger one in turn. */
static size_t exact(const dispute *d, uint16_t *taken)
{
    int32_t best[SUBSETS];
    uint16_t choice[IDT_NAME_PARTS_MAX][SUBSETS];  /* edge + 1 by which a subset was reached */
    const bool by_columns = d->columns <= d->rows; /* the smaller side is in the subset */
    const size_t small = by_columns ? d->columns : d->rows;
    const size_t large = by_columns ? d->rows : d->columns;
    const size_t subsets = (size_t)1 << small;
    size_t n = 0;
    for (size_t s = 0; s < subsets; s++) {
        best[s] = s == 0 ? 0 : INT32_MIN;
    }
    for (size_t member = 0; member < large; member++) {
        memset(choice[member], 0, subsets * sizeof choice[member][0]);
        for (size_t s = subsets; s-- > 0;) { /* downwards: a subset is made of older ones only */
            for (size_t i = 0; i < d->count; i++) {
                const idt_edge *e = &d->edges[d->index[i]];
                const uint8_t big = by_columns ? d->row_of[e->row] : d->column_of[e->column];
                const size_t bit = (size_t)1
                                   << (by_columns ? d->column_of[e->column] : d->row_of[e->row]);
                if (big == member && (s & bit) != 0 && best[s ^ bit] != INT32_MIN &&
                    best[s ^ bit] + e->value > best[s]) {
                    best[s] = best[s ^ bit] + e->value;
                    choice[member][s] = (uint16_t)(d->index[i] + 1);
                }
            }
        }
    }
    size_t s = 0;
    for (size_t i = 1; i < subsets; i++) {
        s = best[i] > best[s] ? i : s;
    }
    for (size_t member = large; member-- > 0;) {
        if (choice[member][s] != 0) {
            const idt_edge *e = &d->edges[choice[member][s] - 1];
            taken[n++] = (uint16_t)(choice[member][s] - 1);
            s ^= (size_t)1 << (by_columns ? d->column_of[e->column] : d->row_of[e->row]);
        }
    }
    return n;
}

static size_t greedily(const dispute *d, uint16_t *taken)
{
    bool row_used[IDT_NAME_PARTS_MAX] = {false};
    bool column_used[IDT_NAME_PARTS_MAX] = {false};
    size_t n = 0;
    for (;;) {
        const idt_edge *best = NULL;
        for (size_t i = 0; i < d->count; i++) {
            const idt_edge *e = &d->edges[d->index[i]];
            if (!row_used[e->row] && !column_used[e->column] &&
                (best == NULL || e->value > best->value)) {
                best = e;
            }
        }
        if (best == NULL) {
            return n;
        }
        row_used[best->row] = column_used[best->column] = true;
        taken[n++] = (uint16_t)(best - d->edges);
    }
}

size_t idt_assign(const idt_edge *edges, size_t count, uint16_t *taken, bool *greedy)
{
    dispute rest;
    *greedy = false;
    const size_t alone = take_alone(edges, count, taken, &rest);
    if (rest.count == 0) {
        return alone;
    }
    number_ends(&rest);
    const size_t small = rest.rows < rest.columns ? rest.rows : rest.columns;
    *greedy = small > IDT_ALIGN_EXACT;
    return alone + (*greedy ? greedily(&rest, taken + alone) : exact(&rest, taken + alone));
}
