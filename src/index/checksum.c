#include "index/format.h"

idt_rc index_file_id(const void *bytes, size_t len, idt_digest *out, idt_error *err)
{
    char head[INDEX_HEADER + IDT_SHA256_BYTES];
    idt_digest rest;
    idt_rc rc = idt_sha256((const char *)bytes + INDEX_HEADER, len - INDEX_HEADER, &rest, err);
    if (rc == IDT_OK) {
        memcpy(head, bytes, INDEX_HEADER);
        memset(head + AT_FILE_ID, 0, IDT_SHA256_BYTES);
        memcpy(head + INDEX_HEADER, rest.bytes, IDT_SHA256_BYTES);
        rc = idt_sha256(head, sizeof head, out, err);
    }
    return rc;
}
