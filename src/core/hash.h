/* hash.h - SHA-256 of bytes, and digests as hexadecimal text; SHA-1 where a foreign format asks for
 * it. Owner of libcrypto. */
#ifndef INTERDICT_CORE_HASH_H
#define INTERDICT_CORE_HASH_H

#include <stdbool.h>
#include <stdint.h>

#include "core/str.h"

#define IDT_SHA256_BYTES 32
#define IDT_SHA256_HEX   64

typedef struct idt_digest {
    uint8_t bytes[IDT_SHA256_BYTES];
} idt_digest;

/* The digest of `len` bytes. IDT_E_INTERNAL if the crypto library refuses (it has no reason to). */
IDT_CHECK idt_rc idt_sha256(const void *bytes, size_t len, idt_digest *out, idt_error *err);

/* SHA-256 of bytes that come in pieces. A copy of the state goes its own way. */
typedef struct idt_sha256_state {
    uint64_t opaque[16];
} idt_sha256_state;
IDT_CHECK idt_rc idt_sha256_start(idt_sha256_state *state, idt_error *err);
IDT_CHECK idt_rc idt_sha256_add(idt_sha256_state *state, const void *bytes, size_t len,
                                idt_error *err);
/* Of all bytes so far; more may follow. */
IDT_CHECK idt_rc idt_sha256_so_far(const idt_sha256_state *state, idt_digest *out, idt_error *err);

/* Writes 64 lower-case digits and a NUL. Returns `out`. */
const char *idt_digest_hex(const idt_digest *digest, char out[IDT_SHA256_HEX + 1]);

/* Exactly 64 hexadecimal digits, either case; false otherwise. */
bool idt_digest_parse(idt_str hex, idt_digest *out);

/* SHA-1 as 40 lower-case digits and a NUL: for ids that others make so, never where an attacker
 * gains by a collision. */
#define IDT_SHA1_HEX 40
IDT_CHECK idt_rc idt_sha1_hex(const void *bytes, size_t len, char out[IDT_SHA1_HEX + 1],
                              idt_error *err);

#endif
