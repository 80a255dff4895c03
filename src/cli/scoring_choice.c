#include "cli/compare_batch.h"

idt_rc idt_scoring_choose(idt_invocation *inv, const idt_value *value, const idt_scoring **out,
                          idt_error *err)
{
    *out = &IDT_SCORING_DEFAULT;
    return value == NULL ? IDT_OK : idt_scoring_find(value->text.ptr, inv->arena, out, err);
}
