#include "scan/fuzzy.h"

#include <stdlib.h>

#include "core/map.h"
#include "scan/ambiguous.h"
#include "text/utf8.h"

#define NAME_BYTES ((size_t)16 << 20) /* ceiling of one window's parse */
#define MEMORY     ((size_t)1 << 16)  /* windows remembered; a new one displaces an old */

/* rulings: fuzzy.h, I2 */
#define UNMARKED_LETTERS    6
#define UNMARKED_KATAKANA   4
#define UNMARKED_CHARACTERS 3

/* What a window was answered. */
typedef struct answer {
    uint64_t hash;     /* of its bytes */
    size_t start, len; /* where they stood; no window is empty */
    const idt_fuzzy_match *matches;
    size_t count;
} answer;

typedef struct fuzzy {
    const idt_fuzzy_ask *ask;
    idt_str text;
    idt_arena *arena;
    idt_arena *passing; /* of one window */
    answer *memory;
    size_t loose_at;
    idt_fuzzy_match *matches; /* of the window at hand */
    size_t match_count, match_cap;
    const idt_window *window;
    idt_profile_name name;
    idt_fuzzy_hit *run; /* hits of the run, overlapping */
    size_t run_count, run_cap;
    idt_fuzzy_hit *hits;
    size_t hit_count, hit_cap;
    idt_fuzzy_counts counts;
    idt_rc rc;
    idt_error *err;
} fuzzy;

idt_rc idt_fuzzy_name(idt_str window, idt_arena *arena, idt_profile_name *out, idt_error *err)
{
    *out = (idt_profile_name){.text = window, .standing = IDT_STANDING_NAME};
    const idt_rc rc = idt_name_parse(window, IDT_NAME_ANY, NULL, arena, &out->parsed, err);
    return rc == IDT_OK ? idt_match_prepare(&out->parsed, arena, &out->prepared, err) : rc;
}

/* ---- one window ---- */

static int by_score(const void *left, const void *right)
{
    const idt_fuzzy_match *a = left;
    const idt_fuzzy_match *b = right;
    if (a->score != b->score) {
        return a->score > b->score ? -1 : 1;
    }
    if (a->llr_mnat != b->llr_mnat) {
        return a->llr_mnat > b->llr_mnat ? -1 : 1;
    }
    if (a->file != b->file) {
        return a->file < b->file ? -1 : 1;
    }
    return a->form < b->form ? -1 : a->form > b->form;
}

/* Does a name of one word say something: few bear it? */
static bool is_rare_word(const idt_match_name *name)
{
    return name->words == 1 && name->parts[name->first_word].rarity_mnat >= IDT_COMMON_MNAT;
}

/* Is there nothing beside words: no legal form, no number? */
static bool is_bare(const idt_match_name *name)
{
    for (uint16_t i = 0; i < name->count; i++) {
        if (name->parts[i].use != IDT_USE_NONE && name->parts[i].use != IDT_USE_WORD) {
            return false;
        }
    }
    return true;
}

static size_t letters_of(idt_str text)
{
    size_t letters = 0;
    for (size_t at = 0, bytes; at < text.len; at += bytes, letters++) {
        (void)idt_utf8_next((const unsigned char *)text.ptr, text.len, at, &bytes);
    }
    return letters;
}

/* Keeps I2: is what is read across scripts too short for one of all the words of a text? */
static bool is_met_by_chance(const idt_window *w, const idt_match_name *window,
                             const idt_match_name *listed)
{
    const idt_match_part *word = &window->parts[window->first_word];
    const idt_match_part *other = &listed->parts[listed->first_word];
    if (!w->unmarked || window->words == 0 || listed->words == 0 ||
        word->part->script == other->part->script) {
        return false;
    }
    if (w->characters) {
        return word->part->script == IDT_SCRIPT_HAN && w->units < UNMARKED_CHARACTERS;
    }
    const size_t least =
        word->part->script == IDT_SCRIPT_KANA ? UNMARKED_KATAKANA : UNMARKED_LETTERS;
    return window->words == 1 &&
           (letters_of(word->fold) < least || letters_of(other->fold) < UNMARKED_LETTERS);
}

