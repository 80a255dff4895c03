/* However an index is split into files it answers as one; and at two instants as one that was built
 * when only what was published and recorded by then was held. */
#include "compile_world.h"

#include "index/index.h"
#include "match/score.h"

#define WORLDS 12
#define ASKED  25
#define CUT    5000

static const char *const QUERIES[] = {
    "Ayman al Zawahri", "ZAWAHIRI, Aiman", "Falcon Brotherhood", "Brothers of Sahl",
    "Garcia Lopez, M.", "Maria Lopez",     "Heron Trading GMBH", "Heron and Sons",
    "Falcons",          "Nobody At All"};
#define QUERY_COUNT (sizeof QUERIES / sizeof *QUERIES)

typedef struct asking {
    const idt_index *index;
    const idt_profile_name *query;
    idt_index_when when;
    lines *out;
} asking;

/* A hit a line for each entry in time: subject, origin, ordinal, score, llr. */
static idt_rc take(void *context, const idt_index_candidate *candidate, idt_error *err)
{
    asking *a = context;
    idt_comparison c;
    idt_compare_names(a->query, candidate->name, &c);
    for (uint32_t i = 0; i < candidate->entries && c.score >= CUT; i++) {
        idt_index_entry e;
        must(idt_index_entry_of(a->index, candidate, i, &e, err), err);
        if (!e.replaced && idt_index_in_time(&a->when, &e.span)) {
            add_line(a->out, idt_str_format(a->out->arena, IDT_STR_FMT " " IDT_STR_FMT " %u %u %d",
                                            IDT_STR_ARG(e.subject), IDT_STR_ARG(e.origin),
                                            e.ordinal, c.score, c.llr_mnat));
        }
    }
    return IDT_OK;
}

static void ask(const idt_index *index, const char *text, idt_index_when when, lines *out)
{
    idt_error err;
    idt_index_scratch *scratch;
    idt_profile_name name = {.text = idt_str_borrow(text)};
    must(idt_name_parse(name.text, IDT_NAME_ANY, NULL, out->arena, &name.parsed, &err), &err);
    must(idt_match_prepare(&name.parsed, out->arena, &name.prepared, &err), &err);
    must(idt_index_scratch_new(index, INDEX_CEILING, &scratch, &err), &err);
    const idt_index_query query = {.name = &name, .cut = CUT, .beside_mnat = -1, .when = when};
    asking a = {.index = index, .query = &name, .when = when, .out = out};
    must(idt_index_candidates(index, &query, scratch, take, &a, NULL, &err), &err);
    idt_index_scratch_free(scratch);
}

static size_t assert_same_answers(const idt_index *a, const idt_index *b, random_state *r)
{
    size_t hits = 0;
    for (int i = 0; i < ASKED; i++) {
        idt_arena *arena = idt_arena_new(INDEX_CEILING);
        lines first = {.arena = arena};
        lines second = {.arena = arena};
        const idt_index_when when = when_at(random_published(r), random_recorded(r));
        const char *query = QUERIES[random_below(r, QUERY_COUNT)];
        ask(a, query, when, &first);
        ask(b, query, when, &second);
        assert_same_lines(&first, &second);
        hits += first.count;
        idt_arena_free(arena);
    }
    return hits;
}

static void import_all(world *w, const step *steps)
{
    open_world(w);
    for (size_t i = 0; i < STEPS; i++) {
        import_step(w, &steps[i]);
    }
    w->now = 5000;
}

/* A file after each of some steps: the first a base, the others what changed after the one before.
 */
static size_t build_segments(idt_register *reg, const step *steps, idt_buf *files, random_state *r)
{
    size_t count = 0;
    int64_t after = 0;
    for (size_t i = 0; i < STEPS; i++) {
        if (i + 1 < STEPS && random_below(r, 2) == 0) {
            continue;
        }
        build_index(reg, steps[i].recorded, count > 0 ? &after : NULL, &files[count]);
        after = steps[i].recorded;
        count++;
    }
    return count;
}

static void any_split_into_files_answers_as_one(void **state)
{
    (void)state;
    random_state r = random_start("splits");
    size_t hits = 0;
    size_t splits = 0;
    for (int round = 0; round < WORLDS; round++) {
        world w;
        step steps[STEPS];
        idt_buf whole;
        idt_buf files[STEPS];
        random_steps(steps, &r);
        import_all(&w, steps);
        build_index(w.reg, IDT_INSTANT_OPEN, NULL, &whole);
        const size_t count = build_segments(w.reg, steps, files, &r);
        idt_index *one = open_index(&whole, 1);
        idt_index *many = open_index(files, count);
        hits += assert_same_answers(one, many, &r);
        splits += count > 1 ? 1 : 0;
        idt_index_close(one);
        idt_index_close(many);
        idt_buf_release(&whole);
        for (size_t i = 0; i < count; i++) {
            idt_buf_release(&files[i]);
        }
        close_world(&w);
    }
    assert_true(hits > 0 && splits > 0);
}

/* What was published and recorded by then, and nothing else. */
static size_t import_by(world *w, const step *steps, int64_t published_by, int64_t known_at)
{
    size_t count = 0;
    open_world(w);
    for (size_t i = 0; i < STEPS; i++) {
        if (steps[i].published <= published_by && steps[i].recorded <= known_at) {
            import_step(w, &steps[i]);
            count++;
        }
    }
    w->now = 5000;
    return count;
}

static size_t assert_answered_as_then(idt_register *now, idt_register *then, int64_t published_by,
                                      int64_t known_at)
{
    size_t hits = 0;
    idt_buf files[2];
    build_index(now, IDT_INSTANT_OPEN, NULL, &files[0]);
    build_index(then, IDT_INSTANT_OPEN, NULL, &files[1]);
    idt_index *of_now = open_index(&files[0], 1);
    idt_index *of_then = open_index(&files[1], 1);
    for (size_t q = 0; q < QUERY_COUNT; q++) {
        idt_arena *arena = idt_arena_new(INDEX_CEILING);
        lines first = {.arena = arena};
        lines second = {.arena = arena};
        ask(of_now, QUERIES[q], when_at(published_by, known_at), &first);
        ask(of_then, QUERIES[q], when_at(published_by, known_at), &second);
        assert_same_lines(&first, &second);
        hits += first.count;
        idt_arena_free(arena);
    }
    for (size_t i = 0; i < 2; i++) {
        idt_index_close(i == 0 ? of_now : of_then);
        idt_buf_release(&files[i]);
    }
    return hits;
}

static void a_past_question_is_answered_as_it_was_then(void **state)
{
    (void)state;
    random_state r = random_start("then and now");
    size_t hits = 0;
    for (int round = 0; round < WORLDS; round++) {
        world now;
        world then;
        step steps[STEPS];
        random_steps(steps, &r);
        import_all(&now, steps);
        const int64_t published_by = random_published(&r);
        const int64_t known_at = random_recorded(&r);
        if (import_by(&then, steps, published_by, known_at) > 0) {
            hits += assert_answered_as_then(now.reg, then.reg, published_by, known_at);
        }
        close_world(&now);
        close_world(&then);
    }
    assert_true(hits > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_split_into_files_answers_as_one),
        cmocka_unit_test(a_past_question_is_answered_as_it_was_then),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
