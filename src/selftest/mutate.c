#include "selftest/mutate.h"

#include "selftest/draw.h"
#include "selftest/mutate_pass.h"
#include "text/key.h"
#include "text/utf8.h"

#define TRIES 4 /* another draw where a slip gave the same name */

typedef struct class_row {
    const char *name;
    const char *says[IDT_STRENGTHS];
    mutation_class change;
} class_row;

static const class_row CLASSES[IDT_MUTATION_COUNT] = {
    [IDT_MUTATION_KEYBOARD] = {"keyboard",
                               {"a letter is the one beside it on a QWERTY keyboard",
                                "a letter beside it in each of two or three words"},
                               mutate_keyboard},
    [IDT_MUTATION_OCR] = {"ocr",
                          {"a letter is read as one of its shape: rn m, cl d, l 1, O 0",
                           "a letter read as another in each of two or three words"},
                          mutate_ocr},
    [IDT_MUTATION_DROPPED] = {"dropped",
                              {"a letter is left out",
                               "a letter is left out of each of two or three words"},
                              mutate_dropped},
    [IDT_MUTATION_ADDED] = {"added",
                            {"a letter is struck twice or with its neighbour",
                             "a letter more in each of two or three words"},
                            mutate_added},
    [IDT_MUTATION_SWAPPED] = {"swapped",
                              {"two neighbouring letters change places",
                               "two letters change places in each of two or three words"},
                              mutate_swapped},
    [IDT_MUTATION_WORD_DROPPED] = {"word_dropped",
                                   {"one word between the first and the last is left out; of an "
                                    "organisation its legal form",
                                    "only the first and the last word are left"},
                                   mutate_word_dropped},
    [IDT_MUTATION_WORD_ADDED] = {"word_added",
                                 {"a title, or a legal form, more",
                                  "a given name, or a usual word of companies, more"},
                                 mutate_word_added},
    [IDT_MUTATION_WORD_SWAPPED] = {"word_swapped",
                                   {"the last word stands in front", "all words in another order"},
                                   mutate_word_swapped},
    [IDT_MUTATION_INITIALS] = {"initials",
                               {"one word between the first and the last is its initial",
                                "all words but the last are initials; an organisation is its "
                                "initials"},
                               mutate_initials},
    [IDT_MUTATION_TRANSLITERATION] = {"transliteration",
                                      {"one word spelt by another romanisation",
                                       "two or more words spelt by another romanisation"},
                                      mutate_transliteration},
    [IDT_MUTATION_OTHER_SCRIPT] = {"other_script",
                                   {"a person of another script read in Latin letters, of Latin "
                                    "letters written in Cyrillic ones",
                                    "read in a less usual way; written in Arabic letters"},
                                   mutate_other_script},
    [IDT_MUTATION_HOMOGLYPHS] = {"homoglyphs",
                                 {"a letter of another script that looks alike",
                                  "two or three letters of another script"},
                                 mutate_homoglyphs},
    [IDT_MUTATION_JOINED] = {"joined",
                             {"two words written as one", "all words written as one"},
                             mutate_joined},
    [IDT_MUTATION_SPLIT] = {"split",
                            {"a word written as two", "two words written as two each"},
                            mutate_split},
};

const char *idt_mutation_text(idt_mutation what)
{
    return CLASSES[what].name;
}

const char *idt_strength_text(idt_strength strength)
{
    return strength == IDT_STRENGTH_MINOR ? "minor" : "major";
}

const char *idt_mutation_says(idt_mutation what, idt_strength strength)
{
    return CLASSES[what].says[strength];
}

size_t mutation_below(mutation_pass *p, size_t below)
{
    return (size_t)(selftest_draw(p->seed, p->drawn++) % below);
}

bool mutation_put(mutation_pass *p, size_t at, size_t taken, const uint32_t *codes, size_t count)
{
    if (p->count - taken + count > p->cap) {
        return false;
    }
    memmove(p->codes + at + count, p->codes + at + taken,
            (p->count - at - taken) * sizeof *p->codes);
    if (count > 0) {
        memcpy(p->codes + at, codes, count * sizeof *codes);
    }
    p->count = p->count - taken + count;
    return true;
}

/* idt_script_of_char is asked of folded letters. */
bool mutation_is_letter(uint32_t code)
{
    const bool capital = (code >= 'A' && code <= 'Z') || (code >= 0xc0 && code <= 0xde);
    const idt_script script = capital && code != 0xd7 ? IDT_SCRIPT_LATIN : idt_script_of_char(code);
    return script != IDT_SCRIPT_OTHER && script != IDT_SCRIPT_HAN && script != IDT_SCRIPT_KANA &&
           script != IDT_SCRIPT_HANGUL;
}

bool mutation_next_run(const mutation_pass *p, size_t at, letter_run *out)
{
    while (at < p->count && !mutation_is_letter(p->codes[at])) {
        at++;
    }
    out->start = at;
    while (at < p->count && mutation_is_letter(p->codes[at])) {
        at++;
    }
    out->end = at;
    return out->end > out->start;
}

/* Room for the classes that write most: a table's spelling of each letter. */
static bool take_source(mutation_pass *p)
{
    const idt_str s = p->name->source;
    p->count = 0;
    if (p->codes == NULL) {
        p->cap = 4 * s.len + 64;
        p->codes = IDT_NEW_N(p->arena, uint32_t, p->cap);
    }
    size_t bytes;
    for (size_t at = 0; p->codes != NULL && at < s.len; at += bytes) {
        const uint32_t code = idt_utf8_next((const unsigned char *)s.ptr, s.len, at, &bytes);
        p->codes[p->count++] = code == IDT_UTF8_BAD ? 0xfffd : code;
    }
    return p->codes != NULL;
}

static size_t encode(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    const size_t more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned char lead[] = {0, 0xc0, 0xe0, 0xf0};
    out[0] = (char)(lead[more] | (c >> (6 * more)));
    for (size_t i = 1; i <= more; i++) {
        out[i] = (char)(0x80 | ((c >> (6 * (more - i))) & 0x3f));
    }
    return more + 1;
}

static bool text_of(const mutation_pass *p, idt_str *out)
{
    char *text = idt_arena_alloc(p->arena, 4 * p->count + 1);
    if (text == NULL) {
        return false;
    }
    size_t len = 0;
    for (size_t i = 0; i < p->count; i++) {
        len += encode(p->codes[i], text + len);
    }
    *out = idt_str_trim((idt_str){.ptr = text, .len = len});
    return true;
}

idt_rc idt_mutate(idt_mutation what, idt_strength strength, const idt_name *name, uint64_t seed,
                  idt_arena *arena, idt_str *out, idt_error *err)
{
    idt_str key;
    idt_rc rc = idt_text_key(name->source, arena, &key, err);
    mutation_pass p = {.name = name,
                       .strength = strength,
                       .seed = selftest_draw(seed, (uint64_t)(what * IDT_STRENGTHS + strength)),
                       .arena = arena};
    *out = (idt_str){NULL, 0};
    for (int i = 0; rc == IDT_OK && i < TRIES; i++) {
        idt_str text;
        idt_str other;
        if (!take_source(&p)) {
            return idt_arena_fail(arena, err);
        }
        if (!CLASSES[what].change(&p)) {
            continue;
        }
        if (!text_of(&p, &text)) {
            return idt_arena_fail(arena, err);
        }
        rc = idt_text_key(text, arena, &other, err);
        if (rc == IDT_OK && other.len > 0 && !idt_str_equal(other, key)) {
            *out = text;
            break;
        }
    }
    return rc;
}
