/* grade.h - how well one word fits many of another script: idt_readings_grade, the word read once.
 *
 *   idt_grade_latin(IDT_STR("holland"), &latin)
 *   idt_grade_native(IDT_STR("иллон"), &native)        each of many
 *   idt_grade_over(&native, &latin, 500)               under 500: not worked out further
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
int32_t idt_grade_over(const idt_grade_word *native, idt_grade_spelling *latin, int32_t least);
/* `laid_out`: idt_transducer_lay_out of the native word, which has a table. */
int32_t idt_grade_laid_out_over(const idt_grade_word *native, const idt_transducer_native *laid_out,
                                idt_str latin, int32_t least);

/* ---- words in eight bytes, as an index keeps them ---- */

/* The letters that are graded: kind (bits 0 to 4), then a code each, the first one lowest.
 *
 *   0-16   native, of that table: rows + 1, row_count + 1 where the table has none, 0 the end; as
 *          many bits a code as row_count + 1 needs; bit 63: more letters follow
 *   15, 31 of Han: the kind is bits 0 to 3, four codes of 15 bits; 32767 as the fourth: more follow
 *   17     Latin: 1 to 26, 5 bits a code, 11 at most
 *   18     not kept: longer, or a name with usual spellings as a whole
 *   19     native, of the table at place 15
 *   20     never read as another, nor another as it
 *
 * Tables are numbered as in idt_translit_tables. */
uint64_t idt_grade_pack_native(const idt_grade_word *word);
uint64_t idt_grade_pack_latin(idt_str folded);
#define IDT_GRADE_NOT_KEPT   UINT64_C(18)
#define IDT_GRADE_NEVER_READ UINT64_C(20)
/* NULL of a Latin word, and where nothing is kept. */
const idt_translit *idt_grade_table_of(uint64_t letters);

/* Rows of the native word's letters, or what these lead to, will soon be asked for. Those of Han
 * alone: of other scripts there are few. */
void idt_grade_fetch(uint64_t native, bool far);

/* May the grade of the two be `least` and more? False only where it is not. */
bool idt_grade_native_may_reach(uint64_t native, idt_grade_spelling *latin, int32_t least);
bool idt_grade_latin_may_reach(const idt_grade_word *native, const idt_transducer_native *laid_out,
                               uint64_t latin, int32_t least);

#endif
