/* case_world.h - a small world for status tests, from compact JSON.
 *
 *   {"id": "t:group", "event": [["decide", {"list": "xx-list", "decided": "2003"}]]}
 *
 * is the record t:group, an Organization unless `schema` says otherwise. A property's value is a
 * text, or a list of texts and [value, qualifiers] pairs. Laws are records of schema List,
 * Procedure and Authority; the world answers the engine's questions from them.
 */
#ifndef INTERDICT_TESTS_CASE_WORLD_H
#define INTERDICT_TESTS_CASE_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/json_writer.h"
#include "json/json_read.h"
#include "procedure/listing_status.h"

typedef struct world {
    idt_arena *arena;
    const idt_record **law;
    size_t law_count;
} world;

/* The member behind `at` (NULL: the first) in byte order of names: canonical content has no other.
 */
static inline const idt_json *next_member(const idt_json *object, const idt_json *at)
{
    const idt_json *next = NULL;
    for (size_t i = 0; i < object->count; i++) {
        const idt_json *m = &object->items[i];
        if ((at == NULL || idt_str_compare(m->key, at->key) > 0) &&
            (next == NULL || idt_str_compare(m->key, next->key) < 0)) {
            next = m;
        }
    }
    return next;
}

static inline void write_json(idt_json_writer *w, const idt_json *value)
{
    if (value->kind == IDT_JSON_STRING) {
        idt_jw_str(w, NULL, value->string);
    } else if (value->kind == IDT_JSON_BOOL) {
        idt_jw_bool(w, NULL, value->boolean);
    } else if (value->kind == IDT_JSON_INT) {
        idt_jw_int(w, NULL, value->integer);
    } else if (value->kind == IDT_JSON_ARRAY) {
        idt_jw_array(w, NULL);
        for (size_t i = 0; i < value->count; i++) {
            write_json(w, &value->items[i]);
        }
        idt_jw_end(w);
    } else {
        idt_jw_object(w, NULL);
        for (const idt_json *m = NULL; (m = next_member(value, m)) != NULL;) {
            idt_jw_key(w, m->key);
            write_json(w, m);
        }
        idt_jw_end(w);
    }
}

static inline void add_statement(idt_content *content, idt_str property, const idt_json *value)
{
    if (value->kind == IDT_JSON_STRING) {
        assert_int_equal(idt_content_add(content, property, value->string, IDT_STR("{}"), NULL), 0);
        return;
    }
    assert_int_equal(value->kind, IDT_JSON_ARRAY);
    assert_int_equal(value->count, 2);
    idt_buf buf;
    idt_json_writer w;
    idt_buf_init(&buf, 1 << 20);
    idt_jw_init(&w, &buf);
    write_json(&w, &value->items[1]);
    assert_int_equal(
        idt_content_add(content, property, value->items[0].string, idt_buf_borrow(&buf), NULL), 0);
    idt_buf_release(&buf);
}

static inline idt_record *build_record(idt_arena *arena, const idt_json *compact)
{
    idt_content *content = idt_content_new(arena);
    bool schema = false;
    for (size_t i = 0; i < compact->count; i++) {
        const idt_json *member = &compact->items[i];
        if (idt_str_is(member->key, "id")) {
            continue;
        }
        schema = schema || idt_str_is(member->key, "schema");
        const bool list = member->kind == IDT_JSON_ARRAY;
        for (size_t v = 0; v < (list ? member->count : 1); v++) {
            add_statement(content, member->key, list ? &member->items[v] : member);
        }
    }
    if (!schema) {
        assert_int_equal(idt_content_add(content, IDT_STR("schema"), IDT_STR("Organization"),
                                         IDT_STR("{}"), NULL),
                         0);
    }
    idt_str bytes;
    idt_digest hash;
    idt_str dataset;
    idt_str key;
    idt_record *record = IDT_NEW(arena, idt_record);
    assert_non_null(record);
    assert_int_equal(idt_content_finish(content, &bytes, &hash, NULL), 0);
    assert_true(idt_record_id_split(idt_json_string(compact, "id"), &dataset, &key));
    assert_int_equal(idt_record_read(dataset, key, bytes, &hash, arena, record, NULL), 0);
    return record;
}

static inline const idt_record **build_records(idt_arena *arena, const idt_json *list,
                                               size_t *count)
{
    *count = list != NULL ? list->count : 0;
    const idt_record **records = IDT_NEW_N(arena, const idt_record *, *count + 1);
    assert_non_null(records);
    for (size_t i = 0; i < *count; i++) {
        records[i] = build_record(arena, &list->items[i]);
    }
    return records;
}

static inline bool speaks_of(const world *w, const idt_record *r, idt_str list)
{
    if (idt_str_is(r->schema, "List") && idt_str_equal(r->key, list)) {
        return true;
    }
    for (size_t i = 0; i < w->law_count; i++) {
        const idt_record *head = w->law[i];
        if (!idt_str_is(head->schema, "List") || !idt_str_equal(head->key, list)) {
            continue;
        }
        if (idt_str_equal(r->about, head->id) ||
            (r->key.ptr != NULL && idt_str_equal(r->key, idt_record_value(head, "procedure")))) {
            return true;
        }
    }
    return false;
}

static inline idt_rc world_list(void *context, idt_str key, const idt_record *const **records,
                                size_t *count, idt_error *err)
{
    (void)err;
    const world *w = context;
    const idt_record **found = IDT_NEW_N(w->arena, const idt_record *, w->law_count + 1);
    *count = 0;
    for (int pass = 0; pass < 2; pass++) { /* the List record itself first */
        for (size_t i = 0; i < w->law_count; i++) {
            const bool head =
                idt_str_is(w->law[i]->schema, "List") && idt_str_equal(w->law[i]->key, key);
            if (head == (pass == 0) && speaks_of(w, w->law[i], key)) {
                found[(*count)++] = w->law[i];
            }
        }
    }
    *records = found;
    return IDT_OK;
}

static inline idt_rc world_body(void *context, idt_str key, const idt_body **out, idt_error *err)
{
    (void)err;
    const world *w = context;
    *out = NULL;
    for (size_t i = 0; i < w->law_count; i++) {
        const idt_record *r = w->law[i];
        if (idt_str_is(r->schema, "Authority") && idt_str_equal(r->key, key)) {
            idt_body *body = IDT_NEW(w->arena, idt_body);
            *body = (idt_body){.key = r->key,
                               .name = idt_record_caption(r),
                               .jurisdiction = idt_record_value(r, "jurisdiction"),
                               .kind = idt_record_value(r, "body_kind")};
            *out = body;
        }
    }
    return IDT_OK;
}

static inline idt_str row_json(const idt_listing_status *row, idt_arena *arena)
{
    idt_buf buf;
    idt_json_writer w;
    idt_buf_init(&buf, 1 << 24);
    idt_jw_init(&w, &buf);
    idt_listing_status_json(row, true, &w);
    assert_int_equal(idt_buf_check(&buf, NULL), 0);
    const idt_str text = idt_str_copy(arena, idt_buf_borrow(&buf));
    idt_buf_release(&buf);
    return text;
}

#endif
