#include "export/job.h"

#include <stdarg.h>

#include "export/ftm_id.h"
#include "json/json_write.h"

void job_full(export_job *job)
{
    job->rc = job->rc == IDT_OK ? idt_arena_fail(job->arena, job->err) : job->rc;
}

idt_str job_text(export_job *job, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const idt_str text = idt_str_format_args(job->arena, fmt, args);
    va_end(args);
    if (text.ptr == NULL) {
        job_full(job);
    }
    return text;
}

void job_begin(export_job *job)
{
    idt_arena_clear(job->arena);
    job->sources = NULL;
    job->source_count = job->source_cap = 0;
    job->queue = NULL;
    job->queue_count = job->queue_cap = 0;
}

/* ---- times ---- */

/* The newest edition of a dataset at the view. */
static int64_t newest(export_job *job, idt_str dataset)
{
    bool added;
    const idt_edition_info *editions;
    size_t count;
    idt_map_entry *entry = idt_map_find(&job->last, dataset);
    if (entry != NULL) {
        return (int64_t)entry->value.number;
    }
    job->rc = idt_register_editions(job->reg, job->view, dataset, job->arena, &editions, &count,
                                    job->err);
    const idt_str key = idt_str_copy(job->run, dataset);
    entry = key.ptr != NULL ? idt_map_put(&job->last, key, &added) : NULL;
    if (entry == NULL || job->rc != IDT_OK) {
        job->rc = job->rc == IDT_OK ? idt_arena_fail(job->run, job->err) : job->rc;
        return 0;
    }
    const int64_t last = count > 0 ? editions[count - 1].published_us : 0;
    entry->value.number = (uint64_t)last;
    return last;
}

export_source *job_source(export_job *job, const idt_record *record)
{
    for (size_t i = 0; i < job->source_count; i++) {
        if (idt_str_equal(job->sources[i]->record->id, record->id)) {
            return job->sources[i];
        }
    }
    export_source *source = IDT_NEW(job->arena, export_source);
    if (!job_ok(job) || source == NULL ||
        !IDT_GROW(job->arena, job->sources, job->source_cap, job->source_count)) {
        job_full(job);
        return NULL;
    }
    source->record = record;
    job->rc = idt_register_seen(job->reg, job->view, record->dataset, record->key, job->arena,
                                &source->seen, job->err);
    source->last_us = job_ok(job) ? newest(job, record->dataset) : 0;
    job->sources[job->source_count++] = source;
    return job_ok(job) ? source : NULL;
}

/* ---- entities ---- */

idt_ftm_entity *job_entity(export_job *job, idt_str id, const char *schema, idt_str caption)
{
    idt_ftm_entity *entity = IDT_NEW(job->arena, idt_ftm_entity);
    if (entity == NULL) {
        job_full(job);
        return NULL;
    }
    *entity = (idt_ftm_entity){.arena = job->arena,
                               .id = id,
                               .caption = caption,
                               .schema = idt_str_borrow(schema),
                               .first_us = INT64_MAX,
                               .last_us = INT64_MIN,
                               .change_us = INT64_MIN};
    return entity;
}

void job_queue(export_job *job, idt_ftm_entity *entity)
{
    if (entity == NULL || !IDT_GROW(job->arena, job->queue, job->queue_cap, job->queue_count)) {
        job_full(job);
        return;
    }
    job->queue[job->queue_count++] = entity;
}

static idt_str plain(export_job *job, idt_str id)
{
    const idt_str text = idt_ftm_plain_id(id, job->arena);
    if (text.ptr == NULL) {
        job_full(job);
    }
    return text;
}

/* Every id of the entity and every link; the entity itself is given out once, so it may change. */
static void make_plain(export_job *job, idt_ftm_entity *entity)
{
    idt_str *referents = IDT_NEW_N(job->arena, idt_str, entity->referent_count + 1);
    if (referents == NULL) {
        job_full(job);
        return;
    }
    entity->id = plain(job, entity->id);
    for (size_t i = 0; i < entity->referent_count && job_ok(job); i++) {
        referents[i] = plain(job, entity->referents[i]);
    }
    entity->referents = referents;
    for (size_t i = 0; i < entity->count && job_ok(job); i++) {
        idt_ftm_value *v = &entity->values[i];
        v->entity = plain(job, v->entity);
        v->value = idt_str_is(v->property->type, "entity") ? plain(job, v->value) : v->value;
    }
}

void job_emit(export_job *job, idt_ftm_entity *entity)
{
    if (job->request->plain_ids && job_ok(job)) {
        make_plain(job, entity);
    }
    if (!job_ok(job) || job->request->sink.entity == NULL) {
        return;
    }
    job->rc = job->request->sink.entity(job->request->sink.context, entity, job->err);
}

void job_flush(export_job *job)
{
    for (size_t i = 0; i < job->queue_count && job_ok(job); i++) {
        job_emit(job, job->queue[i]);
    }
    job->queue_count = 0;
}

void job_widen(idt_ftm_entity *entity, const export_source *source)
{
    const int64_t first = source->seen.first_us;
    entity->first_us = first < entity->first_us ? first : entity->first_us;
    entity->last_us = source->last_us > entity->last_us ? source->last_us : entity->last_us;
    if (source->seen.changed_us > entity->change_us) {
        entity->change_us = source->seen.changed_us;
    }
}

