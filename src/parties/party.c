#include "parties/party.h"

#include "core/json_writer.h"
#include "json/json_write.h"
#include "match/pairs.h"
#include "match/query_size.h"
#include "text/csv.h"
#include "text/utf8.h"

#define SHOWN_BYTES  64
#define ID_BYTES_MAX 4096
#define MEMORY_BYTES ((size_t)2 << 20) /* of words of other scripts, which rows have in common */
#define ESCAPED_MAX  6                 /* bytes of JSON for one: \\u001f */
/* Members and elements of a line, so that its tree fits into IDT_PARTY_BYTES. */
#define JSON_ITEMS_MAX ((size_t)4 * IDT_QUERY_VALUES_MAX)

struct idt_party_reader {
    const idt_party_form *form;
    idt_arena *own;
    idt_arena *arena; /* of the present row */
    idt_reading_memory *memory;
    idt_csv *csv;
    idt_buf id;
    idt_party_value *values;
    size_t value_count, value_cap;
    idt_query_size size;
};

/* ---- open ---- */

void idt_party_reader_free(idt_party_reader *reader)
{
    if (reader == NULL) {
        return;
    }
    if (reader->csv != NULL) {
        idt_csv_release(reader->csv);
    }
    idt_buf_release(&reader->id);
    idt_reading_memory_free(reader->memory);
    idt_arena_free(reader->arena);
    idt_arena_free(reader->own);
}

idt_rc idt_party_reader_new(const idt_party_form *form, idt_party_reader **out, idt_error *err)
{
    idt_arena *own = idt_arena_new((size_t)1 << 20);
    idt_party_reader *r = own != NULL ? IDT_NEW(own, idt_party_reader) : NULL;
    *out = NULL;
    if (r == NULL) {
        idt_arena_free(own);
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to read parties");
    }
    *r = (idt_party_reader){.form = form, .own = own, .arena = idt_arena_new(IDT_PARTY_BYTES)};
    r->memory = idt_reading_memory_new(MEMORY_BYTES); /* or none: then all is read anew */
    idt_buf_init(&r->id, ID_BYTES_MAX * ESCAPED_MAX + SHOWN_BYTES);
    idt_csv *csv = IDT_NEW(own, idt_csv);
    idt_rc rc = r->arena != NULL && csv != NULL
                    ? idt_csv_open_pieces(csv, form->delimiter, form->row_bytes_max, err)
                    : idt_fail(err, IDT_E_LIMIT, "there is no memory to read parties");
    r->csv = csv;
    if (rc != IDT_OK) {
        idt_party_reader_free(r);
        return rc;
    }
    *out = r;
    return IDT_OK;
}

/* ---- what is wrong with a row, and where ---- */

/* `offset` in the row's bytes. */
static idt_rc fail_at(const idt_party_reader *r, const idt_row *row, size_t offset, idt_rc rc,
                      const char *why, idt_error *err)
{
    const idt_position p = idt_utf8_position(row->bytes, offset);
    return idt_fail_at(err, rc, r->form->source, (uint32_t)(row->line + p.line - 1), p.column,
                       offset, "%s", why);
}

static idt_rc fail_in_field(const idt_party_reader *r, const idt_row *row, size_t field, idt_rc rc,
                            const char *why, idt_error *err)
{
    return fail_at(r, row, idt_csv_field_at(row->bytes, r->form->delimiter, field), rc, why, err);
}

/* Is the row text at all? */
static idt_rc check_bytes(const idt_party_reader *r, const idt_row *row, idt_error *err)
{
    size_t at = 0;
    if (row->fault != NULL) {
        return fail_at(r, row, row->column > 0 ? row->column - 1 : 0, IDT_E_INPUT, row->fault, err);
    }
    if (!idt_utf8_check(row->bytes, &at)) {
        idt_error why;
        (void)idt_fail(&why, IDT_E_INPUT,
                       "byte 0x%02x is not UTF-8; expected text in UTF-8: a file of Windows-1252 "
                       "or another encoding is to be converted first",
                       (unsigned)(unsigned char)row->bytes.ptr[at]);
        return fail_at(r, row, at, IDT_E_INPUT, why.message, err);
    }
    const char *nul = memchr(row->bytes.ptr, 0, row->bytes.len);
    return nul == NULL ? IDT_OK
                       : fail_at(r, row, (size_t)(nul - row->bytes.ptr), IDT_E_INPUT,
                                 "a NUL byte; expected text", err);
}

