/* receipt.h - what is needed to ask again and to prove what was answered.
 *
 *   {"answer_hash":"5f0c...","answered_at":"2026-11-25T12:00:00Z","as_of":"2026-11-25",
 *    "editions":[{"dataset":"un_sc","published":"...","seq":"1","sha256":"..."}],"filter":{},
 *    "format":"interdict-receipt/1","index":[{"content_id":"...","known_at":"..."}],
 *    "known_at":"...","limit":"10","profile":{"content":"{...}","name":"default","sha256":"..."},
 *    "program":"0.1.0","published_by":"...","query":{...},"receipt_hash":"...","register":"...",
 *    "scorer":"1","tables":"names-...","threshold":"0.7000","warnings":[],"weights":"..."}
 *
 * I1  Canonical JSON (json/canonical.h): one line, members in byte order, values texts, lists and
 *     objects alone. receipt_hash is SHA-256 of it without receipt_hash: a receipt that was changed
 *     afterwards does not fit its own hash.
 * I2  It holds all that an answer depends on but the query, where that is only committed to, and
 *     the register's content, which `register`, `editions` and `known_at` name.
 * I3  A commitment is SHA-256 of 32 random bytes (`salt`, in hexadecimal) and the canonical query:
 *     whoever has the query can check it, whoever has not learns nothing.
 *
 * The members in common are of any answer; a single one adds answer_hash and query or commitment, a
 * file of them what belongs to it. Lifetime: the arena given. Threads: pure.
 */
#ifndef INTERDICT_SCREEN_RECEIPT_H
#define INTERDICT_SCREEN_RECEIPT_H

#include "core/json_writer.h"
#include "json/json_read.h"
#include "screen/screen.h"

#define IDT_RECEIPT_FORMAT "interdict-receipt/1"
#define IDT_RECEIPT_BYTES  ((size_t)16 << 20) /* a longer file is none */
#define IDT_SALT_BYTES     32

typedef struct idt_receipt_edition {
    idt_str dataset;
    int64_t published_us;
    uint32_t seq;
    idt_digest sha256;
} idt_receipt_edition;

typedef struct idt_receipt_file {
    idt_digest content_id;
    int64_t known_at_us;
} idt_receipt_file;

typedef struct idt_receipt {
    int64_t answered_us;
    idt_day as_of;
    int64_t published_by_us, known_at_us;
    idt_str program, register_version;
    idt_str scorer, tables, weights; /* versions; idt_receipt_init gives this build's */
    const idt_scoring *scoring;
    idt_digest profile_hash;
    uint16_t threshold;
    uint64_t limit;
    idt_screen_filter filter;
    const idt_receipt_edition *editions;
    size_t edition_count;
    const idt_receipt_file *files; /* of the index */
    size_t file_count;
    const idt_str *warnings;
    size_t warning_count;
    const idt_json *all; /* of a receipt that was read: every member */
} idt_receipt;

/* A member beside the common ones: JSON of texts, lists and objects. */
typedef struct idt_receipt_member {
    const char *key;
    idt_str json;
} idt_receipt_member;

#define IDT_RECEIPT_MEMBERS_MAX 16 /* beside the common ones */

/* {"lists":[..],"listed_from":"..",..}: what is asked for alone; {} where nothing is left out. */
void idt_screen_filter_json(const idt_screen_filter *filter, const char *key, idt_json_writer *w);

/* This build's versions, and what the question and the index say. */
IDT_CHECK idt_rc idt_receipt_init(const idt_screen *screen, const idt_screen_question *question,
                                  idt_arena *arena, idt_receipt *out, idt_error *err);
/* I1, without a line end. */
IDT_CHECK idt_rc idt_receipt_write(const idt_receipt *receipt, const idt_receipt_member *more,
                                   size_t more_count, idt_arena *arena, idt_buf *out,
                                   idt_error *err);
/* `changed`: it does not fit its own hash. IDT_E_INPUT: no receipt; IDT_E_FORMAT: of a newer
 * format. */
IDT_CHECK idt_rc idt_receipt_read(idt_str bytes, const char *source, idt_arena *arena,
                                  idt_receipt *out, bool *changed, idt_error *err);

/* I3 */
IDT_CHECK idt_rc idt_receipt_commit(const uint8_t salt[IDT_SALT_BYTES], idt_str query_json,
                                    idt_digest *out, idt_error *err);
/* {"salt":..,"sha256":..} */
void idt_commitment_json(const uint8_t salt[IDT_SALT_BYTES], const idt_digest *digest,
                         idt_buf *out);
/* Does the receipt's commitment fit the query? IDT_E_INPUT: it has none that can be read. */
IDT_CHECK idt_rc idt_commitment_fits(const idt_receipt *receipt, idt_str query_json, bool *out,
                                     idt_error *err);

#endif
