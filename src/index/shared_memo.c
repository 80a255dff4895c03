#include "index/shared_memo.h"

#include <pthread.h>

#define PARTS_LOG2 5 /* more than threads that ask at one moment */
#define PARTS      (1U << PARTS_LOG2)

typedef struct memo_part {
    pthread_mutex_t lock;
    idt_arena *arena;
    memo memo;
} memo_part;

struct idt_index_memo {
    idt_arena *arena; /* this */
    memo_part parts[PARTS];
    size_t begun;
};

idt_rc idt_index_memo_new(size_t bytes, idt_index_memo **out, idt_error *err)
{
    idt_arena *arena = idt_arena_new(sizeof(idt_index_memo) + 8192);
    idt_index_memo *m = arena != NULL ? IDT_NEW(arena, idt_index_memo) : NULL;
    *out = NULL;
    if (m == NULL) {
        idt_arena_free(arena);
        return idt_fail(err, IDT_E_LIMIT, "no memory for what parts agree with");
    }
    m->arena = arena;
    for (; m->begun < PARTS; m->begun++) {
        memo_part *part = &m->parts[m->begun];
        part->arena = idt_arena_new(bytes / PARTS + 8192);
        if (part->arena == NULL || pthread_mutex_init(&part->lock, NULL) != 0) {
            idt_arena_free(part->arena);
            idt_index_memo_free(m);
            return idt_fail(err, IDT_E_LIMIT, "no memory for what parts agree with");
        }
        memo_begin(&part->memo, part->arena, bytes / PARTS);
    }
    *out = m;
    return IDT_OK;
}

void idt_index_memo_free(idt_index_memo *shared)
{
    for (size_t i = 0; shared != NULL && i < shared->begun; i++) {
        (void)pthread_mutex_destroy(&shared->parts[i].lock);
        idt_arena_free(shared->parts[i].arena);
    }
    idt_arena_free(shared != NULL ? shared->arena : NULL);
}

static memo_part *part_of(idt_index_memo *m, uint64_t hash)
{
    return &m->parts[hash >> (64 - PARTS_LOG2)];
}

idt_str shared_memo_find(idt_index_memo *m, idt_str key, memo_copy *copy, idt_arena *arena)
{
    idt_str out = {0};
    const uint64_t hash = memo_hash(key);
    memo_part *part = part_of(m, hash);
    (void)pthread_mutex_lock(&part->lock);
    const idt_str value = memo_find_hashed(&part->memo, key, hash);
    bool fits = value.len > 0;
    while (fits && copy->cap < value.len) {
        fits = IDT_GROW(arena, copy->bytes, copy->cap, copy->cap);
    }
    if (fits) {
        memcpy(copy->bytes, value.ptr, value.len);
        out = (idt_str){.ptr = copy->bytes, .len = value.len};
    }
    (void)pthread_mutex_unlock(&part->lock);
    return out;
}

void shared_memo_keep(idt_index_memo *m, idt_str key, const idt_str *pieces, size_t count)
{
    const uint64_t hash = memo_hash(key);
    memo_part *part = part_of(m, hash);
    (void)pthread_mutex_lock(&part->lock);
    /* Another thread may have been faster. */
    if (memo_find_hashed(&part->memo, key, hash).len == 0) {
        memo_keep_hashed(&part->memo, key, hash, pieces, count);
    }
    (void)pthread_mutex_unlock(&part->lock);
}
