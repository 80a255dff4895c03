/* learn_translit.c - learns how the letters of a script are spelt in Latin, from pairs of tokens.
 *
 * Run by tools/learn_translit.py, which compiles it, feeds it and writes data/tables/.
 *
 *   stdin   latin TAB native letters with blanks between TAB count, or `prior` for a pair by rule
 *   argv    most Latin letters a native one (L), tokens withheld (see below), file of syllables or
 * "" stdout  native TAB latin TAB -log P(latin | native) in millinats
 *
 * Model: a pair is a row of links (native letter or none, 0..L Latin letters or one), each with its
 * probability; EM over all ways to link. Two additions: a pair may be no pair at all (noise: the
 * mined data holds given names against family names), with a learned share; and from the third
 * round DISCOUNT is taken off each link's count, so that links seen once by accident die. Han:
 * besides each character its Mandarin syllable is learned as if it were a letter; a character
 * shares its syllable's distribution as BACKOFF counts, which gives rare ones a spelling.
 *
 * The tenth of the tokens withheld is chosen by a hash of the Latin token: the tool
 * tools/translit_recall measures on the same tenth. `withheld` is a digit string of tenths: "0".
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/key.h"
#include "text/native.h"
#include "translit_split.h"

#define MOST_LATIN 41
#define MOST_CHUNK 6
#define CELLS      ((size_t)1 << 22)
#define SYMBOLS    24000
#define ROUNDS     10
#define DISCOUNT   1.0
#define BACKOFF    10.0
#define PRIOR      2.0 /* of a pair by rule, in pairs */
#define SYLLABLE   0x200000u

typedef struct pair {
    uint8_t latin[MOST_LATIN];
    uint16_t native[IDT_NATIVE_LETTERS];
    uint8_t latin_len;
    uint8_t native_len;
    bool prior;
} pair;

typedef struct cell {
    uint64_t key;
    double count;
    double p;
} cell;

typedef struct arc {
    uint8_t i, j, a, b;
    cell *cell;
} arc;

typedef struct learner {
    pair *pairs;
    size_t count;
    size_t cap;
    uint32_t symbols[SYMBOLS]; /* by id - 1 */
    size_t symbol_count;
    double native_p[SYMBOLS + 1];
    double latin_p[32];
    uint16_t syllable[SYMBOLS + 1]; /* id of a character's syllable, or 0 */
    cell *cells;
    double noise; /* share of pairs that are none */
    size_t most_chunk;
    double ahead[IDT_NATIVE_LETTERS + 1][MOST_LATIN + 1];
    double behind[IDT_NATIVE_LETTERS + 1][MOST_LATIN + 1];
    arc arcs[(IDT_NATIVE_LETTERS + 1) * (MOST_LATIN + 1) * (MOST_CHUNK + 2)];
    size_t arc_count;
} learner;

static void *must(void *p)
{
    if (p == NULL) {
        fprintf(stderr, "learn_translit: no memory, or no such file\n");
        exit(1);
    }
    return p;
}

static uint64_t chunk_key(uint16_t native, const uint8_t *latin, size_t len)
{
    uint64_t key = (uint64_t)1 << 62 | (uint64_t)native << 32;
    for (size_t i = 0; i < MOST_CHUNK; i++) {
        key |= (uint64_t)(i < len ? latin[i] : 0) << (5 * (5 - i));
    }
    return key;
}

static cell *find(learner *l, uint64_t key, bool add)
{
    size_t at = (key * UINT64_C(0x9E3779B97F4A7C15)) >> 42;
    for (;; at = (at + 1) & (CELLS - 1)) {
        if (l->cells[at].key == key) {
            return &l->cells[at];
        }
        if (l->cells[at].key == 0) {
            l->cells[at].key = add ? key : 0;
            return add ? &l->cells[at] : NULL;
        }
    }
}

