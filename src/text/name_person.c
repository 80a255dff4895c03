/* Persons: one pass over the words; each step takes what it knows (a title, a particle with the
 * name behind it, a compound, an initial) and the plain name is what is left. */
#include "text/name_person.h"

#include "text/mistyped.h"
#include "text/syllables.h"
#include "text/utf8.h"

/* Is w the first of the name or of what stands behind a comma? */
static bool begins_segment(const parse *p, size_t i)
{
    return i == 0 || p->words[i].comma;
}

/* Words from i to the next comma or the end. */
static size_t left_in_segment(const parse *p, size_t i)
{
    size_t n = 0;
    while (i + n < p->word_count && (n == 0 || !p->words[i + n].comma)) {
        n++;
    }
    return n;
}

/* The article is written as it is spoken before these letters: ar-Rahman, ash-Shami. */
static bool article_suits(idt_str article, idt_str next)
{
    const char sun = article.ptr[article.len - 1];
    if (idt_str_is(article, "ash") || idt_str_is(article, "esh") || idt_str_is(article, "ush")) {
        return idt_str_starts(next, "sh");
    }
    return next.len > 2 && next.ptr[0] == sun && article.len == 2;
}

#define SYLLABIC_LEAST 3
#define SYLLABIC_MOST  4

/* Kim Il Nam: all words are syllables of one language, in which one is a family's name. */
static bool is_of_syllables(const parse *p)
{
    idt_syllables_languages all = {.read = UINT8_MAX};
    for (size_t i = 0; i < p->word_count && all.read != 0; i++) {
        const word *w = &p->words[i];
        const bool syllable = w->script == IDT_SCRIPT_LATIN && w->text.len > 1 && !w->initials;
        const idt_syllables_languages here =
            syllable ? idt_syllables_read(w->text) : (idt_syllables_languages){0};
        all.read = (uint8_t)(all.read & here.read);
        all.family = (uint8_t)(all.family | here.family);
    }
    return p->word_count >= SYLLABIC_LEAST && p->word_count <= SYLLABIC_MOST &&
           (all.read & all.family) != 0;
}

static bool is_article(const parse *p, size_t i)
{
    const word *w = &p->words[i];
    if (!name_is_particle(w, IDT_PARTICLE_ARTICLE) || !name_goes_on(p, i)) {
        return false;
    }
    if (idt_str_is(w->text, "al") || idt_str_is(w->text, "el") || w->script != IDT_SCRIPT_LATIN) {
        return !w->stop;
    }
    if (is_of_syllables(p)) {
        return false;
    }
    if (p->words[i + 1].gap == IDT_GAP_HYPHEN) {
        return true;
    }
    return !begins_segment(p, i) && article_suits(w->text, p->words[i + 1].text);
}

/* Ben Affleck, Bar Refaeli: a given name where it begins. */
static bool is_son(const parse *p, size_t i)
{
    const word *w = &p->words[i];
    if (!name_is_particle(w, IDT_PARTICLE_SON) || !name_goes_on(p, i)) {
        return false;
    }
    return !begins_segment(p, i) || idt_str_is(w->text, "bin") || idt_str_is(w->text, "ibn") ||
           w->script == IDT_SCRIPT_ARABIC;
}

static bool is_preposition(const parse *p, size_t i)
{
    const word *w = &p->words[i];
    if (!name_is_particle(w, IDT_PARTICLE_PARTICLE) || !name_goes_on(p, i) || is_of_syllables(p)) {
        return false;
    }
    if (w->text.len == 1) { /* Ortega y Gasset; else an initial */
        return !begins_segment(p, i) && !w->stop && p->words[i + 1].text.len > 1;
    }
    return !begins_segment(p, i) || left_in_segment(p, i) > 2 ||
           p->words[i + 1].gap != IDT_GAP_BLANK;
}

/* What stands before a name and belongs to it. */
typedef struct prefix {
    size_t words;
    bool article; /* any at all */
    bool arabic;  /* the last is al- or its like */
    bool son;
} prefix;

