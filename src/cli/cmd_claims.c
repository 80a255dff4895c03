#include "cli/body_names.h"
#include "cli/claims_conflicts.h"
#include "cli/claims_show.h"
#include "cli/question.h"
#include "cli/status_text.h"

#define KINDS_MAX 64

static const idt_param KIND = {
    .name = "kind",
    .type = IDT_PARAM_TEXT,
    .repeats = true,
    .metavar = "KIND",
    .fallback = "all",
    .help = "only claims of this kind: quote, characterisation, listing, recognition, office ...",
};

static const idt_param CONFLICTS = {
    .name = "conflicts",
    .type = IDT_PARAM_FLAG,
    .help = "instead: what of it cannot all be true, side by side, never resolved",
};
static const idt_param RANK = {
    .name = "rank",
    .type = IDT_PARAM_FLAG,
    .help = "with --conflicts: order the sides by a rule, which is printed",
};

/* What is asked, and the claims found. */
typedef struct answer {
    idt_invocation *inv;
    const idt_view *view;
    const idt_status_question *question;
    const idt_claim_kind *kinds[KINDS_MAX];
    size_t kind_count;
    idt_claims claims;
    const idt_claim **shown; /* of the kinds asked; what is about the subject itself first */
    size_t shown_count;
    bool shows_recognition;
    idt_claim_context context;
    bool conflicts, rank; /* asked for */
} answer;

static idt_rc read_kinds(answer *a, idt_error *err)
{
    idt_str words[KINDS_MAX];
    a->kind_count = idt_cli_values(a->inv, &KIND, words, KINDS_MAX);
    for (size_t i = 0; i < a->kind_count; i++) {
        a->kinds[i] = idt_claim_kind_find(words[i]);
        if (a->kinds[i] == NULL) {
            const char *near = idt_claim_kind_nearest(words[i]);
            return idt_fail(err, IDT_E_USAGE,
                            "--kind \"" IDT_STR_FMT "\": no such kind of claim%s%s%s; "
                            "`interdict help claims` names them",
                            IDT_STR_ARG(words[i]), near != NULL ? "; did you mean \"" : "",
                            near != NULL ? near : "", near != NULL ? "\"?" : "");
        }
    }
    return IDT_OK;
}

static bool wanted(const answer *a, const idt_claim *c)
{
    for (size_t i = 0; i < a->kind_count; i++) {
        if (a->kinds[i] == c->kind) {
            return true;
        }
    }
    return a->kind_count == 0 && c->kind->shown;
}

static idt_rc choose_shown(answer *a, idt_error *err)
{
    a->shown = IDT_NEW_N(a->inv->arena, const idt_claim *, a->claims.count + 1);
    if (a->shown == NULL) {
        return idt_arena_fail(a->inv->arena, err);
    }
    for (int own = 1; own >= 0; own--) {
        for (size_t i = 0; i < a->claims.count; i++) {
            const idt_claim *c = &a->claims.items[i];
            const bool is_own =
                a->claims.subject != NULL && idt_str_equal(c->about, a->claims.subject->id);
            if (wanted(a, c) && is_own == (own == 1)) {
                a->shown[a->shown_count++] = c;
                a->shows_recognition =
                    a->shows_recognition || idt_str_is(c->told.statement->property, "recognition");
            }
        }
    }
    return IDT_OK;
}

static idt_rc read_context(answer *a, idt_error *err)
{
    a->context = (idt_claim_context){
        .inv = a->inv, .view = a->view, .question = a->question, .claims = &a->claims};
    return idt_recognitions_read(a->claims.items, a->claims.count, a->question->as_of,
                                 a->inv->arena, &a->context.recognitions,
                                 &a->context.recognition_count, err);
}

/* ---- JSON ---- */

static idt_rc claims_json(const answer *a, idt_json_writer *w, idt_error *err)
{
    idt_rc rc = IDT_OK;
    idt_jw_array(w, "claims");
    for (size_t i = 0; i < a->shown_count && rc == IDT_OK; i++) {
        idt_jw_object(w, NULL);
        rc = idt_claim_json(a->shown[i], w, err);
        if (rc == IDT_OK) {
            rc = idt_claim_links_json(&a->context, a->shown[i], w, err);
        }
        idt_jw_end(w);
    }
    idt_jw_end(w);
    idt_recognised_by_json(&a->context, w);
    return rc;
}

static idt_rc conflicts_json(const answer *a, idt_json_writer *w, idt_error *err)
{
    const idt_conflict *found;
    size_t count;
    const idt_rc rc =
        idt_claims_conflicts(&a->context, a->kinds, a->kind_count, a->rank, &found, &count, err);
    return rc == IDT_OK ? idt_conflicts_json(found, count, a->rank, w, err) : rc;
}

static idt_rc answer_json(const answer *a, idt_error *err)
{
    idt_json_writer w;
    idt_jw_init(&w, a->inv->out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "schema_version", "1.0");
    if (a->claims.subject != NULL) {
        idt_subject_json(a->claims.subject, "subject", &w);
    } else {
        idt_jw_null(&w, "subject");
    }
    idt_view_json(a->view, a->question->as_of, &w);
    idt_question_json(a->question, &w);
    idt_rc rc = a->conflicts ? conflicts_json(a, &w, err) : claims_json(a, &w, err);
    idt_jw_end(&w);
    idt_buf_add_byte(a->inv->out, '\n');
    return rc;
}

/* ---- text ---- */

