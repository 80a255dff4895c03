/* Letters of another script in a word, and digits for letters: repair.h states the rules. */
#include "generated/repair_tables.h"
#include "text/lexicon.h"
#include "text/repair_pass.h"
#include "text/utf8.h"

#define SCRIPTS 3 /* as idt_looks has them */

static const idt_script columns[SCRIPTS] = {IDT_SCRIPT_LATIN, IDT_SCRIPT_CYRILLIC,
                                            IDT_SCRIPT_GREEK};

/* SCRIPTS: another script, or no letter. */
static size_t column_of(uint32_t code)
{
    const idt_script script = code == IDT_UTF8_BAD ? IDT_SCRIPT_OTHER : repair_script(code);
    size_t k = 0;
    while (k < SCRIPTS && columns[k] != script) {
        k++;
    }
    return k;
}

/* The letter of script `to` that looks like `code`; 0: none does. */
static uint32_t look_alike(uint32_t code, size_t from, size_t to)
{
    for (size_t i = 0; i < IDT_LOOKS; i++) {
        if (idt_looks[i][from] == code) {
            return idt_looks[i][to];
        }
    }
    return 0;
}

typedef struct mixed_word {
    size_t start, end;
    size_t letters[SCRIPTS];
    bool others; /* holds letters of further scripts */
} mixed_word;

/* Letters on end, with marks and what is invisible between them. */
static mixed_word take_mixed(const repair_pass *p, size_t at)
{
    mixed_word w = {.start = at};
    size_t bytes;
    for (;;) {
        const uint32_t code = repair_char(p, at, &bytes);
        const bool mark = code != IDT_UTF8_BAD &&
                          ((code >= 0x300 && code <= 0x36f) || (code >= 0x200b && code <= 0x200f) ||
                           code == 0xad || code == 0x2060 || code == 0xfeff);
        const size_t column = column_of(code);
        const bool letter = code != IDT_UTF8_BAD && repair_script(code) != IDT_SCRIPT_OTHER;
        if (!letter && !(mark && at > w.start)) {
            w.end = at;
            return w;
        }
        if (column < SCRIPTS) {
            w.letters[column]++;
        } else {
            w.others = w.others || letter;
        }
        at += bytes;
    }
}

/* All letters that are not of `to` have one there, and no three of them make an end of the word. */
static bool can_become(const repair_pass *p, const mixed_word *w, size_t to)
{
    size_t block = 0; /* foreign letters on end */
    bool first = true;
    size_t bytes;
    for (size_t at = w->start; at < w->end; at += bytes) {
        const uint32_t code = repair_char(p, at, &bytes);
        const size_t from = column_of(code);
        if (from == SCRIPTS) {
            continue;
        }
        if (from != to && look_alike(code, from, to) == 0) {
            return false;
        }
        if (from == to) {
            if (first && block >= 3) {
                return false;
            }
            first = false;
        }
        block = from == to ? 0 : block + 1;
    }
    return block < 3;
}

/* The script the word is of: that of the most letters, a tie by the whole text. SCRIPTS: none. */
static size_t script_meant(const repair_pass *p, const mixed_word *w, const size_t all[SCRIPTS])
{
    bool tried[SCRIPTS] = {false};
    for (size_t n = 0; n < SCRIPTS; n++) {
        size_t best = SCRIPTS;
        for (size_t k = 0; k < SCRIPTS; k++) {
            if (tried[k] || w->letters[k] == 0) {
                continue;
            }
            if (best == SCRIPTS || w->letters[k] > w->letters[best] ||
                (w->letters[k] == w->letters[best] && all[k] > all[best])) {
                best = k;
            }
        }
        if (best == SCRIPTS || can_become(p, w, best)) {
            return best;
        }
        tried[best] = true;
    }
    return SCRIPTS;
}

static size_t scripts_in(const mixed_word *w)
{
    size_t n = 0;
    for (size_t k = 0; k < SCRIPTS; k++) {
        n += w->letters[k] > 0;
    }
    return n;
}

static void put_word(repair_pass *p, const mixed_word *w, size_t to)
{
    size_t bytes;
    for (size_t at = w->start; at < w->end; at += bytes) {
        const uint32_t code = repair_char(p, at, &bytes);
        const size_t from = column_of(code);
        if (from == SCRIPTS || from == to) {
            repair_keep(p, at, at + bytes);
            continue;
        }
        const size_t begun = p->out.len;
        repair_put(p, at, at + bytes, look_alike(code, from, to));
        repair_note(p, IDT_REPAIR_LOOKALIKE, at, at + bytes, begun, columns[from], columns[to]);
    }
}

void repair_lookalikes(repair_pass *p)
{
    size_t all[SCRIPTS] = {0};
    size_t bytes;
    for (size_t at = 0; at < p->in.len; at += bytes) {
        const size_t column = column_of(repair_char(p, at, &bytes));
        if (column < SCRIPTS) {
            all[column]++;
        }
    }
    for (size_t at = 0; at < p->in.len;) {
        const mixed_word w = take_mixed(p, at);
        if (w.end == at) {
            (void)repair_char(p, at, &bytes);
            repair_keep(p, at, at + bytes);
            at += bytes;
            continue;
        }
        const size_t to =
            !w.others && scripts_in(&w) > 1 ? script_meant(p, &w, all) : (size_t)SCRIPTS;
        if (to < SCRIPTS) {
            put_word(p, &w, to);
        } else {
            repair_keep(p, w.start, w.end);
        }
        at = w.end;
    }
}

