/* answer.h - an answer as bytes: JSON for programs, text for people, CSV for files, and its hash.
 *
 *   {"query":{...},"hits":[{"subject":...,"score":0.9866,...}],"total":1,"retrieval":"exact",
 *    "abstain":null,"answer_hash":"5f0c..."}
 *
 * I1  answer_hash is SHA-256 of the canonical answer: the same object without answer_hash, without
 *     the explanations (`parts` ... of a hit), and without what a caller puts beside it (`row`,
 *     `id`), on one line, members in byte order, numbers as printed.
 * I2  With and without explanations the hash is the same: they follow from what is hashed.
 */
#ifndef INTERDICT_SCREEN_ANSWER_H
#define INTERDICT_SCREEN_ANSWER_H

#include "core/json_writer.h"
#include "screen/screen.h"

/* The query as canonical JSON: {"properties":{"birthDate":[...],"name":[...]},"schema":"Person"};
 * properties in byte order, values as given. */
typedef struct idt_query_value {
    idt_str property, value;
} idt_query_value;
void idt_query_json(idt_str schema, const idt_query_value *values, size_t count, idt_buf *out);

/* `query_json`: canonical, as of idt_query_json. Buffers that fail say so by idt_buf_check. */
IDT_CHECK idt_rc idt_answer_hash(const idt_screen_answer *answer, idt_str query_json,
                                 idt_digest *out, idt_error *err);
/* Members query, hits, total, retrieval, abstain, answer_hash into the open object. `parts`: with
 * the explanation of each hit. */
IDT_CHECK idt_rc idt_answer_json(idt_screener *screener, const idt_screen_answer *answer,
                                 idt_str query_json, bool parts, idt_json_writer *w,
                                 idt_error *err);

#endif
