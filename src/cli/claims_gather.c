#include "cli/claims_gather.h"

#include "cli/other_record.h"
#include "register/concerning.h"
#include "statement/vocabulary.h"

typedef struct gather {
    idt_invocation *inv;
    const idt_view *view;
    const idt_str *datasets;
    size_t dataset_count;
    const idt_claim_kind *const *kinds;
    size_t kind_count;
    const idt_subject *subject;
    idt_claim *items;
    size_t count, cap;
} gather;

static bool dataset_chosen(const gather *g, idt_str dataset)
{
    for (size_t i = 0; i < g->dataset_count; i++) {
        if (idt_str_equal(g->datasets[i], dataset)) {
            return true;
        }
    }
    return g->dataset_count == 0;
}

static unsigned schema_of(const idt_record *record)
{
    const idt_schema_spec *spec = idt_schema_find(record->schema);
    return spec != NULL ? spec->of : 0;
}

static bool is_member(const idt_subject *subject, idt_str id)
{
    return subject != NULL && idt_str_among(id, subject->members, subject->member_count);
}

/* The kind of a statement, if it is one of those wanted. */
static const idt_claim_kind *wanted_kind(const gather *g, const idt_record *record,
                                         const idt_statement *s)
{
    const idt_claim_kind *kind = idt_claim_kind_of(record, s);
    bool wanted = g->kind_count == 0;
    for (size_t i = 0; kind != NULL && !wanted && i < g->kind_count; i++) {
        wanted = g->kinds[i] == kind;
    }
    return wanted ? kind : NULL;
}

static idt_rc add(gather *g, const idt_record *record, const idt_statement *s, idt_error *err)
{
    const idt_claim_kind *kind = wanted_kind(g, record, s);
    if (kind == NULL) {
        return IDT_OK;
    }
    if (!IDT_GROW(g->inv->arena, g->items, g->cap, g->count)) {
        return idt_arena_fail(g->inv->arena, err);
    }
    idt_claim *c = &g->items[g->count++];
    *c = (idt_claim){.kind = kind, .about = record->about};
    return idt_told_read(record, s, g->inv->arena, &c->told, err);
}

static idt_rc add_record(gather *g, const idt_record *record, idt_error *err)
{
    idt_rc rc = IDT_OK;
    if (!dataset_chosen(g, record->dataset)) {
        return rc;
    }
    for (size_t i = 0; i < record->count && rc == IDT_OK; i++) {
        rc = add(g, record, &record->statements[i], err);
    }
    return rc;
}

/* ---- of a subject ---- */

static const char *const THINGS[] = {"Incident", "Contact",     "Figure",
                                     "LegalAct", "Prosecution", "Office"};
#define THINGS_OF                                                                                  \
    (IDT_OF_INCIDENT | IDT_OF_CONTACT | IDT_OF_FIGURE | IDT_OF_ACT | IDT_OF_PROSECUTION |          \
     IDT_OF_OFFICE)

static idt_rc add_things(gather *g, const idt_subject *subject, const char *schema, idt_error *err)
{
    const idt_told_of *things;
    size_t count;
    idt_rc rc = idt_things_concerning(g->inv->reg, g->view, subject, schema, g->datasets,
                                      g->dataset_count, g->inv->arena, &things, &count, err);
    for (size_t t = 0; rc == IDT_OK && t < count; t++) {
        for (size_t i = 0; i < things[t].count && rc == IDT_OK; i++) {
            rc = add_record(g, things[t].records[i], err);
        }
    }
    return rc;
}

static bool names_subject(gather *g, const idt_statement *s)
{
    static const char *const qualifiers[] = {"concerns", "record"};
    bool named = idt_str_is(s->property, "concerns") && is_member(g->subject, s->value);
    for (size_t q = 0; q < 2 && !named; q++) {
        const idt_json *value = idt_json_member(s->qualifiers, qualifiers[q]);
        named =
            value != NULL && value->kind == IDT_JSON_STRING && is_member(g->subject, value->string);
        for (size_t i = 0; value != NULL && value->kind == IDT_JSON_ARRAY && i < value->count;
             i++) {
            named = named || is_member(g->subject, value->items[i].string);
        }
    }
    return named;
}

