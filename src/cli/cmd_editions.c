#include <inttypes.h>

#include "cli/status_text.h"

static void edition_json(const idt_edition_info *e, idt_json_writer *w)
{
    char text[IDT_INSTANT_BYTES];
    char hex[IDT_SHA256_HEX + 1];
    idt_jw_object(w, NULL);
    idt_jw_text(w, "published", idt_instant_text(e->published_us, text));
    idt_jw_int(w, "seq", e->seq);
    idt_jw_text(w, "retrieved", idt_instant_text(e->retrieved_us, text));
    idt_jw_text(w, "recorded", idt_instant_text(e->recorded_us, text));
    idt_jw_bool(w, "authored", e->authored);
    idt_jw_text(w, "sha256", idt_digest_hex(&e->sha256, hex));
    idt_jw_str(w, "reader", e->reader);
    idt_jw_int(w, "reader_version", e->reader_version);
    idt_jw_int(w, "records", (int64_t)e->records);
    idt_jw_int(w, "added", (int64_t)e->added);
    idt_jw_int(w, "changed", (int64_t)e->changed);
    idt_jw_int(w, "withdrawn", (int64_t)e->withdrawn);
    idt_jw_end(w);
}

static void answer_json(idt_invocation *inv, const idt_view *view, idt_str dataset,
                        const idt_edition_info *editions, size_t count)
{
    idt_json_writer w;
    idt_jw_init(&w, inv->out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "schema_version", "1.0");
    idt_view_json(view, idt_day_of_instant(view->now_us), &w);
    idt_jw_str(&w, "dataset", dataset);
    idt_jw_array(&w, "editions");
    for (size_t i = 0; i < count; i++) {
        edition_json(&editions[i], &w);
    }
    idt_jw_end(&w);
    idt_jw_end(&w);
    idt_buf_add_byte(inv->out, '\n');
}

/* The seconds are enough for a table; the whole instants are in JSON. */
static void answer_text(idt_invocation *inv, const idt_edition_info *editions, size_t count)
{
    char published[IDT_INSTANT_BYTES];
    char recorded[IDT_INSTANT_BYTES];
    char hex[IDT_SHA256_HEX + 1];
    idt_buf_add_format(inv->out, "%-17s %3s %-10s %8s %6s %7s %7s  %s\n", "published", "seq",
                       "recorded", "records", "added", "changed", "gone", "sha256");
    for (size_t i = 0; i < count; i++) {
        const idt_edition_info *e = &editions[i];
        (void)idt_instant_text(e->published_us, published);
        (void)idt_instant_text(e->recorded_us, recorded);
        idt_buf_add_format(inv->out,
                           "%.16sZ %3" PRIu32 " %.10s %8" PRIu64 " %6" PRIu64 " %7" PRIu64
                           " %7" PRIu64 "  %.12s\n",
                           published, e->seq, recorded, e->records, e->added, e->changed,
                           e->withdrawn, idt_digest_hex(&e->sha256, hex));
    }
}

static int run(idt_invocation *inv)
{
    idt_error err;
    idt_view view;
    const idt_edition_info *editions;
    size_t count = 0;
    const idt_str dataset = idt_str_borrow(inv->arguments[0]);
    idt_rc rc = idt_cli_open_view(inv, &view, &err);
    if (rc == IDT_OK) {
        rc = idt_register_editions(inv->reg, &view, dataset, inv->arena, &editions, &count, &err);
    }
    if (rc == IDT_OK && count == 0) {
        rc = idt_fail(&err, IDT_E_NOT_FOUND,
                      "no edition of a dataset \"" IDT_STR_FMT
                      "\" is held at this view; `interdict datasets` lists the datasets",
                      IDT_STR_ARG(dataset));
    }
    if (rc != IDT_OK) {
        return idt_cli_fail(&err);
    }
    if (idt_cli_format_is(inv, "json")) {
        answer_json(inv, &view, dataset, editions, count);
    } else {
        answer_text(inv, editions, count);
    }
    return IDT_EXIT_DONE;
}

static const idt_param *const PARAMS[] = {&IDT_PARAM_PUBLISHED_BY, &IDT_PARAM_KNOWN_AT,
                                          &IDT_PARAM_OUTPUT, NULL};
static const idt_example EXAMPLES[] = {
    {"editions brief", IDT_EXIT_DONE, "every edition of a dataset, oldest first"},
};

const idt_command IDT_CMD_EDITIONS = {
    .name = "editions",
    .arguments = "DATASET",
    .least = 1,
    .most = 1,
    .summary = "the editions of a dataset, with what each changed",
    .description = "Lists every edition held of a dataset, oldest published first: when it was "
                   "published, when this register recorded it, how many records it has, how many "
                   "it added, changed and no longer had when it was loaded, and the hash of its "
                   "files. An edition that a newer reader read again stands once a reading.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 1,
    .run = run,
};
