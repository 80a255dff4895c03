/* Spelling: the likeliest Latin words of native letters, by a beam over the letters. Words are not
 * written while they are weighed: each knows the one it goes on from and the chunk it adds. */
#include "text/transducer.h"

#define LETTERS      26
#define END          (LETTERS + 1)
#define BEST         IDT_TRANSDUCER_BEST
#define UNKNOWN_MNAT 3000 /* a letter without a row gives nothing */
#define WORST_MNAT   6500 /* dearer chunks are for grading, not for spelling */
#define BEAM_MNAT    6000 /* over the cheapest: given up */
#define CHUNKS       12   /* tried a letter */
/* Half of what a triple says counts: a unit of the table of triples is 64 millinats. */
#define TRIPLE_MNAT 32
#define LETTER_MNAT 1200 /* a letter's triple on average: taken off, or long words would lose */

/* ---- what a letter gives ---- */

typedef struct option {
    uint32_t latin;
    int32_t cost;
} option;

static bool is_among(const option *options, size_t count, uint32_t latin)
{
    size_t i = 0;
    while (i < count && options[i].latin != latin) {
        i++;
    }
    return i < count;
}

/* Chunks of a row from the cheapest, those of `known` options aside. */
static size_t add_row(const idt_translit *t, const idt_translit_row *row, int32_t extra,
                      option *out, size_t known)
{
    const uint8_t *order = t->order + row->first;
    const uint32_t *latin = t->latin + row->first;
    const uint16_t *cost = t->cost + row->first;
    const size_t most = row->count < CHUNKS ? row->count : CHUNKS;
    size_t count = known;
    for (size_t k = 0; k < most && extra + cost[order[k]] <= WORST_MNAT; k++) {
        if (known == 0 || !is_among(out, known, latin[order[k]])) {
            out[count++] = (option){.latin = latin[order[k]], .cost = extra + cost[order[k]]};
        }
    }
    return count;
}

static size_t options_of(const idt_translit *t, uint32_t letter, option *out)
{
    const idt_translit_row *row = idt_transducer_row(t, letter);
    size_t count = row != NULL ? add_row(t, row, 0, out, 0) : 0;
    if (row != NULL && row->backoff != IDT_TRANSLIT_NO_ROW) {
        count = add_row(t, &t->rows[row->backoff], row->backoff_cost, out, count);
    }
    if (count == 0) {
        out[count++] = (option){.latin = 0, .cost = UNKNOWN_MNAT};
    }
    return count;
}

#define BEGINS_MNAT 3000

uint32_t idt_transducer_begins(const idt_translit *table, const uint32_t *letters, size_t count)
{
    uint32_t begins = 0;
    bool silent = true;
    for (size_t i = 0; i < count && silent; i++) {
        option options[2 * CHUNKS];
        const size_t option_count = options_of(table, letters[i], options);
        silent = options[0].latin == 0; /* the cheapest */
        for (size_t k = 0; k < option_count; k++) {
            if (options[k].latin != 0 && options[k].cost <= BEGINS_MNAT) {
                begins |= UINT32_C(1) << ((options[k].latin >> 25) - 1);
            }
        }
    }
    return begins;
}

/* ---- how a word sounds ---- */

/* Two guesses are worth keeping if they sound different, as text/spelling.h has it: consonants by
 * their kind, vowels 0, an h not at all. */
#define VOWEL  0
#define SILENT 255
static const uint8_t kinds[LETTERS + 1] = {SILENT, /* a */ 0, 1, 2, 3, 0, 1, 4, SILENT,
                                           0,      2,         4, 5, 6, 7, 0, 1, 4,
                                           5,      2,         3, 0, 1, 1, 2, 0, 2};
#define SIBILANT 2
#define DENTAL   3
#define VELAR    4

/* What the last letter sounds like may depend on the next one: until that is there it is open. */
enum open { NOTHING, OPEN_C, OPEN_DENTAL, OPEN_G, OPEN_G_OF_NG, OPEN_J, OPEN_J_BEHIND_VOWEL };

