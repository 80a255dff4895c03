#include <stdlib.h>

#include "cli/status_text.h"
#include "core/io.h"
#include "core/map.h"
#include "load/derive.h"
#include "scan/document.h"
#include "scan/scan.h"
#include "text/utf8.h"

#define FILE_CEILING ((size_t)4 << 30)
#define CHOSEN_MAX   64

static const idt_param WEAK = {
    .name = "weak",
    .type = IDT_PARAM_FLAG,
    .help = "also names that a source calls too weak to identify alone",
};
static const idt_param LINES = {
    .name = "format",
    .type = IDT_PARAM_FORMAT,
    .metavar = "FORMAT",
    .words = "text json ndjson",
    .fallback = "text",
    .help = "text for people; json and ndjson give one JSON object a line and mention",
};

/* A party the scanner may meet, with its answer for one day. */
typedef struct party {
    idt_str record_id; /* a record that bears the name */
    const idt_subject *subject;
    bool answered;
    idt_day as_of; /* of the answer below */
    const idt_listing_status *rows;
    size_t row_count;
    idt_str json; /* the rows as a JSON array */
    bool printed; /* in this file */
} party;

typedef struct mention {
    size_t start, end;
    uint64_t line;
    const idt_scan_ref *refs;
    size_t ref_count;
} mention;

typedef struct scan_job {
    idt_invocation *inv;
    idt_view view;
    idt_status_question question;
    idt_map by_record; /* record id -> party number */
    party *parties;
    size_t party_count, party_cap;
    idt_scan_name *names;
    size_t name_count, name_cap;
    idt_scanner *scanner;
    mention *mentions; /* of the file being scanned */
    size_t mention_count, mention_cap;
    bool full; /* the arena's ceiling was met while scanning */
} scan_job;

/* ---- names ---- */

static idt_rc collect_name(void *context, idt_str dataset, idt_str key, idt_str property,
                           idt_str value, idt_error *err)
{
    scan_job *job = context;
    idt_arena *arena = job->inv->arena;
    bool added;
    if (idt_str_is(property, IDT_NAME_LABEL) ||
        (idt_str_is(property, "weakAlias") && !idt_cli_flag(job->inv, &WEAK))) {
        return IDT_OK;
    }
    const idt_str id =
        idt_str_format(arena, IDT_STR_FMT ":" IDT_STR_FMT, IDT_STR_ARG(dataset), IDT_STR_ARG(key));
    idt_map_entry *entry = id.ptr != NULL ? idt_map_put(&job->by_record, id, &added) : NULL;
    if (entry == NULL || !IDT_GROW(arena, job->parties, job->party_cap, job->party_count) ||
        !IDT_GROW(arena, job->names, job->name_cap, job->name_count)) {
        return idt_arena_fail(arena, err);
    }
    if (added) {
        entry->value.number = job->party_count;
        job->parties[job->party_count++] = (party){.record_id = id};
    }
    job->names[job->name_count++] = (idt_scan_name){.name = idt_str_copy(arena, value),
                                                    .subject = (uint32_t)entry->value.number};
    return job->names[job->name_count - 1].name.ptr != NULL ? IDT_OK : idt_arena_fail(arena, err);
}

/* Which subject a party is, when first met: most parties of a large register never are. */
static idt_rc settle(scan_job *job, party *p, idt_error *err)
{
    if (p->subject != NULL) {
        return IDT_OK;
    }
    const idt_rc rc =
        idt_subject_of(job->inv->reg, &job->view, p->record_id, job->inv->arena, &p->subject, err);
    if (rc == IDT_OK && p->subject == NULL) {
        return idt_fail(err, IDT_E_CORRUPT,
                        "the names of " IDT_STR_FMT " have no record; run verify",
                        IDT_STR_ARG(p->record_id));
    }
    return rc;
}

