/* function_words.h - words that no name begins or ends with (scan/windows.h).
 *
 * Made by tools/gen_function_words.py (revision 1) from data/tables/function_words.tsv;
 * do not edit. SHA-256 of the table:
 *   0f2782c6492749a2707dd237c651a82d0085ecb78db484d6f490cbcc4ee27518
 */
#ifndef INTERDICT_GENERATED_FUNCTION_WORDS_H
#define INTERDICT_GENERATED_FUNCTION_WORDS_H

#define IDT_FUNCTION_WORDS 302

/* Folded, in byte order. */
extern const char *const idt_function_words[IDT_FUNCTION_WORDS];

#endif
