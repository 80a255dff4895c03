#include "load/publications.h"

#include "authored/values.h"
#include "authored/yaml_tree.h"
#include "core/clock.h"
#include "fetch/content_kind.h"
#include "statement/date.h"

#define FORMAT        "1"
#define MAX_BYTES_MAX ((uint64_t)1 << 30) /* as IDT_EXPANDED_BYTES_MAX */
#define TRIES_MAX     10
#define TIME_MAX      86400000

typedef struct reading {
    idt_arena *arena;
    idt_faults faults;
} reading;

typedef enum form { TEXT, HTTP, KEY, FILE_NAME, KIND, NUMBER, AGE } form;

/* A member of a mapping and where its value goes. */
typedef struct member {
    const char *key;
    form form;
    size_t at;
    uint64_t most; /* NUMBER, from 1 */
} member;

static const member FILE_MEMBERS[] = {
    {"role", KEY, offsetof(idt_publication_file, role), 0},
    {"address", HTTP, offsetof(idt_publication_file, address), 0},
    {"name", FILE_NAME, offsetof(idt_publication_file, name), 0},
    {"kind", KIND, offsetof(idt_publication_file, kind), 0},
    {"max_bytes", NUMBER, offsetof(idt_publication_file, max_bytes), MAX_BYTES_MAX},
    {NULL, TEXT, 0, 0},
};
static const member DATASET_MEMBERS[] = {
    {"dataset", KEY, offsetof(idt_publication, dataset), 0},
    {"publisher", TEXT, offsetof(idt_publication, publisher), 0},
    {"page", HTTP, offsetof(idt_publication, page), 0},
    {"terms", TEXT, offsetof(idt_publication, terms), 0},
    {"max_age", AGE, offsetof(idt_publication, max_age), 0},
    {NULL, TEXT, 0, 0},
};
static const member TRANSFER_MEMBERS[] = {
    {"tries", NUMBER, offsetof(idt_fetch_order, tries), TRIES_MAX},
    {"wait_ms", NUMBER, offsetof(idt_fetch_order, wait_ms), TIME_MAX},
    {"wait_max_ms", NUMBER, offsetof(idt_fetch_order, wait_max_ms), TIME_MAX},
    {"connect_ms", NUMBER, offsetof(idt_fetch_order, connect_ms), TIME_MAX},
    {"stall_s", NUMBER, offsetof(idt_fetch_order, stall_s), TIME_MAX / 1000},
    {"total_s", NUMBER, offsetof(idt_fetch_order, total_s), TIME_MAX / 1000},
    {NULL, TEXT, 0, 0},
};

/* ---- values ---- */

/* NULL, or what was expected. */
static const char *judge(const member *m, idt_str text, void *into)
{
    size_t bad;
    char *at = (char *)into + m->at;
    idt_duration age;
    if (m->form != NUMBER) {
        *(idt_str *)(void *)at = text;
    }
    switch (m->form) {
    case TEXT:
        return text.len > 0 ? NULL : "a text that is not empty";
    case HTTP:
        return idt_address_ok(text) ? NULL : "an address that begins with https:// or http://";
    case KEY:
        return idt_key_is_sound(text, &bad) ? NULL : "a key of a-z 0-9 . _ -";
    case FILE_NAME:
        return text.len > 0 && text.ptr[0] != '.' && idt_str_find(text, '/') == text.len &&
                       idt_order_value_ok(text)
                   ? NULL
                   : "the name of a file, without a folder";
    case KIND:
        return idt_content_kind_known(text) ? NULL : "csv, xml, zip or gzip";
    case NUMBER:
        return idt_str_to_u64(text, m->most, (uint64_t *)(void *)at) && *(uint64_t *)(void *)at > 0
                   ? NULL
                   : "a number from 1";
    case AGE:
        if (idt_duration_parse(text, &age, NULL) != IDT_OK || age.years != 0 || age.months != 0 ||
            age.days <= 0) {
            return "whole weeks or days, such as P3D";
        }
        ((idt_publication *)into)->max_age_us = age.days * IDT_DAY_US;
        return NULL;
    }
    return NULL;
}

