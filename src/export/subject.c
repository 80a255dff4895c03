#include "export/job.h"
#include "statement/vocabulary.h"

/* Names that FollowTheMoney has under another word on some schemata; tried where ours is not there.
 */
static const struct {
    const char *ours, *theirs;
} OTHER_WORDS[] = {{"abbreviation", "weakAlias"}, {"swiftBic", "bic"}, {"isinCode", "isin"}};

static idt_str property_word(const export_job *job, idt_str schema, idt_str property)
{
    if (idt_ftm_property_find(job->model, schema, property) != NULL) {
        return property;
    }
    for (size_t i = 0; i < sizeof OTHER_WORDS / sizeof *OTHER_WORDS; i++) {
        if (idt_str_is(property, OTHER_WORDS[i].ours)) {
            return idt_str_borrow(OTHER_WORDS[i].theirs);
        }
    }
    return property;
}

/* ---- identity documents ---- */

/* A number with its document, country or days: an Identification keeps those. */
static void identification(export_job *job, const idt_ftm_entity *entity, export_source *source,
                           const idt_statement *s)
{
    const bool passport = idt_str_is(s->property, "passportNumber");
    const idt_str country = idt_qualifier(s, "country");
    const idt_str code = idt_ftm_country(job->model, country);
    const idt_str document = idt_qualifier(s, "document");
    const idt_str issued = idt_qualifier(s, "issued");
    const idt_str expires = idt_qualifier(s, "expires_on");
    const idt_str id = job_text(job, IDT_STR_FMT "-id-" IDT_STR_FMT "-%u", IDT_STR_ARG(entity->id),
                                IDT_STR_ARG(source->record->dataset), s->number);
    idt_ftm_entity *made = job_entity(job, id, passport ? "Passport" : "Identification", s->value);
    if (made == NULL) {
        return;
    }
    (void)job_add(job, made, source, NULL, "holder", entity->id);
    (void)job_add(job, made, source, NULL, "number", s->value);
    (void)job_add(job, made, source, NULL, "type", document);
    (void)job_add(job, made, source, NULL, "country", code);
    if (country.ptr != NULL && code.ptr == NULL) {
        job_lose(job, IDT_LOSS_VALUE, made, source->record, s, country);
    }
    if (issued.ptr != NULL) {
        export_date(job, made, source, s, "startDate", issued);
    }
    if (expires.ptr != NULL) {
        export_date(job, made, source, s, "endDate", expires);
    }
    job_queue(job, made);
}

static bool is_document(const export_job *job, const idt_ftm_entity *entity, const idt_statement *s)
{
    static const char *const numbers[] = {"idNumber", "passportNumber", "socialSecurityNumber",
                                          "taxNumber", "registrationNumber"};
    static const char *const details[] = {"country", "document", "issued", "expires_on"};
    bool number = false;
    bool detail = false;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        number = number || idt_str_is(s->property, numbers[i]);
    }
    for (size_t i = 0; i < sizeof details / sizeof *details; i++) {
        detail = detail || idt_qualifier(s, details[i]).ptr != NULL;
    }
    return number && detail && idt_ftm_schema_is(job->model, entity->schema, "LegalEntity");
}

/* ---- places ---- */

/* An address with its country: an Address keeps both. */
static void address(export_job *job, idt_ftm_entity *entity, export_source *source,
                    const idt_statement *s, idt_str code)
{
    const idt_str id =
        job_text(job, IDT_STR_FMT "-address-" IDT_STR_FMT "-%u", IDT_STR_ARG(entity->id),
                 IDT_STR_ARG(source->record->dataset), s->number);
    idt_ftm_entity *made = job_entity(job, id, "Address", s->value);
    if (made == NULL || !job_ok(job)) {
        return;
    }
    (void)job_add(job, made, source, s, "full", s->value);
    (void)job_add(job, made, source, NULL, "country", code);
    (void)job_add(job, entity, source, NULL, "addressEntity", id);
    job_queue(job, made);
}

