#include "text/native.h"

#include "generated/han_simplified.h"
#include "text/script.h"
#include "text/utf8.h"

#define VOICED      0x3099u
#define HALF_VOICED 0x309Au
#define LONG_VOWEL  0x30FCu

/* One letter typed on several keyboards: Persian, Urdu, Pashto and Uighur forms of Arabic letters,
 * and final forms of Hebrew ones, sound as the first. */
static const struct {
    uint16_t from;
    uint16_t to;
} same_letters[] = {
    {0x0629, 0x0647}, /* teh marbuta: heh */
    {0x0649, 0x064A}, /* alef maksura: yeh, as Egypt and Persia type it */
    {0x0671, 0x0627}, /* alef wasla */
    {0x06A9, 0x0643}, /* keheh: kaf */
    {0x06AA, 0x0643}, /* swash kaf */
    {0x06BE, 0x0647}, /* heh doachashmee */
    {0x06C0, 0x0647}, /* heh with yeh */
    {0x06C1, 0x0647}, /* heh goal */
    {0x06C3, 0x0647}, /* teh marbuta goal */
    {0x06CC, 0x064A}, /* Farsi yeh */
    {0x06CD, 0x064A}, /* yeh with tail */
    {0x06D0, 0x064A}, /* Pashto e */
    {0x06D2, 0x064A}, /* yeh barree */
    {0x06D5, 0x0647}, /* ae */
    {0x05DA, 0x05DB}, /* final kaf */
    {0x05DD, 0x05DE}, /* final mem */
    {0x05DF, 0x05E0}, /* final nun */
    {0x05E3, 0x05E4}, /* final pe */
    {0x05E5, 0x05E6}, /* final tsadi */
    {0x03C2, 0x03C3}, /* final sigma */
    {0x0464, 0x0454}, /* iotified e */
};

uint32_t idt_native_simplified(uint32_t c)
{
    size_t low = 0;
    size_t high = IDT_HAN_SIMPLIFIED;
    while (low < high) {
        const size_t mid = (low + high) / 2;
        if (idt_han_simplified[mid][0] < c) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < IDT_HAN_SIMPLIFIED && idt_han_simplified[low][0] == c ? idt_han_simplified[low][1]
                                                                       : c;
}

static uint32_t one_form(uint32_t c)
{
    if (c >= 0x3041 && c <= 0x3096) {
        return c + 0x60; /* Hiragana: Katakana */
    }
    if (c >= 0x3400 && c <= 0x9FFF) {
        return idt_native_simplified(c);
    }
    for (size_t i = 0; i < sizeof same_letters / sizeof *same_letters; i++) {
        if (same_letters[i].from == c) {
            return same_letters[i].to;
        }
    }
    return c;
}

/* The Katakana letter with its voice mark; 0 where there is none. */
static uint32_t voiced(uint32_t c, uint32_t mark)
{
    const bool takes_h = c >= 0x30CF && c <= 0x30DB && (c - 0x30CF) % 3 == 0;
    if (takes_h) {
        return mark == VOICED ? c + 1 : c + 2;
    }
    if (mark == VOICED && c == 0x30A6) {
        return 0x30F4; /* u: vu */
    }
    return mark == VOICED && c >= 0x30AB && c <= 0x30C8 ? c + 1 : 0;
}

static bool of_a_script(uint32_t c)
{
    return c == LONG_VOWEL || idt_script_of_char(c) != IDT_SCRIPT_OTHER;
}

size_t idt_native_letters(idt_str folded, uint32_t out[IDT_NATIVE_LETTERS])
{
    const unsigned char *ptr = (const unsigned char *)folded.ptr;
    size_t count = 0;
    size_t bytes = 0;
    for (size_t at = 0; at < folded.len && count < IDT_NATIVE_LETTERS; at += bytes) {
        const uint32_t c = idt_utf8_next(ptr, folded.len, at, &bytes);
        if (c == VOICED || c == HALF_VOICED) {
            const uint32_t whole = count > 0 ? voiced(out[count - 1], c) : 0;
            if (whole != 0) {
                out[count - 1] = whole;
            }
        } else if (c != IDT_UTF8_BAD && of_a_script(c)) {
            out[count++] = one_form(c);
        }
    }
    return count;
}
