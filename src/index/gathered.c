#include "index/gathered.h"

#include "text/tokens.h"

#define LEAST_BYTES 256

/* ---- arrays ---- */

static bool reserve(index_room *room, idt_buf *array, size_t more)
{
    const size_t before = array->cap;
    array->ceiling = before + (room->ceiling - room->taken);
    const bool fits = idt_buf_reserve(array, more);
    room->taken += array->cap - before;
    return fits;
}

bool index_gather_growing(index_room *room, idt_buf *to, const void *bytes, size_t len)
{
    const size_t half = to->cap / 2 + LEAST_BYTES;
    if (!reserve(room, to, len > half ? len : half)) {
        to->failed = false;
        if (!reserve(room, to, len)) {
            return false;
        }
    }
    idt_buf_add(to, bytes, len);
    return true;
}

void *index_gather_zeros(index_room *room, idt_buf *to, size_t count, size_t item_bytes)
{
    if (count > SIZE_MAX / item_bytes / 2 || !reserve(room, to, count * item_bytes + 1)) {
        return NULL;
    }
    memset(to->ptr, 0, count * item_bytes);
    to->len = count * item_bytes;
    return to->ptr;
}

void index_gathered_free(index_room *room, idt_buf *array)
{
    room->taken -= array->cap;
    idt_buf_release(array);
    *array = (idt_buf){0};
}

idt_rc index_room_fail(const index_room *room, idt_error *err)
{
    return idt_fail(err, IDT_E_LIMIT, "more memory is needed than the %zu bytes allowed here",
                    room->ceiling);
}

/* ---- texts ---- */

typedef struct slot {
    uint32_t place; /* number + 1; 0: free */
    uint32_t hash;
} slot;

static uint32_t hash_of(idt_str text)
{
    const uint64_t hash = idt_token_hash(text.ptr, text.len);
    return (uint32_t)(hash ^ hash >> 32);
}

static size_t slot_count(const index_texts *texts)
{
    return texts->slots.len / sizeof(slot);
}

/* Where the text stands, or the free slot where it would. */
static slot *slot_of(const index_texts *texts, idt_str text, uint32_t hash)
{
    slot *slots = (slot *)(void *)texts->slots.ptr;
    const size_t last = slot_count(texts) - 1;
    size_t i = hash & last;
    while (slots[i].place != 0 &&
           (slots[i].hash != hash ||
            !idt_str_equal(index_texts_borrow(texts, slots[i].place - 1), text))) {
        i = (i + 1) & last;
    }
    return &slots[i];
}

static bool widen(index_room *room, index_texts *texts)
{
    idt_buf wider = {0};
    const size_t count = slot_count(texts);
    const size_t next = count > 0 ? count * 2 : 16;
    slot *to = index_gather_zeros(room, &wider, next, sizeof *to);
    if (to == NULL) {
        return false;
    }
    const slot *from = (const slot *)(const void *)texts->slots.ptr;
    for (size_t k = 0; k < count; k++) {
        size_t i = from[k].hash & (next - 1);
        while (from[k].place != 0 && to[i].place != 0) {
            i = (i + 1) & (next - 1);
        }
        to[i] = from[k].place != 0 ? from[k] : to[i];
    }
    index_gathered_free(room, &texts->slots);
    texts->slots = wider;
    return true;
}

bool index_texts_number(index_room *room, index_texts *texts, idt_str text, uint32_t *out)
{
    if (slot_count(texts) < ((size_t)texts->count + 1) * 4 / 3 + 1 &&
        (texts->count >= UINT32_MAX - 1 || !widen(room, texts))) {
        return false;
    }
    const uint32_t hash = hash_of(text);
    slot *at = slot_of(texts, text, hash);
    if (at->place == 0) {
        const uint64_t start = texts->bytes.len;
        if (!index_gather(room, &texts->bytes, text.ptr, text.len) ||
            !index_gather(room, &texts->starts, &start, sizeof start)) {
            return false;
        }
        *at = (slot){.place = ++texts->count, .hash = hash};
    }
    *out = at->place - 1;
    return true;
}

idt_str index_texts_borrow(const index_texts *texts, uint32_t number)
{
    const uint64_t *starts = (const uint64_t *)(const void *)texts->starts.ptr;
    const uint64_t end = number + 1 < texts->count ? starts[number + 1] : texts->bytes.len;
    const char *bytes = texts->bytes.ptr;
    return (idt_str){.ptr = bytes != NULL ? bytes + starts[number] : "",
                     .len = (size_t)(end - starts[number])};
}

void index_texts_close(index_room *room, index_texts *texts)
{
    index_gathered_free(room, &texts->slots);
}

void index_texts_free(index_room *room, index_texts *texts)
{
    index_gathered_free(room, &texts->bytes);
    index_gathered_free(room, &texts->starts);
    index_gathered_free(room, &texts->slots);
    texts->count = 0;
}
