/* xml_fields.h - which elements of an XML publication were filled, and how often.
 *
 *   <PERSON><NAME>A</NAME><PAPER><NUMBER kind="x">7</NUMBER></PAPER></PERSON>
 *     PERSON/NAME 1, PERSON/PAPER/NUMBER 1, PERSON/PAPER/NUMBER@kind 1
 *
 * The reader names the paths it reads; all others are told as unread (reader.h, I2). Attributes of
 * the schema instance (xsi:...) and namespace declarations say nothing of an entry and are left
 * out.
 *
 * Ownership: lives in the arena. Cost: a few compared pointers an element.
 */
#ifndef INTERDICT_LISTS_XML_FIELDS_H
#define INTERDICT_LISTS_XML_FIELDS_H

#include "lists/reader.h"
#include "lists/xml.h"

typedef struct idt_xml_fields idt_xml_fields;

/* `read`: paths from the entry's name on, NULL-terminated; outlives the fields. NULL at the arena's
 * ceiling. */
idt_xml_fields *idt_xml_fields_new(idt_arena *arena, const char *const *read);
/* One entry as it came from idt_xml_read; all entries of one file at a time. False at the arena's
 * ceiling. */
IDT_CHECK bool idt_xml_fields_count(idt_xml_fields *fields, const idt_xml_node *entry);
/* Tells what was counted. */
void idt_xml_fields_tell(const idt_xml_fields *fields, idt_list_output *out);

#endif
