/* thing.c - incidents and contacts as Events, offices as Positions with their Occupancies. */
#include "export/job.h"
#include "statement/vocabulary.h"

static const char *const NOTHING[] = {NULL};

static idt_ftm_entity *event_of(export_job *job, const idt_told_of *thing)
{
    const idt_str name = idt_record_caption(thing->head);
    return job_entity(job, thing->head->about, "Event", name);
}

/* FollowTheMoney requires a name of Events and Positions: where none is stated, the caption. */
static void require_name(export_job *job, idt_ftm_entity *entity, const idt_told_of *thing)
{
    export_source *source = job_source(job, thing->records[0]);
    if (source != NULL && !idt_ftm_entity_has(entity, "name")) {
        (void)job_add(job, entity, source, NULL, "name", entity->caption);
    }
}

/* A party of an event: a link where its record is held and a legal entity; the part it played is
 * lost. */
static void involve(export_job *job, idt_ftm_entity *event, export_source *source,
                    const idt_statement *s, idt_str record_id, const char *property)
{
    static const char *const record[] = {"record", NULL};
    const idt_str party =
        record_id.ptr != NULL ? job_party(job, record_id, "LegalEntity") : (idt_str){0};
    if (party.ptr != NULL) {
        (void)job_add(job, event, source, NULL, property, party);
        if (!idt_str_is(s->property, "concerns")) {
            job_lose(job, IDT_LOSS_ROLE, event, source->record, s, s->property);
        }
        job_lose_qualifiers(job, event, source->record, s, record);
    } else {
        job_lose(job, IDT_LOSS_ROLE, event, source->record, s, s->value);
    }
}

static bool is_party(const idt_statement *s)
{
    static const char *const parties[] = {"concerns", "perpetrator", "claimed_by", "participant",
                                          NULL};
    return idt_word_in(s->property, parties);
}

static bool is_count(const idt_statement *s)
{
    static const char *const counts[] = {"incidents", "killed", "injured", "abducted", NULL};
    return idt_word_in(s->property, counts);
}

static void event_statement(export_job *job, idt_ftm_entity *event, export_source *source,
                            const idt_statement *s)
{
    static const char *const carried[] = {"citation", NULL};
    if (idt_str_is(s->property, "schema") || idt_str_is(s->property, "about")) {
        return;
    }
    const idt_record *r = source->record;
    if (is_party(s)) {
        const idt_str id =
            idt_str_is(s->property, "concerns") ? s->value : idt_qualifier(s, "record");
        const bool host = idt_str_is(idt_qualifier(s, "role"), "host");
        involve(job, event, source, s, id, host ? "organizer" : "involved");
    } else if (is_count(s)) {
        job_lose(job, IDT_LOSS_BOUNDS, event, r, s, s->value);
    } else if (idt_str_is(s->property, "claim")) {
        job_lose(job, IDT_LOSS_CLAIM, event, r, s, s->value);
    } else if (idt_str_is(s->property, "date")) {
        export_when(job, event, source, s, s->value);
        const bool cited = export_citations(job, event, source, s);
        job_lose_qualifiers(job, event, r, s, cited ? carried : NOTHING);
    } else if (idt_str_is(s->property, "incident_kind") ||
               idt_str_is(s->property, "contact_kind")) {
        export_value(job, event, source, s, IDT_STR("keywords"), NOTHING);
    } else {
        export_value(job, event, source, s, s->property, NOTHING);
    }
}

static void event(export_job *job, const idt_told_of *thing)
{
    idt_ftm_entity *made = event_of(job, thing);
    for (size_t i = 0; made != NULL && i < thing->count && job_ok(job); i++) {
        export_source *source = job_source(job, thing->records[i]);
        for (size_t s = 0; source != NULL && s < thing->records[i]->count && job_ok(job); s++) {
            event_statement(job, made, source, &thing->records[i]->statements[s]);
        }
    }
    if (made != NULL && job_ok(job)) {
        require_name(job, made, thing);
        job_queue(job, made);
    }
}

/* ---- offices ---- */

