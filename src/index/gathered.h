/* gathered.h - what a builder gathers until its file is written: arrays that grow under one
 * ceiling, and byte strings that are kept once.
 *
 *   index_texts terms:  "mohammed..." -> 0, "ali..." -> 1, "mohammed..." -> 0 again
 *
 * I1  Bytes taken by all arrays of a room together never pass its ceiling.
 * I2  Texts are numbered as they come; nothing that is written depends on their hashes.
 * I3  A pointer into an array or a text dies with the next thing added to it.
 *
 * Memory: an array grows by half and its pages are touched when they are filled; a text costs its
 * bytes and 19 to 30 more. Whoever is done with an array frees it: a builder's peak is the file and
 * the arrays that are not in it yet.
 */
#ifndef INTERDICT_INDEX_GATHERED_H
#define INTERDICT_INDEX_GATHERED_H

#include "core/str.h"

typedef struct index_room {
    size_t ceiling;
    size_t taken;
} index_room;

/* Appends to the array `to` of the room; false at the ceiling. */
bool index_gather_growing(index_room *room, idt_buf *to, const void *bytes, size_t len);
static inline bool index_gather(index_room *room, idt_buf *to, const void *bytes, size_t len)
{
    if (len > to->cap - to->len) {
        return index_gather_growing(room, to, bytes, len);
    }
    idt_buf_add(to, bytes, len);
    return true;
}
/* Makes an empty array one of `count` zeroed items; NULL at the ceiling. */
void *index_gather_zeros(index_room *room, idt_buf *to, size_t count, size_t item_bytes);
void index_gathered_free(index_room *room, idt_buf *array);
/* The answer after false or NULL: IDT_E_LIMIT with the ceiling. */
idt_rc index_room_fail(const index_room *room, idt_error *err);

typedef struct index_texts {
    idt_buf bytes;  /* one behind the other */
    idt_buf starts; /* u64 each */
    idt_buf slots;  /* open addressing, at most 3/4 full */
    uint32_t count;
} index_texts;

/* The number of `text`, which is copied where it is new. False at the ceiling. */
bool index_texts_number(index_room *room, index_texts *texts, idt_str text, uint32_t *out);
idt_str index_texts_borrow(const index_texts *texts, uint32_t number);
/* What finds a text: no more are added. */
void index_texts_close(index_room *room, index_texts *texts);
void index_texts_free(index_room *room, index_texts *texts);

#endif
