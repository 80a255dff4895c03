/* letters.h - letters of terms that are not Latin, as rows of their tables, kept from question to
 * question: most of these terms share a sound with a Latin part by chance, and with their letters
 * at hand the transducer says so before a record is read.
 *
 *   letters_find(k, file, term)        NULL: not known
 *   letters_keep(k, file, term, word)
 *
 * I1  What is found is what was kept of that file and term. A word of more than LETTERS_MOST
 *     letters, or with usual spellings as a whole, is not kept.
 *
 * A term has one place; what stood there is forgotten. Threads: one at a time.
 */
#ifndef INTERDICT_INDEX_LETTERS_H
#define INTERDICT_INDEX_LETTERS_H

#include "core/arena.h"
#include "text/grade.h"

#define LETTERS_LOG2 16
#define LETTERS_MOST 13

typedef struct letters_entry {
    uint32_t of; /* file and term, + 1; 0: none */
    uint8_t table, count;
    uint16_t rows[LETTERS_MOST];
} letters_entry;

_Static_assert(sizeof(letters_entry) == 32, "two a line of the cache");

typedef struct letters {
    letters_entry *entries; /* NULL: nothing is kept */
} letters;

static inline letters_entry *letters_place(const letters *k, uint32_t term)
{
    return &k->entries[term & ((1U << LETTERS_LOG2) - 1)];
}

static inline uint32_t letters_name(uint32_t file, uint32_t term)
{
    return (file << 24 | term) + 1;
}

static inline const letters_entry *letters_find(const letters *k, uint32_t file, uint32_t term)
{
    const letters_entry *e = k->entries != NULL ? letters_place(k, term) : NULL;
    return e != NULL && e->of == letters_name(file, term) ? e : NULL;
}

void letters_keep(letters *k, uint32_t file, uint32_t term, const idt_grade_word *word);
/* Without its text. */
void letters_word(const letters_entry *e, idt_grade_word *out);

#endif
