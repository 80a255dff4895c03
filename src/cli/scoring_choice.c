#include "cli/compare_batch.h"

#include "core/io.h"

static idt_rc none(idt_str name, idt_error *err)
{
    const char *names[16];
    size_t count = 0;
    for (const idt_scoring *s; count < 16 && (s = idt_scoring_at(count)) != NULL;) {
        names[count++] = s->name;
    }
    const char *nearest = idt_str_nearest(name, names, count);
    return idt_fail(err, IDT_E_USAGE,
                    "there is no profile and no file \"" IDT_STR_FMT "\"%s%s%s; the program has "
                    "default, strict, wide and ofac",
                    IDT_STR_ARG(name), nearest != NULL ? "; did you mean \"" : "",
                    nearest != NULL ? nearest : "", nearest != NULL ? "\"?" : "");
}

idt_rc idt_scoring_choose(idt_invocation *inv, const idt_value *value, const idt_scoring **out,
                          idt_error *err)
{
    if (value == NULL) {
        *out = &IDT_SCORING_DEFAULT;
        return IDT_OK;
    }
    *out = idt_scoring_named(value->text);
    if (*out != NULL) {
        return IDT_OK;
    }
    const char *path = value->text.ptr;
    if (!idt_path_exists(path)) {
        return none(value->text, err);
    }
    idt_str bytes;
    idt_scoring *read = IDT_NEW(inv->arena, idt_scoring);
    if (read == NULL) {
        return idt_arena_fail(inv->arena, err);
    }
    const idt_rc rc = idt_file_read(path, IDT_SCORING_BYTES, inv->arena, &bytes, err);
    *out = read;
    return rc == IDT_OK ? idt_scoring_read(bytes, path, inv->arena, read, err) : rc;
}
