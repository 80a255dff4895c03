/* us_ofac_segments.h - the Remarks column of the CSV set, put together again from XML elements.
 *
 *   idType Tax ID No., idNumber 77, idCountry Russia      "Tax ID No. 77 (Russia)"
 *   dateOfBirth 1962                                      "DOB 1962"
 *
 * OFAC makes the column out of what the XML has in elements; put together again in its words it is
 * read by the same grammar (us_ofac_remarks.h), and one fact is one statement in all forms. In XML
 * it is never cut.
 */
#ifndef INTERDICT_LISTS_US_OFAC_SEGMENTS_H
#define INTERDICT_LISTS_US_OFAC_SEGMENTS_H

#include "lists/us_ofac_say.h"
#include "lists/xml.h"

/* One number or feature; what it has not is {NULL, 0}. Days in OFAC's words (02 Oct 2016). */
typedef struct idt_ofac_segment {
    idt_str words; /* Tax ID No. */
    idt_str value;
    idt_str country;
    idt_str issued;
    idt_str expires;
} idt_ofac_segment;

/* Appends one. Without words the value is the segment. */
void idt_ofac_segment_add(idt_buf *column, const idt_ofac_segment *segment);
/* Appends the free text. Where it is the `last` of the column of the CSV set (ties and weak aliases
 * stand behind it there) its full stop is the column's. */
void idt_ofac_segment_free(idt_buf *column, idt_str text, bool last);
/* States what the column says; `remarks` as for idt_ofac_remarks_read, without its text. The column
 * lives until the directives are told. IDT_E_LIMIT where it passed its ceiling. */
IDT_CHECK idt_rc idt_ofac_segments_say(idt_ofac_say *say, idt_buf *column,
                                       idt_ofac_remarks *remarks, idt_error *err);

/* Text of the first child of that name, trimmed, without line breaks; blanks inside stay as they
 * are in the CSV set too. */
idt_str idt_ofac_xml_text(idt_ofac_say *say, const idt_xml_node *node, const char *name);
/* Those of `parts` that are not empty, as they are, with `separator` between; {NULL, 0} where none
 * is or the arena is full. */
idt_str idt_ofac_joined(idt_ofac_say *say, const idt_str *parts, size_t count,
                        const char *separator);
/* "City, State Zip", as the CSV set writes it. */
idt_str idt_ofac_city(idt_ofac_say *say, idt_str city, idt_str state, idt_str zip);

#endif