/* Keeps I2. A legal form is something beside a word. */
static bool says_enough(const idt_match_name *window, const idt_match_name *listed)
{
    return window->words > 1 ||
           (is_rare_word(window) && is_rare_word(listed) && (is_bare(listed) || !is_bare(window)));
}

static idt_rc look(void *context, const idt_index_candidate *candidate, idt_error *err)
{
    fuzzy *f = context;
    idt_comparison c;
    if (candidate->name->standing == IDT_STANDING_WEAK && !f->ask->weak) {
        return IDT_OK;
    }
    idt_compare_names(&f->name, candidate->name, &c);
    if (c.score < f->ask->cut || c.exact != IDT_EXACT_NONE ||
        !says_enough(&f->name.prepared, &candidate->name->prepared) ||
        is_met_by_chance(f->window, &f->name.prepared, &candidate->name->prepared)) {
        return IDT_OK;
    }
    if (!IDT_GROW(f->arena, f->matches, f->match_cap, f->match_count)) {
        return idt_arena_fail(f->arena, err);
    }
    f->matches[f->match_count++] = (idt_fuzzy_match){
        .file = candidate->file, .form = candidate->form, .score = c.score, .llr_mnat = c.llr_mnat};
    return IDT_OK;
}

static idt_rc keep_matches(fuzzy *f, answer *a)
{
    idt_fuzzy_match *kept = NULL;
    if (f->match_count > 0) {
        kept = IDT_NEW_N(f->arena, idt_fuzzy_match, f->match_count);
        if (kept == NULL) {
            return idt_arena_fail(f->arena, f->err);
        }
        qsort(f->matches, f->match_count, sizeof *f->matches, by_score);
        memcpy(kept, f->matches, f->match_count * sizeof *kept);
    }
    a->matches = kept;
    a->count = f->match_count;
    return IDT_OK;
}

/* Is the window worth a question? Keeps I2; and of characters that stand without blanks only those
 * that begin with a known family name, which makes two words of them, are like enough to a name. */
static bool is_like_a_name(const idt_match_name *name, bool characters)
{
    return characters ? name->words > 1 : name->words > 1 || is_rare_word(name);
}

static idt_rc ask_index(fuzzy *f, idt_str window, answer *a)
{
    idt_arena_clear(f->passing);
    f->match_count = 0;
    idt_rc rc = idt_fuzzy_name(window, f->passing, &f->name, f->err);
    if (rc == IDT_OK && is_like_a_name(&f->name.prepared, f->window->characters)) {
        f->counts.asked++;
        const idt_index_query query = {
            .name = &f->name, .cut = f->ask->cut, .some_agrees = true, .when = f->ask->when};
        rc = idt_index_candidates(f->ask->index, &query, f->ask->scratch, look, f, NULL, f->err);
    }
    return rc == IDT_OK ? keep_matches(f, a) : rc;
}

/* Of the memory, or of the index. The same bytes are the same units. */
static const answer *answer_of(fuzzy *f, const idt_window *w)
{
    const idt_str window = idt_str_slice(f->text, w->start, w->end);
    const uint64_t hash = idt_hash64(window.ptr, window.len);
    answer *a = &f->memory[hash % MEMORY];
    if (a->hash != hash ||
        !idt_str_equal(window, idt_str_slice(f->text, a->start, a->start + a->len))) {
        f->window = w;
        f->rc = ask_index(f, window, a);
        a->hash = hash;
        a->start = w->start;
        a->len = window.len;
    }
    return a;
}

/* ---- hits of a run ---- */

static int best_first(const void *left, const void *right)
{
    const idt_fuzzy_hit *a = left;
    const idt_fuzzy_hit *b = right;
    if (a->matches[0].score != b->matches[0].score) {
        return a->matches[0].score > b->matches[0].score ? -1 : 1;
    }
    if (a->matches[0].llr_mnat != b->matches[0].llr_mnat) {
        return a->matches[0].llr_mnat > b->matches[0].llr_mnat ? -1 : 1;
    }
    if (a->end - a->start != b->end - b->start) {
        return a->end - a->start > b->end - b->start ? -1 : 1;
    }
    return a->start < b->start ? -1 : a->start > b->start;
}

