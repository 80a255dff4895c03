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

/* The word without what is written onto it: the Arabic article. */
idt_str name_plain(const word *w);
/* Takes the run of Han or Hangul at word i: family and given name where the family is known. */
void name_take_run(person *q, size_t i);
/* Roles that need the whole name: "LAST, First", patronymics, the record's tags. */
void name_person_roles(parse *p);

#endif
