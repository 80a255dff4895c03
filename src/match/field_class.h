/* field_class.h - by what an index finds the records whose fields can speak for a query.
 *
 *   listed  born 1951-06-09       the day and month 6, 9 of 1951; a day of 1951
 *           born 1970~            a few years, 1968 and each up to 1972
 *           address "5, Kabul"    the word 5, the word kabul
 *   asked   born 1951-09-06       days and months 6, 9 of 1951: 7150; a month of 1951: 4000;
 *                                 a year, 1951: 2150; a few years, 1951: 1457; more: 541
 *
 * A class is a number, never 0, that stands for a kind of field and something of its value.
 * Identifiers have none: their bearers are found whatever the names are (identifier_key.h). Nor has
 * a gender, which never speaks for one party.
 *
 * I1  What a kind of field adds to two parties (match/fields.h) is at most the most that is asked
 *     with a class which both share; nothing where they share none.
 * I2  Classes depend on the value alone, never on weights: they may be kept in a file.
 *
 * Two values may share a class by the chance of a hash; then more is found than need be. Threads:
 * pure.
 */
#ifndef INTERDICT_MATCH_FIELD_CLASS_H
#define INTERDICT_MATCH_FIELD_CLASS_H

#include "match/fields.h"

typedef struct idt_field_ask {
    uint64_t class_of;
    int32_t mnat; /* > 0: the most that a record of the class gets for this kind */
    idt_field_kind kind;
} idt_field_ask;

#define IDT_FIELD_CLASSES_MAX 64 /* of one field */
#define IDT_FIELD_ASKS_MAX    96

/* The classes that a listed value is filed under; the number of them. */
size_t idt_field_classes(const idt_profile_field *listed, uint64_t out[IDT_FIELD_CLASSES_MAX]);
/* Those that are asked for a value of a query. */
size_t idt_field_asks(const idt_scoring *scoring, const idt_profile_field *query,
                      idt_field_ask out[IDT_FIELD_ASKS_MAX]);

#endif
