#include "match/query_size.h"

#include "match/profile.h"

static bool is_name(idt_str property)
{
    idt_field_kind kind;
    return idt_profile_compares(property) && !idt_profile_field_of(property, &kind);
}

idt_rc idt_query_size_add(idt_query_size *size, idt_str property, idt_str value, idt_error *err)
{
    if (++size->values > IDT_QUERY_VALUES_MAX) {
        return idt_fail(err, IDT_E_INPUT, "more than %d values; is it one party?",
                        IDT_QUERY_VALUES_MAX);
    }
    if (!is_name(property)) {
        return IDT_OK;
    }
    if (++size->names > IDT_QUERY_NAMES_MAX) {
        return idt_fail(err, IDT_E_INPUT, "more than %d names; is it one party?",
                        IDT_QUERY_NAMES_MAX);
    }
    if (value.len > IDT_QUERY_NAME_BYTES_MAX) {
        return idt_fail(err, IDT_E_INPUT,
                        "a name of %zu bytes; a name has at most %d: is it text of another kind?",
                        value.len, IDT_QUERY_NAME_BYTES_MAX);
    }
    size->name_bytes += value.len;
    return size->name_bytes <= IDT_QUERY_NAMES_BYTES_MAX
               ? IDT_OK
               : idt_fail(err, IDT_E_INPUT,
                          "names of more than %d bytes together; is it one party?",
                          IDT_QUERY_NAMES_BYTES_MAX);
}
