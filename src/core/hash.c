#include "core/hash.h"

/* The plain functions, not EVP: those first load providers and a configuration file, which costs a
 * short command more than all it does (4 of 16 million instructions of `status`). */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

idt_rc idt_sha256(const void *bytes, size_t len, idt_digest *out, idt_error *err)
{
    SHA256_CTX context;
    if (SHA256_Init(&context) != 1 || SHA256_Update(&context, bytes, len) != 1 ||
        SHA256_Final(out->bytes, &context) != 1) {
        return idt_fail(err, IDT_E_INTERNAL, "SHA-256 is not available in the crypto library");
    }
    return IDT_OK;
}

const char *idt_digest_hex(const idt_digest *digest, char out[IDT_SHA256_HEX + 1])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < IDT_SHA256_BYTES; i++) {
        out[2 * i] = digits[digest->bytes[i] >> 4];
        out[2 * i + 1] = digits[digest->bytes[i] & 15];
    }
    out[IDT_SHA256_HEX] = '\0';
    return out;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool idt_digest_parse(idt_str hex, idt_digest *out)
{
    if (hex.len != IDT_SHA256_HEX) {
        return false;
    }
    for (size_t i = 0; i < IDT_SHA256_BYTES; i++) {
        const int high = hex_value(hex.ptr[2 * i]);
        const int low = hex_value(hex.ptr[2 * i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        out->bytes[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}
