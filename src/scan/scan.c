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
    bool barred;       /* inside a word: no name starts here */
    bool punct;        /* punctuation stands before this token */
} beginning;

/* I1  `ring` holds every token of the run that the automaton's state spans (its depth is < RING).
 * I2  Beginnings before `next` are decided; one is decided when the state no longer spans it, for
 *     then no name from it or from before it can still grow. */
typedef struct run {
    const idt_scanner *s;
    idt_scan_visit *visit;
    void *context;
    uint64_t token; /* number of the token at hand */
    uint64_t next;
    uint64_t last_punct; /* the last token with punctuation before it */
    scan_state state;
    bool stopped;
    beginning ring[RING];
} run;

static beginning *at(run *r, uint64_t token)
{
    return &r->ring[token % RING];
}

/* The state that the token leads to from r->state; the root where it leads nowhere. The filters
 * come first. (A node of depth 1 fails to the root: nothing of it needs to be looked at.) */
static inline scan_state step(const run *r, uint64_t hash, const char *bytes, size_t len,
                              bool possessive)
{
    const idt_scanner *s = r->s;
    const uint32_t bit = scan_child_bit(hash);
    uint32_t node = r->state.node;
    if (node != 0 && (r->state.children & bit) == 0) {
        node = r->state.depth > 1 ? s->nodes[node].fail : 0;
        while (node != 0 && (s->nodes[node].children & bit) == 0) {
            node = s->nodes[node].fail;
        }
    }
    if (node != 0 || scan_may_start(s, hash)) {
        const scan_word *word = &s->words[scan_word_slot(s, hash, bytes, len)];
        if (word->id != 0 && (word->possessive || !possessive)) {
            return scan_step(s, node, word);
        }
    }
    return (scan_state){0};
}

static bool holds(const idt_scanner *s, const scan_terminal *terminal, uint64_t gap)
{
    for (uint32_t i = 0; i < terminal->gap_count; i++) {
        if (s->gaps[terminal->gap_at + i] == gap) {
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
        if (at(r, i)->punct && !holds(r->s, terminal, i - from)) {
            return false;
        }
    }
    return true;
}

/* Notes every name that ends with the token at hand at source offset `end`. */
static void note_names(run *r, const scan_state *state, size_t end)
{
    const scan_node *nodes = r->s->nodes;
    for (uint32_t n = state->ends ? nodes[state->node].emit : 0; n != 0;
         n = nodes[nodes[n].fail].emit) {
        const uint64_t from = r->token + 1 - nodes[n].depth;
        beginning *b = at(r, from);
        if (from < r->next || b->barred ||
            !gaps_fit(r, from, &r->s->terminals[nodes[n].terminal - 1])) {
            continue;
        }
        b->terminal = nodes[n].terminal;
        b->end = end;
        b->last = r->token;
    }
}

static void report(run *r, const beginning *b)
{
    const scan_terminal *terminal = &r->s->terminals[b->terminal - 1];
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

static void enter(run *r, const idt_token *token)
{
    *at(r, r->token) = (beginning){.start = token->start,
                                   .line = token->line,
                                   .barred = token->glued,
                                   .punct = token->gap == IDT_GAP_PUNCT};
}

/* Moves the automaton over the token. */
static inline void feed(run *r, const idt_token *token)
{
    const char *bytes = token->folded.ptr;
    scan_state bare = {0};
    if (token->possessive) {
        bare = step(r, token->bare_hash, bytes, token->bare_len, false);
    }
    const scan_state whole = step(r, token->hash, bytes, token->folded.len, token->possessive);
    if (bare.node == 0 && whole.node == 0) {
        decide(r, r->token);
        r->next = r->token + 1;
        r->state = whole;
        return;
    }
    enter(r, token);
    note_names(r, &bare, token->bare_end); /* ends a name, and never stands inside one */
    note_names(r, &whole, token->end);
    r->state = whole;
    decide(r, r->token + 1 - whole.depth);
}

static void begin(run *r, const idt_scanner *scanner, idt_scan_visit *visit, void *context)
{
    r->s = scanner;
    r->visit = visit;
    r->context = context;
    r->token = 0;
    r->next = 0;
    r->last_punct = 0;
    r->state = (scan_state){0};
    r->stopped = false;
}

bool idt_scan_run(const idt_scanner *scanner, idt_str text, idt_scan_visit *visit, void *context)
{
    run r;
    idt_tokens tokens;
    idt_token token;
    begin(&r, scanner, visit, context);
    idt_tokens_init(&tokens, text);
    for (; !r.stopped && idt_tokens_next(&tokens, &token); r.token++) {
        if (token.gap >= IDT_GAP_PUNCT) {
            r.last_punct = r.token;
            if (token.gap == IDT_GAP_PARAGRAPH || !scanner->any_gaps) {
                decide(&r, r.token);
                r.state = (scan_state){0};
            }
        }
        feed(&r, &token);
    }
    decide(&r, r.token);
    return !r.stopped;
}
