/* measure_words.h - what a statement measures, for people: a value, a growth or a factor.
 *
 *   figure  460000000 USD   460 million USD
 *   growth  ~-0.95          fell by about 95 %
 *   growth  >0              grew, by how much is not said
 *   factor  5               grew to 5 times
 *
 * One wording for `figures`, `claims` and `history`. Threads: pure.
 */
#ifndef INTERDICT_CLAIMS_MEASURE_WORDS_H
#define INTERDICT_CLAIMS_MEASURE_WORDS_H

#include "claims/told.h"

/* By the statement's property; `quantity` is its value (idt_told_quantity). */
void idt_measure_words(const idt_told *told, const idt_quantity *quantity, idt_buf *out);

/* The same, read from the statement. False, and nothing written, where it states no quantity. */
bool idt_told_measure_words(const idt_told *told, idt_buf *out);

#endif
