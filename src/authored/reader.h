/* reader.h - what the parts of the authored reader share: the call, and the file being read.
 *
 *   idt_session   one call: files of any number of datasets, their faults, their references
 *   idt_reader    one file of it: its dataset, its sources, the record being read
 *
 * I1  The first failure (memory, the crypto library) sticks in session->rc; later work is of no
 *     consequence and may be skipped. A fault of the input is no failure.
 * I2  Pointers in sessions and links live in `arena` (results) or `work` (the call); those of one
 *     record in `scratch`, cleared behind it; the tree of a file dies with the file.
 *
 * Internal to authored/.
 */
#ifndef INTERDICT_AUTHORED_READER_H
#define INTERDICT_AUTHORED_READER_H

#include "authored/authored.h"
#include "authored/yaml_tree.h"
#include "core/map.h"
#include "statement/vocabulary.h"

/* The vocabulary by name; linear search over its tables is too slow for every key of a file. */
typedef struct idt_lexicon {
    idt_map properties; /* -> const idt_property_spec */
    idt_map qualifiers; /* -> const idt_qualifier_spec */
} idt_lexicon;

/* A record or event that another one names, to be checked when all files are read. */
typedef struct idt_link {
    const char *kind; /* the property or qualifier that names it */
    idt_str from;     /* record id, or `<record id>#<event id>` (no event id: record id + '#') */
    idt_str to;
    bool must_exist; /* among the files read; else load/ asks the register */
    idt_str file;
    uint32_t line, column;
} idt_link;

/* Where an id was first given. */
typedef struct idt_place {
    idt_str file;
    uint32_t line, column;
    bool is_made; /* from an entry of `sources:`, with the content of this hash */
    idt_digest hash;
    bool is_source; /* a record of schema Source, written out; its sha256 as stated, where */
    idt_str sha256;
    uint32_t sha256_line, sha256_column;
} idt_place;

typedef struct idt_cited {
    idt_str path;
    idt_str bytes;
    idt_digest sha256;
    bool held; /* false: it could not be read; that is reported */
    bool utf8;
} idt_cited;

typedef struct idt_session {
    idt_arena *arena; /* results */
    idt_arena *work;
    idt_arena *scratch;
    idt_faults faults;
    idt_lexicon lexicon;
    idt_map datasets; /* key -> idt_draft */
    idt_map records;  /* record id -> idt_place */
    idt_map events;   /* `<record id>#<event id>` -> idt_place */
    idt_map cited;    /* path -> idt_cited */
    idt_link *links;
    size_t link_count, link_cap;
    idt_buf json; /* the qualifiers being written */
    idt_rc rc;
    idt_error *err;
} idt_session;

typedef struct idt_reader {
    idt_session *session;
    idt_str path;
    idt_str dataset;
    idt_map sources;               /* name -> idt_source */
    idt_str record_id;             /* of the record being read */
    const idt_schema_spec *schema; /* its own; NULL: unknown */
    const idt_yaml *sha256;        /* the text it states, or NULL */
    bool again;          /* its id is another's already: its events and links are not noted */
    idt_named_at *named; /* what the record being read names; in session->arena */
    size_t named_count, named_cap;
    idt_str event_id; /* of the statement being read; {NULL, 0} where it has none */
} idt_reader;

static inline bool idt_session_failed(const idt_session *s)
{
    return s->rc != IDT_OK;
}

/* Keeps the first failure; its text is in session->err. */
void idt_session_fail(idt_session *s, idt_rc rc);
/* The arena that gave NULL is full. */
void idt_session_full(idt_session *s, const idt_arena *arena);

/* A fault at the node, at the byte `offset` of a scalar's text. */
void idt_reader_fault(idt_reader *r, const idt_yaml *at, size_t offset, const char *fmt, ...)
    IDT_PRINTF(4, 5);
/* Nothing that is read from here on can be of use. */
static inline bool idt_reader_stops(const idt_reader *r)
{
    return idt_session_failed(r->session) || r->session->faults.full;
}
static inline const char *idt_reader_quote(idt_reader *r, idt_str text)
{
    return idt_faults_quote(&r->session->faults, text);
}
static inline const char *idt_reader_hint(idt_reader *r, idt_str met, const char *const *words,
                                          size_t count)
{
    return idt_faults_hint(&r->session->faults, met, words, count);
}

#endif
