/* map.h - from text to a pointer or a number: open addressing, insert only, in an arena.
 *
 * I1  At most 3/4 full; iteration is in insertion order, so results never depend on the hash.
 * I2  Keys are borrowed: they must outlive the map.
 */
#ifndef INTERDICT_CORE_MAP_H
#define INTERDICT_CORE_MAP_H

#include <stdbool.h>
#include <stdint.h>

#include "core/str.h"

typedef struct idt_map_entry {
    idt_str key;
    uint64_t hash;
    union {
        void *ptr;
        uint64_t number;
    } value;
} idt_map_entry;

typedef struct idt_map {
    idt_arena *arena;
    idt_map_entry *entries; /* in insertion order */
    size_t count;
    size_t cap;
    uint32_t *slots; /* entry index + 1; 0 = free */
    size_t slot_count;
} idt_map;

void idt_map_init(idt_map *map, idt_arena *arena);
/* NULL when absent. */
idt_map_entry *idt_map_find(const idt_map *map, idt_str key);
/* The entry of `key`, made (value 0) if absent; *added says which. NULL at the arena's ceiling. */
idt_map_entry *idt_map_put(idt_map *map, idt_str key, bool *added);
/* FNV-1a with a final mix; stable across machines, so it may be stored. */
uint64_t idt_hash64(const void *bytes, size_t len);

#endif
