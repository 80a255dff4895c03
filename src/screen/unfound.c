#include "screen/unfound.h"

#include <pthread.h>

#define PARTS 16 /* each with a lock of its own: more than threads that ask at one moment */
#define LOOKS 16 /* from a hash's place on; a hash that finds none free there takes the first */

/* Two halves: what is kept or met again is in the young one; when three quarters of that are full
 * the old one is emptied and they change places. A place of zeros is free: SHA-256 of what answers
 * are made of gives none. */
typedef struct unfound_part {
    pthread_mutex_t lock;
    idt_digest *young, *old;
    size_t count; /* of the young one */
} unfound_part;

struct idt_unfound {
    idt_arena *arena;
    size_t places; /* of a half; a power of two */
    unfound_part parts[PARTS];
    size_t begun;
};

static bool take_memory(idt_unfound *u)
{
    for (; u->begun < PARTS; u->begun++) {
        unfound_part *part = &u->parts[u->begun];
        part->young = IDT_NEW_N(u->arena, idt_digest, 2 * u->places);
        if (part->young == NULL || pthread_mutex_init(&part->lock, NULL) != 0) {
            return false;
        }
        part->old = part->young + u->places;
    }
    return true;
}

idt_rc idt_unfound_new(size_t bytes, idt_unfound **out, idt_error *err)
{
    idt_arena *arena = idt_arena_new(sizeof(idt_unfound) + 2 * bytes + 8192);
    idt_unfound *u = arena != NULL ? IDT_NEW(arena, idt_unfound) : NULL;
    *out = NULL;
    if (u != NULL) {
        u->arena = arena;
        for (u->places = LOOKS; 4 * u->places * PARTS * sizeof(idt_digest) <= bytes;) {
            u->places *= 2;
        }
        if (take_memory(u)) {
            *out = u;
            return IDT_OK;
        }
        idt_unfound_free(u);
    } else {
        idt_arena_free(arena);
    }
    return idt_fail(err, IDT_E_LIMIT, "no memory for what was asked before");
}

void idt_unfound_free(idt_unfound *unfound)
{
    if (unfound != NULL) {
        for (size_t i = 0; i < unfound->begun; i++) {
            (void)pthread_mutex_destroy(&unfound->parts[i].lock);
        }
        idt_arena_free(unfound->arena);
    }
}

idt_screen_answer idt_unfound_answer(const idt_profile *query, const idt_screen_question *question)
{
    const idt_scoring *scoring =
        question->scoring != NULL ? question->scoring : &IDT_SCORING_DEFAULT;
    return (idt_screen_answer){.query = query,
                               .scoring = scoring,
                               .threshold = question->threshold > 0 ? question->threshold
                                                                    : scoring->possible,
                               .retrieval = IDT_RETRIEVAL_EXACT,
                               .abstain = IDT_ABSTAIN_NOT};
}

bool idt_unfound_is(const idt_screen_answer *answer)
{
    return answer->total == 0 && answer->note_count == 0 && answer->abstain == IDT_ABSTAIN_NOT &&
           answer->retrieval == IDT_RETRIEVAL_EXACT;
}

static bool is_same(const idt_digest *a, const idt_digest *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

/* The hash's place in a half, or a free one, or the first that was looked at. */
static idt_digest *place_of(const idt_unfound *u, idt_digest *half, const idt_digest *hash)
{
    static const idt_digest nothing;
    uint64_t at;
    memcpy(&at, hash->bytes, sizeof at);
    for (size_t look = 0; look < LOOKS; look++) {
        idt_digest *place = &half[(size_t)(at + look) & (u->places - 1)];
        if (is_same(place, hash) || is_same(place, &nothing)) {
            return place;
        }
    }
    return &half[(size_t)at & (u->places - 1)];
}

static void put(const idt_unfound *u, unfound_part *part, const idt_digest *hash)
{
    if (part->count >= u->places / 4 * 3) {
        idt_digest *emptied = part->old;
        part->old = part->young;
        part->young = emptied;
        part->count = 0;
        memset(emptied, 0, u->places * sizeof *emptied);
    }
    *place_of(u, part->young, hash) = *hash;
    part->count++;
}

static unfound_part *part_of(idt_unfound *u, const idt_digest *hash)
{
    return &u->parts[hash->bytes[IDT_SHA256_BYTES - 1] % PARTS];
}

bool idt_unfound_met(idt_unfound *unfound, const idt_digest *hash)
{
    unfound_part *part = part_of(unfound, hash);
    (void)pthread_mutex_lock(&part->lock);
    const bool young = is_same(place_of(unfound, part->young, hash), hash);
    const bool met = young || is_same(place_of(unfound, part->old, hash), hash);
    if (met && !young) {
        put(unfound, part, hash);
    }
    (void)pthread_mutex_unlock(&part->lock);
    return met;
}

void idt_unfound_keep(idt_unfound *unfound, const idt_digest *hash)
{
    unfound_part *part = part_of(unfound, hash);
    (void)pthread_mutex_lock(&part->lock);
    if (!is_same(place_of(unfound, part->young, hash), hash)) {
        put(unfound, part, hash);
    }
    (void)pthread_mutex_unlock(&part->lock);
}
