/* reader.h - one official publication: bytes in, records with statements out. No store here.
 *
 *   sdn.csv alt.csv add.csv sdn_comments.csv
 *     -> us_ofac_sdn: 13,821 rows -> record `2674`: name "ABBAS, Abu", listing us-sdgt, birthDate
 * ...
 *
 * A reader is one file with one const idt_list_reader. It is given all files of one edition at
 * once, tells entries one after another to the sink, and keeps the account of what it read:
 *
 *   for each entry (one subject, from its row or element and what belongs to it):
 *     idt_list_saw()                            counts it
 *     idt_list_wants(key, spans)      false ->  same source bytes as in the edition before: next
 * one idt_list_begin(key, schema)               a record idt_list_text / idt_list_qualified ... its
 * statements idt_list_end()                            canonical, hashed, given to the sink or
 * idt_list_reject(place, why)              the entry is not read; said with its place
 *
 * I1  read = mapped + unchanged + rejected. Nothing else happens to an entry.
 * I2  Every filled column or element is either read or counted as unread by idt_list_unread; a
 *     remark or free text that is not understood is kept as `notes` and counted.
 * I3  A reader never reads what it is not given: no clock, no store, no network. Same bytes, same
 *     statements.
 * I4  Content holds nothing that changes without meaning: no row numbers, no file dates.
 * I5  Bytes are hostile: sizes, nesting, encodings and entities are checked before use; what is
 *     refused is refused with file, line and column.
 * I6  A key is the source's own (OFAC ent_num, UN DATAID, UK group id), folded to a-z 0-9 . _ -.
 *     The second entry of one key in one edition is rejected, naming both places.
 *
 * How a listing is told: a statement `listing` whose value is the list's key, with qualifiers
 * `programme`, `measures`; where the publication states a day of listing an `event` decide with
 * `id` "listed", `list` and `effective_from`; where it states days on which the entry was changed,
 * `modifiedAt`. That the entry stands in the edition is for the register to conclude, not for the
 * reader to state.
 *
 * Ownership: files are the caller's and outlive the read; what is emitted is copied. Threads: none
 * shared; a read uses the arena of its account.
 */
#ifndef INTERDICT_LISTS_READER_H
#define INTERDICT_LISTS_READER_H

#include "core/clock.h"
#include "statement/record.h"
#include "statement/vocabulary.h"

typedef struct idt_list_file {
    idt_str role; /* set by the reader's `roles`; empty before */
    idt_str name; /* base name, for people */
    idt_str bytes;
} idt_list_file;

/* A place in a file; line and column from 1, 0 where unknown. */
typedef struct idt_list_place {
    idt_str file;
    uint64_t line;
    uint32_t column;
} idt_list_place;

typedef struct idt_list_reject {
    idt_list_place place;
    idt_str key; /* of the entry, where it is known */
    idt_str why; /* what was met, what was expected */
} idt_list_reject;

/* A column or element, how often it was filled, and whether the reader reads it. */
typedef struct idt_list_field {
    idt_str name;
    uint64_t filled;
    bool read;
} idt_list_field;

/* What one read met. Arrays live in the account's arena. */
typedef struct idt_list_account {
    idt_arena *arena;
    uint64_t seen;      /* entries */
    uint64_t mapped;    /* became records */
    uint64_t unchanged; /* the same bytes as in the edition before; not read again */
    uint64_t rejected;
    uint64_t segments;              /* parts of free text met in mapped entries (OFAC remarks) */
    uint64_t segments_understood;   /* the rest stands in `notes` */
    const idt_list_reject *rejects; /* the first IDT_LIST_REJECTS_MAX of them */
    size_t reject_count;
    const idt_list_field *fields; /* by name */
    size_t field_count;
    const idt_str
        *warnings; /* drift, orphans that do no harm, parts that are missing: for people */
    size_t warning_count;
} idt_list_account;

#define IDT_LIST_REJECTS_MAX 1000

/* Where records go. Both return anything but IDT_OK to stop the read. */
typedef struct idt_list_sink {
    void *context;
    /* Must the entry be read? `spans` are its source bytes in a fixed order (row, aliases,
     * addresses ...): false where the edition before had the same. NULL: all are wanted. */
    bool (*wants)(void *context, idt_str key, const idt_str *spans, size_t count);
    /* One record: canonical content and its hash. NULL: only counted. */
    idt_rc (*put)(void *context, idt_str key, idt_str content, const idt_digest *hash,
                  idt_error *err);
} idt_list_sink;

