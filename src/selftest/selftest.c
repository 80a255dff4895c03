#include "selftest/selftest.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "selftest/kind_of_pair.h"
#include "selftest/plan.h"
#include "text/key.h"

#define CEILING      ((size_t)4 << 30)   /* of one thread's memory: scratch, tallies */
#define EACH_CEILING ((size_t)256 << 20) /* of one question's */
#define THREADS_MAX  64
#define CURVE_FROM   5000

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
    run *shared;
    const selftest_plan *plan;
    idt_arena *kept;    /* tallies, marks; until the end */
    idt_arena *each;    /* a listed name, as it is asked */
    idt_arena *changed; /* ... changed */
    idt_index_scratch *search, *own_scratch;
    idt_tally tally;
    uint32_t *asked_at; /* subject -> the question its score is of */
    uint16_t *score;    /* ... */
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
    pthread_t thread;
    bool started;
    idt_rc rc;
    idt_error err;
} worker;

/* ---- a question ---- */

static void note_best(worker *w, const idt_index_candidate *candidate, const idt_comparison *c,
                      uint32_t form)
{
    if (c->score > w->top.score || (c->score == w->top.score && c->llr_mnat > w->top.llr)) {
        w->top.score = c->score;
        w->top.llr = c->llr_mnat;
        w->top.form = form;
        w->top.name = candidate->name->text;
        (void)kind_of_pair(c, w->top.kind);
    }
}

static idt_rc take_hit(void *context, const idt_index_candidate *candidate, idt_error *err)
{
    worker *w = context;
    const selftest_plan *p = w->plan;
    idt_comparison c;
    (void)err;
    p->compare(w->query, candidate->name, &c);
    const uint32_t number = p->at[candidate->file][candidate->form];
    if (c.score < w->cut || number == 0) {
        return IDT_OK;
    }
    const plan_form *form = &p->forms[number - 1];
    for (uint32_t i = 0; i < form->count; i++) {
        const uint32_t subject = p->bearers[form->first + i];
        if (w->asked_at[subject] != w->question) {
            w->asked_at[subject] = w->question;
            w->score[subject] = 0;
            w->touched[w->touched_count++] = subject;
        }
        w->score[subject] = c.score > w->score[subject] ? c.score : w->score[subject];
    }
    note_best(w, candidate, &c, number - 1);
    return IDT_OK;
}

static uint16_t score_of(const worker *w, uint32_t subject)
{
    return w->asked_at[subject] == w->question ? w->score[subject] : 0;
}

static idt_rc prepare(idt_str text, idt_name_kind kind, idt_arena *arena, idt_profile_name *out,
                      idt_error *err)
{
    *out = (idt_profile_name){.text = text};
    const idt_rc rc = idt_name_parse(text, kind, NULL, arena, &out->parsed, err);
    return rc == IDT_OK ? idt_match_prepare(&out->parsed, arena, &out->prepared, err) : rc;
}

static idt_rc ask(worker *w, const idt_profile_name *query, uint16_t cut)
{
    w->query = query;
    w->cut = cut;
    w->question++;
    w->touched_count = 0;
    w->top.score = 0;
    w->top.llr = INT32_MIN;
    const idt_index_query asked = {.name = query, .cut = cut, .when = w->plan->options->when};
    return idt_index_candidates(w->plan->index, &asked, w->search, take_hit, w, NULL, &w->err);
}

/* ---- what was found ---- */

/* What the name as written finds in the strong band, it is too: nobody can tell them by name. */
static void note_alike(worker *w, uint32_t place)
{
    for (size_t i = 0; i < w->touched_count; i++) {
        const uint32_t subject = w->touched[i];
        if (w->score[subject] >= IDT_SCORING_DEFAULT.strong) {
            w->alike_to[subject] = place + 1;
        }
    }
}

/* Some subject scores higher that the name as written is not a strong hit for. */
static bool outranked(const worker *w, uint32_t place, uint32_t subject)
{
    const uint16_t own = score_of(w, subject);
    for (size_t i = 0; i < w->touched_count; i++) {
        const uint32_t other = w->touched[i];
        if (w->score[other] > own && other != subject && w->alike_to[other] != place + 1) {
            return true;
        }
    }
    return false;
}

static void add_rate(idt_selftest_rate *to, uint16_t own, uint16_t cut, bool beaten)
{
    to->tried++;
    to->found += own >= cut;
    to->top += own >= cut && !beaten;
    to->wrong += beaten;
}

