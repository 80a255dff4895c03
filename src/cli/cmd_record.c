#include <inttypes.h>

#include "authored/skeleton.h"
#include "cli/record_report.h"
#include "core/io.h"
#include "core/json_writer.h"

static const idt_param CHECK = {
    .name = "check", .type = IDT_PARAM_FLAG, .help = "only check the files; load nothing"};
static const idt_param ADD = {
    .name = "add",
    .type = IDT_PARAM_FLAG,
    .help = "only add or replace records; the dataset's others stay",
};
static const idt_param ACCEPT_REMOVALS = {
    .name = "accept-removals",
    .type = IDT_PARAM_FLAG,
    .help = "withdrawing more than 5 % of a dataset is meant",
};

static const idt_param TEMPLATE = {
    .name = "template",
    .type = IDT_PARAM_TEXT,
    .metavar = "KIND",
    .help = "print a record file to begin with: organization, person, listing, incident, contact, "
            "figure, act, prosecution, office, recognition, claim, list, authority, source",
};

static void report_json(idt_invocation *inv, const idt_load_report *report, bool checked_only)
{
    char text[IDT_INSTANT_BYTES];
    idt_json_writer w;
    idt_jw_init(&w, inv->out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "schema_version", "1.0");
    idt_jw_bool(&w, "loaded", report->fault_count == 0 && !checked_only);
    idt_jw_array(&w, "faults");
    for (size_t i = 0; i < report->fault_count; i++) {
        const idt_fault *f = &report->faults[i];
        idt_jw_object(&w, NULL);
        idt_jw_str(&w, "file", f->file);
        idt_jw_int(&w, "line", f->line);
        idt_jw_int(&w, "column", f->column);
        idt_jw_str(&w, "message", f->message);
        idt_jw_end(&w);
    }
    idt_jw_end(&w);
    idt_jw_array(&w, "datasets");
    for (size_t i = 0; i < report->dataset_count; i++) {
        const idt_loaded_dataset *d = &report->datasets[i];
        idt_jw_object(&w, NULL);
        idt_jw_str(&w, "dataset", d->key);
        idt_jw_bool(&w, "same_bytes", d->counts.same_bytes || d->passed_over);
        idt_jw_int(&w, "added", (int64_t)d->counts.added);
        idt_jw_int(&w, "changed", (int64_t)d->counts.changed);
        idt_jw_int(&w, "unchanged", (int64_t)d->counts.unchanged);
        idt_jw_int(&w, "withdrawn", (int64_t)d->counts.withdrawn);
        idt_jw_text(&w, "recorded", idt_instant_text(d->counts.recorded_us, text));
        idt_jw_end(&w);
    }
    idt_jw_end(&w);
    idt_jw_end(&w);
    idt_buf_add_byte(inv->out, '\n');
}

static void dataset_line(idt_invocation *inv, const idt_loaded_dataset *d)
{
    char text[IDT_INSTANT_BYTES];
    idt_buf_add_format(inv->out, "  %-14.*s ", IDT_STR_ARG(d->key));
    if (d->passed_over) {
        idt_buf_add_text(inv->out, "held already\n");
    } else if (d->counts.same_bytes) {
        idt_buf_add_text(inv->out, "unchanged\n");
    } else {
        idt_buf_add_format(inv->out,
                           "%" PRIu64 " added, %" PRIu64 " changed, %" PRIu64 " unchanged, %" PRIu64
                           " withdrawn; recorded %s\n",
                           d->counts.added, d->counts.changed, d->counts.unchanged,
                           d->counts.withdrawn, idt_instant_text(d->counts.recorded_us, text));
    }
}

