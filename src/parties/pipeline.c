#include "parties/pipeline.h"

#include <assert.h>
#include <pthread.h>
#include <sched.h>

/* The n-th batch of the stream is in slot n % batch_count. */
typedef enum slot_state { SLOT_FREE, SLOT_FILLED, SLOT_TAKEN, SLOT_WORKED } slot_state;

typedef struct slot {
    void *batch;
    slot_state state;
    bool last;
    idt_rc rc; /* of filling or working */
    idt_error err;
} slot;

typedef struct line {
    const idt_pipeline *p;
    slot *slots;
    pthread_mutex_t lock; /* all below, and the state of every slot */
    pthread_cond_t freed, filled, worked;
    uint64_t next_to_work;
    uint64_t end; /* number of the batch behind the last; UINT64_MAX: not known yet */
    bool over;    /* nothing more is wanted */
} line;

typedef struct worker {
    line *l;
    void *context;
    pthread_t thread;
} worker;

static slot *slot_of(line *l, uint64_t number)
{
    return &l->slots[number % l->p->batch_count];
}

/* With the lock held. Everybody who waits looks again. */
static void end_all(line *l)
{
    l->over = true;
    atomic_store(l->p->stop, true);
    (void)pthread_cond_broadcast(&l->freed);
    (void)pthread_cond_broadcast(&l->filled);
    (void)pthread_cond_broadcast(&l->worked);
}

/* ---- the thread that fills ---- */

static bool wait_for_free(line *l, const slot *s)
{
    (void)pthread_mutex_lock(&l->lock);
    while (s->state != SLOT_FREE && !l->over) {
        (void)pthread_cond_wait(&l->freed, &l->lock);
    }
    const bool go_on = !l->over;
    (void)pthread_mutex_unlock(&l->lock);
    return go_on;
}

static void *fill_all(void *context)
{
    line *l = context;
    bool last = false;
    for (uint64_t n = 0; !last; n++) {
        slot *s = slot_of(l, n);
        if (!wait_for_free(l, s)) {
            break;
        }
        s->rc = l->p->fill(l->p->fill_context, s->batch, &last, &s->err);
        last |= s->rc != IDT_OK;
        s->last = last;
        (void)pthread_mutex_lock(&l->lock);
        s->state = SLOT_FILLED;
        l->end = last ? n + 1 : l->end;
        (void)pthread_cond_broadcast(&l->filled);
        (void)pthread_mutex_unlock(&l->lock);
    }
    return NULL;
}

/* ---- a worker ---- */

/* The next batch nobody works on; NULL where there is none any more. */
static slot *take(line *l)
{
    slot *s = NULL;
    (void)pthread_mutex_lock(&l->lock);
    while (!l->over && l->next_to_work < l->end && s == NULL) {
        s = slot_of(l, l->next_to_work);
        if (s->state != SLOT_FILLED) {
            s = NULL;
            (void)pthread_cond_wait(&l->filled, &l->lock);
        }
    }
    if (s != NULL) {
        s->state = SLOT_TAKEN;
        l->next_to_work++;
    }
    (void)pthread_mutex_unlock(&l->lock);
    return s;
}

static void *work_on(void *context)
{
    worker *w = context;
    line *l = w->l;
    for (slot *s; (s = take(l)) != NULL;) {
        idt_error err;
        const idt_rc rc = l->p->work(w->context, s->batch, &err);
        if (rc != IDT_OK) { /* it stands before what went wrong with filling the rest */
            s->rc = rc;
            s->err = err;
        }
        (void)pthread_mutex_lock(&l->lock);
        s->state = SLOT_WORKED;
        (void)pthread_cond_broadcast(&l->worked);
        (void)pthread_mutex_unlock(&l->lock);
    }
    return NULL;
}

/* ---- the caller's thread ---- */

static void wait_for_worked(line *l, const slot *s)
{
    (void)pthread_mutex_lock(&l->lock);
    while (s->state != SLOT_WORKED) {
        (void)pthread_cond_wait(&l->worked, &l->lock);
    }
    (void)pthread_mutex_unlock(&l->lock);
}

static idt_rc drain_all(line *l, idt_error *err)
{
    for (uint64_t n = 0;; n++) {
        slot *s = slot_of(l, n);
        wait_for_worked(l, s);
        const idt_rc rc = l->p->drain(l->p->drain_context, s->batch, err);
        if (rc != IDT_OK) {
            return rc;
        }
        if (s->rc != IDT_OK) {
            if (err != NULL) {
                *err = s->err;
            }
            return s->rc;
        }
        if (s->last) {
            return IDT_OK;
        }
        (void)pthread_mutex_lock(&l->lock);
        s->state = SLOT_FREE;
        (void)pthread_cond_signal(&l->freed);
        (void)pthread_mutex_unlock(&l->lock);
    }
}

static idt_rc start(pthread_t *thread, void *(*run)(void *), void *context, idt_error *err)
{
    const int why = pthread_create(thread, NULL, run, context);
    return why == 0 ? IDT_OK : idt_fail_errno(err, why, "a thread cannot be made");
}

static idt_rc run_threads(line *l, worker *workers, idt_error *err)
{
    pthread_t filler;
    size_t started = 0;
    idt_rc rc = start(&filler, fill_all, l, err);
    const bool fills = rc == IDT_OK;
    for (; started < l->p->worker_count && rc == IDT_OK; started++) {
        workers[started] = (worker){.l = l, .context = l->p->work_contexts[started]};
        rc = start(&workers[started].thread, work_on, &workers[started], err);
    }
    started -= rc != IDT_OK && started > 0 ? 1 : 0; /* the last one was not */
    rc = rc == IDT_OK ? drain_all(l, err) : rc;
    (void)pthread_mutex_lock(&l->lock);
    end_all(l);
    (void)pthread_mutex_unlock(&l->lock);
    for (size_t i = 0; i < started; i++) {
        (void)pthread_join(workers[i].thread, NULL);
    }
    if (fills) {
        (void)pthread_join(filler, NULL);
    }
    return rc;
}

idt_rc idt_pipeline_run(const idt_pipeline *pipeline, idt_arena *arena, idt_error *err)
{
    line l = {.p = pipeline, .end = UINT64_MAX};
    assert(pipeline->worker_count > 0 && pipeline->batch_count > 1);
    worker *workers = IDT_NEW_N(arena, worker, pipeline->worker_count);
    l.slots = IDT_NEW_N(arena, slot, pipeline->batch_count);
    if (workers == NULL || l.slots == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (size_t i = 0; i < pipeline->batch_count; i++) {
        l.slots[i].batch = pipeline->batches[i];
    }
    (void)pthread_mutex_init(&l.lock, NULL);
    (void)pthread_cond_init(&l.freed, NULL);
    (void)pthread_cond_init(&l.filled, NULL);
    (void)pthread_cond_init(&l.worked, NULL);
    const idt_rc rc = run_threads(&l, workers, err);
    (void)pthread_cond_destroy(&l.worked);
    (void)pthread_cond_destroy(&l.filled);
    (void)pthread_cond_destroy(&l.freed);
    (void)pthread_mutex_destroy(&l.lock);
    return rc;
}

size_t idt_processors(void)
{
    cpu_set_t set;
    const int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n < 1 ? 1 : n > IDT_PIPELINE_WORKERS_MAX ? IDT_PIPELINE_WORKERS_MAX : (size_t)n;
}
