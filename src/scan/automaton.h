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
 * The tables are one run of bytes without a pointer, so they are written to a file as they are and
 * mapped again (scan/image.h says how they lie there).
 *
 * I1  Node 0 is the root; a node's number is greater than its parent's; depth <= 255.
 * I2  Every table lives in the image and is not written after the build.
 * I3  `first` has no false negatives: a token it refuses starts no name.
 * I4  Reading believes nothing: a number is checked against its table where it is used, a fail link
 *     leads nearer to the root or is not followed. Of tables that a build made no check ever fails.
 */
#ifndef INTERDICT_SCAN_AUTOMATON_H
#define INTERDICT_SCAN_AUTOMATON_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "scan/scan.h"

#define SCAN_HEAD_BYTES 10

/* Bits of scan_word.root and scan_node.below: 24 of the tokens that lead on (scan_child_bit). */
#define SCAN_CHILDREN   UINT32_C(0xffffff)
#define SCAN_ENDS       (UINT32_C(1) << 24) /* of a word: a name ends at the node it leads to */
#define SCAN_POSSESSIVE (UINT32_C(1) << 25) /* of a word: some name has it with a final 's */
#define SCAN_DEPTH      24                  /* of a node: its depth stands from this bit on */

typedef struct scan_word {
    uint32_t tag;        /* upper half of the hash */
    uint32_t id;         /* from 1; 0 = free slot */
    uint32_t root_child; /* 0 = starts no name */
    uint32_t at;         /* all its bytes in `bytes` */
    uint32_t root;       /* children of the node it leads to, ENDS, POSSESSIVE */
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
    uint32_t emit;     /* 0 = none */
    uint32_t terminal; /* index + 1; 0 = no name ends here */
    uint32_t below;    /* children (no false 0) and depth */
} scan_node;

typedef struct scan_terminal {
    uint32_t ref_at;
    uint32_t ref_count;
    uint32_t gap_at; /* sorted by gap, then name */
    uint32_t gap_count;
} scan_terminal;

/* The name has punctuation before its token `gap`, counted from 0. */
typedef struct scan_gap {
    uint32_t gap;
    uint32_t name;
} scan_gap;

/* The name has the word with a final 's; sorted. */
typedef struct scan_possessive {
    uint32_t word;
    uint32_t name;
} scan_possessive;

struct idt_scanner {
    idt_arena *arena;
    idt_str image;
    const scan_word *words; /* open addressing */
    size_t word_mask;
    const char *bytes;
    size_t byte_count;
    const uint64_t *first; /* two bits a token in one word of 64 */
    size_t first_mask;
    const scan_edge *edges; /* open addressing */
    size_t edge_mask;
    const scan_node *nodes;
    uint32_t node_count; /* with the root */
    const scan_terminal *terminals;
    uint32_t terminal_count;
    const idt_scan_ref *refs;
    uint32_t ref_count;
    const scan_gap *gaps;
    uint32_t gap_count;
    const scan_possessive *possessives;
    uint32_t possessive_count;
    idt_scan_report report;
    idt_digest made_of;
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
    return i == head &&
           (len == head || (word->at <= s->byte_count && len <= s->byte_count - word->at &&
                            memcmp(s->bytes + word->at + i, bytes + i, len - i) == 0));
}

/* The slot of a token, or the free one where it would go; of a forged table without a free slot
 * any. */
static inline size_t scan_word_slot(const idt_scanner *s, uint64_t hash, const char *bytes,
                                    size_t len)
{
    size_t i = (size_t)hash & s->word_mask;
    for (size_t left = s->word_mask;
         left > 0 && s->words[i].id != 0 && !scan_word_is(s, &s->words[i], hash, bytes, len);
         left--) {
        i = (i + 1) & s->word_mask;
    }
    return i;
}

static inline size_t scan_edge_first(uint32_t node, uint32_t word, size_t mask)
{
    const uint64_t pair = (uint64_t)node << 32 | word;
    return (size_t)(pair * UINT64_C(0x9e3779b97f4a7c15) >> 20) & mask;
}

/* The node that the edge leads to; 0: there is none. */
static inline uint32_t scan_edge_child(const idt_scanner *s, uint32_t node, uint32_t word)
{
    size_t i = scan_edge_first(node, word, s->edge_mask);
    for (size_t left = s->edge_mask; left > 0 && s->edges[i].child != 0; left--) {
        if (s->edges[i].node == node && s->edges[i].word == word) {
            return s->edges[i].child < s->node_count ? s->edges[i].child : 0;
        }
        i = (i + 1) & s->edge_mask;
    }
    return 0;
}

static inline uint32_t scan_depth(const scan_node *node)
{
    return node->below >> SCAN_DEPTH;
}

/* Keeps I4. */
static inline uint32_t scan_fail(const idt_scanner *s, uint32_t node)
{
    const uint32_t fail = s->nodes[node].fail;
    return fail < s->node_count && scan_depth(&s->nodes[fail]) < scan_depth(&s->nodes[node]) ? fail
                                                                                             : 0;
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
    for (; node != 0; node = scan_fail(s, node)) {
        const uint32_t child = scan_edge_child(s, node, word->id);
        if (child != 0) {
            const scan_node *n = &s->nodes[child];
            return (scan_state){child, n->below & SCAN_CHILDREN, scan_depth(n), n->emit != 0};
        }
    }
    if (word->root_child == 0 || word->root_child >= s->node_count) {
        return (scan_state){0};
    }
    return (scan_state){word->root_child, word->root & SCAN_CHILDREN, 1,
                        (word->root & SCAN_ENDS) != 0};
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
