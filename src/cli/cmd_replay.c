#include "cli/screen_answer.h"
#include "cli/screen_file.h"
#include "cli/screen_receipt.h"
#include "core/clock.h"
#include "core/io.h"

typedef struct replay {
    idt_invocation *inv;
    idt_receipt receipt;
    const char *path;
    idt_screening s;
    size_t differences;
    bool other_scorer; /* answers are not to be compared */
} replay;

static void differs(replay *r, const char *what, idt_str then, idt_str now)
{
    r->differences++;
    idt_cli_note("interdict: differs: %s: the receipt says " IDT_STR_FMT ", now it is " IDT_STR_FMT,
                 what, IDT_STR_ARG(then), IDT_STR_ARG(now));
}

/* ---- what the receipt was made with ---- */

static void compare_versions(replay *r, const idt_receipt *now)
{
    const struct {
        const char *what;
        idt_str then, now;
    } rows[] = {{"scorer", r->receipt.scorer, now->scorer},
                {"tables", r->receipt.tables, now->tables},
                {"weights", r->receipt.weights, now->weights}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!idt_str_equal(rows[i].then, rows[i].now)) {
            differs(r, rows[i].what, rows[i].then, rows[i].now);
            r->other_scorer = true;
        }
    }
    if (r->other_scorer) {
        idt_cli_note("interdict: this program scores by other rules than the one that made the "
                     "receipt (version " IDT_STR_FMT "): its answer is not compared",
                     IDT_STR_ARG(r->receipt.program));
    }
}

static bool same_editions(const idt_receipt *a, const idt_receipt *b)
{
    bool same = a->edition_count == b->edition_count;
    for (size_t i = 0; i < a->edition_count && same; i++) {
        const idt_receipt_edition *x = &a->editions[i];
        const idt_receipt_edition *y = &b->editions[i];
        same = idt_str_equal(x->dataset, y->dataset) && x->published_us == y->published_us &&
               x->seq == y->seq && memcmp(&x->sha256, &y->sha256, sizeof x->sha256) == 0;
    }
    return same;
}

static bool same_files(const idt_receipt *a, const idt_receipt *b)
{
    bool same = a->file_count == b->file_count;
    for (size_t i = 0; i < a->file_count && same; i++) {
        same = memcmp(&a->files[i].content_id, &b->files[i].content_id, IDT_SHA256_BYTES) == 0;
    }
    return same;
}

static idt_rc compare_grounds(replay *r, idt_error *err)
{
    idt_receipt now;
    char then_text[IDT_INSTANT_BYTES];
    char now_text[IDT_INSTANT_BYTES];
    const idt_rc rc = idt_screening_receipt(r->inv, &r->s, &now, err);
    if (rc != IDT_OK) {
        return rc;
    }
    compare_versions(r, &now);
    if (r->s.view.known_at_us != r->receipt.known_at_us) {
        differs(r, "known_at", idt_str_borrow(idt_instant_text(r->receipt.known_at_us, then_text)),
                idt_str_borrow(idt_instant_text(r->s.view.known_at_us, now_text)));
    }
    if (!same_editions(&r->receipt, &now)) {
        differs(r, "editions", r->receipt.register_version, now.register_version);
    }
    if (memcmp(&r->receipt.profile_hash, &now.profile_hash, sizeof now.profile_hash) != 0) {
        differs(r, "profile", IDT_STR("another"), IDT_STR("this one"));
    }
    if (!same_files(&r->receipt, &now)) {
        idt_cli_note("interdict: the index is not the one of the receipt: what was recorded since "
                     "is in it too, or it was built in other steps");
    }
    return IDT_OK;
}

/* ---- asked again ---- */

static idt_rc put_time(idt_invocation *inv, const idt_param *param, int64_t at, idt_error *err)
{
    return idt_cli_put(inv, (idt_value){.param = param, .number = at}, err);
}

/* The receipt's question in place of options. */
static idt_rc take_question(replay *r, idt_error *err)
{
    const idt_receipt *receipt = &r->receipt;
    r->s.question = (idt_screen_question){.scoring = receipt->scoring,
                                          .threshold = receipt->threshold,
                                          .limit = (size_t)receipt->limit,
                                          .filter = receipt->filter};
    idt_rc rc = put_time(r->inv, &IDT_PARAM_AS_OF, receipt->as_of, err);
    rc = rc == IDT_OK ? put_time(r->inv, &IDT_PARAM_PUBLISHED_BY, receipt->published_by_us, err)
                      : rc;
    return rc == IDT_OK ? put_time(r->inv, &IDT_PARAM_KNOWN_AT, receipt->known_at_us, err) : rc;
}

