#include "register/subject_status.h"

#include <stdlib.h>

#include "core/map.h"
#include "register/presence.h"
#include "statement/vocabulary.h"

/* ---- records, collected ---- */

typedef struct record_list {
    const idt_record **items;
    size_t count, cap;
} record_list;

static idt_rc push(record_list *list, const idt_record *record, idt_arena *arena, idt_error *err)
{
    for (size_t i = 0; i < list->count; i++) {
        if (idt_str_equal(list->items[i]->id, record->id)) {
            return IDT_OK;
        }
    }
    if (!IDT_GROW(arena, list->items, list->cap, list->count)) {
        return idt_arena_fail(arena, err);
    }
    list->items[list->count++] = record;
    return IDT_OK;
}

static bool chosen(idt_str dataset, const idt_str *datasets, size_t count)
{
    return count == 0 || idt_str_among(dataset, datasets, count);
}

static bool is_subject(const idt_record *record)
{
    const idt_schema_spec *spec = idt_schema_find(record->schema);
    return spec != NULL && spec->of == IDT_OF_SUBJECT;
}

/* ---- identity ---- */

/* The ids of one cluster while it is walked: a breadth-first queue without repeats. */
typedef struct cluster {
    idt_arena *arena;
    idt_str *ids;
    size_t count, cap;
} cluster;

static idt_rc cluster_add(cluster *c, idt_str id, idt_error *err)
{
    for (size_t i = 0; i < c->count; i++) {
        if (idt_str_equal(c->ids[i], id)) {
            return IDT_OK;
        }
    }
    if (!IDT_GROW(c->arena, c->ids, c->cap, c->count)) {
        return idt_arena_fail(c->arena, err);
    }
    const idt_str copy = idt_str_copy(c->arena, id);
    if (copy.ptr == NULL) {
        return idt_arena_fail(c->arena, err);
    }
    c->ids[c->count++] = copy;
    return IDT_OK;
}

static bool judged_other(const record_list *records, idt_str a, idt_str b)
{
    for (size_t i = 0; i < records->count; i++) {
        const idt_statement *s = idt_record_first(records->items[i], "not_same_as");
        for (; s != NULL; s = idt_record_next(records->items[i], s)) {
            const idt_str of = records->items[i]->about;
            if ((idt_str_equal(of, a) && idt_str_equal(s->value, b)) ||
                (idt_str_equal(of, b) && idt_str_equal(s->value, a))) {
                return true;
            }
        }
    }
    return false;
}

static idt_rc collect(record_list *into, const idt_record *const *records, size_t count,
                      idt_arena *arena, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = push(into, records[i], arena, err);
    }
    return rc;
}

/* Adds every id judged the same as `id`, by its own records or by others'. */
static idt_rc cluster_step(cluster *c, idt_register *reg, const idt_view *view, idt_str id,
                           idt_error *err)
{
    static const idt_ref_kind kinds[] = {IDT_REF_SAME_AS, IDT_REF_NOT_SAME_AS};
    record_list speaking = {0};
    const idt_record *const *found;
    size_t count;
    idt_rc rc = idt_register_about(reg, view, id, c->arena, &found, &count, err);
    if (rc == IDT_OK) {
        rc = collect(&speaking, found, count, c->arena, err);
    }
    for (size_t k = 0; k < 2 && rc == IDT_OK; k++) {
        rc = idt_register_referring(reg, view, kinds[k], id, c->arena, &found, &count, err);
        if (rc == IDT_OK) {
            rc = collect(&speaking, found, count, c->arena, err);
        }
    }
    for (size_t i = 0; i < speaking.count && rc == IDT_OK; i++) {
        const idt_record *r = speaking.items[i];
        const idt_statement *s = idt_record_first(r, "same_as");
        for (; s != NULL && rc == IDT_OK; s = idt_record_next(r, s)) {
            const idt_str other = idt_str_equal(r->about, id) ? s->value : r->about;
            const bool speaks = idt_str_equal(r->about, id) || idt_str_equal(s->value, id);
            if (speaks && !judged_other(&speaking, id, other)) {
                rc = cluster_add(c, other, err);
            }
        }
    }
    return rc;
}

