#include "text/spelling.h"

#include "text/utf8.h"

#include <assert.h>
#include <stdint.h>

/* Where in the word a rule holds. */
enum place { ANYWHERE, AT_START, AT_END, BEFORE_FRONT /* e i y follow */ };

typedef struct rule {
    char from[5];
    char to[3];
    uint8_t place;
} rule;

/* By first letter, which first_rule counts on; of one letter the longest first, for the first match
 * wins. No `to` is longer than its `from`. The reason beside each. */
static const rule rules[] = {
    {"aye", "ae", ANYWHERE},  /* Russian ye after a vowel: Nikolayev, Nikolaev */
    {"aje", "ae", ANYWHERE},  /* the same with j: Nikolajev */
    {"ah", "a", AT_END},      /* teh marbuta: Fatimah */
    {"bh", "b", ANYWHERE},    /* Indian bha */
    {"ck", "k", ANYWHERE},    /* German, English k */
    {"c", "s", BEFORE_FRONT}, /* Romance c before e and i */
    {"dsch", "j", ANYWHERE},  /* German for dzh */
    {"dzh", "j", ANYWHERE},   /* BGN for the jim of Central Asia */
    {"dj", "j", ANYWHERE},    /* French for jim: Djamel */
    {"dh", "d", ANYWHERE},    /* dhal, and Indian dha */
    {"ee", "i", ANYWHERE},    /* English i: Saeed */
    {"eh", "e", AT_END},      /* Persian heh: Fatemeh */
    {"ef", "ev", AT_END},     /* -eff for -ev */
    {"gh", "g", ANYWHERE},    /* ghayn */
    {"ie", "i", AT_END},      /* English, French i at the end: Bertie, Jamalie */
    {"kh", "h", ANYWHERE},    /* kha: kh, h, ch */
    {"ks", "x", ANYWHERE},    /* Greek, Cyrillic ks for x */
    {"ou", "u", ANYWHERE},    /* French u: Boumediene */
    {"oo", "u", ANYWHERE},    /* English u: Mahmood */
    {"of", "ov", AT_END},     /* French, German -off for -ov */
    {"oe", "o", ANYWHERE},    /* o umlaut written out */
    {"ph", "f", ANYWHERE},    /* Greek phi */
    {"qu", "k", ANYWHERE},    /* Spanish, French k: Quesada */
    {"q", "k", ANYWHERE},     /* qaf: q, k */
    {"shch", "sh", ANYWHERE}, /* Cyrillic shcha: shch, sch, sh */
    {"sch", "sh", ANYWHERE},  /* German for sha */
    {"tsch", "ch", ANYWHERE}, /* German for Russian che */
    {"tch", "ch", ANYWHERE},  /* French for che */
    {"tsh", "ch", ANYWHERE},  /* African spellings of che */
    {"th", "t", ANYWHERE},    /* tha, theta, Indian tha */
    {"tz", "ts", ANYWHERE},   /* German ts */
    {"w", "v", ANYWHERE},     /* German and Polish w */
    {"y", "i", ANYWHERE},     /* y as vowel or glide */
    {"zh", "j", ANYWHERE},    /* Russian zhe, French j */
};

static bool front_vowel(idt_str s, size_t at)
{
    return at < s.len && (s.ptr[at] == 'e' || s.ptr[at] == 'i' || s.ptr[at] == 'y');
}

/* Its first letter is the one at `at`. */
static bool rule_holds(const rule *r, idt_str s, size_t at)
{
    size_t len = 1;
    for (; r->from[len] != '\0'; len++) {
        if (at + len >= s.len || s.ptr[at + len] != r->from[len]) {
            return false;
        }
    }
    return r->place == ANYWHERE || (r->place == AT_START && at == 0) ||
           (r->place == AT_END && at + len == s.len && at > 0) ||
           (r->place == BEFORE_FRONT && front_vowel(s, at + len));
}

static bool vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/* j of Slavic and German spellings stands for i after a vowel and before no other (Sergej, Vojvoda;
 * not after a: Taj); elsewhere it is as often the jim of Arabic and English. */
static char fold_letter(idt_str s, size_t at)
{
    const char c = s.ptr[at];
    if (c == 'c') { /* c sounds k except before h, and before e and i (a rule above) */
        return at + 1 < s.len && s.ptr[at + 1] == 'h' ? 'c' : 'k';
    }
    if (c != 'j') {
        return c;
    }
    const char before = at > 0 ? s.ptr[at - 1] : '\0';
    const bool inner = at + 1 < s.len && vowel(s.ptr[at + 1]);
    const bool glide = !inner && vowel(before) && before != 'a';
    return glide ? 'i' : 'j';
}