static prefix prefix_at(const parse *p, size_t i)
{
    prefix out = {0};
    for (; i < p->word_count; i++, out.words++) {
        const bool article = is_article(p, i);
        const bool son = !article && is_son(p, i);
        if (!article && !son && !is_preposition(p, i)) {
            break;
        }
        out.arabic = article;
        out.article = out.article || !son;
        out.son = out.son || son;
    }
    return out;
}

/* ---- steps; each returns how many words it took, 0: not its own ---- */

static bool same_letters(idt_str a, idt_str b)
{
    uint32_t in_a = 0;
    uint32_t in_b = 0;
    for (size_t i = 0; i < a.len; i++) {
        in_a |= UINT32_C(1) << ((unsigned char)a.ptr[i] & 31);
    }
    for (size_t i = 0; i < b.len; i++) {
        in_b |= UINT32_C(1) << ((unsigned char)b.ptr[i] & 31);
    }
    return in_a == in_b;
}

#define LONG_TITLE 6 /* another letter in a shorter one makes a name: Samid is no sayid */

/* Hjji: a vowel was lost. */
static bool lacks_a_vowel(idt_str text, idt_str of)
{
    size_t at = 0;
    while (at < text.len && at < of.len && text.ptr[at] == of.ptr[at]) {
        at++;
    }
    return of.len == text.len + 1 && strchr("aeiou", of.ptr[at]) != NULL &&
           memcmp(text.ptr + at, of.ptr + at + 1, text.len - at) == 0;
}

/* Mlulah; the text is a letter away from the title. */
static bool reads_as_title(idt_str text, idt_str title)
{
    return idt_lexicon_find(title).row->title != 0 &&
           (title.len >= LONG_TITLE || title.len < text.len || same_letters(title, text) ||
            lacks_a_vowel(text, title));
}

/* In front of a name. */
static const idt_lexicon_row *title_row(const person *q, size_t i)
{
    const word *w = &q->p->words[i];
    if ((!begins_segment(q->p, i) && !q->at_front) || w->lex.found ||
        w->script != IDT_SCRIPT_LATIN || w->run) {
        return w->lex.row;
    }
    idt_str meant[IDT_MISTYPED_MOST];
    const size_t count = idt_small_words_mistyped(w->text, meant);
    for (size_t k = 0; k < count; k++) {
        if (reads_as_title(w->text, meant[k])) {
            return idt_lexicon_find(meant[k]).row;
        }
    }
    return w->lex.row;
}

static size_t take_title(person *q, size_t i)
{
    parse *p = q->p;
    char buffer[64];
    size_t n = p->words[i].lex.row->phrase_words;
    const idt_lexicon_row *row = title_row(q, i);
    for (n = n > 1 ? n : 1; n > 1; n--) {
        if (n <= left_in_segment(p, i)) {
            const idt_lexeme l =
                idt_lexicon_find(name_phrase(p->words + i, n, buffer, sizeof buffer));
            if (l.row->title != 0) {
                row = l.row;
                break;
            }
        }
    }
    const bool ends = i + n == p->word_count;
    const bool wanted = row->title == IDT_TITLE_ANY ? q->names > 0 || !ends
                        : row->title == IDT_TITLE_LAST
                            ? q->names > 1 && ends
                            : row->title != 0 && q->at_front && left_in_segment(p, i) > n;
    if (!wanted || (p->words[i].text.len == 1)) {
        return 0;
    }
    name_add(p, i, i + n, IDT_PART_TITLE);
    return n;
}

/* Only suffixes up to the end or the comma, and a name before them. */
static size_t take_suffix(person *q, size_t i)
{
    parse *p = q->p;
    const size_t n = left_in_segment(p, i);
    for (size_t k = 0; k < n; k++) {
        if (p->words[i + k].lex.row->suffix == 0) {
            return 0;
        }
    }
    if (q->names < 1 || (q->names < 2 && !begins_segment(p, i)) || p->words[i].initials) {
        return 0;
    }
    draft *d = name_add(p, i, i + 1, IDT_PART_SUFFIX);
    if (d != NULL) {
        d->part.number = p->words[i].lex.row->generation;
    }
    return 1;
}