/* The last version of an entry that has left its published list; NULL for any other record. */
static idt_rc last_version(idt_register *reg, const idt_view *view, idt_str dataset, idt_str key,
                           idt_arena *arena, const idt_record **out, idt_error *err)
{
    const int64_t *instants;
    const idt_record_run *runs;
    size_t count;
    *out = NULL;
    idt_rc rc = idt_register_edition_instants(reg, view, dataset, &instants, &count, err);
    if (rc != IDT_OK || count == 0) {
        return rc;
    }
    rc = idt_register_runs(reg, view, dataset, key, arena, &runs, &count, err);
    if (rc == IDT_OK && count > 0) {
        *out = runs[count - 1].record;
    }
    return rc;
}

static idt_rc find_record(idt_register *reg, const idt_view *view, idt_str id, idt_arena *arena,
                          const idt_record **out, idt_error *err)
{
    idt_str dataset;
    idt_str key;
    *out = NULL;
    if (!idt_record_id_split(id, &dataset, &key)) {
        return IDT_OK;
    }
    const idt_rc rc = idt_register_record(reg, view, dataset, key, arena, out, err);
    return rc == IDT_OK && *out == NULL ? last_version(reg, view, dataset, key, arena, out, err)
                                        : rc;
}

idt_rc idt_subject_of(idt_register *reg, const idt_view *view, idt_str id, idt_arena *arena,
                      const idt_subject **out, idt_error *err)
{
    *out = NULL;
    const idt_record *record;
    idt_rc rc = find_record(reg, view, id, arena, &record, err);
    if (rc != IDT_OK || record == NULL || !is_subject(record)) {
        return rc;
    }
    cluster c = {.arena = arena};
    rc = cluster_add(&c, record->about, err);
    for (size_t i = 0; i < c.count && rc == IDT_OK; i++) {
        rc = cluster_step(&c, reg, view, c.ids[i], err);
    }
    if (rc != IDT_OK) {
        return rc;
    }
    idt_str_sort(c.ids, c.count);
    const idt_record *head;
    rc = find_record(reg, view, c.ids[0], arena, &head, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (head == NULL) {
        head = record; /* the record spoken of is not held at this view: its speaker stands in */
    }
    idt_subject *subject = IDT_NEW(arena, idt_subject);
    if (subject == NULL) {
        return idt_arena_fail(arena, err);
    }
    *subject = (idt_subject){.id = c.ids[0],
                             .caption = idt_str_copy(arena, idt_record_caption(head)),
                             .schema = idt_str_copy(arena, head->schema),
                             .members = c.ids,
                             .member_count = c.count};
    *out = subject;
    return IDT_OK;
}

static int by_subject_id(const void *a, const void *b)
{
    return idt_str_compare(((const idt_subject *)a)->id, ((const idt_subject *)b)->id);
}

typedef struct subject_list {
    idt_subject *items;
    size_t count, cap;
} subject_list;

static idt_rc add_subject(subject_list *list, idt_register *reg, const idt_view *view, idt_str id,
                          idt_arena *arena, idt_error *err)
{
    const idt_subject *subject;
    const idt_rc rc = idt_subject_of(reg, view, id, arena, &subject, err);
    if (rc != IDT_OK || subject == NULL) {
        return rc;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (idt_str_equal(list->items[i].id, subject->id)) {
            return IDT_OK;
        }
    }
    if (!IDT_GROW(arena, list->items, list->cap, list->count)) {
        return idt_arena_fail(arena, err);
    }
    list->items[list->count++] = *subject;
    return IDT_OK;
}

idt_rc idt_subjects_named(idt_register *reg, const idt_view *view, idt_str text, idt_str folded,
                          idt_arena *arena, const idt_subject **out, size_t *count, idt_error *err)
{
    subject_list list = {0};
    *out = NULL;
    *count = 0;
    idt_rc rc = add_subject(&list, reg, view, text, arena, err);
    if (rc != IDT_OK || list.count > 0) {
        *out = list.items; /* an id is exact: no name competes with it */
        *count = list.count;
        return rc;
    }
    const idt_record *const *named;
    size_t named_count;
    rc = idt_register_named(reg, view, folded, arena, &named, &named_count, err);
    if (rc == IDT_OK && named_count == 0) {
        rc = idt_register_named_past(reg, view, folded, arena, &named, &named_count, err);
    }
    for (size_t i = 0; i < named_count && rc == IDT_OK; i++) {
        if (is_subject(named[i])) {
            rc = add_subject(&list, reg, view, named[i]->id, arena, err);
        }
    }
    if (list.count > 1) {
        qsort(list.items, list.count, sizeof *list.items, by_subject_id);
    }
    *out = list.items;
    *count = list.count;
    return rc;
}

idt_rc idt_subject_records(idt_register *reg, const idt_view *view, const idt_subject *subject,
                           const idt_str *datasets, size_t dataset_count, idt_arena *arena,
                           const idt_record *const **out, size_t *count, idt_error *err)
{
    record_list list = {0};
    idt_rc rc = IDT_OK;
    for (size_t m = 0; m < subject->member_count && rc == IDT_OK; m++) {
        const idt_record *const *found;
        size_t n;
        rc = idt_register_about(reg, view, subject->members[m], arena, &found, &n, err);
        for (size_t i = 0; i < n && rc == IDT_OK; i++) {
            if (chosen(found[i]->dataset, datasets, dataset_count)) {
                rc = push(&list, found[i], arena, err);
            }
        }
    }
    *out = list.items;
    *count = list.count;
    return rc;
}

/* ---- the law ---- */

typedef struct law_context {
    idt_register *reg;
    const idt_view *view;
    const idt_status_question *question;
    idt_arena *arena;
} law_context;

static idt_rc keyed(const law_context *c, idt_str key, const char *schema, const idt_record **out,
                    idt_error *err)
{
    const idt_record *const *found;
    size_t count;
    *out = NULL;
    const idt_rc rc =
        idt_register_referring(c->reg, c->view, IDT_REF_KEY, key, c->arena, &found, &count, err);
    for (size_t i = 0; rc == IDT_OK && i < count; i++) {
        if (idt_str_is(found[i]->schema, schema)) {
            *out = found[i];
            break;
        }
    }
    return rc;
}

/* `record` and what the chosen datasets say about it. */
static idt_rc with_words_about(const law_context *c, const idt_record *record, record_list *into,
                               idt_error *err)
{
    idt_rc rc = push(into, record, c->arena, err);
    const idt_record *const *found;
    size_t count = 0;
    if (rc == IDT_OK) {
        rc = idt_register_about(c->reg, c->view, record->id, c->arena, &found, &count, err);
    }
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        if (chosen(found[i]->dataset, c->question->datasets, c->question->dataset_count)) {
            rc = push(into, found[i], c->arena, err);
        }
    }
    return rc;
}

