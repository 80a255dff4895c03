#include "text/script.h"

#include "text/utf8.h"

typedef struct range {
    uint32_t first;
    uint32_t last;
    idt_script script;
} range;

/* Of folded characters: NFKD has taken the presentation forms apart. Sorted. */
static const range ranges[] = {
    {0x0061, 0x007A, IDT_SCRIPT_LATIN},    {0x00DF, 0x024F, IDT_SCRIPT_LATIN},
    {0x0250, 0x02AF, IDT_SCRIPT_LATIN},    {0x0370, 0x03FF, IDT_SCRIPT_GREEK},
    {0x0400, 0x052F, IDT_SCRIPT_CYRILLIC}, {0x0531, 0x0587, IDT_SCRIPT_ARMENIAN},
    {0x05D0, 0x05F2, IDT_SCRIPT_HEBREW},   {0x0620, 0x063F, IDT_SCRIPT_ARABIC},
    {0x0641, 0x064A, IDT_SCRIPT_ARABIC},   {0x066E, 0x06D5, IDT_SCRIPT_ARABIC},
    {0x06EE, 0x06FF, IDT_SCRIPT_ARABIC},   {0x0750, 0x077F, IDT_SCRIPT_ARABIC},
    {0x08A0, 0x08C9, IDT_SCRIPT_ARABIC},   {0x0900, 0x097F, IDT_SCRIPT_DEVANAGARI},
    {0x0980, 0x09FF, IDT_SCRIPT_BENGALI},  {0x0B80, 0x0BFF, IDT_SCRIPT_TAMIL},
    {0x0E01, 0x0E4E, IDT_SCRIPT_THAI},     {0x0E81, 0x0EDF, IDT_SCRIPT_LAO},
    {0x1000, 0x103F, IDT_SCRIPT_BURMESE},  {0x1050, 0x109F, IDT_SCRIPT_BURMESE},
    {0x10A0, 0x10FF, IDT_SCRIPT_GEORGIAN}, {0x1100, 0x11FF, IDT_SCRIPT_HANGUL},
    {0x1200, 0x139F, IDT_SCRIPT_ETHIOPIC}, {0x1780, 0x17D3, IDT_SCRIPT_KHMER},
    {0x1C80, 0x1C8F, IDT_SCRIPT_CYRILLIC}, {0x1C90, 0x1CBF, IDT_SCRIPT_GEORGIAN},
    {0x1E00, 0x1EFF, IDT_SCRIPT_LATIN},    {0x2D00, 0x2D2D, IDT_SCRIPT_GEORGIAN},
    {0x2D80, 0x2DDE, IDT_SCRIPT_ETHIOPIC}, {0x3005, 0x3007, IDT_SCRIPT_HAN},
    {0x3041, 0x3096, IDT_SCRIPT_KANA},     {0x30A1, 0x30FA, IDT_SCRIPT_KANA},
    {0x30FC, 0x30FE, IDT_SCRIPT_KANA},     {0x3131, 0x318E, IDT_SCRIPT_HANGUL},
    {0x3400, 0x4DBF, IDT_SCRIPT_HAN},      {0x4E00, 0x9FFF, IDT_SCRIPT_HAN},
    {0xA640, 0xA69F, IDT_SCRIPT_CYRILLIC}, {0xAC00, 0xD7A3, IDT_SCRIPT_HANGUL},
    {0xF900, 0xFAFF, IDT_SCRIPT_HAN},      {0x20000, 0x323AF, IDT_SCRIPT_HAN},
};

/* The most frequent first; all others are looked up. */
idt_script idt_script_of_char(uint32_t c)
{
    if (c >= 'a' && c <= 'z') {
        return IDT_SCRIPT_LATIN;
    }
    if (c < 0x00DF) {
        return IDT_SCRIPT_OTHER;
    }
    if (c >= 0x0400 && c <= 0x052F) {
        return IDT_SCRIPT_CYRILLIC;
    }
    size_t low = 0;
    size_t high = sizeof ranges / sizeof *ranges;
    while (low < high) {
        const size_t mid = (low + high) / 2;
        if (ranges[mid].last < c) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    const bool inside = low < sizeof ranges / sizeof *ranges && c >= ranges[low].first;
    return inside ? ranges[low].script : IDT_SCRIPT_OTHER;
}

static idt_script together(idt_script a, idt_script b)
{
    if (a == b || b == IDT_SCRIPT_OTHER) {
        return a;
    }
    if (a == IDT_SCRIPT_OTHER) {
        return b;
    }
    const bool japanese = (a == IDT_SCRIPT_HAN && b == IDT_SCRIPT_KANA) ||
                          (a == IDT_SCRIPT_KANA && b == IDT_SCRIPT_HAN);
    return japanese ? IDT_SCRIPT_HAN : IDT_SCRIPT_MIXED;
}

idt_script idt_script_of(idt_str token)
{
    idt_script script = IDT_SCRIPT_OTHER;
    size_t bytes = 0;
    for (size_t at = 0; at < token.len; at += bytes) {
        const uint32_t c = idt_utf8_next((const unsigned char *)token.ptr, token.len, at, &bytes);
        script = together(script, c == IDT_UTF8_BAD ? IDT_SCRIPT_OTHER : idt_script_of_char(c));
    }
    return script;
}

const char *idt_script_code(idt_script script)
{
    static const char codes[IDT_SCRIPT_COUNT][5] = {
        "zyyy", "latn", "cyrl", "arab", "hebr", "grek", "armn", "geor", "hang", "hani",
        "kana", "deva", "beng", "taml", "thai", "laoo", "khmr", "mymr", "ethi", "zsym"};
    return script < IDT_SCRIPT_COUNT ? codes[script] : codes[IDT_SCRIPT_OTHER];
}
