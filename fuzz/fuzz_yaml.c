/* Any bytes as a record file: every fault has a place inside the file and a message, a file with
 * faults gives no records, and what is taken reads back as the record it was. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "authored/authored.h"
#include "statement/record.h"

#define ARENA_BYTES ((size_t)256 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_faults(const idt_authored *out, size_t lines)
{
    require(out->fault_count == 0 || out->dataset_count == 0);
    for (size_t i = 0; i < out->fault_count; i++) {
        const idt_fault *f = &out->faults[i];
        require(f->line > 0 && f->column > 0 && f->line <= lines && f->message.len > 0);
    }
}

static void check_records(const idt_authored_dataset *set, idt_arena *arena)
{
    for (size_t i = 0; i < set->record_count; i++) {
        const idt_authored_record *r = &set->records[i];
        idt_record record;
        idt_digest hash;
        require(idt_sha256(r->content.ptr, r->content.len, &hash, NULL) == IDT_OK);
        require(memcmp(&hash, &r->hash, sizeof hash) == 0);
        require(idt_record_read(set->key, r->key, r->content, &r->hash, arena, &record, NULL) ==
                IDT_OK);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_authored out;
    idt_error err = {0};
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    require(arena != NULL);
    size_t lines = 2; /* the last may be empty; libyaml may place the end one further */
    for (size_t i = 0; i < size; i++) {
        /* libyaml ends lines at CR, NEL, LS and PS too; their last bytes are enough here */
        lines += data[i] == '\n' || data[i] == '\r' || data[i] == 0x85 || data[i] == 0xa8 ||
                 data[i] == 0xa9;
    }
    const idt_str bytes = {.ptr = (const char *)data, .len = size};
    /* No cited file is found in this directory: the target reads nothing but its input. */
    const idt_rc rc =
        idt_authored_read_bytes(IDT_STR("/nonexistent/f.yaml"), bytes, arena, &out, &err);
    require(rc == IDT_OK || rc == IDT_E_LIMIT);
    if (rc == IDT_OK) {
        check_faults(&out, lines);
        for (size_t d = 0; d < out.dataset_count; d++) {
            check_records(&out.datasets[d], arena);
        }
    }
    idt_arena_free(arena);
    return 0;
}
