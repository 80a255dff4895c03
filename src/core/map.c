#include "core/map.h"

uint64_t idt_hash64(const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < len; i++) {
        h = (h ^ p[i]) * UINT64_C(1099511628211);
    }
    h ^= h >> 32;
    h *= UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 29;
}

void idt_map_init(idt_map *map, idt_arena *arena)
{
    *map = (idt_map){.arena = arena};
}

static size_t slot_of(const idt_map *map, idt_str key, uint64_t hash)
{
    size_t i = (size_t)hash & (map->slot_count - 1);
    while (map->slots[i] != 0) {
        const idt_map_entry *e = &map->entries[map->slots[i] - 1];
        if (e->hash == hash && idt_str_equal(e->key, key)) {
            break;
        }
        i = (i + 1) & (map->slot_count - 1);
    }
    return i;
}

idt_map_entry *idt_map_find(const idt_map *map, idt_str key)
{
    if (map->count == 0) {
        return NULL;
    }
    const size_t i = slot_of(map, key, idt_hash64(key.ptr, key.len));
    return map->slots[i] != 0 ? &map->entries[map->slots[i] - 1] : NULL;
}

static bool rehash(idt_map *map)
{
    const size_t next = map->slot_count == 0 ? 16 : map->slot_count * 2;
    uint32_t *slots = IDT_NEW_N(map->arena, uint32_t, next);
    if (slots == NULL) {
        return false;
    }
    map->slots = slots;
    map->slot_count = next;
    for (size_t e = 0; e < map->count; e++) {
        map->slots[slot_of(map, map->entries[e].key, map->entries[e].hash)] = (uint32_t)e + 1;
    }
    return true;
}

idt_map_entry *idt_map_put(idt_map *map, idt_str key, bool *added)
{
    *added = false;
    if (map->count >= UINT32_MAX - 1 ||
        (map->slot_count < (map->count + 1) * 4 / 3 + 1 && !rehash(map))) {
        return NULL;
    }
    const uint64_t hash = idt_hash64(key.ptr, key.len);
    const size_t i = slot_of(map, key, hash);
    if (map->slots[i] != 0) {
        return &map->entries[map->slots[i] - 1];
    }
    if (!IDT_GROW(map->arena, map->entries, map->cap, map->count)) {
        return NULL;
    }
    idt_map_entry *e = &map->entries[map->count++];
    *e = (idt_map_entry){.key = key, .hash = hash};
    map->slots[i] = (uint32_t)map->count;
    *added = true;
    return e;
}
