/* tally.h - how often did what kind of thing happen, with a few examples of each.
 *
 *   "alert people"  "exact x2"   7   JOHN SMITH for SMITH, John
 *
 * I1  What is kept does not depend on the order in which things are counted: examples are those of
 *     the lowest draw. So tallies of several threads make one, whatever each of them saw.
 *
 * Lifetime: the arena given. Threads: one each.
 */
#ifndef INTERDICT_SELFTEST_TALLY_H
#define INTERDICT_SELFTEST_TALLY_H

#include "core/map.h"

#define IDT_TALLY_EXAMPLES 3

typedef struct idt_tally_example {
    uint64_t draw;
    idt_str asked, name, subject; /* what was asked; the listed name it stands against; whose */
    uint16_t score;
} idt_tally_example;

typedef struct idt_tally_kind {
    idt_str area, kind;
    uint64_t count;
    idt_tally_example examples[IDT_TALLY_EXAMPLES]; /* by draw; the first `shown` */
    size_t shown;
} idt_tally_kind;

typedef struct idt_tally {
    idt_arena *arena;
    idt_map kinds; /* "area\tkind" -> idt_tally_kind */
} idt_tally;

void idt_tally_init(idt_tally *tally, idt_arena *arena);
/* Texts are copied where they are kept. IDT_E_LIMIT. */
IDT_CHECK idt_rc idt_tally_count(idt_tally *tally, const char *area, idt_str kind,
                                 const idt_tally_example *example, idt_error *err);
/* What `from` counted, too. */
IDT_CHECK idt_rc idt_tally_merge(idt_tally *tally, const idt_tally *from, idt_error *err);
/* By area, then the most frequent first, then by text. *out lives in the tally's arena. */
IDT_CHECK idt_rc idt_tally_sorted(const idt_tally *tally, idt_tally_kind **out, size_t *count,
                                  idt_error *err);

#endif