static uint16_t symbol_id(learner *l, uint32_t symbol)
{
    for (size_t i = 0; i < l->symbol_count; i++) {
        if (l->symbols[i] == symbol) {
            return (uint16_t)(i + 1);
        }
    }
    must(l->symbol_count < SYMBOLS ? l : NULL);
    l->symbols[l->symbol_count++] = symbol;
    return (uint16_t)l->symbol_count;
}

/* ---- reading ---- */

static void add_pair(learner *l, const pair *p)
{
    if (l->count == l->cap) {
        l->cap = l->cap == 0 ? 1 << 16 : 2 * l->cap;
        l->pairs = must(realloc(l->pairs, l->cap * sizeof *l->pairs));
    }
    l->pairs[l->count++] = *p;
}

static void read_line(learner *l, idt_arena *arena, char *line, const char *withheld)
{
    translit_row row;
    uint32_t letters[IDT_NATIVE_LETTERS];
    pair p = {0};
    if (!translit_row_read(line, arena, &row)) {
        return;
    }
    p.prior = row.prior;
    if (!p.prior && strchr(withheld, '0' + translit_tenth(row.latin)) != NULL) {
        return;
    }
    p.native_len = (uint8_t)idt_native_letters(row.native, letters);
    p.latin_len = (uint8_t)row.latin.len;
    for (size_t i = 0; i < p.latin_len; i++) {
        p.latin[i] = (uint8_t)(row.latin.ptr[i] - 'a' + 1);
    }
    for (size_t i = 0; i < p.native_len; i++) {
        p.native[i] = symbol_id(l, letters[i]);
    }
    if (p.native_len > 0) {
        add_pair(l, &p);
    }
}

static void read_pairs(learner *l, const char *withheld)
{
    idt_arena *arena = must(idt_arena_new((size_t)1 << 24));
    char *line = NULL;
    size_t cap = 0;
    while (getline(&line, &cap, stdin) > 0) {
        idt_arena_clear(arena);
        read_line(l, arena, line, withheld);
    }
    free(line);
    idt_arena_free(arena);
}

/* Lines: code point in hex TAB number of its syllable. */
static void read_syllables(learner *l, const char *path)
{
    FILE *file = must(fopen(path, "r"));
    uint32_t c = 0;
    uint32_t number = 0;
    while (fscanf(file, "%x %u", &c, &number) == 2) {
        l->syllable[symbol_id(l, c)] = symbol_id(l, SYLLABLE + number);
    }
    (void)fclose(file);
}

/* Every pair once more, in syllables. */
static void add_syllable_pairs(learner *l)
{
    const size_t count = l->count;
    for (size_t x = 0; x < count; x++) {
        pair p = l->pairs[x];
        bool whole = true;
        for (size_t i = 0; i < p.native_len; i++) {
            p.native[i] = l->syllable[p.native[i]];
            whole = whole && p.native[i] != 0;
        }
        if (whole) {
            add_pair(l, &p);
        }
    }
}

static void count_letters(learner *l)
{
    double native = 0;
    double latin = 0;
    for (size_t x = 0; x < l->count; x++) {
        const pair *p = &l->pairs[x];
        for (size_t i = 0; i < p->native_len; i++, native++) {
            l->native_p[p->native[i]]++;
        }
        for (size_t i = 0; i < p->latin_len; i++, latin++) {
            l->latin_p[p->latin[i]]++;
        }
    }
    for (size_t i = 0; i <= SYMBOLS; i++) {
        l->native_p[i] /= native;
    }
    for (size_t i = 0; i < 32; i++) {
        l->latin_p[i] /= latin;
    }
}

/* ---- EM ---- */

/* Before anything is known: one letter for one. */
static double start_weight(size_t a, size_t b)
{
    static const double by_length[MOST_CHUNK + 1] = {.05, 1, .3, .1, .1, .05, .02};
    return a == 1 ? by_length[b] : .02;
}

