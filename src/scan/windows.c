#include "scan/windows.h"

#include <stdlib.h>

#include "generated/function_words.h"
#include "text/script.h"
#include "text/tokens.h"
#include "text/utf8.h"

#define UNITS_MOST      6
#define CHARACTERS_MOST 4
#define SMALL_MOST      3 /* letters of a small word between units */
#define BETWEEN_MOST    3 /* of what is no unit, in a row */
#define ALONE_CAPITAL   5 /* letters of a unit that may stand alone */
#define ALONE_OTHER     4
#define FREQUENT_PART   50
#define FREQUENT_LEAST  500
#define BUCKETS         ((size_t)1 << 16)

/* What a token is to a window. */
typedef enum sort {
    SORT_NONE, /* parts windows */
    SORT_CAPITAL,
    SORT_INITIAL, /* one letter: may stand anywhere, and is no unit */
    SORT_SMALL,   /* may stand inside */
    SORT_NUMBER,  /* inside and at the end */
    SORT_WORD,
    SORT_FUNCTION, /* may stand inside, between words of no capitals */
    SORT_KATAKANA, /* joined to the one before, where nothing stands between */
    SORT_CHARACTER
} sort;

typedef struct unit {
    size_t start, end;
    uint64_t line;
    sort sort;
    bool begins; /* a window may begin here */
    bool alone;  /* ... or end as the only unit in it */
} unit;

typedef struct windows {
    idt_str text;
    const idt_scan_place *taken;
    size_t taken_count, taken_at;
    idt_arena *arena;
    idt_window_visit *visit;
    void *context;
    uint32_t *counts; /* words of scripts without capitals, by hash */
    uint64_t words;
    unit *units; /* of the run */
    size_t count, cap;
    bool stopped, full;
} windows;

/* ---- tokens ---- */

/* In Latin-1, Latin Extended-A, Greek, Cyrillic, Armenian, Latin Extended Additional: what stands
 * beside its small letter there. */
static bool is_capital(uint32_t c)
{
    if (c < 0x80) {
        return c >= 'A' && c <= 'Z';
    }
    if (c < 0x180) {
        return (c >= 0xc0 && c <= 0xde && c != 0xd7) ||
               (c >= 0x100 &&
                ((c >= 0x139 && c <= 0x148) || c >= 0x179 ? c % 2 == 1 : c % 2 == 0 || c == 0x178));
    }
    return (c >= 0x386 && c <= 0x3ab && c != 0x390) || (c >= 0x400 && c <= 0x42f) ||
           (c >= 0x460 && c <= 0x52f && c % 2 == 0) || (c >= 0x531 && c <= 0x556) ||
           (c >= 0x1e00 && c <= 0x1eff && c % 2 == 0);
}

static bool has_capital(idt_str word)
{
    for (size_t at = 0, bytes; at < word.len; at += bytes) {
        if (is_capital(idt_utf8_next((const unsigned char *)word.ptr, word.len, at, &bytes))) {
            return true;
        }
    }
    return false;
}

static size_t letters_of(idt_str word)
{
    size_t letters = 0;
    for (size_t at = 0, bytes; at < word.len; at += bytes, letters++) {
        (void)idt_utf8_next((const unsigned char *)word.ptr, word.len, at, &bytes);
    }
    return letters;
}

static sort sort_of_cased(const windows *w, const idt_token *token)
{
    const size_t letters = letters_of(token->folded);
    if (has_capital(idt_str_slice(w->text, token->start, token->end))) {
        return letters > 1 ? SORT_CAPITAL : SORT_INITIAL;
    }
    return letters <= SMALL_MOST ? SORT_SMALL : SORT_NONE;
}

static bool is_katakana(uint32_t c)
{
    return (c >= 0x30a1 && c <= 0x30ff) || (c >= 0x31f0 && c <= 0x31ff) ||
           (c >= 0xff66 && c <= 0xff9f);
}

