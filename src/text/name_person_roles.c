/* What needs the whole name: order by the comma, patronymics, the record's tags, names written
 * without blanks. */
#include "text/name_person.h"

#define ALEF_LAM "\xd8\xa7\xd9\x84"

/* Names that begin with the letters of the article and have none: Ilyas, Ilham, Altaf, Almas. */
static const char *const no_articles[] = {
    "\xd8\xa7\xd9\x84\xd9\x8a\xd8\xa7\xd8\xb3", "\xd8\xa7\xd9\x84\xd9\x87\xd8\xa7\xd9\x85",
    "\xd8\xa7\xd9\x84\xd8\xb7\xd8\xa7\xd9\x81", "\xd8\xa7\xd9\x84\xd9\x85\xd8\xa7\xd8\xb3"};

/* Arabic writes the article onto the word: al-Zawahiri is one word there. */
idt_str name_plain(const word *w)
{
    if (w->script != IDT_SCRIPT_ARABIC || w->text.len < 4 + 6 ||
        !idt_str_starts(w->text, ALEF_LAM)) {
        return w->text;
    }
    for (size_t i = 0; i < sizeof no_articles / sizeof no_articles[0]; i++) {
        if (idt_str_is(w->text, no_articles[i])) {
            return w->text;
        }
    }
    return idt_str_slice(w->text, 4, w->text.len);
}

/* ---- runs ---- */

#define RUN_CHARS 8

/* Where the characters of a run begin in its text, the end last: Hangul by syllables. */
static size_t run_characters(const word *w, size_t at[RUN_CHARS + 1])
{
    size_t n = 0;
    for (size_t i = 0; i < w->text.len; i++) {
        const unsigned char *c = (const unsigned char *)w->text.ptr + i;
        const bool lead = (c[0] & 0xc0) != 0x80;
        const bool follows = i + 2 < w->text.len && c[0] == 0xe1 && c[1] >= 0x84 && c[1] <= 0x87 &&
                             (c[1] > 0x85 || (c[1] == 0x85 && c[2] >= 0xa0)); /* vowel or final */
        if (lead && !(w->script == IDT_SCRIPT_HANGUL && follows)) {
            if (n == RUN_CHARS) {
                return RUN_CHARS + 1;
            }
            at[n++] = i;
        }
    }
    at[n] = w->text.len;
    return n;
}

static unsigned family_run(idt_str text)
{
    return idt_lexicon_find(text).row->family_run;
}

/* How many characters of `count` are the family name; 0: not known. */
static size_t family_characters(const word *w, const size_t *at, size_t count)
{
    if (count < 2 || count > 5) {
        return 0;
    }
    for (size_t n = count > 3 ? 3 : count - 1; n > 0; n--) {
        const unsigned kind = family_run((idt_str){.ptr = w->text.ptr, .len = at[n]});
        const size_t given = count - n;
        if ((kind == IDT_FAMILY_KANJI && count > 2 && given <= 3) ||
            (kind == IDT_FAMILY_HAN_PAIR && given <= 2) ||
            ((kind == IDT_FAMILY_HAN || kind == IDT_FAMILY_HANGUL) && given <= 2)) {
            return n;
        }
    }
    return 0;
}

/* The source byte where the n-th character of the word begins. */
static uint32_t source_of_character(const parse *p, const word *w, size_t n)
{
    idt_tokens tokens;
    idt_token token;
    idt_tokens_init(&tokens, idt_str_slice(p->source, w->start, w->end));
    while (idt_tokens_next(&tokens, &token)) {
        if (n-- == 0) {
            return w->start + (uint32_t)token.start;
        }
    }
    return w->end;
}

static void part_of_run(parse *p, size_t i, idt_str text, uint32_t start, uint32_t end,
                        idt_part_role role)
{
    draft *d = name_add(p, i, i + 1, role);
    if (d != NULL) {
        d->part.text = text;
        d->part.start = start;
        d->part.end = end;
        d->lex = idt_lexicon_find(text);
        d->part.known = d->lex.known;
    }
}

/* Where a name has several runs, its blanks part it already. */
static bool only_run(const parse *p, size_t i)
{
    for (size_t k = 0; k < p->word_count; k++) {
        if (k != i && p->words[k].run) {
            return false;
        }
    }
    return true;
}

