/* Slips of single letters. */
#include "generated/repair_tables.h"
#include "selftest/mutate_pass.h"

#define RUNS_MAX      32 /* words a slip is drawn from */
#define SLIPS_MAX     3  /* of a major mutation */
#define LEAST_LETTERS 3  /* of a word that several slips are put into */
#define SPLIT_LETTERS 6

/* Puts one slip at a letter of the run; false where this letter cannot slip so. */
typedef bool (*slip)(mutation_pass *p, letter_run run, size_t at);

static size_t runs_of(const mutation_pass *p, size_t least, letter_run *out)
{
    size_t count = 0;
    letter_run run = {0, 0};
    while (count < RUNS_MAX && mutation_next_run(p, run.end, &run)) {
        if (run.end - run.start >= least) {
            out[count++] = run;
        }
    }
    return count;
}

/* At a letter drawn, else at the next that can. */
static bool slip_in(mutation_pass *p, letter_run run, slip change)
{
    const size_t len = run.end - run.start;
    const size_t first = mutation_below(p, len);
    for (size_t i = 0; i < len; i++) {
        if (change(p, run, run.start + (first + i) % len)) {
            return true;
        }
    }
    return false;
}

static bool slip_once(mutation_pass *p, size_t least, slip change)
{
    letter_run runs[RUNS_MAX];
    const size_t count = runs_of(p, least, runs);
    const size_t first = count > 0 ? mutation_below(p, count) : 0;
    for (size_t i = 0; i < count; i++) {
        if (slip_in(p, runs[(first + i) % count], change)) {
            return true;
        }
    }
    return false;
}

/* From the last word to the first, so that places of those to come stay as they are. */
static bool slip_often(mutation_pass *p, size_t least, slip change)
{
    letter_run runs[RUNS_MAX];
    const size_t count = runs_of(p, least, runs);
    const size_t most = count < SLIPS_MAX ? count : SLIPS_MAX;
    size_t left = most;
    size_t slips = 0;
    for (size_t i = count; i > 0 && left > 0; i--) {
        const bool chosen = mutation_below(p, i) < left;
        left -= chosen;
        slips += chosen && slip_in(p, runs[i - 1], change);
    }
    return slips >= 2;
}

static bool slips(mutation_pass *p, size_t minor_least, size_t major_least, slip change)
{
    return p->strength == IDT_STRENGTH_MINOR ? slip_once(p, minor_least, change)
                                             : slip_often(p, major_least, change);
}

static bool is_ascii_letter(uint32_t c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* ---- keyboard ---- */

/* QWERTY; letters only, a digit is another slip. */
static const char *const NEIGHBOURS[26] = {
    "qwsz",   "vghn",  "xdfv", "serfcx", "wsdr", "drtgvc", "ftyhbv", "gyujnb", "ujko",
    "huikmn", "jiolm", "kop",  "njk",    "bhjm", "iklp",   "ol",     "wa",     "edft",
    "awedxz", "rfgy",  "yhji", "cfgb",   "qase", "zsdc",   "tghu",   "asx"};

static uint32_t neighbour(mutation_pass *p, uint32_t letter)
{
    const char *near = NEIGHBOURS[(letter | 0x20) - 'a'];
    return (uint32_t)(unsigned char)near[mutation_below(p, strlen(near))] ^
           ((letter & 0x20) ^ 0x20); /* keeps the case */
}

#define LATIN_END 0x250

/* A keyboard has one script: no letter that only looks like its neighbours is typed among them. */
static bool all_latin(const mutation_pass *p, letter_run run)
{
    for (size_t i = run.start; i < run.end; i++) {
        if (p->codes[i] >= LATIN_END) {
            return false;
        }
    }
    return true;
}

static bool slip_keyboard(mutation_pass *p, letter_run run, size_t at)
{
    if (!is_ascii_letter(p->codes[at]) || !all_latin(p, run)) {
        return false;
    }
    p->codes[at] = neighbour(p, p->codes[at]);
    return true;
}

bool mutate_keyboard(mutation_pass *p)
{
    return slips(p, IDT_MUTATION_LETTERS, LEAST_LETTERS, slip_keyboard);
}

/* ---- letters that print takes for one another ---- */

static const char *const SHAPES[][2] = {
    {"rn", "m"}, {"m", "rn"}, {"cl", "d"}, {"d", "cl"}, {"vv", "w"}, {"w", "vv"}, {"li", "h"},
    {"h", "b"},  {"e", "c"},  {"c", "e"},  {"u", "v"},  {"v", "y"},  {"n", "ri"}, {"i", "l"},
    {"l", "1"},  {"l", "I"},  {"f", "t"},  {"t", "f"},  {"o", "0"},  {"g", "q"},  {"q", "g"},
    {"a", "o"},  {"I", "l"},  {"I", "1"},  {"O", "0"},  {"O", "Q"},  {"Q", "O"},  {"D", "O"},
    {"S", "5"},  {"B", "8"},  {"B", "R"},  {"Z", "2"},  {"G", "6"},  {"C", "G"},  {"G", "C"},
    {"E", "F"},  {"F", "P"},  {"U", "V"},  {"V", "Y"},  {"H", "N"},  {"N", "H"},  {"M", "N"},
    {"A", "4"},  {"T", "7"},  {"L", "I"},  {"R", "K"},  {"K", "X"},  {"W", "VV"}};

#define SHAPE_COUNT (sizeof SHAPES / sizeof SHAPES[0])

static bool stands(const mutation_pass *p, letter_run run, size_t at, const char *letters)
{
    const size_t len = strlen(letters);
    if (at + len > run.end) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (p->codes[at + i] != (unsigned char)letters[i]) {
            return false;
        }
    }
    return true;
}

