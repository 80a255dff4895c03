#include "match/field_words.h"

#include "match/country.h"
#include "match/field_code.h"
#include "text/key.h"
#include "text/lexicon.h"
#include "text/spelling.h"
#include "text/tokens.h"

#define WORD_BYTES     64
#define RARE_MNAT      8000 /* a word nobody counted */
#define CITY_MNAT      3000
#define DIGIT_MNAT     1500 /* a character of a number, up to four */
#define SKELETON_LEAST 3

/* Words of places and addresses that say nothing of which: the commonest of both in the lists. */
static const char *const IDLE[] = {
    "al",      "an",         "and",        "apartment", "area",       "autonomous",   "ave",
    "avenue",  "block",      "box",        "branch",    "building",   "canton",       "central",
    "centre",  "city",       "county",     "de",        "democratic", "department",   "district",
    "east",    "el",         "federation", "flat",      "floor",      "former",       "governorate",
    "highway", "house",      "in",         "kingdom",   "la",         "municipality", "near",
    "new",     "no",         "north",      "northern",  "now",        "number",       "oblast",
    "of",      "office",     "old",        "p",         "people",     "peoples",      "po",
    "pobox",   "prefecture", "province",   "raion",     "region",     "republic",     "road",
    "room",    "rue",        "south",      "southern",  "square",     "ssr",          "st",
    "state",   "str",        "street",     "sub",       "suite",      "territories",  "territory",
    "the",     "town",       "township",   "ul",        "ulitsa",     "unit",         "united",
    "ussr",    "village",    "west",
};

/* Names of states that hold the name of another, or of two: before those of the lexicon. */
static const struct {
    const char *words, *code; /* code empty: which one it is is not said */
} PHRASES[] = {
    {"congo", ""},
    {"congo brazzaville", "CG"},
    {"congo democratic republic", "CD"},
    {"congo kinshasa", "CD"},
    {"congo republic", "CG"},
    {"democratic peoples republic of korea", "KP"},
    {"democratic republic of congo", "CD"},
    {"democratic republic of the congo", "CD"},
    {"dpr korea", "KP"},
    {"dr congo", "CD"},
    {"korea", ""},
    {"korea democratic peoples republic", "KP"},
    {"korea dpr", "KP"},
    {"korea north", "KP"},
    {"korea republic", "KR"},
    {"korea south", "KR"},
    {"northern ireland", "GB"},
    {"peoples democratic republic of korea", "KP"},
    {"republic of congo", "CG"},
    {"republic of the congo", "CG"},
};

static bool begins_with(idt_str key, size_t at, idt_str words)
{
    const idt_str rest = {.ptr = key.ptr + at, .len = key.len - at};
    return rest.len >= words.len && memcmp(rest.ptr, words.ptr, words.len) == 0 &&
           (rest.len == words.len || rest.ptr[words.len] == ' ');
}

/* Where the longest of PHRASES that begins here ends; 0: none does. */
static size_t phrase_end(idt_str key, size_t at, uint16_t *country)
{
    size_t longest = 0;
    for (size_t i = 0; i < sizeof PHRASES / sizeof *PHRASES; i++) {
        if (at >= key.len || PHRASES[i].words[0] != key.ptr[at]) {
            continue; /* as for nearly every word */
        }
        const idt_str words = idt_str_borrow(PHRASES[i].words);
        if (words.len > longest && begins_with(key, at, words)) {
            longest = words.len;
            *country = idt_country_of_code(idt_str_borrow(PHRASES[i].code));
        }
    }
    return longest > 0 ? at + longest : 0;
}

static bool is_idle(idt_str word)
{
    size_t low = 0;
    size_t high = sizeof IDLE / sizeof *IDLE;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = idt_str_compare(word, idt_str_borrow(IDLE[middle]));
        if (order == 0) {
            return true;
        }
        *(order < 0 ? &high : &low) = order < 0 ? middle : middle + 1;
    }
    return false;
}

