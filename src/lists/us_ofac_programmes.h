/* us_ofac_programmes.h - OFAC's programme tags, and the lists they stand for.
 *
 *   "SDGT] [IRAN-EO13846"  ->  tags SDGT, IRAN-EO13846  ->  lists us-sdgt, us-iran-eo13846
 *
 * A tag in the SDN list and the same tag in the list of those who are not SDN are two lists in
 * law: one blocks, the other does what a directive says. So the second is us-non-sdn-<tag>, save
 * for the tags that only ever name a list of their own (NS-PLC, CMIC-EO13959 ...). For a few days
 * an order without its number yet has a shorter tag (RUSSIA-EO): the same list.
 * data/procedures/ofac-programmes.yaml has a List for each.
 */
#ifndef INTERDICT_LISTS_US_OFAC_PROGRAMMES_H
#define INTERDICT_LISTS_US_OFAC_PROGRAMMES_H

#include "lists/reader.h"

/* The next tag of a Program column, brackets off; {NULL, 0} at its end. */
idt_str idt_ofac_tag_next(idt_str *programmes);

typedef struct idt_ofac_programme {
    const char *tag;
    const char *list_tag; /* the tag whose list it is */
    bool own_list;        /* names a list other than the SDN list, wherever it stands */
    bool repeated; /* another body's list, which OFAC's file repeats: no measures of OFAC's own */
} idt_ofac_programme;

/* In byte order of the tags. */
extern const idt_ofac_programme IDT_OFAC_PROGRAMMES[];
extern const size_t IDT_OFAC_PROGRAMMES_COUNT;
/* NULL where the tag is not known. */
const idt_ofac_programme *idt_ofac_programme_find(idt_str tag);

/* The list's key, in scratch memory; {NULL, 0} for a tag without letters or digits. */
idt_str idt_ofac_list_key(idt_list_output *out, idt_str tag, bool sdn);
/* Of what stands in "Listing Date (EO 14024 Directive 3)". */
idt_str idt_ofac_directive_key(idt_list_output *out, idt_str words);

#endif