/* Statements of other subjects, lists and bodies that name this one. */
static idt_rc add_naming(gather *g, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t m = 0; m < g->subject->member_count && rc == IDT_OK; m++) {
        const idt_record *const *found;
        size_t count = 0;
        rc = idt_register_referring(g->inv->reg, g->view, IDT_REF_CONCERNS, g->subject->members[m],
                                    g->inv->arena, &found, &count, err);
        for (size_t i = 0; rc == IDT_OK && i < count; i++) {
            const bool other = (schema_of(found[i]) & THINGS_OF) == 0 &&
                               !is_member(g->subject, found[i]->about) &&
                               dataset_chosen(g, found[i]->dataset);
            for (size_t s = 0; other && s < found[i]->count && rc == IDT_OK; s++) {
                if (names_subject(g, &found[i]->statements[s])) {
                    rc = add(g, found[i], &found[i]->statements[s], err);
                }
            }
        }
    }
    return rc;
}

static idt_rc add_own(gather *g, idt_error *err)
{
    const idt_record *const *records;
    size_t count = 0;
    idt_rc rc = idt_subject_records(g->inv->reg, g->view, g->subject, g->datasets, g->dataset_count,
                                    g->inv->arena, &records, &count, err);
    for (size_t i = 0; rc == IDT_OK && i < count; i++) {
        rc = add_record(g, records[i], err);
    }
    return rc;
}

static idt_rc gather_subject(gather *g, idt_error *err)
{
    idt_rc rc = add_own(g, err);
    for (size_t i = 0; i < sizeof THINGS / sizeof *THINGS && rc == IDT_OK; i++) {
        rc = add_things(g, g->subject, THINGS[i], err);
    }
    return rc == IDT_OK ? add_naming(g, err) : rc;
}

/* ---- of a list, a body, another record ---- */

/* What is said of listings on the list, and the prosecutions that rest on it. */
static idt_rc add_on_list(gather *g, idt_str key, idt_error *err)
{
    const idt_record *const *found;
    size_t count = 0;
    idt_rc rc = idt_register_referring(g->inv->reg, g->view, IDT_REF_LIST, key, g->inv->arena,
                                       &found, &count, err);
    for (size_t i = 0; rc == IDT_OK && i < count; i++) {
        if (!dataset_chosen(g, found[i]->dataset)) {
            continue;
        }
        const bool whole = (schema_of(found[i]) & IDT_OF_PROSECUTION) != 0;
        for (size_t s = 0; s < found[i]->count && rc == IDT_OK; s++) {
            const idt_statement *statement = &found[i]->statements[s];
            if (whole || idt_str_equal(idt_qualifier(statement, "list"), key)) {
                rc = add(g, found[i], statement, err);
            }
        }
    }
    return rc;
}

static idt_rc add_offices_of(gather *g, idt_str key, idt_error *err)
{
    const idt_told_of *offices;
    size_t count = 0;
    idt_rc rc = idt_things_concerning(g->inv->reg, g->view, NULL, "Office", g->datasets,
                                      g->dataset_count, g->inv->arena, &offices, &count, err);
    for (size_t o = 0; rc == IDT_OK && o < count; o++) {
        const bool its = idt_str_equal(idt_record_value(offices[o].head, "part_of"), key);
        for (size_t i = 0; its && i < offices[o].count && rc == IDT_OK; i++) {
            rc = add_record(g, offices[o].records[i], err);
        }
    }
    return rc;
}

static idt_rc gather_other(gather *g, idt_str key, idt_error *err)
{
    idt_rc rc = add_own(g, err);
    const idt_schema_spec *spec = idt_schema_find(g->subject->schema);
    if (rc == IDT_OK && spec != NULL && spec->of == IDT_OF_LIST) {
        rc = add_on_list(g, key, err);
    }
    if (rc == IDT_OK && spec != NULL && spec->of == IDT_OF_AUTHORITY) {
        rc = add_offices_of(g, key, err);
    }
    return rc;
}

/* ---- of all ---- */

static idt_rc visit(void *context, const idt_record *record, idt_error *err)
{
    gather *g = context;
    const idt_record *kept = NULL;
    bool any = false;
    for (size_t i = 0; i < record->count && !any; i++) {
        any = wanted_kind(g, record, &record->statements[i]) != NULL;
    }
    if (!any || !dataset_chosen(g, record->dataset)) {
        return IDT_OK;
    }
    /* The record lives for the visit: one that stays is asked for by its key. */
    const idt_rc rc = idt_register_record(g->inv->reg, g->view, record->dataset, record->key,
                                          g->inv->arena, &kept, err);
    return rc == IDT_OK && kept != NULL ? add_record(g, kept, err) : rc;
}

/* ---- whom it is about ---- */

