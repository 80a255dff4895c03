#include "selftest/selftest.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "selftest/worker.h"
#include "text/key.h"

#define THREADS_MAX 64

static const uint16_t STEPS[IDT_SELFTEST_STEPS] = {5000, 5500, 6000, 6500, 7000, 7500,
                                                   8000, 8500, 9000, 9500, 9900};

uint16_t idt_selftest_step(size_t i)
{
    return STEPS[i];
}

/* What is shared: the plan, and which name is next. */
typedef struct run {
    const selftest_plan *plan;
    atomic_size_t next;
    atomic_bool stop;
} run;

typedef struct hand {
    worker *worker;
    run *shared;
    pthread_t thread;
    bool started;
} hand;

/* ---- threads ---- */

static void *work(void *context)
{
    const hand *h = context;
    worker *w = h->worker;
    const size_t all = w->plan->asked_count + w->plan->population_count;
    while (w->rc == IDT_OK && !atomic_load(&h->shared->stop)) {
        const size_t i = atomic_fetch_add(&h->shared->next, 1);
        if (i >= all) {
            break;
        }
        w->rc = worker_test(w, i);
    }
    if (w->rc != IDT_OK) {
        atomic_store(&h->shared->stop, true);
    }
    return NULL;
}

/* Takes this thread for the first worker. */
static idt_rc run_all(run *shared, worker *workers, size_t count, idt_error *err)
{
    hand hands[THREADS_MAX];
    for (size_t i = 0; i < count; i++) {
        hands[i] = (hand){.worker = &workers[i], .shared = shared};
        hands[i].started = i > 0 && pthread_create(&hands[i].thread, NULL, work, &hands[i]) == 0;
    }
    (void)work(&hands[0]); /* does all where no other could be started */
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < count; i++) {
        if (hands[i].started) {
            (void)pthread_join(hands[i].thread, NULL);
        }
        if (rc == IDT_OK && workers[i].rc != IDT_OK) {
            rc = workers[i].rc;
            if (err != NULL) {
                *err = workers[i].err;
            }
        }
    }
    return rc;
}

static void join_counts(idt_selftest *out, const idt_selftest *more)
{
    worker_join_rate(&out->written, &more->written);
    worker_join_rate(&out->bearing, &more->bearing);
    for (int m = 0; m < IDT_MUTATION_COUNT; m++) {
        for (int s = 0; s < IDT_STRENGTHS; s++) {
            worker_join_cell(&out->cells[m][s], &more->cells[m][s]);
        }
    }
    for (size_t g = 0; g < out->group_count; g++) {
        for (size_t i = 0; i < IDT_SELFTEST_STEPS; i++) {
            out->groups[g].alerts[i] += more->groups[g].alerts[i];
        }
    }
}

static int by_reason(const void *a, const void *b)
{
    const idt_selftest_exempt *x = a;
    const idt_selftest_exempt *y = b;
    int by = idt_str_compare(x->reason, y->reason);
    by = by != 0 ? by : idt_str_compare(x->name, y->name);
    return by != 0 ? by : idt_str_compare(x->subject, y->subject);
}

static idt_rc join_exempt(const selftest_plan *p, const worker *workers, size_t count,
                          idt_selftest *out, idt_error *err)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++) {
        for (const exempt_name *e = workers[i].exempt; e != NULL; e = e->next) {
            most += p->forms[p->asked[e->asked]].count;
        }
    }
    out->exempt = IDT_NEW_N(p->arena, idt_selftest_exempt, most + 1);
    if (out->exempt == NULL) {
        return idt_arena_fail(p->arena, err);
    }
    for (size_t i = 0; i < count; i++) {
        for (const exempt_name *e = workers[i].exempt; e != NULL; e = e->next) {
            const plan_form *form = &p->forms[p->asked[e->asked]];
            for (uint32_t k = 0; k < form->count; k++) {
                out->exempt[out->exempt_count++] =
                    (idt_selftest_exempt){.name = idt_str_copy(p->arena, e->name),
                                          .subject = plan_subject(p, p->bearers[form->first + k]),
                                          .reason = idt_str_borrow(e->reason)};
            }
        }
    }
    qsort(out->exempt, out->exempt_count, sizeof *out->exempt, by_reason);
    return IDT_OK;
}

/* Each area's most frequent; the rest as one kind, so that the counts are whole. */
static void shorten(idt_selftest *out)
{
    size_t kept = 0;
    size_t in_area = 0;
    for (size_t i = 0; i < out->kind_count; i++) {
        const idt_tally_kind kind = out->kinds[i];
        const bool first = kept == 0 || !idt_str_equal(kind.area, out->kinds[kept - 1].area);
        in_area = first ? 1 : in_area + 1;
        if (in_area <= IDT_SELFTEST_KINDS) {
            out->kinds[kept++] = kind;
        } else if (in_area == IDT_SELFTEST_KINDS + 1) {
            out->kinds[kept++] = (idt_tally_kind){
                .area = kind.area, .kind = IDT_STR("other kinds"), .count = kind.count};
        } else {
            out->kinds[kept - 1].count += kind.count;
        }
    }
    out->kind_count = kept;
}

