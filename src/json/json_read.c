#include "json/json_read.h"

#include <jansson.h>

static idt_rc convert(const json_t *from, idt_arena *arena, idt_json *to, idt_error *err);

static idt_str copy_string(const json_t *from, idt_arena *arena)
{
    return idt_str_copy(arena,
                        (idt_str){.ptr = json_string_value(from), .len = json_string_length(from)});
}

static idt_rc convert_array(const json_t *from, idt_arena *arena, idt_json *to, idt_error *err)
{
    to->kind = IDT_JSON_ARRAY;
    to->count = json_array_size(from);
    to->items = IDT_NEW_N(arena, idt_json, to->count);
    if (to->items == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (size_t i = 0; i < to->count; i++) {
        const idt_rc rc = convert(json_array_get(from, i), arena, &to->items[i], err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    return IDT_OK;
}

static idt_rc convert_object(const json_t *from, idt_arena *arena, idt_json *to, idt_error *err)
{
    to->kind = IDT_JSON_OBJECT;
    to->items = IDT_NEW_N(arena, idt_json, json_object_size(from));
    if (to->items == NULL) {
        return idt_arena_fail(arena, err);
    }
    json_t *object = (json_t *)(uintptr_t)from; /* jansson's iterator has no const form */
    for (void *at = json_object_iter(object); at != NULL; at = json_object_iter_next(object, at)) {
        idt_json *member = &to->items[to->count++];
        const idt_rc rc = convert(json_object_iter_value(at), arena, member, err);
        if (rc != IDT_OK) {
            return rc;
        }
        member->key = idt_str_copy(arena, idt_str_borrow(json_object_iter_key(at)));
        if (member->key.ptr == NULL) {
            return idt_arena_fail(arena, err);
        }
    }
    return IDT_OK;
}

static idt_rc convert(const json_t *from, idt_arena *arena, idt_json *to, idt_error *err)
{
    switch (json_typeof(from)) {
    case JSON_OBJECT:
        return convert_object(from, arena, to, err);
    case JSON_ARRAY:
        return convert_array(from, arena, to, err);
    case JSON_STRING:
        to->kind = IDT_JSON_STRING;
        to->string = copy_string(from, arena);
        return to->string.ptr != NULL ? IDT_OK : idt_arena_fail(arena, err);
    case JSON_INTEGER:
        to->kind = IDT_JSON_INT;
        to->integer = json_integer_value(from);
        return IDT_OK;
    case JSON_REAL:
        to->kind = IDT_JSON_REAL;
        to->real = json_real_value(from);
        return IDT_OK;
    case JSON_TRUE:
    case JSON_FALSE:
        to->kind = IDT_JSON_BOOL;
        to->boolean = json_is_true(from);
        return IDT_OK;
    case JSON_NULL:
        return IDT_OK;
    }
    return idt_fail(err, IDT_E_INTERNAL, "a JSON value of no known kind");
}

idt_rc idt_json_read(idt_str bytes, const char *source, idt_arena *arena, idt_json **out,
                     idt_error *err)
{
    json_error_t why;
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL;
    json_t *root = json_loadb(bytes.ptr != NULL ? bytes.ptr : "", bytes.len, flags, &why);
    if (root == NULL && json_error_code(&why) == json_error_out_of_memory) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to read JSON");
    }
    if (root == NULL) {
        return idt_fail_at(err, IDT_E_INPUT, source, why.line > 0 ? (uint32_t)why.line : 1,
                           why.column > 0 ? (uint32_t)why.column : 1,
                           why.position > 0 ? (uint64_t)why.position : 0, "not valid JSON: %s",
                           why.text);
    }
    *out = IDT_NEW(arena, idt_json);
    const idt_rc rc = *out != NULL ? convert(root, arena, *out, err) : idt_arena_fail(arena, err);
    json_decref(root);
    return rc;
}

const idt_json *idt_json_member(const idt_json *value, const char *key)
{
    if (value == NULL || value->kind != IDT_JSON_OBJECT) {
        return NULL;
    }
    for (size_t i = 0; i < value->count; i++) {
        if (idt_str_is(value->items[i].key, key)) {
            return &value->items[i];
        }
    }
    return NULL;
}

idt_str idt_json_string(const idt_json *value, const char *key)
{
    const idt_json *member = idt_json_member(value, key);
    return member != NULL && member->kind == IDT_JSON_STRING ? member->string : (idt_str){0};
}
