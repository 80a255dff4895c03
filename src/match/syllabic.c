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

size_t idt_syllabic_keys(const idt_match_part *parts, size_t count, unsigned least,
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
    return idt_syllables_keys(words, count, least, out);
}

#define NAME_WORDS_LEAST 2
#define NAME_WORDS_MOST  4

bool idt_syllabic_name(const idt_match_name *name)
{
    idt_syllables_languages all = {.read = UINT8_MAX};
    size_t words = 0;
    if (idt_is_organisation(name) || name->words < NAME_WORDS_LEAST ||
        name->words > NAME_WORDS_MOST) {
        return false;
    }
    for (size_t i = 0; i < name->count && all.read != 0; i++) {
        const idt_match_part *part = &name->parts[i];
        if (part->use == IDT_USE_NONE) {
            continue;
        }
        if (part->use != IDT_USE_WORD || !part->latin || part->whole.len > 0 ||
            part->text.len > WORD_BYTES) {
            return false;
        }
        const idt_syllables_languages here = idt_syllables_read(part->text);
        all.read = (uint8_t)(all.read & here.read);
        all.family = (uint8_t)(all.family | here.family);
        words++;
    }
    return words == name->words && (all.read & all.family) != 0;
}

static bool holds_one(const uint64_t *keys, size_t count)
{
    bool one = false;
    for (size_t i = 0; i < count; i++) {
        one = one || idt_syllables_of_key(keys[i]) == 1;
    }
    return one;
}

bool idt_syllabic_differ(const idt_match_part *a, const idt_match_part *b)
{
    uint64_t x[IDT_SYLLABLES_KEYS];
    uint64_t y[IDT_SYLLABLES_KEYS];
    if (!a->syllabic || !b->syllabic) {
        return false;
    }
    const size_t n = idt_syllabic_keys(a, 1, 1, x);
    const size_t m = idt_syllabic_keys(b, 1, 1, y);
    return holds_one(x, n) && holds_one(y, m) && idt_syllables_shared(x, n, y, m) == 0;
}

unsigned idt_syllabic_common(const idt_match_part *one, const idt_match_part *others, size_t count)
{
    uint64_t mine[IDT_SYLLABLES_KEYS];
    uint64_t theirs[IDT_SYLLABLES_KEYS];
    bool all = one->syllabic;
    for (size_t i = 0; i < count; i++) {
        all = all && others[i].syllabic;
    }
    return all ? idt_syllables_shared(mine, idt_syllabic_keys(one, 1, 1, mine), theirs,
                                      idt_syllabic_keys(others, count, 1, theirs))
               : 0;
}

int32_t idt_syllabic_grade(const idt_match_part *native, const idt_match_part *others, size_t count)
{
    uint64_t mine[IDT_SYLLABLES_KEYS];
    uint64_t theirs[IDT_SYLLABLES_KEYS];
    const unsigned least = IDT_SYLLABIC_LEAST;
    const size_t n = in_han_or_hangul(native) ? idt_syllabic_keys(native, 1, least, mine) : 0;
    const size_t m = n > 0 ? idt_syllabic_keys(others, count, least, theirs) : 0;
    const unsigned common = idt_syllables_shared(mine, n, theirs, m);
    return common == 0 ? 0
                       : IDT_WEIGHTS.syllable_tells * (int32_t)common / idt_match_letters(native);
}