/* Letters doubled in spelling or by a rule stand once. */
static size_t put(char *out, size_t len, char c)
{
    const bool doubled = len > 0 && out[len - 1] == c && c >= 'a' && c <= 'z';
    if (!doubled) {
        out[len] = c;
    }
    return doubled ? len : len + 1;
}

/* Of each letter its first rule, and behind z where all end: every letter of every name asks. A
 * letter without a rule has the next one's. tests/text/test_spelling.c holds it against the rules.
 */
static const uint8_t first_rule['z' - 'a' + 2] = {0,  3,  4,  6,  10, 13, 13, 14, 14,
                                                  15, 15, 17, 17, 17, 17, 21, 22, 24,
                                                  24, 26, 31, 31, 31, 32, 32, 33, 34};

static size_t length_of(const rule *r)
{
    return r->from[1] == '\0' ? 1 : r->from[2] == '\0' ? 2 : r->from[3] == '\0' ? 3 : 4;
}

/* The rule that holds; NULL: none does. */
static const rule *rule_at(idt_str s, size_t at)
{
    const unsigned letter = (unsigned char)s.ptr[at] - (unsigned)'a';
    if (letter > 'z' - 'a') {
        return NULL;
    }
    const rule *end = &rules[first_rule[letter + 1]];
    for (const rule *r = &rules[first_rule[letter]]; r < end; r++) {
        assert(r->from[0] == s.ptr[at]);
        if (rule_holds(r, s, at)) {
            return r;
        }
    }
    return NULL;
}

#define NEXT(c) (UINT32_C(1) << ((c) - 'a'))
#define ANY     UINT32_MAX

/* Of each letter those behind it where some rule of it may hold: at most places none does. */
static const uint32_t rule_before['z' - 'a' + 1] = {
    ['a' - 'a'] = NEXT('h') | NEXT('j') | NEXT('y'),
    ['b' - 'a'] = NEXT('h'),
    ['c' - 'a'] = NEXT('e') | NEXT('i') | NEXT('k') | NEXT('y'),
    ['d' - 'a'] = NEXT('h') | NEXT('j') | NEXT('s') | NEXT('z'),
    ['e' - 'a'] = NEXT('e') | NEXT('f') | NEXT('h'),
    ['g' - 'a'] = NEXT('h'),
    ['i' - 'a'] = NEXT('e'),
    ['k' - 'a'] = NEXT('h') | NEXT('s'),
    ['o' - 'a'] = NEXT('e') | NEXT('f') | NEXT('o') | NEXT('u'),
    ['p' - 'a'] = NEXT('h'),
    ['q' - 'a'] = ANY,
    ['s' - 'a'] = NEXT('c') | NEXT('h'),
    ['t' - 'a'] = NEXT('c') | NEXT('h') | NEXT('s') | NEXT('z'),
    ['w' - 'a'] = ANY,
    ['y' - 'a'] = ANY,
    ['z' - 'a'] = NEXT('h'),
};

static bool may_have_rule(idt_str s, size_t at)
{
    const unsigned letter = (unsigned char)s.ptr[at] - (unsigned)'a';
    const unsigned next = at + 1 < s.len ? (unsigned char)s.ptr[at + 1] - (unsigned)'a' : 31;
    return letter <= 'z' - 'a' && (rule_before[letter] >> (next <= 'z' - 'a' ? next : 31) & 1) != 0;
}

/* In place too: no rule writes past what it has read. */
static size_t fold_once(idt_str s, char *out, bool *changed)
{
    size_t len = 0;
    *changed = false;
    for (size_t at = 0; at < s.len;) {
        const rule *r = may_have_rule(s, at) ? rule_at(s, at) : NULL;
        const char c = r != NULL ? r->to[0] : fold_letter(s, at);
        *changed = *changed || r != NULL || c != s.ptr[at];
        at += r != NULL ? length_of(r) : 1;
        len = put(out, len, c);
        if (r != NULL && r->to[1] != '\0') {
            len = put(out, len, r->to[1]);
        }
    }
    *changed = *changed || len < s.len;
    return len;
}

/* A rule may make room for another (skiy, skii, ski). Each pass shortens the word or moves letters
 * one way (q to k, y to i, c to k or s), so it ends. */