static idt_rc law_of_list(void *context, idt_str key, const idt_record *const **records,
                          size_t *count, idt_error *err)
{
    const law_context *c = context;
    record_list list = {0};
    const idt_record *head;
    *records = NULL;
    *count = 0;
    idt_rc rc = keyed(c, key, "List", &head, err);
    if (rc != IDT_OK || head == NULL) {
        return rc;
    }
    rc = with_words_about(c, head, &list, err);
    const idt_str procedure = idt_record_value(head, "procedure");
    if (rc == IDT_OK && procedure.ptr != NULL) {
        const idt_record *rules;
        rc = keyed(c, procedure, "Procedure", &rules, err);
        if (rc == IDT_OK && rules != NULL) {
            rc = with_words_about(c, rules, &list, err);
        }
    }
    *records = list.items;
    *count = list.count;
    return rc;
}

static idt_rc body_of(const law_context *c, idt_str key, const idt_body **out, idt_error *err)
{
    const idt_record *record;
    *out = NULL;
    const idt_rc rc = keyed(c, key, "Authority", &record, err);
    if (rc != IDT_OK || record == NULL) {
        return rc;
    }
    idt_body *body = IDT_NEW(c->arena, idt_body);
    if (body == NULL) {
        return idt_arena_fail(c->arena, err);
    }
    *body = (idt_body){.key = record->key,
                       .name = idt_record_caption(record),
                       .jurisdiction = idt_record_value(record, "jurisdiction"),
                       .kind = idt_record_value(record, "body_kind")};
    *out = body;
    return IDT_OK;
}

