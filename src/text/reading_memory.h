/* reading_memory.h - what was read of words of other scripts, kept for the next time they come.
 *
 *   Иванов    read once: ivanov, its sounds         Иванов again: found
 *
 * To spell a word by a transducer costs some ten microseconds, and the names of a list or of a
 * population have the same words over and over.
 *
 * I1  Results are those of idt_readings_read, with a memory or without.
 * I2  It takes no more than the ceiling given, and forgets all at once when that is near.
 *
 * Lifetime: what is given out lives until the next idt_reading_memory_begin, or as long as the
 * arena of the call. Threads: one.
 */
#ifndef INTERDICT_TEXT_READING_MEMORY_H
#define INTERDICT_TEXT_READING_MEMORY_H

#include "text/readings.h"

typedef struct idt_read_word {
    const idt_reading *readings;
    const idt_str *sounds;
    size_t reading_count, sound_count;
} idt_read_word;

typedef struct idt_reading_memory idt_reading_memory; /* NULL is a memory that keeps nothing */

/* NULL where there is no room for one. */
idt_reading_memory *idt_reading_memory_new(size_t ceiling_bytes);
void idt_reading_memory_free(idt_reading_memory *memory);
/* From here on what was given out before may be forgotten. */
void idt_reading_memory_begin(idt_reading_memory *memory);
/* Readings and sounds of a folded token; false at the arena's ceiling. */
bool idt_reading_memory_read(idt_reading_memory *memory, idt_str token, idt_arena *arena,
                             idt_read_word *out);

#endif