/* ---- what a party has ---- */

static idt_rc keep_value(idt_party_reader *r, idt_str property, idt_str value, idt_error *err)
{
    const idt_rc rc = idt_query_size_add(&r->size, property, value, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (memchr(value.ptr, 0, value.len) != NULL) { /* of JSON: "\\u0000" */
        return idt_fail(err, IDT_E_INPUT, "a NUL character; expected text");
    }
    if (!IDT_GROW(r->arena, r->values, r->value_cap, r->value_count)) {
        return idt_arena_fail(r->arena, err);
    }
    r->values[r->value_count++] = (idt_party_value){.property = property, .value = value};
    return IDT_OK;
}

static idt_rc set_id(idt_party_reader *r, const idt_json *id, idt_party *out, idt_error *err)
{
    idt_json_writer w;
    if (id->kind == IDT_JSON_STRING && memchr(id->string.ptr, 0, id->string.len) != NULL) {
        return idt_fail(err, IDT_E_INPUT, "a NUL character in an id; expected text");
    }
    if (id->kind == IDT_JSON_STRING && id->string.len > ID_BYTES_MAX) {
        return idt_fail(err, IDT_E_INPUT, "an id of more than %d bytes", ID_BYTES_MAX);
    }
    idt_buf_clear(&r->id);
    idt_jw_init(&w, &r->id);
    idt_json_write(&w, id);
    const idt_rc rc = idt_buf_check(&r->id, err);
    if (rc != IDT_OK) {
        return rc;
    }
    out->id_json = idt_buf_borrow(&r->id);
    out->id = id->kind == IDT_JSON_STRING ? id->string
              : id->kind == IDT_JSON_INT  ? out->id_json
                                          : (idt_str){.ptr = "", .len = 0};
    return IDT_OK;
}

static idt_rc finish(idt_party_reader *r, const idt_row *row, idt_party *out, idt_error *err)
{
    idt_error why;
    out->values = r->values;
    out->count = r->value_count;
    out->memory = r->memory;
    const idt_rc rc = idt_profile_compose(&out->profile, &why);
    return rc == IDT_OK ? rc : fail_at(r, row, 0, rc, why.message, err);
}

/* ---- of CSV ---- */

static idt_rc add_value(idt_party_reader *r, idt_party *out, idt_str property, idt_str value,
                        idt_error *err)
{
    value = idt_str_trim(value);
    if (value.len == 0) {
        return IDT_OK;
    }
    const idt_rc rc = keep_value(r, property, value, err);
    return rc == IDT_OK ? idt_profile_add(&out->profile, property, value, err) : rc;
}

static idt_rc add_field(idt_party_reader *r, idt_party *out, idt_str property, idt_str field,
                        idt_error *err)
{
    idt_rc rc = IDT_OK;
    const char by = r->form->values_by;
    while (by != 0 && idt_str_find(field, by) < field.len && rc == IDT_OK) {
        const size_t at = idt_str_find(field, by);
        rc = add_value(r, out, property, idt_str_slice(field, 0, at), err);
        field = idt_str_slice(field, at + 1, field.len);
    }
    return rc == IDT_OK ? add_value(r, out, property, field, err) : rc;
}

/* id and schema, which stand anywhere in the row and are needed first. */
static idt_rc read_marks(idt_party_reader *r, const idt_row *row, const idt_csv_row *fields,
                         idt_party *out, idt_error *err)
{
    const idt_party_columns *columns = r->form->columns;
    for (size_t i = 0; i < columns->count && i < fields->count; i++) {
        const idt_str value = idt_str_trim(fields->fields[i]);
        if (columns->at[i].use == IDT_COLUMN_SCHEMA && value.len > 0) {
            out->schema = value;
        } else if (columns->at[i].use == IDT_COLUMN_ID && value.len > 0) {
            const idt_json id = {.kind = IDT_JSON_STRING, .string = value};
            idt_error why;
            const idt_rc rc = set_id(r, &id, out, &why);
            if (rc != IDT_OK) {
                return fail_in_field(r, row, i, rc, why.message, err);
            }
        }
    }
    return IDT_OK;
}

static idt_rc check_count(const idt_party_reader *r, const idt_row *row, size_t count,
                          idt_error *err)
{
    const size_t expected = r->form->columns->count;
    idt_error why;
    if (count == expected) {
        return IDT_OK;
    }
    (void)idt_fail(&why, IDT_E_INPUT,
                   "%zu field%s; the head has %zu: is a delimiter inside a field that is not in "
                   "quotes, or one missing?",
                   count, count == 1 ? "" : "s", expected);
    return fail_in_field(r, row, count > expected ? expected : count, IDT_E_INPUT, why.message,
                         err);
}

static idt_rc read_csv(idt_party_reader *r, const idt_row *row, idt_party *out, idt_error *err)
{
    const idt_party_columns *columns = r->form->columns;
    idt_csv_row fields;
    idt_csv_again(r->csv, row->bytes, &fields);
    if (r->csv->no_memory) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to read a row");
    }
    idt_rc rc = read_marks(r, row, &fields, out, err);
    rc = rc == IDT_OK ? check_count(r, row, fields.count, err) : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    idt_profile_init(&out->profile, out->schema, r->arena);
    out->profile.lenient = true; /* a note, and the row is asked by the rest */
    for (size_t i = 0; i < columns->count; i++) {
        idt_error why;
        if (columns->at[i].use != IDT_COLUMN_PROPERTY) {
            continue;
        }
        rc = add_field(r, out, columns->at[i].property, fields.fields[i], &why);
        if (rc != IDT_OK) {
            return fail_in_field(r, row, i, rc, why.message, err);
        }
    }
    return finish(r, row, out, err);
}

