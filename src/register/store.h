/* store.h - inside register/: the handle, its statements, and errors of SQLite in our words.
 *
 * Every query is a file of sql/query, prepared at first use and kept. A statement is used as
 * bind - step - reset; store_reset must follow every use, or the read snapshot stays open.
 */
#ifndef INTERDICT_REGISTER_STORE_H
#define INTERDICT_REGISTER_STORE_H

#include <sqlite3.h>

#include "core/map.h"
#include "register/register.h"
#include "register/sql_text.h"

#define STORE_CACHE_BYTES ((size_t)64 << 20)
#define STORE_LEAN_BYTES  ((size_t)2 << 20)
#define STORE_CHUNK_ROWS  4000

/* One state of the file and its log. */
typedef struct store_stamp {
    uint64_t inode;
    int64_t size, changed_s, changed_ns, log_size;
} store_stamp;

/* Bytes of a kept file, so that many editions in one go do not unpack the one before each time. */
#define STORE_AT_HAND 8
typedef struct store_at_hand {
    idt_digest sha256;
    idt_arena *arena; /* NULL: an empty slot */
    idt_str bytes;
} store_at_hand;

struct idt_register {
    idt_arena *own; /* this handle and its name */
    sqlite3 *db;
    sqlite3_stmt *statements[IDT_SQL_COUNT];
    idt_clock clock;
    bool writable;
    bool in_view; /* a read snapshot is open */
    int lock_fd;  /* held by the one writer; -1 for readers */
    idt_edition_load *load;
    const char *alone_path; /* read without locks, as a file that nobody writes; else NULL */
    store_stamp alone;      /* the state it was opened in */
    bool lean;
    size_t cache_most; /* records are kept up to here */
    idt_arena *cache_arena;
    idt_map cache; /* run id -> parsed record: a run never changes its content */
    idt_map keyed; /* of this view: key -> keyed_records; the law is asked for with every status */
    store_at_hand at_hand[STORE_AT_HAND]; /* of a writer */
    size_t at_hand_next;
    idt_map instants; /* of this view: dataset -> when its editions were published */
};

/* SQLite's result as ours; the message says what was being done. */
idt_rc store_fail(idt_register *reg, const char *doing, idt_error *err);

/* The prepared statement of a query; NULL with the error set. */
IDT_CHECK idt_rc store_statement(idt_register *reg, idt_sql query, sqlite3_stmt **out,
                                 idt_error *err);
void store_bind_text(sqlite3_stmt *s, int at, idt_str text);
void store_bind_digest(sqlite3_stmt *s, int at, const idt_digest *digest);
idt_str store_text(sqlite3_stmt *s, int column); /* until the next step */
idt_str store_blob(sqlite3_stmt *s, int column);
void store_reset(sqlite3_stmt *s);
/* Runs a statement that gives no rows, and resets it. */
IDT_CHECK idt_rc store_run(idt_register *reg, sqlite3_stmt *s, const char *doing, idt_error *err);
/* Steps: *row tells whether there is one. Resets at the end and on errors. */
IDT_CHECK idt_rc store_step(idt_register *reg, sqlite3_stmt *s, bool *row, const char *doing,
                            idt_error *err);
/* A query of one integer: *found false where there is no row or it is NULL. Resets. */
IDT_CHECK idt_rc store_number(idt_register *reg, sqlite3_stmt *s, int64_t *out, bool *found,
                              idt_error *err);
IDT_CHECK idt_rc store_exec(idt_register *reg, const char *sql, const char *doing, idt_error *err);
/* Ends the read snapshot, if one is open. */
IDT_CHECK idt_rc store_end_view(idt_register *reg, idt_error *err);

/* IDT_E_BUSY where the file is read without locks and was written to since it was opened. */
IDT_CHECK idt_rc store_check_alone(const idt_register *reg, idt_error *err);

/* Removes what loads left behind when they died; the writer holds the lock, so none is alive. */
IDT_CHECK idt_rc store_undo_dead_loads(idt_register *reg, idt_error *err);

/* raw.c: keeps a file's bytes, as a patch where that is worth it; `before` is the file before it of
 * its role, or NULL. */
IDT_CHECK idt_rc store_keep_raw(idt_register *reg, const idt_digest *sha256, idt_str bytes,
                                const idt_digest *before, idt_error *err);
void store_forget_at_hand(idt_register *reg);

/* before.c: a row that begins as edition_before.sql does, and the files of an edition. */
IDT_CHECK idt_rc store_edition_row(sqlite3_stmt *s, idt_arena *arena, int64_t *edition,
                                   idt_edition_before *out, idt_error *err);
IDT_CHECK idt_rc store_edition_files(idt_register *reg, int64_t edition, idt_arena *arena,
                                     idt_edition_before *out, idt_error *err);

/* derive.c: are the derived tables of this deriver? Between a migration and the next load they are
 * not. */
IDT_CHECK idt_rc store_derived_current(idt_register *reg, const idt_deriver *deriver, bool *current,
                                       idt_error *err);
/* Makes all of them anew when the deriver's version differs from the stamp. */
IDT_CHECK idt_rc store_derive_all(idt_register *reg, const idt_deriver *deriver, idt_error *err);

#endif
