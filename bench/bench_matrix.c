/* matrix in process: the statuses of 500 of 20,000 subjects x 15 statements on one day.
 *
 *   bench_matrix DATA_DIR [SUBJECTS]
 *
 * Prints a JSON line a figure. The reference, measured in the same run, is one status asked alone,
 * 500 times over.
 */
#include "generated_subjects.h"
#include "register/matrix.h"

#define ROUNDS 7
#define ASKED  500

/* 500 subjects spread over all, other ones each round. */
static idt_subject *choose(idt_register *reg, const idt_view *view, int subjects, int round,
                           idt_arena *arena)
{
    idt_error err;
    idt_subject *chosen = IDT_NEW_N(arena, idt_subject, ASKED);
    for (int i = 0; i < ASKED && chosen != NULL; i++) {
        const idt_subject *subject;
        const int n = (int)(((int64_t)i * subjects / ASKED + round * 3) % subjects);
        must(
            idt_subject_of(reg, view, idt_str_format(arena, "bench:s%d", n), arena, &subject, &err),
            &err);
        chosen[i] = *subject;
    }
    return chosen;
}

/* The time of one matrix, in milliseconds; the statuses one by one where `alone`. */
static double matrix(idt_register *reg, int subjects, int round, bool alone, idt_arena *arena)
{
    idt_error err;
    idt_view view;
    idt_matrix m;
    const idt_status_question question = {.as_of = 20000};
    idt_arena_clear(arena);
    must(idt_register_view(reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err), &err);
    const int64_t start = clock_ns(); /* finding the subjects counts, and reading their records */
    const idt_subject *chosen = choose(reg, &view, subjects, round, arena);
    if (!alone) {
        must(idt_matrix_compute(reg, &view, chosen, ASKED, &question, arena, &m, &err), &err);
    }
    for (int i = 0; i < ASKED && alone; i++) {
        const idt_listing_status *rows;
        size_t count;
        must(idt_subject_statuses(reg, &view, &chosen[i], &question, arena, &rows, &count, &err),
             &err);
    }
    return (double)(clock_ns() - start) / 1e6;
}

int main(int argc, char **argv)
{
    double ours[ROUNDS];
    double alone[ROUNDS];
    const int subjects = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 20000;
    bench_register b = bench_open(argc, argv, subjects);
    for (int r = 0; r < ROUNDS; r++) {
        ours[r] = matrix(b.reg, subjects, 2 * r, false, b.arena);
        alone[r] = matrix(b.reg, subjects, 2 * r + 1, true, b.arena);
    }
    print_figure("matrix_500_subjects", median(ours, ROUNDS), "ms", "statuses_one_by_one",
                 median(alone, ROUNDS));
    bench_close(&b);
    return 0;
}
