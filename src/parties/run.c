#include "parties/run.h"

#include <unistd.h>

#include "core/io.h"
#include "core/json_writer.h"
#include "parties/output.h"
#include "parties/pipeline.h"

#define BATCH_ROWS       64
#define BATCH_BYTES      ((size_t)1 << 16) /* a batch is full with the row that passes this */
#define BATCH_BYTES_MAX  ((size_t)1 << 30)
#define RUN_CEILING      ((size_t)16 << 20)
#define REPORT_BYTES_MAX ((size_t)1 << 20)

/* A row in its batch: places instead of pointers, for the bytes move while they gather. */
typedef struct kept_row {
    size_t at, len;
    uint64_t number, line;
    size_t fault_at; /* SIZE_MAX: none */
    uint32_t column;
} kept_row;

typedef struct batch {
    idt_buf bytes;
    kept_row rows[BATCH_ROWS];
    size_t count;
    idt_rows_place place; /* behind the last row */
    bool placed;          /* ... which could be told */
    /* what the worker makes of it */
    idt_buf out;
    idt_buf reports; /* NUL-terminated texts */
    idt_run_answer answers[BATCH_ROWS];
    bool unreadable[BATCH_ROWS];
    size_t answered;
} batch;

typedef struct run_worker {
    const idt_run *run;
    void *context;
    idt_party_reader *reader;
    idt_buf text;
} run_worker;

typedef struct running {
    const idt_run *run;
    idt_arena *arena;
    atomic_bool stop;
    idt_rows *rows;
    idt_party_form form;
    run_worker *workers;
    void **worker_contexts;
    void **batches;
    size_t batch_count;
    idt_journal state;
    idt_output output;
    bool broken_off; /* the journal stays as it is */
} running;

/* ---- the reader's thread ---- */

/* Where there is no room for its bytes the batch ends before it. */
static idt_rc keep_row(batch *b, const idt_row *row, idt_error *err)
{
    kept_row *kept = &b->rows[b->count];
    *kept = (kept_row){.at = b->bytes.len,
                       .len = row->bytes.len,
                       .number = row->number,
                       .line = row->line,
                       .fault_at = SIZE_MAX,
                       .column = row->column};
    idt_buf_add_str(&b->bytes, row->bytes);
    if (row->fault != NULL) {
        kept->fault_at = b->bytes.len;
        idt_buf_add(&b->bytes, row->fault, strlen(row->fault) + 1);
    }
    const idt_rc rc = idt_buf_check(&b->bytes, err);
    b->count += rc == IDT_OK ? 1 : 0;
    return rc;
}

static idt_rc fill(void *context, void *into, bool *last, idt_error *err)
{
    running *r = context;
    batch *b = into;
    idt_row row;
    bool any = true;
    bool lost = false; /* a row was read that is not in the batch */
    idt_rc rc = IDT_OK;
    idt_buf_clear(&b->bytes);
    b->count = 0;
    while (b->count < BATCH_ROWS && b->bytes.len < BATCH_BYTES && rc == IDT_OK && any) {
        rc = idt_rows_next(r->rows, &row, &any, err);
        if (rc == IDT_OK && any) {
            rc = keep_row(b, &row, err);
            lost = rc != IDT_OK;
        }
    }
    *last = !any;
    const idt_rc placed = idt_rows_place_of(r->rows, &b->place, rc == IDT_OK ? err : NULL);
    b->placed = placed == IDT_OK && !lost;
    return rc == IDT_OK ? placed : rc;
}

/* ---- a worker's thread ---- */

/* The hash of an answer that is an error: its message, not its place. */
static idt_rc hash_error(run_worker *w, const idt_error *why, idt_digest *out, idt_error *err)
{
    idt_json_writer json;
    idt_buf_clear(&w->text);
    idt_jw_init(&json, &w->text);
    idt_jw_object(&json, NULL);
    idt_jw_text(&json, "error", why->message);
    idt_jw_end(&json);
    const idt_rc rc = idt_buf_check(&w->text, err);
    return rc == IDT_OK ? idt_sha256(w->text.ptr, w->text.len, out, err) : rc;
}

