#include "cli/record_report.h"
#include "core/io.h"
#include "load/load_authored.h"

static const idt_param STARTER = {
    .name = "starter",
    .type = IDT_PARAM_FLAG,
    .help = "also load the authored records shipped with the program",
};

static idt_rc shipped_files(idt_invocation *inv, const char ***paths, size_t *count, idt_error *err)
{
    static const char *const folders[] = {"procedures", "starter"};
    const size_t wanted = idt_cli_flag(inv, &STARTER) ? 2 : 1;
    idt_str data;
    size_t cap = 0;
    *paths = NULL;
    *count = 0;
    idt_rc rc = idt_cli_data_dir(inv, &data, err);
    for (size_t f = 0; f < wanted && rc == IDT_OK; f++) {
        const idt_str folder =
            idt_str_format(inv->arena, IDT_STR_FMT "/%s", IDT_STR_ARG(data), folders[f]);
        idt_str *files;
        size_t n;
        rc = folder.ptr != NULL ? idt_dir_files(folder.ptr, ".yaml", inv->arena, &files, &n, err)
                                : idt_arena_fail(inv->arena, err);
        for (size_t i = 0; i < n && rc == IDT_OK; i++) {
            if (!IDT_GROW(inv->arena, *paths, cap, *count)) {
                return idt_arena_fail(inv->arena, err);
            }
            (*paths)[(*count)++] = files[i].ptr;
        }
    }
    return rc;
}

/* A register that a killed `init` left without its procedures is completed, not refused. */
static idt_rc open_fresh(idt_invocation *inv, bool *existed, idt_error *err)
{
    const idt_register_options options = {.clock = inv->clock};
    idt_error first;
    idt_rc rc = idt_register_open(inv->home.ptr, IDT_OPEN_CREATE, &options, &inv->reg, &first);
    *existed = rc == IDT_E_USAGE;
    if (*existed) {
        return idt_register_open(inv->home.ptr, IDT_OPEN_WRITE, &options, &inv->reg, err);
    }
    if (rc != IDT_OK && err != NULL) {
        *err = first;
    }
    return rc;
}

static int run(idt_invocation *inv)
{
    idt_error err;
    const char **paths;
    size_t count;
    bool existed;
    idt_load_report report = {0};
    const idt_load_options options = {.only_absent = true};
    idt_rc rc = shipped_files(inv, &paths, &count, &err);
    if (rc == IDT_OK) {
        rc = open_fresh(inv, &existed, &err);
    }
    if (rc == IDT_OK) {
        rc = idt_load_authored(inv->reg, paths, count, &options, inv->arena, &report, &err);
    }
    if (rc != IDT_OK) {
        return idt_cli_fail(&err);
    }
    size_t loaded = 0;
    for (size_t i = 0; i < report.dataset_count; i++) {
        loaded += !report.datasets[i].passed_over;
    }
    if (report.fault_count == 0 && existed && loaded == 0) {
        idt_cli_note("interdict: %s already holds a register with these records", inv->home.ptr);
        return IDT_EXIT_USAGE;
    }
    if (report.fault_count == 0) {
        idt_buf_add_format(inv->out, "register " IDT_STR_FMT "/" IDT_REGISTER_FILE "\n",
                           IDT_STR_ARG(inv->home));
    }
    return idt_record_report(inv, &report, false);
}

static const idt_param *const PARAMS[] = {&STARTER, NULL};
static const idt_example EXAMPLES[] = {
    {"init --starter", IDT_EXIT_DONE,
     "makes a register in the home folder, with procedures, authorities and the starter records"},
};

const idt_command IDT_CMD_INIT = {
    .name = "init",
    .arguments = "",
    .summary = "create a register",
    .description =
        "Creates a register in the home folder and loads the procedures and authorities shipped "
        "with the program. A register that an interrupted init left incomplete is "
        "completed; one that is complete is not touched.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 1,
    .run = run,
};
