/* readings.h - a name written in another script, spelt in Latin letters.
 *
 *   محمد  -> mohamed, mahmad, mohammad      does "muhammed" fit?  related, grade 2200
 *   ピエール -> pierre, pier, piel
 *   Иванов -> ivanov
 *
 * Readings are keys: at most three a token, kept in an index. The learned transducers
 * (text/transducer.h, data/tables/) make them for Arabic, Hebrew, Cyrillic, Hangul, Han and Kana;
 * rules make them for Greek, Armenian, Georgian, Devanagari, Bengali, Tamil, Thai, Lao, Khmer,
 * Burmese and Ethiopic.
 *
 * I1  A native token and a Latin one are related if and only if
 *       fold(R) of one of the three readings R is within idt_spelling_edits(longer length) edits of
 *       fold(latin), or
 *       one of the native token's sounds (idt_readings_sounds) is among the sounds of the Latin
 * one, read in one of IDT_SPELLING_WAYS ways                                  (text/spelling.h) so
 * whoever stores folds and sounds of native tokens can list every related token. I2  The grade
 * orders pairs inside the relation; it never widens it. I3  Same bytes in, same readings out:
 * integer arithmetic on committed tables.
 *
 * A token is a whole word of the name as folding leaves it: for Han, Kana, Hangul, Thai, Lao,
 * Khmer and Burmese the run of one-character tokens put together again. Nothing is allocated.
 * Threads: pure.
 */
#ifndef INTERDICT_TEXT_READINGS_H
#define INTERDICT_TEXT_READINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/str.h"
#include "text/script.h"

#define IDT_READINGS_MAX    3
#define IDT_READINGS_SOUNDS 64
#define IDT_READINGS_BYTES  1024 /* a buffer that always suffices for either */

typedef struct idt_reading {
    idt_str latin;     /* folded Latin letters, in the buffer given */
    int32_t cost_mnat; /* -log P(latin | native) of the model, best first */
} idt_reading;

/* Romanisations of a folded token that is not Latin, best first; 0 for a Latin token and for a
 * script without a table. */
size_t idt_readings_of(idt_str token, char *buffer, size_t buffer_bytes,
                       idt_reading out[IDT_READINGS_MAX]);

/* Both, for the price of one: borrowed from *out. */
typedef struct idt_read_token {
    char bytes[2 * IDT_READINGS_BYTES];
    idt_reading readings[IDT_READINGS_MAX];
    idt_str sounds[IDT_READINGS_SOUNDS];
    size_t reading_count, sound_count;
} idt_read_token;
void idt_readings_read(idt_str token, idt_read_token *out);

/* The sounds under which the token is to be found, likeliest first. */
size_t idt_readings_sounds(idt_str token, char *buffer, size_t buffer_bytes,
                           idt_str out[IDT_READINGS_SOUNDS]);

/* Is the pair inside the relation of I1? Makes all keys anew: for tests and single pairs. */
bool idt_readings_related(idt_str native, idt_str latin);

/* How well two spellings of one name fit: log P(pair) - log P(native) - log P(latin), millinats a
 * character. Meant for pairs inside the relation. Around 0 and below: no better than chance. */
int32_t idt_readings_grade(idt_str native, idt_str latin);

/* The Latin letters that the token's spellings may begin with: bit i for 'a' + i. 0 for a Latin
 * token and for a script without a table. ж -> z, j      х -> h, k      ю -> y, i, j, u */
uint32_t idt_readings_initials(idt_str native);

#endif