static idt_rc refuse_row(run_worker *w, batch *b, const idt_row *row, const idt_party *party,
                         const idt_error *why, idt_error *err)
{
    char text[sizeof why->source + sizeof why->message + 64];
    idt_run_answer *answer = &b->answers[b->answered];
    *answer = (idt_run_answer){0};
    b->unreadable[b->answered] = true;
    (void)idt_error_text(why, text, sizeof text);
    idt_buf_add(&b->reports, text, strlen(text) + 1);
    const idt_rc rc = hash_error(w, why, &answer->hash, err);
    return rc == IDT_OK ? w->run->refuse(w->context, row, party, why, &answer->hash, &b->out, err)
                        : rc;
}

static idt_rc answer_row(run_worker *w, batch *b, const kept_row *kept, idt_error *err)
{
    idt_party party;
    idt_error why;
    const idt_row row = {.bytes = {.ptr = b->bytes.ptr + kept->at, .len = kept->len},
                         .number = kept->number,
                         .line = kept->line,
                         .fault = kept->fault_at != SIZE_MAX ? b->bytes.ptr + kept->fault_at : NULL,
                         .column = kept->column};
    b->unreadable[b->answered] = false;
    const idt_rc rc = idt_party_of_row(w->reader, &row, &party, &why);
    if (rc == IDT_E_LIMIT) { /* asked on another day it may be read */
        if (err != NULL) {
            *err = why;
        }
        return rc;
    }
    if (rc != IDT_OK) {
        return refuse_row(w, b, &row, &party, &why, err);
    }
    return w->run->answer(w->context, &row, &party, &b->out, &b->answers[b->answered], err);
}

static idt_rc work(void *context, void *on, idt_error *err)
{
    run_worker *w = context;
    batch *b = on;
    idt_rc rc = IDT_OK;
    idt_buf_clear(&b->out);
    idt_buf_clear(&b->reports);
    b->answered = 0;
    for (size_t i = 0; i < b->count; i++) {
        const size_t before = b->out.len;
        rc = answer_row(w, b, &b->rows[i], err);
        rc = rc == IDT_OK ? idt_buf_check(&b->out, err) : rc;
        if (rc != IDT_OK) {
            b->out.len = before < b->out.len ? before : b->out.len; /* no half answer */
            return rc;
        }
        b->answered++;
    }
    return idt_buf_check(&b->reports, err);
}

/* ---- the caller's thread ---- */

static idt_rc count_answers(running *r, const batch *b, idt_error *err)
{
    idt_run_counts *counts = &r->state.counts;
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < b->answered && rc == IDT_OK; i++) {
        counts->rows++;
        counts->unreadable += b->unreadable[i];
        counts->with_hits += b->answers[i].hits > 0;
        counts->noted += b->answers[i].noted;
        counts->unasked += b->answers[i].unasked;
        counts->hits += b->answers[i].hits;
        rc = idt_merkle_add(&r->state.tree, &b->answers[i].hash, err);
    }
    return rc;
}

static void tell(running *r, const batch *b)
{
    const idt_run *run = r->run;
    for (size_t at = 0; run->report != NULL && at < b->reports.len;) {
        const idt_str text = idt_str_borrow(b->reports.ptr + at);
        run->report(run->context, text);
        at += text.len + 1;
    }
    if (run->progress != NULL) {
        const idt_run_progress progress = {
            .counts = r->state.counts, .bytes = b->place.bytes, .file_bytes = r->state.file_bytes};
        run->progress(run->context, &progress);
    }
}

static idt_rc write_answers(running *r, const batch *b, idt_error *err)
{
    const idt_str bytes = {.ptr = b->out.ptr, .len = b->out.len};
    if (bytes.len == 0) {
        return IDT_OK;
    }
    if (r->run->output != NULL) {
        return idt_output_add(&r->output, bytes, err);
    }
    return r->run->write != NULL ? r->run->write(r->run->context, bytes, err) : IDT_OK;
}

static idt_rc drain(void *context, void *of, idt_error *err)
{
    running *r = context;
    batch *b = of;
    const bool has_output = r->run->output != NULL;
    idt_rc rc = IDT_OK;
    if (b->answered < b->count || !b->placed) {
        /* The place behind its answers is not known: a run that goes on begins before them. */
        rc = has_output ? idt_output_journal(&r->output, &r->state, true, err) : rc;
        r->broken_off = true;
    }
    rc = rc == IDT_OK ? count_answers(r, b, err) : rc;
    rc = rc == IDT_OK ? write_answers(r, b, err) : rc;
    if (rc == IDT_OK && !r->broken_off) {
        r->state.input = b->place;
        rc = has_output ? idt_output_journal(&r->output, &r->state, false, err) : rc;
    }
    if (rc == IDT_OK) {
        tell(r, b);
    } else {
        r->broken_off = true; /* what was written last may be missing or half there */
    }
    return rc;
}

