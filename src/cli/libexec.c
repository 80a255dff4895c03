#include "cli/libexec.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/io.h"

static idt_str own_dir(idt_arena *arena)
{
    char path[4096];
    const ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    return n > 0 ? idt_str_copy(arena, idt_path_dir((idt_str){.ptr = path, .len = (size_t)n}))
                 : IDT_STR(".");
}

static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0' ? value : NULL;
}

idt_rc idt_cli_program(idt_invocation *inv, const char *name, idt_str *out, idt_error *err)
{
    const char *stated = variable("INTERDICT_LIBEXEC");
    const idt_str own = own_dir(inv->arena);
    const idt_str places[] = {
        own,
        idt_str_format(inv->arena, IDT_STR_FMT "/../libexec/interdict", IDT_STR_ARG(own)),
#ifdef IDT_LIBEXEC_DIR
        IDT_STR(IDT_LIBEXEC_DIR),
#endif
    };
    const size_t count = stated != NULL ? 1 : sizeof places / sizeof *places;
    for (size_t i = 0; i < count; i++) {
        const idt_str place = stated != NULL ? idt_str_borrow(stated) : places[i];
        *out = idt_str_format(inv->arena, IDT_STR_FMT "/%s", IDT_STR_ARG(place), name);
        if (out->ptr != NULL && access(out->ptr, X_OK) == 0) {
            return IDT_OK;
        }
    }
    return idt_fail(err, IDT_E_NOT_FOUND,
                    "the program %s, by which files are fetched, is not found; set "
                    "INTERDICT_LIBEXEC to the folder that holds it",
                    name);
}

idt_rc idt_cli_publications(idt_invocation *inv, const char *stated, idt_publications *out,
                            idt_error *err)
{
    idt_str path = idt_str_borrow(stated != NULL ? stated : variable("INTERDICT_SOURCES"));
    idt_str bytes;
    idt_rc rc = IDT_OK;
    if (path.ptr == NULL) {
        idt_str data;
        rc = idt_cli_data_dir(inv, &data, err);
        if (rc == IDT_OK) {
            path = idt_str_format(inv->arena, IDT_STR_FMT "/sources.yaml", IDT_STR_ARG(data));
            rc = path.ptr != NULL ? IDT_OK : idt_arena_fail(inv->arena, err);
        }
    }
    if (rc == IDT_OK) {
        rc = idt_file_read(path.ptr, IDT_SOURCES_BYTES_MAX, inv->arena, &bytes, err);
    }
    return rc == IDT_OK ? idt_publications_read(bytes, path.ptr, inv->arena, out, err) : rc;
}