#define LETTER(c) ((c) - 'a' + 1)

static const uint8_t opens[LETTERS + 1] = {[LETTER('c')] = OPEN_C,
                                           [LETTER('d')] = OPEN_DENTAL,
                                           [LETTER('t')] = OPEN_DENTAL,
                                           [LETTER('g')] = OPEN_G,
                                           [LETTER('j')] = OPEN_J};

static uint8_t open_of(uint8_t before, uint8_t last)
{
    const uint8_t open = opens[last];
    if (open == OPEN_G) {
        return before == LETTER('n') ? OPEN_G_OF_NG : OPEN_G;
    }
    if (open == OPEN_J) {
        return kinds[before] == VOWEL && before != LETTER('a') ? OPEN_J_BEHIND_VOWEL : OPEN_J;
    }
    return open;
}

/* Of a letter that is open, before `next` (0 at the end). */
static uint8_t kind_before(uint8_t open, uint8_t last, uint8_t next)
{
    switch (open) {
    case OPEN_C:
        return next == LETTER('e') || next == LETTER('i') || next == LETTER('y') ||
                       next == LETTER('h')
                   ? SIBILANT
                   : VELAR;
    case OPEN_DENTAL:
        return kinds[next] == SIBILANT ? SILENT : DENTAL;
    case OPEN_G_OF_NG:
        return kinds[next] == VOWEL ? VELAR : SILENT;
    case OPEN_J_BEHIND_VOWEL:
        return kinds[next] == VOWEL ? SIBILANT : VOWEL;
    default:
        return kinds[last];
    }
}

/* What of a word as far as it goes bears on how it goes on. */
typedef struct state {
    uint32_t consonants;  /* hash of their kinds */
    uint32_t with_vowels; /* the same, with where vowels stand */
    uint8_t before, last; /* numbers of the last two letters, for the triples */
    uint8_t open;         /* of the last one */
    uint8_t kind;         /* of what was heard last, 0 a vowel */
    uint8_t consonant;    /* kind of the last consonant heard */
    uint8_t consonant_count;
    bool vowel_first; /* it was heard before any consonant */
} state;

static inline void hear(state *s, uint8_t kind)
{
    if (kind == SILENT) {
        return;
    }
    if (kind != s->kind || s->with_vowels == 0) {
        s->vowel_first = s->with_vowels == 0 ? kind == VOWEL : s->vowel_first;
        s->with_vowels = s->with_vowels * 31 + kind + 1;
        s->kind = kind;
    }
    if (kind != VOWEL && kind != s->consonant) {
        s->consonants = s->consonants * 31 + kind;
        s->consonant = kind;
        s->consonant_count++;
    }
}

/* What was open is heard. `next`: 0 at the end. */
static inline void settle(state *s, uint8_t next)
{
    if (s->open != NOTHING) {
        hear(s, kind_before(s->open, s->last, next));
    }
}

static inline void append(state *s, uint8_t letter)
{
    settle(s, letter);
    s->before = s->last;
    s->last = letter;
    s->open = open_of(s->before, letter);
    if (s->open == NOTHING) {
        hear(s, kinds[letter]);
    }
}

static inline bool sounds_same(const state *a, const state *b)
{
    if (a->consonants != b->consonants || a->open != b->open) {
        return false;
    }
    return a->consonant_count > 3 || (a->consonant_count == 3 ? a->vowel_first == b->vowel_first
                                                              : a->with_vowels == b->with_vowels);
}

/* A word: what it goes on from, and what it adds. */
typedef struct node {
    state state;
    int32_t cost;
    uint32_t chunk; /* what the last native letter gave */
    uint8_t len;    /* of the word */
    uint8_t parent; /* its place in the beam before */
} node;

/* ---- the beam ---- */

