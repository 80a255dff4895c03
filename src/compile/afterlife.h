/* afterlife.h - where a record has left its list, its last names still stand.
 *
 *   published     1 Mar          8 Mar           15 Mar          22 Mar
 *   rectangles      |---- A ------|                |----- B -------|
 *   afterlife                     |------ A -------|               |------ B ------->
 *
 * A party that a list no longer has is still found, and the hit says that the listing ended.
 *
 * I1  At (P, K) a version stands in afterlife where no rectangle covers (P, K) and one known at K
 *     ended by P: the one that ended last.
 * I2  At (P, K) it depends on rectangles known at K and begun by P, on nothing later: what comes
 *     back after P ends an afterlife at its own beginning.
 *
 * Pure. Cost: instants x rectangles of one record.
 */
#ifndef INTERDICT_COMPILE_AFTERLIFE_H
#define INTERDICT_COMPILE_AFTERLIFE_H

#include "register/rectangles.h"

/* `rectangles`: of one record, none over another. *out: each a version and where it stands in
 * afterlife, in the arena. IDT_E_LIMIT. */
IDT_CHECK idt_rc idt_afterlife(const idt_rectangle *rectangles, size_t count, idt_arena *arena,
                               idt_rectangle **out, size_t *out_count, idt_error *err);

#endif
