#include "cli/other_record.h"

idt_rc idt_cli_spoken_of(idt_invocation *inv, const idt_view *view, const idt_record *record,
                         const idt_subject **out, idt_error *err)
{
    idt_str dataset;
    idt_str key;
    const idt_record *head = record;
    idt_subject *s = IDT_NEW(inv->arena, idt_subject);
    idt_str *id = IDT_NEW(inv->arena, idt_str);
    idt_rc rc = s != NULL && id != NULL ? IDT_OK : idt_arena_fail(inv->arena, err);
    if (rc == IDT_OK && !idt_str_equal(record->about, record->id) &&
        idt_record_id_split(record->about, &dataset, &key)) {
        rc = idt_register_record(inv->reg, view, dataset, key, inv->arena, &head, err);
        head = head != NULL ? head : record;
    }
    if (rc != IDT_OK) {
        return rc;
    }
    *id = record->about;
    *s = (idt_subject){.id = record->about,
                       .caption = idt_record_caption(head),
                       .schema = head->schema,
                       .members = id,
                       .member_count = 1};
    *out = s;
    return IDT_OK;
}
