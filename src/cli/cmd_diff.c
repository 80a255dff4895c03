#include "cli/diff_answer.h"
#include "load/derive.h"

static const idt_param FROM = {
    .name = "from",
    .type = IDT_PARAM_DAY,
    .metavar = "DAY",
    .help = "whose status differs from what it was on this day",
};
static const idt_param TO = {
    .name = "to",
    .type = IDT_PARAM_DAY,
    .metavar = "DAY",
    .fallback = "today",
    .help = "with --from: on this day",
};
static const idt_param PUBLISHED_FROM = {
    .name = "published-from",
    .type = IDT_PARAM_INSTANT,
    .metavar = "TIME",
    .help = "what the datasets say that they had not said by this instant (a day means its end)",
};
static const idt_param PUBLISHED_TO = {
    .name = "published-to",
    .type = IDT_PARAM_INSTANT,
    .metavar = "TIME",
    .fallback = "now",
    .help = "with --published-from: by this instant",
};
static const idt_param KNOWN_FROM = {
    .name = "known-from",
    .type = IDT_PARAM_INSTANT,
    .metavar = "TIME",
    .help = "what this register holds that it did not hold by this instant, and why",
};
static const idt_param KNOWN_TO = {
    .name = "known-to",
    .type = IDT_PARAM_INSTANT,
    .metavar = "TIME",
    .fallback = "now",
    .help = "with --known-from: by this instant",
};
static const idt_param FORMAT = {
    .name = "format",
    .type = IDT_PARAM_FORMAT,
    .metavar = "FORMAT",
    .words = "text json csv",
    .fallback = "text",
    .help = "text for people, json or csv for programs (csv: a row a change)",
};

/* An axis: its two ends, and the options that fix the others and so do not go with it. */
typedef struct axis {
    const char *name;
    const idt_param *from, *to;
    const idt_param *never[2];
} axis;

static const axis AXES[] = {
    {"as_of", &FROM, &TO, {NULL}},
    {"published", &PUBLISHED_FROM, &PUBLISHED_TO, {&IDT_PARAM_PUBLISHED_BY, &IDT_PARAM_LIST}},
    {"known", &KNOWN_FROM, &KNOWN_TO, {&IDT_PARAM_KNOWN_AT, &IDT_PARAM_LIST}},
};
#define AXIS_COUNT 3

/* The one axis asked about; NULL after a usage error, with its exit code. */
static const axis *choose(const idt_invocation *inv, int *code)
{
    const axis *found = NULL;
    *code = 0;
    for (size_t i = 0; i < AXIS_COUNT; i++) {
        const bool begun = idt_cli_value(inv, AXES[i].from) != NULL;
        if (begun && found != NULL) {
            *code = idt_cli_usage_error(inv->command, "--%s and --%s are two questions; ask one",
                                        found->from->name, AXES[i].from->name);
            return NULL;
        }
        if (!begun && idt_cli_value(inv, AXES[i].to) != NULL) {
            *code = idt_cli_usage_error(inv->command, "--%s needs --%s", AXES[i].to->name,
                                        AXES[i].from->name);
            return NULL;
        }
        found = begun ? &AXES[i] : found;
    }
    if (found == NULL) {
        *code = idt_cli_usage_error(inv->command,
                                    "between what? give --from, --published-from or --known-from");
        return NULL;
    }
    for (size_t i = 0; i < sizeof found->never / sizeof *found->never; i++) {
        if (found->never[i] != NULL && idt_cli_value(inv, found->never[i]) != NULL) {
            *code = idt_cli_usage_error(inv->command, "--%s has no part in a difference by --%s",
                                        found->never[i]->name, found->from->name);
            return NULL;
        }
    }
    return found;
}

typedef struct asked {
    const axis *axis;
    idt_view view;
    idt_status_question question;
    int64_t from, to; /* days or instants */
    const idt_subject *subjects;
    size_t subject_count;
} asked;

/* ---- the view, and whom it is about ---- */