static idt_rc join_all(const selftest_plan *p, const worker *workers, size_t count,
                       idt_selftest *out, idt_error *err)
{
    idt_tally all;
    idt_rc rc = join_exempt(p, workers, count, out, err);
    idt_tally_init(&all, p->arena);
    for (size_t i = 0; rc == IDT_OK && i < count; i++) {
        join_counts(out, &workers[i].out);
        rc = idt_tally_merge(&all, &workers[i].tally, err);
    }
    if (rc == IDT_OK) {
        rc = idt_tally_sorted(&all, &out->kinds, &out->kind_count, err);
    }
    if (rc == IDT_OK) {
        shorten(out);
    }
    return rc;
}

static idt_rc test_all(const selftest_plan *p, idt_selftest *out, idt_error *err)
{
    size_t count = p->options->threads > 0 ? p->options->threads : IDT_SELFTEST_THREADS;
    count = count < THREADS_MAX ? count : THREADS_MAX;
    run shared = {.plan = p};
    worker *workers = IDT_NEW_N(p->arena, worker, count);
    idt_rc rc = workers != NULL ? IDT_OK : idt_arena_fail(p->arena, err);
    for (size_t i = 0; rc == IDT_OK && i < count; i++) {
        rc = worker_start(&workers[i], p, out);
        if (rc != IDT_OK && err != NULL) {
            *err = workers[i].err;
        }
    }
    if (rc == IDT_OK) {
        rc = run_all(&shared, workers, count, err);
    }
    if (rc == IDT_OK) {
        rc = join_all(p, workers, count, out, err);
    }
    for (size_t i = 0; workers != NULL && i < count; i++) {
        worker_release(&workers[i]);
    }
    return rc;
}

idt_rc idt_selftest_run(const idt_index *index, const idt_selftest_options *options,
                        idt_arena *arena, idt_selftest *out, idt_error *err)
{
    selftest_plan plan = {.index = index,
                          .options = options,
                          .compare =
                              options->compare != NULL ? options->compare : idt_compare_names,
                          .arena = arena};
    *out = (idt_selftest){.at_us = options->at_us,
                          .seed = options->seed,
                          .text_tables = idt_str_borrow(IDT_TEXT_TABLES),
                          .name_tables = idt_str_borrow(IDT_NAME_TABLES),
                          .weights = idt_str_borrow(IDT_WEIGHTS_VERSION)};
    const idt_rc rc = plan_make(&plan, out, err);
    return rc == IDT_OK ? test_all(&plan, out, err) : rc;
}

/* ---- the bars of the study ---- */

idt_selftest_cell idt_selftest_typo(const idt_selftest *result)
{
    static const idt_mutation slips[] = {IDT_MUTATION_KEYBOARD, IDT_MUTATION_DROPPED,
                                         IDT_MUTATION_ADDED, IDT_MUTATION_SWAPPED};
    idt_selftest_cell out = {0};
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        worker_join_cell(&out, &result->cells[slips[i]][IDT_STRENGTH_MINOR]);
    }
    return out;
}

idt_selftest_cell idt_selftest_shuffled(const idt_selftest *result)
{
    idt_selftest_cell out = result->cells[IDT_MUTATION_WORD_SWAPPED][IDT_STRENGTH_MINOR];
    worker_join_cell(&out, &result->cells[IDT_MUTATION_WORD_SWAPPED][IDT_STRENGTH_MAJOR]);
    return out;
}

idt_selftest_rate idt_selftest_plain(const idt_selftest_cell *cell)
{
    const idt_selftest_rate *a = &cell->common;
    const idt_selftest_rate *b = &cell->listed;
    return (idt_selftest_rate){.tried = cell->able.tried - a->tried - b->tried,
                               .found = cell->able.found - a->found - b->found,
                               .top = cell->able.top - a->top - b->top,
                               .wrong = cell->able.wrong - a->wrong - b->wrong};
}

bool idt_selftest_is_of(const idt_selftest *result, const idt_index *index)
{
    const size_t count = idt_index_files(index);
    bool same = result->file_count == count;
    for (size_t i = 0; same && i < count; i++) {
        const idt_index_info info = idt_index_info_of(index, i);
        same = memcmp(&info.file_id, &result->files[i].file_id, sizeof info.file_id) == 0;
    }
    return same;
}
