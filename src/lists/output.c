#include <assert.h>
#include <stdlib.h>

#include "core/json_writer.h"
#include "core/map.h"
#include "lists/reader.h"

#define ENTRY_BYTES      ((size_t)64 << 20) /* one entry's statements and scratch */
#define QUALIFIERS_BYTES ((size_t)1 << 20)
#define QUALIFIERS_MAX   16

struct idt_list_output {
    const idt_list_reader *reader;
    const idt_list_sink *sink;
    idt_list_account *account;
    idt_arena *entry; /* cleared with each entry */
    idt_map keys;     /* key -> place */
    idt_map fields;   /* name -> index */
    idt_list_field *field_items;
    size_t field_cap;
    idt_list_reject *rejects;
    size_t reject_cap;
    idt_str *warnings;
    size_t warning_cap;
    idt_buf json; /* qualifiers of one statement */
    idt_str key;  /* of the entry begun */
    const idt_schema_spec *schema;
    idt_content *content; /* NULL: none begun */
    uint64_t controls;    /* values with characters that no eye sees */
    idt_str control_key;  /* the entry of the first */
    idt_rc rc;            /* the first failure; from then on nothing is written */
    idt_error error;
};

static void fail(idt_list_output *out, idt_arena *arena)
{
    if (out->rc == IDT_OK) {
        out->rc = idt_arena_fail(arena, &out->error);
    }
}

/* ---- entries ---- */

void idt_list_saw(idt_list_output *out)
{
    out->account->seen++;
}

static void note_key(idt_list_output *out, idt_str key, idt_list_place place)
{
    idt_arena *arena = out->account->arena;
    bool added;
    const idt_str copy = idt_str_copy(arena, key);
    idt_list_place *first = IDT_NEW(arena, idt_list_place);
    idt_map_entry *entry =
        copy.ptr != NULL && first != NULL ? idt_map_put(&out->keys, copy, &added) : NULL;
    if (entry == NULL) {
        fail(out, arena);
        return;
    }
    *first = place;
    entry->value.ptr = first;
}

bool idt_list_wants(idt_list_output *out, idt_list_place place, idt_str key, const idt_str *spans,
                    size_t count)
{
    const idt_map_entry *met = idt_map_find(&out->keys, key);
    if (met != NULL) {
        const idt_list_place *first = met->value.ptr;
        idt_list_reject_entry(
            out, place, key,
            "the id \"" IDT_STR_FMT "\" stands twice in this edition, first in " IDT_STR_FMT
            " line %llu; the second entry is not read",
            IDT_STR_ARG(key), IDT_STR_ARG(first->file), (unsigned long long)first->line);
        return false;
    }
    note_key(out, key, place);
    if (out->sink->wants != NULL && !out->sink->wants(out->sink->context, key, spans, count)) {
        out->account->unchanged++;
        return false;
    }
    return out->rc == IDT_OK;
}

void idt_list_begin(idt_list_output *out, idt_str key, const char *schema)
{
    idt_arena *arena = out->entry;
    out->schema = idt_schema_find(idt_str_borrow(schema));
    assert(out->schema != NULL && "a reader names a schema of the vocabulary");
    out->key = idt_str_copy(arena, key);
    out->content = idt_content_new(arena);
    if (out->key.ptr == NULL || out->content == NULL) {
        out->content = NULL;
        fail(out, arena);
        return;
    }
    idt_list_text(out, "schema", idt_str_borrow(schema));
}

static int by_name_and_value(const void *a, const void *b)
{
    const idt_list_qualifier *x = a;
    const idt_list_qualifier *y = b;
    const int c = strcmp(x->name, y->name);
    return c != 0 ? c : idt_str_compare(x->value, y->value);
}

/* Canonical: members in byte order, a `many` qualifier a sorted list without repeats. */
static void write_qualifiers(idt_list_output *out, const idt_list_qualifier *sorted, size_t count)
{
    idt_json_writer w;
    idt_buf_clear(&out->json);
    idt_jw_init(&w, &out->json);
    idt_jw_object(&w, NULL);
    for (size_t i = 0; i < count; i++) {
        const idt_qualifier_spec *spec = idt_qualifier_find(idt_str_borrow(sorted[i].name));
        const bool first = i == 0 || strcmp(sorted[i - 1].name, sorted[i].name) != 0;
        const bool last = i + 1 == count || strcmp(sorted[i + 1].name, sorted[i].name) != 0;
        assert(spec != NULL && "a reader names a qualifier of the vocabulary");
        if (!spec->many) {
            assert(first && "one value a qualifier");
            idt_jw_str(&w, spec->name, sorted[i].value);
            continue;
        }
        if (first) {
            idt_jw_array(&w, spec->name);
        }
        if (first || !idt_str_equal(sorted[i - 1].value, sorted[i].value)) {
            idt_jw_str(&w, NULL, sorted[i].value);
        }
        if (last) {
            idt_jw_end(&w);
        }
    }
    idt_jw_end(&w);
}