/* A file of JSON, be it the query or a whole answer; a name with options; else the receipt's. */
static idt_rc find_query(replay *r, idt_screen_query *out, idt_error *err)
{
    idt_str bytes;
    idt_json *tree;
    idt_invocation *inv = r->inv;
    const idt_json *held = idt_json_member(r->receipt.all, "query");
    if (inv->argument_count > 1 && !idt_path_exists(inv->arguments[1])) {
        return idt_screen_query_of(inv, idt_str_borrow(inv->arguments[1]), out, err);
    }
    if (inv->argument_count > 1) {
        const char *path = inv->arguments[1];
        idt_rc rc = idt_file_read(path, IDT_RECEIPT_BYTES, inv->arena, &bytes, err);
        rc = rc == IDT_OK ? idt_json_read(bytes, path, inv->arena, &tree, err) : rc;
        if (rc != IDT_OK) {
            return rc;
        }
        const idt_json *query = idt_json_member(tree, "query");
        return idt_screen_query_take(inv, query != NULL ? query : tree, path, out, err);
    }
    return held != NULL ? idt_screen_query_take(inv, held, r->path, out, err)
                        : idt_fail(err, IDT_E_USAGE,
                                   "the receipt commits to a query and does not hold it; give the "
                                   "QUERY: its JSON in a file, or its name and options");
}

/* Is it the query of the receipt? */
static idt_rc check_query(replay *r, const idt_screen_query *query, bool *same, idt_error *err)
{
    idt_screen_query held;
    const idt_json *kept = idt_json_member(r->receipt.all, "query");
    if (kept == NULL) {
        return idt_commitment_fits(&r->receipt, query->json, same, err);
    }
    const idt_rc rc = idt_screen_query_take(r->inv, kept, r->path, &held, err);
    *same = rc == IDT_OK && idt_str_equal(held.json, query->json);
    return rc;
}

static idt_rc compare_answer(replay *r, const idt_digest *now, idt_error *err)
{
    idt_digest then;
    char then_hex[IDT_SHA256_HEX + 1];
    char now_hex[IDT_SHA256_HEX + 1];
    if (!idt_digest_parse(idt_json_string(r->receipt.all, "answer_hash"), &then)) {
        return idt_fail_at(err, IDT_E_INPUT, r->path, 0, 0, 0,
                           "receipt: `answer_hash`: expected 64 hexadecimal digits");
    }
    if (!r->other_scorer && memcmp(&then, now, sizeof then) != 0) {
        differs(r, "answer", idt_str_borrow(idt_digest_hex(&then, then_hex)),
                idt_str_borrow(idt_digest_hex(now, now_hex)));
    }
    return IDT_OK;
}

static idt_rc replay_one(replay *r, idt_error *err)
{
    size_t total;
    bool same = false;
    idt_digest hash;
    idt_screen_query query;
    idt_rc rc = find_query(r, &query, err);
    rc = rc == IDT_OK ? check_query(r, &query, &same, err) : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    if (!same) {
        r->differences++;
        idt_cli_note("interdict: differs: query: it is not the one the receipt was made for, so "
                     "nothing was asked");
        return IDT_OK;
    }
    rc = idt_screening_open_asked(r->inv, &r->s, err);
    rc = rc == IDT_OK ? compare_grounds(r, err) : rc;
    rc = rc == IDT_OK ? idt_screen_answer_put(r->inv, &r->s, &query, &total, &hash, err) : rc;
    return rc == IDT_OK ? compare_answer(r, &hash, err) : rc;
}

/* ---- a file ---- */

static idt_rc compare_run(replay *r, const idt_run_result *now, idt_error *err)
{
    idt_digest root;
    idt_digest input;
    char then_hex[IDT_SHA256_HEX + 1];
    char now_hex[IDT_SHA256_HEX + 1];
    const idt_json *then = idt_json_member(r->receipt.all, "run");
    if (!idt_digest_parse(idt_json_string(then, "merkle_root"), &root) ||
        !idt_digest_parse(idt_json_string(idt_json_member(then, "input"), "sha256"), &input)) {
        return idt_fail_at(err, IDT_E_INPUT, r->path, 0, 0, 0,
                           "receipt: `run`: expected merkle_root and input of a file");
    }
    if (memcmp(&input, &now->input, sizeof input) != 0) {
        differs(r, "input", idt_str_borrow(idt_digest_hex(&input, then_hex)),
                idt_str_borrow(idt_digest_hex(&now->input, now_hex)));
    }
    if (!r->other_scorer && memcmp(&root, &now->root, sizeof root) != 0) {
        differs(r, "answers", idt_str_borrow(idt_digest_hex(&root, then_hex)),
                idt_str_borrow(idt_digest_hex(&now->root, now_hex)));
    }
    return IDT_OK;
}

