/* name_parse.h - inside the parsing of names: words with what is known of them, and parts being
 * made.
 *
 *   words (name_words.c)  ->  person, organisation or object (name_person.c, name_organisation.c)
 *                         ->  parts finished alike (name.c)
 *
 * Only the name_*.c files include it.
 */
#ifndef INTERDICT_TEXT_NAME_PARSE_H
#define INTERDICT_TEXT_NAME_PARSE_H

#include "text/lexicon.h"
#include "text/name.h"
#include "text/tokens.h"

#define WORDS_MAX 192 /* words looked at; a part is one word or more */

/* Class ids of compounds: the class of their attribute and what makes the compound of it. */
#define CLASS_KUNYA   0x10000u
#define CLASS_SERVANT 0x20000u

typedef struct word {
    idt_str text; /* folded, in the arena */
    uint32_t start;
    uint32_t end;
    idt_gap gap; /* to the word before */
    idt_script script;
    bool comma;    /* a comma stands in the gap */
    bool stop;     /* a full stop ends it in the source */
    bool initials; /* several letters with stops: E.T.A. */
    bool run;      /* characters of a script without blanks */
    idt_lexeme lex;
} word;

/* A part being made: the texts it is joined of, and what is known so far. */
typedef struct draft {
    idt_name_part part;
    idt_lexeme lex;
} draft;

typedef struct parse {
    idt_arena *arena;
    idt_reading_memory *memory; /* or NULL */
    idt_error *err;
    idt_str source; /* the text read: repaired */
    const idt_repaired *repaired;
    const idt_part_tags *tags;
    word *words;
    size_t word_count;
    draft *drafts; /* IDT_NAME_PARTS_MAX */
    size_t count;
    size_t cut;
    bool person; /* said to be one: capitals inside a word then part it */
    bool failed; /* the arena's ceiling was met */
} parse;

/* Fills p->words. */
void name_words(parse *p);
/* Adds a part of words [from, to); its text is that of the last word unless changed after. NULL
 * where there is no room: counted in p->cut. */
draft *name_add(parse *p, size_t from, size_t to, idt_part_role role);
/* a and b as one text in the arena; empty at the ceiling. */
idt_str name_joined(parse *p, idt_str a, idt_str b);
/* The text of `count` words joined by a blank; {NULL, 0} where it does not fit. */
idt_str name_phrase(const word *words, size_t count, char *buffer, size_t buffer_bytes);

/* The word without what is written onto it: the Arabic article. */
idt_str name_plain(const word *w);

/* What the tables know of a word, as Arabic or Persian keyboards write it. */
idt_lexeme name_lexeme(idt_str text, idt_script script);

/* Allah, ullah, ollah, الله: the second half of a compound (Habib ullah, Ansar Allah). */
bool name_is_allah(idt_str text);

void name_person(parse *p);
void name_organisation(parse *p);
void name_object(parse *p);
idt_name_kind name_guess(const parse *p);

/* Arabic digits, ordinals in digits (21st); false where the word is no number. */
bool name_digits(idt_str word, uint32_t *number);

#endif
