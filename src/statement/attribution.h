/* attribution.h - a statement's chain of attribution: by whose mouth it came.
 *
 *   in a record    [{"published_by": "the report"}, {"said_by": "ru-mfa", "body": "true"}]
 *   in an answer   [{"role": "published_by", "who": "the report"},
 *                   {"role": "said_by", "who": "ru-mfa", "body": true}]
 *   for people     the report <- said by Ministry of Foreign Affairs
 *
 * I1  The chain keeps its order: first the mouth it was heard from, last the one who first said it.
 * I2  Answers have one shape, whichever command gives them; only raw qualifiers (`show`) keep that
 *     of records.
 * I3  In an answer for programs a body is its key; people get its name.
 *
 * Ownership: views into the tree. Threads: pure.
 */
#ifndef INTERDICT_STATEMENT_ATTRIBUTION_H
#define INTERDICT_STATEMENT_ATTRIBUTION_H

#include "core/json_writer.h"
#include "json/json_read.h"

typedef struct idt_chain_link {
    idt_str role; /* IDT_CHAIN_ROLES */
    idt_str who;
    bool body;    /* `who` is an authority's key */
    bool unnamed; /* `who` describes somebody the source does not name */
} idt_chain_link;

/* False where the link names nobody. */
bool idt_chain_link_read(const idt_json *link, idt_chain_link *out);

/* The name of a body, or its key where no name is held. */
typedef struct idt_chain_names {
    void *context;
    idt_str (*name)(void *context, idt_str key);
} idt_chain_names;

/* "the report <- citing "We Can Explain" <- said by Ivan Preobrazhensky"; unnamed links stand in
 * brackets. Without `names`: keys. */
void idt_chain_words(const idt_chain_link *links, size_t count, const idt_chain_names *names,
                     idt_buf *out);
/* The same of a chain as a record has it; NULL: nothing. */
void idt_chain_tree_words(const idt_json *chain, const idt_chain_names *names, idt_buf *out);

/* The array of I2 under `key`; empty for none. */
void idt_chain_json(const char *key, const idt_chain_link *links, size_t count, idt_json_writer *w);
void idt_chain_tree_json(const char *key, const idt_json *chain, idt_json_writer *w);

#endif
