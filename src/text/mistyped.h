/* mistyped.h - a word nobody bears, a letter away from one that many organisations do: what was
 * meant.
 *
 *   comapny       company
 *   obshchestov   obshchestvo
 *   gazprom       (nothing)
 *
 * Words of legal forms and generic words of five letters and more (generated/name_lexicon.h); two
 * letters from thirteen letters on. Of several as near the first of the tables.
 *
 * Cost: a look at each word of that length, 0.5 us. Threads: pure.
 */
#ifndef INTERDICT_TEXT_MISTYPED_H
#define INTERDICT_TEXT_MISTYPED_H

#include "core/str.h"

/* Of a folded word that is in no table; absent where it is near none. Static bytes. */
idt_str idt_word_mistyped(idt_str word);

#endif
