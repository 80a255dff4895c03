#include "screen/receipt.h"

#include <inttypes.h>
#include <stdio.h>

#include "core/clock.h"
#include "core/json_writer.h"
#include "match/explain.h"

#define TEXT_BYTES ((size_t)16 << 20)

/* ---- of a question and an index ---- */

idt_rc idt_receipt_init(const idt_screen *screen, const idt_screen_question *question,
                        idt_arena *arena, idt_receipt *out, idt_error *err)
{
    const idt_index *index = idt_screen_index(screen);
    const size_t count = idt_index_files(index);
    idt_receipt_file *files = IDT_NEW_N(arena, idt_receipt_file, count);
    *out = (idt_receipt){.published_by_us = question->when.published_by_us,
                         .known_at_us = question->when.known_at_us,
                         .scorer = idt_str_borrow(IDT_SCORER_VERSION),
                         .tables = idt_str_borrow(IDT_NAME_TABLES),
                         .weights = idt_str_borrow(IDT_WEIGHTS_VERSION),
                         .scoring =
                             question->scoring != NULL ? question->scoring : &IDT_SCORING_DEFAULT,
                         .limit = question->limit > 0 ? question->limit : IDT_SCREEN_LIMIT,
                         .filter = question->filter,
                         .files = files,
                         .file_count = count};
    if (files == NULL) {
        return idt_arena_fail(arena, err);
    }
    out->threshold = question->threshold > 0 ? question->threshold : out->scoring->possible;
    for (size_t i = 0; i < count; i++) {
        const idt_index_info info = idt_index_info_of(index, i);
        files[i] =
            (idt_receipt_file){.content_id = info.content_id, .known_at_us = info.known_at_us};
    }
    return idt_scoring_hash(out->scoring, &out->profile_hash, err);
}

/* ---- written ---- */

static void some_texts(const char *key, const idt_str *items, size_t count, idt_json_writer *w)
{
    if (count > 0) {
        idt_jw_array(w, key);
        for (size_t i = 0; i < count; i++) {
            idt_jw_str(w, NULL, items[i]);
        }
        idt_jw_end(w);
    }
}

void idt_screen_filter_json(const idt_screen_filter *f, const char *key, idt_json_writer *w)
{
    char day[IDT_DAY_BYTES];
    idt_jw_object(w, key);
    some_texts("hit_schemata", f->schemata, f->schema_count, w);
    some_texts("jurisdictions", f->jurisdictions, f->jurisdiction_count, w);
    if (f->by_day && f->listed_from != IDT_DAY_OPEN_START) {
        idt_jw_text(w, "listed_from", idt_day_text(f->listed_from, day));
    }
    if (f->by_day && f->listed_to != IDT_DAY_OPEN_END) {
        idt_jw_text(w, "listed_to", idt_day_text(f->listed_to, day));
    }
    some_texts("lists", f->lists, f->list_count, w);
    some_texts("topics", f->topics, f->topic_count, w);
    idt_jw_end(w);
}

#define COMMON_MEMBERS 19
#define MEMBERS_MAX    (COMMON_MEMBERS + IDT_RECEIPT_MEMBERS_MAX + 1)

typedef struct writing {
    idt_arena *arena;
    idt_receipt_member members[MEMBERS_MAX];
    size_t count;
    idt_buf value; /* one member's */
    idt_json_writer w;
    idt_rc rc;
    idt_error *err;
} writing;

/* What stands in `value` becomes a member, in the order of bytes. */
static void put(writing *x, const char *key)
{
    if (x->rc == IDT_OK) {
        x->rc = idt_buf_check(&x->value, x->err);
    }
    const idt_str json = idt_str_copy(x->arena, idt_buf_borrow(&x->value));
    if (x->rc == IDT_OK && json.ptr == NULL) {
        x->rc = idt_arena_fail(x->arena, x->err);
    }
    if (x->rc == IDT_OK && x->count == MEMBERS_MAX) {
        x->rc = idt_fail(x->err, IDT_E_INTERNAL, "a receipt has over %d members", MEMBERS_MAX);
    }
    if (x->rc == IDT_OK) {
        size_t at = x->count++;
        for (; at > 0 && strcmp(x->members[at - 1].key, key) > 0; at--) {
            x->members[at] = x->members[at - 1];
        }
        x->members[at] = (idt_receipt_member){.key = key, .json = json};
    }
    idt_buf_clear(&x->value);
    idt_jw_init(&x->w, &x->value);
}