static idt_rc law_body(void *context, idt_str key, const idt_body **out, idt_error *err)
{
    return body_of(context, key, out, err);
}

idt_rc idt_register_body(idt_register *reg, const idt_view *view, idt_str key, idt_arena *arena,
                         const idt_body **out, idt_error *err)
{
    const law_context c = {.reg = reg, .view = view, .arena = arena};
    return body_of(&c, key, out, err);
}

idt_rc idt_register_makes_law(idt_register *reg, const idt_view *view, idt_str list,
                              idt_str dataset, idt_day day, idt_arena *arena, bool *out,
                              idt_error *err)
{
    const idt_status_question all = {0};
    law_context c = {.reg = reg, .view = view, .question = &all, .arena = arena};
    const idt_law_source law = {.context = &c, .list = law_of_list, .body = law_body};
    return idt_publication_makes_law(&law, list, dataset, day, out, err);
}

idt_rc idt_register_with_presence(idt_register *reg, const idt_view *view, const idt_record *record,
                                  idt_arena *arena, const idt_record **out, idt_error *err)
{
    const idt_status_question all = {0};
    law_context c = {.reg = reg, .view = view, .question = &all, .arena = arena};
    const idt_law_source law = {.context = &c, .list = law_of_list, .body = law_body};
    return idt_presence_of(reg, view, record, &law, arena, out, err);
}

/* ---- parts and wholes ---- */

typedef struct part_list {
    idt_part *items;
    size_t count, cap;
} part_list;

static idt_rc make_part(const law_context *c, idt_str id, idt_part *out, idt_error *err)
{
    const idt_subject *subject;
    *out = (idt_part){0};
    idt_rc rc = idt_subject_of(c->reg, c->view, id, c->arena, &subject, err);
    if (rc != IDT_OK || subject == NULL) {
        return rc;
    }
    out->id = subject->id;
    out->caption = subject->caption;
    return idt_subject_records(c->reg, c->view, subject, c->question->datasets,
                               c->question->dataset_count, c->arena, &out->records, &out->count,
                               err);
}

static bool is_member(const idt_subject *subject, idt_str id)
{
    return idt_str_among(id, subject->members, subject->member_count);
}

static idt_rc gather_parts(const law_context *c, const idt_subject *subject, part_list *parts,
                           idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t m = 0; m < subject->member_count && rc == IDT_OK; m++) {
        const idt_record *const *found;
        size_t count;
        rc = idt_register_referring(c->reg, c->view, IDT_REF_PARENT, subject->members[m], c->arena,
                                    &found, &count, err);
        for (size_t i = 0; i < count && rc == IDT_OK; i++) {
            idt_part part;
            rc = make_part(c, found[i]->about, &part, err);
            bool known = part.id.ptr == NULL || is_member(subject, part.id);
            for (size_t p = 0; p < parts->count; p++) {
                known = known || idt_str_equal(parts->items[p].id, part.id);
            }
            if (rc != IDT_OK || known) {
                continue;
            }
            if (!IDT_GROW(c->arena, parts->items, parts->cap, parts->count)) {
                return idt_arena_fail(c->arena, err);
            }
            parts->items[parts->count++] = part;
        }
    }
    return rc;
}

static idt_rc gather_whole(const law_context *c, const idt_record *const *records, size_t count,
                           idt_part *whole, idt_error *err)
{
    *whole = (idt_part){0};
    for (size_t i = 0; i < count; i++) {
        const idt_str parent = idt_record_value(records[i], "parent");
        if (parent.ptr != NULL) {
            return make_part(c, parent, whole, err);
        }
    }
    return IDT_OK;
}

