/* Any bytes as the file of sources: what is taken keeps what its header promises; what is refused
 * says where. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "fetch/content_kind.h"
#include "load/publications.h"

#define ARENA_BYTES ((size_t)64 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check(const idt_publication *p)
{
    require(p->max_age_us > 0 && p->file_count > 0 && p->file_count <= IDT_PUBLICATION_FILES_MAX);
    for (size_t i = 0; i < p->file_count; i++) {
        const idt_publication_file *f = &p->files[i];
        require(idt_address_ok(f->address) && idt_content_kind_known(f->kind));
        require(f->max_bytes > 0 && f->name.len > 0 && idt_str_find(f->name, '/') == f->name.len);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_publications all;
    idt_error err = {0};
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    require(arena != NULL);
    const idt_str bytes = {.ptr = (const char *)data, .len = size};
    const idt_rc rc = idt_publications_read(bytes, "input", arena, &all, &err);
    for (size_t i = 0; rc == IDT_OK && i < all.count; i++) {
        check(&all.items[i]);
    }
    require(rc == IDT_OK || rc == IDT_E_LIMIT || (rc == IDT_E_INPUT && err.line > 0));
    idt_arena_free(arena);
    return 0;
}
