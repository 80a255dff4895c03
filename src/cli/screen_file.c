#include "cli/screen_file.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

#include "standing/listings.h"
#include "cli/screen_progress.h"
#include "cli/screen_rows.h"
#include "core/io.h"
#include "json/json_read.h"
#include "match/weights.h"
#include "parties/pipeline.h"

#define JOURNAL_EVERY_MS 1000
#define REPORTS_SHOWN    20
#define TEXT_CEILING     ((size_t)4 << 20)
#define MAPS_MAX         64
/* A listing source and a screener a thread: with two, a million rows take 180 MB, of which 30 are
 * the index. */
#define LISTINGS_BYTES ((size_t)8 << 20)
/* Of all threads together: some 150,000 parts and what they agree with. */
#define MEMO_BYTES ((size_t)80 << 20)
/* ... and 200,000 to 390,000 questions that found nothing. */
#define UNFOUND_BYTES ((size_t)16 << 20)

const idt_param IDT_PARAM_FILE = {
    .name = "file",
    .type = IDT_PARAM_TEXT,
    .metavar = "FILE",
    .help = "screen every row of this file (-: standard input): CSV whose head has "
            "FollowTheMoney's property names (name, birthDate, nationality ...), id and schema; or "
            "an object a line",
};
const idt_param IDT_PARAM_MAP = {
    .name = "map",
    .type = IDT_PARAM_TEXT,
    .repeats = true,
    .metavar = "COLUMN=PROPERTY",
    .help = "with --file: what a column of another name holds; COLUMN= leaves it out",
};
const idt_param IDT_PARAM_VALUES_BY = {
    .name = "values-by",
    .type = IDT_PARAM_TEXT,
    .metavar = "CHARACTER",
    .help = "with --file: a field of CSV has several values, with this between them",
};
const idt_param IDT_PARAM_DELIMITER = {
    .name = "delimiter",
    .type = IDT_PARAM_TEXT,
    .metavar = "CHARACTER",
    .help = "with --file: what stands between fields of CSV (tab: a tab); else what the head has "
            "most of: comma, semicolon or tab",
};
const idt_param IDT_PARAM_THREADS = {
    .name = "threads",
    .type = IDT_PARAM_TEXT,
    .metavar = "COUNT",
    .help = "with --file: how many rows are screened at once; else as many as there are "
            "processors. The answers do not depend on it",
};
const idt_param IDT_PARAM_OUT = {
    .name = "out",
    .type = IDT_PARAM_TEXT,
    .metavar = "FILE",
    .help = "with --file: write the answers here, with a journal beside it until all are written",
};
const idt_param IDT_PARAM_RESUME = {
    .name = "resume",
    .type = IDT_PARAM_FLAG,
    .help = "with --out: go on with the run that was interrupted",
};
const idt_param IDT_PARAM_PROGRESS = {
    .name = "progress",
    .type = IDT_PARAM_FLAG,
    .help = "with --file: rows, rate and time left on stderr, also where that is no terminal",
};

/* ---- what a thread has ---- */

typedef struct file_run {
    idt_invocation *inv;
    const idt_screen_file *asked;
    idt_run run;
    idt_screen_rows *rows;    /* a thread each */
    idt_register **registers; /* ... */
    idt_listings **listings;  /* ... */
    idt_view *views;          /* ... */
    idt_unfound *unfound;     /* of all threads */
    void **workers;
    idt_screen_progress progress;
    uint64_t reported;
} file_run;

static idt_rc open_listings(file_run *f, size_t i, idt_listing_source *out, idt_error *err)
{
    const idt_view *view = f->asked->view;
    const idt_register_options options = {.clock = f->inv->clock, .lean = true};
    idt_rc rc = idt_register_open(f->inv->home.ptr, IDT_OPEN_READ, &options, &f->registers[i], err);
    rc = rc == IDT_OK ? idt_register_view(f->registers[i], view->published_by_us, view->known_at_us,
                                          &f->views[i], err)
                      : rc;
    rc = rc == IDT_OK ? idt_listings_new(f->registers[i], &f->views[i], f->asked->as_of,
                                         LISTINGS_BYTES, &f->listings[i], err)
                      : rc;
    if (rc == IDT_OK) {
        *out = idt_listings_source(f->listings[i]);
    }
    return rc;
}

