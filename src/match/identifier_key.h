/* identifier_key.h - what an identifier is found by: equal keys where match/fields.h takes two for
 * equal.
 *
 *   passportNumber "A-123 456"   ->   id:A123456
 *   imoNumber      "IMO 9074729" ->   id:9074729
 *
 * Two identifiers are equal where their normal forms are (match/field_code.h), whatever their
 * properties: a number that one list calls a passport's, another a document's. So all are of one
 * kind, `id`.
 */
#ifndef INTERDICT_MATCH_IDENTIFIER_KEY_H
#define INTERDICT_MATCH_IDENTIFIER_KEY_H

#include "core/str.h"

/* Of the value of a profile's field, which is one code (of a text with several, of the first). Adds
 * the key to `out`; nothing, and false, for a property that holds no identifier and for a
 * value that is no code ("N/A", "000"): it equals none. */
bool idt_identifier_key(idt_str property, idt_str value, idt_buf *out);

#endif
