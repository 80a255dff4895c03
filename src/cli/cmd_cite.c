#include "cli/qualifier_words.h"
#include "cli/status_text.h"
#include "json/json_write.h"

/* A passage that a statement rests on. */
typedef struct span {
    idt_str sha256_hex;
    idt_str passage_hex;
    idt_str quote;
    uint64_t start, end;
    idt_str title;   /* of the source record; absent where none is held */
    bool held;       /* the source's bytes are kept here */
    bool intact;     /* ... and the passage has its hash */
    idt_str passage; /* its bytes, where held */
} span;

/* Offsets are kept as texts, as all numbers of content. */
static uint64_t number_of(const idt_json *object, const char *key)
{
    uint64_t value = 0;
    return idt_str_to_u64(idt_json_string(object, key), UINT64_MAX, &value) ? value : 0;
}

static idt_rc find_passage(idt_invocation *inv, span *s, idt_error *err)
{
    idt_digest source;
    idt_digest stated;
    idt_digest met;
    idt_str bytes;
    if (!idt_digest_parse(s->sha256_hex, &source) || !idt_digest_parse(s->passage_hex, &stated)) {
        return IDT_OK;
    }
    idt_rc rc = idt_register_raw(inv->reg, &source, inv->arena, &bytes, err);
    if (rc == IDT_E_NOT_FOUND) {
        return IDT_OK; /* cited, not kept: said so in the answer */
    }
    if (rc != IDT_OK) {
        return rc;
    }
    s->held = true;
    s->passage = idt_str_slice(bytes, (size_t)s->start, (size_t)s->end);
    rc = idt_sha256(s->passage.ptr, s->passage.len, &met, err);
    s->intact = rc == IDT_OK && memcmp(&met, &stated, sizeof met) == 0;
    return rc;
}

static idt_rc read_spans(idt_invocation *inv, const idt_view *view, const idt_statement *statement,
                         span **out, size_t *count, idt_error *err)
{
    const idt_json *sources = idt_json_member(statement->qualifiers, "source");
    *count = 0;
    *out = IDT_NEW_N(inv->arena, span, sources != NULL ? sources->count : 0);
    if (*out == NULL) {
        return idt_arena_fail(inv->arena, err);
    }
    for (size_t i = 0; sources != NULL && i < sources->count; i++) {
        const idt_json *from = &sources->items[i];
        span *s = &(*out)[(*count)++];
        *s = (span){.sha256_hex = idt_json_string(from, "source_sha256"),
                    .passage_hex = idt_json_string(from, "passage_sha256"),
                    .quote = idt_json_string(from, "quote"),
                    .start = number_of(from, "start"),
                    .end = number_of(from, "end")};
        idt_rc rc = idt_source_title(inv, view, s->sha256_hex, &s->title, err);
        if (rc == IDT_OK) {
            rc = find_passage(inv, s, err);
        }
        if (rc != IDT_OK) {
            return rc;
        }
    }
    return IDT_OK;
}

/* ---- the statement meant ---- */

typedef struct cited {
    const idt_record *record;
    const idt_statement *statement;
    bool derived; /* from the editions of a published list: no record states it */
} cited;

static idt_rc numbered(const idt_record *record, uint32_t number, cited *out, idt_error *err)
{
    if (number == 0 || number > record->count) {
        return idt_fail(err, IDT_E_NOT_FOUND,
                        IDT_STR_FMT " has %zu statement%s; expected a number from 1 to %zu",
                        IDT_STR_ARG(record->id), record->count, record->count == 1 ? "" : "s",
                        record->count);
    }
    out->record = record;
    out->statement = &record->statements[number - 1];
    return IDT_OK;
}

/* Derived statements stand among the record's own, numbered above them. */
static idt_rc derived(idt_invocation *inv, const idt_view *view, const idt_record *record,
                      uint32_t number, cited *out, idt_error *err)
{
    const idt_record *with = record;
    const idt_rc rc = idt_register_with_presence(inv->reg, view, record, inv->arena, &with, err);
    for (size_t i = 0; rc == IDT_OK && i < with->count; i++) {
        if (with->statements[i].number == number) {
            *out = (cited){.record = with, .statement = &with->statements[i], .derived = true};
        }
    }
    return rc;
}

/* `<content hash>.<n>`; a number above those of the record is one that a status derives. */
static idt_rc by_statement_id(idt_invocation *inv, const idt_view *view, const idt_digest *hash,
                              uint32_t number, cited *out, idt_error *err)
{
    const idt_record *record = NULL;
    idt_rc rc = idt_register_by_content(inv->reg, hash, inv->arena, &record, err);
    if (rc == IDT_OK && record != NULL && number > record->count) {
        rc = derived(inv, view, record, number, out, err);
    }
    return rc == IDT_OK && record != NULL && out->statement == NULL
               ? numbered(record, number, out, err)
               : rc;
}

static idt_rc find_record(idt_invocation *inv, const idt_view *view, idt_str id,
                          const idt_record **out, idt_error *err)
{
    idt_str dataset;
    idt_str key;
    *out = NULL;
    return idt_record_id_split(id, &dataset, &key)
               ? idt_register_record(inv->reg, view, dataset, key, inv->arena, out, err)
               : IDT_OK;
}