size_t idt_spelling_fold(idt_str folded, char *out)
{
    bool changed = false;
    size_t len = fold_once(folded, out, &changed);
    while (changed) {
        len = fold_once((idt_str){.ptr = out, .len = len}, out, &changed);
    }
    return len;
}

size_t idt_spelling_skeleton(idt_str folded, char *out)
{
    const size_t len = idt_spelling_fold(folded, out);
    size_t kept = 0;
    for (size_t i = 0; i < len; i++) {
        if (out[i] >= 'a' && out[i] <= 'z' && !vowel(out[i])) {
            kept = put(out, kept, out[i]);
        }
    }
    return kept;
}

/* Letters that other scripts do not tell apart, or that their romanisations take for each other, of
 * a to z: Arabic has no p, Japanese no f but hu, Hebrew one letter for b and v; ch, sh, zh, z are
 * one letter or two in most scripts; l and r are one in Japanese, Korean, Chinese. Vowels are a; an
 * h (a blank here) is silent, or part of ch, sh. */
static const char sounds_alike[] = "apstapk askrmnapqrstapwsas";

static char sound_of(char c)
{
    const char sound = sounds_alike[c - 'a'];
    return sound == ' ' ? '\0' : sound;
}

/* A short name says too little by its consonants: there the places of its vowels count too, and of
 * three consonants whether a vowel stands before them. */
#define SHORT_SOUNDS 3

/* ts, dz, tch are one sound in some scripts; the g of final ng is not written in Cyrillic. */
static bool swallowed(const char *fold, size_t len, size_t i)
{
    const char next = i + 1 < len ? fold[i + 1] : '\0';
    if (fold[i] == 't' || fold[i] == 'd') {
        return next == 's' || next == 'z' || next == 'c' || next == 'j' || next == 'x';
    }
    if (fold[i] == 'g') {
        return i > 0 && fold[i - 1] == 'n' && !vowel(next);
    }
    return false;
}

static size_t put_sounds(const char *fold, size_t len, bool vowels, char *out)
{
    size_t kept = 0;
    for (size_t i = 0; i < len; i++) {
        const char c = fold[i];
        if (c < 'a' || c > 'z' || swallowed(fold, len, i)) {
            continue;
        }
        const char sound = sound_of(c);
        if (c == 'x' && kept + 2 <= i + 1) { /* ks, but s at the start: Xavier, Xi */
            kept = put(out, kept, 'k');
        }
        if (sound != '\0' && (vowels || sound != 'a')) {
            kept = put(out, kept, sound);
        }
    }
    return kept;
}

/* A letter of one spelling that another language reads otherwise. */
static char other_way(idt_str s, size_t at, int way)
{
    const char c = s.ptr[at];
    const char before = at > 0 ? s.ptr[at - 1] : '\0';
    if (c == 'c' && before == 'm' && at == 1) {
        return 'k'; /* Scottish, Irish: McElroy */
    }
    if (way == 4 && c == 'u' && before == 'q') {
        return 'v'; /* German, Latin: Quittner */
    }
    if (way == 1 &&
        (c == 'c' || c == 'x' || (c == 'q' && at + 1 < s.len && s.ptr[at + 1] != 'u'))) {
        return 'z'; /* Slavic c without its mark: Kravic; Chinese, Basque, Portuguese x; Chinese q
                     */
    }
    if (way == 2 && c == 'j') {
        return 'y'; /* Slavic, German j before a vowel: Jovan */
    }
    if (way == 2 && c == 'w') {
        return 'u'; /* English, Arabic w: Kahawati */
    }
    if (way == 2 && c == 'g' && front_vowel(s, at + 1)) {
        return 'j'; /* Romance g: Giovanni */
    }
    return c;
}

/* A letter and the h behind it, read otherwise than the fold does; as other_pair. */
static char other_with_h(char c, int way)
{
    switch (c) {
    case 'k': /* kh is nearer to k than to nothing: both are among a native token's guesses */
        return 'k';
    case 'c': /* ch of Greek, German, Italian: Nichola, Bachrach */
        return way == 4 ? 'k' : 'c';
    case 'g': /* English gh: Vaughan */
        return way == 3 ? ' ' : '\0';
    default:
        return '\0';
    }
}

/* Two letters read otherwise than the fold does; 0 where it is right, else the one that stands for
 * both, or a blank for none. */
