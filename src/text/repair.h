/* repair.h - a name freed of what stands in it by accident or to hide it, before it is split.
 *
 *   M&uuml;ller     -> Müller      a character reference                       [1,7)  &uuml;  ü
 *   MÃ¼ller         -> Müller      UTF-8 that was read as Windows-1252 once    [1,5)  Ã¼      ü
 *   Аl-Qaida        -> Al-Qaida    a Cyrillic letter in a Latin word           [0,2)  А       A
 *   Moh4mmed        -> Mohammed    a digit for a letter, of persons only       [3,4)  4       a
 *
 * Rules, and what is left as it is
 *  - References: the names of HTML 4 and `apos`, decimal and hexadecimal, with their semicolon; 128
 *    to 159 as Windows-1252 has them, as browsers read them; &amp;uuml; as &uuml;.
 *  - Mojibake: a run of sequences that decode to letters of one script known here (or to quotes and
 *    dashes), where the plain reading cannot be meant. It cannot where the run, or another of the
 *    same text, holds a sign no word holds (Ã¼ Ð¡ â€™), or three letters on end would not be
 *    Latin; else the run must be of Ã Ä Å, or of
 *    Vietnamese letters, and stand behind a small letter (JosÃ©) or before a letter (NoÃ«l, Ã–zil)
 *    with what a word does not go on with. So CAFÉ®, RENÉ’S, KŘÍŽEK and JOÃO stay.
 *  - Look-alikes: in a word of Latin, Cyrillic and Greek letters only, all letters that are not of
 *    the script of the most (of a tie: of the script of the most in the text) become its letters,
 *    where all of them have one; else the other way round. Three and more together at an end of
 *    the word are a word of their own (SIMкарта) and stay; a digit parts words (X5Ритейл).
 *  - Digits (0 o, 1 i or l, 3 e, 4 a, 5 s, 7 t, 8 b, $ s, @ a), where the text is a person's, of a
 *    word in ASCII with three letters that the lexicon does not know as it stands: where it knows
 * it with them; or where all are digits between letters and what is left without them is no known
 *    word.
 *
 * I1  Repairing what is repaired changes nothing more. A text that does not come to rest in
 *     IDT_REPAIR_ROUNDS is left as it is.
 * I2  Byte i of the text read comes from source bytes [from[i], to[i]); both never fall.
 * I3  The bytes of a text with nothing to repair are not copied, and nothing is allocated.
 * I4  The source stays as it is: what was done is listed, rounds in order, each by place.
 *
 * Linear; memory: the arena given, 40 bytes a byte of a text that holds something suspicious.
 * Texts over IDT_REPAIR_BYTES_MAX are no names and stay. Threads: pure.
 * Source of the look-alikes: data/tables/confusables.tsv.
 */
#ifndef INTERDICT_TEXT_REPAIR_H
#define INTERDICT_TEXT_REPAIR_H

#include <stdint.h>

#include "core/str.h"
#include "text/script.h"

#define IDT_REPAIR_ROUNDS    4
#define IDT_REPAIR_BYTES_MAX 65536

typedef enum idt_repair_kind {
    IDT_REPAIR_REFERENCE,
    IDT_REPAIR_MOJIBAKE,
    IDT_REPAIR_LOOKALIKE,
    IDT_REPAIR_DIGIT
} idt_repair_kind;

#define IDT_REPAIR_KINDS 4

/* What a name's repairs come to, for those who keep no list: how it was written down, and with what
 * letters. */
typedef enum idt_repair_trace {
    IDT_TRACE_ENCODING = 1, /* references, mojibake */
    IDT_TRACE_LOOKALIKE = 2,
    IDT_TRACE_DIGIT = 4
} idt_repair_trace;

typedef struct idt_repair {
    idt_repair_kind kind;
    uint32_t start, end; /* bytes of the source */
    idt_str before;      /* those bytes */
    idt_str after;       /* in the arena */
    idt_script was, is;  /* of LOOKALIKE: the letter's script, and the word's */
} idt_repair;

typedef struct idt_repaired {
    idt_str text;              /* the source itself where `count` is 0 */
    const uint32_t *from, *to; /* NULL where `count` is 0: each byte is its own */
    const idt_repair *repairs;
    size_t count;
} idt_repaired;

/* `person`: the text is said to name a person. Bytes that are not UTF-8 stay. IDT_E_LIMIT at the
 * arena's ceiling. */
IDT_CHECK idt_rc idt_repair_text(idt_str text, bool person, idt_arena *arena, idt_repaired *out,
                                 idt_error *err);

/* Bits of idt_repair_trace. */
uint8_t idt_repair_traces(const idt_repair *repairs, size_t count);
/* "character_reference", "mojibake", "look_alike", "digit". */
const char *idt_repair_kind_text(idt_repair_kind kind);
/* "Cyrillic letter in a Latin word": why. `buffer` holds it where it is made. */
#define IDT_REPAIR_WHY_BYTES 64
const char *idt_repair_why(const idt_repair *repair, char buffer[IDT_REPAIR_WHY_BYTES]);

#endif
