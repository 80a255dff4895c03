#include "screen/answer.h"

#include <inttypes.h>

#include "match/explain.h"
#include "text/csv_field.h"

/* ---- the query ---- */

/* The property that comes next in byte order after `last`; absent at the end. */
static idt_str next_property(const idt_query_value *values, size_t count, idt_str last)
{
    idt_str next = {0};
    for (size_t i = 0; i < count; i++) {
        const idt_str it = values[i].property;
        if ((last.ptr == NULL || idt_str_compare(it, last) > 0) &&
            (next.ptr == NULL || idt_str_compare(it, next) < 0)) {
            next = it;
        }
    }
    return next;
}

void idt_query_json(idt_str schema, const idt_query_value *values, size_t count, idt_buf *out)
{
    idt_json_writer w;
    idt_jw_init(&w, out);
    idt_jw_object(&w, NULL);
    idt_jw_object(&w, "properties");
    for (idt_str p = next_property(values, count, (idt_str){0}); p.ptr != NULL;
         p = next_property(values, count, p)) {
        idt_jw_key(&w, p);
        idt_jw_array(&w, NULL);
        for (size_t i = 0; i < count; i++) {
            if (idt_str_equal(values[i].property, p)) {
                idt_jw_str(&w, NULL, values[i].value);
            }
        }
        idt_jw_end(&w);
    }
    idt_jw_end(&w);
    if (schema.len > 0) {
        idt_jw_str(&w, "schema", schema);
    }
    idt_jw_end(&w);
}

/* ---- members, each by its name: in the order that is shown, or in that of their bytes ---- */

typedef void member(idt_json_writer *w, const char *key, const void *of);

typedef struct members {
    const char *key;
    member *write;
} members;

static void score(idt_json_writer *w, const char *key, uint16_t value)
{
    char text[IDT_SCORE_BYTES];
    idt_jw_raw(w, key, idt_str_borrow(idt_score_text(value, text)));
}

static void date(idt_json_writer *w, const char *key, const idt_date *value)
{
    idt_jw_str(w, key, value->kind == IDT_DATE_ABSENT ? (idt_str){0} : value->edtf);
}

#define LISTING(name, writes)                                                                      \
    static void listing_##name(idt_json_writer *w, const char *key, const void *of)                \
    {                                                                                              \
        const idt_screen_listing *l = of;                                                          \
        writes;                                                                                    \
    }
LISTING(list, idt_jw_str(w, key, l->list))
LISTING(list_name, idt_jw_str(w, key, l->list_name))
LISTING(jurisdiction, idt_jw_str(w, key, l->jurisdiction))
LISTING(scope, idt_jw_str(w, key, l->scope))
LISTING(status, idt_jw_str(w, key, l->status))
LISTING(since, date(w, key, &l->since))
LISTING(listed_since, date(w, key, &l->listed_since))
LISTING(until, date(w, key, &l->until))
LISTING(end_kind, idt_jw_str(w, key, l->end_kind))

/* In the order of bytes; shown in another. */
enum { END_KIND, JURISDICTION, LIST, LIST_NAME, LISTED_SINCE, SCOPE, SINCE, STATUS, UNTIL };
static const members LISTING[] = {
    [END_KIND] = {"end_kind", listing_end_kind},
    [JURISDICTION] = {"jurisdiction", listing_jurisdiction},
    [LIST] = {"list", listing_list},
    [LIST_NAME] = {"list_name", listing_list_name},
    [LISTED_SINCE] = {"listed_since", listing_listed_since},
    [SCOPE] = {"scope", listing_scope},
    [SINCE] = {"since", listing_since},
    [STATUS] = {"status", listing_status},
    [UNTIL] = {"until", listing_until},
};
static const uint8_t LISTING_SHOWN[] = {LIST,  LIST_NAME,    JURISDICTION, SCOPE,   STATUS,
                                        SINCE, LISTED_SINCE, UNTIL,        END_KIND};
#define LISTING_MEMBERS (sizeof LISTING_SHOWN / sizeof *LISTING_SHOWN)

#define HIT(name, writes)                                                                          \
    static void hit_##name(idt_json_writer *w, const char *key, const void *of)                    \
    {                                                                                              \
        const idt_screen_hit *h = of;                                                              \
        writes;                                                                                    \
    }
