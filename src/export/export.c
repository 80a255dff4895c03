#include "export/export.h"

#include "export/job.h"
#include "statement/vocabulary.h"

#define RUN_BYTES ((size_t)1 << 30) /* ids of what was exported, where subjects are named */

static idt_rc start(export_job *job, idt_register *reg, const idt_view *view,
                    const idt_export_request *request, idt_error *err)
{
    *job = (export_job){
        .reg = reg, .view = view, .request = request, .model = request->model, .err = err};
    job->run = idt_arena_new(RUN_BYTES);
    job->arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    if (job->run == NULL || job->arena == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to export with");
    }
    idt_map_init(&job->last, job->run);
    idt_map_init(&job->done, job->run);
    return IDT_OK;
}

static void stop(export_job *job)
{
    idt_arena_free(job->run);
    idt_arena_free(job->arena);
}

/* ---- everything ---- */

static bool chosen(const idt_status_question *q, idt_str dataset)
{
    return q->dataset_count == 0 || idt_str_among(dataset, q->datasets, q->dataset_count);
}

static bool comes_before(const idt_record *a, const idt_record *b)
{
    const int c = idt_str_compare(a->dataset, b->dataset);
    return (c != 0 ? c : idt_str_compare(a->key, b->key)) < 0;
}

/* A group is exported with the first of its chosen records that the walk meets: once. */
static bool is_first(const idt_record *record, const idt_record *const *records, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (comes_before(records[i], record)) {
            return false;
        }
    }
    return true;
}

static void visit_subject(export_job *job, const idt_record *record)
{
    const idt_status_question *q = &job->request->question;
    const idt_subject *subject;
    const idt_record *const *records;
    size_t count;
    job->rc = idt_subject_of(job->reg, job->view, record->id, job->arena, &subject, job->err);
    if (!job_ok(job) || subject == NULL) {
        return;
    }
    job->rc = idt_subject_records(job->reg, job->view, subject, q->datasets, q->dataset_count,
                                  job->arena, &records, &count, job->err);
    if (job_ok(job) && is_first(record, records, count)) {
        export_subject(job, subject);
    }
}

/* What the chosen datasets tell of a thing, its own record at the head. */
static void visit_thing(export_job *job, const idt_record *record)
{
    const idt_status_question *q = &job->request->question;
    const idt_record *const *found;
    size_t count;
    job->rc = idt_register_about(job->reg, job->view, record->about, job->arena, &found, &count,
                                 job->err);
    const idt_record **kept = IDT_NEW_N(job->arena, const idt_record *, count + 1);
    if (!job_ok(job) || kept == NULL) {
        job_full(job);
        return;
    }
    idt_told_of thing = {.records = kept};
    for (size_t i = 0; i < count; i++) {
        thing.head = idt_str_equal(found[i]->id, record->about) ? found[i] : thing.head;
        if (chosen(q, found[i]->dataset)) {
            kept[thing.count++] = found[i];
        }
    }
    thing.head = thing.head != NULL ? thing.head : record;
    if (thing.count > 0 && is_first(record, kept, thing.count)) {
        export_thing(job, &thing);
    }
}

static void lose_law(export_job *job, const idt_record *record)
{
    const idt_statement *s = idt_record_first(record, "schema");
    job_lose(job, IDT_LOSS_LAW, NULL, record, s, record->schema);
}

static idt_rc visit(void *context, const idt_record *record, idt_error *err)
{
    export_job *job = context;
    const idt_schema_spec *spec = idt_schema_find(record->schema);
    const unsigned law = IDT_OF_AUTHORITY | IDT_OF_LIST | IDT_OF_PROCEDURE | IDT_OF_SOURCE;
    job->err = err;
    if (!chosen(&job->request->question, record->dataset)) {
        return IDT_OK;
    }
    job_begin(job);
    if (spec != NULL && spec->of == IDT_OF_SUBJECT) {
        visit_subject(job, record);
    } else if (spec != NULL && (spec->of & law) != 0) {
        lose_law(job, record);
    } else {
        visit_thing(job, record);
    }
    return job->rc;
}

idt_rc idt_export_all(idt_register *reg, const idt_view *view, const idt_export_request *request,
                      idt_error *err)
{
    export_job job;
    idt_rc rc = start(&job, reg, view, request, err);
    if (rc == IDT_OK) {
        rc = idt_register_each(reg, view, visit, &job, err);
    }
    stop(&job);
    return rc;
}

/* ---- some subjects ---- */

/* True the first time an id is met. */
static bool first_time(export_job *job, idt_str id)
{
    bool added = false;
    const idt_str copy = idt_str_copy(job->run, id);
    if (copy.ptr == NULL || idt_map_put(&job->done, copy, &added) == NULL) {
        job->rc = idt_arena_fail(job->run, job->err);
    }
    return job_ok(job) && added;
}

static void export_concerning(export_job *job, const idt_subject *subject, const char *schema)
{
    const idt_status_question *q = &job->request->question;
    const idt_told_of *things;
    size_t count;
    job_begin(job);
    job->rc = idt_things_concerning(job->reg, job->view, subject, schema, q->datasets,
                                    q->dataset_count, job->arena, &things, &count, job->err);
    for (size_t i = 0; i < count && job_ok(job); i++) {
        if (first_time(job, things[i].head->about)) {
            export_thing(job, &things[i]);
        }
    }
}

idt_rc idt_export_subjects(idt_register *reg, const idt_view *view,
                           const idt_export_request *request, const idt_subject *subjects,
                           size_t count, idt_error *err)
{
    const unsigned things = IDT_OF_INCIDENT | IDT_OF_CONTACT | IDT_OF_OFFICE | IDT_OF_FIGURE |
                            IDT_OF_ACT | IDT_OF_PROSECUTION;
    export_job job;
    job.rc = start(&job, reg, view, request, err);
    for (size_t i = 0; i < count && job_ok(&job); i++) {
        if (!first_time(&job, subjects[i].id)) {
            continue;
        }
        job_begin(&job);
        export_subject(&job, &subjects[i]);
        for (size_t s = 0; s < IDT_SCHEMATA_COUNT && job_ok(&job); s++) {
            if ((IDT_SCHEMATA[s].of & things) != 0) {
                export_concerning(&job, &subjects[i], IDT_SCHEMATA[s].name);
            }
        }
    }
    stop(&job);
    return job.rc;
}