static void read_member(reading *r, const member *m, const idt_yaml *value, void *into)
{
    if (value->kind != IDT_YAML_SCALAR) {
        idt_faults_add(&r->faults, value->line, value->column, "%s: expected a text, met %s",
                       m->key, idt_yaml_kind_text(value));
        return;
    }
    const char *expected = judge(m, value->text, into);
    if (expected != NULL && m->form == NUMBER) {
        idt_faults_add(&r->faults, value->line, value->column, "%s %s: expected %s to %llu", m->key,
                       idt_faults_quote(&r->faults, value->text), expected,
                       (unsigned long long)m->most);
    } else if (expected != NULL) {
        idt_faults_add(&r->faults, value->line, value->column, "%s %s: expected %s", m->key,
                       idt_faults_quote(&r->faults, value->text), expected);
    }
}

static const member *find_member(const member *members, idt_str key)
{
    for (; members->key != NULL; members++) {
        if (idt_str_is(key, members->key)) {
            return members;
        }
    }
    return NULL;
}

static bool is_mapping(reading *r, const idt_yaml *node, const char *what)
{
    if (node->kind != IDT_YAML_MAPPING) {
        idt_faults_add(&r->faults, node->line, node->column, "%s: expected a mapping, met %s", what,
                       idt_yaml_kind_text(node));
    }
    return node->kind == IDT_YAML_MAPPING;
}

/* Every member of the mapping is one of `members` or `other`; with `all`, none is missing. */
static void read_members(reading *r, const idt_yaml *node, const char *what, const member *members,
                         const char *other, bool all, void *into)
{
    for (uint32_t i = 0; i + 1 < node->count; i += 2) {
        const idt_yaml *key = &node->items[i];
        const member *m = find_member(members, key->text);
        if (m != NULL) {
            read_member(r, m, &node->items[i + 1], into);
        } else if (other == NULL || !idt_str_is(key->text, other)) {
            idt_faults_add(&r->faults, key->line, key->column, "unknown key %s in %s",
                           idt_faults_quote(&r->faults, key->text), what);
        }
    }
    for (const member *m = members; m->key != NULL && all && !node->cut; m++) {
        if (idt_yaml_member(node, m->key) == NULL) {
            idt_faults_add(&r->faults, node->line, node->column, "%s has no \"%s\"", what, m->key);
        }
    }
}

/* ---- the file ---- */

static void read_files(reading *r, const idt_yaml *node, idt_publication *p)
{
    const idt_yaml *files = idt_yaml_member(node, "files");
    if (files == NULL || files->kind != IDT_YAML_SEQUENCE || files->count == 0 ||
        files->count > IDT_PUBLICATION_FILES_MAX) {
        const idt_yaml *at = files != NULL ? files : node;
        idt_faults_add(&r->faults, at->line, at->column, "files: expected a list of 1 to %d files",
                       IDT_PUBLICATION_FILES_MAX);
        return;
    }
    for (uint32_t i = 0; i < files->count; i++) {
        const idt_yaml *file = &files->items[i];
        idt_publication_file *f = &p->files[p->file_count++];
        if (!is_mapping(r, file, "a file")) {
            continue;
        }
        read_members(r, file, "a file", FILE_MEMBERS, NULL, true, f);
        for (size_t k = 0; k + 1 < p->file_count; k++) {
            if (f->name.len > 0 && idt_str_equal(p->files[k].name, f->name)) {
                idt_faults_add(&r->faults, file->line, file->column, "two files are named %s",
                               idt_faults_quote(&r->faults, f->name));
            }
        }
    }
}

