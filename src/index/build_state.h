/* build_state.h - what builder.c gathers and write.c lays out. Only the two include it. */
#ifndef INTERDICT_INDEX_BUILD_STATE_H
#define INTERDICT_INDEX_BUILD_STATE_H

#include "core/map.h"
#include "index/builder.h"
#include "index/format.h"

/* In `what` of a part, where its term will stand. */
enum { BUILT_FOUND = 1, BUILT_OTHER = 2 };

typedef struct built_form {
    idt_str identity; /* kind, standing, tags, text */
    idt_str data;     /* its record in FORM_DATA */
    uint32_t *terms;  /* of its parts, as first met */
    row_part *row;    /* without terms, BUILT_ bits in their place */
    uint16_t count;
    uint32_t rarest; /* place in `terms` */
} built_form;

typedef struct built_entry {
    uint32_t form, subject, origin, ordinal, span;
} built_entry;

typedef struct built_link {
    uint64_t key;
    uint32_t form;
} built_link;

typedef struct built_find {
    uint64_t key;
    uint32_t id;
} built_find;

typedef struct built_class {
    uint64_t class_of; /* INDEX_CLASS_NONE: the id's classes are told, there may be no other */
    uint32_t id;
} built_class;

struct idt_index_builder {
    idt_arena *arena;   /* kept until the end */
    idt_arena *parsing; /* of one name */
    idt_buf scratch;
    idt_str register_version;
    idt_map terms; /* record -> number in order of arrival */
    idt_map forms; /* identity -> built_form */
    idt_map ids;   /* subjects and origins */
    idt_map spans; /* 48 bytes */
    built_form *form_items;
    size_t form_cap;
    built_entry *entries;
    size_t entry_count, entry_cap;
    built_link *links;
    size_t link_count, link_cap;
    idt_map descriptions; /* id -> idt_str * */
    idt_map replaced;     /* prefixes */
    built_find *finds;
    size_t find_count, find_cap;
    built_class *classes;
    size_t class_count, class_cap;
    int64_t known_at_us;
    uint64_t cut;
};

/* The number of `bytes` in the map, in order of arrival; false at the ceiling. */
bool index_number_of(idt_index_builder *b, idt_map *map, idt_str bytes, uint32_t *out);

/* Lays the file out. IDT_E_LIMIT: too many terms or bytes for one file, or `out` is full. */
IDT_CHECK idt_rc index_write(idt_index_builder *b, idt_buf *out, idt_index_built *built,
                             idt_error *err);

/* The bytes of FIELD behind `out`, and the numbers of FIELD_OFF (none: no class of anything).
 * `rows`: where the row of each form begins, as the builder has them. Entries are still as built.
 */
bool index_put_fields(idt_index_builder *b, const uint32_t *rows, uint64_t parts, idt_buf *out,
                      uint32_t **offsets, size_t *offset_count);

#endif
