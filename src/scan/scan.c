#include "scan/scan.h"

#include "scan/automaton.h"
#include "text/tokens.h"

#define RING (IDT_SCAN_NAME_TOKENS + 1)

/* A token of the text that may start a name, with the longest name found from it so far. */
typedef struct beginning {
    size_t start;
    uint64_t line;
    size_t end;        /* of the name found */
    uint64_t last;     /* its last token */
    uint32_t terminal; /* 0 = none found */
    uint32_t own;      /* the token as a word that names have with an 's, where it has one; or 0 */
    bool barred;       /* inside a word: no name starts here */
    bool punct;        /* punctuation stands before this token */
} beginning;

/* I1  `ring` holds every token of the run that the automaton's state spans (its depth is < RING).
 * I2  Beginnings before `next` are decided; one is decided when the state no longer spans it, for
 *     then no name from it or from before it can still grow. */
typedef struct run {
    const idt_scanner *s;
    const idt_scan_filter *filter;
    idt_scan_visit *visit;
    void *context;
    uint64_t token; /* number of the token at hand */
    uint64_t next;
    uint64_t last_punct; /* the last token with punctuation before it */
    uint64_t last_own;   /* number + 1 of the last token with `own` */
    scan_state state;
    bool stopped;
    beginning ring[RING];
} run;

static beginning *at(run *r, uint64_t token)
{
    return &r->ring[token % RING];
}

/* The state that the token leads to from r->state; the root where it leads nowhere. The filters
 * come first. (A node of depth 1 fails to the root: nothing of it needs to be looked at.) `own` is
 * the word where the token is possessive as a whole. */
static inline scan_state step(const run *r, uint64_t hash, const char *bytes, size_t len,
                              bool possessive, uint32_t *own)
{
    const idt_scanner *s = r->s;
    const uint32_t bit = scan_child_bit(hash);
    uint32_t node = r->state.node;
    if (node != 0 && (r->state.children & bit) == 0) {
        node = r->state.depth > 1 ? scan_fail(s, node) : 0;
        while (node != 0 && (s->nodes[node].below & bit) == 0) {
            node = scan_fail(s, node);
        }
    }
    if (node != 0 || scan_may_start(s, hash)) {
        const scan_word *word = &s->words[scan_word_slot(s, hash, bytes, len)];
        if (word->id != 0 && (!possessive || (word->root & SCAN_POSSESSIVE) != 0)) {
            const scan_state next = scan_step(s, node, word);
            *own = possessive ? word->id : 0;
            if (next.depth <= r->state.depth + 1) { /* always, of tables that were built */
                return next;
            }
        }
    }
    return (scan_state){0};
}

static bool counts(const run *r, uint32_t name)
{
    return name < r->s->report.given &&
           (r->filter == NULL || r->filter->counts(r->filter->context, name));
}

/* Does a name end here that counts? */
static bool names_count(const run *r, const scan_terminal *terminal)
{
    const idt_scanner *s = r->s;
    if (terminal->ref_at > s->ref_count || terminal->ref_count > s->ref_count - terminal->ref_at) {
        return false;
    }
    bool any = false;
    for (uint32_t i = 0; i < terminal->ref_count; i++) {
        const uint32_t name = s->refs[terminal->ref_at + i].name;
        if (name >= s->report.given) {
            return false;
        }
        any = any || counts(r, name);
    }
    return any;
}

static bool holds(const run *r, const scan_terminal *terminal, uint64_t gap)
{
    const idt_scanner *s = r->s;
    if (terminal->gap_at > s->gap_count || terminal->gap_count > s->gap_count - terminal->gap_at) {
        return false;
    }
    for (uint32_t i = 0; i < terminal->gap_count; i++) {
        const scan_gap *g = &s->gaps[terminal->gap_at + i];
        if (g->gap == gap && counts(r, g->name)) {
            return true;
        }
    }
    return false;
}

/* Is all punctuation between the tokens [from, r->token] such as the name was listed with? */
static bool gaps_fit(run *r, uint64_t from, const scan_terminal *terminal)
{
    if (r->last_punct <= from) {
        return true;
    }
    for (uint64_t i = from + 1; i <= r->token; i++) {
        if (at(r, i)->punct && !holds(r, terminal, i - from)) {
            return false;
        }
    }
    return true;
}

/* Has a name that counts the word with an 's? */
static bool is_listed_so(const run *r, uint32_t word)
{
    const scan_possessive *all = r->s->possessives;
    uint32_t low = 0;
    uint32_t high = r->s->possessive_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (all[middle].word < word) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < r->s->possessive_count && all[low].word == word; low++) {
        if (counts(r, all[low].name)) {
            return true;
        }
    }
    return false;
}

