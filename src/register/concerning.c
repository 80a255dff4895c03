#include "register/concerning.h"

#include "statement/vocabulary.h"

typedef struct id_list {
    idt_arena *arena;
    idt_str *items;
    size_t count, cap;
} id_list;

static idt_rc add_id(id_list *list, idt_str id, idt_error *err)
{
    for (size_t i = 0; i < list->count; i++) {
        if (idt_str_equal(list->items[i], id)) {
            return IDT_OK;
        }
    }
    if (!IDT_GROW(list->arena, list->items, list->cap, list->count)) {
        return idt_arena_fail(list->arena, err);
    }
    list->items[list->count++] = id;
    return IDT_OK;
}

/* Every record with a reference of `kind` to `target`: the ids they speak of, of `schema`. */
static idt_rc add_referring(id_list *ids, idt_register *reg, const idt_view *view,
                            idt_ref_kind kind, idt_str target, const char *schema, idt_error *err)
{
    const idt_record *const *found;
    size_t count;
    idt_rc rc = idt_register_referring(reg, view, kind, target, ids->arena, &found, &count, err);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        if (idt_str_is(found[i]->schema, schema)) {
            rc = add_id(ids, found[i]->about, err);
        }
    }
    return rc;
}

static bool chosen(idt_str dataset, const idt_str *datasets, size_t count)
{
    return count == 0 || idt_str_among(dataset, datasets, count);
}

/* The records about `id` that are of chosen datasets; none leaves out->count 0. */
static idt_rc tell(idt_register *reg, const idt_view *view, idt_str id, const idt_str *datasets,
                   size_t dataset_count, idt_arena *arena, idt_told_of *out, idt_error *err)
{
    const idt_record *const *found;
    size_t count;
    *out = (idt_told_of){0};
    const idt_rc rc = idt_register_about(reg, view, id, arena, &found, &count, err);
    if (rc != IDT_OK) {
        return rc;
    }
    const idt_record **kept = IDT_NEW_N(arena, const idt_record *, count + 1);
    if (kept == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (size_t i = 0; i < count; i++) {
        if (idt_str_equal(found[i]->id, id)) {
            out->head = found[i];
        }
        if (chosen(found[i]->dataset, datasets, dataset_count)) {
            kept[out->count++] = found[i];
        }
    }
    out->records = kept;
    if (out->head == NULL && out->count > 0) {
        out->head = kept[0]; /* what it is about is not held: its speaker stands in */
    }
    return IDT_OK;
}

idt_rc idt_things_concerning(idt_register *reg, const idt_view *view, const idt_subject *subject,
                             const char *schema, const idt_str *datasets, size_t dataset_count,
                             idt_arena *arena, const idt_told_of **out, size_t *count,
                             idt_error *err)
{
    id_list ids = {.arena = arena};
    idt_rc rc = IDT_OK;
    *out = NULL;
    *count = 0;
    if (subject == NULL) {
        rc = add_referring(&ids, reg, view, IDT_REF_SCHEMA, idt_str_borrow(schema), schema, err);
    }
    for (size_t m = 0; subject != NULL && m < subject->member_count && rc == IDT_OK; m++) {
        rc = add_referring(&ids, reg, view, IDT_REF_CONCERNS, subject->members[m], schema, err);
    }
    idt_told_of *things = IDT_NEW_N(arena, idt_told_of, ids.count + 1);
    if (rc == IDT_OK && things == NULL) {
        rc = idt_arena_fail(arena, err);
    }
    if (rc == IDT_OK && ids.count > 1) {
        idt_str_sort(ids.items, ids.count);
    }
    for (size_t i = 0; i < ids.count && rc == IDT_OK; i++) {
        rc = tell(reg, view, ids.items[i], datasets, dataset_count, arena, &things[*count], err);
        *count += rc == IDT_OK && things[*count].count > 0 ? 1 : 0;
    }
    *out = things;
    return rc;
}

static bool is_member(const idt_subject *subject, idt_str id)
{
    return idt_str_among(id, subject->members, subject->member_count);
}

idt_rc idt_subjects_concerning(idt_register *reg, const idt_view *view, const idt_subject *subject,
                               const idt_str *datasets, size_t dataset_count, idt_arena *arena,
                               const idt_record *const **out, size_t *count, idt_error *err)
{
    const idt_record **kept = NULL;
    size_t cap = 0;
    idt_rc rc = IDT_OK;
    *count = 0;
    for (size_t m = 0; m < subject->member_count && rc == IDT_OK; m++) {
        const idt_record *const *found;
        size_t n = 0;
        rc = idt_register_referring(reg, view, IDT_REF_CONCERNS, subject->members[m], arena, &found,
                                    &n, err);
        for (size_t i = 0; i < n && rc == IDT_OK; i++) {
            const idt_schema_spec *spec = idt_schema_find(found[i]->schema);
            bool known = spec == NULL || spec->of != IDT_OF_SUBJECT ||
                         is_member(subject, found[i]->about) ||
                         !chosen(found[i]->dataset, datasets, dataset_count);
            for (size_t k = 0; k < *count; k++) {
                known = known || idt_str_equal(kept[k]->id, found[i]->id);
            }
            if (known) {
                continue;
            }
            if (!IDT_GROW(arena, kept, cap, *count)) {
                rc = idt_arena_fail(arena, err);
                break;
            }
            kept[(*count)++] = found[i];
        }
    }
    *out = kept;
    return rc;
}