/* ---- beginning and end ---- */

static bool is_empty(const char *path)
{
    idt_mapped file;
    if (idt_mapped_open(path, SIZE_MAX, &file, NULL) != IDT_OK) {
        return true;
    }
    const bool empty = file.bytes.len == 0;
    idt_mapped_close(&file);
    return empty;
}

/* The state to go on from; *resumes false where there is none and none is needed. */
static idt_rc find_state(running *r, bool *resumes, idt_error *err)
{
    const idt_run *run = r->run;
    *resumes = idt_path_exists(r->output.journal_path);
    if (*resumes && !run->resume) {
        return idt_fail(err, IDT_E_USAGE,
                        "%s is of a run that was interrupted: --resume goes on with it; remove %s "
                        "to begin anew",
                        run->output, r->output.journal_path);
    }
    if (!*resumes) {
        return !run->resume || is_empty(run->output)
                   ? IDT_OK
                   : idt_fail(err, IDT_E_USAGE,
                              "there is nothing to resume: %s has no journal beside it, so it is "
                              "whole or of another making",
                              run->output);
    }
    idt_rc rc = idt_journal_read(r->output.journal_path, r->arena, &r->state, err);
    rc = rc == IDT_OK ? idt_journal_check(&r->state, run->options, run->index,
                                          idt_rows_file_bytes(r->rows), err)
                      : rc;
    return rc == IDT_OK ? idt_rows_go_to(r->rows, &r->state.input, err) : rc;
}

static idt_rc begin_output(running *r, idt_error *err)
{
    bool resumes = false;
    const idt_run *run = r->run;
    const idt_str journal = idt_journal_path(run->output, r->arena);
    if (idt_rows_are_of(r->rows, run->output)) {
        return idt_fail(err, IDT_E_USAGE, "%s is what is read; answers are to go to another file",
                        run->output);
    }
    if (journal.ptr == NULL) {
        return idt_arena_fail(r->arena, err);
    }
    r->output.path = run->output;
    r->output.journal_path = journal.ptr;
    r->output.every_ms = run->journal_every_ms;
    const idt_rc rc = find_state(r, &resumes, err);
    return rc == IDT_OK ? idt_output_begin(&r->output, &r->state, run->head, resumes, err) : rc;
}

static idt_rc make_batches(running *r, idt_error *err)
{
    r->batch_count = 2 * r->run->worker_count + 2;
    r->batches = IDT_NEW_N(r->arena, void *, r->batch_count);
    if (r->batches == NULL) {
        return idt_arena_fail(r->arena, err);
    }
    for (size_t i = 0; i < r->batch_count; i++) {
        batch *b = IDT_NEW(r->arena, batch);
        if (b == NULL) {
            return idt_arena_fail(r->arena, err);
        }
        idt_buf_init(&b->bytes, BATCH_BYTES_MAX);
        idt_buf_init(&b->out, BATCH_BYTES_MAX);
        idt_buf_init(&b->reports, REPORT_BYTES_MAX);
        r->batches[i] = b;
    }
    return IDT_OK;
}

