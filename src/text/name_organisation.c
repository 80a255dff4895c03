/* Organisations and objects: legal forms off, then each word or phrase by what the lexicon says. */
#include "text/mistyped.h"
#include "text/name_parse.h"
#include "text/spelling.h"

#define SHORTEST_STEM     3    /* bytes before Allah in one name with it */
#define LONG_COMMON_WORD  7    /* shorter ones are near too many names */
#define FORM_WORDS        6    /* of the longest legal forms */
#define SURE_PHRASE_WORDS 3    /* so many leave no doubt what the one between is */
#define GENERIC_MNAT      5850 /* a word of one organisation in 350 tells little */

static bool only_small(const word *w)
{
    return w->lex.row->small != 0;
}

/* The longest phrase at i that has what `field` asks for: its words, 0 for none. */
typedef bool has(const idt_lexicon_row *row);

static bool has_form(const idt_lexicon_row *row)
{
    return row->form != 0;
}

static bool has_place(const idt_lexicon_row *row)
{
    return row->place != 0;
}

static bool has_generic(const idt_lexicon_row *row)
{
    return row->generic != 0;
}

static bool has_object(const idt_lexicon_row *row)
{
    return row->object != 0;
}

static size_t phrase_at(const parse *p, size_t i, has *wanted, idt_lexeme *lex)
{
    char buffer[160];
    const size_t longest = p->words[i].lex.row->phrase_words;
    for (size_t n = longest; n > 1; n--) {
        if (i + n <= p->word_count) {
            *lex = idt_lexicon_find(name_phrase(p->words + i, n, buffer, sizeof buffer));
            if (wanted(lex->row)) {
                return n;
            }
        }
    }
    *lex = p->words[i].lex;
    return wanted(lex->row) ? 1 : 0;
}

/* Every word of the name is looked at once for forms: 0 none, else the class, on each word of it.
 */
typedef struct forms {
    uint32_t class_id[WORDS_MAX];
    uint8_t words[WORDS_MAX]; /* of the form that begins here */
    bool weak[WORDS_MAX];
} forms;

static void find_forms(const parse *p, forms *f)
{
    for (size_t i = 0; i < p->word_count;) {
        idt_lexeme lex;
        const size_t n = phrase_at(p, i, has_form, &lex);
        f->words[i] = (uint8_t)n;
        f->class_id[i] = n > 0 ? lex.row->form : 0;
        f->weak[i] = n > 0 && lex.row->weak != 0 && !p->words[i].initials;
        i += n > 0 ? n : 1;
    }
}

/* Aktiengeselschaft: at an end of the name a long word that nobody knows may be a form misspelt. */
static uint32_t misspelt_form(const word *w)
{
    if (w->lex.found || w->text.len + 1 < IDT_LEXICON_LONG_FORM) {
        return 0;
    }
    for (size_t i = 0; i < IDT_LEXICON_LONG_FORMS; i++) {
        const idt_str form = idt_str_borrow(idt_lexicon_long_forms[i].word);
        const int edits = form.len > 12 ? 2 : 1;
        if (w->text.len <= form.len + 2 && form.len <= w->text.len + 2 &&
            idt_spelling_distance(w->text, form, edits) <= edits) {
            return idt_lexicon_long_forms[i].form;
        }
    }
    return 0;
}

static void find_misspelt(const parse *p, forms *f)
{
    const size_t ends[2] = {0, p->word_count - 1};
    for (size_t k = 0; k < 2 && p->word_count > 1; k++) {
        const uint32_t form = f->words[ends[k]] == 0 ? misspelt_form(&p->words[ends[k]]) : 0;
        if (form != 0) {
            f->words[ends[k]] = 1;
            f->class_id[ends[k]] = form;
        }
    }
}

/* A weak form counts only beside an end of the name or another form; what it says elsewhere is a
 * word ("El Sal Trading"). */
static bool beside_edge(const parse *p, const forms *f, size_t i)
{
    const size_t next = i + f->words[i];
    return next == p->word_count || i == 0 || f->words[next] > 0 || p->words[next].comma ||
           (next < p->word_count && p->words[next].gap == IDT_GAP_PUNCT);
}

static void drop_weak(const parse *p, forms *f)
{
    for (size_t i = p->word_count; i-- > 0;) {
        if (f->words[i] > 0 && f->weak[i] && !beside_edge(p, f, i)) {
            f->words[i] = 0;
        }
    }
}