static idt_rc open_worker(file_run *f, size_t i, idt_error *err)
{
    const idt_screen_file *asked = f->asked;
    idt_listing_source source;
    const bool listings = asked->view != NULL;
    f->workers[i] = &f->rows[i];
    idt_rc rc = listings ? open_listings(f, i, &source, err) : IDT_OK;
    return rc == IDT_OK ? idt_screen_rows_init(&f->rows[i], asked, listings ? &source : NULL,
                                               f->unfound, err)
                        : rc;
}

static idt_rc open_workers(file_run *f, size_t count, idt_error *err)
{
    idt_arena *arena = f->inv->arena;
    idt_rc rc = IDT_OK;
    f->rows = IDT_NEW_N(arena, idt_screen_rows, count);
    f->registers = IDT_NEW_N(arena, idt_register *, count);
    f->listings = IDT_NEW_N(arena, idt_listings *, count);
    f->views = IDT_NEW_N(arena, idt_view, count);
    f->workers = IDT_NEW_N(arena, void *, count);
    if (f->rows == NULL || f->registers == NULL || f->listings == NULL || f->views == NULL ||
        f->workers == NULL) {
        return idt_arena_fail(arena, err);
    }
    f->run.worker_count = count;
    f->run.workers = f->workers;
    rc = idt_screen_share(f->asked->screen, MEMO_BYTES, err);
    rc = rc == IDT_OK ? idt_unfound_new(UNFOUND_BYTES, &f->unfound, err) : rc;
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = open_worker(f, i, err);
    }
    return rc;
}

static idt_rc close_workers(file_run *f, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; f->workers != NULL && i < f->run.worker_count; i++) {
        idt_screen_rows_release(&f->rows[i]);
        idt_listings_free(f->listings[i]);
        if (f->registers[i] != NULL) {
            const idt_rc closed = idt_register_close(f->registers[i], rc == IDT_OK ? err : NULL);
            rc = rc == IDT_OK ? closed : rc;
        }
    }
    idt_unfound_free(f->unfound);
    return rc;
}

/* ---- options ---- */

static const char *text_of(const idt_invocation *inv, const idt_param *param)
{
    const idt_value *value = idt_cli_value(inv, param);
    return value != NULL ? value->text.ptr : NULL;
}

/* One character of ASCII. */
static idt_rc read_character(const idt_invocation *inv, const idt_param *param, char *out,
                             idt_error *err)
{
    const char *text = text_of(inv, param);
    *out = 0;
    if (text == NULL) {
        return IDT_OK;
    }
    *out = strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0 ? '\t' : text[0];
    const bool one = *out == '\t' || (text[0] != '\0' && text[1] == '\0');
    return one && (unsigned char)*out < 0x80 && *out != '"' && *out != '\n' && *out != '\r'
               ? IDT_OK
               : idt_fail(err, IDT_E_USAGE,
                          "--%s \"%s\": expected one character such as ; or the word tab",
                          param->name, text);
}

static idt_rc read_threads(const idt_invocation *inv, size_t *out, idt_error *err)
{
    uint64_t count = idt_processors();
    const idt_value *value = idt_cli_value(inv, &IDT_PARAM_THREADS);
    if (value != NULL &&
        (!idt_str_to_u64(value->text, IDT_PIPELINE_WORKERS_MAX, &count) || count == 0)) {
        return idt_fail(err, IDT_E_USAGE, "--threads takes a number from 1 to %d",
                        IDT_PIPELINE_WORKERS_MAX);
    }
    *out = (size_t)count;
    return IDT_OK;
}

static idt_rc read_maps(file_run *f, idt_error *err)
{
    idt_str texts[MAPS_MAX];
    const size_t count = idt_cli_values(f->inv, &IDT_PARAM_MAP, texts, MAPS_MAX);
    idt_column_map *maps = IDT_NEW_N(f->inv->arena, idt_column_map, count);
    idt_rc rc = maps != NULL ? IDT_OK : idt_arena_fail(f->inv->arena, err);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = idt_column_map_parse(texts[i], &maps[i], err);
    }
    f->run.rows.maps = maps;
    f->run.rows.map_count = count;
    return rc;
}

