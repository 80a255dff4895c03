/* Open addressing, insert only, at most half full; free of allocation once it is large enough. */
#include "screen/state.h"

bool slots_find(const slots *s, uint64_t hash, slot_same same, const void *context, const void *key,
                size_t *at)
{
    if (s->count == 0) {
        return false;
    }
    size_t i = (size_t)hash & (s->count - 1);
    while (s->at[i].value != 0) {
        if (s->at[i].hash == hash && same(context, s->at[i].value - 1, key)) {
            *at = i;
            return true;
        }
        i = (i + 1) & (s->count - 1);
    }
    *at = i;
    return false;
}

bool slots_grow(slots *s, idt_arena *arena)
{
    if (s->count > 0 && s->used < s->count / 2) {
        return true;
    }
    const size_t count = s->count == 0 ? 256 : s->count * 2;
    slot *at = IDT_NEW_N(arena, slot, count);
    if (at == NULL) {
        return false;
    }
    for (size_t i = 0; i < s->count; i++) {
        if (s->at[i].value != 0) {
            size_t to = (size_t)s->at[i].hash & (count - 1);
            while (at[to].value != 0) {
                to = (to + 1) & (count - 1);
            }
            at[to] = s->at[i];
        }
    }
    s->at = at;
    s->count = count;
    return true;
}

void slots_put(slots *s, size_t at, uint64_t hash, uint32_t value)
{
    s->at[at] = (slot){.hash = hash, .value = value + 1};
    s->used++;
}

/* Small tables are wiped; a large one that holds little is wiped as well: it was large once. */
void slots_clear(slots *s)
{
    if (s->used > 0) {
        memset(s->at, 0, s->count * sizeof *s->at);
        s->used = 0;
    }
}
