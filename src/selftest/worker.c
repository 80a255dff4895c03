#include "selftest/worker.h"

#include <stdio.h>

#define CEILING      ((size_t)4 << 30)   /* of one thread's memory: scratch, tallies */
#define EACH_CEILING ((size_t)256 << 20) /* of one question's */
#define CURVE_FROM   5000

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

static bool stated_otherwise(const idt_name *a, const idt_name *b)
{
    return !a->guessed && !b->guessed && a->kind != b->kind;
}

/* Whoever asks says whether it is a person or a company: a ship of that name is neither. */
static void weigh_kinds(const idt_profile_name *query, const idt_profile_name *candidate,
                        idt_comparison *c)
{
    if (stated_otherwise(&query->parsed, &candidate->parsed)) {
        const idt_beside kinds = {
            .others_mnat = idt_scoring_weight_of(&IDT_SCORING_DEFAULT, IDT_WEIGHT_SCHEMA_DIFFERS)};
        c->score = idt_score_beside(c, kinds, &c->llr_mnat);
    }
}

static idt_rc take_hit(void *context, const idt_index_candidate *candidate, idt_error *err)
{
    worker *w = context;
    const selftest_plan *p = w->plan;
    idt_comparison c;
    (void)err;
    p->compare(w->query, candidate->name, &c);
    weigh_kinds(w->query, candidate->name, &c);
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
        w->named_at[subject] = c.exact != IDT_EXACT_NONE ? w->question : w->named_at[subject];
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

/* What the name as written finds in the strong band, or as surely as its evidence finds itself, it
 * is too: nobody can tell them by name. */
static void note_alike(worker *w, uint32_t place, uint16_t alone)
{
    const uint16_t strong = IDT_SCORING_DEFAULT.strong;
    for (size_t i = 0; i < w->touched_count; i++) {
        const uint32_t subject = w->touched[i];
        if (w->score[subject] >= (alone < strong ? alone : strong)) {
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

void worker_join_rate(idt_selftest_rate *to, const idt_selftest_rate *more)
{
    to->tried += more->tried;
    to->found += more->found;
    to->top += more->top;
    to->wrong += more->wrong;
}

void worker_join_cell(idt_selftest_cell *to, const idt_selftest_cell *more)
{
    worker_join_rate(&to->all, &more->all);
    worker_join_rate(&to->able, &more->able);
    worker_join_rate(&to->common, &more->common);
    worker_join_rate(&to->listed, &more->listed);
}

/* A listed name, as it is in the index and as a customer would ask for it. */
typedef struct listed {
    const plan_form *form;
    uint32_t place; /* in plan.asked */
    idt_index_candidate own;
    idt_profile_name query;
    uint16_t alone; /* score of its evidence, without "identical is 1" */
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

/* ---- what a slip makes ---- */

typedef enum made { MADE_COMMON, MADE_LISTED } made;

/* Two names of their own stand where the name and what is asked differ. */
static bool makes_common(const worker *w, const listed *l, const idt_profile_name *query)
{
    idt_comparison c;
    w->plan->compare(query, l->own.name, &c);
    for (size_t i = 0; i < c.evidence.count; i++) {
        const idt_term *t = &c.evidence.terms[i];
        if (t->kind == IDT_TERM_CONTRADICTS && t->near >= IDT_NEAR_KNOWN) {
            return true;
        }
    }
    return false;
}

static bool makes_listed(const worker *w, uint32_t place, uint32_t subject)
{
    for (size_t i = 0; i < w->touched_count; i++) {
        const uint32_t other = w->touched[i];
        if (other != subject && w->named_at[other] == w->question &&
            w->alike_to[other] != place + 1) {
            return true;
        }
    }
    return false;
}

static idt_rc count_made(worker *w, const listed *l, const idt_profile_name *query,
                         uint32_t subject, made what, idt_selftest_rate *rate)
{
    char area[64];
    const uint16_t own = score_of(w, subject);
    const bool beaten = outranked(w, l->place, subject);
    add_rate(rate, own, IDT_SCORING_DEFAULT.possible, beaten);
    (void)snprintf(area, sizeof area, "makes another name, %s, %s",
                   what == MADE_COMMON ? "in common use" : "of the lists",
                   own < IDT_SCORING_DEFAULT.possible ? "lost"
                   : beaten                           ? "outranked"
                                                      : "found");
    return count_failure(w, l, area, query, subject);
}

static idt_rc judge(worker *w, const listed *l, const idt_profile_name *query, const char *what,
                    idt_selftest_cell *cell)
{
    const uint16_t cut = IDT_SCORING_DEFAULT.possible;
    const bool common = !l->exempt && makes_common(w, l, query);
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
        if (common || makes_listed(w, l->place, subject)) {
            const made what_made = common ? MADE_COMMON : MADE_LISTED;
            rc =
                count_made(w, l, query, subject, what_made, common ? &cell->common : &cell->listed);
        } else if (own < cut || beaten) {
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
    l->alone = c.score;
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
    note_alike(w, l->place, l->alone);
    const bool exempt = l->exempt;
    l->exempt = false; /* it must be found as written all the same */
    if (rc == IDT_OK) {
        rc = judge(w, l, &l->query, "as written", &cell);
    }
    l->exempt = exempt;
    worker_join_rate(&w->out.written, &cell.all);
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
        group->alerts[i] += w->top.score >= idt_selftest_step(i);
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

idt_rc worker_test(worker *w, size_t i)
{
    const size_t names = w->plan->asked_count;
    return i < names ? test_name(w, (uint32_t)i) : test_person(w, i - names);
}

idt_rc worker_start(worker *w, const selftest_plan *plan, const idt_selftest *all)
{
    const size_t subjects = plan->subjects.count + 1;
    w->plan = plan;
    w->kept = idt_arena_new(CEILING);
    w->each = idt_arena_new(EACH_CEILING);
    w->changed = idt_arena_new(EACH_CEILING);
    if (w->kept == NULL || w->each == NULL || w->changed == NULL) {
        return idt_fail(&w->err, IDT_E_LIMIT, "no memory for a thread of the self-test");
    }
    idt_tally_init(&w->tally, w->kept);
    w->asked_at = IDT_NEW_N(w->kept, uint32_t, subjects);
    w->score = IDT_NEW_N(w->kept, uint16_t, subjects);
    w->named_at = IDT_NEW_N(w->kept, uint32_t, subjects);
    w->alike_to = IDT_NEW_N(w->kept, uint32_t, subjects);
    w->touched = IDT_NEW_N(w->kept, uint32_t, subjects);
    if (w->asked_at == NULL || w->score == NULL || w->named_at == NULL || w->alike_to == NULL ||
        w->touched == NULL) {
        return idt_arena_fail(w->kept, &w->err);
    }
    memcpy(w->out.groups, all->groups, sizeof w->out.groups);
    idt_rc rc = idt_index_scratch_new(w->plan->index, CEILING, &w->search, &w->err);
    if (rc == IDT_OK) {
        rc = idt_index_scratch_new(w->plan->index, CEILING, &w->own_scratch, &w->err);
    }
    return rc;
}

void worker_release(worker *w)
{
    idt_index_scratch_free(w->search);
    idt_index_scratch_free(w->own_scratch);
    idt_arena_free(w->each);
    idt_arena_free(w->changed);
    idt_arena_free(w->kept);
}
