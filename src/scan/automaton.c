#include "scan/automaton.h"

#include <stdlib.h>

#include "text/tokens.h"

/* A name that ends at a node, and a gap of it that holds punctuation. */
typedef struct ending {
    uint32_t node;
    uint32_t name;
    uint32_t subject;
} ending;

typedef struct soft_gap {
    uint32_t node;
    uint32_t gap;
} soft_gap;

/* What the names need at most. */
typedef struct measure {
    size_t tokens;
    size_t bytes;
    size_t taken;
    size_t skipped;
    size_t gaps;
} measure;

typedef struct builder {
    idt_scanner *s;
    idt_arena *scratch;
    const idt_scan_name *names;
    size_t count;
    measure need;
    ending *endings;
    size_t ending_count;
    soft_gap *gaps;
    size_t gap_count;
    uint32_t *parent;   /* per node */
    uint32_t *word;     /* per node: number of its last token */
    uint32_t *slot;     /* per word number: where it stands in the vocabulary */
    uint32_t *by_depth; /* nodes, nearer to the root first */
    uint32_t node_count;
    uint32_t word_count;
    size_t byte_count;
} builder;

static size_t power_of_two(size_t at_least)
{
    size_t n = 16;
    while (n < at_least) {
        n *= 2;
    }
    return n;
}

/* ---- first pass: how much ---- */

static size_t count_tokens(idt_str name, size_t *bytes, size_t *gaps)
{
    idt_tokens tokens;
    idt_token token;
    size_t count = 0;
    *bytes = 0;
    *gaps = 0;
    idt_tokens_init(&tokens, name);
    while (count <= IDT_SCAN_NAME_TOKENS && idt_tokens_next(&tokens, &token)) {
        *gaps += count > 0 && token.gap >= IDT_GAP_PUNCT;
        *bytes += token.folded.len;
        count++;
    }
    return count;
}

static measure measure_names(const idt_scan_name *names, size_t count)
{
    measure m = {0};
    for (size_t i = 0; i < count; i++) {
        size_t bytes;
        size_t gaps;
        const size_t tokens = count_tokens(names[i].name, &bytes, &gaps);
        if (tokens == 0 || tokens > IDT_SCAN_NAME_TOKENS) {
            m.skipped++;
            continue;
        }
        m.taken++;
        m.tokens += tokens;
        m.bytes += bytes;
        m.gaps += gaps;
    }
    return m;
}

static bool allocate(builder *b)
{
    idt_scanner *s = b->s;
    const measure *m = &b->need;
    s->word_mask = power_of_two(m->tokens * 2) - 1;
    s->edge_mask = s->word_mask;
    s->words = IDT_NEW_N(b->scratch, scan_word, s->word_mask + 1);
    s->edges = IDT_NEW_N(b->scratch, scan_edge, s->edge_mask + 1);
    s->bytes = idt_arena_alloc(s->arena, m->bytes);
    s->nodes = IDT_NEW_N(s->arena, scan_node, m->tokens + 1);
    s->refs = IDT_NEW_N(s->arena, idt_scan_ref, m->taken);
    s->gaps = IDT_NEW_N(s->arena, uint8_t, m->gaps);
    s->terminals = IDT_NEW_N(s->arena, scan_terminal, m->taken);
    s->report.skipped = IDT_NEW_N(s->arena, idt_scan_skipped, m->skipped);
    b->endings = IDT_NEW_N(b->scratch, ending, m->taken);
    b->gaps = IDT_NEW_N(b->scratch, soft_gap, m->gaps);
    b->parent = IDT_NEW_N(b->scratch, uint32_t, m->tokens + 1);
    b->word = IDT_NEW_N(b->scratch, uint32_t, m->tokens + 1);
    b->slot = IDT_NEW_N(b->scratch, uint32_t, m->tokens + 1);
    b->by_depth = IDT_NEW_N(b->scratch, uint32_t, m->tokens + 1);
    return s->words != NULL && s->edges != NULL && s->bytes != NULL && s->nodes != NULL &&
           s->refs != NULL && s->gaps != NULL && s->terminals != NULL &&
           s->report.skipped != NULL && b->endings != NULL && b->gaps != NULL &&
           b->parent != NULL && b->word != NULL && b->slot != NULL && b->by_depth != NULL;
}

