#include "text/tokens.h"

#include "generated/unicode_fold.h"
#include "text/utf8.h"

#define HANGUL_FIRST 0xac00u
#define HANGUL_LAST  0xd7a3u

#define HIGH_BITS    UINT64_C(0x8080808080808080)
#define EACH_BYTE(b) (UINT64_C(0x0101010101010101) * (uint64_t)(b))

/* One character of the source with what the tables say of it. */
typedef struct glyph {
    uint32_t code;
    uint32_t kind; /* idt_char_kind */
    size_t bytes;
} glyph;

/* The word being built. */
typedef struct word {
    size_t at;             /* next source byte to look at */
    size_t end;            /* behind the last character that belongs to the word */
    size_t len;            /* folded bytes so far */
    size_t letters;        /* characters so far */
    size_t apostrophe_len; /* folded bytes before the last apostrophe; 0 = none */
    size_t apostrophe_end; /* `end` there */
    bool initial;          /* all characters so far are letters, not digits */
} word;

static const idt_fold *fold_of(uint32_t code)
{
    const size_t block = idt_unicode_stage1[code / IDT_UNICODE_BLOCK];
    return &idt_unicode_folds[idt_unicode_stage2[block * IDT_UNICODE_BLOCK +
                                                 code % IDT_UNICODE_BLOCK]];
}

static inline glyph glyph_at(const idt_tokens *t, size_t at)
{
    glyph g = {.code = t->ptr[at], .kind = idt_unicode_byte_kind[t->ptr[at]], .bytes = 1};
    if (g.kind == IDT_CHAR_WIDE) {
        g.code = idt_utf8_next(t->ptr, t->len, at, &g.bytes);
        g.kind = g.code == IDT_UTF8_BAD ? (uint32_t)IDT_CHAR_BLANK : fold_of(g.code)->kind;
    }
    return g;
}

/* Little-endian on every machine, so that hashes and byte counts are the same. */
static inline uint64_t load_eight(const void *from)
{
    uint64_t x;
    memcpy(&x, from, sizeof x);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    return x;
}

static inline void store_eight(void *to, uint64_t x)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    memcpy(to, &x, sizeof x);
}

static inline uint64_t mix(uint64_t hash, uint64_t eight)
{
    hash = (hash ^ eight) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 32;
}

/* `tail`: the last 1 to 7 bytes, zeros above; 0 where there are none. */
static inline uint64_t finish(uint64_t hash, uint64_t tail, size_t len)
{
    return mix(mix(hash, tail), (uint64_t)len * UINT64_C(0xd6e8feb86659fd93));
}

uint64_t idt_token_hash(const char *bytes, size_t len)
{
    uint64_t hash = 0;
    uint64_t tail = 0;
    size_t i = 0;
    for (; len - i >= 8; i += 8) {
        hash = mix(hash, load_eight(bytes + i));
    }
    for (size_t k = 0; i + k < len; k++) {
        tail |= (uint64_t)(unsigned char)bytes[i + k] << 8 * k;
    }
    return finish(hash, tail, len);
}

/* The same of the buffer's first `len` bytes: it may be read past them, which saves the loop. */
static inline uint64_t hash_buffer(const idt_tokens *t, size_t len)
{
    uint64_t hash = 0;
    size_t i = 0;
    for (; len - i >= 8; i += 8) {
        hash = mix(hash, load_eight(t->folded + i));
    }
    const uint64_t keep = (UINT64_C(1) << 8 * (len - i)) - 1;
    const uint64_t tail = i < IDT_TOKEN_BYTES ? load_eight(t->folded + i) & keep : 0;
    return finish(hash, tail, len);
}

static bool in_word(uint32_t kind)
{
    return kind == IDT_CHAR_LETTER || kind == IDT_CHAR_DIGIT;
}

static bool dropped(uint32_t kind)
{
    return kind == IDT_CHAR_MARK || kind == IDT_CHAR_FORMAT;
}

