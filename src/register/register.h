/* register.h - the store: what every dataset said, when it said so, and since when we hold it.
 *
 * A dataset has editions (one state each: its bytes, when published, when recorded). For every
 * record key the register keeps rectangles on two axes:
 *
 *     recorded ^            content B
 *              |   content A |
 *        r2  - +------+------+-------->      run(key, content, pub_from..pub_to, rec_from..rec_to)
 *              |   content A
 *        r1  - +---------------------->
 *              p1     p2            published
 *
 * A read names two instants and sees exactly what was published by the one as far as it was held by
 * the other.
 *
 * I1  The edition in effect for (P, K) is the greatest (published, seq) with published <= P and
 * recorded <= K. I2  No two rectangles of a key overlap; rectangles are half-open on both axes. I3
 * The only update of a loaded rectangle is rec_to: open -> an instant. Nothing is deleted. I4 Every
 * order of importing the same editions leaves the same set of open rectangles. I5  An edition is
 * either wholly visible or not at all: it is written in chunks in state `loading` and one small
 * transaction makes it `loaded`. What a load left behind when it died is removed at the next open
 *     for writing.
 * I6  A read's known-at is resolved once, to an instant at which everything held is settled: it
 * answers the same for ever.
 *
 * Source of I1-I4: docs/register.md, "Three time axes". Owner of SQLite and zstd. SQL is in
 * register/sql/. Threads: a handle belongs to one thread. Processes: many readers, one writer
 * (IDT_E_BUSY for a second).
 */
#ifndef INTERDICT_REGISTER_REGISTER_H
#define INTERDICT_REGISTER_REGISTER_H

#include "core/clock.h"
#include "core/hash.h"
#include "statement/date.h"
#include "statement/record.h"

typedef struct idt_register idt_register;

#define IDT_REGISTER_FORMAT 3
#define IDT_REGISTER_FILE   "register.db"

typedef enum idt_open_mode { IDT_OPEN_READ, IDT_OPEN_WRITE, IDT_OPEN_CREATE } idt_open_mode;

typedef struct idt_register_options {
    const char *vfs; /* SQLite VFS to go through; NULL = the system's. Tests use an I/O shim */
    idt_clock clock;
    bool lean; /* READ: one of several handles that stay open: the file is not mapped, and few pages
                  and records are kept; else up to 64 MB of records */
} idt_register_options;

/* Opens <home>/register.db. READ needs nothing writable (a read-only home works: IDT_E_NOT_FOUND if
 * there is none; where not even locks can be taken, a view answers IDT_E_BUSY once the file has
 * been written to). WRITE removes leftovers of dead loads and migrates an older format. CREATE
 * makes home and file if absent (IDT_E_USAGE if a register is there). Errors: IDT_E_FORMAT for a
 * newer format (nothing is touched), IDT_E_CORRUPT, IDT_E_BUSY, IDT_E_READONLY, IDT_E_FULL. */
IDT_CHECK idt_rc idt_register_open(const char *home, idt_open_mode mode,
                                   const idt_register_options *options, idt_register **out,
                                   idt_error *err);
IDT_CHECK idt_rc idt_register_close(idt_register *reg, idt_error *err);

/* ---- what a record is found by; computed outside (load/) because the register knows no text rules
 * ---- */

typedef enum idt_ref_kind {
    IDT_REF_ABOUT = 1, /* the subject a record speaks of, where that is not itself */
    IDT_REF_PARENT,    /* the whole it is a part of, or a party it is associated with */
    IDT_REF_SAME_AS,   /* judged the same / not the same party */
    IDT_REF_NOT_SAME_AS,
    IDT_REF_LIST, /* a list it speaks of */
    IDT_REF_KEY,  /* its own key, for lists, procedures, authorities and offices: named by key alone
                   */
    IDT_REF_CONCERNS, /* a record it has to do with: an incident's party, a claim's other subject */
    IDT_REF_SCHEMA    /* its own schema, for incidents, contacts, figures and what else is no
                         subject */
} idt_ref_kind;

