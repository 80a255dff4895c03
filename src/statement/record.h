/* record.h - what one dataset says about one subject at a time, as statements and as canonical
 * bytes.
 *
 *   record  brief:taliban
 *   content {"alias":[["Taliban movement",{}]],
 *            "event":[["decide",{"by":["ru-supreme-court"],"decided":"2003","id":"ru-2003",
 *                                "list":"ru-terrorist"}]],
 *            "name":[["Taliban",{"lang":"en"}]],
 *            "schema":[["Organization",{}]]}
 *
 * A statement is (property, value, qualifiers). Its id is `<content hash>.<n>`, n counting from 1
 * in canonical order; its meaning is declared once in statement/vocabulary.h.
 *
 * I1  Content is canonical: properties in byte order; statements of one property in byte order of
 *     (value, qualifiers); no statement twice; qualifier members in byte order; no blanks; numbers
 *     and dates are text as written. Same meaning, same bytes, same SHA-256.
 * I2  Content has no locator, file date or load time: what changes without meaning is not in it.
 * I3  Every record has exactly one `schema`. `about` (at most one) names the subject it speaks of;
 * without it the record speaks of its own id.
 *
 * Ownership: everything lives in the arena given. Threads: pure.
 */
#ifndef INTERDICT_STATEMENT_RECORD_H
#define INTERDICT_STATEMENT_RECORD_H

#include "core/hash.h"
#include "core/str.h"
#include "json/json_read.h"

typedef struct idt_statement {
    idt_str property;
    idt_str value;
    const idt_json *qualifiers; /* an object, possibly empty; never NULL */
    uint32_t number;            /* n of the statement id, from 1 */
} idt_statement;

typedef struct idt_record {
    idt_str dataset;
    idt_str key;
    idt_str id;     /* "<dataset>:<key>" */
    idt_str schema; /* borrowed from its statement */
    idt_str about;  /* id of the subject spoken of; equals `id` where no `about` is stated */
    idt_digest hash;
    const idt_statement *statements; /* canonical order */
    size_t count;
} idt_record;

/* Collects statements and writes canonical content. */
typedef struct idt_content idt_content;

/* A fresh collection in `arena`; NULL at its ceiling. */
idt_content *idt_content_new(idt_arena *arena);
/* One statement; `qualifiers` is a canonical JSON object ("{}" where there are none). Copies both.
 */
IDT_CHECK idt_rc idt_content_add(idt_content *content, idt_str property, idt_str value,
                                 idt_str qualifiers, idt_error *err);
/* Sorted, duplicates removed, as canonical bytes (in the arena) with their SHA-256. */
IDT_CHECK idt_rc idt_content_finish(idt_content *content, idt_str *bytes, idt_digest *hash,
                                    idt_error *err);

/* Canonical bytes back into a record. IDT_E_CORRUPT for bytes that are no content. */
IDT_CHECK idt_rc idt_record_read(idt_str dataset, idt_str key, idt_str content,
                                 const idt_digest *hash, idt_arena *arena, idt_record *out,
                                 idt_error *err);

/* The first statement of a property, or NULL; the next one of the same property after `at`, or
 * NULL. */
const idt_statement *idt_record_first(const idt_record *record, const char *property);
const idt_statement *idt_record_next(const idt_record *record, const idt_statement *at);
/* Value of the first statement of a property; {NULL, 0} where there is none. */
idt_str idt_record_value(const idt_record *record, const char *property);
/* What a person calls it: the first `name` in English or in no stated language, else the first
 * name, else the first alias, else the key. */
idt_str idt_record_caption(const idt_record *record);

/* A qualifier's text; {NULL, 0} where absent or no text. */
idt_str idt_qualifier(const idt_statement *statement, const char *name);
/* A qualifier that holds several texts (a single text counts as one). Count 0 where absent. */
IDT_CHECK idt_rc idt_qualifier_list(const idt_statement *statement, const char *name,
                                    idt_arena *arena, idt_str **out, size_t *count, idt_error *err);

/* "<64 hex digits>.<n>". */
#define IDT_STATEMENT_ID_BYTES 80
const char *idt_statement_id(const idt_digest *content_hash, uint32_t number,
                             char out[IDT_STATEMENT_ID_BYTES]);
bool idt_statement_id_parse(idt_str id, idt_digest *content_hash, uint32_t *number);

/* A record id's halves: false without a colon or with an empty half. */
bool idt_record_id_split(idt_str id, idt_str *dataset, idt_str *key);

#endif
