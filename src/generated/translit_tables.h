/* translit_tables.h - how letters of other scripts are spelt in Latin.
 *
 * Made by tools/gen_translit.py of data/tables/; do not edit. SHA-256 of the inputs:
 *   translit_arab.tsv       b3bf75cb142a742972874cfbd062cd92b81414c3f4db07b434ec585aa54b1e3c
 *   translit_armn.tsv       08cacacc96dc5edf6024e3169e8ae9fb2fe01168f827537890fd58eab16715c6
 *   translit_beng.tsv       9c8c02a35023c62a8ea368c0b04c6692272d77b142d41b66d24ced34777a4b98
 *   translit_cyrl.tsv       c192e6ceb8ac1118d4802237269b48e7c8cc8710af7dcf0018f9204d0d260825
 *   translit_deva.tsv       1cb9d95f02d14d132d3ca9eb8d27c78d1ff6ba50d3bacea4328f2f41efc9e55c
 *   translit_ethi.tsv       9146ff243975c3257a5d5821cc46bd2ffdc46007f4f3b342995e7c3e41ac66a2
 *   translit_geor.tsv       88557eecbb29b7ad3185e5d6eb140bcbf0349d115ddf84f5c9a624c9888244a9
 *   translit_grek.tsv       c1d3c622876cfdbd2326a04222cf6901a4838f623ebe27ca0852688dcd2fb7ae
 *   translit_hang.tsv       5937ae6c19bbfa938c9bea5205ab9754356cb91eb92681d1e38e8b4a61944c8b
 *   translit_hani.tsv       17e9202ede3e4c6e56effdf7e73442e16fb1f30df8b1b682911a5b0994f64842
 *   translit_hebr.tsv       b6ad6610010be9570268cd29ee3c959f05cd1fc48a89c40a2569b622bf3f5861
 *   translit_kana.tsv       fd0b306531f4570518cb2d1daf283d014bf15a840924bafd2aca61e3a28ce496
 *   translit_khmr.tsv       876a89a60a0864e561fff62df60d33c971c24691e33c54a6245a28d39f8c8534
 *   translit_laoo.tsv       007c89f520fae45f99374ccff4d37c8c5ad7052c904a82f9682278c0c993176f
 *   translit_mymr.tsv       3f6f3d7cbfa7915f72a9ec45985ade12eafc89c4ed4d7e8ee7d72bcb678f11ff
 *   translit_taml.tsv       cc960bd77cf25ab123fa317c3aa4f539a788db98d8df30c9d3bf5c3a953ae2f3
 *   translit_thai.tsv       10b4f81f886222e79432b2d068f1b883c6f22ed3c3045ecef76abea63b50e851
 *   translit_triples.tsv    48c202a1428fc3971f25b1e95dfbefdf2c962e42a22c4483beb22c86991c8168
 *   whole_names.tsv         c1ff65832176fe9257028c7858d3613ee38d5ec170b1fca332a881593d9c6bca
 */

#ifndef INTERDICT_GENERATED_TRANSLIT_TABLES_H
#define INTERDICT_GENERATED_TRANSLIT_TABLES_H

#include <stddef.h>
#include <stdint.h>

#define IDT_TRANSLIT_TABLES 17
#define IDT_TRANSLIT_NO_ROW 65535

/* A letter: its chunks are [first, first + count) of `latin` and `cost`. */
typedef struct idt_translit_row {
    uint32_t letter;
    uint32_t first;
    uint16_t count;
    uint16_t backoff;      /* row asked for what this one lacks, or IDT_TRANSLIT_NO_ROW */
    uint16_t backoff_cost; /* millinats */
} idt_translit_row;

typedef struct idt_translit {
    const char *script;           /* ISO 15924, small letters */
    const idt_translit_row *rows; /* by letter */
    size_t row_count;
    const uint32_t *latin; /* five bits a letter, the first highest; sorted in a row */
    const uint16_t *cost;  /* -log P(latin | letter), millinats */
    const uint8_t *order;  /* a row's chunks from the cheapest */
    size_t most_chunk;     /* letters of the longest chunk */
    uint16_t insert[27];   /* cost of a Latin letter (1-26) that no native one stands for */
} idt_translit;

extern const idt_translit idt_translit_tables[IDT_TRANSLIT_TABLES];

/* -log P(letter | the two before), unit 64 millinats: [before][last][next - 1]; 0 is the start,
 * 27 the end. */
extern const uint8_t idt_translit_triples[27 * 27 * 27];

#define IDT_WHOLE_NAMES 109

/* Names spelt as a whole: folded native bytes (sorted), Latin spellings with blanks between. */
typedef struct idt_whole_name {
    char native[12];
    char latin[20];
} idt_whole_name;

extern const idt_whole_name idt_whole_names[IDT_WHOLE_NAMES];

#endif
