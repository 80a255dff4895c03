/* merge_note.h - what became of a merge that nobody waited for.
 *
 *   begun     <home>/index/merge.note   {"at":"2026-11-26T03:00:00.000000Z","why":null}
 *   failed                              {"at":"2026-11-26T03:00:00.000000Z","why":"... disk full"}
 *   done      no file
 *
 * I1  A merge that ended without a word, killed or with the machine, has failed: its note says that
 *     it began, and nobody holds merge.lock.
 * I2  Whoever makes a base takes the note away (home.h): what was to be merged is.
 *
 * A note is not the index: where it cannot be written or read, nothing else is wrong.
 */
#ifndef INTERDICT_COMPILE_MERGE_NOTE_H
#define INTERDICT_COMPILE_MERGE_NOTE_H

#include "core/clock.h"

void idt_merge_note_begun(const char *home, int64_t now_us);
void idt_merge_note_failed(const char *home, int64_t now_us, const char *why);
void idt_merge_note_done(const char *home);

typedef struct idt_merge_failure {
    idt_str at;  /* the instant, as text */
    idt_str why; /* a sentence without its stop */
} idt_merge_failure;

/* False: no merge failed since the last base, or one is under way, or it cannot be told. In
 * `arena`. */
bool idt_merge_note_tells(const char *home, idt_arena *arena, idt_merge_failure *out);

#endif