/* ---- second pass: words, nodes, edges ---- */

static scan_word *put_word(builder *b, const idt_token *token)
{
    idt_scanner *s = b->s;
    scan_word *word =
        &s->words[scan_word_slot(s, token->hash, token->folded.ptr, token->folded.len)];
    if (word->id == 0) {
        const size_t len = token->folded.len;
        *word = (scan_word){.tag = (uint32_t)(token->hash >> 32),
                            .at = (uint32_t)b->byte_count,
                            .id = ++b->word_count,
                            .len = (uint16_t)len};
        memcpy(word->head, token->folded.ptr, len < SCAN_HEAD_BYTES ? len : SCAN_HEAD_BYTES);
        memcpy(s->bytes + b->byte_count, token->folded.ptr, len);
        b->byte_count += len;
    }
    word->possessive |= token->possessive;
    return word;
}

static uint32_t put_node(builder *b, uint32_t parent, scan_word *word, uint64_t hash)
{
    idt_scanner *s = b->s;
    uint32_t *child = &word->root_child;
    if (parent != 0) {
        scan_edge *edge = &s->edges[scan_edge_slot(s, parent, word->id)];
        edge->node = parent;
        edge->word = word->id;
        child = &edge->child;
        s->nodes[parent].children |= scan_child_bit(hash) & 0xffffffu;
    }
    if (*child == 0) {
        *child = ++b->node_count;
        s->nodes[*child].depth = (s->nodes[parent].depth + 1) & 0xffu;
        b->parent[*child] = parent;
        b->word[*child] = word->id;
    }
    return *child;
}

/* The node where the name ends; notes the gaps where it has punctuation. */
static uint32_t put_name(builder *b, idt_str name)
{
    idt_tokens tokens;
    idt_token token;
    const size_t first_gap = b->gap_count;
    uint32_t node = 0;
    uint32_t position = 0;
    idt_tokens_init(&tokens, name);
    while (idt_tokens_next(&tokens, &token)) {
        if (position > 0 && token.gap >= IDT_GAP_PUNCT) {
            b->gaps[b->gap_count++].gap = position;
        }
        node = put_node(b, node, put_word(b, &token), token.hash);
        position++;
    }
    for (size_t g = first_gap; g < b->gap_count; g++) {
        b->gaps[g].node = node;
    }
    return node;
}

static void put_names(builder *b)
{
    idt_scan_report *report = &b->s->report;
    idt_scan_skipped *skipped = (idt_scan_skipped *)report->skipped;
    report->given = (uint32_t)b->count;
    for (uint32_t i = 0; i < b->count; i++) {
        size_t bytes;
        size_t gaps;
        const size_t tokens = count_tokens(b->names[i].name, &bytes, &gaps);
        if (tokens == 0 || tokens > IDT_SCAN_NAME_TOKENS) {
            skipped[report->skipped_count++] = (idt_scan_skipped){
                .name = i, .why = tokens == 0 ? IDT_SCAN_SKIP_EMPTY : IDT_SCAN_SKIP_LONG};
            continue;
        }
        const uint32_t node = put_name(b, b->names[i].name);
        b->endings[b->ending_count++] =
            (ending){.node = node, .name = i, .subject = b->names[i].subject};
    }
}

static uint64_t hash_of(const idt_scanner *s, const scan_word *word)
{
    return idt_token_hash(s->bytes + word->at, word->len);
}

/* Moves words and edges from tables sized for the worst case to the scanner's own: what is looked
 * at while scanning should fit the caches. */
