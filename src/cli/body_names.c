#include "cli/body_names.h"

static idt_str name_of(void *context, idt_str key)
{
    const idt_body_names *b = context;
    const idt_body *body = NULL;
    idt_error err;
    const idt_rc rc = idt_register_body(b->inv->reg, b->view, key, b->inv->arena, &body, &err);
    return rc == IDT_OK && body != NULL && body->name.len > 0 ? body->name : key;
}

void idt_body_names_init(idt_body_names *out, idt_invocation *inv, const idt_view *view)
{
    *out = (idt_body_names){.inv = inv, .view = view};
    out->names = (idt_chain_names){.context = out, .name = name_of};
}