/* A name that is nothing but forms is its words. */
static void keep_one_word(const parse *p, forms *f)
{
    for (size_t i = 0; i < p->word_count;) {
        if (f->words[i] == 0 && !only_small(&p->words[i])) {
            return;
        }
        i += f->words[i] > 0 ? f->words[i] : 1u;
    }
    memset(f->words, 0, sizeof f->words);
}

/* ---- numbers ---- */

/* One letter is a numeral behind a word and before the end, a comma or a legal form (Fund I, Ltd.).
 */
static bool letter_is_roman(const parse *p, size_t i)
{
    const bool ends =
        i + 1 == p->word_count || p->words[i + 1].comma || p->words[i + 1].lex.row->form != 0;
    return ends && i > 0 && p->words[i - 1].text.len > 1 && !p->words[i].stop;
}

static bool is_roman(const parse *p, size_t i)
{
    const word *w = &p->words[i];
    if (w->lex.row->number_kind != IDT_NUMBER_ROMAN) {
        return false;
    }
    return w->text.len > 1 ? !w->stop || w->text.len > 2 : letter_is_roman(p, i);
}

static bool number_of(const parse *p, size_t i, uint32_t *value, unsigned *kind)
{
    const idt_lexicon_row *row = p->words[i].lex.row;
    *kind = 0;
    if (name_digits(p->words[i].text, value)) {
        return true;
    }
    *kind = row->number_kind;
    *value = row->number;
    if (*kind == IDT_NUMBER_ROMAN) {
        return is_roman(p, i);
    }
    return *kind != 0 && *kind != IDT_NUMBER_SCALE;
}

/* "Twenty Three", "Twenty 3": tens and ones are one number. */
static size_t take_number(parse *p, size_t i)
{
    uint32_t value = 0;
    uint32_t ones = 0;
    unsigned kind = 0;
    unsigned next_kind = 0;
    if (!number_of(p, i, &value, &kind)) {
        return 0;
    }
    size_t n = 1;
    if (kind == IDT_NUMBER_WORD && value >= 20 && i + 1 < p->word_count &&
        number_of(p, i + 1, &ones, &next_kind) && ones > 0 && ones < 10 &&
        next_kind != IDT_NUMBER_ROMAN) {
        value += ones;
        n = 2;
    }
    draft *d = name_add(p, i, i + n, IDT_PART_NUMBER);
    if (d != NULL) {
        d->part.number = value;
    }
    return n;
}

/* ---- words ---- */

/* A phrase's text is its words joined. */
static void join_text(parse *p, draft *d, size_t from, size_t words)
{
    for (size_t k = words; d != NULL && words > 1 && k > 1; k--) {
        d->part.text = name_joined(p, p->words[from + k - 2].text, d->part.text);
    }
}

static size_t take_form(parse *p, const forms *f, size_t i)
{
    if (f->words[i] == 0) {
        return 0;
    }
    draft *d = name_add(p, i, i + f->words[i], IDT_PART_FORM);
    if (d != NULL) {
        d->part.class_id = f->class_id[i];
    }
    join_text(p, d, i, f->words[i]);
    return f->words[i];
}

static idt_part_role role_of(const idt_lexeme *lex)
{
    if (lex->row->small != 0) {
        return IDT_PART_PARTICLE;
    }
    return lex->row->generic != 0 || (lex->orgs_mnat >= 0 && lex->orgs_mnat < GENERIC_MNAT)
               ? IDT_PART_GENERIC
               : IDT_PART_CORE;
}

/* Ansar Allah: as people's names, a word and what stands for God behind it are one. */
static size_t take_faith(parse *p, size_t i)
{
    const word *w = &p->words[i];
    const bool more = i + 1 < p->word_count && !p->words[i + 1].comma &&
                      p->words[i + 1].gap < IDT_GAP_PUNCT && p->words[i + 1].script == w->script;
    if (!more || only_small(w) || w->lex.row->particle != 0 || w->text.len < SHORTEST_STEM ||
        p->words[i + 1].lex.row->particle != IDT_PARTICLE_FAITH ||
        !name_is_allah(p->words[i + 1].text)) {
        return 0;
    }
    draft *d = name_add(p, i, i + 2, IDT_PART_CORE);
    join_text(p, d, i, 2);
    if (d != NULL) {
        d->lex = idt_lexicon_find(d->part.text);
        d->part.known = d->lex.known;
    }
    return 2;
}

