/* job.h - inside export/: one export while it runs.
 *
 * A failure sticks in job->rc and stops all that follows, so that the rules of the export read as
 * rules; whoever loops over records looks at it. */
#ifndef INTERDICT_EXPORT_JOB_H
#define INTERDICT_EXPORT_JOB_H

#include "export/export.h"
#include "export/ftm_date.h"
#include "register/concerning.h"
#include "register/seen.h"

/* A record with its times: whose word, since when. */
typedef struct export_source {
    const idt_record *record;
    idt_seen seen;
    int64_t last_us; /* newest edition of its dataset at the view */
    bool sanctioned; /* a Sanction stands on it */
} export_source;

typedef struct export_job {
    idt_register *reg;
    const idt_view *view;
    const idt_export_request *request;
    const idt_ftm_model *model;
    idt_arena *run;          /* of the whole export */
    idt_arena *arena;        /* of one subject or thing: cleared before each */
    idt_map last;            /* dataset -> its newest published instant */
    idt_map done;            /* ids exported; kept only where subjects are named */
    export_source **sources; /* of the present subject or thing */
    size_t source_count, source_cap;
    idt_ftm_entity **queue; /* entities that hang on the present one */
    size_t queue_count, queue_cap;
    idt_rc rc;
    idt_error *err;
} export_job;

static inline bool job_ok(const export_job *job)
{
    return job->rc == IDT_OK;
}
void job_full(export_job *job); /* the arena's ceiling */
/* Texts in the job's arena; absent on failure. */
idt_str job_text(export_job *job, const char *fmt, ...) IDT_PRINTF(2, 3);

/* Clears what belongs to the last subject. */
void job_begin(export_job *job);
/* The record's times, read once; NULL on failure. */
export_source *job_source(export_job *job, const idt_record *record);

/* An entity, empty; queued ones are given out by job_flush after the present one. */
idt_ftm_entity *job_entity(export_job *job, idt_str id, const char *schema, idt_str caption);
void job_queue(export_job *job, idt_ftm_entity *entity);
/* The entity was seen when any record it stands on was. */
void job_widen(idt_ftm_entity *entity, const export_source *source);
void job_emit(export_job *job, idt_ftm_entity *entity);
void job_flush(export_job *job);

/* Adds a value with the times at which the statement (NULL: the record) was seen. False where the
 * schema has no such property. */
bool job_add(export_job *job, idt_ftm_entity *entity, export_source *source,
             const idt_statement *statement, const char *property, idt_str value);

void job_lose(export_job *job, idt_loss_kind kind, const idt_ftm_entity *entity,
              const idt_record *record, const idt_statement *statement, idt_str detail);
/* Every qualifier not in `carried` (NULL-terminated), each by its kind. */
void job_lose_qualifiers(export_job *job, const idt_ftm_entity *entity, const idt_record *record,
                         const idt_statement *statement, const char *const *carried);

/* The cluster's id of a record id, where a subject of this schema is held by the chosen datasets;
 * absent otherwise: what is written as a link must be in the export. */
idt_str job_party(export_job *job, idt_str record_id, const char *schema);

/* values.c: one statement of a subject as a value of the FtM property, by the property's type. The
 * qualifiers in `carried` are kept elsewhere. */
void export_value(export_job *job, idt_ftm_entity *entity, export_source *source,
                  const idt_statement *statement, idt_str property, const char *const *carried);
/* A date under `property`; what is cut is lost. */
void export_date(export_job *job, idt_ftm_entity *entity, export_source *source,
                 const idt_statement *statement, const char *property, idt_str edtf);
/* A day or period as date, or startDate and endDate. */
void export_when(export_job *job, idt_ftm_entity *entity, export_source *source,
                 const idt_statement *statement, idt_str edtf);
/* Citations that are addresses become sourceUrl; true where all are. */
bool export_citations(export_job *job, idt_ftm_entity *entity, export_source *source,
                      const idt_statement *statement);

/* The subject with its Sanctions and links; nothing where no chosen dataset speaks of it. */
void export_subject(export_job *job, const idt_subject *subject);
/* listing.c: Sanctions into the queue, topics and target into the subject, and the losses of every
 * event, listed and listing statement. */
void export_listings(export_job *job, const idt_subject *subject, idt_ftm_entity *entity);
/* thing.c: an Incident, Contact or Office; a record of another schema is lost whole. */
void export_thing(export_job *job, const idt_told_of *thing);

#endif
