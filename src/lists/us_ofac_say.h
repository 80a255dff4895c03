/* us_ofac_say.h - what an entry of OFAC says, whatever the form of the file it stands in.
 *
 *   name "HANIYA", "Ismail"     name "HANIYA, Ismail", lastName HANIYA, firstName Ismail
 *   aka "NAZIM", weak           weakAlias NAZIM
 *   SDGT                        listing us-sdgt {programme SDGT}
 *   Gaza / West Bank / 117420   address "..., Gaza, West Bank 117420"
 *
 * The CSV set and the two forms of XML state one fact in one way, so that a register can go from
 * one form to another without a change of what it says.
 *
 * Ownership: values are copied where they are stated. A full arena fails the record at its end.
 */
#ifndef INTERDICT_LISTS_US_OFAC_SAY_H
#define INTERDICT_LISTS_US_OFAC_SAY_H

#include "core/map.h"
#include "lists/reader.h"
#include "lists/us_ofac_remarks.h"

/* One read: where it goes, which list it is of, and what it did not know. */
typedef struct idt_ofac_say {
    idt_list_output *out;
    idt_arena *arena; /* of the read */
    bool sdn;         /* the SDN list, not the other */
    idt_map unknown;  /* what is told once at the end, with a count */
} idt_ofac_say;

void idt_ofac_say_init(idt_ofac_say *say, idt_list_output *out, idt_arena *arena, bool sdn);
/* Counts a thing that is told once at the end: `programme tag "X" is not known (3 times)`. */
void idt_ofac_unknown(idt_ofac_say *say, const char *kind, idt_str value);
void idt_ofac_say_unknown(idt_ofac_say *say);

/* The schema of individual, entity, vessel, aircraft in any case of letters; LegalEntity, counted
 * as unknown, for what is none of these. */
const char *idt_ofac_schema(idt_ofac_say *say, idt_str type);
/* "LAST, First"; the parts too where `person` and both are known. */
void idt_ofac_say_name(idt_ofac_say *say, idt_str full, idt_str last, idt_str first, bool person);
/* "99,144" -> "99144": the CSV set groups the digits of tonnage, XML does not. */
idt_str idt_ofac_number(idt_ofac_say *say, idt_str text);
/* An alias: type a.k.a., f.k.a., n.k.a. (dots and case do not matter). A weak a.k.a. is a
 * weakAlias; what is weak of the others has the quality "weak". */
void idt_ofac_say_alias(idt_ofac_say *say, idt_str type, bool weak, idt_str name, idt_str note);
/* "street, city" with its country; a country alone is `country`. Any may be {NULL, 0}. */
void idt_ofac_say_address(idt_ofac_say *say, idt_str street, idt_str city, idt_str country,
                          idt_str note);
/* One programme tag: the listing on its list. `secondary`: the remarks tell of the risk of
 * secondary sanctions. False for a tag without letters or digits. */
bool idt_ofac_say_listing(idt_ofac_say *say, idt_str tag, bool secondary);
/* Directives with days of their own. */
void idt_ofac_say_directives(idt_ofac_say *say, const idt_ofac_remarks *remarks);

#endif
