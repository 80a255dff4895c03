/* Bytes as a register file: opening, a view, every record and the whole verification give answers,
 * errors or faults, never undefined behaviour. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "load/derive.h"
#include "register/register.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static idt_rc look(void *context, const idt_record *record, idt_error *err)
{
    size_t *seen = context;
    (void)err;
    *seen += record->count;
    return IDT_OK;
}

static void ignore(void *context, const char *what)
{
    (void)context;
    (void)what;
}

static void read_all(const char *home)
{
    idt_error err;
    idt_register *reg;
    idt_view view;
    size_t seen = 0;
    uint64_t faults;
    const idt_register_options options = {.clock = idt_clock_system()};
    if (idt_register_open(home, IDT_OPEN_READ, &options, &reg, &err) != IDT_OK) {
        return;
    }
    if (idt_register_view(reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err) == IDT_OK) {
        (void)!idt_register_each(reg, &view, look, &seen, &err);
    }
    (void)!idt_register_verify(reg, &IDT_DERIVER, ignore, NULL, &faults, &err);
    (void)!idt_register_close(reg, &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char home[] = "/tmp/idt-fuzz-XXXXXX";
    char path[64];
    static const char *const files[] = {"register.db", "register.db-wal", "register.db-shm"};
    if (mkdtemp(home) == NULL) {
        return 0;
    }
    (void)snprintf(path, sizeof path, "%s/register.db", home);
    const int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0) {
        const bool written = write(fd, data, size) == (ssize_t)size;
        (void)close(fd);
        if (written) {
            read_all(home);
        }
    }
    for (size_t i = 0; i < 3; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", home, files[i]);
        (void)unlink(path);
    }
    (void)rmdir(home);
    return 0;
}
