#include "standing/listings.h"
#include "cli/screen_file.h"
#include "cli/screen_text.h"
#include "cli/screening.h"
#include "match/explain.h"

static const idt_param NO_PARTS = {
    .name = "no-parts",
    .type = IDT_PARAM_FLAG,
    .help = "without the explanation of each hit",
};
static const idt_param FORMAT = {
    .name = "format",
    .type = IDT_PARAM_FORMAT,
    .metavar = "FORMAT",
    .words = "table json ndjson csv",
    .fallback = "table",
    .help = "table for people; json, the whole answer; ndjson and csv, its row alone",
};

static void answer_json(const idt_screening *s, const idt_screen_answer *answer, idt_json_writer *w)
{
    char hex[IDT_SHA256_HEX + 1];
    char score[IDT_SCORE_BYTES];
    idt_digest hash;
    idt_jw_text(w, "schema_version", "1.0");
    idt_screen_basis_json(&s->basis, w);
    idt_jw_object(w, "profile");
    idt_jw_text(w, "name", answer->scoring->name);
    idt_jw_text(w, "sha256",
                idt_scoring_hash(answer->scoring, &hash, NULL) == IDT_OK
                    ? idt_digest_hex(&hash, hex)
                    : NULL);
    idt_jw_end(w);
    idt_jw_raw(w, "threshold", idt_str_borrow(idt_score_text(answer->threshold, score)));
    idt_jw_int(w, "limit", (int64_t)s->question.limit);
}

/* The row of a file of one, or the whole with what it rests on. */
static idt_rc put_json(idt_invocation *inv, const idt_screening *s, idt_screener *screener,
                       const idt_screen_answer *answer, const idt_screen_query *query,
                       const idt_digest *hash, idt_error *err)
{
    idt_json_writer w;
    const bool parts = !idt_cli_flag(inv, &NO_PARTS);
    idt_jw_init(&w, inv->out);
    idt_jw_object(&w, NULL);
    if (idt_cli_format_is(inv, "json")) {
        answer_json(s, answer, &w);
    } else {
        idt_jw_int(&w, "row", 1);
        idt_jw_null(&w, "id");
    }
    const idt_rc rc = idt_answer_json(parts ? screener : NULL, answer, query->json, hash, &w, err);
    idt_jw_end(&w);
    idt_buf_add_byte(inv->out, '\n');
    return rc;
}

static idt_rc put_answer(idt_invocation *inv, const idt_screening *s, idt_screener *screener,
                         const idt_screen_answer *answer, const idt_screen_query *query,
                         idt_error *err)
{
    idt_buf scratch;
    idt_digest hash;
    idt_buf_init(&scratch, IDT_ARENA_REQUEST_BYTES);
    idt_rc rc = idt_answer_hash(answer, query->json, &scratch, &hash, err);
    idt_buf_release(&scratch);
    if (rc != IDT_OK) {
        return rc;
    }
    if (idt_cli_format_is(inv, "json") || idt_cli_format_is(inv, "ndjson")) {
        return put_json(inv, s, screener, answer, query, &hash, err);
    }
    if (idt_cli_format_is(inv, "csv")) {
        idt_answer_csv_header(inv->out);
        idt_answer_csv(answer, 1, IDT_STR(""),
                       query->profile.name_count > 0 ? query->profile.names[0].text : IDT_STR(""),
                       &hash, inv->out);
        return IDT_OK;
    }
    return idt_screen_text(screener, answer, query, &s->basis, !idt_cli_flag(inv, &NO_PARTS),
                           inv->out, err);
}

/* What a row alone cannot say goes to people on stderr. */
static void say_warnings(const idt_invocation *inv, const idt_screen_basis *basis)
{
    if (idt_cli_format_is(inv, "ndjson") || idt_cli_format_is(inv, "csv")) {
        for (size_t i = 0; i < basis->warning_count; i++) {
            idt_cli_note("interdict: " IDT_STR_FMT, IDT_STR_ARG(basis->warnings[i]));
        }
    }
}

static idt_rc screen(idt_invocation *inv, idt_screening *s, const idt_screen_query *query,
                     bool *found, idt_error *err)
{
    idt_listings *listings = NULL;
    idt_screener *screener = NULL;
    const idt_screen_answer *answer;
    idt_rc rc = idt_listings_new(inv->reg, &s->view, s->as_of, IDT_LISTINGS_BYTES, &listings, err);
    if (rc == IDT_OK) {
        const idt_listing_source source = idt_listings_source(listings);
        rc = idt_screener_new(s->screen, &source, IDT_SCREENER_BYTES, &screener, err);
    }
    rc =
        rc == IDT_OK ? idt_screener_ask(screener, &query->profile, &s->question, &answer, err) : rc;
    if (rc == IDT_OK) {
        say_warnings(inv, &s->basis);
        rc = put_answer(inv, s, screener, answer, query, err);
        *found = answer->total > 0;
    }
    rc = rc == IDT_OK ? idt_buf_check(inv->out, err) : rc;
    idt_screener_free(screener);
    idt_listings_free(listings);
    return rc;
}

