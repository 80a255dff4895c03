/* home.h - where the index of a register lives, and how it changes without a reader seeing half.
 *
 *   <home>/index/current              interdict index 2
 *                                     base-3f6c0a91d2e45b78.idx
 *                                     delta-90ab12cd34ef5678.idx
 *   <home>/index/lock                 held by the one that changes `current`, while it does
 *   <home>/index/merge.lock           held by the one that makes a new base beside what stands
 *   <home>/index/merged               that base, until `current` names it
 *   <home>/index/merge.note           what became of the last merge (merge_note.h)
 *
 * I1  A file's name has the first 16 hex digits of its file_id, and its bytes never change.
 * I2  `current` names the files in order, the base first; it is written last and whole, so a reader
 *     sees all of a change or none.
 * I3  A file that `current` no longer names is removed by the next writer. A reader that has it
 *     open keeps it; one that comes too late for it reads `current` again (idt_compile_open).
 * I4  What a writer left behind when it was killed is removed by the next one.
 * I5  Who holds both locks took merge.lock first. Nobody builds a base under `lock` where there is
 *     an index that answers: who adds a delta does not wait for one who merges.
 *
 * docs/formats/index-home.md is the normative description.
 */
#ifndef INTERDICT_COMPILE_HOME_H
#define INTERDICT_COMPILE_HOME_H

#include "index/index.h"

/* What the files are told of a register (listed_party.h, entries.h): another number means another
 * telling, and the index is built anew. */
#define IDT_COMPILE_FORMAT 7

/* The files that `current` names, as paths, base first. IDT_E_NOT_FOUND: there is no index;
 * IDT_E_FORMAT: of another build; IDT_E_CORRUPT: `current` is damaged. */
IDT_CHECK idt_rc idt_compile_paths(const char *home, idt_arena *arena, const char *const **out,
                                   size_t *count, idt_error *err);
/* Opens them. The same errors, and those of idt_index_open. */
IDT_CHECK idt_rc idt_compile_open(const char *home, idt_arena *arena, idt_index **out,
                                  idt_error *err);

/* ---- writing ---- */

typedef struct idt_compile_lock {
    int fd;
} idt_compile_lock;

/* Makes <home>/index where it is not there, and waits for its lock up to `wait_ms`. IDT_E_BUSY;
 * IDT_E_READONLY. Frees nothing on failure. */
IDT_CHECK idt_rc idt_compile_home_lock(const char *home, unsigned wait_ms, idt_compile_lock *out,
                                       idt_error *err);
void idt_compile_home_unlock(idt_compile_lock *lock);

/* Writes one more file: the base (alone from now on) or a delta behind the ones there are; then
 * `current`; then removes what is no longer named. Under the lock. */
IDT_CHECK idt_rc idt_compile_home_add(const char *home, bool base, const idt_digest *file_id,
                                      idt_str bytes, idt_arena *arena, idt_error *err);

/* The lock of those who merge: as idt_compile_home_lock. */
IDT_CHECK idt_rc idt_compile_home_lock_merge(const char *home, unsigned wait_ms,
                                             idt_compile_lock *out, idt_error *err);
/* Does anybody hold that lock? */
bool idt_compile_home_merging(const char *home);
/* Writes a base that nobody sees yet, under the lock of those who merge. */
IDT_CHECK idt_rc idt_compile_home_put_aside(const char *home, idt_str bytes, idt_arena *arena,
                                            idt_error *err);
/* That base takes the place of all files but the last `kept`, which stay behind it. Under both
 * locks. */
IDT_CHECK idt_rc idt_compile_home_take_in(const char *home, const idt_digest *file_id, size_t kept,
                                          idt_arena *arena, idt_error *err);

#endif