static bool is_space(uint32_t code)
{
    return code <= 0x20 || code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200a) ||
           code == 0x202f || code == 0x205f || code == 0x3000;
}

/* ---- gaps ---- */

typedef struct gap_scan {
    idt_gap strongest;
    unsigned dashes;
    bool space_before; /* the first dash */
    bool space_after;  /* the last dash */
    bool line_empty;   /* a line break was met and only blanks since */
} gap_scan;

static void raise_to(gap_scan *s, idt_gap gap)
{
    if (s->strongest < gap) {
        s->strongest = gap;
    }
}

static void note_space(gap_scan *s)
{
    if (s->dashes == 0) {
        s->space_before = true;
    } else {
        s->space_after = true;
    }
}

static void note_break(idt_tokens *t, gap_scan *s, uint32_t code, size_t next)
{
    note_space(s);
    t->line += code == '\n';
    if (code == '\r' && next < t->len && t->ptr[next] == '\n') {
        return; /* CR LF is one break, counted at its LF */
    }
    raise_to(s, s->line_empty ? IDT_GAP_PARAGRAPH : IDT_GAP_LINE);
    s->line_empty = true;
}

static void note(idt_tokens *t, gap_scan *s, const glyph *g)
{
    if (g->kind == IDT_CHAR_BREAK) {
        note_break(t, s, g->code, t->at + g->bytes);
        return;
    }
    if (is_space(g->code) && g->kind == IDT_CHAR_BLANK) {
        raise_to(s, IDT_GAP_BLANK);
        note_space(s);
        return;
    }
    if (dropped(g->kind)) {
        return;
    }
    s->line_empty = false;
    if (g->kind == IDT_CHAR_DASH) {
        s->dashes++;
        s->space_after = false;
    } else if (g->kind == IDT_CHAR_PARAGRAPH) {
        raise_to(s, IDT_GAP_PARAGRAPH);
        note_space(s);
    } else {
        raise_to(s, g->kind == IDT_CHAR_PUNCT || g->kind == IDT_CHAR_STOP ? IDT_GAP_PUNCT
                                                                          : IDT_GAP_BLANK);
    }
}

/* Two dashes, or one that stands free, part phrases; one that touches a word joins. */
static idt_gap settle(const gap_scan *s)
{
    if (s->dashes == 0) {
        return s->strongest;
    }
    const bool parts = s->dashes > 1 || (s->space_before && s->space_after);
    const idt_gap dash = parts ? IDT_GAP_PUNCT : IDT_GAP_HYPHEN;
    return s->strongest > dash ? s->strongest : dash;
}

/* Moves to the first character of the next token. False: there is none. */
static bool skip_any_gap(idt_tokens *t, idt_gap *gap, glyph *first)
{
    gap_scan s = {.strongest = !t->begun       ? IDT_GAP_PARAGRAPH
                               : t->after_stop ? IDT_GAP_BLANK
                                               : IDT_GAP_NONE,
                  .space_before = !t->begun};
    while (t->at < t->len) {
        *first = glyph_at(t, t->at);
        if (in_word(first->kind) || first->kind == IDT_CHAR_SOLO ||
            first->kind == IDT_CHAR_HANGUL || first->kind == IDT_CHAR_EXTEND) {
            *gap = settle(&s);
            return true;
        }
        note(t, &s, first);
        t->at += first->bytes;
    }
    return false;
}

/* The same; one blank before an ASCII letter is most gaps. */
static inline bool skip_gap(idt_tokens *t, idt_gap *gap, glyph *first)
{
    if (t->begun && t->len - t->at >= 2 && t->ptr[t->at] == ' ' &&
        idt_unicode_byte_fold[t->ptr[t->at + 1]] != 0) {
        t->at++;
        *gap = IDT_GAP_BLANK;
        first->kind = IDT_CHAR_LETTER;
        return true;
    }
    return skip_any_gap(t, gap, first);
}

/* ---- words ---- */