typedef struct idt_name_entry {
    idt_str property; /* name, alias, ..., or `id` for keys and identifiers */
    idt_str value;    /* as written */
    idt_str folded;   /* the key it is found by */
} idt_name_entry;

typedef struct idt_ref_entry {
    idt_ref_kind kind;
    idt_str target;
} idt_ref_entry;

/* A day on which, or from which on, what a record says of a list may change a status: a bound of a
 * date stated there. */
typedef struct idt_day_entry {
    idt_str list; /* empty: of whatever list */
    idt_day day;
} idt_day_entry;

typedef struct idt_derived {
    const idt_name_entry *names;
    size_t name_count;
    const idt_ref_entry *refs;
    size_t ref_count;
    const idt_day_entry *days;
    size_t day_count;
} idt_derived;

/* Derives all three from a record. `version` stamps the derived tables: another version means
 * rebuild.
 */
typedef struct idt_deriver {
    const char *version;
    idt_rc (*derive)(const idt_record *record, idt_arena *arena, idt_derived *out, idt_error *err);
} idt_deriver;

/* ---- writing: one edition ---- */

typedef enum idt_cause {
    IDT_CAUSE_RECORD = 1, /* first said, or said again after an absence */
    IDT_CAUSE_CHANGE,     /* the world changed */
    IDT_CAUSE_CORRECTION, /* we were wrong */
    IDT_CAUSE_WITHDRAWN,  /* no longer said */
    IDT_CAUSE_READER,     /* the same bytes, read better */
    IDT_CAUSE_EDITION     /* a newer edition of a published list says so */
} idt_cause;

typedef struct idt_edition_spec {
    idt_str dataset; /* a key */
    idt_str title;
    idt_str publisher;
    bool authored; /* published = recorded; published_us counts for a reread only */
    bool partial;  /* record --add: keys not put stay as they are */
    int64_t published_us;
    uint32_t seq; /* among editions of one published instant; 0 = next free (1 if none) */
    int64_t retrieved_us;
    idt_digest sha256; /* over (role, SHA-256) of its files in order */
    idt_str reader;    /* "authored" */
    uint32_t reader_version;
    bool reread; /* the same (published, seq) again, by a newer reader: cause `reader` */
} idt_edition_spec;

typedef struct idt_raw_file {
    idt_str role; /* "record", "source", ... */
    idt_str name; /* base name, for people */
    idt_str bytes;
    const idt_digest *sha256; /* of the bytes, by whom it was computed already; NULL: computed */
} idt_raw_file;

typedef struct idt_edition_load idt_edition_load;

typedef struct idt_load_counts {
    uint64_t added, changed, unchanged, withdrawn;
    int64_t published_us, recorded_us;
    uint32_t seq;
    bool same_bytes; /* this edition is held already; nothing was done */
} idt_load_counts;

/* Begins an edition. Files are kept by SHA-256. IDT_E_BUSY while another load is open.
 * The same (sha256, reader_version) as the newest edition of an authored dataset, or as one held of
 * this published instant (and seq, if given): *out is NULL and counts->same_bytes is set.
 * IDT_E_USAGE: another edition has this seq; nothing is there to reread. */
IDT_CHECK idt_rc idt_edition_begin(idt_register *reg, const idt_edition_spec *spec,
                                   const idt_raw_file *files, size_t file_count,
                                   const idt_deriver *deriver, idt_edition_load **out,
                                   idt_load_counts *counts, idt_error *err);
/* Is this edition held already (counts as idt_edition_begin would give them), before its bytes are
 * read? */
IDT_CHECK idt_rc idt_edition_held(idt_register *reg, const idt_edition_spec *spec, bool *held,
                                  idt_load_counts *counts, idt_error *err);

typedef struct idt_edition_file {
    idt_str role, name;
    idt_digest sha256; /* for idt_register_raw */
} idt_edition_file;

/* One edition as it was loaded, for the next to be compared with. */
typedef struct idt_edition_before {
    bool found;
    int64_t published_us;
    uint32_t seq;
    idt_digest sha256; /* of the edition */
    idt_str reader;
    uint32_t reader_version;
    uint64_t records;
    const idt_edition_file *files; /* in their order */
    size_t file_count;
} idt_edition_before;

