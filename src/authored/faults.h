/* faults.h - the faults of record files, collected: all of one reading, not the first.
 *
 *   brief.yaml:14:9: unknown key "alais" in a record of schema Organization; did you mean "alias"?
 *
 * I1  At most IDT_FAULTS_MAX; then one more line says that there are more, and `full` stops the
 *     readers.
 * I2  A failure of the arena sticks in `failed`; the reading answers IDT_E_LIMIT at its end.
 *
 * Internal to authored/. Ownership: messages live in the arena given.
 */
#ifndef INTERDICT_AUTHORED_FAULTS_H
#define INTERDICT_AUTHORED_FAULTS_H

#include "authored/authored.h"

#define IDT_FAULTS_MAX 1000

typedef struct idt_faults {
    idt_arena *arena;
    idt_str file; /* where the faults to come are */
    idt_fault *items;
    size_t count;
    size_t cap;
    bool full;
    bool failed;
} idt_faults;

void idt_faults_add(idt_faults *faults, uint32_t line, uint32_t column, const char *fmt, ...)
    IDT_PRINTF(4, 5);
void idt_faults_add_args(idt_faults *faults, uint32_t line, uint32_t column, const char *fmt,
                         va_list args) IDT_PRINTF(4, 0);
/* By file, line, column; faults of one place keep the order in which they were found. */
void idt_faults_sort(idt_faults *faults);

/* A text for a message: in double quotes, shortened, without control characters. Never NULL. */
const char *idt_faults_quote(idt_faults *faults, idt_str text);
/* `did you mean "x"?` with the nearest of the words, else `expected one of ...`. Never NULL. */
const char *idt_faults_hint(idt_faults *faults, idt_str met, const char *const *words,
                            size_t count);
size_t idt_words_count(const char *const *words); /* NULL-terminated, or NULL = 0 */

#endif
