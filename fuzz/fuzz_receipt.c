/* Any bytes as a receipt: a refusal that says where, or one that writes back as a receipt that fits
 * its own hash. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "screen/receipt.h"

#define ARENA_BYTES ((size_t)16 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void write_back(const idt_receipt *receipt, idt_arena *arena)
{
    idt_error err = {0};
    idt_receipt again;
    bool changed;
    idt_buf bytes;
    idt_buf_init(&bytes, IDT_RECEIPT_BYTES);
    if (idt_receipt_write(receipt, NULL, 0, arena, &bytes, &err) == IDT_OK) {
        require(idt_receipt_read(idt_buf_borrow(&bytes), "back", arena, &again, &changed, &err) ==
                IDT_OK);
        require(!changed && again.threshold == receipt->threshold &&
                again.limit == receipt->limit && again.known_at_us == receipt->known_at_us &&
                again.edition_count == receipt->edition_count &&
                memcmp(&again.profile_hash, &receipt->profile_hash, IDT_SHA256_BYTES) == 0);
    } else {
        require(err.code == IDT_E_LIMIT);
    }
    idt_buf_release(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const idt_str bytes = {.ptr = (const char *)data, .len = size};
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    idt_error err = {0};
    idt_receipt receipt;
    bool changed;
    if (arena == NULL) {
        return 0;
    }
    if (idt_receipt_read(bytes, "fuzz", arena, &receipt, &changed, &err) == IDT_OK) {
        write_back(&receipt, arena);
    } else {
        require(err.message[0] != '\0');
    }
    idt_arena_free(arena);
    return 0;
}
