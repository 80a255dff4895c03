#include "authored/reader.h"

void idt_session_fail(idt_session *s, idt_rc rc)
{
    if (s->rc == IDT_OK) {
        s->rc = rc;
    }
}

void idt_session_full(idt_session *s, const idt_arena *arena)
{
    if (s->rc == IDT_OK) {
        s->rc = idt_arena_fail(arena, s->err);
    }
}

void idt_reader_fault(idt_reader *r, const idt_yaml *at, size_t offset, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const uint32_t column = at->kind == IDT_YAML_SCALAR ? idt_yaml_column(at, offset) : at->column;
    idt_faults_add_args(&r->session->faults, at->line, column, fmt, args);
    va_end(args);
}
