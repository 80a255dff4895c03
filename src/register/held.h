/* held.h - what a dataset has in effect at one published instant, while an edition is being loaded.
 *
 * Read once an edition, in one query: an edition of 12,000 entries of which 60 differ then asks for
 * 60 records, not for 12,000. Internal to register/.
 */
#ifndef INTERDICT_REGISTER_HELD_H
#define INTERDICT_REGISTER_HELD_H

#include "register/store.h"

typedef struct idt_held_run {
    idt_str key;
    int64_t version;
    int64_t pub_from, pub_to;
    bool met; /* the edition being loaded has it */
} idt_held_run;

typedef struct idt_held {
    idt_held_run *runs;
    size_t count;
    idt_map by_key; /* key -> index */
} idt_held;

/* The open rectangles of the dataset that cover `published_us`. All in the arena. */
IDT_CHECK idt_rc store_held_read(idt_register *reg, int64_t dataset, int64_t published_us,
                                 idt_arena *arena, idt_held *out, idt_error *err);
/* NULL where the key is not in effect. */
idt_held_run *store_held_find(const idt_held *held, idt_str key);

#endif
