/* listed_party.h - one version of a record as the index is told of it: names, identifiers, what is
 * compared.
 *
 *   un_sc:36  name "AL-ZAWAHIRI, Aiman", birthDate 1951-06-19, passportNumber A-1084010
 *     ->  names    as match/profile.h makes them of these statements, with the same ordinals
 *         keys     id:A1084010                                      (match/identifier_key.h)
 *         classes  of a birth on that day, of one in that year      (match/field_class.h)
 *         payload  {"caption":"AL-ZAWAHIRI, Aiman","properties":{"birthDate":["1951-06-19"],
 *                   "name":["AL-ZAWAHIRI, Aiman"],"passportNumber":["A-1084010"]},
 *                   "schema":"Person"}
 *
 * The payload is canonical JSON of texts, lists and objects (json/canonical.h). Members, of which
 * those that say nothing are left out:
 *   about       the subject spoken of, where that is another record's
 *   caption     what a person calls it
 *   properties  every property that idt_profile_compares, by name, values in byte order
 *   schema
 *   times       when the version stood: [published from, to, recorded from, to] in microseconds, an
 *               open end as ""; entries.c adds it, for what is found by its identifier alone
 *   topics
 *
 * A value that a profile refuses, such as a day of birth that is no date, stays in the register and
 * is not compared.
 *
 * I1  A profile made of the payload's properties, in their order, is the profile of the record:
 *     idt_profile_add takes every value in it.
 *
 * Lifetime: the arena given. Threads: pure.
 */
#ifndef INTERDICT_COMPILE_LISTED_PARTY_H
#define INTERDICT_COMPILE_LISTED_PARTY_H

#include "core/json_writer.h"
#include "match/profile.h"
#include "statement/record.h"

typedef struct idt_listed_name {
    uint32_t ordinal; /* of the profile's names */
    idt_str text;
    idt_name_standing standing;
    const idt_part_tags *tags;    /* or NULL */
    int64_t valid_from, valid_to; /* days; open where the statement has no dates of its own */
} idt_listed_name;

typedef struct idt_listed_party {
    const idt_record *record;
    idt_name_kind kind;
    idt_listed_name *names; /* empty texts left out */
    size_t name_count;
    idt_str *keys; /* each once */
    size_t key_count;
    uint64_t *classes; /* of its fields (match/field_class.h), each once */
    size_t class_count;
    const bool *counted; /* of each statement: the profile has taken its value */
} idt_listed_party;

/* Can it be listed, by its schema? Lists, bodies, acts and incidents cannot. */
bool idt_record_is_party(const idt_record *record);
IDT_CHECK idt_rc idt_listed_party_read(const idt_record *record, idt_arena *arena,
                                       idt_listed_party *out, idt_error *err);
/* The payload's members but `times`, in two parts: those that stand before it, and behind. */
void idt_listed_party_json_before(const idt_listed_party *party, idt_json_writer *w);
void idt_listed_party_json_behind(const idt_listed_party *party, idt_json_writer *w);

#endif