static void link_step(learner *l, const pair *p, size_t i, size_t j, size_t a, size_t b, bool first)
{
    if (i + a > p->native_len || j + b > p->latin_len) {
        return;
    }
    const uint64_t key = chunk_key(a == 1 ? p->native[i] : 0, p->latin + j, b);
    cell *c = find(l, key, first);
    if (c == NULL || (!first && c->p <= 0)) {
        return;
    }
    if (first) {
        c->p = start_weight(a, b);
    }
    l->arcs[l->arc_count++] =
        (arc){.i = (uint8_t)i, .j = (uint8_t)j, .a = (uint8_t)a, .b = (uint8_t)b, .cell = c};
    l->ahead[i + a][j + b] += l->ahead[i][j] * c->p;
}

static double link_ahead(learner *l, const pair *p, bool first)
{
    memset(l->ahead, 0, sizeof l->ahead);
    l->ahead[0][0] = 1;
    l->arc_count = 0;
    for (size_t i = 0; i <= p->native_len; i++) {
        for (size_t j = 0; j <= p->latin_len; j++) {
            if (l->ahead[i][j] <= 0) {
                continue;
            }
            for (size_t b = 0; b <= l->most_chunk; b++) {
                link_step(l, p, i, j, 1, b, first);
            }
            link_step(l, p, i, j, 0, 1, first);
        }
    }
    return l->ahead[p->native_len][p->latin_len];
}

static double by_chance(const learner *l, const pair *p)
{
    double q = 1;
    for (size_t i = 0; i < p->native_len; i++) {
        q *= l->native_p[p->native[i]];
    }
    for (size_t i = 0; i < p->latin_len; i++) {
        q *= l->latin_p[p->latin[i]];
    }
    return q;
}

static double expect_pair(learner *l, const pair *p, bool first)
{
    const double total = link_ahead(l, p, first);
    if (total <= 0) {
        return 0;
    }
    const double real = total * (1 - l->noise);
    const double sure = first || p->prior ? 1 : real / (real + l->noise * by_chance(l, p));
    const double weight = sure * (p->prior ? PRIOR : 1);
    memset(l->behind, 0, sizeof l->behind);
    l->behind[p->native_len][p->latin_len] = 1;
    for (size_t k = l->arc_count; k-- > 0;) {
        const arc *r = &l->arcs[k];
        const double rest = l->behind[r->i + r->a][r->j + r->b] * r->cell->p;
        l->behind[r->i][r->j] += rest;
        r->cell->count += weight * l->ahead[r->i][r->j] * rest / total;
    }
    return sure;
}

static void expect(learner *l, bool first)
{
    double sure = 0;
    for (size_t x = 0; x < l->count; x++) {
        sure += expect_pair(l, &l->pairs[x], first);
    }
    if (!first) {
        l->noise = 1 - sure / (double)l->count;
    }
}

static size_t maximise(learner *l, double discount)
{
    double total = 0;
    size_t live = 0;
    for (size_t i = 0; i < CELLS; i++) {
        l->cells[i].count -= discount;
        if (l->cells[i].count > 0) {
            total += l->cells[i].count;
            live++;
        } else {
            l->cells[i].count = 0;
        }
    }
    for (size_t i = 0; i < CELLS; i++) {
        l->cells[i].p = l->cells[i].count / total;
        l->cells[i].count = 0;
    }
    return live;
}

static void learn(learner *l)
{
    l->noise = .05;
    for (int round = 0; round < ROUNDS; round++) {
        expect(l, round == 0);
        const size_t live = maximise(l, round > 1 && round < ROUNDS - 1 ? DISCOUNT : 0);
        fprintf(stderr, "round %d: %zu links, %.4f noise\n", round, live, l->noise);
    }
    expect(l, false); /* counts for the tables */
}

/* ---- writing ---- */

static uint16_t native_of(const cell *c)
{
    return (uint16_t)(c->key >> 32 & 0xffff);
}

