/* Names made of two: abd and an attribute, abu and a name, a name and din or ullah. However they
 * are spelt and parted, the same compound is the same text. */
#include "text/name_person.h"

bool name_is_particle(const word *w, unsigned kind)
{
    return w->lex.row->particle == kind;
}

bool name_goes_on(const parse *p, size_t i)
{
    return i + 1 < p->word_count && !p->words[i + 1].comma;
}

static bool is_allah(idt_str text)
{
    return idt_str_is(text, "allah") || idt_str_is(text, "ullah");
}

/* The attribute or name at i, articles before it passed over; *to: behind it. */
static const word *bare_at(const parse *p, size_t i, size_t *to)
{
    while (name_is_particle(&p->words[i], IDT_PARTICLE_ARTICLE) && name_goes_on(p, i)) {
        i++;
    }
    *to = i + 1;
    return &p->words[i];
}

/* A compound nobody counted is as its attribute, a step rarer. */
idt_lexeme name_compound_lexeme(idt_str text, const idt_lexeme *base, uint32_t mark)
{
    idt_lexeme out = idt_lexicon_find(text);
    if (out.class_id == 0 && base->class_id != 0) {
        out.class_id = base->class_id | mark;
    }
    if (out.people_mnat < 0 && base->people_mnat >= 0) {
        out.people_mnat = base->people_mnat + 2 * IDT_RARER_MNAT;
        out.known = base->known;
    }
    return out;
}

/* abd al-Rahman, Abdul Karim, Abd Allah. */
compound name_servant_at(parse *p, size_t i)
{
    const word *w = &p->words[i];
    if (!name_is_particle(w, IDT_PARTICLE_SERVANT) || !name_goes_on(p, i)) {
        return (compound){0};
    }
    compound out = {0};
    const word *attribute = bare_at(p, i + 1, &out.to);
    const idt_str abd = w->script == IDT_SCRIPT_LATIN ? IDT_STR("abdul") : w->text;
    /* Arabic writes the article with the attribute, and both together as one word, too. */
    const idt_str rest = w->script == IDT_SCRIPT_ARABIC ? attribute->text : name_plain(attribute);
    out.text = is_allah(attribute->text) ? IDT_STR("abdullah") : name_joined(p, abd, rest);
    out.lex = name_compound_lexeme(out.text, &attribute->lex, CLASS_SERVANT);
    return out;
}

compound name_kunya_at(parse *p, size_t i)
{
    const word *w = &p->words[i];
    if (!name_is_particle(w, IDT_PARTICLE_KUNYA) || !name_goes_on(p, i)) {
        return (compound){0};
    }
    compound out = name_servant_at(p, i + 1);
    if (out.to == 0) {
        const word *base = bare_at(p, i + 1, &out.to);
        out.text = name_plain(base);
        out.lex = base->lex;
    }
    const bool mother = idt_str_starts(w->text, "um") || idt_str_starts(w->text, "ou");
    const idt_str head = w->script != IDT_SCRIPT_LATIN ? w->text
                         : mother                      ? IDT_STR("umm")
                                                       : IDT_STR("abu");
    out.text = name_joined(p, head, out.text);
    out.lex = name_compound_lexeme(out.text, &out.lex, CLASS_KUNYA);
    return out;
}

/* ---- compounds written as one word ---- */

#define SHORTEST_HALF 3

