/* freshness.h - is what is held of a published list still what is published, as far as anybody
 * knows?
 *
 *   un_sc, max_age P3D, published 24 Nov, found current 25 Nov, now 29 Nov  ->  stale
 *
 * A list is stale where, for longer than its max_age, it was neither published nor found current by
 * an update. An old edition imported today is not fresh by that: of one that nothing dates nobody
 * knows when it was published, so it is stale until an update finds it current. Every answer that
 * rests on a stale list has to say so (fail closed). Told of now only: what was fresh in the past
 * nobody kept.
 *
 * Threads: those of the register.
 */
#ifndef INTERDICT_LOAD_FRESHNESS_H
#define INTERDICT_LOAD_FRESHNESS_H

#include "load/publications.h"
#include "register/register.h"

typedef struct idt_freshness {
    bool told;    /* false: no max_age is known for the dataset, or it is authored */
    bool dated;   /* it is known when it was published */
    bool checked; /* an update found it current, at... */
    int64_t checked_us;
    idt_str max_age; /* as written */
    bool stale;
    idt_str note; /* what an update had left is damaged; absent */
} idt_freshness;

/* Of the newest edition of a dataset. `home` is the register's; `all` may be empty. */
IDT_CHECK idt_rc idt_freshness_find(idt_register *reg, const char *home,
                                    const idt_publications *all, const idt_edition_info *newest,
                                    int64_t now_us, idt_arena *arena, idt_freshness *out,
                                    idt_error *err);

#endif
