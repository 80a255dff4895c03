#include "cli/index_report.h"
#include "cli/index_selftest.h"

#include "register/rectangles.h"

static const idt_param FULL = {
    .name = "full",
    .type = IDT_PARAM_FLAG,
    .help = "build: one new file of everything, also where a small one would do",
};

/* Brought up to date, and merged where that is due and nobody else is at it. */
static idt_rc follow(idt_invocation *inv, const idt_view *view, idt_compiled *out, idt_error *err)
{
    idt_compiled merged = {0};
    idt_rc rc = idt_compile_ensure(inv->reg, view, inv->home.ptr, IDT_COMPILE_BYTES, out, err);
    if (rc == IDT_OK && out->merge_due) {
        rc = idt_compile_merge(inv->reg, view, inv->home.ptr, IDT_COMPILE_BYTES, &merged, err);
        *out = merged.did != IDT_COMPILE_NOTHING ? merged : *out;
    }
    return rc;
}

static int build(idt_invocation *inv)
{
    idt_error err;
    idt_view view;
    idt_compiled done = {0};
    idt_rc rc = idt_cli_open_view(inv, &view, &err);
    if (rc == IDT_OK) {
        rc = idt_cli_flag(inv, &FULL)
                 ? idt_compile_build(inv->reg, &view, inv->home.ptr, IDT_COMPILE_BYTES, &done, &err)
                 : follow(inv, &view, &done, &err);
    }
    if (rc != IDT_OK) {
        return idt_cli_fail(&err);
    }
    idt_index_built_report(inv, &done);
    return IDT_EXIT_DONE;
}

static int info(idt_invocation *inv)
{
    idt_error err;
    idt_index *index = NULL;
    idt_view view;
    idt_index_account account = {0};
    idt_rc rc = idt_compile_open(inv->home.ptr, inv->arena, &index, &err);
    if (rc == IDT_OK && idt_cli_open_view(inv, &view, NULL) == IDT_OK) {
        account.register_read = true;
        rc = idt_register_newest_recorded(inv->reg, &view, &account.newest_us, &err);
    }
    if (rc == IDT_OK) {
        account.index = index;
        rc = idt_index_info_report(inv, &account, &err);
    }
    if (rc == IDT_OK) {
        idt_index_selftest_show(inv, index);
    }
    idt_index_close(index);
    return rc == IDT_OK ? IDT_EXIT_DONE : idt_cli_fail(&err);
}

static int verify(idt_invocation *inv)
{
    idt_error err;
    idt_index *index = NULL;
    idt_view view;
    uint64_t faults = 0;
    idt_rc rc = idt_compile_open(inv->home.ptr, inv->arena, &index, &err);
    rc = rc == IDT_OK ? idt_cli_open_view(inv, &view, &err) : rc;
    if (rc == IDT_OK) {
        rc = idt_index_verify_report(inv, index, &view, &faults, &err);
    }
    idt_index_close(index);
    return rc != IDT_OK ? idt_cli_fail(&err) : faults == 0 ? IDT_EXIT_DONE : IDT_EXIT_FOUND;
}

/* The first option given that belongs to another action; NULL: none. */
static const idt_param *misplaced(const idt_invocation *inv, const char *action)
{
    if (strcmp(action, "build") != 0 && idt_cli_flag(inv, &FULL)) {
        return &FULL;
    }
    for (size_t i = 0; strcmp(action, "selftest") != 0 && IDT_SELFTEST_PARAMS[i] != NULL; i++) {
        if (idt_cli_value(inv, IDT_SELFTEST_PARAMS[i]) != NULL) {
            return IDT_SELFTEST_PARAMS[i];
        }
    }
    return NULL;
}

static int run(idt_invocation *inv)
{
    static const struct action {
        const char *name;
        int (*run)(idt_invocation *inv);
    } actions[] = {
        {"build", build}, {"info", info}, {"verify", verify}, {"selftest", idt_index_selftest}};
    static const char *const names[] = {"build", "info", "verify", "selftest"};
    const idt_str asked = idt_str_borrow(inv->arguments[0]);
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        if (!idt_str_is(asked, actions[i].name)) {
            continue;
        }
        const idt_param *other = misplaced(inv, actions[i].name);
        return other != NULL ? idt_cli_usage_error(inv->command, "--%s goes with %s", other->name,
                                                   other == &FULL ? "build" : "selftest")
                             : actions[i].run(inv);
    }
    const char *nearest = idt_str_nearest(asked, names, sizeof names / sizeof *names);
    return idt_cli_usage_error(inv->command, "\"%s\" is not what can be done with an index%s%s%s",
                               inv->arguments[0], nearest != NULL ? "; did you mean \"" : "",
                               nearest != NULL ? nearest : ": build, info, verify, selftest",
                               nearest != NULL ? "\"?" : "");
}

static const idt_param *const PARAMS[] = {&FULL,
                                          &IDT_PARAM_POPULATION,
                                          &IDT_PARAM_SAMPLE,
                                          &IDT_PARAM_SEED,
                                          &IDT_PARAM_EXAMPLES,
                                          &IDT_PARAM_OUTPUT,
                                          NULL};
static const idt_example EXAMPLES[] = {
    {"index build", IDT_EXIT_DONE, "brings the index up to what the register holds"},
    {"index info", IDT_EXIT_DONE, "its files, what they hold and how far they know"},
    {"index verify", IDT_EXIT_DONE,
     "every byte against its checksum, every name against the register; exit 1 if one differs"},
    {"index selftest", IDT_EXIT_DONE,
     "what it finds of its own names, as written and mistyped, cut, respelt; exit 1 if a name as "
     "written does not find its own subject"},
};

const idt_command IDT_CMD_INDEX = {
    .name = "index",
    .arguments = "build|info|verify|selftest",
    .least = 1,
    .most = 1,
    .summary = "the files in which names are found",
    .description =
        "The index holds every name that was ever recorded of a party, with the times at which it "
        "stood, so that a question about any published-by and known-at is answered from the same "
        "files. They are in the folder index/ of --home. `build` brings them up to what the "
        "register holds: a small file where little changed, one new file where much did or with "
        "--full. Once it is there it follows every load. Same register, same bytes. `selftest` "
        "asks about every name and keeps what came "
        "of "
        "it beside the index, where `info` shows it. docs/formats/index-home.md describes the "
        "folder, docs/formats/index.md the files, docs/selftest.md the test.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 4,
    .run = run,
};
