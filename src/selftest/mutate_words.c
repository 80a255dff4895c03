/* Words left out, added, moved, cut to initials, joined. Words are the parts of text/name.h, so
 * that al-, bin and the like stay with what they belong to. */
#include "selftest/mutate_pass.h"
#include "text/utf8.h"

/* The name anew, of these parts in this order, as they are written; blanks between them. */
typedef struct word_list {
    size_t part[IDT_NAME_PARTS_MAX];
    size_t count;
} word_list;

static word_list words_of(const mutation_pass *p)
{
    word_list w = {.count = p->name->count};
    for (size_t i = 0; i < w.count; i++) {
        w.part[i] = i;
    }
    return w;
}

static bool add(mutation_pass *p, uint32_t code)
{
    return mutation_put(p, p->count, 0, &code, 1);
}

static bool add_text(mutation_pass *p, idt_str text)
{
    size_t bytes;
    bool fits = true;
    for (size_t at = 0; at < text.len && fits; at += bytes) {
        const uint32_t code = idt_utf8_next((const unsigned char *)text.ptr, text.len, at, &bytes);
        fits = add(p, code == IDT_UTF8_BAD ? 0xfffd : code);
    }
    return fits;
}

static idt_str written(const mutation_pass *p, size_t part)
{
    const idt_name_part *x = &p->name->parts[part];
    return idt_str_slice(p->name->source, x->start, x->end);
}

/* Parts of scripts without blanks stand together, as they did. */
static bool blank_between(const mutation_pass *p, size_t before, size_t part)
{
    const idt_name_part *a = &p->name->parts[before];
    const idt_name_part *b = &p->name->parts[part];
    return b->start != a->end;
}

static bool write_words(mutation_pass *p, const word_list *w)
{
    bool fits = true;
    p->count = 0;
    for (size_t i = 0; i < w->count && fits; i++) {
        const bool blank = i > 0 && blank_between(p, w->part[i - 1], w->part[i]);
        fits = (!blank || add(p, ' ')) && add_text(p, written(p, w->part[i]));
    }
    return fits;
}

static bool is_person(const mutation_pass *p)
{
    return p->name->kind == IDT_NAME_PERSON || p->name->kind == IDT_NAME_ANY;
}

/* What stands beyond IDT_NAME_PARTS_MAX would be lost. */
static bool has_words(const mutation_pass *p, size_t least)
{
    return p->name->count >= least && p->name->cut == 0;
}

/* ---- left out ---- */

static void take_out(word_list *w, size_t at)
{
    memmove(w->part + at, w->part + at + 1, (w->count - at - 1) * sizeof *w->part);
    w->count--;
}

static bool form_of(const mutation_pass *p, size_t *at)
{
    for (size_t i = p->name->count; i > 0; i--) {
        if (p->name->parts[i - 1].role == IDT_PART_FORM) {
            *at = i - 1;
            return true;
        }
    }
    return false;
}

bool mutate_word_dropped(mutation_pass *p)
{
    word_list w = words_of(p);
    const bool minor = p->strength == IDT_STRENGTH_MINOR;
    size_t form;
    if (minor && has_words(p, 2) && !is_person(p) && form_of(p, &form)) {
        take_out(&w, form);
        return write_words(p, &w);
    }
    if (!has_words(p, minor ? 3 : 4)) {
        return false;
    }
    if (minor) {
        take_out(&w, 1 + mutation_below(p, w.count - 2));
    }
    while (!minor && w.count > 2) {
        take_out(&w, 1);
    }
    return write_words(p, &w);
}

/* ---- added ---- */

static const char *const TITLES[] = {"Mr", "Mrs", "Dr", "Prof", "Haji", "Sheikh"};
static const char *const GIVEN[] = {"Maria", "Ali", "John", "Ahmed", "Anna", "Michael"};
static const char *const FORMS[] = {"Ltd", "LLC", "Inc", "GmbH", "Co", "SA"};
static const char *const USUAL[] = {"International", "Group",   "Trading",
                                    "Holding",       "General", "Services"};
#define CHOICE 6

static bool put_word(mutation_pass *p, size_t at, const char *word)
{
    static const uint32_t blank = ' ';
    for (size_t i = strlen(word); i > 0; i--) {
        const uint32_t code = (unsigned char)word[i - 1];
        if (!mutation_put(p, at, 0, &code, 1)) {
            return false;
        }
    }
    return mutation_put(p, at == p->count - strlen(word) ? at : at + strlen(word), 0, &blank, 1);
}

