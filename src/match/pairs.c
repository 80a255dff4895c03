#include "match/pairs.h"

#include "json/json_write.h"

static idt_rc refuse_member(const idt_json *member, const char *what, const char *expected,
                            idt_error *err)
{
    return idt_fail(err, IDT_E_INPUT, "%s: member \"" IDT_STR_FMT "\" is not known; expected %s",
                    what, IDT_STR_ARG(idt_str_slice(member->key, 0, 64)), expected);
}

idt_rc idt_party_add(idt_profile *out, const idt_json *member, const char *what, idt_error *err)
{
    const idt_json *values = member->kind == IDT_JSON_ARRAY ? member->items : member;
    const size_t count = member->kind == IDT_JSON_ARRAY ? member->count : 1;
    if (member->kind == IDT_JSON_NULL) {
        return IDT_OK;
    }
    for (size_t i = 0; i < count; i++) {
        if (values[i].kind != IDT_JSON_STRING) {
            return idt_fail(err, IDT_E_INPUT,
                            "%s: property \"" IDT_STR_FMT "\" is neither a text nor a list of "
                            "texts",
                            what, IDT_STR_ARG(idt_str_slice(member->key, 0, 64)));
        }
        idt_error why = {0};
        const idt_rc rc = idt_profile_add(out, member->key, values[i].string, &why);
        if (rc != IDT_OK) {
            return idt_fail(err, rc, "%s: %s", what, why.message);
        }
    }
    return IDT_OK;
}

idt_rc idt_party_read(const idt_json *json, const char *what, idt_arena *arena, idt_profile *out,
                      idt_error *err)
{
    const idt_json *properties = idt_json_member(json, "properties");
    if (json == NULL || json->kind != IDT_JSON_OBJECT || properties == NULL ||
        properties->kind != IDT_JSON_OBJECT) {
        return idt_fail(err, IDT_E_INPUT,
                        "%s: expected {\"schema\":\"Person\",\"properties\":{\"name\":[...]}}",
                        what);
    }
    const idt_json *schema = idt_json_member(json, "schema");
    if (schema != NULL && schema->kind != IDT_JSON_STRING && schema->kind != IDT_JSON_NULL) {
        return idt_fail(err, IDT_E_INPUT, "%s: \"schema\" is no text", what);
    }
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < json->count && rc == IDT_OK; i++) {
        const idt_str key = json->items[i].key;
        if (!idt_str_is(key, "schema") && !idt_str_is(key, "properties") &&
            !idt_str_is(key, "id")) {
            rc = refuse_member(&json->items[i], what, "schema, properties, id", err);
        }
    }
    idt_profile_init(out, idt_json_string(json, "schema"), arena);
    for (size_t i = 0; i < properties->count && rc == IDT_OK; i++) {
        rc = idt_party_add(out, &properties->items[i], what, err);
    }
    return rc == IDT_OK ? idt_profile_prepare(out, err) : rc;
}

static idt_rc read_pair(idt_str bytes, const char *source, idt_arena *arena, idt_party_pair *out,
                        idt_error *err)
{
    idt_json *json = NULL;
    *out = (idt_party_pair){0};
    idt_rc rc = idt_json_read(bytes, source, arena, &json, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (json->kind != IDT_JSON_OBJECT) {
        return idt_fail(err, IDT_E_INPUT, "expected an object with id, query and candidate");
    }
    for (size_t i = 0; i < json->count; i++) {
        const idt_json *member = &json->items[i];
        if (idt_str_is(member->key, "id")) {
            out->id_json = member;
        } else if (!idt_str_is(member->key, "query") && !idt_str_is(member->key, "candidate")) {
            return refuse_member(member, "pair", "id, query, candidate", err);
        }
    }
    rc = idt_party_read(idt_json_member(json, "query"), "query", arena, &out->query, err);
    return rc == IDT_OK ? idt_party_read(idt_json_member(json, "candidate"), "candidate", arena,
                                         &out->candidate, err)
                        : rc;
}

idt_rc idt_pair_read(idt_str bytes, const char *source, uint32_t line, idt_arena *arena,
                     idt_party_pair *out, idt_error *err)
{
    idt_error why = {0};
    const idt_rc rc = read_pair(bytes, source, arena, out, &why);
    return rc == IDT_OK
               ? IDT_OK
               : idt_fail_at(err, rc, source, line, why.column, why.offset, "%s", why.message);
}

void idt_pair_write(const idt_party_pair *pair, const idt_comparison *comparison, idt_buf *out)
{
    idt_json_writer w;
    idt_jw_init(&w, out);
    idt_jw_object(&w, NULL);
    if (pair->id_json != NULL) {
        idt_jw_key(&w, IDT_STR("id"));
        idt_json_write(&w, pair->id_json);
    } else {
        idt_jw_null(&w, "id");
    }
    idt_comparison_json(comparison, &w);
    idt_jw_end(&w);
    idt_buf_add_byte(out, '\n');
}
