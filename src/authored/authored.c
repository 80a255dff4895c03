#include "authored/authored.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "authored/faults.h"
#include "authored/yaml_tree.h"
#include "core/io.h"
#include "core/json_writer.h"
#include "core/map.h"
#include "statement/date.h"
#include "statement/record.h"
#include "statement/vocabulary.h"

#define FILE_CEILING ((size_t)64 << 20)

typedef struct source {
    idt_str name;
    idt_str hex;
    idt_str bytes; /* ptr NULL: not at hand */
} source;

typedef struct reader {
    idt_arena *arena;
    idt_faults faults;
    idt_str path;
    idt_str dataset;
    source *sources;
    size_t source_count, source_cap;
    idt_authored_dataset *sets;
    size_t set_count, set_cap;
} reader;

typedef struct building {
    idt_authored_dataset *set;
    idt_authored_record *records;
    size_t count, cap;
    idt_authored_source *sources;
    size_t source_count, source_cap;
    idt_str *files, *bytes;
    size_t file_count, file_cap, bytes_cap;
    idt_map ids;
} building;

static void fault(reader *r, const idt_yaml *at, const char *fmt, ...) IDT_PRINTF(3, 4);
static void fault(reader *r, const idt_yaml *at, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    idt_faults_add_args(&r->faults, at->line, at->column, fmt, args);
    va_end(args);
}

static bool is_key(idt_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        const char c = s.ptr[i];
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!word && (i == 0 || (c != '.' && c != '_' && c != '-'))) {
            return false;
        }
    }
    return s.len > 0;
}

/* ---- values ---- */

static bool check_value(reader *r, const idt_yaml *at, idt_value_form form,
                        const char *const *words)
{
    const idt_str s = at->text;
    idt_error why;
    idt_date date;
    idt_duration duration;
    uint64_t n;
    if (at->kind != IDT_YAML_SCALAR) {
        fault(r, at, "%s where a text is meant", idt_yaml_kind_text(at));
        return false;
    }
    if (s.len == 0) {
        fault(r, at, "an empty value; give one or leave the key out");
        return false;
    }
    switch (form) {
    case IDT_FORM_WORD:
        if (!idt_word_in(s, words)) {
            fault(r, at, "unknown word %s; %s", idt_faults_quote(&r->faults, s),
                  idt_faults_hint(&r->faults, s, words, idt_words_count(words)));
            return false;
        }
        return true;
    case IDT_FORM_KEY:
        if (!is_key(s)) {
            fault(r, at, "%s is no key; expected a-z 0-9 . _ - and a letter or digit first",
                  idt_faults_quote(&r->faults, s));
            return false;
        }
        return true;
    case IDT_FORM_BODY:
        if (!is_key(s) && !idt_str_starts(s, "any:")) {
            fault(r, at, "%s is no body; expected an authority's key or any:<kind>",
                  idt_faults_quote(&r->faults, s));
            return false;
        }
        return true;
    case IDT_FORM_DAY:
    case IDT_FORM_DATE:
        if (idt_date_parse(s, &date, &why) != IDT_OK) {
            idt_faults_add(&r->faults, at->line,
                           idt_yaml_column(at, why.column > 0 ? why.column - 1 : 0), "%s",
                           why.message);
            return false;
        }
        if (form == IDT_FORM_DAY && date.kind == IDT_DATE_PERIOD) {
            fault(r, at, "%s is a period; expected one day (a year, a month or [a..b] counts)",
                  idt_faults_quote(&r->faults, s));
            return false;
        }
        return true;
    case IDT_FORM_DURATION:
        if (idt_duration_parse(s, &duration, &why) != IDT_OK) {
            fault(r, at, "%s", why.message);
            return false;
        }
        return true;
    case IDT_FORM_NUMBER:
        if (!idt_str_to_u64(s, 1000000, &n)) {
            fault(r, at, "%s is no whole number", idt_faults_quote(&r->faults, s));
            return false;
        }
        return true;
    default:
        return true;
    }
}

