#include <inttypes.h>

#include "cli/command.h"
#include "load/load_list.h"

typedef struct reparse {
    idt_invocation *inv;
    idt_json_writer w;
    bool json;
    bool any; /* edition is held */
} reparse;

/* ---- what was done ---- */

static void report_text(reparse *r, const char *dataset, const idt_reparse_counts *c)
{
    char text[IDT_INSTANT_BYTES];
    for (size_t i = 0; i < c->reject_count; i++) {
        const idt_list_reject *met = &c->rejects[i].reject;
        idt_cli_note("%s:" IDT_STR_FMT ":%llu:%u: " IDT_STR_FMT "; entry not read",
                     idt_instant_text(c->rejects[i].published_us, text),
                     IDT_STR_ARG(met->place.file), (unsigned long long)met->place.line,
                     met->place.column > 0 ? met->place.column : 1, IDT_STR_ARG(met->why));
    }
    idt_buf_add_format(r->inv->out, "%s: %" PRIu64 " of %" PRIu64 " editions read again", dataset,
                       c->reread, c->editions);
    if (c->reread > 0) {
        idt_buf_add_format(r->inv->out,
                           "; %" PRIu64 " records added, %" PRIu64 " changed, %" PRIu64
                           " withdrawn, %" PRIu64 " entries rejected",
                           c->added, c->changed, c->withdrawn, c->rejected);
    }
    idt_buf_add_byte(r->inv->out, '\n');
}

static void report_json(reparse *r, const idt_list_reader *reader, const idt_reparse_counts *c)
{
    char text[IDT_INSTANT_BYTES];
    idt_json_writer *w = &r->w;
    idt_jw_object(w, NULL);
    idt_jw_text(w, "dataset", reader->dataset);
    idt_jw_int(w, "reader_version", reader->version);
    idt_jw_int(w, "editions", (int64_t)c->editions);
    idt_jw_int(w, "reread", (int64_t)c->reread);
    idt_jw_int(w, "added", (int64_t)c->added);
    idt_jw_int(w, "changed", (int64_t)c->changed);
    idt_jw_int(w, "withdrawn", (int64_t)c->withdrawn);
    idt_jw_int(w, "rejected", (int64_t)c->rejected);
    idt_jw_array(w, "rejects");
    for (size_t i = 0; i < c->reject_count; i++) {
        const idt_list_reject *met = &c->rejects[i].reject;
        idt_jw_object(w, NULL);
        idt_jw_text(w, "published", idt_instant_text(c->rejects[i].published_us, text));
        idt_jw_str(w, "file", met->place.file);
        idt_jw_int(w, "line", (int64_t)met->place.line);
        idt_jw_int(w, "column", met->place.column);
        idt_jw_str(w, "key", met->key);
        idt_jw_str(w, "why", met->why);
        idt_jw_end(w);
    }
    idt_jw_end(w);
    idt_jw_end(w);
}

/* ---- which ---- */

/* One dataset; where none was named, those without an edition are not spoken of. */
static idt_rc reparse_one(reparse *r, const idt_list_reader *reader, idt_error *err)
{
    idt_reparse_counts counts;
    const bool named = r->inv->argument_count > 0;
    idt_rc rc = idt_reparse_list(r->inv->reg, reader, r->inv->arena, &counts, err);
    if (rc == IDT_OK && named && counts.editions == 0) {
        return idt_fail(err, IDT_E_NOT_FOUND,
                        "no edition of %s is held; `interdict datasets` lists "
                        "what is",
                        reader->dataset);
    }
    if (rc != IDT_OK || counts.editions == 0) {
        return rc;
    }
    r->any = true;
    if (r->json) {
        report_json(r, reader, &counts);
        return IDT_OK;
    }
    report_text(r, reader->dataset, &counts);
    return idt_cli_flush(r->inv, err);
}

static idt_rc reparse_named(reparse *r, idt_error *err)
{
    const idt_list_reader **readers =
        IDT_NEW_N(r->inv->arena, const idt_list_reader *, r->inv->argument_count);
    idt_rc rc = readers != NULL ? IDT_OK : idt_arena_fail(r->inv->arena, err);
    for (size_t i = 0; i < r->inv->argument_count && rc == IDT_OK; i++) {
        readers[i] = idt_list_reader_find(idt_str_borrow(r->inv->arguments[i]));
        if (readers[i] == NULL) {
            rc = idt_fail(err, IDT_E_USAGE, "no reader is known for the dataset \"%s\"",
                          r->inv->arguments[i]);
        }
    }
    for (size_t i = 0; i < r->inv->argument_count && rc == IDT_OK; i++) {
        rc = reparse_one(r, readers[i], err);
    }
    return rc;
}

static idt_rc reparse_all(reparse *r, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; IDT_LIST_READERS[i] != NULL && rc == IDT_OK; i++) {
        rc = reparse_one(r, IDT_LIST_READERS[i], err);
    }
    if (rc == IDT_OK && !r->any && !r->json) {
        idt_buf_add_text(r->inv->out, "no published list is held, so nothing is read again\n");
    }
    return rc;
}

/* ---- the command ---- */

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

static int run(idt_invocation *inv)
{
    idt_error err;
    reparse r = {.inv = inv, .json = idt_cli_format_is(inv, "json")};
    idt_rc rc = open_register(inv, &err);
    if (r.json) {
        idt_jw_init(&r.w, inv->out);
        idt_jw_object(&r.w, NULL);
        idt_jw_text(&r.w, "schema_version", "1.0");
        idt_jw_array(&r.w, "reparses");
    }
    if (rc == IDT_OK) {
        rc = inv->argument_count > 0 ? reparse_named(&r, &err) : reparse_all(&r, &err);
    }
    if (rc != IDT_OK) {
        if (r.json) {
            idt_buf_clear(inv->out); /* half an object is none */
        }
        return idt_cli_fail(&err);
    }
    if (r.json) {
        idt_jw_end(&r.w);
        idt_jw_end(&r.w);
        idt_buf_add_byte(inv->out, '\n');
    }
    return IDT_EXIT_DONE;
}

static const idt_param *const PARAMS[] = {&IDT_PARAM_OUTPUT, NULL};
static const idt_example EXAMPLES[] = {
    {"reparse", IDT_EXIT_DONE, "what a newer version reads better in the lists that are held"},
};

const idt_command IDT_CMD_REPARSE = {
    .name = "reparse",
    .arguments = "[DATASET...]",
    .least = 0,
    .most = SIZE_MAX,
    .summary = "read kept lists again with a newer reader",
    .description =
        "Reads the kept bytes of every edition that an older version of the dataset's reader read. "
        "What it reads differently is recorded now, with the cause `reader`, at the instants at "
        "which the editions were published: what the register knew before stays as it was for "
        "--known-at. Entries that cannot be read are counted and told. Where all was read by this "
        "version, nothing is done.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 1,
    .run = run,
    .loads = true,
};