static idt_rc make_workers(running *r, idt_error *err)
{
    const idt_run *run = r->run;
    r->form = (idt_party_form){.source = idt_rows_source(r->rows),
                               .json = idt_rows_are_json(r->rows),
                               .delimiter = idt_rows_delimiter(r->rows),
                               .values_by = run->values_by,
                               .columns = idt_rows_columns(r->rows),
                               .schema = run->schema,
                               .row_bytes_max = idt_rows_row_bytes_max(r->rows)};
    r->workers = IDT_NEW_N(r->arena, run_worker, run->worker_count);
    r->worker_contexts = IDT_NEW_N(r->arena, void *, run->worker_count);
    if (r->workers == NULL || r->worker_contexts == NULL) {
        return idt_arena_fail(r->arena, err);
    }
    for (size_t i = 0; i < run->worker_count; i++) {
        r->workers[i] = (run_worker){.run = run, .context = run->workers[i]};
        r->worker_contexts[i] = &r->workers[i];
        idt_buf_init(&r->workers[i].text, REPORT_BYTES_MAX);
        const idt_rc rc = idt_party_reader_new(&r->form, &r->workers[i].reader, err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    return IDT_OK;
}

static void release(running *r)
{
    for (size_t i = 0; r->workers != NULL && i < r->run->worker_count; i++) {
        idt_party_reader_free(r->workers[i].reader);
        idt_buf_release(&r->workers[i].text);
    }
    for (size_t i = 0; r->batches != NULL && i < r->batch_count && r->batches[i] != NULL; i++) {
        batch *b = r->batches[i];
        idt_buf_release(&b->bytes);
        idt_buf_release(&b->out);
        idt_buf_release(&b->reports);
    }
    idt_output_release(&r->output);
    idt_rows_close(r->rows);
}

static idt_rc run_pipeline(running *r, idt_error *err)
{
    const idt_pipeline pipeline = {.fill = fill,
                                   .fill_context = r,
                                   .work = work,
                                   .work_contexts = r->worker_contexts,
                                   .worker_count = r->run->worker_count,
                                   .drain = drain,
                                   .drain_context = r,
                                   .batches = r->batches,
                                   .batch_count = r->batch_count,
                                   .stop = &r->stop};
    const idt_rc rc = idt_pipeline_run(&pipeline, r->arena, err);
    if (r->run->output == NULL) {
        return rc;
    }
    /* After an error too: what was answered is not lost. */
    idt_error *why = rc == IDT_OK ? err : NULL;
    const idt_rc kept = r->broken_off ? idt_output_flush(&r->output, why)
                                      : idt_output_journal(&r->output, &r->state, true, why);
    return rc == IDT_OK ? kept : rc;
}

static idt_rc run_it(running *r, idt_run_result *out, idt_error *err)
{
    const idt_run *run = r->run;
    idt_rows_options options = run->rows;
    options.stop = &r->stop;
    idt_rc rc = idt_rows_open(run->input, &options, &r->rows, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (run->begun != NULL) {
        run->begun(run->context, idt_rows_source(r->rows), idt_rows_columns(r->rows));
    }
    r->state.file_bytes = idt_rows_file_bytes(r->rows);
    rc = idt_rows_place_of(r->rows, &r->state.input, err);
    rc = rc == IDT_OK && run->output != NULL ? begin_output(r, err) : rc;
    out->resumed_after = r->state.counts.rows;
    if (rc == IDT_OK && run->output == NULL && run->write != NULL && run->head.len > 0) {
        rc = run->write(run->context, run->head, err);
    }
    rc = rc == IDT_OK ? make_batches(r, err) : rc;
    rc = rc == IDT_OK ? make_workers(r, err) : rc;
    return rc == IDT_OK ? run_pipeline(r, err) : rc;
}

idt_rc idt_run_all(const idt_run *run, idt_run_result *out, idt_error *err)
{
    idt_arena *arena = idt_arena_new(RUN_CEILING);
    running *r = arena != NULL ? IDT_NEW(arena, running) : NULL;
    *out = (idt_run_result){0};
    if (r == NULL) {
        idt_arena_free(arena);
        return idt_fail(err, IDT_E_LIMIT, "there is no memory for the run");
    }
    r->run = run;
    r->arena = arena;
    r->output.fd = -1;
    r->state.options = run->options;
    r->state.index = run->index;
    idt_rc rc = run_it(r, out, err);
    out->counts = r->state.counts;
    out->input = r->state.input.digest;
    out->input_bytes = r->state.input.bytes;
    const idt_rc root = idt_merkle_root(&r->state.tree, &out->root, rc == IDT_OK ? err : NULL);
    release(r);
    idt_arena_free(arena);
    return rc == IDT_OK ? root : rc;
}

idt_rc idt_run_done(const idt_run *run, idt_error *err)
{
    char path[4096];
    if (run->output == NULL) {
        return IDT_OK;
    }
    idt_arena *arena = idt_arena_new(sizeof path * 4);
    const idt_str journal = arena != NULL ? idt_journal_path(run->output, arena) : (idt_str){0};
    idt_rc rc = journal.ptr != NULL ? IDT_OK : idt_fail(err, IDT_E_LIMIT, "no memory");
    if (rc == IDT_OK && unlink(journal.ptr) != 0) {
        rc = idt_fail(err, IDT_E_IO, "%s cannot be removed", journal.ptr);
    }
    idt_arena_free(arena);
    return rc;
}