/* The later end is resolved by the view, so that it is settled (register.h, I6). */
static idt_rc open_view(idt_invocation *inv, asked *a, idt_error *err)
{
    const idt_value *from = idt_cli_value(inv, a->axis->from);
    const idt_value *to = idt_cli_value(inv, a->axis->to);
    const idt_value *by = idt_cli_value(inv, &IDT_PARAM_PUBLISHED_BY);
    const idt_value *at = idt_cli_value(inv, &IDT_PARAM_KNOWN_AT);
    const int64_t end = to != NULL ? to->number : IDT_INSTANT_OPEN;
    idt_rc rc = idt_cli_open_view(inv, &a->view, err);
    if (rc == IDT_OK) {
        rc = idt_cli_question(inv, &a->view, &a->question, err);
    }
    if (rc == IDT_OK && a->axis == &AXES[1]) {
        rc = idt_register_view(inv->reg, end, at != NULL ? at->number : IDT_INSTANT_OPEN, &a->view,
                               err);
        a->to = a->view.published_by_us;
    } else if (rc == IDT_OK && a->axis == &AXES[2]) {
        rc = idt_register_view(inv->reg, by != NULL ? by->number : IDT_INSTANT_OPEN, end, &a->view,
                               err);
        a->to = a->view.known_at_us;
    } else {
        a->to = to != NULL ? to->number : idt_day_of_instant(a->view.now_us);
    }
    a->from = from->number;
    if (rc == IDT_OK && a->from > a->to) {
        return idt_fail(err, IDT_E_USAGE, "--%s is after %s%s", a->axis->from->name,
                        to != NULL ? "--" : "", to != NULL ? a->axis->to->name : "now");
    }
    return rc;
}

/* As they are at the later end and, where it is another view, at the earlier: a party that was
 * judged another since is asked for with both. */
static idt_rc find_subjects(idt_invocation *inv, asked *a, idt_error *err)
{
    idt_view early;
    const idt_subject *before = NULL;
    size_t before_count = 0;
    idt_rc rc = idt_cli_subjects(inv, &a->view, &a->subjects, &a->subject_count, err);
    if (rc != IDT_OK || a->axis == &AXES[0] || inv->argument_count == 0) {
        return rc;
    }
    const bool known = a->axis == &AXES[2];
    rc = idt_register_view(inv->reg, known ? a->view.published_by_us : a->from,
                           known ? a->from : a->view.known_at_us, &early, err);
    if (rc == IDT_OK) {
        rc = idt_cli_subjects(inv, &early, &before, &before_count, err);
    }
    idt_subject *both = IDT_NEW_N(inv->arena, idt_subject, a->subject_count + before_count);
    if (rc != IDT_OK || both == NULL) {
        return rc != IDT_OK ? rc : idt_arena_fail(inv->arena, err);
    }
    for (size_t i = 0; i < a->subject_count + before_count; i++) {
        both[i] = i < a->subject_count ? a->subjects[i] : before[i - a->subject_count];
    }
    a->subjects = both;
    a->subject_count += before_count;
    return idt_register_view(inv->reg, a->view.published_by_us, a->view.known_at_us, &early, err);
}

/* ---- the two kinds of answer ---- */

static idt_rc answer_statuses(idt_invocation *inv, const asked *a, const idt_diff_head *head,
                              size_t *count, idt_error *err)
{
    idt_status_changes changes;
    const idt_days_question question = {.from = (idt_day)a->from,
                                        .to = (idt_day)a->to,
                                        .datasets = a->question.datasets,
                                        .dataset_count = a->question.dataset_count,
                                        .lists = a->question.lists,
                                        .list_count = a->question.list_count,
                                        .subjects = a->subjects,
                                        .subject_count = a->subject_count};
    const idt_rc rc = idt_statuses_differing(inv->reg, &a->view, &IDT_DERIVER, &question,
                                             inv->arena, &changes, err);
    if (rc != IDT_OK) {
        return rc;
    }
    *count = changes.count;
    if (idt_cli_format_is(inv, "json")) {
        idt_diff_statuses_json(head, &changes, inv->out);
    } else if (idt_cli_format_is(inv, "csv")) {
        idt_diff_statuses_csv(&changes, inv->out);
    } else {
        idt_diff_statuses_text(head, &changes, inv->out);
    }
    return IDT_OK;
}

