/* script.h - in which script is this token written?
 *
 *   "muhammad" -> IDT_SCRIPT_LATIN     "محمد" -> IDT_SCRIPT_ARABIC     "김" -> IDT_SCRIPT_HANGUL
 *
 * Asked of folded tokens (text/tokens.h), or of several joined. Digits and marks belong to every
 * script; Hiragana and Katakana are one (KANA); Kana beside Han is HAN, as Japanese names are
 * written; any other two scripts together are MIXED. Pure, linear.
 */
#ifndef INTERDICT_TEXT_SCRIPT_H
#define INTERDICT_TEXT_SCRIPT_H

#include <stdint.h>

#include "core/str.h"

typedef enum idt_script {
    IDT_SCRIPT_OTHER, /* no letters, or letters of a script without a table */
    IDT_SCRIPT_LATIN,
    IDT_SCRIPT_CYRILLIC,
    IDT_SCRIPT_ARABIC,
    IDT_SCRIPT_HEBREW,
    IDT_SCRIPT_GREEK,
    IDT_SCRIPT_ARMENIAN,
    IDT_SCRIPT_GEORGIAN,
    IDT_SCRIPT_HANGUL,
    IDT_SCRIPT_HAN,
    IDT_SCRIPT_KANA,
    IDT_SCRIPT_DEVANAGARI,
    IDT_SCRIPT_BENGALI,
    IDT_SCRIPT_TAMIL,
    IDT_SCRIPT_THAI,
    IDT_SCRIPT_LAO,
    IDT_SCRIPT_KHMER,
    IDT_SCRIPT_BURMESE,
    IDT_SCRIPT_ETHIOPIC,
    IDT_SCRIPT_MIXED,
    IDT_SCRIPT_COUNT
} idt_script;

idt_script idt_script_of(idt_str token);
/* Of one character; IDT_SCRIPT_OTHER for digits, marks and signs of no one script. */
idt_script idt_script_of_char(uint32_t c);
/* ISO 15924 in small letters ("latn", "arab"); "zyyy" for OTHER, "zsym" for MIXED. */
const char *idt_script_code(idt_script script);

#endif