static bool settle_tables(builder *b)
{
    idt_scanner *s = b->s;
    const scan_word *words = s->words;
    const scan_edge *edges = s->edges;
    const size_t word_slots = s->word_mask + 1;
    const size_t edge_slots = s->edge_mask + 1;
    s->word_mask = power_of_two((size_t)b->word_count * 3 / 2) - 1;
    s->edge_mask = power_of_two((size_t)b->node_count * 3 / 2) - 1;
    s->words = IDT_NEW_N(s->arena, scan_word, s->word_mask + 1);
    s->edges = IDT_NEW_N(s->arena, scan_edge, s->edge_mask + 1);
    if (s->words == NULL || s->edges == NULL) {
        return false;
    }
    for (size_t i = 0; i < word_slots; i++) {
        const scan_word *w = &words[i];
        if (w->id != 0) {
            const size_t slot = scan_word_slot(s, hash_of(s, w), s->bytes + w->at, w->len);
            s->words[slot] = *w;
            b->slot[w->id] = (uint32_t)slot;
        }
    }
    for (size_t i = 0; i < edge_slots; i++) {
        if (edges[i].child != 0) {
            s->edges[scan_edge_slot(s, edges[i].node, edges[i].word)] = edges[i];
        }
    }
    return true;
}

/* ---- third pass: what stands at a node where names end ---- */