static char other_pair(idt_str s, size_t at, int way)
{
    const char c = s.ptr[at];
    const char next = at + 1 < s.len ? s.ptr[at + 1] : '\0';
    if (next == 'h') {
        return other_with_h(c, way);
    }
    if (way == 1 && c == 'r' && next == 'z') {
        return 'z'; /* Polish: Rzasa */
    }
    if (way == 6 && c == 'g' && next == 'n') {
        return 'n'; /* French, Italian: Agnelli */
    }
    const bool behind_i = at > 0 && s.ptr[at - 1] == 'i';
    if ((way == 6 || (way == 3 && behind_i)) && c == 'l' && next == 'l') {
        return 'y'; /* Spanish, and French behind i: Zedillo, Guillaumat */
    }
    return '\0';
}

/* Fewer letters at most: what fold and sounds are taken of. */
static size_t read_one_way(idt_str s, int way, char *word)
{
    size_t len = 0;
    for (size_t at = 0; at < s.len; at++) {
        const char pair = other_pair(s, at, way);
        if (pair == 'c') {
            word[len++] = 'c';
            word[len++] = 'h';
        } else if (pair != ' ') {
            word[len++] = pair != '\0' ? pair : other_way(s, at, way);
        }
        at += pair != '\0';
    }
    return len;
}

/* Endings that are written and not heard, or not in every language: all of them in way 3 (Bouvier,
 * Thibault), the s of cases and plurals in way 5 (Vladimirs, Bessieres). */
static size_t without_ending(const char *word, size_t len, int way)
{
    const char *silent = way == 3 ? "tdsxzrel" : "tdsxze";
    while ((way == 3 || way == 5) && len > 3 && strchr(silent, word[len - 1]) != NULL) {
        len--;
    }
    return len;
}

#define WORD_BYTES 64

/* Way 0 reads otherwise than letter by letter only what stands before an h, and mc. */
static bool is_plain(idt_str s)
{
    return memchr(s.ptr, 'h', s.len) == NULL && !(s.len > 1 && s.ptr[0] == 'm' && s.ptr[1] == 'c');
}

static size_t word_of(idt_str folded, int way, char word[WORD_BYTES])
{
    if (way == 0) {
        const idt_str s = idt_str_slice(folded, 0, WORD_BYTES);
        if (s.len == 0 || is_plain(s)) {
            memcpy(word, s.len > 0 ? s.ptr : "", s.len);
            return s.len;
        }
    }
    const size_t len = read_one_way(idt_str_slice(folded, 0, WORD_BYTES), way, word);
    return without_ending(word, len, way);
}

#define LETTER(c) (UINT32_C(1) << ((c)&31))

/* Letters of which a way reads some otherwise than way 0 does, where they end a word or anywhere.
 */
static const struct {
    uint32_t anywhere, at_end;
} otherwise[IDT_SPELLING_WAYS] = {
    [1] = {LETTER('c') | LETTER('q') | LETTER('r') | LETTER('x'), 0},
    [2] = {LETTER('g') | LETTER('j') | LETTER('w'), 0},
    [3] = {LETTER('g') | LETTER('l'), LETTER('t') | LETTER('d') | LETTER('s') | LETTER('x') |
                                          LETTER('z') | LETTER('r') | LETTER('e') | LETTER('l')},
    [4] = {LETTER('c') | LETTER('q'), 0},
    [5] = {0, LETTER('t') | LETTER('d') | LETTER('s') | LETTER('x') | LETTER('z') | LETTER('e')},
    [6] = {LETTER('g') | LETTER('l'), 0},
};

static bool holds_none(idt_str s, uint32_t letters)
{
    size_t i = 0;
    while (i < s.len && (letters >> (s.ptr[i] & 31) & 1) == 0) {
        i++;
    }
    return i == s.len;
}

bool idt_spelling_reads_plain(idt_str folded, int way)
{
    const idt_str read = idt_str_slice(folded, 0, WORD_BYTES);
    if (holds_none(read, otherwise[way].anywhere) &&
        (read.len == 0 || (otherwise[way].at_end >> (read.ptr[read.len - 1] & 31) & 1) == 0)) {
        return true;
    }
    char plain[WORD_BYTES];
    char word[WORD_BYTES];
    const size_t len = word_of(folded, 0, plain);
    return word_of(folded, way, word) == len && memcmp(plain, word, len) == 0;
}

/* h is not heard: Ahmed, Hamed. */
static bool starts_with_vowel(const char *fold, size_t len)
{
    const size_t at = fold[0] == 'h' ? 1 : 0;
    return at < len && vowel(fold[at]);
}