bool job_add(export_job *job, idt_ftm_entity *entity, export_source *source,
             const idt_statement *statement, const char *property, idt_str value)
{
    const idt_ftm_property *p =
        idt_ftm_property_find(job->model, entity->schema, idt_str_borrow(property));
    if (p == NULL || source == NULL || value.ptr == NULL || !job_ok(job)) {
        return false;
    }
    idt_ftm_value v = {.property = p,
                       .value = value,
                       .dataset = source->record->dataset,
                       .entity = entity->id,
                       .first_us = source->seen.first_us,
                       .last_us = source->last_us};
    if (statement != NULL) {
        const idt_str lang = idt_qualifier(statement, "lang");
        v.first_us = idt_seen_first(&source->seen, statement->property, statement->value);
        v.lang = p->language && lang.ptr != NULL && idt_str_equal(value, statement->value)
                     ? idt_ftm_language(job->model, lang)
                     : (idt_str){0};
        v.original = idt_str_equal(value, statement->value) ? (idt_str){0} : statement->value;
        if (idt_seen_gap(&source->seen, statement->property, statement->value)) {
            job_lose(job, IDT_LOSS_GAP, entity, source->record, statement, statement->value);
        }
    }
    /* A subject's values are said of a member of its cluster; what hangs on it has but one id. */
    for (size_t i = 0; i < entity->referent_count; i++) {
        if (idt_str_equal(entity->referents[i], source->record->about)) {
            v.entity = source->record->about;
        }
    }
    job_widen(entity, source);
    job->rc = idt_ftm_entity_add(entity, &v, job->err);
    return true;
}

/* ---- losses ---- */

static void send_loss(export_job *job, const idt_loss *loss)
{
    if (job_ok(job) && job->request->sink.loss != NULL) {
        job->rc = job->request->sink.loss(job->request->sink.context, loss, job->err);
    }
}

void job_lose(export_job *job, idt_loss_kind kind, const idt_ftm_entity *entity,
              const idt_record *record, const idt_statement *statement, idt_str detail)
{
    const idt_loss loss = {.kind = kind,
                           .entity = entity != NULL ? entity->id : (idt_str){0},
                           .record = record,
                           .statement = statement,
                           .detail = detail};
    send_loss(job, &loss);
}

/* "name=value"; what is no text as JSON. */
static idt_str qualifier_text(export_job *job, const idt_json *q)
{
    if (q->kind == IDT_JSON_STRING) {
        return job_text(job, IDT_STR_FMT "=" IDT_STR_FMT, IDT_STR_ARG(q->key),
                        IDT_STR_ARG(q->string));
    }
    idt_buf buf;
    idt_json_writer w;
    idt_buf_init(&buf, (size_t)1 << 20);
    idt_jw_init(&w, &buf);
    idt_json_write(&w, q);
    const idt_str json = idt_buf_borrow(&buf);
    const idt_str text =
        job_text(job, IDT_STR_FMT "=" IDT_STR_FMT, IDT_STR_ARG(q->key), IDT_STR_ARG(json));
    if (job_ok(job)) {
        job->rc = idt_buf_check(&buf, job->err);
    }
    idt_buf_release(&buf);
    return text;
}

/* The CSV of statements has a column for the language of a value that has one. */
static bool kept_by_statements(const export_job *job, const idt_ftm_entity *entity,
                               const idt_statement *s)
{
    const idt_ftm_property *p =
        entity != NULL ? idt_ftm_property_find(job->model, entity->schema, s->property) : NULL;
    return p != NULL && p->language &&
           idt_ftm_language(job->model, idt_qualifier(s, "lang")).ptr != NULL;
}

void job_lose_qualifiers(export_job *job, const idt_ftm_entity *entity, const idt_record *record,
                         const idt_statement *statement, const char *const *carried)
{
    if (job->request->sink.loss == NULL) {
        return;
    }
    for (size_t i = 0; i < statement->qualifiers->count && job_ok(job); i++) {
        const idt_json *q = &statement->qualifiers->items[i];
        bool kept = false;
        for (size_t c = 0; carried != NULL && carried[c] != NULL; c++) {
            kept = kept || idt_str_is(q->key, carried[c]);
        }
        if (kept) {
            continue;
        }
        const idt_loss loss = {.kind = idt_loss_of_qualifier(q->key),
                               .entity = entity != NULL ? entity->id : (idt_str){0},
                               .record = record,
                               .statement = statement,
                               .detail = qualifier_text(job, q),
                               .lines_only = idt_str_is(q->key, "lang") &&
                                             kept_by_statements(job, entity, statement)};
        send_loss(job, &loss);
    }
}

idt_str job_party(export_job *job, idt_str record_id, const char *schema)
{
    const idt_status_question *q = &job->request->question;
    const idt_subject *subject = NULL;
    const idt_record *const *records;
    size_t count = 0;
    if (job_ok(job)) {
        job->rc = idt_subject_of(job->reg, job->view, record_id, job->arena, &subject, job->err);
    }
    if (job_ok(job) && subject != NULL) {
        job->rc = idt_subject_records(job->reg, job->view, subject, q->datasets, q->dataset_count,
                                      job->arena, &records, &count, job->err);
    }
    return count > 0 && idt_ftm_schema_is(job->model, subject->schema, schema) ? subject->id
                                                                               : (idt_str){0};
}
