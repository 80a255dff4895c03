/* screen_party.h - the party that `screen` is asked about, from a name and options.
 *
 *   'Aiman al Zawahri' --schema Person --birth-date 1951 --id passport=A123 --property alias=Ayman
 *     -> {"properties":{"alias":["Ayman"],"birthDate":["1951"],"name":["Aiman al Zawahri"],
 *         "passportNumber":["A123"]},"schema":"Person"}
 *
 * The values that are compared and those that are hashed are the same ones, in one order.
 */
#ifndef INTERDICT_CLI_SCREEN_PARTY_H
#define INTERDICT_CLI_SCREEN_PARTY_H

#include "cli/command.h"
#include "json/json_read.h"
#include "match/profile.h"
#include "screen/answer.h"

extern const idt_param IDT_PARAM_SCHEMA, IDT_PARAM_BIRTH_DATE, IDT_PARAM_COUNTRY, IDT_PARAM_ID,
    IDT_PARAM_PROPERTY;

typedef struct idt_screen_query {
    idt_str schema;
    const idt_query_value *values;
    size_t count;
    idt_profile profile; /* prepared */
    idt_str json;        /* idt_query_json */
} idt_screen_query;

/* IDT_E_USAGE: a schema is given, and no party's: it would be compared with nothing. */
IDT_CHECK idt_rc idt_screen_schema_check(const char *option, idt_str schema, idt_error *err);
/* In the arena of the invocation. `name` may be absent where an identifier is given. IDT_E_USAGE,
 * IDT_E_INPUT: what is not UTF-8, no property, no date, empty. */
IDT_CHECK idt_rc idt_screen_query_of(idt_invocation *inv, idt_str name, idt_screen_query *out,
                                     idt_error *err);
/* Has it a name with a letter or digit, or an identifier? Nothing else finds anybody. */
bool idt_screen_query_asks(const idt_screen_query *query);
/* From idt_query_json's text read back, of the file `source`: the same bytes again. */
IDT_CHECK idt_rc idt_screen_query_take(idt_invocation *inv, const idt_json *query,
                                       const char *source, idt_screen_query *out, idt_error *err);

#endif
