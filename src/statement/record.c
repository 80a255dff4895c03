#include "statement/record.h"

#include <stdlib.h>

#include "core/json_writer.h"
#include "json/canonical.h"

typedef struct entry {
    idt_str property;
    idt_str value;
    idt_str qualifiers;
} entry;

struct idt_content {
    idt_arena *arena;
    entry *entries;
    size_t count;
    size_t cap;
};

idt_content *idt_content_new(idt_arena *arena)
{
    idt_content *content = IDT_NEW(arena, idt_content);
    if (content != NULL) {
        content->arena = arena;
    }
    return content;
}

idt_rc idt_content_add(idt_content *content, idt_str property, idt_str value, idt_str qualifiers,
                       idt_error *err)
{
    if (!IDT_GROW(content->arena, content->entries, content->cap, content->count)) {
        return idt_arena_fail(content->arena, err);
    }
    const entry e = {
        .property = idt_str_copy(content->arena, property),
        .value = idt_str_copy(content->arena, value),
        .qualifiers = idt_str_copy(content->arena, qualifiers),
    };
    if (e.property.ptr == NULL || e.value.ptr == NULL || e.qualifiers.ptr == NULL) {
        return idt_arena_fail(content->arena, err);
    }
    content->entries[content->count++] = e;
    return IDT_OK;
}

static int by_canon(const void *a, const void *b)
{
    const entry *x = a;
    const entry *y = b;
    int c = idt_str_compare(x->property, y->property);
    if (c == 0) {
        c = idt_str_compare(x->value, y->value);
    }
    return c != 0 ? c : idt_str_compare(x->qualifiers, y->qualifiers);
}