/* The country of a place, where FollowTheMoney has a property for it: true if it is kept. */
static bool place_country(export_job *job, idt_ftm_entity *entity, export_source *source,
                          const idt_statement *s)
{
    const idt_str code = idt_ftm_country(job->model, idt_qualifier(s, "country"));
    if (code.ptr == NULL) {
        return false;
    }
    if (idt_str_is(s->property, "address") &&
        idt_ftm_property_find(job->model, entity->schema, IDT_STR("addressEntity")) != NULL) {
        address(job, entity, source, s, code);
        return true;
    }
    return idt_str_is(s->property, "birthPlace") &&
           job_add(job, entity, source, NULL, "birthCountry", code);
}

/* ---- links ---- */

/* `other` is a part, wing, leader or associate: a Membership where FollowTheMoney's ranges allow
 * it, else a link of unknown kind with its role in words. */
static void link_to(export_job *job, idt_ftm_entity *entity, export_source *source,
                    const idt_statement *s, const char *role)
{
    const bool leads = idt_str_is(s->property, "leader") &&
                       idt_ftm_schema_is(job->model, entity->schema, "Organization");
    idt_str other = leads ? job_party(job, s->value, "LegalEntity") : (idt_str){0};
    const bool membership = other.ptr != NULL;
    other = membership ? other : job_party(job, s->value, "Thing");
    if (other.ptr == NULL) {
        job_lose(job, IDT_LOSS_VALUE, entity, source->record, s, s->value);
        return;
    }
    const idt_str id = job_text(job, IDT_STR_FMT "-%s-" IDT_STR_FMT, IDT_STR_ARG(entity->id), role,
                                IDT_STR_ARG(other));
    idt_ftm_entity *made =
        job_entity(job, id, membership ? "Membership" : "UnknownLink", idt_str_borrow(role));
    if (made == NULL) {
        return;
    }
    (void)job_add(job, made, source, NULL, membership ? "organization" : "subject", entity->id);
    (void)job_add(job, made, source, NULL, membership ? "member" : "object", other);
    (void)job_add(job, made, source, NULL, "role", idt_str_borrow(role));
    const idt_str from = idt_qualifier(s, "from");
    const idt_str until = idt_qualifier(s, "until");
    if (from.ptr != NULL) {
        export_date(job, made, source, s, "startDate", from);
    }
    if (until.ptr != NULL) {
        export_date(job, made, source, s, "endDate", until);
    }
    static const char *const some[] = {"from", "until", NULL};
    static const char *const all[] = {"from", "until", "citation", NULL};
    const bool cited = export_citations(job, made, source, s);
    job_lose_qualifiers(job, made, source->record, s, cited ? all : some);
    job_queue(job, made);
}

/* ---- statements ---- */

/* Losses of a statement that FollowTheMoney has no word for at all. */
static bool unsayable(export_job *job, const idt_ftm_entity *entity, const export_source *source,
                      const idt_statement *s)
{
    static const struct {
        const char *property;
        idt_loss_kind kind;
    } rows[] = {{"claim", IDT_LOSS_CLAIM},
                {"recognition", IDT_LOSS_RECOGNITION},
                {"not_same_as", IDT_LOSS_JUDGEMENT}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (idt_str_is(s->property, rows[i].property)) {
            job_lose(job, rows[i].kind, entity, source->record, s, s->value);
            return true;
        }
    }
    return false;
}

/* What listing.c gives an account of, or is the record itself. */
static bool elsewhere(const idt_statement *s)
{
    static const char *const words[] = {"schema",  "about",       "event",  "listed",
                                        "listing", "authorityId", "unscId", NULL};
    return idt_word_in(s->property, words);
}