static idt_rc replay_file(replay *r, idt_error *err)
{
    idt_run_result done = {0};
    idt_rc rc = idt_screening_reading_again(r->inv, &r->receipt, err);
    rc = rc == IDT_OK ? idt_screening_open_asked(r->inv, &r->s, err) : rc;
    rc = rc == IDT_OK ? compare_grounds(r, err) : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    const idt_value *schema = idt_cli_value(r->inv, &IDT_PARAM_SCHEMA);
    const idt_screen_file asked = {.screen = r->s.screen,
                                   .question = &r->s.question,
                                   .view = &r->s.view,
                                   .as_of = r->s.as_of,
                                   .schema = schema != NULL ? schema->text : IDT_STR(""),
                                   .discard = true};
    rc = idt_screen_file_run(r->inv, &asked, r->inv->arguments[1], &done, err);
    return rc == IDT_OK ? compare_run(r, &done, err) : rc;
}

/* ---- the command ---- */

static idt_rc again(replay *r, idt_error *err)
{
    idt_str bytes;
    bool changed = false;
    r->path = r->inv->arguments[0];
    idt_rc rc = idt_file_read(r->path, IDT_RECEIPT_BYTES, r->inv->arena, &bytes, err);
    rc = rc == IDT_OK ? idt_receipt_read(bytes, r->path, r->inv->arena, &r->receipt, &changed, err)
                      : rc;
    rc = rc == IDT_OK ? take_question(r, err) : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    if (changed) {
        r->differences++;
        idt_cli_note("interdict: differs: receipt: it does not fit its own hash, so it was changed "
                     "after it was made");
    }
    if (idt_json_member(r->receipt.all, "run") == NULL) {
        return replay_one(r, err);
    }
    return r->inv->argument_count > 1
               ? replay_file(r, err)
               : idt_fail(err, IDT_E_USAGE, "the receipt is of a file of parties; give the file");
}

static int run(idt_invocation *inv)
{
    idt_error err;
    replay r = {.inv = inv};
    const idt_rc rc = again(&r, &err);
    idt_screening_close(&r.s);
    if (rc != IDT_OK) {
        idt_buf_clear(inv->out); /* a part is no answer */
        return idt_cli_fail(&err);
    }
    if (r.differences > 0) {
        return IDT_EXIT_FOUND;
    }
    idt_cli_note("interdict: same: the answer is the one of the receipt");
    return IDT_EXIT_DONE;
}

static const idt_param *const PARAMS[] = {
    &IDT_PARAM_SCHEMA,  &IDT_PARAM_BIRTH_DATE,    &IDT_PARAM_COUNTRY,
    &IDT_PARAM_ID,      &IDT_PARAM_PROPERTY,      &IDT_PARAM_NO_PARTS,
    &IDT_PARAM_THREADS, &IDT_PARAM_SCREEN_FORMAT, NULL};

const idt_command IDT_CMD_REPLAY = {
    .name = "replay",
    .arguments = "RECEIPT [QUERY]",
    .least = 1,
    .most = 2,
    .summary = "ask again by a receipt: is the answer the same?",
    .description =
        "Asks the question of a receipt (`screen --receipt`) again, at its times and by its "
        "settings, prints the answer, and says on stderr `same`, exit 0, or what differs, exit 1: "
        "the answer, the editions, the scorer, tables or weights, the receipt itself. It is the "
        "same also where more was loaded since. QUERY is a file with the query as JSON, or with a "
        "whole answer; or a name with the options of `screen`. It may be left out where the "
        "receipt holds the query, and is needed where it only commits to it. Of the receipt of "
        "`screen --file` QUERY is that file; its rows are answered again and nothing is printed. "
        "Another scorer than the receipt's is said, and its answer is not compared.",
    .params = PARAMS,
    .run = run,
};