static draft *last_name(person *q, size_t i)
{
    parse *p = q->p;
    draft *d = p->count > 0 ? &p->drafts[p->count - 1] : NULL;
    if (d == NULL || begins_segment(p, i) || d->part.script != p->words[i].script ||
        (d->part.role != IDT_PART_NAME && d->part.role != IDT_PART_KUNYA)) {
        return NULL;
    }
    return d;
}

/* Shams al-Din, Habib ullah: one name with the part before. */
static size_t take_faith(person *q, size_t i)
{
    parse *p = q->p;
    draft *d = last_name(q, i);
    const bool article = name_is_particle(&p->words[i], IDT_PARTICLE_ARTICLE) && name_goes_on(p, i);
    const word *w = &p->words[i + (article ? 1 : 0)];
    if (d == NULL || !name_is_particle(w, IDT_PARTICLE_FAITH)) {
        return 0;
    }
    const bool bare = idt_str_is(w->text, "din") || idt_str_is(w->text, "deen");
    const bool arabic = w->script == IDT_SCRIPT_ARABIC;
    const bool latin = w->script == IDT_SCRIPT_LATIN;
    if ((bare && !article) || (!latin && !arabic && w->script != IDT_SCRIPT_CYRILLIC)) {
        return 0;
    }
    const bool allah = name_is_allah(w->text);
    const idt_lexeme base = d->lex;
    d->part.text = name_joined(p, d->part.text,
                               !latin  ? w->text
                               : allah ? IDT_STR("ullah")
                                       : IDT_STR("uddin"));
    d->part.end = w->end;
    d->lex = name_compound_lexeme(d->part.text, &base, allah ? CLASS_ALLAH : CLASS_DIN);
    return article ? 2 : 1;
}

/* Heydar oghlu: the child of Heydar. Hasan-zadeh: one name. */
static size_t take_child(person *q, size_t i)
{
    const word *w = &q->p->words[i];
    draft *d = last_name(q, i);
    if (d == NULL || !name_is_particle(w, IDT_PARTICLE_CHILD)) {
        return 0;
    }
    const bool latin = w->script == IDT_SCRIPT_LATIN;
    if (idt_str_starts(w->text, latin ? "zad" : w->script == IDT_SCRIPT_ARABIC ? "زاد" : "за")) {
        const idt_lexeme base = d->lex;
        d->part.text = name_joined(q->p, d->part.text, latin ? IDT_STR("zadeh") : w->text);
        d->lex = name_compound_lexeme(d->part.text, &base, CLASS_ZADEH);
    } else {
        d->part.role = IDT_PART_PATRONYMIC;
        d->part.after_bin = true;
        d->part.article = true; /* Karaoglu is written so, too */
    }
    d->part.end = w->end;
    return 1;
}

/* Khamene'i: Persian may write the ending of a name in -eh apart. */
static size_t take_ending(person *q, size_t i)
{
    const word *w = &q->p->words[i];
    draft *d = last_name(q, i);
    if (d == NULL || w->script != IDT_SCRIPT_ARABIC || !idt_str_ends(d->part.text, "ه") ||
        !(idt_str_is(w->text, "ای") || idt_str_is(w->text, "اي"))) {
        return 0;
    }
    d->part.text = name_joined(q->p, d->part.text, w->text);
    d->part.end = w->end;
    d->lex = name_lexeme(d->part.text, w->script);
    d->part.known = d->lex.known;
    return 1;
}

static size_t bytes_at(idt_str text, size_t at)
{
    size_t bytes = 0;
    idt_utf8_next((const unsigned char *)text.ptr, text.len, at, &bytes);
    return bytes;
}

#define INITIALS_MOST 6

