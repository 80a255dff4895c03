/* gb_ofsi_other.h - "Other Information" of the United Kingdom's list: labelled parts in one cell.
 *
 *   (UK Sanctions List Ref):AFG0001. (UN Ref):TAe.010. Uses hawalas. (Phone number):(1) 5 (2) 6
 *     authorityId AFG0001; unscId TAe.010; notes "Uses hawalas."; phone 5; phone 6
 *
 * Before 2021 the cell was free text; of it only "UN Ref QI.A.1.02" is read, the whole is a note.
 * What stands before the first label, or behind a number of a UN entry, is a note.
 */
#ifndef INTERDICT_LISTS_GB_OFSI_OTHER_H
#define INTERDICT_LISTS_GB_OFSI_OTHER_H

#include "lists/reader.h"

/* States what the cell says, and counts its parts (idt_list_segments). */
void idt_gb_other_read(idt_list_output *out, idt_str text);

#endif