/* A syllable as its letters (Unicode 15, 3.12): so that both normal forms fold to one. */
static size_t put_hangul(uint32_t code, char *out)
{
    const uint32_t s = code - HANGUL_FIRST;
    const uint32_t parts[3] = {0x1100 + s / 588, 0x1161 + s % 588 / 28, 0x11a7 + s % 28};
    const size_t count = s % 28 != 0 ? 3 : 2;
    for (size_t i = 0; i < count; i++) {
        out[3 * i] = (char)(0xe0 | parts[i] >> 12);
        out[3 * i + 1] = (char)(0x80 | (parts[i] >> 6 & 0x3f));
        out[3 * i + 2] = (char)(0x80 | (parts[i] & 0x3f));
    }
    return 3 * count;
}

/* Adds the folded character to the word; false where the word is full. */
static bool put(idt_tokens *t, word *w, const glyph *g)
{
    const size_t room = IDT_TOKEN_BYTES - w->len;
    if (g->code >= HANGUL_FIRST && g->code <= HANGUL_LAST) {
        if (room < 9) {
            return false;
        }
        w->len += put_hangul(g->code, t->folded + w->len);
    } else {
        const idt_fold *fold = fold_of(g->code);
        const size_t len = fold->len != 0 ? fold->len : g->bytes;
        if (room < len) {
            return false;
        }
        memcpy(t->folded + w->len, fold->len != 0 ? idt_unicode_pool + fold->at : t->ptr + w->at,
               len);
        w->len += len;
    }
    w->letters++;
    w->initial = w->initial && g->kind == IDT_CHAR_LETTER;
    w->at += g->bytes;
    w->end = w->at;
    return true;
}

/* Steps over apostrophes at w->at if the word goes on behind them. */
static bool pass_apostrophes(const idt_tokens *t, word *w)
{
    size_t at = w->at;
    while (at < t->len) {
        const glyph g = glyph_at(t, at);
        if (in_word(g.kind)) {
            w->apostrophe_len = w->len;
            w->apostrophe_end = w->end;
            w->at = at;
            return true;
        }
        if (g.kind != IDT_CHAR_APOSTROPHE && !dropped(g.kind)) {
            return false;
        }
        at += g.bytes;
    }
    return false;
}

/* Takes the dropped characters at w->at; the marks among them belong to the word. */
static void pass_dropped(const idt_tokens *t, word *w)
{
    while (w->at < t->len && t->ptr[w->at] >= 0x80) {
        const glyph g = glyph_at(t, w->at);
        if (!dropped(g.kind)) {
            return;
        }
        w->at += g.bytes;
        w->end = g.kind == IDT_CHAR_MARK ? w->at : w->end;
    }
}

/* "E.T.A.": behind an initial, w->at is at its full stop. Takes the stop, and the next letter with
 * its own stop while that letter stands alone. True where the last thing taken is a stop. */
static bool take_initials(idt_tokens *t, word *w)
{
    for (;;) {
        w->at += glyph_at(t, w->at).bytes;
        w->end = w->at;
        if (w->at >= t->len) {
            return true;
        }
        const glyph letter = glyph_at(t, w->at);
        const word before = *w;
        if (letter.kind != IDT_CHAR_LETTER || !put(t, w, &letter)) {
            return true;
        }
        pass_dropped(t, w);
        const uint32_t next = w->at < t->len ? glyph_at(t, w->at).kind : (uint32_t)IDT_CHAR_BLANK;
        if (in_word(next) || next == IDT_CHAR_EXTEND) {
            *w = before; /* "J.Smith": the next word is its own */
            return true;
        }
        if (next != IDT_CHAR_STOP) {
            return false;
        }
    }
}

/* Eight source bytes at once: folds those that are ASCII letters or digits up to the first that is
 * not, and says how many. Each test leaves its answer in the top bit of the byte; no sum carries
 * into the next byte, since all that is added to is below 0x80. */
