/* How many parties were there? Open addressing, at most 3/4 full; a larger table in an arena of its
 * own, so that the smaller one is given back. */
#include "screen/state.h"

#define SLOTS_LEAST 1024

void counted_begin(counted *c, size_t ceiling_bytes)
{
    *c = (counted){.ceiling = ceiling_bytes};
}

void counted_clear(counted *c)
{
    idt_arena_free(c->arena);
    counted_begin(c, c->ceiling);
}

static uint64_t *slot_of(uint64_t *at, size_t places, uint64_t hash)
{
    size_t i = (size_t)hash & (places - 1);
    while (at[i] != 0 && at[i] != hash) {
        i = (i + 1) & (places - 1);
    }
    return &at[i];
}

static idt_rc grow(counted *c, idt_error *err)
{
    const size_t places = c->slots == 0 ? SLOTS_LEAST : 2 * c->slots;
    idt_arena *arena = idt_arena_new(c->ceiling - c->ceiling / 3);
    uint64_t *at = arena != NULL ? IDT_NEW_N(arena, uint64_t, places) : NULL;
    if (at == NULL) {
        const idt_rc rc = arena != NULL ? idt_arena_fail(arena, err)
                                        : idt_fail(err, IDT_E_LIMIT, "no memory to count parties");
        idt_arena_free(arena);
        return rc;
    }
    for (size_t i = 0; i < c->slots; i++) {
        if (c->at[i] != 0) {
            *slot_of(at, places, c->at[i]) = c->at[i];
        }
    }
    idt_arena_free(c->arena);
    c->arena = arena;
    c->at = at;
    c->slots = places;
    return IDT_OK;
}

idt_rc counted_add(counted *c, uint64_t hash, bool *added, idt_error *err)
{
    hash += hash == 0;
    *added = false;
    if (4 * (c->count + 1) > 3 * c->slots) {
        const idt_rc rc = grow(c, err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    uint64_t *place = slot_of(c->at, c->slots, hash);
    *added = *place == 0;
    *place = hash;
    c->count += *added;
    return IDT_OK;
}