/* Controls and marks that turn the direction of text: of no name, and a terminal obeys some. */
static bool has_controls(idt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        const bool blank = c == '\t' || c == '\n' || c == '\r';
        const idt_str rest = idt_str_slice(text, i, text.len);
        if ((c < 0x20 && !blank) || c == 0x7f ||
            (c == 0xc2 && rest.len > 1 && (unsigned char)rest.ptr[1] < 0xa0) ||
            (c == 0xe2 && (idt_str_starts(rest, "\u202d") || idt_str_starts(rest, "\u202e")))) {
            return true;
        }
    }
    return false;
}

static void note_controls(idt_list_output *out, idt_str value)
{
    if (has_controls(value) && out->controls++ == 0) {
        out->control_key = idt_str_copy(out->account->arena, out->key);
    }
}

static void tell_controls(idt_list_output *out)
{
    if (out->controls > 0) {
        idt_list_warn(out,
                      "%llu values hold control characters, the first of the entry " IDT_STR_FMT
                      "; they are kept as published",
                      (unsigned long long)out->controls, IDT_STR_ARG(out->control_key));
    }
}

void idt_list_qualified(idt_list_output *out, const char *property, idt_str value,
                        const idt_list_qualifier *qualifiers, size_t count)
{
    idt_list_qualifier kept[QUALIFIERS_MAX];
    size_t n = 0;
    const idt_str trimmed = idt_str_trim(value);
    const idt_property_spec *spec = idt_property_find(idt_str_borrow(property));
    assert(spec != NULL && "a reader names a property of the vocabulary");
    assert(count <= QUALIFIERS_MAX);
    if (out->rc != IDT_OK || out->content == NULL || trimmed.len == 0 || spec == NULL) {
        return;
    }
    assert((spec->of & out->schema->of) != 0 && "the property is one of this schema's");
    for (size_t i = 0; i < count; i++) {
        const idt_str text = idt_str_trim(qualifiers[i].value);
        if (qualifiers[i].value.ptr != NULL && text.len > 0) {
            kept[n++] = (idt_list_qualifier){.name = qualifiers[i].name, .value = text};
        }
    }
    if (n > 1) {
        qsort(kept, n, sizeof *kept, by_name_and_value);
    }
    note_controls(out, trimmed);
    write_qualifiers(out, kept, n);
    out->rc = idt_buf_check(&out->json, &out->error);
    if (out->rc == IDT_OK) {
        out->rc = idt_content_add(out->content, idt_str_borrow(spec->name), trimmed,
                                  idt_buf_borrow(&out->json), &out->error);
    }
}

void idt_list_text(idt_list_output *out, const char *property, idt_str value)
{
    idt_list_qualified(out, property, value, NULL, 0);
}

static void clear_entry(idt_list_output *out)
{
    out->content = NULL;
    idt_arena_clear(out->entry);
}

idt_rc idt_list_end(idt_list_output *out, idt_error *err)
{
    idt_str bytes;
    idt_digest hash;
    if (out->rc == IDT_OK && out->content != NULL && out->sink->put != NULL) {
        out->rc = idt_content_finish(out->content, &bytes, &hash, &out->error);
        if (out->rc == IDT_OK) {
            out->rc = out->sink->put(out->sink->context, out->key, bytes, &hash, &out->error);
        }
    }
    out->account->mapped += out->rc == IDT_OK ? 1 : 0;
    clear_entry(out);
    if (out->rc != IDT_OK && err != NULL) {
        *err = out->error;
    }
    return out->rc;
}

/* ---- the account ---- */

void idt_list_reject_entry(idt_list_output *out, idt_list_place place, idt_str key, const char *fmt,
                           ...)
{
    idt_list_account *a = out->account;
    a->rejected++;
    if (a->reject_count < IDT_LIST_REJECTS_MAX) {
        va_list args;
        va_start(args, fmt);
        const idt_str why = idt_str_format_args(a->arena, fmt, args);
        va_end(args);
        const idt_str copy = key.ptr != NULL ? idt_str_copy(a->arena, key) : key;
        if (why.ptr == NULL ||
            !IDT_GROW(a->arena, out->rejects, out->reject_cap, a->reject_count)) {
            fail(out, a->arena);
        } else {
            out->rejects[a->reject_count++] =
                (idt_list_reject){.place = place, .key = copy, .why = why};
            a->rejects = out->rejects;
        }
    }
    clear_entry(out);
}