/* Are all words in 's among the tokens [from, to) such as names are listed with? */
static bool possessives_fit(run *r, uint64_t from, uint64_t to)
{
    if (r->filter == NULL || r->last_own <= from) {
        return true;
    }
    for (uint64_t i = from; i < to; i++) {
        if (at(r, i)->own != 0 && !is_listed_so(r, at(r, i)->own)) {
            return false;
        }
    }
    return true;
}

static const scan_terminal *terminal_of(const idt_scanner *s, uint32_t number)
{
    return number > 0 && number <= s->terminal_count ? &s->terminals[number - 1] : NULL;
}

/* Notes every name that ends with the token at hand at source offset `end`; `whole`: the token with
 * its 's is the name's last. */
static void note_names(run *r, const scan_state *state, size_t end, bool whole)
{
    const idt_scanner *s = r->s;
    uint32_t depth = state->depth + 1;
    for (uint32_t n = state->ends ? s->nodes[state->node].emit : 0;
         n != 0 && n < s->node_count && scan_depth(&s->nodes[n]) < depth && depth > 1;
         n = s->nodes[scan_fail(s, n)].emit) {
        depth = scan_depth(&s->nodes[n]);
        const scan_terminal *terminal = terminal_of(s, s->nodes[n].terminal);
        if (depth == 0 || terminal == NULL) {
            return;
        }
        const uint64_t from = r->token + 1 - depth;
        beginning *b = at(r, from);
        if (from >= r->next && !b->barred && names_count(r, terminal) &&
            gaps_fit(r, from, terminal) && possessives_fit(r, from, r->token + (whole ? 1 : 0))) {
            b->terminal = s->nodes[n].terminal;
            b->end = end;
            b->last = r->token;
        }
    }
}

static void report(run *r, const beginning *b)
{
    const scan_terminal *terminal = terminal_of(r->s, b->terminal);
    const idt_scan_hit hit = {.start = b->start,
                              .end = b->end,
                              .line = b->line,
                              .refs = r->s->refs + terminal->ref_at,
                              .ref_count = terminal->ref_count};
    r->stopped = !r->visit(&hit, r->context);
}

/* Decides the beginnings before `until` (keeps I2). */
static void decide(run *r, uint64_t until)
{
    while (r->next < until && !r->stopped) {
        const beginning *b = at(r, r->next);
        if (b->terminal != 0) {
            r->next = b->last + 1;
            report(r, b);
        } else {
            r->next++;
        }
    }
}

static void enter(run *r, const idt_token *token, uint32_t own)
{
    r->last_own = own != 0 ? r->token + 1 : r->last_own;
    *at(r, r->token) = (beginning){.start = token->start,
                                   .line = token->line,
                                   .own = own,
                                   .barred = token->glued,
                                   .punct = token->gap == IDT_GAP_PUNCT};
}

/* Moves the automaton over the token. */
static inline void feed(run *r, const idt_token *token)
{
    const char *bytes = token->folded.ptr;
    uint32_t own = 0;
    scan_state bare = {0};
    if (token->possessive) {
        bare = step(r, token->bare_hash, bytes, token->bare_len, false, &own);
    }
    const scan_state whole =
        step(r, token->hash, bytes, token->folded.len, token->possessive, &own);
    if (bare.node == 0 && whole.node == 0) {
        decide(r, r->token);
        r->next = r->token + 1;
        r->state = whole;
        return;
    }
    enter(r, token, own);
    note_names(r, &bare, token->bare_end, false); /* ends a name, and never stands inside one */
    note_names(r, &whole, token->end, true);
    r->state = whole;
    decide(r, r->token + 1 - whole.depth);
}

static void begin(run *r, const idt_scanner *scanner, const idt_scan_filter *filter,
                  idt_scan_visit *visit, void *context)
{
    r->s = scanner;
    r->filter = filter;
    r->visit = visit;
    r->context = context;
    r->token = 0;
    r->next = 0;
    r->last_punct = 0;
    r->last_own = 0;
    r->state = (scan_state){0};
    r->stopped = false;
}

bool idt_scan_run(const idt_scanner *scanner, const idt_scan_filter *filter, idt_str text,
                  idt_scan_visit *visit, void *context)
{
    run r;
    idt_tokens tokens;
    idt_token token;
    begin(&r, scanner, filter, visit, context);
    idt_tokens_init(&tokens, text);
    for (; !r.stopped && idt_tokens_next(&tokens, &token); r.token++) {
        if (token.gap >= IDT_GAP_PUNCT) {
            r.last_punct = r.token;
            if (token.gap == IDT_GAP_PARAGRAPH || scanner->gap_count == 0) {
                decide(&r, r.token);
                r.state = (scan_state){0};
            }
        }
        feed(&r, &token);
    }
    decide(&r, r.token);
    return !r.stopped;
}