/* The best so far, cheapest first: words stay in their places, ranks move. */
typedef struct ranks {
    int32_t cost[BEST];
    uint32_t consonants[BEST];
    uint8_t place[BEST];
    size_t count;
    int32_t most; /* dearer words are given up */
} ranks;

static void begin(ranks *r)
{
    r->count = 0;
    r->most = INT32_MAX;
}

/* Where a word of this sound stands; `count`: nowhere. */
static inline size_t rank_of(const ranks *r, const node *words, const state *s)
{
    const size_t count = r->count;
    size_t at = 0;
    while (at < count &&
           (r->consonants[at] != s->consonants || !sounds_same(&words[r->place[at]].state, s))) {
        at++;
    }
    return at;
}

/* Each sound once, by its cheapest word: where one that costs so much is to be written, and has its
 * rank from then on; NULL: nowhere. */
static inline node *place_for(ranks *r, node *words, const state *s, int32_t cost)
{
    size_t at = rank_of(r, words, s);
    uint8_t place = (uint8_t)at;
    if (at == r->count && r->count < BEST) {
        r->count++;
    } else {
        at = at < r->count ? at : r->count - 1;
        if (r->cost[at] <= cost) {
            return NULL;
        }
        place = r->place[at];
    }
    for (; at > 0 && r->cost[at - 1] > cost; at--) {
        r->cost[at] = r->cost[at - 1];
        r->consonants[at] = r->consonants[at - 1];
        r->place[at] = r->place[at - 1];
    }
    r->cost[at] = cost;
    r->consonants[at] = s->consonants;
    r->place[at] = place;
    const int32_t most = r->cost[0] + BEAM_MNAT;
    const bool full = r->count == BEST && r->cost[BEST - 1] <= most;
    r->most = full ? r->cost[BEST - 1] - 1 : most;
    return &words[place];
}

/* Where in the table of triples the costs of what follows two letters begin: that of the n-th
 * letter stands at n. */
static size_t triples_behind(size_t before, size_t last)
{
    return (before * 27 + last) * 27 - 1;
}

/* The letters of a chunk one after another: the first of what is left stands highest. */
static inline uint8_t first_letter(uint32_t chunk)
{
    return (uint8_t)(chunk >> 25);
}

static inline uint32_t behind_first(uint32_t chunk)
{
    return chunk << 5 & ((UINT32_C(1) << 30) - 1);
}

/* The triples that end with the third letter of a chunk and those behind it: the same whatever
 * stands before it. */
static int32_t inner_cost(uint32_t chunk)
{
    int32_t cost = 0;
    for (uint32_t rest = chunk; (rest >> 15 & 31) != 0; rest = behind_first(rest)) {
        cost +=
            TRIPLE_MNAT *
            idt_translit_triples[triples_behind(rest >> 25, rest >> 20 & 31) + (rest >> 15 & 31)];
    }
    return cost;
}

static uint32_t letters_in(uint32_t chunk)
{
    uint32_t len = 0;
    for (; chunk != 0; chunk = behind_first(chunk)) {
        len++;
    }
    return len;
}

/* Words of a beam by rank, as every chunk asks of them: the number of the triple that an `a` ends
 * as the first, and as the second, of its letters. */
typedef struct row {
    uint16_t first[BEST], second[BEST];
} row;

static void find_triples(const ranks *r, const node *words, row *out)
{
    for (size_t i = 0; i < r->count; i++) {
        const node *word = &words[r->place[i]];
        const size_t last = word->state.last;
        out->first[i] = (uint16_t)(triples_behind(word->state.before, last) + 1);
        out->second[i] = (uint16_t)(last * 27 * 27);
    }
}

