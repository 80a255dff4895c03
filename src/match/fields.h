/* fields.h - what speaks for and against one party beside its names.
 *
 *   asked    born 1951-06-09, of ru, born in Kazan       listed  born 1951, of ua, ru
 *     birth dates agree as far as known                           +2900
 *     a nationality in common                                      +500
 *     (of the place of birth the listing says nothing: no term)
 *
 * A row of fields.c for each kind of field (match/profile.h), each with its weights in weights.c,
 * which says where every number is from. A profile of scoring may state others (match/scoring.h).
 *
 * I1  What agrees never lowers, what contradicts never raises, what one side lacks is no term.
 * I2  Of several values of a kind the pair that agrees best counts. Where no identifier (no
 *     country) is shared, the dearest contradiction counts, once.
 * I3  Symmetric; the sum of the terms is what fields bring to llr.
 * I4  No comparison adds more than idt_fields_most(query): an index that lets a name out because
 *     it cannot reach the cut relies on it.
 *
 * I5  Place of birth, countries and addresses that agree come to weights.c's places_most together
 *     (a family shares them all); what is over counts a sixty-fourth, and a term says so.
 *
 * Assumed otherwise: kinds are independent given the names. What tools/fit_fields.py counts of
 * several kinds together bears that out from -6 nats to the +3 of I5.
 *
 * Nothing is parsed or allocated in a comparison. Threads: pure.
 */
#ifndef INTERDICT_MATCH_FIELDS_H
#define INTERDICT_MATCH_FIELDS_H

#include "match/evidence.h"
#include "match/profile.h"
#include "match/scoring.h"

/* Both profiles composed. Of a term, `level` is the idt_field_kind, q and n are the places of the
 * two values among the fields of their profile (IDT_FIELD_PLACE_MAX: beyond it, not told). */
#define IDT_FIELD_PLACE_MAX UINT8_MAX
void idt_fields_add(const idt_scoring *scoring, const idt_profile *query,
                    const idt_profile *candidate, idt_evidence *out);

#define IDT_NOTE_PLACES "places and countries together" /* I5 */

/* What one more field of this kind and of `mnat` would add to such evidence, under I5. */
int32_t idt_fields_more(const idt_evidence *evidence, idt_field_kind kind, int32_t mnat);

/* The term of an identifier in common: score.h I5. */
bool idt_is_equal_identifier(const idt_term *term);

/* I4: in millinats, 0 or more. The query composed. */
int32_t idt_fields_most(const idt_scoring *scoring, const idt_profile *query);
/* The part of it that one kind of field can bring. */
int32_t idt_fields_most_of(const idt_scoring *scoring, const idt_profile *query,
                           idt_field_kind kind);
/* ... and of one value of it. */
int32_t idt_field_most(const idt_scoring *scoring, const idt_profile_field *query);
/* What kinds that agree by so much come to, under I5. None is negative. */
int32_t idt_fields_together(const int32_t mnat[IDT_FIELD_COUNT]);

/* What an answer to "which one has the party asked?" would bring, of the listed value that tells
 * most: the same value, or one that has nothing to do with it. False: nothing of the kind is
 * listed, or no answer says anything. The candidate composed. */
typedef struct idt_field_answers {
    const idt_profile_field *listed;
    int32_t agrees, differs;
} idt_field_answers;
bool idt_field_foretell(const idt_scoring *scoring, const idt_profile *candidate,
                        idt_field_kind kind, idt_field_answers *out);

/* Two schemas exclude each other: a person is no ship, a ship no aircraft. */
bool idt_schemas_clash(const idt_profile *query, const idt_profile *candidate);

#endif