static size_t take_known(parse *p, size_t i)
{
    idt_lexeme lex;
    size_t n = phrase_at(p, i, has_place, &lex);
    const bool place = n > 0;
    if (!place) {
        n = phrase_at(p, i, has_generic, &lex);
    }
    n = n > 0 ? n : 1;
    draft *d = name_add(p, i, i + n, place ? IDT_PART_PLACE : role_of(&lex));
    if (d != NULL) {
        d->lex = lex;
        d->part.class_id = place ? lex.row->place : lex.row->generic;
        d->part.known = lex.known;
        join_text(p, d, i, n);
    }
    return n;
}

static bool is_letter(const word *w)
{
    return w->text.len == 1 && w->text.ptr[0] >= 'a' && w->text.ptr[0] <= 'z';
}

/* Words from i on that are a letter each and no form: what stands before a comma ends them. */
static size_t letters_from(const parse *p, const forms *f, size_t i)
{
    size_t n = 0;
    while (i + n < p->word_count && is_letter(&p->words[i + n]) && f->words[i + n] == 0 &&
           (n == 0 || !p->words[i + n].comma)) {
        n++;
    }
    return n;
}

/* T C L, B & H: letters that stand apart are one word, as TCL is; each by itself would be a word
 * that half of all companies of letters bear. */
static size_t take_letters(parse *p, const forms *f, size_t i)
{
    idt_lexeme lex;
    const size_t n = letters_from(p, f, i);
    if (n < 2 || phrase_at(p, i, has_place, &lex) > 1 || phrase_at(p, i, has_generic, &lex) > 1) {
        return 0;
    }
    draft *d = name_add(p, i, i + n, IDT_PART_CORE);
    join_text(p, d, i, n);
    if (d != NULL) {
        d->lex = idt_lexicon_find(d->part.text);
        d->part.role = d->lex.row->place != 0 ? IDT_PART_PLACE : role_of(&d->lex);
        d->part.class_id = d->lex.row->place != 0 ? d->lex.row->place : d->lex.row->generic;
        d->part.known = d->lex.known;
    }
    return n;
}

/* ---- Han: 有限公司 is written onto the name ---- */

static bool ends_with_form(const word *w, size_t *form_at, idt_lexeme *lex)
{
    for (size_t i = 1; i < w->text.len; i++) {
        if (((unsigned char)w->text.ptr[i] & 0xc0) == 0x80 || w->text.len - i > 36) {
            continue;
        }
        *lex = idt_lexicon_find(idt_str_slice(w->text, i, w->text.len));
        if (lex->row->form != 0) {
            *form_at = i;
            return true;
        }
    }
    return false;
}

/* The source byte from which the slice folds to `tail_bytes`. */
static uint32_t split_source(const parse *p, const word *w, size_t head_bytes)
{
    idt_tokens tokens;
    idt_token token;
    size_t folded = 0;
    idt_tokens_init(&tokens, idt_str_slice(p->source, w->start, w->end));
    while (idt_tokens_next(&tokens, &token)) {
        if (folded >= head_bytes) {
            return w->start + (uint32_t)token.start;
        }
        folded += token.folded.len;
    }
    return w->end;
}

static size_t take_run(parse *p, size_t i)
{
    const word *w = &p->words[i];
    size_t at = 0;
    idt_lexeme lex;
    if (!w->run || !ends_with_form(w, &at, &lex)) {
        return 0;
    }
    const uint32_t middle = split_source(p, w, at);
    if (middle <= w->start || middle >= w->end) {
        return 0;
    }
    draft *core = name_add(p, i, i + 1, IDT_PART_CORE);
    draft *form = name_add(p, i, i + 1, IDT_PART_FORM);
    if (core == NULL || form == NULL) {
        return 1;
    }
    core->part.text = idt_str_slice(w->text, 0, at);
    core->part.end = middle;
    core->lex = idt_lexicon_find(core->part.text);
    form->part.text = idt_str_slice(w->text, at, w->text.len);
    form->part.start = middle;
    form->part.class_id = lex.row->form;
    return 1;
}

/* Банк, الجبهة: what the lexicon knows of a word it knows by a reading. */
static void read_native_words(parse *p)
{
    for (size_t i = 0; i < p->word_count && i < IDT_NAME_PARTS_MAX; i++) {
        word *w = &p->words[i];
        if (w->script == IDT_SCRIPT_LATIN || w->script == IDT_SCRIPT_OTHER || w->run ||
            w->lex.row != &idt_lexicon_rows[0]) {
            continue;
        }
        w->lex = name_lexeme(name_plain(w), w->script);
        if (w->lex.row != &idt_lexicon_rows[0]) {
            continue;
        }
        idt_read_word read;
        if (!idt_reading_memory_read(p->memory, name_plain(w), p->arena, &read)) {
            p->failed = true;
            return;
        }
        for (size_t k = 0; k < read.reading_count; k++) {
            const idt_lexeme lex = idt_lexicon_find(read.readings[k].latin);
            if (lex.row->generic != 0 || lex.row->place != 0) {
                w->lex.row = lex.row;
                w->lex.orgs_mnat = lex.orgs_mnat;
                break;
            }
        }
    }
}

