/* Initials written without stops: "Lavrov SV", "ЛАВРОВ СВ", "JRR Tolkien". Capitals that are no
 * name nor anything else, at an end of it, beside names that are not written in capitals; or
 * without a vowel. Where names have a patronymic there are two, and three letters abbreviate:
 * "ЧВК". */
#include "text/name_person.h"

#include "text/utf8.h"

#define UNDOTTED_MOST  3
#define UNDOTTED_BYTES (4 * UNDOTTED_MOST)
#define UNDOTTED_OTHER 2 /* ... of letters that are not Latin */

static bool is_capital(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0x0400 && c <= 0x042f) || (c >= 0x0391 && c <= 0x03a9) ||
           (c >= 0x0531 && c <= 0x0556) || c == 0x0490;
}

static bool is_vowel(uint32_t c)
{
    static const uint32_t vowels[] = {
        'A',    'E',    'I',    'O',    'U',    'Y',    0x0410, 0x0415, 0x0418, 0x041e, 0x0423,
        0x042b, 0x042d, 0x042e, 0x042f, 0x0401, 0x0404, 0x0406, 0x0407, 0x0391, 0x0395, 0x0397,
        0x0399, 0x039f, 0x03a5, 0x03a9, 0x0531, 0x0535, 0x0537, 0x0538, 0x053b, 0x0548, 0x0555};
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++) {
        if (vowels[i] == c) {
            return true;
        }
    }
    return false;
}

typedef struct capitals {
    size_t letters;
    bool all;
    bool vowel;
} capitals;

static capitals capitals_of(const parse *p, const word *w)
{
    capitals out = {.all = true};
    const unsigned char *ptr = (const unsigned char *)p->source.ptr;
    size_t bytes = 1;
    for (size_t at = w->start; at < w->end; at += bytes) {
        const uint32_t c = idt_utf8_next(ptr, w->end, at, &bytes);
        out.letters++;
        out.all = out.all && is_capital(c);
        out.vowel = out.vowel || is_vowel(c);
    }
    return out;
}

static bool at_an_end(const parse *p, size_t i)
{
    return i == 0 || i + 1 == p->word_count || p->words[i].comma;
}

/* A family name stands before a comma. */
static bool before_comma(const parse *p, size_t i)
{
    return i + 1 < p->word_count && p->words[i + 1].comma;
}

/* Is some word as long as a name written otherwise, and none in capitals? */
static bool others_are_small(const parse *p, size_t i)
{
    bool some = false;
    for (size_t k = 0; k < p->word_count; k++) {
        const capitals other = capitals_of(p, &p->words[k]);
        if (k != i && other.letters > UNDOTTED_MOST) {
            if (other.all) {
                return false;
            }
            some = true;
        }
    }
    return some;
}

static bool said_by_the_tables(const word *w)
{
    return w->lex.people_mnat >= 0 || w->lex.row != &idt_lexicon_rows[0];
}

bool name_undotted_initials(const parse *p, size_t i)
{
    const word *w = &p->words[i];
    if (p->word_count < 2 || w->end - w->start > UNDOTTED_BYTES || !at_an_end(p, i) ||
        before_comma(p, i) || said_by_the_tables(w)) {
        return false;
    }
    const capitals own = capitals_of(p, w);
    const size_t most = w->script == IDT_SCRIPT_LATIN ? UNDOTTED_MOST : UNDOTTED_OTHER;
    if (!own.all || own.letters < 2 || own.letters > most) {
        return false;
    }
    return !own.vowel || (own.letters == 2 && others_are_small(p, i));
}
