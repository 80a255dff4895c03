#include "text/transducer.h"

#define LETTERS      26
#define TRIPLE_MNAT  64   /* unit of the table of triples */
#define UNKNOWN_MNAT 3000 /* a letter without a row gives nothing */
#define DROP_MNAT    9000 /* a letter of a row that gives nothing it lists */
#define NEVER        (INT32_MAX / 2)

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

/* ---- grading ---- */

static size_t chunk_len(uint32_t packed)
{
    size_t len = 0;
    for (int shift = 25; shift >= 0 && (packed >> shift & 31) != 0; shift -= 5) {
        len++;
    }
    return len;
}

static size_t end_of(const idt_translit_row *row)
{
    return (size_t)row->first + row->count;
}

static bool lists(const idt_translit *t, const idt_translit_row *row, uint32_t packed)
{
    size_t low = row->first;
    size_t high = end_of(row);
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (t->latin[middle] < packed) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < end_of(row) && t->latin[low] == packed;
}

static void lower(int32_t *cost, int32_t to)
{
    *cost = to < *cost ? to : *cost;
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

#define CHUNK_BITS ((UINT32_C(1) << 5 * IDT_TRANSDUCER_CHUNK) - 1)

void idt_transducer_close(idt_transducer_word *word)
{
    uint32_t ahead = 0;
    word->cost = latin_cost(word->letters, word->len);
    for (size_t j = word->len; j-- > 0;) {
        ahead = (ahead << 5 | word->letters[j]) & CHUNK_BITS;
        word->ahead[j] = ahead;
    }
}

void idt_transducer_read(idt_str latin, idt_transducer_word *out)
{
    size_t len = 0;
    for (size_t i = 0; i < latin.len && len < IDT_TRANSDUCER_LATIN; i++) {
        if (latin.ptr[i] >= 'a' && latin.ptr[i] <= 'z') {
            out->letters[len++] = (uint8_t)(latin.ptr[i] - 'a' + 1);
        }
    }
    out->len = (uint8_t)len;
    idt_transducer_close(out);
}

/* The cost from which on the grade is under `least`; 2 * (latin - cost) / both is the grade. */
static int32_t dearest(const idt_transducer_word *word, size_t both, int32_t least)
{
    const int64_t twice = 2 * (int64_t)word->cost - (int64_t)least * (int64_t)both;
    return least <= 0           ? NEVER - 1
           : twice < 0          ? -1
           : twice / 2 >= NEVER ? NEVER - 1
                                : (int32_t)(twice / 2);
}

static int32_t grade_of(const idt_transducer_word *word, size_t count, int32_t cost, int32_t most,
                        int32_t least)
{
    const int32_t both = (int32_t)(word->len + count);
    const int32_t grade = cost <= most ? 2 * (word->cost - cost) / both : least - 1;
    return grade != 0 ? grade : -1;
}

/* What it costs to come so far, by how many Latin letters are linked: of the places that may still
 * lead to the end, a bit each. */
typedef struct way {
    uint64_t places;
    int32_t cost[IDT_TRANSDUCER_LATIN + 1];
} way;

_Static_assert(IDT_TRANSDUCER_LATIN < 64, "a bit a place");

static void come_to(way *w, size_t place, int32_t cost, int32_t most)
{
    const uint64_t bit = UINT64_C(1) << place;
    if (cost > most) {
        return;
    }
    w->cost[place] = (w->places & bit) == 0 || cost < w->cost[place] ? cost : w->cost[place];
    w->places |= bit;
}

/* Latin letters that no native one stands for. */
static void pass_over(const idt_translit *t, const idt_transducer_word *word, int32_t most, way *w)
{
    const uint64_t end = UINT64_C(1) << word->len;
    for (uint64_t left = w->places & (end - 1); left != 0;) {
        const size_t j = (size_t)__builtin_ctzll(left);
        come_to(w, j + 1, w->cost[j] + t->insert[word->letters[j]], most);
        left = w->places & (end - 1) & ~((UINT64_C(2) << j) - 1);
    }
}

static void set_out(const idt_translit *t, const idt_transducer_word *word, int32_t most, way *w)
{
    w->places = 0;
    come_to(w, 0, 0, most);
    pass_over(t, word, most, w);
}

static void stay(const way *from, int32_t more, int32_t most, way *to)
{
    to->places = 0;
    for (uint64_t left = from->places; left != 0; left &= left - 1) {
        const size_t j = (size_t)__builtin_ctzll(left);
        come_to(to, j, from->cost[j] + more, most);
    }
}

/* NEVER where it does not come there. */
static int32_t cost_at(const way *w, size_t place)
{
    return (w->places >> place & 1) != 0 ? w->cost[place] : NEVER;
}

/* ---- one Latin word, many native ones ---- */

void idt_transducer_expect(const idt_transducer_word *word, idt_transducer_latin *out)
{
    out->word = *word;
    out->used = 0;
    memset(out->places, 0, sizeof out->places);
    memset(out->rows, 0, sizeof out->rows);
    for (size_t j = 0; j < word->len; j++) {
        out->places[word->letters[j]] |= UINT64_C(1) << j;
    }
}

/* Where the word has the chunk, a bit a place. */
static uint64_t places_of(const idt_transducer_latin *latin, uint32_t packed)
{
    uint64_t places = latin->places[packed >> 25];
    for (unsigned i = 1; i < IDT_TRANSDUCER_CHUNK && places != 0; i++) {
        const uint32_t letter = packed >> (25 - 5 * i) & 31;
        if (letter == 0) {
            break;
        }
        places &= latin->places[letter] >> i;
    }
    return places;
}

#define LINK(cost, place, letters) ((uint32_t)(cost) << 12 | (uint32_t)(place) << 4 | (letters))
#define LINK_COST(link)            ((int32_t)((link) >> 12))
#define LINK_PLACE(link)           ((link) >> 4 & 255)
#define LINK_LETTERS(link)         ((link)&15)

static void add_link(idt_transducer_latin *latin, idt_transducer_links *row, uint32_t link)
{
    lower(&row->least, LINK_COST(link));
    latin->links[latin->used++] = link;
    row->count++;
}

/* Chunks of the row that the word has. */
static void add_links(const idt_translit *t, const idt_translit_row *row,
                      idt_transducer_latin *latin, idt_transducer_links *out)
{
    size_t k = row->first;
    if (k < end_of(row) && t->latin[k] == 0) {
        lower(&out->none, t->cost[k]);
        lower(&out->least, t->cost[k]);
        k++;
    }
    for (; k < end_of(row); k++) {
        const uint32_t packed = t->latin[k];
        uint64_t places = places_of(latin, packed);
        for (; places != 0; places &= places - 1) {
            add_link(latin, out,
                     LINK(t->cost[k], __builtin_ctzll(places), (uint32_t)chunk_len(packed)));
        }
    }
}

/* The letters of a link, packed as chunks are. */
static uint32_t letters_of(const idt_transducer_latin *latin, uint32_t link)
{
    uint32_t packed = 0;
    for (size_t i = 0; i < LINK_LETTERS(link); i++) {
        packed |= (uint32_t)latin->word.letters[LINK_PLACE(link) + i] << (25 - 5 * i);
    }
    return packed;
}

/* What the row lacks, as `other` has it. */
static void add_backoff(const idt_translit *t, const idt_translit_row *row,
                        const idt_transducer_links *other, idt_transducer_latin *latin,
                        idt_transducer_links *out)
{
    const int32_t more = row->backoff_cost;
    if (!lists(t, row, 0)) {
        lower(&out->none, other->none + more);
        lower(&out->least, out->none);
    }
    for (size_t i = 0; i < other->count; i++) {
        const uint32_t link = latin->links[other->first + i];
        if (!lists(t, row, letters_of(latin, link))) {
            add_link(latin, out,
                     LINK(LINK_COST(link) + more, LINK_PLACE(link), LINK_LETTERS(link)));
        }
    }
}

/* Links of one row at most: each ends at a letter of the word. */
static size_t most_links(const idt_transducer_latin *latin)
{
    return (size_t)latin->word.len * IDT_TRANSDUCER_CHUNK;
}

static idt_transducer_links *slot_of(idt_transducer_latin *latin, const idt_translit_row *row,
                                     bool *known)
{
    const size_t slot = (uintptr_t)row / sizeof *row % IDT_TRANSDUCER_SLOTS;
    *known = latin->rows[slot] == row;
    latin->rows[slot] = row;
    return &latin->kept[slot];
}

static idt_transducer_links links_of_one(const idt_translit *t, const idt_translit_row *row,
                                         idt_transducer_latin *latin)
{
    bool known;
    idt_transducer_links *kept = slot_of(latin, row, &known);
    if (!known) {
        *kept = (idt_transducer_links){.none = DROP_MNAT, .least = DROP_MNAT, .first = latin->used};
        add_links(t, row, latin, kept);
    }
    return *kept;
}

static idt_transducer_links links_of(const idt_translit *t, const idt_translit_row *row,
                                     idt_transducer_latin *latin)
{
    bool known;
    if (row == NULL) {
        return (idt_transducer_links){.none = UNKNOWN_MNAT, .least = UNKNOWN_MNAT};
    }
    if (row->backoff == IDT_TRANSLIT_NO_ROW) {
        return links_of_one(t, row, latin);
    }
    idt_transducer_links *kept = slot_of(latin, row, &known);
    if (known) {
        return *kept;
    }
    latin->rows[kept - latin->kept] = NULL;
    const idt_transducer_links other = links_of_one(t, backoff_of(t, row), latin);
    idt_transducer_links links = {.none = DROP_MNAT, .least = DROP_MNAT, .first = latin->used};
    add_links(t, row, latin, &links);
    add_backoff(t, row, &other, latin, &links);
    kept = slot_of(latin, row, &known);
    *kept = links;
    return links;
}

/* What all cost at least; NEVER as soon as that is over `most`. */
static int32_t links_of_all(const idt_translit *t, const idt_translit_row *const *rows,
                            size_t count, idt_transducer_latin *latin, int32_t most,
                            idt_transducer_links *out)
{
    int32_t least = 0;
    if (latin->used + 2 * count * most_links(latin) > IDT_TRANSDUCER_LINKS) {
        memset(latin->rows, 0, sizeof latin->rows);
        latin->used = 0;
    }
    for (size_t i = 0; i < count; i++) {
        out[i] = links_of(t, rows[i], latin);
        least += out[i].least;
        if (least > most) {
            return NEVER;
        }
    }
    return least;
}

static void follow(const idt_transducer_latin *latin, const idt_transducer_links *row, int32_t most,
                   const way *from, way *to)
{
    const uint32_t *links = latin->links + row->first;
    stay(from, row->none, most, to);
    for (size_t i = 0; i < row->count; i++) {
        const size_t place = LINK_PLACE(links[i]);
        if ((from->places >> place & 1) != 0) {
            come_to(to, place + LINK_LETTERS(links[i]), from->cost[place] + LINK_COST(links[i]),
                    most);
        }
    }
}

/* The cheapest way past all letters: to the end of the word, or `anywhere`. Over `most`: NEVER. */
static int32_t cheapest(const idt_translit *t, const idt_translit_row *const *rows, size_t count,
                        idt_transducer_latin *latin, int32_t most, bool anywhere)
{
    idt_transducer_links links[IDT_TRANSDUCER_LETTERS];
    way ways[2];
    int32_t rest = links_of_all(t, rows, count, latin, most, links);
    if (rest > most) {
        return NEVER;
    }
    set_out(t, &latin->word, most - rest, &ways[0]);
    for (size_t i = 0; i < count; i++) {
        way *to = &ways[(i + 1) % 2];
        rest -= links[i].least;
        follow(latin, &links[i], most - rest, &ways[i % 2], to);
        pass_over(t, &latin->word, most - rest, to);
        if (to->places == 0) {
            return NEVER;
        }
    }
    const way *last = &ways[count % 2];
    return anywhere ? (last->places != 0 ? 0 : NEVER) : cost_at(last, latin->word.len);
}

int32_t idt_transducer_grade(const idt_translit *table, const idt_translit_row *const *rows,
                             size_t count, idt_transducer_latin *latin, int32_t least)
{
    const size_t both = latin->word.len + count;
    const int32_t most = dearest(&latin->word, both, least);
    return both == 0 ? 0
                     : grade_of(&latin->word, count,
                                cheapest(table, rows, count, latin, most, false), most, least);
}

bool idt_transducer_may_reach(const idt_translit *table, const idt_translit_row *const *rows,
                              size_t count, bool more, idt_transducer_latin *latin, int32_t least)
{
    const size_t both = latin->word.len + count + (more ? 1 : 0);
    const int32_t most = dearest(&latin->word, both, least);
    return cheapest(table, rows, count, latin, most, more) <= most;
}

/* ---- one native word, many Latin ones ---- */

/* The chunk's letters, the first one lowest. */
static uint32_t turned(uint32_t packed, size_t len)
{
    uint32_t out = 0;
    for (size_t i = 0; i < len; i++) {
        out |= (packed >> (25 - 5 * i) & 31) << (5 * i);
    }
    return out;
}

/* Chunks of the row that begin with the letter, from the `at`-th on; none that `own` lists. False:
 * no room. */
static bool lay_out_chunks(const idt_translit *t, const idt_translit_row *row,
                           const idt_translit_row *own, uint32_t letter, size_t *at, size_t i,
                           idt_transducer_native *out)
{
    const int32_t more = own != NULL ? own->backoff_cost : 0;
    for (; *at < end_of(row) && t->latin[*at] >> 25 == letter; (*at)++) {
        const uint32_t packed = t->latin[*at];
        const int32_t cost = more + t->cost[*at];
        if (own != NULL && lists(t, own, packed)) {
            continue;
        }
        if (letter == 0) {
            lower(&out->none[i], cost);
        } else if (packed == letter << 25) {
            lower(&out->one[i][letter], cost);
        } else if (out->used < IDT_TRANSDUCER_CHUNKS) {
            const size_t len = chunk_len(packed);
            out->chunks[out->used++] = (idt_transducer_chunk){.letters = turned(packed, len),
                                                              .mask = (UINT32_C(1) << 5 * len) - 1,
                                                              .cost = cost,
                                                              .len = (uint8_t)len};
        } else {
            return false;
        }
        lower(&out->least[i], cost);
    }
    return true;
}

static bool lay_out_row(const idt_translit *t, const idt_translit_row *row, size_t i,
                        idt_transducer_native *out)
{
    const idt_translit_row *backoff = row != NULL ? backoff_of(t, row) : NULL;
    size_t own_at = row != NULL ? row->first : 0;
    size_t backoff_at = backoff != NULL ? backoff->first : 0;
    bool fits = true;
    out->none[i] = out->least[i] = row == NULL ? UNKNOWN_MNAT : DROP_MNAT;
    for (uint32_t letter = 0; letter <= LETTERS; letter++) {
        out->from[i][letter] = out->used;
        out->one[i][letter] = NEVER;
        fits = fits && (row == NULL || lay_out_chunks(t, row, NULL, letter, &own_at, i, out)) &&
               (backoff == NULL || lay_out_chunks(t, backoff, row, letter, &backoff_at, i, out));
    }
    out->from[i][LETTERS + 1] = out->used;
    return fits;
}

/* What a letter of a Latin word adds at least, wherever it stands: what it costs more than the
 * cheapest chunk of the native letter that gives it, or not to be given by any. */
static void set_prices(const idt_translit *t, idt_transducer_native *n)
{
    for (size_t letter = 1; letter <= LETTERS; letter++) {
        n->price[letter] = t->insert[letter];
    }
    for (size_t i = 0; i < n->count; i++) {
        for (size_t letter = 1; letter <= LETTERS; letter++) {
            lower(&n->price[letter], n->one[i][letter] - n->least[i]);
        }
        for (size_t k = n->from[i][0]; k < n->from[i][LETTERS + 1]; k++) {
            for (size_t b = 0; b < n->chunks[k].len; b++) {
                lower(&n->price[n->chunks[k].letters >> 5 * b & 31],
                      n->chunks[k].cost - n->least[i]);
            }
        }
    }
}

/* What the native letter costs at least, the prices of the Latin ones taken off. */
static int32_t without_prices(const idt_transducer_native *n, size_t i)
{
    int32_t least = n->none[i];
    for (size_t letter = 1; letter <= LETTERS; letter++) {
        lower(&least, n->one[i][letter] - n->price[letter]);
    }
    for (size_t k = n->from[i][0]; k < n->from[i][LETTERS + 1]; k++) {
        int32_t cost = n->chunks[k].cost;
        for (size_t b = 0; b < n->chunks[k].len; b++) {
            cost -= n->price[n->chunks[k].letters >> 5 * b & 31];
        }
        lower(&least, cost);
    }
    return least;
}

bool idt_transducer_lay_out(const idt_translit *table, const idt_translit_row *const *rows,
                            size_t count, idt_transducer_native *out)
{
    bool fits = true;
    out->count = count;
    out->used = 0;
    out->rest = out->base = 0;
    for (size_t i = 0; i < count && fits; i++) {
        fits = lay_out_row(table, rows[i], i, out);
        out->rest += out->least[i];
    }
    if (fits) {
        set_prices(table, out);
        for (size_t i = 0; i < count; i++) {
            out->base += without_prices(out, i);
        }
    }
    return fits;
}

static int32_t priced(const idt_transducer_native *native, const idt_transducer_word *word)
{
    int32_t least = native->base;
    for (size_t j = 0; j < word->len; j++) {
        least += native->price[word->letters[j]];
    }
    return least;
}

static void follow_laid_out(const idt_transducer_native *n, size_t i,
                            const idt_transducer_word *word, int32_t most, const way *from, way *to)
{
    const uint64_t end = UINT64_C(1) << word->len;
    stay(from, n->none[i], most, to);
    for (uint64_t left = from->places & (end - 1); left != 0; left &= left - 1) {
        const size_t j = (size_t)__builtin_ctzll(left);
        const uint8_t letter = word->letters[j];
        come_to(to, j + 1, from->cost[j] + n->one[i][letter], most);
        for (size_t k = n->from[i][letter]; k < n->from[i][letter + 1]; k++) {
            const idt_transducer_chunk *c = &n->chunks[k];
            if (((word->ahead[j] ^ c->letters) & c->mask) == 0) {
                come_to(to, j + c->len, from->cost[j] + c->cost, most);
            }
        }
    }
}

static int32_t cheapest_laid_out(const idt_translit *t, const idt_transducer_native *n,
                                 const idt_transducer_word *word, int32_t most)
{
    way ways[2];
    int32_t rest = n->rest;
    if (rest > most || priced(n, word) > most) {
        return NEVER;
    }
    set_out(t, word, most - rest, &ways[0]);
    for (size_t i = 0; i < n->count; i++) {
        way *to = &ways[(i + 1) % 2];
        rest -= n->least[i];
        follow_laid_out(n, i, word, most - rest, &ways[i % 2], to);
        pass_over(t, word, most - rest, to);
        if (to->places == 0) {
            return NEVER;
        }
    }
    return cost_at(&ways[n->count % 2], word->len);
}

int32_t idt_transducer_grade_laid_out(const idt_translit *table,
                                      const idt_transducer_native *native,
                                      const idt_transducer_word *word, int32_t least)
{
    const size_t both = word->len + native->count;
    const int32_t most = dearest(word, both, least);
    return both == 0 ? 0
                     : grade_of(word, native->count, cheapest_laid_out(table, native, word, most),
                                most, least);
}

bool idt_transducer_laid_out_may_reach(const idt_translit *table,
                                       const idt_transducer_native *native,
                                       const idt_transducer_word *word, int32_t least)
{
    const int32_t most = dearest(word, word->len + native->count, least);
    return cheapest_laid_out(table, native, word, most) <= most;
}