static inline size_t fold_eight(uint64_t x, uint64_t *folded)
{
    const uint64_t plain = x & ~HIGH_BITS;
    const uint64_t lower = plain | EACH_BYTE(0x20);
    const uint64_t letter = (lower + EACH_BYTE(0x80 - 'a')) & ~(lower + EACH_BYTE(0x7f - 'z'));
    const uint64_t digit = (plain + EACH_BYTE(0x80 - '0')) & ~(plain + EACH_BYTE(0x7f - '9'));
    const uint64_t others = ~((letter | digit) & ~x) & HIGH_BITS;
    *folded = x | (letter & HIGH_BITS & ~x) >> 2;
    return others != 0 ? (size_t)__builtin_ctzll(others) / 8 : 8;
}

/* ASCII letters and digits, the bulk of most texts. */
static inline void take_ascii(idt_tokens *t, word *w)
{
    const unsigned char *from = t->ptr + w->at;
    const size_t room = IDT_TOKEN_BYTES - w->len;
    const size_t left = t->len - w->at;
    const size_t most = room < left ? room : left;
    char *to = t->folded + w->len;
    size_t n = 0;
    size_t step = 8;
    while (step == 8 && most - n >= 8) {
        uint64_t folded;
        step = fold_eight(load_eight(from + n), &folded);
        store_eight(to + n, folded);
        n += step;
    }
    while (step == 8 && n < most && idt_unicode_byte_fold[from[n]] != 0) {
        to[n] = (char)idt_unicode_byte_fold[from[n]];
        n++;
    }
    if (n > 0) {
        w->initial = w->initial && n == 1 && from[0] > '9';
        w->letters += n;
        w->len += n;
        w->at += n;
        w->end = w->at;
    }
}

/* Letters of two bytes, the bulk of texts in Cyrillic, Arabic, Greek and Hebrew: one look at the
 * tables each. What folds to more than two bytes is left to the general way. */
static inline void take_pairs(idt_tokens *t, word *w)
{
    size_t at = w->at;
    size_t len = w->len;
    while (t->len - at >= 2 && IDT_TOKEN_BYTES - len >= 2) {
        const uint32_t lead = t->ptr[at];
        const uint32_t tail = t->ptr[at + 1];
        if (lead < 0xc2 || lead > 0xdf || (tail & 0xc0) != 0x80) {
            break;
        }
        const idt_fold *fold = fold_of((lead & 0x1f) << 6 | (tail & 0x3f));
        if (fold->kind != IDT_CHAR_LETTER || fold->len > 2) {
            break;
        }
        const unsigned char *from = fold->len != 0 ? idt_unicode_pool + fold->at : t->ptr + at;
        t->folded[len] = (char)from[0];
        if (fold->len != 1) {
            t->folded[len + 1] = (char)from[1];
        }
        len += fold->len != 1 ? 2 : 1;
        at += 2;
    }
    if (at > w->at) {
        w->letters += (at - w->at) / 2;
        w->len = len;
        w->at = at;
        w->end = at;
    }
}

/* An ASCII byte of this kind ends a word of so many letters. */
static inline bool ends_word(uint32_t kind, size_t letters)
{
    return kind == IDT_CHAR_BLANK || kind == IDT_CHAR_PUNCT || kind == IDT_CHAR_DASH ||
           kind == IDT_CHAR_BREAK || (kind == IDT_CHAR_STOP && letters > 1);
}

static inline bool word_ends(const idt_tokens *t, const word *w)
{
    return w->at >= t->len || ends_word(idt_unicode_byte_kind[t->ptr[w->at]], w->letters);
}

