#include "authored/authored.h"

#include <stdlib.h>

#include "authored/dataset.h"
#include "authored/links.h"
#include "authored/reader.h"
#include "authored/statements.h"
#include "authored/values.h"
#include "core/io.h"

#define FILE_BYTES     ((size_t)64 << 20) /* of one record file */
#define WORK_MIN_BYTES ((size_t)16 << 20)
#define WORK_PER_BYTE  32u /* a node and its text, for scalars of three bytes */
#define WORK_MAX_BYTES ((size_t)2 << 30)

static const char *const FILE_KEYS[] = {"interdict", "dataset", "title", "publisher",
                                        "sources",   "records", NULL};

/* The memory of one file's tree, or of all links: what its bytes can need and some more. */
static size_t work_ceiling(size_t bytes)
{
    return bytes > (WORK_MAX_BYTES - WORK_MIN_BYTES) / WORK_PER_BYTE
               ? WORK_MAX_BYTES
               : WORK_MIN_BYTES + WORK_PER_BYTE * bytes;
}

/* ---- the head of a file ---- */

static bool check_version(idt_reader *r, const idt_yaml *root)
{
    const idt_yaml *node = idt_yaml_member(root, "interdict");
    uint64_t version;
    if (node == NULL) {
        if (!root->cut) {
            idt_reader_fault(r, root, 0,
                             "no version of the format; a record file says interdict: %d",
                             IDT_AUTHORED_FORMAT);
        }
        return true;
    }
    if (!idt_value_number(r, node, "interdict", UINT32_MAX, &version) ||
        version == IDT_AUTHORED_FORMAT) {
        return true;
    }
    if (version > IDT_AUTHORED_FORMAT) {
        idt_reader_fault(r, node, 0,
                         "the file is of format %llu, this program reads up to %d; update "
                         "interdict (the rest of the file was not checked)",
                         (unsigned long long)version, IDT_AUTHORED_FORMAT);
        return false;
    }
    idt_reader_fault(r, node, 0, "there is no format 0; write interdict: %d", IDT_AUTHORED_FORMAT);
    return true;
}

static void check_keys(idt_reader *r, const idt_yaml *root)
{
    for (uint32_t i = 0; i < root->count; i += 2) {
        const idt_yaml *key = &root->items[i];
        if (!idt_word_in(key->text, FILE_KEYS)) {
            idt_reader_fault(r, key, 0, "unknown key %s in a record file; %s",
                             idt_reader_quote(r, key->text),
                             idt_reader_hint(r, key->text, FILE_KEYS, idt_words_count(FILE_KEYS)));
        }
    }
}

static idt_draft *draft_of(idt_reader *r, const idt_yaml *root)
{
    idt_session *s = r->session;
    const idt_yaml *node = idt_yaml_member(root, "dataset");
    idt_str key = IDT_STR("?"); /* nobody can write it: what is read under it is for faults only */
    if (node == NULL) {
        if (!root->cut) {
            idt_reader_fault(
                r, root, 0, "no dataset; write dataset: and the key of the one the records are of");
        }
    } else if (!idt_value_read(r, node, IDT_FORM_KEY, NULL, "dataset", &key)) {
        key = IDT_STR("?");
    }
    r->dataset = idt_str_copy(s->arena, key);
    if (r->dataset.ptr == NULL) {
        idt_session_full(s, s->arena);
        return NULL;
    }
    return idt_draft_of(s, r->dataset);
}

/* ---- sources and records ---- */

static void read_sources(idt_reader *r, idt_draft *d, const idt_yaml *root)
{
    const idt_yaml *sources = idt_yaml_member(root, "sources");
    if (sources == NULL) {
        return;
    }
    if (sources->kind != IDT_YAML_MAPPING) {
        if (sources->kind != IDT_YAML_NONE) {
            idt_reader_fault(r, sources, 0,
                             "sources holds %s; expected names, each with title, sha256, file",
                             idt_yaml_kind_text(sources));
        }
        return;
    }
    for (uint32_t i = 0; i < sources->count && !idt_reader_stops(r); i += 2) {
        const idt_yaml *name = &sources->items[i];
        idt_authored_record record;
        const idt_source *source;
        if (idt_source_author(r, name, &sources->items[i + 1], &record, &source)) {
            idt_draft_add_source(r, d, &record, source);
        }
    }
}