static bool replace(mutation_pass *p, size_t at, const char *from, const char *to)
{
    uint32_t codes[8];
    const size_t len = strlen(to);
    for (size_t i = 0; i < len; i++) {
        codes[i] = (unsigned char)to[i];
    }
    return mutation_put(p, at, strlen(from), codes, len);
}

static bool slip_ocr(mutation_pass *p, letter_run run, size_t at)
{
    const size_t first = mutation_below(p, SHAPE_COUNT);
    for (size_t i = 0; i < SHAPE_COUNT; i++) {
        const char *const *shape = SHAPES[(first + i) % SHAPE_COUNT];
        if (stands(p, run, at, shape[0])) {
            return replace(p, at, shape[0], shape[1]);
        }
    }
    return false;
}

bool mutate_ocr(mutation_pass *p)
{
    return slips(p, IDT_MUTATION_LETTERS, LEAST_LETTERS, slip_ocr);
}

/* ---- a letter out, in, or at another place ---- */

static bool slip_dropped(mutation_pass *p, letter_run run, size_t at)
{
    (void)run;
    return mutation_put(p, at, 1, NULL, 0);
}

bool mutate_dropped(mutation_pass *p)
{
    return slips(p, IDT_MUTATION_LETTERS, LEAST_LETTERS, slip_dropped);
}

static bool slip_added(mutation_pass *p, letter_run run, size_t at)
{
    (void)run;
    uint32_t letter = p->codes[at];
    if (is_ascii_letter(letter) && mutation_below(p, 2) == 0) {
        letter = neighbour(p, letter);
    }
    return mutation_put(p, at, 0, &letter, 1);
}

bool mutate_added(mutation_pass *p)
{
    return slips(p, IDT_MUTATION_LETTERS, LEAST_LETTERS, slip_added);
}

static bool slip_swapped(mutation_pass *p, letter_run run, size_t at)
{
    if (at + 1 >= run.end || (p->codes[at] | 0x20) == (p->codes[at + 1] | 0x20)) {
        return false;
    }
    const uint32_t letter = p->codes[at];
    p->codes[at] = p->codes[at + 1];
    p->codes[at + 1] = letter;
    return true;
}

bool mutate_swapped(mutation_pass *p)
{
    return slips(p, IDT_MUTATION_LETTERS, LEAST_LETTERS, slip_swapped);
}

/* ---- letters of another script that look alike ---- */

static bool slip_homoglyph(mutation_pass *p, letter_run run, size_t at)
{
    (void)run;
    const size_t turn = mutation_below(p, 2);
    for (size_t i = 0; i < IDT_LOOKS; i++) {
        for (size_t from = 0; from < 3; from++) {
            if (idt_looks[i][from] != p->codes[at]) {
                continue;
            }
            const uint32_t one = idt_looks[i][(from + 1 + turn) % 3];
            const uint32_t other = idt_looks[i][(from + 2 - turn) % 3];
            p->codes[at] = one != 0 ? one : other;
            return p->codes[at] != 0;
        }
    }
    return false;
}

bool mutate_homoglyphs(mutation_pass *p)
{
    return slips(p, LEAST_LETTERS, LEAST_LETTERS, slip_homoglyph);
}

/* ---- a blank within a word ---- */

static bool slip_split(mutation_pass *p, letter_run run, size_t at)
{
    static const uint32_t blank = ' ';
    return at >= run.start + 2 && at + 2 <= run.end && mutation_put(p, at, 0, &blank, 1);
}

bool mutate_split(mutation_pass *p)
{
    return slips(p, SPLIT_LETTERS, SPLIT_LETTERS, slip_split);
}
