/* told.h - a statement as somebody's word: by what chain, about when, with what bounds.
 *
 *   brief:russia-trade  figure "up to 1000000000" USD, on 2023
 *     chain   published_by the report <- citing "We Can Explain" <- said_by Ivan Preobrazhensky
 *     unclear no                        (F59, F60: whether the chain still holds is left open)
 *
 * I1  The chain keeps its order: first the mouth it was heard from, last the one who first said it.
 * I2  Nothing is filled in: a link that nobody names stays unnamed, a statement without a chain has
 *     none (what a record says without one is the word of its dataset).
 *
 * Ownership: views into the record, arrays in the arena. Threads: pure.
 */
#ifndef INTERDICT_CLAIMS_TOLD_H
#define INTERDICT_CLAIMS_TOLD_H

#include "core/json_writer.h"
#include "statement/attribution.h"
#include "statement/date.h"
#include "statement/quantity.h"
#include "statement/record.h"

typedef struct idt_told {
    const idt_record *record;
    const idt_statement *statement;
    const idt_chain_link *chain;
    size_t chain_count;
    bool chain_unclear;
    bool assumed;         /* `certainty: assumed` */
    idt_date on;          /* kind IDT_DATE_ABSENT where it has none; of `from`/`until` a period */
    idt_date known_since; /* the same */
    const idt_str *facts; /* rows of a table of facts it states */
    size_t fact_count;
    const idt_str *derived_from; /* facts it is inferred from by its author */
    size_t derived_count;
} idt_told;

/* IDT_E_CORRUPT where a date or chain of a loaded record cannot be read. */
IDT_CHECK idt_rc idt_told_read(const idt_record *record, const idt_statement *statement,
                               idt_arena *arena, idt_told *out, idt_error *err);

/* All statements of `property` in the records, in their order. */
IDT_CHECK idt_rc idt_told_all(const idt_record *const *records, size_t record_count,
                              const char *property, idt_arena *arena, const idt_told **out,
                              size_t *count, idt_error *err);

/* Their values, of a property whose values are dates. */
IDT_CHECK idt_rc idt_told_dates(const idt_told *told, size_t count, idt_arena *arena,
                                const idt_date **out, idt_error *err);
/* Is the first speaker not named? True where no link says, cites or estimates, or the last one
 * stands for somebody unnamed. */
bool idt_told_source_missing(const idt_told *told);

/* Does `when` fall into the days from..to (IDT_DAY_OPEN_START, _END: no bound)? One day: is it in
 * them; a period: does some day of it. UNKNOWN: possibly; so for an absent date, unless both ends
 * are open. */
idt_tri idt_told_within(const idt_date *when, idt_day from, idt_day to);

/* Its value, or the qualifier `name` where that is not NULL, as a quantity with the statement's
 * `unit` and `relative_to`; *present false where the qualifier is absent. */
IDT_CHECK idt_rc idt_told_quantity(const idt_told *told, const char *qualifier, bool *present,
                                   idt_quantity *out, idt_error *err);

/* "the report <- citing "We Can Explain" <- said by Ivan Preobrazhensky"; nothing without a chain.
 * Bodies by name, or by key where `names` is NULL. */
void idt_told_chain_words(const idt_told *told, const idt_chain_names *names, idt_buf *out);
/* The members statement, record, dataset, value, on, chain, chain_scope, facts, ... of an object
 * that is open. */
void idt_told_json(const idt_told *told, idt_json_writer *w);

/* A quantity for people: "up to 43 (at most 43; or 43 reached)", "at least 20", "more than 50",
 * "about 80", "several (at least 2)", "almost all (a share below 1)", with its unit. Millions and
 * more are written so where three decimals are enough ("1.4 billion"); long decimals are cut
 * outward to six behind the point. Both readings, also of what is computed: "at most 200 million
 * USD; or 200 million USD reached". */
void idt_quantity_words(const idt_quantity *quantity, idt_buf *out);
/* {"text", "low", "high", "low_inclusive", "high_inclusive", "approx", "unit", "relative_to",
 *  "phrase", "derived", "second"}: absent where there is none; numbers are texts. */
void idt_quantity_json(const idt_quantity *quantity, const char *key, idt_json_writer *w);

#endif
