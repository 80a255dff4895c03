/* check.h - does an index say what its register says?
 *
 * Every name with its subject, origin, place and times, what each origin stands for, and what finds
 * it, from both sides; what is on one side alone is told by its origin. Read at the index's own
 * instant: an index that is behind is not wrong.
 *
 * Sums of 128 bits an origin are compared: against damage and mistakes, not against forgers.
 */
#ifndef INTERDICT_COMPILE_CHECK_H
#define INTERDICT_COMPILE_CHECK_H

#include "index/index.h"
#include "register/register.h"

/* Each difference goes to `fault`; IDT_OK also where there are some (*faults counts them). `view`:
 * of all that is held. Every byte is read first: IDT_E_CORRUPT where one is damaged. */
IDT_CHECK idt_rc idt_compile_check(idt_register *reg, const idt_view *view, const idt_index *index,
                                   idt_fault_visit fault, void *context, uint64_t *faults,
                                   idt_error *err);

#endif
