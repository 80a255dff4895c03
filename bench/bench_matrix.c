/* matrix and diff in process, of 20,000 subjects x 15 statements: the statuses of 500 on one day;
 * what differs between two days, two published instants, two recorded ones.
 *
 *   bench_matrix DATA_DIR [SUBJECTS]
 *
 * Prints a JSON line a figure. The references, measured in the same run: one status asked alone,
 * 500 times over; every status computed on both days. Ten times the subjects, of which ten times as
 * many differ, cost ten times as much; ten times the subjects with the same number that differ, the
 * same.
 */
#include "generated_subjects.h"
#include "load/derive.h"
#include "register/difference.h"
#include "register/status_difference.h"

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

/* Between two days, in milliseconds: `all` computes every status twice. */
static double days(bench_register *b, int from, int to, bool all, size_t *found, size_t *computed)
{
    idt_error err;
    idt_view view;
    idt_status_changes changes;
    const idt_days_question q = {.from = from, .to = to, .compute_all = all};
    idt_arena_clear(b->arena);
    must(idt_register_view(b->reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err), &err);
    const int64_t start = clock_ns();
    must(idt_statuses_differing(b->reg, &view, &IDT_DERIVER, &q, b->arena, &changes, &err), &err);
    *found = changes.count;
    *computed = changes.computed;
    return (double)(clock_ns() - start) / 1e6;
}

/* Between the two editions (1 % of the records differ), or from before the first (all are new). */
static double instants(bench_register *b, idt_axis axis, bool all, size_t *found)
{
    idt_error err;
    idt_view view;
    const idt_edition_info *editions;
    const idt_record_change *changes;
    size_t count;
    idt_arena_clear(b->arena);
    must(idt_register_view(b->reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err), &err);
    must(idt_register_editions(b->reg, &view, IDT_STR("bench"), b->arena, &editions, &count, &err),
         &err);
    const idt_difference_question q = {.axis = axis,
                                       .from_us = editions[0].recorded_us - (all ? 1 : 0),
                                       .to_us = view.known_at_us};
    const int64_t start = clock_ns();
    must(idt_records_differing(b->reg, &view, &q, b->arena, &changes, found, &err), &err);
    return (double)(clock_ns() - start) / 1e6;
}

static void measure_days(bench_register *b)
{
    double month[ROUNDS];
    double all[ROUNDS];
    size_t found;
    size_t computed;
    for (int r = 0; r < ROUNDS;
         r++) { /* a month of 2018; of 2019, when every subject was reviewed */
        month[r] = days(b, 17700, 17730, false, &found, &computed);
    }
    printf("%zu differ between two days, %zu computed\n", found, computed);
    for (int r = 0; r < ROUNDS / 2; r++) {
        all[r] = days(b, 17700, 17730, true, &found, &computed);
    }
    print_figure("diff_as_of_20000", median(month, ROUNDS), "ms", "every_status_twice",
                 median(all, ROUNDS / 2));
    print_figure("diff_as_of_all_candidates", days(b, 18010, 18040, false, &found, &computed), "ms",
                 "", 0);
}

static void measure_instants(bench_register *b)
{
    static const char *const names[] = {"diff_published_20000", "diff_known_20000"};
    double times[ROUNDS];
    size_t found;
    for (int axis = 0; axis < 2; axis++) {
        for (int r = 0; r < ROUNDS; r++) {
            times[r] = instants(b, (idt_axis)axis, false, &found);
        }
        print_figure(names[axis], median(times, ROUNDS), "ms", "", 0);
    }
    print_figure("diff_known_all_new", instants(b, IDT_AXIS_KNOWN, true, &found), "ms", "", 0);
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
    measure_days(&b);
    measure_instants(&b);
    bench_close(&b);
    return 0;
}
