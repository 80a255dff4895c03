#include "cli/screen_answer.h"

#include "cli/screen_text.h"
#include "match/explain.h"
#include "screen/receipt.h"
#include "standing/listings.h"

const idt_param IDT_PARAM_NO_PARTS = {
    .name = "no-parts",
    .type = IDT_PARAM_FLAG,
    .help = "without the explanation of each hit",
};
const idt_param IDT_PARAM_SCREEN_FORMAT = {
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
    idt_screen_filter_json(&s->question.filter, "filter", w);
}

/* The row of a file of one, or the whole with what it rests on. */
static idt_rc put_json(idt_invocation *inv, const idt_screening *s, idt_screener *screener,
                       const idt_screen_answer *answer, const idt_screen_query *query,
                       const idt_digest *hash, idt_error *err)
{
    idt_json_writer w;
    const bool parts = !idt_cli_flag(inv, &IDT_PARAM_NO_PARTS);
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
                         const idt_digest *hash, idt_error *err)
{
    if (idt_cli_format_is(inv, "json") || idt_cli_format_is(inv, "ndjson")) {
        return put_json(inv, s, screener, answer, query, hash, err);
    }
    if (idt_cli_format_is(inv, "csv")) {
        idt_answer_csv_header(inv->out);
        idt_answer_csv(answer, 1, IDT_STR(""),
                       query->profile.name_count > 0 ? query->profile.names[0].text : IDT_STR(""),
                       hash, inv->out);
        return IDT_OK;
    }
    return idt_screen_text(screener, answer, query, s, !idt_cli_flag(inv, &IDT_PARAM_NO_PARTS),
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

static idt_rc hash_of(const idt_screen_answer *answer, idt_str query_json, idt_digest *out,
                      idt_error *err)
{
    idt_buf scratch;
    idt_buf_init(&scratch, IDT_ARENA_REQUEST_BYTES);
    const idt_rc rc = idt_answer_hash(answer, query_json, &scratch, out, err);
    idt_buf_release(&scratch);
    return rc;
}

idt_rc idt_screen_answer_put(idt_invocation *inv, const idt_screening *s,
                             const idt_screen_query *query, size_t *total, idt_digest *hash,
                             idt_error *err)
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
    rc = rc == IDT_OK ? hash_of(answer, query->json, hash, err) : rc;
    if (rc == IDT_OK) {
        say_warnings(inv, &s->basis);
        *total = answer->total;
        rc = put_answer(inv, s, screener, answer, query, hash, err);
    }
    rc = rc == IDT_OK ? idt_buf_check(inv->out, err) : rc;
    idt_screener_free(screener);
    idt_listings_free(listings);
    return rc;
}