static void read_records(idt_reader *r, idt_draft *d, const idt_yaml *root)
{
    const idt_yaml *records = idt_yaml_member(root, "records");
    if (records == NULL) {
        if (!root->cut && idt_yaml_member(root, "sources") == NULL) {
            idt_reader_fault(r, root, 0, "neither records nor sources; write records: and a list");
        }
        return;
    }
    if (records->kind != IDT_YAML_SEQUENCE) {
        if (records->kind != IDT_YAML_NONE) {
            idt_reader_fault(r, records, 0, "records holds %s; expected a list of records",
                             idt_yaml_kind_text(records));
        }
        return;
    }
    for (uint32_t i = 0; i < records->count && !idt_reader_stops(r); i++) {
        idt_authored_record record;
        if (idt_record_author(r, &records->items[i], &record)) {
            idt_draft_add_record(r, d, &record);
        }
    }
}

/* ---- one file ---- */

static void read_root(idt_reader *r, const idt_yaml *root, idt_str bytes)
{
    idt_session *s = r->session;
    if (root->kind != IDT_YAML_MAPPING) {
        if (root->kind != IDT_YAML_NONE || s->faults.count == 0) {
            idt_reader_fault(r, root, 0,
                             "the file holds %s; expected a mapping that begins with interdict: %d",
                             idt_yaml_kind_text(root), IDT_AUTHORED_FORMAT);
        }
        return;
    }
    if (!check_version(r, root)) {
        return;
    }
    check_keys(r, root);
    idt_draft *d = draft_of(r, root);
    if (d == NULL) {
        return;
    }
    idt_draft_add_file(r, d, root, bytes);
    read_sources(r, d, root);
    read_records(r, d, root);
}

static void read_file(idt_session *s, idt_str path, idt_str bytes)
{
    idt_reader r = {.session = s, .path = idt_str_copy(s->arena, path)};
    idt_yaml root;
    if (r.path.ptr == NULL) {
        idt_session_full(s, s->arena);
        return;
    }
    s->faults.file = r.path;
    if (bytes.len > FILE_BYTES) {
        idt_faults_add(&s->faults, 1, 1,
                       "the file has %zu bytes, more than the %zu allowed; split it, files of one "
                       "dataset are loaded together",
                       bytes.len, FILE_BYTES);
        return;
    }
    idt_map_init(&r.sources, s->work);
    idt_arena *tree = idt_arena_new(work_ceiling(bytes.len));
    idt_error why = {0};
    const idt_rc rc = tree != NULL ? idt_yaml_read(bytes, tree, &s->faults, &root, &why)
                                   : idt_fail(&why, IDT_E_LIMIT, "the system has no memory");
    if (rc != IDT_OK) {
        idt_session_fail(s,
                         idt_fail(s->err, rc, IDT_STR_FMT ": %s", IDT_STR_ARG(path), why.message));
    } else {
        read_root(&r, &root, bytes);
    }
    idt_arena_free(tree);
}

/* ---- a call ---- */

static idt_rc open_session(idt_session *s, idt_arena *arena, size_t bytes, idt_error *err)
{
    const size_t ceiling = work_ceiling(bytes);
    *s = (idt_session){.arena = arena, .err = err, .faults = {.arena = arena}};
    idt_buf_init(&s->json, ceiling);
    s->work = idt_arena_new(ceiling);
    s->scratch = idt_arena_new(ceiling);
    if (s->work == NULL || s->scratch == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "the system has no memory to read record files");
    }
    idt_map_init(&s->datasets, arena);
    idt_map_init(&s->records, s->work);
    idt_map_init(&s->events, s->work);
    idt_map_init(&s->cited, arena);
    idt_lexicon_build(s);
    return s->rc;
}

