/* index.h - names by what the matcher would take for the same: no listed name that could score over
 * the cut is left out.
 *
 *   "Aiman al Zawahri"  cut .70  ->  Ayman al-Zawahiri, AL-ZAWAHIRI Aiman Muhammed Rabi, ...
 *                                    each prepared, with the entries that bear it and are in time
 *
 * I1  Every form whose score against the query (idt_compare_names) reaches the cut is visited, each
 *     once: match/relation.h I1 holds for keys.h, and what is left out cannot reach the cut by the
 *     weights' own bounds (candidates.c). Forms under the cut may be visited too.
 * I2  What is visited depends on names, query, cut and time alone; the order on the files.
 * I3  Several files answer as one, however the names are split among them; where a later one
 *     replaces origins (builder.h), what it says of them counts alone.
 * I4  Whatever the bytes of a file are, reading it is defined; damage is IDT_E_CORRUPT.
 *
 * Lifetime: what a visit is given lives until it returns; texts live as long as the index.
 * Threads: an index may be read by any number at once, each with a scratch of its own; nothing is
 * allocated once a scratch has seen the largest query.
 */
#ifndef INTERDICT_INDEX_INDEX_H
#define INTERDICT_INDEX_INDEX_H

#include "index/builder.h"
#include "match/field_class.h"
#include "match/score.h"

typedef struct idt_index idt_index;
typedef struct idt_index_scratch idt_index_scratch;

#define IDT_INDEX_FILES_MAX  64
#define IDT_INDEX_FILE_BYTES ((size_t)16 << 30) /* a larger file is none of ours */

/* Maps the files, a base and what came after it, in any order. IDT_E_FORMAT, IDT_E_CORRUPT. */
IDT_CHECK idt_rc idt_index_open(const char *const *paths, size_t count, idt_index **out,
                                idt_error *err);
/* Bytes in memory, each beginning at a multiple of 8; borrowed until close. */
IDT_CHECK idt_rc idt_index_open_bytes(const idt_str *files, size_t count, idt_index **out,
                                      idt_error *err);
void idt_index_close(idt_index *index); /* accepts NULL */

typedef struct idt_index_info {
    idt_str name; /* path */
    idt_str tables, register_version;
    idt_digest content_id, file_id;
    uint64_t bytes, retrieval_bytes, string_bytes;
    uint64_t entries, forms, terms;
    int64_t known_at_us;
} idt_index_info;

size_t idt_index_files(const idt_index *index);
idt_index_info idt_index_info_of(const idt_index *index, size_t file);
/* Of a section by number: its name, NULL past the last; *bytes its length. */
const char *idt_index_section(const idt_index *index, size_t file, size_t section, uint64_t *bytes);
/* Every byte of every file against its checksums and id. */
IDT_CHECK idt_rc idt_index_verify(const idt_index *index, idt_error *err);

/* For one thread and this index. IDT_E_LIMIT at the ceiling: 3/8 byte a part, 1/8 a term, and what
 * the largest query needs. */
IDT_CHECK idt_rc idt_index_scratch_new(const idt_index *index, size_t ceiling_bytes,
                                       idt_index_scratch **out, idt_error *err);
void idt_index_scratch_free(idt_index_scratch *scratch); /* accepts NULL */
/* What parts of questions agree with is kept for the next question with such a part, in so many
 * bytes and no more; before the first question. Else a quarter of the ceiling, at most
 * IDT_INDEX_MEMO_BYTES. 0: nothing is kept. Answers do not depend on it. */
#define IDT_INDEX_MEMO_BYTES ((size_t)32 << 20)
void idt_index_scratch_memo(idt_index_scratch *scratch, size_t bytes);

/* The same kept for all threads that are given it, in so many bytes together; it outlives them. */
typedef struct idt_index_memo idt_index_memo;
IDT_CHECK idt_rc idt_index_memo_new(size_t bytes, idt_index_memo **out, idt_error *err);
void idt_index_memo_free(idt_index_memo *shared); /* accepts NULL */
/* In place of a memo of its own; before the first question. */
void idt_index_scratch_share(idt_index_scratch *scratch, idt_index_memo *shared);

/* The three times of a question; see IDT_INDEX_ANY_TIME. */
typedef struct idt_index_when {
    bool any_day; /* whatever was ever in force */
    int64_t as_of;
    bool any_instant; /* whatever was ever published and recorded */
    int64_t published_by_us, known_at_us;
} idt_index_when;

#define IDT_INDEX_ANY_TIME ((idt_index_when){.any_day = true, .any_instant = true})

