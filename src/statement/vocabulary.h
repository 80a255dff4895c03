/* vocabulary.h - every property a record may state, with its value and qualifiers: declared once.
 *
 * The authored reader checks record files against these tables (unknown keys, wrong forms, nearest
 * known word), the procedure engine reads events by these names, docs/register.md lists them (a
 * test compares). A new property or qualifier is a row here.
 *
 *   property `event`, value one of IDT_EVENT_WORDS, qualifiers list (required), decided (a day), by
 * (ids) ...
 *
 * I1  A qualifier means the same wherever it stands: one row each in IDT_QUALIFIERS.
 * I2  `many` values without a meaning in their order are stored sorted; only `chain` keeps its
 * order.
 *
 * Sources: FollowTheMoney property names for subjects; DOMAIN of designation law for events and
 * dates (docs/glossary.md).
 */
#ifndef INTERDICT_STATEMENT_VOCABULARY_H
#define INTERDICT_STATEMENT_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

#include "core/str.h"

typedef enum idt_value_form {
    IDT_FORM_TEXT, /* any UTF-8 text, trimmed, not empty */
    IDT_FORM_WORD, /* one of `words` */
    IDT_FORM_KEY, /* a-z 0-9 . _ - ; starts with a letter or digit: ids, list and authority names */
    IDT_FORM_RECORD,   /* `<dataset>:<key>`, or a key of this same file */
    IDT_FORM_BODY,     /* an authority's key, or `any:<kind>`: any body of that kind of the list's
                          jurisdiction */
    IDT_FORM_EVENT,    /* the `id` of an event of the same record, or `<record id>#<event id>` */
    IDT_FORM_DAY,      /* EDTF: one day (a set or reduced form counts), no period */
    IDT_FORM_DATE,     /* EDTF: a day or a period */
    IDT_FORM_DURATION, /* ISO 8601: P2Y, P40D */
    IDT_FORM_RULE,     /* `<date name>[+<duration>]`, or `stated`: when an event takes effect */
    IDT_FORM_NUMBER,   /* whole, 0.. */
    IDT_FORM_QUANTITY, /* a number with its bounds, in the notation or the words of
                          statement/quantity.h: 43, >50, ~80, up to 43, several */
    IDT_FORM_STATES,   /* a jurisdiction, or `all:<class>`: every state of a class */
    IDT_FORM_JURISDICTION, /* two lower-case letters, `un`, `eu`, or `x-...` */
    IDT_FORM_CHAIN,        /* attribution: an ordered list of links, see IDT_CHAIN_ROLES */
    IDT_FORM_SPANS,        /* source spans */
    IDT_FORM_RESTS_ON      /* what the source bears out where that is less than the event claims */
} idt_value_form;

typedef struct idt_qualifier_spec {
    const char *name;
    idt_value_form form;
    bool many;                /* several values allowed */
    const char *const *words; /* IDT_FORM_WORD: NULL-terminated */
    const char *help;
} idt_qualifier_spec;

/* Which schemata state a property: a bit each. */
enum {
    IDT_OF_SUBJECT = 1, /* FollowTheMoney schemata */
    IDT_OF_AUTHORITY = 2,
    IDT_OF_OFFICE = 4,
    IDT_OF_LIST = 8,
    IDT_OF_PROCEDURE = 16,
    IDT_OF_SOURCE = 32,
    IDT_OF_INCIDENT = 64,
    IDT_OF_CONTACT = 128,
    IDT_OF_FIGURE = 256,
    IDT_OF_ACT = 512,
    IDT_OF_PROSECUTION = 1024,
    IDT_OF_ANY = 2047
};

typedef struct idt_property_spec {
    const char *name;
    unsigned of;
    idt_value_form form;
    const char *const *words;
    bool single;                   /* at most one statement a record */
    const char *const *required;   /* qualifiers that must be there; NULL-terminated or NULL */
    const char *const *qualifiers; /* qualifiers allowed besides IDT_COMMON_QUALIFIERS */
    const char *help;
} idt_property_spec;

typedef struct idt_schema_spec {
    const char *name;
    unsigned of;
    const char *help;
} idt_schema_spec;

extern const idt_schema_spec IDT_SCHEMATA[];
extern const size_t IDT_SCHEMATA_COUNT;
extern const idt_property_spec IDT_PROPERTIES[];
extern const size_t IDT_PROPERTIES_COUNT;
extern const idt_qualifier_spec IDT_QUALIFIERS[];
extern const size_t IDT_QUALIFIERS_COUNT;
extern const char *const IDT_COMMON_QUALIFIERS[]; /* allowed on every statement; NULL-terminated */

extern const char *const IDT_EVENT_WORDS[]; /* kinds of event */
extern const char *const IDT_DATE_NAMES[];  /* proposed, decided, ... asserted_on */
extern const char *const IDT_LIST_KINDS[];
extern const char *const IDT_CLAIM_KINDS[];
extern const char *const IDT_CHAIN_ROLES[];
extern const char *const IDT_BODY_KINDS[];

const idt_schema_spec *idt_schema_find(idt_str name);
const idt_property_spec *idt_property_find(idt_str name);
const idt_qualifier_spec *idt_qualifier_find(idt_str name);
bool idt_word_in(idt_str word,
                 const char *const *words); /* words: NULL-terminated, or NULL = none */

#endif
