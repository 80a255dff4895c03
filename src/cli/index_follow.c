#include "cli/index_follow.h"

#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include "compile/compile.h"
#include "compile/merge_note.h"
#include "core/io.h"

#define YIELDS 10 /* of a merge behind, as nice(2) has it */

static bool has_index(const idt_invocation *inv)
{
    const idt_str path = idt_str_format(inv->arena, "%s/index/current", inv->home.ptr);
    return path.ptr != NULL && idt_path_exists(path.ptr);
}

typedef idt_rc step(idt_register *reg, const idt_view *view, const char *home, size_t ceiling_bytes,
                    idt_compiled *out, idt_error *err);

/* One step with a register of its own. */
static idt_rc take_step(const idt_invocation *inv, step *does, idt_compiled *out, idt_error *err)
{
    idt_view view;
    idt_register *reg = NULL;
    const idt_register_options options = {.clock = inv->clock};
    *out = (idt_compiled){0};
    idt_rc rc = idt_register_open(inv->home.ptr, IDT_OPEN_READ, &options, &reg, err);
    rc = rc == IDT_OK ? idt_register_view(reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, err) : rc;
    rc = rc == IDT_OK ? does(reg, &view, inv->home.ptr, IDT_COMPILE_BYTES, out, err) : rc;
    if (reg != NULL) {
        const idt_rc closed = idt_register_close(reg, rc == IDT_OK ? err : NULL);
        rc = rc == IDT_OK ? closed : rc;
    }
    return rc;
}

/* What becomes of it is written down (merge_note.h). */
static idt_rc merge(const idt_invocation *inv, idt_error *err)
{
    idt_compiled done;
    idt_merge_note_begun(inv->home.ptr, inv->clock.now_us(inv->clock.context));
    const idt_rc rc = take_step(inv, idt_compile_merge, &done, err);
    if (rc == IDT_OK) {
        idt_merge_note_done(inv->home.ptr);
    } else {
        char text[1200];
        idt_merge_note_failed(inv->home.ptr, inv->clock.now_us(inv->clock.context),
                              idt_error_text(err, text, sizeof text));
    }
    return rc;
}

/* Nobody waits for the child: it holds no file or terminal of whoever called. Where there can be
 * none, the merge stays due. */
static void merge_behind(const idt_invocation *inv)
{
    idt_error err;
    if (fork() != 0) {
        return;
    }
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        (void)dup2(nothing, fd);
    }
    (void)setsid();
    (void)!nice(YIELDS);
    _exit(merge(inv, &err) == IDT_OK ? 0 : 1);
}

void idt_cli_index_follow(const idt_invocation *inv)
{
    idt_error err;
    idt_compiled done;
    if (!has_index(inv)) {
        return;
    }
    idt_rc rc = take_step(inv, idt_compile_ensure, &done, &err);
    if (rc == IDT_OK && done.merge_due && done.merge_bytes > IDT_COMPILE_AT_ONCE_BYTES) {
        merge_behind(inv);
    } else if (rc == IDT_OK && done.merge_due) {
        rc = merge(inv, &err);
    }
    if (rc != IDT_OK) {
        char text[1200];
        idt_cli_note("interdict: the index did not follow: %s; `interdict index build`",
                     idt_error_text(&err, text, sizeof text));
    }
}