static bool is_phrase(const idt_lexicon_row *row)
{
    return row->form != 0 || row->place != 0 || row->generic != 0;
}

/* How many words has the phrase of several, a legal form, a place, generic words, that holds word
 * i? 0: none does. */
static size_t phrase_around(const parse *p, size_t i)
{
    const size_t longest = FORM_WORDS;
    idt_lexeme lex;
    for (size_t k = i < longest ? 0 : i - longest; k <= i; k++) {
        const size_t n = phrase_at(p, k, is_phrase, &lex);
        if (n > 1 && k + n > i) {
            return n;
        }
    }
    return 0;
}

/* May a phrase that begins before word i reach beyond it? */
static bool in_phrase(const parse *p, size_t i)
{
    for (size_t back = 1; back <= i && back <= FORM_WORDS; back++) {
        if (p->words[i - back].lex.row->phrase_words > back) {
            return true;
        }
    }
    return false;
}

/* Is there a word beside word i that tells this name from others? */
static bool others_tell(const parse *p, size_t i)
{
    for (size_t k = 0; k < p->word_count; k++) {
        const idt_lexicon_row *row = p->words[k].lex.row;
        if (k != i && row->form == 0 && row->generic == 0 && row->number_kind == 0 &&
            phrase_around(p, k) == 0) {
            return true;
        }
    }
    return false;
}

/* FORTA LLC is no forty; EGHTH OCEAN is an eighth. */
static bool reads_as_number(const parse *p, size_t i, const idt_lexeme *lex)
{
    return lex->row->number_kind != 0 && others_tell(p, i);
}

static void put_word(word *w, idt_str text)
{
    w->text = text;
    w->lex = idt_lexicon_find(text);
}

/* What stands in a phrase makes the word it has to be. A short one is near too much, unless the
 * name has another word that tells it from others. */
static bool reads_in_phrase(parse *p, size_t i)
{
    word *w = &p->words[i];
    const word as_written = *w;
    idt_str meant[IDT_MISTYPED_MOST];
    const size_t count = idt_phrase_words_mistyped(w->text, meant);
    for (size_t k = 0; k < count; k++) {
        put_word(w, meant[k]);
        if (phrase_around(p, i) >= (as_written.lex.found ? SURE_PHRASE_WORDS : 2) &&
            (meant[k].len >= LONG_COMMON_WORD || others_tell(p, i))) {
            return true;
        }
    }
    *w = as_written;
    return false;
}

/* ... else a word nobody bears is read as the nearest. */
static bool read_as_meant(parse *p, size_t i)
{
    word *w = &p->words[i];
    if (reads_in_phrase(p, i)) {
        return true;
    }
    const idt_str meant = w->lex.found ? (idt_str){0} : idt_word_mistyped(w->text);
    const idt_lexeme lex = idt_lexicon_find(meant.len > 0 ? meant : IDT_STR(""));
    const bool reads =
        lex.row->number_kind != 0 ? reads_as_number(p, i, &lex) : meant.len >= LONG_COMMON_WORD;
    if (reads) {
        put_word(w, meant);
    }
    return reads;
}

static bool read_mistyped_once(parse *p)
{
    bool changed = false;
    for (size_t i = 0; i < p->word_count && i < IDT_NAME_PARTS_MAX; i++) {
        const word *w = &p->words[i];
        if (w->lex.row == &idt_lexicon_rows[0] && !w->run && !w->initials &&
            (!w->lex.found || in_phrase(p, i))) {
            changed = read_as_meant(p, i) || changed;
        }
    }
    return changed;
}

/* COMAPNY: a slip in a word that says little leaves it one that says little. What is found in a
 * table may be a name; within a form of three words and more it is none. A word read anew may make
 * out the form that another one stands in. */
static void read_mistyped_words(parse *p)
{
    if (read_mistyped_once(p)) {
        (void)read_mistyped_once(p);
    }
}

