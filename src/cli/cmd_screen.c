#include "cli/screen_answer.h"
#include "cli/screen_file.h"
#include "cli/screen_receipt.h"
#include "core/io.h"

/* A receipt takes the place of the file it is written to; whether it can is known before. */
static idt_rc check_receipt_apart(const idt_invocation *inv, idt_error *err)
{
    static const idt_param *const others[] = {&IDT_PARAM_FILE, &IDT_PARAM_OUT};
    const idt_value *receipt = idt_cli_value(inv, &IDT_PARAM_RECEIPT);
    const idt_rc rc = receipt != NULL ? idt_file_writable(receipt->text.ptr, err) : IDT_OK;
    if (rc != IDT_OK) {
        return rc;
    }
    for (size_t i = 0; i < sizeof others / sizeof *others && receipt != NULL; i++) {
        const idt_value *other = idt_cli_value(inv, others[i]);
        if (other != NULL && idt_path_same(receipt->text.ptr, other->text.ptr)) {
            return idt_fail(err, IDT_E_USAGE,
                            "--receipt and --%s are both " IDT_STR_FMT
                            "; the receipt is to go to another file",
                            others[i]->name, IDT_STR_ARG(receipt->text));
        }
    }
    return IDT_OK;
}

static idt_rc screen_file(idt_invocation *inv, idt_screening *s, idt_run_result *done,
                          idt_error *err)
{
    const idt_value *schema = idt_cli_value(inv, &IDT_PARAM_SCHEMA);
    idt_screen_file asked = {.schema = schema != NULL ? schema->text : IDT_STR(""),
                             .format = idt_screen_file_format(inv),
                             .parts = !idt_cli_flag(inv, &IDT_PARAM_NO_PARTS)};
    idt_rc rc = idt_screen_schema_check("schema", asked.schema, err);
    rc = rc == IDT_OK ? check_receipt_apart(inv, err) : rc;
    rc = rc == IDT_OK ? idt_screen_file_times(inv, err) : rc;
    rc = rc == IDT_OK ? idt_screening_open(inv, s, err) : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    asked.screen = s->screen;
    asked.question = &s->question;
    asked.view = &s->view;
    asked.as_of = s->as_of;
    for (size_t i = 0; i < s->basis.warning_count; i++) {
        idt_cli_note("interdict: " IDT_STR_FMT, IDT_STR_ARG(s->basis.warnings[i]));
    }
    rc = idt_screen_file_run(inv, &asked, idt_cli_value(inv, &IDT_PARAM_FILE)->text.ptr, done, err);
    rc = rc == IDT_OK ? check_receipt_apart(inv, err) : rc; /* the answers are there now */
    rc = rc == IDT_OK ? idt_screening_receipt_of_run(inv, s, done, err) : rc;
    return rc == IDT_OK ? idt_screen_file_done(inv, err) : rc;
}

/* Rows that could not be read or asked by were not screened: that counts before what was found. */
static int run_file(idt_invocation *inv)
{
    idt_error err;
    idt_screening s = {0};
    idt_run_result done = {0};
    if (inv->argument_count > 0) {
        return idt_cli_usage_error(inv->command, "give a name or --file, not both");
    }
    const idt_rc rc = screen_file(inv, &s, &done, &err);
    idt_screening_close(&s);
    if (rc != IDT_OK) {
        return idt_cli_fail(&err);
    }
    return done.counts.unreadable + done.counts.unasked > 0 ? IDT_EXIT_USAGE
           : done.counts.hits > 0                           ? IDT_EXIT_FOUND
                                                            : IDT_EXIT_DONE;
}

static idt_rc run_one(idt_invocation *inv, idt_screening *s, size_t *total, bool *asked,
                      idt_error *err)
{
    idt_digest hash;
    idt_screen_query query = {0};
    const idt_str name = inv->argument_count > 0 ? idt_str_borrow(inv->arguments[0]) : (idt_str){0};
    idt_rc rc = check_receipt_apart(inv, err);
    rc = rc == IDT_OK ? idt_screen_query_of(inv, name, &query, err) : rc;
    *asked = rc == IDT_OK && idt_screen_query_asks(&query);
    rc = rc == IDT_OK ? idt_screening_open(inv, s, err) : rc;
    rc = rc == IDT_OK ? idt_screen_answer_put(inv, s, &query, total, &hash, err) : rc;
    return rc == IDT_OK ? idt_screening_receipt_of_answer(inv, s, &query, &hash, err) : rc;
}