static double *totals(const learner *l)
{
    double *total = must(calloc(SYMBOLS + 1, sizeof *total));
    for (size_t i = 0; i < CELLS; i++) {
        if (l->cells[i].key != 0) {
            total[native_of(&l->cells[i])] += l->cells[i].count;
        }
    }
    return total;
}

static void put_symbol(const learner *l, uint16_t id)
{
    if (id == 0) {
        printf("-");
    } else if (l->symbols[id - 1] >= SYLLABLE) {
        printf("~%u", l->symbols[id - 1] - SYLLABLE);
    } else {
        printf("%04x", l->symbols[id - 1]);
    }
}

static void put_row(const learner *l, uint16_t id, const cell *c, double p)
{
    put_symbol(l, id);
    printf("\t");
    for (int shift = 25; shift >= 0; shift -= 5) {
        const uint64_t letter = c->key >> shift & 31;
        if (letter != 0) {
            printf("%c", (char)('a' + letter - 1));
        }
    }
    printf("\t%.0f\n", -1000 * log(p));
}

/* The share of the whole for a Latin letter without a native one, of the native letter otherwise.
 */
static void put_tables(learner *l)
{
    double *total = totals(l);
    double all = 0;
    for (size_t i = 0; i <= SYMBOLS; i++) {
        all += total[i];
    }
    for (size_t i = 0; i < CELLS; i++) {
        const cell *c = &l->cells[i];
        const uint16_t id = native_of(c);
        if (c->key == 0 || c->count <= 0.05) {
            continue;
        }
        const uint16_t syllable = l->syllable[id];
        double p = c->count / (id == 0 ? all : total[id]);
        if (syllable != 0) {
            const cell *s = find(l, chunk_key(syllable, NULL, 0) | (c->key & 0x3fffffff), false);
            const double shared = s == NULL ? 0 : s->count / total[syllable];
            p = (c->count + BACKOFF * shared) / (total[id] + BACKOFF);
            if (p < 1.25 * BACKOFF * shared / (total[id] + BACKOFF)) {
                continue; /* as the syllable has it */
            }
        }
        put_row(l, id, c, p);
    }
    for (uint16_t id = 1; id <= l->symbol_count; id++) {
        if (l->syllable[id] != 0) {
            put_symbol(l, id);
            printf("\t");
            put_symbol(l, l->syllable[id]);
            printf("\t%.0f\n", -1000 * log(BACKOFF / (total[id] + BACKOFF)));
        }
    }
    free(total);
}

/* The Latin tokens that are not withheld, for the table of triples. */
static void put_latin(const char *withheld)
{
    idt_arena *arena = must(idt_arena_new((size_t)1 << 24));
    char *line = NULL;
    size_t cap = 0;
    while (getline(&line, &cap, stdin) > 0) {
        translit_row row;
        idt_arena_clear(arena);
        if (translit_row_read(line, arena, &row) &&
            strchr(withheld, '0' + translit_tenth(row.latin)) == NULL) {
            printf("%.*s\n", (int)row.latin.len, row.latin.ptr);
        }
    }
    free(line);
    idt_arena_free(arena);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "latin") == 0) {
        put_latin(argv[2]);
        return 0;
    }
    learner *l = must(calloc(1, sizeof *l));
    if (argc != 4) {
        fprintf(stderr, "usage: learn_translit MOST_LETTERS WITHHELD SYLLABLES < pairs\n");
        return 2;
    }
    l->most_chunk = (size_t)strtoul(argv[1], NULL, 10);
    must(l->most_chunk <= MOST_CHUNK ? l : NULL);
    l->cells = must(calloc(CELLS, sizeof *l->cells));
    read_pairs(l, argv[2]);
    if (argv[3][0] != '\0') {
        read_syllables(l, argv[3]);
        add_syllable_pairs(l);
    }
    count_letters(l);
    learn(l);
    put_tables(l);
    free(l->cells);
    free(l->pairs);
    free(l);
    return 0;
}
