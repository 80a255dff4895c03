/* unmatched.h - parts without counterpart: left out on one side, or contradicting on both.
 *
 * The parts of the two names that nothing was aligned with are paired off: near misses first, then
 * those that stand between the same neighbours, then the rest in order. A pair contradicts; what is
 * left over on one side was left out by the other, which is cheap: listed names are long and
 * questions are short. Symmetric.
 */
#ifndef INTERDICT_MATCH_UNMATCHED_H
#define INTERDICT_MATCH_UNMATCHED_H

#include "match/evidence.h"

void idt_unmatched(const idt_match_name *q, const idt_match_name *n, const idt_alignment *alignment,
                   idt_evidence *out);

#endif