static idt_rc read_options(file_run *f, size_t *threads, idt_error *err)
{
    const idt_invocation *inv = f->inv;
    idt_rc rc = read_threads(inv, threads, err);
    rc = rc == IDT_OK ? read_character(inv, &IDT_PARAM_DELIMITER, &f->run.rows.delimiter, err) : rc;
    rc = rc == IDT_OK ? read_character(inv, &IDT_PARAM_VALUES_BY, &f->run.values_by, err) : rc;
    rc = rc == IDT_OK ? read_maps(f, err) : rc;
    f->run.output = f->asked->discard ? NULL : text_of(inv, &IDT_PARAM_OUT);
    f->run.resume = idt_cli_flag(inv, &IDT_PARAM_RESUME);
    if (rc == IDT_OK && f->run.resume && f->run.output == NULL && !f->asked->discard) {
        return idt_fail(err, IDT_E_USAGE,
                        "--resume goes with --out: only a file can be gone on "
                        "with");
    }
    return rc;
}

idt_rows_out idt_screen_file_format(const idt_invocation *inv)
{
    return idt_cli_format_is(inv, "csv")     ? IDT_ROWS_OUT_CSV
           : idt_cli_format_is(inv, "table") ? IDT_ROWS_OUT_TABLE
                                             : IDT_ROWS_OUT_NDJSON;
}

/* ---- what bears on the answers, as text: a run goes on for the same alone ---- */

static void filter_json(const idt_screen_filter *filter, idt_json_writer *w)
{
    idt_jw_object(w, "filter");
    idt_jw_texts(w, "lists", filter->lists, filter->list_count);
    idt_jw_texts(w, "jurisdictions", filter->jurisdictions, filter->jurisdiction_count);
    idt_jw_texts(w, "schemata", filter->schemata, filter->schema_count);
    idt_jw_texts(w, "topics", filter->topics, filter->topic_count);
    if (filter->by_day) {
        idt_jw_int(w, "listed_from", filter->listed_from);
        idt_jw_int(w, "listed_to", filter->listed_to);
    }
    idt_jw_end(w);
}

static void form_json(const file_run *f, idt_json_writer *w)
{
    static const char *const formats[] = {"ndjson", "csv", "table"};
    const idt_rows_options *rows = &f->run.rows;
    idt_jw_text(w, "format", formats[f->asked->format]);
    idt_jw_bool(w, "parts", f->asked->parts);
    idt_jw_str(w, "schema", f->asked->schema);
    idt_jw_int(w, "delimiter", rows->delimiter);
    idt_jw_int(w, "values_by", f->run.values_by);
    idt_jw_array(w, "maps");
    for (size_t i = 0; i < rows->map_count; i++) {
        idt_jw_str(w, NULL, rows->maps[i].column);
        idt_jw_str(w, NULL, rows->maps[i].property);
    }
    idt_jw_end(w);
}

static void options_json(const file_run *f, const idt_digest *scoring, idt_json_writer *w)
{
    char hex[IDT_SHA256_HEX + 1];
    const idt_screen_question *q = f->asked->question;
    idt_jw_object(w, NULL);
    idt_jw_int(w, "as_of", f->asked->as_of);
    idt_jw_int(w, "published_by_us", q->when.published_by_us);
    idt_jw_int(w, "known_at_us", q->when.known_at_us);
    idt_jw_text(w, "program", IDT_VERSION);
    idt_jw_text(w, "weights", IDT_WEIGHTS_VERSION);
    idt_jw_text(w, "profile", idt_digest_hex(scoring, hex));
    idt_jw_int(w, "threshold", q->threshold);
    idt_jw_int(w, "limit", (int64_t)q->limit);
    idt_jw_bool(w, "listings", f->asked->view != NULL);
    form_json(f, w);
    filter_json(&q->filter, w);
    idt_jw_end(w);
}

static void index_json(const idt_index *index, idt_json_writer *w)
{
    char hex[IDT_SHA256_HEX + 1];
    idt_jw_array(w, NULL);
    for (size_t i = 0; i < idt_index_files(index); i++) {
        const idt_index_info info = idt_index_info_of(index, i);
        idt_jw_text(w, NULL, idt_digest_hex(&info.content_id, hex));
    }
    idt_jw_end(w);
}

