#include "export/job.h"

static bool is_address(idt_str text)
{
    return idt_str_starts(text, "http://") || idt_str_starts(text, "https://");
}

/* ---- dates ---- */

static bool read_date(export_job *job, const idt_ftm_entity *entity, const export_source *source,
                      const idt_statement *statement, idt_str edtf, idt_date *out)
{
    idt_error why;
    if (idt_date_parse(edtf, out, &why) == IDT_OK) {
        return true;
    }
    job_lose(job, IDT_LOSS_VALUE, entity, source->record, statement, edtf);
    return false;
}

static void add_cut(export_job *job, idt_ftm_entity *entity, export_source *source,
                    const idt_statement *statement, const char *property, const char *text)
{
    if (text[0] != '\0') {
        (void)job_add(job, entity, source, statement, property, job_text(job, "%s", text));
    }
}

void export_date(export_job *job, idt_ftm_entity *entity, export_source *source,
                 const idt_statement *statement, const char *property, idt_str edtf)
{
    char text[IDT_FTM_DATE_BYTES];
    idt_date date;
    if (!read_date(job, entity, source, statement, edtf, &date)) {
        return;
    }
    const idt_ftm_cut cut = idt_ftm_date_one(&date, text);
    add_cut(job, entity, source, statement, property, text);
    if (cut != IDT_FTM_WHOLE) {
        job_lose(job, IDT_LOSS_DATE, entity, source->record, statement,
                 job_text(job, "%s=" IDT_STR_FMT " as %s", property, IDT_STR_ARG(edtf),
                          text[0] != '\0' ? text : "nothing"));
    }
}

void export_when(export_job *job, idt_ftm_entity *entity, export_source *source,
                 const idt_statement *statement, idt_str edtf)
{
    char start[IDT_FTM_DATE_BYTES];
    char end[IDT_FTM_DATE_BYTES];
    idt_date date;
    if (!read_date(job, entity, source, statement, edtf, &date)) {
        return;
    }
    if (date.kind == IDT_DATE_ONE) {
        export_date(job, entity, source, statement, "date", edtf);
        return;
    }
    const idt_ftm_cut a = idt_ftm_date_start(&date, start);
    const idt_ftm_cut b = idt_ftm_date_end(&date, end);
    add_cut(job, entity, source, statement, "startDate", start);
    add_cut(job, entity, source, statement, "endDate", end);
    if (a != IDT_FTM_WHOLE || b != IDT_FTM_WHOLE) {
        job_lose(job, IDT_LOSS_DATE, entity, source->record, statement,
                 job_text(job, IDT_STR_FMT " as %s/%s", IDT_STR_ARG(edtf), start, end));
    }
}

/* A day of some year of few: each year is a value of its own, as the field writes it. */
#define YEARS_MAX 10

static bool export_years(export_job *job, idt_ftm_entity *entity, export_source *source,
                         const idt_statement *statement, const char *property)
{
    int32_t first, last, month, day;
    idt_error why;
    idt_date date;
    if (idt_date_parse(statement->value, &date, &why) != IDT_OK || date.kind != IDT_DATE_ONE ||
        date.earliest == IDT_DAY_OPEN_START || date.latest == IDT_DAY_OPEN_END) {
        return false;
    }
    idt_days_to_civil(date.earliest, &first, &month, &day);
    idt_days_to_civil(date.latest, &last, &month, &day);
    if (first == last || last - first >= YEARS_MAX || first < 1000 || last > 2999) {
        return false;
    }
    for (int32_t year = first; year <= last; year++) {
        (void)job_add(job, entity, source, statement, property, job_text(job, "%d", year));
    }
    job_lose(job, IDT_LOSS_DATE, entity, source->record, statement,
             job_text(job, "%s=" IDT_STR_FMT " as the years %d to %d", property,
                      IDT_STR_ARG(statement->value), first, last));
    return true;
}

/* ---- values by type ---- */

static idt_str as_gender(export_job *job, idt_str text)
{
    char folded[16];
    if (text.len >= sizeof folded) {
        return (idt_str){0};
    }
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        folded[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    const idt_str word = {.ptr = folded, .len = text.len};
    return idt_ftm_gender_exists(job->model, word) ? job_text(job, IDT_STR_FMT, IDT_STR_ARG(word))
                                                   : (idt_str){0};
}

/* The value as FollowTheMoney's type has it; absent where it has no such value. */
static idt_str as_type(export_job *job, const idt_ftm_property *p, idt_str value)
{
    const idt_str absent = {0};
    if (idt_str_is(p->type, "country")) {
        return idt_ftm_country(job->model, value);
    }
    if (idt_str_is(p->type, "topic")) {
        return idt_ftm_topic_exists(job->model, value) ? value : absent;
    }
    if (idt_str_is(p->type, "gender")) {
        return as_gender(job, value);
    }
    if (idt_str_is(p->type, "url")) {
        return is_address(value) ? value : absent;
    }
    if (idt_str_is(p->type, "language")) {
        return idt_ftm_language(job->model, value);
    }
    if (idt_str_is(p->type, "entity")) {
        const idt_str range = job_text(job, IDT_STR_FMT, IDT_STR_ARG(p->range));
        return range.ptr != NULL ? job_party(job, value, range.ptr) : absent;
    }
    return value;
}

static void as_value(export_job *job, idt_ftm_entity *entity, export_source *source,
                     const idt_statement *statement, const idt_ftm_property *p)
{
    const idt_str name = job_text(job, IDT_STR_FMT, IDT_STR_ARG(p->name));
    if (!job_ok(job)) {
        return;
    }
    if (idt_str_is(p->type, "date")) {
        if (!export_years(job, entity, source, statement, name.ptr)) {
            export_date(job, entity, source, statement, name.ptr, statement->value);
        }
        return;
    }
    const idt_str value = as_type(job, p, statement->value);
    if (value.ptr == NULL) {
        job_lose(job, IDT_LOSS_VALUE, entity, source->record, statement,
                 job_text(job, IDT_STR_FMT " is no " IDT_STR_FMT, IDT_STR_ARG(statement->value),
                          IDT_STR_ARG(p->type)));
        return;
    }
    (void)job_add(job, entity, source, statement, name.ptr, value);
}

void export_value(export_job *job, idt_ftm_entity *entity, export_source *source,
                  const idt_statement *statement, idt_str property, const char *const *carried)
{
    const idt_ftm_property *p = idt_ftm_property_find(job->model, entity->schema, property);
    if (p == NULL) {
        job_lose(job, IDT_LOSS_PROPERTY, entity, source->record, statement, statement->value);
        return;
    }
    as_value(job, entity, source, statement, p);
    job_lose_qualifiers(job, entity, source->record, statement, carried);
}

/* ---- citations ---- */

bool export_citations(export_job *job, idt_ftm_entity *entity, export_source *source,
                      const idt_statement *statement)
{
    idt_str *citations;
    size_t count;
    bool all = true;
    if (!job_ok(job)) {
        return false;
    }
    job->rc = idt_qualifier_list(statement, "citation", job->arena, &citations, &count, job->err);
    for (size_t i = 0; i < count && job_ok(job); i++) {
        if (is_address(citations[i])) {
            (void)job_add(job, entity, source, NULL, "sourceUrl", citations[i]);
        } else {
            all = false;
        }
    }
    return all;
}
