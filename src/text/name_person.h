/* name_person.h - what the files of name_person*.c share. */
#ifndef INTERDICT_TEXT_NAME_PERSON_H
#define INTERDICT_TEXT_NAME_PERSON_H

#include "text/name_parse.h"

#define CLASS_DIN      0x40000u
#define CLASS_ALLAH    0x80000u
#define CLASS_ZADEH    0x100000u
#define IDT_RARER_MNAT 1000 /* a compound against its attribute, half of it */

typedef struct person {
    parse *p;
    size_t names;  /* parts that are names, so far */
    bool at_front; /* only titles stood before in this segment */
} person;

/* A compound of several words, or of one. */
typedef struct compound {
    size_t to; /* behind its last word; 0: none stands here */
    idt_str text;
    idt_lexeme lex;
} compound;

/* abd al-Rahman, Abdul Karim, Abd Allah at word i. */
compound name_servant_at(parse *p, size_t i);
/* Abu Walid, Umm Salim at word i. */
compound name_kunya_at(parse *p, size_t i);
/* Abdelkrim, Salaheddine: text and what is known of it in the usual spelling; `to` is left alone.
 */
bool name_written_compound(parse *p, const word *w, compound *out);
/* A compound nobody counted is as its half, a step rarer; `mark` tells its class from the half's.
 */
idt_lexeme name_compound_lexeme(idt_str text, const idt_lexeme *base, uint32_t mark);

/* "Lavrov SV": two or three capitals that are no name, where that is not how the name is written.
 */
bool name_undotted_initials(const parse *p, size_t i);

bool name_is_particle(const word *w, unsigned kind);
/* Does a word follow before the next comma? */
bool name_goes_on(const parse *p, size_t i);

/* Takes the run of Han or Hangul at word i: family and given name where the family is known. */
void name_take_run(person *q, size_t i);
/* Roles that need the whole name: "LAST, First", patronymics, the record's tags. */
void name_person_roles(parse *p);

#endif