HIT(subject, idt_jw_str(w, key, h->subject))
HIT(name, idt_jw_str(w, key, h->name))
HIT(caption, idt_jw_str(w, key, h->caption))
HIT(schema, idt_jw_str(w, key, h->schema))
HIT(record, idt_jw_str(w, key, h->record))
HIT(score, score(w, key, h->score))
HIT(llr_mnat, idt_jw_int(w, key, h->llr_mnat))
HIT(band, idt_jw_text(w, key, idt_band_text(h->band)))
HIT(exact, idt_jw_text(w, key, idt_exact_text(h->exact)))
HIT(left, idt_jw_bool(w, key, h->left))
HIT(probability, if (h->probability < 0) idt_jw_null(w, key);
    else score(w, key, (uint16_t)h->probability))

enum {
    BAND,
    CAPTION,
    EXACT,
    LEFT,
    LISTINGS,
    LLR_MNAT,
    NAME,
    PROBABILITY,
    RECORD,
    SCHEMA,
    SCORE,
    SUBJECT
};
static const members HIT[] = {
    [BAND] = {"band", hit_band},       [CAPTION] = {"caption", hit_caption},
    [EXACT] = {"exact", hit_exact},    [LEFT] = {"left", hit_left},
    [LISTINGS] = {"listings", NULL},   [LLR_MNAT] = {"llr_mnat", hit_llr_mnat},
    [NAME] = {"name", hit_name},       [PROBABILITY] = {"probability", hit_probability},
    [RECORD] = {"record", hit_record}, [SCHEMA] = {"schema", hit_schema},
    [SCORE] = {"score", hit_score},    [SUBJECT] = {"subject", hit_subject},
};
static const uint8_t HIT_SHOWN[] = {SUBJECT, NAME,  CAPTION, SCHEMA,   RECORD,      SCORE,
                                    BAND,    EXACT, LEFT,    LLR_MNAT, PROBABILITY, LISTINGS};
#define HIT_MEMBERS (sizeof HIT_SHOWN / sizeof *HIT_SHOWN)

