/* transducer.h - the learned tables between a script and Latin letters, and what is asked of them.
 *
 *   letter م: "m" 93, "mm" 2710, "" 5022, ...        millinats of -log P(latin | letter)
 *
 * A name is read letter by letter; each gives 0 to 6 Latin letters, independently of its neighbours
 * (memoryless). What makes good spellings out of good letters is one table of Latin letter triples,
 * shared by all scripts. tools/learn_translit.py learns both (EM) and writes data/tables/;
 * tools/gen_translit.py makes src/generated/translit_tables.c of that.
 *
 * I1  A row's chunks are sorted by `latin`; `order` lists them from the cheapest.
 * I2  What a row lacks costs `backoff_cost` more than in the row `backoff` (Han: the Mandarin
 *     syllable), where it has one.
 *
 * Integers only, tables are const. Threads: pure.
 */
#ifndef INTERDICT_TEXT_TRANSDUCER_H
#define INTERDICT_TEXT_TRANSDUCER_H

#include <stdbool.h>
#include <stdint.h>

#include "core/error.h"
#include "core/str.h"
#include "generated/translit_tables.h"
#include "text/script.h"

#define IDT_TRANSDUCER_LETTERS 40 /* IDT_NATIVE_LETTERS */
#define IDT_TRANSDUCER_BEST    16 /* spellings kept while reading */
#define IDT_TRANSDUCER_LATIN   47 /* letters of a spelling; a longer one ends there */

typedef struct idt_spelt {
    char latin[IDT_TRANSDUCER_LATIN];
    uint8_t len;
    int32_t cost_mnat; /* of letters and triples */
} idt_spelt;

/* NULL for a script without a table. */
const idt_translit *idt_transducer_of(idt_script script);

/* The best spellings of `letters` (text/native.h), cheapest first, no two of one sound; at most
 * IDT_TRANSDUCER_BEST. */
size_t idt_transducer_spell(const idt_translit *table, const uint32_t *letters, size_t count,
                            idt_spelt out[IDT_TRANSDUCER_BEST]);

/* Of a letter NULL where the table has no row. */
const idt_translit_row *idt_transducer_row(const idt_translit *table, uint32_t letter);

#define IDT_TRANSDUCER_CHUNK  6 /* Latin letters that one letter gives at most */
#define IDT_TRANSDUCER_SLOTS  512
#define IDT_TRANSDUCER_LINKS  (24 << 10) /* of 40 letters and their backoffs to 47, 6 a letter */
#define IDT_TRANSDUCER_CHUNKS (4 << 10)

/* A Latin word as it is linked: letters 1 to 26, what its triples cost, and from each letter on the
 * next six, five bits a letter, the first lowest. */
typedef struct idt_transducer_word {
    uint8_t letters[IDT_TRANSDUCER_LATIN];
    uint8_t len;
    int32_t cost;
    uint32_t ahead[IDT_TRANSDUCER_LATIN];
} idt_transducer_word;

/* Where chunks of a row stand in a Latin word: `count` numbers of `links`. */
typedef struct idt_transducer_row {
    int32_t none, least; /* cost of no letter, of the cheapest */
    uint32_t first, count;
} idt_transducer_links;

/* A Latin word to grade many others against: links of rows are kept. */
typedef struct idt_transducer_latin {
    idt_transducer_word word;
    uint64_t places[27]; /* of each letter, a bit a place */
    const idt_translit_row *rows[IDT_TRANSDUCER_SLOTS];
    idt_transducer_links kept[IDT_TRANSDUCER_SLOTS];
    uint32_t used;
    uint32_t links[IDT_TRANSDUCER_LINKS]; /* cost, place, letters */
} idt_transducer_latin;

/* Several Latin letters that a native one gives, as in `ahead`. */
typedef struct idt_transducer_chunk {
    uint32_t letters, mask;
    int32_t cost;
    uint8_t len;
} idt_transducer_chunk;

/* A native word to grade many Latin ones against: what each of its letters costs for none and for
 * one Latin letter, and longer chunks by their first letter. */
typedef struct idt_transducer_native {
    size_t count;
    int32_t none[IDT_TRANSDUCER_LETTERS], least[IDT_TRANSDUCER_LETTERS];
    int32_t one[IDT_TRANSDUCER_LETTERS][27];
    uint16_t from[IDT_TRANSDUCER_LETTERS][28]; /* in `chunks` */
    uint16_t used;
    int32_t rest;            /* what all letters cost at least */
    int32_t base, price[27]; /* ... and with what each Latin letter adds */
    idt_transducer_chunk chunks[IDT_TRANSDUCER_CHUNKS];
} idt_transducer_native;

/* `latin`: letters a-z, others are passed over. */
void idt_transducer_read(idt_str latin, idt_transducer_word *out);
/* The rest of a word whose letters are set. */
void idt_transducer_close(idt_transducer_word *word);
void idt_transducer_expect(const idt_transducer_word *word, idt_transducer_latin *out);
/* False: too many chunks, *out is of no use. */
IDT_CHECK bool idt_transducer_lay_out(const idt_translit *table,
                                      const idt_translit_row *const *rows, size_t count,
                                      idt_transducer_native *out);

/* log P(native, latin) - log P(native) - log P(latin) by the cheapest way to link the two, in
 * millinats a character; of rows of native letters. 0 only where both are empty. Where it is under
 * `least` (over 0; 0: any), some number under it. */
int32_t idt_transducer_grade(const idt_translit *table, const idt_translit_row *const *rows,
                             size_t count, idt_transducer_latin *latin, int32_t least);
int32_t idt_transducer_grade_laid_out(const idt_translit *table,
                                      const idt_transducer_native *native,
                                      const idt_transducer_word *word, int32_t least);
/* May the grade be `least` and more? `more`: native letters follow that are not given. */
bool idt_transducer_may_reach(const idt_translit *table, const idt_translit_row *const *rows,
                              size_t count, bool more, idt_transducer_latin *latin, int32_t least);
bool idt_transducer_laid_out_may_reach(const idt_translit *table,
                                       const idt_transducer_native *native,
                                       const idt_transducer_word *word, int32_t least);

/* With which letters do spellings begin? Bit i for 'a' + i: of what the first letter gives oftener
 * than once in 20, and where it is mostly silent, of what the next gives. */
uint32_t idt_transducer_begins(const idt_translit *table, const uint32_t *letters, size_t count);

#endif
