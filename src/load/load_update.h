/* load_update.h - one dataset brought up to date: fetched from where it is published, judged as an
 * import is, loaded.
 *
 *   us_ofac_sdn: sdn.csv 200, alt.csv 304, add.csv 304, sdn_comments.csv 304
 *   -> the new sdn.csv with the kept bytes of the other three, as one edition
 *
 * I1  The register is written to only after all files of the set are here and judged
 *     (load_list.h, I1).
 * I2  A publisher is asked "has it changed?" only where the newest edition of the dataset consists
 *     of what was fetched then: "no" can only mean what is held.
 * I3  The register is not locked while the network is waited for.
 *
 * Threads: one register, one thread.
 */
#ifndef INTERDICT_LOAD_LOAD_UPDATE_H
#define INTERDICT_LOAD_LOAD_UPDATE_H

#include "fetch/fetch.h"
#include "load/load_list.h"
#include "load/publications.h"

typedef struct idt_update_setting {
    const char *program; /* interdict-fetch */
    const char *home;    /* of a register that is there */
    idt_clock clock;
    idt_fetch_order transfer; /* tries, times, who asks */
    idt_list_options list;
} idt_update_setting;

typedef enum idt_update_outcome {
    IDT_UPDATE_UNCHANGED = 1, /* told so by the publisher, or the same bytes came */
    IDT_UPDATE_LOADED,
    IDT_UPDATE_STOPPED, /* fetched, not loaded: list.stop says why */
    IDT_UPDATE_FAILED,  /* not fetched: the network or the server */
    IDT_UPDATE_REFUSED  /* what came is not what it should be */
} idt_update_outcome;

typedef struct idt_update_file {
    const idt_publication_file *file;
    bool asked;       /* false: a file before it failed */
    bool conditional; /* asked whether it has changed */
    idt_fetch_report report;
} idt_update_file;

typedef struct idt_update_report {
    const idt_publication *publication;
    idt_update_outcome outcome;
    idt_str why;       /* of failed and refused */
    idt_str note;      /* what was met on the way and did no harm; absent */
    bool older_reader; /* the newest edition held was read by one: reparse reads it again */
    int64_t checked_us;
    const idt_update_file *files;
    size_t file_count;
    bool read; /* `list` says what was read */
    idt_list_report list;
} idt_update_report;

/* With `ask_nobody` only files and what they would be asked with are told, outcome 0. Errors: those
 * of the register and of a reader (IDT_E_INPUT with its place); IDT_E_IO where no process can be
 * started. */
IDT_CHECK idt_rc idt_load_update(const idt_update_setting *setting,
                                 const idt_publication *publication, const idt_list_reader *reader,
                                 bool ask_nobody, idt_arena *arena, idt_update_report *report,
                                 idt_error *err);

#endif
