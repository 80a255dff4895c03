/* fields.h - what speaks for and against one party beside its names: birth date, country, gender,
 * identifiers. Of several values the most favourable pair counts; missing is no evidence. The
 * weights are the study's start values (weights.c) where the profile of scoring states no others;
 * contradictions of identifiers count only between values of one property.
 */
#ifndef INTERDICT_MATCH_FIELDS_H
#define INTERDICT_MATCH_FIELDS_H

#include "match/evidence.h"
#include "match/profile.h"
#include "match/scoring.h"

/* The note of the term that an equal identifier makes: score.h I5. */
#define IDT_NOTE_IDENTIFIER "an identifier in common"

void idt_fields_add(const idt_scoring *scoring, const idt_profile *query,
                    const idt_profile *candidate, idt_evidence *out);

/* The kinds of two schemas exclude each other: a person is no vessel. */
bool idt_schemas_clash(const idt_profile *query, const idt_profile *candidate);

#endif
