#include <inttypes.h>

#include "cli/import_report.h"
#include "cli/libexec.h"
#include "load/load_update.h"

#define AGENT "interdict/" IDT_VERSION

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
static const idt_param FROM = {
    .name = "from",
    .type = IDT_PARAM_TEXT,
    .metavar = "FILE",
    .fallback = "$INTERDICT_SOURCES, else the shipped sources.yaml",
    .help = "the file that says where lists are published",
};
static const idt_param DRY_RUN = {
    .name = "dry-run",
    .type = IDT_PARAM_FLAG,
    .help = "only say what would be fetched",
};

typedef struct update {
    idt_invocation *inv;
    idt_publications all;
    idt_update_setting setting;
    idt_json_writer w;
    bool json, dry;
    int code; /* the worst so far */
} update;

static const char *const OUTCOMES[] = {
    [IDT_UPDATE_UNCHANGED] = "unchanged", [IDT_UPDATE_LOADED] = "loaded",
    [IDT_UPDATE_STOPPED] = "stopped",     [IDT_UPDATE_FAILED] = "failed",
    [IDT_UPDATE_REFUSED] = "refused",
};

static void count_code(update *u, int code)
{
    u->code = code > u->code ? code : u->code;
}

/* ---- what was done, as text ---- */

static void dry_text(update *u, const idt_update_report *r)
{
    const idt_publication *p = r->publication;
    idt_buf_add_format(u->inv->out,
                       IDT_STR_FMT "\n  " IDT_STR_FMT "; " IDT_STR_FMT "\n  fresh for " IDT_STR_FMT
                                   "\n",
                       IDT_STR_ARG(p->dataset), IDT_STR_ARG(p->publisher), IDT_STR_ARG(p->terms),
                       IDT_STR_ARG(p->max_age));
    for (size_t i = 0; i < r->file_count; i++) {
        const idt_publication_file *f = r->files[i].file;
        idt_buf_add_format(u->inv->out, "  would fetch " IDT_STR_FMT " as " IDT_STR_FMT " (%s)\n",
                           IDT_STR_ARG(f->address), IDT_STR_ARG(f->name),
                           r->files[i].conditional ? "if it has changed" : "in any case");
    }
}

static void report_text(update *u, const idt_update_report *r)
{
    const idt_str dataset = r->publication->dataset;
    if (r->note.ptr != NULL) {
        idt_cli_note("interdict: " IDT_STR_FMT ": " IDT_STR_FMT, IDT_STR_ARG(dataset),
                     IDT_STR_ARG(r->note));
    }
    if (r->older_reader) {
        idt_cli_note("interdict: " IDT_STR_FMT
                     ": what is held was read by an older version of the reader; `interdict "
                     "reparse " IDT_STR_FMT "` reads it again",
                     IDT_STR_ARG(dataset), IDT_STR_ARG(dataset));
    }
    if (u->dry) {
        dry_text(u, r);
    } else if (r->read) {
        idt_import_text(u->inv, &r->list, true, false);
    } else if (r->outcome == IDT_UPDATE_UNCHANGED) {
        idt_buf_add_format(u->inv->out, IDT_STR_FMT ": unchanged, as its publisher tells\n",
                           IDT_STR_ARG(dataset));
    } else {
        idt_cli_note("interdict: " IDT_STR_FMT ": nothing was loaded: " IDT_STR_FMT,
                     IDT_STR_ARG(dataset), IDT_STR_ARG(r->why));
    }
}

/* ---- and as JSON ---- */

static void number_if(idt_json_writer *w, const char *key, uint64_t value)
{
    if (value > 0) {
        idt_jw_int(w, key, (int64_t)value);
    }
}

static void text_if(idt_json_writer *w, const char *key, idt_str value)
{
    if (value.len > 0) {
        idt_jw_str(w, key, value);
    }
}

