#include "claims/conflict_find.h"

#include "statement/vocabulary.h"

/* Which statuses a word about a listing is compatible with. `unknown` is with all. */
static const struct {
    const char *word;
    const char *const statuses[6];
} COMPATIBLE[] = {
    {"in_force", {"in_force", NULL}},
    {"suspended", {"suspended", NULL}},
    {"ended", {"ended", NULL}},
    {"not_listed", {"never", "not_yet", "decided", "ended", NULL}},
};

static bool contradicts(idt_str word, const idt_state_on *state)
{
    if (!state->found || idt_str_is(state->status, "unknown")) {
        return false;
    }
    for (size_t i = 0; i < sizeof COMPATIBLE / sizeof *COMPATIBLE; i++) {
        if (idt_str_is(word, COMPATIBLE[i].word)) {
            return !idt_word_in(state->status, COMPATIBLE[i].statuses);
        }
    }
    return false;
}

/* The known ends of the days a claim is about, else of the day it was said. */
static size_t days_to_ask(const idt_claim *claim, idt_day days[2])
{
    idt_date date = claim->told.on;
    size_t count = 0;
    const idt_str said = idt_qualifier(claim->told.statement, "asserted_on");
    if (date.kind == IDT_DATE_ABSENT && said.ptr != NULL &&
        idt_date_parse(said, &date, NULL) != IDT_OK) {
        return 0;
    }
    if (date.kind == IDT_DATE_ABSENT) {
        return 0;
    }
    if (date.earliest != IDT_DAY_OPEN_START) {
        days[count++] = date.earliest;
    }
    if (date.latest != IDT_DAY_OPEN_END && date.latest != date.earliest) {
        days[count++] = date.latest;
    }
    return count;
}

/* Adds the conflict if the word is contradicted on every day asked (`differ`: or the sources
 * differ on it, by the computed reason). */
static idt_rc ask(idt_finder *f, const idt_claim *claim, idt_str subject, idt_str word, bool differ,
                  const char *what, const char *note, idt_error *err)
{
    const idt_statement *s = claim->told.statement;
    const idt_str list = idt_qualifier(s, "list");
    idt_state_on states[2];
    idt_day days[2];
    const size_t count = days_to_ask(claim, days);
    for (size_t i = 0; i < count; i++) {
        const idt_rc rc = f->states->on(f->states->context, subject, list,
                                        idt_qualifier(s, "scope"), days[i], &states[i], err);
        if (rc != IDT_OK) {
            return rc;
        }
        const bool sources = differ && states[i].found && idt_str_is(states[i].status, "unknown") &&
                             idt_str_is(states[i].reason, "sources_differ");
        if (!sources && !contradicts(word, &states[i])) {
            return IDT_OK;
        }
    }
    idt_conflict *c = count > 0 ? idt_finder_add(f, claim, what, 1 + count) : NULL;
    if (c == NULL) {
        return count > 0 ? idt_arena_fail(f->arena, err) : IDT_OK;
    }
    idt_conflict_side_add(c, claim, false);
    for (size_t i = 0; i < count; i++) {
        c->sides[c->side_count++] =
            (idt_conflict_side){.state = states[i], .list = list, .day = days[i]};
    }
    if (note != NULL) {
        idt_conflict_note(c, note);
    }
    return IDT_OK;
}

/* ---- words that suggest a state ---- */

static idt_rc ask_implied(idt_finder *f, const idt_claim *claim, idt_str subject, idt_error *err)
{
    return ask(f, claim, subject, idt_qualifier(claim->told.statement, "implies"), false,
               "The words suggest a state that the listing was not in.",
               "The words have no legal force: the state of a listing is what acts and law make "
               "it.",
               err);
}

idt_rc idt_find_implied_state(idt_finder *f, size_t from, size_t to, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = from; i < to && f->states != NULL && rc == IDT_OK; i++) {
        const idt_claim *c = &f->claims[i];
        const idt_statement *s = c->told.statement;
        const idt_schema_spec *schema = idt_schema_find(c->schema);
        if (idt_qualifier(s, "implies").ptr == NULL || idt_qualifier(s, "list").ptr == NULL) {
            continue;
        }
        if (schema != NULL && schema->of == IDT_OF_SUBJECT) {
            rc = ask_implied(f, c, c->about, err);
            continue;
        }
        idt_str *concerned;
        size_t count;
        rc = idt_qualifier_list(s, "concerns", f->arena, &concerned, &count, err);
        for (size_t k = 0; rc == IDT_OK && k < count; k++) {
            rc = ask_implied(f, c, concerned[k], err);
        }
    }
    return rc;
}

/* ---- claims of state ---- */

static bool same_listing(const idt_claim *a, const idt_claim *b)
{
    const idt_statement *x = a->told.statement;
    const idt_statement *y = b->told.statement;
    return idt_str_equal(idt_qualifier(x, "list"), idt_qualifier(y, "list")) &&
           idt_str_equal(idt_qualifier(x, "scope"), idt_qualifier(y, "scope"));
}

idt_rc idt_find_listed_states(idt_finder *f, size_t from, size_t to, idt_error *err)
{
    for (size_t i = from; i < to; i++) {
        for (size_t j = i + 1; idt_claim_states(&f->claims[i], "listed") && j < to; j++) {
            const idt_claim *a = &f->claims[i];
            const idt_claim *b = &f->claims[j];
            if (!idt_claim_states(b, "listed") || !same_listing(a, b) ||
                idt_str_equal(a->told.statement->value, b->told.statement->value) ||
                idt_days_overlap(&a->told.on, &b->told.on) != IDT_YES) {
                continue;
            }
            if (idt_finder_pair(f, "Two states of one listing on one day.", a, b) == NULL) {
                return idt_arena_fail(f->arena, err);
            }
        }
    }
    return IDT_OK;
}

idt_rc idt_find_listed_status(idt_finder *f, size_t from, size_t to, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = from; i < to && f->states != NULL && rc == IDT_OK; i++) {
        const idt_claim *c = &f->claims[i];
        if (idt_claim_states(c, "listed")) {
            rc = ask(f, c, c->about, c->told.statement->value, true,
                     "A claim of state that the acts on file do not bear out.", NULL, err);
        }
    }
    return rc;
}
