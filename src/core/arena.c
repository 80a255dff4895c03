#include "core/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BLOCK_BYTES  ((size_t)4096)
#define LARGEST_STEP_BYTES ((size_t)1 << 20)

typedef struct block {
    struct block *next;
    size_t size; /* usable bytes behind the header */
    size_t used;
    bool zeroed; /* what was not given out yet */
    alignas(max_align_t) unsigned char bytes[];
} block;

struct idt_arena {
    block *head; /* the block being filled; older ones behind it */
    size_t ceiling;
    size_t taken;
};

idt_arena *idt_arena_new(size_t ceiling_bytes)
{
    idt_arena *arena = calloc(1, sizeof *arena);
    if (arena != NULL) {
        arena->ceiling = ceiling_bytes;
    }
    return arena;
}

static void free_blocks(block *b)
{
    while (b != NULL) {
        block *next = b->next;
        free(b);
        b = next;
    }
}

void idt_arena_free(idt_arena *arena)
{
    if (arena != NULL) {
        free_blocks(arena->head);
        free(arena);
    }
}

void idt_arena_clear(idt_arena *arena)
{
    block *keep = arena->head;
    if (keep == NULL) {
        return;
    }
    free_blocks(keep->next);
    keep->next = NULL;
    keep->used = 0;
    keep->zeroed = false;
    arena->taken = sizeof *keep + keep->size;
}

static block *add_block(idt_arena *arena, size_t at_least)
{
    size_t size = arena->head != NULL ? arena->head->size * 2 : FIRST_BLOCK_BYTES;
    if (size > LARGEST_STEP_BYTES) {
        size = LARGEST_STEP_BYTES;
    }
    if (size < at_least) {
        size = at_least;
    }
    const size_t room = arena->ceiling - arena->taken;
    if (room < sizeof(block) || room - sizeof(block) < at_least) {
        return NULL;
    }
    if (size > room - sizeof(block)) {
        size = room - sizeof(block);
    }
    /* Most of a common block is never used and need not be touched; a large one is made for one
     * caller, and the system has zeroed pages for it. */
    const bool large = size > LARGEST_STEP_BYTES;
    block *b = large ? calloc(1, sizeof *b + size) : malloc(sizeof *b + size);
    if (b == NULL) {
        return NULL;
    }
    b->size = size;
    b->used = 0;
    b->zeroed = large;
    b->next = arena->head;
    arena->head = b;
    arena->taken += sizeof *b + size;
    return b;
}

/* Bytes of the head block, as they are. */
static void *take(idt_arena *arena, size_t bytes)
{
    const size_t align = alignof(max_align_t);
    if (bytes > SIZE_MAX - align) {
        return NULL;
    }
    size_t size = (bytes + align - 1) & ~(align - 1);
    if (size == 0) {
        size = align;
    }
    block *b = arena->head;
    if (b == NULL || b->size - b->used < size) {
        b = add_block(arena, size);
        if (b == NULL) {
            return NULL;
        }
    }
    void *p = b->bytes + b->used;
    b->used += size;
    return p;
}

void *idt_arena_alloc(idt_arena *arena, size_t bytes)
{
    void *p = take(arena, bytes);
    if (p != NULL && !arena->head->zeroed) {
        memset(p, 0, bytes); /* keeps I1 */
    }
    return p;
}

void *idt_arena_alloc_n(idt_arena *arena, size_t count, size_t item_bytes)
{
    if (item_bytes != 0 && count > SIZE_MAX / item_bytes) {
        return NULL;
    }
    return idt_arena_alloc(arena, count * item_bytes);
}

char *idt_arena_copy(idt_arena *arena, const void *bytes, size_t len)
{
    if (len == SIZE_MAX) {
        return NULL;
    }
    char *p = take(arena, len + 1);
    if (p == NULL) {
        return NULL;
    }
    if (len > 0) {
        memcpy(p, bytes, len);
    }
    p[len] = '\0';
    return p;
}

bool idt_arena_grow(idt_arena *arena, void **items, size_t *cap, size_t count, size_t item_bytes)
{
    if (count < *cap) {
        return true;
    }
    const size_t next = *cap < 4 ? 8 : *cap * 2;
    if (next < *cap) {
        return false;
    }
    void *grown = idt_arena_alloc_n(arena, next, item_bytes);
    if (grown == NULL) {
        return false;
    }
    if (count > 0) {
        memcpy(grown, *items, count * item_bytes);
    }
    *items = grown;
    *cap = next;
    return true;
}

size_t idt_arena_used(const idt_arena *arena)
{
    return arena->taken;
}

idt_rc idt_arena_fail(const idt_arena *arena, idt_error *err)
{
    return idt_fail(err, IDT_E_LIMIT, "more memory is needed than the %zu bytes allowed here",
                    arena->ceiling);
}
