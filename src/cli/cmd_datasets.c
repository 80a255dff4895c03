#include <inttypes.h>

#include "cli/status_text.h"

static void edition_json(const idt_edition_info *e, int64_t now_us, idt_json_writer *w)
{
    char text[IDT_INSTANT_BYTES];
    char hex[IDT_SHA256_HEX + 1];
    idt_jw_object(w, NULL);
    idt_jw_str(w, "dataset", e->dataset);
    idt_jw_str(w, "title", e->title);
    idt_jw_str(w, "publisher", e->publisher);
    idt_jw_bool(w, "authored", e->authored);
    idt_jw_text(w, "published", idt_instant_text(e->published_us, text));
    idt_jw_int(w, "seq", e->seq);
    idt_jw_text(w, "recorded", idt_instant_text(e->recorded_us, text));
    idt_jw_int(w, "age_days", (now_us - e->published_us) / IDT_DAY_US);
    idt_jw_text(w, "sha256", idt_digest_hex(&e->sha256, hex));
    idt_jw_str(w, "reader", e->reader);
    idt_jw_int(w, "reader_version", e->reader_version);
    idt_jw_int(w, "records", (int64_t)e->records);
    idt_jw_end(w);
}

static void edition_text(const idt_edition_info *e, int64_t now_us, size_t editions, idt_buf *out)
{
    char published[IDT_INSTANT_BYTES];
    char hex[IDT_SHA256_HEX + 1];
    idt_buf_add_format(
        out,
        "%-14.*s %6" PRIu64 " records, %zu edition%s, %s, %" PRId64 " days old\n"
        "               published %s, sha256 %.12s...\n",
        IDT_STR_ARG(e->dataset), e->records, editions, editions == 1 ? "" : "s",
        e->authored ? "authored" : "imported", (now_us - e->published_us) / IDT_DAY_US,
        idt_instant_text(e->published_us, published), idt_digest_hex(&e->sha256, hex));
    if (e->title.len > 0) {
        idt_buf_add_text(out, "               ");
        idt_wrap(out, 15, e->title);
    }
}

/* The newest edition of each dataset: editions come by dataset, oldest first. */
static void answer(idt_invocation *inv, const idt_view *view, const idt_edition_info *editions,
                   size_t count)
{
    const bool json = idt_cli_format_is(inv, "json");
    idt_json_writer w;
    idt_jw_init(&w, inv->out);
    if (json) {
        idt_jw_object(&w, NULL);
        idt_jw_text(&w, "schema_version", "1.0");
        idt_view_json(view, idt_day_of_instant(view->now_us), &w);
        idt_jw_array(&w, "datasets");
    }
    size_t run = 0;
    for (size_t i = 0; i < count; i++) {
        run++;
        if (i + 1 < count && idt_str_equal(editions[i + 1].dataset, editions[i].dataset)) {
            continue;
        }
        if (json) {
            edition_json(&editions[i], view->now_us, &w);
        } else {
            edition_text(&editions[i], view->now_us, run, inv->out);
        }
        run = 0;
    }
    if (json) {
        idt_jw_end(&w);
        idt_jw_end(&w);
        idt_buf_add_byte(inv->out, '\n');
    } else if (count == 0) {
        idt_buf_add_text(inv->out, "no dataset is loaded\n");
    }
}

static int run(idt_invocation *inv)
{
    idt_error err;
    idt_view view;
    const idt_edition_info *editions;
    size_t count;
    idt_rc rc = idt_cli_open_view(inv, &view, &err);
    if (rc == IDT_OK) {
        rc = idt_register_editions(inv->reg, &view, (idt_str){0}, inv->arena, &editions, &count,
                                   &err);
    }
    if (rc != IDT_OK) {
        return idt_cli_fail(&err);
    }
    answer(inv, &view, editions, count);
    return IDT_EXIT_DONE;
}

static const idt_param *const PARAMS[] = {&IDT_PARAM_PUBLISHED_BY, &IDT_PARAM_KNOWN_AT,
                                          &IDT_PARAM_OUTPUT, NULL};
static const idt_example EXAMPLES[] = {
    {"datasets", IDT_EXIT_DONE, "what is loaded, from when, how fresh"},
};

const idt_command IDT_CMD_DATASETS = {
    .name = "datasets",
    .arguments = "",
    .summary = "what is loaded, from when, how fresh",
    .description = "Lists the datasets with their newest edition in effect: records, published and "
                   "recorded times, "
                   "age, and the hash of its files.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 1,
    .run = run,
};