/* ---- of JSON ---- */

/* What says nothing of the party. */
static bool is_beside(idt_str member)
{
    static const char *const names[] = {"caption",    "datasets",  "referents",   "target",
                                        "first_seen", "last_seen", "last_change", "origin"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (idt_str_is(member, names[i])) {
            return true;
        }
    }
    return false;
}

/* Where the member's name stands in the line; 0 where it is written with escapes. */
static size_t member_at(idt_str line, idt_str name)
{
    for (size_t i = 0; i + name.len + 2 < line.len; i++) {
        const char *p = line.ptr + i;
        if (p[0] != '"' || p[name.len + 1] != '"' || memcmp(p + 1, name.ptr, name.len) != 0) {
            continue;
        }
        const idt_str rest = idt_str_trim(idt_str_slice(line, i + name.len + 2, line.len));
        if (idt_str_starts(rest, ":")) {
            return i;
        }
    }
    return 0;
}

static idt_rc fail_in_member(const idt_party_reader *r, const idt_row *row, idt_str member,
                             idt_rc rc, const char *why, idt_error *err)
{
    return fail_at(r, row, member_at(row->bytes, member), rc, why, err);
}

static idt_rc add_member(idt_party_reader *r, const idt_row *row, const idt_json *member,
                         idt_party *out, idt_error *err)
{
    idt_error why;
    const idt_json *values = member->kind == IDT_JSON_ARRAY ? member->items : member;
    const size_t count = member->kind == IDT_JSON_NULL    ? 0
                         : member->kind == IDT_JSON_ARRAY ? member->count
                                                          : 1;
    idt_rc rc = idt_profile_property(member->key, &why);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = values[i].kind == IDT_JSON_STRING ? keep_value(r, member->key, values[i].string, &why)
                                               : IDT_OK; /* refused by what follows */
    }
    rc = rc == IDT_OK ? idt_party_add(&out->profile, member, "party", &why) : rc;
    return rc == IDT_OK ? rc : fail_in_member(r, row, member->key, rc, why.message, err);
}