static idt_rc kept(idt_invocation *inv, idt_buf *text, idt_str *out, idt_error *err)
{
    const idt_rc rc = idt_buf_check(text, err);
    *out = rc == IDT_OK ? idt_str_copy(inv->arena, idt_buf_borrow(text)) : (idt_str){0};
    idt_buf_clear(text);
    return rc == IDT_OK && out->ptr == NULL ? idt_arena_fail(inv->arena, err) : rc;
}

static idt_rc describe(file_run *f, idt_error *err)
{
    idt_buf text;
    idt_json_writer w;
    idt_digest profile;
    const idt_scoring *scoring = f->asked->question->scoring;
    idt_buf_init(&text, TEXT_CEILING);
    idt_jw_init(&w, &text);
    idt_rc rc = idt_scoring_hash(scoring != NULL ? scoring : &IDT_SCORING_DEFAULT, &profile, err);
    options_json(f, &profile, &w);
    rc = rc == IDT_OK ? kept(f->inv, &text, &f->run.options, err) : rc;
    idt_jw_init(&w, &text);
    index_json(idt_screen_index(f->asked->screen), &w);
    rc = rc == IDT_OK ? kept(f->inv, &text, &f->run.index, err) : rc;
    idt_screen_rows_head(f->asked->format, &text);
    rc = rc == IDT_OK ? kept(f->inv, &text, &f->run.head, err) : rc;
    idt_buf_release(&text);
    return rc;
}

/* As if it stood on the command line; what stands there already counts. */
static idt_rc put_time(idt_invocation *inv, const idt_param *param, const idt_json *options,
                       const char *member, idt_error *err)
{
    const idt_json *value = idt_json_member(options, member);
    if (value == NULL || value->kind != IDT_JSON_INT) {
        return idt_fail(err, IDT_E_CORRUPT, "the journal of the run does not say its %s", member);
    }
    if (idt_cli_value(inv, param) != NULL) {
        return IDT_OK;
    }
    return idt_cli_put(inv, (idt_value){.param = param, .number = value->integer}, err);
}

idt_rc idt_screen_file_times(idt_invocation *inv, idt_error *err)
{
    idt_journal journal;
    idt_json *options = NULL;
    const char *output = text_of(inv, &IDT_PARAM_OUT);
    if (output == NULL || !idt_cli_flag(inv, &IDT_PARAM_RESUME)) {
        return IDT_OK;
    }
    const idt_str path = idt_journal_path(output, inv->arena);
    if (path.ptr == NULL) {
        return idt_arena_fail(inv->arena, err);
    }
    if (!idt_path_exists(path.ptr)) {
        return IDT_OK;
    }
    idt_rc rc = idt_journal_read(path.ptr, inv->arena, &journal, err);
    rc = rc == IDT_OK ? idt_json_read(journal.options, path.ptr, inv->arena, &options, err) : rc;
    rc = rc == IDT_OK ? put_time(inv, &IDT_PARAM_AS_OF, options, "as_of", err) : rc;
    rc =
        rc == IDT_OK ? put_time(inv, &IDT_PARAM_PUBLISHED_BY, options, "published_by_us", err) : rc;
    return rc == IDT_OK ? put_time(inv, &IDT_PARAM_KNOWN_AT, options, "known_at_us", err) : rc;
}

/* ---- what is said while it runs ---- */

static idt_rc write_stdout(void *context, idt_str bytes, idt_error *err)
{
    file_run *f = context;
    if (f->asked->format == IDT_ROWS_OUT_TABLE) { /* for people: hidden characters are shown */
        idt_buf_add_str(f->inv->out, bytes);
        return idt_cli_flush(f->inv, err);
    }
    errno = 0;
    return fwrite(bytes.ptr, 1, bytes.len, stdout) == bytes.len
               ? IDT_OK
               : idt_fail_errno(err, errno != 0 ? errno : EIO, "the output cannot be written");
}

/* What a head says only but for its case: the reader's taking, not the file's word. */
static void begun(void *context, const char *source, const idt_party_columns *columns)
{
    (void)context;
    for (size_t i = 0; i < columns->count; i++) {
        const idt_party_column *c = &columns->at[i];
        if (c->meant != NULL) {
            idt_cli_note("interdict: %s: column \"" IDT_STR_FMT "\" is taken for %s", source,
                         IDT_STR_ARG(c->title), c->meant);
        }
    }
}