static idt_rc answer_records(idt_invocation *inv, const asked *a, const idt_diff_head *head,
                             size_t *count, idt_error *err)
{
    const idt_record_change *changes;
    const idt_difference_question question = {.axis = a->axis == &AXES[1] ? IDT_AXIS_PUBLISHED
                                                                          : IDT_AXIS_KNOWN,
                                              .from_us = a->from,
                                              .to_us = a->to,
                                              .datasets = a->question.datasets,
                                              .dataset_count = a->question.dataset_count,
                                              .subjects = a->subjects,
                                              .subject_count = a->subject_count};
    idt_rc rc =
        idt_records_differing(inv->reg, &a->view, &question, inv->arena, &changes, count, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (idt_cli_format_is(inv, "json")) {
        idt_diff_records_json(head, changes, *count, inv->out);
    } else if (idt_cli_format_is(inv, "csv")) {
        idt_diff_records_csv(head, changes, *count, inv->out);
    } else {
        rc = idt_diff_records_text(head, changes, *count, inv->out, err);
    }
    return rc;
}

static int run(idt_invocation *inv)
{
    char from[IDT_INSTANT_BYTES];
    char to[IDT_INSTANT_BYTES];
    idt_error err;
    int code;
    size_t count = 0;
    asked a = {.axis = choose(inv, &code)};
    if (a.axis == NULL) {
        return code;
    }
    idt_rc rc = open_view(inv, &a, &err);
    if (rc == IDT_OK) {
        rc = find_subjects(inv, &a, &err);
    }
    const bool days = a.axis == &AXES[0];
    if (rc == IDT_OK) {
        const idt_diff_head head = {
            .inv = inv,
            .axis = a.axis->name,
            .from = days ? idt_day_text((idt_day)a.from, from) : idt_instant_text(a.from, from),
            .to = days ? idt_day_text((idt_day)a.to, to) : idt_instant_text(a.to, to),
            .view = &a.view,
            .question = &a.question,
            .published_asked = a.axis != &AXES[1],
            .known_asked = a.axis != &AXES[2]};
        rc = days ? answer_statuses(inv, &a, &head, &count, &err)
                  : answer_records(inv, &a, &head, &count, &err);
    }
    return rc != IDT_OK ? idt_cli_fail(&err) : count > 0 ? IDT_EXIT_FOUND : IDT_EXIT_DONE;
}

static const idt_param *const PARAMS[] = {&FROM,
                                          &TO,
                                          &PUBLISHED_FROM,
                                          &PUBLISHED_TO,
                                          &IDT_PARAM_PUBLISHED_BY,
                                          &KNOWN_FROM,
                                          &KNOWN_TO,
                                          &IDT_PARAM_KNOWN_AT,

                                          &IDT_PARAM_LIST,
                                          &IDT_PARAM_DATASET,
                                          &FORMAT,
                                          NULL};
static const idt_example EXAMPLES[] = {
    {"diff --from 2024-05-27 --to 2025-04-17", IDT_EXIT_FOUND,
     "whose status on which list was another, by which event"},
    {"diff --published-from 2026-11-24 --dataset brief", IDT_EXIT_FOUND,
     "what a dataset says now that it had not said by the end of that day"},
    {"diff Taliban --known-from 2026-11-25T08:00:00Z --format json", IDT_EXIT_DONE,
     "what we came to hold about one subject since, and why"},
};

const idt_command IDT_CMD_DIFF = {
    .name = "diff",
    .arguments = "[SUBJECT...]",
    .least = 0,
    .most = SIZE_MAX,
    .summary = "what differs between two days, publications or states of knowledge",
    .description =
        "Compares along one axis while the others stand still. --from and --to: whose status "
        "differs between two days, on which list, by which event. --published-from and "
        "--published-to: which records the datasets added, removed or changed, statement by "
        "statement. --known-from and --known-to: which records this register came to hold "
        "otherwise, with the cause: change (the world), correction (it was wrong), withdrawn, "
        "reader (old bytes read better), edition. SUBJECT and --dataset narrow it. Exit 1 when "
        "something differs.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 3,
    .run = run,
};
