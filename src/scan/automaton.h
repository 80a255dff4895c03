/* automaton.h - the scanner's tables: Aho-Corasick over token numbers. Private to scan/.
 *
 *   vocabulary  token bytes -> number, and the node that the root leads to with it
 *   edges       (node, token number) -> node, for all nodes but the root
 *   nodes       fail: the longest other suffix that is also a prefix of some name
 *               emit: the nearest node on the fail chain, itself included, where a name ends
 *   terminals   per node where a name ends: its references, and the gaps that may hold punctuation
 *
 *   root -hizballah-> 1*            fail(3) = 1, emit(3) = 3, emit(fail(3)) = 1
 *   root -kataib----> 2 -hizballah-> 3*
 *
 * Speed is a matter of cache lines: two small filters (`first` for the root, `children` in each
 * node) turn most tokens away before the vocabulary is looked at; a slot of it is half a line and
 * holds the start of the word itself and what is mostly asked of the node the root leads to.
 *
 * I1  Node 0 is the root; a node's number is greater than its parent's; depth <= 255.
 * I2  Every table lives in the scanner's arena and is not written after the build.
 * I3  `first` has no false negatives: a token it refuses starts no name.
 */
#ifndef INTERDICT_SCAN_AUTOMATON_H
#define INTERDICT_SCAN_AUTOMATON_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "scan/scan.h"

#define SCAN_HEAD_BYTES 10

typedef struct scan_word {
    uint32_t tag;             /* upper half of the hash */
    uint32_t id;              /* from 1; 0 = free slot */
    uint32_t root_child;      /* 0 = starts no name */
    uint32_t at;              /* all its bytes in `bytes` */
    uint32_t root_leads : 24; /* that node's `children` */
    uint32_t root_ends : 1;   /* a name ends there */
    uint32_t possessive : 1;  /* some name has it with a final 's */
    uint16_t len;
    char head[SCAN_HEAD_BYTES];
} scan_word;

typedef struct scan_edge {
    uint32_t node;
    uint32_t word;
    uint32_t child; /* 0 = free slot */
} scan_edge;

typedef struct scan_node {
    uint32_t fail;
    uint32_t emit;          /* 0 = none */
    uint32_t terminal;      /* index + 1; 0 = no name ends here */
    uint32_t children : 24; /* a bit (scan_child_bit) of every token that leads on; no false 0 */
    uint32_t depth : 8;
} scan_node;

typedef struct scan_terminal {
    uint32_t ref_at;
    uint32_t ref_count;
    uint32_t gap_at; /* sorted: gap g stands before the name's token g, counted from 0 */
    uint32_t gap_count;
} scan_terminal;

struct idt_scanner {
    idt_arena *arena;
    scan_word *words; /* open addressing */
    size_t word_mask;
    char *bytes;
    uint64_t *first; /* two bits a token in one word of 64 */
    size_t first_mask;
    scan_edge *edges; /* open addressing */
    size_t edge_mask;
    scan_node *nodes;
    scan_terminal *terminals;
    idt_scan_ref *refs;
    uint8_t *gaps;
    bool any_gaps;
    idt_scan_report report;
};

static inline bool scan_word_is(const idt_scanner *s, const scan_word *word, uint64_t hash,
                                const char *bytes, size_t len)
{
    if (word->tag != (uint32_t)(hash >> 32) || word->len != len) {
        return false;
    }
    const size_t head = len < SCAN_HEAD_BYTES ? len : SCAN_HEAD_BYTES;
    size_t i = 0;
    while (i < head && word->head[i] == bytes[i]) {
        i++;
    }
    return i == head && (len == head || memcmp(s->bytes + word->at + i, bytes + i, len - i) == 0);
}

/* The slot of a token, or the free one where it would go. */
static inline size_t scan_word_slot(const idt_scanner *s, uint64_t hash, const char *bytes,
                                    size_t len)
{
    size_t i = (size_t)hash & s->word_mask;
    while (s->words[i].id != 0 && !scan_word_is(s, &s->words[i], hash, bytes, len)) {
        i = (i + 1) & s->word_mask;
    }
    return i;
}

static inline size_t scan_edge_slot(const idt_scanner *s, uint32_t node, uint32_t word)
{
    const uint64_t pair = (uint64_t)node << 32 | word;
    size_t i = (size_t)(pair * UINT64_C(0x9e3779b97f4a7c15) >> 20) & s->edge_mask;
    while (s->edges[i].child != 0 && (s->edges[i].node != node || s->edges[i].word != word)) {
        i = (i + 1) & s->edge_mask;
    }
    return i;
}

/* A node, with what the next step asks of it. */
typedef struct scan_state {
    uint32_t node;
    uint32_t children;
    uint32_t depth;
    bool ends; /* a name ends here, or at a node on the fail chain */
} scan_state;

/* The state reached from `node` with the word: along the fail chain, at last from the root. */
static inline scan_state scan_step(const idt_scanner *s, uint32_t node, const scan_word *word)
{
    for (; node != 0; node = s->nodes[node].fail) {
        const uint32_t child = s->edges[scan_edge_slot(s, node, word->id)].child;
        if (child != 0) {
            const scan_node *n = &s->nodes[child];
            return (scan_state){child, n->children, n->depth, n->emit != 0};
        }
    }
    return (scan_state){word->root_child, word->root_leads, word->root_child != 0, word->root_ends};
}

static inline uint32_t scan_child_bit(uint64_t hash)
{
    return UINT32_C(1) << ((hash >> 32) * 24 >> 32);
}

static inline uint64_t scan_first_bits(uint64_t hash)
{
    return UINT64_C(1) << (hash >> 58) | UINT64_C(1) << (hash >> 52 & 63);
}

static inline bool scan_may_start(const idt_scanner *s, uint64_t hash)
{
    const uint64_t bits = scan_first_bits(hash);
    return (s->first[(size_t)(hash >> 20) & s->first_mask] & bits) == bits;
}

#endif