static sort sort_of(const windows *w, const idt_token *token)
{
    size_t bytes;
    const unsigned char *folded = (const unsigned char *)token->folded.ptr;
    const uint32_t c = idt_utf8_next(folded, token->folded.len, 0, &bytes);
    switch (idt_script_of_char(c)) {
    case IDT_SCRIPT_LATIN:
    case IDT_SCRIPT_GREEK:
    case IDT_SCRIPT_CYRILLIC:
    case IDT_SCRIPT_ARMENIAN:
        return sort_of_cased(w, token);
    case IDT_SCRIPT_ARABIC:
    case IDT_SCRIPT_HEBREW:
    case IDT_SCRIPT_GEORGIAN:
    case IDT_SCRIPT_DEVANAGARI:
    case IDT_SCRIPT_BENGALI:
    case IDT_SCRIPT_TAMIL:
    case IDT_SCRIPT_ETHIOPIC:
        return SORT_WORD;
    case IDT_SCRIPT_KANA:
        return is_katakana(c) ? SORT_KATAKANA : SORT_NONE;
    case IDT_SCRIPT_HAN:
    case IDT_SCRIPT_HANGUL:
        return SORT_CHARACTER;
    default:
        return c >= '0' && c <= '9' ? SORT_NUMBER : SORT_NONE;
    }
}

/* ---- frequent words ---- */

static void count_words(windows *w)
{
    idt_tokens tokens;
    idt_token token;
    idt_tokens_init(&tokens, w->text);
    while (idt_tokens_next(&tokens, &token)) {
        if (sort_of(w, &token) == SORT_WORD) {
            w->counts[token.hash % BUCKETS]++;
            w->words++;
        }
    }
}

static bool is_frequent(const windows *w, const idt_token *token)
{
    return w->words >= FREQUENT_LEAST &&
           w->counts[token->hash % BUCKETS] >= w->words / FREQUENT_PART;
}

static int by_bytes(const void *word, const void *entry)
{
    return idt_str_compare(*(const idt_str *)word, idt_str_borrow(*(const char *const *)entry));
}

static bool is_function(const idt_token *token)
{
    return bsearch(&token->folded, idt_function_words, IDT_FUNCTION_WORDS,
                   sizeof *idt_function_words, by_bytes) != NULL;
}

/* ---- windows of a run ---- */

static bool is_unit(sort s)
{
    return s != SORT_SMALL && s != SORT_NUMBER && s != SORT_INITIAL && s != SORT_FUNCTION;
}

static bool counts_as_unit(const unit *u)
{
    return is_unit(u->sort);
}

/* Those that do not stand in one window. */
enum { KIND_CAPITALS, KIND_WORDS, KIND_CHARACTERS };

static int kind_of(sort s)
{
    return s == SORT_CHARACTER                                          ? KIND_CHARACTERS
           : s == SORT_WORD || s == SORT_FUNCTION || s == SORT_KATAKANA ? KIND_WORDS
                                                                        : KIND_CAPITALS;
}

static void windows_from(windows *w, size_t from, bool *new_run)
{
    const unit *first = &w->units[from];
    const uint32_t most = first->sort == SORT_CHARACTER ? CHARACTERS_MOST : UNITS_MOST;
    uint32_t units = 0;
    for (size_t i = from; i < w->count && !w->stopped; i++) {
        const unit *last = &w->units[i];
        units += counts_as_unit(last);
        if (units > most) {
            return;
        }
        if (last->sort == SORT_SMALL || last->sort == SORT_FUNCTION ||
            (units < 2 && !last->alone)) {
            continue;
        }
        const idt_window window = {.start = first->start,
                                   .end = last->end,
                                   .line = first->line,
                                   .units = units,
                                   .characters = first->sort == SORT_CHARACTER,
                                   .unmarked = kind_of(first->sort) != KIND_CAPITALS,
                                   .new_run = *new_run};
        *new_run = false;
        w->stopped = !w->visit(w->context, &window);
    }
}

static void end_run(windows *w)
{
    bool new_run = true;
    for (size_t i = 0; i < w->count && !w->stopped; i++) {
        if (w->units[i].begins) {
            windows_from(w, i, &new_run);
        }
    }
    w->count = 0;
}

/* ---- units ---- */

