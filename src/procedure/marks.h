/* marks.h - from the acts of a chain to the marks on its time line: what happens, and what the law
 * makes of it by itself (terms that run out, confirmations that fall due, kept effects that end).
 */
#ifndef INTERDICT_PROCEDURE_MARKS_H
#define INTERDICT_PROCEDURE_MARKS_H

#include "procedure/chain.h"

/* Fills chain->marks. Needs the chain judged and joined. */
void idt_chain_mark(idt_case *c, idt_chain *chain);
/* Does an annulment that is not set aside void this act, and how far back? False: none does. */
bool idt_act_annulled(const idt_chain *chain, const idt_act *act, const idt_act **by);

#endif
