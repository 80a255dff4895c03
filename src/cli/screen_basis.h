/* screen_basis.h - what an answer of a screening rests on: which editions, how fresh, what of them
 * could not be read, which known lists are not held.
 *
 * Every answer says it (fail closed): "no match" is worth no more than the lists behind it.
 * Lives in the arena of the invocation.
 */
#ifndef INTERDICT_CLI_SCREEN_BASIS_H
#define INTERDICT_CLI_SCREEN_BASIS_H

#include "cli/command.h"
#include "core/json_writer.h"
#include "load/freshness.h"

/* One dataset's edition in effect. */
typedef struct idt_screen_edition {
    const idt_edition_info *edition;
    idt_freshness fresh;
    uint64_t unread; /* entries it has that could not be read: their names are not screened */
} idt_screen_edition;

typedef struct idt_screen_basis {
    const idt_view *view;
    idt_day as_of;
    const idt_screen_edition *editions; /* by dataset */
    size_t count;
    const idt_str *missing; /* datasets that sources.yaml knows and the register does not hold */
    size_t missing_count;
    const idt_str *warnings; /* sentences: stale, unread, missing */
    size_t warning_count;
} idt_screen_basis;

/* The editions in effect at the view. IDT_E_NOT_FOUND: there are none, so nothing could be found.
 */
IDT_CHECK idt_rc idt_screen_basis_find(idt_invocation *inv, const idt_view *view, idt_day as_of,
                                       idt_screen_basis *out, idt_error *err);

/* Members as_of, published_by, known_at, register, datasets, not_held, warnings. */
void idt_screen_basis_json(const idt_screen_basis *basis, idt_json_writer *w);
/* "brief, un_sc, as published by ... and known at ...", and the warnings. */
void idt_screen_basis_words(const idt_screen_basis *basis, idt_buf *out);

#endif