static void jw_sorted_texts(idt_json_writer *w, idt_str *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        for (size_t j = i; j > 0 && idt_str_compare(items[j - 1], items[j]) > 0; j--) {
            const idt_str t = items[j];
            items[j] = items[j - 1];
            items[j - 1] = t;
        }
    }
    idt_jw_array(w, NULL);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !idt_str_equal(items[i], items[i - 1])) {
            idt_jw_str(w, NULL, items[i]);
        }
    }
    idt_jw_end(w);
}

static void write_chain(reader *r, const idt_yaml *v, idt_json_writer *w)
{
    idt_jw_array(w, NULL);
    for (uint32_t i = 0; v->kind == IDT_YAML_SEQUENCE && i < v->count; i++) {
        const idt_yaml *link = &v->items[i];
        idt_jw_object(w, NULL);
        for (int pass = 0; pass < 1 && link->kind == IDT_YAML_MAPPING; pass++) {
            static const char *const names[] = {
                "body", "citing", "estimated_by", "published_by", "said_by", "unnamed", NULL};
            for (size_t n = 0; names[n] != NULL; n++) {
                const idt_yaml *m = idt_yaml_member(link, names[n]);
                if (m != NULL) {
                    idt_jw_str(w, names[n], m->text);
                }
            }
            for (uint32_t k = 0; k + 1 < link->count; k += 2) {
                if (!idt_word_in(link->items[k].text, names)) {
                    fault(r, &link->items[k], "unknown role %s; %s",
                          idt_faults_quote(&r->faults, link->items[k].text),
                          idt_faults_hint(&r->faults, link->items[k].text, IDT_CHAIN_ROLES,
                                          idt_words_count(IDT_CHAIN_ROLES)));
                }
            }
        }
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

static const source *find_source(const reader *r, idt_str name)
{
    for (size_t i = 0; i < r->source_count; i++) {
        if (idt_str_equal(r->sources[i].name, name)) {
            return &r->sources[i];
        }
    }
    return NULL;
}

static void write_span(reader *r, const idt_yaml *v, idt_json_writer *w)
{
    const idt_yaml *in = idt_yaml_member(v, "in");
    const idt_yaml *start = idt_yaml_member(v, "start");
    const idt_yaml *end = idt_yaml_member(v, "end");
    const idt_yaml *quote = idt_yaml_member(v, "quote");
    const idt_yaml *passage = idt_yaml_member(v, "passage_sha256");
    const source *s = in != NULL ? find_source(r, in->text) : NULL;
    uint64_t a = 0, b = 0;
    if (s == NULL) {
        fault(r, in != NULL ? in : v, "the span names no source of `sources`");
        return;
    }
    if (start == NULL || end == NULL || !idt_str_to_u64(start->text, 1u << 30, &a) ||
        !idt_str_to_u64(end->text, 1u << 30, &b) || a >= b) {
        fault(r, v, "a span needs start and end, start before end");
        return;
    }
    char hex[IDT_SHA256_HEX + 1] = "";
    if (s->bytes.ptr != NULL) {
        idt_digest d;
        idt_error err;
        if (b > s->bytes.len) {
            fault(r, end, "end %llu is beyond the source's %zu bytes", (unsigned long long)b,
                  s->bytes.len);
            return;
        }
        const idt_str p = idt_str_slice(s->bytes, (size_t)a, (size_t)b);
        (void)!idt_sha256(p.ptr, p.len, &d, &err);
        (void)idt_digest_hex(&d, hex);
        if (quote != NULL && memmem(p.ptr, p.len, quote->text.ptr, quote->text.len) == NULL) {
            fault(r, quote, "the quote is not how the passage begins: %s",
                  idt_faults_quote(&r->faults, p));
        }
    } else if (passage == NULL) {
        fault(r, v, "the source is not at hand: give passage_sha256");
        return;
    }
    idt_jw_object(w, NULL);
    idt_jw_str(w, "end", end->text);
    idt_jw_str(w, "passage_sha256", hex[0] != '\0' ? idt_str_borrow(hex) : passage->text);
    if (quote != NULL) {
        idt_jw_str(w, "quote", quote->text);
    }
    idt_jw_str(w, "source_sha256", s->hex);
    idt_jw_str(w, "start", start->text);
    idt_jw_end(w);
}

static void write_qualifier(reader *r, const idt_qualifier_spec *q, const idt_yaml *v,
                            idt_json_writer *w)
{
    idt_jw_key(w, idt_str_borrow(q->name));
    if (q->form == IDT_FORM_CHAIN) {
        write_chain(r, v, w);
        return;
    }
    if (q->form == IDT_FORM_SPANS) {
        idt_jw_array(w, NULL);
        for (uint32_t i = 0; v->kind == IDT_YAML_SEQUENCE && i < v->count; i++) {
            write_span(r, &v->items[i], w);
        }
        idt_jw_end(w);
        return;
    }
    if (q->form == IDT_FORM_RESTS_ON) {
        static const char *const names[] = {"kind", "list", "on", "scope", "subject", NULL};
        idt_jw_object(w, NULL);
        for (size_t n = 0; names[n] != NULL; n++) {
            const idt_yaml *m = idt_yaml_member(v, names[n]);
            if (m != NULL) {
                idt_jw_str(w, names[n], m->text);
            }
        }
        idt_jw_end(w);
        return;
    }
    if (!q->many) {
        (void)check_value(r, v, q->form, q->words);
        idt_jw_str(w, NULL, v->text.ptr != NULL ? v->text : IDT_STR(""));
        return;
    }
    const idt_yaml *items = v->kind == IDT_YAML_SEQUENCE ? v->items : v;
    const size_t n = v->kind == IDT_YAML_SEQUENCE ? v->count : 1;
    idt_str *texts = IDT_NEW_N(r->arena, idt_str, n + 1);
    size_t k = 0;
    for (size_t i = 0; texts != NULL && i < n; i++) {
        if (check_value(r, &items[i], q->form, q->words)) {
            texts[k++] = items[i].text;
        }
    }
    jw_sorted_texts(w, texts, k);
}

static bool allowed(const idt_property_spec *p, idt_str name)
{
    return idt_word_in(name, p->qualifiers) || idt_word_in(name, IDT_COMMON_QUALIFIERS);
}

/* One statement out of a mapping of qualifiers; `skip` keys are not qualifiers (the value's key).
 * list/scope come from outside. */
static void add_statement(reader *r, idt_content *c, const idt_property_spec *p,
                          const idt_yaml *value, const idt_yaml *map, const char *value_key,
                          const idt_yaml *list, const idt_yaml *scope)
{
    idt_buf buf;
    idt_buf_init(&buf, 1 << 20);
    idt_json_writer w;
    idt_jw_init(&w, &buf);
    idt_jw_object(&w, NULL);
    /* sorted by name over all qualifier specs */
    const idt_yaml *values[128] = {0};
    const idt_qualifier_spec *specs[128];
    size_t n = 0;
    for (size_t i = 0; i < IDT_QUALIFIERS_COUNT && n < 128; i++) {
        const idt_qualifier_spec *q = &IDT_QUALIFIERS[i];
        const idt_yaml *v = map != NULL ? idt_yaml_member(map, q->name) : NULL;
        if (list != NULL && strcmp(q->name, "list") == 0) {
            v = list;
        }
        if (scope != NULL && strcmp(q->name, "scope") == 0) {
            v = scope;
        }
        if (v != NULL && strcmp(q->name, "scope") == 0 && idt_str_is(v->text, "whole")) {
            v = NULL;
        }
        if (v != NULL && allowed(p, idt_str_borrow(q->name))) {
            size_t at = n++;
            while (at > 0 && strcmp(specs[at - 1]->name, q->name) > 0) {
                specs[at] = specs[at - 1];
                values[at] = values[at - 1];
                at--;
            }
            specs[at] = q;
            values[at] = v;
        }
    }
    for (size_t i = 0; i < n; i++) {
        write_qualifier(r, specs[i], values[i], &w);
    }
    idt_jw_end(&w);
    for (uint32_t k = 0; map != NULL && k + 1 < map->count; k += 2) {
        const idt_yaml *key = &map->items[k];
        if (!idt_str_is(key->text, value_key) && !allowed(p, key->text)) {
            const char *names[160];
            size_t m = 0;
            for (size_t i = 0; p->qualifiers != NULL && p->qualifiers[i] != NULL; i++) {
                names[m++] = p->qualifiers[i];
            }
            for (size_t i = 0; IDT_COMMON_QUALIFIERS[i] != NULL; i++) {
                names[m++] = IDT_COMMON_QUALIFIERS[i];
            }
            const char *near = idt_str_nearest(key->text, names, m);
            fault(r, key, "unknown key %s%s%s%s", idt_faults_quote(&r->faults, key->text),
                  near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
                  near != NULL ? "\"?" : "");
        }
    }
    for (size_t i = 0; p->required != NULL && p->required[i] != NULL; i++) {
        const bool outside = list != NULL && strcmp(p->required[i], "list") == 0;
        if (!outside && (map == NULL || idt_yaml_member(map, p->required[i]) == NULL)) {
            fault(r, map != NULL ? map : value, "`%s` needs `%s`", p->name, p->required[i]);
        }
    }
    idt_error err;
    idt_str text = value->text;
    if (p->form == IDT_FORM_RECORD && text.ptr != NULL && idt_str_find(text, ':') == text.len) {
        text = idt_str_format(r->arena, IDT_STR_FMT ":" IDT_STR_FMT, IDT_STR_ARG(r->dataset),
                              IDT_STR_ARG(text));
    }
    if (check_value(r, value, p->form, p->words) &&
        idt_content_add(c, idt_str_borrow(p->name), text, idt_buf_borrow(&buf), &err) != IDT_OK) {
        r->faults.failed = true;
    }
    idt_buf_release(&buf);
}

static void read_listings(reader *r, idt_content *c, const idt_yaml *listings)
{
    static const char *const names[] = {"list",   "scope",  "measures", "binds",     "events",
                                        "states", "from",   "until",    "citation",  "fact",
                                        "chain",  "source", "note",     "certainty", NULL};
    for (uint32_t i = 0; listings->kind == IDT_YAML_SEQUENCE && i < listings->count; i++) {
        const idt_yaml *l = &listings->items[i];
        const idt_yaml *list = idt_yaml_member(l, "list");
        const idt_yaml *scope = idt_yaml_member(l, "scope");
        if (list == NULL) {
            fault(r, l, "a listing needs `list`");
            continue;
        }
        for (uint32_t k = 0; k + 1 < l->count; k += 2) {
            if (!idt_word_in(l->items[k].text, names)) {
                fault(r, &l->items[k], "unknown key %s; %s",
                      idt_faults_quote(&r->faults, l->items[k].text),
                      idt_faults_hint(&r->faults, l->items[k].text, names, idt_words_count(names)));
            }
        }
        if (idt_yaml_member(l, "measures") != NULL || idt_yaml_member(l, "binds") != NULL) {
            idt_yaml only = *l;
            idt_yaml *items = IDT_NEW_N(r->arena, idt_yaml, l->count);
            only.items = items;
            only.count = 0;
            for (uint32_t k = 0; items != NULL && k + 1 < l->count; k += 2) {
                if (!idt_str_is(l->items[k].text, "events") &&
                    !idt_str_is(l->items[k].text, "states") &&
                    !idt_str_is(l->items[k].text, "list")) {
                    items[only.count++] = l->items[k];
                    items[only.count++] = l->items[k + 1];
                }
            }
            add_statement(r, c, idt_property_find(IDT_STR("listing")), list, &only, "list", NULL,
                          NULL);
        }
        static const struct {
            const char *group, *property, *key;
        } groups[] = {{"events", "event", "event"}, {"states", "listed", "state"}};
        for (size_t g = 0; g < 2; g++) {
            const idt_yaml *items = idt_yaml_member(l, groups[g].group);
            for (uint32_t k = 0;
                 items != NULL && items->kind == IDT_YAML_SEQUENCE && k < items->count; k++) {
                const idt_yaml *value = idt_yaml_member(&items->items[k], groups[g].key);
                if (value == NULL) {
                    fault(r, &items->items[k], "an entry of %s needs `%s`", groups[g].group,
                          groups[g].key);
                    continue;
                }
                add_statement(r, c, idt_property_find(idt_str_borrow(groups[g].property)), value,
                              &items->items[k], groups[g].key, list, scope);
            }
        }
    }
}

static void read_property(reader *r, idt_content *c, const idt_property_spec *p, const idt_yaml *v)
{
    const idt_yaml *items = v->kind == IDT_YAML_SEQUENCE ? v->items : v;
    const size_t n = v->kind == IDT_YAML_SEQUENCE ? v->count : 1;
    for (size_t i = 0; i < n; i++) {
        if (items[i].kind == IDT_YAML_MAPPING) {
            const idt_yaml *value = idt_yaml_member(&items[i], "value");
            if (value == NULL) {
                fault(r, &items[i], "a value with qualifiers needs `value`");
                continue;
            }
            add_statement(r, c, p, value, &items[i], "value", NULL, NULL);
        } else {
            add_statement(r, c, p, &items[i], NULL, "value", NULL, NULL);
        }
    }
}

static void read_record(reader *r, building *b, const idt_yaml *rec)
{
    const idt_yaml *id = idt_yaml_member(rec, "id");
    const idt_yaml *schema = idt_yaml_member(rec, "schema");
    idt_error err;
    if (rec->kind != IDT_YAML_MAPPING || id == NULL || schema == NULL) {
        fault(r, rec, "a record needs `id` and `schema`");
        return;
    }
    const idt_schema_spec *spec = idt_schema_find(schema->text);
    if (spec == NULL) {
        const char *names[64];
        for (size_t i = 0; i < IDT_SCHEMATA_COUNT; i++) {
            names[i] = IDT_SCHEMATA[i].name;
        }
        fault(r, schema, "unknown schema %s; %s", idt_faults_quote(&r->faults, schema->text),
              idt_faults_hint(&r->faults, schema->text, names, IDT_SCHEMATA_COUNT));
        return;
    }
    (void)check_value(r, id, IDT_FORM_KEY, NULL);
    bool added;
    idt_map_entry *e = idt_map_put(&b->ids, id->text, &added);
    if (e != NULL && !added) {
        fault(r, id, "the id %s is used twice in this dataset",
              idt_faults_quote(&r->faults, id->text));
    }
    idt_content *c = idt_content_new(r->arena);
    idt_authored_record out = {
        .key = id->text, .line = rec->line, .column = rec->column, .file = r->path};
    for (uint32_t k = 0; k + 1 < rec->count; k += 2) {
        const idt_yaml *key = &rec->items[k];
        const idt_yaml *v = &rec->items[k + 1];
        if (idt_str_is(key->text, "id")) {
            continue;
        } else if (idt_str_is(key->text, "change")) {
            out.is_change = true;
            out.why = v->text;
        } else if (idt_str_is(key->text, "correction")) {
            out.is_correction = true;
            out.why = v->text;
        } else if (idt_str_is(key->text, "listings")) {
            read_listings(r, c, v);
        } else if (idt_str_is(key->text, "rules")) {
            for (uint32_t i = 0; v->kind == IDT_YAML_SEQUENCE && i < v->count; i++) {
                const idt_yaml *value = idt_yaml_member(&v->items[i], "rule");
                if (value != NULL) {
                    add_statement(r, c, idt_property_find(IDT_STR("rule")), value, &v->items[i],
                                  "rule", NULL, NULL);
                }
            }
        } else {
            const idt_property_spec *p = idt_property_find(key->text);
            if (p == NULL || (p->of & spec->of) == 0) {
                const char *names[160];
                size_t m = 0;
                for (size_t i = 0; i < IDT_PROPERTIES_COUNT; i++) {
                    if ((IDT_PROPERTIES[i].of & spec->of) != 0) {
                        names[m++] = IDT_PROPERTIES[i].name;
                    }
                }
                const char *near = idt_str_nearest(key->text, names, m);
                fault(r, key, "unknown key %s%s%s%s", idt_faults_quote(&r->faults, key->text),
                      near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
                      near != NULL ? "\"?" : "");
                continue;
            }
            read_property(r, c, p, v);
        }
    }
    if (idt_content_finish(c, &out.content, &out.hash, &err) != IDT_OK ||
        !IDT_GROW(r->arena, b->records, b->cap, b->count)) {
        r->faults.failed = true;
        return;
    }
    b->records[b->count++] = out;
}

static void read_sources(reader *r, building *b, const idt_yaml *sources)
{
    for (uint32_t k = 0;
         sources != NULL && sources->kind == IDT_YAML_MAPPING && k + 1 < sources->count; k += 2) {
        const idt_yaml *v = &sources->items[k + 1];
        const idt_yaml *hex = idt_yaml_member(v, "sha256");
        const idt_yaml *file = idt_yaml_member(v, "file");
        source s = {.name = sources->items[k].text, .hex = hex != NULL ? hex->text : (idt_str){0}};
        if (file != NULL) {
            const idt_str dir = idt_path_dir(r->path);
            const idt_str path = idt_str_format(r->arena, IDT_STR_FMT "/" IDT_STR_FMT,
                                                IDT_STR_ARG(dir), IDT_STR_ARG(file->text));
            idt_error err;
            idt_authored_source as = {.path = path, .name = file->text};
            if (path.ptr == NULL ||
                idt_file_read(path.ptr, FILE_CEILING, r->arena, &s.bytes, &err) != IDT_OK) {
                fault(r, file, "%s", err.message);
                s.bytes = (idt_str){0};
            } else {
                char text[IDT_SHA256_HEX + 1];
                (void)!idt_sha256(s.bytes.ptr, s.bytes.len, &as.sha256, &err);
                (void)idt_digest_hex(&as.sha256, text);
                if (hex != NULL && !idt_str_is(hex->text, text)) {
                    fault(r, hex, "the file's SHA-256 is %s", text);
                }
                as.bytes = s.bytes;
                if (IDT_GROW(r->arena, b->sources, b->source_cap, b->source_count)) {
                    b->sources[b->source_count++] = as;
                }
            }
        }
        if (IDT_GROW(r->arena, r->sources, r->source_cap, r->source_count)) {
            r->sources[r->source_count++] = s;
        }
    }
}

static building *set_of(reader *r, building **sets, size_t *count, size_t *cap, idt_str key)
{
    for (size_t i = 0; i < *count; i++) {
        if (idt_str_equal((*sets)[i].set->key, key)) {
            return &(*sets)[i];
        }
    }
    if (!IDT_GROW(r->arena, *sets, *cap, *count)) {
        return NULL;
    }
    building *b = &(*sets)[(*count)++];
    *b = (building){.set = IDT_NEW(r->arena, idt_authored_dataset)};
    if (b->set == NULL) {
        return NULL;
    }
    b->set->key = key;
    idt_map_init(&b->ids, r->arena);
    return b;
}

static void read_file(reader *r, building **sets, size_t *count, size_t *cap, idt_str bytes)
{
    static const char *const names[] = {"interdict", "dataset", "title", "publisher",
                                        "sources",   "records", NULL};
    idt_yaml root;
    idt_error err;
    r->faults.file = r->path;
    r->source_count = 0;
    if (idt_yaml_read(bytes, r->arena, &r->faults, &root, &err) != IDT_OK) {
        r->faults.failed = true;
        return;
    }
    if (root.kind != IDT_YAML_MAPPING) {
        idt_faults_add(&r->faults, 1, 1, "no record file: expected `interdict: 1` first");
        return;
    }
    for (uint32_t k = 0; k + 1 < root.count; k += 2) {
        if (!idt_word_in(root.items[k].text, names)) {
            fault(r, &root.items[k], "unknown key %s; %s",
                  idt_faults_quote(&r->faults, root.items[k].text),
                  idt_faults_hint(&r->faults, root.items[k].text, names, 6));
        }
    }
    const idt_yaml *dataset = idt_yaml_member(&root, "dataset");
    const idt_yaml *records = idt_yaml_member(&root, "records");
    if (dataset == NULL || !check_value(r, dataset, IDT_FORM_KEY, NULL)) {
        if (dataset == NULL) {
            fault(r, &root, "`dataset` is missing");
        }
        return;
    }
    r->dataset = dataset->text;
    building *b = set_of(r, sets, count, cap, dataset->text);
    if (b == NULL || !IDT_GROW(r->arena, b->files, b->file_cap, b->file_count) ||
        !IDT_GROW(r->arena, b->bytes, b->bytes_cap, b->file_count)) {
        r->faults.failed = true;
        return;
    }
    b->files[b->file_count] = r->path;
    b->bytes[b->file_count++] = bytes;
    const idt_yaml *title = idt_yaml_member(&root, "title");
    const idt_yaml *publisher = idt_yaml_member(&root, "publisher");
    if (title != NULL) {
        b->set->title = title->text;
    }
    if (publisher != NULL) {
        b->set->publisher = publisher->text;
    }
    read_sources(r, b, idt_yaml_member(&root, "sources"));
    for (uint32_t i = 0;
         records != NULL && records->kind == IDT_YAML_SEQUENCE && i < records->count; i++) {
        read_record(r, b, &records->items[i]);
    }
}

static idt_rc finish(reader *r, building *sets, size_t count, idt_authored *out, idt_error *err)
{
    idt_authored_dataset *list = IDT_NEW_N(r->arena, idt_authored_dataset, count);
    if (r->faults.failed || list == NULL) {
        return idt_arena_fail(r->arena, err);
    }
    for (size_t i = 0; i < count; i++) {
        list[i] = *sets[i].set;
        list[i].records = sets[i].records;
        list[i].record_count = sets[i].count;
        list[i].sources = sets[i].sources;
        list[i].source_count = sets[i].source_count;
        list[i].files = sets[i].files;
        list[i].file_bytes = sets[i].bytes;
        list[i].file_count = sets[i].file_count;
    }
    idt_faults_sort(&r->faults);
    *out = (idt_authored){.datasets = list,
                          .dataset_count = count,
                          .faults = r->faults.items,
                          .fault_count = r->faults.count};
    return IDT_OK;
}

idt_rc idt_authored_read(const char *const *paths, size_t path_count, idt_arena *arena,
                         idt_authored *out, idt_error *err)
{
    reader r = {.arena = arena, .faults = {.arena = arena}};
    building *sets = NULL;
    size_t count = 0, cap = 0;
    for (size_t i = 0; i < path_count; i++) {
        idt_str bytes;
        const idt_rc rc = idt_file_read(paths[i], FILE_CEILING, arena, &bytes, err);
        if (rc != IDT_OK) {
            return rc;
        }
        r.path = idt_str_borrow(paths[i]);
        read_file(&r, &sets, &count, &cap, bytes);
    }
    return finish(&r, sets, count, out, err);
}

idt_rc idt_authored_read_bytes(idt_str name, idt_str bytes, idt_arena *arena, idt_authored *out,
                               idt_error *err)
{
    reader r = {.arena = arena, .faults = {.arena = arena}, .path = name};
    building *sets = NULL;
    size_t count = 0, cap = 0;
    read_file(&r, &sets, &count, &cap, bytes);
    return finish(&r, sets, count, out, err);
}
