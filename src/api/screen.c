#include "api/state.h"
#include "core/json_writer.h"
#include "match/explain.h"
#include "match/query_size.h"
#include "text/utf8.h"

#define QUESTION_BYTES ((size_t)64 << 20)
#define JSON_BYTES     ((size_t)64 << 20)

void interdict_screener_free(interdict_screener *s)
{
    idt_error ignored;
    if (s == NULL) {
        return;
    }
    idt_screener_free(s->screener);
    idt_listings_free(s->listings);
    if (s->reg != NULL && idt_register_close(s->reg, &ignored) != IDT_OK) {
        s->reg = NULL; /* it was only read: nothing can be lost */
    }
    idt_buf_release(&s->json);
    idt_arena_free(s->asked);
    idt_arena_free(s->own);
}

static idt_rc make(interdict_screener *s, idt_error *err)
{
    const interdict *base = s->base;
    const idt_register_options options = {.clock = idt_clock_system()};
    idt_rc rc = idt_register_open(base->home.ptr, IDT_OPEN_READ, &options, &s->reg, err);
    rc = rc == IDT_OK ? idt_register_view(s->reg, base->view.published_by_us,
                                          base->view.known_at_us, &s->view, err)
                      : rc;
    rc = rc == IDT_OK ? idt_listings_new(s->reg, &s->view, base->as_of, IDT_LISTINGS_BYTES,
                                         &s->listings, err)
                      : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    const idt_listing_source source = idt_listings_source(s->listings);
    return idt_screener_new(base->screen, &source, IDT_SCREENER_BYTES, &s->screener, err);
}

interdict_rc interdict_screener_new(const interdict *base, interdict_screener **out,
                                    interdict_error *error)
{
    idt_error err;
    idt_arena *own = idt_arena_new(sizeof(interdict_screener) + 8192);
    interdict_screener *s = own != NULL ? IDT_NEW(own, interdict_screener) : NULL;
    *out = NULL;
    if (s == NULL) {
        idt_arena_free(own);
        (void)idt_fail(&err, IDT_E_LIMIT, "no memory for a screener");
        return api_fail(error, &err);
    }
    *s = (interdict_screener){.base = base, .own = own, .asked = idt_arena_new(QUESTION_BYTES)};
    idt_buf_init(&s->json, JSON_BYTES);
    const idt_rc rc =
        s->asked != NULL ? make(s, &err) : idt_fail(&err, IDT_E_LIMIT, "no memory for a screener");
    if (rc != IDT_OK) {
        interdict_screener_free(s);
        return api_fail(error, &err);
    }
    *out = s;
    return INTERDICT_OK;
}

/* ---- a question ---- */

static idt_rc check_value(const interdict_value *value, idt_query_size *size, idt_error *err)
{
    if (value->property == NULL || value->text == NULL) {
        return idt_fail(err, IDT_E_USAGE, "a value without property or text");
    }
    if (!idt_utf8_check(idt_str_borrow(value->property), NULL)) {
        return idt_fail(err, IDT_E_INPUT, "the name of a property is not UTF-8");
    }
    return idt_utf8_check(idt_str_borrow(value->text), NULL)
               ? idt_query_size_add(size, idt_str_borrow(value->property),
                                    idt_str_borrow(value->text), err)
               : idt_fail(err, IDT_E_INPUT, "a value of %s is not UTF-8", value->property);
}

/* By property, values of one in the order given: as they are hashed, so they are compared. */
static void put_in_order(idt_query_value *values, size_t count, idt_query_value value)
{
    for (; count > 0 && idt_str_compare(values[count - 1].property, value.property) > 0; count--) {
        values[count] = values[count - 1];
    }
    values[count] = value;
}

static idt_rc take_values(interdict_screener *s, const interdict_party *party,
                          idt_query_value **out, idt_error *err)
{
    idt_query_size size = {0};
    idt_query_value *values = IDT_NEW_N(s->asked, idt_query_value, party->count);
    if (values == NULL) {
        return idt_arena_fail(s->asked, err);
    }
    for (size_t i = 0; i < party->count; i++) {
        const idt_rc rc = check_value(&party->values[i], &size, err);
        if (rc != IDT_OK) {
            return rc;
        }
        put_in_order(values, i,
                     (idt_query_value){.property = idt_str_borrow(party->values[i].property),
                                       .value = idt_str_borrow(party->values[i].text)});
    }
    *out = values;
    return IDT_OK;
}

static idt_rc take_party(interdict_screener *s, const interdict_party *party, idt_profile **out,
                         idt_error *err)
{
    idt_query_value *values = NULL;
    const idt_str schema = idt_str_borrow(party->schema != NULL ? party->schema : "");
    idt_rc rc = idt_utf8_check(schema, NULL)
                    ? take_values(s, party, &values, err)
                    : idt_fail(err, IDT_E_INPUT, "the schema is not UTF-8");
    *out = IDT_NEW(s->asked, idt_profile);
    if (rc == IDT_OK && *out == NULL) {
        return idt_arena_fail(s->asked, err);
    }
    if (rc == IDT_OK) {
        idt_profile_init(*out, schema, s->asked);
    }
    for (size_t i = 0; i < party->count && rc == IDT_OK; i++) {
        rc = idt_profile_add(*out, values[i].property, values[i].value, err);
    }
    if (rc != IDT_OK) {
        return rc;
    }
    idt_buf_clear(&s->json);
    idt_query_json(schema, values, party->count, &s->json);
    rc = idt_buf_check(&s->json, err);
    s->query_json = rc == IDT_OK ? idt_str_copy(s->asked, idt_buf_borrow(&s->json)) : (idt_str){0};
    if (rc == IDT_OK && s->query_json.ptr == NULL) {
        return idt_arena_fail(s->asked, err);
    }
    return rc == IDT_OK ? idt_profile_prepare(*out, err) : rc;
}

