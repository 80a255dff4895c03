/* The assignment against trying everything: match/assign.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/align.h"
#include "match/assign.h"
#include "random.h"

#define ROUNDS 3000
#define SIDE   5

static int32_t best_of(const idt_edge *edges, size_t count, size_t from, uint64_t rows,
                       uint64_t columns)
{
    int32_t best = 0;
    for (size_t i = from; i < count; i++) {
        const uint64_t row = UINT64_C(1) << edges[i].row;
        const uint64_t column = UINT64_C(1) << edges[i].column;
        if ((rows & row) == 0 && (columns & column) == 0) {
            const int32_t sum =
                edges[i].value + best_of(edges, count, i + 1, rows | row, columns | column);
            best = sum > best ? sum : best;
        }
    }
    return best;
}

static int32_t checked_sum(const idt_edge *edges, const uint16_t *taken, size_t count)
{
    uint64_t rows = 0;
    uint64_t columns = 0;
    int32_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        const idt_edge *e = &edges[taken[i]];
        assert_true((rows >> e->row & 1) == 0 && (columns >> e->column & 1) == 0);
        rows |= UINT64_C(1) << e->row;
        columns |= UINT64_C(1) << e->column;
        sum += e->value;
    }
    return sum;
}

static size_t random_edges(random_state *r, size_t side, uint32_t one_in, idt_edge *edges)
{
    size_t count = 0;
    for (size_t i = 0; i < side; i++) {
        for (size_t k = 0; k < side; k++) {
            if (random_below(r, one_in) == 0) {
                edges[count++] = (idt_edge){.row = (uint8_t)i,
                                            .column = (uint8_t)k,
                                            .value = 1 + (int32_t)random_below(r, 20)};
            }
        }
    }
    return count;
}

static void no_assignment_is_better(void **state)
{
    (void)state;
    random_state r = random_start("assign");
    idt_edge edges[SIDE * SIDE];
    uint16_t taken[IDT_NAME_PARTS_MAX];
    for (int round = 0; round < ROUNDS; round++) {
        bool greedy;
        const size_t count = random_edges(&r, SIDE, 2, edges);
        const size_t pairs = idt_assign(edges, count, taken, &greedy);
        assert_false(greedy);
        assert_int_equal(checked_sum(edges, taken, pairs), best_of(edges, count, 0, 0, 0));
    }
}

static void beyond_eight_in_dispute_it_is_greedy_and_says_so(void **state)
{
    (void)state;
    random_state r = random_start("greedy");
    static idt_edge edges[IDT_NAME_PARTS_MAX * IDT_NAME_PARTS_MAX];
    uint16_t taken[IDT_NAME_PARTS_MAX];
    uint16_t again[IDT_NAME_PARTS_MAX];
    bool greedy;
    const size_t count = random_edges(&r, IDT_NAME_PARTS_MAX, 1, edges);
    const size_t pairs = idt_assign(edges, count, taken, &greedy);
    assert_true(greedy);
    assert_int_equal(pairs, IDT_NAME_PARTS_MAX);
    (void)checked_sum(edges, taken, pairs);
    assert_int_equal(idt_assign(edges, count, again, &greedy), pairs);
    assert_memory_equal(taken, again, pairs * sizeof *taken);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_assignment_is_better),
        cmocka_unit_test(beyond_eight_in_dispute_it_is_greedy_and_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
