#include "cli/scan_mentions.h"
#include "compile/compile.h"
#include "core/io.h"
#include "scan/document.h"
#include "text/tokens.h"
#include "text/utf8.h"

#define FILE_CEILING  ((size_t)4 << 30)
#define NAMES_BYTES   ((size_t)2 << 30) /* of the scanner, where it is not mapped */
#define SCRATCH_BYTES ((size_t)1 << 30)
#define CHOSEN_MAX    64

static const idt_param WEAK = {
    .name = "weak",
    .type = IDT_PARAM_FLAG,
    .help = "also names that a source calls too weak to identify alone",
};
static const idt_param FUZZY = {
    .name = "fuzzy",
    .type = IDT_PARAM_FLAG,
    .help = "also mentions not spelt as listed, by names scored .70 and more",
};
static const idt_param LINES = {
    .name = "format",
    .type = IDT_PARAM_FORMAT,
    .metavar = "FORMAT",
    .words = "text json ndjson",
    .fallback = "text",
    .help = "text for people; json and ndjson give one JSON object a line and mention",
};

/* What names come from. */
typedef struct opened {
    scan_job *job;
    idt_index *index;
    idt_buf bytes; /* of an index in memory */
} opened;

/* ---- one file ---- */

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

/* A text without a word (an empty file, a binary one) has no mention, for nothing was looked for.
 */
static void say_if_empty(const char *file, idt_str text)
{
    idt_tokens tokens;
    idt_token token;
    idt_tokens_init(&tokens, text);
    if (!idt_tokens_next(&tokens, &token)) {
        idt_cli_note("interdict: %s: no letter or digit is in it, so nothing was looked for", file);
    }
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
        say_if_empty(file, mapped.bytes);
        rc = choose_day(job, file, &document, &from, err);
    }
    if (rc == IDT_OK) {
        rc = idt_scan_mentions(job, mapped.bytes, err);
    }
    if (rc == IDT_OK) {
        rc = idt_scan_print(job, file, mapped.bytes, from, err);
    }
    if (rc == IDT_OK) {
        rc = idt_cli_flush(job->inv, err);
    }
    idt_mapped_close(&mapped);
    return rc;
}

/* ---- names ---- */

/* The answer is the same where the index cannot be kept, and late: that is said. */
static bool only_not_kept(idt_rc rc)
{
    return rc == IDT_E_READONLY || rc == IDT_E_FULL || rc == IDT_E_BUSY || rc == IDT_E_IO;
}

static idt_rc index_in_memory(opened *o, idt_error *err)
{
    idt_compiled done;
    idt_cli_note("interdict: %s; the names are gathered for this scan alone", err->message);
    idt_buf_init(&o->bytes, IDT_COMPILE_BYTES);
    const idt_rc rc = idt_compile_bytes(o->job->inv->reg, &o->job->view, NULL, IDT_COMPILE_BYTES,
                                        &o->bytes, &done, err);
    const idt_str file = idt_buf_borrow(&o->bytes);
    return rc == IDT_OK ? idt_index_open_bytes(&file, 1, &o->index, err) : rc;
}

/* The index files, brought up to what the view knows, and the scanner beside them. */
static idt_rc open_names(opened *o, idt_error *err)
{
    scan_job *job = o->job;
    idt_compiled done;
    idt_str path = {0};
    const char *home = job->inv->home.ptr;
    idt_rc rc = idt_compile_ensure(job->inv->reg, &job->view, home, IDT_COMPILE_BYTES, &done, err);
    if (only_not_kept(rc)) {
        rc = index_in_memory(o, err);
    } else if (rc == IDT_OK) {
        rc = idt_compile_open(home, job->inv->arena, &o->index, err);
        path = idt_str_format(job->inv->arena, "%s/index/names.scan", home);
        rc = rc == IDT_OK && path.ptr == NULL ? idt_arena_fail(job->inv->arena, err) : rc;
    }
    if (rc == IDT_OK) {
        job->index = o->index;
        rc = idt_scan_names_open(o->index, path.ptr, NAMES_BYTES, &job->names, err);
    }
    return rc == IDT_OK ? idt_index_scratch_new(o->index, SCRATCH_BYTES, &job->scratch, err) : rc;
}

