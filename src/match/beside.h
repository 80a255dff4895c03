/* beside.h - how little it is that agrees: one part, common words, readings alone.
 *
 *   Karl LEE / Carlee Nasralla       one word agrees, and another is left out        -3300
 *   SOUTHERN CO / Shipping Company South    common words, and others left out         -800
 *   Jenco / GENCO                    of an organisation one word is all, and spelt otherwise
 *   Chad Hill / شهيد سيد خيل         two words as another script may be read, others left out
 *
 * A word that agrees brings its own rarity whatever stands beside it. That is too much where a
 * stranger meets some listed name in just such a way: one short word, two readings. Each term here
 * is what such strangers are oftener than one party (docs/matching.md, Little that agrees), once a
 * pair of names, and never above 0. Whatever more agrees takes it away. Symmetric. Pure.
 */
#ifndef INTERDICT_MATCH_BESIDE_H
#define INTERDICT_MATCH_BESIDE_H

#include "match/evidence.h"
#include "match/glance.h"

/* How far does a part that was left out tell parties apart? A place beside a name is where, not
 * who; a movement is what; another generic word says little. An initial is a name. */
typedef enum idt_telling { IDT_TELLS_NOTHING, IDT_TELLS_GENERIC, IDT_TELLS } idt_telling;

idt_telling idt_tells(const idt_glance *part);

/* `q_more`, `n_more`: what each name has that the other leaves out. */
void idt_beside_what_agrees(const idt_match_name *q, const idt_match_name *n,
                            const idt_alignment *alignment, idt_telling q_more, idt_telling n_more,
                            idt_evidence *out);

#endif