static void listings_json(const idt_screen_hit *hit, bool canonical, idt_json_writer *w)
{
    idt_jw_array(w, "listings");
    for (size_t i = 0; i < hit->listing_count; i++) {
        idt_jw_object(w, NULL);
        for (size_t m = 0; m < LISTING_MEMBERS; m++) {
            const members *it = &LISTING[canonical ? m : LISTING_SHOWN[m]];
            it->write(w, it->key, &hit->listings[i]);
        }
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

/* Into the object that is open. */
static void hit_json(const idt_screen_hit *hit, bool canonical, idt_json_writer *w)
{
    for (size_t m = 0; m < HIT_MEMBERS; m++) {
        const members *it = &HIT[canonical ? m : HIT_SHOWN[m]];
        if (it->write == NULL) {
            listings_json(hit, canonical, w);
        } else {
            it->write(w, it->key, hit);
        }
    }
}

const char *idt_retrieval_text(idt_retrieval retrieval)
{
    return retrieval == IDT_RETRIEVAL_EXACT ? "exact" : "scan";
}

idt_rc idt_answer_hash(const idt_screen_answer *answer, idt_str query_json, idt_buf *scratch,
                       idt_digest *out, idt_error *err)
{
    idt_json_writer w;
    idt_buf_clear(scratch);
    idt_jw_init(&w, scratch);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "abstain", idt_abstain_text(answer->abstain));
    idt_jw_array(&w, "hits");
    for (size_t i = 0; i < answer->count; i++) {
        idt_jw_object(&w, NULL);
        hit_json(&answer->hits[i], true, &w);
        idt_jw_end(&w);
    }
    idt_jw_end(&w);
    idt_jw_raw(&w, "query", query_json);
    idt_jw_text(&w, "retrieval", idt_retrieval_text(answer->retrieval));
    idt_jw_int(&w, "total", (int64_t)answer->total);
    idt_jw_end(&w);
    const idt_rc rc = idt_buf_check(scratch, err);
    return rc == IDT_OK ? idt_sha256(scratch->ptr, scratch->len, out, err) : rc;
}

idt_rc idt_answer_json(idt_screener *screener, const idt_screen_answer *answer, idt_str query_json,
                       const idt_digest *hash, idt_json_writer *w, idt_error *err)
{
    char hex[IDT_SHA256_HEX + 1];
    idt_rc rc = IDT_OK;
    idt_jw_raw(w, "query", query_json);
    idt_jw_array(w, "hits");
    for (size_t i = 0; i < answer->count && rc == IDT_OK; i++) {
        idt_jw_object(w, NULL);
        hit_json(&answer->hits[i], false, w);
        if (screener != NULL) {
            const idt_comparison *comparison;
            rc = idt_screener_explain(screener, &answer->hits[i], &comparison, err);
            if (rc == IDT_OK) {
                idt_comparison_parts_json(comparison, w);
            }
        }
        idt_jw_end(w);
    }
    idt_jw_end(w);
    idt_jw_int(w, "total", (int64_t)answer->total);
    idt_jw_text(w, "retrieval", idt_retrieval_text(answer->retrieval));
    idt_jw_text(w, "abstain", idt_abstain_text(answer->abstain));
    if (answer->note_count > 0) {
        idt_jw_texts(w, "notes", answer->notes, answer->note_count);
    }
    idt_jw_text(w, "answer_hash", idt_digest_hex(hash, hex));
    return rc;
}

/* ---- CSV ---- */

static void next(idt_str text, idt_buf *out)
{
    idt_buf_add_byte(out, ',');
    idt_csv_field(text, out);
}

void idt_answer_csv_header(idt_buf *out)
{
    idt_buf_add_text(out, "row,id,name,hit,subject,listed_name,caption,schema,score,llr_mnat,band,"
                          "exact,left,listings,total,abstain,answer_hash,notes\r\n");
}

/* Nothing that listings are made of holds a comma or a quote but a date as it was written. */
static void listings_csv(const idt_screen_hit *hit, idt_buf *out)
{
    idt_buf_add_text(out, ",\"");
    for (size_t i = 0; i < hit->listing_count; i++) {
        const idt_screen_listing *l = &hit->listings[i];
        idt_buf_add_format(out, "%s" IDT_STR_FMT " " IDT_STR_FMT, i > 0 ? "; " : "",
                           IDT_STR_ARG(l->list), IDT_STR_ARG(l->status));
        if (l->since.kind != IDT_DATE_ABSENT) {
            idt_buf_add_format(out, " since " IDT_STR_FMT, IDT_STR_ARG(l->since.edtf));
        }
    }
    idt_buf_add_byte(out, '"');
}

static void hit_csv(const idt_screen_hit *hit, size_t at, idt_buf *out)
{
    char text[IDT_SCORE_BYTES];
    if (hit == NULL) {
        idt_buf_add_text(out, ",,,,,,,,,,,");
        return;
    }
    idt_buf_add_format(out, ",%zu", at + 1);
    next(hit->subject, out);
    next(hit->name, out);
    next(hit->caption, out);
    next(hit->schema, out);
    idt_buf_add_format(out, ",%s,%" PRId32 ",%s,%s,%s", idt_score_text(hit->score, text),
                       hit->llr_mnat, idt_band_text(hit->band), idt_exact_text(hit->exact),
                       hit->left ? "true" : "false");
    listings_csv(hit, out);
}

/* One field, or none of a line without any. */
static void notes_csv(const idt_screen_answer *answer, idt_buf *out)
{
    idt_buf text;
    idt_buf_init(&text, out->ceiling);
    for (size_t i = 0; i < answer->note_count; i++) {
        idt_buf_add_text(&text, i > 0 ? " " : "");
        idt_buf_add_str(&text, answer->notes[i]);
    }
    next(idt_buf_borrow(&text), out);
    out->failed = out->failed || text.failed;
    idt_buf_release(&text);
}

void idt_answer_csv(const idt_screen_answer *answer, uint64_t row, idt_str id, idt_str name,
                    const idt_digest *hash, idt_buf *out)
{
    char hex[IDT_SHA256_HEX + 1];
    const char *abstain = idt_abstain_text(answer->abstain);
    const size_t lines = answer->count > 0 ? answer->count : 1;
    for (size_t i = 0; i < lines; i++) {
        idt_buf_add_format(out, "%" PRIu64, row);
        next(id, out);
        next(name, out);
        hit_csv(i < answer->count ? &answer->hits[i] : NULL, i, out);
        idt_buf_add_format(out, ",%zu,%s,%s", answer->total, abstain != NULL ? abstain : "",
                           idt_digest_hex(hash, hex));
        notes_csv(answer, out);
        idt_buf_add_text(out, "\r\n");
    }
}
