#include "export/ftm_entity.h"

#include "core/hash.h"
#include "core/json_writer.h"

#define SECONDS_LEN 19 /* YYYY-MM-DDTHH:MM:SS */

static bool same_statement(const idt_ftm_value *a, const idt_ftm_value *b)
{
    return idt_str_equal(a->property->name, b->property->name) &&
           idt_str_equal(a->value, b->value) && idt_str_equal(a->lang, b->lang) &&
           idt_str_equal(a->dataset, b->dataset) && idt_str_equal(a->entity, b->entity);
}

idt_rc idt_ftm_entity_add(idt_ftm_entity *entity, const idt_ftm_value *value, idt_error *err)
{
    for (size_t i = 0; i < entity->count; i++) {
        idt_ftm_value *held = &entity->values[i];
        if (same_statement(held, value)) {
            held->first_us = value->first_us < held->first_us ? value->first_us : held->first_us;
            held->last_us = value->last_us > held->last_us ? value->last_us : held->last_us;
            return IDT_OK;
        }
    }
    if (!IDT_GROW(entity->arena, entity->values, entity->cap, entity->count)) {
        return idt_arena_fail(entity->arena, err);
    }
    entity->values[entity->count++] = *value;
    return IDT_OK;
}

bool idt_ftm_entity_has(const idt_ftm_entity *entity, const char *property)
{
    for (size_t i = 0; i < entity->count; i++) {
        if (idt_str_is(entity->values[i].property->name, property)) {
            return true;
        }
    }
    return false;
}

bool idt_ftm_entity_says(const idt_ftm_entity *entity, const char *property, idt_str value)
{
    for (size_t i = 0; i < entity->count; i++) {
        if (idt_str_is(entity->values[i].property->name, property) &&
            idt_str_equal(entity->values[i].value, value)) {
            return true;
        }
    }
    return false;
}

/* ---- the line ---- */

/* FollowTheMoney writes instants in whole seconds without a zone. */
static idt_str seconds(int64_t us, char out[IDT_INSTANT_BYTES])
{
    const idt_str text = idt_str_borrow(idt_instant_text(us, out));
    return idt_str_slice(text, 0, SECONDS_LEN);
}

/* The next property in byte order after `after` (absent: the first); absent at the end. */
static idt_str next_property(const idt_ftm_entity *e, idt_str after)
{
    idt_str next = {0};
    for (size_t i = 0; i < e->count; i++) {
        const idt_str name = e->values[i].property->name;
        if ((after.ptr == NULL || idt_str_compare(name, after) > 0) &&
            (next.ptr == NULL || idt_str_compare(name, next) < 0)) {
            next = name;
        }
    }
    return next;
}

/* Keeps I1: is there an earlier statement of the same value? */
static bool said_before(const idt_ftm_entity *e, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (idt_str_equal(e->values[i].property->name, e->values[at].property->name) &&
            idt_str_equal(e->values[i].value, e->values[at].value)) {
            return true;
        }
    }
    return false;
}

static void properties_json(const idt_ftm_entity *e, idt_json_writer *w)
{
    idt_jw_object(w, "properties");
    for (idt_str p = next_property(e, (idt_str){0}); p.ptr != NULL; p = next_property(e, p)) {
        idt_jw_key(w, p);
        idt_jw_array(w, NULL);
        for (size_t i = 0; i < e->count; i++) {
            if (idt_str_equal(e->values[i].property->name, p) && !said_before(e, i)) {
                idt_jw_str(w, NULL, e->values[i].value);
            }
        }
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

/* The lesser of `next` and `d`, if `d` comes after `last`. */
static idt_str nearer(idt_str next, idt_str d, idt_str last)
{
    const bool after = last.ptr == NULL || idt_str_compare(d, last) > 0;
    return after && (next.ptr == NULL || idt_str_compare(d, next) < 0) ? d : next;
}

/* In byte order, each once. */
static void datasets_json(const idt_ftm_entity *e, idt_json_writer *w)
{
    idt_jw_array(w, "datasets");
    idt_str last = {0};
    for (;;) {
        idt_str next = {0};
        for (size_t i = 0; i < e->count; i++) {
            next = nearer(next, e->values[i].dataset, last);
        }
        for (size_t i = 0; i < e->dataset_count; i++) {
            next = nearer(next, e->datasets[i], last);
        }
        if (next.ptr == NULL) {
            break;
        }
        idt_jw_str(w, NULL, next);
        last = next;
    }
    idt_jw_end(w);
}

void idt_ftm_entity_json(const idt_ftm_entity *entity, idt_buf *out)
{
    char time[IDT_INSTANT_BYTES];
    idt_json_writer w;
    idt_jw_init(&w, out);
    idt_jw_object(&w, NULL);
    idt_jw_str(&w, "id", entity->id);
    idt_jw_str(&w, "caption", entity->caption);
    idt_jw_str(&w, "schema", entity->schema);
    properties_json(entity, &w);
    idt_jw_array(&w, "referents");
    for (size_t i = 0; i < entity->referent_count; i++) {
        idt_jw_str(&w, NULL, entity->referents[i]);
    }
    idt_jw_end(&w);
    datasets_json(entity, &w);
    idt_jw_str(&w, "first_seen", seconds(entity->first_us, time));
    idt_jw_str(&w, "last_seen", seconds(entity->last_us, time));
    idt_jw_str(&w, "last_change", seconds(entity->change_us, time));
    idt_jw_bool(&w, "target", entity->target);
    idt_jw_end(&w);
    idt_buf_add_byte(out, '\n');
}

/* ---- statements ---- */

static void field(idt_buf *out, idt_str text, char after)
{
    idt_buf_add_byte(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"') {
            idt_buf_add_byte(out, '"');
        }
        idt_buf_add_byte(out, text.ptr[i]);
    }
    idt_buf_add_byte(out, '"');
    idt_buf_add_byte(out, after);
}

static const char *const COLUMNS[] = {
    "canonical_id", "entity_id",  "prop",      "prop_type", "schema",
    "value",        "dataset",    "origin",    "lang",      "original_value",
    "external",     "first_seen", "last_seen", "id"};
#define COLUMN_COUNT (sizeof COLUMNS / sizeof *COLUMNS)

void idt_ftm_statements_header(idt_buf *out)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        field(out, idt_str_borrow(COLUMNS[i]), i + 1 < COLUMN_COUNT ? ',' : '\n');
    }
}