static void join_rate(idt_selftest_rate *to, const idt_selftest_rate *more)
{
    to->tried += more->tried;
    to->found += more->found;
    to->top += more->top;
    to->wrong += more->wrong;
}

/* A listed name, as it is in the index and as a customer would ask for it. */
typedef struct listed {
    const plan_form *form;
    uint32_t place; /* in plan.asked */
    idt_index_candidate own;
    idt_profile_name query;
    bool exempt, carries;
} listed;

static idt_rc count_failure(worker *w, const listed *l, const char *area,
                            const idt_profile_name *query, uint32_t subject)
{
    char kind[KIND_BYTES];
    idt_comparison c;
    w->plan->compare(query, l->own.name, &c);
    const idt_tally_example example = {.draw = selftest_draw(w->plan->options->seed, l->place),
                                       .asked = query->text,
                                       .name = l->own.name->text,
                                       .subject = plan_subject(w->plan, subject),
                                       .score = c.score};
    return idt_tally_count(&w->tally, area, idt_str_borrow(kind_of_pair(&c, kind)), &example,
                           &w->err);
}

static idt_rc judge(worker *w, const listed *l, const idt_profile_name *query, const char *what,
                    idt_selftest_cell *cell)
{
    const uint16_t cut = IDT_SCORING_DEFAULT.possible;
    idt_rc rc = IDT_OK;
    for (uint32_t i = 0; rc == IDT_OK && i < l->form->count; i++) {
        char area[64];
        const uint32_t subject = w->plan->bearers[l->form->first + i];
        const uint16_t own = score_of(w, subject);
        const bool beaten = outranked(w, l->place, subject);
        add_rate(&cell->all, own, cut, beaten);
        if (l->exempt) {
            continue;
        }
        add_rate(&cell->able, own, cut, beaten);
        if (own < cut || beaten) {
            (void)snprintf(area, sizeof area, "%s %s", own < cut ? "lost" : "outranked", what);
            rc = count_failure(w, l, area, query, subject);
        }
    }
    return rc;
}

/* ---- as written ---- */

/* Why evidence alone does not bring the name over the cut. */
static const char *reason_of(const idt_profile_name *own, const idt_comparison *alone)
{
    if (own->parsed.key.len == 0) {
        return "no letter and no digit";
    }
    for (size_t i = 0; i < alone->evidence.count; i++) {
        const char *note = alone->evidence.terms[i].note;
        if (note != NULL && strcmp(note, IDT_GUARD_GENERIC) == 0) {
            return "generic words only";
        }
    }
    if (own->prepared.words <= 1) {
        return own->prepared.words == 0             ? "no word that weighs"
               : own->standing == IDT_STANDING_WEAK ? "a single token, and a weak alias"
                                                    : "a single common token";
    }
    return own->standing == IDT_STANDING_WEAK ? "a weak alias of common words"
                                              : "common words only";
}

/* The same comparison as if the names were not identical: another key, the same parts. */
static void weigh(worker *w, listed *l)
{
    idt_comparison c;
    idt_profile_name keyless = l->query;
    keyless.parsed.key = (idt_str){.ptr = "", .len = 0};
    int32_t carries = 0;
    w->plan->compare(&keyless, l->own.name, &c);
    for (size_t i = 0; i < c.evidence.count; i++) {
        carries += c.evidence.terms[i].kind == IDT_TERM_AGREES ? c.evidence.terms[i].mnat : 0;
    }
    l->carries = carries >= IDT_SELFTEST_CARRIES;
    l->exempt = c.score < IDT_SCORING_DEFAULT.possible;
}

static idt_rc keep_exempt(worker *w, const listed *l)
{
    idt_comparison c;
    idt_profile_name keyless = l->query;
    keyless.parsed.key = (idt_str){.ptr = "", .len = 0};
    exempt_name *kept = IDT_NEW(w->kept, exempt_name);
    if (kept == NULL) {
        return idt_arena_fail(w->kept, &w->err);
    }
    w->plan->compare(&keyless, l->own.name, &c);
    *kept = (exempt_name){.asked = l->place,
                          .name = l->own.name->text, /* lives as long as the index */
                          .reason = reason_of(l->own.name, &c),
                          .next = w->exempt};
    w->exempt = kept;
    w->exempt_count++;
    return IDT_OK;
}

