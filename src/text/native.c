#include "text/native.h"

#include "generated/han_simplified.h"
#include "text/script.h"
#include "text/utf8.h"

#define VOICED      0x3099u
#define HALF_VOICED 0x309Au
#define LONG_VOWEL  0x30FCu

/* One letter typed on several keyboards: Persian, Urdu, Pashto and Uighur forms of Arabic letters,
 * and final forms of Hebrew ones that sound as the first (final kaf and pe do not: kh, f). */
static const struct {
    uint16_t from;
    uint16_t to;
} same_letters[] = {
    {0x0649, 0x064A}, /* alef maksura: yeh, as Egypt and Persia type it */
    {0x0671, 0x0627}, /* alef wasla */
    {0x06A9, 0x0643}, /* keheh: kaf */
    {0x06AA, 0x0643}, /* swash kaf */
    {0x06BE, 0x0647}, /* heh doachashmee */
    {0x06C0, 0x0647}, /* heh with yeh */
    {0x06C1, 0x0647}, /* heh goal */
    {0x06C3, 0x0629}, /* teh marbuta goal */
    {0x06CC, 0x064A}, /* Farsi yeh */
    {0x06CD, 0x064A}, /* yeh with tail */
    {0x06D0, 0x064A}, /* Pashto e */
    {0x06D2, 0x064A}, /* yeh barree */
    {0x06D5, 0x0647}, /* ae */
    {0x05DD, 0x05DE}, /* final mem */
    {0x05DF, 0x05E0}, /* final nun */
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

/* Is it of those from which letters are the same as others? Most are not. */
static bool may_have_one_form(uint32_t c)
{
    return c == 0x03C2 || c == 0x0464 || (c >= 0x05DD && c <= 0x05E5) || c == 0x0649 ||
           (c >= 0x0671 && c <= 0x06D5);
}

static uint32_t one_form(uint32_t c)
{
    if (c >= 0x3041 && c <= 0x3096) {
        return c + 0x60; /* Hiragana: Katakana */
    }
    if (c >= 0x3400 && c <= 0x9FFF) {
        return idt_native_simplified(c);
    }
    for (size_t i = 0; i < sizeof same_letters / sizeof *same_letters && may_have_one_form(c);
         i++) {
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

/* Devanagari, Bengali and Tamil have one plan: letters of a block by their place in it. */
static bool indic(uint32_t c)
{
    return (c >= 0x0900 && c <= 0x09FF) || (c >= 0x0B80 && c <= 0x0BFF);
}

static uint32_t place_of(uint32_t c)
{
    return c & 0x7F;
}

static bool indic_consonant(uint32_t c)
{
    const uint32_t place = place_of(c);
    return indic(c) && ((place >= 0x15 && place <= 0x39) || (place >= 0x58 && place <= 0x5F));
}

static bool indic_vowel_sign(uint32_t c)
{
    return indic(c) && place_of(c) >= 0x3E && place_of(c) <= 0x4D;
}

/* Thai and Lao write e, o and ai before the consonant they follow. */
static bool vowel_before(uint32_t c)
{
    return (c >= 0x0E40 && c <= 0x0E44) || (c >= 0x0EC0 && c <= 0x0EC4);
}

static bool follows_vowel(uint32_t c)
{
    return (c >= 0x0E01 && c <= 0x0E2E) || (c >= 0x0E81 && c <= 0x0EAE);
}

/* Thai and Lao: the letter before it is written and not heard. */
static bool silenced(uint32_t mark)
{
    return mark == 0x0E4C || mark == 0x0ECC;
}

typedef struct letters {
    uint32_t *out;
    size_t count;
    bool waits; /* the last one is a vowel whose consonant comes */
} letters;

static uint32_t last_of(const letters *l)
{
    return l->count > 0 ? l->out[l->count - 1] : 0;
}

static void put(letters *l, uint32_t c)
{
    if (l->count < IDT_NATIVE_LETTERS) {
        l->out[l->count++] = c;
    }
}

/* A consonant of India sounds with a unless a vowel sign or virama follows. */
static void put_inherent(letters *l)
{
    if (indic_consonant(last_of(l))) {
        put(l, (last_of(l) & ~0x7Fu) + 0x05);
    }
}

static void put_letter(letters *l, uint32_t c)
{
    if (indic(c) && place_of(c) == 0x4D) {
        put(l, c); /* the virama, which no table has: it only keeps the vowel out */
        return;
    }
    if (!indic_vowel_sign(c)) {
        put_inherent(l);
    }
    if (silenced(c) && l->count > 0) {
        l->count--;
        return;
    }
    const uint32_t last = last_of(l);
    if (l->waits && follows_vowel(c) && l->count < IDT_NATIVE_LETTERS) {
        l->out[l->count - 1] = c;
        c = last;
        l->waits = false;
    } else {
        l->waits = vowel_before(c);
    }
    put(l, c);
}

static size_t without_virama(letters *l)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->count; i++) {
        if (!indic(l->out[i]) || place_of(l->out[i]) != 0x4D) {
            l->out[kept++] = l->out[i];
        }
    }
    return kept;
}

enum place { AT_START, AT_END };

/* Letters read otherwise at an end of the word: there they are letters of their own to the tables,
 * by numbers that no text leaves above. */
static const struct {
    uint16_t letter;
    uint16_t place;
    uint16_t apart;
} ends[] = {
    {0x05D5, AT_START, 0x05F0}, /* vav: v, inside o and u too */
    {0x05D9, AT_START, 0x05F2}, /* yod: y, inside i */
    {0x05D4, AT_END, 0xFB34},   /* he: a, e, elsewhere h */
    {0x0648, AT_START, 0x06CF}, /* waw */
    {0x064A, AT_START, 0x06CC}, /* yeh */
    {0x0647, AT_END, 0x06C1},   /* heh */
};

#define ENDS_FIRST 0x05D4
#define ENDS_LAST  0x064A

static uint32_t at_an_end(const uint32_t *word, size_t count, size_t at)
{
    const bool of_ends = word[at] >= ENDS_FIRST && word[at] <= ENDS_LAST;
    for (size_t i = 0; i < sizeof ends / sizeof *ends && count > 1 && of_ends; i++) {
        const size_t where = ends[i].place == AT_START ? 0 : count - 1;
        if (word[at] == ends[i].letter && at == where) {
            return ends[i].apart;
        }
    }
    return 0;
}

/* Doubled they are consonants inside the word, too. */
static uint32_t doubled(const uint32_t *word, size_t count, size_t at)
{
    const bool twice = at + 1 < count && word[at + 1] == word[at];
    return twice && word[at] == 0x05D5 ? 0x05F0 : twice && word[at] == 0x05D9 ? 0x05F2 : 0;
}

/* Cyrillic soft sign before a vowel: y, elsewhere nothing. */
static uint32_t glide(const uint32_t *word, size_t count, size_t at)
{
    static const uint16_t vowels[] = {0x0430, 0x0435, 0x0438, 0x043E, 0x0443, 0x044E, 0x044F};
    bool before = false;
    if (word[at] != 0x044C) {
        return 0;
    }
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels && at + 1 < count; i++) {
        before = before || word[at + 1] == vowels[i];
    }
    return before ? 0x0458 : 0;
}

