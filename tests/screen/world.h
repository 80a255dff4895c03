/* world.h - made-up records with their times, as index files and as plain profiles to compare by
 * hand. */
#ifndef INTERDICT_TESTS_SCREEN_WORLD_H
#define INTERDICT_TESTS_SCREEN_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/json_writer.h"
#include "json/canonical.h"
#include "match/field_class.h"
#include "match/identifier_key.h"
#include "match/names.h"
#include "screen/answer.h"

#define CEILING    ((size_t)256 << 20)
#define VALUES_MAX 16

typedef struct made_record {
    char id[32], origin[64];
    const char *schema, *topic;
    idt_query_value values[VALUES_MAX]; /* in byte order of the properties */
    size_t count;
    idt_index_span span;
} made_record;

static inline void must(idt_rc rc, const idt_error *err)
{
    if (rc != IDT_OK) {
        fail_msg("%s", err->message);
    }
}

static inline void put_value(made_record *r, const char *property, idt_str value)
{
    if (value.len == 0) {
        return; /* no statement says nothing */
    }
    size_t at = r->count++;
    assert_true(r->count <= VALUES_MAX);
    for (; at > 0 && strcmp(r->values[at - 1].property.ptr, property) > 0; at--) {
        r->values[at] = r->values[at - 1];
    }
    r->values[at] = (idt_query_value){idt_str_borrow(property), value};
}

static inline void made_profile(const made_record *r, idt_arena *arena, idt_profile *out)
{
    idt_error err;
    idt_profile_init(out, idt_str_borrow(r->schema), arena);
    for (size_t i = 0; i < r->count; i++) {
        must(idt_profile_add(out, r->values[i].property, r->values[i].value, &err), &err);
    }
}

/* {"caption":..,"properties":{..},"schema":..,"times":[[..]],"topics":[..]} */
static inline void describe(const made_record *r, idt_index_builder *b)
{
    idt_buf out;
    idt_buf query;
    idt_error err;
    char times[4][24];
    const int64_t at[4] = {r->span.published_from, r->span.published_to, r->span.recorded_from,
                           r->span.recorded_to};
    idt_buf_init(&out, CEILING);
    idt_buf_init(&query, CEILING);
    idt_query_json(idt_str_borrow(r->schema), r->values, r->count, &query);
    idt_buf_add_format(&out, "{\"caption\":\"the party %s\",", r->id);
    idt_buf_add(&out, query.ptr + 1, query.len - 2);
    for (int i = 0; i < 4; i++) {
        (void)snprintf(times[i], sizeof times[i], "%" PRId64, at[i]);
        if (at[i] == INT64_MAX) {
            times[i][0] = '\0';
        }
    }
    idt_buf_add_format(&out, ",\"times\":[[\"%s\",\"%s\",\"%s\",\"%s\"]]", times[0], times[1],
                       times[2], times[3]);
    if (r->topic != NULL) {
        idt_buf_add_format(&out, ",\"topics\":[\"%s\"]", r->topic);
    }
    idt_buf_add_text(&out, "}");
    must(idt_index_builder_describe(b, idt_str_borrow(r->origin), idt_buf_borrow(&out), &err),
         &err);
    idt_buf_release(&out);
    idt_buf_release(&query);
}

static inline void tell_fields(const made_record *r, const idt_profile *profile,
                               idt_index_builder *b)
{
    idt_error err;
    size_t count = 0;
    uint64_t classes[VALUES_MAX * IDT_FIELD_CLASSES_MAX];
    for (size_t i = 0; i < profile->field_count; i++) {
        assert_true(count + IDT_FIELD_CLASSES_MAX <= sizeof classes / sizeof *classes);
        count += idt_field_classes(&profile->fields[i], classes + count);
    }
    must(idt_index_builder_fields(b, idt_str_borrow(r->origin), classes, count, &err), &err);
}

/* Untold: the index does not hear what its fields can say. */
static inline void add_record(const made_record *r, bool untold, idt_index_builder *b)
{
    idt_error err;
    idt_profile profile;
    idt_arena *arena = idt_arena_new(CEILING);
    idt_buf key;
    idt_buf_init(&key, CEILING);
    made_profile(r, arena, &profile);
    must(idt_profile_compose(&profile, &err), &err);
    for (size_t i = 0; i < profile.name_count; i++) {
        idt_part_tags tags;
        const idt_index_name name = {.subject = idt_str_borrow(r->id),
                                     .origin = idt_str_borrow(r->origin),
                                     .ordinal = (uint32_t)i,
                                     .text = profile.names[i].text,
                                     .kind = profile.kind,
                                     .tags = idt_profile_tags(&profile, i, &tags),
                                     .standing = profile.names[i].standing,
                                     .span = r->span};
        if (name.text.len > 0) {
            must(idt_index_builder_add(b, &name, &err), &err);
        }
    }
    describe(r, b);
    if (!untold) {
        tell_fields(r, &profile, b);
    }
    for (size_t i = 0; i < profile.field_count; i++) {
        const idt_profile_field *f = &profile.fields[i];
        idt_buf_clear(&key);
        if (f->kind == IDT_FIELD_IDENTIFIER &&
            idt_identifier_key(idt_str_borrow(f->property), f->value, &key)) {
            must(idt_index_builder_key(b, idt_buf_borrow(&key), idt_str_borrow(r->origin), &err),
                 &err);
        }
    }
    idt_buf_release(&key);
    idt_arena_free(arena);
}

/* The records of `files` files in turn; file i in files[i], whose memory is the caller's. Two files
 * are not told of the fields of every third record. */
