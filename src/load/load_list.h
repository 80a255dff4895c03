/* load_list.h - an official list end to end: files, reader, account, edition.
 *
 *   interdict import us_ofac_sdn sdn_2023-12-28T184324Z.csv alt.csv.xz add.csv.xz
 *   -> published 2023-12-28T18:43:24Z (by a file's name); 55 added, 60 changed, 13,706 unchanged
 *
 * I1  Nothing is written before everything is read and judged: a file that cannot be read, a reject
 *     or a mass removal that is not accepted, a set that lacks a file leave the register untouched.
 * I2  The instant published is the one given, else the one stated inside, else the one in a file's
 *     name, else the time of import, and the report says which. A file's own time stamp never
 *     counts.
 * I3  The edition's hash is over (role, SHA-256) of its files in the reader's order, of the bytes
 * as published without their compression. I4  Order does not matter: an edition older than what is
 * held goes where it belongs.
 *
 * An entry whose source bytes are those of the edition published before it, read by the same
 * version of the reader, is not read again. Threads: those of the register.
 */
#ifndef INTERDICT_LOAD_LOAD_LIST_H
#define INTERDICT_LOAD_LOAD_LIST_H

#include "lists/reader.h"
#include "register/register.h"

typedef enum idt_published_from {
    IDT_PUBLISHED_GIVEN = 1,
    IDT_PUBLISHED_STATED, /* inside the files */
    IDT_PUBLISHED_NAME,   /* by a file's name */
    IDT_PUBLISHED_IMPORT  /* nothing says: the time of import */
} idt_published_from;

typedef struct idt_list_options {
    bool has_published;
    int64_t published_us;
    bool accept_rejects;
    bool accept_removals;
    bool check; /* only read and judge; load nothing */
} idt_list_options;

/* Why nothing was loaded. */
typedef enum idt_list_stop {
    IDT_STOP_NONE = 0,
    IDT_STOP_REJECTS,  /* entries could not be read */
    IDT_STOP_REMOVALS, /* over 5 % of the edition before would go */
    IDT_STOP_FILES     /* a file that the edition before had is missing */
} idt_list_stop;

typedef struct idt_list_report {
    const idt_list_reader *reader;
    idt_list_stop stop;
    idt_str stop_why;
    idt_published_from from;
    idt_load_counts counts;  /* same_bytes: held already, nothing was read */
    uint64_t records_before; /* of the edition published before it */
    idt_list_account account;
    uint64_t source_bytes; /* as published, without compression */
    const idt_list_file *files;
    size_t file_count;
} idt_list_report;

/* One edition from files of any compression. `arena` holds the report and the files' bytes. */
IDT_CHECK idt_rc idt_load_list(idt_register *reg, const idt_list_reader *reader,
                               const char *const *paths, size_t path_count,
                               const idt_list_options *options, idt_arena *arena,
                               idt_list_report *report, idt_error *err);

/* The same from bytes at hand (a fetch). */
IDT_CHECK idt_rc idt_load_list_files(idt_register *reg, const idt_list_reader *reader,
                                     idt_list_file *files, size_t file_count,
                                     const idt_list_options *options, idt_arena *arena,
                                     idt_list_report *report, idt_error *err);

/* An entry that the newer reader cannot read: the edition, read again, lacks it. */
typedef struct idt_reparse_reject {
    int64_t published_us; /* of the edition */
    idt_list_reject reject;
} idt_reparse_reject;

#define IDT_REPARSE_REJECTS_MAX 100

typedef struct idt_reparse_counts {
    uint64_t editions; /* held of the dataset */
    uint64_t reread;   /* by an older reader */
    uint64_t changed, added, withdrawn;
    uint64_t rejected;
    const idt_reparse_reject *rejects; /* the first of them */
    size_t reject_count;
} idt_reparse_counts;

/* Reads every edition of the dataset that an older version of the reader read once more, from the
 * kept bytes, oldest first: cause `reader`, published coordinates as they are. Entries that cannot
 * be read are counted and told, and stop nothing. IDT_E_INPUT with the edition: it cannot be read
 * as a whole; those before it are done, and the next call goes on from there. `arena` holds
 * `rejects`.
 */
IDT_CHECK idt_rc idt_reparse_list(idt_register *reg, const idt_list_reader *reader,
                                  idt_arena *arena, idt_reparse_counts *counts, idt_error *err);

/* The instant in a file's name: YYYY-MM-DD, alone or with THHMMSSZ, HHMM or the like behind it; a
 * day is its start. False where there is none, or two that differ. */
bool idt_instant_in_name(idt_str name, int64_t *instant_us);

/* Entries that the editions in effect at the view have and that could not be read: they stand
 * without what they say. */
IDT_CHECK idt_rc idt_unread_entries(idt_register *reg, const idt_view *view, idt_arena *arena,
                                    const idt_record *const **out, size_t *count, idt_error *err);

#endif
