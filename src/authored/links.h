/* links.h - what records name of each other, checked once all files are read: does it exist, and
 * does it go round in a circle?
 *
 *   a: about b, b: about a   -> about goes round in a circle: x:a -> x:b -> x:a
 *
 * Only names within the files are judged; load/ asks the register for the others.
 * Internal to authored/. Cost: linear in the links, but for sorting them.
 */
#ifndef INTERDICT_AUTHORED_LINKS_H
#define INTERDICT_AUTHORED_LINKS_H

#include "authored/reader.h"

void idt_links_check(idt_session *s);

#endif
