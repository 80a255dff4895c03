/* hands.h - does an id of a publication name another party than before?
 *
 *   36  AEROCARIBBEAN AIRLINES    ->  36  AEROCARIBBEAN AIRLINES S.A.      the same: renamed
 *   36  ...                       ->  36  GARCIA PEREZ, Juan (Person)      another: the id was
 * reused
 *
 * Publishers rename entries often (in 308 daily editions of OFAC's list 15 entries got a wholly new
 * name) and reuse ids hardly ever, so a new name alone says nothing. Another party it is where the
 * kind of thing differs (a person is no ship), or where names, days of birth and identifiers are
 * all stated on both sides and have nothing in common.
 *
 * The record keeps its key (docs/decisions/0005): what is cut is the reading of its history, which
 * does not depend on the order in which editions were imported.
 */
#ifndef INTERDICT_REGISTER_HANDS_H
#define INTERDICT_REGISTER_HANDS_H

#include "statement/record.h"

/* True only where it is certain in the sense above. Symmetric. */
bool idt_record_is_other_party(const idt_record *a, const idt_record *b);

#endif
