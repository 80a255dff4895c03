/* The automaton against the plainest matcher that keeps the promises of scan.h: every name tried at
 * every token. Small alphabets, so that names overlap, nest and share beginnings all the time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "random.h"
#include "scan/scan.h"
#include "text/tokens.h"

#define MOST_NAMES  24
#define MOST_TOKENS 256
#define MOST_HITS   256
#define WORD_BYTES  24

typedef struct plain_token {
    char folded[WORD_BYTES];
    char bare[WORD_BYTES];
    size_t start, end, bare_end;
    uint64_t line;
    idt_gap gap;
    bool glued, possessive;
} plain_token;

typedef struct plain_text {
    plain_token tokens[MOST_TOKENS];
    size_t count;
} plain_text;

typedef struct plain_hit {
    size_t start, end;
    uint64_t line;
    uint32_t refs[MOST_NAMES];
    size_t ref_count;
} plain_hit;

typedef struct hits {
    plain_hit items[MOST_HITS];
    size_t count;
} hits;

typedef struct world {
    char text[4096];
    size_t text_len;
    char spelling[MOST_NAMES][128];
    idt_scan_name names[MOST_NAMES];
    plain_text parsed[MOST_NAMES];
    size_t name_count;
} world;

static void parse(idt_str text, plain_text *out)
{
    idt_tokens tokens;
    idt_token token;
    out->count = 0;
    idt_tokens_init(&tokens, text);
    while (idt_tokens_next(&tokens, &token)) {
        assert_true(out->count < MOST_TOKENS && token.folded.len < WORD_BYTES);
        plain_token *t = &out->tokens[out->count++];
        memset(t, 0, sizeof *t);
        memcpy(t->folded, token.folded.ptr, token.folded.len);
        if (token.possessive) {
            memcpy(t->bare, token.folded.ptr, token.bare_len);
        }
        t->start = token.start;
        t->end = token.end;
        t->bare_end = token.bare_end;
        t->line = token.line;
        t->gap = token.gap;
        t->glued = token.glued;
        t->possessive = token.possessive;
    }
}

static bool same_key(const plain_text *a, const plain_text *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        same = strcmp(a->tokens[i].folded, b->tokens[i].folded) == 0;
    }
    return same;
}

/* Some spelling of the name has punctuation before token k. */
static bool punctuated(const world *w, const plain_text *name, size_t k)
{
    for (size_t n = 0; n < w->name_count; n++) {
        if (same_key(&w->parsed[n], name) && w->parsed[n].tokens[k].gap >= IDT_GAP_PUNCT) {
            return true;
        }
    }
    return false;
}