static idt_rc answer(scan_job *job, party *p, idt_error *err)
{
    if (p->answered && p->as_of == job->question.as_of) {
        return IDT_OK;
    }
    idt_rc rc = idt_subject_statuses(job->inv->reg, &job->view, p->subject, &job->question,
                                     job->inv->arena, &p->rows, &p->row_count, err);
    idt_buf buf;
    idt_buf_init(&buf, IDT_ARENA_REQUEST_BYTES);
    idt_json_writer w;
    idt_jw_init(&w, &buf);
    idt_jw_array(&w, NULL);
    for (size_t i = 0; rc == IDT_OK && i < p->row_count; i++) {
        idt_listing_status_json(&p->rows[i], false, &w);
    }
    idt_jw_end(&w);
    if (rc == IDT_OK) {
        rc = idt_buf_check(&buf, err);
    }
    if (rc == IDT_OK) {
        p->json = idt_str_copy(job->inv->arena, idt_buf_borrow(&buf));
        rc = p->json.ptr != NULL ? IDT_OK : idt_arena_fail(job->inv->arena, err);
    }
    idt_buf_release(&buf);
    p->answered = rc == IDT_OK;
    p->as_of = job->question.as_of;
    return rc;
}

/* ---- one file ---- */

static bool collect_mention(const idt_scan_hit *hit, void *context)
{
    scan_job *job = context;
    if (!IDT_GROW(job->inv->arena, job->mentions, job->mention_cap, job->mention_count)) {
        job->full = true;
        return false;
    }
    job->mentions[job->mention_count++] = (mention){.start = hit->start,
                                                    .end = hit->end,
                                                    .line = hit->line,
                                                    .refs = hit->refs,
                                                    .ref_count = hit->ref_count};
    return true;
}

/* The day the answers are for, and where it comes from: --as-of, the front matter, today. */
static idt_rc choose_day(scan_job *job, const char *file, const idt_document *document,
                         const char **from, idt_error *err)
{
    const idt_value *stated = idt_cli_value(job->inv, &IDT_PARAM_AS_OF);
    idt_date date;
    if (stated != NULL) {
        job->question.as_of = (idt_day)stated->number;
        *from = "--as-of";
        return IDT_OK;
    }
    if (document->date.ptr == NULL) {
        job->question.as_of = idt_day_of_instant(job->view.now_us);
        *from = "today";
        return IDT_OK;
    }
    idt_error why;
    const idt_rc rc = idt_date_parse(document->date, &date, &why);
    if (rc != IDT_OK || date.kind != IDT_DATE_ONE || date.earliest != date.latest) {
        return idt_fail_at(
            err, IDT_E_INPUT, file, (uint32_t)document->date_line, 1, document->date_offset,
            "the date \"" IDT_STR_FMT "\" is not one day; write YYYY-MM-DD or give --as-of",
            IDT_STR_ARG(document->date));
    }
    job->question.as_of = date.earliest;
    *from = "front matter";
    return IDT_OK;
}

static void mention_json(scan_job *job, const char *file, idt_str text, const mention *m,
                         const idt_scan_ref *ref, const char *from)
{
    const party *p = &job->parties[ref->subject];
    char day[IDT_DAY_BYTES];
    idt_json_writer w;
    idt_jw_init(&w, job->inv->out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "schema_version", "1.0");
    idt_jw_text(&w, "file", file);
    idt_jw_int(&w, "start", (int64_t)m->start);
    idt_jw_int(&w, "end", (int64_t)m->end);
    idt_jw_int(&w, "line", (int64_t)m->line);
    idt_jw_str(&w, "text", idt_str_slice(text, m->start, m->end));
    idt_jw_str(&w, "name", job->names[ref->name].name);
    idt_subject_json(p->subject, "subject", &w);
    idt_jw_int(&w, "candidates", (int64_t)m->ref_count);
    idt_jw_text(&w, "as_of", idt_day_text(job->question.as_of, day));
    idt_jw_text(&w, "as_of_from", from);
    idt_jw_raw(&w, "listings", p->json);
    idt_jw_end(&w);
    idt_buf_add_byte(job->inv->out, '\n');
}

