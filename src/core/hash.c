#include "core/hash.h"

/* The plain functions, not EVP: those first load providers and a configuration file, which costs a
 * short command more than all it does (4 of 16 million instructions of `status`). */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

_Static_assert(sizeof(SHA256_CTX) <= sizeof(idt_sha256_state),
               "the state has room for the library's");

static idt_rc refused(idt_error *err)
{
    return idt_fail(err, IDT_E_INTERNAL, "SHA-256 is not available in the crypto library");
}

idt_rc idt_sha256(const void *bytes, size_t len, idt_digest *out, idt_error *err)
{
    SHA256_CTX context;
    if (SHA256_Init(&context) != 1 || SHA256_Update(&context, bytes, len) != 1 ||
        SHA256_Final(out->bytes, &context) != 1) {
        return refused(err);
    }
    return IDT_OK;
}

idt_rc idt_sha256_start(idt_sha256_state *state, idt_error *err)
{
    SHA256_CTX context;
    if (SHA256_Init(&context) != 1) {
        return refused(err);
    }
    memcpy(state->opaque, &context, sizeof context);
    return IDT_OK;
}

idt_rc idt_sha256_add(idt_sha256_state *state, const void *bytes, size_t len, idt_error *err)
{
    SHA256_CTX context;
    memcpy(&context, state->opaque, sizeof context);
    if (SHA256_Update(&context, bytes, len) != 1) {
        return refused(err);
    }
    memcpy(state->opaque, &context, sizeof context);
    return IDT_OK;
}

idt_rc idt_sha256_so_far(const idt_sha256_state *state, idt_digest *out, idt_error *err)
{
    SHA256_CTX context;
    memcpy(&context, state->opaque, sizeof context);
    return SHA256_Final(out->bytes, &context) == 1 ? IDT_OK : refused(err);
}

static void write_hex(const uint8_t *bytes, size_t count, char *out)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < count; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * count] = '\0';
}

idt_rc idt_sha1_hex(const void *bytes, size_t len, char out[IDT_SHA1_HEX + 1], idt_error *err)
{
    uint8_t digest[SHA_DIGEST_LENGTH];
    SHA_CTX context;
    if (SHA1_Init(&context) != 1 || SHA1_Update(&context, bytes, len) != 1 ||
        SHA1_Final(digest, &context) != 1) {
        return idt_fail(err, IDT_E_INTERNAL, "SHA-1 is not available in the crypto library");
    }
    write_hex(digest, sizeof digest, out);
    return IDT_OK;
}

const char *idt_digest_hex(const idt_digest *digest, char out[IDT_SHA256_HEX + 1])
{
    write_hex(digest->bytes, IDT_SHA256_BYTES, out);
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
