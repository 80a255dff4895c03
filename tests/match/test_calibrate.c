/* The fit of a threshold: match/calibrate.h, against looking at every threshold there is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "match/calibrate.h"
#include "random.h"

#define ROWS 160

typedef struct seen {
    uint64_t alerts, right, matches;
} seen;

static seen look(const idt_labels *labels, uint16_t threshold)
{
    seen s = {0};
    for (size_t i = 0; i < labels->count; i++) {
        const idt_labelled *row = &labels->rows[i];
        s.matches += row->match;
        s.alerts += row->score >= threshold;
        s.right += row->match && row->score >= threshold;
    }
    return s;
}

static double f1(seen s)
{
    return s.right == 0 ? 0 : 2.0 * (double)s.right / (double)(s.alerts + s.matches);
}

static void random_rows(random_state *r, idt_labelled *rows, idt_labels *out)
{
    *out = (idt_labels){.rows = rows, .count = 1 + random_below(r, ROWS), .groups = 30};
    const size_t step = 1 + random_below(r, 900);
    for (size_t i = 0; i < out->count; i++) {
        const size_t score = random_below(r, 10001) / step * step;
        rows[i] = (idt_labelled){.score = (uint16_t)score,
                                 .match = random_below(r, 10001) < score,
                                 .group = (uint32_t)random_below(r, 30)};
    }
}

static void no_other_threshold_has_a_better_f1(void **state)
{
    (void)state;
    random_state r = random_start("f1");
    idt_labelled rows[ROWS];
    for (int n = 0; n < 60; n++) {
        idt_labels labels;
        uint16_t threshold = 0;
        random_rows(&r, rows, &labels);
        if (!idt_calibrate_fit(&labels, (idt_target){.kind = IDT_TARGET_F1}, &threshold)) {
            continue;
        }
        const double best = f1(look(&labels, threshold));
        for (uint32_t t = 1; t <= 10000; t++) {
            assert_true(f1(look(&labels, (uint16_t)t)) <= best + 1e-12);
        }
    }
}

static bool reaches(const idt_labels *labels, idt_target target, uint16_t threshold)
{
    const seen s = look(labels, threshold);
    return s.alerts > 0 &&
           s.right * 10000 >=
               target.least * (target.kind == IDT_TARGET_PRECISION ? s.alerts : s.matches);
}

static void the_threshold_of_a_target_is_the_last_that_reaches_it(void **state)
{
    (void)state;
    random_state r = random_start("targets");
    idt_labelled rows[ROWS];
    for (int n = 0; n < 60; n++) {
        idt_labels labels;
        uint16_t threshold = 0;
        const idt_target target = {.kind = n % 2 == 0 ? IDT_TARGET_PRECISION : IDT_TARGET_RECALL,
                                   .least = (uint16_t)(5000 + random_below(&r, 5001))};
        random_rows(&r, rows, &labels);
        const bool found = idt_calibrate_fit(&labels, target, &threshold);
        bool any = false;
        const seen at = look(&labels, threshold);
        for (uint32_t t = 1; t <= 10000; t++) {
            if (!reaches(&labels, target, (uint16_t)t)) {
                continue;
            }
            any = true;
            const seen other = look(&labels, (uint16_t)t);
            /* Lower for precision, higher for recall, or as good as it. */
            assert_true(target.kind == IDT_TARGET_PRECISION ? at.alerts >= other.alerts
                                                            : at.alerts <= other.alerts);
        }
        assert_int_equal(found, any);
        assert_true(!found || reaches(&labels, target, threshold));
    }
}

static void the_order_of_rows_changes_nothing(void **state)
{
    (void)state;
    random_state r = random_start("order");
    idt_arena *arena = idt_arena_new((size_t)16 << 20);
    idt_labelled rows[ROWS];
    idt_labelled turned[ROWS];
    idt_calibration a;
    idt_calibration b;
    idt_error err;
    for (size_t i = 0; i < ROWS; i++) {
        const size_t score = random_below(&r, 10001);
        rows[i] = (idt_labelled){.score = (uint16_t)score,
                                 .match = score > 6000 || i % 5 == 0,
                                 .group = (uint32_t)(i % 40)};
        turned[ROWS - 1 - i] = rows[i];
    }
    const idt_labels one = {.rows = rows, .count = ROWS, .groups = 40};
    const idt_labels two = {.rows = turned, .count = ROWS, .groups = 40};
    const idt_target target = {.kind = IDT_TARGET_F1};
    assert_int_equal(idt_calibrate(&one, target, 7000, 200, 9, arena, &a, &err), IDT_OK);
    assert_int_equal(idt_calibrate(&two, target, 7000, 200, 9, arena, &b, &err), IDT_OK);
    assert_null(a.refused);
    assert_memory_equal(&a.threshold, &b.threshold, sizeof a.threshold);
    assert_memory_equal(&a.fitted, &b.fitted, sizeof a.fitted);
    assert_true(a.threshold.low <= a.threshold.value && a.threshold.value <= a.threshold.high);
    idt_arena_free(arena);
}

static void an_interval_of_more_rows_is_narrower(void **state)
{
    (void)state;
    random_state r = random_start("width");
    idt_arena *arena = idt_arena_new((size_t)64 << 20);
    idt_labelled *rows = IDT_NEW_N(arena, idt_labelled, 20000);
    idt_calibration few;
    idt_calibration many;
    idt_error err;
    for (size_t i = 0; i < 20000; i++) {
        const size_t score = random_below(&r, 10001);
        rows[i] = (idt_labelled){.score = (uint16_t)score,
                                 .match = random_below(&r, 10001) < score,
                                 .group = (uint32_t)(i % 100)};
    }
    const idt_target target = {.kind = IDT_TARGET_RECALL, .least = 8000};
    const idt_labels small = {.rows = rows, .count = 200, .groups = 100};
    const idt_labels large = {.rows = rows, .count = 20000, .groups = 100};
    assert_int_equal(idt_calibrate(&small, target, 7000, 300, 1, arena, &few, &err), IDT_OK);
    assert_int_equal(idt_calibrate(&large, target, 7000, 300, 1, arena, &many, &err), IDT_OK);
    assert_true(many.present.precision.high - many.present.precision.low <
                few.present.precision.high - few.present.precision.low);
    idt_arena_free(arena);
}

static void nothing_to_fit_is_said(void **state)
{
    (void)state;
    idt_arena *arena = idt_arena_new((size_t)16 << 20);
    idt_calibration c;
    idt_error err;
    const idt_labels none = {0};
    assert_int_equal(idt_calibrate(&none, (idt_target){0}, 7000, 100, 1, arena, &c, &err), IDT_OK);
    assert_non_null(c.refused);
    idt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_other_threshold_has_a_better_f1),
        cmocka_unit_test(the_threshold_of_a_target_is_the_last_that_reaches_it),
        cmocka_unit_test(the_order_of_rows_changes_nothing),
        cmocka_unit_test(an_interval_of_more_rows_is_narrower),
        cmocka_unit_test(nothing_to_fit_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
