#include "lists/xml_fields.h"

/* A tree of names: one of these for each path met. */
typedef struct path {
    idt_str name;
    bool attribute;
    uint64_t filled;
    struct path *parent;
    struct path *first;
    struct path *next;
} path;

struct idt_xml_fields {
    idt_arena *arena;
    const char *const *read;
    path root;
};

idt_xml_fields *idt_xml_fields_new(idt_arena *arena, const char *const *read)
{
    idt_xml_fields *fields = IDT_NEW(arena, idt_xml_fields);
    if (fields != NULL) {
        *fields = (idt_xml_fields){.arena = arena, .read = read};
    }
    return fields;
}

static path *path_below(idt_xml_fields *fields, path *parent, idt_str name, bool attribute)
{
    path **at = &parent->first;
    for (; *at != NULL; at = &(*at)->next) {
        if (idt_str_equal((*at)->name, name) && (*at)->attribute == attribute) {
            return *at;
        }
    }
    path *p = IDT_NEW(fields->arena, path);
    const idt_str copy = idt_str_copy(fields->arena, name);
    if (p == NULL || copy.ptr == NULL) {
        return NULL;
    }
    *p = (path){.name = copy, .attribute = attribute, .parent = parent};
    *at = p;
    return p;
}

static bool says_something(idt_str attribute)
{
    return !idt_str_starts(attribute, "xsi:") && !idt_str_starts(attribute, "xmlns");
}

/* Depth is bounded by the reader of XML. */
static bool count(idt_xml_fields *fields, path *parent, const idt_xml_node *node)
{
    path *here = path_below(fields, parent, node->name, false);
    if (here == NULL) {
        return false;
    }
    here->filled += node->text.ptr != NULL ? 1 : 0;
    for (size_t i = 0; i < node->attribute_count; i++) {
        const idt_xml_attribute *a = &node->attributes[i];
        if (a->value.len > 0 && says_something(a->name)) {
            path *p = path_below(fields, here, a->name, true);
            if (p == NULL) {
                return false;
            }
            p->filled++;
        }
    }
    for (const idt_xml_node *c = node->first; c != NULL; c = c->next) {
        if (!count(fields, here, c)) {
            return false;
        }
    }
    return true;
}

bool idt_xml_fields_count(idt_xml_fields *fields, const idt_xml_node *entry)
{
    return count(fields, &fields->root, entry);
}

static bool is_read(const idt_xml_fields *fields, idt_str name)
{
    return idt_word_in(name, fields->read);
}

static void tell(const idt_xml_fields *fields, const path *p, idt_buf *name, idt_list_output *out)
{
    const size_t len = name->len;
    if (p->parent != NULL) {
        idt_buf_add_text(name, p->attribute ? "@" : (len > 0 ? "/" : ""));
        idt_buf_add_str(name, p->name);
    }
    if (p->filled > 0 && !name->failed) {
        const idt_str full = idt_buf_borrow(name);
        idt_list_field_count(out, full, p->filled, is_read(fields, full));
    }
    for (const path *c = p->first; c != NULL; c = c->next) {
        tell(fields, c, name, out);
    }
    name->len = len;
}

void idt_xml_fields_tell(const idt_xml_fields *fields, idt_list_output *out)
{
    idt_buf name;
    idt_buf_init(&name, (size_t)1 << 20);
    tell(fields, &fields->root, &name, out);
    idt_buf_release(&name);
}
