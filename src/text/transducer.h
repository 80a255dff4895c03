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

#include "core/str.h"
#include "generated/translit_tables.h"
#include "text/script.h"

#define IDT_TRANSDUCER_LETTERS 40 /* IDT_NATIVE_LETTERS */
#define IDT_TRANSDUCER_BEST    16 /* spellings kept while reading */
#define IDT_TRANSDUCER_LATIN   47 /* letters of a spelling; a longer one ends there */

typedef struct idt_spelt {
    char latin[IDT_TRANSDUCER_LATIN];
    uint8_t len;
    uint8_t last[2];   /* numbers of the last two letters, for the triples */
    uint8_t kind;      /* of what was heard last, 0 a vowel */
    bool vowel_first;  /* it was heard before any consonant */
    uint8_t consonant; /* kind of the last consonant heard */
    uint8_t consonant_count;
    uint32_t consonants;  /* hash of their kinds */
    uint32_t with_vowels; /* the same, with where vowels stand */
    int32_t cost_mnat;    /* of letters and triples */
} idt_spelt;

/* NULL for a script without a table. */
const idt_translit *idt_transducer_of(idt_script script);

/* The best spellings of `letters` (text/native.h), cheapest first, no two of one sound; at most
 * IDT_TRANSDUCER_BEST. */
size_t idt_transducer_spell(const idt_translit *table, const uint32_t *letters, size_t count,
                            idt_spelt out[IDT_TRANSDUCER_BEST]);

/* Of a letter NULL where the table has no row. */
const idt_translit_row *idt_transducer_row(const idt_translit *table, uint32_t letter);

#define IDT_TRANSDUCER_CHUNK   6 /* Latin letters that one letter gives at most */
#define IDT_TRANSDUCER_ROWS    512
#define IDT_TRANSDUCER_FROM    28 /* no letter, 26 and the end */
#define IDT_TRANSDUCER_NUMBERS (16 << 10)

/* A Latin word to grade others against, and what rows cost at each of its letters: the longer the
 * word, the fewer rows are kept. */
typedef struct idt_transducer_latin {
    uint8_t letters[IDT_TRANSDUCER_LATIN]; /* 1 to 26 */
    uint8_t len;
    int32_t cost; /* of its triples */
    size_t slots; /* of `rows` that are in use */
    const idt_translit_row *rows[IDT_TRANSDUCER_ROWS];
    int32_t links[IDT_TRANSDUCER_NUMBERS];
} idt_transducer_latin;

/* Letters of a word to grade many Latin ones against: what each costs for none and for one Latin
 * letter, and where longer chunks are. */
typedef struct idt_transducer_native {
    int32_t none[IDT_TRANSDUCER_LETTERS];
    int32_t one[IDT_TRANSDUCER_LETTERS][27];
    uint32_t longer[IDT_TRANSDUCER_LETTERS]; /* a bit a letter that longer chunks begin with */
    uint16_t from[IDT_TRANSDUCER_LETTERS][IDT_TRANSDUCER_FROM]; /* where those of a letter begin */
    uint16_t backoff_from[IDT_TRANSDUCER_LETTERS][IDT_TRANSDUCER_FROM];
} idt_transducer_native;

/* `latin`: letters a-z, others are passed over. */
void idt_transducer_read(idt_str latin, idt_transducer_latin *out);
void idt_transducer_lay_out(const idt_translit *table, const idt_translit_row *const *rows,
                            size_t count, idt_transducer_native *out);

/* log P(native, latin) - log P(native) - log P(latin) by the cheapest way to link the two, in
 * millinats a character; of rows of native letters, laid out or NULL. 0 only where both are empty.
 * Where it is under `least` (over 0; 0: any), some number under it. */
int32_t idt_transducer_grade(const idt_translit *table, const idt_translit_row *const *rows,
                             const idt_transducer_native *native, size_t count,
                             idt_transducer_latin *latin, int32_t least);

/* With which letters do spellings begin? Bit i for 'a' + i: of what the first letter gives oftener
 * than once in 20, and where it is mostly silent, of what the next gives. */
uint32_t idt_transducer_begins(const idt_translit *table, const uint32_t *letters, size_t count);

#endif
