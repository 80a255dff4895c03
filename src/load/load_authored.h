/* load_authored.h - record files end to end: read, check against what is held, load as editions.
 *
 *   interdict record data/starter/brief.yaml
 *   -> brief  published 2026-11-25T06:00:52Z  1 added, 0 changed, 0 unchanged, 0 withdrawn
 *
 * I1  Everything is checked before anything is written: a fault in one file loads none of them.
 * I2  A record that differs from the one held says `change:` or `correction:`.
 * I3  References (records, lists, bodies) resolve within the files or in the register.
 * I4  Withdrawing more than 5 % of a dataset needs accept_removals.
 *
 * Several datasets in one call are one edition each, in order of their keys; a failure of the disk
 * between two leaves the earlier ones loaded, and the error says so.
 */
#ifndef INTERDICT_LOAD_LOAD_AUTHORED_H
#define INTERDICT_LOAD_LOAD_AUTHORED_H

#include "authored/authored.h"
#include "register/register.h"

typedef struct idt_load_options {
    bool add;             /* only add or replace: records not given stay */
    bool accept_removals; /* withdrawing many is meant */
    bool only_absent;     /* datasets that have an edition already are passed over (init) */
} idt_load_options;

typedef struct idt_loaded_dataset {
    idt_str key;
    idt_load_counts counts;
    bool passed_over;
} idt_loaded_dataset;

typedef struct idt_load_report {
    const idt_fault *faults; /* any = nothing was loaded */
    size_t fault_count;
    const idt_loaded_dataset *datasets;
    size_t dataset_count;
} idt_load_report;

/* Reads the files and checks them; against the register too unless `reg` is NULL. Loads nothing. */
IDT_CHECK idt_rc idt_check_authored(idt_register *reg, const char *const *paths, size_t path_count,
                                    const idt_load_options *options, idt_arena *arena,
                                    idt_load_report *report, idt_error *err);

/* The same, then loads. IDT_OK with faults in the report means: nothing was loaded because of them.
 */
IDT_CHECK idt_rc idt_load_authored(idt_register *reg, const char *const *paths, size_t path_count,
                                   const idt_load_options *options, idt_arena *arena,
                                   idt_load_report *report, idt_error *err);

#endif
