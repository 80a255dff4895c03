/* worker.h - one thread's share of a self-test: it asks listed names, as written and changed, and
 * names that are not listed, and counts what is found.
 *
 * Each worker counts for itself; selftest.c adds them up, so that nothing depends on their number.
 */
#ifndef INTERDICT_SELFTEST_WORKER_H
#define INTERDICT_SELFTEST_WORKER_H

#include "selftest/kind_of_pair.h"
#include "selftest/plan.h"

/* The best hit of a question. */
typedef struct best_hit {
    uint16_t score;
    int32_t llr;
    uint32_t form; /* of the plan */
    idt_str name;
    char kind[KIND_BYTES];
} best_hit;

typedef struct exempt_name {
    uint32_t asked; /* place in plan.asked: their order */
    idt_str name;
    const char *reason;
    struct exempt_name *next;
} exempt_name;

typedef struct worker {
    const selftest_plan *plan;
    idt_arena *kept;    /* tallies, marks; until the end */
    idt_arena *each;    /* a listed name, as it is asked */
    idt_arena *changed; /* ... changed */
    idt_index_scratch *search, *own_scratch;
    idt_tally tally;
    uint32_t *asked_at; /* subject -> the question its score is of */
    uint16_t *score;    /* ... */
    uint32_t *named_at; /* subject -> the question that is its very name */
    uint32_t *alike_to; /* subject -> the name (place + 1) that is a strong hit for it as written */
    uint32_t *touched;  /* subjects with a hit */
    size_t touched_count;
    uint32_t question;
    const idt_profile_name *query;
    uint16_t cut;
    best_hit top;
    exempt_name *exempt;
    size_t exempt_count;
    idt_selftest out; /* rates, cells, groups */
    idt_rc rc;
    idt_error err;
} worker;

/* `groups` of `all` are those of the population. Release in any case. */
IDT_CHECK idt_rc worker_start(worker *w, const selftest_plan *plan, const idt_selftest *all);
/* The i-th of the names asked and, behind them, of the population; the error is w->err. */
IDT_CHECK idt_rc worker_test(worker *w, size_t i);
void worker_release(worker *w);

void worker_join_rate(idt_selftest_rate *to, const idt_selftest_rate *more);
void worker_join_cell(idt_selftest_cell *to, const idt_selftest_cell *more);

#endif
