/* arena.h - memory that is given out in pieces and taken back all at once.
 *
 * Short-lived results (a reply, a parsed file) live in an arena the caller passes; they are never
 * freed one by one. Every arena has a ceiling, so no input can make the program take more memory
 * than was meant for it: past the ceiling idt_arena_alloc returns NULL and the call that needed it
 * answers IDT_E_LIMIT (idt_arena_fail says so with the ceiling's figure).
 *
 * I1  Memory is zeroed and aligned for any type.
 * I2  A pointer stays valid until clear or free; nothing moves.
 * I3  Bytes taken from the system never pass the ceiling.
 *
 * Threads: one at a time.
 */
#ifndef INTERDICT_CORE_ARENA_H
#define INTERDICT_CORE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"

typedef struct idt_arena idt_arena;

/* A ceiling for one command's or request's results: far over any answer, far under the machine. */
#define IDT_ARENA_REQUEST_BYTES ((size_t)256 << 20)

/* NULL when the system has no memory for even the handle. */
idt_arena *idt_arena_new(size_t ceiling_bytes);
void idt_arena_free(idt_arena *arena);  /* accepts NULL */
void idt_arena_clear(idt_arena *arena); /* keeps the first block for the next round */

/* Zeroed bytes, or NULL at the ceiling. A size of 0 gives a valid unique pointer. */
void *idt_arena_alloc(idt_arena *arena, size_t bytes);

/* Copies `len` bytes and adds a NUL after them (for C interfaces). NULL at the ceiling. */
char *idt_arena_copy(idt_arena *arena, const void *bytes, size_t len);

/* Room for one more element: grows *items (from *cap, doubling) so that `count` + 1 fit.
 * False at the ceiling; *items is untouched then. The old block stays allocated. */
bool idt_arena_grow(idt_arena *arena, void **items, size_t *cap, size_t count, size_t item_bytes);

size_t idt_arena_used(const idt_arena *arena); /* bytes taken from the system */

/* The answer after a NULL: IDT_E_LIMIT with the ceiling in the message. */
idt_rc idt_arena_fail(const idt_arena *arena, idt_error *err);

#define IDT_NEW(arena, type)      ((type *)idt_arena_alloc((arena), sizeof(type)))
#define IDT_NEW_N(arena, type, n) ((type *)idt_arena_alloc_n((arena), (n), sizeof(type)))
#define IDT_GROW(arena, items, cap, count)                                                         \
    idt_arena_grow((arena), (void **)&(items), &(cap), (count), sizeof *(items))

/* count * item_bytes with the overflow checked. */
void *idt_arena_alloc_n(idt_arena *arena, size_t count, size_t item_bytes);

#endif
