/* unfound.h - questions of a run that found nothing, by the hashes of their answers: files of
 * customers name many a party twice.
 *
 *   row 12  {"name":["Vistavis Ltd"]}  asked: no hit, nothing to say    its answer_hash is kept
 *   row 89  {"name":["Vistavis Ltd"]}  what its answer_hash were, if nothing were found, is there:
 *                                      the same question, so the same answer (screen.h I4)
 *
 * I1  Only of answers without hits, notes and reasons to abstain, found by keys: all that such an
 *     answer says is in its hash with the query.
 * I2  All questions put to one are of one run: of one index, time, profile and filter.
 * I3  Memory is what was given, taken at the first keeping. What was not met again while many
 * others came is forgotten; that costs a search and changes no answer.
 *
 * Threads: any number.
 */
#ifndef INTERDICT_SCREEN_UNFOUND_H
#define INTERDICT_SCREEN_UNFOUND_H

#include "core/hash.h"
#include "screen/screen.h"

typedef struct idt_unfound idt_unfound;

/* `bytes`: 43 to 86 an answer. IDT_E_LIMIT. */
IDT_CHECK idt_rc idt_unfound_new(size_t bytes, idt_unfound **out, idt_error *err);
void idt_unfound_free(idt_unfound *unfound); /* accepts NULL */

/* The answer to `query` if it found nothing, for its hash (answer.h). */
idt_screen_answer idt_unfound_answer(const idt_profile *query, const idt_screen_question *question);
/* Is the answer one of I1, and so idt_unfound_answer of its question? */
bool idt_unfound_is(const idt_screen_answer *answer);
/* Was this the hash of an answer that was kept? */
bool idt_unfound_met(idt_unfound *unfound, const idt_digest *hash);
/* Of an answer of I1. */
void idt_unfound_keep(idt_unfound *unfound, const idt_digest *hash);

#endif
