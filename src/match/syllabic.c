#include "match/syllabic.h"

#include "match/weights.h"

#define WORDS_MOST   3
#define LETTERS_MOST 40
#define WORD_BYTES   (IDT_SYLLABLES_MOST * 8) /* of four syllables */

int32_t idt_match_letters(const idt_match_part *part)
{
    int32_t n = 0;
    for (size_t i = 0; i < part->text.len && n < LETTERS_MOST; i++) {
        n += ((unsigned char)part->text.ptr[i] & 0xc0) != 0x80;
    }
    return n;
}

static bool in_han_or_hangul(const idt_match_part *part)
{
    return part->part->script == IDT_SCRIPT_HAN || part->part->script == IDT_SCRIPT_HANGUL;
}

size_t idt_syllabic_keys(const idt_match_part *parts, size_t count,
                         uint64_t out[IDT_SYLLABLES_KEYS])
{
    idt_str words[WORDS_MOST];
    if (count > WORDS_MOST) {
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        const idt_match_part *part = &parts[i];
        const bool read =
            part->latin ? part->text.len <= WORD_BYTES : count == 1 && in_han_or_hangul(part);
        if (part->use != IDT_USE_WORD || part->text.len == 0 || part->whole.len > 0 || !read) {
            return 0;
        }
        words[i] = part->text;
    }
    return idt_syllables_keys(words, count, out);
}

int32_t idt_syllabic_grade(const idt_match_part *native, const idt_match_part *others, size_t count)
{
    uint64_t mine[IDT_SYLLABLES_KEYS];
    uint64_t theirs[IDT_SYLLABLES_KEYS];
    const size_t n = in_han_or_hangul(native) ? idt_syllabic_keys(native, 1, mine) : 0;
    if (n == 0 ||
        !idt_syllables_shared(mine, n, theirs, idt_syllabic_keys(others, count, theirs))) {
        return 0;
    }
    return IDT_WEIGHTS.syllable_tells * (int32_t)idt_syllables_of_key(mine[0]) /
           idt_match_letters(native);
}