static void files_json(update *u, const idt_update_report *r)
{
    idt_json_writer *w = &u->w;
    idt_jw_array(w, "files");
    for (size_t i = 0; i < r->file_count; i++) {
        const idt_update_file *f = &r->files[i];
        idt_jw_object(w, NULL);
        idt_jw_str(w, "address", f->file->address);
        idt_jw_str(w, "name", f->file->name);
        idt_jw_str(w, "role", f->file->role);
        idt_jw_bool(w, "asked", f->asked);
        idt_jw_bool(w, "conditional", f->conditional);
        text_if(w, "outcome", f->report.outcome);
        number_if(w, "status", f->report.status);
        number_if(w, "tries", f->report.tries);
        number_if(w, "bytes", f->report.bytes);
        text_if(w, "found_at", f->report.address);
        text_if(w, "content_type", f->report.content_type);
        text_if(w, "etag", f->report.etag);
        text_if(w, "last_modified", f->report.last_modified);
        text_if(w, "why", f->report.why);
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

static void report_json(update *u, const idt_update_report *r, const char *outcome, idt_str why)
{
    char text[IDT_INSTANT_BYTES];
    const idt_publication *p = r->publication;
    idt_json_writer *w = &u->w;
    idt_jw_object(w, NULL);
    idt_jw_str(w, "dataset", p->dataset);
    idt_jw_text(w, "outcome", outcome);
    idt_jw_str(w, "publisher", p->publisher);
    idt_jw_str(w, "terms", p->terms);
    idt_jw_str(w, "max_age", p->max_age);
    if (r->checked_us != 0) {
        idt_jw_text(w, "checked", idt_instant_text(r->checked_us, text));
    }
    text_if(w, "why", why);
    text_if(w, "note", r->note);
    idt_jw_bool(w, "older_reader", r->older_reader);
    files_json(u, r);
    if (r->read) {
        idt_jw_key(w, IDT_STR("import"));
        idt_import_json(&r->list, false, w);
    }
    idt_jw_end(w);
}

/* ---- one dataset ---- */

static void tell(update *u, const idt_update_report *r)
{
    if (u->json) {
        report_json(u, r, u->dry ? "would_fetch" : OUTCOMES[r->outcome], r->why);
    } else {
        report_text(u, r);
    }
    if (!u->dry) {
        count_code(u, r->outcome == IDT_UPDATE_FAILED    ? IDT_EXIT_FAILURE
                      : r->outcome == IDT_UPDATE_STOPPED ? IDT_EXIT_USAGE
                      : r->outcome == IDT_UPDATE_REFUSED ? IDT_EXIT_USAGE
                                                         : IDT_EXIT_DONE);
    }
}

/* What goes wrong with one does not keep the others from being updated. */
static idt_rc update_one(update *u, const idt_publication *p, idt_error *err)
{
    idt_update_report report;
    idt_error own;
    const idt_list_reader *reader = idt_list_reader_find(p->dataset);
    idt_arena *arena = idt_arena_new((size_t)8 << 30);
    if (arena == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory for an update");
    }
    const idt_rc rc = idt_load_update(&u->setting, p, reader, u->dry, arena, &report, &own);
    if (rc == IDT_OK) {
        tell(u, &report);
    } else {
        char text[1200];
        idt_cli_note("interdict: while updating " IDT_STR_FMT ":", IDT_STR_ARG(p->dataset));
        count_code(u, idt_cli_fail(&own));
        if (u->json) {
            report_json(u, &report, "error",
                        idt_str_borrow(idt_error_text(&own, text, sizeof text)));
        }
    }
    idt_arena_free(arena);
    return u->json ? IDT_OK : idt_cli_flush(u->inv, err);
}

/* ---- which ---- */

static idt_rc find_named(update *u, idt_str dataset, const idt_publication **out, idt_error *err)
{
    *out = idt_publications_find(&u->all, dataset);
    if (*out == NULL) {
        return idt_fail(err, IDT_E_USAGE,
                        "no address is known for the dataset \"" IDT_STR_FMT
                        "\"; --from names another file of sources, `interdict import` reads files",
                        IDT_STR_ARG(dataset));
    }
    return idt_list_reader_find(dataset) != NULL
               ? IDT_OK
               : idt_fail(err, IDT_E_USAGE,
                          "no reader is known for the dataset \"" IDT_STR_FMT "\"",
                          IDT_STR_ARG(dataset));
}

/* Those named, in that order; else all that can be read. */
static idt_rc choose(update *u, const idt_publication ***out, size_t *count, idt_error *err)
{
    const idt_invocation *inv = u->inv;
    const size_t room = inv->argument_count + u->all.count + 1;
    const idt_publication **chosen = IDT_NEW_N(inv->arena, const idt_publication *, room);
    idt_rc rc = chosen != NULL ? IDT_OK : idt_arena_fail(inv->arena, err);
    *out = chosen;
    *count = 0;
    for (size_t i = 0; i < inv->argument_count && rc == IDT_OK; i++) {
        rc = find_named(u, idt_str_borrow(inv->arguments[i]), &chosen[(*count)++], err);
    }
    for (size_t i = 0; i < u->all.count && rc == IDT_OK && inv->argument_count == 0; i++) {
        const idt_publication *p = &u->all.items[i];
        if (idt_list_reader_find(p->dataset) != NULL) {
            chosen[(*count)++] = p;
        } else {
            idt_cli_note("interdict: " IDT_STR_FMT
                         ": passed over, for this version has no reader for it",
                         IDT_STR_ARG(p->dataset));
        }
    }
    return rc;
}

static idt_rc update_all(update *u, idt_error *err)
{
    const idt_publication **chosen;
    size_t count;
    idt_rc rc = choose(u, &chosen, &count, err);
    if (u->json && rc == IDT_OK) {
        idt_jw_init(&u->w, u->inv->out);
        idt_jw_object(&u->w, NULL);
        idt_jw_text(&u->w, "schema_version", "1.0");
        idt_jw_array(&u->w, "updates");
    }
    if (rc == IDT_OK && count == 0) {
        idt_cli_note("interdict: the file of sources names no list that can be read");
    }
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = update_one(u, chosen[i], err);
    }
    if (u->json && rc == IDT_OK) {
        idt_jw_end(&u->w);
        idt_jw_end(&u->w);
        idt_buf_add_byte(u->inv->out, '\n');
    } else if (u->json) {
        idt_buf_clear(u->inv->out); /* half an object is none */
    }
    return rc;
}

/* ---- the command ---- */

/* Said once, before anything is fetched. */
static idt_rc check_home(const idt_invocation *inv, idt_error *err)
{
    const idt_register_options open = {.clock = inv->clock};
    idt_register *reg;
    const idt_rc rc = idt_register_open(inv->home.ptr, IDT_OPEN_READ, &open, &reg, err);
    if (rc == IDT_E_NOT_FOUND) {
        return idt_fail(err, IDT_E_NOT_FOUND,
                        "there is no register in " IDT_STR_FMT "; make one with `interdict init`",
                        IDT_STR_ARG(inv->home));
    }
    return rc == IDT_OK ? idt_register_close(reg, err) : rc;
}

static int run(idt_invocation *inv)
{
    idt_error err;
    idt_str program = {0};
    const idt_value *from = idt_cli_value(inv, &FROM);
    update u = {
        .inv = inv,
        .json = idt_cli_format_is(inv, "json"),
        .dry = idt_cli_flag(inv, &DRY_RUN),
        .setting = {.home = inv->home.ptr,
                    .clock = inv->clock,
                    .list = {.accept_rejects = idt_cli_flag(inv, &ACCEPT_REJECTS),
                             .accept_removals = idt_cli_flag(inv, &ACCEPT_REMOVALS)}},
    };
    idt_rc rc = idt_cli_publications(inv, from != NULL ? from->text.ptr : NULL, &u.all, &err);
    if (rc == IDT_OK && !u.dry) {
        rc = idt_cli_program(inv, "interdict-fetch", &program, &err);
    }
    if (rc == IDT_OK) {
        rc = check_home(inv, &err);
    }
    if (rc == IDT_OK) {
        u.setting.program = program.ptr;
        u.setting.transfer = u.all.transfer;
        u.setting.transfer.agent = IDT_STR(AGENT);
        rc = update_all(&u, &err);
    }
    return rc == IDT_OK ? u.code : idt_cli_fail(&err);
}

static const idt_param *const PARAMS[] = {&ACCEPT_REJECTS, &ACCEPT_REMOVALS,  &FROM,
                                          &DRY_RUN,        &IDT_PARAM_OUTPUT, NULL};
static const idt_example EXAMPLES[] = {
    {"update --dry-run", IDT_EXIT_DONE, "what would be fetched from where, and on what terms"},
};

const idt_command IDT_CMD_UPDATE = {
    .name = "update",
    .arguments = "[DATASET...]",
    .least = 0,
    .most = SIZE_MAX,
    .summary = "fetch official lists from their publishers",
    .description =
        "Fetches each dataset that has an address (or those named), asking only for what has "
        "changed since the last update, and loads it as `import` does, with the same checks. What "
        "is cut, too large, or an error page in place of a list is refused before anything is "
        "recorded. Broken connections and busy servers are tried again after a while. A dataset "
        "that fails does not stop the others; the exit code is the worst: 2 for what was fetched "
        "and not loaded, 3 for what could not be fetched. Proxies are taken from the environment "
        "(https_proxy and the like), authorities for certificates from SSL_CERT_FILE.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 1,
    .run = run,
    .loads = true,
};