static void add_chunk(option o, const ranks *from, const row *behind, const node *words, ranks *to,
                      node *next)
{
    const uint32_t chunk = o.latin;
    const uint32_t len = letters_in(chunk);
    const size_t first = first_letter(chunk);
    const size_t second = len > 1 ? first * 27 + (chunk >> 20 & 31) - 1 : 0;
    const int32_t least = o.cost - LETTER_MNAT * (int32_t)len; /* a triple costs 0 or more */
    const int32_t more = least + (len > 2 ? inner_cost(chunk) : 0);
    const size_t count = from->count;
    int32_t most = to->most;
    for (size_t i = 0; i < count && from->cost[i] + least <= most; i++) {
        int32_t cost = from->cost[i] + more;
        if (len > 0) {
            cost += TRIPLE_MNAT * idt_translit_triples[behind->first[i] + first - 1];
        }
        if (len > 1) {
            cost += TRIPLE_MNAT * idt_translit_triples[behind->second[i] + second];
        }
        if (cost > most) {
            continue;
        }
        const uint8_t parent = from->place[i];
        state s = words[parent].state;
        for (uint32_t rest = chunk; rest != 0; rest = behind_first(rest)) {
            append(&s, first_letter(rest));
        }
        node *place = place_for(to, next, &s, cost);
        if (place != NULL) {
            *place = (node){.state = s,
                            .cost = cost,
                            .chunk = chunk,
                            .len = (uint8_t)(words[parent].len + len),
                            .parent = parent};
            most = to->most;
        }
    }
}

static void spell_letter(const idt_translit *t, uint32_t letter, const ranks *from,
                         const node *words, ranks *to, node *next)
{
    option options[2 * CHUNKS];
    row behind;
    const size_t option_count = options_of(t, letter, options);
    find_triples(from, words, &behind);
    begin(to);
    for (size_t k = 0; k < option_count; k++) {
        add_chunk(options[k], from, &behind, words, to, next);
    }
}

/* Writes a word that ends behind `count` letters, from its end. */
static void write_word(node steps[][BEST], size_t count, const node *last, idt_spelt *out)
{
    uint8_t place = last->parent;
    out->len = last->len < IDT_TRANSDUCER_LATIN ? last->len : IDT_TRANSDUCER_LATIN;
    out->cost_mnat = last->cost;
    for (size_t i = count; i > 0; i--) {
        const node *s = &steps[i][place];
        uint32_t rest = s->chunk;
        place = s->parent;
        for (size_t at = steps[i - 1][place].len; at < s->len; at++) {
            if (at < IDT_TRANSDUCER_LATIN) {
                out->latin[at] = (char)('a' + (rest >> 25 & 31) - 1);
            }
            rest <<= 5;
        }
    }
}

size_t idt_transducer_spell(const idt_translit *table, const uint32_t *letters, size_t count,
                            idt_spelt out[IDT_TRANSDUCER_BEST])
{
    node steps[IDT_TRANSDUCER_LETTERS + 1][BEST];
    node ended[BEST];
    ranks one = {.count = 1, .most = INT32_MAX}; /* one word without letters */
    ranks two;
    ranks *now = &one;
    ranks *next = &two;
    steps[0][0] = (node){0};
    count = count < IDT_TRANSDUCER_LETTERS ? count : IDT_TRANSDUCER_LETTERS;
    for (size_t i = 0; i < count; i++) {
        spell_letter(table, letters[i], now, steps[i], next, steps[i + 1]);
        ranks *const swap = now;
        now = next;
        next = swap;
    }
    begin(next);
    for (size_t i = 0; i < now->count; i++) {
        const node *word = &steps[count][now->place[i]];
        const size_t behind = triples_behind(word->state.before, word->state.last);
        const int32_t cost = word->cost + TRIPLE_MNAT * idt_translit_triples[behind + END];
        state s = word->state;
        settle(&s, 0);
        s.open = NOTHING;
        node *place = word->len > 0 ? place_for(next, ended, &s, cost) : NULL;
        if (place != NULL) {
            *place = (node){.state = s, .cost = cost, .len = word->len, .parent = now->place[i]};
        }
    }
    for (size_t i = 0; i < next->count; i++) {
        write_word(steps, count, &ended[next->place[i]], &out[i]);
    }
    return next->count;
}