/* Every mention of one party, then its listings. */
static idt_rc party_text(scan_job *job, idt_str text, party *p, idt_error *err)
{
    idt_buf *out = job->inv->out;
    p->printed = true;
    idt_buf_add_format(out, "\n" IDT_STR_FMT " (" IDT_STR_FMT ", " IDT_STR_FMT ")\n",
                       IDT_STR_ARG(p->subject->caption), IDT_STR_ARG(p->subject->schema),
                       IDT_STR_ARG(p->subject->id));
    for (size_t i = 0; i < job->mention_count; i++) {
        const mention *m = &job->mentions[i];
        for (size_t r = 0; r < m->ref_count; r++) {
            party *other = &job->parties[m->refs[r].subject];
            if (!idt_str_equal(other->subject->id, p->subject->id)) {
                continue;
            }
            other->printed = true;
            idt_buf_add_format(out, "  line %-5llu bytes %zu-%zu  \"", (unsigned long long)m->line,
                               m->start, m->end);
            const idt_str found = idt_str_slice(text, m->start, m->end);
            for (size_t c = 0; c < found.len; c++) {
                idt_buf_add_byte(out, found.ptr[c] == '\n' ? ' ' : found.ptr[c]);
            }
            idt_buf_add_format(out, "\" = name \"" IDT_STR_FMT "\"",
                               IDT_STR_ARG(job->names[m->refs[r].name].name));
            if (m->ref_count > 1) {
                idt_buf_add_format(out, ", one of %zu parties of this name", m->ref_count);
            }
            idt_buf_add_byte(out, '\n');
        }
    }
    if (p->row_count == 0) {
        idt_buf_add_text(out, "\n  no listing on file\n");
    }
    return idt_status_text(job->inv, &job->view, p->rows, p->row_count, false, err);
}

static idt_rc report_text(scan_job *job, const char *file, idt_str text, const char *from,
                          idt_error *err)
{
    char day[IDT_DAY_BYTES];
    idt_buf_add_format(job->inv->out, "%s: %zu mention%s\nas of %s (%s)\n", file,
                       job->mention_count, job->mention_count == 1 ? "" : "s",
                       idt_day_text(job->question.as_of, day),
                       from[0] == '-'   ? "given by --as-of"
                       : from[0] == 'f' ? "the date in the file's front matter"
                                        : "today; the file states no date");
    if (job->mention_count == 0) {
        idt_buf_add_format(job->inv->out,
                           "none of the %zu names in the register is in it; that is no proof that "
                           "nobody in it is listed\n",
                           job->name_count);
    }
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < job->party_count; i++) {
        job->parties[i].printed = false;
    }
    for (size_t i = 0; i < job->mention_count && rc == IDT_OK; i++) {
        for (size_t r = 0; r < job->mentions[i].ref_count && rc == IDT_OK; r++) {
            party *p = &job->parties[job->mentions[i].refs[r].subject];
            if (!p->printed) {
                rc = party_text(job, text, p, err);
            }
        }
    }
    return rc;
}

static idt_rc report(scan_job *job, const char *file, idt_str text, const char *from,
                     idt_error *err)
{
    idt_rc rc = IDT_OK;
    const bool lines = !idt_cli_format_is(job->inv, "text");
    for (size_t i = 0; i < job->mention_count && rc == IDT_OK; i++) {
        const mention *m = &job->mentions[i];
        for (size_t r = 0; r < m->ref_count && rc == IDT_OK; r++) {
            party *p = &job->parties[m->refs[r].subject];
            rc = settle(job, p, err);
            if (rc == IDT_OK) {
                rc = answer(job, p, err);
            }
            if (rc == IDT_OK && lines) {
                mention_json(job, file, text, m, &m->refs[r], from);
            }
        }
        if (job->inv->out->len > (size_t)8 << 20 && rc == IDT_OK) {
            rc = idt_cli_flush(job->inv, err);
        }
    }
    return rc == IDT_OK && !lines ? report_text(job, file, text, from, err) : rc;
}

