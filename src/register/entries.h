/* entries.h - how many entries published datasets have on a list.
 *
 *   un-1988 -> un_sc, as published 2026-02-27T00:00:09Z: 135 Person, 5 Organization
 *
 * Said beside a listing that has no entry of its own: the list is read, and the party is not on it
 * under a name of its own. Cost: linear in the entries of the list. Ownership: the arena.
 */
#ifndef INTERDICT_REGISTER_ENTRIES_H
#define INTERDICT_REGISTER_ENTRIES_H

#include "register/register.h"

typedef struct idt_entry_count {
    idt_str schema;
    size_t count;
} idt_entry_count;

/* Of one dataset; by schema, most first. */
typedef struct idt_list_entries {
    idt_str list;
    idt_str dataset;
    int64_t published_us; /* of the newest edition at the view */
    const idt_entry_count *counts;
    size_t count;
} idt_list_entries;

/* One for each published dataset that has entries on the list, by dataset. */
IDT_CHECK idt_rc idt_entries_on(idt_register *reg, const idt_view *view, idt_str list,
                                idt_arena *arena, const idt_list_entries **out, size_t *count,
                                idt_error *err);

#endif
