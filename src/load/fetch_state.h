/* fetch_state.h - what the last successful update of a dataset left to be asked with next time:
 * <home>/fetch/<dataset>.json.
 *
 *   {"schema_version":"1.0","dataset":"un_sc","checked":"2026-11-25T06:00:00Z",
 *    "files":[{"address":"https://...","etag":"\"5d91\"","last_modified":null,
 *              "parts":[{"name":"consolidated.xml","sha256":"ab12..."}]}]}
 *
 * I1  Written only after the edition was loaded, or found to be held: what was stopped is fetched
 *     again in full.
 * I2  It is a memory aid. Without it, or where it is damaged, everything is fetched; no statement
 *     of the register rests on it.
 *
 * Written whole or not at all. Two updates of one dataset at once: the later one's stands.
 */
#ifndef INTERDICT_LOAD_FETCH_STATE_H
#define INTERDICT_LOAD_FETCH_STATE_H

#include "register/register.h"

/* A file as it was kept in the register: without compression, members of an archive one by one. */
typedef struct idt_kept_part {
    idt_str name;
    idt_digest sha256;
} idt_kept_part;

typedef struct idt_kept_file {
    idt_str address, etag, last_modified; /* the validators may be absent */
    const idt_kept_part *parts;
    size_t part_count;
} idt_kept_file;

typedef struct idt_fetch_state {
    bool found;
    int64_t checked_us; /* when the publisher last told that what is held is current */
    const idt_kept_file *files;
    size_t file_count;
} idt_fetch_state;

/* No file: IDT_OK, found false. IDT_E_CORRUPT: it is not what was written. */
IDT_CHECK idt_rc idt_fetch_state_read(const char *home, idt_str dataset, idt_arena *arena,
                                      idt_fetch_state *out, idt_error *err);
IDT_CHECK idt_rc idt_fetch_state_write(const char *home, idt_str dataset,
                                       const idt_fetch_state *state, idt_arena *arena,
                                       idt_error *err);
/* Is what it tells of the newest edition that the register holds of the dataset? Only then does it
 * say anything of the register. */
bool idt_fetch_state_is_held(const idt_fetch_state *state, const idt_edition_before *newest);
/* The file fetched from this address, or NULL. */
const idt_kept_file *idt_fetch_state_find(const idt_fetch_state *state, idt_str address);

#endif