/* The edition in effect at a published instant, as held now: what an edition of that instant comes
 * after. */
IDT_CHECK idt_rc idt_edition_before_find(idt_register *reg, idt_str dataset, int64_t published_us,
                                         idt_arena *arena, idt_edition_before *out, idt_error *err);

/* The record is as in the edition before (idt_edition_before_find): nothing is written for it.
 * IDT_E_INPUT for a key that edition does not have, or one given already. */
IDT_CHECK idt_rc idt_edition_keep(idt_edition_load *load, idt_str key, idt_error *err);
/* One record of the edition: canonical content with its hash. A key twice is IDT_E_INPUT. */
IDT_CHECK idt_rc idt_edition_put(idt_edition_load *load, idt_str key, idt_str content,
                                 const idt_digest *hash, idt_cause cause, idt_str note,
                                 idt_error *err);
/* What finishing would do, before it is done: lets the caller stop at mass removals. */
IDT_CHECK idt_rc idt_edition_preview(idt_edition_load *load, idt_load_counts *counts,
                                     idt_error *err);
/* Makes the edition visible; durable when it returns IDT_OK. Takes `load` also on failure (then
 * nothing is loaded). */
IDT_CHECK idt_rc idt_edition_finish_take(idt_edition_load *load, idt_load_counts *counts,
                                         idt_error *err);
void idt_edition_abort_take(idt_edition_load *load); /* accepts NULL */

/* ---- reading ---- */

#define IDT_VIEW_VERSION_BYTES 24

/* The two instants of a read. Both are resolved by idt_register_view: IDT_INSTANT_OPEN asks for
 * now. */
typedef struct idt_view {
    int64_t published_by_us;
    int64_t known_at_us;
    int64_t now_us;                       /* the clock, once */
    char version[IDT_VIEW_VERSION_BYTES]; /* of what is held at known_at: "<number of editions>-<12
                                             hex digits>" */
} idt_view;

/* Opens a consistent read (a snapshot) until the next idt_register_view or close, and resolves the
 * instants. */
IDT_CHECK idt_rc idt_register_view(idt_register *reg, int64_t published_by_us, int64_t known_at_us,
                                   idt_view *out, idt_error *err);

/* The view's version at another known-at, within the open read. */
IDT_CHECK idt_rc idt_register_version_at(idt_register *reg, int64_t known_at_us,
                                         char out[IDT_VIEW_VERSION_BYTES], idt_error *err);

/* One record, or *out NULL. Records live in the handle's cache or, where that is full, in `arena`:
 * copy what must outlive the next idt_register_view or the arena. */
IDT_CHECK idt_rc idt_register_record(idt_register *reg, const idt_view *view, idt_str dataset,
                                     idt_str key, idt_arena *arena, const idt_record **out,
                                     idt_error *err);
/* Every record that speaks of `subject` (its own and those with `about`), by dataset then key. */
IDT_CHECK idt_rc idt_register_about(idt_register *reg, const idt_view *view, idt_str subject,
                                    idt_arena *arena, const idt_record *const **out, size_t *count,
                                    idt_error *err);
/* Records with a reference of `kind` to `target`. */
IDT_CHECK idt_rc idt_register_referring(idt_register *reg, const idt_view *view, idt_ref_kind kind,
                                        idt_str target, idt_arena *arena,
                                        const idt_record *const **out, size_t *count,
                                        idt_error *err);
/* Records that have a name or identifier equal to `folded`. */
IDT_CHECK idt_rc idt_register_named(idt_register *reg, const idt_view *view, idt_str folded,
                                    idt_arena *arena, const idt_record *const **out, size_t *count,
                                    idt_error *err);
/* Records of published datasets that once bore the name, published by then, and have left their
 * list. */
IDT_CHECK idt_rc idt_register_named_past(idt_register *reg, const idt_view *view, idt_str folded,
                                         idt_arena *arena, const idt_record *const **out,
                                         size_t *count, idt_error *err);

