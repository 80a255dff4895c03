/* numbered.h - several values in one cell, numbered by hand.
 *
 *   "(1) Mullah (2) Maulavi"    1 Mullah, 2 Maulavi
 *   "a) General b)Colonel"      1 General, 2 Colonel
 *   "(1)-(2) Tunisia (3) Libya" 2 Tunisia, 3 Libya        1 has nothing of its own
 *   "Route 1) bis"              0 the whole: it does not begin with a first number
 *
 * A mark is taken only as the next of the sequence it began with, so a bracketed number inside a
 * value is no mark. Pieces without a letter or digit are left out.
 *
 * Ownership: pieces borrow from the text. Cost: linear.
 */
#ifndef INTERDICT_LISTS_NUMBERED_H
#define INTERDICT_LISTS_NUMBERED_H

#include "core/str.h"

typedef struct idt_numbered {
    idt_str rest;    /* from the next mark on */
    unsigned number; /* of that mark; 0: the text is not numbered */
    bool done;
} idt_numbered;

typedef struct idt_numbered_piece {
    idt_str text;    /* trimmed, not empty */
    unsigned number; /* 0: the whole */
} idt_numbered_piece;

void idt_numbered_init(idt_numbered *n, idt_str text);
bool idt_numbered_next(idt_numbered *n, idt_numbered_piece *piece);
/* The piece of that number; {NULL, 0} where there is none. A text that is not numbered answers to 0
 * and to 1. */
idt_str idt_numbered_of(idt_str text, unsigned number);

#endif
