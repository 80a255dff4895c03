#include "core/io.h"
#include "match/scoring.h"

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

idt_rc idt_scoring_find(const char *name, idt_arena *arena, const idt_scoring **out, idt_error *err)
{
    const idt_str said = idt_str_borrow(name);
    *out = idt_scoring_named(said);
    if (*out != NULL) {
        return IDT_OK;
    }
    if (!idt_path_exists(name)) {
        return none(said, err);
    }
    idt_str bytes;
    idt_scoring *read = IDT_NEW(arena, idt_scoring);
    if (read == NULL) {
        return idt_arena_fail(arena, err);
    }
    const idt_rc rc = idt_file_read(name, IDT_SCORING_BYTES, arena, &bytes, err);
    *out = read;
    return rc == IDT_OK ? idt_scoring_read(bytes, name, arena, read, err) : rc;
}