static void write_entries(const idt_content *content, idt_json_writer *w)
{
    idt_jw_object(w, NULL);
    for (size_t i = 0; i < content->count; i++) {
        const entry *e = &content->entries[i];
        if (i > 0 && by_canon(e - 1, e) == 0) {
            continue;
        }
        if (i == 0 || !idt_str_equal(e->property, e[-1].property)) {
            if (i > 0) {
                idt_jw_end(w);
            }
            idt_jw_key(w, e->property);
            idt_jw_array(w, NULL);
        }
        idt_jw_array(w, NULL);
        idt_jw_str(w, NULL, e->value);
        idt_jw_raw(w, NULL, e->qualifiers);
        idt_jw_end(w);
    }
    if (content->count > 0) {
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

idt_rc idt_content_finish(idt_content *content, idt_str *bytes, idt_digest *hash, idt_error *err)
{
    if (content->count > 1) {
        qsort(content->entries, content->count, sizeof *content->entries, by_canon);
    }
    idt_buf buf;
    idt_buf_init(&buf, IDT_ARENA_REQUEST_BYTES);
    idt_json_writer w;
    idt_jw_init(&w, &buf);
    write_entries(content, &w);
    idt_rc rc = idt_buf_check(&buf, err);
    if (rc == IDT_OK) {
        *bytes = idt_str_copy(content->arena, idt_buf_borrow(&buf));
        rc = bytes->ptr != NULL ? idt_sha256(bytes->ptr, bytes->len, hash, err)
                                : idt_arena_fail(content->arena, err);
    }
    idt_buf_release(&buf);
    return rc;
}

static idt_rc not_content(idt_str dataset, idt_str key, const char *why, idt_error *err)
{
    return idt_fail(err, IDT_E_CORRUPT,
                    "the content of " IDT_STR_FMT ":" IDT_STR_FMT " is damaged: %s",
                    IDT_STR_ARG(dataset), IDT_STR_ARG(key), why);
}

static bool read_statement(const idt_json *pair, idt_str property, uint32_t number,
                           idt_statement *out)
{
    if (pair->kind != IDT_JSON_ARRAY || pair->count != 2 ||
        pair->items[0].kind != IDT_JSON_STRING || pair->items[1].kind != IDT_JSON_OBJECT) {
        return false;
    }
    *out = (idt_statement){.property = property,
                           .value = pair->items[0].string,
                           .qualifiers = &pair->items[1],
                           .number = number};
    return true;
}

static size_t count_statements(const idt_json *root)
{
    size_t n = 0;
    for (size_t p = 0; p < root->count; p++) {
        n += root->items[p].count;
    }
    return n;
}

/* The id, and dataset and key as slices of it. */
static bool name_record(idt_str dataset, idt_str key, idt_arena *arena, idt_record *out)
{
    const size_t len = dataset.len + 1 + key.len;
    char *id = idt_arena_alloc(arena, len + 1);
    if (id == NULL) {
        return false;
    }
    if (dataset.len > 0) {
        memcpy(id, dataset.ptr, dataset.len);
    }
    id[dataset.len] = ':';
    if (key.len > 0) {
        memcpy(id + dataset.len + 1, key.ptr, key.len);
    }
    out->id = (idt_str){.ptr = id, .len = len};
    out->dataset = idt_str_slice(out->id, 0, dataset.len);
    out->key = idt_str_slice(out->id, dataset.len + 1, len);
    return true;
}

idt_rc idt_record_read(idt_str dataset, idt_str key, idt_str content, const idt_digest *hash,
                       idt_arena *arena, idt_record *out, idt_error *err)
{
    idt_json *root;
    idt_error why;
    const idt_rc rc = idt_canonical_read(content, NULL, arena, &root, &why);
    if (rc == IDT_E_CORRUPT) {
        const idt_rc damaged = not_content(dataset, key, why.message, err);
        if (err != NULL) {
            err->offset = why.offset;
        }
        return damaged;
    }
    if (rc != IDT_OK) {
        return idt_arena_fail(arena, err);
    }
    if (root->kind != IDT_JSON_OBJECT) {
        return not_content(dataset, key, "not an object", err);
    }
    idt_statement *statements = IDT_NEW_N(arena, idt_statement, count_statements(root));
    *out = (idt_record){.hash = *hash, .statements = statements};
    if (statements == NULL || !name_record(dataset, key, arena, out)) {
        return idt_arena_fail(arena, err);
    }
    for (size_t p = 0; p < root->count; p++) {
        const idt_json *property = &root->items[p];
        if (property->kind != IDT_JSON_ARRAY) {
            return not_content(dataset, key, "a property that is no list", err);
        }
        for (size_t i = 0; i < property->count; i++) {
            idt_statement *s = &statements[out->count];
            if (!read_statement(&property->items[i], property->key, (uint32_t)out->count + 1, s)) {
                return not_content(dataset, key, "a statement that is no pair", err);
            }
            out->count++;
        }
    }
    out->schema = idt_record_value(out, "schema");
    out->about = idt_record_value(out, "about");
    if (out->about.ptr == NULL) {
        out->about = out->id;
    }
    return out->schema.ptr != NULL ? IDT_OK : not_content(dataset, key, "no schema", err);
}

const idt_statement *idt_record_first(const idt_record *record, const char *property)
{
    for (size_t i = 0; i < record->count; i++) {
        if (idt_str_is(record->statements[i].property, property)) {
            return &record->statements[i];
        }
    }
    return NULL;
}

const idt_statement *idt_record_next(const idt_record *record, const idt_statement *at)
{
    const idt_statement *next = at + 1;
    if (next >= record->statements + record->count ||
        !idt_str_equal(next->property, at->property)) {
        return NULL; /* keeps I1: statements of one property stand together */
    }
    return next;
}

idt_str idt_record_value(const idt_record *record, const char *property)
{
    const idt_statement *s = idt_record_first(record, property);
    return s != NULL ? s->value : (idt_str){0};
}

idt_str idt_record_caption(const idt_record *record)
{
    const idt_statement *first = idt_record_first(record, "name");
    for (const idt_statement *s = first; s != NULL; s = idt_record_next(record, s)) {
        const idt_str lang = idt_qualifier(s, "lang");
        if (lang.ptr == NULL || idt_str_is(lang, "en")) {
            return s->value;
        }
    }
    if (first == NULL) {
        first = idt_record_first(record, "alias");
    }
    return first != NULL ? first->value : record->key;
}

/* Not searched by halves though members are sorted (I1): they are few, and most are told apart by
 * their length alone, without a look at their text. */
idt_str idt_qualifier(const idt_statement *statement, const char *name)
{
    return idt_json_string(statement->qualifiers, name);
}

idt_rc idt_qualifier_list(const idt_statement *statement, const char *name, idt_arena *arena,
                          idt_str **out, size_t *count, idt_error *err)
{
    const idt_json *value = idt_json_member(statement->qualifiers, name);
    *out = NULL;
    *count = 0;
    if (value == NULL) {
        return IDT_OK;
    }
    const idt_json *items = value->kind == IDT_JSON_ARRAY ? value->items : value;
    const size_t n = value->kind == IDT_JSON_ARRAY ? value->count : 1;
    *out = IDT_NEW_N(arena, idt_str, n);
    if (*out == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (size_t i = 0; i < n; i++) {
        if (items[i].kind == IDT_JSON_STRING) {
            (*out)[(*count)++] = items[i].string;
        }
    }
    return IDT_OK;
}

const char *idt_statement_id(const idt_digest *content_hash, uint32_t number,
                             char out[IDT_STATEMENT_ID_BYTES])
{
    (void)idt_digest_hex(content_hash, out);
    char *end = out + IDT_SHA256_HEX;
    *end++ = '.';
    char digits[10]; /* of UINT32_MAX */
    size_t count = 0;
    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    while (count > 0) {
        *end++ = digits[--count];
    }
    *end = '\0';
    return out;
}

bool idt_statement_id_parse(idt_str id, idt_digest *content_hash, uint32_t *number)
{
    uint64_t n;
    if (id.len < IDT_SHA256_HEX + 2 || id.ptr[IDT_SHA256_HEX] != '.' ||
        !idt_digest_parse(idt_str_slice(id, 0, IDT_SHA256_HEX), content_hash) ||
        !idt_str_to_u64(idt_str_slice(id, IDT_SHA256_HEX + 1, id.len), UINT32_MAX, &n)) {
        return false;
    }
    *number = (uint32_t)n;
    return n > 0;
}

bool idt_record_id_split(idt_str id, idt_str *dataset, idt_str *key)
{
    const size_t colon = idt_str_find(id, ':');
    if (colon == 0 || colon + 1 >= id.len) {
        return false;
    }
    *dataset = idt_str_slice(id, 0, colon);
    *key = idt_str_slice(id, colon + 1, id.len);
    return true;
}
