/* pipeline.h - work on a stream in order: one thread fills batches, several work on them, the
 * caller's thread drains them.
 *
 *   fill 1 2 3 4 ...        work  [2] [1] [3]        drain 1 2 3 4 ...
 *
 * I1  Batches are drained in the order they were filled, whatever the number of workers.
 * I2  No more batches are under way than there are (`batch_count`): who is ahead waits.
 * I3  The first error in that order counts. What was filled and worked on before it is drained,
 *     and so is the failing batch with what it holds; what comes after it is not.
 * I4  When the call returns no thread of it is left.
 *
 * The steps own what a batch is. Each sees a batch alone; a worker's context belongs to one thread.
 * `stop` becomes true once nothing more is wanted: a step that waits looks at it.
 */
#ifndef INTERDICT_PARTIES_PIPELINE_H
#define INTERDICT_PARTIES_PIPELINE_H

#include <stdatomic.h>

#include "core/arena.h"

#define IDT_PIPELINE_WORKERS_MAX 256

typedef struct idt_pipeline {
    /* Fills `batch`; *last where nothing follows it (it may itself be empty). */
    idt_rc (*fill)(void *context, void *batch, bool *last, idt_error *err);
    void *fill_context;
    idt_rc (*work)(void *context, void *batch, idt_error *err);
    void *const *work_contexts; /* one a worker */
    size_t worker_count;        /* 1 to IDT_PIPELINE_WORKERS_MAX */
    idt_rc (*drain)(void *context, void *batch, idt_error *err);
    void *drain_context;
    void *const *batches;
    size_t batch_count; /* at least 2; 2 a worker and 2 keep all busy */
    atomic_bool *stop;  /* false at the start */
} idt_pipeline;

/* Runs until the stream ends. The error is that of the step; IDT_E_IO where a thread cannot be
 * made. */
IDT_CHECK idt_rc idt_pipeline_run(const idt_pipeline *pipeline, idt_arena *arena, idt_error *err);

/* Processors this process may run on; at least 1, at most IDT_PIPELINE_WORKERS_MAX. */
size_t idt_processors(void);

#endif