/* A list, body, office or other record that is no subject: by its key or record id. */
static idt_rc other_record(gather *g, idt_str text, idt_str *key, idt_error *err)
{
    const idt_record *record = NULL;
    const idt_record *const *found;
    size_t count = 0;
    idt_str dataset;
    idt_str about_key;
    idt_rc rc = IDT_OK;
    *key = text;
    if (idt_record_id_split(text, &dataset, key)) {
        rc = idt_register_record(g->inv->reg, g->view, dataset, *key, g->inv->arena, &record, err);
    } else {
        rc = idt_register_referring(g->inv->reg, g->view, IDT_REF_KEY, text, g->inv->arena, &found,
                                    &count, err);
        record = rc == IDT_OK && count > 0 ? found[0] : NULL;
    }
    if (rc != IDT_OK || record == NULL || schema_of(record) == IDT_OF_SUBJECT) {
        return rc;
    }
    rc = idt_cli_spoken_of(g->inv, g->view, record, &g->subject, err);
    if (rc == IDT_OK && idt_record_id_split(g->subject->id, &dataset, &about_key)) {
        *key = about_key; /* of a record about a list: the list's */
    }
    return rc;
}

/* The head of every claim: of a subject its cluster, else the record spoken of. */
static idt_rc name_one(gather *g, idt_claim *c, idt_error *err)
{
    const idt_subject *subject = NULL;
    const idt_record *head = NULL;
    idt_str dataset, key;
    idt_rc rc = idt_subject_of(g->inv->reg, g->view, c->about, g->inv->arena, &subject, err);
    if (rc == IDT_OK && subject == NULL && idt_record_id_split(c->about, &dataset, &key)) {
        rc = idt_register_record(g->inv->reg, g->view, dataset, key, g->inv->arena, &head, err);
    }
    if (subject != NULL) {
        c->about = subject->id;
        c->caption = subject->caption;
        c->schema = subject->schema;
    } else {
        head = head != NULL ? head : c->told.record; /* not held: its speaker stands in */
        c->caption = idt_record_caption(head);
        c->schema = head->schema;
    }
    return rc;
}

static idt_rc name_all(gather *g, idt_error *err)
{
    idt_rc rc = IDT_OK;
    idt_claims_sort(g->items, g->count); /* what is about one id stands together */
    for (size_t i = 0; i < g->count && rc == IDT_OK;) {
        const idt_str about = g->items[i].about;
        rc = name_one(g, &g->items[i], err);
        const idt_claim *named = &g->items[i];
        for (i++; i < g->count && idt_str_equal(g->items[i].about, about); i++) {
            g->items[i].about = named->about;
            g->items[i].caption = named->caption;
            g->items[i].schema = named->schema;
        }
    }
    idt_claims_sort(g->items, g->count);
    return rc;
}

/* One statement may be reached by two ways. */
static void drop_doubles(gather *g)
{
    size_t kept = 0;
    for (size_t i = 0; i < g->count; i++) {
        const idt_claim *c = &g->items[i];
        const idt_claim *last = kept > 0 ? &g->items[kept - 1] : NULL;
        if (last == NULL || !idt_str_equal(last->told.record->id, c->told.record->id) ||
            last->told.statement->number != c->told.statement->number) {
            g->items[kept++] = *c;
        }
    }
    g->count = kept;
}

idt_rc idt_claims_gather(idt_invocation *inv, const idt_view *view, idt_str text,
                         const idt_str *datasets, size_t dataset_count,
                         const idt_claim_kind *const *kinds, size_t kind_count, idt_claims *out,
                         idt_error *err)
{
    gather g = {.inv = inv,
                .view = view,
                .datasets = datasets,
                .dataset_count = dataset_count,
                .kinds = kinds,
                .kind_count = kind_count};
    idt_str key = text;
    idt_rc rc = IDT_OK;
    if (text.ptr == NULL) {
        rc = idt_register_each(inv->reg, view, visit, &g, err);
    } else {
        rc = other_record(&g, text, &key, err);
        const bool other = g.subject != NULL;
        if (rc == IDT_OK && !other) {
            rc = idt_cli_subject(inv, view, text, &g.subject, err);
        }
        if (rc == IDT_OK) {
            rc = other ? gather_other(&g, key, err) : gather_subject(&g, err);
        }
    }
    if (rc == IDT_OK) {
        rc = name_all(&g, err);
    }
    drop_doubles(&g);
    *out = (idt_claims){.subject = g.subject, .items = g.items, .count = g.count};
    return rc;
}
