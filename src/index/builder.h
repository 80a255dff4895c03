/* builder.h - names into an index file.
 *
 *   builder = new; add(name) for every name ever recorded; finish -> bytes of one file
 *
 * I1  The bytes depend on the set of names added and the parameters, not on their order.
 * I2  A form (text, kind, tags, standing) is parsed once, however many bear it.
 * I3  The index holds what was recorded, with its three intervals; what is in force is asked later.
 *
 * Memory: about 280 bytes a name until `finish`, which frees what it has written: its peak is about
 * 500 bytes a name with the file of 280 (a million names of lists, people and companies: 498 MB).
 * All of it lies under the ceiling given but the file, which has its own. A larger set is built as
 * several files that are opened together (index/index.h I3). Threads: one.
 */
#ifndef INTERDICT_INDEX_BUILDER_H
#define INTERDICT_INDEX_BUILDER_H

#include "core/hash.h"
#include "match/profile.h"

/* Half-open: from <= t < to. Open ends: INT64_MIN, INT64_MAX. */
typedef struct idt_index_span {
    int64_t valid_from, valid_to;         /* days of the civil calendar (statement/date.h) */
    int64_t published_from, published_to; /* microseconds, UTC */
    int64_t recorded_from, recorded_to;
} idt_index_span;

#define IDT_INDEX_SPAN_ALWAYS                                                                      \
    ((idt_index_span){INT64_MIN, INT64_MAX, INT64_MIN, INT64_MAX, INT64_MIN, INT64_MAX})

/* One name of one party, as long as it was said. Copied where it must be kept. */
typedef struct idt_index_name {
    idt_str subject;    /* id of the party */
    idt_str origin;     /* who says so: what the caller wants back, such as dataset and key */
    uint32_t ordinal;   /* which of the party's names */
    idt_str text;       /* as written */
    idt_name_kind kind; /* idt_name_kind_of(schema) */
    const idt_part_tags *tags; /* or NULL */
    idt_name_standing standing;
    idt_index_span span;
} idt_index_name;

typedef struct idt_index_built {
    uint64_t entries, forms, terms;
    uint64_t
        forms_cut; /* forms with more parts than IDT_NAME_PARTS_MAX: the rest is not compared */
    idt_digest content_id, file_id;
} idt_index_built;

typedef struct idt_index_builder idt_index_builder;

/* `register_version` names what the names are read from (idt_view.version); at most 80 bytes.
 * IDT_E_LIMIT where not even the handle fits. */
IDT_CHECK idt_rc idt_index_builder_new(idt_str register_version, size_t ceiling_bytes,
                                       idt_index_builder **out, idt_error *err);
void idt_index_builder_free(idt_index_builder *builder); /* accepts NULL */

/* IDT_E_LIMIT: the ceiling, or a part of a name over 65,535 bytes; a span that ends before it
 * begins is IDT_E_INPUT. After an error the builder can only be freed. */
IDT_CHECK idt_rc idt_index_builder_add(idt_index_builder *builder, const idt_index_name *name,
                                       idt_error *err);

/* Ends the origin of what its publication no longer has: last names that still stand. */
#define IDT_INDEX_LEFT "-"

/* What an id, an origin say, stands for: bytes that the index keeps and does not read. Once an id.
 */
IDT_CHECK idt_rc idt_index_builder_describe(idt_index_builder *builder, idt_str id, idt_str bytes,
                                            idt_error *err);
/* `id` is found by `key` (idt_index_find): an identifier, say. */
IDT_CHECK idt_rc idt_index_builder_key(idt_index_builder *builder, idt_str key, idt_str id,
                                       idt_error *err);
/* The classes of what the fields of an id can say for one party (match/field_class.h); `count` may
 * be 0. An id that is described and of which this is not told may agree in any field. */
IDT_CHECK idt_rc idt_index_builder_fields(idt_index_builder *builder, idt_str id,
                                          const uint64_t *classes, size_t count, idt_error *err);
/* The file says what was recorded up to this instant. 0 where none is given. */
void idt_index_builder_known_at(idt_index_builder *builder, int64_t known_at_us);
/* Origins that begin with `prefix` stand here as of the file's instant: what files of an earlier
 * one say of them counts no more. */
IDT_CHECK idt_rc idt_index_builder_replace(idt_index_builder *builder, idt_str prefix,
                                           idt_error *err);

/* The file's bytes into `out` (its ceiling holds the file). Once. */
IDT_CHECK idt_rc idt_index_builder_finish(idt_index_builder *builder, idt_buf *out,
                                          idt_index_built *built, idt_error *err);

#endif
