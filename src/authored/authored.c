#include "authored/authored.h"

#include <stdlib.h>

#include "authored/links.h"
#include "authored/reader.h"
#include "authored/sources.h"
#include "authored/statements.h"
#include "authored/values.h"
#include "core/io.h"

#define FILE_BYTES     ((size_t)64 << 20) /* of one record file */
#define WORK_MIN_BYTES ((size_t)16 << 20)
#define WORK_PER_BYTE  32u /* a node and its text, for scalars of three bytes */
#define WORK_MAX_BYTES ((size_t)2 << 30)

static const char *const FILE_KEYS[] = {"interdict", "dataset", "title", "publisher",
                                        "sources",   "records", NULL};

/* A dataset while its files are being read. */
typedef struct draft {
    idt_authored_dataset out;
    idt_authored_record *records;
    size_t record_count, record_cap;
    idt_authored_source *sources;
    size_t source_count, source_cap;
    idt_str *files;
    size_t file_cap;
    idt_str *file_bytes;
    size_t bytes_cap;
    idt_str title_file, publisher_file; /* where they were given */
} draft;

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

static draft *draft_of(idt_reader *r, const idt_yaml *root)
{
    idt_session *s = r->session;
    const idt_yaml *node = idt_yaml_member(root, "dataset");
    idt_str key = IDT_STR("?"); /* nobody can write it: what is read under it is for faults only */
    bool added;
    if (node == NULL) {
        if (!root->cut) {
            idt_reader_fault(
                r, root, 0, "no dataset; write dataset: and the key of the one the records are of");
        }
    } else if (!idt_value_read(r, node, IDT_FORM_KEY, NULL, "dataset", &key)) {
        key = IDT_STR("?");
    }
    r->dataset = idt_str_copy(s->arena, key);
    idt_map_entry *entry =
        r->dataset.ptr != NULL ? idt_map_put(&s->datasets, r->dataset, &added) : NULL;
    if (entry == NULL) {
        idt_session_full(s, s->arena);
        return NULL;
    }
    if (added) {
        draft *d = IDT_NEW(s->arena, draft);
        if (d == NULL) {
            idt_session_full(s, s->arena);
            return NULL;
        }
        d->out.key = r->dataset;
        entry->value.ptr = d;
    }
    return entry->value.ptr;
}

/* A text of the dataset that one of its files gives, or several give alike. */
static void read_shared(idt_reader *r, const idt_yaml *root, const char *name, idt_str *text,
                        idt_str *file)
{
    const idt_yaml *node = idt_yaml_member(root, name);
    idt_str value;
    if (node == NULL || !idt_value_read(r, node, IDT_FORM_TEXT, NULL, name, &value)) {
        return;
    }
    if (text->ptr != NULL && !idt_str_equal(*text, value)) {
        idt_reader_fault(r, node, 0,
                         "%s %s differs from that in " IDT_STR_FMT
                         ", a file of the same dataset; give it once",
                         name, idt_reader_quote(r, value), IDT_STR_ARG(*file));
        return;
    }
    *text = idt_str_copy(r->session->arena, value);
    *file = r->path;
    if (text->ptr == NULL) {
        idt_session_full(r->session, r->session->arena);
    }
}

/* ---- sources and records ---- */

static idt_place *place_of(idt_session *s, idt_str id, bool *added)
{
    idt_map_entry *entry = idt_map_put(&s->records, id, added);
    if (entry != NULL && *added) {
        entry->value.ptr = IDT_NEW(s->work, idt_place);
    }
    if (entry == NULL || entry->value.ptr == NULL) {
        idt_session_full(s, s->work);
        return NULL;
    }
    return entry->value.ptr;
}

static void keep_record(idt_session *s, draft *d, const idt_authored_record *record)
{
    if (!IDT_GROW(s->arena, d->records, d->record_cap, d->record_count)) {
        idt_session_full(s, s->arena);
        return;
    }
    d->records[d->record_count++] = *record;
}

/* The key is new to the dataset; otherwise says where it was given first. A record of schema Source
 * written out under the name of a source is that source's record, and none is made. */
