/* derive.h - what a record is found by: its names folded, what it refers to, the days it speaks of.
 *
 *   brief:taliban, name "Taliban"   ->  name  (property name, value Taliban, folded taliban)
 *                                       name  (property id, value brief:taliban, folded "brief
 * taliban") event {"list":"ru-terrorist"}   ->  ref   (IDT_REF_LIST, ru-terrorist)
 *   event {"decided":"2003"}            ->  day   (ru-terrorist, 2003-01-01), (.., 2003-12-31)
 *
 * The register stores these beside the content and can rebuild them at will; they are a function of
 * the record, the vocabulary and the text tables alone (IDT_DERIVE_VERSION stamps them).
 */
#ifndef INTERDICT_LOAD_DERIVE_H
#define INTERDICT_LOAD_DERIVE_H

#include "register/register.h"

/* Names of authorities, offices, lists, procedures and sources: found by search, never scanned for.
 */
#define IDT_NAME_LABEL "label"
/* Keys and identifiers. */
#define IDT_NAME_ID "id"

/* Pure; the deriver to give to idt_edition_begin and idt_register_verify. */
extern const idt_deriver IDT_DERIVER;

/* Is this schema a party that can be listed (a FollowTheMoney schema)? */
bool idt_schema_is_subject(idt_str schema);
/* Is this schema named by key alone (lists, procedures, authorities, offices)? */
bool idt_schema_is_keyed(idt_str schema);

#endif
