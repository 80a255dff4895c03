/* reread.h - editions that an older version of a reader read: what a newer one may read better.
 *
 * Internal to register/ and load/reparse.c. */
#ifndef INTERDICT_REGISTER_REREAD_H
#define INTERDICT_REGISTER_REREAD_H

#include "register/register.h"

typedef struct idt_edition_reread {
    idt_edition_before edition; /* with its files, as they were kept */
    int64_t retrieved_us;
} idt_edition_reread;

/* Of one published dataset, oldest first, each in its last reading; those whose last reading is of
 * `version` or newer, and authored ones, are not among them. */
IDT_CHECK idt_rc idt_editions_of_older_reader(idt_register *reg, idt_str dataset, idt_str reader,
                                              uint32_t version, idt_arena *arena,
                                              const idt_edition_reread **out, size_t *count,
                                              idt_error *err);

#endif