static inline void build_files(const made_record *records, size_t count, idt_buf *files,
                               size_t file_count)
{
    idt_error err;
    for (size_t f = 0; f < file_count; f++) {
        idt_index_builder *b;
        idt_index_built built;
        must(idt_index_builder_new(IDT_STR("1-test"), CEILING, &b, &err), &err);
        for (size_t i = f; i < count; i += file_count) {
            add_record(&records[i], file_count == 2 && i % 3 == 0, b);
        }
        idt_buf_init(&files[f], CEILING);
        must(idt_index_builder_finish(b, &files[f], &built, &err), &err);
        idt_index_builder_free(b);
    }
}

static inline idt_screen *open_files(const idt_buf *files, size_t count)
{
    idt_error err;
    idt_screen *screen;
    idt_str bytes[8];
    for (size_t i = 0; i < count; i++) {
        bytes[i] = idt_buf_borrow(&files[i]);
    }
    must(idt_screen_open_bytes(bytes, count, &screen, &err), &err);
    return screen;
}

/* The answer as JSON with explanations; for comparing whole answers. */
static inline void answer_bytes(idt_screener *x, const idt_screen_answer *answer, idt_buf *out)
{
    idt_error err;
    idt_digest hash;
    idt_json_writer w;
    idt_buf scratch;
    idt_buf_init(&scratch, CEILING);
    must(idt_answer_hash(answer, IDT_STR("{}"), &scratch, &hash, &err), &err);
    idt_buf_clear(out);
    idt_jw_init(&w, out);
    idt_jw_object(&w, NULL);
    must(idt_answer_json(x, answer, IDT_STR("{}"), &hash, &w, &err), &err);
    idt_jw_end(&w);
    must(idt_buf_check(out, &err), &err);
    idt_buf_release(&scratch);
}

/* ---- random records ---- */

static const char *const BIRTHS[] = {"1970-03-04", "1970-04-03", "1971", "1950",      "1974~",
                                     "1970-03",    "1971-01-01", "1349", "1968/1974", "1970-12-01"};
static const char *const PLACES[] = {"Kazan, Russia", "Kazan", "Wien", "Vienna, Austria", "Russia"};
static const char *const ADDRESSES[] = {"12 Udaltsova Street, Moscow", "Moscow, Russia",
                                        "204 Taleghani, Tehran"};
static const char *const FOUNDED[] = {"2006-11-08", "2006", "1999", "2006-08-11"};
static const char *const COUNTRIES[] = {"ru", "ir", "sy", "gb"};
static const char *const NUMBERS[] = {"A1234567", "a 1234567", "A7654321", "X-0042000", "5551234"};

/* One of a few, or of so many that few share it. */
static inline idt_str random_birth(random_state *r, idt_arena *arena)
{
    char day[16];
    if (random_below(r, 2) == 0) {
        return idt_str_borrow(BIRTHS[random_below(r, 10)]);
    }
    (void)snprintf(day, sizeof day, "1981-%02zu-%02zu", 1 + random_below(r, 12),
                   1 + random_below(r, 12));
    return idt_str_copy(arena, idt_str_borrow(day));
}

static inline void random_values(random_state *r, made_record *m, idt_arena *arena)
{
    static const char *const more[] = {"alias", "weakAlias", "previousName"};
    m->schema = SCHEMATA[random_below(r, 5)];
    put_value(m, "name", random_name(r, 4, arena));
    for (size_t n = random_below(r, 3); n > 0; n--) {
        put_value(m, more[random_below(r, 3)], random_name(r, 4, arena));
    }
    if (random_below(r, 5) == 0) {
        put_value(m, "firstName", random_name(r, 1, arena));
        put_value(m, "lastName", random_name(r, 1, arena));
    }
    if (random_below(r, 2) == 0) {
        put_value(m, "birthDate", random_birth(r, arena));
    }
    if (random_below(r, 2) == 0) {
        put_value(m, "nationality", idt_str_borrow(COUNTRIES[random_below(r, 4)]));
    }
    if (random_below(r, 3) == 0) {
        put_value(m, "birthPlace", idt_str_borrow(PLACES[random_below(r, 5)]));
    }
    if (random_below(r, 4) == 0) {
        put_value(m, "address", idt_str_borrow(ADDRESSES[random_below(r, 3)]));
    }
    if (random_below(r, 4) == 0) {
        put_value(m, "incorporationDate", idt_str_borrow(FOUNDED[random_below(r, 4)]));
    }
    if (random_below(r, 6) == 0) {
        put_value(m, "phone", IDT_STR("+375 17 217 64 63"));
    }
    if (random_below(r, 3) == 0) {
        put_value(m, "gender", random_below(r, 2) == 0 ? IDT_STR("male") : IDT_STR("female"));
    }
    if (random_below(r, 3) == 0) {
        put_value(m, random_below(r, 2) == 0 ? "passportNumber" : "idNumber",
                  idt_str_borrow(NUMBERS[random_below(r, 5)]));
    }
}

static inline void random_record(random_state *r, size_t i, idt_arena *arena, made_record *m)
{
    *m = (made_record){.span = IDT_INDEX_SPAN_ALWAYS};
    /* some subjects have several versions; two stand beside each other only in this world */
    (void)snprintf(m->id, sizeof m->id, "list:%zu", i - (i % 5 == 4));
    (void)snprintf(m->origin, sizeof m->origin, "%.31s@%016zx%s", m->id, i * 7919,
                   random_below(r, 6) == 0 ? "-" : "");
    m->topic = random_below(r, 3) == 0 ? "sanction" : NULL;
    random_values(r, m, arena);
    if (random_below(r, 3) == 0) {
        m->span.published_from = (int64_t)random_below(r, 50);
        m->span.published_to = m->span.published_from + 1 + (int64_t)random_below(r, 50);
        m->span.recorded_from = (int64_t)random_below(r, 50);
    }
}

#endif