/* ---- an answer ---- */

/* With a NUL behind it; NULL at the ceiling. */
static const char *text_of(interdict_screener *s, idt_str text)
{
    return idt_arena_copy(s->asked, text.ptr, text.len);
}

static bool give_listing(interdict_screener *s, const idt_screen_listing *from,
                         interdict_listing *out)
{
    *out = (interdict_listing){.list = text_of(s, from->list),
                               .jurisdiction = text_of(s, from->jurisdiction),
                               .status = text_of(s, from->status),
                               .since = text_of(s, from->since.edtf)};
    return out->list != NULL && out->jurisdiction != NULL && out->status != NULL &&
           out->since != NULL;
}

static bool give_hit(interdict_screener *s, const idt_screen_hit *from, interdict_hit *out)
{
    interdict_listing *listings = IDT_NEW_N(s->asked, interdict_listing, from->listing_count);
    bool fits = listings != NULL;
    for (size_t i = 0; fits && i < from->listing_count; i++) {
        fits = give_listing(s, &from->listings[i], &listings[i]);
    }
    *out = (interdict_hit){.subject = text_of(s, from->subject),
                           .record = text_of(s, from->record),
                           .name = text_of(s, from->name),
                           .schema = text_of(s, from->schema),
                           .score = from->score,
                           .llr_mnat = from->llr_mnat,
                           .band = idt_band_text(from->band),
                           .exact = idt_exact_text(from->exact),
                           .listings = listings,
                           .listing_count = from->listing_count};
    return fits && out->subject != NULL && out->record != NULL && out->name != NULL &&
           out->schema != NULL;
}

static idt_rc give(interdict_screener *s, const interdict_answer **out, idt_error *err)
{
    const idt_screen_answer *from = s->answer;
    interdict_answer *answer = IDT_NEW(s->asked, interdict_answer);
    interdict_hit *hits = IDT_NEW_N(s->asked, interdict_hit, from->count);
    bool fits = answer != NULL && hits != NULL;
    for (size_t i = 0; fits && i < from->count; i++) {
        fits = give_hit(s, &from->hits[i], &hits[i]);
    }
    if (!fits) {
        return idt_arena_fail(s->asked, err);
    }
    *answer = (interdict_answer){
        .hits = hits,
        .count = from->count,
        .total = from->total,
        .retrieval = idt_retrieval_text(from->retrieval),
        .abstain = from->abstain == IDT_ABSTAIN_NOT ? "" : idt_abstain_text(from->abstain),
        .bearers = from->bearers};
    const idt_rc rc = idt_answer_hash(from, s->query_json, &s->json, &s->hash, err);
    if (rc == IDT_OK) {
        (void)idt_digest_hex(&s->hash, answer->answer_hash);
        *out = answer;
    }
    return rc;
}

interdict_rc interdict_screen(interdict_screener *s, const interdict_party *party,
                              const interdict_answer **out, interdict_error *error)
{
    idt_error err;
    idt_profile *query = NULL;
    *out = NULL;
    s->answer = NULL;
    idt_arena_clear(s->asked);
    idt_rc rc = take_party(s, party, &query, &err);
    rc = rc == IDT_OK ? idt_screener_ask(s->screener, query, &s->base->question, &s->answer, &err)
                      : rc;
    rc = rc == IDT_OK ? give(s, out, &err) : rc;
    if (rc != IDT_OK) {
        s->answer = NULL;
        return api_fail(error, &err);
    }
    return INTERDICT_OK;
}

/* ---- why ---- */

/* What was written into `json`, ended with NUL. */
static idt_rc ended(interdict_screener *s, const char **out, idt_error *err)
{
    idt_buf_add_byte(&s->json, '\0');
    *out = s->json.ptr;
    return idt_buf_check(&s->json, err);
}

interdict_rc interdict_explain(interdict_screener *s, size_t hit, const char **json,
                               interdict_error *error)
{
    idt_error err;
    idt_json_writer w;
    const idt_comparison *comparison = NULL;
    idt_rc rc = s->answer != NULL && hit < s->answer->count
                    ? idt_screener_explain(s->screener, &s->answer->hits[hit], &comparison, &err)
                    : idt_fail(&err, IDT_E_USAGE, "the answer has no hit %zu", hit);
    if (rc == IDT_OK) {
        idt_buf_clear(&s->json);
        idt_jw_init(&w, &s->json);
        idt_jw_object(&w, NULL);
        idt_comparison_json(comparison, &w);
        idt_jw_end(&w);
        rc = ended(s, json, &err);
    }
    return rc == IDT_OK ? INTERDICT_OK : api_fail(error, &err);
}

interdict_rc interdict_answer_json(interdict_screener *s, const char **json, interdict_error *error)
{
    idt_error err;
    idt_json_writer w;
    idt_rc rc =
        s->answer != NULL ? IDT_OK : idt_fail(&err, IDT_E_USAGE, "nothing was answered yet");
    if (rc == IDT_OK) {
        idt_buf_clear(&s->json);
        idt_jw_init(&w, &s->json);
        idt_jw_object(&w, NULL);
        rc = idt_answer_json(s->screener, s->answer, s->query_json, &s->hash, &w, &err);
        idt_jw_end(&w);
        rc = rc == IDT_OK ? ended(s, json, &err) : rc;
    }
    return rc == IDT_OK ? INTERDICT_OK : api_fail(error, &err);
}