static void put_text(writing *x, const char *key, idt_str text)
{
    idt_jw_str(&x->w, NULL, text.ptr != NULL ? text : IDT_STR(""));
    put(x, key);
}

static void put_instant(writing *x, const char *key, int64_t at)
{
    char text[IDT_INSTANT_BYTES];
    put_text(x, key, idt_str_borrow(idt_instant_text(at, text)));
}

static void put_filter(writing *x, const idt_screen_filter *f)
{
    idt_screen_filter_json(f, NULL, &x->w);
    put(x, "filter");
}

static void put_editions(writing *x, const idt_receipt *r)
{
    char text[IDT_INSTANT_BYTES];
    char hex[IDT_SHA256_HEX + 1];
    idt_jw_array(&x->w, NULL);
    for (size_t i = 0; i < r->edition_count; i++) {
        const idt_receipt_edition *e = &r->editions[i];
        idt_jw_object(&x->w, NULL);
        idt_jw_str(&x->w, "dataset", e->dataset);
        idt_jw_text(&x->w, "published", idt_instant_text(e->published_us, text));
        (void)snprintf(text, sizeof text, "%" PRIu32, e->seq);
        idt_jw_text(&x->w, "seq", text);
        idt_jw_text(&x->w, "sha256", idt_digest_hex(&e->sha256, hex));
        idt_jw_end(&x->w);
    }
    idt_jw_end(&x->w);
    put(x, "editions");
}

static void put_index(writing *x, const idt_receipt *r)
{
    char text[IDT_INSTANT_BYTES];
    char hex[IDT_SHA256_HEX + 1];
    idt_jw_array(&x->w, NULL);
    for (size_t i = 0; i < r->file_count; i++) {
        idt_jw_object(&x->w, NULL);
        idt_jw_text(&x->w, "content_id", idt_digest_hex(&r->files[i].content_id, hex));
        idt_jw_text(&x->w, "known_at", idt_instant_text(r->files[i].known_at_us, text));
        idt_jw_end(&x->w);
    }
    idt_jw_end(&x->w);
    put(x, "index");
}

static void put_profile(writing *x, const idt_receipt *r)
{
    idt_buf content;
    char hex[IDT_SHA256_HEX + 1];
    idt_buf_init(&content, IDT_SCORING_BYTES);
    idt_scoring_write(r->scoring, &content);
    if (x->rc == IDT_OK) {
        x->rc = idt_buf_check(&content, x->err);
    }
    idt_jw_object(&x->w, NULL);
    idt_jw_str(&x->w, "content", idt_buf_borrow(&content));
    idt_jw_text(&x->w, "name", r->scoring->name);
    idt_jw_text(&x->w, "sha256", idt_digest_hex(&r->profile_hash, hex));
    idt_jw_end(&x->w);
    idt_buf_release(&content);
    put(x, "profile");
}

static void put_common(writing *x, const idt_receipt *r)
{
    char text[24];
    char score[IDT_SCORE_BYTES];
    char day[IDT_DAY_BYTES];
    put_instant(x, "answered_at", r->answered_us);
    put_text(x, "as_of", idt_str_borrow(idt_day_text(r->as_of, day)));
    put_editions(x, r);
    put_filter(x, &r->filter);
    put_text(x, "format", IDT_STR(IDT_RECEIPT_FORMAT));
    put_index(x, r);
    put_instant(x, "known_at", r->known_at_us);
    (void)snprintf(text, sizeof text, "%" PRIu64, r->limit);
    put_text(x, "limit", idt_str_borrow(text));
    put_profile(x, r);
    put_text(x, "program", r->program);
    put_instant(x, "published_by", r->published_by_us);
    put_text(x, "register", r->register_version);
    put_text(x, "scorer", r->scorer);
    put_text(x, "tables", r->tables);
    put_text(x, "threshold", idt_str_borrow(idt_score_text(r->threshold, score)));
    idt_jw_texts(&x->w, NULL, r->warnings, r->warning_count);
    put(x, "warnings");
    put_text(x, "weights", r->weights);
}