/* `<record id>#<event id>` */
static idt_rc by_event_id(idt_invocation *inv, const idt_view *view, idt_str id, size_t hash_at,
                          cited *out, idt_error *err)
{
    const idt_str event = idt_str_slice(id, hash_at + 1, id.len);
    const idt_record *record;
    const idt_rc rc = find_record(inv, view, idt_str_slice(id, 0, hash_at), &record, err);
    for (size_t i = 0; rc == IDT_OK && record != NULL && i < record->count; i++) {
        if (idt_str_equal(idt_qualifier(&record->statements[i], "id"), event)) {
            out->record = record;
            out->statement = &record->statements[i];
        }
    }
    return rc;
}

/* `<record id> <n>`, as answers in text name statements. */
static idt_rc by_number(idt_invocation *inv, const idt_view *view, idt_str id, idt_str text,
                        cited *out, idt_error *err)
{
    uint64_t number;
    const idt_record *record;
    if (!idt_str_to_u64(text, UINT32_MAX, &number)) {
        return idt_fail(err, IDT_E_USAGE,
                        "\"" IDT_STR_FMT "\" is no number of a statement; expected what stands "
                        "before it in `interdict show`",
                        IDT_STR_ARG(text));
    }
    const idt_rc rc = find_record(inv, view, id, &record, err);
    return rc != IDT_OK || record == NULL ? rc : numbered(record, (uint32_t)number, out, err);
}

static idt_rc find_statement(idt_invocation *inv, const idt_view *view, cited *out, idt_error *err)
{
    const idt_str id = idt_str_borrow(inv->arguments[0]);
    const size_t hash_at = idt_str_find(id, '#');
    const size_t blank = idt_str_find(id, ' ');
    const bool two = inv->argument_count > 1;
    idt_digest hash;
    uint32_t number;
    idt_rc rc;
    *out = (cited){0};
    if (two || blank < id.len) {
        rc = two ? by_number(inv, view, id, idt_str_borrow(inv->arguments[1]), out, err)
                 : by_number(inv, view, idt_str_slice(id, 0, blank),
                             idt_str_slice(id, blank + 1, id.len), out, err);
    } else if (idt_statement_id_parse(id, &hash, &number)) {
        rc = by_statement_id(inv, view, &hash, number, out, err);
    } else if (hash_at < id.len) {
        rc = by_event_id(inv, view, id, hash_at, out, err);
    } else {
        return idt_fail(err, IDT_E_USAGE,
                        "\"" IDT_STR_FMT "\" is no statement; expected <record id> <n>, as answers "
                        "in text have it, <record id>#<event id> or <64 hex digits>.<n>",
                        IDT_STR_ARG(id));
    }
    if (rc == IDT_OK && out->statement == NULL) {
        return idt_fail(err, IDT_E_NOT_FOUND, "no statement " IDT_STR_FMT "%s%s is held",
                        IDT_STR_ARG(id), two ? " " : "", two ? inv->arguments[1] : "");
    }
    return rc;
}

/* ---- answers ---- */

static void answer_json(idt_invocation *inv, const cited *c, const span *spans, size_t count)
{
    const idt_record *record = c->record;
    const idt_statement *s = c->statement;
    char id[IDT_STATEMENT_ID_BYTES];
    idt_json_writer w;
    idt_jw_init(&w, inv->out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "schema_version", "1.0");
    idt_jw_text(&w, "statement", idt_statement_id(&record->hash, s->number, id));
    idt_jw_str(&w, "record", record->id);
    idt_jw_str(&w, "subject", record->about);
    idt_jw_str(&w, "property", s->property);
    idt_jw_str(&w, "value", s->value);
    idt_chain_tree_json("chain", idt_json_member(s->qualifiers, "chain"), &w);
    idt_jw_object(&w, "qualifiers");
    for (size_t i = 0; i < s->qualifiers->count; i++) {
        if (!idt_str_is(s->qualifiers->items[i].key, "chain")) {
            idt_jw_key(&w, s->qualifiers->items[i].key);
            idt_json_write(&w, &s->qualifiers->items[i]);
        }
    }
    idt_jw_end(&w);
    if (c->derived) {
        idt_jw_bool(&w, "derived_from_editions", true);
    }
    idt_jw_array(&w, "passages");
    for (size_t i = 0; i < count; i++) {
        idt_jw_object(&w, NULL);
        idt_jw_str(&w, "title", spans[i].title);
        idt_jw_str(&w, "source_sha256", spans[i].sha256_hex);
        idt_jw_int(&w, "start", (int64_t)spans[i].start);
        idt_jw_int(&w, "end", (int64_t)spans[i].end);
        idt_jw_bool(&w, "held", spans[i].held);
        idt_jw_bool(&w, "intact", spans[i].intact);
        idt_jw_str(&w, "passage", spans[i].passage);
        idt_jw_end(&w);
    }
    idt_jw_end(&w);
    idt_jw_end(&w);
    idt_buf_add_byte(inv->out, '\n');
}

