#include "authored/dataset.h"

#include "authored/values.h"

#define MADE_WHY "the description of a source in its record file"

/* A record that a source would be. */
typedef struct made {
    idt_authored_record record;
    idt_str id;
    idt_digest sha256;
    bool hashed;
} made;

struct idt_draft {
    idt_authored_dataset out;
    idt_authored_record *records;
    size_t record_count, record_cap;
    made *made;
    size_t made_count, made_cap;
    idt_authored_source *sources;
    size_t source_count, source_cap;
    idt_str *files;
    size_t file_cap;
    idt_str *file_bytes;
    size_t bytes_cap;
    idt_str title_file, publisher_file; /* where they were given */
};

idt_draft *idt_draft_of(idt_session *s, idt_str key)
{
    bool added;
    idt_map_entry *entry = idt_map_put(&s->datasets, key, &added);
    if (entry != NULL && added) {
        entry->value.ptr = IDT_NEW(s->arena, idt_draft);
    }
    if (entry == NULL || entry->value.ptr == NULL) {
        idt_session_full(s, s->arena);
        return NULL;
    }
    idt_draft *d = entry->value.ptr;
    d->out.key = entry->key;
    return d;
}

/* ---- files ---- */

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

void idt_draft_add_file(idt_reader *r, idt_draft *d, const idt_yaml *root, idt_str bytes)
{
    idt_session *s = r->session;
    read_shared(r, root, "title", &d->out.title, &d->title_file);
    read_shared(r, root, "publisher", &d->out.publisher, &d->publisher_file);
    if (!IDT_GROW(s->arena, d->files, d->file_cap, d->out.file_count) ||
        !IDT_GROW(s->arena, d->file_bytes, d->bytes_cap, d->out.file_count)) {
        idt_session_full(s, s->arena);
        return;
    }
    d->files[d->out.file_count] = r->path;
    d->file_bytes[d->out.file_count++] = bytes;
}

/* ---- records ---- */

static void keep_record(idt_session *s, idt_draft *d, const idt_authored_record *record)
{
    if (!IDT_GROW(s->arena, d->records, d->record_cap, d->record_count)) {
        idt_session_full(s, s->arena);
        return;
    }
    d->records[d->record_count++] = *record;
}

/* Where the id was first given: here, if *added. NULL after a failure. */
static idt_place *place_of(idt_session *s, idt_str id, const idt_authored_record *record,
                           bool *added)
{
    idt_map_entry *entry = idt_map_put(&s->records, id, added);
    if (entry != NULL && *added) {
        idt_place *place = IDT_NEW(s->work, idt_place);
        entry->value.ptr = place;
        if (place != NULL) {
            *place =
                (idt_place){.file = record->file, .line = record->line, .column = record->column};
        }
    }
    if (entry == NULL || entry->value.ptr == NULL) {
        idt_session_full(s, s->work);
        return NULL;
    }
    return entry->value.ptr;
}

static void used_twice(idt_session *s, const char *what, const idt_authored_record *record,
                       const idt_place *first)
{
    s->faults.file = record->file;
    idt_faults_add(&s->faults, record->line, record->column,
                   "%s %s is used twice in this dataset, first in " IDT_STR_FMT
                   " on line %u; choose another, or make them one",
                   what, idt_faults_quote(&s->faults, record->key), IDT_STR_ARG(first->file),
                   (unsigned)first->line);
}

void idt_draft_add_record(idt_reader *r, idt_draft *d, const idt_authored_record *record)
{
    idt_session *s = r->session;
    bool added;
    idt_place *place = place_of(s, r->record_id, record, &added);
    if (place == NULL) {
        return;
    }
    if (!added) {
        used_twice(s, "the id", record, place);
        return;
    }
    keep_record(s, d, record);
    place->is_source = r->schema != NULL && r->schema->of == IDT_OF_SOURCE;
    if (place->is_source && r->sha256 != NULL) {
        place->sha256 = idt_str_copy(s->work, idt_str_trim(r->sha256->text));
        place->sha256_line = r->sha256->line;
        place->sha256_column = r->sha256->column;
    }
}

/* ---- sources ---- */

static void keep_cited(idt_session *s, idt_draft *d, const idt_source *source)
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

void idt_draft_add_source(idt_reader *r, idt_draft *d, const idt_authored_record *record,
                          const idt_source *source)
{
    idt_session *s = r->session;
    keep_cited(s, d, source);
    if (!IDT_GROW(s->work, d->made, d->made_cap, d->made_count)) {
        idt_session_full(s, s->work);
        return;
    }
    made *m = &d->made[d->made_count++];
    *m = (made){.record = *record, .id = r->record_id, .hashed = source->hashed};
    m->sha256 = source->sha256;
    if (!record->is_change && !record->is_correction) { /* keeps I4 */
        m->record.is_correction = true;
        m->record.why = IDT_STR(MADE_WHY);
    }
}

/* Keeps I2. */
static void check_agreement(idt_session *s, const made *m, const idt_place *place)
{
    idt_digest stated;
    char hex[IDT_SHA256_HEX + 1];
    if (place->sha256.ptr == NULL || !m->hashed ||
        (idt_digest_parse(place->sha256, &stated) &&
         memcmp(&stated, &m->sha256, sizeof stated) == 0)) {
        return;
    }
    s->faults.file = place->file;
    idt_faults_add(&s->faults, place->sha256_line, place->sha256_column,
                   "sha256 %s is not that of the source in " IDT_STR_FMT
                   " on line %u, which is %s; they are one document: mend one of them",
                   idt_faults_quote(&s->faults, place->sha256), IDT_STR_ARG(m->record.file),
                   (unsigned)m->record.line, idt_digest_hex(&m->sha256, hex));
}

static void make_record(idt_session *s, idt_draft *d, const made *m)
{
    bool added;
    idt_place *place = place_of(s, m->id, &m->record, &added);
    if (place == NULL) {
        return;
    }
    if (added) {
        place->is_made = true;
        place->hash = m->record.hash;
        keep_record(s, d, &m->record);
    } else if (place->is_source) {
        check_agreement(s, m, place);
    } else if (!place->is_made || memcmp(&place->hash, &m->record.hash, sizeof place->hash) != 0) {
        used_twice(s, "the name", &m->record, place);
    }
}

void idt_draft_finish(idt_session *s, idt_draft *d)
{
    for (size_t i = 0; i < d->made_count && !idt_session_failed(s); i++) {
        make_record(s, d, &d->made[i]);
    }
}

idt_authored_dataset idt_draft_result(const idt_draft *d)
{
    idt_authored_dataset out = d->out;
    out.records = d->records;
    out.record_count = d->record_count;
    out.sources = d->sources;
    out.source_count = d->source_count;
    out.files = d->files;
    out.file_bytes = d->file_bytes;
    return out;
}
