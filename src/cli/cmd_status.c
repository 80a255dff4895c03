#include "cli/screen_choice.h"
#include "cli/status_text.h"

#define CHOSEN_MAX 64

static void answer_json(idt_invocation *inv, const idt_view *view, const idt_subject *subject,
                        const idt_status_question *question, const idt_listing_status *rows,
                        size_t count)
{
    idt_json_writer w;
    idt_jw_init(&w, inv->out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "schema_version", "1.0");
    idt_subject_json(subject, "subject", &w);
    idt_view_json(view, question->as_of, &w);
    idt_jw_array(&w, "datasets");
    for (size_t i = 0; i < question->dataset_count; i++) {
        idt_jw_str(&w, NULL, question->datasets[i]);
    }
    idt_jw_end(&w);
    idt_jw_array(&w, "listings");
    for (size_t i = 0; i < count; i++) {
        idt_listing_status_json(&rows[i], idt_cli_flag(inv, &IDT_PARAM_EXPLAIN), &w);
    }
    idt_jw_end(&w);
    idt_jw_end(&w);
    idt_buf_add_byte(inv->out, '\n');
}

static idt_rc answer_text(idt_invocation *inv, const idt_view *view, const idt_subject *subject,
                          const idt_status_question *question, const idt_listing_status *rows,
                          size_t count, idt_error *err)
{
    idt_buf_add_format(inv->out, IDT_STR_FMT " (" IDT_STR_FMT ", " IDT_STR_FMT ")\n",
                       IDT_STR_ARG(subject->caption), IDT_STR_ARG(subject->schema),
                       IDT_STR_ARG(subject->id));
    idt_view_words(view, question->as_of, inv->out);
    for (size_t i = 0; i < question->dataset_count; i++) {
        idt_buf_add_format(inv->out, "%s" IDT_STR_FMT, i == 0 ? "by the word of " : ", ",
                           IDT_STR_ARG(question->datasets[i]));
    }
    if (question->dataset_count > 0) {
        idt_buf_add_text(inv->out, " alone\n");
    }
    if (count == 0) {
        idt_buf_add_text(inv->out,
                         "\nNothing is on file. That is no proof that it is not listed.\n");
    }
    return idt_status_text(inv, view, rows, count, idt_cli_flag(inv, &IDT_PARAM_EXPLAIN), err);
}

/* Of a list nobody knows the answer is `unknown`, as of one of which nothing is on file: which of
 * the two it is, is said beside it. */
static idt_rc note_unknown_lists(const idt_status_question *question, idt_invocation *inv,
                                 const idt_view *view, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < question->list_count && rc == IDT_OK; i++) {
        const idt_screen_filter one = {.lists = &question->lists[i], .list_count = 1};
        rc = idt_screen_choice_check(inv, view, &one, err);
        if (rc == IDT_E_NOT_FOUND) {
            idt_cli_note("interdict: %s", err->message);
            rc = IDT_OK;
        }
    }
    return rc;
}

static idt_rc check_datasets(idt_invocation *inv, const idt_status_question *question,
                             idt_error *err)
{
    idt_view now = {.published_by_us = IDT_INSTANT_OPEN - 1, .known_at_us = IDT_INSTANT_OPEN - 1};
    for (size_t i = 0; i < question->dataset_count; i++) {
        const idt_edition_info *editions;
        size_t count;
        const idt_rc rc = idt_register_editions(inv->reg, &now, question->datasets[i], inv->arena,
                                                &editions, &count, err);
        if (rc != IDT_OK) {
            return rc;
        }
        if (count == 0) {
            return idt_fail(err, IDT_E_NOT_FOUND,
                            "there is no dataset \"" IDT_STR_FMT
                            "\"; `interdict datasets` lists them",
                            IDT_STR_ARG(question->datasets[i]));
        }
    }
    return IDT_OK;
}

static int run(idt_invocation *inv)
{
    idt_error err;
    idt_view view;
    idt_str datasets[CHOSEN_MAX];
    idt_str lists[CHOSEN_MAX];
    const idt_subject *subject = NULL;
    const idt_listing_status *rows = NULL;
    size_t count = 0;
    const idt_value *as_of = idt_cli_value(inv, &IDT_PARAM_AS_OF);
    idt_status_question question = {
        .datasets = datasets,
        .dataset_count = idt_cli_values(inv, &IDT_PARAM_DATASET, datasets, CHOSEN_MAX),
        .lists = lists,
        .list_count = idt_cli_values(inv, &IDT_PARAM_LIST, lists, CHOSEN_MAX),
        .explain = idt_cli_flag(inv, &IDT_PARAM_EXPLAIN),
    };
    idt_rc rc = idt_cli_open_view(inv, &view, &err);
    if (rc == IDT_OK) {
        question.as_of = as_of != NULL ? (idt_day)as_of->number : idt_day_of_instant(view.now_us);
        rc = check_datasets(inv, &question, &err);
        rc = rc == IDT_OK ? note_unknown_lists(&question, inv, &view, &err) : rc;
    }
    if (rc == IDT_OK) {
        rc = idt_cli_subject(inv, &view, idt_str_borrow(inv->arguments[0]), &subject, &err);
    }
    if (rc == IDT_OK) {
        rc = idt_subject_statuses(inv->reg, &view, subject, &question, inv->arena, &rows, &count,
                                  &err);
    }
    if (rc == IDT_OK && idt_cli_format_is(inv, "json")) {
        answer_json(inv, &view, subject, &question, rows, count);
    } else if (rc == IDT_OK) {
        rc = answer_text(inv, &view, subject, &question, rows, count, &err);
    }
    return rc == IDT_OK ? IDT_EXIT_DONE : idt_cli_fail(&err);
}

static const idt_param *const PARAMS[] = {
    &IDT_PARAM_AS_OF,    &IDT_PARAM_LIST,    &IDT_PARAM_DATASET, &IDT_PARAM_PUBLISHED_BY,
    &IDT_PARAM_KNOWN_AT, &IDT_PARAM_EXPLAIN, &IDT_PARAM_OUTPUT,  NULL};
static const idt_example EXAMPLES[] = {
    {"status Taliban --as-of 2024-05-27", IDT_EXIT_DONE,
     "every listing on file on that day, with what is pending"},
    {"status Taliban --dataset brief --list ru-terrorist --as-of 2024-05-27 --explain",
     IDT_EXIT_DONE, "by the word of one dataset, with the chain, the guards and the rules"},
    {"status brief:taliban --as-of 2025-04-17 --format json", IDT_EXIT_DONE,
     "the same for programs, by id"},
};

const idt_command IDT_CMD_STATUS = {
    .name = "status",
    .arguments = "SUBJECT",
    .least = 1,
    .most = 1,
    .summary = "the legal state of a subject's listings on a day",
    .description = "Computes, for every list on which something is said of the subject, what the "
                   "state of the listing "
                   "was on the day asked: not yet, decided, in force, suspended, ended, never or "
                   "unknown; since when, "
                   "by whose decision, what is pending, and what was reported but not borne out. "
                   "SUBJECT is an id or "
                   "an exact name. No row for a list means that nothing is on file, not that it is "
                   "not listed.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 3,
    .run = run,
};
