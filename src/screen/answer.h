/* answer.h - an answer as bytes: JSON for programs, CSV for tables, and the hash of it.
 *
 *   {"query":{"properties":{"name":["Aiman al Zawahri"]},"schema":"Person"},
 *    "hits":[{"subject":"un_sc:6908449","name":"Ayman al-Zawahiri","score":0.9899,...}],
 *    "total":1,"retrieval":"exact","abstain":null,"answer_hash":"5f0c..."}
 *
 * I1  answer_hash is SHA-256 of the canonical answer: this object without answer_hash, without the
 *     explanation of a hit (query_name, candidate_name, alignment, parts, why_not, settle, ofac),
 *     without notes, and without what a caller puts beside it (row, id ...); on one line, members
 * in byte order, numbers as printed. I2  So the hash is the same with and without explanations:
 * they follow from what is hashed.
 *
 * Buffers that fail say so by idt_buf_check. Threads: those of the screener.
 */
#ifndef INTERDICT_SCREEN_ANSWER_H
#define INTERDICT_SCREEN_ANSWER_H

#include "core/json_writer.h"
#include "screen/screen.h"

/* A party as canonical JSON: {"properties":{"birthDate":["1951"],"name":[...]},"schema":"Person"};
 * properties in byte order, the values of one in the order given. */
typedef struct idt_query_value {
    idt_str property, value;
} idt_query_value;
void idt_query_json(idt_str schema, const idt_query_value *values, size_t count, idt_buf *out);

const char *idt_retrieval_text(idt_retrieval retrieval); /* exact, scan */

/* `query_json`: as of idt_query_json. `scratch` is cleared and holds the canonical answer. */
IDT_CHECK idt_rc idt_answer_hash(const idt_screen_answer *answer, idt_str query_json,
                                 idt_buf *scratch, idt_digest *out, idt_error *err);
/* Members query, hits, total, retrieval, abstain, notes (if there are any), answer_hash into the
 * object that is open.
 * `screener`: the one that answered; NULL: without explanations. */
IDT_CHECK idt_rc idt_answer_json(idt_screener *screener, const idt_screen_answer *answer,
                                 idt_str query_json, const idt_digest *hash, idt_json_writer *w,
                                 idt_error *err);

/* One line a hit, or one without a hit; values quoted by RFC 4180, lines end in CR LF.
 *   row,id,name,hit,subject,listed_name,caption,schema,score,llr_mnat,band,exact,left,listings,
 *   total,abstain,answer_hash,notes
 * `listings`: "un-1267 in_force since 2001-01-25; us-sdn ended since 2010". */
void idt_answer_csv_header(idt_buf *out);
void idt_answer_csv(const idt_screen_answer *answer, uint64_t row, idt_str id, idt_str name,
                    const idt_digest *hash, idt_buf *out);

#endif