static void close_session(idt_session *s)
{
    idt_arena_free(s->work);
    idt_arena_free(s->scratch);
    idt_buf_release(&s->json);
}

static int by_key(const void *a, const void *b)
{
    return idt_str_compare(((const idt_authored_dataset *)a)->key,
                           ((const idt_authored_dataset *)b)->key);
}

static idt_rc hand_over(idt_session *s, idt_authored *out)
{
    *out = (idt_authored){0};
    for (size_t i = 0; i < s->datasets.count; i++) {
        idt_draft_finish(s, s->datasets.entries[i].value.ptr);
    }
    if (!idt_session_failed(s) && !s->faults.full) {
        idt_links_check(s);
    }
    if (s->faults.failed) {
        idt_session_full(s, s->arena);
    }
    if (idt_session_failed(s)) {
        return s->rc;
    }
    idt_faults_sort(&s->faults);
    out->faults = s->faults.items;
    out->fault_count = s->faults.count;
    idt_authored_dataset *datasets = IDT_NEW_N(s->arena, idt_authored_dataset, s->datasets.count);
    if (datasets == NULL) {
        return idt_arena_fail(s->arena, s->err);
    }
    for (size_t i = 0; i < s->datasets.count && out->fault_count == 0; i++) {
        datasets[i] = idt_draft_result(s->datasets.entries[i].value.ptr);
        out->dataset_count++;
    }
    if (out->dataset_count > 1) {
        qsort(datasets, out->dataset_count, sizeof *datasets, by_key);
    }
    out->datasets = datasets;
    return IDT_OK;
}

/* A file over the ceiling is a fault of the file; every other failure is one of the call. */
static idt_rc file_bytes(idt_session *s, const char *path, idt_str *bytes, bool *too_large,
                         idt_error *err)
{
    idt_error why = {0};
    idt_mapped mapped;
    *too_large = false;
    const idt_rc rc = idt_mapped_open(path, FILE_BYTES, &mapped, &why);
    if (rc == IDT_E_LIMIT) {
        *too_large = true;
        s->faults.file = idt_str_copy(s->arena, idt_str_borrow(path));
        idt_faults_add(&s->faults, 1, 1,
                       "the file is larger than the %zu bytes allowed; split it, files of one "
                       "dataset are loaded together",
                       FILE_BYTES);
        return IDT_OK;
    }
    if (rc != IDT_OK) {
        if (err != NULL) {
            *err = why;
        }
        return rc;
    }
    *bytes = idt_str_copy(s->arena, mapped.bytes);
    idt_mapped_close(&mapped);
    return bytes->ptr != NULL ? IDT_OK : idt_arena_fail(s->arena, err);
}

idt_rc idt_authored_read(const char *const *paths, size_t path_count, idt_arena *arena,
                         idt_authored *out, idt_error *err)
{
    idt_session s;
    *out = (idt_authored){0};
    idt_rc rc = open_session(&s, arena, WORK_MAX_BYTES, err);
    for (size_t i = 0; i < path_count && rc == IDT_OK && !s.faults.full; i++) {
        idt_str bytes;
        bool too_large;
        rc = file_bytes(&s, paths[i], &bytes, &too_large, err);
        if (rc == IDT_OK && !too_large) {
            read_file(&s, idt_str_borrow(paths[i]), bytes);
            rc = s.rc;
        }
    }
    if (rc == IDT_OK) {
        rc = hand_over(&s, out);
    }
    close_session(&s);
    return rc;
}

idt_rc idt_authored_read_bytes(idt_str name, idt_str bytes, idt_arena *arena, idt_authored *out,
                               idt_error *err)
{
    idt_session s;
    *out = (idt_authored){0};
    idt_rc rc = open_session(&s, arena, bytes.len, err);
    if (rc == IDT_OK) {
        read_file(&s, name, bytes);
        rc = hand_over(&s, out);
    }
    close_session(&s);
    return rc;
}
