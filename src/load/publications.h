/* publications.h - where each official list is published, on what terms, and for how long a copy is
 * fresh: the file data/sources.yaml.
 *
 *   interdict-sources: 1
 *   transfer: {tries: 4, wait_ms: 1000}      # optional
 *   datasets:
 *     - dataset: un_sc
 *       publisher: United Nations Security Council
 *       page: https://...                    # for people
 *       terms: public list ...
 *       max_age: P3D                         # whole weeks or days
 *       files:
 *         - {role: list, address: https://..., name: consolidated.xml, kind: xml,
 *            max_bytes: 268435456}
 *
 * A bad file is IDT_E_INPUT with file, line, column and what was expected. Nothing here says that a
 * reader for the dataset exists. Ownership: all in the arena. Threads: pure.
 */
#ifndef INTERDICT_LOAD_PUBLICATIONS_H
#define INTERDICT_LOAD_PUBLICATIONS_H

#include "fetch/order.h"

#define IDT_PUBLICATION_FILES_MAX 16
#define IDT_SOURCES_BYTES_MAX     ((size_t)1 << 20)

typedef struct idt_publication_file {
    idt_str role, address, name, kind;
    uint64_t max_bytes;
} idt_publication_file;

typedef struct idt_publication {
    idt_str dataset, publisher, page, terms;
    idt_str max_age; /* as written */
    int64_t max_age_us;
    idt_publication_file files[IDT_PUBLICATION_FILES_MAX];
    size_t file_count;
} idt_publication;

typedef struct idt_publications {
    const idt_publication *items;
    size_t count;
    idt_fetch_order transfer; /* tries and times; no address */
} idt_publications;

IDT_CHECK idt_rc idt_publications_read(idt_str bytes, const char *source, idt_arena *arena,
                                       idt_publications *out, idt_error *err);
/* The dataset's row, or NULL. */
const idt_publication *idt_publications_find(const idt_publications *all, idt_str dataset);

#endif
