/* entries.h - the history of one record as what an index is told of it.
 *
 *   un_sc:36 @ 0123456789abcdef    name "A"    published [1 Mar, 8 Mar)  recorded [9 Mar, open)
 *   un_sc:36 @ 0123456789abcdef-   name "A"    published [8 Mar, open)   recorded [9 Mar, open)
 *
 * The origin is `<dataset>:<key>@<first 16 hex digits of the content's hash>`, with `-` behind it
 * where the record has left its list and its last names stand (afterlife.h). A version without a
 * name, such as an entry that could not be read, does not end the names before it.
 *
 * I1  Every version that was a party at (P, K) has its names at (P, K), once each.
 * I2  What is told of a record depends on its history alone; so a file with all of it replaces what
 *     earlier files say of it (prefix `<dataset>:<key>@`).
 */
#ifndef INTERDICT_COMPILE_ENTRIES_H
#define INTERDICT_COMPILE_ENTRIES_H

#include "index/builder.h"
#include "register/rectangles.h"

/* Where entries go: an index's builder, or whoever counts them. */
typedef struct idt_entry_sink {
    void *context;
    idt_rc (*name)(void *context, const idt_index_name *name, idt_error *err);
    idt_rc (*describe)(void *context, idt_str origin, idt_str payload, idt_error *err);
    idt_rc (*key)(void *context, idt_str key, idt_str origin, idt_error *err);
    /* May be NULL. */
    idt_rc (*fields)(void *context, idt_str origin, const uint64_t *classes, size_t count,
                     idt_error *err);
} idt_entry_sink;

/* The sink of a builder. */
idt_entry_sink idt_entry_sink_of(idt_index_builder *builder);

/* All entries of one record. `arena` is for the time of the call. */
IDT_CHECK idt_rc idt_entries_of(const idt_record_history *history, idt_arena *arena,
                                const idt_entry_sink *sink, idt_error *err);

#endif