static idt_rc ask_as_written(worker *w, listed *l)
{
    idt_selftest_cell cell = {0};
    idt_rc rc = ask(w, &l->query, IDT_SCORING_DEFAULT.possible);
    note_alike(w, l->place);
    const bool exempt = l->exempt;
    l->exempt = false; /* it must be found as written all the same */
    if (rc == IDT_OK) {
        rc = judge(w, l, &l->query, "as written", &cell);
    }
    l->exempt = exempt;
    join_rate(&w->out.written, &cell.all);
    for (uint32_t i = 0; l->carries && i < l->form->count; i++) {
        const uint32_t subject = w->plan->bearers[l->form->first + i];
        add_rate(&w->out.bearing, score_of(w, subject), IDT_SELFTEST_STRONG,
                 outranked(w, l->place, subject));
    }
    return rc == IDT_OK && exempt ? keep_exempt(w, l) : rc;
}

/* ---- the matrix ---- */

static idt_rc ask_mutated(worker *w, const listed *l, idt_mutation what, idt_strength strength)
{
    char cell[64];
    idt_str text;
    idt_profile_name query;
    const uint64_t seed = selftest_draw(w->plan->options->seed, l->place);
    idt_arena_clear(w->changed);
    idt_rc rc = idt_mutate(what, strength, &l->query.parsed, seed, w->changed, &text, &w->err);
    if (rc != IDT_OK || text.ptr == NULL) {
        return rc;
    }
    rc = prepare(text, l->query.parsed.guessed ? IDT_NAME_ANY : l->query.parsed.kind, w->changed,
                 &query, &w->err);
    if (rc == IDT_OK) {
        rc = ask(w, &query, IDT_SCORING_DEFAULT.possible);
    }
    (void)snprintf(cell, sizeof cell, "%s %s", idt_mutation_text(what),
                   idt_strength_text(strength));
    return rc == IDT_OK ? judge(w, l, &query, cell, &w->out.cells[what][strength]) : rc;
}

static idt_rc test_name(worker *w, uint32_t place)
{
    const selftest_plan *p = w->plan;
    listed l = {.form = &p->forms[p->asked[place]], .place = place};
    idt_arena_clear(w->each);
    idt_rc rc =
        idt_index_form(p->index, l.form->file, l.form->form, w->own_scratch, &l.own, &w->err);
    if (rc != IDT_OK) {
        return rc;
    }
    const idt_name *own = &l.own.name->parsed;
    rc = prepare(l.own.name->text, own->guessed ? IDT_NAME_ANY : own->kind, w->each, &l.query,
                 &w->err);
    if (rc != IDT_OK) {
        return rc;
    }
    weigh(w, &l);
    rc = ask_as_written(w, &l);
    for (int m = 0; rc == IDT_OK && p->slipped[place] && m < IDT_MUTATION_COUNT; m++) {
        for (int s = 0; rc == IDT_OK && s < IDT_STRENGTHS; s++) {
            rc = ask_mutated(w, &l, (idt_mutation)m, (idt_strength)s);
        }
    }
    return rc;
}

/* ---- the population ---- */

static idt_rc test_person(worker *w, size_t place)
{
    const plan_person *person = &w->plan->population[place];
    idt_selftest_group *group = &w->out.groups[person->group];
    idt_profile_name query;
    idt_arena_clear(w->each);
    idt_rc rc = prepare(person->text, person->kind, w->each, &query, &w->err);
    if (rc == IDT_OK) {
        rc = ask(w, &query, CURVE_FROM);
    }
    if (rc != IDT_OK || w->touched_count == 0) {
        return rc;
    }
    for (size_t i = 0; i < IDT_SELFTEST_STEPS; i++) {
        group->alerts[i] += w->top.score >= STEPS[i];
    }
    if (w->top.score < IDT_SCORING_DEFAULT.possible) {
        return IDT_OK;
    }
    char area[96];
    const plan_form *form = &w->plan->forms[w->top.form];
    const idt_tally_example example = {.draw = selftest_draw(w->plan->options->seed, place),
                                       .asked = person->text,
                                       .name = w->top.name,
                                       .subject =
                                           plan_subject(w->plan, w->plan->bearers[form->first]),
                                       .score = w->top.score};
    (void)snprintf(area, sizeof area, "alert " IDT_STR_FMT, IDT_STR_ARG(group->name));
    return idt_tally_count(&w->tally, area, idt_str_borrow(w->top.kind), &example, &w->err);
}

/* ---- threads ---- */