static void emit(const writing *x, idt_buf *out)
{
    idt_json_writer w;
    idt_jw_init(&w, out);
    idt_jw_object(&w, NULL);
    for (size_t i = 0; i < x->count; i++) {
        idt_jw_raw(&w, x->members[i].key, x->members[i].json);
    }
    idt_jw_end(&w);
}

static void put_own_hash(writing *x)
{
    idt_buf whole;
    idt_digest hash;
    char hex[IDT_SHA256_HEX + 1];
    idt_buf_init(&whole, TEXT_BYTES);
    emit(x, &whole);
    if (x->rc == IDT_OK) {
        x->rc = idt_buf_check(&whole, x->err);
    }
    if (x->rc == IDT_OK) {
        x->rc = idt_sha256(whole.ptr, whole.len, &hash, x->err);
    }
    idt_buf_release(&whole);
    if (x->rc == IDT_OK) {
        put_text(x, "receipt_hash", idt_str_borrow(idt_digest_hex(&hash, hex)));
    }
}

idt_rc idt_receipt_write(const idt_receipt *r, const idt_receipt_member *more, size_t more_count,
                         idt_arena *arena, idt_buf *out, idt_error *err)
{
    writing x = {.arena = arena, .rc = IDT_OK, .err = err};
    idt_buf_init(&x.value, TEXT_BYTES);
    idt_jw_init(&x.w, &x.value);
    put_common(&x, r);
    for (size_t i = 0; i < more_count && x.rc == IDT_OK; i++) {
        idt_jw_raw(&x.w, NULL, more[i].json);
        put(&x, more[i].key);
    }
    put_own_hash(&x);
    if (x.rc == IDT_OK) {
        emit(&x, out);
        x.rc = idt_buf_check(out, err);
    }
    idt_buf_release(&x.value);
    return x.rc;
}

/* ---- commitments ---- */

idt_rc idt_receipt_commit(const uint8_t salt[IDT_SALT_BYTES], idt_str query_json, idt_digest *out,
                          idt_error *err)
{
    idt_buf both;
    idt_buf_init(&both, TEXT_BYTES + IDT_SALT_BYTES);
    idt_buf_add(&both, salt, IDT_SALT_BYTES);
    idt_buf_add_str(&both, query_json);
    idt_rc rc = idt_buf_check(&both, err);
    rc = rc == IDT_OK ? idt_sha256(both.ptr, both.len, out, err) : rc;
    idt_buf_release(&both);
    return rc;
}

void idt_commitment_json(const uint8_t salt[IDT_SALT_BYTES], const idt_digest *digest, idt_buf *out)
{
    char hex[IDT_SHA256_HEX + 1];
    idt_digest held;
    _Static_assert(IDT_SALT_BYTES == IDT_SHA256_BYTES, "a salt is written as a digest is");
    memcpy(held.bytes, salt, IDT_SALT_BYTES);
    idt_buf_add_format(out, "{\"salt\":\"%s\",", idt_digest_hex(&held, hex));
    idt_buf_add_format(out, "\"sha256\":\"%s\"}", idt_digest_hex(digest, hex));
}

idt_rc idt_commitment_fits(const idt_receipt *r, idt_str query_json, bool *out, idt_error *err)
{
    idt_digest salt;
    idt_digest held;
    idt_digest now;
    const idt_json *commitment = idt_json_member(r->all, "commitment");
    if (!idt_digest_parse(idt_json_string(commitment, "salt"), &salt) ||
        !idt_digest_parse(idt_json_string(commitment, "sha256"), &held)) {
        return idt_fail(err, IDT_E_INPUT, "the receipt has no commitment to a query");
    }
    const idt_rc rc = idt_receipt_commit(salt.bytes, query_json, &now, err);
    *out = rc == IDT_OK && memcmp(now.bytes, held.bytes, IDT_SHA256_BYTES) == 0;
    return rc;
}
