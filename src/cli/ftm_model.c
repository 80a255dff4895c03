#include "cli/ftm_model.h"

#include "core/io.h"

#define MODEL_BYTES ((size_t)16 << 20)

idt_rc idt_cli_ftm_model(idt_invocation *inv, const idt_ftm_model **out, idt_error *err)
{
    idt_str data;
    idt_str bytes;
    idt_rc rc = idt_cli_data_dir(inv, &data, err);
    const idt_str path = rc == IDT_OK
                             ? idt_str_format(inv->arena, IDT_STR_FMT "/reference/ftm_schema.json",
                                              IDT_STR_ARG(data))
                             : (idt_str){0};
    if (rc == IDT_OK && path.ptr == NULL) {
        rc = idt_arena_fail(inv->arena, err);
    }
    if (rc == IDT_OK) {
        rc = idt_file_read(path.ptr, MODEL_BYTES, inv->arena, &bytes, err);
    }
    return rc == IDT_OK ? idt_ftm_model_read(bytes, path.ptr, inv->arena, out, err) : rc;
}