static bool has_digit(idt_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] >= '0' && word.ptr[i] <= '9') {
            return true;
        }
    }
    return false;
}

static int32_t worth(idt_str word, const idt_lexeme *lex)
{
    const int32_t counted = lex->orgs_mnat >= 0 ? lex->orgs_mnat : lex->people_mnat;
    return has_digit(word)       ? (int32_t)(word.len < 4 ? word.len : 4) * DIGIT_MNAT
           : lex->row->place > 0 ? CITY_MNAT
           : counted >= 0        ? (counted < RARE_MNAT ? counted : RARE_MNAT)
                                 : RARE_MNAT;
}

static uint64_t bit_of(uint32_t hash)
{
    return UINT64_C(1) << (hash % 64);
}

static bool same_word(const idt_field_word *a, const idt_field_word *b)
{
    return a->fold == b->fold || (a->skeleton != 0 && a->skeleton == b->skeleton);
}

static void add_word(idt_str text, const idt_lexeme *lex, idt_field_word *words,
                     idt_field_words *out)
{
    char fold[WORD_BYTES];
    char bones[WORD_BYTES];
    text = idt_str_slice(text, 0, WORD_BYTES);
    const bool number = has_digit(text);
    const size_t folded = number ? text.len : idt_spelling_fold(text, fold);
    const size_t rest =
        number ? 0 : idt_spelling_skeleton((idt_str){.ptr = fold, .len = folded}, bones);
    idt_field_word word = {.mnat = worth(text, lex)};
    word.fold = (uint32_t)idt_token_hash(number ? text.ptr : fold, folded);
    if (lex->row->place > 0) { /* Wien and Vienna are one */
        word.place = true;
        word.fold = (uint32_t)idt_token_hash((const char *)&lex->row->place, sizeof(uint16_t));
    }
    if (rest >= SKELETON_LEAST) {
        word.skeleton = (uint32_t)idt_token_hash(bones, rest);
    }
    for (size_t i = 0; i < out->count; i++) {
        if (same_word(&words[i], &word)) {
            return;
        }
    }
    words[out->count++] = word;
    out->mnat += word.mnat;
    out->mask |= bit_of(word.fold) | (word.skeleton != 0 ? bit_of(word.skeleton) : 0);
}

/* Where the word that begins at `at` ends; past `words` words. */
static size_t end_of(idt_str key, size_t at, size_t words)
{
    for (; words > 0 && at < key.len; words--) {
        at += idt_str_find(idt_str_slice(key, at, key.len), ' ') + 1;
    }
    return at <= key.len ? at - 1 : key.len;
}

/* The longest phrase that is a place, else the word alone; where it ends. */
static size_t next_word(idt_str key, size_t at, idt_lexeme *lex)
{
    const idt_lexeme first = idt_lexicon_find(idt_str_slice(key, at, end_of(key, at, 1)));
    for (size_t n = first.row->phrase_words; n > 1; n--) {
        const size_t end = end_of(key, at, n);
        *lex = idt_lexicon_find(idt_str_slice(key, at, end));
        if (lex->found && lex->row->place > 0) {
            return end;
        }
    }
    *lex = first;
    return end_of(key, at, 1);
}

void idt_field_words_add_state(idt_field_words *words, uint16_t country)
{
    if (country == IDT_COUNTRY_UNKNOWN || idt_country_is_past(country)) { /* I1 */
        return;
    }
    for (size_t i = 0; i < words->state_count; i++) {
        if (words->states[i] == country) {
            return;
        }
    }
    if (words->state_count < IDT_FIELD_STATES_MAX) {
        words->states[words->state_count] = country;
        words->state_count = (uint16_t)(words->state_count + 1);
    }
}

