/* The result as canonical JSON, and back: members in byte order, no blanks, whole numbers. */
#include "core/clock.h"
#include "core/json_writer.h"
#include "json/json_read.h"
#include "selftest/selftest.h"

/* ---- writing ---- */

static void put_rate(idt_json_writer *w, const char *key, const idt_selftest_rate *r)
{
    idt_jw_object(w, key);
    idt_jw_int(w, "found", (int64_t)r->found);
    idt_jw_int(w, "top", (int64_t)r->top);
    idt_jw_int(w, "tried", (int64_t)r->tried);
    idt_jw_int(w, "wrong", (int64_t)r->wrong);
    idt_jw_end(w);
}

static void put_matrix(idt_json_writer *w, const idt_selftest *r)
{
    idt_jw_array(w, "classes");
    for (int m = 0; m < IDT_MUTATION_COUNT; m++) {
        idt_jw_object(w, NULL);
        idt_jw_text(w, "class", idt_mutation_text((idt_mutation)m));
        for (int s = IDT_STRENGTHS - 1; s >= 0; s--) { /* major before minor */
            idt_jw_object(w, idt_strength_text((idt_strength)s));
            put_rate(w, "all", &r->cells[m][s].all);
            put_rate(w, "makes_common", &r->cells[m][s].common);
            put_rate(w, "makes_listed", &r->cells[m][s].listed);
            put_rate(w, "not_exempt", &r->cells[m][s].able);
            idt_jw_text(w, "says", idt_mutation_says((idt_mutation)m, (idt_strength)s));
            idt_jw_end(w);
        }
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

static void put_hash(idt_json_writer *w, const char *key, const idt_digest *digest)
{
    char hex[IDT_SHA256_HEX + 1];
    idt_jw_text(w, key, idt_digest_hex(digest, hex));
}

static void put_clean(idt_json_writer *w, const idt_selftest *r)
{
    if (r->population.ptr == NULL) {
        return;
    }
    idt_jw_object(w, "clean");
    idt_jw_array(w, "groups");
    for (size_t g = 0; g < r->group_count; g++) {
        idt_jw_object(w, NULL);
        idt_jw_array(w, "alerts");
        for (size_t i = 0; i < IDT_SELFTEST_STEPS; i++) {
            idt_jw_int(w, NULL, (int64_t)r->groups[g].alerts[i]);
        }
        idt_jw_end(w);
        idt_jw_int(w, "asked", (int64_t)r->groups[g].asked);
        idt_jw_str(w, "group", r->groups[g].name);
        idt_jw_end(w);
    }
    idt_jw_end(w);
    idt_jw_str(w, "population", r->population);
    put_hash(w, "sha256", &r->population_hash);
    idt_jw_array(w, "steps");
    for (size_t i = 0; i < IDT_SELFTEST_STEPS; i++) {
        idt_jw_int(w, NULL, idt_selftest_step(i));
    }
    idt_jw_end(w);
    idt_jw_end(w);
}

static void put_exempt(idt_json_writer *w, const idt_selftest *r)
{
    idt_jw_array(w, "exempt");
    for (size_t i = 0; i < r->exempt_count; i++) {
        idt_jw_object(w, NULL);
        idt_jw_str(w, "name", r->exempt[i].name);
        idt_jw_str(w, "reason", r->exempt[i].reason);
        idt_jw_str(w, "subject", r->exempt[i].subject);
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

static void put_files(idt_json_writer *w, const idt_selftest *r)
{
    idt_jw_array(w, "files");
    for (size_t i = 0; i < r->file_count; i++) {
        idt_jw_object(w, NULL);
        put_hash(w, "content_id", &r->files[i].content_id);
        put_hash(w, "file_id", &r->files[i].file_id);
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

static void put_kind(idt_json_writer *w, const idt_tally_kind *k)
{
    idt_jw_object(w, NULL);
    idt_jw_str(w, "area", k->area);
    idt_jw_int(w, "count", (int64_t)k->count);
    idt_jw_array(w, "examples");
    for (size_t i = 0; i < k->shown; i++) {
        idt_jw_object(w, NULL);
        idt_jw_str(w, "asked", k->examples[i].asked);
        idt_jw_str(w, "name", k->examples[i].name);
        idt_jw_int(w, "score", k->examples[i].score);
        idt_jw_str(w, "subject", k->examples[i].subject);
        idt_jw_end(w);
    }
    idt_jw_end(w);
    idt_jw_str(w, "kind", k->kind);
    idt_jw_end(w);
}

void idt_selftest_json(const idt_selftest *r, idt_buf *out)
{
    char instant[IDT_INSTANT_BYTES];
    idt_json_writer w;
    idt_jw_init(&w, out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "at", idt_instant_text(r->at_us, instant));
    put_matrix(&w, r);
    put_clean(&w, r);
    put_exempt(&w, r);
    put_files(&w, r);
    idt_jw_text(&w, "format", IDT_SELFTEST_FORMAT);
    idt_jw_array(&w, "kinds");
    for (size_t i = 0; i < r->kind_count; i++) {
        put_kind(&w, &r->kinds[i]);
    }
    idt_jw_end(&w);
    idt_jw_text(&w, "known_at", idt_instant_text(r->known_at_us, instant));
    idt_jw_object(&w, "names");
    idt_jw_int(&w, "all", (int64_t)r->names);
    idt_jw_int(&w, "asked", (int64_t)r->asked);
    idt_jw_int(&w, "forms", (int64_t)r->forms);
    idt_jw_int(&w, "slipped", (int64_t)r->slipped);
    idt_jw_end(&w);
    idt_jw_text(&w, "schema_version", "1.0");
    idt_jw_int(&w, "seed", (int64_t)r->seed);
    idt_jw_object(&w, "self");
    put_rate(&w, "carrying", &r->bearing);
    put_rate(&w, "written", &r->written);
    idt_jw_end(&w);
    idt_jw_object(&w, "tables");
    idt_jw_str(&w, "names", r->name_tables);
    idt_jw_str(&w, "text", r->text_tables);
    idt_jw_str(&w, "weights", r->weights);
    idt_jw_end(&w);
    idt_jw_end(&w);
    idt_buf_add_byte(out, '\n');
}

/* ---- reading ---- */

typedef struct reading {
    const char *source;
    idt_arena *arena;
    bool missing; /* something that is always written is not there */
} reading;

static const idt_json *want(reading *r, const idt_json *in, const char *key, idt_json_kind kind)
{
    const idt_json *value = idt_json_member(in, key);
    if (value == NULL || value->kind != kind) {
        r->missing = true;
        return NULL;
    }
    return value;
}

static uint64_t number(reading *r, const idt_json *in, const char *key)
{
    const idt_json *value = want(r, in, key, IDT_JSON_INT);
    return value != NULL ? (uint64_t)value->integer : 0;
}

static idt_str text(reading *r, const idt_json *in, const char *key)
{
    const idt_json *value = want(r, in, key, IDT_JSON_STRING);
    return value != NULL ? value->string : IDT_STR("");
}

static int64_t instant(reading *r, const idt_json *in, const char *key)
{
    int64_t us = 0;
    r->missing = !idt_instant_parse(text(r, in, key), false, &us) || r->missing;
    return us;
}

static idt_digest hash(reading *r, const idt_json *in, const char *key)
{
    idt_digest out = {0};
    r->missing = !idt_digest_parse(text(r, in, key), &out) || r->missing;
    return out;
}

static idt_selftest_rate rate(reading *r, const idt_json *in, const char *key)
{
    const idt_json *at = want(r, in, key, IDT_JSON_OBJECT);
    return (idt_selftest_rate){.tried = number(r, at, "tried"),
                               .found = number(r, at, "found"),
                               .top = number(r, at, "top"),
                               .wrong = number(r, at, "wrong")};
}

static void take_matrix(reading *r, const idt_json *in, idt_selftest *out)
{
    const idt_json *classes = want(r, in, "classes", IDT_JSON_ARRAY);
    if (classes == NULL || classes->count != IDT_MUTATION_COUNT) {
        r->missing = true;
        return;
    }
    for (int m = 0; m < IDT_MUTATION_COUNT; m++) {
        const idt_json *row = &classes->items[m];
        r->missing =
            !idt_str_is(text(r, row, "class"), idt_mutation_text((idt_mutation)m)) || r->missing;
        for (int s = 0; s < IDT_STRENGTHS; s++) {
            const idt_json *cell =
                want(r, row, idt_strength_text((idt_strength)s), IDT_JSON_OBJECT);
            out->cells[m][s].all = rate(r, cell, "all");
            out->cells[m][s].able = rate(r, cell, "not_exempt");
            out->cells[m][s].common = rate(r, cell, "makes_common");
            out->cells[m][s].listed = rate(r, cell, "makes_listed");
        }
    }
}

static void take_group(reading *r, const idt_json *in, idt_selftest_group *out)
{
    const idt_json *alerts = want(r, in, "alerts", IDT_JSON_ARRAY);
    out->name = text(r, in, "group");
    out->asked = number(r, in, "asked");
    if (alerts == NULL || alerts->count != IDT_SELFTEST_STEPS) {
        r->missing = true;
        return;
    }
    for (size_t i = 0; i < IDT_SELFTEST_STEPS; i++) {
        r->missing = alerts->items[i].kind != IDT_JSON_INT || r->missing;
        out->alerts[i] = (uint64_t)alerts->items[i].integer;
    }
}

static void take_clean(reading *r, const idt_json *in, idt_selftest *out)
{
    const idt_json *clean = idt_json_member(in, "clean");
    const idt_json *groups = clean != NULL ? want(r, clean, "groups", IDT_JSON_ARRAY) : NULL;
    if (groups == NULL) {
        return;
    }
    out->population = text(r, clean, "population");
    out->population_hash = hash(r, clean, "sha256");
    if (groups->count > IDT_SELFTEST_GROUPS_MAX) {
        r->missing = true;
        return;
    }
    out->group_count = groups->count;
    for (size_t i = 0; i < groups->count; i++) {
        take_group(r, &groups->items[i], &out->groups[i]);
    }
}

static bool take_exempt(reading *r, const idt_json *in, idt_selftest *out)
{
    const idt_json *list = want(r, in, "exempt", IDT_JSON_ARRAY);
    const size_t count = list != NULL ? list->count : 0;
    out->exempt = IDT_NEW_N(r->arena, idt_selftest_exempt, count + 1);
    for (size_t i = 0; out->exempt != NULL && i < count; i++) {
        const idt_json *row = &list->items[i];
        out->exempt[out->exempt_count++] = (idt_selftest_exempt){.name = text(r, row, "name"),
                                                                 .subject = text(r, row, "subject"),
                                                                 .reason = text(r, row, "reason")};
    }
    return out->exempt != NULL;
}

static void take_kind(reading *r, const idt_json *in, idt_tally_kind *out)
{
    const idt_json *examples = want(r, in, "examples", IDT_JSON_ARRAY);
    *out = (idt_tally_kind){
        .area = text(r, in, "area"), .kind = text(r, in, "kind"), .count = number(r, in, "count")};
    for (size_t i = 0; examples != NULL && i < examples->count && i < IDT_TALLY_EXAMPLES; i++) {
        const idt_json *row = &examples->items[i];
        out->examples[out->shown++] =
            (idt_tally_example){.asked = text(r, row, "asked"),
                                .name = text(r, row, "name"),
                                .subject = text(r, row, "subject"),
                                .score = (uint16_t)number(r, row, "score")};
    }
}

static bool take_kinds(reading *r, const idt_json *in, idt_selftest *out)
{
    const idt_json *list = want(r, in, "kinds", IDT_JSON_ARRAY);
    const size_t count = list != NULL ? list->count : 0;
    out->kinds = IDT_NEW_N(r->arena, idt_tally_kind, count + 1);
    for (size_t i = 0; out->kinds != NULL && i < count; i++) {
        take_kind(r, &list->items[i], &out->kinds[out->kind_count++]);
    }
    return out->kinds != NULL;
}

static void take_files(reading *r, const idt_json *in, idt_selftest *out)
{
    const idt_json *files = want(r, in, "files", IDT_JSON_ARRAY);
    if (files == NULL || files->count > IDT_INDEX_FILES_MAX) {
        r->missing = true;
        return;
    }
    for (size_t i = 0; i < files->count; i++) {
        out->files[out->file_count++] =
            (idt_selftest_file){.content_id = hash(r, &files->items[i], "content_id"),
                                .file_id = hash(r, &files->items[i], "file_id")};
    }
}

static void take_head(reading *r, const idt_json *in, idt_selftest *out)
{
    const idt_json *names = want(r, in, "names", IDT_JSON_OBJECT);
    const idt_json *self = want(r, in, "self", IDT_JSON_OBJECT);
    const idt_json *tables = want(r, in, "tables", IDT_JSON_OBJECT);
    out->at_us = instant(r, in, "at");
    out->known_at_us = instant(r, in, "known_at");
    out->seed = number(r, in, "seed");
    out->names = number(r, names, "all");
    out->asked = number(r, names, "asked");
    out->forms = number(r, names, "forms");
    out->slipped = number(r, names, "slipped");
    out->bearing = rate(r, self, "carrying");
    out->written = rate(r, self, "written");
    out->name_tables = text(r, tables, "names");
    out->text_tables = text(r, tables, "text");
    out->weights = text(r, tables, "weights");
}

idt_rc idt_selftest_read(idt_str bytes, const char *source, idt_arena *arena, idt_selftest *out,
                         idt_error *err)
{
    idt_json *tree;
    reading r = {.source = source, .arena = arena};
    *out = (idt_selftest){0};
    const idt_rc rc = idt_json_read(bytes, source, arena, &tree, err);
    if (rc != IDT_OK) {
        return rc;
    }
    const idt_str format = idt_json_string(tree, "format");
    if (!idt_str_is(format, IDT_SELFTEST_FORMAT)) {
        return idt_fail_at(err, IDT_E_FORMAT, source, 0, 0, 0,
                           "format \"" IDT_STR_FMT
                           "\"; this build reads %s: run the self-test anew",
                           IDT_STR_ARG(format), IDT_SELFTEST_FORMAT);
    }
    take_head(&r, tree, out);
    take_matrix(&r, tree, out);
    take_clean(&r, tree, out);
    take_files(&r, tree, out);
    if (!take_exempt(&r, tree, out) || !take_kinds(&r, tree, out)) {
        return idt_arena_fail(arena, err);
    }
    return r.missing ? idt_fail_at(err, IDT_E_CORRUPT, source, 0, 0, 0,
                                   "members of a self-test are missing or of another kind: run it "
                                   "anew")
                     : IDT_OK;
}