/* Enough to say that the rest is a name: it is one that is borne by people. */
static bool is_half(idt_str rest, idt_lexeme *lex)
{
    if (rest.len < SHORTEST_HALF) {
        return false;
    }
    *lex = idt_lexicon_find(rest);
    return lex->people_mnat >= 0 && (lex->class_id != 0 || lex->known);
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* abdelkrim, abderrezak, abdulwahid, abdessalam, abdiaziz: what stands behind abd, a vowel or two,
 * and the article's consonant as it is spoken. */
static bool written_servant(idt_str text, idt_str *rest, idt_lexeme *lex)
{
    size_t at = 3;
    if (!idt_str_starts(text, "abd") || text.len < 8) {
        return false;
    }
    while (at < text.len && is_vowel(text.ptr[at])) {
        at++;
    }
    const bool doubled = at + 1 < text.len && text.ptr[at] == text.ptr[at + 1];
    for (size_t consonants = 0; at > 3 && consonants < 2; consonants++) {
        *rest = idt_str_slice(text, at + (consonants == 0 ? 1 : 0), text.len);
        const bool article = consonants != 0 || (at < text.len && strchr("lrsnztd", text.ptr[at]));
        if (article && is_half(*rest, lex)) {
            return true;
        }
        if (article && consonants == 0 && rest->len > SHORTEST_HALF &&
            (doubled || text.ptr[at] == 'l')) {
            return true; /* nothing but the article is spelt so */
        }
    }
    return false;
}

/* The half before one of the endings, longest first. */
static bool written_ending(idt_str text, const char *const *endings, size_t count, idt_str *stem,
                           idt_lexeme *lex)
{
    for (size_t i = 0; i < count; i++) {
        if (idt_str_ends(text, endings[i])) {
            *stem = idt_str_slice(text, 0, text.len - strlen(endings[i]));
            return is_half(*stem, lex);
        }
    }
    return false;
}

/* What is known of a compound of Arabic script does not depend on a blank: the text is the same. */
static bool written_in_arabic(const word *w, compound *out)
{
    static const struct {
        const char *ending;
        uint32_t mark;
    } endings[] = {{"الله", CLASS_ALLAH}, {"الدين", CLASS_DIN}, {"زاده", CLASS_ZADEH}};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const size_t len = strlen(endings[i].ending);
        if (idt_str_ends(w->text, endings[i].ending) && w->text.len > len + SHORTEST_HALF) {
            const idt_lexeme base = idt_lexicon_find(idt_str_slice(w->text, 0, w->text.len - len));
            out->text = w->text;
            out->lex = name_compound_lexeme(w->text, &base, endings[i].mark);
            return true;
        }
    }
    return false;
}

bool name_written_compound(parse *p, const word *w, compound *out)
{
    if (w->script == IDT_SCRIPT_ARABIC) {
        return written_in_arabic(w, out);
    }
    static const char *const din[] = {"uddine", "eddine", "uddeen", "iddine", "addine", "uddin",
                                      "eddin",  "addin",  "aldin",  "eldin",  "iddin",  "oddin",
                                      "ettin",  "udeen",  "edine",  "udin"};
    static const char *const allah[] = {"oullah", "ullah", "ollah", "allah",
                                        "ellah",  "ulla",  "olla"};
    idt_str half = {0};
    idt_lexeme lex;
    if (w->script != IDT_SCRIPT_LATIN || w->text.len < 6) {
        return false;
    }
    if (written_servant(w->text, &half, &lex)) {
        out->text = is_allah(half) ? IDT_STR("abdullah") : name_joined(p, IDT_STR("abdul"), half);
        out->lex = name_compound_lexeme(out->text, &lex, CLASS_SERVANT);
    } else if (written_ending(w->text, din, sizeof din / sizeof din[0], &half, &lex)) {
        out->text = name_joined(p, half, IDT_STR("uddin"));
        out->lex = name_compound_lexeme(out->text, &lex, CLASS_DIN);
    } else if (written_ending(w->text, allah, sizeof allah / sizeof allah[0], &half, &lex)) {
        out->text = name_joined(p, half, IDT_STR("ullah"));
        out->lex = name_compound_lexeme(out->text, &lex, CLASS_ALLAH);
    } else {
        return false;
    }
    if (w->lex.class_id != 0 && w->lex.class_id != out->lex.class_id && w->lex.known) {
        out->text = w->text; /* the tables know this spelling better */
        out->lex = w->lex;
    }
    return true;
}
