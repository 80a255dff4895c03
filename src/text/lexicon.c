#include "text/lexicon.h"

#define HAS_PEOPLE 1u
#define HAS_ORGS   2u
#define HAS_CLASS  4u
#define HAS_ROW    8u
#define IS_KNOWN   16u
#define IS_GIVEN   32u
#define IS_FAMILY  64u

static uint32_t two_bytes(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

static size_t payload_bytes(unsigned flags)
{
    return 1 + (flags & HAS_PEOPLE) + (flags >> 1 & 1) + 2 * (flags >> 2 & 1) +
           2 * (flags >> 3 & 1);
}

static idt_lexeme lexeme_at(const unsigned char *at)
{
    const unsigned flags = *at++;
    idt_lexeme out = {.people_mnat = -1,
                      .orgs_mnat = -1,
                      .row = &idt_lexicon_rows[0],
                      .found = true,
                      .known = (flags & IS_KNOWN) != 0,
                      .given = (flags & IS_GIVEN) != 0,
                      .family = (flags & IS_FAMILY) != 0};
    if ((flags & HAS_PEOPLE) != 0) {
        out.people_mnat = *at++ * IDT_LEXICON_STEP;
    }
    if ((flags & HAS_ORGS) != 0) {
        out.orgs_mnat = *at++ * IDT_LEXICON_STEP;
    }
    if ((flags & HAS_CLASS) != 0) {
        out.class_id = two_bytes(at);
        at += 2;
    }
    if ((flags & HAS_ROW) != 0) {
        out.row = &idt_lexicon_rows[two_bytes(at)];
    }
    return out;
}

/* The first eight bytes as a number that orders as they do. */
static uint64_t head_of(idt_str word)
{
    uint64_t head = 0;
    for (size_t i = 0; i < 8; i++) {
        head = head << 8 | (i < word.len ? (unsigned char)word.ptr[i] : 0u);
    }
    return head;
}

/* Does the block's first word, whose head is that of the word, stand behind it? */
static bool begins_behind(size_t block, idt_str word)
{
    const unsigned char *at = idt_lexicon_words + idt_lexicon_blocks[block];
    return idt_str_compare((idt_str){.ptr = (const char *)at + 2, .len = at[1]}, word) > 0;
}

/* The last block whose first key is not behind the word; IDT_LEXICON_BLOCKS: before them all. The
 * halving has no branch to guess: its way is random. */
static size_t block_of(idt_str word)
{
    const uint64_t head = head_of(word);
    size_t block = 0;
    for (size_t left = IDT_LEXICON_BLOCKS; left > 1;) {
        const size_t half = left / 2;
        block += idt_lexicon_block_heads[block + half] <= head ? half : 0;
        left -= half;
    }
    while (block > 0 && idt_lexicon_block_heads[block] == head && begins_behind(block, word)) {
        block--;
    }
    const bool before_all = idt_lexicon_block_heads[block] > head ||
                            (idt_lexicon_block_heads[block] == head && begins_behind(block, word));
    return before_all ? IDT_LEXICON_BLOCKS : block;
}

/* Walks a block: `same` is how many bytes the word has in common with the key before. A key that
 * shares more with its neighbour than the word does is still on the word's near side, one that
 * shares less is past it. */
static const unsigned char *walk(idt_str word, size_t block)
{
    const unsigned char *at = idt_lexicon_words + idt_lexicon_blocks[block];
    const unsigned char *end = block + 1 < IDT_LEXICON_BLOCKS
                                   ? idt_lexicon_words + idt_lexicon_blocks[block + 1]
                                   : idt_lexicon_words + IDT_LEXICON_BYTES;
    size_t same = 0;
    while (at < end) {
        const size_t shared = at[0];
        const size_t rest = at[1];
        const unsigned char *suffix = at + 2;
        at = suffix + rest + payload_bytes(suffix[rest]);
        if (shared > same) {
            continue;
        }
        if (shared < same) {
            return NULL;
        }
        size_t i = 0;
        while (i < rest && same < word.len && suffix[i] == (unsigned char)word.ptr[same]) {
            i++;
            same++;
        }
        if (i == rest && same == word.len) {
            return suffix + rest;
        }
        if (same == word.len || (i < rest && suffix[i] > (unsigned char)word.ptr[same])) {
            return NULL;
        }
    }
    return NULL;
}

idt_lexeme idt_lexicon_find(idt_str word)
{
    const idt_lexeme none = {.people_mnat = -1, .orgs_mnat = -1, .row = &idt_lexicon_rows[0]};
    const size_t block = word.len > 0 && word.len < 128 ? block_of(word) : IDT_LEXICON_BLOCKS;
    const unsigned char *at = block < IDT_LEXICON_BLOCKS ? walk(word, block) : NULL;
    return at != NULL ? lexeme_at(at) : none;
}

const uint16_t *idt_lexicon_groups(uint32_t class_id, size_t *count)
{
    *count = 0;
    if (class_id == 0 || class_id > IDT_CLASS_VARIANTS) {
        return NULL;
    }
    const size_t first = idt_lexicon_group_starts[class_id];
    *count = idt_lexicon_group_starts[class_id + 1] - first;
    return idt_lexicon_group_pool + first;
}

uint32_t idt_lexicon_group_head(uint32_t group)
{
    return group <= IDT_GROUP_NICKNAMES ? idt_lexicon_group_heads[group] : 0;
}