static void heading(const idt_claim *c, idt_buf *out)
{
    idt_buf line;
    idt_buf_init(&line, (size_t)1 << 20);
    idt_buf_add_format(&line, IDT_STR_FMT " (" IDT_STR_FMT ", " IDT_STR_FMT ")",
                       IDT_STR_ARG(c->caption), IDT_STR_ARG(c->schema), IDT_STR_ARG(c->about));
    idt_buf_add_byte(out, '\n');
    idt_wrap(out, 0, idt_buf_borrow(&line));
    idt_buf_release(&line);
}

static idt_rc claims_text(const answer *a, idt_error *err)
{
    idt_buf *out = a->inv->out;
    const idt_claim *last = NULL;
    idt_rc rc = IDT_OK;
    idt_body_names bodies;
    idt_body_names_init(&bodies, a->inv, a->view);
    for (size_t i = 0; i < a->shown_count && rc == IDT_OK; i++) {
        const idt_claim *c = a->shown[i];
        if (last == NULL || !idt_str_equal(last->about, c->about)) {
            heading(c, out);
        }
        rc = idt_claim_text(c, &bodies.names, out, err);
        if (rc == IDT_OK) {
            rc = idt_claim_links_text(&a->context, c, out, err);
        }
        last = c;
    }
    if (last == NULL) {
        idt_buf_add_text(out, "\nNo claim of that kind is on file. That is no proof of the "
                              "contrary.\n");
    }
    return rc;
}

static idt_rc conflicts_text(const answer *a, idt_error *err)
{
    idt_body_names bodies;
    const idt_conflict *found;
    size_t count;
    const idt_rc rc =
        idt_claims_conflicts(&a->context, a->kinds, a->kind_count, a->rank, &found, &count, err);
    idt_body_names_init(&bodies, a->inv, a->view);
    return rc == IDT_OK ? idt_conflicts_text(found, count, a->rank, &bodies.names, a->inv->out, err)
                        : rc;
}

static idt_rc answer_text(const answer *a, idt_error *err)
{
    idt_view_words(a->view, a->question->as_of, a->inv->out);
    idt_question_words(a->question, a->inv->out);
    const idt_rc rc = a->conflicts ? conflicts_text(a, err) : claims_text(a, err);
    if (a->shows_recognition && !a->conflicts) {
        idt_recognised_by_text(&a->context, a->inv->out);
    }
    return rc;
}

static int run(idt_invocation *inv)
{
    idt_error err;
    idt_view view;
    idt_status_question question;
    answer a = {.inv = inv,
                .view = &view,
                .question = &question,
                .conflicts = idt_cli_flag(inv, &CONFLICTS),
                .rank = idt_cli_flag(inv, &RANK)};
    idt_str subject = {NULL, 0};
    if (inv->argument_count > 0) {
        subject = idt_str_borrow(inv->arguments[0]);
    }
    idt_rc rc = read_kinds(&a, &err);
    if (rc == IDT_OK && a.rank && !a.conflicts) {
        rc = idt_fail(&err, IDT_E_USAGE,
                      "--rank orders the sides of conflicts; it goes with "
                      "--conflicts");
    }
    if (rc == IDT_OK) {
        rc = idt_cli_open_view(inv, &view, &err);
    }
    if (rc == IDT_OK) {
        rc = idt_cli_question(inv, &view, &question, &err);
    }
    if (rc == IDT_OK) {
        rc = idt_claims_gather(inv, &view, subject, question.datasets, question.dataset_count,
                               a.kinds, a.conflicts ? 0 : a.kind_count, &a.claims, &err);
    }
    if (rc == IDT_OK) {
        rc = choose_shown(&a, &err);
    }
    if (rc == IDT_OK) {
        rc = read_context(&a, &err);
    }
    if (rc == IDT_OK) {
        rc = idt_cli_format_is(inv, "json") ? answer_json(&a, &err) : answer_text(&a, &err);
    }
    return rc == IDT_OK ? IDT_EXIT_DONE : idt_cli_fail(&err);
}

static const idt_param *const PARAMS[] = {&KIND,
                                          &CONFLICTS,
                                          &RANK,
                                          &IDT_PARAM_AS_OF,
                                          &IDT_PARAM_DATASET,
                                          &IDT_PARAM_PUBLISHED_BY,
                                          &IDT_PARAM_KNOWN_AT,
                                          &IDT_PARAM_OUTPUT,
                                          NULL};
static const idt_example EXAMPLES[] = {
    {"claims Taliban", IDT_EXIT_DONE, "every claim about a subject, with its chain"},
    {"claims Taliban --kind characterisation --kind quote", IDT_EXIT_DONE, "only those kinds"},
    {"claims Taliban --conflicts --rank", IDT_EXIT_DONE, "what cannot all be true, side by side"},
    {"claims --kind recognition --as-of 2025-08-01", IDT_EXIT_DONE,
     "who recognises whom on a day, by what is on file"},
};

const idt_command IDT_CMD_CLAIMS = {
    .name = "claims",
    .arguments = "[SUBJECT]",
    .least = 0,
    .most = 1,
    .summary = "what is claimed, by whom",
    .description =
        "Prints what is claimed of a subject, list, body, office or other record, or of all: in "
        "whose words, by what chain, about which day. Kinds: quote, characterisation, inference, "
        "opinion, existential, designation, competence, list_name, control, happening, "
        "superlative, assertion, tie, interest; listing, recognition, office, prosecution, act. "
        "With --conflicts: numbers that exclude each other, an act against a growth of what it "
        "forbids, words or claims of state against the computed state of a listing, two holders "
        "of a post, recognition by none and by some, the last of its kind and something later. "
        "Nothing is resolved.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 4,
    .run = run,
};