/* In front a title; a name or word behind the first, where one ends with a blank. */
bool mutate_word_added(mutation_pass *p)
{
    const bool minor = p->strength == IDT_STRENGTH_MINOR;
    size_t form;
    if (p->name->count == 0 || p->name->kind == IDT_NAME_OBJECT ||
        (minor && !is_person(p) && form_of(p, &form))) {
        return false;
    }
    const char *const *words = is_person(p) ? minor ? TITLES : GIVEN : minor ? FORMS : USUAL;
    const char *word = words[mutation_below(p, CHOICE)];
    size_t at = 0;
    if (minor && !is_person(p)) {
        at = p->count;
    }
    for (size_t i = 0; !minor && i < p->count && at == 0; i++) {
        at = p->codes[i] == ' ' ? i + 1 : 0;
    }
    return (minor || at > 0) && put_word(p, at, word);
}

/* ---- in another order ---- */

static void shuffle(mutation_pass *p, word_list *w)
{
    for (size_t i = w->count; i > 1; i--) {
        const size_t other = mutation_below(p, i);
        const size_t part = w->part[i - 1];
        w->part[i - 1] = w->part[other];
        w->part[other] = part;
    }
}

/* Only of what has blanks: 山田太郎 is never written 太郎山田. */
bool mutate_word_swapped(mutation_pass *p)
{
    word_list w = words_of(p);
    const bool minor = p->strength == IDT_STRENGTH_MINOR;
    if (!has_words(p, minor ? 2 : 3) || idt_str_find(p->name->source, ' ') == p->name->source.len) {
        return false;
    }
    if (minor) {
        const size_t last = w.part[w.count - 1];
        memmove(w.part + 1, w.part, (w.count - 1) * sizeof *w.part);
        w.part[0] = last;
    } else {
        shuffle(p, &w);
    }
    bool fits = true;
    p->count = 0;
    for (size_t i = 0; i < w.count && fits; i++) {
        fits = (i == 0 || add(p, ' ')) && add_text(p, written(p, w.part[i]));
    }
    return fits;
}

/* ---- initials ---- */

static bool add_initial(mutation_pass *p, size_t part)
{
    const idt_str word = written(p, part);
    size_t bytes;
    const uint32_t code = idt_utf8_next((const unsigned char *)word.ptr, word.len, 0, &bytes);
    return mutation_is_letter(code) && add(p, code) && add(p, '.');
}

/* A family name that is known to be one stays. */
static bool cuttable(const mutation_pass *p, size_t part)
{
    const idt_part_role role = p->name->parts[part].role;
    return role == IDT_PART_NAME || role == IDT_PART_GIVEN || role == IDT_PART_PATRONYMIC;
}

static bool has_family(const mutation_pass *p)
{
    for (size_t i = 0; i < p->name->count; i++) {
        if (p->name->parts[i].role == IDT_PART_FAMILY) {
            return true;
        }
    }
    return false;
}

static bool initials_of_person(mutation_pass *p, size_t one)
{
    const size_t count = p->name->count;
    const bool family = has_family(p);
    size_t cut = 0;
    bool fits = true;
    p->count = 0;
    for (size_t i = 0; i < count && fits; i++) {
        const bool chosen = one < count ? i == one : family || i + 1 < count;
        const bool initial = chosen && cuttable(p, i);
        cut += initial;
        fits =
            (i == 0 || add(p, ' ')) && (initial ? add_initial(p, i) : add_text(p, written(p, i)));
    }
    return fits && cut > 0;
}

bool mutate_initials(mutation_pass *p)
{
    const size_t count = p->name->count;
    const bool minor = p->strength == IDT_STRENGTH_MINOR;
    if (is_person(p)) {
        return has_words(p, minor ? 3 : 2) &&
               initials_of_person(p, minor ? 1 + mutation_below(p, count - 2) : count);
    }
    if (minor || p->name->acronym.len < 3) {
        return false;
    }
    p->count = 0;
    for (size_t i = 0; i < p->name->acronym.len; i++) {
        const char c = p->name->acronym.ptr[i];
        if (!add(p, (unsigned char)(c >= 'a' && c <= 'z' ? c - 0x20 : c))) {
            return false;
        }
    }
    return true;
}

/* ---- joined ---- */

static bool is_gap(uint32_t code)
{
    return code == ' ' || code == '-';
}

static bool between_letters(const mutation_pass *p, size_t at)
{
    return at > 0 && at + 1 < p->count && mutation_is_letter(p->codes[at - 1]) &&
           mutation_is_letter(p->codes[at + 1]);
}

bool mutate_joined(mutation_pass *p)
{
    size_t gaps = 0;
    for (size_t i = 0; i < p->count; i++) {
        gaps += is_gap(p->codes[i]) && between_letters(p, i);
    }
    const bool minor = p->strength == IDT_STRENGTH_MINOR;
    if (gaps < (minor ? 1 : 2)) {
        return false;
    }
    const size_t one = mutation_below(p, gaps);
    size_t at = 0;
    for (size_t i = 0; i < p->count;) {
        const bool gap = is_gap(p->codes[i]) && between_letters(p, i);
        if (gap && (!minor || at == one)) {
            (void)mutation_put(p, i, 1, NULL, 0);
            at++;
            if (minor) {
                return true;
            }
            continue;
        }
        at += gap;
        i++;
    }
    return true;
}