static idt_rc test_one(worker *w, size_t i)
{
    const size_t names = w->plan->asked_count;
    return i < names ? test_name(w, (uint32_t)i) : test_person(w, i - names);
}

static void *work(void *context)
{
    worker *w = context;
    const size_t all = w->plan->asked_count + w->plan->population_count;
    while (w->rc == IDT_OK && !atomic_load(&w->shared->stop)) {
        const size_t i = atomic_fetch_add(&w->shared->next, 1);
        if (i >= all) {
            break;
        }
        w->rc = test_one(w, i);
    }
    if (w->rc != IDT_OK) {
        atomic_store(&w->shared->stop, true);
    }
    return NULL;
}

static idt_rc start(worker *w, run *shared, const idt_selftest *groups)
{
    const size_t subjects = shared->plan->subjects.count + 1;
    w->shared = shared;
    w->plan = shared->plan;
    w->kept = idt_arena_new(CEILING);
    w->each = idt_arena_new(EACH_CEILING);
    w->changed = idt_arena_new(EACH_CEILING);
    if (w->kept == NULL || w->each == NULL || w->changed == NULL) {
        return idt_fail(&w->err, IDT_E_LIMIT, "no memory for a thread of the self-test");
    }
    idt_tally_init(&w->tally, w->kept);
    w->asked_at = IDT_NEW_N(w->kept, uint32_t, subjects);
    w->score = IDT_NEW_N(w->kept, uint16_t, subjects);
    w->alike_to = IDT_NEW_N(w->kept, uint32_t, subjects);
    w->touched = IDT_NEW_N(w->kept, uint32_t, subjects);
    if (w->asked_at == NULL || w->score == NULL || w->alike_to == NULL || w->touched == NULL) {
        return idt_arena_fail(w->kept, &w->err);
    }
    memcpy(w->out.groups, groups->groups, sizeof w->out.groups);
    idt_rc rc = idt_index_scratch_new(w->plan->index, CEILING, &w->search, &w->err);
    if (rc == IDT_OK) {
        rc = idt_index_scratch_new(w->plan->index, CEILING, &w->own_scratch, &w->err);
    }
    return rc;
}

/* Takes this thread for the first worker. */
static idt_rc run_all(worker *workers, size_t count, idt_error *err)
{
    for (size_t i = 1; i < count; i++) {
        workers[i].started = pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0;
    }
    (void)work(&workers[0]); /* does all where no other could be started */
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < count; i++) {
        if (workers[i].started) {
            (void)pthread_join(workers[i].thread, NULL);
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
    join_rate(&out->written, &more->written);
    join_rate(&out->bearing, &more->bearing);
    for (int m = 0; m < IDT_MUTATION_COUNT; m++) {
        for (int s = 0; s < IDT_STRENGTHS; s++) {
            join_rate(&out->cells[m][s].all, &more->cells[m][s].all);
            join_rate(&out->cells[m][s].able, &more->cells[m][s].able);
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
        rc = start(&workers[i], &shared, out);
        if (rc != IDT_OK && err != NULL) {
            *err = workers[i].err;
        }
    }
    if (rc == IDT_OK) {
        rc = run_all(workers, count, err);
    }
    if (rc == IDT_OK) {
        rc = join_all(p, workers, count, out, err);
    }
    for (size_t i = 0; workers != NULL && i < count; i++) {
        idt_index_scratch_free(workers[i].search);
        idt_index_scratch_free(workers[i].own_scratch);
        idt_arena_free(workers[i].each);
        idt_arena_free(workers[i].changed);
        idt_arena_free(workers[i].kept);
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

idt_selftest_rate idt_selftest_typo(const idt_selftest *result)
{
    static const idt_mutation slips[] = {IDT_MUTATION_KEYBOARD, IDT_MUTATION_DROPPED,
                                         IDT_MUTATION_ADDED, IDT_MUTATION_SWAPPED};
    idt_selftest_rate out = {0};
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        join_rate(&out, &result->cells[slips[i]][IDT_STRENGTH_MINOR].able);
    }
    return out;
}

idt_selftest_rate idt_selftest_shuffled(const idt_selftest *result)
{
    idt_selftest_rate out = result->cells[IDT_MUTATION_WORD_SWAPPED][IDT_STRENGTH_MINOR].able;
    join_rate(&out, &result->cells[IDT_MUTATION_WORD_SWAPPED][IDT_STRENGTH_MAJOR].able);
    return out;
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