size_t idt_spelling_sounds(idt_str folded, int way, char *out)
{
    char word[WORD_BYTES];
    size_t len = word_of(folded, way, word);
    len = idt_spelling_fold((idt_str){.ptr = word, .len = len}, word);
    const size_t kept = put_sounds(word, len, false, out);
    if (kept < SHORT_SOUNDS) {
        return put_sounds(word, len, true, out);
    }
    if (kept > SHORT_SOUNDS || kept == len || !starts_with_vowel(word, len)) {
        return kept;
    }
    memmove(out + 1, out, kept);
    out[0] = 'a';
    return kept + 1;
}

int idt_spelling_edits(size_t len)
{
    return len < 3 ? 0 : len < 9 ? 1 : 2;
}

/* ---- distance ---- */

#define WORD_LETTERS 64

/* Where `c` stands in the pattern, a bit a place. Patterns are short: what is alike at both ends
 * was taken off. */
static uint64_t places_of(idt_str pattern, char c)
{
    uint64_t places = 0;
    for (size_t i = 0; i < pattern.len; i++) {
        places |= (uint64_t)(pattern.ptr[i] == c) << i;
    }
    return places;
}

/* Hyyro's OSA automaton (A bit-vector algorithm for computing Levenshtein and Damerau edit
 * distances, 2003): a column of the matrix a word. */
static int osa(idt_str pattern, idt_str text, int k)
{
    uint64_t vp = ~(uint64_t)0;
    uint64_t vn = 0;
    uint64_t d0 = 0;
    uint64_t before = 0;
    const uint64_t last = (uint64_t)1 << (pattern.len - 1);
    int distance = (int)pattern.len;
    for (size_t j = 0; j < text.len; j++) {
        const uint64_t pm = places_of(pattern, text.ptr[j]);
        const uint64_t swap = ((~d0 & pm) << 1) & before;
        d0 = swap | (((pm & vp) + vp) ^ vp) | pm | vn;
        const uint64_t hp = vn | ~(d0 | vp);
        const uint64_t hn = d0 & vp;
        distance += ((hp & last) != 0) - ((hn & last) != 0);
        const uint64_t shifted = hp << 1 | 1;
        vp = hn << 1 | ~(d0 | shifted);
        vn = shifted & d0;
        before = pm;
        if (distance - (int)(text.len - j - 1) > k) {
            return k + 1; /* the rest can take off one a letter */
        }
    }
    return distance <= k ? distance : k + 1;
}

/* What begins and ends alike costs no edit: most pairs met in an index are decided here. */
static void strip_alike(idt_str *a, idt_str *b)
{
    while (a->len > 0 && b->len > 0 && a->ptr[0] == b->ptr[0]) {
        *a = (idt_str){.ptr = a->ptr + 1, .len = a->len - 1};
        *b = (idt_str){.ptr = b->ptr + 1, .len = b->len - 1};
    }
    while (a->len > 0 && b->len > 0 && a->ptr[a->len - 1] == b->ptr[b->len - 1]) {
        a->len--;
        b->len--;
    }
}

int idt_spelling_distance(idt_str a, idt_str b, int k)
{
    if (k < 0) {
        return 0;
    }
    strip_alike(&a, &b);
    const size_t longer = a.len > b.len ? a.len : b.len;
    const size_t shorter = a.len + b.len - longer;
    if (longer - shorter > (size_t)k) {
        return k + 1;
    }
    if (shorter == 0) {
        return (int)longer;
    }
    const idt_str pattern = a.len < b.len ? a : b;
    const idt_str text = a.len < b.len ? b : a;
    const idt_str cut = idt_str_slice(pattern, 0, WORD_LETTERS);
    return osa(cut, idt_str_slice(text, 0, text.len - (pattern.len - cut.len)), k);
}

size_t idt_spelling_letters(idt_str folded, char *out, size_t most)
{
    size_t n = 0;
    uint32_t block = 0;
    for (size_t i = 0, bytes = 0; i < folded.len; i += bytes) {
        const uint32_t c = idt_utf8_next((const unsigned char *)folded.ptr, folded.len, i, &bytes);
        block = n == 0 ? c >> 8 : block;
        if (n == most || c >> 8 != block) {
            return 0;
        }
        out[n++] = (char)(unsigned char)(c & 0xff);
    }
    return n;
}
