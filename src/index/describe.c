/* What a builder is told beside names: what ids stand for, what finds them, what is replaced. */
#include "index/build_state.h"

idt_rc idt_index_builder_describe(idt_index_builder *b, idt_str id, idt_str bytes, idt_error *err)
{
    uint32_t number;
    bool added = false;
    if (!index_number_of(b, &b->ids, id, &number)) {
        return idt_arena_fail(b->arena, err);
    }
    idt_str *kept = IDT_NEW(b->arena, idt_str);
    idt_map_entry *e =
        kept != NULL ? idt_map_put(&b->descriptions, b->ids.entries[number].key, &added) : NULL;
    if (e == NULL) {
        return idt_arena_fail(b->arena, err);
    }
    if (!added) {
        return idt_fail(err, IDT_E_USAGE, "\"" IDT_STR_FMT "\" is described twice",
                        IDT_STR_ARG(id));
    }
    *kept = idt_str_copy(b->arena, bytes);
    e->value.ptr = kept;
    return kept->ptr != NULL ? IDT_OK : idt_arena_fail(b->arena, err);
}

idt_rc idt_index_builder_key(idt_index_builder *b, idt_str key, idt_str id, idt_error *err)
{
    uint32_t number;
    if (!index_number_of(b, &b->ids, id, &number) ||
        !IDT_GROW(b->arena, b->finds, b->find_cap, b->find_count)) {
        return idt_arena_fail(b->arena, err);
    }
    b->finds[b->find_count++] = (built_find){.key = idt_hash64(key.ptr, key.len), .id = number};
    return IDT_OK;
}

static bool add_class(idt_index_builder *b, uint64_t class_of, uint32_t id)
{
    if (!IDT_GROW(b->arena, b->classes, b->class_cap, b->class_count)) {
        return false;
    }
    b->classes[b->class_count++] = (built_class){.class_of = class_of, .id = id};
    return true;
}

idt_rc idt_index_builder_fields(idt_index_builder *b, idt_str id, const uint64_t *classes,
                                size_t count, idt_error *err)
{
    uint32_t number;
    bool fits = index_number_of(b, &b->ids, id, &number) && add_class(b, INDEX_CLASS_NONE, number);
    for (size_t i = 0; i < count && fits; i++) {
        fits = add_class(b, classes[i], number);
    }
    return fits ? IDT_OK : idt_arena_fail(b->arena, err);
}

void idt_index_builder_known_at(idt_index_builder *b, int64_t known_at_us)
{
    b->known_at_us = known_at_us;
}

idt_rc idt_index_builder_replace(idt_index_builder *b, idt_str prefix, idt_error *err)
{
    uint32_t number;
    return index_number_of(b, &b->replaced, prefix, &number) ? IDT_OK
                                                             : idt_arena_fail(b->arena, err);
}