/* Is the token taken? *parts: a place lies before it, behind the token before. */
static bool is_taken(windows *w, const idt_token *token, bool *parts)
{
    *parts = false;
    for (; w->taken_at < w->taken_count; w->taken_at++) {
        const idt_scan_place *place = &w->taken[w->taken_at];
        if (place->end > token->start) {
            return place->start < token->end;
        }
        *parts = true;
    }
    return false;
}

/* How many at the end of the run are no units. */
static size_t between_at_end(const windows *w)
{
    size_t between = 0;
    while (between < w->count && !counts_as_unit(&w->units[w->count - 1 - between])) {
        between++;
    }
    return between;
}

/* Does the token go on with the run that there is? */
static bool goes_on(const windows *w, const idt_token *token, sort s)
{
    const unit *before = w->count > 0 ? &w->units[w->count - 1] : NULL;
    if (before == NULL || s == SORT_NONE || kind_of(before->sort) != kind_of(s) ||
        token->gap >= IDT_GAP_PUNCT) {
        return false;
    }
    return s == SORT_CHARACTER ? token->gap == IDT_GAP_NONE
                               : is_unit(s) || between_at_end(w) < BETWEEN_MOST;
}

static bool stands_alone(const idt_token *token, sort s)
{
    const size_t len = token->possessive ? token->bare_len : token->folded.len;
    const size_t letters = letters_of(idt_str_slice(token->folded, 0, len));
    return s == SORT_CAPITAL ? token->gap < IDT_GAP_PUNCT && letters >= ALONE_CAPITAL
                             : s == SORT_WORD && letters >= ALONE_OTHER;
}

static void add_unit(windows *w, const idt_token *token, sort s)
{
    unit *before = w->count > 0 ? &w->units[w->count - 1] : NULL;
    if (s == SORT_KATAKANA && before != NULL && before->sort == SORT_KATAKANA &&
        token->gap == IDT_GAP_NONE) {
        before->end = token->end;
        before->alone = true;
        return;
    }
    if (s == SORT_CAPITAL && before != NULL && before->sort == SORT_SMALL &&
        token->gap == IDT_GAP_HYPHEN) {
        before->begins = true;
    }
    if (!IDT_GROW(w->arena, w->units, w->cap, w->count)) {
        w->full = true;
        return;
    }
    w->units[w->count++] =
        (unit){.start = token->start,
               .end = token->possessive ? token->bare_end : token->end,
               .line = token->line,
               .sort = s,
               .begins = s != SORT_SMALL && s != SORT_NUMBER && s != SORT_FUNCTION && !token->glued,
               .alone = stands_alone(token, s)};
}

static void take(windows *w, const idt_token *token)
{
    bool parts;
    sort s = is_taken(w, token, &parts) ? SORT_NONE : sort_of(w, token);
    s = s == SORT_WORD && is_frequent(w, token) ? SORT_NONE
        : s == SORT_WORD && is_function(token)  ? SORT_FUNCTION
                                                : s;
    if (parts || !goes_on(w, token, s)) {
        end_run(w);
    }
    const bool only_inside = s == SORT_NUMBER || s == SORT_FUNCTION;
    if (s != SORT_NONE && (!only_inside || w->count > 0)) {
        add_unit(w, token, s);
    }
}

idt_rc idt_windows(idt_str text, const idt_scan_place *taken, size_t taken_count, idt_arena *arena,
                   idt_window_visit *visit, void *context, idt_error *err)
{
    windows w = {.text = text,
                 .taken = taken,
                 .taken_count = taken_count,
                 .arena = arena,
                 .visit = visit,
                 .context = context,
                 .counts = IDT_NEW_N(arena, uint32_t, BUCKETS)};
    idt_tokens tokens;
    idt_token token;
    if (w.counts == NULL) {
        return idt_arena_fail(arena, err);
    }
    count_words(&w);
    idt_tokens_init(&tokens, text);
    while (!w.stopped && !w.full && idt_tokens_next(&tokens, &token)) {
        take(&w, &token);
    }
    if (!w.full) {
        end_run(&w);
    }
    return w.full ? idt_arena_fail(arena, err) : IDT_OK;
}
