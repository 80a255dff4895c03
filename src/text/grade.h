/* grade.h - how well one word fits many of another script: idt_readings_grade, the word read once.
 *
 *   idt_grade_latin(IDT_STR("holland"), &latin)
 *   idt_grade_native(IDT_STR("иллон"), &native)        each of many
 *   idt_grade_over(&native, NULL, &latin, 500)         under 500: not worked out further
 *
 * I1  idt_grade_over is idt_readings_grade of the two where that is `least` or more, and under
 *     `least` where it is not; 0 only without a table.
 *
 * A word fits few of those it is compared with: as soon as no way to link the two is cheap enough,
 * the grade is known to be under `least`. What letters of a script cost against the Latin word is
 * kept from one native word to the next. Nothing is allocated. Threads: a word is of one thread.
 */
#ifndef INTERDICT_TEXT_GRADE_H
#define INTERDICT_TEXT_GRADE_H

#include "text/native.h"
#include "text/transducer.h"

/* Borrows the text. */
typedef struct idt_grade_word {
    idt_str text;
    const idt_translit *table; /* NULL: a script without one, the grade is 0 */
    const idt_translit_row *rows[IDT_NATIVE_LETTERS];
    size_t count;
    idt_str whole; /* its usual spellings, with blanks between; absent for most */
} idt_grade_word;

typedef struct idt_grade_spelling {
    idt_str text;
    idt_transducer_latin latin;
} idt_grade_spelling;

void idt_grade_native(idt_str folded, idt_grade_word *out);
void idt_grade_latin(idt_str folded, idt_grade_spelling *out);
/* `laid_out`: idt_transducer_lay_out of the native word, where many are graded against it; or NULL.
 */
int32_t idt_grade_over(const idt_grade_word *native, const idt_transducer_native *laid_out,
                       idt_grade_spelling *latin, int32_t least);

#endif
