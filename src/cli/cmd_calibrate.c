#include "cli/calibrate_report.h"
#include "cli/compare_batch.h"
#include "core/io.h"

#define FORM_BYTES ((size_t)64 << 10)

static const idt_param COLUMNS = {
    .name = "columns",
    .type = IDT_PARAM_TEXT,
    .metavar = "COLUMNS",
    .help = "PAIRS is a CSV file; QUERY,CANDIDATE,LABEL[,SCHEMA] are the names of its columns",
};
static const idt_param SCHEMA = {
    .name = "schema",
    .type = IDT_PARAM_TEXT,
    .metavar = "SCHEMA",
    .help = "with --columns: what the names are of, where no column says it",
};
static const idt_param TARGET = {
    .name = "target",
    .type = IDT_PARAM_TEXT,
    .metavar = "TARGET",
    .fallback = "f1",
    .help = "f1 (the best), precision=0.95 (the lowest threshold that reaches it), or recall=0.99 "
            "(the highest one)",
};
static const idt_param PROFILE = {
    .name = "profile",
    .type = IDT_PARAM_TEXT,
    .metavar = "PROFILE",
    .fallback = "default",
    .help = "the profile in use: default, strict, wide, ofac, or a file",
};
static const idt_param DRAWS = {
    .name = "draws",
    .type = IDT_PARAM_TEXT,
    .metavar = "N",
    .fallback = "1000",
    .help = "draws of the bootstrap",
};
static const idt_param SEED = {
    .name = "seed",
    .type = IDT_PARAM_TEXT,
    .metavar = "N",
    .fallback = "1",
    .help = "of the draws: the same seed gives the same answer",
};
static const idt_param OUTPUT = {
    .name = "output",
    .type = IDT_PARAM_TEXT,
    .metavar = "FILE",
    .help = "write the profile with the fitted threshold to this new file; without it nothing is "
            "written",
};
static const idt_param NAME = {
    .name = "name",
    .type = IDT_PARAM_TEXT,
    .metavar = "NAME",
    .fallback = "calibrated",
    .help = "the name of the profile that is written",
};

static idt_str text_of(const idt_invocation *inv, const idt_param *param)
{
    const idt_value *value = idt_cli_value(inv, param);
    return value != NULL ? value->text : (idt_str){0};
}

/* "0.95", "95e-2" are read by hand: digits, a point, at most four digits. */
static bool share_of(idt_str text, uint16_t *out)
{
    const size_t point = idt_str_find(text, '.');
    const idt_str decimals = idt_str_slice(text, point + 1, text.len);
    uint64_t whole = 0;
    uint64_t rest = 0;
    if (!idt_str_to_u64(idt_str_slice(text, 0, point), 1, &whole) || decimals.len > 4 ||
        (point < text.len && !idt_str_to_u64(decimals, 9999, &rest))) {
        return false;
    }
    for (size_t i = decimals.len; i < 4; i++) {
        rest *= 10;
    }
    *out = (uint16_t)(whole * 10000 + rest);
    return whole * 10000 + rest > 0 && whole * 10000 + rest <= 10000;
}

static bool target_of(idt_str text, idt_target *out)
{
    *out = (idt_target){.kind = IDT_TARGET_F1};
    if (text.ptr == NULL || idt_str_is(text, "f1")) {
        return true;
    }
    const size_t equals = idt_str_find(text, '=');
    const idt_str kind = idt_str_slice(text, 0, equals);
    out->kind = idt_str_is(kind, "precision") ? IDT_TARGET_PRECISION : IDT_TARGET_RECALL;
    return (out->kind == IDT_TARGET_PRECISION || idt_str_is(kind, "recall")) &&
           share_of(idt_str_slice(text, equals + 1, text.len), &out->least);
}

typedef struct options {
    idt_target target;
    uint64_t draws, seed;
} options;

/* NULL, or what is wrong. */
static const char *read_options(const idt_invocation *inv, options *out)
{
    const idt_str draws = text_of(inv, &DRAWS);
    const idt_str seed = text_of(inv, &SEED);
    out->draws = IDT_CALIBRATE_DRAWS;
    out->seed = 1;
    if (!target_of(text_of(inv, &TARGET), &out->target)) {
        return "--target is f1, precision=P or recall=R, over 0 and at most 1, of at most four "
               "decimals";
    }
    if (draws.ptr != NULL &&
        (!idt_str_to_u64(draws, IDT_CALIBRATE_DRAWS_MAX, &out->draws) || out->draws < 100)) {
        return "--draws is a number from 100 to 100000";
    }
    if (seed.ptr != NULL && !idt_str_to_u64(seed, UINT64_MAX, &out->seed)) {
        return "--seed is a number";
    }
    if (idt_cli_value(inv, &SCHEMA) != NULL && idt_cli_value(inv, &COLUMNS) == NULL) {
        return "--schema goes with --columns; in lines of JSON each party says its own";
    }
    if (text_of(inv, &NAME).len > IDT_SCORING_NAME_MAX || idt_scoring_named(text_of(inv, &NAME))) {
        return "--name is taken by a profile of the program, or longer than 64 bytes";
    }
    return NULL;
}