static void statement(export_job *job, idt_ftm_entity *entity, export_source *source,
                      const idt_statement *s)
{
    static const char *const kept[] = {"country", "document", "issued", "expires_on", NULL};
    static const char *const place[] = {"country", NULL};
    if (elsewhere(s) || unsayable(job, entity, source, s)) {
        return;
    }
    if (idt_str_is(s->property, "same_as")) { /* the cluster itself tells it, as referents */
        if (s->qualifiers->count > 0) {
            job_lose(job, IDT_LOSS_JUDGEMENT, entity, source->record, s, s->value);
        }
    } else if (idt_str_is(s->property, "leader")) {
        link_to(job, entity, source, s, "leader");
    } else if (idt_str_is(s->property, "associate")) {
        link_to(job, entity, source, s, "associate");
    } else if (idt_str_is(s->property, "parent")) {
        link_to(job, entity, source, s, "part-of");
    } else if (is_document(job, entity, s)) {
        identification(job, entity, source, s);
        export_value(job, entity, source, s, s->property, kept);
    } else if (place_country(job, entity, source, s)) {
        export_value(job, entity, source, s, s->property, place);
    } else {
        export_value(job, entity, source, s, property_word(job, entity->schema, s->property), NULL);
    }
}

/* The most special schema that a record of the cluster states, where one extends the other. */
static idt_str special_schema(const export_job *job, const idt_subject *subject,
                              const idt_record *const *records, size_t count)
{
    idt_str schema = subject->schema;
    for (size_t i = 0; i < count; i++) {
        char word[64];
        if (schema.len >= sizeof word) {
            break;
        }
        memcpy(word, schema.ptr, schema.len);
        word[schema.len] = '\0';
        if (idt_ftm_schema_is(job->model, records[i]->schema, word)) {
            schema = records[i]->schema;
        }
    }
    return schema;
}

/* Members but the one that names the cluster. */
static void set_referents(export_job *job, const idt_subject *subject, idt_ftm_entity *entity)
{
    idt_str *others = IDT_NEW_N(job->arena, idt_str, subject->member_count);
    if (others == NULL) {
        job_full(job);
        return;
    }
    for (size_t i = 0; i < subject->member_count; i++) {
        if (!idt_str_equal(subject->members[i], subject->id)) {
            others[entity->referent_count++] = subject->members[i];
        }
    }
    entity->referents = others;
}

/* A dataset that tells of its listings alone speaks of it too. */
static void set_datasets(export_job *job, idt_ftm_entity *entity, const idt_record *const *records,
                         size_t count)
{
    idt_str *datasets = IDT_NEW_N(job->arena, idt_str, count);
    if (datasets == NULL) {
        job_full(job);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        datasets[i] = records[i]->dataset;
    }
    entity->datasets = datasets;
    entity->dataset_count = count;
}

void export_subject(export_job *job, const idt_subject *subject)
{
    const idt_status_question *q = &job->request->question;
    const idt_record *const *records;
    size_t count;
    job->rc = idt_subject_records(job->reg, job->view, subject, q->datasets, q->dataset_count,
                                  job->arena, &records, &count, job->err);
    if (!job_ok(job) || count == 0) {
        return;
    }
    const idt_str schema = special_schema(job, subject, records, count);
    idt_ftm_entity *entity = job_entity(job, subject->id, "", subject->caption);
    if (entity == NULL) {
        return;
    }
    entity->schema = schema;
    set_referents(job, subject, entity);
    set_datasets(job, entity, records, count);
    for (size_t i = 0; i < count && job_ok(job); i++) {
        export_source *source = job_source(job, records[i]);
        if (source != NULL) {
            job_widen(entity, source);
        }
        for (size_t s = 0; source != NULL && s < records[i]->count && job_ok(job); s++) {
            statement(job, entity, source, &records[i]->statements[s]);
        }
    }
    if (job_ok(job)) {
        export_listings(job, subject, entity);
    }
    job_emit(job, entity);
    job_flush(job);
}