static void read_datasets(reading *r, const idt_yaml *root, idt_publications *out)
{
    const idt_yaml *all = idt_yaml_member(root, "datasets");
    if (all == NULL || all->kind != IDT_YAML_SEQUENCE) {
        const idt_yaml *at = all != NULL ? all : root;
        idt_faults_add(&r->faults, at->line, at->column, "datasets: expected a list");
        return;
    }
    idt_publication *items = IDT_NEW_N(r->arena, idt_publication, all->count + 1);
    if (items == NULL) {
        r->faults.failed = true;
        return;
    }
    out->items = items;
    for (uint32_t i = 0; i < all->count; i++) {
        const idt_yaml *node = &all->items[i];
        if (!is_mapping(r, node, "a dataset")) {
            continue;
        }
        idt_publication *p = &items[out->count];
        read_members(r, node, "a dataset", DATASET_MEMBERS, "files", true, p);
        read_files(r, node, p);
        if (p->dataset.len > 0 && idt_publications_find(out, p->dataset) != NULL) {
            idt_faults_add(&r->faults, node->line, node->column, "the dataset %s stands twice",
                           idt_faults_quote(&r->faults, p->dataset));
        }
        out->count++;
    }
}

static void read_root(reading *r, const idt_yaml *root, idt_publications *out)
{
    static const member NONE = {NULL, TEXT, 0, 0};
    static const char *const KNOWN[] = {"interdict-sources", "transfer", "datasets", NULL};
    const idt_yaml *format = idt_yaml_member(root, "interdict-sources");
    const idt_yaml *transfer = idt_yaml_member(root, "transfer");
    if (!is_mapping(r, root, "the file")) {
        return;
    }
    if (format == NULL || !idt_str_is(format->text, FORMAT)) {
        const idt_yaml *at = format != NULL ? format : root;
        idt_faults_add(&r->faults, at->line, at->column,
                       "expected `interdict-sources: " FORMAT "`");
        return;
    }
    for (uint32_t i = 0; i + 1 < root->count; i += 2) {
        const idt_yaml *key = &root->items[i];
        size_t k = 0;
        while (KNOWN[k] != NULL && !idt_str_is(key->text, KNOWN[k])) {
            k++;
        }
        if (KNOWN[k] == NULL) {
            read_members(r, &(idt_yaml){.items = key, .count = 2}, "the file", &NONE, NULL, false,
                         NULL);
        }
    }
    if (transfer != NULL && is_mapping(r, transfer, "transfer")) {
        read_members(r, transfer, "transfer", TRANSFER_MEMBERS, NULL, false, &out->transfer);
    }
    read_datasets(r, root, out);
}

idt_rc idt_publications_read(idt_str bytes, const char *source, idt_arena *arena,
                             idt_publications *out, idt_error *err)
{
    reading r = {.arena = arena, .faults = {.arena = arena, .file = idt_str_borrow(source)}};
    idt_yaml root;
    *out = (idt_publications){.transfer = {.tries = 4,
                                           .wait_ms = 2000,
                                           .wait_max_ms = 60000,
                                           .connect_ms = 20000,
                                           .stall_s = 30,
                                           .total_s = 900}};
    idt_rc rc = idt_yaml_read(bytes, arena, &r.faults, &root, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (r.faults.count == 0) {
        read_root(&r, &root, out);
    }
    if (r.faults.failed) {
        return idt_arena_fail(arena, err);
    }
    if (r.faults.count == 0) {
        return IDT_OK;
    }
    idt_faults_sort(&r.faults);
    const idt_fault *f = &r.faults.items[0];
    return idt_fail_at(err, IDT_E_INPUT, source, f->line, f->column, 0, IDT_STR_FMT "%s",
                       IDT_STR_ARG(f->message), r.faults.count > 1 ? " (and more faults)" : "");
}

const idt_publication *idt_publications_find(const idt_publications *all, idt_str dataset)
{
    for (size_t i = 0; i < all->count; i++) {
        if (idt_str_equal(all->items[i].dataset, dataset)) {
            return &all->items[i];
        }
    }
    return NULL;
}
