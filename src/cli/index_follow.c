#include "cli/index_follow.h"

#include "compile/compile.h"
#include "core/io.h"

static bool has_index(const idt_invocation *inv)
{
    const idt_str path = idt_str_format(inv->arena, "%s/index/current", inv->home.ptr);
    return path.ptr != NULL && idt_path_exists(path.ptr);
}

static idt_rc follow(const idt_invocation *inv, idt_register *reg, idt_error *err)
{
    idt_view view;
    idt_compiled done;
    idt_rc rc = idt_register_view(reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, err);
    if (rc == IDT_OK) {
        rc = idt_compile_ensure(reg, &view, inv->home.ptr, IDT_COMPILE_BYTES, &done, err);
    }
    return rc == IDT_OK && done.merge_due
               ? idt_compile_build(reg, &view, inv->home.ptr, IDT_COMPILE_BYTES, &done, err)
               : rc;
}

void idt_cli_index_follow(const idt_invocation *inv)
{
    idt_error err;
    idt_register *reg = NULL;
    const idt_register_options options = {.clock = inv->clock};
    if (!has_index(inv)) {
        return;
    }
    idt_rc rc = idt_register_open(inv->home.ptr, IDT_OPEN_READ, &options, &reg, &err);
    rc = rc == IDT_OK ? follow(inv, reg, &err) : rc;
    if (reg != NULL) {
        const idt_rc closed = idt_register_close(reg, rc == IDT_OK ? &err : NULL);
        rc = rc == IDT_OK ? closed : rc;
    }
    if (rc != IDT_OK) {
        char text[1200];
        idt_cli_note("interdict: the index did not follow: %s; `interdict index build`",
                     idt_error_text(&err, text, sizeof text));
    }
}
