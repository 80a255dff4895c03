#include <inttypes.h>

#include "cli/command.h"
#include "core/json_writer.h"
#include "load/derive.h"

typedef struct faults {
    bool json;
    idt_buf *out;
    idt_json_writer w;
} faults;

static void add_fault(void *context, const char *what)
{
    faults *f = context;
    if (f->json) {
        idt_jw_text(&f->w, NULL, what);
    } else {
        idt_buf_add_format(f->out, "fault: %s\n", what);
    }
}

static int run(idt_invocation *inv)
{
    idt_error err;
    uint64_t count = 0;
    faults f = {.json = idt_cli_format_is(inv, "json"), .out = inv->out};
    const idt_register_options options = {.clock = inv->clock};
    idt_rc rc = idt_register_open(inv->home.ptr, IDT_OPEN_READ, &options, &inv->reg, &err);
    idt_jw_init(&f.w, inv->out);
    if (f.json) {
        idt_jw_object(&f.w, NULL);
        idt_jw_text(&f.w, "schema_version", "1.0");
        idt_jw_array(&f.w, "faults");
    }
    if (rc == IDT_OK) {
        rc = idt_register_verify(inv->reg, &IDT_DERIVER, add_fault, &f, &count, &err);
    }
    if (rc != IDT_OK) {
        idt_buf_clear(inv->out);
        return idt_cli_fail(&err);
    }
    if (f.json) {
        idt_jw_end(&f.w);
        idt_jw_bool(&f.w, "sound", count == 0);
        idt_jw_end(&f.w);
        idt_buf_add_byte(inv->out, '\n');
    } else if (count == 0) {
        idt_buf_add_text(inv->out, "sound: store, contents, kept files and derived tables agree\n");
    } else {
        idt_buf_add_format(inv->out, "%" PRIu64 " fault%s\n", count, count == 1 ? "" : "s");
    }
    return count == 0 ? IDT_EXIT_DONE : IDT_EXIT_FOUND;
}

static const idt_param *const PARAMS[] = {&IDT_PARAM_OUTPUT, NULL};
static const idt_example EXAMPLES[] = {
    {"verify", IDT_EXIT_DONE, "checks the whole register; exit 1 if anything is wrong"},
};

const idt_command IDT_CMD_VERIFY = {
    .name = "verify",
    .arguments = "",
    .summary = "check the integrity of the register",
    .description = "Checks the store itself, that no two versions of a record overlap, the hash of "
                   "every content and "
                   "kept file, and that the derived tables are what they would be if made anew.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 1,
    .run = run,
};