static idt_rc screen_file(idt_invocation *inv, idt_screening *s, idt_run_result *done,
                          idt_error *err)
{
    const idt_value *schema = idt_cli_value(inv, &IDT_PARAM_SCHEMA);
    idt_screen_file asked = {.schema = schema != NULL ? schema->text : IDT_STR(""),
                             .format = idt_screen_file_format(inv),
                             .parts = !idt_cli_flag(inv, &NO_PARTS)};
    idt_rc rc = idt_screen_file_times(inv, err);
    rc = rc == IDT_OK ? idt_screening_open(inv, s, err) : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    asked.screen = s->screen;
    asked.question = &s->question;
    asked.view = &s->view;
    asked.as_of = s->as_of;
    for (size_t i = 0; i < s->basis.warning_count; i++) {
        idt_cli_note("interdict: " IDT_STR_FMT, IDT_STR_ARG(s->basis.warnings[i]));
    }
    rc = idt_screen_file_run(inv, &asked, idt_cli_value(inv, &IDT_PARAM_FILE)->text.ptr, done, err);
    return rc == IDT_OK ? idt_screen_file_done(inv, err) : rc;
}

/* Rows that could not be read were not screened: that counts before what was found. */
static int run_file(idt_invocation *inv)
{
    idt_error err;
    idt_screening s = {0};
    idt_run_result done = {0};
    if (inv->argument_count > 0) {
        return idt_cli_usage_error(inv->command, "give a name or --file, not both");
    }
    const idt_rc rc = screen_file(inv, &s, &done, &err);
    idt_screening_close(&s);
    if (rc != IDT_OK) {
        return idt_cli_fail(&err);
    }
    return done.counts.unreadable > 0 ? IDT_EXIT_USAGE
           : done.counts.hits > 0     ? IDT_EXIT_FOUND
                                      : IDT_EXIT_DONE;
}

static int run(idt_invocation *inv)
{
    if (idt_cli_value(inv, &IDT_PARAM_FILE) != NULL) {
        return run_file(inv);
    }
    idt_error err;
    idt_screening s = {0};
    idt_screen_query query;
    bool found = false;
    const idt_str name = inv->argument_count > 0 ? idt_str_borrow(inv->arguments[0]) : (idt_str){0};
    idt_rc rc = idt_screen_query_of(inv, name, &query, &err);
    rc = rc == IDT_OK ? idt_screening_open(inv, &s, &err) : rc;
    rc = rc == IDT_OK ? screen(inv, &s, &query, &found, &err) : rc;
    idt_screening_close(&s);
    if (rc != IDT_OK) {
        idt_buf_clear(inv->out); /* a part is no answer */
        return idt_cli_fail(&err);
    }
    return found ? IDT_EXIT_FOUND : IDT_EXIT_DONE;
}

static const idt_param *const PARAMS[] = {&IDT_PARAM_SCHEMA,
                                          &IDT_PARAM_BIRTH_DATE,
                                          &IDT_PARAM_COUNTRY,
                                          &IDT_PARAM_ID,
                                          &IDT_PARAM_PROPERTY,
                                          &IDT_PARAM_AS_OF,
                                          &IDT_PARAM_PUBLISHED_BY,
                                          &IDT_PARAM_KNOWN_AT,
                                          &IDT_PARAM_LIST,
                                          &IDT_PARAM_JURISDICTION,
                                          &IDT_PARAM_TOPIC,
                                          &IDT_PARAM_HIT_SCHEMA,
                                          &IDT_PARAM_LISTED_FROM,
                                          &IDT_PARAM_LISTED_TO,
                                          &IDT_PARAM_PROFILE,
                                          &IDT_PARAM_THRESHOLD,
                                          &IDT_PARAM_LIMIT,
                                          &NO_PARTS,
                                          IDT_SCREEN_FILE_PARAMS,
                                          &FORMAT,
                                          NULL};
static const idt_example EXAMPLES[] = {
    {"screen 'Talibaan Movement'", IDT_EXIT_FOUND, "who is listed that this may be, and why"},
    {"screen 'Zvezdin Trading House' --schema Company --format json", IDT_EXIT_DONE,
     "nothing found: what was asked of which lists, for programs"},
};

const idt_command IDT_CMD_SCREEN = {
    .name = "screen",
    .arguments = "[NAME]",
    .least = 0,
    .most = 1,
    .summary = "who is listed that this party may be",
    .description =
        "Finds every listed party whose names, with what else is given, score at the threshold or "
        "over it: the same score as `compare` gives. Each hit says its listings as they stood on "
        "the day asked, why it is a hit and what would settle it. What is suspended, has ended or "
        "has left its list is a hit that says so, behind hits in force of the same score. No "
        "match means none in the lists named, as published and known; it never means clear. Lists "
        "that are stale, not held or read in part are named. Exit 1: something was found. "
        "docs/screening.md says more.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 2,
    .run = run,
};
