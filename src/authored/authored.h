/* authored.h - record files written by people: YAML in, canonical records and a full lint report
 * out.
 *
 *   interdict: 1
 *   dataset: brief
 *   title: ...
 *   records:
 *     - id: taliban
 *       schema: Organization
 *       name: [Taliban]
 *
 * The format is documented in docs/register.md; what may be said is statement/vocabulary.h, whose
 * tables the lint follows: a new property or qualifier needs no line here.
 *
 *   bytes -> yaml_tree -> statements, values, sources -> content; links, once all files are read
 *
 * I1  Every fault of the files is found in one reading, each with line and column (at most 1000);
 *     with a fault anywhere there are no datasets in the result.
 * I2  Plain scalars are texts; anchors, aliases, tags, merge keys and duplicate keys are faults.
 * I3  Spans into a source whose bytes are at hand are checked: range, passage hash, quote.
 * I4  The order of keys, of values and of files does not change a record's content.
 *
 * Cost: linear in the bytes, about twice that of libyaml's events; memory at most 32 bytes for each
 * of a file and 16 MiB, and never over 2 GiB. Owner of libyaml. Ownership: everything in the arena.
 * Threads: pure but for reading cited files.
 */
#ifndef INTERDICT_AUTHORED_AUTHORED_H
#define INTERDICT_AUTHORED_AUTHORED_H

#include "core/hash.h"
#include "core/str.h"

#define IDT_AUTHORED_READER_VERSION 1
#define IDT_AUTHORED_FORMAT         1 /* `interdict: 1` */

/* A list, body or record that a record names, and where: what load/ finds missing has a place. */
typedef struct idt_named_at {
    idt_str text; /* as in the content */
    uint32_t line, column;
} idt_named_at;

typedef struct idt_authored_record {
    idt_str key;
    idt_str content; /* canonical */
    idt_digest hash;
    bool is_change;     /* `change:` says the world changed */
    bool is_correction; /* `correction:` says we were wrong */
    idt_str why;        /* their text */
    uint32_t line, column;
    idt_str file;
    const idt_named_at *named; /* in the order of the file */
    size_t named_count;
} idt_authored_record;

typedef struct idt_authored_source {
    idt_str path; /* as found */
    idt_str name;
    idt_digest sha256;
    idt_str bytes;
} idt_authored_source;

typedef struct idt_fault {
    idt_str file;
    uint32_t line, column;
    idt_str message; /* what was met, what was expected, what to do */
} idt_fault;

/* One dataset out of all the files that name it. */
typedef struct idt_authored_dataset {
    idt_str key, title, publisher;
    const idt_authored_record *records; /* by file; its sources, then its records, as they stand */
    size_t record_count;
    const idt_authored_source *sources; /* cited files that were at hand */
    size_t source_count;
    const idt_str *files; /* paths */
    const idt_str *file_bytes;
    size_t file_count;
} idt_authored_dataset;

typedef struct idt_authored {
    const idt_authored_dataset *datasets;
    size_t dataset_count;
    const idt_fault *faults; /* by file, line, column; any = nothing may be loaded */
    size_t fault_count;
} idt_authored;

/* Reads the files. References between records are checked within them (duplicate ids, cycles of
 * `about`, `parent` and `answers`); those to records elsewhere are checked by load/. IDT_OK also
 * with faults; other results are about reading the files themselves. */
IDT_CHECK idt_rc idt_authored_read(const char *const *paths, size_t path_count, idt_arena *arena,
                                   idt_authored *out, idt_error *err);

/* The same from bytes in memory (fuzzing, tests); cited files are looked for beside `name`. */
IDT_CHECK idt_rc idt_authored_read_bytes(idt_str name, idt_str bytes, idt_arena *arena,
                                         idt_authored *out, idt_error *err);

#endif