/* An option of files that one party would leave without effect; NULL: none is given. */
static const idt_param *of_files(const idt_invocation *inv)
{
    static const idt_param *const params[] = {IDT_SCREEN_FILE_PARAMS};
    for (size_t i = 0; i < sizeof params / sizeof *params; i++) {
        if (idt_cli_flag(inv, params[i])) {
            return params[i];
        }
    }
    return NULL;
}

static int run(idt_invocation *inv)
{
    idt_error err;
    idt_screening s = {0};
    size_t total = 0;
    bool asked = false;
    if (idt_cli_flag(inv, &IDT_PARAM_COMMIT) && idt_cli_value(inv, &IDT_PARAM_RECEIPT) == NULL) {
        return idt_cli_usage_error(inv->command, "--commit goes with --receipt FILE");
    }
    if (idt_cli_value(inv, &IDT_PARAM_FILE) != NULL) {
        return run_file(inv);
    }
    if (of_files(inv) != NULL) {
        return idt_cli_usage_error(inv->command, "--%s goes with --file PARTIES",
                                   of_files(inv)->name);
    }
    const idt_rc rc = run_one(inv, &s, &total, &asked, &err);
    idt_screening_close(&s);
    if (rc != IDT_OK) {
        idt_buf_clear(inv->out); /* a part is no answer */
        return idt_cli_fail(&err);
    }
    if (!asked) {
        idt_cli_note("interdict: nothing was asked: no name has a letter or digit, and no "
                     "identifier is given; give a NAME, or what finds its bearer, such as --id "
                     "passport=A1234567");
        return IDT_EXIT_USAGE;
    }
    return total > 0 ? IDT_EXIT_FOUND : IDT_EXIT_DONE;
}

static const idt_param *const PARAMS[] = {&IDT_PARAM_SCHEMA,
                                          &IDT_PARAM_BIRTH_DATE,
                                          &IDT_PARAM_COUNTRY,
                                          &IDT_PARAM_ID,
                                          &IDT_PARAM_PROPERTY,
                                          &IDT_PARAM_AS_OF,
                                          &IDT_PARAM_PUBLISHED_BY,
                                          &IDT_PARAM_KNOWN_AT,
                                          &IDT_PARAM_HIT_LIST,
                                          &IDT_PARAM_JURISDICTION,
                                          &IDT_PARAM_TOPIC,
                                          &IDT_PARAM_HIT_SCHEMA,
                                          &IDT_PARAM_LISTED_FROM,
                                          &IDT_PARAM_LISTED_TO,
                                          &IDT_PARAM_PROFILE,
                                          &IDT_PARAM_THRESHOLD,
                                          &IDT_PARAM_LIMIT,
                                          &IDT_PARAM_NO_PARTS,
                                          &IDT_PARAM_RECEIPT,
                                          &IDT_PARAM_COMMIT,
                                          IDT_SCREEN_FILE_PARAMS,
                                          &IDT_PARAM_SCREEN_FORMAT,
                                          NULL};
static const idt_example EXAMPLES[] = {
    {"screen 'Talibaan Movement'", IDT_EXIT_FOUND, "who is listed that this may be, and why"},
    {"screen 'Zvezdin Trading House' --schema Company --format json", IDT_EXIT_DONE,
     "nothing found: what was asked of which lists, for programs"},
};

const idt_command IDT_CMD_SCREEN = {
    .name = "screen",
    .arguments = "[NAME]",
    .least = 0,
    .most = 1,
    .summary = "who is listed that this party may be",
    .description =
        "Finds every listed party whose names, with what else is given, score at the threshold or "
        "over it: the same score as `compare` gives. Each hit says its listings as they stood on "
        "the day asked, why it is a hit and what would settle it. What is suspended, has ended or "
        "has left its list is a hit that says so, behind hits in force of the same score. No "
        "match means none in the lists named, as published and known; it never means clear. Lists "
        "that are stale, not held or read in part are named. Exit 1: something was found. "
        "docs/screening.md says more.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 2,
    .run = run,
};