/* The records a status rests on: those in effect, and the last version of an entry that has left
 * its list, for its end is news too. */
static idt_rc with_past(const law_context *c, const idt_subject *subject, record_list *list,
                        idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t m = 0; m < subject->member_count && rc == IDT_OK; m++) {
        const idt_record *own;
        rc = find_record(c->reg, c->view, subject->members[m], c->arena, &own, err);
        if (rc == IDT_OK && own != NULL &&
            chosen(own->dataset, c->question->datasets, c->question->dataset_count)) {
            rc = push(list, own, c->arena, err);
        }
    }
    return rc;
}

/* Editions of published lists speak by what they have and no longer have. */
static idt_rc add_presence(const law_context *c, const idt_subject *subject,
                           idt_status_request *request, idt_error *err)
{
    record_list list = {0};
    idt_rc rc = collect(&list, request->records, request->count, c->arena, err);
    if (rc == IDT_OK) {
        rc = with_past(c, subject, &list, err);
    }
    for (size_t i = 0; i < list.count && rc == IDT_OK; i++) {
        rc = idt_presence_of(c->reg, c->view, list.items[i], &request->law, c->arena,
                             &list.items[i], err);
    }
    request->records = list.items;
    request->count = list.count;
    return rc;
}

/* What a subject's statuses rest on: the same whatever day is asked for. */
struct idt_status_grounds {
    law_context law;
    idt_status_request request; /* but for the day */
};

static idt_rc gather(idt_status_grounds *g, const idt_subject *subject, idt_error *err)
{
    const law_context *c = &g->law;
    idt_status_request *request = &g->request;
    part_list parts = {0};
    idt_rc rc = idt_subject_records(c->reg, c->view, subject, c->question->datasets,
                                    c->question->dataset_count, c->arena, &request->records,
                                    &request->count, err);
    if (rc == IDT_OK) {
        rc = add_presence(c, subject, request, err);
    }
    if (rc == IDT_OK) {
        rc = gather_parts(c, subject, &parts, err);
    }
    if (rc == IDT_OK) {
        rc = gather_whole(c, request->records, request->count, &request->whole, err);
    }
    request->parts = parts.items;
    request->part_count = parts.count;
    request->nothing_recorded = request->count == 0;
    return rc;
}

idt_rc idt_subject_gather(idt_register *reg, const idt_view *view, const idt_subject *subject,
                          const idt_status_question *question, idt_arena *arena,
                          const idt_status_grounds **out, idt_error *err)
{
    idt_status_grounds *g = IDT_NEW(arena, idt_status_grounds);
    *out = g;
    if (g == NULL) {
        return idt_arena_fail(arena, err);
    }
    g->law = (law_context){.reg = reg, .view = view, .question = question, .arena = arena};
    g->request = (idt_status_request){
        .subject = subject->id,
        .law = {.context = &g->law, .list = law_of_list, .body = law_body},
        .today = idt_day_of_instant(view->now_us),
        .lists = question->lists,
        .list_count = question->list_count,
        .explain = question->explain,
    };
    return gather(g, subject, err);
}

idt_rc idt_grounds_statuses(const idt_status_grounds *grounds, idt_day as_of, idt_arena *arena,
                            const idt_listing_status **rows, size_t *count, idt_error *err)
{
    idt_status_request request = grounds->request;
    request.as_of = as_of;
    return idt_listing_status_compute(&request, arena, rows, count, err);
}

idt_rc idt_subject_statuses(idt_register *reg, const idt_view *view, const idt_subject *subject,
                            const idt_status_question *question, idt_arena *arena,
                            const idt_listing_status **rows, size_t *count, idt_error *err)
{
    const idt_status_grounds *grounds;
    const idt_rc rc = idt_subject_gather(reg, view, subject, question, arena, &grounds, err);
    return rc == IDT_OK ? idt_grounds_statuses(grounds, question->as_of, arena, rows, count, err)
                        : rc;
}
