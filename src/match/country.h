/* country.h - the countries there are: by code, by code of three letters, by name.
 *
 *   "de" "DE" "deu" "Germany" "Federal Republic of Germany"   ->  DE
 *   "Germanny"                                               ->  none; nearest: Germany (de)
 *   "xx"                                                     ->  none
 *
 * Of ISO 3166-1 and -3, with what FollowTheMoney adds (xk, eu ...); words such as "German" are the
 * lexicon's (match/field_words.h). A country is its two letters as a number, 0 for none. A code
 * that nobody has given out is no country: compared as one it would contradict all others.
 *
 * Threads: pure.
 */
#ifndef INTERDICT_MATCH_COUNTRY_H
#define INTERDICT_MATCH_COUNTRY_H

#include "core/arena.h"
#include "core/str.h"

#define IDT_COUNTRY_UNKNOWN 0

/* Two letters or three, whatever their case. */
uint16_t idt_country_with_code(idt_str code);
/* Of a name's key (text/key.h), the whole of it. */
uint16_t idt_country_with_name(idt_str key);

/* "de"; "" of none. */
typedef struct idt_country_text {
    char code[3];
} idt_country_text;
idt_country_text idt_country_code_of(uint16_t country);
/* The name of the country spelt most like `text`, NULL where none is near; *code is its code. */
IDT_CHECK idt_rc idt_country_nearest(idt_str text, idt_arena *arena, const char **name,
                                     idt_country_text *code, idt_error *err);

#endif
