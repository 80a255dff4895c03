/* differs.h - what differs between a mention and the listed name it was taken for, in words.
 *
 *   "Aiman Zawahri" / "Ayman al-ZAWAHIRI"
 *     "Aiman" and "Ayman" are spellings of one name.
 *     "Zawahri" and "al-ZAWAHIRI" differ by one letter.
 *
 * The sentences of match/sentences.h, without those that say that two words are the same. Never
 * none: the same words may stand in another order.
 */
#ifndef INTERDICT_SCAN_DIFFERS_H
#define INTERDICT_SCAN_DIFFERS_H

#include "scan/fuzzy.h"

/* *out: a sentence each, in the arena. IDT_E_LIMIT; IDT_E_CORRUPT (the index). */
IDT_CHECK idt_rc idt_fuzzy_differs(const idt_index *index, idt_index_scratch *scratch,
                                   idt_str window, const idt_fuzzy_match *match, idt_arena *arena,
                                   idt_str **out, size_t *count, idt_error *err);

#endif