static void close_names(opened *o)
{
    idt_index_scratch_free(o->job->scratch);
    idt_scan_names_close(o->job->names);
    idt_index_close(o->index);
    idt_buf_release(&o->bytes);
}

static idt_rc prepare(opened *o, idt_str *datasets, idt_error *err)
{
    scan_job *job = o->job;
    job->question.datasets = datasets;
    job->question.dataset_count =
        idt_cli_values(job->inv, &IDT_PARAM_DATASET, datasets, CHOSEN_MAX);
    job->weak = idt_cli_flag(job->inv, &WEAK);
    job->fuzzy = idt_cli_flag(job->inv, &FUZZY);
    idt_map_init(&job->parties, job->inv->arena);
    const idt_rc rc = idt_cli_open_view(job->inv, &job->view, err);
    return rc == IDT_OK ? open_names(o, err) : rc;
}

static int scan_files(scan_job *job)
{
    idt_error err;
    int code = IDT_EXIT_DONE;
    for (size_t i = 0; i < job->inv->argument_count; i++) {
        if (scan_file(job, job->inv->arguments[i], &err) != IDT_OK) {
            const int failed = idt_cli_fail(&err);
            code = failed > code ? failed : code;
        } else if (job->mention_count > 0 && code == IDT_EXIT_DONE) {
            code = IDT_EXIT_FOUND;
        }
    }
    return code;
}

/* A file that cannot be read does not keep the others from being scanned; the exit code says so. */
static int run(idt_invocation *inv)
{
    idt_error err;
    idt_str datasets[CHOSEN_MAX];
    scan_job job = {.inv = inv};
    opened o = {.job = &job};
    const idt_rc rc = prepare(&o, datasets, &err);
    const int code = rc == IDT_OK ? scan_files(&job) : idt_cli_fail(&err);
    close_names(&o);
    return code;
}

static const idt_param *const PARAMS[] = {
    &IDT_PARAM_AS_OF,        &IDT_PARAM_DATASET,  &WEAK,  &FUZZY,
    &IDT_PARAM_PUBLISHED_BY, &IDT_PARAM_KNOWN_AT, &LINES, NULL};
static const idt_example EXAMPLES[] = {
    {"scan data/starter/brief.txt", IDT_EXIT_FOUND,
     "every party of the register the text names, where, and its status on the text's own date"},
    {"scan data/starter/brief.txt --as-of 2025-04-17 --format ndjson", IDT_EXIT_FOUND,
     "one JSON object a mention, for another day"},
    {"scan data/starter/brief.txt --fuzzy", IDT_EXIT_FOUND,
     "also what could be a listed name in another spelling"},
};

const idt_command IDT_CMD_SCAN = {
    .name = "scan",
    .arguments = "FILE...",
    .least = 1,
    .most = SIZE_MAX,
    .summary = "find the register's parties in documents",
    .description =
        "Finds every mention of a party's name in UTF-8 texts (`-` is standard input): never "
        "inside "
        "a word, the longest name at each place, whatever its case, accents or apostrophes. For "
        "each party it gives the places, the name, and the status of its listings as of the text's "
        "date: --as-of, else a `date:` in the file's front matter, else today. A party that has "
        "left its list is found still, and said to have. A name that does not say by itself who is "
        "meant is ambiguous: one word that is common (one in 5,000 of people or organisations "
        "bears it) or of up to four letters, generic words only, or a name of several parties; "
        "parties named so alone come last. With --fuzzy also mentions that are not spelt as "
        "listed: two to six words with capitals (in scripts without capitals any words but the "
        "most frequent), or one rare word, that `compare` scores .70 and more against a listed "
        "name; each with the score and what differs. Names come from the index, which is brought "
        "up to date first. Exits 1 when something was found.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 3,
    .run = run,
};
