/* query_note.h - what a query says and nobody understood, so that it was not compared; in words.
 *
 *   nationality "Germanny"   ->  nationality "Germanny" is no country that is known; did you mean
 *                                Germany (de)? It was not compared.
 *   schema "Persn"           ->  schema "Persn" is no kind of party; did you mean Person? ...
 *
 * A query is answered all the same: what is left out is no evidence. But silence would let a user
 * believe that it was. Blanks such as "N/A" or "-" say by themselves that they say nothing.
 */
#ifndef INTERDICT_MATCH_QUERY_NOTE_H
#define INTERDICT_MATCH_QUERY_NOTE_H

#include "match/profile.h"

/* Of a profile that is prepared; *out and the texts live in the arena. Few have any: nothing is
 * allocated then. */
IDT_CHECK idt_rc idt_query_notes(const idt_profile *query, idt_arena *arena, const idt_str **out,
                                 size_t *count, idt_error *err);

/* What a value that says nothing is not, and what was expected; {NULL, 0} of a blank. */
IDT_CHECK idt_rc idt_unread_sentence(const struct idt_unread *value, idt_arena *arena, idt_str *out,
                                     idt_error *err);
bool idt_unread_is_country(const struct idt_unread *value);

/* A value of a country that is read, though it is no code of two letters: "country "germany" is
 * read as de"; {NULL, 0}: it is one, or is no country. */
IDT_CHECK idt_rc idt_query_reading(const idt_profile_field *field, idt_arena *arena, idt_str *out,
                                   idt_error *err);

/* Is it a schema that a party can have? The empty one says nothing, which is allowed. */
bool idt_query_schema_is_known(idt_str schema);
/* The one spelt most like it; NULL where none is near. */
const char *idt_query_schema_nearest(idt_str schema);

#endif