void idt_list_field_met(idt_list_output *out, idt_str name, bool read)
{
    idt_list_field_count(out, name, 1, read);
}

/* A name not met before; NULL at the ceiling. The account outlives the files: the name is copied.
 */
static idt_list_field *new_field(idt_list_output *out, idt_str name)
{
    idt_list_account *a = out->account;
    bool added;
    const idt_str copy = idt_str_copy(a->arena, name);
    idt_map_entry *entry = copy.ptr != NULL ? idt_map_put(&out->fields, copy, &added) : NULL;
    if (entry == NULL || !IDT_GROW(a->arena, out->field_items, out->field_cap, a->field_count)) {
        fail(out, a->arena);
        return NULL;
    }
    entry->value.number = a->field_count;
    idt_list_field *field = &out->field_items[a->field_count++];
    *field = (idt_list_field){.name = copy};
    a->fields = out->field_items;
    return field;
}

void idt_list_field_count(idt_list_output *out, idt_str name, uint64_t filled, bool read)
{
    const idt_map_entry *met = idt_map_find(&out->fields, name);
    idt_list_field *field =
        met != NULL ? &out->field_items[met->value.number] : new_field(out, name);
    if (field != NULL) {
        field->filled += filled;
        field->read = field->read || read;
    }
}

void idt_list_segments(idt_list_output *out, uint64_t met, uint64_t understood)
{
    out->account->segments += met;
    out->account->segments_understood += understood;
}

void idt_list_warn(idt_list_output *out, const char *fmt, ...)
{
    idt_list_account *a = out->account;
    va_list args;
    va_start(args, fmt);
    const idt_str text = idt_str_format_args(a->arena, fmt, args);
    va_end(args);
    if (text.ptr == NULL ||
        !IDT_GROW(a->arena, out->warnings, out->warning_cap, a->warning_count)) {
        fail(out, a->arena);
        return;
    }
    out->warnings[a->warning_count++] = text;
    a->warnings = out->warnings;
}

idt_arena *idt_list_scratch(idt_list_output *out)
{
    return out->entry;
}

idt_str idt_list_key(idt_list_output *out, idt_str id)
{
    char *text = idt_arena_alloc(out->entry, id.len + 1);
    size_t n = 0;
    if (text == NULL) {
        fail(out, out->entry);
        return (idt_str){0};
    }
    for (size_t i = 0; i < id.len; i++) {
        const char c = id.ptr[i];
        const bool upper = c >= 'A' && c <= 'Z';
        const bool word = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (word) {
            text[n++] = upper ? (char)(c - 'A' + 'a') : c;
        } else if (n > 0 && (c == '.' || c == '_')) {
            text[n++] = c;
        } else if (n > 0 && text[n - 1] != '-') {
            text[n++] = '-';
        }
    }
    while (n > 0 && text[n - 1] == '-') {
        n--;
    }
    return (idt_str){.ptr = n > 0 ? text : NULL, .len = n};
}

/* ---- one read ---- */

static int by_field_name(const void *a, const void *b)
{
    return idt_str_compare(((const idt_list_field *)a)->name, ((const idt_list_field *)b)->name);
}

idt_rc idt_list_read(const idt_list_reader *reader, const idt_list_file *files, size_t count,
                     const idt_list_sink *sink, idt_list_account *account, idt_error *err)
{
    idt_list_output out = {.reader = reader, .sink = sink, .account = account};
    out.entry = idt_arena_new(ENTRY_BYTES);
    if (out.entry == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to read entries");
    }
    idt_map_init(&out.keys, account->arena);
    idt_map_init(&out.fields, account->arena);
    idt_buf_init(&out.json, QUALIFIERS_BYTES);
    idt_rc rc = reader->read(files, count, &out, err);
    tell_controls(&out);
    if (rc == IDT_OK && out.rc != IDT_OK) {
        rc = out.rc;
        if (err != NULL) {
            *err = out.error;
        }
    }
    if (account->field_count > 1) {
        qsort(out.field_items, account->field_count, sizeof *out.field_items, by_field_name);
    }
    idt_buf_release(&out.json);
    idt_arena_free(out.entry);
    assert(rc != IDT_OK ||
           account->seen == account->mapped + account->unchanged + account->rejected); /* I1 */
    return rc;
}