/* What a reader writes through; made by idt_list_read. */
typedef struct idt_list_output idt_list_output;

typedef struct idt_list_reader {
    const char *dataset; /* us_ofac_sdn: also the reader's name in editions */
    const char *title;
    const char *publisher;
    uint32_t version; /* raise it with any change of what is stated for the same bytes */
    /* Gives every file its role by what is in it (columns, root element; the name only where the
     * content leaves it open), sorts them into the fixed order, and checks the set: IDT_E_INPUT for
     * a file that is none of this publication's, a role twice, a required role missing. */
    idt_rc (*roles)(idt_list_file *files, size_t count, idt_arena *arena, idt_error *err);
    /* The form of the publication that a role belongs to, where there are several (CSV set or XML):
     * a set is of one form, and what another form had is not missing from it. NULL: one form. */
    const char *(*form)(idt_str role);
    /* The instant of publication stated inside; false where none is. UTC; a day is its start. */
    bool (*published)(const idt_list_file *files, size_t count, int64_t *published_us);
    /* Reads the edition. Files have their roles. IDT_E_INPUT with source, line, column where the
     * whole is unreadable (not well-formed, header unknown): then nothing counts. */
    idt_rc (*read)(const idt_list_file *files, size_t count, idt_list_output *out, idt_error *err);
} idt_list_reader;

/* Every reader, NULL-terminated; by dataset key. */
extern const idt_list_reader *const IDT_LIST_READERS[];
const idt_list_reader *idt_list_reader_find(idt_str dataset);

/* One edition through a reader: `account->arena` is set by the caller (it holds all the account
 * says). Record by record memory is given back, so the size of an edition does not matter. */
IDT_CHECK idt_rc idt_list_read(const idt_list_reader *reader, const idt_list_file *files,
                               size_t count, const idt_list_sink *sink, idt_list_account *account,
                               idt_error *err);

/* ---- for readers ---- */

void idt_list_saw(idt_list_output *out);
/* Keeps I6: false (and a reject) for a key met before; false (and `unchanged` counted) where the
 * sink has the entry already. */
bool idt_list_wants(idt_list_output *out, idt_list_place place, idt_str key, const idt_str *spans,
                    size_t count);
void idt_list_begin(idt_list_output *out, idt_str key, const char *schema);
/* One statement. A value is trimmed; an empty one is nothing. The property must be one of the
 * vocabulary for that schema, the value of its form (asserted: a reader's bug). */
void idt_list_text(idt_list_output *out, const char *property, idt_str value);
/* With qualifiers: pairs name, value; a value with ptr NULL or empty is left out. Several values of
 * a `many` qualifier are several pairs of one name. Any order; at most 16. */
typedef struct idt_list_qualifier {
    const char *name;
    idt_str value;
} idt_list_qualifier;
void idt_list_qualified(idt_list_output *out, const char *property, idt_str value,
                        const idt_list_qualifier *qualifiers, size_t count);
/* Ends the record: IDT_OK, what the sink returned, or IDT_E_LIMIT. */
IDT_CHECK idt_rc idt_list_end(idt_list_output *out, idt_error *err);
/* The entry begun or about to begin is not read. Drops what was begun. */
void idt_list_reject_entry(idt_list_output *out, idt_list_place place, idt_str key, const char *fmt,
                           ...) IDT_PRINTF(4, 5);
/* A filled column or element; `read` false: the reader does not read it. The name is copied. */
void idt_list_field_met(idt_list_output *out, idt_str name, bool read);
/* The same for many at once. */
void idt_list_field_count(idt_list_output *out, idt_str name, uint64_t filled, bool read);
/* Parts of a free text of the entry, and how many of them were understood. */
void idt_list_segments(idt_list_output *out, uint64_t met, uint64_t understood);
void idt_list_warn(idt_list_output *out, const char *fmt, ...) IDT_PRINTF(2, 3);
/* Scratch memory until the end of the entry. */
idt_arena *idt_list_scratch(idt_list_output *out);
/* A key out of a source's id: lower case, other bytes as `-`; {NULL, 0} where nothing is left. */
idt_str idt_list_key(idt_list_output *out, idt_str id);

#endif
