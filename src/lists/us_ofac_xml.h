/* us_ofac_xml.h - OFAC's two lists as one XML file: the older form ("sdn.xml"), and the newer one
 * ("enhanced").
 *
 *   role      root             entries                     key            day of publication
 *   xml       <sdnList>        sdnList/sdnEntry            uid            Publish_Date 03/28/2025
 *   enhanced  <sanctionsData>  sanctionsData/entities/     @id of entity  dataAsOf, with a time of
 *                              entity                                     day in some
 *
 * The keys are the ent_num of the CSV set. An edition is either the CSV set or one XML file; the
 * record of an entry is the same where the forms say the same (us_ofac_say.h, us_ofac_segments.h).
 * docs/coverage.md says what becomes of each element, and where the forms differ.
 *
 * I1  The older form does not say which of the two lists it is. It is told by its name, and a file
 *     in which over a tenth of the entries bear no tag of the SDN list is no SDN list.
 * I2  The newer form says of each entity on which lists it stands: those that are not on this one
 *     are not entries of it. They are counted in a warning; a file without any of this list is
 *     refused.
 */
#ifndef INTERDICT_LISTS_US_OFAC_XML_H
#define INTERDICT_LISTS_US_OFAC_XML_H

#include "lists/reader.h"

#define IDT_OFAC_XML      "xml"
#define IDT_OFAC_ENHANCED "enhanced"

/* Does the file begin as XML does? */
bool idt_ofac_is_xml(idt_str bytes);
/* Its role by its root, IDT_E_INPUT for another root or a name of the other list. */
IDT_CHECK idt_rc idt_ofac_xml_role(idt_list_file *file, bool sdn, idt_arena *arena, idt_error *err);
bool idt_ofac_xml_published(const idt_list_file *file, int64_t *published_us);
/* The whole file; its role is one of the two. */
IDT_CHECK idt_rc idt_ofac_xml_read(const idt_list_file *file, bool sdn, idt_list_output *out,
                                   idt_error *err);

#endif