/* The profile in use with the fitted threshold; says in its description where that is from. */
static idt_rc fitted_profile(const idt_invocation *inv, const idt_calibrate_report *r,
                             idt_scoring **out, idt_error *err)
{
    char target[IDT_TARGET_BYTES];
    const idt_str name = text_of(inv, &NAME);
    idt_scoring *s = IDT_NEW(inv->arena, idt_scoring);
    if (s == NULL) {
        return idt_arena_fail(inv->arena, err);
    }
    *s = *r->scoring;
    s->name = name.ptr != NULL ? name.ptr : "calibrated";
    s->possible = r->found->threshold.value;
    s->strong = s->strong > s->possible ? s->strong : s->possible;
    s->description = idt_str_format(inv->arena,
                                    "profile %s; possible fitted for %s on %zu labelled rows of "
                                    "%zu queries",
                                    r->scoring->name, idt_target_text(r->target, target),
                                    r->rows->count, r->rows->queries.count)
                         .ptr;
    *out = s;
    return s->description != NULL ? IDT_OK : idt_arena_fail(inv->arena, err);
}

static idt_rc write_profile(const idt_scoring *s, const char *path, idt_error *err)
{
    idt_buf form;
    idt_buf_init(&form, FORM_BYTES);
    idt_scoring_write(s, &form);
    idt_buf_add_byte(&form, '\n');
    idt_rc rc = idt_buf_check(&form, err);
    if (rc == IDT_OK && idt_path_exists(path)) {
        rc = idt_fail(err, IDT_E_USAGE, "%s is there already; a profile is written to a new file",
                      path);
    }
    rc = rc == IDT_OK ? idt_file_write(path, idt_buf_borrow(&form), err) : rc;
    idt_buf_release(&form);
    return rc;
}

static idt_rc calibrate(idt_invocation *inv, const options *o, idt_calibrate_report *r,
                        idt_calibration *found, idt_alert_rows *rows, idt_error *err)
{
    idt_scoring *fitted = NULL;
    idt_rc rc = idt_scoring_choose(inv, idt_cli_value(inv, &PROFILE), &r->scoring, err);
    rc = rc == IDT_OK ? idt_alert_rows_read(inv, r->scoring, r->path, text_of(inv, &COLUMNS),
                                            text_of(inv, &SCHEMA), rows, err)
                      : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    const idt_labels labels = {
        .rows = rows->labelled, .count = rows->count, .groups = (uint32_t)rows->queries.count};
    rc = idt_calibrate(&labels, o->target, r->scoring->possible, (uint32_t)o->draws, o->seed,
                       inv->arena, found, err);
    if (rc == IDT_OK && found->refused == NULL && r->scoring->scorer == IDT_SCORER_OFAC &&
        found->threshold.value < 5000) {
        found->refused = "the threshold would be under .5, the search tool's least";
    }
    if (rc != IDT_OK || found->refused != NULL) {
        return rc;
    }
    rc = fitted_profile(inv, r, &fitted, err);
    r->fitted = fitted;
    const char *path = text_of(inv, &OUTPUT).ptr;
    rc = rc == IDT_OK && path != NULL ? write_profile(fitted, path, err) : rc;
    r->written = rc == IDT_OK ? path : NULL;
    return rc;
}

static int run(idt_invocation *inv)
{
    idt_error err;
    options o;
    idt_calibration found = {0};
    idt_alert_rows rows;
    const char *fault = read_options(inv, &o);
    if (fault != NULL) {
        return idt_cli_usage_error(inv->command, "%s", fault);
    }
    idt_calibrate_report r = {.path = inv->arguments[0],
                              .rows = &rows,
                              .target = o.target,
                              .seed = o.seed,
                              .found = &found};
    if (calibrate(inv, &o, &r, &found, &rows, &err) != IDT_OK) {
        return idt_cli_fail(&err);
    }
    (idt_cli_format_is(inv, "json") ? idt_calibrate_json : idt_calibrate_text)(&r, inv->out);
    if (found.refused != NULL) {
        idt_cli_note("interdict calibrate: no fit: %s", found.refused);
        return IDT_EXIT_FOUND;
    }
    return IDT_EXIT_DONE;
}

static const idt_param *const PARAMS[] = {&COLUMNS, &SCHEMA, &TARGET, &PROFILE,          &DRAWS,
                                          &SEED,    &OUTPUT, &NAME,   &IDT_PARAM_OUTPUT, NULL};
static const idt_example EXAMPLES[] = {
    {"calibrate data/profiles/example_alerts.csv --columns query,candidate,label,schema",
     IDT_EXIT_DONE, "the threshold with the best F1 on labelled alerts, and how sure that is"},
    {"calibrate data/profiles/example_alerts.csv --columns query,candidate,label,schema "
     "--target recall=0.97 --format json",
     IDT_EXIT_DONE, "the highest threshold that misses at most three matches in a hundred"},
};

const idt_command IDT_CMD_CALIBRATE = {
    .name = "calibrate",
    .arguments = "PAIRS",
    .least = 1,
    .most = 1,
    .summary = "fit the threshold to your own labelled alerts",
    .description =
        "Reads alerts that people ruled on: lines such as {\"query\":{\"schema\":\"Person\","
        "\"properties\":{\"name\":[\"...\"]}},\"candidate\":{...},\"label\":\"match\"} (or "
        "\"no_match\"), or with --columns the rows of a CSV file (-: standard input). Scores them "
        "by the profile in use, fits the threshold `possible` to the target, and says what it "
        "would change: alerts gained and lost, examples, and 95 % intervals by a bootstrap over "
        "whole queries. Nothing is changed; --output writes a profile to use with --profile. "
        "Fewer than 100 rows, 20 of each label or 20 queries are not fitted (exit 1), nor is a "
        "target that no threshold reaches.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 2,
    .run = run,
};