/* What other fields of the query can add to a record, by classes of which it is. */
typedef struct idt_index_fields {
    const idt_field_ask *asks; /* idt_field_asks of each field */
    size_t count;
    int32_t most[IDT_FIELD_COUNT]; /* >= 0: to a record whose classes the file was not told */
} idt_index_fields;

typedef struct idt_index_query {
    const idt_profile_name *name;   /* parsed and prepared */
    uint16_t cut;                   /* score; forms under it need not be visited */
    const idt_scoring *scoring;     /* NULL: `default`; the scorer `ofac` visits every form */
    int32_t beside_mnat;            /* what anything else can add to any form, at most */
    const idt_index_fields *fields; /* and to those of its records; NULL: nothing */
    bool some_agrees; /* forms of which no part earns anything need not be visited, though
                         other fields alone could reach the cut */
    idt_index_when when;
} idt_index_query;

/* How the candidates of a query were found. */
typedef enum idt_retrieval {
    IDT_RETRIEVAL_EXACT, /* by keys: none that could reach the cut is missing */
    IDT_RETRIEVAL_SCAN   /* every form was visited: fields alone could reach the cut */
} idt_retrieval;

typedef struct idt_index_candidate {
    const idt_profile_name *name; /* ready for idt_compare_names; in the scratch */
    uint32_t file, form;
    uint32_t entries; /* how many bear it, in time or not */
} idt_index_candidate;

typedef struct idt_index_entry {
    idt_str subject, origin;
    uint32_t origin_id; /* of `origin`, in its file */
    uint32_t ordinal;
    bool replaced; /* a later file says what its origin is: it counts no more */
    idt_index_span span;
} idt_index_entry;

typedef idt_rc (*idt_index_visit)(void *context, const idt_index_candidate *candidate,
                                  idt_error *err);

typedef struct idt_index_counts {
    uint32_t elements, essential; /* of the query */
    uint64_t terms, postings, checked, visited;
    uint64_t worked_out; /* parts of which nothing was kept: by what was asked before */
    idt_retrieval retrieval;
} idt_index_counts;

/* Visits the candidates that have an entry in time. `counts` may be NULL. Whatever the visit
 * returns but IDT_OK ends the search and is returned. IDT_E_CORRUPT, IDT_E_LIMIT (scratch). */
IDT_CHECK idt_rc idt_index_candidates(const idt_index *index, const idt_index_query *query,
                                      idt_index_scratch *scratch, idt_index_visit visit,
                                      void *context, idt_index_counts *counts, idt_error *err);

/* The i-th entry of a candidate, by subject, origin, ordinal and span. */
IDT_CHECK idt_rc idt_index_entry_of(const idt_index *index, const idt_index_candidate *candidate,
                                    uint32_t i, idt_index_entry *out, idt_error *err);
/* Does its publication no longer have the origin (IDT_INDEX_LEFT)? */
static inline bool idt_index_has_left(idt_str origin)
{
    return idt_str_ends(origin, IDT_INDEX_LEFT);
}
bool idt_index_in_time(const idt_index_when *when, const idt_index_span *span);

/* What id `id` of a file stands for (idt_index_builder_describe); empty where nothing is said. */
IDT_CHECK idt_rc idt_index_about(const idt_index *index, uint32_t file, uint32_t id, idt_str *out,
                                 idt_error *err);

/* An id that was filed under a key; `origin_id` in its file. */
typedef struct idt_index_origin {
    idt_str origin;
    uint32_t file, origin_id;
} idt_index_origin;
typedef idt_rc (*idt_index_origin_visit)(void *context, const idt_index_origin *origin,
                                         idt_error *err);
/* Visits the ids under `key` that no later file replaces: all of them and, where two keys have one
 * hash, perhaps others. */
IDT_CHECK idt_rc idt_index_find(const idt_index *index, idt_str key, idt_index_origin_visit visit,
                                void *context, idt_error *err);

/* Form `form` of file `file` without its parts. */
typedef struct idt_index_head {
    idt_str text;
    idt_name_kind kind;
    idt_name_standing standing;
    uint32_t entries;
} idt_index_head;
IDT_CHECK idt_rc idt_index_head_of(const idt_index *index, uint32_t file, uint32_t form,
                                   idt_index_head *out, idt_error *err);
/* Form `form` of file `file` in the scratch, prepared: for a scan by hand. */
IDT_CHECK idt_rc idt_index_form(const idt_index *index, uint32_t file, uint32_t form,
                                idt_index_scratch *scratch, idt_index_candidate *out,
                                idt_error *err);

#endif