static idt_rc scan_file(scan_job *job, const char *file, idt_error *err)
{
    idt_mapped mapped;
    const char *from = "";
    idt_rc rc = idt_mapped_open(file, FILE_CEILING, &mapped, err);
    if (rc != IDT_OK) {
        return rc;
    }
    const idt_document document = idt_document_read(mapped.bytes);
    rc = idt_utf8_require(mapped.bytes, file, err);
    if (rc == IDT_OK) {
        rc = choose_day(job, file, &document, &from, err);
    }
    job->mention_count = 0;
    if (rc == IDT_OK) {
        (void)idt_scan_run(job->scanner, NULL, mapped.bytes, collect_mention, job);
        rc = job->full ? idt_arena_fail(job->inv->arena, err) : IDT_OK;
    }
    if (rc == IDT_OK) {
        rc = report(job, file, mapped.bytes, from, err);
    }
    if (rc == IDT_OK) {
        rc = idt_cli_flush(job->inv, err);
    }
    idt_mapped_close(&mapped);
    return rc;
}

static idt_rc prepare(scan_job *job, idt_str *datasets, idt_error *err)
{
    job->question.datasets = datasets;
    job->question.dataset_count =
        idt_cli_values(job->inv, &IDT_PARAM_DATASET, datasets, CHOSEN_MAX);
    idt_map_init(&job->by_record, job->inv->arena);
    idt_rc rc = idt_cli_open_view(job->inv, &job->view, err);
    if (rc == IDT_OK) {
        rc = idt_register_each_name(job->inv->reg, &job->view, collect_name, job, err);
    }
    if (rc == IDT_OK) {
        rc = idt_scan_build(job->names, job->name_count, NULL, IDT_SCAN_BUILD_BYTES, &job->scanner,
                            NULL, err);
    }
    return rc;
}

/* A file that cannot be read does not keep the others from being scanned; the exit code says so. */
static int run(idt_invocation *inv)
{
    idt_error err;
    idt_str datasets[CHOSEN_MAX];
    scan_job job = {.inv = inv};
    int code = IDT_EXIT_DONE;
    if (prepare(&job, datasets, &err) != IDT_OK) {
        return idt_cli_fail(&err);
    }
    for (size_t i = 0; i < inv->argument_count; i++) {
        if (scan_file(&job, inv->arguments[i], &err) != IDT_OK) {
            const int failed = idt_cli_fail(&err);
            code = failed > code ? failed : code;
        } else if (job.mention_count > 0 && code == IDT_EXIT_DONE) {
            code = IDT_EXIT_FOUND;
        }
    }
    idt_scan_free(job.scanner);
    return code;
}

static const idt_param *const PARAMS[] = {&IDT_PARAM_AS_OF,
                                          &IDT_PARAM_DATASET,
                                          &WEAK,
                                          &IDT_PARAM_PUBLISHED_BY,
                                          &IDT_PARAM_KNOWN_AT,
                                          &LINES,
                                          NULL};
static const idt_example EXAMPLES[] = {
    {"scan data/starter/brief.txt", IDT_EXIT_FOUND,
     "every party of the register the text names, where, and its status on the text's own date"},
    {"scan data/starter/brief.txt --as-of 2025-04-17 --format ndjson", IDT_EXIT_FOUND,
     "one JSON object a mention, for another day"},
};

const idt_command IDT_CMD_SCAN = {
    .name = "scan",
    .arguments = "FILE...",
    .least = 1,
    .most = SIZE_MAX,
    .summary = "find the register's parties in documents",
    .description = "Finds every mention of a party's name in UTF-8 texts (`-` is standard input): "
                   "never inside a word, the "
                   "longest name at each place, whatever its case, accents or apostrophes. For "
                   "each party it gives the "
                   "places, the name, and the status of its listings as of the text's date: "
                   "--as-of, else a `date:` in "
                   "the file's front matter, else today. Exits 1 when something was found.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 2,
    .run = run,
};