int idt_record_report(idt_invocation *inv, const idt_load_report *report, bool checked_only)
{
    const int code = report->fault_count > 0 ? IDT_EXIT_USAGE : IDT_EXIT_DONE;
    if (idt_cli_format_is(inv, "json")) {
        report_json(inv, report, checked_only);
        return code;
    }
    for (size_t i = 0; i < report->fault_count; i++) {
        const idt_fault *f = &report->faults[i];
        idt_cli_note(IDT_STR_FMT ":%u:%u: " IDT_STR_FMT, IDT_STR_ARG(f->file), f->line, f->column,
                     IDT_STR_ARG(f->message));
    }
    if (report->fault_count > 0) {
        idt_cli_note("%zu fault%s; nothing was loaded", report->fault_count,
                     report->fault_count == 1 ? "" : "s");
    } else if (checked_only) {
        idt_buf_add_text(inv->out, "no faults\n");
    }
    for (size_t i = 0; i < report->dataset_count; i++) {
        dataset_line(inv, &report->datasets[i]);
    }
    return code;
}

static int run(idt_invocation *inv)
{
    idt_error err;
    const idt_value *kind = idt_cli_value(inv, &TEMPLATE);
    if (kind != NULL) {
        return inv->argument_count > 0
                   ? idt_cli_usage_error(inv->command, "--template takes no FILE")
               : idt_skeleton_write(kind->text, inv->out, &err) == IDT_OK ? IDT_EXIT_DONE
                                                                          : idt_cli_fail(&err);
    }
    if (inv->argument_count == 0) {
        return idt_cli_usage_error(inv->command, "an argument is missing");
    }
    idt_load_report report = {0};
    const bool check = idt_cli_flag(inv, &CHECK);
    const idt_load_options options = {.add = idt_cli_flag(inv, &ADD),
                                      .accept_removals = idt_cli_flag(inv, &ACCEPT_REMOVALS)};
    const idt_register_options open = {.clock = inv->clock};
    idt_rc rc = idt_register_open(inv->home.ptr, check ? IDT_OPEN_READ : IDT_OPEN_WRITE, &open,
                                  &inv->reg, &err);
    if (rc == IDT_E_NOT_FOUND && check) {
        inv->reg = NULL; /* without a register the files are checked alone */
        rc = IDT_OK;
    } else if (rc == IDT_E_NOT_FOUND) {
        rc = idt_fail(&err, IDT_E_NOT_FOUND,
                      "there is no register in " IDT_STR_FMT "; make one with `interdict init`",
                      IDT_STR_ARG(inv->home));
    }
    if (rc == IDT_OK) {
        rc = check ? idt_check_authored(inv->reg, inv->arguments, inv->argument_count, &options,
                                        inv->arena, &report, &err)
                   : idt_load_authored(inv->reg, inv->arguments, inv->argument_count, &options,
                                       inv->arena, &report, &err);
    }
    return rc != IDT_OK ? idt_cli_fail(&err) : idt_record_report(inv, &report, check);
}

static const idt_param *const PARAMS[] = {
    &CHECK, &ADD, &ACCEPT_REMOVALS, &TEMPLATE, &IDT_PARAM_OUTPUT, NULL};
static const idt_example EXAMPLES[] = {
    {"record --check data/starter/brief.yaml", IDT_EXIT_DONE,
     "checks a file against the format and the register without loading it"},
    {"record data/starter/brief.yaml", IDT_EXIT_DONE,
     "loads it as an edition of the dataset it names; the same bytes again are unchanged"},
    {"record --template incident", IDT_EXIT_DONE,
     "a commented record file to begin with, which has no faults as it stands"},
};

const idt_command IDT_CMD_RECORD = {
    .name = "record",
    .arguments = "FILE...",
    .least = 0,
    .most = SIZE_MAX,
    .summary = "check and load authored record files",
    .description =
        "Checks YAML record files and loads them, all or nothing: each fault is reported with line "
        "and "
        "column, and one fault loads none. The files of a dataset are its new edition: records "
        "they no "
        "longer hold are withdrawn. A record that differs from the one held must say `change:` or "
        "`correction:`. The format is described in docs/register.md.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 3,
    .run = run,
    .loads = true,
};
