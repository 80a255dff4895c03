#include "index/memo.h"

#include "core/checksum.h"

/* Half of the slots is for these: a part with what it agrees with has some 550 bytes, and slots
 * must not run out before bytes do. */
#define ENTRY_BYTES_USUAL 256

/* Behind it the key and the value, each from a multiple of 8 on. */
typedef struct memo_entry {
    uint32_t key_len, value_len;
} memo_entry;

_Static_assert(sizeof(memo_entry) == 8, "keys begin at a multiple of 8");

static size_t rounded(size_t len)
{
    return (len + 7) & ~(size_t)7;
}

static size_t entry_bytes(size_t key_len, size_t value_len)
{
    return sizeof(memo_entry) + rounded(key_len) + rounded(value_len);
}

void memo_begin(memo *m, idt_arena *arena, size_t bytes)
{
    *m = (memo){.arena = arena};
    if (bytes < MEMO_LEAST) {
        m->taken = true;
        return;
    }
    while (((size_t)1 << m->slots_log2) * ENTRY_BYTES_USUAL <= bytes / 2) {
        m->slots_log2++;
    }
    m->half_bytes = (bytes / 2 - sizeof(uint64_t) * ((size_t)1 << m->slots_log2)) & ~(size_t)7;
}

/* Not at the beginning: many a scratch is asked nothing. */
static bool take_memory(memo *m)
{
    const size_t slots = (size_t)1 << m->slots_log2;
    if (m->taken) {
        return m->half[1].bytes != NULL;
    }
    m->taken = true;
    uint64_t *all_slots = IDT_NEW_N(m->arena, uint64_t, 2 * slots);
    uint8_t *all_bytes = all_slots != NULL ? idt_arena_alloc(m->arena, 2 * m->half_bytes) : NULL;
    if (all_bytes == NULL) {
        return false;
    }
    m->half[0] = (memo_half){.slots = all_slots, .bytes = all_bytes};
    m->half[1] = (memo_half){.slots = all_slots + slots, .bytes = all_bytes + m->half_bytes};
    return true;
}

static uint64_t *slot_at(const memo *m, const memo_half *half, uint64_t hash, size_t look)
{
    return &half->slots[((size_t)hash + look) & (((size_t)1 << m->slots_log2) - 1)];
}

static const memo_entry *entry_in(const memo *m, const memo_half *half, idt_str key, uint64_t hash)
{
    for (size_t look = 0; look < MEMO_LOOKS; look++) {
        const uint64_t slot = *slot_at(m, half, hash, look);
        if (slot == 0) {
            return NULL;
        }
        const memo_entry *e = (const memo_entry *)(void *)(half->bytes + ((uint32_t)slot - 1) * 8U);
        if (slot >> 32 == hash >> 32 && e->key_len == key.len &&
            memcmp(e + 1, key.ptr, key.len) == 0) {
            return e;
        }
    }
    return NULL;
}

static idt_str value_of(const memo_entry *e)
{
    return (idt_str){.ptr = (const char *)(e + 1) + rounded(e->key_len), .len = e->value_len};
}

static void grow_old(memo *m)
{
    const memo_half old = m->half[0];
    m->half[0] = m->half[1];
    m->half[1] = old;
    m->half[0].used = m->half[0].count = 0;
    memset(m->half[0].slots, 0, sizeof(uint64_t) << m->slots_log2);
}

/* A free slot of the young half; where all that are looked at are taken, the first of them. */
static uint64_t *slot_for(const memo *m, uint64_t hash)
{
    for (size_t look = 0; look < MEMO_LOOKS; look++) {
        uint64_t *slot = slot_at(m, &m->half[0], hash, look);
        if (*slot == 0) {
            return slot;
        }
    }
    return slot_at(m, &m->half[0], hash, 0);
}

static size_t length_of(const idt_str *pieces, size_t count)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        len += pieces[i].len;
    }
    return len;
}

/* Where there is room. Keys chosen to have one hash push one another out, no more. */
static void put(memo *m, idt_str key, uint64_t hash, const idt_str *pieces, size_t count)
{
    const size_t value_len = length_of(pieces, count);
    const size_t len = entry_bytes(key.len, value_len);
    uint64_t *slot = slot_for(m, hash);
    if (len > m->half_bytes - m->half[0].used) {
        return;
    }
    memo_half *half = &m->half[0];
    memo_entry *e = (memo_entry *)(void *)(half->bytes + half->used);
    *e = (memo_entry){.key_len = (uint32_t)key.len, .value_len = (uint32_t)value_len};
    memcpy(e + 1, key.ptr, key.len);
    char *at = (char *)(e + 1) + rounded(key.len);
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].len > 0) {
            memcpy(at, pieces[i].ptr, pieces[i].len);
            at += pieces[i].len;
        }
    }
    *slot = hash >> 32 << 32 | (uint32_t)(half->used / 8 + 1);
    half->used += len;
    half->count++;
}

uint64_t memo_hash(idt_str key)
{
    return idt_checksum64(key.ptr, key.len);
}

idt_str memo_find(memo *m, idt_str key)
{
    return memo_find_hashed(m, key, memo_hash(key));
}

idt_str memo_find_hashed(memo *m, idt_str key, uint64_t hash)
{
    if (m->half[1].bytes == NULL) {
        return (idt_str){0};
    }
    const memo_entry *e = entry_in(m, &m->half[0], key, hash);
    if (e == NULL) {
        e = entry_in(m, &m->half[1], key, hash);
        if (e == NULL) {
            m->missed++;
            return (idt_str){0};
        }
        const idt_str value = value_of(e);
        put(m, key, hash, &value, 1); /* where the young half has room */
    }
    m->found++;
    return value_of(e);
}

void memo_keep(memo *m, idt_str key, const idt_str *pieces, size_t count)
{
    memo_keep_hashed(m, key, memo_hash(key), pieces, count);
}

void memo_keep_hashed(memo *m, idt_str key, uint64_t hash, const idt_str *pieces, size_t count)
{
    const size_t value_len = length_of(pieces, count);
    const size_t len = entry_bytes(key.len, value_len);
    if (key.len > UINT32_MAX || value_len > UINT32_MAX || len > m->half_bytes || !take_memory(m)) {
        return;
    }
    if (len > m->half_bytes - m->half[0].used ||
        m->half[0].count >= ((size_t)1 << m->slots_log2) / 2) {
        grow_old(m);
    }
    put(m, key, hash, pieces, count);
}