void name_take_run(person *q, size_t i)
{
    parse *p = q->p;
    const word *w = &p->words[i];
    size_t at[RUN_CHARS + 1];
    const size_t count = run_characters(w, at);
    const size_t family = only_run(p, i) ? family_characters(w, at, count) : 0;
    const uint32_t middle = source_of_character(p, w, family);
    if (family > 0 && middle > w->start && middle < w->end) {
        part_of_run(p, i, idt_str_slice(w->text, 0, at[family]), w->start, middle, IDT_PART_FAMILY);
        part_of_run(p, i, idt_str_slice(w->text, at[family], w->text.len), middle, w->end,
                    IDT_PART_GIVEN);
    } else {
        const bool first = i == 0 && p->word_count > 1 && p->words[0].lex.row->family_run != 0;
        name_add(p, i, i + 1, first ? IDT_PART_FAMILY : IDT_PART_NAME);
    }
    q->names++;
}

/* ---- order ---- */

static bool is_name(const draft *d)
{
    return d->part.role == IDT_PART_NAME || d->part.role == IDT_PART_NISBA ||
           d->part.role == IDT_PART_PATRONYMIC || d->part.role == IDT_PART_KUNYA;
}

/* "LAST, First": the source byte of the comma, 0 where there is none or it parts something else. */
static uint32_t comma_of(const parse *p)
{
    for (size_t i = 1; i < p->word_count; i++) {
        if (p->words[i].comma) {
            return i <= 5 ? p->words[i].start : 0;
        }
    }
    return 0;
}

static void roles_by_comma(parse *p)
{
    const uint32_t comma = comma_of(p);
    size_t before = 0;
    size_t after = 0;
    for (size_t i = 0; i < p->count; i++) {
        before += is_name(&p->drafts[i]) && p->drafts[i].part.start < comma;
        after += p->drafts[i].part.start >= comma &&
                 (is_name(&p->drafts[i]) || p->drafts[i].part.role == IDT_PART_INITIAL);
    }
    if (comma == 0 || before == 0 || after == 0) {
        return;
    }
    for (size_t i = 0; i < p->count; i++) {
        idt_name_part *part = &p->drafts[i].part;
        if (part->role == IDT_PART_NAME) {
            part->role = part->start < comma ? IDT_PART_FAMILY : IDT_PART_GIVEN;
        } else if (part->role == IDT_PART_PATRONYMIC && part->start < comma) {
            part->role = IDT_PART_FAMILY; /* "BIN LADEN, Osama": the family's name by now */
        }
    }
}

/* "MANAN, Haji Abdul", "DAHHAK, Abu": what stands last belongs before the first. */
static void wrap_compound(parse *p)
{
    draft *first = p->count > 1 ? &p->drafts[0] : NULL;
    draft *last = p->count > 1 ? &p->drafts[p->count - 1] : NULL;
    const uint32_t comma = comma_of(p);
    if (comma == 0 || first->part.role != IDT_PART_NAME || last->part.role != IDT_PART_NAME ||
        first->part.end > comma || last->part.start < comma) {
        return;
    }
    const bool servant = last->lex.row->particle == IDT_PARTICLE_SERVANT;
    if ((!servant && last->lex.row->particle != IDT_PARTICLE_KUNYA) ||
        first->part.script != IDT_SCRIPT_LATIN || last->part.script != IDT_SCRIPT_LATIN) {
        return;
    }
    const idt_lexeme base = first->lex;
    const bool mother =
        idt_str_starts(last->part.text, "um") || idt_str_starts(last->part.text, "ou");
    const idt_str head = servant ? IDT_STR("abdul") : mother ? IDT_STR("umm") : IDT_STR("abu");
    first->part.text = name_joined(p, head, first->part.text);
    first->lex =
        name_compound_lexeme(first->part.text, &base, servant ? CLASS_SERVANT : CLASS_KUNYA);
    first->part.known = first->lex.known;
    first->part.article = false;
    first->part.role = servant ? IDT_PART_NAME : IDT_PART_KUNYA;
    last->part.role = IDT_PART_PARTICLE;
}

/* ---- patronymics ---- */

static const char *const patronymics[] = {
    "ovich",   "evich",   "ovna", "evna", "ichna", "ovych", "yovych", "ivna", "ovitch", "evitch",
    "owitsch", "ewitsch", "ович", "евич", "овна",  "евна",  "ична",   "ьич",  "івна",   "йович"};