static void row(const idt_ftm_entity *e, const idt_ftm_value *v, idt_str type, idt_str id,
                idt_buf *out)
{
    char first[IDT_INSTANT_BYTES];
    char last[IDT_INSTANT_BYTES];
    const idt_str fields[COLUMN_COUNT] = {e->id,
                                          v->entity,
                                          v->property->name,
                                          type,
                                          e->schema,
                                          v->value,
                                          v->dataset,
                                          IDT_STR(""),
                                          v->lang,
                                          v->original,
                                          IDT_STR("f"),
                                          seconds(v->first_us, first),
                                          seconds(v->last_us, last),
                                          id};
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        field(out, fields[i], i + 1 < COLUMN_COUNT ? ',' : '\n');
    }
}

static idt_rc statement_id(const idt_ftm_value *v, idt_arena *arena, idt_str *out, idt_error *err)
{
    char hex[IDT_SHA1_HEX + 1];
    const idt_str key = idt_str_format(
        arena, IDT_STR_FMT "." IDT_STR_FMT "." IDT_STR_FMT "." IDT_STR_FMT "%s" IDT_STR_FMT,
        IDT_STR_ARG(v->dataset), IDT_STR_ARG(v->entity), IDT_STR_ARG(v->property->name),
        IDT_STR_ARG(v->value), v->lang.len > 0 ? "@" : "", IDT_STR_ARG(v->lang));
    if (key.ptr == NULL) {
        return idt_arena_fail(arena, err);
    }
    const idt_rc rc = idt_sha1_hex(key.ptr, key.len, hex, err);
    *out = idt_str_copy(arena, idt_str_borrow(hex));
    return rc == IDT_OK && out->ptr == NULL ? idt_arena_fail(arena, err) : rc;
}

/* The statement with prop `id`: keeps I2. */
static idt_rc id_row(const idt_ftm_entity *e, idt_str *ids, idt_buf *out, idt_error *err)
{
    static const idt_ftm_property id = {.name = {.ptr = "id", .len = 2},
                                        .type = {.ptr = "id", .len = 2}};
    char hex[IDT_SHA1_HEX + 1];
    idt_buf all;
    idt_str row_id;
    idt_buf_init(&all, IDT_ARENA_REQUEST_BYTES);
    idt_buf_add_str(&all, e->schema);
    idt_str_sort(ids, e->count);
    for (size_t i = 0; i < e->count; i++) {
        idt_buf_add_str(&all, ids[i]);
    }
    idt_rc rc = idt_buf_check(&all, err);
    if (rc == IDT_OK) {
        rc = idt_sha1_hex(all.ptr, all.len, hex, err);
    }
    const idt_ftm_value v = {.property = &id,
                             .value = idt_str_borrow(hex),
                             .dataset = e->values[0].dataset,
                             .entity = e->id,
                             .first_us = e->change_us,
                             .last_us = e->last_us};
    if (rc == IDT_OK) {
        rc = statement_id(&v, e->arena, &row_id, err);
    }
    if (rc == IDT_OK) {
        row(e, &v, id.type, row_id, out);
    }
    idt_buf_release(&all);
    return rc;
}

idt_rc idt_ftm_entity_statements(const idt_ftm_entity *entity, idt_buf *out, idt_error *err)
{
    size_t n = 0;
    idt_rc rc = IDT_OK;
    idt_str *ids = IDT_NEW_N(entity->arena, idt_str, entity->count + 1);
    if (ids == NULL) {
        return idt_arena_fail(entity->arena, err);
    }
    for (idt_str p = next_property(entity, (idt_str){0}); p.ptr != NULL;
         p = next_property(entity, p)) {
        for (size_t i = 0; i < entity->count && rc == IDT_OK; i++) {
            const idt_ftm_value *v = &entity->values[i];
            if (!idt_str_equal(v->property->name, p)) {
                continue;
            }
            rc = statement_id(v, entity->arena, &ids[n], err);
            if (rc == IDT_OK) {
                row(entity, v, v->property->type, ids[n++], out);
            }
        }
    }
    return rc == IDT_OK && n > 0 ? id_row(entity, ids, out, err) : rc;
}
