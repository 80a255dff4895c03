/* term.h - a part as the relation sees it, as bytes and back.
 *
 * I1  Parts that the relation cannot tell apart, whatever names they stand in, have equal bytes.
 * All that idt_relate asks is in them but `tagged` and `last`: without these a term is related to
 *     more, never to less (the clash of tags is a veto; what may be cut off earns nothing).
 * I2  A view borrows the bytes; hostile bytes give false, never more.
 */
#ifndef INTERDICT_INDEX_TERM_H
#define INTERDICT_INDEX_TERM_H

#include "index/format.h"
#include "match/prepared.h"

/* Appends head (`record` and `post` are 0) and record; their length is a multiple of 4. `buf` says
 * where they did not fit. */
void index_term_write(const idt_match_part *part, idt_buf *buf);

/* Of head and record as index_term_write made them: what terms are ordered by. */
void index_term_spelling(const char *written, idt_str *skeleton, idt_str *fold);

/* What is graded of it against words of another script (text/grade.h); of words alone, so that
 * what is met by its letters can be nothing else. */
uint64_t index_term_letters(const idt_match_part *part);
/* Of a native term its readings in the same way; 0 behind the last. */
void index_term_readings(const idt_match_part *part, uint64_t out[IDT_READINGS_MAX]);

typedef struct term_view {
    idt_match_part part;
    idt_name_part base; /* part.part, once settled */
    idt_reading readings[IDT_READINGS_MAX];
    idt_str sounds[IDT_READINGS_SOUNDS];
} term_view;

/* A head and the record that belongs to it; `bytes` begin at a multiple of 4. Fills all but what
 * depends on the name: place, tags, `last`, `repeats`. The pointers into *out itself are set by
 * index_term_settle, again whenever it was moved. */
bool index_term_read(const term_head *head, const uint8_t *bytes, size_t len, term_view *out);
static inline void index_term_settle(term_view *view)
{
    view->base.readings = view->readings;
    view->part.sounds = view->sounds;
    view->part.part = &view->base;
}

#endif