/* ---- digits for letters ---- */

#define WORD_BYTES 32
#define ONES_MAX   3 /* each 1 is tried as i and as l */

/* The small letter a digit or sign stands for; 0 of others. Of 1 the more usual, i. */
static char letter_of(char c)
{
    static const char pairs[][2] = {{'0', 'o'}, {'1', 'i'}, {'3', 'e'}, {'4', 'a'}, {'5', 's'},
                                    {'7', 't'}, {'8', 'b'}, {'$', 's'}, {'@', 'a'}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (pairs[i][0] == c) {
            return pairs[i][1];
        }
    }
    return 0;
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool in_digit_word(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '$' || c == '@' ||
           (unsigned char)c >= 0x80;
}

typedef struct digit_word {
    const char *text;
    size_t len;
    size_t letters, small, ones;
    char read[WORD_BYTES]; /* small letters, digits as letters */
} digit_word;

/* ASCII letters, three and more, and between or beside them what can stand for letters. */
static bool take_digit_word(const char *text, size_t len, digit_word *out)
{
    *out = (digit_word){.text = text, .len = len};
    for (size_t i = 0; i < len && len <= WORD_BYTES; i++) {
        if (!is_letter(text[i]) && letter_of(text[i]) == 0) {
            return false;
        }
        out->letters += is_letter(text[i]);
        out->small += text[i] >= 'a' && text[i] <= 'z';
        out->ones += text[i] == '1';
        out->read[i] = is_letter(text[i]) ? (char)(text[i] | 0x20) : letter_of(text[i]);
    }
    return len <= WORD_BYTES && out->letters >= 3 && out->letters < len;
}

static bool is_known(const char *text, size_t len)
{
    return idt_lexicon_find((idt_str){.ptr = text, .len = len}).found;
}

/* Does the lexicon know the word with letters? With each 1 as i or l; `read` is what it knows. */
static bool finds_letters(digit_word *w)
{
    const size_t ways = w->ones <= ONES_MAX ? (size_t)1 << w->ones : 1;
    for (size_t way = 0; way < ways; way++) {
        size_t one = 0;
        for (size_t i = 0; i < w->len; i++) {
            if (w->text[i] == '1') {
                w->read[i] = (way >> one++ & 1) != 0 ? 'l' : 'i';
            }
        }
        if (is_known(w->read, w->len)) {
            return true;
        }
    }
    return false;
}

/* Digits between letters only, no signs, and no known word without them. */
static bool must_be_letters(digit_word *w)
{
    char rest[WORD_BYTES];
    size_t len = 0;
    for (size_t i = 0; i < w->len; i++) {
        if (is_letter(w->text[i])) {
            rest[len++] = (char)(w->text[i] | 0x20);
            continue;
        }
        if (w->text[i] == '$' || w->text[i] == '@' || i == 0 || i + 1 == w->len ||
            !is_letter(w->text[i - 1]) || !is_letter(w->text[i + 1])) {
            return false;
        }
        w->read[i] = letter_of(w->text[i]);
    }
    return !is_known(rest, len);
}

static bool should_be_letters(digit_word *w)
{
    char plain[WORD_BYTES];
    for (size_t i = 0; i < w->len; i++) {
        plain[i] = is_letter(w->text[i]) ? (char)(w->text[i] | 0x20) : w->text[i];
    }
    return !is_known(plain, w->len) && (finds_letters(w) || must_be_letters(w));
}

static void put_letters(repair_pass *p, size_t start, const digit_word *w)
{
    for (size_t i = 0; i < w->len; i++) {
        const size_t at = start + i;
        if (is_letter(w->text[i])) {
            repair_keep(p, at, at + 1);
            continue;
        }
        const size_t begun = p->out.len;
        const bool small = w->small > 0 && i > 0; /* $mith is Smith */
        const char letter = small ? w->read[i] : (char)(w->read[i] - 0x20);
        repair_put(p, at, at + 1, (unsigned char)letter);
        repair_note(p, IDT_REPAIR_DIGIT, at, at + 1, begun, IDT_SCRIPT_OTHER, IDT_SCRIPT_LATIN);
    }
}

void repair_digits(repair_pass *p)
{
    for (size_t at = 0; at < p->in.len;) {
        size_t end = at;
        digit_word w;
        while (end < p->in.len && in_digit_word(p->in.text[end])) {
            end++;
        }
        const bool referred = at > 0 && p->in.text[at - 1] == '&'; /* would make a reference */
        if (!referred && end > at && take_digit_word(p->in.text + at, end - at, &w) &&
            should_be_letters(&w)) {
            put_letters(p, at, &w);
        } else {
            end = end == at ? at + 1 : end;
            repair_keep(p, at, end);
        }
        at = end;
    }
}
