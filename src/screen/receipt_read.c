/* A receipt read back. It is somebody's word: every member is checked where it is taken. */
#include <stdio.h>

#include "core/clock.h"
#include "json/json_write.h"
#include "screen/receipt.h"

typedef struct reading {
    const idt_json *all;
    const char *source;
    idt_arena *arena;
    idt_receipt *out;
    idt_error *err;
} reading;

static idt_rc bad(const reading *x, const char *member, const char *expected)
{
    return idt_fail_at(x->err, IDT_E_INPUT, x->source, 0, 0, 0, "receipt: `%s`: expected %s",
                       member, expected);
}

static idt_rc take_text(const reading *x, const char *key, idt_str *out)
{
    *out = idt_json_string(x->all, key);
    return out->ptr != NULL ? IDT_OK : bad(x, key, "a text");
}

static idt_rc take_instant(const reading *x, const char *key, int64_t *out)
{
    const idt_str text = idt_json_string(x->all, key);
    return text.ptr != NULL && idt_instant_parse(text, false, out) ? IDT_OK
                                                                   : bad(x, key, "an instant");
}

static idt_rc take_day(const reading *x, const idt_json *of, const char *key, idt_day *out)
{
    const idt_str text = idt_json_string(of, key);
    return text.ptr != NULL && idt_day_parse(text, out) ? IDT_OK : bad(x, key, "a day");
}

static idt_rc take_texts(const reading *x, const idt_json *of, const char *key, const idt_str **out,
                         size_t *count)
{
    const idt_json *list = idt_json_member(of, key);
    *count = list != NULL ? list->count : 0;
    idt_str *texts = IDT_NEW_N(x->arena, idt_str, *count);
    *out = texts;
    if (texts == NULL) {
        return idt_arena_fail(x->arena, x->err);
    }
    for (size_t i = 0; i < *count; i++) {
        texts[i] = list->items[i].string;
        if (list->kind != IDT_JSON_ARRAY || texts[i].ptr == NULL) {
            return bad(x, key, "a list of texts");
        }
    }
    return IDT_OK;
}

static idt_rc take_filter(const reading *x)
{
    idt_screen_filter *f = &x->out->filter;
    const idt_json *of = idt_json_member(x->all, "filter");
    if (of == NULL || of->kind != IDT_JSON_OBJECT) {
        return bad(x, "filter", "an object");
    }
    const bool from = idt_json_member(of, "listed_from") != NULL;
    const bool to = idt_json_member(of, "listed_to") != NULL;
    *f = (idt_screen_filter){
        .by_day = from || to, .listed_from = IDT_DAY_OPEN_START, .listed_to = IDT_DAY_OPEN_END};
    idt_rc rc = take_texts(x, of, "lists", &f->lists, &f->list_count);
    rc = rc == IDT_OK
             ? take_texts(x, of, "jurisdictions", &f->jurisdictions, &f->jurisdiction_count)
             : rc;
    rc = rc == IDT_OK ? take_texts(x, of, "hit_schemata", &f->schemata, &f->schema_count) : rc;
    rc = rc == IDT_OK ? take_texts(x, of, "topics", &f->topics, &f->topic_count) : rc;
    rc = rc == IDT_OK && from ? take_day(x, of, "listed_from", &f->listed_from) : rc;
    return rc == IDT_OK && to ? take_day(x, of, "listed_to", &f->listed_to) : rc;
}

static idt_rc take_profile(const reading *x)
{
    const idt_json *of = idt_json_member(x->all, "profile");
    const idt_str content = idt_json_string(of, "content");
    idt_scoring *scoring = IDT_NEW(x->arena, idt_scoring);
    if (scoring == NULL) {
        return idt_arena_fail(x->arena, x->err);
    }
    if (content.ptr == NULL) {
        return bad(x, "profile", "an object with `content`");
    }
    idt_rc rc = idt_scoring_read(content, "the receipt's profile", x->arena, scoring, x->err);
    rc = rc == IDT_OK ? idt_scoring_hash(scoring, &x->out->profile_hash, x->err) : rc;
    x->out->scoring = scoring;
    return rc;
}

/* "0.7000", as it is written; over 0 and at most 1. */
static bool threshold_of(idt_str text, uint16_t *out)
{
    uint64_t whole;
    uint64_t part;
    if (text.len != 6 || text.ptr[1] != '.' ||
        !idt_str_to_u64(idt_str_slice(text, 0, 1), 1, &whole) ||
        !idt_str_to_u64(idt_str_slice(text, 2, 6), 9999, &part)) {
        return false;
    }
    *out = (uint16_t)(whole * IDT_SCORE_ONE + part);
    return *out > 0 && *out <= IDT_SCORE_ONE;
}

static idt_rc take_numbers(const reading *x)
{
    if (!threshold_of(idt_json_string(x->all, "threshold"), &x->out->threshold)) {
        return bad(x, "threshold", "a score such as 0.7000");
    }
    const idt_str limit = idt_json_string(x->all, "limit");
    return limit.ptr != NULL && idt_str_to_u64(limit, 1000000, &x->out->limit) && x->out->limit > 0
               ? IDT_OK
               : bad(x, "limit", "a number from 1 to 1000000");
}

