#include "cli/import_report.h"

static const idt_param PUBLISHED = {
    .name = "published",
    .type = IDT_PARAM_INSTANT_FROM,
    .metavar = "TIME",
    .fallback = "as stated inside, else by a file's name, else now",
    .help = "when the edition was published (UTC; a day means its start)",
};
static const idt_param ACCEPT_REJECTS = {
    .name = "accept-rejects",
    .type = IDT_PARAM_FLAG,
    .help = "load the other entries although some cannot be read",
};
static const idt_param ACCEPT_REMOVALS = {
    .name = "accept-removals",
    .type = IDT_PARAM_FLAG,
    .help = "over 5 % fewer entries than in the edition published before it is meant",
};
static const idt_param EACH = {
    .name = "each",
    .type = IDT_PARAM_FLAG,
    .help = "every FILE is an edition of its own, loaded in the order given",
};
static const idt_param CHECK = {
    .name = "check",
    .type = IDT_PARAM_FLAG,
    .help = "only read and judge the files; load nothing",
};

static idt_rc find_reader(idt_str dataset, const idt_list_reader **out, idt_error *err)
{
    char known[512];
    size_t at = 0;
    *out = idt_list_reader_find(dataset);
    if (*out != NULL) {
        return IDT_OK;
    }
    known[0] = '\0';
    for (size_t i = 0; IDT_LIST_READERS[i] != NULL && at < sizeof known; i++) {
        const size_t len = strlen(IDT_LIST_READERS[i]->dataset);
        if (at + len + 2 < sizeof known) {
            memcpy(known + at, " ", 1);
            memcpy(known + at + 1, IDT_LIST_READERS[i]->dataset, len + 1);
            at += len + 1;
        }
    }
    return idt_fail(err, IDT_E_USAGE,
                    "no reader is known for the dataset \"" IDT_STR_FMT "\"; there are:%s",
                    IDT_STR_ARG(dataset), known);
}

static idt_rc open_register(idt_invocation *inv, idt_error *err)
{
    const idt_register_options open = {.clock = inv->clock};
    const idt_rc rc = idt_register_open(inv->home.ptr, IDT_OPEN_WRITE, &open, &inv->reg, err);
    return rc != IDT_E_NOT_FOUND
               ? rc
               : idt_fail(err, IDT_E_NOT_FOUND,
                          "there is no register in " IDT_STR_FMT "; make one with `interdict init`",
                          IDT_STR_ARG(inv->home));
}

/* What one import says goes out before the next, whose memory is the same. */
static idt_rc import_one(idt_invocation *inv, const idt_list_reader *reader,
                         const char *const *paths, size_t count, const idt_list_options *options,
                         idt_json_writer *w, bool *stopped, idt_error *err)
{
    idt_list_report report;
    const bool each = idt_cli_flag(inv, &EACH);
    idt_arena *arena = idt_arena_new((size_t)8 << 30);
    if (arena == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory for an import");
    }
    const idt_rc rc = idt_load_list(inv->reg, reader, paths, count, options, arena, &report, err);
    if (rc == IDT_OK) {
        *stopped = *stopped || report.stop != IDT_STOP_NONE;
        if (idt_cli_format_is(inv, "json")) {
            idt_import_json(&report, options->check, w);
        } else {
            idt_import_text(inv, &report, each, options->check);
        }
    }
    idt_arena_free(arena);
    return rc;
}

static idt_rc import_all(idt_invocation *inv, const idt_list_reader *reader,
                         const idt_list_options *options, bool *stopped, idt_error *err)
{
    const char *const *paths = inv->arguments + 1;
    const size_t count = inv->argument_count - 1;
    const bool json = idt_cli_format_is(inv, "json");
    const size_t step = idt_cli_flag(inv, &EACH) ? 1 : count;
    idt_rc rc = IDT_OK;
    idt_json_writer w;
    idt_jw_init(&w, inv->out);
    if (json) {
        idt_jw_object(&w, NULL);
        idt_jw_text(&w, "schema_version", "1.0");
        idt_jw_array(&w, "imports");
    }
    for (size_t i = 0; i < count && rc == IDT_OK && !*stopped; i += step) {
        rc = import_one(inv, reader, paths + i, step, options, &w, stopped, err);
    }
    if (json && rc == IDT_OK) {
        idt_jw_end(&w);
        idt_jw_end(&w);
        idt_buf_add_byte(inv->out, '\n');
    } else if (json) {
        idt_buf_clear(inv->out); /* half an object is none */
    }
    return rc;
}

static int run(idt_invocation *inv)
{
    idt_error err;
    bool stopped = false;
    const idt_list_reader *reader;
    const idt_value *published = idt_cli_value(inv, &PUBLISHED);
    const idt_list_options options = {
        .has_published = published != NULL,
        .published_us = published != NULL ? published->number : 0,
        .accept_rejects = idt_cli_flag(inv, &ACCEPT_REJECTS),
        .accept_removals = idt_cli_flag(inv, &ACCEPT_REMOVALS),
        .check = idt_cli_flag(inv, &CHECK),
    };
    if (published != NULL && idt_cli_flag(inv, &EACH)) {
        return idt_cli_usage_error(inv->command,
                                   "--published says when one edition was published; --each loads "
                                   "one a file");
    }
    idt_rc rc = find_reader(idt_str_borrow(inv->arguments[0]), &reader, &err);
    if (rc == IDT_OK) {
        rc = open_register(inv, &err);
    }
    if (rc == IDT_OK) {
        rc = import_all(inv, reader, &options, &stopped, &err);
    }
    if (rc == IDT_E_LIMIT) { /* a file too large to be a list is bad input, not our failure */
        (void)idt_cli_fail(&err);
        return IDT_EXIT_USAGE;
    }
    if (rc != IDT_OK) {
        return idt_cli_fail(&err);
    }
    return stopped ? IDT_EXIT_USAGE : IDT_EXIT_DONE;
}

static const idt_param *const PARAMS[] = {
    &PUBLISHED, &ACCEPT_REJECTS, &ACCEPT_REMOVALS, &EACH, &CHECK, &IDT_PARAM_OUTPUT, NULL};

const idt_command IDT_CMD_IMPORT = {
    .name = "import",
    .arguments = "DATASET FILE...",
    .least = 2,
    .most = SIZE_MAX,
    .summary = "read an edition of an official list from files",
    .description =
        "Reads the files of one publication, in any order and as they were published or compressed "
        "(xz, zstd, gzip, zip), as one edition of the dataset. Every entry is read or rejected "
        "with "
        "its place and the reason; a reject, over 5 % fewer entries than in the edition published "
        "before it, or a file that edition had and this lacks stops the import and leaves the "
        "register as it was (exit 2). Editions may come in any order. The same bytes again are "
        "unchanged.",
    .params = PARAMS,
    .examples = NULL,
    .example_count = 0,
    .run = run,
    .loads = true,
};
