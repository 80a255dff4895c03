/* explain.h - a comparison as JSON and as a drawing: every term, and the sum they make.
 *
 *   Sergi             -- Sergei            edit1 (deletion)                +4135
 *   Lavrov            -- LAVROV            exact (text)                    +9000
 *   ceiling                                                                -4366
 *   sum, in millinats                                                      +8769
 *   score .9320 (strong)
 *
 * I1  The terms shown are all there are; their sum is llr_mnat.
 * I2  Places are bytes of the names as given.
 */
#ifndef INTERDICT_MATCH_EXPLAIN_H
#define INTERDICT_MATCH_EXPLAIN_H

#include "core/json_writer.h"
#include "match/score.h"

/* Members score, llr_mnat, band, exact, probability, abstain, profile, names compared, parts,
 * why_not and settle, into the object that is open. */
void idt_comparison_json(const idt_comparison *comparison, idt_json_writer *w);
/* Of these the names compared, parts, why_not and settle. */
void idt_comparison_parts_json(const idt_comparison *comparison, idt_json_writer *w);
void idt_comparison_text(const idt_comparison *comparison, idt_buf *out);
/* ".9866" as JSON has it: 0.9866 */
#define IDT_SCORE_BYTES 8
const char *idt_score_text(uint16_t score, char out[IDT_SCORE_BYTES]);

#endif
