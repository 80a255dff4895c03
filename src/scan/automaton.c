#include "scan/automaton.h"

#include <stdlib.h>

#include "scan/image.h"
#include "text/tokens.h"

#define HANDLE_BYTES ((size_t)64 << 10)

/* A name that ends at a node, and a gap of it that holds punctuation. */
typedef struct ending {
    uint32_t node;
    uint32_t name;
    uint32_t subject;
} ending;

typedef struct soft_gap {
    uint32_t node;
    uint32_t gap;
    uint32_t name;
} soft_gap;

/* What the names need at most. */
typedef struct measure {
    size_t tokens;
    size_t bytes;
    size_t taken;
    size_t skipped;
    size_t gaps;
    size_t possessives;
} measure;

/* `s` shows to the readers of automaton.h what is being made in the tables behind it. */
typedef struct builder {
    idt_scanner s;
    scan_word *words;
    char *bytes;
    uint64_t *first;
    scan_edge *edges;
    scan_node *nodes;
    scan_terminal *terminals;
    idt_scan_ref *refs;
    idt_scan_skipped *skipped;
    scan_possessive *possessives;
    size_t possessive_count;
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

static size_t count_tokens(idt_str name, measure *m)
{
    idt_tokens tokens;
    idt_token token;
    *m = (measure){0};
    idt_tokens_init(&tokens, name);
    while (m->tokens <= IDT_SCAN_NAME_TOKENS && idt_tokens_next(&tokens, &token)) {
        m->gaps += m->tokens > 0 && token.gap >= IDT_GAP_PUNCT;
        m->possessives += token.possessive;
        m->bytes += token.folded.len;
        m->tokens++;
    }
    return m->tokens;
}

static measure measure_names(const idt_scan_name *names, size_t count)
{
    measure m = {0};
    for (size_t i = 0; i < count; i++) {
        measure one;
        const size_t tokens = count_tokens(names[i].name, &one);
        if (tokens == 0 || tokens > IDT_SCAN_NAME_TOKENS) {
            m.skipped++;
            continue;
        }
        m.taken++;
        m.tokens += one.tokens;
        m.bytes += one.bytes;
        m.gaps += one.gaps;
        m.possessives += one.possessives;
    }
    return m;
}

static bool allocate(builder *b)
{
    const measure *m = &b->need;
    b->s.word_mask = power_of_two(m->tokens * 2) - 1;
    b->s.edge_mask = b->s.word_mask;
    b->s.byte_count = m->bytes;
    b->s.node_count = (uint32_t)m->tokens + 1;
    b->s.words = b->words = IDT_NEW_N(b->scratch, scan_word, b->s.word_mask + 1);
    b->s.edges = b->edges = IDT_NEW_N(b->scratch, scan_edge, b->s.edge_mask + 1);
    b->s.bytes = b->bytes = idt_arena_alloc(b->scratch, m->bytes);
    b->s.nodes = b->nodes = IDT_NEW_N(b->scratch, scan_node, m->tokens + 1);
    b->s.refs = b->refs = IDT_NEW_N(b->scratch, idt_scan_ref, m->taken);
    b->s.terminals = b->terminals = IDT_NEW_N(b->scratch, scan_terminal, m->taken);
    b->s.possessives = b->possessives = IDT_NEW_N(b->scratch, scan_possessive, m->possessives);
    b->s.report.skipped = b->skipped = IDT_NEW_N(b->scratch, idt_scan_skipped, m->skipped);
    b->endings = IDT_NEW_N(b->scratch, ending, m->taken);
    b->gaps = IDT_NEW_N(b->scratch, soft_gap, m->gaps);
    b->parent = IDT_NEW_N(b->scratch, uint32_t, m->tokens + 1);
    b->word = IDT_NEW_N(b->scratch, uint32_t, m->tokens + 1);
    b->slot = IDT_NEW_N(b->scratch, uint32_t, m->tokens + 1);
    b->by_depth = IDT_NEW_N(b->scratch, uint32_t, m->tokens + 1);
    return b->words != NULL && b->edges != NULL && b->bytes != NULL && b->nodes != NULL &&
           b->refs != NULL && b->terminals != NULL && b->possessives != NULL &&
           b->skipped != NULL && b->endings != NULL && b->gaps != NULL && b->parent != NULL &&
           b->word != NULL && b->slot != NULL && b->by_depth != NULL;
}

/* ---- second pass: words, nodes, edges ---- */

static scan_word *put_word(builder *b, const idt_token *token)
{
    scan_word *word =
        &b->words[scan_word_slot(&b->s, token->hash, token->folded.ptr, token->folded.len)];
    if (word->id == 0) {
        const size_t len = token->folded.len;
        *word = (scan_word){.tag = (uint32_t)(token->hash >> 32),
                            .at = (uint32_t)b->byte_count,
                            .id = ++b->word_count,
                            .len = (uint16_t)len};
        memcpy(word->head, token->folded.ptr, len < SCAN_HEAD_BYTES ? len : SCAN_HEAD_BYTES);
        memcpy(b->bytes + b->byte_count, token->folded.ptr, len);
        b->byte_count += len;
    }
    return word;
}

/* The edge, or the free slot where it would stand. */
static scan_edge *edge_slot(scan_edge *edges, size_t mask, uint32_t node, uint32_t word)
{
    size_t i = scan_edge_first(node, word, mask);
    while (edges[i].child != 0 && (edges[i].node != node || edges[i].word != word)) {
        i = (i + 1) & mask;
    }
    return &edges[i];
}

static uint32_t put_node(builder *b, uint32_t parent, scan_word *word, uint64_t hash)
{
    uint32_t *child = &word->root_child;
    if (parent != 0) {
        scan_edge *edge = edge_slot(b->edges, b->s.edge_mask, parent, word->id);
        edge->node = parent;
        edge->word = word->id;
        child = &edge->child;
        b->nodes[parent].below |= scan_child_bit(hash);
    }
    if (*child == 0) {
        *child = ++b->node_count;
        b->nodes[*child].below = (scan_depth(&b->nodes[parent]) + 1) << SCAN_DEPTH;
        b->parent[*child] = parent;
        b->word[*child] = word->id;
    }
    return *child;
}

/* The node where the name ends; notes the gaps where it has punctuation, and its words in 's. */
static uint32_t put_name(builder *b, uint32_t name)
{
    idt_tokens tokens;
    idt_token token;
    const size_t first_gap = b->gap_count;
    uint32_t node = 0;
    uint32_t position = 0;
    idt_tokens_init(&tokens, b->names[name].name);
    while (idt_tokens_next(&tokens, &token)) {
        if (position > 0 && token.gap >= IDT_GAP_PUNCT) {
            b->gaps[b->gap_count++] = (soft_gap){.gap = position, .name = name};
        }
        scan_word *word = put_word(b, &token);
        if (token.possessive) {
            word->root |= SCAN_POSSESSIVE;
            b->possessives[b->possessive_count++] =
                (scan_possessive){.word = word->id, .name = name};
        }
        node = put_node(b, node, word, token.hash);
        position++;
    }
    for (size_t g = first_gap; g < b->gap_count; g++) {
        b->gaps[g].node = node;
    }
    return node;
}

static void put_names(builder *b)
{
    idt_scan_report *report = &b->s.report;
    report->given = (uint32_t)b->count;
    for (uint32_t i = 0; i < b->count; i++) {
        measure one;
        const size_t tokens = count_tokens(b->names[i].name, &one);
        if (tokens == 0 || tokens > IDT_SCAN_NAME_TOKENS) {
            b->skipped[report->skipped_count++] = (idt_scan_skipped){
                .name = i, .why = tokens == 0 ? IDT_SCAN_SKIP_EMPTY : IDT_SCAN_SKIP_LONG};
            continue;
        }
        const uint32_t node = put_name(b, i);
        b->endings[b->ending_count++] =
            (ending){.node = node, .name = i, .subject = b->names[i].subject};
    }
    b->s.node_count = b->node_count + 1;
    b->s.byte_count = b->byte_count;
}

static uint64_t hash_of(const builder *b, const scan_word *word)
{
    return idt_token_hash(b->bytes + word->at, word->len);
}

/* Moves words and edges from tables sized for the worst case to their own: what is looked at while
 * scanning should fit the caches. */
static bool settle_tables(builder *b)
{
    idt_scanner *s = &b->s;
    const scan_word *words = b->words;
    const scan_edge *edges = b->edges;
    const size_t word_slots = s->word_mask + 1;
    const size_t edge_slots = s->edge_mask + 1;
    s->word_mask = power_of_two((size_t)b->word_count * 3 / 2) - 1;
    s->edge_mask = power_of_two((size_t)b->node_count * 3 / 2) - 1;
    s->words = b->words = IDT_NEW_N(b->scratch, scan_word, s->word_mask + 1);
    s->edges = b->edges = IDT_NEW_N(b->scratch, scan_edge, s->edge_mask + 1);
    if (s->words == NULL || s->edges == NULL) {
        return false;
    }
    for (size_t i = 0; i < word_slots; i++) {
        const scan_word *w = &words[i];
        if (w->id != 0) {
            const size_t slot = scan_word_slot(s, hash_of(b, w), b->bytes + w->at, w->len);
            b->words[slot] = *w;
            b->slot[w->id] = (uint32_t)slot;
        }
    }
    for (size_t i = 0; i < edge_slots; i++) {
        if (edges[i].child != 0) {
            *edge_slot(b->edges, s->edge_mask, edges[i].node, edges[i].word) = edges[i];
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
    const int gap = node != 0 ? node : compare_u32(a->gap, b->gap);
    return gap != 0 ? gap : compare_u32(a->name, b->name);
}

static int by_word(const void *left, const void *right)
{
    const scan_possessive *a = left;
    const scan_possessive *b = right;
    const int word = compare_u32(a->word, b->word);
    return word != 0 ? word : compare_u32(a->name, b->name);
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
    b->s.report.repeated = (uint32_t)(b->ending_count - kept);
    b->s.report.taken = (uint32_t)kept;
    b->ending_count = kept;
    qsort(b->endings, b->ending_count, sizeof *b->endings, by_name);
}

static void put_terminals(builder *b)
{
    scan_terminal *terminal = NULL;
    for (uint32_t i = 0; i < b->ending_count; i++) {
        const ending *e = &b->endings[i];
        if (b->nodes[e->node].terminal == 0) {
            terminal = &b->terminals[b->s.report.keys];
            terminal->ref_at = i;
            b->nodes[e->node].terminal = ++b->s.report.keys;
        }
        b->refs[i] = (idt_scan_ref){.name = e->name, .subject = e->subject};
        terminal->ref_count++;
    }
    b->s.ref_count = (uint32_t)b->ending_count;
    b->s.terminal_count = b->s.report.keys;
}

static bool put_gaps(builder *b)
{
    scan_gap *gaps = IDT_NEW_N(b->scratch, scan_gap, b->gap_count);
    if (gaps == NULL) {
        return false;
    }
    qsort(b->gaps, b->gap_count, sizeof *b->gaps, by_gap);
    for (uint32_t i = 0; i < b->gap_count; i++) {
        scan_terminal *terminal = &b->terminals[b->nodes[b->gaps[i].node].terminal - 1];
        if (terminal->gap_count++ == 0) {
            terminal->gap_at = i;
        }
        gaps[i] = (scan_gap){.gap = b->gaps[i].gap, .name = b->gaps[i].name};
    }
    b->s.gaps = gaps;
    b->s.gap_count = (uint32_t)b->gap_count;
    qsort(b->possessives, b->possessive_count, sizeof *b->possessives, by_word);
    b->s.possessive_count = (uint32_t)b->possessive_count;
    return true;
}

/* ---- fourth pass: links ---- */

static void sort_by_depth(builder *b)
{
    uint32_t at[IDT_SCAN_NAME_TOKENS + 2] = {0};
    for (uint32_t n = 1; n <= b->node_count; n++) {
        at[scan_depth(&b->nodes[n]) + 1]++;
    }
    for (size_t d = 1; d < sizeof at / sizeof at[0]; d++) {
        at[d] += at[d - 1];
    }
    for (uint32_t n = 1; n <= b->node_count; n++) {
        b->by_depth[at[scan_depth(&b->nodes[n])]++] = n;
    }
}

static void link_nodes(builder *b)
{
    sort_by_depth(b);
    for (uint32_t i = 0; i < b->node_count; i++) {
        const uint32_t n = b->by_depth[i];
        scan_node *node = &b->nodes[n];
        if (scan_depth(node) > 1) {
            node->fail =
                scan_step(&b->s, b->nodes[b->parent[n]].fail, &b->words[b->slot[b->word[n]]]).node;
        }
        node->emit = node->terminal != 0 ? n : b->nodes[node->fail].emit;
    }
}

static bool fill_first(builder *b)
{
    idt_scanner *s = &b->s;
    size_t starts = 0;
    for (size_t i = 0; i <= s->word_mask; i++) {
        starts += b->words[i].root_child != 0;
    }
    s->first_mask = power_of_two(starts / 4) - 1; /* 16 to 32 bits a word: under 2 % pass wrongly */
    s->first = b->first = IDT_NEW_N(b->scratch, uint64_t, s->first_mask + 1);
    if (s->first == NULL) {
        return false;
    }
    for (size_t i = 0; i <= s->word_mask; i++) {
        scan_word *word = &b->words[i];
        if (word->root_child != 0) {
            const uint64_t hash = hash_of(b, word);
            const scan_node *child = &b->nodes[word->root_child];
            word->root |= (child->below & SCAN_CHILDREN) | (child->terminal != 0 ? SCAN_ENDS : 0);
            b->first[(size_t)(hash >> 20) & s->first_mask] |= scan_first_bits(hash);
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
    if (!put_gaps(b)) {
        return false;
    }
    link_nodes(b);
    return fill_first(b);
}

/* A scanner whose handle lives in an arena of its own. */
static idt_scanner *new_scanner(size_t ceiling_bytes)
{
    idt_arena *arena = idt_arena_new(ceiling_bytes);
    idt_scanner *s = arena != NULL ? IDT_NEW(arena, idt_scanner) : NULL;
    if (s == NULL) {
        idt_arena_free(arena);
        return NULL;
    }
    s->arena = arena;
    return s;
}

idt_rc idt_scan_build(const idt_scan_name *names, size_t count, const idt_digest *made_of,
                      size_t ceiling_bytes, idt_scanner **out, idt_scan_report *report,
                      idt_error *err)
{
    idt_str image;
    idt_scanner *s = new_scanner(ceiling_bytes);
    idt_arena *scratch = idt_arena_new(ceiling_bytes);
    bool done = false;
    if (s != NULL && scratch != NULL && count < UINT32_MAX) {
        builder b = {.scratch = scratch, .names = names, .count = count};
        b.s.made_of = made_of != NULL ? *made_of : (idt_digest){0};
        done = build(&b) && scan_image_write(&b.s, s->arena, &image, NULL) == IDT_OK &&
               scan_image_read(image, s, NULL) == IDT_OK;
    }
    idt_arena_free(scratch);
    if (!done) {
        idt_scan_free(s);
        *out = NULL;
        return idt_fail(err, IDT_E_LIMIT, "%zu names need more memory than the %zu bytes allowed",
                        count, ceiling_bytes);
    }
    if (report != NULL) {
        *report = s->report;
    }
    *out = s;
    return IDT_OK;
}

idt_rc idt_scan_open_bytes(idt_str image, idt_scanner **out, idt_error *err)
{
    *out = NULL;
    idt_scanner *s = new_scanner(HANDLE_BYTES);
    if (s == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "no memory for a scanner");
    }
    const idt_rc rc = scan_image_read(image, s, err);
    if (rc == IDT_OK) {
        *out = s;
    } else {
        idt_scan_free(s);
    }
    return rc;
}

void idt_scan_free(idt_scanner *scanner)
{
    if (scanner != NULL) {
        idt_arena_free(scanner->arena); /* the handle lives in it */
    }
}

idt_str idt_scan_image_borrow(const idt_scanner *scanner)
{
    return scanner->image;
}

idt_digest idt_scan_made_of(const idt_scanner *scanner)
{
    return scanner->made_of;
}

idt_scan_report idt_scan_report_of(const idt_scanner *scanner)
{
    return scanner->report;
}

size_t idt_scan_memory(const idt_scanner *scanner)
{
    return scanner->image.len;
}
