#include "text/transducer.h"

#define LETTERS      26
#define TRIPLE_MNAT  64   /* unit of the table of triples */
#define UNKNOWN_MNAT 3000 /* a letter without a row gives nothing */
#define DROP_MNAT    9000 /* a letter of a row that gives nothing it lists */
#define NEVER        (INT32_MAX / 2)
#define WORST_MNAT   6500 /* dearer chunks are for grading, not for spelling */
#define BEAM_MNAT    6000 /* over the cheapest: given up */
#define CHUNKS       12   /* tried a letter */
#define TRIPLE_SHARE 4    /* of 8: the triples' say against the letters' */
#define LETTER_MNAT  2400 /* a letter's triple on average: taken off, or long words would lose */

const idt_translit *idt_transducer_of(idt_script script)
{
    const char *code = idt_script_code(script);
    for (size_t i = 0; i < IDT_TRANSLIT_TABLES; i++) {
        if (strcmp(code, idt_translit_tables[i].script) == 0) {
            return &idt_translit_tables[i];
        }
    }
    return NULL;
}

static const idt_translit_row *row_of(const idt_translit *t, uint32_t letter)
{
    size_t low = 0;
    size_t high = t->row_count;
    while (low < high) {
        const size_t mid = (low + high) / 2;
        if (t->rows[mid].letter < letter) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < t->row_count && t->rows[low].letter == letter ? &t->rows[low] : NULL;
}

const idt_translit_row *idt_transducer_row(const idt_translit *table, uint32_t letter)
{
    return row_of(table, letter);
}

static const idt_translit_row *backoff_of(const idt_translit *t, const idt_translit_row *row)
{
    return row->backoff == IDT_TRANSLIT_NO_ROW ? NULL : &t->rows[row->backoff];
}

static int32_t triple(uint8_t before, uint8_t last, uint8_t next)
{
    return idt_translit_triples[(before * 27 + last) * 27 + next - 1] * TRIPLE_MNAT;
}

/* ---- spelling ---- */

typedef struct option {
    uint32_t latin;
    int32_t cost;
} option;

static size_t add_row(const idt_translit *t, const idt_translit_row *row, int32_t extra,
                      option *out, size_t count)
{
    for (size_t k = 0; k < row->count && count < 2 * CHUNKS && k < CHUNKS; k++) {
        const size_t at = row->first + t->order[row->first + k];
        const int32_t cost = extra + t->cost[at];
        bool known = false;
        for (size_t i = 0; i < count; i++) {
            known = known || out[i].latin == t->latin[at];
        }
        if (!known && cost <= WORST_MNAT) {
            out[count++] = (option){.latin = t->latin[at], .cost = cost};
        }
    }
    return count;
}

static size_t options_of(const idt_translit *t, uint32_t letter, option *out)
{
    const idt_translit_row *row = row_of(t, letter);
    if (row == NULL) {
        out[0] = (option){.latin = 0, .cost = UNKNOWN_MNAT};
        return 1;
    }
    size_t count = add_row(t, row, 0, out, 0);
    const idt_translit_row *backoff = backoff_of(t, row);
    if (backoff != NULL) {
        count = add_row(t, backoff, row->backoff_cost, out, count);
    }
    if (count == 0) {
        out[count++] = (option){.latin = 0, .cost = UNKNOWN_MNAT};
    }
    return count;
}

static int32_t shared(int32_t triples)
{
    return triples * TRIPLE_SHARE / 8;
}

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

static char letter_of(uint8_t number)
{
    return number == 0 ? '\0' : (char)('a' + number - 1);
}

static enum open open_of(const idt_spelt *s)
{
    const uint8_t before = s->last[0];
    switch (letter_of(s->last[1])) {
    case 'c':
        return OPEN_C;
    case 'd':
    case 't':
        return OPEN_DENTAL;
    case 'g':
        return letter_of(before) == 'n' ? OPEN_G_OF_NG : OPEN_G;
    case 'j':
        return kinds[before] == VOWEL && letter_of(before) != 'a' ? OPEN_J_BEHIND_VOWEL : OPEN_J;
    default:
        return NOTHING;
    }
}

/* Of the letter that is open, before `next`. */
static uint8_t kind_before(const idt_spelt *s, uint8_t next)
{
    const char c = letter_of(next);
    switch (open_of(s)) {
    case OPEN_C:
        return c == 'e' || c == 'i' || c == 'y' || c == 'h' ? SIBILANT : VELAR;
    case OPEN_DENTAL:
        return kinds[next] == SIBILANT ? SILENT : DENTAL;
    case OPEN_G_OF_NG:
        return kinds[next] == VOWEL ? VELAR : SILENT;
    case OPEN_J_BEHIND_VOWEL:
        return kinds[next] == VOWEL ? SIBILANT : VOWEL;
    default:
        return kinds[s->last[1]];
    }
}

static void hear(idt_spelt *s, uint8_t kind)
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
static void settle(idt_spelt *s, uint8_t next)
{
    if (open_of(s) != NOTHING) {
        hear(s, kind_before(s, next));
    }
}

static void append(idt_spelt *s, uint8_t letter)
{
    settle(s, letter);
    s->last[0] = s->last[1];
    s->last[1] = letter;
    if (s->len < IDT_TRANSDUCER_LATIN) {
        s->latin[s->len++] = (char)('a' + letter - 1);
    }
    if (open_of(s) == NOTHING) {
        hear(s, kinds[letter]);
    }
}

static int32_t extended_cost(const idt_spelt *from, option o)
{
    int32_t cost = from->cost_mnat + o.cost;
    uint8_t before = from->last[0];
    uint8_t last = from->last[1];
    for (int shift = 25; shift >= 0 && (o.latin >> shift & 31) != 0; shift -= 5) {
        const uint8_t letter = (uint8_t)(o.latin >> shift & 31);
        cost += shared(triple(before, last, letter) - LETTER_MNAT);
        before = last;
        last = letter;
    }
    return cost;
}

static idt_spelt extended(const idt_spelt *from, option o, int32_t cost)
{
    idt_spelt s = *from;
    s.cost_mnat = cost;
    for (int shift = 25; shift >= 0 && (o.latin >> shift & 31) != 0; shift -= 5) {
        append(&s, (uint8_t)(o.latin >> shift & 31));
    }
    return s;
}

static bool sounds_same(const idt_spelt *a, const idt_spelt *b)
{
    if (a->consonants != b->consonants || open_of(a) != open_of(b)) {
        return false;
    }
    return a->consonant_count > 3 || (a->consonant_count == 3 ? a->vowel_first == b->vowel_first
                                                              : a->with_vowels == b->with_vowels);
}

/* The best so far: words stay in their places, `order` moves. */
typedef struct beam {
    idt_spelt words[IDT_TRANSDUCER_BEST];
    uint8_t order[IDT_TRANSDUCER_BEST]; /* cheapest first */
    size_t count;
} beam;

static const idt_spelt *word_at(const beam *b, size_t rank)
{
    return &b->words[b->order[rank]];
}

static bool too_dear(const beam *b, int32_t cost)
{
    return b->count > 0 &&
           (cost > word_at(b, 0)->cost_mnat + BEAM_MNAT ||
            (b->count == IDT_TRANSDUCER_BEST && cost >= word_at(b, b->count - 1)->cost_mnat));
}

/* Each sound once, by its cheapest word. */
static void keep(beam *b, const idt_spelt *s)
{
    size_t at = 0;
    while (at < b->count && !sounds_same(word_at(b, at), s)) {
        at++;
    }
    if (at == b->count && b->count < IDT_TRANSDUCER_BEST) {
        b->order[at] = (uint8_t)at;
        b->count++;
    } else {
        at = at < b->count ? at : b->count - 1;
        if (word_at(b, at)->cost_mnat <= s->cost_mnat) {
            return;
        }
    }
    const uint8_t place = b->order[at];
    b->words[place] = *s;
    for (; at > 0 && word_at(b, at - 1)->cost_mnat > s->cost_mnat; at--) {
        b->order[at] = b->order[at - 1];
    }
    b->order[at] = place;
}

static size_t chunk_len(uint32_t packed)
{
    size_t len = 0;
    for (int shift = 25; shift >= 0 && (packed >> shift & 31) != 0; shift -= 5) {
        len++;
    }
    return len;
}

static void spell_letter(const idt_translit *t, uint32_t letter, const beam *from, beam *to)
{
    option options[2 * CHUNKS];
    const size_t option_count = options_of(t, letter, options);
    to->count = 0;
    for (size_t k = 0; k < option_count; k++) {
        /* A triple costs 0 or more: what the letters can take off at most. */
        const int32_t least =
            options[k].cost - shared(LETTER_MNAT) * (int32_t)chunk_len(options[k].latin);
        for (size_t i = 0; i < from->count; i++) {
            const idt_spelt *word = word_at(from, i);
            if (too_dear(to, word->cost_mnat + least)) {
                break; /* the rest is dearer still */
            }
            const int32_t cost = extended_cost(word, options[k]);
            if (!too_dear(to, cost)) {
                const idt_spelt s = extended(word, options[k], cost);
                keep(to, &s);
            }
        }
    }
}

size_t idt_transducer_spell(const idt_translit *table, const uint32_t *letters, size_t count,
                            idt_spelt out[IDT_TRANSDUCER_BEST])
{
    beam one;
    beam two;
    beam *now = &one;
    beam *next = &two;
    now->words[0] = (idt_spelt){0};
    now->order[0] = 0;
    now->count = 1;
    for (size_t i = 0; i < count; i++) {
        spell_letter(table, letters[i], now, next);
        beam *const swap = now;
        now = next;
        next = swap;
    }
    next->count = 0;
    for (size_t i = 0; i < now->count; i++) {
        idt_spelt s = *word_at(now, i);
        s.cost_mnat += shared(triple(s.last[0], s.last[1], LETTERS + 1));
        settle(&s, 0);
        s.last[1] = 0;
        if (s.len > 0) {
            keep(next, &s);
        }
    }
    for (size_t i = 0; i < next->count; i++) {
        out[i] = *word_at(next, i);
    }
    return next->count;
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

/* ---- grading ---- */

#define NOT_YET (-1)

static size_t first_from(const idt_translit *t, size_t low, size_t high, uint32_t packed)
{
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (t->latin[middle] < packed) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* To out[b] the cost of the chunk that is the first b letters, of those from `low` to `high`: they
 * stand sorted, five bits a letter, the first highest, so that a prefix stands before what it
 * begins. */
static void chunk_costs(const idt_translit *t, size_t low, size_t high, int32_t more,
                        const uint8_t *latin, size_t len, int32_t *out)
{
    uint32_t packed = 0;
    for (size_t b = 0; b <= len && low < high; b++) {
        const uint32_t shift = 30 - 5 * (uint32_t)b;
        packed |= b > 0 ? (uint32_t)latin[b - 1] << shift : 0;
        low = first_from(t, low, high, packed);
        if (low == high || t->latin[low] >> shift != packed >> shift) {
            return; /* nothing begins so */
        }
        if (t->latin[low] == packed && out[b] == NEVER) {
            out[b] = more + t->cost[low];
        }
    }
}

static size_t end_of(const idt_translit_row *row)
{
    return (size_t)row->first + row->count;
}

#define STRIDE (IDT_TRANSDUCER_CHUNK + 1)

/* What a row costs for 0 to IDT_TRANSDUCER_CHUNK letters from the j-th on; what it lacks by its
 * backoff. */
static void find_links(const idt_translit *t, const idt_translit_row *row,
                       const idt_transducer_latin *latin, size_t j, int32_t out[STRIDE])
{
    const size_t left = latin->len - j;
    const size_t most = t->most_chunk < IDT_TRANSDUCER_CHUNK ? t->most_chunk : IDT_TRANSDUCER_CHUNK;
    const size_t len = left < most ? left : most;
    const idt_translit_row *backoff = backoff_of(t, row);
    for (size_t b = 0; b < STRIDE; b++) {
        out[b] = NEVER;
    }
    chunk_costs(t, row->first, end_of(row), 0, latin->letters + j, len, out);
    if (backoff != NULL) {
        chunk_costs(t, backoff->first, end_of(backoff), row->backoff_cost, latin->letters + j, len,
                    out);
    }
}

/* Of all letters of the Latin word; the first number of each is NOT_YET until it is asked for. */
static int32_t *kept_links(const idt_translit_row *row, idt_transducer_latin *latin)
{
    const size_t slot = ((uintptr_t)row / sizeof *row) % latin->slots;
    int32_t *out = latin->links + slot * STRIDE * (latin->len + 1U);
    if (latin->rows[slot] != row) {
        latin->rows[slot] = row;
        for (size_t j = 0; j <= latin->len; j++) {
            out[j * STRIDE] = NOT_YET;
        }
    }
    return out;
}

static void lower(int32_t *cost, int32_t to)
{
    *cost = to < *cost ? to : *cost;
}

/* From the costs up to a letter to those behind it: links of it to some letters from the j-th on.
 */
static void link_from(const int32_t *links, size_t j, size_t len, const int32_t *from, int32_t *to)
{
    for (size_t b = 0; b < STRIDE && j + b <= len; b++) {
        if (links[b] != NEVER) {
            lower(&to[j + b], from[j] + links[b]);
        }
    }
}

/* Longer chunks that begin with the j-th letter. */
static void longer_links(const idt_translit *t, const idt_translit_row *row,
                         const idt_transducer_native *native, size_t i,
                         const idt_transducer_latin *latin, size_t j, int32_t links[STRIDE])
{
    const uint8_t letter = latin->letters[j];
    const size_t left = latin->len - j;
    const size_t len = left < IDT_TRANSDUCER_CHUNK ? left : IDT_TRANSDUCER_CHUNK;
    const idt_translit_row *backoff = backoff_of(t, row);
    const uint16_t *own = native->from[i];
    const uint16_t *other = native->backoff_from[i];
    chunk_costs(t, row->first + own[letter], row->first + own[letter + 1], 0, latin->letters + j,
                len, links);
    if (backoff != NULL) {
        chunk_costs(t, backoff->first + other[letter], backoff->first + other[letter + 1],
                    row->backoff_cost, latin->letters + j, len, links);
    }
}

/* By what was laid out: most letters stand for one letter, or none. */
static void link_laid_out(const idt_translit *t, const idt_translit_row *row,
                          const idt_transducer_native *native, size_t i,
                          const idt_transducer_latin *latin, size_t j, const int32_t *from,
                          int32_t *to)
{
    const uint8_t letter = j < latin->len ? latin->letters[j] : 0;
    lower(&to[j], from[j] + native->none[i]);
    if (letter == 0) {
        return;
    }
    if ((native->longer[i] >> letter & 1) == 0) {
        lower(&to[j + 1], from[j] + native->one[i][letter]);
        return;
    }
    int32_t links[STRIDE] = {NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER};
    longer_links(t, row, native, i, latin, j, links);
    link_from(links, j, latin->len, from, to);
}

/* The places from the first to the last that cost no more than is asked; outside of them all do. */
typedef struct band {
    size_t first, last; /* none: first > last */
} band;

/* Latin letters that no native one stands for, from one place on to the next; `last` is how far
 * costs are set. The places that are left. */
static band link_none(const idt_translit *t, const idt_transducer_latin *latin, int32_t most,
                      size_t first, size_t last, int32_t *cost)
{
    band out = {.first = first, .last = last};
    for (size_t j = first; j < latin->len && j <= last; j++) {
        if (cost[j] <= most) {
            if (j == last) {
                cost[++last] = NEVER;
            }
            lower(&cost[j + 1], cost[j] + t->insert[latin->letters[j]]);
        }
    }
    while (out.first <= last && cost[out.first] > most) {
        out.first++;
    }
    out.last = last;
    while (out.last > out.first && cost[out.last] > most) {
        out.last--;
    }
    return out;
}

/* From the costs up to the i-th letter, where they are no more than `most`, to those behind it. */
static band link_letter(const idt_translit *t, const idt_translit_row *row,
                        const idt_transducer_native *native, size_t i, int32_t most,
                        idt_transducer_latin *latin, band at, const int32_t *from, int32_t *to)
{
    int32_t *kept = row != NULL && native == NULL ? kept_links(row, latin) : NULL;
    const int32_t dropped = row == NULL ? UNKNOWN_MNAT : DROP_MNAT;
    const size_t far = at.last + IDT_TRANSDUCER_CHUNK;
    const size_t last = far < latin->len ? far : latin->len;
    for (size_t j = at.first; j <= last; j++) {
        to[j] = NEVER;
    }
    for (size_t j = at.first; j <= at.last; j++) {
        if (from[j] > most) {
            continue;
        }
        lower(&to[j], from[j] + dropped);
        if (kept != NULL) {
            if (kept[j * STRIDE] == NOT_YET) {
                find_links(t, row, latin, j, kept + j * STRIDE);
            }
            link_from(kept + j * STRIDE, j, latin->len, from, to);
        } else if (row != NULL) {
            link_laid_out(t, row, native, i, latin, j, from, to);
        }
    }
    return link_none(t, latin, most, at.first, last, to);
}

static int32_t latin_cost(const uint8_t *latin, size_t len)
{
    uint8_t before = 0;
    uint8_t last = 0;
    int32_t cost = 0;
    for (size_t j = 0; j < len; j++) {
        cost += triple(before, last, latin[j]);
        before = last;
        last = latin[j];
    }
    return cost + triple(before, last, LETTERS + 1);
}

void idt_transducer_read(idt_str latin, idt_transducer_latin *out)
{
    size_t len = 0;
    for (size_t i = 0; i < latin.len && len < IDT_TRANSDUCER_LATIN; i++) {
        if (latin.ptr[i] >= 'a' && latin.ptr[i] <= 'z') {
            out->letters[len++] = (uint8_t)(latin.ptr[i] - 'a' + 1);
        }
    }
    out->len = (uint8_t)len;
    out->cost = latin_cost(out->letters, len);
    out->slots = IDT_TRANSDUCER_NUMBERS / (STRIDE * (len + 1));
    out->slots = out->slots < IDT_TRANSDUCER_ROWS ? out->slots : IDT_TRANSDUCER_ROWS;
    memset(out->rows, 0, out->slots * sizeof *out->rows);
}

/* `from`: where chunks begin that begin with each letter, in the row. */
static void lay_out_row(const idt_translit *t, const idt_translit_row *row, int32_t more, size_t i,
                        uint16_t from[IDT_TRANSDUCER_FROM], idt_transducer_native *out)
{
    uint32_t letter = 0;
    from[0] = 0;
    for (size_t k = 0; k < row->count; k++) {
        const uint32_t packed = t->latin[row->first + k];
        while (letter < packed >> 25) {
            from[++letter] = (uint16_t)k;
        }
        int32_t *cost = letter == 0 ? &out->none[i] : &out->one[i][letter];
        if ((packed & ((UINT32_C(1) << 25) - 1)) != 0) {
            out->longer[i] |= UINT32_C(1) << letter;
        } else if (*cost == NEVER) {
            *cost = more + t->cost[row->first + k];
        }
    }
    while (letter + 1 < IDT_TRANSDUCER_FROM) {
        from[++letter] = row->count;
    }
}

void idt_transducer_lay_out(const idt_translit *table, const idt_translit_row *const *rows,
                            size_t count, idt_transducer_native *out)
{
    for (size_t i = 0; i < count; i++) {
        const idt_translit_row *row = rows[i];
        const idt_translit_row *backoff = row != NULL ? backoff_of(table, row) : NULL;
        out->none[i] = NEVER;
        out->longer[i] = 0;
        for (size_t letter = 0; letter < 27; letter++) {
            out->one[i][letter] = NEVER;
        }
        if (row != NULL) {
            lay_out_row(table, row, 0, i, out->from[i], out);
        }
        if (backoff != NULL) {
            lay_out_row(table, backoff, row->backoff_cost, i, out->backoff_from[i], out);
        }
    }
}

/* The cost from which on the grade is under `least`; 2 * (latin - cost) / both is the grade. */
static int32_t dearest(const idt_transducer_latin *latin, int32_t both, int32_t least)
{
    const int64_t twice = 2 * (int64_t)latin->cost - (int64_t)least * both;
    return twice < 0 ? -1 : twice / 2 >= NEVER ? NEVER - 1 : (int32_t)(twice / 2);
}

int32_t idt_transducer_grade(const idt_translit *table, const idt_translit_row *const *rows,
                             const idt_transducer_native *native, size_t count,
                             idt_transducer_latin *latin, int32_t least)
{
    int32_t one[IDT_TRANSDUCER_LATIN + 1];
    int32_t two[IDT_TRANSDUCER_LATIN + 1];
    int32_t *now = one;
    int32_t *next = two;
    const int32_t both = (int32_t)(latin->len + count);
    const int32_t most = least > 0 ? dearest(latin, both, least) : NEVER - 1;
    if (both == 0) {
        return 0;
    }
    now[0] = 0;
    band at = link_none(table, latin, most, 0, 0, now);
    for (size_t i = 0; i < count && at.first <= at.last; i++) {
        at = link_letter(table, rows[i], native, i, most, latin, at, now, next);
        int32_t *const swap = now;
        now = next;
        next = swap;
    }
    const bool known = at.first <= at.last && at.last == latin->len;
    const int32_t grade = known ? 2 * (latin->cost - now[latin->len]) / both : least - 1;
    return grade != 0 ? grade : -1;
}