static idt_rc take_editions(const reading *x)
{
    const idt_json *list = idt_json_member(x->all, "editions");
    const size_t count = list != NULL && list->kind == IDT_JSON_ARRAY ? list->count : 0;
    idt_receipt_edition *editions = IDT_NEW_N(x->arena, idt_receipt_edition, count);
    if (editions == NULL) {
        return idt_arena_fail(x->arena, x->err);
    }
    for (size_t i = 0; i < count; i++) {
        uint64_t seq;
        const idt_json *e = &list->items[i];
        const idt_str published = idt_json_string(e, "published");
        const idt_str number = idt_json_string(e, "seq");
        editions[i].dataset = idt_json_string(e, "dataset");
        if (editions[i].dataset.ptr == NULL || published.ptr == NULL || number.ptr == NULL ||
            !idt_instant_parse(published, false, &editions[i].published_us) ||
            !idt_str_to_u64(number, UINT32_MAX, &seq) ||
            !idt_digest_parse(idt_json_string(e, "sha256"), &editions[i].sha256)) {
            return bad(x, "editions", "dataset, published, seq and sha256 of each");
        }
        editions[i].seq = (uint32_t)seq;
    }
    x->out->editions = editions;
    x->out->edition_count = count;
    return IDT_OK;
}

static idt_rc take_index(const reading *x)
{
    const idt_json *list = idt_json_member(x->all, "index");
    const size_t count = list != NULL && list->kind == IDT_JSON_ARRAY ? list->count : 0;
    idt_receipt_file *files = IDT_NEW_N(x->arena, idt_receipt_file, count);
    if (files == NULL) {
        return idt_arena_fail(x->arena, x->err);
    }
    for (size_t i = 0; i < count; i++) {
        const idt_str known = idt_json_string(&list->items[i], "known_at");
        if (known.ptr == NULL || !idt_instant_parse(known, false, &files[i].known_at_us) ||
            !idt_digest_parse(idt_json_string(&list->items[i], "content_id"),
                              &files[i].content_id)) {
            return bad(x, "index", "content_id and known_at of each file");
        }
    }
    x->out->files = files;
    x->out->file_count = count;
    return IDT_OK;
}

static idt_rc take_members(const reading *x)
{
    idt_receipt *r = x->out;
    const struct {
        const char *key;
        idt_str *out;
    } texts[] = {{"program", &r->program},
                 {"register", &r->register_version},
                 {"scorer", &r->scorer},
                 {"tables", &r->tables},
                 {"weights", &r->weights}};
    idt_rc rc = take_instant(x, "answered_at", &r->answered_us);
    rc = rc == IDT_OK ? take_instant(x, "published_by", &r->published_by_us) : rc;
    rc = rc == IDT_OK ? take_instant(x, "known_at", &r->known_at_us) : rc;
    rc = rc == IDT_OK ? take_day(x, x->all, "as_of", &r->as_of) : rc;
    for (size_t i = 0; i < sizeof texts / sizeof *texts && rc == IDT_OK; i++) {
        rc = take_text(x, texts[i].key, texts[i].out);
    }
    rc = rc == IDT_OK ? take_numbers(x) : rc;
    rc = rc == IDT_OK ? take_filter(x) : rc;
    rc = rc == IDT_OK ? take_profile(x) : rc;
    rc = rc == IDT_OK ? take_editions(x) : rc;
    rc = rc == IDT_OK ? take_index(x) : rc;
    return rc == IDT_OK ? take_texts(x, x->all, "warnings", &r->warnings, &r->warning_count) : rc;
}

/* receipt.h I1: the bytes as they are, without the hash of them. */
static idt_rc check_hash(const reading *x, bool *changed)
{
    idt_buf rest;
    idt_digest now;
    idt_json_writer w;
    char hex[IDT_SHA256_HEX + 1];
    idt_buf_init(&rest, IDT_RECEIPT_BYTES);
    idt_jw_init(&w, &rest);
    idt_jw_object(&w, NULL);
    for (size_t i = 0; i < x->all->count; i++) {
        const idt_json *member = &x->all->items[i];
        if (!idt_str_is(member->key, "receipt_hash")) {
            idt_jw_key(&w, member->key);
            idt_json_write(&w, member);
        }
    }
    idt_jw_end(&w);
    idt_rc rc = idt_buf_check(&rest, x->err);
    rc = rc == IDT_OK ? idt_sha256(rest.ptr, rest.len, &now, x->err) : rc;
    *changed = rc == IDT_OK &&
               !idt_str_is(idt_json_string(x->all, "receipt_hash"), idt_digest_hex(&now, hex));
    idt_buf_release(&rest);
    return rc;
}

idt_rc idt_receipt_read(idt_str bytes, const char *source, idt_arena *arena, idt_receipt *out,
                        bool *changed, idt_error *err)
{
    idt_json *tree;
    reading x = {.source = source, .arena = arena, .out = out, .err = err};
    *out = (idt_receipt){0};
    idt_rc rc = idt_json_read(bytes, source, arena, &tree, err);
    if (rc != IDT_OK) {
        return rc;
    }
    x.all = out->all = tree;
    const idt_str format = idt_json_string(tree, "format");
    if (!idt_str_starts(format.ptr != NULL ? format : IDT_STR(""), "interdict-receipt/")) {
        return bad(&x, "format", "\"" IDT_RECEIPT_FORMAT "\"; this is no receipt");
    }
    if (!idt_str_is(format, IDT_RECEIPT_FORMAT)) {
        return idt_fail_at(err, IDT_E_FORMAT, source, 0, 0, 0,
                           "a receipt of format \"" IDT_STR_FMT
                           "\"; this program reads " IDT_RECEIPT_FORMAT,
                           IDT_STR_ARG(idt_str_slice(format, 0, 64)));
    }
    rc = check_hash(&x, changed);
    return rc == IDT_OK ? take_members(&x) : rc;
}
