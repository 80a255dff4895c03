/* What a builder is told beside names: what ids stand for, what finds them, what is replaced. */
#include "core/map.h"
#include "index/build_state.h"

idt_rc idt_index_builder_describe(idt_index_builder *b, idt_str id, idt_str bytes, idt_error *err)
{
    built_description d = {.start = b->about.len, .len = (uint32_t)bytes.len};
    uint32_t number;
    const uint32_t before = b->described.count;
    if (bytes.len > UINT32_MAX || !index_texts_number(&b->room, &b->ids, id, &d.id)) {
        return index_room_fail(&b->room, err);
    }
    const idt_str key = {.ptr = (const char *)&d.id, .len = sizeof d.id};
    if (!index_texts_number(&b->room, &b->described, key, &number)) {
        return index_room_fail(&b->room, err);
    }
    if (b->described.count == before) {
        return idt_fail(err, IDT_E_USAGE, "\"" IDT_STR_FMT "\" is described twice",
                        IDT_STR_ARG(id));
    }
    return index_gather(&b->room, &b->about, bytes.ptr, bytes.len) &&
                   index_gather(&b->room, &b->descriptions, &d, sizeof d)
               ? IDT_OK
               : index_room_fail(&b->room, err);
}

idt_rc idt_index_builder_key(idt_index_builder *b, idt_str key, idt_str id, idt_error *err)
{
    built_find find = {.key = idt_hash64(key.ptr, key.len)};
    return index_texts_number(&b->room, &b->ids, id, &find.id) &&
                   index_gather(&b->room, &b->finds, &find, sizeof find)
               ? IDT_OK
               : index_room_fail(&b->room, err);
}

static bool add_class(idt_index_builder *b, uint64_t class_of, uint32_t id)
{
    const built_class item = {.class_of = class_of, .id = id};
    return index_gather(&b->room, &b->classes, &item, sizeof item);
}

idt_rc idt_index_builder_fields(idt_index_builder *b, idt_str id, const uint64_t *classes,
                                size_t count, idt_error *err)
{
    uint32_t number;
    bool fits = index_texts_number(&b->room, &b->ids, id, &number) &&
                add_class(b, INDEX_CLASS_NONE, number);
    for (size_t i = 0; i < count && fits; i++) {
        fits = add_class(b, classes[i], number);
    }
    return fits ? IDT_OK : index_room_fail(&b->room, err);
}

void idt_index_builder_known_at(idt_index_builder *b, int64_t known_at_us)
{
    b->known_at_us = known_at_us;
}

idt_rc idt_index_builder_replace(idt_index_builder *b, idt_str prefix, idt_error *err)
{
    uint32_t number;
    return index_texts_number(&b->room, &b->replaced, prefix, &number)
               ? IDT_OK
               : index_room_fail(&b->room, err);
}
