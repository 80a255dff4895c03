/* us_ofac_sdn.h - OFAC's two lists as CSV sets: the SDN list, and the consolidated list of those
 * who are not SDN. Both have one layout and one reader; files have no header line. An edition is
 * this set or one XML file (us_ofac_xml.h).
 *
 *   role      columns                                        file names
 *   sdn       ent_num SDN_Name SDN_Type Program Title Call_Sign   sdn.csv        cons_prim.csv
 *             Vess_type Tonnage GRT Vess_flag Vess_owner Remarks
 *   alt       ent_num alt_num alt_type alt_name alt_remarks       alt.csv        cons_alt.csv
 *   add       ent_num add_num Address City_State_Zip Country      add.csv        cons_add.csv
 *             add_remarks
 *   comments  ent_num Remarks (their continuation)                sdn_comments   cons_comments
 *
 * `-0-` is an empty field. The role is told by the number of columns and what stands in them. sdn
 * alone is a complete set (its editions are known for years without the others); without it none
 * is. Rows of the other files whose ent_num sdn does not have: the files are of different
 * editions, and the set is refused.
 *
 * Remarks are cut at 1,000 characters, in the middle of a word, and go on in `comments`. A cut
 * remark without its continuation is read up to the cut and named in a warning.
 *
 * Schemas: individual Person, vessel Vessel, aircraft Airplane, `-0-` Organization (OFAC says
 * "entity": companies, groups, bodies of states, never a person). An unknown type: LegalEntity and
 * a warning.
 */
#ifndef INTERDICT_LISTS_US_OFAC_SDN_H
#define INTERDICT_LISTS_US_OFAC_SDN_H

#include "lists/reader.h"

extern const idt_list_reader IDT_US_OFAC_SDN;
extern const idt_list_reader IDT_US_OFAC_NON_SDN;

#endif