/* One word, or the name of a state; where it ends. */
static size_t take(idt_str key, size_t at, idt_field_word *words, idt_field_words *out)
{
    uint16_t country = IDT_COUNTRY_UNKNOWN;
    size_t end = phrase_end(key, at, &country);
    if (end > 0) {
        idt_field_words_add_state(out, country);
        return end;
    }
    idt_lexeme lex;
    end = next_word(key, at, &lex);
    country =
        lex.row->place == lex.row->land ? idt_country_of_land(lex.row->place) : IDT_COUNTRY_UNKNOWN;
    if (country != IDT_COUNTRY_UNKNOWN) {
        idt_field_words_add_state(out, country);
    } else if (!is_idle(idt_str_slice(key, at, end)) && out->count < IDT_FIELD_WORDS_MAX) {
        add_word(idt_str_slice(key, at, end), &lex, words, out);
    }
    return end;
}

idt_rc idt_field_words_read(idt_str value, idt_arena *arena, idt_field_words *out, idt_error *err)
{
    idt_str key;
    *out = (idt_field_words){0};
    const idt_rc rc = idt_text_key(value, arena, &key, err);
    if (rc != IDT_OK || key.len == 0) {
        return rc;
    }
    idt_field_word *words = IDT_NEW_N(arena, idt_field_word, IDT_FIELD_WORDS_MAX);
    if (words == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (size_t at = 0; at < key.len;) {
        at = take(key, at, words, out) + 1;
    }
    out->words = words;
    return IDT_OK;
}

idt_rc idt_field_country_read(idt_str value, idt_arena *arena, uint16_t *out, idt_error *err)
{
    idt_field_words words;
    value = idt_str_trim(value);
    *out = idt_country_of_code(value);
    if (*out != IDT_COUNTRY_UNKNOWN) {
        return IDT_OK;
    }
    idt_str key;
    idt_rc rc = idt_text_key(value, arena, &key, err);
    *out = rc == IDT_OK ? idt_country_with_name(key) : IDT_COUNTRY_UNKNOWN;
    if (rc != IDT_OK || *out != IDT_COUNTRY_UNKNOWN) {
        return rc;
    }
    rc = idt_field_words_read(value, arena, &words, err);
    *out = rc == IDT_OK && words.state_count == 1 ? words.states[0] : IDT_COUNTRY_UNKNOWN;
    return rc;
}

/* What of a's words b has. */
static int32_t shared(const idt_field_words *a, const idt_field_words *b)
{
    int32_t sum = 0;
    for (size_t i = 0; i < a->count; i++) {
        for (size_t k = 0; k < b->count; k++) {
            if (same_word(&a->words[i], &b->words[k])) {
                sum += a->words[i].mnat;
                break;
            }
        }
    }
    return sum;
}

static uint16_t per_mille(int32_t part, int32_t whole)
{
    return (uint16_t)(whole > 0 ? (int64_t)part * 1000 / whole : 0);
}

static bool share_a_state(const idt_field_words *a, const idt_field_words *b)
{
    for (size_t i = 0; i < a->state_count; i++) {
        for (size_t k = 0; k < b->state_count; k++) {
            if (a->states[i] == b->states[k]) {
                return true;
            }
        }
    }
    return false;
}

idt_words_agreement idt_field_words_compare(const idt_field_words *a, const idt_field_words *b)
{
    idt_words_agreement out = {.words_known = a->count > 0 && b->count > 0,
                               .states_known = a->state_count > 0 && b->state_count > 0,
                               .state_shared = share_a_state(a, b)};
    if ((a->mask & b->mask) == 0) {
        return out;
    }
    const int32_t of_a = shared(a, b);
    const int32_t of_b = shared(b, a);
    const uint16_t share_a = per_mille(of_a, a->mnat);
    const uint16_t share_b = per_mille(of_b, b->mnat);
    out.shared_mnat = of_a < of_b ? of_a : of_b;
    out.share_per_mille = share_a > share_b ? share_a : share_b;
    return out;
}
