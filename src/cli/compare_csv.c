#include "cli/compare_batch.h"

#include "cli/csv_columns.h"
#include "core/io.h"
#include "text/csv_field.h"

#define FILE_CEILING   ((size_t)4 << 30)
#define PAIR_CEILING   ((size_t)64 << 20)
#define FLUSH_AT_BYTES ((size_t)1 << 16)

/* Where the names stand in a row; SIZE_MAX: there is no column of schemata. */
typedef struct columns {
    size_t name[2];
    size_t schema;
} columns;

typedef struct csv_job {
    idt_invocation *inv;
    const idt_scoring *scoring;
    const char *source;
    columns at;
    idt_str schema; /* where no column says it */
    bool as_csv;
    idt_arena *arena;
} csv_job;

static idt_rc find_columns(csv_job *job, const idt_csv_row *head, idt_str wanted, idt_error *err)
{
    size_t *const places[3] = {&job->at.name[0], &job->at.name[1], &job->at.schema};
    size_t n = 0;
    idt_rc rc = IDT_OK;
    job->at.schema = SIZE_MAX;
    while (wanted.len > 0 && n < 3 && rc == IDT_OK) {
        const size_t comma = idt_str_find(wanted, ',');
        rc = idt_csv_column_find(head, job->source, idt_str_trim(idt_str_slice(wanted, 0, comma)),
                                 places[n++], err);
        wanted = idt_str_slice(wanted, comma + 1, wanted.len);
    }
    if (rc == IDT_OK && (n < 2 || wanted.len > 0)) {
        return idt_fail(err, IDT_E_USAGE,
                        "--columns takes two or three names, "
                        "such as name1,name2,schema");
    }
    return rc;
}

static void answer_row(const csv_job *job, uint64_t line, idt_str a, idt_str b,
                       const idt_comparison *c)
{
    char score[IDT_SCORE_BYTES];
    idt_buf *out = job->inv->out;
    if (job->as_csv) {
        idt_buf_add_format(out, "%llu,", (unsigned long long)line);
        idt_csv_field(a, out);
        idt_buf_add_byte(out, ',');
        idt_csv_field(b, out);
        idt_buf_add_format(out, ",%s,%d,%s,%s\r\n", idt_score_text(c->score, score), c->llr_mnat,
                           idt_band_text(c->band), idt_exact_text(c->exact));
        return;
    }
    idt_json_writer w;
    idt_jw_init(&w, out);
    idt_jw_object(&w, NULL);
    idt_jw_int(&w, "id", (int64_t)line);
    idt_comparison_json(c, &w);
    idt_jw_end(&w);
    idt_buf_add_byte(out, '\n');
}

static idt_rc compare_row(const csv_job *job, const idt_csv_row *row, idt_error *err)
{
    idt_str names[2];
    idt_str schema = job->schema;
    idt_comparison comparison;
    idt_arena_clear(job->arena);
    idt_rc rc = idt_csv_column_at(row, job->source, job->at.name[0], &names[0], err);
    rc = rc == IDT_OK ? idt_csv_column_at(row, job->source, job->at.name[1], &names[1], err) : rc;
    if (rc == IDT_OK && job->at.schema != SIZE_MAX) {
        rc = idt_csv_column_at(row, job->source, job->at.schema, &schema, err);
    }
    rc = rc == IDT_OK ? idt_compare_two(job->scoring, names[0], names[1], schema, job->arena,
                                        &comparison, err)
                      : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    answer_row(job, row->line, names[0], names[1], &comparison);
    return job->inv->out->len > FLUSH_AT_BYTES ? idt_cli_flush(job->inv, err)
                                               : idt_buf_check(job->inv->out, err);
}

static idt_rc compare_rows(csv_job *job, idt_csv *csv, idt_str wanted, idt_error *err)
{
    idt_csv_row row;
    idt_csv_what what;
    bool head = true;
    idt_rc rc = IDT_OK;
    while (rc == IDT_OK && (what = idt_csv_next(csv, &row)) != IDT_CSV_END) {
        if (what == IDT_CSV_FAULT) {
            rc = idt_fail_at(err, IDT_E_INPUT, job->source, (uint32_t)row.line, csv->fault_column,
                             0, "%s", csv->fault);
        } else if (head) {
            rc = find_columns(job, &row, wanted, err);
            head = false;
        } else {
            rc = compare_row(job, &row, err);
        }
    }
    return rc;
}

idt_rc idt_compare_csv(idt_invocation *inv, const idt_scoring *scoring, const char *path,
                       idt_str columns_wanted, idt_str schema, bool as_csv, idt_error *err)
{
    idt_csv csv;
    idt_mapped file;
    csv_job job = {.inv = inv,
                   .scoring = scoring,
                   .source = strcmp(path, "-") == 0 ? "standard input" : path,
                   .schema = schema,
                   .as_csv = as_csv};
    idt_rc rc = idt_mapped_open(path, FILE_CEILING, &file, err);
    if (rc != IDT_OK) {
        return rc;
    }
    job.arena = idt_arena_new(PAIR_CEILING);
    rc = idt_csv_open(&csv, job.source, file.bytes, ',', IDT_CSV_ROW_BYTES, err);
    if (rc == IDT_OK && job.arena == NULL) {
        rc = idt_fail(err, IDT_E_LIMIT, "no memory");
    }
    if (rc == IDT_OK && as_csv) {
        idt_buf_add_text(inv->out, "line,name1,name2,score,llr_mnat,band,exact\r\n");
    }
    rc = rc == IDT_OK ? compare_rows(&job, &csv, columns_wanted, err) : rc;
    idt_csv_release(&csv); /* after a failure too */
    idt_arena_free(job.arena);
    idt_mapped_close(&file);
    return rc;
}
