#include "text/wallet.h"

#include "core/hash.h"

static const char bitcoin_letters[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
static const char ripple_letters[] = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

#define BASE58_BYTES 64

static int letter_value(const char *letters, char c)
{
    const char *at = c != '\0' ? strchr(letters, c) : NULL;
    return at != NULL ? (int)(at - letters) : -1;
}

/* Big-endian number of base-58 digits; returns its bytes, leading zeros kept; 0 on a foreign
 * letter. */
static size_t base58_decode(idt_str text, const char *letters, unsigned char out[BASE58_BYTES])
{
    unsigned char number[BASE58_BYTES] = {0}; /* little-endian */
    size_t len = 0;
    size_t zeros = 0;
    while (zeros < text.len && text.ptr[zeros] == letters[0]) {
        zeros++;
    }
    for (size_t i = 0; i < text.len; i++) {
        const int value = letter_value(letters, text.ptr[i]);
        unsigned carry = (unsigned)value;
        if (value < 0) {
            return 0;
        }
        for (size_t k = 0; k < len || carry != 0; k++) {
            if (k == BASE58_BYTES) {
                return 0;
            }
            carry += k < len ? 58u * number[k] : 0u;
            number[k] = (unsigned char)carry;
            carry >>= 8;
            len = k + 1 > len ? k + 1 : len;
        }
    }
    if (zeros + len > BASE58_BYTES) {
        return 0;
    }
    memset(out, 0, zeros);
    for (size_t i = 0; i < len; i++) {
        out[zeros + i] = number[len - 1 - i];
    }
    return zeros + len;
}

static bool checksum_right(const unsigned char *bytes, size_t len)
{
    idt_digest once;
    idt_digest twice;
    return idt_sha256(bytes, len - 4, &once, NULL) == IDT_OK &&
           idt_sha256(once.bytes, sizeof once.bytes, &twice, NULL) == IDT_OK &&
           memcmp(twice.bytes, bytes + len - 4, 4) == 0;
}

/* 20 bytes behind a version of one byte (Zcash: two). */
static idt_id_state check_base58(idt_str text)
{
    unsigned char bytes[BASE58_BYTES];
    const bool ripple = text.ptr[0] == 'r';
    const size_t len = text.len < 25 || text.len > 36
                           ? 0
                           : base58_decode(text, ripple ? ripple_letters : bitcoin_letters, bytes);
    if (len != 25 && len != 26) {
        return IDT_ID_NONE;
    }
    return checksum_right(bytes, len) ? IDT_ID_CHECKED : IDT_ID_WRONG;
}

/* ---- bech32 ---- */

static const char bech32_letters[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

static uint32_t bech32_step(uint32_t sum, uint32_t value)
{
    static const uint32_t generator[5] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                          0x2a1462b3};
    const uint32_t top = sum >> 25;
    sum = (sum & 0x1ffffff) << 5 ^ value;
    for (unsigned i = 0; i < 5; i++) {
        sum ^= (top >> i & 1) != 0 ? generator[i] : 0;
    }
    return sum;
}

static idt_id_state check_bech32(idt_str text, size_t prefix)
{
    uint32_t sum = 1;
    for (size_t i = 0; i < prefix; i++) {
        sum = bech32_step(sum, (uint32_t)(unsigned char)text.ptr[i] >> 5);
    }
    sum = bech32_step(sum, 0);
    for (size_t i = 0; i < prefix; i++) {
        sum = bech32_step(sum, (uint32_t)(unsigned char)text.ptr[i] & 31);
    }
    for (size_t i = prefix + 1; i < text.len; i++) {
        const int value = letter_value(bech32_letters, text.ptr[i]);
        if (value < 0) {
            return IDT_ID_NONE;
        }
        sum = bech32_step(sum, (uint32_t)value);
    }
    return sum == 1 || sum == 0x2bc830a3 ? IDT_ID_CHECKED : IDT_ID_WRONG;
}

/* ---- Keccak-256 as Ethereum has it: the padding of the competition, not of FIPS 202 ---- */

static uint64_t turn(uint64_t x, unsigned n)
{
    return n == 0 ? x : x << n | x >> (64 - n);
}

static void keccak_round(uint64_t a[25], uint64_t constant)
{
    static const uint8_t turns[25] = {0,  1,  62, 28, 27, 36, 44, 6,  55, 20, 3,  10, 43,
                                      25, 39, 41, 45, 15, 21, 8,  18, 2,  61, 56, 14};
    uint64_t c[5];
    uint64_t b[25];
    for (size_t x = 0; x < 5; x++) {
        c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    }
    for (size_t i = 0; i < 25; i++) {
        a[i] ^= c[(i + 4) % 5] ^ turn(c[(i + 1) % 5], 1);
    }
    for (size_t y = 0; y < 5; y++) {
        for (size_t x = 0; x < 5; x++) {
            b[y + 5 * ((2 * x + 3 * y) % 5)] = turn(a[x + 5 * y], turns[x + 5 * y]);
        }
    }
    for (size_t i = 0; i < 25; i++) {
        const size_t row = i / 5 * 5;
        a[i] = b[i] ^ (~b[row + (i + 1) % 5] & b[row + (i + 2) % 5]);
    }
    a[0] ^= constant;
}

/* Of fewer than 136 bytes. */
static void keccak256(const char *bytes, size_t len, unsigned char out[32])
{
    static const uint64_t constants[24] = {
        0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
        0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
        0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};
    uint64_t a[25] = {0};
    for (size_t i = 0; i < len; i++) {
        a[i / 8] ^= (uint64_t)(unsigned char)bytes[i] << 8 * (i % 8);
    }
    a[len / 8] ^= (uint64_t)1 << 8 * (len % 8);
    a[16] ^= (uint64_t)0x80 << 56;
    for (size_t i = 0; i < 24; i++) {
        keccak_round(a, constants[i]);
    }
    for (size_t i = 0; i < 32; i++) {
        out[i] = (unsigned char)(a[i / 8] >> 8 * (i % 8));
    }
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* `lower`: "0x" and 40 small digits. A letter is a capital where the hash has a digit over 7. */
static idt_id_state check_case(idt_str text, const char *lower)
{
    unsigned char hash[32];
    bool capitals = false;
    bool smalls = false;
    bool right = true;
    keccak256(lower + 2, 40, hash);
    for (size_t i = 2; i < text.len; i++) {
        if (small(text.ptr[i]) <= '9') {
            continue;
        }
        const bool capital = is_capital(text.ptr[i]);
        const unsigned digit = hash[(i - 2) / 2] >> (i % 2 == 0 ? 4 : 0) & 15;
        capitals = capitals || capital;
        smalls = smalls || !capital;
        right = right && capital == (digit > 7);
    }
    if (!capitals || !smalls) {
        return IDT_ID_FORM;
    }
    return right ? IDT_ID_CHECKED : IDT_ID_WRONG;
}

static bool is_hex_address(idt_str text)
{
    bool hex = text.len == 42 && text.ptr[0] == '0' && small(text.ptr[1]) == 'x';
    for (size_t i = 2; hex && i < text.len; i++) {
        hex = is_hex(text.ptr[i]);
    }
    return hex;
}

/* Where the letters 1 of a bech32 prefix stands; 0: no prefix known. */
static size_t bech32_prefix(idt_str lower)
{
    static const char *const prefixes[] = {"bc1", "tb1", "ltc1", "addr1", "zs1", "cosmos1"};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        if (idt_str_starts(lower, prefixes[i]) && lower.len > strlen(prefixes[i]) + 8) {
            return strlen(prefixes[i]) - 1;
        }
    }
    return 0;
}

idt_id_state idt_wallet_check(idt_str text, char *out)
{
    bool capitals = false;
    bool smalls = false;
    for (size_t i = 0; i < text.len; i++) {
        out[i] = small(text.ptr[i]);
        capitals = capitals || is_capital(text.ptr[i]);
        smalls = smalls || (text.ptr[i] >= 'a' && text.ptr[i] <= 'z');
    }
    if (is_hex_address(text)) {
        return check_case(text, out);
    }
    const idt_str lower = {.ptr = out, .len = text.len};
    const size_t prefix = bech32_prefix(lower);
    if (prefix > 0 && !(capitals && smalls)) {
        return check_bech32(lower, prefix);
    }
    if (text.len == 0) {
        return IDT_ID_NONE;
    }
    memcpy(out, text.ptr, text.len);
    return check_base58(text);
}
