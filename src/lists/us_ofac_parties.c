#include "lists/us_ofac_parties.h"

#include "lists/values.h"
#include "lists/xml.h"

#define ENTRY_DEPTH 3

void idt_ofac_parties_init(idt_ofac_parties *parties, const idt_list_file *file, idt_arena *arena)
{
    *parties = (idt_ofac_parties){.file = file, .arena = arena};
    idt_map_init(&parties->by_id, arena);
}

/* The primary name, in the first script it is written in. */
static idt_str name_of(const idt_xml_node *names)
{
    for (const idt_xml_node *n = idt_xml_child(names, "name"); n != NULL; n = idt_xml_again(n)) {
        const idt_xml_node *all = idt_xml_child(n, "translations");
        const idt_xml_node *first = all != NULL ? idt_xml_child(all, "translation") : NULL;
        if (first != NULL && idt_list_same_word(idt_xml_text(n, "isPrimary"), "true")) {
            return idt_xml_text(first, "formattedFullName");
        }
    }
    return (idt_str){0};
}

static idt_rc on_element(void *context, const idt_xml_node *node, idt_error *err)
{
    idt_ofac_parties *p = context;
    const idt_xml_node *names = idt_xml_child(node, "names");
    bool added;
    if (!idt_str_is(node->name, "entity") || names == NULL) {
        return IDT_OK;
    }
    const idt_str id = idt_str_copy(p->arena, idt_str_trim(idt_xml_attribute_value(node, "id")));
    const idt_str name = idt_str_copy(p->arena, name_of(names));
    if (id.len == 0 || name.len == 0) {
        return IDT_OK;
    }
    idt_ofac_party *party = IDT_NEW(p->arena, idt_ofac_party);
    idt_map_entry *entry = party != NULL ? idt_map_put(&p->by_id, id, &added) : NULL;
    if (entry == NULL) {
        return idt_arena_fail(p->arena, err);
    }
    const idt_str span = idt_str_slice(p->file->bytes, (size_t)names->begin, (size_t)names->end);
    *party = (idt_ofac_party){.name = name, .source = span};
    entry->value.ptr = party;
    return IDT_OK;
}

const idt_ofac_party *idt_ofac_party_find(idt_ofac_parties *parties, idt_str id)
{
    const idt_xml_shape shape = {
        .entry_depth = ENTRY_DEPTH, .context = parties, .entry = on_element};
    if (!parties->read) {
        parties->read = true;
        /* a fault of the file is told by the read that asks; what was found so far holds */
        (void)!idt_xml_read("", parties->file->bytes, &shape, NULL);
    }
    const idt_map_entry *entry = idt_map_find(&parties->by_id, id);
    return entry != NULL ? entry->value.ptr : NULL;
}