/* How many letters, where there are few enough to be initials; else 0. */
static size_t few_letters(idt_str text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len; at += bytes_at(text, at)) {
        const char c = text.ptr[at];
        if (++count > INITIALS_MOST || (c >= '0' && c <= '9')) {
            return 0;
        }
    }
    return count;
}

/* "J.R.", "В.В.", "СВ": an initial a letter. */
static bool take_letters(parse *p, size_t i)
{
    const word *w = &p->words[i];
    if (!(w->initials ? few_letters(w->text) > 0 : name_undotted_initials(p, i))) {
        return false;
    }
    uint32_t at = w->start;
    for (size_t k = 0; k < w->text.len && at < w->end;) { /* a ligature is two letters of one */
        draft *d = name_add(p, i, i + 1, IDT_PART_INITIAL);
        const size_t next = k + bytes_at(w->text, k);
        const idt_str rest = idt_str_slice(p->source, at, w->end);
        const size_t letter = w->initials ? idt_str_find(rest, '.') + 1 : bytes_at(rest, 0);
        const uint32_t end = letter < rest.len ? at + (uint32_t)letter : w->end;
        if (d != NULL) {
            d->part.text = idt_str_slice(w->text, k, next);
            d->part.start = at;
            d->part.end = next == w->text.len ? w->end : end;
        }
        at = end;
        k = next;
    }
    return true;
}

static bool one_character(const word *w)
{
    return bytes_at(w->text, 0) == w->text.len && !w->run;
}

static size_t take_initial(person *q, size_t i)
{
    if (take_letters(q->p, i)) {
        return 1;
    }
    const word *w = &q->p->words[i];
    if (!one_character(w) || w->script == IDT_SCRIPT_OTHER || is_preposition(q->p, i)) {
        return 0;
    }
    name_add(q->p, i, i + 1, IDT_PART_INITIAL);
    return 1;
}

static size_t take_number(person *q, size_t i)
{
    uint32_t number = 0;
    if (!name_digits(q->p->words[i].text, &number)) {
        return 0;
    }
    draft *d = name_add(q->p, i, i + 1, IDT_PART_NUMBER);
    if (d != NULL) {
        d->part.number = number;
    }
    return 1;
}

/* Maria Weber nee Rossi: the word says nothing, the name behind it counts. */
static size_t take_nee(person *q, size_t i)
{
    if (q->names == 0 || !name_is_particle(&q->p->words[i], IDT_PARTICLE_NEE) ||
        i + 1 == q->p->word_count) {
        return 0;
    }
    name_add(q->p, i, i + 1, IDT_PART_PARTICLE);
    return 1;
}

static bool ends_like_nisba(idt_str text)
{
    return text.len > 3 && (idt_str_ends(text, "i") || idt_str_ends(text, "y") ||
                            idt_str_ends(text, "\xd9\x8a") || idt_str_ends(text, "\xdb\x8c"));
}

/* A name with the particles before it; compounds are one part. */
static size_t take_name(person *q, size_t i)
{
    parse *p = q->p;
    const prefix before = prefix_at(p, i);
    const size_t at = i + before.words;
    compound whole = name_kunya_at(p, at);
    idt_part_role role = whole.to != 0 ? IDT_PART_KUNYA : IDT_PART_NAME;
    if (whole.to == 0) {
        whole = name_servant_at(p, at);
    }
    if (whole.to == 0 && p->words[at].run && before.words == 0) {
        name_take_run(q, i);
        return 1;
    }
    if (before.words > 0 && whole.to == 0 && p->words[at].lex.row->title == IDT_TITLE_ANY) {
        role = IDT_PART_TITLE; /* al-Hajj */
    }
    draft *d = name_add(p, i, whole.to != 0 ? whole.to : at + 1, role);
    if (d == NULL) {
        return whole.to != 0 ? whole.to - i : before.words + 1;
    }
    const idt_str plain = whole.to != 0 ? whole.text : name_plain(&p->words[at]);
    const bool written = plain.len < p->words[at].text.len && whole.to == 0;
    d->lex = whole.to != 0 ? whole.lex : written ? idt_lexicon_find(plain) : d->lex;
    d->part.text = plain;
    if (whole.to == 0 && name_written_compound(p, &p->words[at], &whole)) {
        d->part.text = whole.text;
        d->lex = whole.lex;
        whole.to = 0;
    }
    d->part.known = d->lex.known;
    d->part.article = before.article || written;
    d->part.after_bin = before.son;
    if (role == IDT_PART_NAME && before.son) {
        d->part.role = IDT_PART_PATRONYMIC;
    } else if (role == IDT_PART_NAME && (before.arabic || written) && q->names > 0 &&
               ends_like_nisba(plain)) {
        d->part.role = IDT_PART_NISBA;
    }
    q->names += role != IDT_PART_TITLE;
    return whole.to != 0 ? whole.to - i : before.words + 1;
}