static void report(void *context, idt_str text)
{
    file_run *f = context;
    if (f->reported++ < REPORTS_SHOWN) {
        idt_screen_progress_clear(&f->progress);
        idt_cli_note("interdict: " IDT_STR_FMT, IDT_STR_ARG(text));
    }
}

static void on_progress(void *context, const idt_run_progress *progress)
{
    file_run *f = context;
    idt_screen_progress_show(&f->progress, progress);
}

static void report_end(const file_run *f, const idt_run_result *result, idt_rc rc)
{
    if (result->counts.rows == 0 && rc == IDT_OK) {
        idt_cli_note("interdict: the file has no rows, so nothing was screened");
    }
    if (result->counts.unasked > 0) {
        idt_cli_note("interdict: %" PRIu64 " of %" PRIu64 " rows have neither a name with a letter "
                     "or digit nor an identifier, so nothing was asked (abstain: no_name)",
                     result->counts.unasked, result->counts.rows);
    }
    if (result->counts.noted > 0) {
        idt_cli_note("interdict: of %" PRIu64 " of %" PRIu64 " rows something was not understood "
                     "and not compared; their answers say what, under notes",
                     result->counts.noted, result->counts.rows);
    }
    if (result->counts.unreadable > 0) {
        idt_cli_note("interdict: %" PRIu64 " of %" PRIu64 " rows could not be read and were not "
                     "screened%s",
                     result->counts.unreadable, result->counts.rows,
                     f->reported > REPORTS_SHOWN ? "; the first are shown above, all are answered "
                                                   "with an error"
                                                 : "");
    }
}

idt_rc idt_screen_file_run(idt_invocation *inv, const idt_screen_file *asked, const char *path,
                           idt_run_result *out, idt_error *err)
{
    size_t threads = 1;
    file_run f = {.inv = inv, .asked = asked};
    f.run = (idt_run){.input = path,
                      .schema = asked->schema,
                      .answer = idt_screen_rows_answer,
                      .refuse = idt_screen_rows_refuse,
                      .write = asked->discard ? NULL : write_stdout,
                      .begun = begun,
                      .report = report,
                      .progress = on_progress,
                      .context = &f,
                      .journal_every_ms = JOURNAL_EVERY_MS};
    *out = (idt_run_result){0};
    idt_rc rc = read_options(&f, &threads, err);
    rc = rc == IDT_OK ? describe(&f, err) : rc;
    rc = rc == IDT_OK ? open_workers(&f, threads, err) : rc;
    if (rc == IDT_OK) {
        idt_screen_progress_begin(&f.progress, idt_cli_flag(inv, &IDT_PARAM_PROGRESS));
        rc = idt_run_all(&f.run, out, err);
        idt_screen_progress_end(&f.progress);
        report_end(&f, out, rc);
    }
    const idt_rc closed = close_workers(&f, rc == IDT_OK ? err : NULL);
    return rc == IDT_OK ? closed : rc;
}

idt_rc idt_screen_file_done(idt_invocation *inv, idt_error *err)
{
    const idt_run run = {.output = text_of(inv, &IDT_PARAM_OUT)};
    return idt_run_done(&run, err);
}

static void number_text(idt_json_writer *w, const char *key, uint64_t value)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%" PRIu64, value);
    idt_jw_text(w, key, text);
}

/* In byte order, as a receipt has its members. */
void idt_run_result_json(const idt_run_result *result, idt_json_writer *w)
{
    char hex[IDT_SHA256_HEX + 1];
    number_text(w, "hits", result->counts.hits);
    idt_jw_object(w, "input");
    number_text(w, "bytes", result->input_bytes);
    idt_jw_text(w, "sha256", idt_digest_hex(&result->input, hex));
    idt_jw_end(w);
    idt_jw_text(w, "merkle_root", idt_digest_hex(&result->root, hex));
    number_text(w, "rows", result->counts.rows);
    number_text(w, "rows_with_hits", result->counts.with_hits);
    number_text(w, "unasked", result->counts.unasked);
    number_text(w, "unreadable", result->counts.unreadable);
}