/* The rest of a word of letters and digits; true where it ends with the stop of an initial. */
static bool take_word(idt_tokens *t, word *w)
{
    for (;;) {
        take_ascii(t, w);
        take_pairs(t, w);
        if (word_ends(t, w)) {
            return false;
        }
        const glyph g = glyph_at(t, w->at);
        if (in_word(g.kind) || g.kind == IDT_CHAR_EXTEND) {
            if (!put(t, w, &g)) {
                return false;
            }
        } else if (dropped(g.kind)) {
            pass_dropped(t, w);
        } else if (g.kind == IDT_CHAR_APOSTROPHE) {
            if (!pass_apostrophes(t, w)) {
                return false;
            }
        } else {
            return g.kind == IDT_CHAR_STOP && w->initial && w->letters == 1 && take_initials(t, w);
        }
    }
}

/* A character that is a word of its own, with the signs that belong to it. */
static void take_solo(idt_tokens *t, word *w, glyph g)
{
    while (put(t, w, &g)) {
        pass_dropped(t, w);
        if (w->at >= t->len) {
            return;
        }
        g = glyph_at(t, w->at);
        if (g.kind != IDT_CHAR_EXTEND) {
            return;
        }
    }
}

void idt_tokens_init(idt_tokens *tokens, idt_str text)
{
    tokens->ptr = (const unsigned char *)text.ptr;
    tokens->len = text.len;
    tokens->at = 0;
    tokens->line = 1;
    tokens->begun = false;
    tokens->after_stop = false;
    tokens->after_hangul = false;
}

static void note_possessive(const idt_tokens *t, const word *w, idt_token *out)
{
    out->possessive =
        w->apostrophe_len > 0 && w->len == w->apostrophe_len + 1 && t->folded[w->len - 1] == 's';
    out->bare_end = w->end;
    if (out->possessive) {
        out->bare_len = (uint32_t)w->apostrophe_len;
        out->bare_end = w->apostrophe_end;
        out->bare_hash = hash_buffer(t, w->apostrophe_len);
    }
}

/* Most tokens of most texts: one blank, up to seven ASCII letters or digits, and an ASCII byte that
 * ends them. False, and nothing done, for all others; what the general way gives is the same. */
static inline bool next_short(idt_tokens *t, idt_token *out)
{
    if (!t->begun || t->after_stop || t->len - t->at < 9 || t->ptr[t->at] != ' ') {
        return false;
    }
    uint64_t folded;
    const unsigned char *from = t->ptr + t->at + 1;
    const size_t n = fold_eight(load_eight(from), &folded);
    if (n == 0 || n == 8 || !ends_word(idt_unicode_byte_kind[from[n]], n)) {
        return false;
    }
    folded &= (UINT64_C(1) << 8 * n) - 1;
    store_eight(t->folded, folded);
    out->folded = (idt_str){.ptr = t->folded, .len = n};
    out->start = t->at + 1;
    out->end = t->at + 1 + n;
    out->hash = finish(0, folded, n);
    out->line = t->line;
    out->gap = IDT_GAP_BLANK;
    out->glued = false;
    out->possessive = false;
    out->bare_end = out->end;
    t->at = out->end;
    t->after_hangul = false;
    return true;
}

bool idt_tokens_next(idt_tokens *t, idt_token *out)
{
    if (next_short(t, out)) {
        return true;
    }
    glyph first;
    idt_gap gap = IDT_GAP_NONE;
    if (!skip_gap(t, &gap, &first)) {
        return false;
    }
    word w = {.at = t->at, .end = t->at, .initial = true};
    const bool hangul = first.kind == IDT_CHAR_HANGUL;
    out->start = t->at;
    out->line = t->line;
    out->gap = gap;
    out->glued = hangul && t->after_hangul && gap == IDT_GAP_NONE;
    t->after_stop = false;
    if (in_word(first.kind)) {
        t->after_stop = take_word(t, &w);
    } else {
        take_solo(t, &w, first);
    }
    out->end = w.end;
    out->folded = (idt_str){.ptr = t->folded, .len = w.len};
    out->hash = hash_buffer(t, w.len);
    note_possessive(t, &w, out);
    t->at = w.end;
    t->begun = true;
    t->after_hangul = hangul;
    return true;
}