static void span_text(idt_buf *out, const span *s)
{
    idt_buf_add_format(out, "\n  %.*s, bytes %llu-%llu\n  sha256 " IDT_STR_FMT "\n",
                       IDT_STR_ARG(s->title.ptr != NULL ? s->title : IDT_STR("a source")),
                       (unsigned long long)s->start, (unsigned long long)s->end,
                       IDT_STR_ARG(s->sha256_hex));
    if (s->held) {
        idt_buf_add_text(out, s->intact ? "    " : "    (NOT what was cited: the hash differs) ");
        idt_wrap(out, 4, s->passage);
    } else if (s->quote.ptr != NULL) {
        idt_buf_add_text(out, "    (quoted; the source's bytes are not kept here) ");
        idt_wrap(out, 4, s->quote);
    } else {
        idt_buf_add_text(out, "    the source's bytes are not kept here\n");
    }
}

/* The attribution and what else qualifies it: passages have a place of their own. */
static idt_rc qualifiers_text(const idt_body_names *bodies, const idt_statement *s, idt_buf *out,
                              idt_error *err)
{
    idt_buf line;
    idt_rc rc = IDT_OK;
    idt_buf_init(&line, (size_t)1 << 20);
    for (size_t i = 0; i < s->qualifiers->count && rc == IDT_OK; i++) {
        const idt_json *q = &s->qualifiers->items[i];
        if (idt_str_is(q->key, "source")) {
            continue;
        }
        idt_buf_clear(&line);
        rc = idt_qualifier_words(bodies, q, ", ", &line, err);
        idt_buf_add_format(out, "    %-14.*s ", IDT_STR_ARG(q->key));
        idt_wrap(out, 19, idt_buf_borrow(&line));
    }
    rc = rc == IDT_OK ? idt_buf_check(&line, err) : rc;
    idt_buf_release(&line);
    return rc;
}

static idt_rc answer_text(idt_invocation *inv, const idt_view *view, const cited *c,
                          const span *spans, size_t count, idt_error *err)
{
    const idt_record *record = c->record;
    const idt_statement *s = c->statement;
    char id[IDT_STATEMENT_ID_BYTES];
    idt_buf *out = inv->out;
    idt_body_names bodies;
    idt_body_names_init(&bodies, inv, view);
    idt_buf_add_format(out, "%s\n  of record " IDT_STR_FMT ", about " IDT_STR_FMT "\n  ",
                       idt_statement_id(&record->hash, s->number, id), IDT_STR_ARG(record->id),
                       IDT_STR_ARG(record->about));
    idt_buf_add_str(out, s->property);
    idt_buf_add_text(out, ": ");
    idt_wrap(out, 4, s->value);
    const idt_rc rc = qualifiers_text(&bodies, s, out, err);
    if (c->derived) {
        idt_buf_add_format(out,
                           "\n  derived from the editions of " IDT_STR_FMT
                           ": no record states it, so no\n  passage is cited\n",
                           IDT_STR_ARG(record->dataset));
    } else if (count == 0) {
        idt_buf_add_text(out, "\n  no passage is cited\n");
    }
    for (size_t i = 0; i < count; i++) {
        span_text(out, &spans[i]);
    }
    return rc;
}

static int run(idt_invocation *inv)
{
    idt_error err;
    idt_view view;
    cited c;
    span *spans = NULL;
    size_t count = 0;
    idt_rc rc = idt_cli_open_view(inv, &view, &err);
    if (rc == IDT_OK) {
        rc = find_statement(inv, &view, &c, &err);
    }
    if (rc == IDT_OK) {
        rc = read_spans(inv, &view, c.statement, &spans, &count, &err);
    }
    if (rc != IDT_OK) {
        return idt_cli_fail(&err);
    }
    if (idt_cli_format_is(inv, "json")) {
        answer_json(inv, &c, spans, count);
    } else {
        rc = answer_text(inv, &view, &c, spans, count, &err);
    }
    return rc == IDT_OK ? IDT_EXIT_DONE : idt_cli_fail(&err);
}

static const idt_param *const PARAMS[] = {&IDT_PARAM_PUBLISHED_BY, &IDT_PARAM_KNOWN_AT,
                                          &IDT_PARAM_OUTPUT, NULL};
static const idt_example EXAMPLES[] = {
    {"cite brief:kabul-2018-01 4", IDT_EXIT_DONE,
     "a statement as every answer in text names it: record id and number"},
    {"cite brief:taliban#ru-listing", IDT_EXIT_DONE, "the passages an event rests on"},
};

const idt_command IDT_CMD_CITE = {
    .name = "cite",
    .arguments = "STATEMENT",
    .least = 1,
    .most = 2,
    .summary = "the passage behind a statement",
    .description =
        "Prints a statement with its attribution and the passages it rests on, from the kept bytes "
        "of the source, checked against the hashes stated; where the source is cited but not kept, "
        "it says so. STATEMENT is `<record id> <n>` as answers in text and `show` number them, an "
        "event's id, or `<content hash>.<n>` as answers in JSON have it, which names one version "
        "of the record for ever.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 2,
    .run = run,
};
