/* member_place.h - where in JSON bytes does a member stand? For errors about what a tree holds: the
 * tree of json/json_read.h has no places, and only a refusal needs them.
 */
#ifndef INTERDICT_MATCH_MEMBER_PLACE_H
#define INTERDICT_MATCH_MEMBER_PLACE_H

#include "core/str.h"

/* Offset of the member `inner` of the top object's member `outer`, or of `outer` itself where
 * `inner` is absent; of the bytes' start where there is none (a name written with escapes is not
 * found). `bytes` is one JSON object that was read before. Linear. */
size_t idt_member_place(idt_str bytes, idt_str outer, idt_str inner);

#endif
