/* build_state.h - what builder.c gathers and write.c lays out. Only the three .c files of the
 * builder include it.
 *
 * Numbers of terms, forms and ids are those of their arrival; write.c gives them their places.
 */
#ifndef INTERDICT_INDEX_BUILD_STATE_H
#define INTERDICT_INDEX_BUILD_STATE_H

#include "index/builder.h"
#include "index/format.h"
#include "index/gathered.h"

/* A form's text, kind, tags and standing are its identity, a text of `forms`; this is the rest. */
typedef struct built_form {
    uint64_t data; /* where its record begins in `data`, without its text (builder.c) */
    uint32_t row;  /* its first part in `rows` */
} built_form;

typedef struct built_entry {
    uint32_t form, subject, origin, ordinal, span;
} built_entry;

typedef struct built_link {
    uint32_t high;  /* highest 32 bits of its key */
    uint32_t check; /* lowest 8 */
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

typedef struct built_description {
    uint64_t start; /* in `about` */
    uint32_t len;
    uint32_t id;
} built_description;

struct idt_index_builder {
    idt_arena *arena; /* the handle */
    index_room room;
    idt_arena *parsing; /* of one name */
    idt_reading_memory *memory;
    idt_buf scratch;
    idt_str register_version;
    index_texts terms; /* head and record */
    index_texts forms; /* identities */
    index_texts ids;   /* subjects and origins */
    index_texts spans; /* 48 bytes */
    index_texts replaced;
    index_texts described; /* ids as bytes: numbered as `descriptions` */
    idt_buf form_items;    /* built_form */
    idt_buf data;
    idt_buf rows; /* row_part, the term by its number */
    idt_buf entries;
    idt_buf links;
    idt_buf about;
    idt_buf descriptions;
    idt_buf finds;
    idt_buf classes;
    int64_t known_at_us;
    uint64_t cut;
};

/* Items of an array. */
#define BUILT(type, array)       ((type *)(void *)(array).ptr)
#define BUILT_COUNT(type, array) ((array).len / sizeof(type))

/* The parts of a form: from its first one in `rows` on. */
static inline size_t built_row(const idt_index_builder *b, uint32_t form, const row_part **out)
{
    const built_form *items = BUILT(const built_form, b->form_items);
    const bool last = form + 1 == BUILT_COUNT(built_form, b->form_items);
    const size_t end = last ? BUILT_COUNT(row_part, b->rows) : items[form + 1].row;
    *out = BUILT(const row_part, b->rows) + items[form].row;
    return end - items[form].row;
}

static inline uint32_t built_term(const row_part *part)
{
    return part->what & INDEX_TERMS_MAX;
}

/* Lays the file out and frees what the builder has gathered. IDT_E_LIMIT: too many terms or bytes
 * for one file, or `out` is full. */
IDT_CHECK idt_rc index_write(idt_index_builder *b, idt_buf *out, idt_index_built *built,
                             idt_error *err);
void index_builder_release(idt_index_builder *b);

/* The bytes of FIELD behind `out`, and the numbers of FIELD_OFF (none: no class of anything), these
 * in the arena. `rows`: where the row of each form begins, as the builder has them. Entries are
 * still as built. */
bool index_put_fields(const idt_index_builder *b, const uint32_t *rows, uint64_t parts,
                      idt_arena *arena, idt_buf *out, uint32_t **offsets, size_t *offset_count);

#endif
