/* identifier_key.h - what an identifier is found by: equal keys where match/fields.h takes two for
 * equal.
 *
 *   passportNumber "A-123 456"   ->   id:a123456
 *
 * Equality of identifiers asks for case, blanks and punctuation in nothing and looks at no
 * property: a number that one list calls a passport's, another a document's. So all are of one
 * kind, `id`.
 */
#ifndef INTERDICT_MATCH_IDENTIFIER_KEY_H
#define INTERDICT_MATCH_IDENTIFIER_KEY_H

#include "core/str.h"

/* Adds the key to `out`; nothing, and false, for a value without a letter or digit: it equals none.
 */
bool idt_identifier_key(idt_str property, idt_str value, idt_buf *out);

#endif
