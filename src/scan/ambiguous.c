#include "scan/ambiguous.h"

#include "text/utf8.h"

static bool spells_sounds(idt_script script)
{
    return script != IDT_SCRIPT_HAN && script != IDT_SCRIPT_KANA && script != IDT_SCRIPT_HANGUL;
}

/* One token of few letters: E.T.A. is one (text/tokens.h). */
static bool is_short(idt_str key)
{
    size_t letters = 0;
    for (size_t at = 0, bytes; at < key.len; at += bytes, letters++) {
        if (key.ptr[at] == ' ' || letters == IDT_SHORT_LETTERS) {
            return false;
        }
        (void)idt_utf8_next((const unsigned char *)key.ptr, key.len, at, &bytes);
    }
    return letters > 0 && spells_sounds(idt_script_of(key));
}

/* The one word that the name is; NULL where it is none or more than one. */
static const idt_match_part *only_word(const idt_match_name *name)
{
    return name->words == 1 ? &name->parts[name->first_word] : NULL;
}

static bool has_number(const idt_match_name *name)
{
    for (uint16_t i = 0; i < name->count; i++) {
        if (name->parts[i].use == IDT_USE_NUMBER) {
            return true;
        }
    }
    return false;
}

unsigned idt_ambiguity_of(const idt_profile_name *name)
{
    const idt_match_name *prepared = &name->prepared;
    const idt_match_part *word = only_word(prepared);
    unsigned out = 0;
    if (word != NULL && word->rarity_mnat < IDT_COMMON_MNAT && !has_number(prepared)) {
        out |= IDT_AMBIGUOUS_COMMON;
    }
    if (is_short(name->parsed.key)) {
        out |= IDT_AMBIGUOUS_SHORT;
    }
    if (prepared->bearing == 0 && !has_number(prepared)) {
        out |= IDT_AMBIGUOUS_GENERIC;
    }
    return out;
}

static const struct {
    const char *word, *text;
} WORDS[IDT_AMBIGUITIES] = {{"common_word", "one common word"},
                            {"short", "one short word"},
                            {"generic_words", "generic words only"},
                            {"several_parties", "several parties bear it"}};

const char *idt_ambiguity_word(unsigned bit)
{
    return WORDS[bit].word;
}

const char *idt_ambiguity_text(unsigned bit)
{
    return WORDS[bit].text;
}