static int compare_u32(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static int by_subject(const void *left, const void *right)
{
    const ending *a = left;
    const ending *b = right;
    const int node = compare_u32(a->node, b->node);
    const int subject = node != 0 ? node : compare_u32(a->subject, b->subject);
    return subject != 0 ? subject : compare_u32(a->name, b->name);
}

static int by_name(const void *left, const void *right)
{
    const ending *a = left;
    const ending *b = right;
    const int node = compare_u32(a->node, b->node);
    return node != 0 ? node : compare_u32(a->name, b->name);
}

static int by_gap(const void *left, const void *right)
{
    const soft_gap *a = left;
    const soft_gap *b = right;
    const int node = compare_u32(a->node, b->node);
    return node != 0 ? node : compare_u32(a->gap, b->gap);
}

/* Keeps the first name of each subject at a node, in the order given (I3 of scan.h). */
static void drop_repeated(builder *b)
{
    qsort(b->endings, b->ending_count, sizeof *b->endings, by_subject);
    size_t kept = 0;
    for (size_t i = 0; i < b->ending_count; i++) {
        const ending *e = &b->endings[i];
        if (kept == 0 || b->endings[kept - 1].node != e->node ||
            b->endings[kept - 1].subject != e->subject) {
            b->endings[kept++] = *e;
        }
    }
    b->s->report.repeated = (uint32_t)(b->ending_count - kept);
    b->s->report.taken = (uint32_t)kept;
    b->ending_count = kept;
    qsort(b->endings, b->ending_count, sizeof *b->endings, by_name);
}

static void put_terminals(builder *b)
{
    idt_scanner *s = b->s;
    scan_terminal *terminal = NULL;
    for (uint32_t i = 0; i < b->ending_count; i++) {
        const ending *e = &b->endings[i];
        if (s->nodes[e->node].terminal == 0) {
            terminal = &s->terminals[s->report.keys];
            terminal->ref_at = i;
            s->nodes[e->node].terminal = ++s->report.keys;
        }
        s->refs[i] = (idt_scan_ref){.name = e->name, .subject = e->subject};
        terminal->ref_count++;
    }
}

static void put_gaps(builder *b)
{
    idt_scanner *s = b->s;
    uint32_t kept = 0;
    qsort(b->gaps, b->gap_count, sizeof *b->gaps, by_gap);
    for (size_t i = 0; i < b->gap_count; i++) {
        if (i > 0 && by_gap(&b->gaps[i - 1], &b->gaps[i]) == 0) {
            continue;
        }
        scan_terminal *terminal = &s->terminals[s->nodes[b->gaps[i].node].terminal - 1];
        if (terminal->gap_count++ == 0) {
            terminal->gap_at = kept;
        }
        s->gaps[kept++] = (uint8_t)b->gaps[i].gap;
    }
    s->any_gaps = kept > 0;
}

/* ---- fourth pass: links ---- */

static void sort_by_depth(builder *b)
{
    uint32_t at[IDT_SCAN_NAME_TOKENS + 2] = {0};
    for (uint32_t n = 1; n <= b->node_count; n++) {
        at[b->s->nodes[n].depth + 1]++;
    }
    for (size_t d = 1; d < sizeof at / sizeof at[0]; d++) {
        at[d] += at[d - 1];
    }
    for (uint32_t n = 1; n <= b->node_count; n++) {
        b->by_depth[at[b->s->nodes[n].depth]++] = n;
    }
}

static void link_nodes(builder *b)
{
    idt_scanner *s = b->s;
    sort_by_depth(b);
    for (uint32_t i = 0; i < b->node_count; i++) {
        const uint32_t n = b->by_depth[i];
        scan_node *node = &s->nodes[n];
        if (node->depth > 1) {
            node->fail =
                scan_step(s, s->nodes[b->parent[n]].fail, &s->words[b->slot[b->word[n]]]).node;
        }
        node->emit = node->terminal != 0 ? n : s->nodes[node->fail].emit;
    }
}

static bool fill_first(builder *b)
{
    idt_scanner *s = b->s;
    size_t starts = 0;
    for (size_t i = 0; i <= s->word_mask; i++) {
        starts += s->words[i].root_child != 0;
    }
    s->first_mask = power_of_two(starts / 4) - 1; /* 16 to 32 bits a word: under 2 % pass wrongly */
    s->first = IDT_NEW_N(s->arena, uint64_t, s->first_mask + 1);
    if (s->first == NULL) {
        return false;
    }
    for (size_t i = 0; i <= s->word_mask; i++) {
        scan_word *word = &s->words[i];
        if (word->root_child != 0) {
            const uint64_t hash = hash_of(s, word);
            word->root_leads = s->nodes[word->root_child].children;
            word->root_ends = s->nodes[word->root_child].terminal != 0;
            s->first[(size_t)(hash >> 20) & s->first_mask] |= scan_first_bits(hash);
        }
    }
    return true;
}

static bool build(builder *b)
{
    b->need = measure_names(b->names, b->count);
    if (b->need.tokens >= UINT32_MAX / 4 || b->need.bytes > UINT32_MAX || !allocate(b)) {
        return false;
    }
    put_names(b);
    if (!settle_tables(b)) {
        return false;
    }
    drop_repeated(b);
    put_terminals(b);
    put_gaps(b);
    link_nodes(b);
    return fill_first(b);
}

idt_rc idt_scan_build(const idt_scan_name *names, size_t count, size_t ceiling_bytes,
                      idt_scanner **out, idt_scan_report *report, idt_error *err)
{
    *out = NULL;
    idt_arena *arena = idt_arena_new(ceiling_bytes);
    idt_arena *scratch = idt_arena_new(ceiling_bytes);
    idt_scanner *s = arena != NULL ? IDT_NEW(arena, idt_scanner) : NULL;
    bool done = false;
    if (s != NULL && scratch != NULL && count < UINT32_MAX) {
        s->arena = arena;
        builder b = {.s = s, .scratch = scratch, .names = names, .count = count};
        done = build(&b);
    }
    idt_arena_free(scratch);
    if (!done) {
        idt_arena_free(arena);
        return idt_fail(err, IDT_E_LIMIT, "%zu names need more memory than the %zu bytes allowed",
                        count, ceiling_bytes);
    }
    if (report != NULL) {
        *report = s->report;
    }
    *out = s;
    return IDT_OK;
}

void idt_scan_free(idt_scanner *scanner)
{
    if (scanner != NULL) {
        idt_arena_free(scanner->arena); /* the handle lives in it */
    }
}

size_t idt_scan_memory(const idt_scanner *scanner)
{
    return idt_arena_used(scanner->arena);
}