#define SERVANT_LETTERS 5 /* Abdullh is no abdull */

/* One slip leaves two of its letters at least. */
static bool may_be_abd(idt_str text)
{
    unsigned found = 0;
    for (size_t i = 0; i < text.len; i++) {
        found |= text.ptr[i] == 'a' ? 1U : text.ptr[i] == 'b' ? 2U : text.ptr[i] == 'd' ? 4U : 0;
    }
    return (found & (found - 1)) != 0;
}

/* Abd stands before its attribute, or last where the comma turned the two: KARIM, Abdul. */
static bool stands_as_servant(const parse *p, size_t i)
{
    const bool turned = i + 1 == p->word_count && i > 0 && !p->words[0].comma;
    return may_be_abd(p->words[i].text) &&
           (name_goes_on(p, i) || (turned && left_in_segment(p, 0) <= i));
}

static bool stands_as_ending(const parse *p, size_t i)
{
    return !begins_segment(p, i) && !p->words[i].lex.found &&
           p->words[i - 1].script == p->words[i].script;
}

static bool reads_as_particle(const parse *p, size_t i, idt_str meant)
{
    const unsigned particle = idt_lexicon_find(meant).row->particle;
    return (particle == IDT_PARTICLE_SERVANT && meant.len == SERVANT_LETTERS &&
            stands_as_servant(p, i)) ||
           ((particle == IDT_PARTICLE_FAITH || particle == IDT_PARTICLE_CHILD) &&
            stands_as_ending(p, i));
}

/* Adbul Karim, Seif Alalh, Hasan Zdaeh: a word nobody bears, a letter away from abd, Allah or
 * zadeh, where these stand. */
static void read_mistyped_particles(parse *p)
{
    for (size_t i = 0; i < p->word_count; i++) {
        word *w = &p->words[i];
        if (w->lex.row != &idt_lexicon_rows[0] || w->lex.known || w->run) {
            continue;
        }
        idt_str meant[IDT_MISTYPED_MOST];
        const size_t count = idt_small_words_mistyped(w->text, meant);
        for (size_t k = 0; k < count; k++) {
            if (reads_as_particle(p, i, meant[k])) {
                w->text = meant[k];
                w->lex = idt_lexicon_find(w->text);
                break;
            }
        }
    }
}

typedef size_t take(person *q, size_t i);

void name_person(parse *p)
{
    static take *const steps[] = {take_suffix, take_title,   take_faith,  take_child,
                                  take_ending, take_initial, take_number, take_nee};
    person q = {.p = p};
    read_mistyped_particles(p);
    for (size_t i = 0; i < p->word_count && !p->failed;) {
        const size_t names = q.names;
        size_t taken = 0;
        q.at_front = begins_segment(p, i) || q.at_front;
        for (size_t k = 0; k < sizeof steps / sizeof steps[0] && taken == 0; k++) {
            taken = steps[k](&q, i);
        }
        taken = taken > 0 ? taken : take_name(&q, i);
        q.at_front = q.at_front && q.names == names && p->count > 0 &&
                     p->drafts[p->count - 1].part.role == IDT_PART_TITLE;
        i += taken;
    }
    name_person_roles(p);
}
