#include "load/edition_digest.h"

idt_rc idt_edition_digest(idt_raw_file *files, size_t count, idt_arena *arena, idt_digest *out,
                          idt_error *err)
{
    idt_digest *digests = IDT_NEW_N(arena, idt_digest, count + 1);
    if (digests == NULL) {
        return idt_arena_fail(arena, err);
    }
    idt_buf buf;
    idt_buf_init(&buf, IDT_ARENA_REQUEST_BYTES);
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        char hex[IDT_SHA256_HEX + 1];
        rc = idt_sha256(files[i].bytes.ptr, files[i].bytes.len, &digests[i], err);
        files[i].sha256 = &digests[i];
        idt_buf_add_str(&buf, files[i].role);
        idt_buf_add_format(&buf, " %s\n", idt_digest_hex(&digests[i], hex));
    }
    if (rc == IDT_OK) {
        rc = idt_buf_check(&buf, err);
    }
    if (rc == IDT_OK) {
        rc = idt_sha256(buf.ptr, buf.len, out, err);
    }
    idt_buf_release(&buf);
    return rc;
}