/* One version of a record, as long as it was in effect on the published axis. */
typedef struct idt_record_run {
    const idt_record *record;
    int64_t pub_from, pub_to;
} idt_record_run;

/* All versions of one record that were published by the view's instant, oldest first; they do not
 * overlap. */
IDT_CHECK idt_rc idt_register_runs(idt_register *reg, const idt_view *view, idt_str dataset,
                                   idt_str key, idt_arena *arena, const idt_record_run **out,
                                   size_t *count, idt_error *err);
/* The instants at which a published dataset had editions, ascending; none for an authored one.
 * Lives until the next view. */
IDT_CHECK idt_rc idt_register_edition_instants(idt_register *reg, const idt_view *view,
                                               idt_str dataset, const int64_t **out, size_t *count,
                                               idt_error *err);

/* Records of which one name or identifier holds all `words` (folded, whole words, any order). */
IDT_CHECK idt_rc idt_register_search(idt_register *reg, const idt_view *view, const idt_str *words,
                                     size_t word_count, size_t limit, idt_arena *arena,
                                     const idt_record *const **out, size_t *count, idt_error *err);
/* Every record at the view, by dataset then key; stops at the first result that is not IDT_OK and
 * returns it. The record lives for the visit. A visit may ask for records by the other calls, but
 * not for a view and not for each again. */
typedef idt_rc (*idt_record_visit)(void *context, const idt_record *record, idt_error *err);
IDT_CHECK idt_rc idt_register_each(idt_register *reg, const idt_view *view, idt_record_visit visit,
                                   void *context, idt_error *err);
/* Records at the view that have this content, by dataset then key. */
IDT_CHECK idt_rc idt_register_with_content(idt_register *reg, const idt_view *view,
                                           const idt_digest *hash, idt_arena *arena,
                                           const idt_record *const **out, size_t *count,
                                           idt_error *err);
/* The record in effect that has this content, for `cite`; *out NULL if none ever had. Any time. */
IDT_CHECK idt_rc idt_register_by_content(idt_register *reg, const idt_digest *hash,
                                         idt_arena *arena, const idt_record **out, idt_error *err);

typedef struct idt_edition_info {
    idt_str dataset, title, publisher, reader;
    uint32_t reader_version, seq;
    int64_t published_us, retrieved_us, recorded_us;
    idt_digest sha256;
    bool authored;
    uint64_t records; /* in effect after it */
    uint64_t added, changed, withdrawn;
} idt_edition_info;
/* False: nothing said when it was published, so that it stands at the instant of its import
 * (load/load_list.c find_published), and how old it is nobody knows. */
static inline bool idt_edition_is_dated(const idt_edition_info *edition)
{
    return edition->authored || edition->published_us != edition->retrieved_us;
}
/* Editions of one dataset (absent: of all) at the view, oldest first. */
IDT_CHECK idt_rc idt_register_editions(idt_register *reg, const idt_view *view, idt_str dataset,
                                       idt_arena *arena, const idt_edition_info **out,
                                       size_t *count, idt_error *err);

/* Kept bytes by SHA-256: IDT_E_NOT_FOUND if not held, IDT_E_CORRUPT if they no longer have that
 * hash. */
IDT_CHECK idt_rc idt_register_raw(idt_register *reg, const idt_digest *sha256, idt_arena *arena,
                                  idt_str *out, idt_error *err);

/* The same, or what a writer's handle still has in memory of it: to compare with, not to prove. */
IDT_CHECK idt_rc idt_register_raw_at_hand(idt_register *reg, const idt_digest *sha256,
                                          idt_arena *arena, idt_str *out, idt_error *err);

/* Integrity: SQLite's own check, I2, every content's hash, every kept file's hash, derived tables
 * against the deriver. Each fault goes to `fault`; IDT_OK also when faults were found (*faults
 * counts them). */
typedef void (*idt_fault_visit)(void *context, const char *what);
IDT_CHECK idt_rc idt_register_verify(idt_register *reg, const idt_deriver *deriver,
                                     idt_fault_visit fault, void *context, uint64_t *faults,
                                     idt_error *err);

#endif