/* id and schema; `properties` is NULL of a flat row. */
static idt_rc read_head_of(idt_party_reader *r, const idt_row *row, const idt_json *json,
                           idt_party *out, const idt_json **properties, idt_error *err)
{
    const idt_json *id = idt_json_member(json, "id");
    const idt_json *schema = idt_json_member(json, "schema");
    idt_error why;
    *properties = idt_json_member(json, "properties");
    if (id != NULL) {
        const bool plain =
            id->kind == IDT_JSON_STRING || id->kind == IDT_JSON_INT || id->kind == IDT_JSON_NULL;
        const idt_rc rc =
            plain ? set_id(r, id, out, &why)
                  : idt_fail(&why, IDT_E_INPUT, "\"id\" is neither a text nor a whole number");
        if (rc != IDT_OK) {
            return fail_in_member(r, row, id->key, rc, why.message, err);
        }
    }
    if (schema != NULL && schema->kind != IDT_JSON_STRING && schema->kind != IDT_JSON_NULL) {
        return fail_in_member(r, row, schema->key, IDT_E_INPUT, "\"schema\" is no text", err);
    }
    if (schema != NULL && schema->string.len > 0) {
        out->schema = schema->string;
    }
    return *properties == NULL || (*properties)->kind == IDT_JSON_OBJECT
               ? IDT_OK
               : fail_in_member(r, row, (*properties)->key, IDT_E_INPUT,
                                "\"properties\" is no object", err);
}

/* What a line opens and separates, outside its texts. */
static size_t count_items(idt_str line)
{
    size_t count = 0;
    bool text = false;
    for (size_t i = 0; i < line.len; i++) {
        const char c = line.ptr[i];
        i += text && c == '\\' ? 1 : 0;
        text ^= c == '"';
        count += !text && (c == ',' || c == '[' || c == '{');
    }
    return count;
}

static idt_rc read_json(idt_party_reader *r, const idt_row *row, idt_party *out, idt_error *err)
{
    idt_json *json = NULL;
    idt_error why;
    const idt_json *properties = NULL;
    if (count_items(row->bytes) > JSON_ITEMS_MAX) {
        (void)idt_fail(&why, IDT_E_INPUT, "more than %zu members and values; is it one party?",
                       JSON_ITEMS_MAX);
        return fail_at(r, row, 0, IDT_E_INPUT, why.message, err);
    }
    idt_rc rc = idt_json_read(row->bytes, NULL, r->arena, &json, &why);
    if (rc != IDT_OK) {
        return idt_fail_at(err, rc, r->form->source, (uint32_t)row->line, why.column, why.offset,
                           "%s", why.message);
    }
    if (json->kind != IDT_JSON_OBJECT) {
        return fail_at(r, row, 0, IDT_E_INPUT,
                       "expected an object such as {\"id\":\"1\",\"schema\":\"Person\",\"name\":"
                       "\"...\"}",
                       err);
    }
    rc = read_head_of(r, row, json, out, &properties, err);
    idt_profile_init(&out->profile, out->schema, r->arena);
    out->profile.lenient = true; /* a note, and the row is asked by the rest */
    for (size_t i = 0; i < json->count && rc == IDT_OK; i++) {
        const idt_json *member = &json->items[i];
        if (idt_str_is(member->key, "id") || idt_str_is(member->key, "schema") ||
            member == properties || is_beside(member->key)) {
            continue;
        }
        rc = properties == NULL
                 ? add_member(r, row, member, out, err)
                 : fail_in_member(r, row, member->key, IDT_E_INPUT,
                                  "a member beside \"properties\" that is not known; expected id, "
                                  "schema, properties",
                                  err);
    }
    for (size_t i = 0; properties != NULL && i < properties->count && rc == IDT_OK; i++) {
        rc = add_member(r, row, &properties->items[i], out, err);
    }
    return rc == IDT_OK ? finish(r, row, out, err) : rc;
}

idt_rc idt_party_of_row(idt_party_reader *reader, const idt_row *row, idt_party *out,
                        idt_error *err)
{
    idt_arena_clear(reader->arena);
    reader->values = NULL;
    reader->value_count = 0;
    reader->value_cap = 0;
    reader->size = (idt_query_size){0};
    out->id_json = IDT_STR("null");
    out->id = IDT_STR("");
    out->schema = reader->form->schema;
    out->values = NULL;
    out->count = 0;
    idt_rc rc = check_bytes(reader, row, err);
    if (rc != IDT_OK) {
        return rc;
    }
    return reader->form->json ? read_json(reader, row, out, err) : read_csv(reader, row, out, err);
}

idt_rc idt_party_prepare(idt_party *party, idt_error *err)
{
    return idt_profile_parse_with(party->memory, &party->profile, err);
}
