#include <inttypes.h>

#include "cli/libexec.h"
#include "cli/status_text.h"
#include "load/freshness.h"

static void freshness_json(const idt_freshness *f, idt_json_writer *w)
{
    char text[IDT_INSTANT_BYTES];
    if (f->told) {
        idt_jw_text(w, "checked", f->checked ? idt_instant_text(f->checked_us, text) : NULL);
        idt_jw_str(w, "max_age", f->max_age);
        idt_jw_bool(w, "stale", f->stale);
    }
}

static void freshness_text(const idt_freshness *f, idt_buf *out)
{
    char text[IDT_INSTANT_BYTES];
    if (!f->told) {
        return;
    }
    const char *words = !f->stale ? "fresh" : f->dated || f->checked ? "stale" : "may be stale";
    idt_buf_add_format(out, "               %s: ", words);
    if (f->checked) {
        idt_buf_add_format(out, "found current %s", idt_instant_text(f->checked_us, text));
    } else {
        idt_buf_add_text(out, "not checked by an update");
    }
    idt_buf_add_format(out, ", max age " IDT_STR_FMT "%s\n", IDT_STR_ARG(f->max_age),
                       f->stale ? "; `interdict update`" : "");
}

static void edition_json(const idt_edition_info *e, const idt_freshness *f, int64_t now_us,
                         idt_json_writer *w)
{
    char text[IDT_INSTANT_BYTES];
    char hex[IDT_SHA256_HEX + 1];
    idt_jw_object(w, NULL);
    idt_jw_str(w, "dataset", e->dataset);
    idt_jw_str(w, "title", e->title);
    idt_jw_str(w, "publisher", e->publisher);
    idt_jw_bool(w, "authored", e->authored);
    idt_jw_text(w, "published", idt_instant_text(e->published_us, text));
    idt_jw_bool(w, "published_known", idt_edition_is_dated(e));
    idt_jw_int(w, "seq", e->seq);
    idt_jw_text(w, "recorded", idt_instant_text(e->recorded_us, text));
    if (idt_edition_is_dated(e)) {
        idt_jw_int(w, "age_days", (now_us - e->published_us) / IDT_DAY_US);
    } else {
        idt_jw_null(w, "age_days");
    }
    idt_jw_text(w, "sha256", idt_digest_hex(&e->sha256, hex));
    idt_jw_str(w, "reader", e->reader);
    idt_jw_int(w, "reader_version", e->reader_version);
    idt_jw_int(w, "records", (int64_t)e->records);
    freshness_json(f, w);
    idt_jw_end(w);
}

static void edition_text(const idt_edition_info *e, const idt_freshness *f, int64_t now_us,
                         size_t editions, idt_buf *out)
{
    char published[IDT_INSTANT_BYTES];
    char hex[IDT_SHA256_HEX + 1];
    (void)idt_instant_text(e->published_us, published);
    idt_buf_add_format(out, "%-14.*s %6" PRIu64 " records, %zu edition%s, %s, ",
                       IDT_STR_ARG(e->dataset), e->records, editions, editions == 1 ? "" : "s",
                       e->authored ? "authored" : "imported");
    if (idt_edition_is_dated(e)) {
        idt_buf_add_format(out, "%" PRId64 " days old\n               published %s",
                           (now_us - e->published_us) / IDT_DAY_US, published);
    } else {
        idt_buf_add_format(out, "of unknown age\n               published unknown, imported %s",
                           published);
    }
    idt_buf_add_format(out, ", sha256 %.12s...\n", idt_digest_hex(&e->sha256, hex));
    freshness_text(f, out);
    if (e->title.len > 0) {
        idt_buf_add_text(out, "               ");
        idt_wrap(out, 15, e->title);
    }
}

/* The newest edition of each dataset: editions come by dataset, oldest first. */
static idt_rc answer(idt_invocation *inv, const idt_view *view, const idt_publications *all,
                     const idt_edition_info *editions, size_t count, idt_error *err)
{
    idt_freshness fresh;
    idt_rc rc = IDT_OK;
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
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        run++;
        if (i + 1 < count && idt_str_equal(editions[i + 1].dataset, editions[i].dataset)) {
            continue;
        }
        rc = idt_freshness_find(inv->reg, inv->home.ptr, all, &editions[i], view->now_us,
                                inv->arena, &fresh, err);
        if (fresh.note.ptr != NULL) {
            idt_cli_note("interdict: " IDT_STR_FMT "; when the list was last checked is not known",
                         IDT_STR_ARG(fresh.note));
        }
        if (json) {
            edition_json(&editions[i], &fresh, view->now_us, &w);
        } else {
            edition_text(&editions[i], &fresh, view->now_us, run, inv->out);
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
    if (rc != IDT_OK) {
        idt_buf_clear(inv->out); /* a part is no answer */
    }
    return rc;
}

/* Which lists have a max_age; none where the view is not of now. Without the file the answer is
 * given all the same, and says so. */
static void find_publications(idt_invocation *inv, idt_publications *out)
{
    idt_error err;
    *out = (idt_publications){0};
    if (idt_cli_flag(inv, &IDT_PARAM_PUBLISHED_BY) || idt_cli_flag(inv, &IDT_PARAM_KNOWN_AT)) {
        return;
    }
    if (idt_cli_publications(inv, NULL, out, &err) != IDT_OK) {
        char text[1200];
        *out = (idt_publications){0};
        idt_cli_note("interdict: %s; which lists are stale is not told",
                     idt_error_text(&err, text, sizeof text));
    }
}

static int run(idt_invocation *inv)
{
    idt_error err;
    idt_view view;
    const idt_edition_info *editions;
    size_t count;
    idt_publications all;
    idt_rc rc = idt_cli_open_view(inv, &view, &err);
    if (rc == IDT_OK) {
        rc = idt_register_editions(inv->reg, &view, (idt_str){0}, inv->arena, &editions, &count,
                                   &err);
    }
    if (rc == IDT_OK) {
        find_publications(inv, &all);
        rc = answer(inv, &view, &all, editions, count, &err);
    }
    return rc == IDT_OK ? IDT_EXIT_DONE : idt_cli_fail(&err);
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
    .description =
        "Lists the datasets with their newest edition in effect: records, published and "
        "recorded times, "
        "age, and the hash of its files. A list that was neither published nor found current "
        "by `update` for longer than its max_age is called stale; so is one that no update found "
        "current and of which nothing says when it was published.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 1,
    .run = run,
};