static size_t by_place(uint32_t *word, size_t count)
{
    size_t kept = 0;
    for (size_t at = 0; at < count; at++) {
        const uint32_t pair = doubled(word, count, at);
        const uint32_t end = at_an_end(word, count, at);
        const uint32_t soft = glide(word, count, at);
        word[kept++] = pair != 0 ? pair : end != 0 ? end : soft != 0 ? soft : word[at];
        at += pair != 0;
    }
    return kept;
}

size_t idt_native_letters(idt_str folded, uint32_t out[IDT_NATIVE_LETTERS])
{
    const unsigned char *ptr = (const unsigned char *)folded.ptr;
    letters l = {.out = out};
    size_t bytes = 0;
    for (size_t at = 0; at < folded.len && l.count < IDT_NATIVE_LETTERS; at += bytes) {
        const uint32_t c = idt_utf8_next(ptr, folded.len, at, &bytes);
        if (c == VOICED || c == HALF_VOICED) {
            const uint32_t whole = voiced(last_of(&l), c);
            if (whole != 0) {
                out[l.count - 1] = whole;
            }
        } else if (c != IDT_UTF8_BAD && of_a_script(c)) {
            put_letter(&l, one_form(c));
        }
    }
    if (last_of(&l) >= 0x0B80 && last_of(&l) <= 0x0BFF) {
        put_inherent(
            &l); /* Tamil writes a bare final consonant with its dot; Hindi, Bengali drop the a */
    }
    return by_place(out, without_virama(&l));
}