static bool listed_with_s(const world *w, const char *folded)
{
    for (size_t n = 0; n < w->name_count; n++) {
        for (size_t k = 0; k < w->parsed[n].count; k++) {
            if (w->parsed[n].tokens[k].possessive &&
                strcmp(w->parsed[n].tokens[k].folded, folded) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* Where the name ends in the source if it stands at token i; 0 if it does not. */
static size_t end_at(const world *w, const plain_text *text, size_t i, const plain_text *name)
{
    if (name->count == 0 || i + name->count > text->count || text->tokens[i].glued) {
        return 0;
    }
    for (size_t k = 0; k < name->count; k++) {
        const plain_token *t = &text->tokens[i + k];
        if (k > 0 &&
            (t->gap == IDT_GAP_PARAGRAPH || (t->gap == IDT_GAP_PUNCT && !punctuated(w, name, k)))) {
            return 0;
        }
        const bool whole = strcmp(t->folded, name->tokens[k].folded) == 0 &&
                           (!t->possessive || listed_with_s(w, t->folded));
        if (k + 1 < name->count) {
            if (!whole) {
                return 0;
            }
        } else if (whole) {
            return t->end;
        } else {
            return t->possessive && strcmp(t->bare, name->tokens[k].folded) == 0 ? t->bare_end : 0;
        }
    }
    return 0;
}

static void list_refs(const world *w, const plain_text *name, plain_hit *hit)
{
    hit->ref_count = 0;
    for (size_t n = 0; n < w->name_count; n++) {
        bool known = !same_key(&w->parsed[n], name);
        for (size_t k = 0; !known && k < hit->ref_count; k++) {
            known = w->names[hit->refs[k]].subject == w->names[n].subject;
        }
        if (!known) {
            hit->refs[hit->ref_count++] = (uint32_t)n;
        }
    }
}

static void plain_scan(const world *w, hits *out)
{
    static plain_text text;
    parse((idt_str){.ptr = w->text, .len = w->text_len}, &text);
    out->count = 0;
    for (size_t i = 0; i < text.count;) {
        size_t best_end = 0;
        size_t best_count = 0;
        size_t best = 0;
        for (size_t n = 0; n < w->name_count; n++) {
            const size_t end = end_at(w, &text, i, &w->parsed[n]);
            if (end > best_end) {
                best_end = end;
                best_count = w->parsed[n].count;
                best = n;
            }
        }
        if (best_end > 0) {
            plain_hit *hit = &out->items[out->count++];
            hit->start = text.tokens[i].start;
            hit->end = best_end;
            hit->line = text.tokens[i].line;
            list_refs(w, &w->parsed[best], hit);
        }
        i += best_end > 0 ? best_count : 1;
    }
}

static bool keep_hit(const idt_scan_hit *hit, void *context)
{
    hits *found = context;
    plain_hit *h = &found->items[found->count++];
    h->start = hit->start;
    h->end = hit->end;
    h->line = hit->line;
    h->ref_count = hit->ref_count;
    for (size_t i = 0; i < hit->ref_count; i++) {
        h->refs[i] = hit->refs[i].name;
    }
    return found->count < MOST_HITS;
}

static bool same_hits(const hits *a, const hits *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        const plain_hit *x = &a->items[i];
        const plain_hit *y = &b->items[i];
        same = x->start == y->start && x->end == y->end && x->line == y->line &&
               x->ref_count == y->ref_count &&
               memcmp(x->refs, y->refs, x->ref_count * sizeof x->refs[0]) == 0;
    }
    return same;
}

static size_t put(char *out, size_t len, const char *piece)
{
    memcpy(out + len, piece, strlen(piece));
    return len + strlen(piece);
}

static size_t make_text(random_state *r, char *out, size_t words, size_t letters, bool wild)
{
    static const char *const alphabet[] = {"a",  "bb", "cd", "as", "A",  "x",
                                           "塔", "利", "탈", "레", "ccc"};
    static const char *const gaps[] = {" ",  " ",  " ",    "-", "\n",  " \"",
                                       ", ", ". ", "\n\n", "",  "'s ", " - "};
    size_t len = 0;
    for (size_t i = 0; i < words; i++) {
        len = put(out, len, alphabet[random_below(r, letters)]);
        if (i + 1 < words) {
            len = put(out, len, gaps[random_below(r, wild ? 12 : 5)]);
        }
    }
    return wild && random_below(r, 3) == 0 ? put(out, len, "'s") : len;
}

static void make_world(random_state *r, world *w)
{
    const bool wild = random_below(r, 2) == 0;
    const size_t letters = 1 + random_below(r, 11);
    w->name_count = 1 + random_below(r, MOST_NAMES);
    for (size_t n = 0; n < w->name_count; n++) {
        const size_t len =
            make_text(r, w->spelling[n], 1 + random_below(r, 5), letters, random_below(r, 3) == 0);
        w->names[n] = (idt_scan_name){.name = {.ptr = w->spelling[n], .len = len},
                                      .subject = (uint32_t)random_below(r, 6)};
        parse(w->names[n].name, &w->parsed[n]);
    }
    w->text_len = make_text(r, w->text, 1 + random_below(r, 40), letters, wild);
}

static void the_automaton_finds_what_trying_everything_finds(void **state)
{
    (void)state;
    static world w;
    static hits plain;
    static hits found;
    size_t total = 0;
    random_state r = random_start("scan");
    for (int round = 0; round < 20000; round++) {
        make_world(&r, &w);
        plain_scan(&w, &plain);
        found.count = 0;
        idt_scanner *scanner = NULL;
        assert_int_equal(
            idt_scan_build(w.names, w.name_count, NULL, IDT_SCAN_BUILD_BYTES, &scanner, NULL, NULL),
            IDT_OK);
        assert_true(idt_scan_run(scanner, NULL, (idt_str){.ptr = w.text, .len = w.text_len},
                                 keep_hit, &found));
        idt_scan_free(scanner);
        if (!same_hits(&plain, &found)) {
            for (size_t n = 0; n < w.name_count; n++) {
                print_message("name %zu \"" IDT_STR_FMT "\"\n", n, IDT_STR_ARG(w.names[n].name));
            }
            fail_msg("round %d: \"%.*s\": %zu hits, %zu expected", round, (int)w.text_len, w.text,
                     found.count, plain.count);
        }
        total += plain.count;
    }
    assert_true(total > 20000); /* the texts do hold names */
    print_message("20000 texts, %zu hits\n", total);
}

/* I5 of scan.h. */
static void the_order_of_the_names_moves_no_hit(void **state)
{
    (void)state;
    static world w;
    random_state r = random_start("orders");
    for (int round = 0; round < 2000; round++) {
        make_world(&r, &w);
        static hits found[2];
        for (int turn = 0; turn < 2; turn++) {
            idt_scanner *scanner = NULL;
            assert_int_equal(idt_scan_build(w.names, w.name_count, NULL, IDT_SCAN_BUILD_BYTES,
                                            &scanner, NULL, NULL),
                             IDT_OK);
            found[turn].count = 0;
            assert_true(idt_scan_run(scanner, NULL, (idt_str){.ptr = w.text, .len = w.text_len},
                                     keep_hit, &found[turn]));
            idt_scan_free(scanner);
            for (size_t i = w.name_count - 1; i > 0; i--) {
                const size_t k = random_below(&r, i + 1);
                const idt_scan_name moved = w.names[i];
                w.names[i] = w.names[k];
                w.names[k] = moved;
            }
        }
        assert_int_equal(found[0].count, found[1].count);
        for (size_t i = 0; i < found[0].count; i++) {
            assert_int_equal(found[0].items[i].start, found[1].items[i].start);
            assert_int_equal(found[0].items[i].end, found[1].items[i].end);
            assert_int_equal(found[0].items[i].ref_count, found[1].items[i].ref_count);
        }
    }
}

/* Which names count, and what number each has among those. */
typedef struct some {
    bool counts[MOST_NAMES];
    uint32_t number[MOST_NAMES];
    hits *found;
} some;

static bool is_one(void *context, uint32_t name)
{
    const some *s = context;
    return s->counts[name];
}

static bool keep_counted(const idt_scan_hit *hit, void *context)
{
    some *s = context;
    const bool more = keep_hit(hit, s->found);
    plain_hit *h = &s->found->items[s->found->count - 1];
    h->ref_count = 0;
    for (size_t i = 0; i < hit->ref_count; i++) {
        if (s->counts[hit->refs[i].name]) {
            h->refs[h->ref_count++] = s->number[hit->refs[i].name];
        }
    }
    return more;
}

/* Leaves out a third of the names; each is a subject of its own. */
static void leave_out(random_state *r, world *all, world *rest, some *s)
{
    *rest = *all;
    rest->name_count = 0;
    for (uint32_t n = 0; n < all->name_count; n++) {
        all->names[n].subject = n;
        s->counts[n] = random_below(r, 3) > 0;
        s->number[n] = (uint32_t)rest->name_count;
        if (s->counts[n]) {
            rest->names[rest->name_count] = all->names[n];
            rest->names[rest->name_count].subject = s->number[n];
            rest->parsed[rest->name_count++] = all->parsed[n];
        }
    }
}

/* I6 of scan.h; and the bytes of a scanner, elsewhere in memory, are that scanner. */
static void names_that_do_not_count_are_as_if_never_built_in(void **state)
{
    (void)state;
    static world all;
    static world rest;
    static hits plain;
    static hits found;
    static uint64_t copy[1 << 15];
    some s = {.found = &found};
    const idt_scan_filter filter = {.counts = is_one, .context = &s};
    size_t total = 0;
    random_state r = random_start("filter");
    for (int round = 0; round < 10000; round++) {
        make_world(&r, &all);
        leave_out(&r, &all, &rest, &s);
        plain_scan(&rest, &plain);
        idt_scanner *built = NULL;
        idt_scanner *mapped = NULL;
        assert_int_equal(idt_scan_build(all.names, all.name_count, NULL, IDT_SCAN_BUILD_BYTES,
                                        &built, NULL, NULL),
                         IDT_OK);
        const idt_str image = idt_scan_image_borrow(built);
        assert_true(image.len <= sizeof copy);
        memcpy(copy, image.ptr, image.len);
        idt_scan_free(built);
        assert_int_equal(idt_scan_open_bytes((idt_str){.ptr = (const char *)copy, .len = image.len},
                                             &mapped, NULL),
                         IDT_OK);
        found.count = 0;
        assert_true(idt_scan_run(mapped, &filter, (idt_str){.ptr = all.text, .len = all.text_len},
                                 keep_counted, &s));
        idt_scan_free(mapped);
        if (!same_hits(&plain, &found)) {
            for (size_t n = 0; n < all.name_count; n++) {
                print_message("%s %zu \"" IDT_STR_FMT "\"\n", s.counts[n] ? "name" : "no name", n,
                              IDT_STR_ARG(all.names[n].name));
            }
            fail_msg("round %d: \"%.*s\": %zu hits, %zu expected", round, (int)all.text_len,
                     all.text, found.count, plain.count);
        }
        total += plain.count;
    }
    assert_true(total > 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_automaton_finds_what_trying_everything_finds),
        cmocka_unit_test(the_order_of_the_names_moves_no_hit),
        cmocka_unit_test(names_that_do_not_count_are_as_if_never_built_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