/* A holder is known by name alone: a Person of its own for each statement. */
static void occupancy(export_job *job, idt_ftm_entity *position, export_source *source,
                      const idt_statement *s)
{
    static const char *const some[] = {"from", "until", "on", NULL};
    static const char *const all[] = {"from", "until", "on", "citation", NULL};
    const idt_str dataset = source->record->dataset;
    idt_ftm_entity *person =
        job_entity(job,
                   job_text(job, IDT_STR_FMT "-holder-" IDT_STR_FMT "-%u",
                            IDT_STR_ARG(position->id), IDT_STR_ARG(dataset), s->number),
                   "Person", s->value);
    idt_ftm_entity *held =
        job_entity(job,
                   job_text(job, IDT_STR_FMT "-occupancy-" IDT_STR_FMT "-%u",
                            IDT_STR_ARG(position->id), IDT_STR_ARG(dataset), s->number),
                   "Occupancy", s->value);
    if (person == NULL || held == NULL || !job_ok(job)) {
        return;
    }
    (void)job_add(job, person, source, NULL, "name", s->value);
    (void)job_add(job, held, source, NULL, "holder", person->id);
    (void)job_add(job, held, source, NULL, "post", position->id);
    static const char *const days[][2] = {
        {"from", "startDate"}, {"until", "endDate"}, {"on", "date"}};
    for (size_t i = 0; i < 3; i++) {
        const idt_str edtf = idt_qualifier(s, days[i][0]);
        if (edtf.ptr != NULL) {
            export_date(job, held, source, s, days[i][1], edtf);
        }
    }
    const bool cited = export_citations(job, held, source, s);
    job_lose_qualifiers(job, held, source->record, s, cited ? all : some);
    job_queue(job, person);
    job_queue(job, held);
}

static void office_statement(export_job *job, idt_ftm_entity *position, export_source *source,
                             const idt_statement *s)
{
    if (idt_str_is(s->property, "schema") || idt_str_is(s->property, "about")) {
        return;
    }
    if (idt_str_is(s->property, "holder")) {
        occupancy(job, position, source, s);
    } else if (idt_str_is(s->property, "post")) {
        export_value(job, position, source, s, IDT_STR("name"), NOTHING);
    } else if (idt_str_is(s->property, "jurisdiction")) {
        export_value(job, position, source, s, IDT_STR("country"), NOTHING);
    } else if (idt_str_is(s->property, "concerns")) {
        export_value(job, position, source, s, IDT_STR("organization"), NOTHING);
    } else if (idt_str_is(s->property, "claim")) {
        job_lose(job, IDT_LOSS_CLAIM, position, source->record, s, s->value);
    } else {
        export_value(job, position, source, s, s->property, NOTHING);
    }
}

static void office(export_job *job, const idt_told_of *thing)
{
    const idt_str name = idt_record_caption(thing->head);
    idt_ftm_entity *position = job_entity(job, thing->head->about, "Position", name);
    if (position == NULL) {
        return;
    }
    job_queue(job, position);
    for (size_t i = 0; i < thing->count && job_ok(job); i++) {
        export_source *source = job_source(job, thing->records[i]);
        for (size_t s = 0; source != NULL && s < thing->records[i]->count && job_ok(job); s++) {
            office_statement(job, position, source, &thing->records[i]->statements[s]);
        }
    }
    if (job_ok(job)) {
        require_name(job, position, thing);
    }
}

/* ---- what there is no schema for ---- */

static void lost(export_job *job, const idt_told_of *thing)
{
    for (size_t i = 0; i < thing->count; i++) {
        const idt_record *r = thing->records[i];
        for (size_t s = 0; s < r->count && job_ok(job); s++) {
            if (!idt_str_is(r->statements[s].property, "schema") &&
                !idt_str_is(r->statements[s].property, "about")) {
                job_lose(job, IDT_LOSS_RECORD, NULL, r, &r->statements[s], r->schema);
            }
        }
    }
}

void export_thing(export_job *job, const idt_told_of *thing)
{
    const idt_schema_spec *spec = idt_schema_find(thing->head->schema);
    const unsigned of = spec != NULL ? spec->of : 0;
    if (of == IDT_OF_INCIDENT || of == IDT_OF_CONTACT) {
        event(job, thing);
    } else if (of == IDT_OF_OFFICE) {
        office(job, thing);
    } else {
        lost(job, thing);
    }
    job_flush(job);
}