void name_organisation(parse *p)
{
    forms f = {0};
    read_native_words(p);
    read_mistyped_words(p);
    find_forms(p, &f);
    find_misspelt(p, &f);
    drop_weak(p, &f);
    keep_one_word(p, &f);
    for (size_t i = 0; i < p->word_count && !p->failed;) {
        size_t n = take_form(p, &f, i);
        n = n > 0 ? n : take_run(p, i);
        n = n > 0 ? n : take_number(p, i);
        n = n > 0 ? n : take_faith(p, i);
        n = n > 0 ? n : take_letters(p, &f, i);
        i += n > 0 ? n : take_known(p, i);
    }
}

#define IMO_DIGITS 7

static bool is_long_number(idt_str text)
{
    size_t digits = 0;
    while (digits < text.len && text.ptr[digits] >= '0' && text.ptr[digits] <= '9') {
        digits++;
    }
    return digits == text.len && digits >= IMO_DIGITS;
}

/* Words of "IMO 9116412", "IMO No. 9116412" and "IMO9116412" beside a name, which are no part of
 * it; 0: none begin here. */
static size_t identifier_at(const parse *p, size_t i)
{
    static const char imo[] = "imo";
    const idt_str text = p->words[i].text;
    size_t n = 1;
    if (p->words[i].lex.row->object == IDT_OBJECT_IDENTIFIER) {
        while (i + n < p->word_count && p->words[i + n].lex.row->object == IDT_OBJECT_NUMBER) {
            n++;
        }
        n = i + n < p->word_count && is_long_number(p->words[i + n].text) ? n + 1 : 0;
    } else if (!idt_str_starts(text, imo) ||
               !is_long_number(idt_str_slice(text, sizeof imo - 1, text.len))) {
        return 0;
    }
    return n < p->word_count ? n : 0; /* alone it is all there is */
}

/* EGHTH OCEAN */
static void read_mistyped_numbers(parse *p)
{
    for (size_t i = 0; i < p->word_count && i < IDT_NAME_PARTS_MAX; i++) {
        word *w = &p->words[i];
        const idt_str meant =
            w->lex.found || w->run || w->initials ? (idt_str){0} : idt_word_mistyped(w->text);
        const idt_lexeme lex = idt_lexicon_find(meant.len > 0 ? meant : IDT_STR(""));
        if (reads_as_number(p, i, &lex)) {
            put_word(w, meant);
        }
    }
}

/* MV, MT, SS before the name of a vessel; numbers strictly; all else tells it from others. */
void name_object(parse *p)
{
    read_mistyped_numbers(p);
    for (size_t i = 0; i < p->word_count && !p->failed;) {
        const bool more = i + 1 < p->word_count;
        uint32_t number = 0;
        idt_lexeme lex;
        const size_t identifier = identifier_at(p, i);
        if (identifier > 0) {
            name_add(p, i, i + identifier, IDT_PART_TITLE);
            i += identifier;
            continue;
        }
        const size_t prefix = p->count == 0 ? phrase_at(p, i, has_object, &lex) : 0;
        if (prefix > 0 && lex.row->object == IDT_OBJECT_VESSEL && prefix < p->word_count) {
            name_add(p, 0, prefix, IDT_PART_TITLE);
            i = prefix;
            continue;
        }
        if (p->words[i].lex.row->object == IDT_OBJECT_NUMBER && more &&
            name_digits(p->words[i + 1].text, &number)) {
            name_add(p, i, i + 1, IDT_PART_TITLE);
            i++;
            continue;
        }
        const size_t n = take_number(p, i);
        if (n == 0) {
            name_add(p, i, i + 1,
                     only_small(&p->words[i]) && more ? IDT_PART_PARTICLE : IDT_PART_CORE);
        }
        i += n > 0 ? n : 1;
    }
}

/* A form or words only organisations bear say organisation; else it is taken for a person. */
idt_name_kind name_guess(const parse *p)
{
    size_t generic = 0;
    for (size_t i = 0; i < p->word_count; i++) {
        idt_lexeme lex;
        const word *w = &p->words[i];
        size_t form_at = 0;
        if (w->run && ends_with_form(w, &form_at, &lex)) {
            return IDT_NAME_ORGANISATION;
        }
        const size_t n = phrase_at(p, i, has_form, &lex);
        if (n > 0 && (lex.row->weak == 0 || i + n == p->word_count) && p->word_count > n &&
            lex.people_mnat < 0 && w->text.len > 1) {
            return IDT_NAME_ORGANISATION;
        }
        generic += w->lex.row->generic != 0 && !only_small(w) &&
                   (w->lex.people_mnat < 0 || w->lex.people_mnat > 11500);
    }
    return generic > 0 ? IDT_NAME_ORGANISATION : IDT_NAME_PERSON;
}
