/* An ordered pipeline: nothing lost, nothing out of order, whatever the threads do. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
/* clang-format on */

#include <sched.h>

#include "parties/pipeline.h"

#define BATCHES_MAX 64
#define NEVER       UINT64_MAX

typedef struct batch {
    uint64_t number, worked;
} batch;

/* One run: `count` batches, and where something goes wrong. */
typedef struct world {
    uint64_t count;
    uint64_t fill_fails, work_fails, drain_fails; /* at this batch; NEVER */
    uint64_t filled;                              /* the filler's */
    uint64_t drained;                             /* the caller's */
    atomic_uint_fast64_t under_way, most_under_way, worked;
    atomic_bool stop;
} world;

static idt_rc fill(void *context, void *into, bool *last, idt_error *err)
{
    world *w = context;
    batch *b = into;
    const uint64_t now = atomic_fetch_add(&w->under_way, 1) + 1;
    if (now > atomic_load(&w->most_under_way)) {
        atomic_store(&w->most_under_way, now);
    }
    *b = (batch){.number = w->filled++};
    *last = b->number + 1 == w->count;
    return b->number == w->fill_fails
               ? idt_fail(err, IDT_E_IO, "fill %llu", (unsigned long long)b->number)
               : IDT_OK;
}

/* Some batches take longer than others. */
static idt_rc work(void *context, void *on, idt_error *err)
{
    world *w = context;
    batch *b = on;
    for (uint64_t i = 0; i < b->number * 7919 % 31; i++) {
        (void)sched_yield();
    }
    b->worked = b->number * 3;
    atomic_fetch_add(&w->worked, 1);
    return b->number >= w->work_fails
               ? idt_fail(err, IDT_E_INPUT, "work %llu", (unsigned long long)b->number)
               : IDT_OK;
}

static idt_rc drain(void *context, void *of, idt_error *err)
{
    world *w = context;
    const batch *b = of;
    assert_int_equal(b->number, w->drained);
    assert_int_equal(b->worked, b->number * 3);
    w->drained++;
    atomic_fetch_sub(&w->under_way, 1);
    return b->number == w->drain_fails
               ? idt_fail(err, IDT_E_FULL, "drain %llu", (unsigned long long)b->number)
               : IDT_OK;
}

static idt_rc run(world *w, size_t workers, size_t batches, idt_error *err)
{
    batch store[BATCHES_MAX];
    void *pointers[BATCHES_MAX];
    void *contexts[BATCHES_MAX];
    for (size_t i = 0; i < BATCHES_MAX; i++) {
        pointers[i] = &store[i];
        contexts[i] = w;
    }
    idt_arena *arena = idt_arena_new((size_t)1 << 20);
    const idt_pipeline p = {.fill = fill,
                            .fill_context = w,
                            .work = work,
                            .work_contexts = contexts,
                            .worker_count = workers,
                            .drain = drain,
                            .drain_context = w,
                            .batches = pointers,
                            .batch_count = batches,
                            .stop = &w->stop};
    const idt_rc rc = idt_pipeline_run(&p, arena, err);
    idt_arena_free(arena);
    return rc;
}

static world world_of(uint64_t count)
{
    return (world){.count = count, .fill_fails = NEVER, .work_fails = NEVER, .drain_fails = NEVER};
}

static void batches_come_out_in_the_order_they_went_in(void **state)
{
    (void)state;
    for (size_t workers = 1; workers <= 8; workers++) {
        idt_error err;
        world w = world_of(500);
        assert_int_equal(run(&w, workers, 2 * workers + 2, &err), IDT_OK);
        assert_int_equal(w.drained, 500);
        assert_int_equal(w.worked, 500);
    }
}

static void who_is_ahead_waits(void **state)
{
    (void)state;
    idt_error err;
    world w = world_of(300);
    assert_int_equal(run(&w, 3, 5, &err), IDT_OK);
    assert_true(w.most_under_way <= 5);
    world few = world_of(300);
    assert_int_equal(run(&few, 8, 2, &err), IDT_OK);
    assert_true(few.most_under_way <= 2);
}

static void a_stream_of_one_batch_ends(void **state)
{
    (void)state;
    idt_error err;
    world w = world_of(1);
    assert_int_equal(run(&w, 4, 10, &err), IDT_OK);
    assert_int_equal(w.drained, 1);
}

static void the_first_error_in_order_counts_and_what_is_before_it_comes_out(void **state)
{
    (void)state;
    for (size_t workers = 1; workers <= 4; workers++) {
        idt_error err;
        world w = world_of(500);
        w.work_fails = 123; /* this one and all behind it */
        assert_int_equal(run(&w, workers, 2 * workers + 2, &err), IDT_E_INPUT);
        assert_string_equal(err.message, "work 123");
        assert_int_equal(w.drained, 124); /* the failing batch with what it holds */
        assert_true(atomic_load(&w.stop));
        assert_true(w.filled <= 124 + 2 * workers + 2);
    }
}

static void what_was_read_before_reading_fails_comes_out(void **state)
{
    (void)state;
    idt_error err;
    world w = world_of(500);
    w.fill_fails = 200;
    assert_int_equal(run(&w, 3, 8, &err), IDT_E_IO);
    assert_string_equal(err.message, "fill 200");
    assert_int_equal(w.drained, 201);
    assert_int_equal(w.filled, 201);
}

static void working_fails_before_reading_what_follows_does(void **state)
{
    (void)state;
    idt_error err;
    world w = world_of(500);
    w.fill_fails = 200;
    w.work_fails = 200;
    assert_int_equal(run(&w, 3, 8, &err), IDT_E_INPUT);
    assert_string_equal(err.message, "work 200");
}

static void a_full_disk_stops_all(void **state)
{
    (void)state;
    idt_error err;
    world w = world_of(1000000);
    w.drain_fails = 50;
    assert_int_equal(run(&w, 3, 8, &err), IDT_E_FULL);
    assert_int_equal(w.drained, 51);
    assert_true(w.filled <= 51 + 8);
}

static void there_is_a_processor(void **state)
{
    (void)state;
    assert_in_range(idt_processors(), 1, IDT_PIPELINE_WORKERS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(batches_come_out_in_the_order_they_went_in),
        cmocka_unit_test(who_is_ahead_waits),
        cmocka_unit_test(a_stream_of_one_batch_ends),
        cmocka_unit_test(the_first_error_in_order_counts_and_what_is_before_it_comes_out),
        cmocka_unit_test(what_was_read_before_reading_fails_comes_out),
        cmocka_unit_test(working_fails_before_reading_what_follows_does),
        cmocka_unit_test(a_full_disk_stops_all),
        cmocka_unit_test(there_is_a_processor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