static bool is_patronymic(idt_str text)
{
    if (text.len == 0 || strchr("ha\x87\xb0", text.ptr[text.len - 1]) == NULL) {
        return false; /* with one of these bytes all of them end */
    }
    for (size_t i = 0; i < sizeof patronymics / sizeof patronymics[0]; i++) {
        if (text.len > strlen(patronymics[i]) + 1 && idt_str_ends(text, patronymics[i])) {
            return true;
        }
    }
    return false;
}

/* Of three names and more, and never the family's before the comma: Milosevich is one too. */
static void find_patronymics(parse *p)
{
    size_t names = 0;
    for (size_t i = 0; i < p->count; i++) {
        const idt_part_role role = p->drafts[i].part.role;
        names += is_name(&p->drafts[i]) || role == IDT_PART_FAMILY || role == IDT_PART_GIVEN;
    }
    for (size_t i = 0; i < p->count && names > 2; i++) {
        idt_name_part *part = &p->drafts[i].part;
        if ((part->role == IDT_PART_NAME || part->role == IDT_PART_GIVEN) &&
            is_patronymic(part->text)) {
            part->role = IDT_PART_PATRONYMIC;
        }
    }
}

static bool may_be_either(const draft *d)
{
    return d->part.role == IDT_PART_NAME || d->part.role == IDT_PART_PATRONYMIC;
}

/* Of three names of which one is a patronymic the given name stands before it, and the other is the
 * family's: Ivan Petrovich Sidorov, Sidorov Ivan Petrovich. */
static void roles_by_patronymic(parse *p)
{
    draft *names[3];
    size_t count = 0;
    size_t at = 0;
    size_t patronymics_here = 0;
    for (size_t i = 0; i < p->count; i++) {
        if (!may_be_either(&p->drafts[i])) {
            continue;
        }
        if (count == 3) {
            return;
        }
        if (p->drafts[i].part.role == IDT_PART_PATRONYMIC &&
            is_patronymic(p->drafts[i].part.text)) {
            patronymics_here++;
            at = count;
        }
        names[count++] = &p->drafts[i];
    }
    if (count == 3 && patronymics_here == 1 && at > 0) {
        names[at - 1]->part.role = IDT_PART_GIVEN;
        names[at == 1 ? 2 : 0]->part.role = IDT_PART_FAMILY;
    }
}

/* ---- tags ---- */

static bool takes_tag(idt_part_role role)
{
    return role == IDT_PART_NAME || role == IDT_PART_GIVEN || role == IDT_PART_FAMILY ||
           role == IDT_PART_PATRONYMIC || role == IDT_PART_NISBA || role == IDT_PART_INITIAL ||
           role == IDT_PART_KUNYA;
}

/* Has the part the folded word `token` in its source bytes? */
static bool part_has(const parse *p, const idt_name_part *part, const idt_token *token)
{
    for (size_t i = 0; i < p->word_count; i++) {
        const word *w = &p->words[i];
        if (w->start < part->end && part->start < w->end &&
            (idt_str_equal(w->text, token->folded) || idt_str_equal(part->text, token->folded))) {
            return true;
        }
    }
    return false;
}

static void tag_part(idt_name_part *part, idt_part_role role)
{
    part->tagged = true;
    if (part->role != IDT_PART_INITIAL && part->role != IDT_PART_KUNYA) {
        part->role = role;
    }
}

/* One tag's words, each to the first part that has it and no tag yet; family names from the end. */
static void apply_tag(parse *p, idt_str tag, idt_part_role role)
{
    idt_tokens tokens;
    idt_token token;
    idt_tokens_init(&tokens, tag);
    for (size_t seen = 0; seen < IDT_NAME_PARTS_MAX && idt_tokens_next(&tokens, &token); seen++) {
        for (size_t k = 0; k < p->count; k++) {
            idt_name_part *part = &p->drafts[role == IDT_PART_FAMILY ? p->count - 1 - k : k].part;
            if (takes_tag(part->role) && !part->tagged && part_has(p, part, &token)) {
                tag_part(part, role);
                break;
            }
        }
    }
}

void name_person_roles(parse *p)
{
    wrap_compound(p);
    roles_by_comma(p);
    find_patronymics(p);
    roles_by_patronymic(p);
    if (p->tags != NULL) {
        apply_tag(p, p->tags->last, IDT_PART_FAMILY);
        apply_tag(p, p->tags->first, IDT_PART_GIVEN);
        apply_tag(p, p->tags->middle, IDT_PART_GIVEN);
        apply_tag(p, p->tags->father, IDT_PART_PATRONYMIC);
    }
}