static void file_record(idt_reader *r, draft *d, const idt_authored_record *record, bool is_source)
{
    idt_session *s = r->session;
    bool added;
    idt_place *place = place_of(s, r->record_id, &added);
    if (place == NULL) {
        return;
    }
    const bool again = !added && is_source && place->is_source &&
                       memcmp(&place->hash, &record->hash, sizeof place->hash) == 0;
    if (added) {
        *place = (idt_place){.file = record->file,
                             .line = record->line,
                             .column = record->column,
                             .hash = record->hash,
                             .is_source = is_source};
        keep_record(s, d, record);
    } else if (!again) {
        idt_faults_add(&s->faults, record->line, record->column,
                       "%s %s is used twice in this dataset, first in " IDT_STR_FMT
                       " on line %u; choose another, or make them one",
                       is_source ? "the name" : "the id", idt_faults_quote(&s->faults, record->key),
                       IDT_STR_ARG(place->file), (unsigned)place->line);
    }
}

static bool is_written_out(const idt_yaml *records, idt_str name)
{
    for (uint32_t i = 0;
         records != NULL && records->kind == IDT_YAML_SEQUENCE && i < records->count; i++) {
        const idt_yaml *id = idt_yaml_member(&records->items[i], "id");
        const idt_yaml *schema = idt_yaml_member(&records->items[i], "schema");
        if (id != NULL && schema != NULL && idt_str_equal(id->text, name) &&
            idt_str_is(schema->text, "Source")) {
            return true;
        }
    }
    return false;
}

static void keep_cited(idt_session *s, draft *d, const idt_source *source)
{
    if (source->cited == NULL || !source->cited->held) {
        return;
    }
    for (size_t i = 0; i < d->source_count; i++) {
        if (idt_str_equal(d->sources[i].path, source->cited->path)) {
            return;
        }
    }
    const idt_authored_source kept = {
        .path = source->cited->path,
        .name = idt_str_copy(s->arena, source->name),
        .sha256 = source->cited->sha256,
        .bytes = source->cited->bytes,
    };
    if (kept.name.ptr == NULL || !IDT_GROW(s->arena, d->sources, d->source_cap, d->source_count)) {
        idt_session_full(s, s->arena);
        return;
    }
    d->sources[d->source_count++] = kept;
}

static void read_sources(idt_reader *r, draft *d, const idt_yaml *root)
{
    const idt_yaml *sources = idt_yaml_member(root, "sources");
    const idt_yaml *records = idt_yaml_member(root, "records");
    idt_session *s = r->session;
    if (sources == NULL) {
        return;
    }
    if (sources->kind != IDT_YAML_MAPPING) {
        idt_reader_fault(r, sources, 0,
                         "sources holds %s; expected names, each with title, sha256, file",
                         idt_yaml_kind_text(sources));
        return;
    }
    for (uint32_t i = 0; i < sources->count && !idt_session_failed(s); i += 2) {
        const idt_yaml *name = &sources->items[i];
        idt_authored_record record;
        if (!idt_source_author(r, name, &sources->items[i + 1], &record) || s->faults.full) {
            continue;
        }
        const idt_map_entry *entry = idt_map_find(&r->sources, name->text);
        if (entry != NULL) {
            keep_cited(s, d, entry->value.ptr);
        }
        if (!is_written_out(records, name->text)) {
            file_record(r, d, &record, true);
        }
    }
}

static void read_records(idt_reader *r, draft *d, const idt_yaml *root)
{
    const idt_yaml *records = idt_yaml_member(root, "records");
    idt_session *s = r->session;
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
    for (uint32_t i = 0; i < records->count && !idt_session_failed(s) && !s->faults.full; i++) {
        idt_authored_record record;
        if (idt_record_author(r, &records->items[i], &record)) {
            file_record(r, d, &record, false);
        }
    }
}

/* ---- one file ---- */

static void keep_file(idt_session *s, draft *d, idt_str path, idt_str bytes)
{
    if (!IDT_GROW(s->arena, d->files, d->file_cap, d->out.file_count) ||
        !IDT_GROW(s->arena, d->file_bytes, d->bytes_cap, d->out.file_count)) {
        idt_session_full(s, s->arena);
        return;
    }
    d->files[d->out.file_count] = path;
    d->file_bytes[d->out.file_count++] = bytes;
}

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
    draft *d = draft_of(r, root);
    if (d == NULL) {
        return;
    }
    read_shared(r, root, "title", &d->out.title, &d->title_file);
    read_shared(r, root, "publisher", &d->out.publisher, &d->publisher_file);
    keep_file(s, d, r->path, bytes);
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
        const draft *d = s->datasets.entries[i].value.ptr;
        datasets[i] = d->out;
        datasets[i].records = d->records;
        datasets[i].record_count = d->record_count;
        datasets[i].sources = d->sources;
        datasets[i].source_count = d->source_count;
        datasets[i].files = d->files;
        datasets[i].file_bytes = d->file_bytes;
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