static bool overlap(const idt_fuzzy_hit *a, size_t start, size_t end)
{
    return a->start < end && start < a->end;
}

/* The first of the chosen (in order, from `from`) that ends behind `start`. */
static size_t first_behind(const idt_fuzzy_hit *chosen, size_t from, size_t count, size_t start)
{
    size_t low = from;
    size_t high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (chosen[middle].end <= start) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* I1: the best of the run, then the best that leaves it alone, and so on. */
static idt_rc choose(fuzzy *f)
{
    const size_t from = f->hit_count;
    qsort(f->run, f->run_count, sizeof *f->run, best_first);
    for (size_t i = 0; i < f->run_count; i++) {
        const idt_fuzzy_hit *hit = &f->run[i];
        const size_t at = first_behind(f->hits, from, f->hit_count, hit->start);
        if (at < f->hit_count && overlap(&f->hits[at], hit->start, hit->end)) {
            continue;
        }
        if (!IDT_GROW(f->arena, f->hits, f->hit_cap, f->hit_count)) {
            return idt_arena_fail(f->arena, f->err);
        }
        memmove(&f->hits[at + 1], &f->hits[at], (f->hit_count - at) * sizeof *f->hits);
        f->hits[at] = *hit;
        f->hit_count++;
    }
    f->run_count = 0;
    return IDT_OK;
}

/* Holds the window every loose place that it touches, and more? */
static bool holds_loose(fuzzy *f, const idt_window *w)
{
    const idt_fuzzy_ask *ask = f->ask;
    while (f->loose_at < ask->loose_count && w->new_run &&
           ask->loose[f->loose_at].end <= w->start) {
        f->loose_at++;
    }
    for (size_t i = f->loose_at; i < ask->loose_count && ask->loose[i].start < w->end; i++) {
        const idt_scan_place *p = &ask->loose[i];
        if (p->end > w->start &&
            (p->start < w->start || p->end > w->end || p->end - p->start >= w->end - w->start)) {
            return false;
        }
    }
    return true;
}

static bool screen(void *context, const idt_window *window)
{
    fuzzy *f = context;
    f->counts.windows++;
    if (window->new_run && f->run_count > 0) {
        f->rc = choose(f);
    }
    if (f->rc != IDT_OK) {
        return false;
    }
    if (!holds_loose(f, window)) {
        return true;
    }
    const answer *a = answer_of(f, window);
    if (f->rc == IDT_OK && a->count > 0) {
        if (!IDT_GROW(f->arena, f->run, f->run_cap, f->run_count)) {
            f->rc = idt_arena_fail(f->arena, f->err);
            return false;
        }
        f->run[f->run_count++] = (idt_fuzzy_hit){.start = window->start,
                                                 .end = window->end,
                                                 .line = window->line,
                                                 .matches = a->matches,
                                                 .match_count = a->count};
    }
    return f->rc == IDT_OK;
}

idt_rc idt_fuzzy_run(const idt_fuzzy_ask *ask, idt_str text, idt_arena *arena, idt_fuzzy_hit **out,
                     size_t *count, idt_fuzzy_counts *counts, idt_error *err)
{
    fuzzy f = {.ask = ask,
               .text = text,
               .arena = arena,
               .passing = idt_arena_new(NAME_BYTES),
               .memory = IDT_NEW_N(arena, answer, MEMORY),
               .err = err};
    if (f.passing == NULL || f.memory == NULL) {
        idt_arena_free(f.passing);
        return idt_arena_fail(arena, err);
    }
    idt_rc rc = idt_windows(text, ask->firm, ask->firm_count, arena, screen, &f, err);
    rc = rc == IDT_OK ? f.rc : rc;
    if (rc == IDT_OK && f.run_count > 0) {
        rc = choose(&f);
    }
    idt_arena_free(f.passing);
    *out = f.hits;
    *count = f.hit_count;
    if (counts != NULL) {
        *counts = f.counts;
    }
    return rc;
}
